"""How long a stretch of time lasts that is counted from a day on: 三年, 半年, 100天."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from documents.prose.numerals import number

HALF = "半"
WORKING = "工作日"
"""Days that only a calendar of holidays can count."""


def after(day: date, count: str, measure: str) -> date | None:
    """The same day so many years, months or days later; None where it cannot be counted."""
    many = number(count)
    if measure == "年" and count == HALF:
        many, measure = 6, "个月"
    if not isinstance(many, int) or not many or measure.endswith(WORKING):
        return None
    if measure.endswith(("日", "天")):
        return day + timedelta(days=many)
    months = day.year * 12 + day.month - 1 + many * (12 if measure == "年" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
