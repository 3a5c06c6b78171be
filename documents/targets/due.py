"""By when something is to be reached: 到2025年, 2020年底前, “十四五”末, 每年."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from documents.days.date_forms import BEFORE_SEASON, NOT_START
from workflow.speech import because

if TYPE_CHECKING:
    from documents.fact import Frame
    from workflow.speech import Reason

_PERIODS = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
_PARTS = {"上半年": 6, "下半年": 12, "一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12}
_TENTHS = {"上旬": 10, "中旬": 20}
# Of a day before which one looks back, or from which on something holds, nothing is due.
_BACK = ("截至", "截止", "截止到", "较", "比", "自", "从", "以", "与", "相比", "同比")
_AHEAD = ("到", "至", "于", "在", "力争", "争取", "确保")

_DATED = re.compile(
    r"(?<![0-9—–～~-])(?P<year>20[0-9]{2})年"
    r"(?:(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号]|(?P<tenth>[上中下]旬))?"
    r"|(?P<part>上半年|下半年|第?[一二三四]季度))?"
    r"(?P<end>年?底|年?末)?(?P<before>之前|以前|前)?"
)
_UNDATED = re.compile(
    r"(?<![0-9年度—–～~-])(?:今年|本年|当年)?(?:(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号])?底?|年底)"
    r"(?P<before>之前|以前|前)"
)
_PERIOD = re.compile(r"“?(?P<name>十[二三四五六]五)”?(?:规划)?(?P<when>期?末|期间|时期)")
_VAGUE = re.compile(
    rf"(?<![0-9—–～~-])20[0-9]{{2}}年(?:[0-9]{{1,2}}月|年)?初{NOT_START}(?:之前|以前|前)?"
    rf"|(?:20[0-9]{{2}}年|今年|本年|当年|明年|次年)?{BEFORE_SEASON}"
)
_EVERY = re.compile("每个?年度?")
_NOT_DUE = re.compile("以来|度?起|版|度|基础|水平|[—–～~-]{1,2}[0-9]|至[0-9]|底?的?基数")


class Said(NamedTuple):
    """A day by which something is due as a clause says it, where it says so, and what is doubtful about it.

    The day is None where it is in no calendar (2月30日) or nobody can tell it (汛期前). `firm` is a day that something
    is to be done before.
    """

    start: int
    end: int
    day: date | None
    firm: bool = False
    doubt: Reason | None = None


def said(text: str, frame: Frame) -> list[Said]:
    """Every day by which something is due that the clause names, in its order; `text` with its quotation marks."""
    found = [*_dated(text), *_of_a_period(text), *_without_a_year(text, frame)]
    vague = _vague(text)
    free = [each for each in found if not any(each.start < other.end and other.start < each.end for other in vague)]
    # Beside a certain day (6月底汛期前) what is vague only explains it.
    return sorted(free, key=lambda each: each.start) or vague


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
        day, doubt = _day(match), None
        if day is None:
            doubt = because("read_no_such_day", printed=match.group())
        elif firm and not match["month"] and not match["part"] and not match["end"]:
            doubt = because("read_target_before_year", year=match["year"])
        found.append(Said(_with_lead(ahead), match.end(), day, firm, doubt))
    return found


def _another(found: list[Said], ahead: str) -> bool:
    """2025年和2030年."""
    return bool(found) and ahead[found[-1].end :] in ("和", "、", "及")


def _with_lead(ahead: str) -> int:
    return len(ahead) - next((len(word) for word in ("到", "至", "于", "在") if ahead.endswith(word)), 0)


def _vague(text: str) -> list[Said]:
    """2022年汛期前, 春节前, 2023年初: at a time of which the last day is in no calendar."""
    found = []
    for match in _VAGUE.finditer(text):
        ahead = text[: match.start()]
        if not ahead.endswith(_BACK) and not _NOT_DUE.match(text, match.end()):
            doubt = because("read_vague_date", printed=match.group())
            found.append(Said(_with_lead(ahead), match.end(), None, True, doubt))
    return found


def _day(match: re.Match[str]) -> date | None:
    year, month = int(match["year"]), 12
    if match["part"]:
        month = _PARTS[match["part"].removeprefix("第")]
    elif match["month"]:
        month = int(match["month"])
    return _certain(year, month, match["day"] or _TENTHS.get(match["tenth"] or ""))


def _certain(year: int, month: int, day: str | int | None) -> date | None:
    """The day, the last of its month where none is said; None for what is in no calendar."""
    try:
        return date(year, month, int(day) if day is not None else monthrange(year, month)[1])
    except ValueError:
        return None


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
        day = _certain(frame.last.year, int(match["month"] or 12), match["day"])
        doubt = because("read_target_year_added", year=str(frame.last.year))
        if day is None:
            doubt = because("read_no_such_day", printed=match.group())
        found.append(Said(_with_lead(text[: match.start()]), match.end(), day, True, doubt))
    return found
