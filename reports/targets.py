"""The sheet in which units enter figures: a row a target and item, the values of the years, this period's cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from reports import layout

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADER = 3
FRONT = (4.5, 9, 13, 14, 18, 14, 8, 11, 5)
YEAR = 7
BACK = (10, 10, 7, 7, 8, 11, 7, 12)
"""Widths: what the plan says, a year, then the last figure and what is entered now."""
ENTERED = 6
"""So many columns at the end are for this period's figure."""
SIZE = 10
TALL = 44


@dataclass(frozen=True, slots=True)
class Words:
    """What the sheet says, in the language of the one who asked for it; the headings of the years stand in theirs."""

    title: str
    note: str
    sheet: str
    headings: Sequence[str]
    rules_sheet: str
    rules: Sequence[str]
    resting: str
    footer: str


def book(words: Words, rows: Sequence[Sequence[str | None]]) -> bytes:
    """The workbook. A row has a text for each heading, None where the column is nothing to it.

    Codes are texts; what is entered is of no fixed form, so that a spreadsheet program may reckon in it.
    """
    from openpyxl import Workbook

    made = Workbook()
    sheet, rules = made.active, made.create_sheet(words.rules_sheet)
    sheet.title = words.sheet
    years = len(words.headings) - len(FRONT) - len(BACK)
    layout.headed(sheet, words.title, words.note, len(words.headings))
    texts = [[text or "" for text in row] for row in rows]
    layout.table(sheet, HEADER, words.headings, texts, (*FRONT, *[YEAR] * years, *BACK), SIZE, TALL)
    _open(sheet, rows, years)
    _yes(sheet, words, len(rows))
    layout.printed(sheet, HEADER, words.footer, "D")
    sheet.page_margins.left = sheet.page_margins.right = 0.3  # so many columns on a page would else be too small
    _rules(rules, words)
    return layout.stored(made)


def _open(sheet: Any, rows: Sequence[Sequence[str | None]], years: int) -> None:
    """Marks the headings of what is entered, leaves its cells of no fixed form, and shades what is nothing to a row."""
    from openpyxl.styles import PatternFill

    entered, nothing = PatternFill("solid", fgColor="FFF2CC"), PatternFill("solid", fgColor="D9D9D9")
    last = len(FRONT) + years + len(BACK)
    places = {*range(len(FRONT) + 1, len(FRONT) + years + 1), *range(last - ENTERED + 1, last + 1)}
    for place in places:
        sheet.cell(HEADER, place).fill = entered
    for number, row in enumerate(rows, HEADER + 1):
        for place, text in enumerate(row, 1):
            cell = sheet.cell(number, place)
            if place in places:
                cell.number_format = "General"
                _count(cell, text or "")
            if text is None:
                cell.fill = nothing


_NUMBER = re.compile(r"(?:0|[1-9]\d{0,9})(?:\.(\d{0,3}[1-9]))?(%?)")


def _count(cell: Any, text: str) -> None:
    """A number that can be reckoned with, where the text is one and comes back the same."""
    if found := _NUMBER.fullmatch(text):
        decimals, percent = len(found[1] or ""), found[2]
        value = Decimal(text.removesuffix("%"))
        cell.value = float(value / 100) if percent else float(value) if decimals else int(value)
        cell.number_format = f"0{'.' * bool(decimals)}{'0' * decimals}%" if percent else "General"


def _yes(sheet: Any, words: Words, rows: int) -> None:
    """That nothing has moved is chosen, not typed."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    place = get_column_letter(len(words.headings) - 1)
    rule = DataValidation(type="list", formula1=f'"{words.resting}"', allow_blank=True)
    sheet.add_data_validation(rule)
    rule.add(f"{place}{HEADER + 1}:{place}{rows + HEADER}")


def _rules(sheet: Any, words: Words) -> None:
    from openpyxl.styles import Alignment, Font

    for number, text in enumerate((words.rules_sheet, *words.rules), 1):
        layout.put(sheet.cell(number, 1), text)
        sheet.cell(number, 1).alignment = Alignment(vertical="top", wrap_text=True)
        sheet.cell(number, 1).font = Font(name=layout.FONT, size=14 if number == 1 else 11, bold=number == 1)
    sheet.column_dimensions["A"].width = 120
    layout.printed(sheet, 1, words.footer)
