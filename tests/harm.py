"""Harm to schedulers at work: killed or frozen at moments that nobody chose; and what came of it, row by row."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass
from time import monotonic, sleep
from typing import TYPE_CHECKING

from crashes import DOMAIN, PATIENCE, until

from models import database
from models.address import parse
from models.reminding import WAITING, Delivery
from schedules.page import message_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from crashes import Office, Worker
    from mailroom import Taken


def kill_some(office: Office, chance: Random, messages: int, kills: int) -> int:
    """Kills one scheduler after the other at random moments of its work, until all is sent; how many."""
    for killed in range(kills):
        worker = chance.choice(until(office.ready, "no scheduler starts"))
        end = monotonic() + chance.uniform(0, 0.4)
        while monotonic() < end:
            if office.done(messages):
                return killed
            sleep(0.02)
        office.replace(worker)
    return kills


def freeze(office: Office, chance: Random) -> Worker:
    """Freezes a scheduler while messages are in its hands and nobody has to wait for it."""
    end = monotonic() + PATIENCE
    while monotonic() < end:
        worker: Worker = chance.choice(until(office.ready, "no scheduler starts"))
        worker.freeze()
        if office.held(worker) and _free(office.url):
            return worker
        worker.thaw()
        sleep(chance.uniform(0, 0.05))
    raise TimeoutError("never caught")


def freeze_planning(office: Office) -> Worker:
    """Freezes a scheduler on a server's database in the middle of the transaction in which it plans."""
    from sqlalchemy import text

    engine = database.bare(parse(office.url))
    waits = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with database.transaction(engine) as connection:
        connection.execute(text("LOCK TABLE run IN EXCLUSIVE MODE"))  # the last thing that it writes
        (worker,) = office.start()
        until(lambda: office.rows(waits), "nobody plans")
        worker.freeze()
    engine.dispose()
    return worker


def _free(url: str) -> bool:
    """Whether others can write: an embedded file belongs to one writer, also while that one is frozen."""
    path = parse(url).path
    if path is None:
        return True
    driver = sqlite3.connect(path, timeout=0.1, isolation_level=None)
    try:
        driver.execute("BEGIN IMMEDIATE")
        driver.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return False
    finally:
        driver.close()
    return True


# What came of it


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rows say beside what the receiver got."""

    sent: int
    """Rows that say so."""
    lost: tuple[str, ...]
    """Marked as sent and never received."""
    unknown: tuple[str, ...]
    """Received and not marked as sent."""
    twice: tuple[str, ...]
    changed: tuple[str, ...]
    """Received again as other bytes."""
    doubt: int
    waiting: int


def outcome(office: Office, received: Sequence[Taken]) -> Outcome:
    """Compares the messages with the book of their one receiver."""
    rows = office.rows("SELECT key, status FROM message")
    ids = {message_id(key, DOMAIN): Delivery(status) for key, status in rows}
    sent = {one for one, status in ids.items() if status == Delivery.SENT}
    often = Counter(one.message_id for one in received)
    shapes = Counter(one for one, _ in {(one.message_id, one.digest) for one in received})
    statuses = Counter(ids.values())
    return Outcome(
        len(sent),
        tuple(sorted(sent - set(often))),
        tuple(sorted(set(often) - sent)),
        tuple(sorted(one for one, times in often.items() if times > 1)),
        tuple(sorted(one for one, times in shapes.items() if times > 1)),
        statuses[Delivery.IN_DOUBT],
        sum(statuses[status] for status in WAITING),
    )


def clean(sent: int) -> Outcome:
    """Everything sent once, and nothing else."""
    return Outcome(sent, (), (), (), (), 0, 0)
