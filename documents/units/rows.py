"""The rows of tables of tasks and units as facts: what each names, and what merged and empty cells of it stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from documents.fact import Fact
from documents.prose.passage import Passage, joined
from documents.prose.pieces import sentence
from documents.units.cells import Table, in_rows, tabbed
from documents.units.clauses import Said, value_of
from documents.units.columns import (
    EMPTY,
    TOTAL,
    UNITS,
    aside,
    blank,
    columns,
    fitted,
    group_row,
    merged,
    spread,
    written_of,
)
from documents.units.roles import fill
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.units.columns import Cells

NUMBERING = re.compile(r"^[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]")
LONG_TITLE = 60
"""Characters of a cell that has more than a title in it, where it has several sentences."""


@dataclass(slots=True)
class Row(Fact):
    """A row of a table of tasks: number, title, lead_units, cooperating_units, lines.

    Its title and its deadline also as printed; `text` are the cells that say what is to be done, or are of columns
    that are not known; `group` is what the column of classes or a row across the table says, empty without one; a tab
    parts two of them, the second in the first.
    """

    title: Passage = EMPTY
    deadline: Passage | None = None
    text: tuple[Passage, ...] = ()
    group: str = ""


def table(lines: Sequence[Passage]) -> list[Row]:
    """The rows of every table of tasks and units, cells parted by tabs, or one cell a line where numbers prove it.

    A cell that is merged means what stands above it, and so does an empty one of units. Empty where there is no table.
    """
    found: list[Row] = []
    for each in tabbed(in_rows([line for line in lines if line.text.strip()])):
        found.extend(_Reader(each).read())
    return found


@dataclass(slots=True)
class _Reader:
    """Goes through the rows of a table; knows what the rows above said of units, of the day and of the group."""

    table: Table
    kinds: list[str] = field(default_factory=list)
    rows: list[Cells] = field(default_factory=list)
    marked: bool = False
    said: dict[str, Passage] = field(default_factory=dict)
    above: Row | None = None
    group: str = ""
    day: Passage | None = None
    last_day: Passage | None = None
    parted: bool = False

    def read(self) -> Iterator[Row]:
        """The rows in order; a further row of a task is added to it."""
        header = self.table.header
        known = spread(header)
        number = known.index("number") if "number" in known else None
        self.rows = [fitted(header, cells, number) for cells in self.table.rows]
        self.kinds = columns(header, self.rows)
        self.marked = any(merged(cell) for cells in self.rows for cell in cells)
        self.group = self.table.above.text
        for cells in self.rows:
            if (named := group_row(self.kinds, cells)) is not None:
                yield from self._done()
                self.said, self.group, self.day = {}, _below(self.group, named.text), None
            elif not any(TOTAL.fullmatch(cell.text) for cell in cells[:2]):
                yield from self._take(cells)
        yield from self._done()

    def _done(self) -> Iterator[Row]:
        if self.above is not None:
            yield self.above
        self.above = None

    def _take(self, cells: Cells) -> Iterator[Row]:
        by = {key: self._cell(cells, key) for key in dict.fromkeys(self.kinds) if key and key not in UNITS}
        if blank(by["title"]) and self.above is None and not any(self._text(cells)):
            return
        told, lone = self._told(cells)
        if blank(by["title"]) and self.above is not None:
            self._more(self.above, by, told if not self._merged(cells) else {}, cells)
            return
        yield from self._done()
        self._next(by, told, lone, cells)

    def _next(self, by: dict[str, Passage], told: dict[str, Passage], lone: bool, cells: Cells) -> None:
        """Begins a task."""
        self.parted = False
        inherited = not told and bool(self.said)
        self.said = told or self.said
        if by.get("group") and not blank(by["group"]):
            self.group = by["group"].text
        text = list(self._text(cells))
        if blank(by["title"]):
            by["title"], text = text[0], text[1:]
        row = _row(by, joined(cells))
        row.text = (*row.text, *text)
        row.group = self.group
        self._date(row, by.get("when"))
        _units(row, self.said)
        if inherited:
            row.doubt("lead_units", because("read_units_merged"), row.values["lines"])
        elif lone:
            row.doubt("lead_units", because("read_lead_merged"), row.values["lines"])
        self.above = row

    def _cell(self, cells: Cells, key: str) -> Passage:
        """What a row says in the columns of a kind."""
        at = [place for place, kind in enumerate(self.kinds) if kind == key]
        found = joined(cells[place] for place in at if not blank(cells[place]))
        return found or cells[at[0]]

    def _told(self, cells: Cells) -> tuple[dict[str, Passage], bool]:
        """The cells of units, merged ones as those above; whether that who leads was taken from above all the same."""
        told: dict[str, Passage] = {}
        for key in UNITS:
            at = [place for place, kind in enumerate(self.kinds) if kind == key]
            if found := written_of(cells, at, lambda cell: not blank(cell)):
                told[key] = found
            elif any(merged(cells[place]) for place in at) and key in self.said:
                told[key] = self.said[key]
        at = [place for place, kind in enumerate(self.kinds) if kind == "lead"]
        lone = bool(told and at and "lead" in self.said and "lead" not in told and not self.marked)
        if lone and all(not cells[place] for place in at):
            return {"lead": self.said["lead"], **told}, True
        return told, False

    def _merged(self, cells: Cells) -> bool:
        """Whether all cells of units that are not empty belong to those above."""
        places = [place for place, kind in enumerate(self.kinds) if kind in UNITS]
        return all(blank(cells[place]) for place in places)

    def _text(self, cells: Cells) -> Iterator[Passage]:
        """The cells of a row that say what is to be done: those beside its title."""
        for heading, key, cell in zip(self.table.header, self.kinds, cells, strict=True):
            if not key and not aside(heading.text) and not blank(cell):
                yield cell

    def _date(self, row: Row, when: Passage | None) -> None:
        """The day of a row: its own, or where its cell is merged that above."""
        if when is None:
            return
        if not blank(when):
            row.deadline = self.day = self.last_day = when
        elif merged(when):
            row.deadline = self.day
        else:
            self.day = None
            if self.last_day is not None and not when and not self.marked:
                row.doubt("", because("read_row_undated", said=self.last_day.text), row.values["lines"])

    def _more(self, row: Row, by: dict[str, Passage], told: dict[str, Passage], cells: Cells) -> None:
        """A further line of the same task: its units are added, its words with a day of their own."""
        whole = joined(cells)
        if whole:
            row.values["lines"] = (row.values["lines"][0], max(row.values["lines"][1], whole.lines[1]))
        _add_units(row, told)
        when, text = by.get("when", EMPTY), tuple(self._text(cells))
        if not blank(when) and when.text != (self.day or EMPTY).text:
            self._part(row)
        if not merged(when):
            self.day = None if blank(when) else when
        row.text += tuple(_before(self.day, cell) for cell in text) if self.parted else text

    def _part(self, row: Row) -> None:
        """Gives what a task had so far the day that it had: there is another one for what follows."""
        if not self.parted:
            row.text = tuple(_before(row.deadline, cell) for cell in row.text)
            row.doubt("", because("read_row_days"), row.values["lines"])
            row.deadline = None
        self.parted = True


def _below(above: str, name: str) -> str:
    """The name of a group, behind that of the group which it is a part of: 一、… and （一）…."""
    outer = above.partition("\t")[0]
    part = name.startswith("（") and outer and not outer.startswith("（")
    return f"{outer}\t{name}" if part else name


def _before(day: Passage | None, text: Passage) -> Passage:
    """A sentence with the day until which it is to be done: 10月底前，开展培训."""
    return joined([day, Passage("，", day.at[:1]), text]) if day else text


def _row(by: dict[str, Passage], whole: Passage) -> Row:
    numbering = NUMBERING.match(by["title"].text)
    title = by["title"].cut(numbering.end() if numbering else 0).strip("。；，： ")
    text: tuple[Passage, ...] = ()
    if len(title) > LONG_TITLE and len(first := sentence(title).strip("。")) < len(title):
        title, text = first, (title.cut(len(first)).strip("。"),)
    row = Row({"title": title.text, "lines": whole.lines}, title=title, text=text)
    number = by.get("number", EMPTY)
    printed = number.text if not blank(number) else numbering[0] if numbering else ""
    if printed := printed.strip("．.、"):
        row.values["number"] = printed
    return row


def _add_units(row: Row, told: dict[str, Passage]) -> None:
    extra = Row({"lines": row.values["lines"]})
    _units(extra, told)
    for key in ("lead_units", "cooperating_units"):
        names_so_far = row.values.get(key, [])
        added = [name for name in extra.values.get(key, []) if name not in names_so_far]
        if added:
            row.values[key] = [*names_so_far, *added]
            row.doubt(key, because("read_units_measures", units=added), row.values["lines"])
    row.doubts.extend(extra.doubts)


def _units(row: Row, said: dict[str, Passage]) -> None:
    named = Said()
    for key, cell in said.items():
        value_of(named, key, cell)
    if not named.empty:
        fill(row, [named], row.values["lines"], False)
