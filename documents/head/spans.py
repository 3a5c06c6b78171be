"""The years that a title gives a plan."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from documents.prose.numerals import ROUND, number

FIVE_YEARS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
"""The first years of the five-year plans."""
PARTS = {
    "上半年": ((1, 1), (6, 30)),
    "下半年": ((7, 1), (12, 31)),
    "第一季度": ((1, 1), (3, 31)),
    "一季度": ((1, 1), (3, 31)),
    "第二季度": ((4, 1), (6, 30)),
    "二季度": ((4, 1), (6, 30)),
    "第三季度": ((7, 1), (9, 30)),
    "三季度": ((7, 1), (9, 30)),
    "第四季度": ((10, 1), (12, 31)),
    "四季度": ((10, 1), (12, 31)),
}
"""Parts of a year that begin and end with a month."""
SEASONS = (
    "秋冬季",
    "冬春季",
    "春季",
    "夏季",
    "秋季",
    "冬季",
    "今冬明春",
    "汛期",
    "采暖季",
    "学年",
    "年初",
    "年底",
    "春节",
)
"""Parts of a year of which nothing says when they begin."""
YEARLY = ("工作", "重点", "年度", "行动", "实施", "计划", "任务", "目标", "要点")
"""What a plan for one year is called after the year."""
LONGEST = 35
"""Years of a plan; more are a misreading."""

_WRITTEN = re.compile(rf"[一二][{ROUND}一二三四五六七八九]{{3}}(?=年|[-—–～~至到])")
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)年?度?(?:-|—|–|―|－|～|~|至|到){1,2}((?:19|20)\d\d|\d\d)(?!\d)学?年?")
_PAIR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?[、和]((?:19|20)\d\d)年")
_FIVE = re.compile("|".join(FIVE_YEARS))
_ONE = re.compile(r"(?<![\d到至])((?:19|20)\d\d)年度?(?!前|底|以前|末|代|月|远景|\d{1,2}月)")


class Span(NamedTuple):
    """The first and the last day, where the years stand in the title, and what makes that unsure."""

    first: date
    last: date
    start: int
    end: int
    doubt: str = ""


def span(title: str) -> Span | None:
    """The years of a title: （2021—2025年）, 2021-25年, “十四五”, 2021年. None where it gives none that could be."""
    text = _WRITTEN.sub(lambda found: str(number(found[0])), title)
    for form in (_SPAN, _PAIR):
        if found := form.search(text):
            first = int(found[1])
            last = int(found[2]) if len(found[2]) == 4 else first // 100 * 100 + int(found[2])
            return _years(text, found, first, last)
    if found := _FIVE.search(text):
        first = FIVE_YEARS[found[0]]
        return _years(text, found, first, first + 4)
    ones = list(_ONE.finditer(text))
    if len({one[1] for one in ones}) != 1:
        return None
    return _one_year(text, ones[0])


def _years(text: str, found: re.Match[str], first: int, last: int) -> Span | None:
    if not 0 <= last - first <= LONGEST:
        return None
    season = _season(text, found.end())
    doubt = "part" if season or found[0].endswith("学年") else ""
    return Span(date(first, 1, 1), date(last, 12, 31), found.start(), found.end() + len(season), doubt)


def _one_year(text: str, found: re.Match[str]) -> Span:
    year = int(found[1])
    for part, (first, last) in PARTS.items():
        if text.startswith(part, found.end()):
            return Span(date(year, *first), date(year, *last), found.start(), found.end() + len(part))
    season = _season(text, found.end())
    doubt = "part" if season else "" if _is_whole(text, found) else "one"
    return Span(date(year, 1, 1), date(year, 12, 31), found.start(), found.end() + len(season), doubt)


def _season(text: str, at: int) -> str:
    return next((season for season in SEASONS if text.startswith(season, at)), "")


def _is_whole(text: str, found: re.Match[str]) -> bool:
    """Whether the year stands where one that the plan is for stands: at an end, in brackets, or after a short name."""
    before = text[: found.start()]
    if text.startswith(YEARLY, found.end()):
        return True
    return not before or before.endswith(("（", "省", "市", "县", "区", "州", "局", "委", "院", "厅", "部", "全国"))
