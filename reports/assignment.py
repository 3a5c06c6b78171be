"""The sheet in which an office writes who leads what: the items to be assigned, and the units to choose from."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

FONT = "宋体"
"""Every system in offices has it; where it is missing, the spreadsheet program takes its own."""
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
    _headed(sheet, words.title, words.note, len(words.headings))
    _table(sheet, 3, words.headings, rows, WIDTHS)
    _table(register, 1, words.unit_headings, units, UNIT_WIDTHS)
    _choice(sheet, words, len(rows), len(units))
    for one, header in ((sheet, 3), (register, 1)):
        _printed(one, header, words.footer)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def _headed(sheet: Any, title: str, note: str, columns: int) -> None:
    from openpyxl.styles import Alignment, Font

    for row, text, size, height in ((1, title, 16, 30), (2, note, 10, 32)):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
        _put(sheet.cell(row, 1), text)
        across = "center" if row == 1 else "left"
        sheet.cell(row, 1).alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
        sheet.cell(row, 1).font = Font(name=FONT, size=size, bold=row == 1)
        sheet.row_dimensions[row].height = height


def _table(
    sheet: Any, header: int, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    line = Side(style="thin", color="808080")
    box, plain, bold = Border(line, line, line, line), Font(name=FONT, size=11), Font(name=FONT, size=11, bold=True)
    shade = PatternFill("solid", fgColor="E7E6E6")
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    left = Alignment(vertical="center", wrap_text=True)
    for number, texts in enumerate((headings, *rows), header):
        for place, text in enumerate(texts, 1):
            cell = sheet.cell(number, place)
            _put(cell, text)
            cell.border, cell.number_format = box, "@"
            cell.font, cell.alignment = (bold, middle) if number == header else (plain, left)
            if number == header:
                cell.fill = shade
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.row_dimensions[header].height = 24


def _put(cell: Any, text: str) -> None:
    """A text as it is: not as the formula that it looks like, without what no workbook can hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text) or None
    if cell.value is not None:
        cell.data_type = "s"


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


def _printed(sheet: Any, header: int, footer: str) -> None:
    """A4 across, the header on every page, as many pages down as it takes."""
    sheet.freeze_panes = f"A{header + 1}"
    sheet.print_title_rows = f"{header}:{header}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.oddFooter.center.text = footer
