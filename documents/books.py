"""Reads workbooks (.xlsx) into grids: merged cells filled down, numbers as they were typed, formulas as worked out."""

from __future__ import annotations

import io
import re
import warnings
from bisect import bisect_right
from contextlib import contextmanager
from datetime import datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from documents import archive
from documents.sheets import Grid, trimmed
from models.errors import DubanError, MissingFile

if TYPE_CHECKING:
    from collections.abc import Iterator

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How an .xlsx begins; and an .xls, an .et, or an .xlsx behind a password."""


def is_book(path: str, content: bytes) -> bool:
    """Whether a file is to be read as a workbook: by its name, or by how it begins."""
    return content.startswith((ZIP, OLE)) or path.lower().endswith((".xlsx", ".xlsm", ".xls", ".et"))


def grids(path: str, content: bytes) -> Iterator[Grid]:
    """A grid for each worksheet, in order. MissingFile where it is no whole .xlsx; Usage where it is too large."""
    if content.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise MissingFile("sheet_locked" if locked else "sheet_old", path=path)
    if path.lower().endswith((".xls", ".et")):
        raise MissingFile("sheet_old", path=path)
    with _whole(path):
        content, has_formulas = archive.lean(path, content)
        counted = _load(content, values=True)
        written = _load(content, values=False) if has_formulas else counted
    for sheet, formulas in zip(counted.worksheets, written.worksheets, strict=True):
        yield _grid(sheet, formulas)


@contextmanager
def _whole(path: str) -> Iterator[None]:
    """Broken files are met with whatever the parts of zipfile and openpyxl raise."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out of a file does not concern its cells
            yield
    except DubanError:
        raise
    except Exception as error:
        said = next(iter(str(error).splitlines()), type(error).__name__)
        raise MissingFile("sheet_broken", path=path, said=said) from error


def _load(content: bytes, *, values: bool) -> Any:
    """The workbook with the values of formulas, or with the formulas."""
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(content), data_only=values, keep_links=False)


def _grid(sheet: Any, written: Any) -> Grid:
    """The cells that there are: a sheet may claim a million rows for the sake of one border."""
    grid = Grid(sheet.title)
    for (row, column), cell in sorted(sheet._cells.items()):
        value = None if _linked(cell) else cell.value
        grid.put(row, column, _text(value, cell.number_format))
        # A formula whose answer is an empty text has been worked out; it is stored as a text without one.
        if value is None and cell.data_type != "str" and written._cells[row, column].data_type == "f":
            grid.uncounted.add((row, column))
    for row, _ in grid.uncounted:
        grid.rows.setdefault(row, {})
    # Only rows that hold something of their own: an area often reaches further down than the list.
    rows = sorted(grid.rows)
    for area in sheet.merged_cells.ranges:
        text = grid.rows.get(area.min_row, {}).get(area.min_col, "")
        for row in rows[bisect_right(rows, area.min_row) : bisect_right(rows, area.max_row)]:
            grid.put(row, area.min_col, text)
    return grid


def _linked(cell: Any) -> bool:
    """Whether openpyxl has put the place that a link leads to into a cell that was empty."""
    link = cell.hyperlink
    return link is not None and cell.value is not None and cell.value == (link.target or link.location)


def _text(value: Any, number_format: str = "") -> str:
    """A value as a person reads it in the cell: 640521 and 640521.0 are the same code, 0.9 as a percentage is 90%.

    A date of which only year and month are seen is a month.
    """
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value, number_format)
    if isinstance(value, datetime) and value.time() == time():
        whole = "d" in _LITERAL.sub("", number_format or "d").casefold()
        return value.date().isoformat() if whole else f"{value.year}年{value.month}月"
    return trimmed(str(value))


def _number(value: float, number_format: str) -> str:
    """A number with as many digits as spreadsheets reckon with, whatever the format leaves out of sight."""
    number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{DIGITS}g}")
    percent = ""
    if "%" in number_format:
        # A percent sign multiplies by a hundred, unless it is only written behind the number.
        percent, scales = "%", "%" in _LITERAL.sub("", number_format)
        number = number * 100 if scales else number
    plain = f"{number:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) + percent


DIGITS = 15
_LITERAL = re.compile(r'"[^"]*"|[\\_*].|\[[^]]*\]')
"""Parts of a number format that say nothing of the number: words in it, escaped characters, spaces, colours."""
