"""The targets of an item's paragraphs, with the day by which each is due and the lines that it stands on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from documents.aim import Setting
from documents.aim_figures import of_figures
from documents.aim_words import made, of_words
from documents.phrases import LONGEST, sentences
from documents.due import said, yearly
from documents.figures import either
from documents.measure_words import ABOVE, JUDGED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from documents.aim import Aim
    from documents.phrases import Clause
    from documents.due import Said
    from documents.fact import Frame
    from documents.passage import Passage

_GATE = re.compile(f"(?:由|经)?(?P<gate>(?:{either(ABOVE)})[^，。；、]{{0,8}}(?:{either(JUDGED)})(?:，最终确定)?)")


class _Dates(NamedTuple):
    """The days that hold from here on in a sentence; `own` is a clause of days alone, if it stands just before."""

    days: list[Said]
    own: Clause | None


def aims(paragraphs: Iterable[Passage], frame: Frame, *, goal: bool = False) -> list[Aim]:
    """The targets that the paragraphs set, in their order; those of a chapter of goals are for the whole area."""
    paragraphs = list(paragraphs)
    around = "".join(paragraph.text for paragraph in paragraphs)
    return [
        aim
        for paragraph in paragraphs
        for sentence in sentences(paragraph)
        for aim in _of_sentence(sentence, Setting(frame, around, goal))
    ]


def _of_sentence(clauses: list[Clause], setting: Setting) -> list[Aim]:
    dates = _Dates([], None)
    found: list[Aim] = []
    for clause in clauses:
        if len(clause.text) > LONGEST:
            continue
        named = said(clause.text.text, setting.frame)
        rest = _without(clause, named)
        if named:
            dates = _Dates(named, clause if len(rest.text) < 2 else None)
        if len(rest.text) < 3:
            continue
        fresh = of_figures(rest, setting) or of_words(rest, setting)
        if not fresh and dates.days and dates.days[0].firm and (named or dates.own):
            fresh = made(rest, setting)
        for aim in fresh:
            _date(aim, rest, clause, dates, setting)
        _spread(fresh, dates)
        setting.before.append(clause)
        setting.found.extend(fresh)
        found.extend(fresh)
        dates = dates._replace(own=None)
    _gate(clauses, found)
    return found


def _without(clause: Clause, named: list[Said]) -> Clause:
    """The clause without the days at its start; a day in its middle stays."""
    start = 0
    for each in named:
        if each.start > start + 1:
            break
        start = each.end
    while clause.quiet[start : start + 1] in ("，", "、") and start < len(clause.quiet):
        start += 1
    return clause.cut(start)


def _date(aim: Aim, rest: Clause, clause: Clause, dates: _Dates, setting: Setting) -> None:
    """Gives a target its day and its lines; those of a clause that is but a day are the first target's too."""
    part = rest.text.cut(aim.start, aim.end)
    first = clause.text if aim.start == 0 and aim.end is None else part
    if dates.own and aim.start == 0:
        first = dates.own.text + part
    aim.lines = first.lines
    if yearly(clause.quiet):
        aim.due, aim.basis = "yearly", "recurring"
    elif dates.days:
        aim.due, aim.basis = dates.days[-1].day, "explicit"
        if dates.days[-1].doubt:
            aim.doubts.append(("due", dates.days[-1].doubt))
    else:
        aim.due, aim.basis = setting.frame.last, "plan_period"


def _spread(found: list[Aim], dates: _Dates) -> None:
    """2025年和2030年…分别: a day for each of the values."""
    if len(found) == len(dates.days) > 1:
        for aim, each in zip(found, dates.days, strict=True):
            aim.due = each.day


def _gate(clauses: list[Clause], found: list[Aim]) -> None:
    """What others review and decide is said in the same sentence."""
    whole = "，".join(clause.text.text for clause in clauses)
    match = _GATE.search(whole)
    for aim in found:
        if match and aim.gate is None and aim.kind in ("count", "range"):
            aim.gate = match["gate"]
