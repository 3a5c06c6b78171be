"""The way of a message: claimed under a lease and a fencing token, marked as it leaves, settled by what was said."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, or_, select, update

from models.reminding import Delivery, Purpose
from schedules.ledger import MESSAGE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection, Update

MOST = 60
"""Tries after which a message has failed: more than two days of them."""

DOUBTS = 5
"""Times that a message which may have arrived is sent again, by a channel whose receiver knows it again (else once);
then it stays in doubt until a person looks."""


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
    day: date
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
    said: str | None
    until: datetime


_READ = tuple(MESSAGE.c[field.name] for field in fields(Claim) if field.name != "until")


@dataclass(frozen=True, slots=True)
class How:
    """Who claims, when, for how many seconds, how many at once; of these numbers only."""

    worker: str
    at: datetime
    lease: float
    most: int
    only: Collection[int] | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What leaves, and whether the archive gets it too."""

    subject: str
    text: str
    payload: bytes
    archived: bool = False


def recover(connection: Connection, at: datetime) -> int:
    """What the dead left behind: unmarked it certainly did not leave and waits again, marked it is in doubt."""
    marked = MESSAGE.c.status == Delivery.TRANSMITTING
    taken = MESSAGE.c.status.in_((Delivery.CLAIMED, Delivery.TRANSMITTING))
    status = case((marked, Delivery.IN_DOUBT.value), else_=Delivery.PENDING.value)
    query = update(MESSAGE).where(taken, MESSAGE.c.lease_until < at).values(status=status, next_at=at)
    return connection.execute(query).rowcount


def claim(connection: Connection, how: How, channels: Sequence[str]) -> list[Claim]:
    """Takes messages that may leave now by these channels, the oldest first."""
    return _take(connection, how, channels, MESSAGE.c.status == Delivery.PENDING, Delivery.CLAIMED)


def claim_doubts(connection: Connection, how: How, channels: Mapping[str, int]) -> list[Claim]:
    """Takes messages whose fate is to be found out now; they stay in doubt until it is.

    The channels come with how many times each may send again what may have arrived.
    """
    if not channels:
        return []
    unwatched = MESSAGE.c.lease_until.is_(None) | (MESSAGE.c.lease_until < how.at)
    again = or_(*((MESSAGE.c.channel == name) & (MESSAGE.c.doubts < most) for name, most in channels.items()))
    free = (MESSAGE.c.status == Delivery.IN_DOUBT) & again & unwatched
    return _take(connection, how, list(channels), free, Delivery.IN_DOUBT)


def _take(connection: Connection, how: How, channels: Sequence[str], free: Any, status: Delivery) -> list[Claim]:
    until = how.at + timedelta(seconds=how.lease)
    ready = select(MESSAGE.c.id).where(free, MESSAGE.c.next_at <= how.at, MESSAGE.c.channel.in_(channels))
    if how.only is not None:
        ready = ready.where(MESSAGE.c.id.in_(how.only))
    # What another worker is just taking is passed over; SQLite has one writer, which this transaction is.
    ready = ready.order_by(MESSAGE.c.next_at, MESSAGE.c.id).limit(how.most).with_for_update(skip_locked=True)
    taken = list(connection.execute(ready).scalars())
    values = {"status": status, "token": MESSAGE.c.token + 1, "worker": how.worker, "lease_until": until}
    query = update(MESSAGE).where(MESSAGE.c.id.in_(taken)).values(values).returning(*_READ)
    rows = connection.execute(query).mappings().all() if taken else []
    return sorted((Claim(**row, until=until) for row in rows), key=lambda one: one.id)


def mark(connection: Connection, one: Claim, at: datetime, content: Content) -> None:
    """Notes what leaves now, before it does. Lost where the message is another's by now; then nothing may leave."""
    values: dict[str, Any] = {"subject": content.subject, "text": content.text, "payload": content.payload}
    values |= {"status": Delivery.TRANSMITTING, "marked_at": at, "archived": content.archived}
    if not _change(connection, _IN_TIME, one, {**values, "_at": at}):
        raise Lost


def _change(connection: Connection, mine: Update, one: Claim, values: dict[str, Any]) -> bool:
    """Puts these values into the message; whether it was still its worker's."""
    return connection.execute(mine, {"_id": one.id, "_token": one.token, **values}).rowcount == 1


def _mine(*statuses: Delivery) -> Update:
    """An update of a message that is its worker's and stands so; made once, which takes longer than running it."""
    here = (MESSAGE.c.id == bindparam("_id"), MESSAGE.c.token == bindparam("_token"))
    return update(MESSAGE).where(*here, MESSAGE.c.status.in_(statuses))


_CLAIMED = _mine(Delivery.CLAIMED)
_IN_TIME = _CLAIMED.where(MESSAGE.c.lease_until > bindparam("_at"))
_DOUBTED = _mine(Delivery.IN_DOUBT)
_LEFT = _mine(Delivery.TRANSMITTING, Delivery.IN_DOUBT)
_HELD = _mine(Delivery.CLAIMED, Delivery.TRANSMITTING, Delivery.IN_DOUBT)


# How it ends; each answers whether the message was still this worker's


def sent(connection: Connection, one: Claim, at: datetime) -> bool:
    """It was accepted. Also where it was put in doubt meanwhile and nobody has looked into it: the answer is there."""
    return _end(connection, _LEFT, one, Delivery.SENT, at, None)


def failed(connection: Connection, one: Claim, at: datetime, said: str) -> bool:
    """It was refused for good."""
    return _end(connection, _HELD, one, Delivery.FAILED, at, said)


def cancelled(connection: Connection, one: Claim, at: datetime, said: str) -> bool:
    """There is nothing left to say, or nobody to say it to. Not so where that was read under a claim that is over."""
    return _change(connection, _IN_TIME, one, {**_ended(Delivery.CANCELLED, at, said), "_at": at})


def _end(connection: Connection, mine: Update, one: Claim, status: Delivery, at: datetime, said: str | None) -> bool:
    return _change(connection, mine, one, _ended(status, at, said))


def _ended(status: Delivery, at: datetime, said: str | None) -> dict[str, Any]:
    return {"status": status, "ended_at": at, "said": said, "lease_until": None}


# How it goes on


def again(connection: Connection, one: Claim, at: datetime, said: str, wait: float, *, counted: bool = True) -> bool:
    """It certainly was not accepted, and waits so many seconds; failed after too many tries that count."""
    if one.attempts + counted >= MOST:
        return failed(connection, one, at, said)
    return _on(connection, _HELD, one, at, wait, said=said, attempts=one.attempts + counted)


def doubted(connection: Connection, one: Claim, at: datetime, said: str, wait: float) -> bool:
    """Nobody knows whether it was accepted; it is looked into after `wait` seconds."""
    return _on(connection, _LEFT, one, at, wait, status=Delivery.IN_DOUBT, said=said)


def repeat(connection: Connection, one: Claim, at: datetime) -> bool:
    """What was in doubt leaves again, as the same bytes."""
    return _on(connection, _DOUBTED, one, at, fixed=True, doubts=one.doubts + 1)


def unmark(connection: Connection, one: Claim, at: datetime) -> bool:
    """It was marked, and its worker knows that nothing left."""
    return _on(connection, _LEFT, one, at)


def give_back(connection: Connection, one: Claim, at: datetime) -> bool:
    """Nobody has begun with it; another one may take it at once."""
    if one.status == Delivery.IN_DOUBT:
        return doubted(connection, one, at, one.said or "", 0)
    return _on(connection, _CLAIMED, one, at)


def put_off(connection: Connection, one: Claim, at: datetime, until: datetime) -> bool:
    """Today is not its day; nothing is counted."""
    return _on(connection, _CLAIMED, one, at, (until - at).total_seconds())


def _on(connection: Connection, mine: Update, one: Claim, at: datetime, wait: float = 0.0, **more: Any) -> bool:
    """Free for whoever takes it after `wait` seconds."""
    values = {"status": Delivery.PENDING, "next_at": at + timedelta(seconds=wait), "lease_until": None, **more}
    return _change(connection, mine, one, values)
