"""What is said of a pace: the word beside the light, the light in a sentence, what was reached as people read it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.targeting import Force, Pace
from workflow import amounts
from workflow.pace import due_of
from workflow.speech import because

if TYPE_CHECKING:
    from workflow.pace import Progress
    from workflow.speech import Reason


def word(found: Progress) -> Reason:
    """What is written beside the light: the pace; of what is only striven for that it is so."""
    if found.pace == Pace.MISSED and found.target.force == Force.STRIVE:
        return because("light_word_strive_missed")
    return because("light_word", word=found.pace)


def why(found: Progress) -> Reason:
    """The light in a sentence: what was reached by when, what was due by then, and how far that is."""
    target = found.target
    facts: dict[str, Any] = {"code": target.code, "metric": target.metric}
    facts |= {"as_of": found.standing.as_of, "actual": told(found)}
    if found.pace == Pace.MISSED or found.deviation is None or found.expected is None:
        asked = amounts.with_measure(target, found.aim) if isinstance(found.aim, Fraction) else target.wanted
        return because("light_target_missed", **facts, asked=asked, due=due_of(target, found.year))
    expected = amounts.with_measure(target, found.expected)
    return because("light_target_behind", **facts, expected=expected, points=amounts.shown(-found.deviation))


def told(found: Progress) -> str | Reason:
    """What was reached as people read it: a number, or how many of the units."""
    standing = found.standing
    if isinstance(standing.value, Fraction):
        return amounts.with_measure(found.target, standing.value)
    if standing.value is not None:
        return amounts.told(found.target, standing.value)
    if standing.empty or standing.numerator is None or standing.denominator is None:
        return because("figure_nothing" if standing.empty else "none")
    numbers = {"reached": amounts.shown(standing.numerator), "of": amounts.shown(standing.denominator)}
    return because("figure_lines", **numbers)
