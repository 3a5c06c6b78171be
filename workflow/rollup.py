"""Figures of several units made into one: numerators over denominators, counts added, grades left as lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from models.targeting import Nature
from workflow import amounts
from workflow.targets import reporting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflow.facts import Item
    from workflow.targets import Figure, Target


@dataclass(frozen=True, slots=True)
class Line:
    """What one unit reported: its item, the figure that stands, None where it has none."""

    item: Item
    figure: Figure | None
    waiting: tuple[Item, ...] = ()
    """Below the item, whose own figure stands in for theirs: those that have not reported yet."""

    @property
    def told(self) -> bool:
        """Whether there is a figure: that nothing has moved is none where there was none before."""
        return self.figure is not None and (self.figure.value is not None or self.figure.denominator is not None)

    @property
    def value(self) -> str | None:
        return self.figure.value if self.figure else None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a target stands for an item on a day.

    `value` is None where nothing was reported, where lines do not add up, or where there is nothing to count.
    `missing` are the items whose figure is not there, or cannot be added because it has no numerator.
    """

    target: Target
    lines: tuple[Line, ...]
    value: Fraction | str | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    missing: tuple[Item, ...] = ()

    @property
    def as_of(self) -> date | None:
        """The day of the oldest figure in it: what is said of the whole is true up to there."""
        return min((line.figure.as_of for line in self.lines if line.figure and line.told), default=None)

    def silent(self, year: int) -> tuple[Item, ...]:
        """The units that have no figure of a year or later."""
        old = (line for line in self.lines if not line.told or (line.figure and line.figure.as_of.year < year))
        return tuple(unit for line in old for unit in line.waiting or (line.item,))

    @property
    def proved(self) -> bool:
        """Whether each figure in it rests on a paper."""
        return all(line.figure is not None and line.figure.evidence for line in self.lines)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to count: no unit has anything that the target is about."""
        return self.denominator == 0

    def met(self, aim: Fraction | None = None) -> bool | None:
        """Whether the target is reached, every line of it where lines do not add up; None where nobody can say yet."""
        if self.missing or not self.lines:
            return None
        if self.empty:
            return True
        if self.target.adds or len(self.lines) == 1:
            return None if self.value is None else amounts.meets(self.target, self.value, aim)
        found = [_met(self.target, line) for line in self.lines]
        return None if None in found else all(found)


def standing(item: Item, target: Target, until: date, since: date | None = None) -> Standing:
    """The target's standing for the item by the figures of days up to `until`, and not before `since`.

    Of a yearly target it is that of the year, after the plan that of its last year.
    """
    if since is None and target.yearly:
        since = date(min(until.year, item.plan.last_day.year), 1, 1)
    lines = _lines(item, target, until, since)
    if len(lines) == 1:
        return _alone(target, lines[0])
    return _added(target, lines) if target.adds else _listed(target, lines)


def _lines(item: Item, target: Target, until: date, since: date | None) -> list[Line]:
    """The figures that make that of the item, level by level, so that the whole is the sum of what stands below it.

    What an item had reported itself stands until all of what is below it has reported. Who has not signed for it yet
    is left out, unless nobody has.
    """
    goal = item.goals.get(target.id)
    own = goal.last(until, since) if goal is not None else None
    below = reporting(item, target.id)
    if not below:
        return [Line(item, own)] if goal is not None and goal.owes else []
    parts = [(child, _lines(child, target, until, since)) for child in below]
    begun = [lines for child, lines in parts if child.state.stage != "launch" or any(line.told for line in lines)]
    found = [line for lines in begun or [lines for _, lines in parts] for line in lines]
    if own is None or all(line.told for line in found):
        return found
    return [Line(item, own, tuple(unit for line in found if not line.told for unit in line.waiting or (line.item,)))]


def _alone(target: Target, line: Line) -> Standing:
    figure = line.figure
    if figure is None or not line.told:
        return Standing(target, (line,), missing=(line.item,))
    parts = (_fraction(figure.numerator), _fraction(figure.denominator))
    return Standing(target, (line,), _value(target, figure), *parts)


def _value(target: Target, figure: Figure) -> Fraction | str | None:
    """A ratio by what it is made of where that is told: 1/3 is no decimal."""
    if target.nature == Nature.RATIO and figure.denominator is not None:
        return _ratio(Fraction(figure.numerator or 0), Fraction(figure.denominator))
    return _fraction(figure.value) if target.measured else figure.value


def _fraction(text: str | None) -> Fraction | None:
    return Fraction(text) if text is not None else None


def _ratio(numerator: Fraction, denominator: Fraction) -> Fraction | None:
    """A percentage; None of nothing."""
    return numerator / denominator * 100 if denominator else None


def _added(target: Target, lines: Sequence[Line]) -> Standing:
    """Σ numerator / Σ denominator, never the mean of percentages (DOMAIN 5.5.2); counts add."""
    counted = [line for line in lines if _countable(target, line.figure)]
    missing = tuple(line.item for line in lines if line not in counted)
    figures = [line.figure for line in counted if line.figure is not None]
    if not figures:
        return Standing(target, tuple(lines), missing=missing)
    if target.nature == Nature.COUNT:
        total = sum((Fraction(figure.value or 0) for figure in figures), Fraction(0))
        return Standing(target, tuple(lines), total, missing=missing)
    above = sum((Fraction(figure.numerator or 0) for figure in figures), Fraction(0))
    below = sum((Fraction(figure.denominator or 0) for figure in figures), Fraction(0))
    return Standing(target, tuple(lines), _ratio(above, below), above, below, missing)


def _countable(target: Target, figure: Figure | None) -> bool:
    if figure is None:
        return False
    return figure.denominator is not None if target.nature == Nature.RATIO else figure.value is not None


def _listed(target: Target, lines: Sequence[Line]) -> Standing:
    """How many of the lines are reached; there is no one value."""
    missing = tuple(line.item for line in lines if line.value is None)
    if target.nature == Nature.WORDS or len(missing) == len(lines):
        return Standing(target, tuple(lines), missing=missing)
    reached = sum(_met(target, line) is True for line in lines)
    return Standing(target, tuple(lines), None, Fraction(reached), Fraction(len(lines)) if lines else None, missing)


def _met(target: Target, line: Line) -> bool | None:
    return None if line.value is None else amounts.meets(target, line.value)
