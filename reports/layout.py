"""What sheets that offices fill in share: a title, a note, a ruled table below them, a page set for printing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

FONT = "宋体"
"""Every system in offices has it; where it is missing, the spreadsheet program takes its own."""


def headed(sheet: Any, title: str, note: str, columns: int) -> None:
    """A title and a note across all columns, in rows 1 and 2."""
    from openpyxl.styles import Alignment, Font

    for row, text, size, height in ((1, title, 16, 30), (2, note, 10, 32)):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
        put(sheet.cell(row, 1), text)
        across = "center" if row == 1 else "left"
        sheet.cell(row, 1).alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
        sheet.cell(row, 1).font = Font(name=FONT, size=size, bold=row == 1)
        sheet.row_dimensions[row].height = height


def table(
    sheet: Any,
    header: int,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    size: int = 11,
    tall: int = 24,
) -> None:
    """Headings in the row `header`, so `tall`, and texts below them; `widths` in digits, a Chinese character is two."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    line = Side(style="thin", color="808080")
    box, plain, bold = Border(line, line, line, line), Font(name=FONT, size=size), Font(name=FONT, size=size, bold=True)
    shade = PatternFill("solid", fgColor="E7E6E6")
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    left = Alignment(vertical="center", wrap_text=True)
    for number, texts in enumerate((headings, *rows), header):
        for place, text in enumerate(texts, 1):
            cell = sheet.cell(number, place)
            put(cell, text)
            cell.border, cell.number_format = box, "@"
            cell.font, cell.alignment = (bold, middle) if number == header else (plain, left)
            if number == header:
                cell.fill = shade
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.row_dimensions[header].height = tall


def put(cell: Any, text: str) -> None:
    """A text as it is: not as the formula that it looks like, without what no workbook can hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text) or None
    if cell.value is not None:
        cell.data_type = "s"


def printed(sheet: Any, header: int, footer: str, held: str = "A") -> None:
    """A4 across, the header on every page, as many pages down as it takes; columns left of `held` stay in sight."""
    sheet.freeze_panes = f"{held}{header + 1}"
    sheet.print_title_rows = f"{header}:{header}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.oddFooter.center.text = footer


def stored(made: Any) -> bytes:
    """The file that a workbook makes."""
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()
