"""Tables of tasks and units as their headings and rows of cells, as they stand in the lines of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from documents.files.source import MERGED
from documents.prose.chapters import About, about
from documents.prose.numbering import HIGH, heading
from documents.prose.passage import Passage, joined
from documents.units import dutywords as duty
from documents.units.columns import EMPTY, LONGEST_GROUP, NOTE, kind, lowered, merged
from documents.units.unitnames import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.units.columns import Cells

MOST_COLUMNS = 9
LONGEST_HEADING = 12
"""Characters of the heading of a column."""
CONTINUED = re.compile(r".{0,30}[（(](?:续|续表|续上表|接上表)\d{0,2}[）)]|(?:续|接)(?:上)?表.{0,6}|（?接上页）?")
"""What stands above the rows of a table that goes on."""
CHAPTERS = (About.STAGES, About.SAFEGUARDS, About.GENERAL, About.DUTIES, About.GOALS)
"""What a chapter of the text is about, and no group of tasks."""


class Table(NamedTuple):
    """The headings of a table, the first row of them as printed, its rows, and the numbered heading right above it."""

    header: Cells
    printed: list[str]
    rows: list[Cells]
    above: Passage = EMPTY


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


def tabbed(lines: Sequence[Passage]) -> Iterator[Table]:
    """The tables of tasks and units whose cells are parted by tabs: headings and rows."""
    found: Table | None = None
    above = last = EMPTY
    for line in lines:
        cells = _cells(line) if "\t" in line.text else []
        header = _header(last, cells)
        if header and (found is None or not _again(found, header)):
            yield from [found] if found else []
            found = Table(list(header), [cell.text for cell in header], [], above)
        elif found and header:
            pass
        elif found and cells:
            _take(found, cells)
        elif found and line.text.strip():
            yield found
            found = None
        above = above if cells else _heading(line)
        last = line
    if found:
        yield found


def _header(last: Passage, cells: Cells) -> Cells | None:
    """The headings in a row, or in this row and the one above it."""
    if not cells or headings(cells):
        return cells or None
    both = lowered(_cells(last), cells) if "\t" in last.text and not headings(_cells(last)) else None
    return both if both and headings(both) else None


def _again(table: Table, header: Cells) -> bool:
    """Whether the headings are repeated on a new page."""
    return [cell.text for cell in header] == table.printed


def _take(table: Table, cells: Cells) -> None:
    """Adds a row; one that parts headings goes into these."""
    lower = lowered(table.header, cells)
    if lower is None:
        table.rows.append(cells)
    elif not table.rows:
        table.header[:] = lower


def _heading(line: Passage) -> Passage:
    seen = heading(line.text) if len(line) <= LONGEST_GROUP else None
    return line if seen and seen[0].name in HIGH else EMPTY


def in_rows(lines: Sequence[Passage]) -> list[Passage]:
    """The lines; a table that has come apart into one cell a line has a line for each of its rows, parted by tabs.

    It is one where its headings stand in a run and its rows are numbered 1, 2, 3 in equal distances. The name of a
    group of tasks inside a table is a row, too; marks of merged cells are left in tables of tasks only.
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
    return list(_grouped(found))


def _grouped(lines: Sequence[Passage]) -> Iterator[Passage]:
    """The lines; names of groups inside tables of tasks as rows, other tables without marks of merged cells."""
    width = 0
    for at, line in enumerate(lines):
        following = lines[at + 1 : at + 3]
        if "\t" in line.text:
            cells = _cells(line)
            header = _header(lines[at - 1] if at else EMPTY, cells)
            width = len(header) if header else width
            found = line if width or _begins(line, following) else _unmarked(line)
            yield from [found] if found else []
        elif width and CONTINUED.fullmatch(line.text) and _rows_go_on(following, width):
            pass
        elif width and _names_group(line, following, width):
            yield line + Passage("\t", line.at[-1:])
        else:
            width = 0
            yield line


def _begins(line: Passage, following: Sequence[Passage]) -> bool:
    """Whether this and the next row are the headings of a table."""
    return bool(following) and "\t" in following[0].text and _header(line, _cells(following[0])) is not None


def _names_group(line: Passage, following: Sequence[Passage], width: int) -> bool:
    """Whether a line parts the rows of a table of so many columns: rows go on below it, or below the next one."""
    seen = heading(line.text)
    title = line.text[seen[1].end() :] if seen else line.text
    if not line or len(line) > LONGEST_GROUP or NOTE.match(line.text) or about(title) in CHAPTERS:
        return False
    if len(following) > 1 and "\t" not in following[0].text and not _names_group(following[0], following[1:], width):
        return False
    return _rows_go_on(following, width)


def _rows_go_on(following: Sequence[Passage], width: int) -> bool:
    """Whether rows of a table of so many columns stand below, which are no headings."""
    row = _cells(next((each for each in following if "\t" in each.text), EMPTY))
    return 2 * len(row) > width and headings(row) is None and not all(kind(cell.text) for cell in row)


def _unmarked(line: Passage) -> Passage:
    """A row without marks of merged cells; nothing where it has nothing else."""
    if MERGED not in line.text:
        return line
    cells = [EMPTY if merged(cell) else cell for cell in _cells(line)]
    return line.cut(0, 0) if not any(cells) else _row(cells)


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
    """One line of the cells, parted by tabs."""
    line = next(cell.at[:1] for cell in cells if cell)
    return joined(piece for cell in cells for piece in (cell, Passage("\t", cell.at[-1:] or line))).cut(0, -1)


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
