"""Which reminders are due on which day: a pure function of facts, a calendar and a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.words import RUNNING, Checkpoint, State
from schedules.ladder import LONG, SHORT, Anchor, Who
from workflow import deadlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from schedules.ladder import Rung
    from workflow.facts import Duty, Item
    from workflow.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Line:
    """One reminder that falls due: about a duty, by a rung, on a working day."""

    item: Item
    duty: Duty
    rung: Rung
    day: date

    @property
    def window(self) -> str:
        """The revision of the window: it rises with a formal extension, and a limit given since is one of its own."""
        limit = self.duty.limit_on
        moved = limit is not None and limit > self.duty.due_on
        return f"{self.duty.revision}/{limit}" if moved else str(self.duty.revision)


def ladder(duty: Duty) -> tuple[Rung, ...]:
    """The rungs of a duty; that nobody has signed is for the office to look into (DOMAIN 7)."""
    if not duty.short:
        # An extension opens no window anew.
        return LONG if duty.revision == 0 else tuple(rung for rung in LONG if rung.anchor != Anchor.OPENS)
    if duty.kind != Checkpoint.SIGN:
        return SHORT
    return tuple(
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
            yield replace(rung, name=f"overdue-{count}") if rung.every else rung, day
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


def applies(item: Item, duty: Duty, rung: Rung, day: date) -> bool:
    """Whether a rung speaks on that day: of what runs, and once it is overdue only of what is overdue (DOMAIN 6.3)."""
    if duty.status not in RUNNING or item.state == State.SUSPENDED:
        return False
    over = deadlines.overdue(item, duty, day)
    return over if rung.anchor == Anchor.OVERDUE else not over and day <= duty.effective_due_on


def lines(items: Iterable[Item], calendar: Calendar, day: date, after: date | None = None) -> list[Line]:
    """What falls due on `day`, of each duty the strongest rung only.

    With `after`, a day before, also what fell due since then and was missed; of each duty still one line.
    """
    if not calendar.is_working(day):
        return []
    found = []
    for item in items:
        for duty in item.duties:
            if duty.settled:
                continue
            since = [(rung, on) for rung, on in days(duty, calendar, day) if on == day or (after and after < on)]
            speaking = [(rung, on) for rung, on in since if applies(item, duty, rung, day)]
            if speaking:
                rung, on = max(speaking, key=lambda pair: pair[1])
                found.append(Line(item, duty, rung, on))
    return found
