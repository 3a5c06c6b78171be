"""Whether the parts of a plan file agree: codes, dates, duties, names. Takes plain values, sound in shape or not."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from documents.nodes import day_in, inside, items, place, span, targets, text, texts, within
from documents.notation import Fault
from documents.windows import duties, windows
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from documents.nodes import Node, Placed
    from documents.notation import Path


# Among more names than these, looking for the one that was meant takes longer than reading the file.
FEW = 300


def consistency(data: Any) -> list[Fault]:
    """Every disagreement. What is wrong in shape is passed over: the shape has been told."""
    return [fault for check in CHECKS for fault in check(data)] if isinstance(data, dict) else []


def _codes(data: Node) -> Iterator[Fault]:
    """No code twice: sections, items, targets, units."""
    yield from _repeated("code", "planfile_code_twice", inside(data, "sections"))
    yield from _repeated("code", "planfile_code_twice", (placed for placed, _ in items(data)))
    yield from _repeated("code", "planfile_code_twice", targets(data))
    yield from _repeated("code", "planfile_code_twice", inside(data, "units"))


def _numbers(data: Node) -> Iterator[Fault]:
    """No printed number twice among the items that stand together; in the next section they may begin again."""
    yield from _repeated("number", "planfile_number_twice", inside(data, "sections"))
    yield from _repeated("number", "planfile_number_twice", inside(data, "projects"))
    for path, section in inside(data, "sections"):
        yield from _repeated("number", "planfile_number_twice", inside(section, "tasks", path))
    for (path, node), parent in items(data):
        if parent is None:
            for key in ("projects", "parts"):
                yield from _repeated("number", "planfile_number_twice", inside(node, key, path))


def _parts(data: Node) -> Iterator[Fault]:
    """The code of a part begins with the code of what it is a part of."""
    for (path, node), parent in items(data):
        code, whole = text(node, "code"), text(parent or {}, "code")
        if code and whole and not code.startswith(f"{whole}."):
            yield Fault((*path, "code"), because("planfile_part_of_other", code=code, parent=whole))


def _period(data: Node) -> Iterator[Fault]:
    period = within(within(data, "plan"), "period")
    first, last = day_in(period, "first"), day_in(period, "last")
    if first and last and first > last:
        yield Fault(("plan", "period", "last"), because("planfile_period_backwards", first=first, last=last))


def _targets(data: Node) -> Iterator[Fault]:
    """A target is due inside the period, by a basis that fits, with a value that its comparator can use."""
    first, last = span(data)
    codes = {code for (_, node), _ in items(data) if (code := text(node, "code"))}
    for path, target in targets(data):
        due = day_in(target, "due")
        if first and last and due and not first <= due <= last:
            yield Fault((*path, "due"), because("planfile_target_outside", day=due, first=first, last=last))
        if (due and target.get("due_basis") == "recurring") or (
            target.get("due") == "yearly" and target.get("due_basis") in ("explicit", "plan_period")
        ):
            yield Fault((*path, "due_basis"), because("planfile_due_basis"))
        yield from _value(path, target)
        for where, code in texts(target, "also_in", path):
            if code not in codes:
                yield Fault(where, because("planfile_unknown_item", code=code))


def _value(path: Path, target: Node) -> Iterator[Fault]:
    comparator, value = target.get("comparator"), target.get("value")
    pair = isinstance(value, list | tuple) and len(value) == 2 and all(type(n) in (int, float) for n in value)
    number = type(value) in (int, float)
    fits = {
        "between": pair,
        ">=": number or isinstance(value, str),
        "==": number or isinstance(value, str),
        "reaches": isinstance(value, str),
        "done": value is None or value is True,
        "widespread": value is None or number,
    }
    # A list that is no pair has been told as a fault of shape.
    told = isinstance(value, list | tuple | dict) and not pair
    if isinstance(comparator, str) and not fits.get(comparator, True) and not told:
        yield Fault((*path, "value"), because(f"planfile_value_{_NEEDS[comparator]}", comparator=comparator))
    elif comparator == "between" and isinstance(value, list | tuple) and pair and value[0] > value[1]:
        yield Fault((*path, "value"), because("planfile_value_order", low=value[0], high=value[1]))


_NEEDS = {
    "between": "pair",
    ">=": "measure",
    "==": "measure",
    "reaches": "standard",
    "done": "done",
    "widespread": "open",
}


def _names(data: Node) -> Iterator[Fault]:
    """Every unit that is named is a unit of the file; organisers may also be a whole group, 各县（区）…"""
    known = _known(data)
    if not known:
        yield Fault(("units",), because("planfile_no_units"))
        return
    for path, name in _named(data):
        if name in known or (name.startswith("各") and "checkpoints" in path):
            continue
        near = get_close_matches(name, known, n=1) if len(known) <= FEW else []
        reason = because("planfile_unknown_unit_near", name=name, near=near[0]) if near else None
        yield Fault(path, reason or because("planfile_unknown_unit", name=name))


def _named(data: Node) -> Iterator[tuple[Path, str]]:
    """Every place where a unit is named, and the name."""
    plan = within(data, "plan")
    yield from texts(plan, "issuers", ("plan",))
    nodes: list[Placed] = [(("plan",), plan), *inside(data, "checkpoints")]
    for path, window in nodes[1:]:
        yield from texts(window, "organisers", path)
    for (path, node), _ in items(data):
        yield from texts(node, "lead_units", path)
        yield from texts(node, "cooperating_units", path)
    for key, placed in (("reports_to", nodes), ("parent", inside(data, "units"))):
        for path, node in placed:
            if name := text(node, key):
                yield (*path, key), name


def _known(data: Node) -> dict[str, int]:
    """Every name, short name, alias and code of a unit, with the unit's place in the list; the first one has it."""
    known: dict[str, int] = {}
    for path, unit in inside(data, "units"):
        for _, name in _called(path, unit):
            known.setdefault(name, int(path[-1]))
    return known


def _called(path: Path, unit: Node) -> Iterator[tuple[Path, str]]:
    for key in ("name", "code", "short"):
        if name := text(unit, key):
            yield (*path, key), name
    yield from texts(unit, "aliases", path)


def _ambiguous(data: Node) -> Iterator[Fault]:
    """No name may mean two units. A code given twice has been told."""
    known = _known(data)
    for path, unit in inside(data, "units"):
        for where, name in _called(path, unit):
            if known[name] != path[-1] and where[-1] != "code":
                first = place(("units", known[name]))
                yield Fault(where, because("planfile_name_twice", name=name, first=first))


def _circles(data: Node) -> Iterator[Fault]:
    """No unit stands above itself; each circle is told once, at its first unit."""
    known = _known(data)
    units = {int(path[-1]): unit for path, unit in inside(data, "units")}
    above = {index: known.get(text(unit, "parent") or "") for index, unit in units.items()}
    told: set[int] = set()
    for index in units:
        trail, at = [], index
        while at not in trail:
            trail.append(at)
            higher = above[at]
            if higher is None:
                break
            at = higher
        else:
            circle = trail[trail.index(at) :]
            if told.isdisjoint(circle):
                names = [text(units[each], "name") or "?" for each in (*circle, circle[0])]
                yield Fault(("units", circle[0], "parent"), because("planfile_circle", names=names))
            told.update(circle)


def _lights(data: Node) -> Iterator[Fault]:
    lights = within(within(data, "settings"), "lights")
    yellow, red = lights.get("schedule_yellow", 10), lights.get("schedule_red", 20)
    if type(yellow) is int and type(red) is int and 0 <= red < yellow:
        yield Fault(("settings", "lights"), because("planfile_lights", yellow=yellow, red=red))


def _targets_by(data: Node) -> Iterator[Fault]:
    """The day is one of every year: what comes in every fourth only could not be told in the others."""
    if text(within(data, "settings"), "targets_by") == "02-29":
        yield Fault(("settings", "targets_by"), because("planfile_targets_by"))


def _repeated(key: str, sentence: str, nodes: Iterable[Placed]) -> Iterator[Fault]:
    first: dict[str, Path] = {}
    for path, node in nodes:
        value = node.get(key)
        if isinstance(value, str | int) and str(value).strip() and first.setdefault(str(value), path) != path:
            yield Fault((*path, key), because(sentence, value=value, first=place(first[str(value)])))


CHECKS: tuple[Callable[[Node], Iterator[Fault]], ...] = (
    _period,
    windows,
    duties,
    _codes,
    _numbers,
    _parts,
    _targets,
    _names,
    _ambiguous,
    _circles,
    _lights,
    _targets_by,
)
