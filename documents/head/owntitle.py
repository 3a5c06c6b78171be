"""The title of a plan: as it is printed above the text, and as the notice that issues it names it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from documents.prose.passage import Passage
from documents.units.area import chain
from documents.units.joint import units, without_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from documents.head.cover import Cover
    from documents.head.metadata import Metadata

KINDS = (
    *("方案", "计划", "规划", "意见", "措施", "办法", "要点", "行动", "细则", "分工", "纲要", "举措", "安排", "清单"),
    *("任务", "政策", "决定", "规定", "规程", "指南", "制度", "预案", "工程", "路线图", "任务书", "责任书", "台账"),
    *("分解", "分工表", "分解表", "任务表", "责任表", "安排表", "推进表", "计划表", "时间表", "一览表", "明细表"),
)
"""The words for a kind of document with which a title ends."""
WEAK = ("行动", "工程", "任务", "政策", "制度", "安排", "分工", "清单")
"""Those that may as well end the first line of a longer title."""
PREAMBLES = ("为", "根据", "按照", "依据", "遵照", "依照", "党的", "党中央", "近年", "是", "自", "推进", "本", "加快")
"""How the text below a title begins."""
FIRST = ("一、", "第一章", "第一条", "第一部分")
"""How the first heading below a title begins."""
GOING_ON = ("》", "的通知", "已", "，", "。", "、", "；", "印发", "要求", "精神", "的", "及", "和", "》》", "）")
"""What after a title shows that it is only mentioned."""
CITING = re.compile(r"根据|按照|依据|遵照|贯彻|落实|依照|对照|执行|现就")
NOT_TITLES = re.compile(
    r"^附件?\d{0,2}[：:]?$|文件$|^目录$|公报|^\W*$|PDF|打印|收藏|号$|首页|当前位置|>|日$|^签发人|^[（(]此件|通知$|通告$"
)
"""Lines above a title that are no part of it."""

_DASHES = str.maketrans(dict.fromkeys("-—–～~至到―－", "-") | {"“": '"', "”": '"', "〈": "《", "〉": "》"})
_BRACKETS = r"(?:（[^（）]{1,30}）){0,2}"
_ENDS = re.compile(rf"(?:{'|'.join(KINDS)}){_BRACKETS}$")
_BELOW = "|".join((*PREAMBLES, *FIRST))
_RUN_ON = re.compile(rf"(?!{'|'.join(PREAMBLES)})[^。；：，！？]{{4,90}}?(?:{'|'.join(KINDS)}){_BRACKETS}(?={_BELOW})")
_BRACKETED = re.compile(_BRACKETS)
_NOTICE = re.compile(
    r"关于(?:印发|转发|公布|发布|下发|颁发)(?:《(?P<quoted>[^《》]{4,150})》(?:[、和及]?《[^《》]{4,150}》){0,4}(?:等.{0,10}?)?"
    r"|(?P<bare>[^《》。；：]{4,150}?))的(?:通知|函)"
)
_ISSUED = re.compile(
    r"现(?:将|印发|发布)《(?P<quoted>[^《》]{4,150})》|^《(?P<first>[^《》]{4,150})》(?:已|业)经|"
    r"制定了?《(?P<made>[^《》]{4,150})》，?[^。]{0,30}现(?:予)?印发"
)
# 某市委办公室某市人民政府办公室印发《…》 stands as a headline above the text itself.
_HEADLINE = re.compile(
    r"(?P<by>[^《》，。；：]{2,120}?)(?:联合|共同)?(?:印发|发布|出台|制定|下发)了?《(?P<titled>[^《》]{4,150})》(?:的通知)?"
)
_OWN_NOTICE = re.compile(r"[^。；：《》]{0,60}关于[^。；：《》]{4,90}的(?:通知|通告)$")
_UNITS = re.compile(r"[^，。《》（）]{3,60}?(?=关于|(?:19|20)\d\d年)")
MOST_LINES = 4
LONGEST = 120
NEAR = 60
"""Characters before and behind a title that belong to it."""


class Title(NamedTuple):
    """The title as printed, that of the notice without 关于印发…的通知, and who issues by the words before 关于."""

    printed: Passage
    named: Passage
    issuer: Passage
    is_notice: bool = False


NOTHING = Passage("", ())


def alike(text: str) -> str:
    """A text in which dashes and quotation marks look the same; as long as it was."""
    return text.translate(_DASHES)


def title(cover: Cover, rows: Metadata) -> Title:
    """The title of the plan; empty where there is none."""
    named, issuer = _named(cover, rows)
    if not named:
        alone = _alone(cover)
        if alone:
            above = _above(cover, cover.text.text.find(alone.text))
            return Title(alone, NOTHING, above or _at_its_head(alone))
        return Title(_whole(cover, rows), NOTHING, issuer, True)
    found = _heading(cover, named) or _similar(cover, named)
    return Title(found or named, named, issuer)


def mentions(blocks: Iterable[Passage], name: str) -> Iterator[Passage]:
    """Where the whole document names 《the title》, or the title with more in brackets."""
    wanted = alike(name)
    for block in blocks:
        text = alike(block.text)
        at = text.find("《" + wanted)
        while at >= 0:
            end = text.find("》", at)
            rest = text[at + 1 + len(wanted) : end] if end >= 0 else ""
            if end >= 0 and _BRACKETED.fullmatch(rest):
                yield block.cut(at + 1, end)
            at = text.find("《" + wanted, at + 1)


def behind(cover: Cover, own: Iterable[str]) -> Iterator[Passage]:
    """What follows each place where the text names 《the plan》 as its own, not as a document to be carried out."""
    text = alike(cover.text.text)
    for name in filter(None, own):
        wanted = f"《{alike(name)}》"
        at = text.find(wanted)
        while at >= 0:
            if not CITING.search(text[max(at - NEAR, 0) : at].rpartition("，")[2]):
                yield cover.text.cut(at + len(wanted), at + len(wanted) + NEAR)
            at = text.find(wanted, at + 1)


def _named(cover: Cover, rows: Metadata) -> tuple[Passage, Passage]:
    """What the notice calls the plan, and the words before 关于印发."""
    for match in _NOTICE.finditer(cover.text.text):
        start, _ = cover.line_of(match.start())
        before = cover.text.cut(_since(cover, start, match.start()), match.start())
        after = cover.text.text[match.end() : match.end() + 4]
        cited = CITING.search(before.text) or "《" in before.text[-1:] or "〈" in before.text[-1:]
        if not cited and not after.startswith(("》", "，", "、", "要求", "精神", "文件", "规定", "。", "的")):
            return cover.text.found(match, "quoted") or cover.text.found(match, "bare"), before or _above(cover, start)
    row = rows.get("title")
    if listed := _NOTICE.search(row.text):
        return row.found(listed, "quoted") or row.found(listed, "bare"), row.cut(0, listed.start())
    for start, end in _paragraphs(cover):
        text = cover.text.cut(start, end)
        if issued := _ISSUED.search(text.text):
            return text.found(issued, issued.lastgroup or 0), NOTHING
        if (line := _HEADLINE.fullmatch(text.text)) and (units(line["by"]) or line["by"][-1] in "省市县区州旗盟"):
            return text.found(line, "titled"), text.found(line, "by") if units(line["by"]) else NOTHING
    return NOTHING, NOTHING


def _since(cover: Cover, start: int, end: int) -> int:
    """Where the words before 关于 begin: behind the last stop, or at the line."""
    text = cover.text.text[start:end]
    stop = max(text.rfind(mark) for mark in ("。", "：", "；", "号", "件", "，", "》", "】", "］"))
    return start + stop + 1


def _at_its_head(title: Passage) -> Passage:
    """The units that a title begins with: 某部等5部门关于…的意见, 某局2022年工作要点."""
    match = _UNITS.match(title.text)
    return title.found(match) if match and units(without_end(match[0])[0]) else NOTHING


def _above(cover: Cover, start: int) -> Passage:
    """The lines above that hold nothing but units."""
    begin = start
    while begin > 0:
        first, end = cover.line_of(begin - 1)
        if not units(cover.spaced(first, end)):
            break
        begin = first
    return cover.text.cut(begin, max(start, 0))


def _paragraphs(cover: Cover) -> list[tuple[int, int]]:
    edges = sorted(cover.heads)
    return list(pairwise(edges))


def _heading(cover: Cover, named: Passage) -> Passage:
    """The named title where it stands by itself; best on lines of its own."""
    text, wanted = alike(cover.text.text), alike(named.text)
    bare = _BRACKETED.sub("", wanted) if wanted.endswith("）") else wanted
    found: list[tuple[int, int, int]] = []
    for sought in dict.fromkeys((wanted, bare)):
        at = text.find(sought)
        while at >= 0:
            end = at + len(sought)
            more = _BRACKETED.match(text, end)
            end = more.end() if more and _is_of_title(more[0]) else end
            if not _only_mentioned(text, at, end):
                found.append(((at in cover.breaks) + (end in cover.breaks), at, end))
            at = text.find(sought, at + 1)
        if found:
            break
    if not found:
        return NOTHING
    best = max(found, key=lambda one: (one[0], one[1] if one[0] == 0 else -one[1]))
    return cover.text.cut(best[1], best[2])


def _is_of_title(brackets: str) -> bool:
    return not re.search(r"公开|以下|简称|附件|〔|日）$|\d日|印发）$|通过）$", brackets)


def _only_mentioned(text: str, start: int, end: int) -> bool:
    before, after = text[max(start - 4, 0) : start], text[end : end + 3]
    return before.endswith(("《", "关于印发", "现将", "制定", "关于转发")) or after.startswith(GOING_ON)


def _similar(cover: Cover, named: Passage) -> Passage:
    """A title on lines of its own that holds the named one, or is held by it."""
    wanted = alike(named.text)
    for found in _lone(cover):
        text = alike(found.text)
        if (text in wanted or wanted in text) and len(text) * 2 > len(wanted):
            return found
    return NOTHING


def _alone(cover: Cover) -> Passage:
    """The first title on lines of its own; in a text without breaks the words before the preamble."""
    found = next(_lone(cover), NOTHING)
    if found:
        return found
    for start, end in _paragraphs(cover):
        if match := _RUN_ON.match(cover.text.text, start, end):
            return cover.text.found(match)
    return NOTHING


def _lone(cover: Cover) -> Iterator[Passage]:
    """Lines, one or a few together, that end as a title does and hold no sentence."""
    segments = cover.segments()
    for first, (start, _) in enumerate(segments):
        best, after = NOTHING, first + 1
        if _is_head(cover, segments, first):
            continue
        for last in range(first, min(first + MOST_LINES, len(segments))):
            text = cover.text.cut(start, segments[last][1])
            line = cover.text.text[segments[last][0] : segments[last][1]]
            if len(text) > LONGEST or re.search(r"[。；：？！]|，.{0,40}，", text.text) or NOT_TITLES.search(line):
                break
            if last > first and line.startswith((*FIRST, "第一", *PREAMBLES)):
                break
            if _ENDS.search(text.text) and len(text) > 5 and not CITING.match(text.text):
                best, after = text, last + 1
                if not _BRACKETED.sub("", text.text).endswith(WEAK) and not _goes_on(cover, segments, first, after):
                    break
        if best:
            yield best + _brackets_below(cover, segments[after : after + 1])


def _goes_on(cover: Cover, segments: list[tuple[int, int]], first: int, after: int) -> bool:
    """Whether a title that could end goes on in the next line: it begins with brackets, or the two stand elsewhere."""
    if after >= len(segments):
        return False
    start, end = segments[after]
    line = cover.text.text[start:end]
    if not _ENDS.search(line) or line.startswith(PREAMBLES):
        return False
    whole = cover.text.text[segments[first][0] : end]
    return line.startswith("（") or (len(whole) <= LONGEST and cover.text.text.count(whole) > 1)


def _is_head(cover: Cover, segments: list[tuple[int, int]], at: int) -> bool:
    """Whether a line names units and the title begins below it; 某市教育局 / 2022年工作要点 is one title."""
    if not units(cover.spaced(*segments[at])):
        return False
    below = cover.text.text[slice(*segments[at + 1])] if at + 1 < len(segments) else ""
    return not below or below.startswith("关于") or bool(chain(below)) or bool(units(below))


def _brackets_below(cover: Cover, segments: list[tuple[int, int]]) -> Passage:
    """A line right below that holds nothing but brackets of the title: （2021—2025年）."""
    for start, end in segments:
        line = cover.text.cut(start, end)
        if re.fullmatch(r"（[^（）]{1,20}）", line.text) and _is_of_title(line.text):
            return line
    return NOTHING


def _whole(cover: Cover, rows: Metadata) -> Passage:
    """The title of a notice that is the plan itself: as it is printed."""
    segments = cover.segments()
    for first, (start, _) in enumerate(segments):
        for _, end in segments[first : first + MOST_LINES]:
            if _OWN_NOTICE.fullmatch(cover.text.text[start:end]):
                return cover.text.cut(start, end)
    return rows.get("title")
