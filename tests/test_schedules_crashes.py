"""Schedulers that are killed or frozen, or whose server crashes: nothing is lost, or comes twice, or stays in doubt."""

from __future__ import annotations

from itertools import count
from random import Random
from typing import TYPE_CHECKING

import pytest
from crashes import TODAY, Office, by_mail, fill, mailed, until
from harm import clean, freeze, freeze_planning, kill_some, outcome
from mailroom import Mailroom, serve_mailroom

from models.reminding import Delivery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from dovecot import Dovecot

NUMBERS = count()
GRACE = 2.0
CUT_OFF = 1.0
"""Seconds after which the mail server gives up a silent sender: sooner than the archive's grace is over."""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Mailroom]:
    yield from serve_mailroom(Mailroom(book=tmp_path / "book", slow=0.02), CUT_OFF)


@pytest.fixture
def open_office(tmp_path: Path) -> Iterator[Callable[[str, int, str], Office]]:
    """Makes the database for so many people and names the channels; in the end no scheduler is left."""
    opened: list[Office] = []

    def make(url: str, people: int, channels: str) -> Office:
        fill(url, mailed(people))
        opened.append(Office(url, tmp_path, channels))
        return opened[-1]

    yield make
    for office in opened:
        office.close()


@pytest.fixture
def archived(
    open_office: Callable[[str, int, str], Office], room: Mailroom, dovecot: Dovecot
) -> Callable[[str, int], Office]:
    """With people who get mail, all of which the archive gets too."""

    def make(url: str, people: int) -> Office:
        room.box = dovecot.box(f"crash-{next(NUMBERS)}@wjw.example.cn")
        return open_office(url, people, by_mail(room.port, dovecot.port, room.box, GRACE))

    return make


def finish(office: Office, messages: int) -> None:
    """Waits until all is sent; every scheduler that is left then ends well, and nothing in it ever broke."""
    until(lambda: office.ready() == office.workers and office.done(messages), "not all sent")
    assert set(office.end()) == {0}
    assert not any("Traceback" in worker.said() for worker in office.workers)


def test_killed_at_any_moment(archived, backend, room) -> None:
    office = archived(backend, 90)
    office.start(3)
    killed = kill_some(office, Random(7), 90, 5)
    finish(office, 90)
    assert (outcome(office, room.read()), killed) == (clean(90), 5)


def test_frozen_past_the_lease(archived, backend, room) -> None:
    office = archived(backend, 60)
    office.start(2)
    worker = freeze(office, Random(1))
    until(lambda: not office.held(worker), "nobody took over")
    worker.thaw()
    finish(office, 60)
    assert outcome(office, room.read()) == clean(60)


def test_one_that_is_frozen_while_it_plans_keeps_nobody_waiting(archived, postgres, room) -> None:
    office = archived(postgres.database(), 20)
    frozen = freeze_planning(office)
    office.start()
    until(lambda: office.done(20), "the frozen one keeps the other waiting")
    frozen.thaw()
    finish(office, 20)
    assert outcome(office, room.read()) == clean(20)


def test_the_server_of_the_database_crashes(archived, postgres, room) -> None:
    if postgres.home is None:
        pytest.skip("needs a PostgreSQL server of its own")
    office = archived(postgres.database(), 90)
    first = office.start(2)
    for sent in (20, 60):
        sent_by_now(office, sent)
        postgres.home.crash()
        until(lambda: all("数据库无法使用" in worker.said() for worker in first), "nobody noticed")
        postgres.home.go()
    finish(office, 90)
    assert office.workers == first
    assert outcome(office, room.read()) == clean(90)


def sent_by_now(office: Office, messages: int) -> None:
    until(lambda: office.statuses()[Delivery.SENT] >= messages, "not so many are sent")


def test_several_plan_the_day_once(open_office, backend) -> None:
    office = open_office(backend, 30, "")
    expected = office.duban("--as", "office", "remind", "run", "--dry-run", "--json").data
    office.start(2)
    until(lambda: len(office.ready()) == 2 and len(office.rows("SELECT job FROM run")) == 3, "nothing is planned")
    assert set(office.end()) == {0}
    lines = "SELECT login, item_id, duty, rung FROM reminder WHERE login <> ''"
    planned = office.rows(lines)
    assert (len(planned), len(set(planned))) == (len(expected), len(expected))
    assert office.statuses() == {Delivery.PENDING: 30}
    again = office.duban("--as", "office", "remind", "run", "--json").data
    assert again == {"day": TODAY, "lines": 0, "messages": 0, "phone": 0, "superseded": 0, "ended": {}}
    assert office.rows(lines) == planned
