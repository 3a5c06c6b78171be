"""Tables of tasks and units as their headings and rows of cells, as they stand in the lines of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.prose.passage import Passage, joined
from documents.units import dutywords as duty
from documents.units.unitnames import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Cells = list[Passage]

MOST_COLUMNS = 9
LONGEST_HEADING = 12
"""Characters of the heading of a column."""


def kind(cell: str) -> str:
    """What a column has, by its heading; empty for one that is not known."""
    bare = SPACE.sub("", cell).strip("：:")
    plain = _BRACKET.sub("", bare)
    return next((key for key, words in duty.COLUMNS.items() if bare in words or plain in words), "")


SPACE = re.compile(r"[\s　]+")
_BRACKET = re.compile(r"（[^（）]{0,20}）$")


def _cells(line: Passage) -> Cells:
    cells: Cells = []
    start = 0
    for found in re.finditer("\t|$", line.text):
        cells.append(line.cut(start, found.start()).strip())
        start = found.end()
    return cells


def headings(cells: Cells) -> list[str] | None:
    """The columns, where these cells are the headings of a table of tasks and units."""
    columns = [kind(cell.text) for cell in cells]
    known = set(columns)
    return columns if "title" in known and known & {"lead", "cooperating", "all"} else None


def tabbed(lines: Sequence[Passage]) -> Iterator[tuple[Cells, list[Cells]]]:
    """The tables of tasks and units whose cells are parted by tabs: headings and rows."""
    header: Cells = []
    rows: list[Cells] = []
    for line in lines:
        cells = _cells(line) if "\t" in line.text else []
        if cells and headings(cells):
            if header and [cell.text for cell in cells] != [cell.text for cell in header]:
                yield header, rows
                rows = []
            header = cells
        elif cells and header:
            rows.append(cells)
        elif line.text.strip() and header:
            yield header, rows
            header, rows = [], []
    if header:
        yield header, rows


def in_rows(lines: Sequence[Passage]) -> list[Passage]:
    """The lines; a table that has come apart into one cell a line has a line for each of its rows, parted by tabs.

    It is one where its headings stand in a run and its rows are numbered 1, 2, 3 in equal distances.
    """
    found: list[Passage] = []
    at = 0
    while at < len(lines):
        header = _flat_headings(lines[at : at + MOST_COLUMNS + 1])
        width = len(header)
        rows = _counted(lines, at + width, width) if width > 2 and headings(header) else []
        if len(rows) > 1 and len(rows[-1]) == width and _units_fit(header, rows):
            found += [_row(cells) for cells in (header, *rows)]
            at += width * (len(rows) + 1)
        else:
            found.append(lines[at])
            at += 1
    return found


def _counted(lines: Sequence[Passage], start: int, width: int) -> list[Cells]:
    rows: list[Cells] = []
    while lines[start : start + 1] and lines[start].text.strip("．.、 ") == str(len(rows) + 1):
        cells = [cell.strip() for cell in lines[start : start + width]]
        if not all(cells):
            break
        rows.append(cells)
        start += width
    return rows


def _row(cells: Cells) -> Passage:
    """One line of the cells, none of which is empty."""
    return joined(piece for cell in cells for piece in (cell, Passage("\t", cell.at[-1:]))).cut(0, -1)


def _flat_headings(lines: Sequence[Passage]) -> Cells:
    """The headings that these cells begin with: from that of the numbers up to the first number."""
    cells = [line.strip() for line in lines]
    if not cells or not all(cells) or kind(cells[0].text) != "number":
        return []
    width = next((at for at, cell in enumerate(cells) if cell.text.strip("．.、") == "1"), 0)
    return cells[:width] if all(len(cell) <= LONGEST_HEADING for cell in cells[:width]) else []


def _units_fit(header: Cells, rows: list[Cells]) -> bool:
    """Whether the cells under the headings of units hold units."""
    columns = [index for index, cell in enumerate(header) if kind(cell.text) in ("lead", "cooperating", "all")]
    counts = [listed(row[index].text) for row in rows for index in columns if row[index].text not in duty.NOTHING]
    return sum(good for good, _ in counts) * 5 >= sum(of for _, of in counts) * 4
