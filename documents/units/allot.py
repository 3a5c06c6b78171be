"""Units given to tasks elsewhere than in the tasks: a table of tasks and units, and a chapter of duties by unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.prose.passage import Passage, joined
from documents.units import dutywords as duty
from documents.units.rows import NUMBERING
from documents.units.unitnames import listed, names
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.prose.outline import Node
    from documents.units.rows import Row

NO_TEXT = Passage("", ())
MOST_COMPARED = 40_000
"""Pairs of titles; for more of them only equal titles are matched."""


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


_POINTS = re.compile(r"[\s，。；：、“”\"（）()《》]+")


def _key(title: str) -> str:
    return _POINTS.sub("", NUMBERING.sub("", title.strip()))


def same(title: str, rows: Sequence[Row]) -> bool:
    """Whether a row has this title or one that is nearly the same."""
    free = {at: _key(row.values["title"]) for at, row in enumerate(rows)}
    return _key(title) in free.values() or (len(rows) <= MOST_COMPARED and _similar(_key(title), free) is not None)


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
