"""Assessments that running text sets: 每年…考核, 2023年开展中期评估, 年底前…报送总结, 迎接…验收."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from documents.dates import When, windows
from documents.organisers import REACH
from documents.passage import Passage
from documents.stage_texts import EMPTY, chapters, masked
from documents.stage_words import ASSESSMENTS, EXTERNAL, SPEAKING
from models.words import Checkpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.outline import Node

_SENTENCE = re.compile(r"[^。\t]+[。\t]?")
_CLAUSE = re.compile(r"[^，；]+[，；]?")
_YEARLY = re.compile(r"每年|按年度?(?!底)|逐年|各?年度(?:工作)?(?:总结|评估|考核|评价|自评|考评|报告)")


MOST = 20
"""Of one sentence so many times are looked at; a sentence with more sets no assessments."""


class Mention(NamedTuple):
    """An assessment in running text: the words that stand for its title, its own clauses and those before them.

    `whole` is the sentence; `made` says that the words are no title as they stand.
    """

    kind: str
    title: Passage
    text: Passage
    before: Passage
    whole: Passage
    when: When | None
    made: bool


def mentions(root: Node, taken: set[int], year: int | None) -> Iterator[Mention]:
    """The assessments of the chapters that may have some. `taken` are the ids of paragraphs that are stages already.

    `year` is the year of days printed without one.
    """
    for chapter in chapters(root):
        for node in chapter.under():
            for block in node.body:
                if "\t" not in block.text and id(block) not in taken:
                    yield from in_text(block, year)


def in_text(block: Passage, year: int | None) -> Iterator[Mention]:
    """The assessments of a paragraph, in order; `year` is the year of days printed without one."""
    for match in _SENTENCE.finditer(block.text):
        sentence = block.found(match)
        before, known = EMPTY, year
        for segment in _segments(sentence)[:MOST]:
            if found := _mention(segment, before, sentence, known):
                yield found
            before = (before + segment).cut(0, REACH) if len(before) < REACH else before
            days = [day for when in windows(segment) if (day := when.closes or when.opens)]
            known = days[-1].year if days else known


def _segments(sentence: Passage) -> list[Passage]:
    """The sentence cut before each clause with days of its own, so that each piece has one time."""
    starts = [0]
    seen = False
    plain = Passage(masked(sentence.text), sentence.at)
    for clause in _CLAUSE.finditer(sentence.text):
        piece = plain.found(clause)
        if any(when.dated or when.yearly for when in windows(piece, 2000)):
            if seen:
                starts.append(clause.start())
            seen = True
    return [sentence.cut(start, end) for start, end in zip(starts, [*starts[1:], len(sentence)], strict=True)]


def _mention(segment: Passage, before: Passage, sentence: Passage, year: int | None) -> Mention | None:
    plain = Passage(masked(segment.text), segment.at)
    if outer := external(segment):
        return outer
    time = [when for when in windows(plain, year) if not (when.until and when.whole_years)]
    yearly = bool(_YEARLY.search(plain.text)) or any(when.yearly for when in time)
    dated = [when for when in time if not when.yearly and not when.often and (when.dated or when.doubts)]
    for kind, pattern, needs in ASSESSMENTS:
        found = max(pattern.finditer(plain.text), key=_telling, default=None)
        if not found or (needs == "yearly" and not yearly) or (needs == "days" and (not dated or yearly)):
            continue
        if SPEAKING.search(plain.text) and not dated and not any(when.every for when in time):
            continue
        group = next(name for name, value in found.groupdict().items() if value)
        when = next((each for each in time if each.yearly), None) if needs == "yearly" else None
        when = when or next(iter(dated), None) or next(iter(time), None)
        made = kind == Checkpoint.ANNUAL_REVIEW and not found[group].startswith("年")
        title = segment.found(found, group)
        return Mention(str(kind), title, segment, before, sentence, when, made or group == "made")
    return None


def _telling(match: re.Match[str]) -> tuple[bool, int]:
    """Of several words for an assessment the one that tells most: 验收 rather than 工作总结."""
    return bool(re.search("评估|验收", match[0])), len(match[0])


def external(text: Passage) -> Mention | None:
    """What a paragraph says of an evaluation from above, to the end of the sentence."""
    found = EXTERNAL.search(text.text)
    if not found:
        return None
    end = found.end() + (text.text[found.end() : found.end() + 1] in ("。", "；"))
    clause = text.cut(found.start(), end)
    time = windows(Passage(masked(clause.text), clause.at))
    return Mention(
        str(Checkpoint.EXTERNAL), text.found(found, "what"), clause, EMPTY, clause, next(iter(time), None), False
    )
