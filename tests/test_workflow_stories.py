"""All stories together: every row of the lifecycle and every act is lived through, and no story is a dead end.

What was done is read from the records that the stories left; those not told yet in this run are told first.
"""

from __future__ import annotations

import inspect
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from models import address, database
from models.reader import reading
from models.words import FINISHED, TERMINAL, Act, Event, State, Status
from workflow import directory, engine, store, turns
from workflow.attempt import Attempt
from workflow.lifecycle import LIFECYCLE, SUSPENDABLE, Computed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from program import Inside
    from stories import Tale

    from workflow.actor import Actor
    from workflow.facts import Item

STOPS = (Event.SUSPEND, Event.CANCEL, Event.ORDER_RECTIFICATION)
"""What can nearly always be done and is no way on."""


def stories() -> dict[str, Callable[[Tale], None]]:
    """Every test of every module of stories that is told as a tale, by its name."""
    found: dict[str, Callable[[Tale], None]] = {}
    for path in sorted(Path(__file__).parent.glob("test_stories_*.py")):
        for name, story in vars(import_module(path.stem)).items():
            if name.startswith("test_") and list(inspect.signature(story).parameters) == ["tale"]:
                assert name not in found, f"two stories are called {name}"
                found[name] = story
    return found


@pytest.fixture
def lived(tell: Callable[[str], Tale], told: Path) -> list[Path]:
    """The databases that all stories left."""
    places = {name: told / f"{name}.db" for name in stories()}
    for name, story in stories().items():
        if not places[name].exists():
            story(tell(name))
    return list(places.values())


def rows(place: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(place)) as driver:
        return driver.execute(query).fetchall()


def records(places: Sequence[Path]) -> Iterator[tuple[str, str | None, str | None, dict[str, Any]]]:
    """Act, state before it, result and changes of every record, for each item the first first."""
    for place in places:
        states: dict[str, str] = {}
        for act, item, result, told in rows(place, "SELECT act, item, result, changes FROM record ORDER BY chain, seq"):
            changes = json.loads(told)
            yield act, states.get(item), result, changes
            if item is not None and "state" in changes.get("item", {}):
                states[item] = changes["item"]["state"][1]


def test_every_row_of_the_lifecycle_is_lived_through(lived: list[Path]) -> None:
    """By an act of somebody on the item itself, not by what an act on the item above took along."""
    done = {
        (act, before, result)
        for act, before, result, changes in records(lived)
        if act in set(Event) and not changes.get("with_parent")
    }
    assert done == {(move.event, move.source, move.result) for move in LIFECYCLE}


def test_every_act_is_lived_through(lived: list[Path]) -> None:
    """Those of the registers, of the adoption and of the calendar included: none is left out."""
    assert {act for act, *_ in records(lived) if act not in set(Event)} == set(Act)


def test_what_was_put_off_was_taken_up_in_every_state(lived: list[Path]) -> None:
    resumed = {changes["item"]["state"][1] for act, _, _, changes in records(lived) if act == Event.RESUME}
    assert resumed == set(SUSPENDABLE)


ENDING = {"confirm_completion", "conclude", "end_unmet", "cancel"}
STATUSES = {
    (Status.PENDING, Status.OPEN): {"open_review"},
    (Status.PENDING, Status.ACCEPTED): {"sign", "sign_for"},
    (Status.PENDING, Status.SUBMITTED): {"report_line"},
    (Status.PENDING, Status.WAIVED): {"waive"},
    (Status.PENDING, Status.MERGED): {"merge"},
    (Status.PENDING, Status.VOID): ENDING | {"assign", "refuse", "reassign", "break_down"},
    (Status.OPEN, Status.SUBMITTED): {"submit"},
    (Status.OPEN, Status.PENDING): {"drop_review"},
    (Status.OPEN, Status.VOID): {"cancel"},
    (Status.SUBMITTED, Status.OPEN): {"withdraw"},
    (Status.SUBMITTED, Status.RETURNED): {"send_back"},
    (Status.SUBMITTED, Status.ACCEPTED): {"accept", "conclude", "check_line"},
    (Status.SUBMITTED, Status.PENDING): {"conclude", "check_line"},
    (Status.SUBMITTED, Status.VOID): {"cancel"},
    (Status.RETURNED, Status.SUBMITTED): {"submit"},
    (Status.RETURNED, Status.PENDING): {"drop_review"},
    (Status.RETURNED, Status.VOID): {"cancel"},
    (Status.VOID, Status.PENDING): {"reopen", "return_completion"},
}
"""Every way of a duty from one status to another (DOMAIN 5.2), and what takes it."""


def test_duties_go_the_ways_of_the_domain_and_no_other(lived: list[Path]) -> None:
    seen: dict[tuple[str, str], set[str]] = {}
    for act, before, _, changes in records(lived):
        for duty in changes.get("duties", {}).values() if before is not None else ():
            was, now = duty.get("status", (None, None))
            if was is not None:
                seen.setdefault((was, now), set()).add(act)
    assert seen == STATUSES


# No dead ends


def targets(move: Any) -> tuple[State, ...]:
    computed = {Computed.BACK: (State.ACTIVE, State.RECTIFYING), Computed.WHERE_IT_WAS: SUSPENDABLE}
    return computed.get(move.target) or (move.target,)


def within_reach(state: State) -> set[State]:
    """The states that the table leads to, by whatever number of moves that are a way on."""
    found, left = {state}, [state]
    while left:
        moves = [move for move in engine.moves(left.pop()) if move.event not in STOPS]
        new = {target for move in moves for target in targets(move)} - found
        found |= new
        left.extend(new)
    return found


@pytest.mark.parametrize("state", [state for state in State if state not in TERMINAL])
def test_from_every_open_state_the_table_leads_to_a_good_end(state: State) -> None:
    assert State.CLOSED in within_reach(state)


def test_what_has_ended_is_left_by_nothing_or_by_a_reopening() -> None:
    leaving = {state: {move.event for move in engine.moves(state)} for state in TERMINAL}
    assert leaving == {State.CLOSED: {Event.REOPEN}, State.UNMET: {Event.REOPEN}, State.CANCELLED: set()}


@dataclass(frozen=True)
class Left:
    """What a database was left with: its items, and the accounts that may act on them."""

    items: list[Item]
    people: list[Actor]

    def open(self) -> list[Item]:
        return [item for item in self.items if item.state not in TERMINAL]

    def above(self, item: Item) -> Item | None:
        """The finished or suspended item over one that is suspended."""
        away = (*FINISHED, State.SUSPENDED)
        parents = [parent for parent in self.items if parent.id == item.parent_id and parent.state in away]
        return parents[0] if parents and item.state == State.SUSPENDED else None

    def movable(self, item: Item | None) -> bool:
        """Whether one of the accounts can take it further."""
        return item is not None and any(ways_on(item, actor, day) for actor in self.people for day in days(item))


def left(place: Path) -> Left:
    url = f"sqlite:///{place}"
    opened = database.connect(address.parse(url))
    codes = [code for (code,) in rows(place, "SELECT code FROM item")]
    try:
        with database.transaction(opened) as connection:
            items = store.load(connection, codes, store.Look(family=True, helping=True, reports=True))
    finally:
        opened.dispose()
    with reading(address.parse(url)) as reader:
        found = [directory.actor(reader, login) for (login,) in reader.rows("SELECT login FROM account")]
    return Left(list(items.values()), [actor for actor in found if actor is not None])


def days(item: Item) -> set[date]:
    """The day of the item's last act, and the plan's last, when every window has opened."""
    first = item.last_effective_on or item.plan.first_day
    return {first, max(first, item.plan.last_day)}


def ways_on(item: Item, actor: Actor, day: date) -> set[Event]:
    options = engine.possible(item, Attempt(Event.ASSIGN, actor, day, datetime.now(UTC)))
    return {option.move.event for option in options if option.allowed} - set(STOPS)


def test_no_story_ends_where_nobody_can_leave(lived: list[Path], demo_file: Path) -> None:
    """Nor does the demo: one of its accounts can take each item further, or mend a line that is open.

    What is suspended under a finished or suspended item comes back through that one, which has to be movable then.
    """
    stuck = [
        (place.stem, item.code, item.state.value)
        for place in (*lived, demo_file)
        for here in (left(place),)
        for item in here.open()
        if not item.lines and not here.movable(item) and not here.movable(here.above(item))
    ]
    assert stuck == []


def idle(here: Left, item: Item, day: date) -> list[str]:
    """The events that wait for a role, and that no account of that role may give on that day."""
    waiting = [turn for turn in turns.turns(item, day) if isinstance(turn.act, Event) and turn.act != Event.SUBMIT]
    return [
        turn.act.value for turn in waiting if not any(turn.act in ways_on(item, actor, day) for actor in here.people)
    ]


def test_whatever_waits_for_somebody_may_be_done(lived: list[Path], demo_file: Path) -> None:
    """But for a submission, which may wait for its report to be written."""
    found = []
    for place in (*lived, demo_file):
        here = left(place)
        found += [(place.stem, item.code, idle(here, item, day)) for item in here.items for day in days(item)]
    assert [case for case in found if case[2]] == []


def test_every_story_leaves_a_sound_chain(lived: list[Path], inside: Inside) -> None:
    """The proof of the records holds, and every item stands as they tell."""
    told = {}
    for place in lived:
        inside.database = place
        told[place.stem] = inside("--as", "lingdao", "audit", "verify").code
    assert told == {place.stem: 0 for place in lived}
