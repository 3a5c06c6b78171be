"""Any walk of allowed events keeps the properties of the lifecycle (DOMAIN 5.3): a state machine of hypothesis."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from make import EAST, KEY, LONE, NOW, PARTS_OF_TASK, TASK, WEST, make_world, on, open_world, plan_text

from models import address, database
from models.errors import DubanError
from models.reader import reading
from models.words import FINISHED, REVIEWS, TERMINAL, Act, Checkpoint, Event, Result, Role, State, Status
from workflow import engine, queries, store
from workflow.changes import copy, plain, replay
from workflow.facts import DUTY_FIELDS, ITEM_FIELDS
from workflow.guards import PARTS
from workflow.lifecycle import LIFECYCLE, Computed
from workflow.scope import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from make import World

    from models.words import Word
    from workflow.facts import Item

FAMILY = (TASK, *PARTS_OF_TASK)
CODES = (*FAMILY, LONE, KEY)
ALL = ("all", "all2")
"""They hold every role at once: only the rule of two persons stands between them and their own work."""
LOGINS = (*ALL, "owner", "owner2", "outsider", "office", "office2", "leader", "viewer", "auditor", "admin", "clock")

LEVEL = 10_000
"""So many days on is the day of whatever item is furthest, of the family where it is one of them."""
FIRSTS = st.sampled_from([on(day) for day in ("2024-11-04", "2024-11-04", "2024-11-07", "2024-11-20", "2025-10-13")])
DAYS = st.sampled_from((0, 0, 0, 0, 1, 6, 30, 200, LEVEL, LEVEL))
ACTS = st.sampled_from((Act.REPORT_LINE, Act.CHECK_LINE, Act.CHECK_LINE, Act.WAIVE, Act.WAIVE, Act.MERGE, Act.REPORT))

STARTS: dict[str, dict[str, tuple[str, int]]] = {
    "without a mid-term": {},
    "registered": {},
    "signed": dict.fromkeys(CODES, ("2024-11-04", 2)),
    "ending": {"LH-01.P1": ("2024-11-05", 5), "LH-01.P2": ("2024-11-05", 3), TASK: ("2024-11-06", 3)},
    "behind": {"LH-01.P1": ("2024-11-05", 5), "LH-01.P2": ("2024-12-20", 1), TASK: ("2024-11-06", 3)},
    "ended": {**dict.fromkeys(PARTS_OF_TASK, ("2024-11-05", 5)), TASK: ("2024-11-22", 5), LONE: ("2025-12-30", 3)},
}
"""What walks start from: item → the day on which it was led along, and how many of these steps."""
USUALLY = (Status.PENDING, False)
FITTING = {Act.REPORT_LINE: (Status.PENDING, True), Act.CHECK_LINE: (Status.SUBMITTED, True)}
"""The status of the duties that an act fits, and whether they are problem lines."""
TOUCHED = ("item", "item_unit", "duty", "report", "evidence", "record", "chain")
STEPS = (Event.ASSIGN, Event.SIGN, Act.WAIVE, Event.REQUEST_COMPLETION, Event.CONFIRM_COMPLETION)

RARE = {Event.CANCEL: 1, Event.SUSPEND: 2, Event.REFUSE: 2, Event.DROP_REVIEW: 3, Event.ORDER_RECTIFICATION: 4}
THOROUGH = {**RARE, **dict.fromkeys((Event.OPEN_REVIEW, Event.SUBMIT, Event.SEND_BACK, Event.CONCLUDE), 40)}
HASTY = {**RARE, Event.REQUEST_COMPLETION: 200, Event.CONFIRM_COMPLETION: 200, Event.SUSPEND: 40}
RUDE = {**HASTY, **dict.fromkeys((Event.SUSPEND, Event.RESUME, Event.CANCEL, Event.CLOSE, Event.REOPEN), 40)}
"""How often a row is drawn where the usual is 10: a walk should get somewhere."""

DECIDED_ON = {
    **dict.fromkeys(("accept", "send_back", "conclude"), ("submit",)),
    **dict.fromkeys(("confirm_completion", "return_completion"), ("request_completion",)),
    **dict.fromkeys(("verify_rectification", "check_line"), ("report_line",)),
    "close": ("submit", "request_completion"),
}
"""Act → the acts whose last one it decides on."""


class Walk(RuleBasedStateMachine):
    """People of every role take items through the table and the acts; each item has days of its own."""

    codes: tuple[str, ...] = CODES
    starts: tuple[str, ...] = tuple(STARTS)
    manners = RARE, THOROUGH
    here: World

    def __init__(self, worlds: dict[str, World], seen: set[State]) -> None:
        super().__init__()
        self.worlds, self.seen = worlds, seen

    @initialize(data=st.data(), firsts=st.tuples(*(FIRSTS for _ in CODES)))
    def begin(self, data: st.DataObject, firsts: tuple[date, ...]) -> None:
        self.start = data.draw(st.sampled_from(self.starts), "start")
        template = Path(str(self.worlds[self.start].engine.url.database))
        shutil.copyfile(template, path := template.with_name("walk.db"))
        self.here = open_world(f"sqlite:///{path}", self.worlds[self.start])
        self.firsts = dict(zip(CODES, firsts, strict=True))
        self.records: dict[str, list[Any]] = {code: [] for code in CODES}
        self.fresh: list[tuple[Any, Item, Item]] = []
        self.look()

    def teardown(self) -> None:
        if "here" in vars(self):
            self.here.close()

    # What people try

    @rule(days=DAYS, data=st.data())
    def move(self, days: int, data: st.DataObject) -> None:
        self.walk_on([data.draw(st.sampled_from(self.codes), "code")], days, data)

    @rule(days=DAYS, data=st.data())
    def move_some(self, days: int, data: st.DataObject) -> None:
        """What may be done most often is drawn, of whichever item; problems are mended at once."""
        self.walk_on(self.codes, days, data)
        for item in [self.items[code] for code in self.codes]:
            for line in (f"{item.code}@{line.key}" for line in item.lines):
                if self.do(Act.REPORT_LINE, line, self.day(item.code, 0), "owner") == 0:
                    assert self.do(Act.CHECK_LINE, line, self.day(item.code, 0), "office") == 0

    @rule(days=st.sampled_from((0, 0, 0, LEVEL, -7, 900)), event=st.sampled_from(Event), data=st.data())
    def try_anything(self, days: int, event: Event, data: st.DataObject) -> None:
        """Any event at all by anybody, on any day: what asking says is what doing does."""
        self.fresh = []
        code, who = data.draw(st.sampled_from(CODES)), data.draw(st.sampled_from(LOGINS))
        results = dict.fromkeys(move.result for move in LIFECYCLE if move.event == event)
        result = data.draw(st.sampled_from((*results, *results, None, Result.MET)))
        item, day = self.items[code], self.day(code, days)
        refusal = engine.decide(item, self.here.attempt(event, day.isoformat(), who, result=result)).refusal
        done = self.do(event, code, day, who, result=result)
        assert done == (refusal.exit_code if refusal else 0)
        assert done or item.state not in TERMINAL or event == Event.REOPEN

    @rule(code=st.sampled_from(CODES), days=DAYS, act=ACTS, who=st.sampled_from(ALL + LOGINS[:6]), data=st.data())
    def act(self, code: str, days: int, act: Act, who: str, data: st.DataObject) -> None:
        """An act on a duty that it fits, if there is one: a report, a waiver, a merger, a line reported or checked."""
        self.fresh = []
        duties = self.items[code].duties
        fitting = [d.key for d in duties if FITTING.get(act, USUALLY) == (d.status, d.kind == Checkpoint.RECTIFICATION)]
        key = data.draw(st.sampled_from(fitting or [d.key for d in duties]), "duty")
        into = data.draw(st.sampled_from([d.key for d in duties]), "into") if act == Act.MERGE else None
        result = data.draw(st.sampled_from((None, None, Result.RECTIFY))) if act == Act.CHECK_LINE else None
        self.do(act, f"{code}@{key}", self.day(code, days), who, checkpoint=into, result=result)
        assert {record.item for record, *_ in self.fresh} <= {code}

    def walk_on(self, codes: Sequence[str], days: int, data: st.DataObject) -> None:
        """One of the moves that the items allow somebody now, with every input; a report is filled in before it."""
        self.fresh = []
        often = data.draw(st.sampled_from(self.manners))
        allowed = {code: self.allowed(code, self.day(code, days)) for code in codes}
        rows = [(code, *row) for code in codes for row in allowed[code] for _ in range(often.get(row[0], 10))]
        if not rows:
            return
        code, event, result = data.draw(st.sampled_from(rows), "row")
        who, day = data.draw(st.sampled_from(allowed[code][event, result]), "who"), self.day(code, days)
        lead, other = (EAST, WEST) if data.draw(st.integers(0, 4)) else (WEST, EAST)
        in_hand = self.items[code].in_hand
        if event == Event.SUBMIT and in_hand is not None:
            assert self.do(Act.REPORT, f"{code}@{in_hand.key}", day, who) == 0
        assert self.do(event, code, day, who, result=result, lead=lead, cooperating=(other,)) == 0

    def allowed(self, code: str, day: date) -> dict[tuple[Event, Word | None], list[str]]:
        """The rows of the table that may be taken on that day, and by whom."""
        item = copy(self.items[code])
        item.reported = {duty.key: (True,) * len(PARTS) for duty in item.duties}
        found = defaultdict(list)
        for login in LOGINS:
            options = engine.possible(item, self.here.attempt(Event.ASSIGN, day.isoformat(), login))
            for move in (option.move for option in options if option.allowed):
                found[move.event, move.result].append(login)
        return found

    def day(self, code: str, days: int) -> date:
        """So many days after the item's last act: parents may lie behind their children, and children behind them."""
        last = self.items[code].last_effective_on or self.firsts[code]
        if days == LEVEL:
            return max(self.items[c].last_effective_on or last for c in (FAMILY if code in FAMILY else CODES))
        return last + timedelta(days) if days > 365 else min(last + timedelta(days), NOW.date())

    def do(self, what: Event | Act, code: str, day: date, who: str, **words: Any) -> int:
        """The exit code of the refusal, after which nothing is otherwise than before; 0 where it was done."""
        note(f"{what} {code} on {day} by {who} {words}")
        take: Any = self.here.step if isinstance(what, Event) else self.here.act
        words |= {} if isinstance(what, Event) else {"more": dict.fromkeys(PARTS, "已填")}
        before, items, counts = self.here.rows(*TOUCHED), self.items, {c: len(self.records[c]) for c in CODES}
        done = 0
        try:
            take(what, code, day.isoformat(), who, **words)
        except DubanError as refusal:
            done = refusal.exit_code
        self.look()
        made = [(r, items[c], self.items[c]) for c in CODES for r in self.records[c][counts[c] :]]
        self.seen.update(item.state for _, _, item in made)
        self.fresh += made
        assert done in (0, 2, 4, 5)
        assert not done or self.here.rows(*TOUCHED) == before
        return done

    def look(self) -> None:
        with database.transaction(self.here.engine) as connection:
            self.items = store.load(connection, CODES, store.Look(family=True, helping=True, reports=True))
        self.records |= {c: self.here.records(c) for c in CODES if self.items[c].version != len(self.records[c])}

    # What always holds

    @invariant()
    def every_change_is_a_row_of_the_table(self) -> None:
        for record, before, after in self.fresh:
            if record.act in set(Event):
                (row,) = (r for r in engine.moves(before.state) if (r.event, r.result) == (record.act, record.result))
                target: object = before.remembered if row.target == Computed.WHERE_IT_WAS else row.target
                back = State.RECTIFYING if after.lines else State.ACTIVE
                assert after.state == (back if target == Computed.BACK else target)
                assert record.role in row.roles
                assert before.state not in TERMINAL or record.act == "reopen"
            assert before.state == after.state or record.act in set(Event)
            above = json.loads(record.changes).get("with_parent")
            assert above is None or (above == before.parent_code and record.act in ("suspend", "resume", "cancel"))

    @invariant()
    def the_state_is_a_word_of_the_plan_and_never_overdue(self) -> None:
        with reading(address.parse(self.here.url)) as reader:
            stored = dict(reader.rows("SELECT code, state FROM item"))
            later = queries.items(reader, self.here.people["office"], Wanted(), on("2030-01-01"))
        assert stored == {item.code: item.state for item in later}, "time alone changes no state"
        assert set(stored.values()) <= {state.value for state in State if "overdue" not in state}
        if self.start == "without a mid-term":
            assert not [state for state in stored.values() if state.startswith("midterm")]

    @invariant()
    def no_parent_is_completed_over_an_unfinished_child_on_any_day(self) -> None:
        """Asked about as of every day on which something was done; and what is read then is what was so."""
        since = min((str(record.effective_on) for record, *_ in self.fresh), default="9999")
        days = {str(record.effective_on) for code in FAMILY for record in self.records[code][1:]}
        with reading(address.parse(self.here.url)) as reader:
            for day in sorted(day for day in days if day >= since):
                (task,) = queries.items(reader, self.here.people["office"], Wanted(codes=(TASK,)), on(day))
                for item in (task, *task.children):
                    first, *others = self.records[item.code]
                    check_replay(item, [first.changes, *(r.changes for r in others if str(r.effective_on) <= day)])
                parts = {child.code: child.state for child in task.children}
                assert set(parts) == set(PARTS_OF_TASK)
                if task.state in (State.COMPLETED, State.CLOSED):
                    assert set(parts.values()) <= {*FINISHED, State.SUSPENDED}, f"{day}: {task.state} over {parts}"

    @invariant()
    def the_records_tell_what_stands(self) -> None:
        count, flaws = self.here.proof()
        assert flaws == []
        assert count == 1 + sum(map(len, self.records.values()))
        for code in {record.item for record, *_ in self.fresh}:
            item, records = self.items[code], self.records[code]
            assert [record.item_version for record in records] == list(range(1, item.version + 1))
            days = [str(record.effective_on) for record in records[1:]]
            assert days == sorted(days)
            check_replay(item, [record.changes for record in records])
            check_two_persons(records)


class Family(Walk):
    """Only a task and its parts, in haste, so that parents are completed over their children."""

    codes, starts, manners = FAMILY, ("signed", "ending", "behind", "behind", "ended"), (HASTY, RUDE)


def check_two_persons(records: list[Any]) -> None:
    """Nobody decided on what they had submitted; a leader who returns what is completed decides on the office."""
    last: dict[tuple[str, str | None], str] = {}
    for record in (record for record in records if "with_parent" not in json.loads(record.changes)):
        about = None if record.act == "verify_rectification" else record.duty
        decided = DECIDED_ON.get(record.act, ())
        submitters = {who for (act, duty), who in last.items() if act in decided and about in (None, duty)}
        assert record.login not in submitters or (record.act, record.role) == ("return_completion", "leader")
        last[record.act, record.duty] = record.login
        if record.act in DECIDED_ON["close"]:
            last.pop(("request_completion" if record.act == "submit" else "submit", None), None)


def check_replay(item: Item, changes: list[str]) -> None:
    story = replay(changes)
    item_fields = {**dict.fromkeys(ITEM_FIELDS), "cooperating": [], **story.item}
    assert item_fields == {name: plain(getattr(item, name)) for name in ITEM_FIELDS}
    assert {key: {**dict.fromkeys(DUTY_FIELDS), **duty} for key, duty in story.duties.items()} == {
        duty.key: {name: plain(getattr(duty, name)) for name in DUTY_FIELDS} for duty in item.duties
    }


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, World]:
    """Worlds to start from, in files that nobody changes; every window of a review is open from the first day."""
    folder = tmp_path_factory.mktemp("walks")
    made = {}
    for start, led in STARTS.items():
        text = plan_text(final_opens="", midterm=start != "without a mid-term")
        made[start] = world = make_world(f"sqlite:///{folder / f'{start}.db'}", text)
        for login in ALL:
            world.person(login, EAST, *Role)
        for code, (day, steps) in led.items():
            for step in STEPS[:steps]:
                if isinstance(step, Event):
                    world.step(step, code, day)
                else:
                    world.waive(code, day, *(duty.key for duty in world.item(code).duties if duty.kind in REVIEWS))
        world.close()
    return made


@pytest.mark.parametrize(("kind", "examples", "come_to"), [(Walk, 18, 14), (Family, 32, 8)])
def test_any_walk_keeps_the_properties(kind, examples, come_to, worlds):
    """How many states are come to differs with the version of hypothesis and the modules loaded: a floor is asked."""
    seen: set[State] = set()
    how = settings(max_examples=examples, stateful_step_count=40)
    how = settings(how, phases=(Phase.generate,), report_multiple_bugs=False)
    machine: Any = lambda: kind(worlds, seen)  # noqa: E731 - hypothesis takes any function, but does not say so
    run_state_machine_as_test(machine, settings=settings(how, suppress_health_check=list(HealthCheck)))
    assert len(seen) >= come_to, sorted(seen)
