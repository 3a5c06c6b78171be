"""Values of the years and figures as they are given, and every fault of them at its place (DOMAIN 4, 5.5, 6.5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.errors import DubanError
from models.targeting import BINDING, Nature
from models.words import Kind, Role
from workflow import amounts
from workflow.errors import NotPermitted, Refused, Usage
from workflow.falling import falls
from workflow.speech import because
from workflow.targets import Figure, Goal, leaves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflow.attempt import Attempt
    from workflow.facts import Item
    from workflow.targets import Target

ROUNDING = Fraction(1, 10)
"""Points by which a percentage that is given may differ from what its parts come to."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as somebody wrote it, for the target of that code."""

    target: str
    as_of: date
    value: str = ""
    numerator: str = ""
    denominator: str = ""
    moved: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class YearValue:
    """The value of a year as somebody wrote it; the year before the plan stands for the baseline."""

    target: str
    year: int
    value: str


Fault = tuple[str, DubanError]
"""What is wrong with one of the fields of a reading; with the whole of it where the name is empty."""


def goal_of(item: Item, code: str) -> Goal | None:
    return next((goal for goal in item.goals.values() if goal.target.code == code), None)


# Figures


def figure_faults(item: Item, reading: Reading, today: date) -> Iterator[Fault]:
    """Everything that is wrong with a figure, each with the field that it is in."""
    goal = goal_of(item, reading.target)
    if goal is None:
        yield "", Usage("target_not_owed", target=reading.target, item=item.code)
        return
    below = leaves(item, goal.target.id)
    if below != [item]:
        key, units = ("figure_rolled_up", [leaf.unit_name for leaf in below]) if below else ("target_not_owed", [])
        yield "", Refused(key, target=reading.target, item=item.code, units=units)
        return
    if reading.as_of > today:
        yield "as_of", Usage("figure_ahead", as_of=reading.as_of, today=today)
    elif reading.as_of < item.plan.first_day:
        yield "as_of", Usage("figure_before", as_of=reading.as_of, first=item.plan.first_day)
    if not reading.moved:
        if reading.value or reading.numerator or reading.denominator:
            yield "value", Usage("figure_and_none")
        if not reading.note.strip():
            yield "note", Usage("figure_no_reason")
        return
    faults = list(_parts(item, goal.target, reading))
    if not faults and not reading.note.strip():
        faults = [("note", fall) for fall in falls(goal, figure(goal, reading))]
    yield from faults


def _parts(item: Item, target: Target, reading: Reading) -> Iterator[Fault]:
    parts = {name: text for name in ("numerator", "denominator") if (text := getattr(reading, name).strip())}
    if parts and target.nature != Nature.RATIO:
        yield next(iter(parts)), Usage("figure_no_parts", metric=target.metric)
        return
    if len(parts) == 1:
        lacking = "denominator" if "numerator" in parts else "numerator"
        yield lacking, Usage("figure_part", part=because(f"figure_{lacking}"))
        return
    if not parts and not reading.value.strip():
        yield ("numerator" if target.nature == Nature.RATIO else "value"), Usage("figure_empty", metric=target.metric)
        return
    if not parts and target.nature == Nature.RATIO and item.kind == Kind.BREAKDOWN:
        yield "numerator", Usage("figure_needs_parts", metric=target.metric)
        return
    found: dict[str, Fraction] = {}
    for name, text in parts.items():
        try:
            found[name] = amounts.number(text, whole=True)
        except DubanError as fault:
            yield name, fault
    value = ""
    try:
        value = amounts.value(target, reading.value) if reading.value.strip() else ""
    except DubanError as fault:
        yield "value", fault
    if len(found) == 2:
        yield from _ratio(reading, value, found["numerator"], found["denominator"])


def _ratio(reading: Reading, value: str, above: Fraction, below: Fraction) -> Iterator[Fault]:
    """What is wrong with a ratio's parts, and with the percentage beside them where it is one."""
    if above > below:
        yield "numerator", Usage("figure_above", numerator=amounts.shown(above), denominator=amounts.shown(below))
    elif value and below:
        ratio = above / below * 100
        if abs(Fraction(value) - ratio) > ROUNDING:
            yield "value", Usage("figure_differs", value=reading.value, ratio=f"{amounts.shown(ratio)}%")


def figure(goal: Goal, reading: Reading, evidence: str = "") -> Figure:
    """The figure that a reading without faults is; of one where nothing moved what stood before, with its papers.

    Each year of a yearly target begins with nothing: what another year reached is not reached again.
    """
    if not reading.moved:
        since = date(reading.as_of.year, 1, 1) if goal.target.yearly else None
        before = goal.last(reading.as_of, since) or Figure(reading.as_of)
        evidence = evidence or before.evidence
        return replace(before, as_of=reading.as_of, moved=False, note=reading.note.strip(), evidence=evidence)
    above, below = (getattr(reading, name).strip() for name in ("numerator", "denominator"))
    note = reading.note.strip() or None
    if not above:
        return Figure(reading.as_of, amounts.value(goal.target, reading.value), note=note, evidence=evidence)
    part, whole = amounts.number(above), amounts.number(below)
    ratio = amounts.stored(part / whole * 100) if whole else None
    stored = amounts.stored(part), amounts.stored(whole)
    return Figure(reading.as_of, ratio, *stored, note=note, evidence=evidence)


def same(goal: Goal, reading: Reading) -> bool:
    """Whether the figure is there already, so that the same sheet may be taken in again."""
    new, old = figure(goal, reading), goal.last(reading.as_of)
    if old is None or old.as_of != new.as_of:
        return False
    return (new.value, new.numerator, new.denominator, new.moved, new.note) == (
        *(old.value, old.numerator, old.denominator, old.moved),
        old.note,
    )


# Values of the years


def year_faults(item: Item, wanted: YearValue, attempt: Attempt) -> Iterator[Fault]:
    """Everything that is wrong with the value of a year.

    What is set already only the office changes, with a reason; so it is with a first value that comes after the year's
    figures, or that is below what the plan asks.
    """
    goal, plan = goal_of(item, wanted.target), item.plan
    if goal is None or not leaves(item, goal.target.id):
        yield "", Usage("target_not_owed", target=wanted.target, item=item.code)
        return
    base = plan.first_day.year - 1
    if not base <= wanted.year <= plan.last_day.year:
        yield "year", Usage("year_outside", year=wanted.year, first=base + 1, last=plan.last_day.year, base=base)
        return
    if not (goal.target.measured or (goal.target.comparator is None and wanted.year > base)):
        yield "year", Usage("year_not_asked", metric=goal.target.metric)
        return
    try:
        value = amounts.value(goal.target, wanted.value)
    except DubanError as fault:
        yield "year", fault
        return
    yield from _changed(item, goal, wanted, value, attempt)


def _changed(item: Item, goal: Goal, wanted: YearValue, value: str, attempt: Attempt) -> Iterator[Fault]:
    before = goal.years.get(wanted.year)
    if before == value:
        return
    facts: dict[str, Any] = {"year": wanted.year}
    if before is not None:
        key, facts["before"] = "year_set", amounts.told(goal.target, before)
    elif any(one.as_of.year == wanted.year for one in goal.figures):
        key = "year_told"
    elif _low(item, goal.target, wanted.year, value):
        key = "year_low"
        facts |= {"value": amounts.told(goal.target, value), "asked": _asked(goal.target)}
    else:
        return
    if attempt.actor.role((Role.OFFICE,), item.plan.id, item.unit_path) is None:
        yield "year", NotPermitted(key, **facts)
    elif not attempt.note.strip():
        yield "year", Usage(f"{key}_no_reason", **facts)


def _low(item: Item, target: Target, year: int, value: str) -> bool:
    """Whether the value is below what the plan asks, in the year when it is due.

    Of what is counted for the plan as a whole a unit has its part only; of what binds less nothing is asked.
    """
    part = target.nature == Nature.COUNT and not target.per_unit and item.id != target.item_id
    if not target.measured or part or target.force not in BINDING or year < target.due_on.year:
        return False
    return Fraction(value) < amounts.bounds(target)[0]


def _asked(target: Target) -> str:
    return amounts.with_measure(target, amounts.bounds(target)[0])
