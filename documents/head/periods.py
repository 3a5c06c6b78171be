"""The first and the last day of a plan: as its text states them, else as its title, its opening or its windows do."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from documents.days.date_forms import COUNTED
from documents.days.dates import windows
from documents.days.lengths import after
from documents.head.ends import ends, plain
from documents.head.stated import labelled, opening
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.days.dates import When
    from documents.fact import Fact
    from documents.prose.outline import Outline
    from documents.prose.passage import Passage
    from workflow.speech import Reason

SHORTEST = 45
"""Calendar days of a stretch of time in the opening that can be that of the plan."""
NEAR = 1
"""Years before the first and after the last year of a title in which a window of the plan may still stand."""
PART = "read_period_part"
"""The doubt about a title that names a season, which nothing says the days of."""
INFERRED = ("read_period_of_windows", "read_period_counted", "read_period_unbegun")
"""The doubts about a period that the plan does not state."""


def state(plan: Fact, outline: Outline) -> None:
    """Gives the facts of a plan the period that its text states, unless the title names the years it runs for.

    A title that says one year, or a season, does not say the days.
    """
    title = plan.values.get("period")
    guessed = [doubt for doubt in plan.doubts if doubt.field == "period"]
    if title and not guessed and title["first"].year < title["last"].year:
        return
    issued = plan.values.get("issued_on")
    year = title["first"].year if title else issued.year if issued else None
    found = labelled(outline.root, year)
    if not found and any(doubt.reason.key == PART for doubt in guessed):
        found = opening(outline.root)
    if not (found and found.opens and found.closes) or (title and (found.whole_years or not _fits(found, title))):
        return
    lines = found.printed.lines
    plan.values["period"] = {"first": found.opens, "last": found.closes, "lines": list(lines)}
    plan.doubts = [doubt for doubt in plan.doubts if doubt not in guessed]
    for reason in found.doubts:
        plan.doubt("period", reason, lines)
    if title:
        facts = {"printed": found.printed.text, "first": title["first"], "last": title["last"]}
        plan.doubt("period", because("read_period_stated", **facts), lines)


def _fits(found: When, title: dict[str, Any]) -> bool:
    """Whether a stretch begins and ends in the years of the title."""
    return bool(found.opens and found.closes and title["first"] <= found.opens and found.closes <= title["last"])


def period(plan: Fact, checkpoints: Sequence[Fact], outline: Outline, opening: Sequence[Passage]) -> None:
    """Gives the facts of a plan a period, with a doubt; nothing where no day is printed at all."""
    issued = plan.values.get("issued_on")
    said = _said(opening, issued)
    if said is not None and said.opens and said.closes:
        plan.values["period"] = {"first": said.opens, "last": said.closes, "lines": said.printed.lines}
        for reason in said.doubts:
            plan.doubt("period", reason, said.printed.lines)
        return
    if force := _in_force(outline, issued):
        plan.values["period"], counted = force
        if counted:
            plan.doubt("period", counted, plan.values["period"]["lines"])
        return
    days = sorted(day for window in checkpoints for day in _days(window))
    opens = [day for window in checkpoints if (day := window.values.get("opens_on"))]
    first = _first(days, opens, issued)
    if first is None:
        _unbegun(plan, outline)
        return
    found = ends(outline.root.text(), first, days)
    last = max([*days, *found.days, first])
    if last == first:
        return
    plan.values["period"] = {"first": first, "last": last}
    if years := _YEARS.search(plan.values.get("title", "")):
        plan.doubt("period", because("read_period_counted", said=years[0], first=first, last=last))
    else:
        plan.doubt("period", because("read_period_of_windows", first=first, last=last))
    if distant := [year for year in found.distant if year > last.year]:
        plan.doubt("period", because("read_period_distant", years=distant, last=last))


def _unbegun(plan: Fact, outline: Outline) -> None:
    """Gives a plan of which nothing tells when it begins the day of its goals: 到2026年 in a draft without a date."""
    wanted = [
        when.closes for text in outline.root.text() for when in windows(plain(text)) if when.until and when.closes
    ]
    if not wanted:
        return
    last = max(ends(outline.root.text(), date(min(wanted).year, 1, 1), ()).days)
    plan.values["period"] = {"last": last}
    plan.doubt("period", because("read_period_unbegun", last=last))


def relied_on(plan: Fact, undated: int) -> None:
    """Tells that so many targets without a day are due at the end of a period that was only inferred."""
    if undated and any(doubt.field == "period" and doubt.reason.key in INFERRED for doubt in plan.doubts):
        plan.doubt("period", because("read_period_relied", count=undated, last=plan.values["period"]["last"]))


def _in_force(outline: Outline, issued: date | None) -> tuple[dict[str, Any], Reason | None] | None:
    """From when to when the text says that it is in force (自…起施行，有效期至…), and what had to be counted of it."""
    for text in outline.root.text():
        if not _FORCE.search(text.text):
            continue
        found = windows(text, None, issued)
        opens = next((when.opens for when in found if when.opens), None)
        closes = next((when.closes for when in found if when.closes and opens and when.closes > opens), None)
        lasting, counted = _VALID.search(text.text), None
        opens = opens or (issued if any(when.form == "issue" for when in found) else None)
        if lasting and opens and not closes:
            end = after(opens, lasting["count"], lasting["measure"])
            closes = end - timedelta(days=1) if end else None
            counted = because("read_end_counted", printed=lasting[0], day=closes)
        if opens and closes:
            return {"first": opens, "last": closes, "lines": text.lines}, counted
    return None


_YEARS = re.compile("[两二三四五]年(?=行动|计划|规划|攻坚|实施|工作|提升|滚动|整治|专项|方案)")
_VALID = re.compile(rf"(?:有效期限?|试行期)为?{COUNTED}")
_FORCE = re.compile(r"起(?:正式)?(?:施行|实施|执行|生效).{0,12}(?:有效期|执行至|实施至|截至|截止|至)")


def widen(plan: Fact, checkpoints: Sequence[Fact]) -> None:
    """Lets a printed period begin earlier or end later where a window stands shortly outside it, with a doubt."""
    said = plan.values["period"]
    days = [day for window in checkpoints for day in _days(window)]
    near = [day for day in days if said["first"].year - NEAR <= day.year <= said["last"].year + NEAR]
    first, last = min([said["first"], *near]), max([said["last"], *near])
    if (first, last) != (said["first"], said["last"]):
        facts = {"first": said["first"], "last": said["last"], "day": first if first < said["first"] else last}
        plan.values["period"] = {**said, "first": first, "last": last}
        plan.doubt("period", because("read_period_wider", **facts), said.get("lines"))


def _first(days: Sequence[date], opens: Sequence[date], issued: date | None) -> date | None:
    """The first day: that on which the first window opens, or that of issue where none is said to open so early."""
    if not days:
        return issued
    if opens and min(opens) <= days[0]:
        return min(opens)
    return min(issued, days[0]) if issued else days[0]


def _said(opening: Sequence[Passage], issued: date | None) -> When | None:
    """The stretch of time in the opening of the plan from one day to another.

    Where no year is printed it is that of issue, unless the stretch would then be over.
    """
    found = (when for text in opening for when in windows(plain(text), issued.year if issued else None, issued))
    return next((when for when in found if _long(when) and not _over(when, issued)), None)


def _over(when: When, issued: date | None) -> bool:
    added = any(reason.key == "read_year_from_context" for reason in when.doubts)
    return bool(added and issued and when.closes and when.closes < issued)


def _long(when: When) -> bool:
    return bool(when.opens and when.closes and (when.closes - when.opens).days >= SHORTEST and not when.whole_years)


def _days(window: Fact) -> Iterator[date]:
    for key in ("opens_on", "closes_on"):
        if day := window.values.get(key):
            yield day
