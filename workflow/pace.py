"""Ahead or behind: a figure held against what is due by its day, and the light that comes of it (DOMAIN 6.5, 6.6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from models.targeting import Comparator, Force, Nature, Pace
from models.words import Checkpoint, Kind, Light
from workflow import amounts
from workflow.rollup import standing
from workflow.targets import leaves, reporting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflow.facts import Item
    from workflow.rollup import Standing
    from workflow.targets import Target
    from workflow.working_days import Calendar

AHEAD = 5
"""Points above what is expected from which on one is ahead of schedule (DOMAIN 6.5)."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A target of an item in a year: what is asked, what was reached, and how that stands to what was due by then.

    `deviation` is in points; `year` is that of `aim`, `pace` says how the year stands.
    """

    target: Target
    year: int
    standing: Standing
    aim: Fraction | str | None
    pace: Pace | None
    expected: Fraction | None = None
    deviation: Fraction | None = None

    @property
    def actual(self) -> Fraction | str | None:
        return self.standing.value

    @property
    def rate(self) -> Fraction | None:
        """What was reached in percent of what is asked."""
        if not isinstance(self.actual, Fraction) or not isinstance(self.aim, Fraction) or not self.aim:
            return None
        return self.actual / self.aim * 100

    @property
    def light(self) -> Light | None:
        """What the pace makes of the light of the item; None where it makes it no worse."""
        return _LIGHTS.get((self.target.force, self.pace)) if self.pace is not None else None


_LIGHTS = {
    (Force.HARD, Pace.BEHIND): Light.YELLOW,
    (Force.HARD, Pace.FAR): Light.RED,
    (Force.HARD, Pace.MISSED): Light.RED,
    (Force.STRIVE, Pace.BEHIND): Light.YELLOW,
    (Force.STRIVE, Pace.FAR): Light.YELLOW,
    (Force.STRIVE, Pace.MISSED): Light.RED,
    (Force.IN_PRINCIPLE, Pace.BEHIND): Light.YELLOW,
    (Force.IN_PRINCIPLE, Pace.FAR): Light.YELLOW,
    (Force.IN_PRINCIPLE, Pace.MISSED): Light.YELLOW,
}
"""A hard target in full; one striven for red only when it is due; one in principle yellow at worst; others never."""


def progress(item: Item, target: Target, day: date, calendar: Calendar, year: int | None = None) -> Progress:
    """How a year stands on a day: 未报 where no figure of it has come yet. Without a year it is that of the day."""
    year = min(max(year or day.year, item.plan.first_day.year), item.plan.last_day.year)
    found = standing(item, target, min(day, date(year, 12, 31)) if year < day.year else day)
    if found.as_of is None or found.missing or (found.silent(year) and not _settled(found)):
        lacking = Pace.UNREPORTED if target.asked and _begun(item, year) else None
        return Progress(target, year, found, aim(item, target, year, found), lacking)
    return _held(item, found, year, day, calendar)


def _begun(item: Item, year: int) -> bool:
    """Whether the item was there in the year: a breakdown is from the day on which it was to be signed for."""
    first = min((duty.original_due_on for duty in item.duties if duty.kind == Checkpoint.SIGN), default=None)
    return item.kind != Kind.BREAKDOWN or first is None or first.year <= year


def _settled(found: Standing) -> bool:
    """Whether nothing more can come: a standard that is reached, a grade that is won."""
    return not found.target.measured and found.met() is True


def latest(item: Item, target: Target, day: date, calendar: Calendar) -> Progress | None:
    """How the figure that came last stood in its own year; None where there is none. The light goes by it.

    It is held against its own day, not against `day`: the document asks for figures once a year, and nobody is
    behind for not having been asked since.
    """
    found = _newest(item, target, day)
    if found.as_of is None or found.missing:
        return None
    year = min(max(found.as_of.year, item.plan.first_day.year), item.plan.last_day.year)
    return _held(item, found, year, day, calendar)


def _newest(item: Item, target: Target, day: date) -> Standing:
    """The standing by the figures that came last; a yearly target's is that of the last year that has them all."""
    found = standing(item, target, day)
    year = min(day.year, item.plan.last_day.year) - 1
    while target.yearly and (found.as_of is None or found.missing) and year >= item.plan.first_day.year:
        found = standing(item, target, date(year, 12, 31))
        year -= 1
    return found


def _held(item: Item, found: Standing, year: int, day: date, calendar: Calendar) -> Progress:
    """A whole standing held against the year's aim; after the due day, a day off included, whether it is reached."""
    target = found.target
    wanted = aim(item, target, year, found)
    due = due_of(target, year)
    assert found.as_of is not None
    if not target.measured or not isinstance(found.value, Fraction):
        told = Progress(target, year, found, wanted, Pace.REACHED if found.met() else None)
    elif not isinstance(wanted, Fraction):
        told = Progress(target, year, found, None, Pace.UNSET)
    else:
        told = _measured(item, found, year, wanted, calendar)
    over = day > calendar.next_working(due) and found.as_of.year >= due.year
    return replace(told, pace=Pace.MISSED) if over and found.met(_number(wanted)) is False else told


def due_of(target: Target, year: int) -> date:
    return date(year, 12, 31) if target.yearly else target.due_on


def _number(value: Fraction | str | None) -> Fraction | None:
    return value if isinstance(value, Fraction) else None


def _measured(item: Item, found: Standing, year: int, wanted: Fraction, calendar: Calendar) -> Progress:
    """expected = target of the year before + (this year's - that) x working days passed / of the year (DOMAIN 6.5)."""
    target, first = found.target, item.plan.first_day.year - 1
    # Where a year before was not set, the last one that was stands for it, in the end the baseline.
    earlier = (_number(aim(item, target, one, found)) for one in range(year - 1, first - 1, -1))
    before = next((value for value in earlier if value is not None), None)
    base = _number(aim(item, target, first, found))
    if target.yearly:
        # What is done anew each year is counted from nothing; a share of something is due all year.
        before = base = wanted if target.nature == Nature.RATIO else Fraction(0)
    if before is None or base is None:
        reached = found.met(wanted)
        return Progress(target, year, found, wanted, Pace.ON if reached else Pace.UNSET)
    assert found.as_of is not None
    assert isinstance(found.value, Fraction)
    expected = before + (wanted - before) * _passed(found.as_of, year, calendar)
    deviation = _points(found.value, expected, wanted, base)
    return Progress(target, year, found, wanted, _word(item, deviation), expected, deviation)


def _points(actual: Fraction, expected: Fraction, wanted: Fraction, base: Fraction) -> Fraction:
    """Points of the way from the baseline to the year's target; where there is no way, of the target itself."""
    if wanted == base:
        return Fraction(0) if actual >= wanted else actual - wanted
    return (actual - expected) / (wanted - base) * 100


def _word(item: Item, deviation: Fraction) -> Pace:
    if deviation <= -item.plan.schedule_red:
        return Pace.FAR
    if deviation <= -item.plan.schedule_yellow:
        return Pace.BEHIND
    return Pace.AHEAD if deviation >= AHEAD else Pace.ON


def _passed(day: date, year: int, calendar: Calendar) -> Fraction:
    """The share of the year's working days that has passed at the end of a day; all of it in a later year."""
    start, end = date(year - 1, 12, 31), date(year, 12, 31)
    if day >= end:
        return Fraction(1)
    return Fraction(calendar.between(start, day), calendar.between(start, end))


def aim(item: Item, target: Target, year: int, found: Standing) -> Fraction | str | None:
    """What is to be reached in a year: as set for the item, else what the units below it come to, else by the plan.

    That of the year before the plan is the baseline. In the year it is due what the plan asks holds, and no less: for
    the whole, and for a unit where it is asked of each of them (均); of a count a unit has its share only.
    """
    due = target.yearly or year >= target.due_on.year
    goal = item.goals.get(target.id)
    told = goal.years.get(year) if goal is not None else None
    if due and target.measured and (item.id == target.item_id or _of_each(target)):
        return max(amounts.bounds(target)[0], Fraction(told or 0))
    if told is not None:
        return Fraction(told) if target.measured else told
    if not target.measured:
        return None
    if due and (target.nature == Nature.RATIO or target.per_unit):
        return amounts.bounds(target)[0]
    return _shared(item, target, year, found) if target.adds else None


def _of_each(target: Target) -> bool:
    """Whether no unit may fall short for another to make up for it: every one of something is every one everywhere."""
    return target.nature == Nature.RATIO and target.comparator == Comparator.EXACTLY


def _shared(item: Item, target: Target, year: int, found: Standing) -> Fraction | None:
    """What the values of the units below come to: counts add, percentages weigh as much as what they are of."""
    denominators = {line.item.id: Fraction(line.figure.denominator or 0) for line in found.lines if line.figure}
    shares = list(_shares(item, target, year, denominators))
    if not shares or any(value is None for value, _ in shares):
        return None
    aims = [(Fraction(value), weight) for value, weight in shares if value is not None]
    if target.nature == Nature.COUNT:
        return sum((value for value, _ in aims), Fraction(0))
    total = sum((weight for _, weight in aims), Fraction(0))
    return sum((value * weight for value, weight in aims), Fraction(0)) / total if total else None


def _shares(
    item: Item, target: Target, year: int, weights: dict[int, Fraction]
) -> Iterator[tuple[str | None, Fraction]]:
    """The value of each unit below with its weight; of one that set none the values of those below it in turn."""
    for child in reporting(item, target.id):
        goal = child.goals.get(target.id)
        told = goal.years.get(year) if goal is not None else None
        if told is not None or leaves(child, target.id) == [child]:
            yield told, _weight(child, weights)
        else:
            yield from _shares(child, target, year, weights)


def _weight(item: Item, weights: dict[int, Fraction]) -> Fraction:
    """What an item and all that is below it weigh together."""
    return weights.get(item.id, Fraction(0)) + sum((_weight(child, weights) for child in item.children), Fraction(0))


def reached(item: Item, found: Standing) -> bool:
    """Whether the target is reached: by the whole as the plan asks, by a unit as its own last year's value asks.

    Not where a unit's share of a count was never set: nobody can say then.
    """
    target = found.target
    if not target.measured or item.id == target.item_id:
        return found.met() is True
    year = found.as_of.year if target.yearly and found.as_of else target.due_on.year
    wanted = aim(item, target, year, found)
    return wanted is not None and found.met(_number(wanted)) is True


def worst(item: Item, target: Target, day: date, calendar: Calendar) -> Item | None:
    """The unit that holds the whole back: of those below it that are behind the one that is so by most."""
    behind = []
    for child in reporting(item, target.id):
        found = latest(child, target, day, calendar)
        if found is not None and found.pace in (Pace.BEHIND, Pace.FAR, Pace.MISSED):
            behind.append((_shortfall(found), child.code, child))
    return min(behind, key=lambda one: one[:2])[2] if behind else None


def _shortfall(found: Progress) -> Fraction:
    """How far behind, in points; where no way was set, how far from the aim."""
    if found.deviation is not None:
        return found.deviation
    if isinstance(found.actual, Fraction) and isinstance(found.aim, Fraction):
        return found.actual - found.aim
    return Fraction(-100)
