"""What people ask for by hand: an order, a message sent again, a call that was made, a test of a channel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import insert, select, update

from models.reminding import PHONE, WAITING, Delivery, Purpose, Standing
from schedules import ledger
from schedules.ladder import ORDER
from schedules.ledger import MESSAGE, REMINDER, Entry
from schedules.planner import Line
from workflow import acts
from workflow.errors import Refused, missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from schedules.ledger import Made
    from schedules.recipients import Directory, Person
    from schedules.session import Now
    from workflow.attempt import Attempt
    from workflow.facts import Duty, Item
    from workflow.outcome import Outcome


def _origin() -> str:
    """A name space of its own, so that what a person sends never stands in the way of the ladder."""
    return f"manual:{uuid4().hex}"


def urge(
    connection: Connection, attempt: Attempt, item: Item, duty: Duty, known: Directory, now: Now
) -> tuple[Outcome, Made]:
    """A numbered supervision order about a duty, with its record; its messages leave with the next round."""
    line = Line(item, duty, ORDER, now.day)
    entry = Entry(line, tuple(known.recipients(line)))
    made = ledger.enter(
        connection, [entry], now, uuid4().int, origin=_origin(), purpose=Purpose.ORDER, note=attempt.note
    )
    code = f"{item.code}@{duty.key}"
    to = sorted(one.person.name if one.person else one.unit.name for one in entry.to if not one.copy)
    outcome = acts.perform(connection, replace(attempt, more={"number": made.numbers[code], "to": to}), code)
    return outcome, made


def phoned(
    connection: Connection, attempt: Attempt, item: Item, duty: Duty, logins: Sequence[str]
) -> tuple[Outcome, int]:
    """Notes that somebody was phoned about a duty; the lines that waited for it are done. How many those were.

    `logins` are those who were spoken to, as the ledger names them; where nobody is named, everybody was.
    """
    where = [REMINDER.c.item_id == item.id, REMINDER.c.duty == duty.key, REMINDER.c.channel == PHONE]
    if logins:
        where.append(REMINDER.c.login.in_(logins))
    query = update(REMINDER).where(*where, REMINDER.c.standing == Standing.PHONE)
    done = connection.execute(query.values(standing=Standing.PHONED)).rowcount
    return acts.perform(connection, attempt, f"{item.code}@{duty.key}"), done


def resend(connection: Connection, numbers: Sequence[int], people: dict[str, Person], now: Now) -> list[int]:
    """Sends messages again, each as one of its own; what still waits leaves at once instead. The numbers to watch."""
    return [_again(connection, number, people, now) for number in dict.fromkeys(numbers)]


def _again(connection: Connection, number: int, people: dict[str, Person], now: Now) -> int:
    old = connection.execute(select(MESSAGE).where(MESSAGE.c.id == number)).mappings().first()
    if old is None:
        raise missing("message", str(number))
    if old["status"] in (Delivery.CLAIMED, Delivery.TRANSMITTING):
        raise Refused("message_leaving", message=number)
    if old["status"] == Delivery.PENDING:
        connection.execute(update(MESSAGE).where(MESSAGE.c.id == number).values(next_at=now.at))
        return number
    channel = _channel(old, people)
    fresh = ledger.own_message(connection, Purpose.AGAIN, (old["login"], channel), now)
    if not _copy_lines(connection, number, fresh, channel):
        told = {"subject": old["subject"], "text": old["text"], "purpose": old["purpose"]}
        connection.execute(update(MESSAGE).where(MESSAGE.c.id == fresh).values(told))
    if old["status"] in (*WAITING, Delivery.FAILED):
        connection.execute(update(MESSAGE).where(MESSAGE.c.id == number).values(status=Delivery.RESENT))
    return fresh


def close(connection: Connection, numbers: Sequence[int], note: str, now: Now) -> None:
    """A person has looked into messages that failed or are in doubt: nothing more is to be done about them.

    Refused where one of them is neither; `note` says what was found out.
    """
    for number in dict.fromkeys(numbers):
        here = (MESSAGE.c.id == number, MESSAGE.c.status.in_((Delivery.FAILED, Delivery.IN_DOUBT)))
        values = {"status": Delivery.CLOSED, "ended_at": now.at, "said": note, "lease_until": None}
        query = update(MESSAGE).where(*here).values(**values, token=MESSAGE.c.token + 1)
        if connection.execute(query).rowcount != 1:
            raise Refused("message_untroubled", message=number)


def _channel(old: Any, people: dict[str, Person]) -> str:
    """The same channel as before where the person is still on it, else the first one they are on."""
    person = people.get(old["login"])
    known = [name for name, _ in person.addresses] if person else []
    if not known:
        raise Refused("message_unreachable", login=old["login"])
    return str(old["channel"]) if old["channel"] in known else known[0]


def _copy_lines(connection: Connection, number: int, fresh: int, channel: str) -> int:
    """The lines of a message once more, under an origin of their own; how many."""
    columns = [column for column in REMINDER.columns if column.name != "id"]
    query = select(*columns).where(REMINDER.c.message_id == number, REMINDER.c.standing == Standing.QUEUED)
    rows = [dict(row) for row in connection.execute(query.order_by(REMINDER.c.id)).mappings()]
    own = {"origin": _origin(), "channel": channel, "message_id": fresh}
    if rows:
        connection.execute(insert(REMINDER), [{**row, **own} for row in rows])
    return len(rows)


def prove(connection: Connection, person: Person, texts: dict[str, tuple[str, str]], now: Now) -> dict[str, int]:
    """A message by every channel that has a text here; their numbers by channel."""
    found = {}
    for channel, (subject, text) in texts.items():
        number = ledger.own_message(connection, Purpose.TEST, (person.login, channel), now)
        connection.execute(update(MESSAGE).where(MESSAGE.c.id == number).values(subject=subject, text=text))
        found[channel] = number
    return found
