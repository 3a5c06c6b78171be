"""Receivers that are down, slow or broken, lost replies, an end asked for, a clock set back: by docs/channels.md."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest
from crashes import Office, by_mail, fill, mailed, until
from harm import Outcome, clean, outcome
from mailroom import Mailroom, serve_mailroom
from receivers import Hall, free_port, serve_http
from sqlalchemy import update

from models import database
from models.address import parse
from models.reminding import Delivery
from schedules.watch import CLOCK
from workflow.directory import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from crashes import Worker

PROXY = (200, "<html>login</html>")
"""What a proxy on the way says in the place of a robot."""


@pytest.fixture
def open_office(tmp_path: Path) -> Iterator[Callable[[Sequence[Mapping[str, str]], str], Office]]:
    """On an embedded file; in the end no scheduler is left."""
    opened: list[Office] = []

    def make(people: Sequence[Mapping[str, str]], channels: str) -> Office:
        url = f"sqlite:///{tmp_path / 'duban.db'}"
        fill(url, people)
        opened.append(Office(url, tmp_path, channels))
        return opened[-1]

    yield make
    for office in opened:
        office.close()


@contextmanager
def serving(room: Mailroom) -> Iterator[Mailroom]:
    yield from serve_mailroom(room)


def ticked(office: Office) -> datetime:
    """When anybody last began to work."""
    found = office.rows("SELECT at FROM clock")[0][0]
    return moment(found) if found else datetime.min.replace(tzinfo=UTC)


def some_ticks(office: Office) -> None:
    """The schedulers look again, time after time, until what would be sent again had been."""
    first = ticked(office)
    until(lambda: ticked(office) > first + timedelta(seconds=1.5), "nobody ticks")


def ends_well(worker: Worker) -> str:
    """What it said, with which it ended within seconds of being asked to."""
    began = monotonic()
    worker.process.terminate()
    assert worker.process.wait(30) == 0
    assert monotonic() - began < 10
    assert "Traceback" not in worker.said()
    return worker.said()


# Mail


def test_what_a_scheduler_says_is_in_its_log_at_once(open_office) -> None:
    office = open_office(mailed(1), "")
    (worker,) = office.start()
    until(lambda: "函件1封" in worker.said(), "nothing is said")
    ends_well(worker)


def _standing(office: Office) -> set[tuple[str, str]]:
    """How what was not sent stands, and why."""
    return {(row["status"], row["said"].partition(":")[0]) for row in office.listed("--unsent")}


def _status(office: Office) -> dict[str, Any]:
    found: dict[str, Any] = office.duban("--as", "admin", "scheduler", "status", "--json").data
    return found


def test_a_server_that_is_down_gets_it_later_and_once(open_office, tmp_path) -> None:
    port = free_port()
    office = open_office(mailed(5), by_mail(port))
    (worker,) = office.start()
    until(lambda: office.rows("SELECT count(*) FROM message WHERE attempts > 0")[0][0] == 5, "nobody tries")
    # They are tried again every now and then, and wait in between.
    until(lambda: _standing(office) == {("pending", "ConnectionRefusedError")}, "they do not wait")
    backlog = [{"channel": "email", "status": "pending", "count": 5}]
    until(lambda: _status(office)["backlog"] == backlog, "they do not wait")
    assert _status(office)["troubles"] == []
    with serving(Mailroom(port, book=tmp_path / "book")) as room:
        until(lambda: office.done(5), "not sent")
        ends_well(worker)
    assert outcome(office, room.read()) == clean(5)


def test_a_slow_server_is_waited_for_also_by_one_who_is_asked_to_end(open_office, tmp_path) -> None:
    with serving(Mailroom(book=tmp_path / "book", slow=1.5)) as room:
        office = open_office(mailed(3), by_mail(room.port))
        (worker,) = office.start()
        until(room.read, "nothing arrives")
        ends_well(worker)
        assert office.statuses() == {Delivery.SENT: 1, Delivery.PENDING: 2}
        standing = office.duban("--as", "admin", "scheduler", "status", "--json").data
        assert datetime.fromisoformat(standing["last_tick"]) == ticked(office)
        assert standing["worker"].endswith(f":{worker.pid}")
        assert standing["backlog"] == [{"channel": "email", "status": "pending", "count": 2}]
        room.slow = 0
        office.start()
        until(lambda: office.done(3), "not sent")
    assert outcome(office, room.read()) == clean(3)


def test_who_sends_for_long_is_seen_to_be_at_work(open_office, tmp_path) -> None:
    with serving(Mailroom(book=tmp_path / "book", slow=0.4)) as room:
        office = open_office(mailed(16), by_mail(room.port))
        (worker,) = office.start()
        until(room.read, "nothing arrives")
        first = ticked(office)
        until(lambda: ticked(office) > first, "nobody ticks")
        assert not office.done(16)
        room.slow = 0
        until(lambda: office.done(16), "not sent")
        ends_well(worker)
    assert outcome(office, room.read()) == clean(16)


def test_lost_replies_without_an_archive_bring_the_same_mail_again(open_office, tmp_path) -> None:
    with serving(Mailroom(book=tmp_path / "book", script={"DATA": [Mailroom.DROP]})) as room:
        office = open_office(mailed(3), by_mail(room.port))
        office.start()
        until(lambda: office.done(3), "not sent")
    found = outcome(office, room.read())
    assert found == Outcome(3, (), (), found.twice, (), 0, 0)
    assert len(found.twice) == 1


def test_lost_replies_with_an_archive_are_found_there(open_office, tmp_path, dovecot) -> None:
    box = dovecot.box("archive@wjw.example.cn")
    with serving(Mailroom(book=tmp_path / "book", box=box, lost=20)) as room:
        office = open_office(mailed(30), by_mail(room.port, dovecot.port, box, grace=2))
        office.start()
        until(lambda: office.done(30), "not sent")
    assert outcome(office, room.read()) == clean(30)
    assert room.dropped > 0


# Robots and endpoints


def robots(halls: Mapping[str, Hall]) -> str:
    """A robot of 企业微信, or an endpoint where the name begins with `hook`, for each hall."""
    told = ""
    for name, hall in halls.items():
        if name.startswith("hook"):
            told += f'[webhook.{name}]\nurl = "{hall.base}/in"\n'
        else:
            told += f'[wecom.{name}]\nkey = "{name}-key"\nbase = "{hall.base}"\n'
    return told


@contextmanager
def halls(**scripts: Any) -> Iterator[dict[str, Hall]]:
    """Receivers by their names, which answer so first."""
    serve = contextmanager(serve_http)
    with ExitStack() as stack:
        yield {name: stack.enter_context(serve(Hall(script=list(script)))) for name, script in scripts.items()}


SCRIPTS: dict[str, list[Any]] = {
    "fine": [],
    "lost": [Hall.DROP],
    "broken": [(500, "Internal Server Error")],
    "proxy": [PROXY],
    "refusing": [(200, '{"errcode": 93000, "errmsg": "invalid webhook url"}')],
    "busy": [(200, '{"errcode": 45009, "errmsg": "api freq out of limit"}')],
    "hook-lost": [Hall.DROP],
    "hook-broken": [(500, "")],
    "hook-busy": [(503, "")],
    "hook-refusing": [(404, "")],
}
"""How each receiver answers the first time; after that it takes everything."""

FATES = {
    "fine": ("sent", 1),
    "lost": ("in_doubt", 1),
    "broken": ("in_doubt", 1),
    "proxy": ("in_doubt", 1),
    "refusing": ("failed", 1),
    "busy": ("pending", 1),
    "hook-lost": ("sent", 2),
    "hook-broken": ("sent", 2),
    "hook-busy": ("sent", 2),
    "hook-refusing": ("failed", 1),
}
"""How the message stands then, and how often the receiver was asked to take it."""


def test_robots_are_not_told_twice_and_endpoints_under_the_same_key(open_office) -> None:
    with halls(**SCRIPTS) as found:
        people = [{"webhook" if name.startswith("hook") else "wecom": name} for name in found]
        office = open_office(people, robots(found))
        names = {f"person{number}": name for number, name in enumerate(found)}
        (worker,) = office.start()
        until(lambda: office.statuses()[Delivery.SENT] == 4, "not sent")
        some_ticks(office)
        ends_well(worker)
        rows = office.listed()
        assert {names[row["login"]]: (row["status"], len(found[names[row["login"]]].got)) for row in rows} == FATES
        told = {names[row["login"]]: row["said"] for row in office.listed("--failed")}
        assert set(told) == {name for name, (status, _) in FATES.items() if status in ("failed", "in_doubt")}
        assert (told["refusing"], told["broken"]) == ("93000 invalid webhook url", "HTTP 500 Internal Server Error")
        same_again(found["hook-lost"])
        same_again(found["hook-broken"])
        standing = office.duban("--as", "admin", "scheduler", "status", "--json").data
        assert standing["troubles"] == ["failed", "in_doubt"]


def same_again(hall: Hall) -> None:
    first, second = hall.got
    assert (first.headers["Idempotency-Key"], first.body) == (second.headers["Idempotency-Key"], second.body)


# The clock


def test_a_clock_set_back_sends_nothing_until_a_person_says_that_it_is_right(open_office, tmp_path) -> None:
    with serving(Mailroom(book=tmp_path / "book")) as room:
        office = open_office(mailed(2), by_mail(room.port))
        later = datetime.now(UTC) + timedelta(hours=1)
        set_clock(office, later)
        (worker,) = office.start()
        until(lambda: worker.err.stat().st_size, "nothing is said")
        assert "时钟" in worker.said()
        assert (ticked(office), office.statuses(), room.read()) == (later, {}, [])
        told = office.duban("--as", "office", "remind", "run", "--trust-clock", "--json")
        assert (told.code, told.data["messages"]) == (0, 2)
        until(lambda: office.statuses() == {Delivery.SENT: 2}, "neither the run nor the scheduler has sent them")
        some_ticks(office)
        assert office.rows("SELECT worker FROM clock")[0][0].endswith(f":{worker.pid}")
        ends_well(worker)
    assert outcome(office, room.read()) == clean(2)
    assert worker.err.read_text(encoding="utf-8").count("\n") == 1


def set_clock(office: Office, at: datetime) -> None:
    engine = database.bare(parse(office.url))
    with database.transaction(engine) as connection:
        connection.execute(update(CLOCK).values(at=at))
    engine.dispose()
