"""Targets filled in on a sheet: what each row comes to, and every problem at its cell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from models.errors import DubanError
from workflow import amounts
from workflow.cells import Near, Problem, Problems
from workflow.errors import Usage, missing
from workflow.measuring import Reading, YearValue, figure_faults, goal_of, same, year_faults
from workflow.targets import own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from workflow.actor import UnitRef
    from workflow.attempt import Attempt
    from workflow.cells import Names
    from workflow.facts import Item
    from workflow.targets import Goal


@dataclass(frozen=True, slots=True)
class Wish:
    """A row of the sheet as it was written; what is not filled in is empty.

    `years` are the values of the years by their columns: `aim-2021`, and `base-2020` for the baseline.
    """

    row: int
    target: str
    item: str = ""
    unit_code: str = ""
    unit: str = ""
    years: Mapping[str, str] = field(default_factory=dict)
    numerator: str = ""
    denominator: str = ""
    value: str = ""
    as_of: str = ""
    resting: str = ""
    note: str = ""

    @property
    def says(self) -> bool:
        return any((self.numerator, self.denominator, self.value, self.resting, *self.years.values()))

    @property
    def measures(self) -> bool:
        """Whether it has a figure to tell, so that its remark belongs to that."""
        return any((self.numerator, self.denominator, self.value, amounts.agreed(self.resting)))


@dataclass(eq=False)
class Known:
    """What the rows are held against: items by their codes, every code there is, targets by the codes of their
    plans, units, the plan asked for, and what a day written in a cell means; an empty one is the day for all.
    """

    items: Mapping[str, Item]
    codes: Sequence[str]
    targets: Mapping[str, str]
    units: Names
    day: Callable[[str], date]
    plan: str | None = None

    @cached_property
    def exact(self) -> frozenset[str]:
        return frozenset(self.codes)

    @cached_property
    def near_items(self) -> Near:
        return Near(self.codes)

    @cached_property
    def near_targets(self) -> Near:
        return Near(list(self.targets))

    @cached_property
    def by_unit(self) -> dict[tuple[str, int], list[Item]]:
        """The items that report a target, by the target and the unit."""
        found: dict[tuple[str, int], list[Item]] = {}
        for item in self.items.values():
            for goal in own(item):
                found.setdefault((goal.target.code, item.unit_id), []).append(item)
        return found


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row has to say that is new: values of years, and at most one figure."""

    row: int
    item: str
    years: tuple[YearValue, ...]
    figure: Reading | None
    note: str


@dataclass(slots=True, eq=False)
class Filled:
    """What a sheet comes to; `untouched` counts the rows with nothing new, `idle` are those of them with a remark."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    untouched: int = 0
    idle: list[int] = field(default_factory=list)


def hold(wishes: Sequence[Wish], known: Known, attempt: Attempt) -> Filled:
    """Every row held against what there is. A row with nothing to enter is not looked at further.

    What stands already changes nothing: the same sheet may be taken in again.
    """
    made, problems, seen = Filled(), Problems(), dict[str, int]()
    for wish in wishes:
        before = len(problems.found)
        entry = _entry(wish, known, attempt, problems) if wish.says else None
        if len(problems.found) > before:
            continue
        if entry is None:
            made.untouched += 1
            made.idle += [wish.row] * bool(wish.note and not wish.measures)
        elif problems.once(wish.row, "target", f"{wish.target} {entry.item}", seen):
            made.entries.append(entry)
    made.problems = problems.found
    return made


def _entry(wish: Wish, known: Known, attempt: Attempt, problems: Problems) -> Entry | None:
    """What is new in a row; None where nothing is, or where something in it is wrong."""
    code = _target(wish, known, problems)
    item = _item(wish, code, known, problems)
    if code is None or item is None:
        return None
    goal = goal_of(item, code)
    if goal is None:
        problems.add(wish.row, "", Usage("target_not_owed", target=code, item=item.code))
        return None
    years = tuple(_years(wish, item, goal, attempt, problems))
    figure = _figure(wish, item, goal, known, attempt, problems)
    return Entry(wish.row, item.code, years, figure, wish.note.strip()) if years or figure else None


def _target(wish: Wish, known: Known, problems: Problems) -> str | None:
    """The code of the target as it is written."""
    code = wish.target if wish.target in known.targets else wish.target.upper()
    if not code:
        problems.add(wish.row, "target", Usage("sheet_blank"))
    elif code not in known.targets:
        problems.add(wish.row, "target", missing("target", wish.target, known.near_targets(wish.target)))
    elif known.plan not in (None, known.targets[code]):
        facts = {"target": code, "plan": known.targets[code], "wanted": known.plan}
        problems.add(wish.row, "target", Usage("sheet_target_plan", **facts))
    else:
        return code
    return None


def _item(wish: Wish, target: str | None, known: Known, problems: Problems) -> Item | None:
    """The item of the row: by its code, else the one that reports the target for the unit."""
    column = "unit_code" if wish.unit_code else "unit"
    unit = None
    if wish.unit_code or (wish.unit and not wish.item):
        unit = _unit(wish, column, known, problems)
    if not wish.item:
        if not (wish.unit_code or wish.unit):
            problems.add(wish.row, "item", Usage("sheet_blank"))
        return _reporting(wish, column, target, unit, known, problems)
    item = known.items.get(wish.item) or known.items.get(wish.item.upper())
    if item is None:
        near = () if wish.item.upper() in known.exact else known.near_items(wish.item)
        problems.add(wish.row, "item", missing("item", wish.item, near))
    elif known.plan not in (None, item.plan.code):
        facts = {"item": item.code, "plan": item.plan.code, "wanted": known.plan}
        problems.add(wish.row, "item", Usage("sheet_other_plan", **facts))
    elif unit is not None and unit.id != item.unit_id:
        problems.add(wish.row, column, Usage("sheet_other_unit", item=item.code, unit=item.unit_name))
    else:
        return item
    return None


def _unit(wish: Wish, column: str, known: Known, problems: Problems) -> UnitRef | None:
    try:
        return known.units.find(wish.unit_code or wish.unit)
    except DubanError as refusal:
        problems.add(wish.row, column, refusal)
        return None


def _reporting(
    wish: Wish, column: str, target: str | None, unit: UnitRef | None, known: Known, problems: Problems
) -> Item | None:
    """The one item of a unit that reports the target."""
    if target is None or unit is None:
        return None
    found = known.by_unit.get((target, unit.id), [])
    if len(found) == 1:
        return found[0]
    if found:
        problems.add(wish.row, "item", Usage("sheet_unit_items", items=[item.code for item in found]))
    else:
        problems.add(wish.row, column, Usage("sheet_unit_owes_not", unit=unit.name, target=target))
    return None


def _years(wish: Wish, item: Item, goal: Goal, attempt: Attempt, problems: Problems) -> Iterator[YearValue]:
    """The values that do not stand yet; the remark of the row is the reason of a change where no other is given."""
    base, last = item.plan.first_day.year - 1, item.plan.last_day.year
    attempt = replace(attempt, note=attempt.note.strip() or wish.note)
    for column, text in wish.years.items():
        kind, _, year = column.partition("-")
        wanted = YearValue(goal.target.code, int(year), text)
        if not text or _stands(goal, wanted):
            continue
        if (kind == "base") != (wanted.year == base):
            facts = {"year": wanted.year, "first": base + 1, "last": last, "base": base}
            problems.add(wish.row, column, Usage("sheet_base" if kind == "base" else "year_outside", **facts))
            continue
        faults = list(year_faults(item, wanted, attempt))
        for place, fault in faults:
            problems.add(wish.row, column if place == "year" else place, fault)
        if not faults:
            yield wanted


def _stands(goal: Goal, wanted: YearValue) -> bool:
    """Whether the year has that value; words may be broken into lines to make them fit."""
    known = goal.years.get(wanted.year)
    try:
        told = amounts.value(goal.target, wanted.value)
    except DubanError:
        return False
    return known is not None and "".join(told.split()) == "".join(known.split())


def _figure(wish: Wish, item: Item, goal: Goal, known: Known, attempt: Attempt, problems: Problems) -> Reading | None:
    """The figure of a row where it has one that is not there yet."""
    resting = amounts.agreed(wish.resting) if wish.resting else False
    if resting is None:
        problems.add(wish.row, "resting", Usage("sheet_resting", text=wish.resting[:40]))
    if not (wish.numerator or wish.denominator or wish.value or resting):
        return None
    as_of = attempt.today
    try:
        as_of = known.day(wish.as_of)
    except DubanError as refusal:
        problems.add(wish.row, "as_of", refusal)
    parts = (wish.value, wish.numerator, wish.denominator)
    reading = Reading(goal.target.code, as_of, *parts, moved=not resting, note=wish.note)
    if _there(goal, reading):
        return None
    for place, fault in figure_faults(item, reading, attempt.today):
        problems.add(wish.row, place, fault)
    return reading


def _there(goal: Goal, reading: Reading) -> bool:
    try:
        return same(goal, reading)
    except DubanError:
        return False
