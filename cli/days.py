"""Dates as people write them: 2026-12-01, 2026年12月1日, 12月1日, tomorrow, +5wd."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from workflow.errors import Usage

if TYPE_CHECKING:
    from workflow.working_days import Calendar

_FULL = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_SHORT = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_AFTER = re.compile(r"\+(\d{1,4})(wd|d|个工作日|工作日|天|日)")
_NEAR = {"today": 0, "今天": 0, "今日": 0, "tomorrow": 1, "明天": 1, "明日": 1, "yesterday": -1, "昨天": -1}
_DIGITS = str.maketrans("０１２３４５６７８９－／．", "0123456789-/.")


def day(text: str, today: date, calendar: Calendar | None = None) -> date:
    """The day that the text means, seen from `today`; `+5wd` counts working days of the calendar, `+5d` days.

    A month and a day without a year are of the year of `today`. Usage where it is no date.
    """
    found = _day(text, today, calendar)
    if found is None or not FIRST <= found.year <= LAST:
        raise Usage("date_bad", text=text)
    return found


FIRST, LAST = 1990, 2200
"""The years that dates are taken from: no plan is older, and counting days beyond ends at the end of the calendar."""


def _day(text: str, today: date, calendar: Calendar | None) -> date | None:
    clean = text.strip().translate(_DIGITS).lower()
    try:
        if clean in _NEAR:
            return today + timedelta(days=_NEAR[clean])
        if found := _FULL.fullmatch(clean):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _SHORT.fullmatch(clean):
            return date(today.year, int(found[1]), int(found[2]))
        if (found := _AFTER.fullmatch(clean)) and (calendar is not None or found[2] in ("d", "天", "日")):
            return _after(today, int(found[1]), found[2], calendar)
    except (ValueError, OverflowError):
        pass
    return None


def last_day(text: str, today: date) -> date:
    """The last day that a cell means by 截至: a day with the time or 前 behind it, a month, the end of a year.

    A number of five digits is a day as spreadsheets count them. Usage where it is none of these.
    """
    clean = _BEHIND.sub("", text.strip().translate(_DIGITS))
    try:
        found = _last_day(clean) or _day(clean, today, None)
    except (ValueError, OverflowError):
        found = None
    if found is None or not FIRST <= found.year <= LAST:
        raise Usage("sheet_date", text=text[:40])
    return found


def _last_day(clean: str) -> date | None:
    if found := _SERIAL.fullmatch(clean):
        return _ZERO + timedelta(days=int(found[1]))
    if found := _MONTH.fullmatch(clean):
        return date(int(found[1]), int(found[2]), monthrange(int(found[1]), int(found[2]))[1])
    if found := _YEAR_END.fullmatch(clean):
        return date(int(found[1]), 12, 31)
    return None


_BEHIND = re.compile(r"(?<=\d)[T ]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?$|(?<=[日月])(?:以?前|止|底|末)$")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_ZERO = date(1899, 12, 30)
_MONTH = re.compile(r"(\d{4})\s*(?:年\s*(?=\d+\s*月)|[-/])\s*(\d{1,2})\s*月?")
"""Not 2021.10: typed into a cell it becomes the number 2021.1."""
_YEAR_END = re.compile(r"(\d{4})年(?:年?[底末]|度)?")


def _after(today: date, count: int, unit: str, calendar: Calendar | None) -> date:
    if unit in ("d", "天", "日") or calendar is None:
        return today + timedelta(days=count)
    return calendar.add(today, count)
