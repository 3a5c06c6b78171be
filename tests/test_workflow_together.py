"""Two people at once, each in a process of their own, on both engines."""

from __future__ import annotations

from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from make import KEY, LONE, PARTS_OF_TASK, TASK, World, plan_text, reach, sentence

from documents.planfile import parse
from models import address, database
from models.errors import DubanError
from models.words import Act, Event, State
from workflow import intake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    from workflow.actor import Actor, UnitRef

DAY = "2024-02-01"
DEADLINE = 60.0
CODES = (TASK, *PARTS_OF_TASK, LONE, KEY)


class Turn(NamedTuple):
    """What one person does in one round: an event or an act on an item or a duty, at the version they have read.

    For the act of adopting, the code is the plan's.
    """

    what: Event | Act
    code: str
    who: str
    version: int | None = None


class Place(NamedTuple):
    """A world, as another process can be told of it."""

    url: str
    people: dict[str, Actor]
    units: dict[str, UnitRef]


def person(line: Connection) -> None:
    """A process: takes the turns it is sent, each on a sign, and answers what was said to each, "" where done."""
    while (job := line.recv()) is not None:
        place, turns = job
        world = World(database.connect(address.parse(place.url)), place.people, place.units)
        said = []
        for turn in turns:
            line.send("ready")
            line.recv()
            said.append(take(world, turn))
        world.close()
        line.send(said)


def take(world: World, turn: Turn) -> str:
    try:
        if turn.what == Act.ADOPT:
            adopt(world, turn)
        elif isinstance(turn.what, Act):
            world.act(turn.what, turn.code, DAY, turn.who)
        else:
            world.step(turn.what, turn.code, DAY, turn.who, version=turn.version)
    except DubanError as refusal:
        return f"{refusal.exit_code} {sentence(refusal)}"
    return ""


def adopt(world: World, turn: Turn) -> None:
    """Adopts the invented plan under another code, with a county that nobody knows yet."""
    text = f"{plan_text(turn.code)}  - {{name: 新县{turn.code[:2]}, code: {turn.code[:2]}, level: county}}\n"
    planfile, problems = parse(text)
    assert planfile is not None, [problem.sentence("zh") for problem in problems]
    with database.transaction(world.engine) as connection:
        intake.adopt(connection, world.attempt(Act.ADOPT, "2026-01-12", turn.who), planfile, text)


def hear(line: Connection) -> Any:
    """What a process says; one that has died or hangs fails the test."""
    assert line.poll(DEADLINE), "a process hangs"
    return line.recv()


@pytest.fixture(scope="module")
def together() -> Iterator[Callable[..., list[tuple[str, str]]]]:
    """Lets two processes take their turns, each round at once: `together(world, turns, turns)` is what was said."""
    context = get_context("spawn")
    pipes = [context.Pipe() for _ in range(2)]
    people = [context.Process(target=person, args=(theirs,)) for _, theirs in pipes]
    lines = [ours for ours, _ in pipes]
    for each, (_, theirs) in zip(people, pipes, strict=True):
        each.start()
        theirs.close()

    def take_turns(world: World, *turns: list[Turn]) -> list[tuple[str, str]]:
        for line, mine in zip(lines, turns, strict=True):
            line.send((Place(world.url, world.people, world.units), mine))
        for _ in turns[0]:
            assert [hear(line) for line in lines] == ["ready", "ready"]
            for line in lines:
                line.send("go")
        first, second = (hear(line) for line in lines)
        return list(zip(first, second, strict=True))

    yield take_turns
    for line, each in zip(lines, people, strict=True):
        with suppress(OSError):
            line.send(None)
        each.join(DEADLINE)
        each.kill()
        line.close()


def test_same_item_at_the_version_both_read_is_moved_by_one(stored, together):
    turns = [[Turn(Event.ASSIGN, code, who, version=1) for code in CODES] for who in ("office", "office2")]
    said = together(stored, *turns)
    assert [sorted(answers) for answers in said] == [["", f"6 {code} 刚被他人改动，请看过现状再办"] for code in CODES]
    for code, (first, _) in zip(CODES, said, strict=True):
        winner = "office2" if first else "office"
        assert [(record.act, record.login) for record in stored.records(code)] == [
            ("register", "office"),
            ("assign", winner),
        ]
        item = stored.item(code)
        assert (item.state, item.version, [duty.key for duty in item.duties if duty.kind == "sign"]) == (
            State.ASSIGNED,
            2,
            ["sign-1"],
        )
    assert stored.proof() == (11, [])


def test_same_item_without_a_version_is_moved_by_one_and_refused_to_the_other(stored, together):
    for code in CODES:
        reach(stored, State.ASSIGNED, DAY, code)
    said = together(stored, *([Turn(Event.SIGN, code, who) for code in CODES] for who in ("owner", "owner2")))
    refused = "4 不能签收：{} 还在“实施·推进中”；可以：申请办结"
    assert [sorted(answers) for answers in said] == [["", refused.format(code)] for code in CODES]
    assert [len(stored.records(code)) for code in CODES] == [3] * 5
    assert stored.proof() == (16, [])


def test_two_items_of_one_plan_are_both_moved(stored, together):
    one = [Turn(Event.ASSIGN, code, "office") for code in (TASK, LONE)]
    other = [Turn(Event.ASSIGN, code, "office2") for code in (KEY, PARTS_OF_TASK[0])]
    assert together(stored, one, other) == [("", ""), ("", "")]
    assert [stored.item(code).state for code in CODES].count(State.ASSIGNED) == 4
    assert stored.proof() == (10, [])


def test_move_and_act_on_one_item_are_both_recorded_in_turn(stored, together):
    one = [Turn(Event.ASSIGN, code, "office") for code in CODES]
    other = [Turn(Act.WAIVE, f"{code}@midterm_evaluation", "office2") for code in CODES]
    assert together(stored, one, other) == [("", "")] * 5
    for code in CODES:
        records = stored.records(code)
        assert sorted(record.act for record in records) == ["assign", "register", "waive"]
        assert [record.item_version for record in records] == [1, 2, 3]
        assert stored.item(code).version == 3
    assert stored.proof() == (16, [])


def test_parent_confirmed_and_child_reopened_at_once_do_not_both_happen(stored, together):
    for code in PARTS_OF_TASK:
        reach(stored, State.CLOSED, DAY, code)
    reach(stored, State.COMPLETION_CHECK, DAY, TASK)
    one, other = Turn(Event.CONFIRM_COMPLETION, TASK, "office"), Turn(Event.REOPEN, PARTS_OF_TASK[0], "leader")
    ((confirmed, reopened),) = together(stored, [one], [other])
    states = (stored.item(TASK).state, stored.item(PARTS_OF_TASK[0]).state)
    if confirmed == "":
        assert states == (State.COMPLETED, State.CLOSED)
        assert reopened.startswith("4 不能回头看/复核：LH-01.P1 上级事项 LH-01 已是“已办结待销号”")
    else:
        assert states == (State.COMPLETION_CHECK, State.RECTIFYING)
        assert (confirmed.startswith("4 不能核查通过：LH-01 下级事项尚未办结：LH-01.P1"), reopened) == (True, "")


NEW = ("AA", "BB", "CC", "DD", "EE")


def test_same_plan_is_adopted_by_one_and_refused_to_the_other(stored, together):
    said = together(stored, *([Turn(Act.ADOPT, code, who) for code in NEW] for who in ("office", "office2")))
    refused = "4 方案 {} 已经采纳；如要另行采纳，用 --code 给出新代号"
    assert [sorted(answers) for answers in said] == [["", refused.format(code)] for code in NEW]
    plans = [row[1] for row in stored.rows("plan")["plan"]]
    assert sorted(plans) == ["AA", "BB", "CC", "DD", "EE", "LH"]
    assert stored.proof() == (36, [])


def test_two_plans_with_the_same_new_units_are_both_adopted(stored, together):
    one, other = ([Turn(Act.ADOPT, f"{code}{n}", "office") for code in NEW] for n in (1, 2))
    assert together(stored, one, other) == [("", "")] * 5
    assert len(stored.rows("unit")["unit"]) == 11
    assert stored.proof() == (66, [])
