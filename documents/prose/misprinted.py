"""Days as a scanner misread them, put right where nothing but a day, or a stretch from day to day, can stand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from documents.prose.marks import MISREAD, MISREAD_DIGITS, MISREAD_MARKS

if TYPE_CHECKING:
    from re import Match


def righted(text: str) -> str:
    """The line with the letters in its years, months and days as digits, and what stands for a dash as one.

    What would be no year, month or day even so (O月, 3I年) stays as it is.
    """
    for pattern, meant in MISREAD_MARKS:
        text = pattern.sub(meant, text)
    for pattern, first, last in MISREAD:
        text = pattern.sub(partial(_digits, first, last), text)
    return text


def _digits(first: int, last: int, found: Match[str]) -> str:
    meant = found[0].translate(MISREAD_DIGITS)
    return meant if meant.isdecimal() and first <= int(meant) <= last else found[0]
