"""What the clock does: plain functions of a session and how late it is. Done twice for a day, a job is done once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import TYPE_CHECKING, TypeVar

from models.database import transaction
from models.reader import reading
from models.reminding import Job
from models.words import Act, Role
from schedules import bulletins, ledger, outbox, planning, watch
from schedules.delivery import Courier
from workflow import directory, records
from workflow.actor import SHANGHAI
from workflow.changes import canonical

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy import Connection

    from models.reader import Reader
    from models.reminding import Delivery
    from schedules.ledger import Entry, Made
    from schedules.session import Now, Session
    from workflow.actor import Actor

T = TypeVar("T")

OPENS = time(8, 30)
"""Before this hour of Shanghai nothing is planned and nothing leaves."""


@dataclass(slots=True)
class Ticked:
    """What one tick did: the jobs that were due with what they made, and how messages came to stand."""

    made: dict[Job, Made] = field(default_factory=dict)
    ended: Counter[Delivery] | None = None


def tick(session: Session, now: Now, opens: time = OPENS) -> Ticked:
    """Does what is due and delivers. Refused where the clock is not to be trusted (`watch`)."""
    with transaction(session.engine) as connection:
        watch.enter(connection, now, session.worker)
    done = Ticked()
    if now.at.astimezone(SHANGHAI).time() < opens:
        return done
    try:
        done.made = catch_up(session, now)
    finally:
        done.ended = deliver(session, now)  # what cannot be planned keeps nothing from leaving
    return done


def catch_up(session: Session, now: Now) -> dict[Job, Made]:
    """Does the jobs that were not done yet for the day, the week and the month."""
    return {job: JOBS[job](session, now, day) for job, day in _due(session, now)}


def _due(session: Session, now: Now) -> list[tuple[Job, date]]:
    """The jobs that were not done yet for the day, the week and the month."""
    with reading(session.address) as reader:
        if not _works(reader, now.day):
            return []
        periods = ((Job.MORNING, now.day), (Job.WEEKLY, monday(now.day)), (Job.MONTHLY, now.day.replace(day=1)))
        return [(job, day) for job, day in periods if not watch.done(reader, job, day)]


def _works(reader: Reader, day: date) -> bool:
    """Whether it is a working day for any plan."""
    return any(calendar.is_working(day) for calendar in directory.calendars(reader).values())


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def morning(
    session: Session, now: Now, day: date | None = None, *, older: bool = False, by: Actor | None = None
) -> Made:
    """Enters the reminders of the day into the ledger, each once for ever; a record in the chain of the clock says so.

    On a day off there is nothing to be done, and nothing says that it was.
    """
    with reading(session.address) as reader:
        if not _works(reader, now.day):
            return ledger.Made()

    def enter(connection: Connection, entries: list[Entry], turn: int) -> Made:
        outbox.recover(connection, now.at)
        made = ledger.enter(connection, entries, now, turn)
        if made.lines or made.phone:
            _record(connection, entries, now, by)
        return made

    return _once(
        session, now, (Job.MORNING, day or now.day), lambda r: planning.planned(r, now.day, older=older), enter
    )


def _record(connection: Connection, entries: list[Entry], now: Now, by: Actor | None) -> None:
    """That so many lines of each plan were entered, in a chain of their own: nobody who acts has to wait for it, and
    a clock that was wrong stands in nobody's way."""
    lines = Counter(entry.line.item.plan.code for entry in entries if entry.to)
    people = {to.person.login for entry in entries for to in entry.to if to.person}
    at = max(now.at, records.begin(connection, CHAIN) or now.at)
    heads = records.lock(connection, [CHAIN], at)
    who, role = (by.login, Role.OFFICE) if by else ("clock", Role.CLOCK)
    changes = canonical({"more": {"lines": dict(sorted(lines.items())), "people": len(people)}})
    unit = by.unit_name if by else None
    entry = records.Entry(CHAIN, at, now.day, who, role.value, unit, Act.REMIND.value, changes)
    records.append(connection, [entry], heads)


CHAIN = "clock"
"""The chain of records of what the clock did."""


def weekly(session: Session, now: Now, day: date) -> Made:
    """The office gets the count of what was received and what is missing, while windows of reviews are open."""

    def read(reader: Reader) -> list[bulletins.Page]:
        return bulletins.weekly(reader, session.texts, now.day)

    return _once(session, now, (Job.WEEKLY, day), read, lambda c, pages, _: bulletins.enter(c, pages, now, day))


def monthly(session: Session, now: Now, day: date) -> Made:
    """Leaders get one page: the lights, what is overdue, what falls due within 20 working days."""

    def read(reader: Reader) -> list[bulletins.Page]:
        return bulletins.monthly(reader, session.texts, now.day)

    return _once(session, now, (Job.MONTHLY, day), read, lambda c, pages, _: bulletins.enter(c, pages, now, day))


JOBS: dict[Job, Callable[[Session, Now, date], Made]] = {
    Job.MORNING: morning,
    Job.WEEKLY: weekly,
    Job.MONTHLY: monthly,
}


def _once(
    session: Session,
    now: Now,
    job: tuple[Job, date],
    read: Callable[[Reader], T],
    enter: Callable[[Connection, T, int], Made],
) -> Made:
    """Reads, then writes what was read; anew where another worker planned in between.

    Reading is done first, so that nobody has to wait for it.
    """
    while True:
        with reading(session.address) as reader:
            if job[0] != Job.MORNING and watch.done(reader, *job):
                return ledger.Made()
            turn, found = watch.turn(reader), read(reader)
        with transaction(session.engine) as connection:
            if watch.take(connection, turn):
                made = enter(connection, found, turn)
                watch.note(connection, job[0], job[1], now, session.worker, **made.counts())
                return made


def deliver(session: Session, now: Now) -> Counter[Delivery]:
    """Sends what may leave now."""
    return Courier(session, now).round()
