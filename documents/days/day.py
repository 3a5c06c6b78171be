"""A single day in every form in which a document prints it; stretches of time are read in documents.days.dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from documents.days.date_forms import FIRST_MONTH, SINGLE_DAYS
from documents.prose.numerals import number

if TYPE_CHECKING:
    from collections.abc import Iterator


class Day(NamedTuple):
    """A day as printed from `start` up to `end` of a text; no value where there is no such day (2月30日)."""

    start: int
    end: int
    value: date | None


def days(text: str) -> Iterator[Day]:
    """The days printed in a text without white space, in order: 2021年8月27日, 二〇二一年八月二十七日, 2021.8.27."""
    found = [match for form in SINGLE_DAYS for match in form.finditer(text)]
    read = [Day(match.start(), match.end(), _day(*match.group("year", "month", "day"))) for match in found]
    yield from sorted(read, key=lambda day: (day.start, day.end))


def day(text: str) -> date | None:
    """The first day of a text that there is in the calendar."""
    return next((found.value for found in days(text) if found.value), None)


def _day(year: str, month: str, day_of_month: str) -> date | None:
    try:
        return date(*(int(number(part) or 0) for part in (year, month.translate(FIRST_MONTH), day_of_month)))
    except ValueError:
        return None
