"""A stretch of the cleaned text of a document, which knows for each character the line of the original it stood on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from re import Match


@dataclass(frozen=True, slots=True)
class Passage:
    """Text without the line breaks of the page; `at` has the original line, from 1, of each of its characters."""

    text: str
    at: tuple[int, ...]

    @property
    def lines(self) -> tuple[int, int]:
        """The first and the last original line; of no text there are none: ValueError."""
        if not self.at:
            raise ValueError("no text, no lines")
        return min(self.at), max(self.at)

    def cut(self, start: int, end: int | None = None) -> Passage:
        """The characters from start up to, not including, end."""
        return Passage(self.text[start:end], self.at[start:end])

    def found(self, match: Match[str], group: int | str = 0) -> Passage:
        """What a match in this text, or a group of it, found; empty for a group that took no part."""
        start, end = match.span(group)
        return self.cut(max(start, 0), max(end, 0))

    def strip(self, characters: str | None = None) -> Passage:
        """Without these characters, or without white space, at both ends."""
        start = len(self.text) - len(self.text.lstrip(characters))
        return self.cut(start, start + len(self.text.strip(characters)))

    def __add__(self, other: Passage) -> Passage:
        return Passage(self.text + other.text, self.at + other.at)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        return len(self.text)


def on_line(text: str, line: int) -> Passage:
    """A text that stands on one line."""
    return Passage(text, (line,) * len(text))


def joined(passages: Iterable[Passage]) -> Passage:
    """One text of several, with nothing between them."""
    texts: list[str] = []
    at: list[int] = []
    for passage in passages:
        texts.append(passage.text)
        at.extend(passage.at)
    return Passage("".join(texts), tuple(at))
