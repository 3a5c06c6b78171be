"""What was reached does not become less, nor what it is a share of another, without a reason (DOMAIN 5.5)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from models.targeting import Nature
from workflow import amounts
from workflow.errors import Usage
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflow.speech import Reason
    from workflow.targets import Figure, Goal, Target

    Fall = tuple[str, Reason | str, Reason | str]
    """Which sentence tells of it, what was there first, and what then."""


def falls(goal: Goal, new: Figure) -> Iterator[Usage]:
    """What asks for a reason: a figure that is less than the one before, or more than the one after it.

    Each year of a yearly target begins with nothing.
    """
    if goal.target.yearly:
        return
    before = goal.last(new.as_of)
    later = next((one.as_of for one in goal.figures if one.as_of > new.as_of), None)
    if before is not None and (fall := _fall(goal.target, before, new)) is not None:
        key, there, here = fall
        yield Usage(key, now=here, before=there, on=before.as_of)
    after = goal.last(later) if later is not None else None
    if after is not None and (fall := _fall(goal.target, new, after)) is not None:
        key, here, there = fall
        yield Usage(f"{key}_later", now=here, after=there, on=after.as_of)


def _fall(target: Target, first: Figure, then: Figure) -> Fall | None:
    """The worst of what became less from the one figure to the other; None where nothing did or one has no value."""
    if target.nature == Nature.RATIO and first.denominator is not None and then.denominator is not None:
        return _parts(target, first, then)
    if first.value is None or then.value is None:
        return None
    if target.measured:
        less = Fraction(then.value) < Fraction(first.value)
        key = "figure_rate_falls" if target.nature == Nature.RATIO else "figure_falls"
    else:
        key, less = "figure_lost", _lost(target, first.value, then.value)
    return (key, amounts.told(target, first.value), amounts.told(target, then.value)) if less else None


def _parts(target: Target, first: Figure, then: Figure) -> Fall | None:
    (above, below), (now, of) = _fraction(first), _fraction(then)
    if now < above:
        return "figure_falls", amounts.shown(above), amounts.shown(now)
    if below and of and now / of < above / below:
        return "figure_rate_falls", _share(target, above, below), _share(target, now, of)
    return ("figure_whole_differs", amounts.shown(below), amounts.shown(of)) if below != of else None


def _fraction(one: Figure) -> tuple[Fraction, Fraction]:
    return Fraction(one.numerator or 0), Fraction(one.denominator or 0)


def _share(target: Target, above: Fraction, below: Fraction) -> Reason:
    value = amounts.with_measure(target, above / below * 100)
    return because("figure_parts", value=value, numerator=amounts.shown(above), denominator=amounts.shown(below))


def _lost(target: Target, first: str, then: str) -> bool:
    """Whether a standard is reached no more, or a grade is a lower one."""
    if target.nature == Nature.STANDARD:
        return (first, then) == (amounts.YES, amounts.NO)
    before, now = amounts.grade(first), amounts.grade(then)
    return target.nature == Nature.GRADE and before is not None and now is not None and now < before
