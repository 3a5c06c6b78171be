"""Reads workbooks (.xlsx) into grids: merged cells filled down, numbers as they were typed, formulas as worked out."""

from __future__ import annotations

import io
import warnings
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from documents.sheets import MOST, Grid, trimmed
from models.errors import MissingFile
from workflow.errors import Usage

if TYPE_CHECKING:
    from collections.abc import Iterator

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How an .xlsx begins; and an .xls, an .et, or an .xlsx behind a password."""
UNPACKED = 32 * 2**20
"""Bytes that a workbook may unpack to without its pictures; more is empty formatting, or meant to harm."""


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
    counted = _load(path, content, values=True)
    formulas = _load(path, content, values=False) if _has_formulas(content) else counted
    for sheet, written in zip(counted.worksheets, formulas.worksheets, strict=True):
        yield _grid(sheet, written)


def _has_formulas(content: bytes) -> bool:
    with ZipFile(io.BytesIO(content)) as archive:
        names = [one.filename for one in archive.infolist() if one.filename.startswith("xl/worksheets/")]
        return any(mark in archive.read(name) for name in names for mark in (b"<f>", b"<f "))


def _load(path: str, content: bytes, *, values: bool) -> Any:
    """The workbook with the values of formulas, or with the formulas."""
    from openpyxl import load_workbook

    try:
        with ZipFile(io.BytesIO(content)) as archive:
            size = sum(one.file_size for one in archive.infolist() if one.filename.endswith(".xml"))
        if size > UNPACKED:
            raise Usage("sheet_long", path=path, most=MOST)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out of a file does not concern its cells
            return load_workbook(io.BytesIO(content), data_only=values, keep_links=False)
    except Usage:
        raise
    except BadZipFile as error:
        raise MissingFile("sheet_broken", path=path, said=str(error)) from error
    except Exception as error:  # openpyxl meets broken files with whatever its parts raise
        raise MissingFile("sheet_broken", path=path, said=str(error) or type(error).__name__) from error


def _grid(sheet: Any, written: Any) -> Grid:
    """The cells that there are: a sheet may claim a million rows for the sake of one border."""
    grid = Grid()
    for (row, column), cell in sorted(sheet._cells.items()):
        grid.put(row, column, _text(cell.value))
        # A formula whose answer is an empty text has been worked out; it is stored as a text without one.
        if cell.value is None and cell.data_type != "str" and written._cells[row, column].data_type == "f":
            grid.uncounted.add((row, column))
    for row, _ in grid.uncounted:
        grid.rows.setdefault(row, {})
    for area in sheet.merged_cells.ranges:
        text = grid.rows.get(area.min_row, {}).get(area.min_col, "")
        # Only rows that hold something of their own: an area often reaches further down than the list.
        for row in [row for row in grid.rows if area.min_row < row <= area.max_row]:
            grid.put(row, area.min_col, text)
    return grid


def _text(value: Any) -> str:
    """A value as a person reads it in the cell: 640521 and 640521.0 are the same code."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return trimmed(str(value))
