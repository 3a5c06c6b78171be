"""A single day in every form in which a document prints it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

DIGITS = {char: digit for digit, chars in enumerate(("〇○零0OoＯ", *"一二三四五六七八九")) for char in chars}
"""Digits of a year that is written out: 二〇二一. Typists take a letter or a zero for the round one."""
_ZERO = "〇○零0OoＯ"
_WRITTEN = re.compile(
    rf"([一二三四五六七八九{_ZERO}]{{4}})年([一二三四五六七八九十元正]{{1,3}})月([一二三四五六七八九十廿卅{_ZERO}]{{1,4}})日"
)
_PRINTED = re.compile(r"(?<!\d)(\d{4})年(\d{1,2})月(\d{1,2})[日号]")
_SHORT = re.compile(r"(?<![\d.．/-])(\d{4})([.．/-])(\d{1,2})\2(\d{1,2})(?!\d|[.．/-]\d)")


class Day(NamedTuple):
    """A day as printed from `start` up to `end` of a text; no value where there is no such day (2月30日)."""

    start: int
    end: int
    value: date | None


def days(text: str) -> Iterator[Day]:
    """The days printed in a text without white space, in order: 2021年8月27日, 二〇二一年八月二十七日, 2021.8.27."""
    found = [(match, match.groups()) for match in _PRINTED.finditer(text)]
    found += [(match, match.group(1, 3, 4)) for match in _SHORT.finditer(text)]
    read = [Day(match.start(), match.end(), _day(*map(int, parts))) for match, parts in found]
    for match in _WRITTEN.finditer(text):
        year = int("".join(str(DIGITS[char]) for char in match[1]))
        read.append(Day(match.start(), match.end(), _day(year, _counted(match[2]), _counted(match[3]))))
    yield from sorted(read)


def day(text: str) -> date | None:
    """The first day of a text that there is in the calendar."""
    return next((found.value for found in days(text) if found.value), None)


def _day(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None


def _counted(numeral: str) -> int:
    """A numeral below a hundred: 八, 十二, 二十七, 廿七, 二〇; 0, which no calendar has, where it is none."""
    numeral = numeral.replace("元", "一").replace("正", "一").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = numeral.rpartition("十")
    if len(tens) > 1 or (ten and len(ones) > 1):
        return 0
    if not ten:
        return int("".join(str(DIGITS[char]) for char in numeral))
    return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)
