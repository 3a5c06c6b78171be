"""Assessments that running text sets: 每年…考核, 2023年开展中期评估, 年底前…报送总结, 迎接…验收."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from documents.days.dates import When, windows
from documents.prose.passage import Passage
from documents.stages.organisers import REACH
from documents.stages.texts import EMPTY, chapters, masked
from documents.stages.words import ASSESSMENTS, EXTERNAL, SPEAKING
from models.words import Checkpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.prose.outline import Node

_SENTENCE = re.compile(r"[^。\t]+[。\t]?")
_CLAUSE = re.compile(r"[^，；]+[，；]?")
_YEARLY = re.compile(r"每年|按年度?(?!底)|逐年|各?年度(?:工作)?(?:总结|评估|考核|评价|自评|考评|报告)")
# Money that is given every year is no assessment.
_FUNDS = re.compile(r"[^，；。]{0,40}(?:安排|列支|投入|设立|统筹|预算)[^，；。]{0,30}(?:资金|经费|预算)[^，；。]{0,40}")

_EVERY = "每年"
_MONTH_FIRST = re.compile(r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月")

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
        before, known, again = EMPTY, year, False
        for segment in _segments(sentence)[:MOST]:
            yield from _in_segment(segment, before, sentence, _time(segment, known, again))
            again = again or any(when.every for when in windows(segment))
            before = (before + segment).cut(0, REACH) if len(before) < REACH else before
            days = [day for when in windows(segment) if (day := when.closes or when.opens)]
            known = days[-1].year if days else known


def _segments(sentence: Passage) -> list[Passage]:
    """The sentence in pieces, each with one time: cut before a clause with days where those before have some already.

    It is also cut there where both those before and this one speak of assessments: the days are of the second.
    """
    plain = Passage(masked(sentence.text), sentence.at)
    starts, seen = [0], False
    for clause in _CLAUSE.finditer(plain.text):
        if not any(when.dated or when.yearly for when in windows(plain.found(clause), 2000)):
            continue
        if seen or (_assesses(plain.text[starts[-1] : clause.start()]) and _assesses(clause[0])):
            starts.append(clause.start())
        seen = True
    return [sentence.cut(start, end) for start, end in zip(starts, [*starts[1:], len(sentence)], strict=True)]


def _assesses(text: str) -> bool:
    return any(each.pattern.search(text) for each in ASSESSMENTS)


def _time(segment: Passage, year: int | None, again: bool) -> list[When]:
    """The times in a piece of a sentence that can be those of an assessment.

    `again` says that the pieces before it speak of every year: so do months without a year here (每年11月…，12月…).
    """
    plain = Passage(masked(segment.text), segment.at)
    time = [when for when in windows(plain, year) if not (when.until and when.whole_years)]
    if again and time and not time[0].yearly and _MONTH_FIRST.match(plain.text):
        word = Passage(_EVERY, plain.at[:1] * len(_EVERY))
        every = windows(word + plain)[0]
        return [replace(every, printed=time[0].printed, start=time[0].start, end=time[0].end), *time[1:]]
    return time


def _in_segment(segment: Passage, before: Passage, sentence: Passage, time: list[When]) -> list[Mention]:
    if outer := external(segment):
        return [outer]
    plain = Passage(masked(segment.text), segment.at)
    yearly = bool(_YEARLY.search(_FUNDS.sub("", plain.text))) or any(when.every for when in time)
    once = [when for when in time if not when.yearly and not when.often and (when.dated or _told(when))]
    explicit: list[tuple[str, re.Match[str]]] = []
    for kind, pattern, needs in ASSESSMENTS:
        matches = [match for match in pattern.finditer(plain.text) if not _speaks(plain.text, match, time)]
        found = max(matches, key=_telling, default=None)
        if found and not needs:
            if any(kind == known for known, _ in explicit):
                continue
            explicit.append((str(kind), found))
        elif explicit and needs:
            break
        elif found and (yearly if needs == "yearly" else bool(once) and not yearly):
            when = next((each for each in time if each.yearly), None) if needs == "yearly" else None
            return [_found(str(kind), found, segment, (before, sentence), when or next(iter(once), None))]
    explicit.sort(key=lambda each: each[1].start())
    whens = once if len(once) == len(explicit) else [_beside(match, plain.text, once) for _, match in explicit]
    pairs = zip(explicit, whens, strict=True)
    return [_found(kind, match, segment, (before, sentence), when) for (kind, match), when in pairs]


def _beside(match: re.Match[str], text: str, once: list[When]) -> When | None:
    """The only time in the clause of an assessment."""
    start = text.rfind("，", 0, match.start()) + 1
    end = text.find("，", match.end())
    inside = [when for when in once if start <= when.start < (end if end >= 0 else len(text))]
    return inside[0] if len(inside) == 1 else None


def _found(
    kind: str, match: re.Match[str], segment: Passage, around: tuple[Passage, Passage], when: When | None
) -> Mention:
    before, sentence = around
    group = next(name for name, value in match.groupdict().items() if value)
    title = segment.found(match, group)
    yearly = kind == Checkpoint.ANNUAL_REVIEW and not title.text.startswith("年")
    return Mention(kind, title, segment, before, sentence, when, yearly or group == "made")


def _told(when: When) -> bool:
    """Whether a time without days is one that an office may be asked for; 汛期前 without a year comes every year."""
    return bool(when.doubts) and not (when.form == "season" and not when.printed.text.startswith("20"))


def _speaks(text: str, match: re.Match[str], time: list[When]) -> bool:
    """Whether the clause of an assessment only speaks of it, as 结果纳入年度考核 does."""
    start = text.rfind("，", 0, match.start()) + 1
    end = text.find("，", match.end())
    clause = text[start : end if end >= 0 else len(text)]
    inside = any(start <= when.start < start + len(clause) and (when.dated or when.every) for when in time)
    return bool(SPEAKING.search(clause)) and not inside


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
