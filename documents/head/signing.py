"""The signature of a document: the units that signed it and the day under their names."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from documents.days.day import Day, days
from documents.units.area import chain
from documents.units.joint import STAND_IN, units

if TYPE_CHECKING:
    from documents.head.cover import Cover

NO_SIGNATURE = (
    "印发",
    "发布",
    "前",
    "起",
    "至",
    "-",
    "—",
    "～",
    "，",
    "、",
    "。",
    "上午",
    "下午",
    "在",
    "实施",
    "施行",
    "的",
    "召开",
)
"""What after a day shows that it is not the day of a signature."""
SIGNED = ("。", "！", "”", "）", "》", "：", "；")
"""What the text before a signature ends with."""
NATIONAL = ("国家", "中国", "中共", "国务院", "中华", "全国")

_OF_NAMES = re.compile(r"[\u4e00-\u9fff（）()·、“”]")
_CLOCK = re.compile(r"星期|周[一二三四五六日]|\d{1,2}[:：]\d\d|\d{1,2}时")
"""What follows the day on which a page was seen or put on the web."""
_BORNE = re.compile(
    r"[\u4e00-\u9fff]{2,16}[〔\[（(](?:19|20)\d\d[〕\]）)](?:第)?\d{1,5}号|[，、；;。　 ]|印发|发布|公布"
)
"""What else the bracket below a title may hold: the number of the document."""
LONGEST = 600


class Signature(NamedTuple):
    """Who signed, in order, and when; either may be empty or missing.

    `said` is the day as printed, which may be none of the calendar; `placed` where only its place tells that it is
    the day of issue.
    """

    names: tuple[str, ...]
    lines: tuple[int, int] | None
    day: Day | None
    day_lines: tuple[int, int] | None
    said: str = ""
    placed: bool = False


UNSIGNED = Signature((), None, None, None)


def signature(cover: Cover, title_end: int = 0) -> Signature:
    """The first signature of a text. A day in brackets may stand above `title_end`, or right below it."""
    lone = UNSIGNED
    for day in days(cover.text.text):
        if not _may_sign(cover, day):
            continue
        names, start = _signers(cover, day.start)
        printed = cover.text.cut(day.start, day.end)
        if names:
            return Signature(tuple(names), cover.text.cut(start, day.start).lines, day, printed.lines, printed.text)
        if lone is UNSIGNED and _stands_alone(cover, day, title_end):
            lone = Signature((), None, day, printed.lines, printed.text)
    if lone is UNSIGNED:
        return _undated(cover)
    return lone


def by_place(cover: Cover, ending: Cover, title_end: int) -> Signature:
    """The day that stands alone right below the title, or on the last line of the document; nothing says what it is."""
    below = [(cover, day) for day in days(cover.text.text) if day.start == title_end > 0]
    last = [(ending, day) for day in days(ending.text.text) if day.end == len(ending.text) and _closes(ending, day)]
    for page, day in (*below, *last):
        if page.line_of(day.start) == (day.start, day.end):
            printed = page.text.cut(day.start, day.end)
            return Signature((), None, day, printed.lines, printed.text, True)
    return UNSIGNED


def _closes(ending: Cover, day: Day) -> bool:
    """Whether the text before a day is at its end."""
    return ending.text.text[: day.start].endswith(SIGNED)


def printed_on(cover: Cover) -> Day | None:
    """The day of print: 某办公室2021年8月27日印发, the last of them."""
    text = cover.text.text
    found = [day for day in days(text) if text.startswith("印发", day.end)]
    return found[-1] if found else None


def _may_sign(cover: Cover, day: Day) -> bool:
    text = cover.text.text
    return not text.startswith(NO_SIGNATURE, day.end) and not _CLOCK.match(text, day.end)


def _stands_alone(cover: Cover, day: Day, title_end: int) -> bool:
    """Whether a day without names has a line of its own, below the end of a sentence, or in brackets below a title."""
    text, line = cover.text.text, cover.line_of(day.start)
    if line == (day.start, day.end):
        return "年" in text[day.start : day.end] and text[: day.start].endswith(SIGNED)
    # （市政办发〔2024〕9号　2024年3月29日） stands there as the day alone does.
    around = _BORNE.sub("", text[line[0] : day.start]) + "|" + _BORNE.sub("", text[day.end : line[1]])
    return around == "（|）" and title_end > 0 and line[0] <= title_end


def _signers(cover: Cover, end: int) -> tuple[list[str], int]:
    """The units right above a day, and where they begin."""
    text = cover.text.text
    start = end
    while start > max(end - LONGEST, 0) and _OF_NAMES.match(text[start - 1]):
        start -= 1
    start = _after_brackets(text, start, end)
    opening = text.rfind("（", start, end)
    start = opening + 1 if opening >= 0 and "）" not in text[opening:end] else start
    names: list[str] = []
    begins = end
    for first, last in reversed(_pieces(cover, start, end)):
        if STAND_IN.fullmatch(text, first, last):
            continue
        found = units(text[first:last])
        if found and not names and first not in cover.gaps and first != start:
            break
        if not found and names and _is_first_half(text[first:last], names[0]):
            found, names = units(text[first:last] + names[0]), names[1:]
        if not found:
            break
        names, begins = found + names, first
    return names, begins


def _after_brackets(text: str, start: int, end: int) -> int:
    """Behind the last brackets that are not those of a stand-in, as （联系人：…） or （此件公开发布）."""
    others = re.finditer(r"（[^（）]{0,40}）|[^（]{0,40}）", text[start:end])
    kept = [found for found in others if not STAND_IN.fullmatch(found[0])]
    return start + kept[-1].end() if kept else start


def _pieces(cover: Cover, start: int, end: int) -> list[tuple[int, int]]:
    """The parts between gaps; characters spread out over a line (财 政 部) are one."""
    edges = [start, *sorted(gap for gap in cover.gaps if start < gap < end), end]
    pieces: list[tuple[int, int]] = []
    is_spread = False
    for first, last in pairwise(edges):
        if last - first == 1 and is_spread and first not in cover.breaks:
            pieces[-1] = (pieces[-1][0], last)
            continue
        pieces.append((first, last))
        is_spread = last - first == 1
    return pieces


def _is_first_half(text: str, rest: str) -> bool:
    """Whether a name was broken at the end of a line: 某市人力资源和 / 社会保障局."""
    return bool(chain(text) or text.startswith(NATIONAL)) and not chain(rest) and not rest.startswith(NATIONAL)


def _undated(cover: Cover) -> Signature:
    """Units on lines of their own between the notice and the plan, without a day."""
    text = cover.text.text
    found: list[str] = []
    begin = end = 0
    for start, stop in cover.segments():
        names = units(_parted(cover, start, stop)) if stop - start <= LONGEST else []
        if names and (found or text[:start].endswith(SIGNED)):
            begin, end = (begin if found else start), stop
            found += names
        elif found:
            break
    return Signature(tuple(found), cover.text.cut(begin, end).lines, None, None) if found else UNSIGNED


def _parted(cover: Cover, start: int, end: int) -> str:
    return " ".join(cover.text.text[first:last] for first, last in _pieces(cover, start, end))
