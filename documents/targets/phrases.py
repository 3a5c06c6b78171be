"""Sentences and clauses of a paragraph, and what in them is only quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.prose.passage import Passage

_SENTENCE = re.compile("[。！？]")
_CLAUSE = re.compile("[，；：,;:]")
_QUOTED = re.compile("《[^《》。]{0,120}》|“[^“”。]{0,60}”|〔[^〔〕。]{0,20}〕[0-9]{0,5}号?|（[^（）。]{0,300}）")
QUIET = "□"
"""Stands for a character that is quoted or in brackets."""

LONGEST = 400
"""Characters of a clause; what is longer is no clause, but a text that has lost its punctuation."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its text, and the same with what is quoted or in brackets made quiet, so that no figure is found there.

    Brackets themselves stay.
    """

    text: Passage
    quiet: str

    def cut(self, start: int, end: int | None = None) -> Clause:
        """The part from start up to, not including, end."""
        return Clause(self.text.cut(start, end), self.quiet[start:end])


def quiet(text: str) -> str:
    """The text, as long as before, with what stands inside 《》, “”, （） and in 〔2021〕5号 made quiet."""
    for _ in range(2):
        text = _QUOTED.sub(_hidden, text)
    return text


def _hidden(match: re.Match[str]) -> str:
    found = match.group()
    return found[0] + QUIET * (len(found) - 2) + found[-1] if found[0] != "〔" else QUIET * len(found)


def sentences(paragraph: Passage) -> Iterator[list[Clause]]:
    """The sentences of a paragraph, each as its clauses, none of them empty; a stop inside brackets parts nothing."""
    whole = quiet(paragraph.text)
    for start, end in _spans(_SENTENCE, whole, 0, len(whole)):
        found = [Clause(paragraph.cut(a, b), whole[a:b]) for a, b in _spans(_CLAUSE, whole, start, end)]
        if found:
            yield found


def _spans(mark: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in mark.finditer(text, start, end):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:end].strip():
        yield start, end
