"""The zip that a workbook is, looked through before its cells are made: its size, its areas, its formulas."""

from __future__ import annotations

import io
from zipfile import ZipFile

from documents.files.zipped import UNPACKED, locked, unpacked
from documents.sheets import MOST
from models.errors import MissingFile
from workflow.errors import Usage

SPANNED = 100_000
"""Cells of merged and linked areas: for each of them an object is made, however empty it is."""
CELLS = 50 * MOST
"""Cells with something in them or a format of their own, a few seconds' reading."""
PICTURES = "xl/media/"


def lean(path: str, content: bytes) -> tuple[bytes, bool]:
    """The workbook without its pictures, and whether any cell has a formula.

    What is answered holds no more than what was looked at here, whatever the zip says of its parts. Usage where it is
    too large, MissingFile where it is encrypted; of what is damaged, whatever the parts of the library raise.
    """
    held = io.BytesIO()
    marks = _Marks()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(held, "w") as new:
        parts = [one for one in old.infolist() if not one.is_dir()]
        if locked(old):
            raise MissingFile("sheet_locked", path=path)
        if sum(one.file_size for one in parts if not one.filename.startswith(PICTURES)) > UNPACKED:
            raise Usage("sheet_long", path=path, most=MOST)
        for one in parts:
            part = b"" if one.filename.startswith(PICTURES) else unpacked(old, one)
            new.writestr(one.filename, part)
            marks.look(part)
    if marks.cells > CELLS:
        raise Usage("sheet_long", path=path, most=MOST)
    if sum(marks.areas.values()) > SPANNED:
        raise Usage("sheet_spans", path=path, area=max(marks.areas, key=lambda area: marks.areas[area]), most=SPANNED)
    return held.getvalue(), marks.formulas


class _Marks:
    """What the parts of a workbook hold that costs time or has to be read twice."""

    def __init__(self) -> None:
        self.formulas = False
        self.cells = 0
        self.areas: dict[str, int] = {}

    def look(self, part: bytes) -> None:
        """Goes through a part; what is no XML is none of the sheets, and a broken sheet is told by its reader."""
        from xml.parsers import expat

        parser = expat.ParserCreate()
        parser.StartElementHandler = self._element
        try:
            parser.Parse(part, True)
        except expat.ExpatError:
            return

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "c":
            self.cells += 1
        elif kind == "f":
            self.formulas = True
        elif kind in ("mergeCell", "hyperlink") and ":" in attributes.get("ref", ""):
            area = attributes["ref"]
            self.areas[area] = self.areas.get(area, 0) + _cells(area)


def _cells(area: str) -> int:
    """How many cells an area has; A:A is a whole column."""
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = range_boundaries(area)
    columns = (right or 2**14) - (left or 1) + 1
    return columns * ((bottom or 2**20) - (top or 1) + 1)
