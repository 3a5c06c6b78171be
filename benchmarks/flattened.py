"""The facts of a label or of a plan file, flat: checkpoints, sections, items, parts, units and figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from likeness import ANY, Fact, agree, last, names, normal, slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Node = dict[str, Any]
KINDS = ("checkpoints", "sections", "tasks", "projects", "parts", "units", "targets", "figures")


@dataclass(slots=True)
class Item:
    """A task, key project or part: its place as the numbers above it say, and the place of the whole it is part of."""

    place: str
    node: Node
    project: bool
    whole: str = ""

    @property
    def fact(self) -> Fact:
        said = f"{self.place} {self.node.get('title', '')}"
        by = (slot(last(self.node["number"])), slot(self.node.get("title")))
        return Fact(by, said, _lines(self.node))


@dataclass(slots=True)
class Flat:
    """Every fact of a plan by its kind; `kinds` are those the label speaks of."""

    items: list[Item]
    facts: dict[str, list[Fact]] = field(default_factory=dict)


def items(data: Node) -> list[Item]:
    """The items of a plan in their order, each whole before its parts."""
    found: list[Item] = []
    sections = data.get("sections") or []
    for section in sections:
        found += _items(section.get("tasks") or [], normal(section["number"]), "projects", project=False)
    for task in data.get("tasks") or []:
        found += _items([task], normal(task.get("section")), "parts", project=False)
    return found + _items(data.get("projects") or [], "", "parts", project=True)


def _items(nodes: Iterable[Node], above: str, parts: str, *, project: bool) -> list[Item]:
    found = []
    for node in nodes:
        number = normal(node["number"])
        place = number if project or (number.startswith(above) and number != above) else above + last(number)
        found.append(Item(place, node, project))
        for part in node.get(parts) or []:
            named = {**part, "number": part.get("number") or part["code"]}
            found.append(Item(f"{place}/{last(named['number'])}", named, project, place))
    return found


def flat(data: Node, region: str, ignored: Iterable[str] = (), known: list[Item] | None = None) -> Flat:
    """The facts of a plan; of a reading `known` are the items of the label, whose places its own are called by."""
    own = items(data)
    places = _places(own, known) if known is not None else {item.place: item.place for item in own}
    wholes = {item.place: item.whole for item in own if item.whole and not item.project}
    found = Flat(own)
    found.facts = {
        "checkpoints": [_window(window) for window in data.get("checkpoints") or []],
        "sections": [_section(section) for section in data.get("sections") or []],
        "tasks": [item.fact for item in own if not item.whole and not item.project],
        "projects": [item.fact for item in own if not item.whole and item.project],
        "parts": [_part(item, places) for item in own if item.whole],
        "units": list(_units(own, places, region, {normal(name) for name in ignored})),
    }
    targets = list(_targets(data, own))
    found.facts["targets"] = [_target(target, place, places, wholes) for place, target in targets]
    found.facts["figures"] = [_figure(target) for _, target in targets]
    return found


def _places(own: list[Item], known: list[Item]) -> dict[str, str]:
    """How the label calls the places of a reading: those of items that agree."""
    places, left = {}, [item for item in known if not item.whole]
    for item in own:
        if item.whole:
            parent = places[item.whole]
            places[item.place] = parent + item.place.removeprefix(item.whole)
            continue
        match = next((one for one in left if one.project == item.project and agree(one.fact, item.fact)), None)
        if match:
            left.remove(match)
        places[item.place] = match.place if match else f"?{item.place}"
    return places


def _lines(node: Node) -> tuple[int, int] | None:
    lines = node.get("lines")
    return (lines[0], lines[1]) if lines else None


def _window(window: Node) -> Fact:
    every = window.get("every_year") or {}
    dates = [window.get("opens_on"), window.get("closes_on")]
    yearly = [every.get(key) for key in ("from", "to", "first", "last")]
    said = " ".join(str(part) for part in (window["kind"], *dates, *yearly, window.get("title")) if part)
    by = (
        slot(window["kind"]),
        *(slot(day) for day in dates),
        *(ANY if every and part is None else slot(part) for part in yearly),
    )
    return Fact(by, said, _lines(window), bool(window.get("optional")))


def _section(section: Node) -> Fact:
    by = (slot(last(section["number"])), slot(section["title"]))
    return Fact(by, f"{section['number']} {section['title']}", _lines(section))


def _part(item: Item, places: dict[str, str]) -> Fact:
    title = item.node.get("title")
    by = (slot(places[item.whole]), slot(last(item.node["number"])), slot(title) if title else ANY)
    return Fact(by, f"{item.place} {item.node.get('title', '')}", _lines(item.node))


def _units(own: list[Item], places: dict[str, str], region: str, ignored: set[str]) -> Iterator[Fact]:
    for item in own:
        for role in ("lead_units", "cooperating_units"):
            for unit in item.node.get(role) or []:
                called = names(unit, region)
                if not called & ignored:
                    yield Fact((slot(places[item.place]), called), f"{item.place} {unit} ({role})")


def _targets(data: Node, own: list[Item]) -> Iterator[tuple[str, Node]]:
    """The targets whose value is a number or two, with the place of their item, which a label names itself."""
    inside = [(item.place, target) for item in own for target in item.node.get("targets") or []]
    named = [(str(target.get("item") or ""), target) for target in data.get("targets") or []]
    for place, target in inside + named:
        if _numbers(target.get("value")):
            yield place, target


def _numbers(value: Any) -> list[float]:
    numbers = value if isinstance(value, list | tuple) else [value]
    plain = [float(n) for n in numbers if isinstance(n, int | float) and not isinstance(n, bool)]
    return plain if len(plain) == len(numbers) else []


def _target(target: Node, place: str, places: dict[str, str], wholes: dict[str, str]) -> Fact:
    where = (
        frozenset(places.get(one, one) for one in (wholes.get(part, part) for part in slot(place))) if place else ANY
    )
    by = (where, *_figure(target).by, _asked(target, "comparator"), _asked(target, "due"))
    said = f"{place} {target.get('metric', '')} {_said(target)}"
    return Fact(by, said, _lines(target), bool(target.get("optional")))


def _figure(target: Node) -> Fact:
    value = frozenset([",".join(f"{number:g}" for number in _numbers(target["value"]))])
    return Fact((value, slot(target.get("unit"))), _said(target), _lines(target), bool(target.get("optional")))


def _asked(target: Node, key: str) -> frozenset[str]:
    return slot(target[key]) if target.get(key) else ANY


def _said(target: Node) -> str:
    return " ".join(str(target[key]) for key in ("comparator", "value", "unit", "due") if target.get(key) is not None)
