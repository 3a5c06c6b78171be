"""Which part of a numbered paragraph is its title: 加强领导。…, 加强领导：…, or none, where numbers count sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from documents.prose.passage import Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.prose.outline import Node

SHORT, LONG, LONGEST = 40, 90, 160
"""Characters of a title that needs no other sign; of one among others that have titles; of one with headings below."""
CLAUSES = 3
"""A title has fewer than so many clauses; a sentence to be carried out has more."""
LABEL = 24
"""A title before a colon is no longer."""
MOST = 0.65
"""Of the paragraphs that are counted together, this part has titles, or none has."""

RARE = ("——", "；", "--", "—", "-", "……")
"""Marks that end a title where all that are counted together have them."""
LEAST = 4
"""Characters of a title before one of them, at least."""

# 【加强领导】各单位…
_FRAMED = re.compile(r"[【「『](?P<title>[^【】「」『』：]{2,40})[】」』][。：，]?(?=[\u4e00-\u9fff“《])")

# Where the break behind a title is lost, these are known to be titles: text begins right after them.
USUAL = re.compile(
    r"(?:面临形势|形势背景|工作背景|总体要求|总体思路|指导思想|基本原则|工作原则|工作目标|总体目标|主要目标|创建目标|目标任务|主要任务|重点任务"
    r"|工作任务|工作措施|重点工作|实施步骤|工作步骤|组织实施|保障措施|工作要求|组织保障|(?:行动|活动|整治|治理)目标|(?:工作|整治)内容"
    r"|整治时间|职责分工|(?:时间|进度)安排)(?=[\u4e00-\u9fff“\d])(?![和与及的为是包：、。，])"
)

_PAIRS = {"（": "）", "《": "》", "“": "”", "(": ")", "〔": "〕", "【": "】"}
# （责任单位：…） after a title is about the item and not of its name.
_ALLOTTED = re.compile(
    r"（(?:[^（）]{0,10}(?:责任|牵头|配合|负责|主办|协办|承办|落实|实施)[^（）]{0,10}[：:]|.{1,400}(?:负责|牵头|配合)）$)"
)


# Behind words that may begin a longer title (组织实施重点人群宣传教育。) these begin a text all the same.
_TEXT = re.compile(r"[由各以为到从在是按本对坚根]")
WHOLE = 20
"""Characters of the first sentence, at most, if the words that are known to be titles only begin it."""

# What is to be done by a day is a sentence.
_DATED = re.compile(r"\d{4}年.{0,4}[前底末]|到\d{4}年|年底前|\d[%个项家所名次万亿]")


class Cut(NamedTuple):
    """A title, what follows it on its line, and whether it shows by itself that it is one; None where it may be."""

    title: Passage
    rest: Passage
    plain: bool | None


def entitle(siblings: Sequence[Node], lines: Sequence[Passage]) -> None:
    """Gives titles to headings of one form under one heading; `lines` are their paragraphs without the numbers."""
    cuts = [_cut(line, headed=_headed(node)) for node, line in zip(siblings, lines, strict=True)]
    if not any(cut.plain for cut in cuts):
        cuts = _rarer(lines) or cuts
    told = [cut.plain for cut in cuts if cut.plain is not None]
    alike = any(told) and sum(told) >= MOST * len(told)
    for node, line, cut in zip(siblings, lines, cuts, strict=True):
        limit = LONGEST if node.children else LONG if alike else 0
        whole = not cut.rest and not node.body and not node.children
        if (
            cut.title
            and (cut.plain or len(cut.title) <= limit)
            and (alike or node.children or (cut.plain and not whole))
        ):
            node.title = cut.title
            node.body[:0] = [cut.rest] if cut.rest else []
        else:
            node.body[:0] = [line] if line else []


def _rarer(lines: Sequence[Passage]) -> list[Cut]:
    """The titles where a mark that usually ends none stands behind each of them; empty where it is not so."""
    for mark in RARE:
        cuts = [_at(line, mark) for line in lines]
        if len(cuts) > 1 and sum(cut.plain is True for cut in cuts) >= MOST * len(cuts):
            return cuts
    return []


def _at(line: Passage, mark: str) -> Cut:
    """The title before the first such mark, if it is short and its text, of a sentence or more, follows."""
    at = line.text.find(mark, 0, LABEL + len(mark))
    rest = line.text[at + len(mark) :]
    first = rest.partition("。")[0]
    if at < LEAST or any(stop in line.text[:at] for stop in "，。；：（") or len(first) < 2 * at or mark in first:
        return Cut(Passage("", ()), line, False)
    return Cut(line.cut(0, at), line.cut(at + len(mark)), True)


def _headed(node: Node) -> bool:
    """Whether text stands under a heading; a list of the units alone is none."""
    return bool(node.children) or any(
        not (each.text[0] in "（【〔" and each.text[-1] in "）】〕") for each in node.body
    )


def _cut(line: Passage, *, headed: bool) -> Cut:
    """Where the title would end; `headed` tells that paragraphs or headings stand under it."""
    text, empty = line.text, Passage("", ())
    if len(text) > SHORT and (usual := USUAL.match(text)) and not _longer(text, usual.end()):
        return Cut(line.cut(0, usual.end()), line.cut(usual.end()), True)
    if (framed := _FRAMED.match(text)) and not _ALLOTTED.match(f"（{framed['title']}）"):
        return Cut(line.found(framed, "title"), line.cut(framed.end()), True)
    stop = _outside(text, "。；！")
    colon = _outside(text, "：")
    if 0 < colon <= LABEL and (stop < 0 or colon < stop) and "，" not in text[:colon] and len(text) > colon + 1:
        return Cut(line.cut(0, colon), line.cut(colon + 1), True)
    if stop < 0:
        title = line.strip("：，、")
        bracket = _allotted(title.text)
        named = title.cut(0, bracket)
        short = 1 < len(named) <= SHORT
        return Cut(
            named, title.cut(bracket) if bracket < len(title) else empty, short and (headed or _plain(named.text))
        )
    if text[stop] == "；":
        return Cut(empty, line, False)
    title, rest = line.cut(0, stop), line.cut(stop + 1)
    bracket = _allotted(title.text)
    title, rest = title.cut(0, bracket), title.cut(bracket) + rest
    more = headed if not rest else rest.text[0] not in "（【〔"
    plain = _plain(title.text)
    return Cut(title, rest, (True if more else None) if plain else False)


def _longer(text: str, at: int) -> bool:
    """Whether the words up to this place only begin a title that ends in a stop soon after."""
    title = text[: _outside(text, "。；！：")]
    return at < len(title) <= WHOLE and "，" not in title and _plain(title) and not _TEXT.match(text, at)


def _plain(title: str) -> bool:
    return 1 < len(title) <= SHORT and title.count("，") < CLAUSES - 1 and not _DATED.search(title)


def _allotted(title: str) -> int:
    """Where a bracket with units begins at the end of a title; its length where there is none."""
    opens = title.rfind("（") if title.endswith("）") else -1
    while opens > 0 and title[opens:].count("）") > title[opens:].count("（"):
        opens = title.rfind("（", 0, opens)
    return opens if opens > 0 and _ALLOTTED.match(title, opens) else len(title)


def _outside(text: str, marks: str) -> int:
    """The place of the first of the marks outside brackets and quotation marks; -1 where there is none."""
    closing: list[str] = []
    for place, character in enumerate(text[: 2 * LONGEST]):
        if closing and character == closing[-1]:
            closing.pop()
        elif character in _PAIRS:
            closing.append(_PAIRS[character])
        elif character in marks and not closing:
            return place
    # A bracket that never closes hides nothing.
    return min((at for mark in marks if (at := text.find(mark, 0, LONGEST)) >= 0), default=-1) if closing else -1
