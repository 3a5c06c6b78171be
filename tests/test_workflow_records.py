"""The audit trail: nobody can change it unseen, and playing it again gives what the rows say."""

from __future__ import annotations

import json
from dataclasses import astuple, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from make import EAST, KEY, LONE, NORTH, PARTS_OF_TASK, TASK, WEST, make_world, open_world, reach

from models import database
from models.words import Act, Checkpoint, Event, Result, State
from workflow.changes import Story, plain, replay, undo
from workflow.facts import DUTY_FIELDS, ITEM_FIELDS
from workflow.records import Entry, Flaw, digest

if TYPE_CHECKING:
    from collections.abc import Callable

    from make import World

DAY = "2024-11-11"
LAST = 9
"""Records of the chain after `history`: the adoption, five items, three moves."""


def history(world: World) -> None:
    reach(world, State.ACTIVE, DAY)
    moment = datetime(2026, 1, 12, 2, 0, 0, 123456, UTC)
    world.step(Event.ASSIGN, KEY, DAY, at=moment)


def run(world: World, *statements: str) -> None:
    with database.transaction(world.engine) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def unlock(world: World) -> None:
    """Takes the triggers away, as somebody with the database's password could."""
    if world.engine.dialect.name == "sqlite":
        run(world, "DROP TRIGGER record_no_update", "DROP TRIGGER record_no_delete")
    else:
        run(world, "DROP TRIGGER record_no_change ON record")


# What the database refuses


@pytest.mark.parametrize("statement", ["UPDATE record SET reason = 'x' WHERE seq = 7", "DELETE FROM record"])
def test_records_cannot_be_changed_or_deleted(statement, stored):
    from sqlalchemy.exc import DBAPIError

    history(stored)
    before = stored.rows()
    with pytest.raises(DBAPIError, match="records are append-only"):
        run(stored, statement)
    assert stored.rows() == before


def test_records_cannot_be_truncated(postgres):
    from sqlalchemy.exc import DBAPIError

    world = make_world(postgres.database())
    with pytest.raises(DBAPIError, match="records are append-only"):
        run(world, "TRUNCATE record")
    world.close()
    postgres.drop(world.url)


# What the proof finds


def test_proof_of_untouched_records_finds_nothing(stored):
    history(stored)
    assert stored.proof() == (LAST, [])


CHANGED = {
    "at": "'2026-01-12 02:00:01.000000'",
    "effective_on": "'2024-11-12'",
    "login": "'somebody'",
    "role": "'leader'",
    "unit": "NULL",
    "act": "'refuse'",
    "result": "'met'",
    "item": "'LH-01'",
    "item_version": "3",
    "duty": "'sign-1'",
    "reason": "''",
    "changes": "'{}'",
    "hash": "'0'",
}


def test_every_field_of_a_record_is_tried():
    assert set(CHANGED) - {"hash"} == {field.name for field in fields(Entry)} - {"chain"}


def test_proof_names_the_record_that_was_changed(stored):
    history(stored)
    unlock(stored)
    for column, value in CHANGED.items():
        with stored.engine.connect() as connection:
            kept = connection.exec_driver_sql(f"SELECT {column} FROM record WHERE seq = 7").scalar()
        run(stored, f"UPDATE record SET {column} = {value} WHERE chain = 'LH' AND seq = 7")
        found = stored.proof()
        put_back(stored, column, kept)
        assert (column, found) == (column, (LAST, [Flaw("LH", 7, "record_changed")]))
    assert stored.proof() == (LAST, [])


def put_back(world: World, column: str, value: Any) -> None:
    from sqlalchemy import text

    with database.transaction(world.engine) as connection:
        connection.execute(
            text(f"UPDATE record SET {column} = :value WHERE chain = 'LH' AND seq = 7"), {"value": value}
        )


TAMPERED = {
    "one deleted": (["DELETE FROM record WHERE seq = 5"], LAST - 1, 5, "record_missing"),
    "the first deleted": (["DELETE FROM record WHERE seq = 1"], LAST - 1, 1, "record_missing"),
    "the last deleted": ([f"DELETE FROM record WHERE seq = {LAST}"], LAST - 1, LAST, "record_missing"),
    "all deleted": (["DELETE FROM record"], 0, 1, "record_missing"),
    "two swapped": (
        [f"UPDATE record SET seq = {new} WHERE seq = {old}" for old, new in ((7, 70), (8, 7), (70, 8))],
        LAST,
        7,
        "record_moved",
    ),
    "one deleted and the rest renumbered": (
        ["DELETE FROM record WHERE seq = 7", *(f"UPDATE record SET seq = {n} WHERE seq = {n + 1}" for n in (7, 8))],
        LAST - 1,
        7,
        "record_moved",
    ),
    "the head turned back": (["UPDATE chain SET seq = 8 WHERE chain = 'LH'"], LAST, LAST, "record_head"),
    "the head deleted": (["DELETE FROM chain WHERE chain = 'LH'"], LAST, 1, "record_head"),
    "two changed": (
        ["UPDATE record SET reason = 'x' WHERE seq = 8", "UPDATE record SET reason = 'x' WHERE seq = 7"],
        LAST,
        7,
        "record_changed",
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_proof_names_the_first_flaw(name, stored):
    statements, count, seq, key = TAMPERED[name]
    history(stored)
    unlock(stored)
    run(stored, *statements)
    assert stored.proof() == (count, [Flaw("LH", seq, key)])


def test_last_record_written_anew_with_its_own_hash_is_found_at_the_head(stored):
    history(stored)
    unlock(stored)
    *_, last = stored.rows("record")["record"]
    _, chain, seq, at, effective_on, *rest, previous, _ = last
    forged = Entry(chain, at.replace(tzinfo=UTC), effective_on, "somebody", *rest[1:])
    run(
        stored,
        f"UPDATE record SET login = 'somebody', hash = '{digest(previous, seq, astuple(forged))}' WHERE seq = {seq}",
    )
    assert stored.proof() == (LAST, [Flaw("LH", LAST, "record_head")])


def test_same_acts_make_the_same_chain_on_both_engines(world, postgres, adopted_on_server):
    other = open_world(postgres.database(template=adopted_on_server.url), adopted_on_server)
    history(world)
    history(other)
    hashes = [[row[-1] for row in each.rows("record")["record"]] for each in (world, other)]
    assert hashes[0] == hashes[1]
    assert len(hashes[0]) == LAST
    other.close()
    postgres.drop(other.url)


# What a record says


def test_record_says_who_did_what_when_and_why(stored):
    reach(stored, State.ACTIVE, DAY)
    record, changes = stored.last(LONE)
    assert (record.act, record.login, record.role, record.unit) == ("sign", "owner", "owner", "东山县卫生健康局")
    assert (str(record.effective_on), record.reason, record.item_version) == (DAY, "经研究", 3)
    assert changes["item"] == {
        "state": ["launch.assigned", "implementation.active"],
        "version": [2, 3],
    }
    assert changes["duties"]["sign-1"]["status"] == ["pending", "accepted"]


# Played again


def told(world: World, code: str) -> list[str]:
    return [record.changes for record in world.records(code)]


def standing(world: World, code: str) -> Story:
    """What the rows say, in the words of records."""
    item = world.item(code)
    duties = {d.key: {name: plain(getattr(d, name)) for name in DUTY_FIELDS} for d in item.duties}
    return Story({name: plain(getattr(item, name)) for name in ITEM_FIELDS}, duties)


def filled(story: Story) -> Story:
    """A story with every field: what no record ever spoke of is as it was from the beginning."""
    item = {**dict.fromkeys(ITEM_FIELDS), "cooperating": [], **story.item}
    return Story(item, {key: {**dict.fromkeys(DUTY_FIELDS), **duty} for key, duty in story.duties.items()})


def life(world: World) -> list[Story]:
    """A life with nearly everything in it; how the lone task stood at its beginning and after each of its records."""
    annual, line = f"{LONE}@annual_review-2024", f"{LONE}@rectification-1"

    def step(event: Event, day: str, **words: Any) -> Callable[[], object]:
        return lambda: world.step(event, LONE, day, **words)

    acts: list[Callable[[], object]] = [
        step(Event.ASSIGN, "2024-01-24", lead=WEST, cooperating=(EAST,)),
        step(Event.ASSIGN, "2024-01-25", cooperating=(WEST, NORTH)),
        step(Event.SIGN, "2024-02-02"),
        step(Event.OPEN_REVIEW, "2024-11-04", result=Checkpoint.ANNUAL_REVIEW),
        lambda: world.report(annual, "2024-11-05"),
        step(Event.SUBMIT, "2025-01-03"),
        step(Event.SEND_BACK, "2025-01-06"),
        step(Event.SUSPEND, "2025-01-07"),
        step(Event.RESUME, "2025-01-14"),
        step(Event.SUBMIT, "2025-01-20"),
        step(Event.ACCEPT, "2025-01-21"),
        step(Event.ORDER_RECTIFICATION, "2025-01-22"),
        lambda: world.act(Act.REPORT_LINE, line, "2025-01-23"),
        lambda: world.act(Act.CHECK_LINE, line, "2025-01-24"),
        step(Event.VERIFY_RECTIFICATION, "2025-01-24"),
        lambda: world.waive(LONE, "2025-01-24", "midterm_evaluation"),
        step(Event.REQUEST_COMPLETION, "2025-02-05"),
        step(Event.CONFIRM_COMPLETION, "2025-02-06"),
        step(Event.CLOSE, "2025-02-07"),
        step(Event.REOPEN, "2025-03-03"),
    ]
    stood = [standing(world, LONE)]
    for each in acts:
        each()
        stood.append(standing(world, LONE))
    return stood


def test_records_played_again_give_the_rows(stored):
    life(stored)
    reach(stored, State.FINAL_SUBMITTED, "2025-11-10", KEY)
    stored.step(Event.CONCLUDE, KEY, "2025-11-11", result=Result.RECTIFY)
    reach(stored, State.ACTIVE, DAY, PARTS_OF_TASK[0])
    stored.step(Event.CANCEL, TASK, DAY)
    for code in (TASK, *PARTS_OF_TASK, LONE, KEY):
        assert filled(replay(told(stored, code))) == standing(stored, code)


def test_records_taken_back_give_each_earlier_day(stored):
    stood = life(stored)
    changes = told(stored, LONE)
    story = replay(changes)
    for text, before in zip(reversed(changes[1:]), reversed(stood[:-1]), strict=True):
        undo(story, [text])
        assert filled(story) == before
    undo(story, changes[:1])
    assert ([value for value in story.item.values() if value], story.duties) == ([], {})


def test_records_of_a_day_are_taken_back_together(stored):
    stood = life(stored)
    changes = told(stored, LONE)
    story = replay(changes)
    undo(story, reversed(changes[4:]))
    assert filled(story) == stood[3]


def test_record_holds_days_and_words_as_plain_json(stored):
    life(stored)
    for text in told(stored, LONE):
        assert json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text
