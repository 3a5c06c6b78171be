"""The one row that knows how late it is: a clock set back or far ahead sends nothing; planners take turns."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from models.reminder import ClockRow, RunRow
from workflow.directory import moment
from workflow.errors import Refused
from workflow.records import shown

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from models.reader import Reader
    from models.reminding import Job
    from schedules.session import Now

CLOCK: Table = ClockRow.__table__  # type: ignore[attr-defined]
RUN: Table = RunRow.__table__  # type: ignore[attr-defined]

BEHIND = timedelta(minutes=1)
"""So far the clocks of several machines may lie apart."""

LEAP = timedelta(days=31)
"""After a longer pause somebody has to say that the day is right: a clock set wrongly would urge everybody at once."""


def enter(connection: Connection, now: Now, worker: str, *, trusted: bool = False) -> None:
    """Notes that somebody works at this moment. Refused where it lies before the last one, or far after it.

    `trusted`: a person has looked, the clock is right, whatever was noted.
    """
    # An update that changes nothing takes the row's lock on both engines.
    query = update(CLOCK).values(turn=CLOCK.c.turn).returning(CLOCK.c.at, CLOCK.c.day)
    at, day = connection.execute(query).one()
    if not trusted:
        _check(now, at, day)
        at, day = max(now.at, at or now.at), max(now.day, day or now.day)
    else:
        at, day = now.at, now.day
    connection.execute(update(CLOCK).values(at=at, day=day, worker=worker))


def _check(now: Now, at: datetime | None, day: date | None) -> None:
    if at is not None and at - now.at > BEHIND:
        raise Refused("clock_back", last=shown(at), now=shown(now.at))
    if day is not None and now.day < day:
        raise Refused("clock_back", last=day.isoformat(), now=now.day.isoformat())
    if day is not None and now.day - day > LEAP:
        raise Refused("clock_leap", last=day, now=now.day, days=(now.day - day).days)


def turn(reader: Reader) -> int:
    """The number of the planning that comes next."""
    return int(reader.rows("SELECT turn FROM clock")[0][0])


def take(connection: Connection, expected: int) -> bool:
    """Whether it is still that planning's turn; nobody else plans until the transaction ends."""
    found = connection.execute(update(CLOCK).where(CLOCK.c.turn == expected).values(turn=expected + 1))
    return found.rowcount == 1


def name(connection: Connection) -> str:
    """What tells this database's messages from those of others."""
    return str(connection.execute(select(CLOCK.c.name)).scalar_one())


def done(reader: Reader, job: Job, day: date) -> bool:
    """Whether the job was done for the day."""
    from workflow.recall import bound

    query = "SELECT 1 FROM run WHERE job = :job AND day = :day"
    return bool(reader.rows(query, job=job.value, day=bound(reader, day)))


def note(connection: Connection, job: Job, day: date, now: Now, worker: str, **made: int) -> None:
    """Notes that the job was done for the day; where it was before, what was made now is added."""
    here = (RUN.c.job == job, RUN.c.day == day)
    before = connection.execute(select(RUN).where(*here)).mappings().first()
    values = {"at": now.at, "worker": worker, **{k: n + (before[k] if before else 0) for k, n in made.items()}}
    if before:
        connection.execute(update(RUN).where(*here).values(values))
    else:
        connection.execute(insert(RUN), {"job": job, "day": day, **dict.fromkeys(COUNTS, 0), **values})


COUNTS = ("lines", "messages", "phone", "superseded")
"""What a run counts."""


def last_runs(reader: Reader, count: int = 5) -> list[dict[str, object]]:
    """The last jobs done, the newest first."""
    names = ("job", "day", "at", "worker", *COUNTS)
    rows = reader.rows(f"SELECT {', '.join(names)} FROM run ORDER BY id DESC LIMIT {int(count)}")
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return [{**row, "day": str(row["day"]), "at": moment(row["at"]).isoformat()} for row in found]
