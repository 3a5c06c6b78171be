"""Units given to tasks elsewhere than in the tasks: a table of tasks and units, and a chapter of duties by unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.fact import Fact
from documents.prose.passage import Passage, joined
from documents.units import dutywords as duty
from documents.units.cells import SPACE, in_rows, kind, tabbed
from documents.units.clauses import Said, value_of
from documents.units.roles import fill
from documents.units.unitnames import listed, names
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.prose.outline import Node
    from documents.units.cells import Cells

NO_TEXT = Passage("", ())
MOST_COMPARED = 40_000
"""Pairs of titles; for more of them only equal titles are matched."""


@dataclass(slots=True)
class Row(Fact):
    """A row of a table of tasks: number, title, lead_units, cooperating_units, lines.

    Its title and its deadline also as printed; `text` are the cells that say what is to be done, or are of columns
    that are not known; `group` is what the column of classes says, empty without one.
    """

    title: Passage = NO_TEXT
    deadline: Passage | None = None
    text: tuple[Passage, ...] = ()
    group: str = ""


def table(lines: Sequence[Passage]) -> list[Row]:
    """The rows of every table of tasks and units, cells parted by tabs, or one cell a line where numbers prove it.

    A merged cell, which is empty, means what stands above it. Empty where there is no such table.
    """
    found: list[Row] = []
    for header, rows in tabbed(in_rows([line for line in lines if line.text.strip()])):
        found.extend(_read(header, rows))
    return found


def _read(header: Cells, rows: list[Cells]) -> Iterator[Row]:
    columns = [kind(cell.text) for cell in header]
    title = _title_column(header, columns)
    above: Row | None = None
    said: dict[str, Passage] = {}
    for cells in rows:
        cells = cells + [NO_TEXT] * (len(header) - len(cells))
        by = {key: cells[index] for index, key in enumerate(columns) if key and key != "title"}
        by["title"] = cells[title]
        if by["title"].text in duty.NOTHING and above is None:
            continue
        told = {key: by[key] for key in _UNITS if key in by and by[key].text not in duty.NOTHING}
        # A merged cell of units: nobody is named in this row, so those above it are meant.
        said = told or said
        if by["title"].text in duty.NOTHING and above is not None:
            _more(above, told, joined(cells))
            above.text += tuple(_said(header, columns, title, cells))
            continue
        if above is not None:
            yield above
        above = _row(by, said, above, joined(cells))
        above.text = tuple(_said(header, columns, title, cells))
        if said and not told:
            above.doubt("lead_units", because("read_units_merged"), above.values["lines"])
    if above is not None:
        yield above


_UNITS = ("lead", "cooperating", "all")


def _said(header: Cells, columns: list[str], title: int, cells: Cells) -> Iterator[Passage]:
    """The cells of a row that say what is to be done: those beside its title."""
    for at, (heading, key) in enumerate(zip(header, columns, strict=True)):
        aside = SPACE.sub("", heading.text) in duty.ASIDE
        if at != title and key in ("", "title") and not aside and cells[at].text not in duty.NOTHING:
            yield cells[at]


def _title_column(header: Cells, columns: list[str]) -> int:
    """The column that names the task, where several could: 任务 before 措施."""
    places = [index for index, key in enumerate(columns) if key == "title"]
    order = {word: at for at, word in enumerate(duty.TITLE_FIRST)}
    return min(places, key=lambda index: order.get(SPACE.sub("", header[index].text), len(order)))


def _row(by: dict[str, Passage], said: dict[str, Passage], above: Row | None, whole: Passage) -> Row:
    numbering = _NUMBERING.match(by["title"].text)
    title = by["title"].cut(numbering.end() if numbering else 0).strip("。；，： ")
    row = Row({"title": title.text, "lines": whole.lines}, title=title)
    number = by["number"].text if by.get("number") else numbering[0] if numbering else ""
    if number := number.strip("．.、"):
        row.values["number"] = number
    row.group = by["group"].text if by.get("group") else above.group if above and "group" in by else ""
    when = by.get("when")
    if when is not None:
        row.deadline = when if when.text not in duty.NOTHING else above.deadline if above else None
    _units(row, said, whole)
    return row


def _more(row: Row, told: dict[str, Passage], whole: Passage) -> None:
    """A further line of the same task: its units are added."""
    extra = Row({})
    if told:
        _units(extra, told, whole)
    for key in ("lead_units", "cooperating_units"):
        names_so_far = row.values.get(key, [])
        added = [name for name in extra.values.get(key, []) if name not in names_so_far]
        if added:
            row.values[key] = [*names_so_far, *added]
    row.doubts.extend(extra.doubts)
    if whole:
        row.values["lines"] = (row.values["lines"][0], max(row.values["lines"][1], whole.lines[1]))


def _units(row: Row, said: dict[str, Passage], whole: Passage) -> None:
    named = Said()
    for key, cell in said.items():
        value_of(named, key, cell)
    if not named.empty:
        fill(row, [named], whole.lines, False)


def matched(titles: Sequence[str], rows: Sequence[Row]) -> list[Row | None]:
    """For each title the row of the same task: an equal title, else one that holds it, else the only similar one.

    No row is given twice. One that is not equal has a doubt.
    """
    keys = [_key(row.values["title"]) for row in rows]
    found: list[Row | None] = [None] * len(titles)
    free = dict(enumerate(keys))
    for at, title in enumerate(titles):
        equal = next((index for index, key in free.items() if key == _key(title)), None)
        if equal is not None:
            found[at] = rows[equal]
            del free[equal]
    if len(titles) * len(rows) <= MOST_COMPARED:
        for at, title in enumerate(titles):
            if found[at] is None and (near := _similar(_key(title), free)) is not None:
                row = rows[near]
                row.doubt("lead_units", because("read_units_table", title=row.values["title"]), row.values.get("lines"))
                found[at] = row
                del free[near]
    return found


_NUMBERING = re.compile(r"^[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]")
_POINTS = re.compile(r"[\s，。；：、“”\"（）()《》]+")


def _key(title: str) -> str:
    return _POINTS.sub("", _NUMBERING.sub("", title.strip()))


def _similar(title: str, free: dict[int, str]) -> int | None:
    """The only row whose title holds this one or is held by it, or is nearly the same; short titles have none."""
    from difflib import SequenceMatcher

    if len(title) < 5:
        return None
    held = [index for index, key in free.items() if len(key) >= 5 and (title in key or key in title)]
    if len(held) == 1:
        return held[0]
    near: list[int] = []
    matcher = SequenceMatcher(None, title[:120], "", autojunk=False)
    for index, key in free.items():
        matcher.set_seq2(key[:120])
        if matcher.real_quick_ratio() >= 0.75 and matcher.quick_ratio() >= 0.75 and matcher.ratio() >= 0.75:
            near.append(index)
    return near[0] if len(near) == 1 else None


def duty_chapter(title: str) -> bool:
    """Whether a chapter with this title gives every unit its part: 职责分工."""
    return len(title) <= 20 and _CHAPTER.search(title) is not None


_CHAPTER = re.compile(duty.DUTY_CHAPTER)
_BEGINS = re.compile(duty.DUTY_BEGINS)


def duties(node: Node) -> list[tuple[str, Passage]]:
    """What a chapter of duties says of each unit: the unit as printed and its text; names for many are left out."""
    found: list[tuple[str, Passage]] = []
    for paragraph in node.body:
        found.extend(_duty(paragraph))
    for child in node.children:
        own = _duty(joined([child.title, *child.body]))
        found.extend(own or duties(child))
    return found


def _duty(text: Passage) -> list[tuple[str, Passage]]:
    begins = _BEGINS.search(text.text, 1, 200) if len(text) > 1 else None
    head = text.cut(0, begins.start()) if begins else text
    good, of = listed(head.text)
    if not of or good != of or len(head) > 200:
        return []
    rest = text.cut(begins.end()).strip("。：: ") if begins else NO_TEXT
    return [(name, rest) for name in names(head.text).units]
