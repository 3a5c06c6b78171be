"""The world that is simulated as it begins: two invented plans under way, and what people do meanwhile."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from make import CITY, EAST, HOSPITAL, LONE, NORTH, PARTS_OF_TASK, TASK, WEST, make_world, plan_text, units_of
from simulated_ways import HOOK, MAIL, ROBOT
from sqlalchemy import insert, text

from documents.planfile import parse
from models.database import transaction
from models.errors import DubanError
from models.people import AccountRow, RoleRow
from models.words import Act, Checkpoint, Event, Post, Result, Role, State
from workflow import calendars, intake
from workflow.actor import SHANGHAI
from workflow.attempt import Attempt, Evidence, Line
from workflow.calendars import Notice
from workflow.guards import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from random import Random

    from make import World
    from sqlalchemy import Connection

    from workflow.facts import Item

REGIONAL = "linhe"
"""The working calendar of the second plan."""

_SECOND = """
plan:
  code: LB
  title: 林河市中医护理提升方案
  issuers: [林河市卫生健康委]
  period: {first: 2024-10-01, last: 2025-12-31}
  region: {name: 林河市}
checkpoints:
  - kind: launch
    title: 启动阶段
    closes_on: 2024-12-20
    organisers: [林河市卫生健康委]
    owed_by: [{kind: task, unit: lead}]
  - kind: annual_review
    title: 年度总结
    every_year: {from: 11-20, to: 12-31, first: 2024, last: 2025}
    organisers: [各县卫生健康局]
    owed_by: [{kind: task, unit: lead}]
sections:
  - code: S1
    number: 一
    title: 护理
    tasks:
      - {code: '01', number: 1, title: 中医护理门诊}
      - {code: '02', number: 2, title: 护理骨干培训}
units:
  - {name: 林河市卫生健康委, code: '990000', level: city}
"""

_REACHED: dict[str, dict[str, str]] = {
    "owner": {MAIL: "owner@example.cn", ROBOT: "east"},
    "owner2": {HOOK: "east"},
    "outsider": {ROBOT: "west", HOOK: "west"},
    "office": {MAIL: "office@example.cn"},
    "leader": {HOOK: "leader"},
    "leader2": {MAIL: "leader2@example.cn", ROBOT: "leaders"},
    "head-east": {MAIL: "head@example.cn", HOOK: "head"},
    "head-city": {ROBOT: "city", HOOK: "city"},
    "in-hospital": {MAIL: "hospital@example.cn"},
}
"""By what people are reached; office2 is not, and in the north nobody has an account."""

_MORE = (("head-east", EAST, Post.HEAD), ("head-city", CITY, Post.HEAD), ("in-hospital", HOSPITAL, Post.NONE))
_GRANTED = {
    "office": Role.OFFICE,
    "office2": Role.OFFICE,
    "leader": Role.LEADER,
    "leader2": Role.LEADER,
    "in-hospital": Role.OWNER,
}


def begun(url: str) -> World:
    """The invented plans adopted in October 2024, their people registered, most items assigned and signed."""
    at = datetime(2024, 10, 8, 10, tzinfo=SHANGHAI)
    world = make_world(url, plan_text(), at)
    with transaction(world.engine) as connection:
        days = ((at.date().replace(month=12, day=17), False, "建市日"),)
        calendars.enter(connection, world.people["office"], at, Notice(REGIONAL, days), new=True)
        planfile, _ = parse(_SECOND)
        assert planfile is not None
        intake.adopt(connection, Attempt(Act.ADOPT, world.people["office"], at.date(), at), planfile, _SECOND)
        connection.execute(text("UPDATE plan SET calendar = :name WHERE code = 'LB'"), {"name": REGIONAL})
        world = replace(world, units=units_of(connection))
        _register(connection, world)
    _assign(world, at)
    world.close()
    return world


def _register(connection: Connection, world: World) -> None:
    accounts, roles = AccountRow.__table__, RoleRow.__table__  # type: ignore[attr-defined]
    for login, unit, post in _MORE:
        world.person(login, unit)
        row = {"login": login, "name": login, "unit_id": world.units[unit].id, "post": post, "addresses": "{}"}
        connection.execute(insert(accounts), {**row, "active": True})
    connection.execute(text("UPDATE account SET post = 'principal' WHERE login = 'leader2'"))
    for login, role in _GRANTED.items():
        found = connection.execute(text("SELECT id FROM account WHERE login = :login"), {"login": login})
        connection.execute(insert(roles), {"account_id": found.scalar_one(), "role": role})
    for login, addresses in _REACHED.items():
        address(connection, login, addresses)


def address(connection: Connection, login: str, addresses: dict[str, str]) -> None:
    query = text("UPDATE account SET addresses = :told WHERE login = :login")
    connection.execute(query, {"told": json.dumps(addresses), "login": login})


def _assign(world: World, at: datetime) -> None:
    day = at.date().isoformat()
    leads = {TASK: EAST, PARTS_OF_TASK[0]: EAST, PARTS_OF_TASK[1]: WEST, LONE: WEST, "LH-KP1": NORTH, "LB-01": EAST}
    for code, lead in leads.items():
        helping = (HOSPITAL, NORTH) if code == TASK else ()
        world.step(Event.ASSIGN, code, day, lead=lead, cooperating=helping, at=at)
        if lead != NORTH and code != "LB-01":
            world.step(Event.SIGN, code, day, "owner" if lead == EAST else "outsider", at=at)


class People:
    """What people do from day to day, at random; what the rules refuse is left."""

    def __init__(self, world: World, random: Random) -> None:
        self.world = world
        self.random = random
        self.codes = (TASK, *PARTS_OF_TASK, LONE, "LH-KP1", "LB-01", "LB-02")

    def act(self, at: datetime) -> None:
        """Something that the rules allow, if it is found within a few tries."""
        for _ in range(4):
            try:
                self.random.choice((self._step, self._step, self._step, self._extend, self._account, self._days))(at)
            except DubanError:
                continue
            return

    def _step(self, at: datetime) -> None:
        """The next thing that happens to an item."""
        item = self.world.item(self.random.choice(self.codes))
        day, random = at.astimezone(SHANGHAI).date(), self.random
        who = {self.world.units[EAST].id: "owner", self.world.units[WEST].id: "outsider"}.get(item.unit_id, "office")
        steps = _STEPS.get(item.state, _STEPS[State.ACTIVE] if item.state.step == "active" else ())
        event, actor, words = random.choice(steps or (*_REVIEW.get(item.state.step, ()), _SUSPEND))
        words = {name: value(random, day, self.world) if callable(value) else value for name, value in words.items()}
        if isinstance(event, Act):
            self.world.act(event, _named(item, event, random), day.isoformat(), actor or who, at=at, **words)
            return
        if event == Event.SUBMIT and item.in_hand is not None:
            filled = dict.fromkeys(PARTS, "已填")
            self.world.act(Act.REPORT, f"{item.code}@{item.in_hand.key}", day.isoformat(), who, at=at, more=filled)
        self.world.step(event, item.code, day.isoformat(), actor or who, at=at, **words)

    def _extend(self, at: datetime) -> None:
        """An extension asked for, granted or refused."""
        item = self.world.item(self.random.choice(self.codes))
        day = at.astimezone(SHANGHAI).date()
        duty = self.random.choice([duty for duty in item.duties if not duty.settled] or item.duties)
        code, today = f"{item.code}@{duty.key}", day.isoformat()
        if duty.asked_until is None:
            until = duty.in_force + timedelta(days=self.random.choice((3, 10, 25, 45)))
            who = "outsider" if duty.unit_id == self.world.units[WEST].id else "owner"
            self.world.act(Act.EXTEND_ASK, code, today, who, until=until, at=at)
        else:
            act = self.random.choice((Act.EXTEND_GRANT, Act.EXTEND_REFUSE))
            self.world.act(act, code, today, self.random.choice(("office", "leader")), until=None, at=at)

    def _account(self, at: datetime) -> None:
        """Somebody is reached in another way, is switched off, or comes back."""
        login = self.random.choice(sorted(_REACHED))
        with transaction(self.world.engine) as connection:
            if self.random.random() < 0.4:
                on = self.random.random() < 0.6
                query = text("UPDATE account SET active = :on WHERE login = :login")
                connection.execute(query, {"on": on, "login": login})
            else:
                ways = self.random.sample((MAIL, ROBOT, HOOK), self.random.randint(0, 2))
                address(connection, login, dict.fromkeys(ways, f"{login}-{at.day}"))

    def _days(self, at: datetime) -> None:
        """A notice: some day soon is a day off, or is worked."""
        day = at.astimezone(SHANGHAI).date() + timedelta(days=self.random.randint(0, 6))
        name = self.random.choice(("national", REGIONAL))
        with transaction(self.world.engine) as connection:
            days = ((day, day.weekday() >= 5, "调整"),)
            calendars.enter(connection, self.world.people["office"], at, Notice(name, days))


def _later(*days: int) -> Callable[[Random, date, World], date]:
    return lambda random, day, _: day + timedelta(days=random.choice(days))


def _problem(random: Random, day: date, _: World) -> tuple[Line, ...]:
    return (Line("台账不全", day + timedelta(days=random.choice((2, 6, 15)))),)


def _paper(random: Random, _day: date, _world: World) -> tuple[Evidence, ...]:
    return (Evidence("材料.pdf", str(random.random()).encode()),)


def _lead(random: Random, _day: date, _world: World) -> str:
    return random.choice((EAST, WEST, NORTH))


def _named(item: Item, act: Act, random: Random) -> str:
    """What an act is about: an open line, or a duty that is still owed."""
    if act == Act.REASSIGN:
        return item.code
    lines = act in (Act.REPORT_LINE, Act.CHECK_LINE)
    duties = item.lines if lines else [duty for duty in item.duties if not duty.settled]
    return f"{item.code}@{random.choice(duties or item.duties).key}"


_SUSPEND: tuple[Any, str, dict[str, Any]] = (Event.SUSPEND, "leader", {"until": _later(3, 9, 30)})
_ORDERED: tuple[Any, str, dict[str, Any]] = (Event.ORDER_RECTIFICATION, "office", {"lines": _problem})
_REVIEW: dict[str, tuple[tuple[Any, str, dict[str, Any]], ...]] = {
    "preparing": ((Event.SUBMIT, "", {}), (Event.SUBMIT, "", {}), (Event.DROP_REVIEW, "", {})),
    "returned": ((Event.SUBMIT, "", {}), (Event.DROP_REVIEW, "", {})),
}
_DECIDED: tuple[tuple[Any, str, dict[str, Any]], ...] = (
    (Event.SEND_BACK, "office", {}),
    (Event.SEND_BACK, "office", {}),
    (Event.WITHDRAW, "", {}),
)
_STEPS: dict[State, tuple[tuple[Any, str, dict[str, Any]], ...]] = {
    State.REGISTERED: ((Event.ASSIGN, "office", {"lead": _lead}),),
    State.ASSIGNED: ((Event.SIGN, "", {}), (Event.ASSIGN, "office", {"lead": _lead})),
    State.ACTIVE: (
        *(
            (Event.OPEN_REVIEW, "", {"result": kind})
            for kind in (Checkpoint.ANNUAL_REVIEW, Checkpoint.MIDTERM_EVALUATION)
        ),
        (Act.WAIVE, "office", {}),
        (Act.REASSIGN, "office", {"lead": _lead}),
        _ORDERED,
        _SUSPEND,
    ),
    State.RECTIFYING: (
        (Act.REPORT_LINE, "", {"evidence": _paper}),
        (Act.REPORT_LINE, "", {"evidence": _paper}),
        (Act.CHECK_LINE, "office", {"result": None}),
        (Act.CHECK_LINE, "office", {"result": Result.RECTIFY}),
        (Event.VERIFY_RECTIFICATION, "office", {}),
        (Event.OPEN_REVIEW, "", {"result": Checkpoint.ANNUAL_REVIEW}),
        _ORDERED,
    ),
    State.ANNUAL_SUBMITTED: (*_DECIDED, (Event.ACCEPT, "office", {})),
    State.MIDTERM_SUBMITTED: (*_DECIDED, (Event.CONCLUDE, "leader", {"result": Result.ON_TRACK})),
    State.SUSPENDED: ((Event.RESUME, "leader", {}),),
}
