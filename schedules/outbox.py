"""The way of a message: claimed under a lease and a fencing token, marked as it leaves, settled by what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, select, update

from models.reminding import Delivery, Purpose
from schedules.ledger import MESSAGE

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

FIRST, LONGEST = 60.0, 3600.0
"""Seconds until the second try, and between the last ones; each wait is twice the one before."""

MOST = 60
"""Tries after which a message has failed: more than two days of them."""

DOUBTS = 5
"""Times that a message which may have arrived is sent again; then it stays in doubt until a person looks."""

SAME = ("id", "key", "purpose", "login", "channel", "day", "status", "token", "attempts", "doubts", "fixed", "archived")
"""What a worker needs to know of a message."""


class Lost(Exception):
    """The message is no longer this worker's: its lease ran out, or another one has it."""


@dataclass(slots=True)
class Claim:
    """A message in the hands of a worker until `until`."""

    id: int
    key: str
    purpose: Purpose
    login: str
    channel: str
    day: Any
    status: Delivery
    token: int
    attempts: int
    doubts: int
    fixed: bool
    archived: bool
    subject: str | None
    text: str | None
    payload: bytes | None
    marked_at: datetime | None
    made_at: datetime
    until: datetime


_READ = (*(MESSAGE.c[name] for name in (*SAME, "subject", "text", "payload", "marked_at", "made_at")),)


def recover(connection: Connection, at: datetime) -> int:
    """What the dead left behind: unmarked it certainly did not leave and waits again, marked it is in doubt."""
    gone = MESSAGE.c.lease_until < at
    marked = MESSAGE.c.status == Delivery.TRANSMITTING
    taken = MESSAGE.c.status.in_((Delivery.CLAIMED, Delivery.TRANSMITTING))
    status = case((marked, Delivery.IN_DOUBT.value), else_=Delivery.PENDING.value)
    return connection.execute(update(MESSAGE).where(taken, gone).values(status=status, next_at=at)).rowcount


def claim(
    connection: Connection, worker: str, at: datetime, lease: float, channels: Collection[str], most: int
) -> list[Claim]:
    """Takes messages that may leave now by these channels, the oldest first."""
    return _take(connection, worker, at, lease, most, MESSAGE.c.status == Delivery.PENDING, channels, Delivery.CLAIMED)


def claim_doubts(
    connection: Connection, worker: str, at: datetime, lease: float, channels: Collection[str], most: int
) -> list[Claim]:
    """Takes messages whose fate is to be found out now; they stay in doubt until it is."""
    unwatched = MESSAGE.c.lease_until.is_(None) | (MESSAGE.c.lease_until < at)
    free = (MESSAGE.c.status == Delivery.IN_DOUBT) & (MESSAGE.c.doubts < DOUBTS) & unwatched
    return _take(connection, worker, at, lease, most, free, channels, Delivery.IN_DOUBT)


def _take(
    connection: Connection,
    worker: str,
    at: datetime,
    lease: float,
    most: int,
    free: Any,
    channels: Collection[str],
    status: Delivery,
) -> list[Claim]:
    until = at + timedelta(seconds=lease)
    ready = select(MESSAGE.c.id).where(free, MESSAGE.c.next_at <= at, MESSAGE.c.channel.in_(channels))
    # What another worker is just taking is passed over; SQLite has one writer, which this transaction is.
    ready = ready.order_by(MESSAGE.c.next_at, MESSAGE.c.id).limit(most).with_for_update(skip_locked=True)
    taken = list(connection.execute(ready).scalars())
    values = {"status": status, "token": MESSAGE.c.token + 1, "worker": worker, "lease_until": until}
    query = update(MESSAGE).where(MESSAGE.c.id.in_(taken)).values(values).returning(*_READ)
    rows = connection.execute(query).all() if taken else []
    return sorted((Claim(*row, until=until) for row in rows), key=lambda one: one.id)


def mark(
    connection: Connection, one: Claim, at: datetime, subject: str, text: str, payload: bytes, *, archived: bool
) -> None:
    """Notes what leaves now, before it does. Lost where the message is another's by now; then nothing may leave."""
    values = {"status": Delivery.TRANSMITTING, "marked_at": at, "subject": subject, "text": text, "payload": payload}
    mine = _mine(one, Delivery.CLAIMED)
    query = update(MESSAGE).where(*mine, MESSAGE.c.lease_until > at).values(**values, archived=archived)
    if connection.execute(query).rowcount != 1:
        raise Lost


def _mine(one: Claim, *statuses: Delivery) -> tuple[Any, ...]:
    return MESSAGE.c.id == one.id, MESSAGE.c.token == one.token, MESSAGE.c.status.in_(statuses)


def sent(connection: Connection, one: Claim, at: datetime) -> bool:
    """It was accepted. Also where it was put in doubt meanwhile and nobody has looked into it: the answer is there."""
    mine = _mine(one, Delivery.TRANSMITTING, Delivery.IN_DOUBT)
    return _end(connection, mine, Delivery.SENT, at, None)


def failed(connection: Connection, one: Claim, at: datetime, said: str) -> bool:
    """It was refused for good."""
    return _end(connection, _mine(one, *_HELD), Delivery.FAILED, at, said)


def cancelled(connection: Connection, one: Claim, at: datetime, said: str | None) -> bool:
    """There is nothing left to say, or nobody to say it to."""
    return _end(connection, _mine(one, Delivery.CLAIMED), Delivery.CANCELLED, at, said)


_HELD = (Delivery.CLAIMED, Delivery.TRANSMITTING, Delivery.IN_DOUBT)


def _end(connection: Connection, mine: tuple[Any, ...], status: Delivery, at: datetime, said: str | None) -> bool:
    values = {"status": status, "ended_at": at, "said": said, "lease_until": None}
    return connection.execute(update(MESSAGE).where(*mine).values(values)).rowcount == 1


def again(connection: Connection, one: Claim, at: datetime, said: str, after: float | None = None) -> bool:
    """It certainly was not accepted, and waits: as long as the other side asked for, else longer each time."""
    if after is None and one.attempts + 1 >= MOST:
        return failed(connection, one, at, said)
    wait = after if after is not None else min(FIRST * 2**one.attempts, LONGEST)
    values = {"status": Delivery.PENDING, "next_at": at + timedelta(seconds=wait), "said": said, "lease_until": None}
    counted = one.attempts + (after is None)
    query = update(MESSAGE).where(*_mine(one, *_HELD)).values(**values, attempts=counted)
    return connection.execute(query).rowcount == 1


def doubted(connection: Connection, one: Claim, at: datetime, said: str, wait: float) -> bool:
    """Nobody knows whether it was accepted; it is looked into after `wait` seconds."""
    values = {"status": Delivery.IN_DOUBT, "next_at": at + timedelta(seconds=wait), "said": said, "lease_until": None}
    query = update(MESSAGE).where(*_mine(one, Delivery.TRANSMITTING, Delivery.IN_DOUBT)).values(values)
    return connection.execute(query).rowcount == 1


def repeat(connection: Connection, one: Claim, at: datetime) -> bool:
    """What was in doubt leaves again, as the same bytes."""
    values = {"status": Delivery.PENDING, "next_at": at, "fixed": True, "lease_until": None}
    query = update(MESSAGE).where(*_mine(one, Delivery.IN_DOUBT)).values(**values, doubts=one.doubts + 1)
    return connection.execute(query).rowcount == 1


def put_off(connection: Connection, one: Claim, until: datetime) -> bool:
    """Today is not its day; nothing is counted."""
    values = {"status": Delivery.PENDING, "next_at": until, "lease_until": None}
    return connection.execute(update(MESSAGE).where(*_mine(one, Delivery.CLAIMED)).values(values)).rowcount == 1


