"""Reads sheets as offices write them, .xlsx or .csv: finds the header row, answers each cell with its place."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import normalize

from models.errors import MissingFile
from workflow.errors import Usage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

HEADER_WITHIN = 10
"""The header row stands in one of so many first rows; what is above it is a title."""
MOST = 20_000
"""Rows with something in them: several times what a region registers at once."""
SEPARATORS = (",", "\t", ";", "，")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a sheet may have; its headings in Chinese and English, the usual one first."""

    key: str
    names: tuple[str, ...]
    needed: bool = False
    otherwise: tuple[str, ...] = ()
    """Headings that mean this column where none of `names` stands beside them, else the column that has them there."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, trimmed, and where; the letter is empty where the sheet has no such column."""

    text: str
    row: int
    letter: str
    heading: str
    uncounted: bool = False
    """A formula that no spreadsheet program has worked out yet."""

    @property
    def plain(self) -> str:
        """The text with plain digits and letters in place of full-width ones: codes, logins."""
        return normalize("NFKC", self.text).strip()

    @property
    def line(self) -> str:
        """The text without the line breaks that somebody put in to make it fit: names."""
        return _line(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        """What the cell lists: separated by 、, commas, semicolons or line breaks, none twice."""
        return tuple(dict.fromkeys(part for text in _LISTED.split(self.text) if (part := trimmed(text))))


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the header, by the keys of its columns."""

    number: int
    cells: Mapping[str, Cell]

    def __getitem__(self, key: str) -> Cell:
        return self.cells[key]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that are not empty, and the headings of columns that nobody asked for."""

    rows: tuple[Row, ...]
    unused: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Grid:
    """Texts by row and column, both counted from one; rows without any text are left out."""

    name: str = ""
    """What the worksheet is called; nothing where the file is one sheet."""
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    uncounted: set[tuple[int, int]] = field(default_factory=set)

    def put(self, row: int, column: int, text: str) -> None:
        if text:
            self.rows.setdefault(row, {})[column] = text


def read(grids: Iterable[Grid], columns: Sequence[Column], path: str) -> Sheet:
    """The grid that has a row with every needed heading, as a sheet.

    Usage where none has, where several worksheets have and go on below, where two columns mean the same, where no row
    follows, or where there are too many.
    """
    headed: list[_Headed] = []
    best = _Headed(Grid(), 0, {})
    for one in (_header(grid, columns) for grid in grids):
        if not _lacking(one, columns):
            headed.append(one)
        elif len(one.found) > len(best.found):
            best = one
    if not headed:
        key = "sheet_header_lacks" if best.found else "sheet_header"
        raise Usage(key, path=path, within=HEADER_WITHIN, row=best.row, names=_lacking(best, columns))
    filled = [one for one in headed if max(one.grid.rows) > one.row]
    names = [one.grid.name for one in filled if one.grid.name]
    if len(names) > 1:
        raise Usage("sheet_several", path=path, names=names)
    return _sheet((filled or headed)[0], columns, path)


@dataclass(frozen=True, slots=True)
class _Headed:
    """A grid, the row that comes nearest to a header, and the places of the columns in it."""

    grid: Grid
    row: int
    found: dict[str, list[int]]


def _header(grid: Grid, columns: Sequence[Column]) -> _Headed:
    """The first row with every needed heading, else the one with the most."""
    best = _Headed(grid, 0, {})
    for number, texts in _first(grid):
        one = _Headed(grid, number, _headings(texts, columns))
        if not _lacking(one, columns):
            return one
        best = max(best, one, key=lambda headed: len(headed.found))
    return best


def _lacking(headed: _Headed, columns: Sequence[Column]) -> list[str]:
    return [column.names[0] for column in columns if column.needed and column.key not in headed.found]


def _first(grid: Grid) -> Iterator[tuple[int, dict[int, str]]]:
    return ((number, grid.rows[number]) for number in range(1, HEADER_WITHIN + 1) if number in grid.rows)


def headings(grids: Iterable[Grid]) -> set[str]:
    """Every text that may be a heading, as headings are compared, without a remark behind it."""
    return {_known(_bare(text), {}) for grid in grids for _, texts in _first(grid) for text in texts.values()}


def _headings(texts: Mapping[int, str], columns: Sequence[Column]) -> dict[str, list[int]]:
    """The places of the columns that a row of headings names."""
    known = {_bare(name): column.key for column in columns for name in column.names}
    otherwise = {_bare(name): column.key for column in columns for name in column.otherwise}
    bare = {place: _known(_bare(text), {**known, **otherwise}) for place, text in sorted(texts.items())}
    plain = {known[name] for name in bare.values() if name in known and name not in otherwise}
    found: dict[str, list[int]] = {}
    for place, name in bare.items():
        key = otherwise.get(name) if otherwise.get(name) not in plain else None
        if key := key or known.get(name):
            found.setdefault(key, []).append(place)
    return found


def _known(bare: str, names: Mapping[str, str]) -> str:
    """The heading, without a remark behind it where only so it is one of the names."""
    return bare if bare in names else _REMARK.sub("", bare)


def _bare(heading: str) -> str:
    """A heading as it is compared: without spaces, line breaks, stars and dashes, full-width letters made plain."""
    return re.sub(r"[\s*:_-]", "", normalize("NFKC", heading)).casefold()


_REMARK = re.compile(r"\(.*\)$")
_LISTED = re.compile(r"[、，,；;\n]")


def _sheet(headed: _Headed, columns: Sequence[Column], path: str) -> Sheet:
    grid, header, found = headed.grid, headed.row, headed.found
    headings = grid.rows[header]
    twice = [place for places in found.values() if len(places) > 1 for place in places]
    if twice:
        places = [f"{letter(place)} {headings[place]}" for place in twice]
        raise Usage("sheet_heading_twice", path=path, row=header, places=places)
    below = sorted(number for number in grid.rows if number > header)
    if len(below) > MOST:
        raise Usage("sheet_long", path=path, most=MOST)
    rows = []
    for number in below:
        cells = {column.key: _cell(grid, header, number, found.get(column.key), column) for column in columns}
        repeated = all(cells[key].text == headings[places[0]] for key, places in found.items())
        if not repeated and any(cell.text or cell.uncounted for cell in cells.values()):
            rows.append(Row(number, cells))
    if not rows:
        raise Usage("sheet_no_rows", path=path, row=header)
    named = {place for places in found.values() for place in places}
    return Sheet(tuple(rows), tuple(_line(text) for place, text in sorted(headings.items()) if place not in named))


def _cell(grid: Grid, header: int, number: int, places: list[int] | None, column: Column) -> Cell:
    if not places:
        return Cell("", number, "", column.names[0])
    text = grid.rows[number].get(places[0], "")
    heading = _line(grid.rows[header][places[0]])
    return Cell(text, number, letter(places[0]), heading, (number, places[0]) in grid.uncounted)


def _line(text: str) -> str:
    """A text in one line: between Chinese characters a line break stands for nothing, between words for a space."""
    return (" " if text.isascii() else "").join(part.strip() for part in text.split("\n"))


def letter(place: int) -> str:
    """The letters of a column as a spreadsheet shows them: 1 is A, 27 is AA."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def trimmed(text: str) -> str:
    """A text without what people cannot see around it: spaces of every width, marks without width."""
    return re.sub(r"^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$", "", text.replace("\r\n", "\n").replace("\r", "\n"))


def from_text(text: str, path: str) -> Iterator[Grid]:
    """The grids that a .csv file may mean, one for each separator. MissingFile where it is none."""
    for separator in SEPARATORS:
        if separator in text:
            yield _separated(text, separator, path)


def _separated(text: str, separator: str, path: str) -> Grid:
    grid = Grid()
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
            for place, value in enumerate(row, 1):
                grid.put(number, place, trimmed(value))
            if len(grid.rows) > MOST + HEADER_WITHIN:
                break
    except csv.Error as error:
        raise MissingFile("sheet_broken", path=path, said=str(error)) from error
    return grid
