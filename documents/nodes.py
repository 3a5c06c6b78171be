"""What can be read from plain values of a plan file even where their shape is wrong: what is amiss is absent."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from models.words import Checkpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.notation import Path

Node = dict[str, Any]
Placed = tuple["Path", Node]


def inside(node: Node, key: str, path: Path = ()) -> list[Placed]:
    """The mappings listed under the key, each with its path."""
    listed = node.get(key)
    if not isinstance(listed, list):
        return []
    return [((*path, key, index), each) for index, each in enumerate(listed) if isinstance(each, dict)]


def within(node: Node, key: str) -> Node:
    """The mapping under the key."""
    found = node.get(key)
    return found if isinstance(found, dict) else {}


def text(node: Node, key: str) -> str | None:
    found = node.get(key)
    return str(found) if isinstance(found, str) and found.strip() else None


def texts(node: Node, key: str, path: Path = ()) -> list[tuple[Path, str]]:
    """The texts listed under the key, each with its path."""
    listed = node.get(key)
    if not isinstance(listed, list | tuple):
        return []
    return [((*path, key, index), each) for index, each in enumerate(listed) if isinstance(each, str) and each.strip()]


def day_in(node: Node, key: str) -> date | None:
    """A day; one written in quotes is a day too."""
    found = node.get(key)
    if isinstance(found, str) and len(found) == len("2021-07-15"):
        try:
            return date.fromisoformat(found)
        except ValueError:
            return None
    return found if isinstance(found, date) and not isinstance(found, datetime) else None


def year_in(node: Node, key: str) -> int | None:
    """A year that the shape takes."""
    found = node.get(key)
    return found if type(found) is int and 1949 <= found <= 2200 else None


def kind_of(window: Node) -> Checkpoint | None:
    found = window.get("kind")
    return next((kind for kind in Checkpoint if kind == found), None)


def span(data: Node) -> tuple[date | None, date | None]:
    """The first and the last day of the plan; of a period that runs backwards nothing can be said."""
    period = within(within(data, "plan"), "period")
    first, last = day_in(period, "first"), day_in(period, "last")
    return (None, None) if first and last and first > last else (first, last)


def items(data: Node) -> Iterator[tuple[Placed, Node | None]]:
    """Every task, key project and part, each with what it is a part of."""
    for path, section in inside(data, "sections"):
        for task in inside(section, "tasks", path):
            yield task, None
            yield from ((part, task[1]) for part in inside(task[1], "projects", task[0]))
    for project in inside(data, "projects"):
        yield project, None
        yield from ((part, project[1]) for part in inside(project[1], "parts", project[0]))


def targets(data: Node) -> Iterator[Placed]:
    """Every target of every item."""
    for (path, node), _ in items(data):
        yield from inside(node, "targets", path)


def place(path: Path) -> str:
    """The path as people write it: checkpoints[2].closes_on."""
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return steps.removeprefix(".")
