"""Codes and printed numbers of what a plan holds: 三（一）, 07, 2.1, KP1."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.prose.outline import Node

WHOLE = "全文"
"""The number of the section of a plan that groups its tasks under no heading."""


def number(node: Node) -> str:
    """The number of a section or key project with those of the headings above it: 三（一）. Of the root, none."""
    parts: list[str] = []
    at: Node | None = node
    while at is not None and at.form:
        parts.append(at.number)
        # 2.1 has the number of the heading above it in its own.
        while at.form in ("decimal", "triple") and at.parent and at.parent.form in ("figure", "decimal"):
            at = at.parent
        at = at.parent
    return "".join(reversed(parts)) or WHOLE


def sections(tasks: Sequence[Node]) -> list[tuple[Node, list[Node]]]:
    """The headings right above the tasks, in printed order, each with its tasks."""
    groups: dict[int, tuple[Node, list[Node]]] = {}
    for task in tasks:
        above = task.parent or task
        groups.setdefault(id(above), (above, []))[1].append(task)
    return list(groups.values())


def task_codes(groups: Sequence[tuple[Node, list[Node]]]) -> list[list[str]]:
    """Codes of the tasks of each section: by their numbers where these run through (07), else by section too (2.1)."""
    ordinals = [task.ordinal for _, tasks in groups for task in tasks]
    forms = {task.form for _, tasks in groups for task in tasks}
    if len(set(ordinals)) == len(ordinals) and len(forms) == 1:
        width = len(str(max(ordinals, default=0)))
        return [[f"{task.ordinal:0{max(width, 2)}d}" for task in tasks] for _, tasks in groups]
    found: list[list[str]] = []
    for place, (_, tasks) in enumerate(groups, start=1):
        inside = [task.ordinal for task in tasks]
        counted = inside if len(set(inside)) == len(inside) else list(range(1, len(inside) + 1))
        found.append([f"{place}.{each}" for each in counted])
    return found


def is_part(code: str) -> bool:
    """Whether the code is that of a part: 07.P2 or KP1.2."""
    return ".P" in code or (code.startswith("KP") and "." in code)
