"""Entering what is due: lines of the ledger, each once for ever, and the messages that carry them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import insert, select, update

from models import database
from models.reader import parts
from models.reminder import MessageRow, ReminderRow, SerialRow
from models.reminding import AUTO, NUMBERED, PHONE, Delivery, Purpose, Series, Standing, Tone
from schedules import watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection, Table

    from schedules.planner import Line
    from schedules.recipients import Recipient
    from schedules.session import Now

REMINDER: Table = ReminderRow.__table__  # type: ignore[attr-defined]
MESSAGE: Table = MessageRow.__table__  # type: ignore[attr-defined]
SERIAL: Table = SerialRow.__table__  # type: ignore[attr-defined]

To = tuple[str, str]
"""Who gets a message, by what: login and channel."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line with those whom it is for."""

    line: Line
    to: tuple[Recipient, ...]


@dataclass(slots=True)
class Made:
    """What was entered."""

    lines: int = 0
    messages: int = 0
    phone: int = 0
    superseded: int = 0
    numbers: dict[str, str] = field(default_factory=dict)
    """The numbers given to papers, by the code of the duty."""

    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in watch.COUNTS}


def enter(
    connection: Connection,
    entries: Iterable[Entry],
    now: Now,
    turn: int,
    *,
    origin: str = AUTO,
    purpose: Purpose = Purpose.DIGEST,
    note: str | None = None,
) -> Made:
    """Enters the lines and one message for each person and channel; what the ledger has already is left alone.

    What was missed is entered as superseded. Weaker lines that still wait to leave are taken back. `turn` tells the
    messages of one planning from those of another. What a person asks for has an `origin` of its own, and a `note`.
    """
    entries = [entry for entry in entries if entry.to]
    made = Made(numbers=_numbers(connection, [entry.line for entry in entries], now.day, origin))
    rows = [row for entry in entries for row in _rows(entry, now, (origin, note), made.numbers)]
    wanted = dict.fromkeys(row["to"] for row in rows if row["standing"] == Standing.QUEUED)
    carriers = _messages(connection, list(wanted), now, turn, purpose, made) if wanted else {}
    if purpose == Purpose.DIGEST:
        made.superseded += _supersede(connection, rows)
    for row in rows:
        row["message_id"] = carriers.get(row.pop("to"))
    for some in parts(rows):
        _say(connection, list(some))
    kept = Counter(row["standing"] for row in rows)
    made.lines, made.phone = kept[Standing.QUEUED], kept[Standing.PHONE]
    made.superseded += kept[Standing.SUPERSEDED]
    return made


def once(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Adds the rows that are not there yet: the key of the table decides."""
    connection.execute(database.insert_into(connection, table).on_conflict_do_nothing(), rows)


KEY = ("item_id", "duty", "revision", "rung", "login", "channel", "origin")
"""What a line is unique by, for ever."""
_ANEW = ("standing", "message_id", "made_on", "due_day", "is_copy", "number")


def _say(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Adds the lines that are not there yet; one that was dropped before it left and is true again is said now."""
    query = database.insert_into(connection, REMINDER)
    anew = {name: query.excluded[name] for name in _ANEW}
    dropped = REMINDER.c.standing == Standing.DROPPED.value
    connection.execute(query.on_conflict_do_update(index_elements=list(KEY), set_=anew, where=dropped), rows)


def _rows(
    entry: Entry, now: Now, asked: tuple[str, str | None], numbers: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """The rows of a line: of the rungs that were missed, then one for each person and channel."""
    line = entry.line
    item_id, duty = line.about
    origin, note = asked
    about = {"item_id": item_id, "duty": duty, "revision": line.window, "origin": origin, "made_on": now.day}
    about |= {"note": note}
    nobody = {"login": "", "channel": "", "is_copy": False, "number": None, "to": None}
    for rung, day in line.missed:
        seen = {"rung": rung.name, "tone": rung.tone, "due_day": day, "standing": Standing.SUPERSEDED}
        yield {**about, **nobody, **seen}
    said = {"rung": line.rung.name, "tone": line.rung.tone, "due_day": line.day}
    said |= {"number": numbers.get(f"{line.item.code}@{duty}")}
    for to in entry.to:
        yield from ({**about, **said, **one} for one in _ways(to))


def _ways(to: Recipient) -> Iterator[dict[str, Any]]:
    """Every channel by which somebody is reached; the telephone where there is none, which nobody takes for a copy."""
    login = to.person.login if to.person else f"@{to.unit.code}"
    for channel in [name for name, _ in to.person.addresses] if to.person else []:
        yield _way(login, channel, to, Standing.QUEUED)
    if not to.copy and (to.person is None or not to.person.addresses):
        yield _way(login, PHONE, to, Standing.PHONE)


def _way(login: str, channel: str, to: Recipient, standing: Standing) -> dict[str, Any]:
    return {"login": login, "channel": channel, "is_copy": to.copy, "standing": standing, "to": (login, channel)}


def _numbers(connection: Connection, lines: Sequence[Line], day: date, origin: str) -> dict[str, str]:
    """The numbers of the papers among the lines, such as 2024-3, by the codes of their duties.

    A paper that was dropped before it left keeps its number.
    """
    papers = [line for line in lines if line.rung.tone in NUMBERED]
    kept = _kept_numbers(connection) if papers and origin == AUTO else {}
    found: dict[str, str] = {}
    fresh: defaultdict[tuple[int, Series], list[str]] = defaultdict(list)
    for line in papers:
        code = f"{line.item.code}@{line.about[1]}"
        if number := kept.get((*line.about, line.window, line.rung.name)):
            found[code] = number
        else:
            fresh[line.item.plan.id, Series.URGE if line.rung.tone == Tone.URGE else Series.ORDER].append(code)
    for (plan_id, series), codes in fresh.items():
        last = _last_number(connection, plan_id, series, day.year, len(codes))
        found |= {code: f"{day.year}-{n}" for n, code in enumerate(codes, last - len(codes) + 1)}
    return found


def _kept_numbers(connection: Connection) -> dict[tuple[Any, ...], str]:
    names = ("item_id", "duty", "revision", "rung", "number")
    here = (REMINDER.c.standing == Standing.DROPPED, REMINDER.c.number.is_not(None), REMINDER.c.origin == AUTO)
    rows = connection.execute(select(*(REMINDER.c[name] for name in names)).where(*here))
    return {tuple(key): number for *key, number in rows}


def _last_number(connection: Connection, plan_id: int, series: Series, year: int, count: int) -> int:
    """The last of so many new numbers of a series; the row is locked until the transaction ends."""
    here = (SERIAL.c.plan_id == plan_id, SERIAL.c.series == series, SERIAL.c.year == year)
    once(connection, SERIAL, [{"plan_id": plan_id, "series": series, "year": year, "last": 0}])
    query = update(SERIAL).where(*here).values(last=SERIAL.c.last + count).returning(SERIAL.c.last)
    return int(connection.execute(query).scalar_one())


def _messages(
    connection: Connection, wanted: list[To], now: Now, turn: int, purpose: Purpose, made: Made
) -> dict[To | None, int]:
    """The message of each person and channel: the digest that still waits, which is then of today, or a new one."""
    waiting = _waiting(connection, now) if purpose == Purpose.DIGEST else {}
    found: dict[To | None, int] = {to: waiting[to] for to in wanted if to in waiting}
    new = [to for to in wanted if to not in waiting]
    name = watch.name(connection)
    keys = {message_key(name, purpose, to, now.day, turn): to for to in new}
    rows = [fresh(key, purpose, to, now) for key, to in keys.items()]
    if rows:
        connection.execute(insert(MESSAGE), rows)
    for some in parts(list(keys)):
        query = select(MESSAGE.c.key, MESSAGE.c.id).where(MESSAGE.c.key.in_(some))
        found.update({keys[key]: number for key, number in connection.execute(query)})
    made.messages = len(new)
    return found


def fresh(key: str, purpose: Purpose, to: To, now: Now) -> dict[str, Any]:
    """A message that may leave at once."""
    return {"key": key, "purpose": purpose, "login": to[0], "channel": to[1], "day": now.day, "made_at": now.at} | {
        "status": Delivery.PENDING,
        "next_at": now.at,
        "fixed": False,
        "archived": False,
        "attempts": 0,
        "doubts": 0,
        "token": 0,
    }


def message_key(name: str, purpose: Purpose, to: To, day: date, turn: int) -> str:
    """Stable: a database put back from a copy makes the same message again, under the same name."""
    return sha256("|".join((name, purpose.value, *to, day.isoformat(), str(turn))).encode()).hexdigest()[:40]


_FREE = (MESSAGE.c.status == Delivery.PENDING, MESSAGE.c.purpose == Purpose.DIGEST, MESSAGE.c.fixed.is_(False))
"""Digests of which nothing has left."""


def _waiting(connection: Connection, now: Now) -> dict[To, int]:
    """The digests that can still take lines, which from now on are of today."""
    query = update(MESSAGE).where(*_FREE).values(day=now.day, next_at=now.at)
    rows = connection.execute(query.returning(MESSAGE.c.login, MESSAGE.c.channel, MESSAGE.c.id)).all()
    return {(login, channel): number for login, channel, number in sorted(rows, key=lambda row: row[2])}


def _supersede(connection: Connection, rows: list[dict[str, Any]]) -> int:
    """Takes back the weaker lines about the same things that have not left; how many."""
    about = {(row["item_id"], row["duty"], _asked(row["tone"], row["revision"])) for row in rows}
    columns = (REMINDER.c[name] for name in ("id", "item_id", "duty", "tone", "revision"))
    query = select(*columns).join(MESSAGE, MESSAGE.c.id == REMINDER.c.message_id)
    waiting = connection.execute(query.where(REMINDER.c.standing == Standing.QUEUED, *_FREE)).all()
    weaker = [key for key, item_id, duty, tone, window in waiting if (item_id, duty, _asked(tone, window)) in about]
    for some in parts(weaker):
        connection.execute(update(REMINDER).where(REMINDER.c.id.in_(some)).values(standing=Standing.SUPERSEDED))
    return len(weaker)


def _asked(tone: Tone, window: str) -> str:
    """What is asked for about a duty: the act that waits for office or leader, nothing where the unit has its turn."""
    return window.partition("/")[0] if tone == Tone.WAITING else ""


def set_aside(connection: Connection, ids: Iterable[int], to: tuple[Purpose, To], now: Now) -> None:
    """Puts lines into a message of their own, which waits until then."""
    number = own_message(connection, *to, now)
    connection.execute(update(REMINDER).where(REMINDER.c.id.in_(list(ids))).values(message_id=number))


def own_message(connection: Connection, purpose: Purpose, to: To, now: Now) -> int:
    """A message that nobody else's planning knows of; its number."""
    key = message_key(watch.name(connection), purpose, to, now.day, uuid4().int)
    query = insert(MESSAGE).values(fresh(key, purpose, to, now)).returning(MESSAGE.c.id)
    return int(connection.execute(query).scalar_one())


def drop(connection: Connection, ids: Iterable[int]) -> None:
    """These lines need not be said any more."""
    for some in parts(list(ids)):
        connection.execute(update(REMINDER).where(REMINDER.c.id.in_(some)).values(standing=Standing.DROPPED))
