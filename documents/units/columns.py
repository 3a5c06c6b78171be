"""What the columns of a table of tasks have: by their headings, and by which of their cells are merged."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from documents.files.source import MERGED
from documents.prose.passage import Passage, joined, on_line
from documents.units import dutywords as duty

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Cells = list[Passage]

SPACE = re.compile(r"[\s　]+")
EMPTY = Passage("", ())
UNITS = ("lead", "cooperating", "all")
SHORT_NUMBER = re.compile(r"[（(]?\d{1,3}[）)．.、]?")
ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]?")
GROUPED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}[部章])"
)
"""How the name of a group of tasks is counted."""
TOTAL = re.compile(r"(?:合|总|小)计.{0,6}")
NOTE = re.compile(r"附(?:件|表|注)|备?注[：:]|说明[：:]|.*[表图。；]$|.{0,4}续表|.{0,3}单位[：:]")
"""What stands among the rows of a table and is no name of a group."""
LONGEST_GROUP = 40
_BRACKET = re.compile(r"（[^（）]{0,20}）$")
_TITLED = re.compile(duty.TITLES)
_ASIDE = re.compile(duty.ASIDES)


@lru_cache(maxsize=4096)
def kind(cell: str) -> str:
    """What a column has, by its heading; empty for one that is not known."""
    bare = SPACE.sub("", cell[:LONGEST_GROUP]).strip("：:")
    plain = _BRACKET.sub("", bare)
    known = (key for key, words in duty.COLUMNS.items() if bare in words or plain in words)
    return next(known, "title" if _TITLED.fullmatch(plain) and not aside(plain) else "")


def aside(heading: str) -> bool:
    """Whether a column with this heading says nothing of what is to be done."""
    bare = SPACE.sub("", heading)
    return bare in duty.ASIDE or _ASIDE.fullmatch(_BRACKET.sub("", bare)) is not None


def merged(cell: Passage) -> bool:
    """Whether a cell is said to be that above it."""
    return cell.text == MERGED or cell.text in duty.DITTO


def blank(cell: Passage) -> bool:
    """Whether a cell says nothing of its own."""
    return cell.text in duty.NOTHING or merged(cell)


def columns(header: Cells, rows: Sequence[Cells]) -> list[str]:
    """The kind of each column; one at most is the title, others that could be are the text of the task, which is ''.

    A column is that of the groups where its cells are merged over several numbered tasks. The numbers are those of the
    groups where they are merged as these are.
    """
    kinds = spread(header)
    titles = [at for at, key in enumerate(kinds) if key == "title"]
    texts = [at for at, key in enumerate(kinds) if not key and header[at] and not aside(header[at].text)]
    if "group" not in kinds and (groups := _grouping(kinds, titles, texts, rows)) is not None:
        kinds[groups] = "group"
        titles.remove(groups)
        titles = titles or texts[:1]
        kinds[titles[0]] = "title"
    order = {word: at for at, word in enumerate(duty.TITLE_FIRST)}
    first = min(titles, key=lambda at: order.get(SPACE.sub("", header[at].text), len(order)))
    kinds = ["" if key == "title" and at != first else key for at, key in enumerate(kinds)]
    if "number" in kinds and "group" in kinds and _of_groups(kinds, first, rows):
        kinds[kinds.index("number")] = "group"
    return kinds


def spread(header: Cells) -> list[str]:
    """The kind of each heading; one over several columns is that of all of them."""
    kinds: list[str] = []
    for cell in header:
        kinds.append(kind(cell.text) if cell or not kinds else kinds[-1])
    return kinds


def _grouping(kinds: list[str], titles: list[int], texts: list[int], rows: Sequence[Cells]) -> int | None:
    """The column of names that stand for several numbered tasks each, or before the numbers."""
    if "number" not in kinds:
        return None
    number = kinds.index("number")
    for at in titles:
        others = [other for other in (titles if len(titles) > 1 else texts) if other != at]
        held = [row for row in rows if blank(row[at]) and any(not blank(row[other]) for other in others)]
        if any(not blank(row[number]) for row in held) or (others and at < number and _repeats(rows, at)):
            return at
    return None


def _repeats(rows: Sequence[Cells], at: int) -> bool:
    texts = [row[at].text for row in rows if not blank(row[at])]
    return len(set(texts)) < len(texts)


def _of_groups(kinds: list[str], title: int, rows: Sequence[Cells]) -> bool:
    number, group = kinds.index("number"), kinds.index("group")
    both = [row for row in rows if not blank(row[title]) and blank(row[group])]
    return bool(both) and all(blank(row[number]) for row in both)


def lowered(header: Cells, cells: Cells) -> Cells | None:
    """The headings of a header of two rows, the second below what it parts: 责任单位 above 牵头单位, 配合单位."""
    below = [cell for cell in cells if not blank(cell)]
    if len(below) < 2 or not all(kind(cell.text) for cell in below):
        return None
    if len(cells) < len(header) and len(below) == len(cells):
        # Without the cells before and behind: they stand where the row above has one heading for several columns.
        wide = [at for at, cell in enumerate(header) if not cell and at]
        if not wide or wide[-1] - wide[0] + 2 != len(cells):
            return None
        cells = [*(EMPTY,) * (wide[0] - 1), *cells]
    most = max(len(header), len(cells))
    above, cells = ([*row, *(EMPTY,) * (most - len(row))] for row in (header, cells))
    return [low if not blank(low) else high for high, low in zip(above, cells, strict=True)]


def fitted(header: Cells, cells: Cells, number: int | None) -> Cells:
    """The cells of a row, each under its heading; those that are missing are empty."""
    full = [at for at, cell in enumerate(header) if cell]
    written = [cell for cell in cells if cell]
    if len(written) == len(full) and (len(cells) > len(header) or len(full) < len(header)):
        # Several tabs bring a cell below its heading.
        placed = dict(zip(full, written, strict=True))
        return [placed.get(at, EMPTY) for at in range(len(header))]
    if number and len(cells) <= len(header) - number and _counts(cells[0]) and not _counts(cells[number : number + 1]):
        # The cells that are merged with those above are left out.
        cells = [*(on_line(MERGED, cells[0].at[0]) for _ in range(number)), *cells]
    if len(cells) > len(header):
        last = joined(cells[len(header) - 1 :])
        cells = [*cells[: len(header) - 1], last]
    return [*cells, *(EMPTY,) * (len(header) - len(cells))]


def _counts(cells: Passage | Cells) -> bool:
    cell = cells if isinstance(cells, Passage) else next(iter(cells), EMPTY)
    return SHORT_NUMBER.fullmatch(cell.text) is not None


def group_row(kinds: list[str], cells: Cells) -> Passage | None:
    """The name of the tasks below, where a row holds nothing else; of its number and its name both."""
    written = [at for at, cell in enumerate(cells) if not blank(cell)]
    if not written or any(merged(cell) for cell in cells):
        return None
    first = cells[written[0]]
    if len(written) > 1 and len(written) == len(cells) and len({cell.text for cell in cells}) == 1:
        return first if len(first) <= LONGEST_GROUP else None
    named = {1: _is_group, 2: _is_counted}.get(len(written))
    if named is None or not named(kinds, cells, written):
        return None
    stop = "" if len(written) == 1 or first.text[-1] in "）)、.．" else "、"
    whole = joined([first, Passage(stop, first.at[-1:] * len(stop)), *(cells[at] for at in written[1:])])
    short = len(whole) <= LONGEST_GROUP and not NOTE.match(whole.text)
    return whole if short else None


def _is_group(kinds: list[str], cells: Cells, written: list[int]) -> bool:
    at = written[0]
    if kinds[at] == "title":
        return GROUPED.match(cells[at].text) is not None and "number" in kinds
    return at == 0 and kinds[at] != "" and not SHORT_NUMBER.fullmatch(cells[at].text) and len(cells) > 1


def _is_counted(kinds: list[str], cells: Cells, written: list[int]) -> bool:
    number, title = written
    return kinds[number] == "number" and kinds[title] == "title" and ORDINAL.fullmatch(cells[number].text) is not None


def written_of(cells: Cells, at: Sequence[int], told: Callable[[Passage], bool]) -> Passage:
    """The cells of several columns of one kind as one, those that say something."""
    found = [cells[place] for place in at if told(cells[place])]
    parts = [piece for cell in found for piece in (on_line("、", cell.at[0]), cell)]
    return joined(parts[1:])
