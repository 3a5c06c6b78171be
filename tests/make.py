"""What tests of stored things begin with: an invented plan, its people, and worlds in which things have happened."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from documents.planfile import parse
from models import address, database
from models.errors import DubanError
from models.reader import reading
from models.words import REVIEWS, Act, Event, Result, Role, State, Status, Word
from workflow import acts, engine, intake, store
from workflow.actor import Actor, Grant, UnitRef
from workflow.attempt import Attempt, Evidence, Line
from workflow.backfill import set_open
from workflow.guards import PARTS
from workflow.records import Entry, verify
from workflow.speech import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine

    from workflow.changes import Change
    from workflow.facts import Duty, Item
    from workflow.records import Flaw

NOW = datetime(2026, 1, 12, 2, 0, tzinfo=UTC)
"""The real moment of every step that does not say another: 10 o'clock of a Monday after the plan has ended."""

CITY, EAST, WEST, NORTH, HOSPITAL = "990000", "990021", "990022", "990023", "990000-01"
"""Codes of the invented units. Nobody in the north has an account."""

TASK, LONE, KEY = "LH-01", "LH-02", "LH-KP1"
PARTS_OF_TASK = ("LH-01.P1", "LH-01.P2")
"""Items of the invented plan: a task with two projects, a task without any, and a key project."""

_PLAN = """
plan:
  code: {code}
  title: 林河市中医药服务提升方案
  issuers: [林河市卫生健康委, 林河市财政局]
  period: {{first: 2024-01-01, last: 2025-12-31}}
  region: {{name: 林河市}}
checkpoints:
  - kind: launch
    title: 启动阶段
    closes_on: 2024-01-31
    organisers: [林河市卫生健康委]
    owed_by: [{{kind: task, unit: lead}}, {{kind: project, unit: lead}}]
  - kind: annual_review
    title: 年度总结
    every_year: {{from: 11-01, to: 12-31, first: 2024, last: 2025}}
    organisers: [各县卫生健康局]
    owed_by: [{{kind: task, unit: lead}}, {{kind: project, unit: lead}}]
{midterm}  - kind: final_evaluation
    title: 总结评估
    opens_on: {final_opens}
    closes_on: 2025-12-31
    organisers: [林河市卫生健康委]
    owed_by: [{{kind: task, unit: organiser}}, {{kind: project, unit: organiser}}]
sections:
  - code: S1
    number: 一
    title: 健全服务体系
    tasks:
      - code: '01'
        number: 1
        title: 建设中医医疗中心
        projects:
          - {{code: 01.P1, title: 林河市区域中医医疗中心}}
          - {{code: 01.P2, title: 智慧中药房}}
      - {{code: '02', number: 2, title: 培养中医药人才}}
projects:
  - {{code: KP1, number: 1, title: 市中医医院迁建}}
units:
  - {{name: 林河市卫生健康委, code: '990000', level: city}}
  - {{name: 林河市财政局, code: 990000-02, level: city}}
  - {{name: 东山县卫生健康局, code: '990021', level: county, parent: 林河市卫生健康委}}
  - {{name: 西水县卫生健康局, code: '990022', level: county, parent: 林河市卫生健康委}}
  - {{name: 北原县卫生健康局, code: '990023', level: county, parent: 林河市卫生健康委}}
  - {{name: 林河市中医医院, code: 990000-01, level: institution, parent: 林河市卫生健康委}}
"""

_MIDTERM = """  - kind: midterm_evaluation
    title: 中期评估
    opens_on: 2024-11-01
    closes_on: 2024-12-31
    organisers: [林河市卫生健康委]
    owed_by: [{kind: task, unit: organiser}, {kind: project, unit: organiser}]
"""

_PEOPLE: dict[str, tuple[str, tuple[Role, ...]]] = {
    "owner": (EAST, (Role.OWNER,)),
    "owner2": (EAST, (Role.OWNER,)),
    "outsider": (WEST, (Role.OWNER,)),
    "office": (CITY, (Role.OFFICE,)),
    "office2": (CITY, (Role.OFFICE,)),
    "leader": (CITY, (Role.LEADER,)),
    "leader2": (CITY, (Role.LEADER,)),
    "viewer": (CITY, (Role.VIEWER,)),
    "auditor": (CITY, (Role.AUDITOR,)),
    "admin": (CITY, (Role.ADMIN,)),
    "clock": (CITY, (Role.CLOCK,)),
}

_USUALLY: dict[Word, str] = {
    **dict.fromkeys((Event.REFUSE, Event.SIGN, Event.OPEN_REVIEW, Event.DROP_REVIEW, Event.SUBMIT), "owner"),
    **dict.fromkeys((Event.WITHDRAW, Event.REQUEST_COMPLETION, Act.REPORT, Act.REPORT_LINE), "owner"),
    **dict.fromkeys((Event.CLOSE, Event.REOPEN, Event.END_UNMET, Event.SUSPEND, Event.RESUME), "leader"),
    Event.CANCEL: "leader",
}
"""Who does what, where a test does not say; everything else is the office's."""


def plan_text(code: str = "LH", *, midterm: bool = True, final_opens: str = "2025-10-01") -> str:
    """The invented plan as a plan file, with or without a mid-term evaluation."""
    return _PLAN.format(code=code, midterm=_MIDTERM if midterm else "", final_opens=final_opens)


def on(day: str) -> date:
    return date.fromisoformat(day)


def noon(day: str) -> datetime:
    """Midday in Shanghai: the moment of an act that is not back-filled."""
    return datetime.combine(on(day), datetime.min.time(), UTC).replace(hour=4)


@dataclass
class World:
    """A database with the invented plan adopted, and the people in it."""

    engine: Engine
    people: dict[str, Actor]
    units: dict[str, UnitRef]

    def person(self, login: str, unit: str, *roles: Role) -> Actor:
        """One more person, who has no account row: as a rule sees somebody, that makes no difference."""
        ref = self.units[unit]
        grants = tuple(Grant(role) for role in roles)
        self.people[login] = Actor(login, login, ref.id, ref.path, ref.name, grants)
        return self.people[login]

    def attempt(
        self,
        event: Word,
        day: str,
        who: str | Actor | None = None,
        *,
        lead: str | None = EAST,
        cooperating: tuple[str, ...] = (),
        **words: Any,
    ) -> Attempt:
        """An attempt with everything that any event could ask for, unless `words` say otherwise."""
        actor = who if isinstance(who, Actor) else self.people[who or _USUALLY.get(event, "office")]
        usual: dict[str, Any] = {
            "at": NOW,
            "lead": self.units[lead] if lead else None,
            "cooperating": tuple(self.units[code] for code in cooperating),
            "note": "经研究",
            "evidence": (Evidence("会议纪要.pdf", b"%PDF-1.7"),),
            "lines": (Line("台账不全"),),
            "until": date(2026, 6, 30),
        }
        return Attempt(event, actor, on(day), **{**usual, **words})

    def step(
        self,
        event: Event,
        code: str,
        day: str,
        who: str | Actor | None = None,
        version: int | None = None,
        **words: Any,
    ) -> Change:
        """One event on one item in a transaction of its own, through the door that everybody uses."""
        versions = None if version is None else {code: version}
        with database.transaction(self.engine) as connection:
            outcomes, _ = engine.perform(connection, self.attempt(event, day, who, **words), [code], versions)
        return outcomes[0].change

    def act(self, act: Act, duty: str, day: str, who: str | Actor | None = None, **words: Any) -> Change:
        """One act on one duty in a transaction of its own."""
        with database.transaction(self.engine) as connection:
            return acts.perform(connection, self.attempt(act, day, who, **words), duty).change

    def report(self, duty: str, day: str, who: str | Actor | None = None, **parts: Any) -> Change:
        """A report with all four parts filled, but for what `parts` say."""
        return self.act(Act.REPORT, duty, day, who, more={**dict.fromkeys(PARTS, "已填"), **parts})

    def waive(self, code: str, day: str, *keys: str) -> None:
        for key in keys:
            self.act(Act.WAIVE, f"{code}@{key}", day)

    def backfill(self, *, opened: bool, plan: str = "LH") -> None:
        with database.transaction(self.engine) as connection:
            set_open(connection, self.attempt(Act.BACKFILL, "2026-01-12"), plan, opened=opened)

    def item(self, code: str) -> Item:
        """The item with all that hangs below it, as it is stored."""
        with database.transaction(self.engine) as connection:
            return store.load(connection, [code], store.Look(family=True, helping=True, reports=True))[code]

    def duty(self, code: str) -> Duty:
        """A duty by its code, as it is stored."""
        item, _, key = code.partition("@")
        found = self.item(item).duty(key)
        assert found is not None, code
        return found

    def statuses(self, code: str) -> dict[str, Status]:
        return {duty.key: duty.status for duty in self.item(code).duties}

    def rows(self, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of the tables named, or of all tables."""
        from sqlalchemy import select
        from sqlmodel import SQLModel

        found = {}
        with database.transaction(self.engine) as connection:
            for table in SQLModel.metadata.sorted_tables:
                if not tables or table.name in tables:
                    query = select(table).order_by(*table.primary_key.columns)
                    found[table.name] = [tuple(row) for row in connection.execute(query)]
        return found

    def records(self, item: str) -> list[Any]:
        """The records of an item, the oldest first."""
        from sqlalchemy import text

        query = text("SELECT * FROM record WHERE item = :item ORDER BY chain, seq")
        with database.transaction(self.engine) as connection:
            return list(connection.execute(query, {"item": item}))

    def last(self, item: str) -> tuple[Any, dict[str, Any]]:
        """The newest record of an item, and what it says was changed."""
        record = self.records(item)[-1]
        return record, json.loads(record.changes)

    def proof(self) -> tuple[int, list[Flaw]]:
        """How many records there are, and the first flaw of each chain."""
        columns = ", ".join(("seq", "previous", "hash", *(f.name for f in fields(Entry))))
        with reading(address.parse(self.url)) as reader:
            heads = {chain: (seq, hashed) for chain, seq, hashed in reader.rows("SELECT chain, seq, hash FROM chain")}
            return verify(reader.stream(f"SELECT {columns} FROM record ORDER BY chain, seq"), heads)

    @property
    def url(self) -> str:
        return self.engine.url.render_as_string(hide_password=False)

    def close(self) -> None:
        self.engine.dispose()


def make_world(url: str, text: str = "", at: datetime = NOW, *, places: bool = True) -> World:
    """The invented plan adopted at a moment into a new database, with accounts for its people.

    Of another plan, whose units are others, without `places` nobody has an account.
    """
    planfile, problems = parse(text or plan_text())
    assert planfile is not None, [problem.sentence("zh") for problem in problems]
    opened = database.connect(address.parse(url))
    with database.transaction(opened) as connection:
        adopter = Actor("office", "方案办公室", grants=(Grant(Role.OFFICE),))
        attempt = Attempt(Act.ADOPT, adopter, at.date(), at)
        intake.adopt(connection, attempt, planfile, text or plan_text())
        world = World(opened, {}, units_of(connection))
        for login, (unit, roles) in _PEOPLE.items() if places else ():
            _account(connection, world.person(login, unit, *roles))
    return world


def units_of(connection: Any) -> dict[str, UnitRef]:
    """Every unit by its code."""
    from sqlalchemy import select

    columns = (store.UNIT.c[name] for name in ("id", "code", "name", "path"))
    return {row.code: UnitRef(*row) for row in connection.execute(select(*columns))}


def _account(connection: Any, actor: Actor) -> None:
    from sqlalchemy import insert

    from models.people import AccountRow, RoleRow

    row = {"login": actor.login, "name": actor.name, "unit_id": actor.unit_id, "active": True}
    accounts, roles = AccountRow.__table__, RoleRow.__table__  # type: ignore[attr-defined]
    query = insert(accounts).returning(accounts.c.id)
    key = connection.execute(query, {**row, "post": "none", "addresses": "{}"}).scalar_one()
    # Only this one is read from the rows: whether a unit has somebody to act for it.
    for grant in (grant for grant in actor.grants if grant.role == Role.OWNER):
        connection.execute(insert(roles), {"account_id": key, "role": grant.role})


def open_world(url: str, like: World) -> World:
    """The world in a copy of a database, with the same people and units."""
    return replace(like, engine=database.connect(address.parse(url)), people=dict(like.people))


def sentence(error: DubanError) -> str:
    """What a refusal says in Chinese."""
    return say("zh", error.key, **error.facts)


# Ways to the states, by events that happen on one day

PATHS: Mapping[State, tuple[State | None, tuple[Any, ...]]] = {
    State.REGISTERED: (None, ()),
    State.ASSIGNED: (State.REGISTERED, (Event.ASSIGN,)),
    State.ACTIVE: (State.ASSIGNED, (Event.SIGN,)),
    State.RECTIFYING: (State.ACTIVE, (Event.ORDER_RECTIFICATION, Act.REPORT_LINE, Act.CHECK_LINE)),
    **{
        State(f"{kind}.{word}"): (State(f"{kind}.{before}") if before else State.ACTIVE, steps)
        for kind in REVIEWS
        for word, before, steps in (
            ("preparing", "", (kind,)),
            ("submitted", "preparing", (Act.REPORT, Event.SUBMIT)),
            ("returned", "submitted", (Event.SEND_BACK,)),
        )
    },
    State.COMPLETION_CHECK: (State.ACTIVE, (Event.REQUEST_COMPLETION,)),
    State.COMPLETED: (State.COMPLETION_CHECK, (Event.CONFIRM_COMPLETION,)),
    State.CLOSED: (State.COMPLETED, (Event.CLOSE,)),
    State.UNMET: (State.FINAL_SUBMITTED, (Result.UNMET,)),
    State.SUSPENDED: (State.ACTIVE, (Event.SUSPEND,)),
    State.CANCELLED: (State.ACTIVE, (Event.CANCEL,)),
}
"""State → the state before it, and the steps from there; a kind of review opens one, a result concludes one."""


def reach(world: World, state: State, day: str, code: str = LONE, *, open_line: bool = False) -> Item:
    """Leads a registered item to a state by real events; with `open_line` a problem is ordered when it is active."""
    before, steps = PATHS[state]
    if before is not None:
        reach(world, before, day, code, open_line=open_line)
    for step in steps:
        _take(world, step, code, day)
    if open_line and state == State.ACTIVE:
        world.step(Event.ORDER_RECTIFICATION, code, day)
    item = world.item(code)
    assert item.state == (State.RECTIFYING if open_line and state == State.ACTIVE else state)
    return item


def _take(world: World, step: Any, code: str, day: str) -> None:
    if step in (Act.REPORT_LINE, Act.CHECK_LINE):
        world.act(step, f"{code}@rectification-1", day)
    elif step == Act.REPORT:
        duty = world.item(code).in_hand
        assert duty is not None
        world.report(f"{code}@{duty.key}", day)
    elif isinstance(step, Event):
        world.step(step, code, day)
    elif isinstance(step, Result):
        world.step(Event.CONCLUDE, code, day, "leader", result=step)
    else:
        world.step(Event.OPEN_REVIEW, code, day, result=step)
