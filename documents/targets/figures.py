"""Figures with a unit in a clause, and how they are bounded: 15个, 90%以上, 3-5所, 不少于10个工作日, 3000亿元."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from documents.prose.numerals import ARABIC, CHINESE, number
from documents.targets.words import (
    ABOUT,
    AFTER_LEAST,
    AFTER_MOST,
    COUNT,
    LEAST,
    MEASURE,
    MONEY,
    MOST,
    PERCENT,
    SCALES,
    SINK,
    TIME,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_KINDS = {
    **dict.fromkeys(COUNT, "count"),
    **dict.fromkeys(PERCENT, "ratio"),
    **dict.fromkeys(MONEY, "amount"),
    **dict.fromkeys(MEASURE, "amount"),
    **dict.fromkeys(TIME, "time"),
}
_NOT_UNITS = {
    "人": "民大社",
    "部": "门分",
    "本": "科市地区级省",
    "条": "件例",
    "期": "间限",
    "度": "假",
    "名": "单",
    "村": "民",
    "起": "步草",
    "口": "号岸",
    "只": "有能是",
    "轮": "车摩电驱胎椅",
    "路": "公由径段口面网车灯子线",
    "对": "接口外应一企于照待称象方手比",
    "块": "状茎钱",
    "份": "额子",
    "列": "入为车举席支",
    "组": "织长员成团建",
    "集": "中团体群合镇市成约聚散装",
    "首": "创先次批席家届问",
    "道": "路德口岔",
    "根": "本据治",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a clause: where it stands with the words that bound it, its value or values, and its unit.

    `bound` is "least", "most" or empty; `word` is what bounds it from before (达到, 不少于). `plain` is the figure as
    printed with its bounds.
    """

    start: int
    end: int
    low: float
    high: float | None
    unit: str
    kind: str
    bound: str
    about: bool
    word: str
    plain: str
    chinese: bool


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(dict.fromkeys(words), key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    value = f"(?:{ARABIC}|{CHINESE})"
    return re.compile(
        f"(?P<word>{either((*LEAST, *MOST, *SINK))})?(?P<about>大约|约)?"
        f"(?<![0-9A-Za-z.第+/〔万])(?P<hundredth>百分之)?(?P<low>{value})"
        f"(?:[%％]?[-—–－～~至到]{{1,2}}(?P<high>{value}))?(?P<more>[余多])?"
        f"(?P<scale>{either(SCALES)})?(?P<unit>{either(_KINDS)})?(?P<also>（□{{1,2}}）)?"
        f"(?P<tail>{either((*AFTER_LEAST, *AFTER_MOST, *ABOUT))})?"
    )


def figures(text: str) -> list[Figure]:
    """The figures of a clause in which what is quoted has been made quiet."""
    found = (_figure(text, match) for match in _pattern().finditer(text))
    return [figure for figure in found if figure is not None]


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    unit = "%" if match["hundredth"] or match["unit"] == "％" else match["unit"] or ""
    low, high = number(match["low"]), number(match["high"]) if match["high"] else None
    follows = text[match.end("unit") : match.end("unit") + 1] if match["unit"] else ""
    chinese = not match["low"][0].isdecimal()
    if not unit or low is None or follows in ("/", "号", "届") or follows in tuple(_NOT_UNITS.get(unit, "")):
        return None
    if chinese and match["low"] in ("百", "千", "万") and not match["word"]:
        return None
    if chinese and low < 2 and not match["hundredth"] and not high:
        return None
    bound = _bound(match["word"] or "", match["tail"] or match["more"] or "")
    scale = match["scale"] or ""
    about = bool(match["about"]) or match["tail"] in ABOUT
    plain, word = match.group().replace(match["also"] or "□", ""), match["word"] or ""
    if high is not None and high <= low:
        high = None
    return Figure(match.start(), match.end(), low, high, scale + unit, _KINDS[unit], bound, about, word, plain, chinese)


def _bound(word: str, tail: str) -> str:
    if tail in AFTER_MOST:
        return "most"
    if tail in AFTER_LEAST:
        return "least"
    if word in MOST or word in SINK:
        return "most"
    return "least" if word in LEAST else ""
