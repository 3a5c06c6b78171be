"""What stands before the first chapter, as one text that still knows where its lines, paragraphs and gaps were."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from documents.prose.passage import Passage, joined

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from documents.files.source import Source

LONGEST = 8000
"""Characters that are looked at; a notice and a preamble are shorter."""
RESYNC = 12
"""How many characters of a line the cleaning may have dropped in one place."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A text with the offsets at which a paragraph begins, a line begins, and the original has white space before.

    A line that begins is also a gap; the ends of the text are in all three.
    """

    text: Passage
    heads: frozenset[int]
    breaks: frozenset[int]
    gaps: frozenset[int]

    def segments(self) -> list[tuple[int, int]]:
        """The lines, as (start, end)."""
        edges = sorted(self.breaks)
        return list(pairwise(edges))

    def spaced(self, start: int, end: int) -> str:
        """A stretch with a space at each gap, which parts the names of units."""
        edges = [start, *sorted(gap for gap in self.gaps if start < gap < end), end]
        return " ".join(self.text.text[first:last] for first, last in pairwise(edges))

    def line_of(self, offset: int) -> tuple[int, int]:
        """The line that a character stands on, as (start, end)."""
        start = max((edge for edge in self.breaks if edge <= offset), default=0)
        return start, min((edge for edge in self.breaks if edge > offset), default=len(self.text))


def cover(source: Source, blocks: Iterable[Passage], without: Collection[int] = ()) -> Cover:
    """The paragraphs as one text, without those original lines."""
    kept = [_without(block, without) for block in foremost(blocks)]
    kept = [block for block in kept if block]
    text = joined(kept).cut(0, LONGEST)
    heads = {0, len(text), *(edge for edge in accumulate(map(len, kept)) if edge < len(text))}
    breaks = heads | {i for i in range(1, len(text)) if text.at[i] != text.at[i - 1]}
    return Cover(text, frozenset(heads), frozenset(breaks), frozenset(breaks | _gaps(source, text)))


def foremost(blocks: Iterable[Passage]) -> list[Passage]:
    """The first paragraphs, no more of them than are looked at."""
    kept: list[Passage] = []
    left = LONGEST
    for block in blocks:
        kept.append(block.cut(0, left))
        left -= len(block)
        if left <= 0:
            break
    return kept


def _without(block: Passage, lines: Collection[int]) -> Passage:
    """Without the tabs between cells either; they are gaps."""
    if "\t" not in block.text and not any(line in lines for line in block.at):
        return block
    kept = (i for i, line in enumerate(block.at) if line not in lines and block.text[i] != "\t")
    return joined(block.cut(i, i + 1) for i in kept)


def _gaps(source: Source, text: Passage) -> set[int]:
    """Offsets before which the original has white space: text and lines are walked side by side."""
    found: set[int] = set()
    walked: dict[int, int] = {}
    for offset, (char, line) in enumerate(zip(text.text, text.at, strict=True)):
        if not 0 < line <= len(source.lines):
            continue
        raw = source.lines[line - 1].text
        at = walked.get(line, 0)
        start = at
        while at < len(raw) and raw[at].isspace():
            at += 1
        if at > start:
            found.add(offset)
        near = raw.find(char, at, at + RESYNC)
        walked[line] = (near if near >= 0 else at) + 1
    return found
