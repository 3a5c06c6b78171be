"""Any walk of anybody through the lifecycle keeps its properties (DOMAIN 5.3)."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from make import EAST, KEY, LONE, PARTS_OF_TASK, TASK, make_world, on, open_world, plan_text

from models import database
from models.address import Address
from models.database import backup
from models.errors import DubanError
from models.words import FINISHED, REVIEWS, TERMINAL, Act, Checkpoint, Event, Result, Role, State, Status
from workflow import engine, store
from workflow.changes import plain, replay
from workflow.facts import DUTY_FIELDS, ITEM_FIELDS
from workflow.guards import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from make import World

    from models.words import Word
    from workflow.facts import Item

CODES = (TASK, *PARTS_OF_TASK, LONE, KEY)
LOGINS = (
    "owner",
    "owner2",
    "outsider",
    "office",
    "office2",
    "leader",
    "viewer",
    "auditor",
    "admin",
    "clock",
    "all",
    "all2",
)
"""`all` and `all2` hold every role at once: only the rule of two persons stands between them and their own work."""

DECIDED_ON = {
    **dict.fromkeys(("accept", "send_back", "conclude"), "submit"),
    **dict.fromkeys(("confirm_completion", "return_completion"), "request_completion"),
    **dict.fromkeys(("verify_rectification", "check_line"), "report_line"),
}
"""Act → the act whose last one it decides on; a leader who returns what the office confirmed decides on the office."""

RARE = {Event.CANCEL: 1, Event.SUSPEND: 2, Event.REFUSE: 2, Event.DROP_REVIEW: 3, Event.END_UNMET: 3}
HASTY = {**RARE, Event.SUSPEND: 5, Event.REQUEST_COMPLETION: 100, Event.CONFIRM_COMPLETION: 30, Event.REOPEN: 3}
"""How often a row is tried where the usual is 10: a walk should get somewhere. Every other walk is hasty: it keeps
to one task and its parts, and to one day, so that parents are completed over their children."""

SEEDS, STEPS = range(16), 150


class Walk:
    """People of every role try whatever the table and the acts hold, on days that go forward or stand still."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.dice = Random(seed)
        self.day = on("2024-11-04")
        self.hasty = seed % 2 == 1
        self.seen: Counter[State] = Counter()
        for login in ("all", "all2"):
            world.person(login, EAST, *Role)
        self.states = self.stand()

    def stand(self) -> dict[str, State]:
        with database.transaction(self.world.engine) as connection:
            self.items = store.load(connection, CODES, store.Look(family=True, helping=True, reports=True))
        return {code: item.state for code, item in self.items.items()}

    def go(self, steps: int) -> None:
        tries = (self.move, self.anything, self.waive, self.mend)
        for _ in range(steps):
            days = 0 if self.hasty else self.dice.choice((0, 0, 0, 1, 3))
            self.day = min(self.day + timedelta(days=days), on("2026-01-12"))
            code = self.dice.choice(CODES[:3] if self.hasty else CODES)
            self.dice.choices(tries, (70, 12, 6, 12))[0](code)
            self.check_items()
        self.check_records()

    # What people try

    def move(self, code: str) -> None:
        """A row of the table from where the item stands, mostly by somebody who has the role for it."""
        rows = engine.moves(self.states[code])
        if not rows:
            return
        row = self.dice.choices(rows, [(HASTY if self.hasty else RARE).get(row.event, 10) for row in rows])[0]
        fitting = [login for login in LOGINS if any(self.world.people[login].holds(role) for role in row.roles)]
        in_hand = self.items[code].in_hand
        if row.event == Event.SUBMIT and in_hand is not None:
            self.act(Act.REPORT, f"{code}@{in_hand.key}", "all")
        self.attempt(row.event, row.result, code, self.dice.choice(fitting if self.dice.random() < 0.9 else LOGINS))

    def anything(self, code: str) -> None:
        """Any event at all, wherever the item stands, by anybody."""
        event = self.dice.choice(list(Event))
        results = {Event.OPEN_REVIEW: [*Checkpoint], Event.CONCLUDE: [*Result]}.get(event, [None])
        self.attempt(event, self.dice.choice(results), code, self.dice.choice(LOGINS))

    def waive(self, code: str) -> None:
        pending = [duty.key for duty in self.items[code].duties if duty.status == Status.PENDING]
        if pending:
            self.act(Act.WAIVE, f"{code}@{self.dice.choice(pending)}", "office")

    def mend(self, code: str) -> None:
        """Lines are reported, and checked by anybody."""
        for line in self.items[code].lines:
            if line.status == Status.PENDING:
                self.act(Act.REPORT_LINE, f"{code}@{line.key}", self.dice.choice(("owner", "all")))
            else:
                result = self.dice.choice((None, None, Result.RECTIFY))
                self.act(Act.CHECK_LINE, f"{code}@{line.key}", self.dice.choice(LOGINS), result=result)

    def attempt(self, event: Event, result: Word | None, code: str, who: str) -> None:
        before = self.states
        done = refused(lambda: self.world.step(event, code, self.day.isoformat(), who, result=result))
        assert done in (0, 2, 4, 5)
        self.states = self.stand()
        if done == 0:
            self.check_change(event, result, code, before)
        else:
            assert self.states == before

    def act(self, act: Act, duty: str, who: str, **words: Any) -> None:
        words["more"] = dict.fromkeys(PARTS, "已填")
        assert refused(lambda: self.world.act(act, duty, self.day.isoformat(), who, **words)) in (0, 2, 4, 5)
        assert self.stand() == self.states

    # What always holds

    def check_change(self, event: Event, result: Word | None, code: str, before: dict[str, State]) -> None:
        """The change is a row of the table; a child changed only because it went along, and no ended one did."""
        rows = [row for row in engine.moves(before[code]) if (row.event, row.result) == (event, result)]
        assert len(rows) == 1
        assert self.states[code] in engine._targets(rows[0])
        assert before[code] not in TERMINAL or event == Event.REOPEN
        others = {other for other in CODES if other != code and self.states[other] != before[other]}
        along = PARTS_OF_TASK if code == TASK and event in (Event.SUSPEND, Event.RESUME, Event.CANCEL) else ()
        assert others <= set(along)
        assert not any(before[other] in TERMINAL for other in others)
        self.seen[self.states[code]] += 1

    def check_items(self) -> None:
        """A parent is not completed over unfinished children, and a review is in hand where the state says so."""
        if self.states[TASK] in (State.COMPLETED, State.CLOSED):
            assert {self.states[code] for code in PARTS_OF_TASK} <= {*FINISHED, State.SUSPENDED}
        for item in self.items.values():
            state = item.remembered if item.state == State.SUSPENDED else item.state
            assert state is not None
            if item.state != State.CANCELLED:
                in_hand = item.in_hand.kind.value if item.in_hand else None
                assert in_hand == (state.stage if state.stage in REVIEWS else None), item.code

    def check_records(self) -> None:
        """What the records tell: every change, by two persons, on days that go forward, ending in what stands."""
        count, flaws = self.world.proof()
        assert flaws == []
        assert count == 1 + sum(len(self.world.records(code)) for code in CODES)
        for code, item in self.items.items():
            records = self.world.records(code)
            assert [record.item_version for record in records] == list(range(1, item.version + 1))
            days = [str(record.effective_on) for record in records[1:]]
            assert days == sorted(days)
            check_two_persons(records)
            check_replay(item, [record.changes for record in records])


def refused(act: Callable[[], object]) -> int:
    """The exit code of the refusal, 0 where it was done."""
    try:
        act()
    except DubanError as refusal:
        return refusal.exit_code
    return 0


def check_two_persons(records: list[Any]) -> None:
    """Nobody decided on what they had submitted themselves; what was submitted is known by the duty it is about."""
    last: dict[tuple[str, str | None], str] = {}
    for record in records:
        if "with_parent" in json.loads(record.changes):
            continue
        decided = DECIDED_ON.get(record.act)
        about = None if record.act == "verify_rectification" else record.duty
        submitters = {who for (act, duty), who in last.items() if act == decided and about in (None, duty)}
        assert record.login not in submitters or (record.act, record.role) == ("return_completion", "leader")
        last[record.act, record.duty] = record.login


def check_replay(item: Item, changes: list[str]) -> None:
    story = replay(changes)
    item_fields = {**dict.fromkeys(ITEM_FIELDS), "cooperating": [], **story.item}
    assert item_fields == {name: plain(getattr(item, name)) for name in ITEM_FIELDS}
    assert {key: {**dict.fromkeys(DUTY_FIELDS), **duty} for key, duty in story.duties.items()} == {
        duty.key: {name: plain(getattr(duty, name)) for name in DUTY_FIELDS} for duty in item.duties
    }


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, World]:
    """The invented plan with and without a mid-term, every window of a review open on the first day of a walk."""
    folder = tmp_path_factory.mktemp("walks")
    worlds = {}
    for midterm in (True, False):
        text = plan_text(final_opens="", midterm=midterm)
        worlds[midterm] = make_world(f"sqlite:///{folder / f'midterm-{midterm}.db'}", text)
        worlds[midterm].close()
    return worlds


@pytest.fixture(scope="module")
def walked(kinds: dict[bool, World], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., set[State]]:
    """Walks by a seed, once each; the states that were come to."""
    folder = tmp_path_factory.mktemp("walked")

    @cache
    def walk(seed: int, *, midterm: bool = True) -> set[State]:
        path = folder / f"{seed}-{midterm}.db"
        backup(Address(path=Path(str(kinds[midterm].engine.url.database))), path)
        world = open_world(f"sqlite:///{path}", kinds[midterm])
        try:
            going = Walk(world, seed)
            going.go(STEPS)
            return set(going.seen)
        finally:
            world.close()

    return walk


@pytest.mark.parametrize("seed", SEEDS)
def test_walk_keeps_the_properties(seed, walked):
    assert walked(seed) <= set(State)


def test_walks_come_to_every_state(walked):
    assert set().union(*(walked(seed) for seed in SEEDS)) == set(State)


@pytest.mark.parametrize("seed", SEEDS[:4])
def test_walk_without_a_midterm_never_enters_one(seed, walked):
    found = walked(seed, midterm=False)
    assert {state for state in found if state.stage == Checkpoint.MIDTERM_EVALUATION} == set()
