"""Days of reminders with workers that fail, seed by seed; that what is broken is noticed; and what it has found."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from make import EAST, LONE, PARTS_OF_TASK, TASK
from simulated import Simulation
from simulated_ground import Ground, ServerGround
from simulated_mutations import DAYS, MUTATIONS
from simulated_people import REGIONAL
from simulated_ways import MAIL
from sqlalchemy import text

from models.database import transaction
from models.reader import reading
from models.words import Act, Checkpoint, Event
from workflow import calendars
from workflow.actor import SHANGHAI
from workflow.calendars import Notice
from workflow.guards import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from make import World
    from postgres import Server
    from simulated_workers import Worker

SEEDS = 20
FEW = 10
MOST = 150
"""Days that are played, and seeds within which what is broken has to be noticed."""


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    played = Ground(tmp_path_factory.mktemp("simulated"))
    yield played
    played.close()


@pytest.mark.parametrize("part", range(4))
def test_whatever_fails_everybody_is_told_what_the_ladder_says_and_once(ground: Ground, part: int) -> None:
    """`python benchmarks/simulate.py` is the long form."""
    for seed in range(part, SEEDS, 4):
        outcome = ground.play(seed, FEW, rough=seed % 3 == 0)
        assert (seed, outcome.flaws) == (seed, [])
        assert outcome.messages


def test_the_same_on_a_server(postgres: Server) -> None:
    ground = ServerGround(postgres)
    outcomes = [ground.play(seed, FEW // 2, rough=True) for seed in range(2)]
    assert [outcome.flaws for outcome in outcomes] == [[], []]


@pytest.mark.parametrize("broken", MUTATIONS, ids=lambda broken: broken.__name__)
def test_what_is_broken_on_purpose_is_noticed(broken: Any, ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    with ground.broken(monkeypatch, broken):
        assert any(ground.play(seed, DAYS.get(broken, FEW), rough=True).flaws for seed in range(MOST))


# What it has found


@pytest.fixture
def quiet(ground: Ground) -> Simulation:
    """A world in which nothing goes wrong, on the morning of 26 December 2024."""
    world = ground.begin(0, FEW)
    world.chaos.calm = True
    world.clock.at = datetime(2024, 12, 26, 9, tzinfo=SHANGHAI)
    return world


def hand_in(world: World, at: datetime) -> None:
    """Of the second plan only one thing is left to do: a review that waits for the office."""
    day = at.date().isoformat()
    world.step(Event.ASSIGN, "LB-02", day, lead=EAST, at=at)
    for code in ("LB-01", "LB-02"):
        world.step(Event.SIGN, code, day, "owner", at=at)
    world.act(Act.WAIVE, "LB-02@annual_review-2024", day, at=at)
    world.step(Event.OPEN_REVIEW, "LB-01", day, "owner", result=Checkpoint.ANNUAL_REVIEW, at=at)
    world.act(Act.REPORT, "LB-01@annual_review-2024", day, "owner", more=dict.fromkeys(PARTS, "已填"), at=at)
    world.step(Event.SUBMIT, "LB-01", day, "owner", at=at)


def test_a_message_waits_for_the_working_day_of_whatever_it_is_about(quiet: Simulation) -> None:
    """Also of what waits for the office itself, though the other lines are counted by another calendar."""
    people, mails = quiet.people.world, quiet.receivers[MAIL]
    hand_in(people, quiet.clock.at - timedelta(days=8))
    mails.down_until = quiet.clock.at + timedelta(hours=20)
    quiet.tick(quiet.workers[0])
    with transaction(people.engine) as connection:
        notice = Notice(REGIONAL, ((quiet.day + timedelta(days=1), False, "休"),))
        calendars.enter(connection, people.people["office"], quiet.clock.at, notice)
    came = []
    for days in (1, 3):
        quiet.clock.at += timedelta(days=days)
        quiet.tick(quiet.workers[0])
        letters = [json.loads(one.payload) for one in mails.received()]
        came.append([letter["text"] for letter in letters if letter["to"] == "office@example.cn"])
    assert [any("【待办提醒】" in text for text in texts) for texts in came] == [False, True]
    assert came[0]  # what is counted by the other calendar did not wait
    assert quiet.oracle.flaws == []


def test_a_line_for_the_office_takes_back_none_for_the_unit(quiet: Simulation) -> None:
    """An extension waits for the office while the reminder of the same duty waits for its channel."""
    people = quiet.people.world
    asked = {"until": quiet.day + timedelta(days=25), "at": quiet.clock.at - timedelta(days=3)}
    people.act(Act.EXTEND_ASK, f"{LONE}@annual_review-2024", "2024-12-23", "outsider", **asked)
    for receiver in quiet.receivers.values():
        receiver.down_until = quiet.clock.at + timedelta(hours=20)
    quiet.tick(quiet.workers[0])
    quiet.clock.at += timedelta(days=1)
    quiet.tick(quiet.workers[0])
    with reading(quiet.oracle.address) as reader:
        query = (
            "SELECT rung, standing FROM reminder WHERE duty = 'annual_review-2024' AND item_id = :key AND login = :to"
        )
        key = people.item(LONE).id
        assert reader.rows(query, key=key, to="office") == [("before-3", "queued"), ("hands-4", "queued")]
        assert set(reader.rows(query, key=key, to="outsider")) == {("before-3", "queued")}
    assert quiet.oracle.flaws == []


def test_nobody_is_asked_to_resume_what_lies_below_something_suspended(quiet: Simulation) -> None:
    people, part = quiet.people.world, PARTS_OF_TASK[0]
    began = quiet.clock.at - timedelta(days=16)
    for code, days in ((part, 3), (TASK, 60)):
        until = began.date() + timedelta(days=days)
        people.step(Event.SUSPEND, code, began.date().isoformat(), at=began, until=until)
    quiet.tick(quiet.workers[0])
    assert quiet.oracle.flaws == []
    with reading(quiet.oracle.address) as reader:
        query = "SELECT count(*) FROM reminder WHERE item_id = :key"
        assert reader.rows(query, key=people.item(part).id) == [(0,)]


def test_who_has_slept_past_the_claim_gives_nothing_up(quiet: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read before is not known any more: whoever was gone may be back."""
    people = quiet.people.world
    for receiver in quiet.receivers.values():
        receiver.down_until = quiet.clock.at + timedelta(hours=20)
    quiet.tick(quiet.workers[0])
    switch(people, "owner2", on=False)

    def sleep(_worker: Worker, **_how: bool) -> None:
        quiet.clock.at += timedelta(hours=1)
        switch(people, "owner2", on=True)

    fates = iter([("before", "freeze")])
    monkeypatch.setattr(quiet.chaos, "fate", lambda: next(fates, ("", "")))
    monkeypatch.setattr(quiet, "freeze", sleep)
    quiet.clock.at += timedelta(days=1)
    quiet.workers[0].session.batch = 20
    quiet.tick(quiet.workers[0])
    statuses = {row.status for row in messages(people) if row.login == "owner2"}
    assert statuses == {"sent"}


def switch(world: World, login: str, *, on: bool) -> None:
    with transaction(world.engine) as connection:
        connection.execute(text("UPDATE account SET active = :on WHERE login = :login"), {"on": on, "login": login})


def messages(world: World) -> list[Any]:
    with transaction(world.engine) as connection:
        return list(connection.execute(text("SELECT login, status FROM message")))
