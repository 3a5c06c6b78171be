"""Which reminders are due on which day: a pure function of facts, a calendar and a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.words import RUNNING, Checkpoint, Role, State
from schedules.ladder import HANDS, LONG, SHORT, Anchor, Who, anchor, rank, tail
from workflow import deadlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from models.words import Word
    from schedules.ladder import Rung
    from workflow.facts import Duty, Item
    from workflow.turns import Turn
    from workflow.working_days import Calendar

About = tuple[int, str]
"""What a line is about, as the ledger names it: the id of the item, the key of the duty or ""."""


@dataclass(frozen=True, slots=True)
class Line:
    """One reminder that falls due: about a duty, by a rung, on a working day.

    Where the item itself waits for somebody there may be no duty; `waits` then says what for, `not_by` who may not
    decide on it. `missed` are the weaker rungs that nobody was reminded by.
    """

    item: Item
    duty: Duty | None
    rung: Rung
    day: date
    waits: Word | None = None
    since: date | None = None
    not_by: str | None = None
    missed: tuple[tuple[Rung, date], ...] = ()

    @property
    def about(self) -> About:
        return self.item.id, self.duty.key if self.duty is not None else ""

    @property
    def window(self) -> str:
        """The revision of the window: it rises with a formal extension, and a limit given since is one of its own."""
        if self.waits is not None:
            return f"{self.waits.value}/{self.since}"
        assert self.duty is not None
        limit = self.duty.limit_on
        moved = limit is not None and limit > self.duty.due_on
        return f"{self.duty.revision}/{limit}" if moved else str(self.duty.revision)


# The days of a duty


def ladder(duty: Duty) -> tuple[Rung, ...]:
    """The rungs of a duty; that nobody has signed is for the office to look into (DOMAIN 7)."""
    if not duty.short:
        return LONG
    return SHORT if duty.kind != Checkpoint.SIGN else _UNSIGNED


_UNSIGNED = tuple(
    replace(rung, to=(*rung.to, Who.OFFICE), copy=tuple(who for who in rung.copy if who != Who.OFFICE))
    if rung.anchor == Anchor.OVERDUE
    else rung
    for rung in SHORT
)


def days(duty: Duty, calendar: Calendar, last: date) -> Iterator[tuple[Rung, date]]:
    """Every rung of a duty with its working day, up to `last`, in the order of the ladder.

    A rung before the window opens is left out: nothing is asked of anybody then.
    """
    for rung in ladder(duty):
        day = _day(rung, duty, calendar)
        if day is None or (duty.opens_on is not None and day < duty.opens_on):
            continue
        count = rung.count
        while day <= last:
            yield tail(rung, count) if rung.every else rung, day
            if not rung.every:
                break
            count += rung.every
            day = calendar.add(duty.effective_due_on, count)


def _day(rung: Rung, duty: Duty, calendar: Calendar) -> date | None:
    if rung.anchor == Anchor.OPENS:
        return calendar.next_working(duty.opens_on) if duty.opens_on is not None else None
    if rung.anchor == Anchor.OVERDUE:
        return calendar.add(duty.effective_due_on, rung.count)
    return calendar.add(deadlines.act_by(duty, calendar), -rung.count)


def applies(item: Item, duty: Duty, counts_from: Anchor, day: date) -> bool:
    """Whether such a rung speaks on that day: of what runs, and once it is overdue only of what is (DOMAIN 6.3)."""
    if duty.status not in RUNNING or item.state == State.SUSPENDED:
        return False
    over = deadlines.overdue(item, duty, day)
    return over if counts_from == Anchor.OVERDUE else not over and day <= duty.effective_due_on


# What falls due


def lines(items: Iterable[Item], calendar: Calendar, day: date) -> list[Line]:
    """What falls due on `day` itself, of each duty the strongest rung only; nothing on a day off."""
    if not calendar.is_working(day):
        return []
    found = []
    for item in items:
        for duty in (duty for duty in item.duties if not duty.settled):
            today = [
                rung for rung, on in days(duty, calendar, day) if on == day and applies(item, duty, rung.anchor, day)
            ]
            found += [Line(item, duty, rung, day) for rung in today[-1:]]
    return found


def _unheard(item: Item, duty: Duty) -> bool:
    """Whether nobody is urged yet: what was due before the plan was adopted is being entered from its papers."""
    adopted = item.plan.adopted_on
    return item.plan.backfill and adopted is not None and duty.effective_due_on < adopted


class Planner:
    """What is due by a day and was not said: each duty's strongest rung that has come, unless one as strong was.

    `said` are the last rungs of the ledger about each duty, by their windows. Nothing that fell due before the plan was
    adopted comes, unless `older`.
    """

    def __init__(
        self,
        calendars: Mapping[str, Calendar],
        day: date,
        said: Mapping[About, Mapping[str, str]],
        *,
        older: bool = False,
    ) -> None:
        self.calendars = calendars
        self.day = day
        self.said = said
        self.older = older
        self._days: dict[object, list[tuple[Rung, date]]] = {}

    def due(self, found: Iterable[tuple[Item, Duty]]) -> Iterator[Line]:
        """Of the running duties."""
        for item, duty in found:
            calendar = self.calendars[item.plan.calendar]
            if not calendar.is_working(self.day) or (_unheard(item, duty) and not self.older):
                continue
            come = self._come(item, duty, calendar)
            speaking = [pair for pair in come if applies(item, duty, pair[0].anchor, self.day)]
            if speaking:
                yield from self._unsaid(Line(item, duty, *speaking[-1]), come)

    def waiting(self, found: Iterable[tuple[Item, Turn]]) -> Iterator[Line]:
        """Of what waits for office or leader."""
        for item, turn in found:
            calendar = self.calendars[item.plan.calendar]
            if not calendar.is_working(self.day) or turn.since is None:
                continue
            line = waits(item, turn, calendar, self.day)
            if self.older or item.plan.adopted_on is None or line.day >= item.plan.adopted_on:
                yield from self._unsaid(line, [])

    def _come(self, item: Item, duty: Duty, calendar: Calendar) -> list[tuple[Rung, date]]:
        """The rungs that have come, in their order; duties with the same days share the work."""
        same = (calendar.name, duty.opens_on, duty.in_force, duty.effective_due_on, duty.short, duty.kind)
        if same not in self._days:
            self._days[same] = list(days(duty, calendar, self.day))
        first, come = item.plan.adopted_on, self._days[same]
        if not self.older and first is not None and come and come[0][1] < first:
            come = [pair for pair in come if pair[1] >= first]
        if come and come[0][0].anchor == Anchor.OPENS and self._urged(item, duty):
            return come[1:]  # an extension opens no window anew
        return come

    def _urged(self, item: Item, duty: Duty) -> bool:
        """Whether anything was said to the unit; what waited for office or leader was not."""
        return any(anchor(name) != Anchor.HANDS for name in self.said.get((item.id, duty.key), {}).values())

    def _unsaid(self, line: Line, come: list[tuple[Rung, date]]) -> Iterator[Line]:
        last = self.said.get(line.about, {}).get(line.window)
        reached = rank(last) if last is not None else None
        if reached is None or rank(line.rung.name) > reached:
            missed = [pair for pair in come if pair[1] < line.day and (reached is None or rank(pair[0].name) > reached)]
            yield replace(line, missed=tuple(missed)) if missed else line


def waits(item: Item, turn: Turn, calendar: Calendar, day: date) -> Line:
    """The line about what has waited for office or leader since a day: from the fourth working day on, every fifth."""
    assert turn.since is not None
    passed = calendar.between(turn.since, day)
    count = HANDS.count + (passed - HANDS.count) // HANDS.every * HANDS.every
    to = (Who.LEAD,) if turn.role == Role.LEADER else HANDS.to
    rung = replace(tail(HANDS, count), to=to)
    on = calendar.add(turn.since, count)
    return Line(item, turn.duty, rung, on, turn.act, turn.since, turn.not_by)
