"""By when something is to be reached: 到2025年, 2020年底前, “十四五”末, 每年."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from documents.days.dates import windows
from documents.prose.passage import on_line
from workflow.speech import because

if TYPE_CHECKING:
    from datetime import date

    from documents.days.dates import When
    from documents.fact import Frame
    from workflow.speech import Reason

# Of a day before which one looks back, or from which on something holds, nothing is due.
_COMPARED = ("较", "比", "以", "与", "相比", "同比")
_BACK = ("截至", "截止", "截止到", "自", "从", *_COMPARED)
_AHEAD = ("到", "至", "于", "在", "力争", "争取", "确保", "展望", "展望到")
_LEADS = ("截止到", "截止", "截至", "到", "至")
_UNDUE = re.compile("以来|度?起|版|度|基础|水平|[—–～~-]{1,2}[0-9]|至[0-9]|底?的?基数")
_EVERY = re.compile("每个?年度?")
_YEAR = re.compile("(20[0-9]{2})年")
# The year of a document that is named says nothing of when something is due.
_NAMES = re.compile(r"《[^《》]{0,200}》|〔[^〔〕]{0,20}〕")
# Why a time has no day: the day is in no calendar, or nobody can tell it.
_NO_DAY = ("read_no_such_day", "read_vague_date")
# What is doubtful about the first day, or about a day before a month that is counted in.
_NO_MATTER = ("read_before_stretch", "read_from_issue")


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


def said(text: str, frame: Frame, year: int | None = None) -> list[Said]:
    """Every day by which something is due that the clause names, in its order; `text` with its quotation marks.

    Days without a year are those of the plan's year where it has but one, else of `year`; without it nobody can tell.
    """
    one = frame.last.year if frame.first and frame.last and frame.first.year == frame.last.year else year
    found: list[Said] = []
    text = _NAMES.sub(lambda name: "※" * len(name[0]), text)
    for when in windows(on_line(text, 1), one, frame.issued):
        if (each := _said(when, text, found)) and (one or not when.added):
            found.append(each)
    # Beside a certain day (6月底汛期前) what is vague only explains it.
    return [each for each in found if each.day or not _vague(each)] or found


def yearless(text: str, frame: Frame, before: date | None, around: str) -> list[Said]:
    """The days before which something is due that have no year: of the day `before` them, else of the plan's beginning.

    They have no day where that is past, or where the text `around` them speaks of one other year or of every year, so
    that they could be of that.
    """
    begins = max((day for day in (frame.first, frame.issued) if day), default=None)
    if frame.issued is None or begins is None:
        return []
    year = before.year if before else begins.year
    others = {int(each) for each in _YEAR.findall(around)} if before is None else set()
    unsure = yearly(around) or (len(others) == 1 and others != {year})
    return [
        each._replace(day=None, doubt=because("read_year_missing", printed=text[each.start : each.end]))
        if unsure or (each.day and each.day < begins)
        else each
        for each in said(text, frame, year)
        if each.doubt and each.doubt.key == "read_target_year_added"
    ]


def yearly(text: str) -> bool:
    """Whether the clause says that something is due every year."""
    return _EVERY.search(text) is not None


def _said(when: When, text: str, before: list[Said]) -> Said | None:
    """The day of a time, if it is one by which something is due."""
    word = next((word for word in _LEADS if when.until and when.printed.text.startswith(word)), "")
    ahead = text[: when.start] + word
    stretch = when.form == "stretch" and not when.whole_years
    if when.yearly or when.often or ahead.endswith(_COMPARED if stretch else _BACK) or _UNDUE.match(text, when.end):
        return None
    start = when.start if word in ("", "到", "至") else when.start + len(word)
    start -= next((len(lead) for lead in ("到", "至", "于", "在") if not word and ahead.endswith(lead)), 0)
    none = next((reason for reason in when.doubts if reason.key in _NO_DAY), None)
    if when.added and not when.before:
        return None
    if none:
        return Said(start, when.end, None, when.before, none)
    if when.closes is None or (when.form == "stretch" and when.whole_years and not when.before):
        return None
    if not (stretch or when.before or when.late or not ahead or ahead.endswith(_AHEAD) or _another(before, ahead)):
        return None
    if when.printed.text.endswith("年度") and not when.before:
        return None
    return Said(start, when.end, when.closes, when.before, _doubt(when))


def _doubt(when: When) -> Reason | None:
    if when.added and when.closes:
        return because("read_target_year_added", year=str(when.closes.year))
    if when.before and when.whole_years and when.closes and not when.late:
        return because("read_target_before_year", year=str(when.closes.year))
    return next((reason for reason in when.doubts if reason.key not in _NO_MATTER), None)


def _vague(each: Said) -> bool:
    return each.doubt is not None and each.doubt.key == "read_vague_date"


def _another(found: list[Said], ahead: str) -> bool:
    """2025年和2030年."""
    return bool(found) and ahead[found[-1].end :] in ("和", "、", "及")
