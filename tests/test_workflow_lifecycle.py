"""The lifecycle against the table that was written by hand: its definition, and every cell of it through the door."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from make import CITY, LONE, make_world, open_world, plan_text, reach

from models.errors import DubanError
from models.words import IMPLEMENTATION, OPEN, REVIEWS, TERMINAL, Checkpoint, Event, Result, Role, State
from workflow import engine, store
from workflow.effects import EFFECTS
from workflow.guards import ASKED, GUARDS
from workflow.lifecycle import LIFECYCLE, Computed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from make import World

    from models.words import Word

DAY, AFTER_PLAN = "2024-11-11", "2026-01-12"
GOLDEN = Path(__file__).with_name("golden") / "lifecycle.txt"
ENDABLE = (*IMPLEMENTATION, State.COMPLETION_CHECK)
SUSPENDABLE = [state for state in OPEN if state not in (State.SUSPENDED, State.COMPLETED)]


class Key(NamedTuple):
    """What a row of the table is known by."""

    source: str
    event: str
    result: str


class Row(NamedTuple):
    roles: tuple[str, ...]
    target: str


def read_golden() -> dict[Key, Row]:
    """The table as it was written by hand, where no key stands twice."""
    lines = [line for line in GOLDEN.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    table: dict[Key, Row] = {}
    for line in lines:
        move, target = line.split(" → ")
        source, event, result, roles = move.split(" | ")
        key = Key(source, event, result)
        assert key not in table, line
        table[key] = Row(tuple(roles.split(", ")), target)
    return table


TABLE = read_golden()
RESULTS: dict[Event, tuple[Word | None, ...]] = {Event.OPEN_REVIEW: REVIEWS, Event.CONCLUDE: tuple(Result)}


def cells() -> list[tuple[Event, Word | None]]:
    return [(event, result) for event in Event for result in RESULTS.get(event, (None,))]


def key_of(source: State, event: Event, result: Word | None) -> Key:
    return Key(source.value, event.value, result.value if result else "-")


# The definition


def test_table_says_what_the_golden_table_says():
    words = {Computed.BACK: "back", Computed.WHERE_IT_WAS: "where it was"}
    said = {
        key_of(move.source, move.event, move.result): Row(
            tuple(role.value for role in move.roles),
            words[move.target] if isinstance(move.target, Computed) else move.target.value,
        )
        for move in LIFECYCLE
    }
    assert said == TABLE


def test_table_has_no_row_twice():
    keys = Counter(key_of(move.source, move.event, move.result) for move in LIFECYCLE)
    assert [key for key, count in keys.items() if count > 1] == []


def test_table_uses_every_word():
    assert {move.event for move in LIFECYCLE} == set(Event)
    assert {move.result for move in LIFECYCLE} == {None, *Result, *REVIEWS}
    assert {role for move in LIFECYCLE for role in move.roles} == {Role.OWNER, Role.OFFICE, Role.LEADER}


def test_table_names_every_guard_and_effect_and_no_other():
    assert {name for move in LIFECYCLE for name in move.needs} == set(GUARDS)
    assert {name for move in LIFECYCLE for name in move.then} == set(EFFECTS)
    assert set(ASKED) <= set(GUARDS)


def targets(row: Row) -> tuple[str, ...]:
    if row.target == "back":
        return (State.ACTIVE.value, State.RECTIFYING.value)
    if row.target == "where it was":
        return tuple(state.value for state in SUSPENDABLE)
    return (row.target,)


def reachable(start: State) -> set[str]:
    """Every state that walks from `start` can come to, with itself."""
    found, waiting = {start.value}, [start.value]
    while waiting:
        here = waiting.pop()
        ahead = {end for key, row in TABLE.items() if key.source == here for end in targets(row)}
        waiting += ahead - found
        found |= ahead
    return found


def test_every_state_is_reachable_from_registered():
    assert reachable(State.REGISTERED) == {state.value for state in State}


def test_terminal_state_is_left_by_reopen_only():
    out = {(move.source, move.event) for move in LIFECYCLE if move.source in TERMINAL}
    assert out == {(State.CLOSED, Event.REOPEN), (State.UNMET, Event.REOPEN)}


@pytest.mark.parametrize("state", OPEN)
def test_every_terminal_state_is_reachable_from_open_state(state):
    assert {end.value for end in TERMINAL} <= reachable(state)


def test_machine_has_the_edges_of_the_table():
    edges = {
        (event, source, edge.dest)
        for event, found in engine.machine().events.items()
        for source, transitions in found.transitions.items()
        for edge in transitions
    }
    assert edges == {(key.event, key.source, end) for key, row in TABLE.items() for end in targets(row)}
    assert set(engine.machine().states) == {state.value for state in State}


@pytest.mark.parametrize("state", State)
def test_moves_of_a_state_are_its_rows(state):
    said = {key_of(move.source, move.event, move.result) for move in engine.moves(state)}
    assert said == {key for key in TABLE if key.source == state.value}


# The product of states, events, results and roles


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., World]]:
    """Worlds whose lone task was led to a state by real events: `kept(state, …)`; each is made once."""
    folder = tmp_path_factory.mktemp("states")
    # All three reviews can be opened on one day, and nothing is past due.
    adopted = make_world(f"sqlite:///{folder / 'adopted.db'}", plan_text(final_opens=""))
    adopted.close()
    made: dict[tuple[object, ...], World] = {}

    def keep(state: State, *, waived: tuple[str, ...] = (), open_line: bool = False) -> World:
        key = (state, waived, open_line)
        if key not in made:
            path = folder / f"state-{len(made)}.db"
            path.write_bytes((folder / "adopted.db").read_bytes())
            made[key] = open_world(f"sqlite:///{path}", adopted)
            made[key].waive(LONE, DAY, *waived)
            reach(made[key], state, DAY, open_line=open_line)
            if state.step == "preparing":
                in_hand = made[key].item(LONE).in_hand
                assert in_hand is not None
                made[key].report(f"{LONE}@{in_hand.key}", DAY)
        return made[key]

    yield keep
    for world in made.values():
        world.close()


def setting(state: State, event: Event, result: Word | None) -> tuple[tuple[str, ...], str]:
    """The duties waived beforehand and the day, such that no guard stands against what the table allows."""
    if event == Event.END_UNMET:
        return (Checkpoint.FINAL_EVALUATION.value,) if state in ENDABLE else (), AFTER_PLAN
    if result == Result.MET and state == State.FINAL_SUBMITTED:
        return ("annual_review-2024", "annual_review-2025", "midterm_evaluation"), DAY
    return (), DAY


def tried(world: World, who: Role, event: Event, result: Word | None, day: str) -> str | int:
    """The state that the event leads to, or the exit code of the refusal. Everything is rolled back."""
    actor = world.people["owner"] if (event, who) == (Event.WITHDRAW, Role.OWNER) else None
    attempt = world.attempt(event, day, actor or world.person(f"new {who}", CITY, who), result=result)
    with world.engine.connect() as connection:
        try:
            engine.perform(connection, attempt, [LONE])
            return str(store.load(connection, [LONE], store.Look())[LONE].state)
        except DubanError as refusal:
            return refusal.exit_code
        finally:
            connection.rollback()


def expected(state: State, who: Role, event: Event, result: Word | None) -> str | int:
    row = TABLE.get(key_of(state, event, result))
    if row is None:
        return 4
    if who.value not in row.roles:
        return 5
    return State.ACTIVE.value if row.target in ("back", "where it was") else row.target


@pytest.mark.parametrize("state", State)
def test_state_accepts_what_the_table_says_from_whom_it_says(state, kept):
    found, wanted = {}, {}
    for event, result in cells():
        waived, day = setting(state, event, result)
        for who in Role:
            cell = (event.value, result.value if result else "-", who.value)
            found[cell] = tried(kept(state, waived=waived), who, event, result, day)
            wanted[cell] = expected(state, who, event, result)
    assert found == wanted
    assert len(found) == 27 * 7


BACK = [key for key, row in TABLE.items() if row.target == "back"]


@pytest.mark.parametrize("key", BACK, ids=lambda key: f"{key.source}-{key.event}")
def test_back_to_implementation_is_rectifying_while_a_line_is_open(key, kept):
    result = next((word for word in Result if word.value == key.result), None)
    state = next(state for state in State if state.value == key.source)
    event = next(event for event in Event if event.value == key.event)
    assert tried(kept(state), Role.OFFICE, event, result, DAY) == State.ACTIVE.value
    assert tried(kept(state, open_line=True), Role.OFFICE, event, result, DAY) == State.RECTIFYING.value


@pytest.mark.parametrize("state", SUSPENDABLE)
def test_resume_leads_to_the_state_that_was_left(state, kept, copied):
    world = copied(kept(state))
    suspended = world.step(Event.SUSPEND, LONE, DAY).after
    assert (suspended.state, suspended.remembered) == (State.SUSPENDED, state)
    world.step(Event.RESUME, LONE, DAY)
    item = world.item(LONE)
    assert (item.state, item.remembered, item.suspended_on, item.review_on) == (state, None, None, None)
