"""Figures as people write them, and as they are shown: percentages, counts, grades, reached or not."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from unicodedata import normalize

from models.targeting import Comparator, Nature
from workflow.errors import Usage
from workflow.speech import because

if TYPE_CHECKING:
    from workflow.speech import Reason
    from workflow.targets import Target

YES, NO = "yes", "no"
_YES = frozenset(
    ("yes", "y", "true", "是", "达到", "已达到", "达标", "已达标", "完成", "已完成", "建成", "已建成", "√", "✓")
)
_NO = frozenset(
    ("no", "n", "false", "否", "未达到", "未达标", "未完成", "未建成", "没有", "×", "✗")  # as people write it
)
_PLAIN = re.compile(r"\d+(?:\.\d*)?|\.\d+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GRADE = re.compile(r"([一二三])级(?:([特甲乙丙])等)?")
_GRADED = re.compile(rf"{_GRADE.pattern}(?:\w*医院)?")
_LEVELS, _CLASSES = "一二三", "丙乙甲特"
UNGRADED = "未定级"
_UNGRADED = frozenset((UNGRADED, "无", "未评"))
LONGEST = 2_000
"""Characters of a target told in words."""
_BEFORE_POINT, _LONGEST_NUMBER = 15, 25
"""More is no count of anything, and could not be shown exactly; a formula of a sheet has up to 17 behind the point."""


def number(text: str, measure: str | None = None, *, whole: bool = False) -> Fraction:
    """A number that is not negative: full-width digits, thousands separators and the unit behind it may be there.

    Usage where it is none, or has more digits than anybody counts, or is no whole one where things are counted.
    """
    plain = normalize("NFKC", text).strip().replace("，", ",")
    if measure and measure != "%":
        plain = plain.removesuffix(normalize("NFKC", measure)).strip()
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    front = plain.partition(".")[0].lstrip("0")
    if not _PLAIN.fullmatch(plain) or len(front) > _BEFORE_POINT or len(plain) > _LONGEST_NUMBER:
        raise Usage("figure_number", text=text[:40])
    found = Fraction(plain if plain[-1] != "." else plain[:-1])
    if whole and found.denominator != 1:
        raise Usage("figure_not_whole", text=text[:40])
    return found


def percentage(text: str) -> Fraction:
    """A percentage: 90%, 90, or 0.9. Usage for what is over 100, and for a bare 1, which may mean either."""
    plain = normalize("NFKC", text).strip()
    if plain.endswith("%"):
        found = number(plain[:-1])
    else:
        found = number(plain)
        if found == 1:
            raise Usage("figure_one", text=text[:40])
        if found < 1:
            found *= 100
    if found > 100:
        raise Usage("figure_over", text=text[:40])
    return found


def grade(text: str) -> tuple[int, int] | None:
    """A hospital's grade as one that compares: 三级甲等 is above 三级乙等; None where no grade is named."""
    plain = normalize("NFKC", text).strip()
    if plain in _UNGRADED:
        return (0, 0)
    found = _GRADE.search(plain)
    if found is None:
        return None
    return _LEVELS.index(found[1]) + 1, _CLASSES.index(found[2]) + 1 if found[2] else 0


def agreed(text: str) -> bool | None:
    """Whether somebody wrote yes or no; None where it is neither."""
    plain = normalize("NFKC", text).strip().casefold()
    return plain in _YES if plain in _YES | _NO else None


def _graded(text: str) -> bool:
    """Whether the text is a grade and nothing else: 未达到二级甲等 names one too."""
    plain = normalize("NFKC", text).strip()
    return plain in _UNGRADED or _GRADED.fullmatch(plain) is not None


def value(target: Target, text: str) -> str:
    """What somebody wrote as it is stored: a plain number, `yes` or `no`, a grade, words. Usage where it is none."""
    text = text.strip()
    if target.nature == Nature.RATIO:
        return stored(percentage(text))
    if target.nature == Nature.COUNT:
        return stored(number(text, target.measure, whole=whole(target)))
    if target.nature == Nature.STANDARD:
        answer = agreed(text)
        if answer is None:
            raise Usage("figure_not_yes", text=text[:40])
        return YES if answer else NO
    if target.nature == Nature.GRADE and not _graded(text):
        raise Usage("figure_not_grade", text=text[:40])
    if not text or len(text) > LONGEST:
        raise Usage("figure_words", most=LONGEST)
    return text


def stored(number: Fraction) -> str:
    """A number as it is stored: a decimal, exact as long as it was given as one."""
    if number.denominator == 1:
        return str(number.numerator)
    found = Decimal(number.numerator) / Decimal(number.denominator)
    return f"{found:f}".rstrip("0").rstrip(".")


def shown(number: Fraction) -> str:
    """A number as people read it: one decimal, more only where it would look like a whole number that it is not."""
    if number.denominator == 1:
        return f"{number.numerator:,}"
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    for places in range(1, 10):
        found = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if found != found.to_integral_value():
            return f"{found:,f}".rstrip("0")
    return f"{exact:,f}"


def with_measure(target: Target, number: Fraction) -> str:
    """A number with what it counts: 83.6%, 15个."""
    return shown(number) + (target.measure or "")


def told(target: Target, text: str | None) -> Reason | str:
    """A stored value as people read it."""
    if text is None:
        return because("none")
    if target.measured:
        return with_measure(target, Fraction(text))
    return because(f"figure_{text}") if target.nature == Nature.STANDARD else text


def bounds(target: Target) -> tuple[Fraction, Fraction | None]:
    """The least that is asked, and the most where a range is."""
    if isinstance(target.wanted, list):
        low, high = target.wanted
        return Fraction(str(low)), Fraction(str(high))
    return Fraction(str(target.wanted)), None


def whole(target: Target) -> bool:
    """Whether what is counted are things, and not measured: unless the plan itself asks for a part of one."""
    return target.nature == Nature.COUNT and all(b is None or b.denominator == 1 for b in bounds(target))


def meets(target: Target, found: Fraction | str, aim: Fraction | None = None) -> bool | None:
    """Whether a value is what is asked; None where a person has to judge. `aim` stands in the place of the number."""
    if target.nature == Nature.WORDS:
        return None
    if target.nature == Nature.STANDARD:
        return found == YES
    if target.nature == Nature.GRADE:
        reached, asked = grade(str(found)), grade(str(target.wanted))
        return None if reached is None or asked is None else reached >= asked
    number = Fraction(found)
    least, _ = bounds(target)
    if aim is not None and aim != least:
        return number >= aim
    return number == least if target.comparator == Comparator.EXACTLY else number >= least


def above(target: Target, found: Fraction) -> bool:
    """Whether a value is over the range that is asked: it is met, and a note says why (DOMAIN 5.5.3)."""
    _, high = bounds(target)
    return high is not None and found > high
