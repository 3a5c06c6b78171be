"""By when something is to be reached: 到2025年, 2020年底前, “十四五”末, 每年."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from workflow.speech import because

if TYPE_CHECKING:
    from documents.fact import Frame
    from workflow.speech import Reason

_PERIODS = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
_PARTS = {"上半年": 6, "下半年": 12, "一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12}
_TENTHS = {"上旬": 10, "中旬": 20, "下旬": 31}
# Of a day before which one looks back, or from which on something holds, nothing is due.
_BACK = ("截至", "截止", "截止到", "较", "比", "自", "从", "以", "与", "相比", "同比")
_AHEAD = ("到", "至", "于", "在", "力争", "争取", "确保")

_DATED = re.compile(
    r"(?<![0-9—–～~-])(?P<year>20[0-9]{2})年"
    r"(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12][0-9]|0?[1-9])日|(?P<tenth>[上中下]旬))?"
    r"|(?P<part>上半年|下半年|第?[一二三四]季度))?"
    r"(?P<end>年?底|年?末)?(?P<before>之前|以前|前)?"
)
_UNDATED = re.compile(
    r"(?<![0-9年度—–～~-])(?:今年|本年|当年)?(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12][0-9]|0?[1-9])日)?底?|年底)"
    r"(?P<before>之前|以前|前)"
)
_PERIOD = re.compile(r"“?(?P<name>十[二三四五六]五)”?(?:规划)?(?P<when>期?末|期间|时期)")
_EVERY = re.compile("每个?年度?")
_NOT_DUE = re.compile("以来|度?起|版|度|基础|水平|[—–～~-]{1,2}[0-9]|至[0-9]|底?的?基数")


class Said(NamedTuple):
    """A day by which something is due as a clause says it, where it says so, and what is doubtful about it.

    The day is None for what comes back every year. `firm` is a day that something is to be done before.
    """

    start: int
    end: int
    day: date | None
    firm: bool = False
    doubt: Reason | None = None


def said(text: str, frame: Frame) -> list[Said]:
    """Every day by which something is due that the clause names, in its order; `text` with its quotation marks."""
    found = [*_dated(text), *_of_a_period(text), *_without_a_year(text, frame)]
    return sorted(found)


def yearly(text: str) -> bool:
    """Whether the clause says that something is due every year."""
    return _EVERY.search(text) is not None


def _dated(text: str) -> list[Said]:
    found: list[Said] = []
    for match in _DATED.finditer(text):
        ahead = text[: match.start()]
        if ahead.endswith(_BACK) or _NOT_DUE.match(text, match.end()):
            continue
        firm = bool(match["before"])
        if not (firm or match["end"] or not ahead or ahead.endswith(_AHEAD) or _another(found, ahead)):
            continue
        doubt = None
        if firm and not match["month"] and not match["part"] and not match["end"]:
            doubt = because("read_target_before_year", year=match["year"])
        found.append(Said(_with_lead(ahead), match.end(), _day(match), firm, doubt))
    return found


def _another(found: list[Said], ahead: str) -> bool:
    """2025年和2030年."""
    return bool(found) and ahead[found[-1].end :] in ("和", "、", "及")


def _with_lead(ahead: str) -> int:
    return len(ahead) - next((len(word) for word in ("到", "至", "于", "在") if ahead.endswith(word)), 0)


def _day(match: re.Match[str]) -> date:
    year, month = int(match["year"]), 12
    if match["part"]:
        month = _PARTS[match["part"].removeprefix("第")]
    elif match["month"]:
        month = int(match["month"])
    day = int(match["day"]) if match["day"] else _TENTHS.get(match["tenth"] or "", 31)
    return date(year, month, min(day, monthrange(year, month)[1]))


def _of_a_period(text: str) -> list[Said]:
    found = []
    for match in _PERIOD.finditer(text):
        ahead = text[: match.start()]
        if match["when"].endswith("末") or not ahead or ahead.endswith(_AHEAD):
            found.append(Said(_with_lead(ahead), match.end(), date(_PERIODS[match["name"]], 12, 31)))
    return found


def _without_a_year(text: str, frame: Frame) -> list[Said]:
    """年底前, 6月底前: of the plan's year where it has but one; where it has several, nobody can tell."""
    if not (frame.first and frame.last) or frame.first.year != frame.last.year:
        return []
    found = []
    for match in _UNDATED.finditer(text):
        month = int(match["month"] or 12)
        last = monthrange(frame.last.year, month)[1]
        day = date(frame.last.year, month, min(int(match["day"] or last), last))
        doubt = because("read_target_year_added", year=str(frame.last.year))
        found.append(Said(_with_lead(text[: match.start()]), match.end(), day, True, doubt))
    return found
