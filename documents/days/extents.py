"""From the parts of a printed time (month, quarter, 上旬) to its first and last day in the calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from documents.days.date_forms import EARLY, HALVES, QUARTERS, TENTHS
from documents.prose.numerals import number


class Unsaid(Exception):
    """The days of a stretch cannot be known; `key` says why."""

    def __init__(self, key: str) -> None:
        self.key = key


def extent(point: dict[str, str], year: int) -> tuple[date, date]:
    """The first and the last day of one end of a stretch."""
    if EARLY in (point.get("part"), point.get("edge")):
        raise Unsaid("read_vague_date")
    try:
        if "half" in point:
            months = HALVES[point["half"]]
        elif "quarter" in point:
            quarter = QUARTERS[point["quarter"]]
            months = (quarter * 3 - 2, quarter * 3)
        elif "quarters" in point or "months" in point:
            months = (1, whole(point["quarters"]) * 3 if "quarters" in point else whole(point["months"]))
        elif point.get("month"):
            months = (whole(point["month"]),) * 2
        else:
            months = (1, 12)
        first, last = _days(point, year, months[1])
        return date(year, months[0], first), date(year, months[1], last)
    except ValueError:
        raise Unsaid("read_no_such_day") from None


def _days(point: dict[str, str], year: int, month: int) -> tuple[int, int]:
    if not 1 <= month <= 12:
        raise ValueError(month)
    if "day" in point:
        return (whole(point["day"]),) * 2
    length = monthrange(year, month)[1]
    first, last = TENTHS.get(point.get("part", ""), (1, length))
    return first, min(last, length)


def whole(numeral: str) -> int:
    """A whole number in Arabic or Chinese numerals; 0, which no calendar has, for what is none."""
    return int(number(numeral) or 0)
