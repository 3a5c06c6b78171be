"""Tables of tasks whose cells are parted by spaces, as PDF files and typed texts have them: they get tabs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from documents.units.columns import kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.files.source import Line, Source

GAPS = (re.compile(r" {2,}|[　\t][ 　\t]*"), re.compile(r"[ 　\t]+"))
"""What parts cells: wide gaps, or where the headings have none any space."""
FEWEST = 3
LONGEST = 60
"""Headings of a table, and characters of the line that they stand on."""
_NUMBER = re.compile(r"(\d{1,3})[.．、]?")
BELOW = 8
"""Lines below the last row in which the next number would show that the row goes on."""
ENDS = ("。", "日", "局", "府", "室", "会", "印发")
_AFTER = re.compile(
    r"附|抄送|注[：:]|备注|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第.{1,3}[章条]|\d"
)
_BLANK = "[ 　]"


def spaced(source: Source) -> Source:
    """The document; rows of such tables get tabs, where each has a cell for every heading and its number counts."""
    lines = list(source.lines)
    if source.kind not in ("txt", "pdf"):
        return source
    for at, line in enumerate(lines):
        found = _headings(line)
        if found is None:
            continue
        gap, header = found
        rows = _rows(lines, at + 1, gap, header)
        for place, cells in rows.items():
            lines[place] = lines[place]._replace(text="\t".join(cells))
        if rows:
            lines[at] = line._replace(text="\t".join(header))
    return replace(source, lines=tuple(lines))


def unparted(source: Source) -> list[int]:
    """The numbers of the lines with headings of tables of tasks the cells of which nothing parts."""
    return [number for number, line in enumerate(source.lines, start=1) if _headings(line)]


def _headings(line: Line) -> tuple[re.Pattern[str], list[str]] | None:
    """What parts the cells of a line, and its cells, where these are the headings of a table of tasks and units."""
    text = line.text.strip()
    if "\t" in text or not re.search(_BLANK, text) or len(text) > LONGEST:
        return None
    for gap in GAPS:
        cells = gap.split(text)
        kinds = {kind(cell) for cell in cells}
        tasks = "title" in kinds and kinds & {"lead", "cooperating", "all"}
        if len(cells) >= FEWEST and tasks and kind(cells[0]) == "number":
            return gap, cells
    return None


def _rows(lines: Sequence[Line], start: int, gap: re.Pattern[str], header: list[str]) -> dict[int, list[str]]:
    """The cells of the rows by their lines; none where a row has more or fewer than there are headings."""
    found: dict[int, list[str]] = {}
    for place in range(start, len(lines)):
        text = lines[place].text.strip()
        cells = gap.split(text)
        if not text or cells == header:
            continue
        if _counts(cells, len(found) + 1) and len(cells) == len(header):
            found[place] = cells
            continue
        # A cell that goes on in the next line would be lost: rows are counted on below it.
        below = (gap.split(line.text.strip()) for line in lines[place : place + BELOW])
        return {} if any(_counts(cells, len(found) + 1) for cells in below) or not _over(text) else found
    return found


def _counts(cells: list[str], number: int) -> bool:
    """Whether a row begins with this number."""
    found = _NUMBER.fullmatch(cells[0])
    return found is not None and int(found[1]) == number


def _over(text: str) -> bool:
    """Whether a line below a table is none of its rows: a heading, an annex, a signature, a sentence."""
    return _AFTER.match(text) is not None or text.endswith(ENDS)
