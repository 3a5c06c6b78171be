"""The days of a checkpoint as a plan file has them, from what the text prints; and the years of those that recur."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from documents.days.dates import windows
from documents.prose.passage import Passage
from documents.stages.texts import masked
from documents.stages.words import BEHIND
from models.words import REVIEWS, Checkpoint
from workflow.speech import because

if TYPE_CHECKING:
    from documents.days.dates import When
    from documents.fact import Fact, Frame
    from documents.stages.texts import Stage


DAYS = ("opens_on", "closes_on", "every_year")
"""The keys of a checkpoint that hold its days."""


YEAR = 366
"""Days of a period in which no day of the calendar comes twice."""


def beginning(frame: Frame) -> tuple[int | None, date | None]:
    """The year of the first days that are printed without one, and the day before which none of them is over.

    That is known where the plan runs for no more than a year, or says nothing of its period but when it was issued.
    """
    if not (frame.first and frame.last):
        return (frame.issued.year, frame.issued) if frame.issued else (None, None)
    if frame.first.year == frame.last.year:
        return frame.first.year, None
    return (frame.first.year, frame.first) if (frame.last - frame.first).days < YEAR else (None, None)


def later(when: When | None, floor: date | None) -> When | None:
    """The time without days where its year was taken from elsewhere and it would be over before that day."""
    if not (when and floor and any(reason.key == "read_year_from_context" for reason in when.doubts)):
        return when
    day = when.closes or when.opens
    if day is None or day >= floor:
        return when
    return replace(when, opens=None, closes=None, doubts=[because("read_year_missing", printed=when.printed.text)])


def chosen(stage: Stage, kind: str, year: int | None, issued: date | None = None) -> tuple[When | None, list[When]]:
    """The time of a stage, and others that its text has as well. `year` is that of days printed without one.

    `issued` is the day on which what begins with the issue of the plan begins.
    """
    if stage.dates:
        found = windows(stage.dates, year, issued)
    else:
        plain = Passage(masked(stage.text.text), stage.text.at)
        found = [when for when in windows(plain, year, issued) if _of_stage(when, kind)]
    yearly = [when for when in found if when.yearly]
    once = [when for when in found if not when.yearly]
    if yearly and (kind == Checkpoint.ANNUAL_REVIEW or not once):
        best = next((when for when in yearly if when.every), yearly[0])
        return best, [when for when in yearly if when is not best and when.every]
    dated = [when for when in once if when.dated]
    if not dated:
        return next(iter(once), None), []
    best = dated[0] if stage.dates else max(dated, key=lambda when: (when.closes or date.min, -when.start))
    return best, [when for when in dated if when is not best]


def _of_stage(when: When, kind: str) -> bool:
    """Whether days in the text of a stage are those of the stage; 到2025年 is a goal, a bare year rarely a time."""
    if when.often or (when.until and when.whole_years):
        return False
    return kind in REVIEWS or not (when.yearly or when.whole_years)


def days(fact: Fact, when: When | None, frame: Frame, text: str = "") -> None:
    """Puts the days into the values of a checkpoint, and what is doubtful about them; `text` is what is to be done."""
    lines = when.printed.lines if when else fact.values["lines"]
    key = "closes_on"
    if when and when.yearly:
        key = "every_year"
        _every_year(fact, when, frame, behind=bool(BEHIND.search(text)))
    elif when and when.dated:
        key = "closes_on" if when.closes else "opens_on"
        fact.values.update({name: day for name, day in (("opens_on", when.opens), ("closes_on", when.closes)) if day})
    for reason in when.doubts if when else ():
        fact.doubt(key, reason, tuple(lines))
    if not (when and (when.dated or when.yearly or when.doubts)):
        fact.doubt("closes_on", because("read_stage_undated", title=fact.values["title"]), tuple(fact.values["lines"]))
    for name in DAYS if when else ():
        if name in fact.values:
            fact.places[name] = tuple(lines)


def _every_year(fact: Fact, when: When, frame: Frame, behind: bool) -> None:
    lines = when.printed.lines
    if not when.every:
        fact.doubt("every_year", because("read_yearly_undated"), lines)
        return
    opens, closes = when.every
    if not opens:
        opens = f"{closes[:2]}-01"
        fact.doubt("every_year", because("read_yearly_opening", printed=when.printed.text, opens=opens), lines)
    years = _years(opens, closes, frame, behind)
    if not years:
        reason = because("read_yearly_none", printed=when.printed.text) if frame.reach() else None
        fact.doubt("every_year", reason or because("read_yearly_no_period"), lines)
        return
    first, last = years[0], years[-1]
    fact.values["every_year"] = {"from": opens, "to": closes, "first": first, "last": last}
    if behind:
        facts = {"first": first, "last": last, "plan": frame.last.year if frame.last else last}
        fact.doubt("every_year", because("read_yearly_behind", **facts), lines)
    elif frame.first and frame.last and (first, last) != (frame.first.year, frame.last.year):
        fact.doubt("every_year", because("read_yearly_years", first=first, last=last), lines)


def _years(opens: str, closes: str, frame: Frame, behind: bool) -> list[int]:
    """The years in which the whole window lies in the period of the plan and ends no earlier than it was issued.

    Of windows that look back on the year before (`behind`) the first comes when the first year is over.
    """
    from models.fields import day_of

    reach = frame.reach()
    if not reach or not frame.first or not frame.last:
        return []
    later = int(closes < opens)
    first, last = reach if behind else (frame.first, frame.last)
    return [
        year
        for year in range(frame.first.year + behind, last.year + 1)
        if day_of(year, opens) >= first and max(frame.issued or first, first) <= day_of(year + later, closes) <= last
    ]


def edges(values: dict[str, object]) -> list[tuple[str, date]]:
    """The days on which a checkpoint begins and ends; of one that recurs, the first and the last of all."""
    from models.fields import day_of

    yearly = values.get("every_year")
    if isinstance(yearly, dict):
        opens, closes = str(yearly["from"]), str(yearly["to"])
        later = int(closes < opens)
        return [
            ("every_year", day_of(yearly["first"], opens)),
            ("every_year", day_of(yearly["last"] + later, closes)),
        ]
    return [(key, day) for key in ("opens_on", "closes_on") if isinstance(day := values.get(key), date)]


def outside(fact: Fact, frame: Frame) -> None:
    """Doubts the days outside the period of the plan; a launch may come earlier in its first year."""
    reach = frame.reach()
    if not reach:
        return
    first = date(reach[0].year, 1, 1) if fact.values["kind"] == Checkpoint.LAUNCH else reach[0]
    for key, day in edges(fact.values):
        if not first <= day <= reach[1]:
            reason = because("read_outside_period", printed=day, first=first, last=reach[1])
            fact.doubt(key, reason, fact.places.get(key))
