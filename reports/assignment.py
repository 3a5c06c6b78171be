"""The sheet in which an office writes who leads what: the items to be assigned, and the units to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports import layout

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTHS = (14, 44, 11, 28, 30, 40)
UNIT_WIDTHS = (16, 38, 14, 30, 40)
"""In columns of a digit; a Chinese character takes two."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the sheet says, in the language of the one who asked for it."""

    title: str
    note: str
    sheet: str
    headings: Sequence[str]
    units_sheet: str
    unit_headings: Sequence[str]
    unknown_unit: str
    footer: str


def book(words: Words, rows: Sequence[Sequence[str]], units: Sequence[Sequence[str]]) -> bytes:
    """The workbook. `rows` are code, title, kind, section, lead, cooperating; `units` code, full name, …

    Codes and names are texts, never numbers or formulas; the lead unit is chosen from the list of full names.
    """
    from openpyxl import Workbook

    made = Workbook()
    sheet, register = made.active, made.create_sheet(words.units_sheet)
    sheet.title = words.sheet
    layout.headed(sheet, words.title, words.note, len(words.headings))
    layout.table(sheet, 3, words.headings, rows, WIDTHS)
    layout.table(register, 1, words.unit_headings, units, UNIT_WIDTHS)
    _choice(sheet, words, len(rows), len(units))
    for one, header in ((sheet, 3), (register, 1)):
        layout.printed(one, header, words.footer)
    return layout.stored(made)


def _choice(sheet: Any, words: Words, rows: int, units: int) -> None:
    """The lead unit is chosen from the full names; a code or an alias may be typed all the same, after a warning."""
    from openpyxl.utils import quote_sheetname
    from openpyxl.worksheet.datavalidation import DataValidation

    if not units:
        return
    names = f"{quote_sheetname(words.units_sheet)}!$B$2:$B${units + 1}"
    rule = DataValidation(type="list", formula1=names, allow_blank=True, errorStyle="warning", showErrorMessage=True)
    rule.error = words.unknown_unit
    sheet.add_data_validation(rule)
    rule.add(f"E4:E{rows + 3}")
