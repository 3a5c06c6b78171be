"""From cleaned lines to paragraphs: lines that the width of the page has broken are joined, run-on ones are parted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.marks import STOPS
from documents.numbering import RANKS, heading
from documents.passage import Passage, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from documents.numbering import Form

NARROWEST, WIDEST = 32, 120
"""Columns of a line of print, two a Chinese character: a sheet of A4 has 56, a page of a gazette 80."""
FULL, STOPPED = 0.75, 0.9
"""A line of at least this part of the width of the page goes on in the next one; the latter if it ends in a stop."""
BROKEN = 0.2
"""Where at least this part of the lines is full and ends in no stop, lines are not paragraphs."""
LONG = 700
"""A paragraph of more characters has lost its breaks, if it holds a row of headings."""

_ENDED = re.compile(f"[{STOPS}”）》】]$")
_OPEN = re.compile(r"[，、（《〈“]$")


def blocks(cleaned: Sequence[Passage]) -> list[Passage]:
    """The paragraphs, in order; a row of a table is one."""
    lines = [line for line in cleaned if line]
    width = _width(lines)
    whole = [joined(group) for group in _groups(lines, width)]
    return [part for block in whole for part in _parted(block)]


def _width(lines: Sequence[Passage]) -> int | None:
    """How many columns a full line of the page has; None where the lines are paragraphs."""
    sizes = sorted(_columns(line) for line in lines if "\t" not in line.text)
    if len(sizes) < 8:
        return None
    wide = sizes[int(len(sizes) * 0.9)]
    if not NARROWEST <= wide <= WIDEST or sizes[-1] > 2 * wide:
        return None
    broken = sum(_columns(line) >= FULL * wide and not _ENDED.search(line.text) for line in lines)
    return wide if broken >= BROKEN * len(sizes) else None


def _groups(lines: Sequence[Passage], width: int | None) -> Iterator[list[Passage]]:
    """The lines of each paragraph."""
    group: list[Passage] = []
    for line in lines:
        if group and not _goes_on(group[-1], line, width):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _goes_on(line: Passage, following: Passage, width: int | None) -> bool:
    """Whether the paragraph of a line goes on in the line after it."""
    if "\t" in line.text or "\t" in following.text:
        return False
    ended = _ENDED.search(line.text) is not None
    if heading(following.text) and (ended or width is None or _columns(line) < FULL * width):
        return False
    if width is None:
        return _OPEN.search(line.text) is not None
    return _columns(line) >= (STOPPED if ended else FULL) * width


def _columns(line: Passage) -> int:
    return sum(1 if character.isascii() else 2 for character in line.text)


def _parted(block: Passage) -> Iterator[Passage]:
    """The paragraphs of a block that has lost its breaks: it is cut before each heading that follows the last one."""
    if len(block) < LONG:
        yield block
        return
    starts = list(_starts(block.text))
    if len(starts) < 2:
        yield block
        return
    for start, end in zip([0, *starts], [*starts, None], strict=True):
        if piece := block.cut(start, end):
            yield piece


# A heading inside a line stands after a stop, or right after a heading that has no text of its own.
_MAYBE = re.compile(
    r"(?=[一二三四五六七八九十]{1,3}[、.]|（[一二三四五六七八九十]{1,3}）|\d{1,2}[、.]|第[一二三四五六七八九十]{1,3}[章条]|附件)"
)
_AFTER_HEADING = 40


def _starts(text: str) -> Iterator[int]:
    """The places of headings inside a text, each one more than the last of its form, or the first of it again."""
    last: dict[str, int] = {}
    before, before_form = 0, None
    for found in _MAYBE.finditer(text):
        at = found.start()
        seen = heading(text, at)
        if seen is None or not seen[0].inline or at == 0:
            continue
        form, match, value = seen
        stopped = text[at - 1] in f"{STOPS}”）" or _under(before_form, form, text, before, at)
        if stopped and _follows(form, value, last, before_form):
            for name in [name for name in last if RANKS[name] > form.rank]:
                del last[name]
            last[form.name] = value
            before, before_form = match.end(), form
            yield at


def _under(above: Form | None, form: Form, text: str, since: int, at: int) -> bool:
    """Whether nothing but a title stands between this heading and the one above it."""
    if above is None or above.rank >= form.rank or at - since > _AFTER_HEADING:
        return False
    return not any(mark in text[since:at] for mark in STOPS)


def _follows(form: Form, value: int, last: dict[str, int], before: Form | None) -> bool:
    """Whether the ordinal is the next one of its form. （四） may be the first of a chapter that is counted through."""
    if form.name in last:
        return value == last[form.name] + 1
    return value == 1 or (before is not None and before.rank < form.rank and value <= 99 and form.name == "bracket")


def texts(passages: Iterable[Passage]) -> list[str]:
    """The bare texts."""
    return [passage.text for passage in passages]
