"""Parts of a paragraph: the 一是 and 二是 of a key project, its sentences and clauses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.prose.passage import Passage

ORDER = "一二三四五六七八九十"
_PART = re.compile(r"(?:(?<=^)|(?<=[。；：！”）]))(?P<number>[一二三四五六七八九十]是)(?=[^否指不])")
_SENTENCE = re.compile(r"[^。！]{0,2000}[。！]?”?")
LONGEST, SHORT = 160, 60
"""Characters of a sentence that stands for a title, and of one where a clause of it would do as well."""


def parts(body: Sequence[Passage]) -> list[tuple[str, Passage]]:
    """The parts that are counted 一是, 二是 … with their texts; none where they are not counted from one on."""
    found: list[tuple[str, Passage]] = []
    for paragraph in body:
        marks = list(_PART.finditer(paragraph.text))
        ends = [mark.start() for mark in marks[1:]] + [None] if marks else []
        found += [(mark["number"], paragraph.cut(mark.start(), end)) for mark, end in zip(marks, ends, strict=True)]
    counted = [number[0] for number, _ in found]
    return found if len(found) > 1 and counted == list(ORDER[: len(counted)]) else []


def sentence(text: Passage) -> Passage:
    """The first sentence with its stop; the whole text where it has none."""
    found = _SENTENCE.match(text.text)
    return text.found(found) if found and found[0] else text


def clause(text: Passage) -> Passage:
    """What of a text stands for a title: its first sentence, or the first clauses of it where that is long."""
    first = sentence(text).strip("。！；，、 ")
    if len(first) <= SHORT:
        return first
    places = [place for place, mark in enumerate(first.text) if mark in "，；："]
    fitting = [place for place in places if 6 <= place <= SHORT]
    return first.cut(0, fitting[-1] if fitting else SHORT)
