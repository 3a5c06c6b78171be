"""Who is responsible for an item: the lists of units in its paragraphs, in all their forms, and the rest."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from documents.fact import Fact
from documents.prose.passage import Passage, joined
from documents.units import dutywords as duty
from documents.units.clauses import (
    LABEL,
    LONGEST,
    Said,
    labelled,
    ranked,
    standing_in,
    undated,
    verbal,
    without_standing,
)
from documents.units.register import group
from documents.units.roles import fill, together
from documents.units.unitnames import complete, listed, names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Statement(NamedTuple):
    """A list of units in a paragraph: from which character to which, what it says, and whether it is only that."""

    start: int
    end: int
    said: Said
    apart: bool


def responsible(body: Sequence[Passage], first_leads: bool = False) -> Fact:
    """The units of one item: `lead_units` and `cooperating_units` as printed, without 等, absent where none are named.

    Where the text does not say who leads (责任单位：A、B), all of them lead, with a doubt; `first_leads` is for
    documents that say that the first one does. Names for many are left out, with a doubt that has them.
    """
    said = [(paragraph, each) for paragraph in _whole(body) for each in statements(paragraph)]
    told = [(paragraph, each) for paragraph, each in said if not each.said.empty]
    fact = Fact({})
    if told:
        spans = [paragraph.cut(each.start, each.end).lines for paragraph, each in told]
        lines = (min(first for first, _ in spans), max(last for _, last in spans))
        first_leads = first_leads or any(each.said.first_leads for _, each in said)
        fill(fact, together([each.said for _, each in told]), lines, first_leads)
    return fact


def without(body: Sequence[Passage]) -> tuple[Passage, ...]:
    """The paragraphs without the lists of units and deadlines that stand apart; empty ones are dropped."""
    found: list[Passage] = []
    for paragraph in _whole(body):
        pieces: list[Passage] = []
        at = 0
        for each in statements(paragraph):
            if each.apart:
                pieces.append(paragraph.cut(at, each.start))
                at = each.end
        left = joined([*pieces, paragraph.cut(at)]).strip()
        if left and left.text.strip("。；，、 "):
            found.append(left)
    return tuple(found)


def standing(body: Sequence[Passage]) -> list[str] | None:
    """Who also takes part in all items that follow (以下均需…落实，不再一一列出), names for many too; None mostly."""
    for paragraph in body:
        for start, end in _brackets(paragraph.text):
            if found := standing_in(paragraph.cut(start + 1, end - 1)):
                named = names(found.text)
                return [*named.units, *named.groups] or None
        if "不再" in paragraph.text and (found := standing_in(paragraph)):
            named = names(found.text)
            return [*named.units, *named.groups] or None
    return None


def deadline(body: Sequence[Passage]) -> Passage | None:
    """The words of the deadline that stands with the units: 2022年底前 of 完成时限：2022年底前."""
    return next(
        (each.said.when for paragraph in _whole(body) for each in statements(paragraph) if each.said.when), None
    )


def above(body: Sequence[Passage]) -> Fact | None:
    """The units of everything that stands above in the section: 以上任务由A牵头，B配合. None where it is not said."""
    said = [(paragraph, each) for paragraph in body for each in statements(paragraph) if each.said.above]
    if not said:
        return None
    fact = Fact({})
    spans = [paragraph.cut(each.start, each.end).lines for paragraph, each in said]
    fill(fact, [each.said for _, each in said], (min(spans)[0], max(last for _, last in spans)), False)
    return fact


def first_leads(body: Sequence[Passage]) -> bool:
    """Whether the text says that the first of every list of units leads."""
    return any(_FIRST_LEADS.search(paragraph.text) for paragraph in body if "牵头" in paragraph.text)


_FIRST_LEADS = re.compile(duty.FIRST_LEADS)


def _whole(body: Sequence[Passage]) -> list[Passage]:
    """The paragraphs, where one that ends with 责任单位： goes on in the next."""
    found: list[Passage] = []
    for paragraph in body:
        if found and _OPEN_LABEL.search(found[-1].text[-20:]) and listed(paragraph.text)[0]:
            found[-1] = found[-1] + paragraph
        else:
            found.append(paragraph)
    return found


_OPEN_LABEL = re.compile(rf"(?:{LABEL.pattern})\s*$")


@lru_cache(maxsize=256)
def statements(paragraph: Passage) -> tuple[Statement, ...]:
    """Every list of units in a paragraph, in order; none overlaps another."""
    found: list[Statement] = []
    for finder in (_bracketed, _labels, _sentences, _inside):
        for each in finder(paragraph):
            if all(each.end <= other.start or each.start >= other.end for other in found):
                found.append(each)
    return tuple(sorted(found, key=lambda each: each.start))


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """The brackets from outside in, each with its two characters; one left open with a list ends with the text."""
    open_at: list[int] = []
    pairs: list[tuple[int, int]] = []
    for index, character in enumerate(text):
        if character in duty.BRACKETS:
            open_at.append(index)
        elif open_at and character in _CLOSING:
            pairs.append((open_at.pop(), index + 1))
    if open_at and LABEL.match(text, open_at[0] + 1) and len(text) - open_at[0] <= LONGEST:
        pairs.append((open_at[0], len(text) + 1))
    yield from sorted(pairs, key=lambda pair: (pair[0], -pair[1]))


_CLOSING = frozenset(duty.BRACKETS.values())


def _bracketed(paragraph: Passage) -> Iterator[Statement]:
    done = 0
    for start, end in _brackets(paragraph.text):
        if start < done or end - start > LONGEST:
            continue
        inner = without_standing(paragraph.cut(start + 1, end - 1)).strip()
        inner, rule = ranked(inner)
        said = labelled(inner) or verbal(inner, strict=False) or _bare(paragraph, start, end, inner)
        if said and not (said.empty and not said.when):
            said.first_leads = said.first_leads or rule
            done = min(end, len(paragraph))
            yield Statement(start, done, said, True)


def _bare(paragraph: Passage, start: int, end: int, inner: Passage) -> Said | None:
    """（市教育局、市财政局） after the end of a sentence or alone in its paragraph: nothing but units."""
    after = paragraph.text[end : end + 1]
    before = paragraph.text[start - 1 : start] if start else ""
    if after not in ("", "。", "；") or (before and before not in "。；！”？" and after != ""):
        return None
    said = Said()
    inner = undated(said, inner)
    good, of = listed(inner.text)
    named = names(inner.text)
    official = [name for name in named.units if complete(name) and name.endswith(_OFFICIAL)]
    if (
        not of
        or good != of
        or not official
        or (before and before not in "。；！”？" and len(official) < len(named.units))
    ):
        return None
    said.take("all", inner.text)
    return said


_OFFICIAL = ("局", "委", "委员会", "厅", "部", "办", "办公室", "政府")


def _labels(paragraph: Passage) -> Iterator[Statement]:
    """责任单位：A、B to the end of its sentence, outside brackets."""
    text = paragraph.text
    at = 0
    while found := LABEL.search(text, at):
        start, end = found.start(), _sentence_end(text, found.end())
        at = max(end, found.end())
        said = labelled(paragraph.cut(start, end))
        begins = start == 0 or text[start - 1] in "。；！”）】〕 \t"
        if said is None or (said.empty and not said.when):
            continue
        values = text[found.end() : end].strip("，。；、 ")
        if begins or (listed(values) and listed(values)[0] == listed(values)[1]):
            yield Statement(start, min(end + (text[end : end + 1] == "。"), len(text)), said, True)


def _sentence_end(text: str, start: int) -> int:
    """Where the values end: the next 。 outside brackets that no label follows, or the end of the text."""
    end = start
    while (end := text.find("。", end)) != -1:
        if not LABEL.match(text, end + 1):
            return end
        end += 1
    return len(text)


def _sentences(paragraph: Passage) -> Iterator[Statement]:
    """A牵头，B、C配合。 as a sentence of its own."""
    start = 0
    text = paragraph.text
    for found in _STOP.finditer(text):
        end = found.end()
        sentence = paragraph.cut(start, end).strip("。；！ \t")
        if sentence and len(sentence) <= 400:
            plain, rule = ranked(without_standing(sentence))
            said = verbal(plain)
            if said and not said.empty:
                said.first_leads = said.first_leads or rule
                yield Statement(start, end, said, True)
        start = end


_STOP = re.compile(r"[。；！]|$")


def _inside(paragraph: Passage) -> Iterator[Statement]:
    """由A牵头，B配合 and 以A为牵头单位 within a sentence."""
    for found in _WITHIN.finditer(paragraph.text):
        said = verbal(paragraph.found(found, "whole"))
        if said and not said.empty:
            yield Statement(found.start(), found.end(), said, False)
    for found in _AS_LEAD.finditer(paragraph.text):
        named = found["units"]
        good, of = listed(named)
        if of and (good == of or group(named)):
            said = Said()
            said.take("lead", named)
            yield Statement(found.start(), found.end(), said, False)


_WITHIN = re.compile(
    r"(?:^|(?<=[，。；：]))(?P<whole>由[^。；《“]{2,120}?(?:牵头|负责)(?:负责|组织|落实|实施|组织实施){0,2}"
    r"(?:[，、][^。；，《“]{2,80}?(?:配合|协助|参与|按职责分工负责|按职责分工落实))?)(?=[，。；]|$)"
)
_AS_LEAD = re.compile(r"(?:以|由|明确)(?P<units>[^。；，：《“以由]{2,40}?)(?:作为|为)(?:总)?牵头(?:单位|部门)")
