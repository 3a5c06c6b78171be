"""Days and moments: between items of a family, in the office's hands, and of machines whose clocks differ a little."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from make import KEY, LONE, NOW, PARTS_OF_TASK, TASK, on, reach, sentence

from models.errors import DubanError
from models.words import Act, Checkpoint, Event, LimitBy, Result, State, Status
from workflow.attempt import Line

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from make import World

CHILD, OTHER = PARTS_OF_TASK
ANNUAL = Checkpoint.ANNUAL_REVIEW


def refused(world: World, step: Callable[[], object]) -> tuple[int, str]:
    """The exit code and the sentence of a refusal that leaves every row as it was."""
    before = world.rows()
    with pytest.raises(DubanError) as caught:
        step()
    assert world.rows() == before
    return caught.value.exit_code, sentence(caught.value)


# Moments


def heads(world: World) -> dict[str, datetime]:
    """The latest moment that each chain keeps."""
    return {row[0]: row[-1] for row in world.rows("chain")["chain"]}


def test_a_clock_a_little_behind_is_tolerated_and_the_latest_moment_is_kept(stored):
    later, minute = NOW + timedelta(minutes=10), timedelta(minutes=1)
    stored.step(Event.ASSIGN, LONE, "2024-02-01", at=later)
    stored.step(Event.ASSIGN, KEY, "2024-02-01", at=later - minute)
    stored.act(Act.WAIVE, f"{KEY}@midterm_evaluation", "2024-02-01", at=later - minute / 2)
    said = "本机时钟（2026-01-12 10:08:59）早于最后一条记录（2026-01-12 10:10:00），请先校准时钟"
    behind = later - minute - timedelta(seconds=1)
    for step in (
        lambda: stored.step(Event.SIGN, KEY, "2024-02-01", at=behind),
        lambda: stored.act(Act.WAIVE, f"{LONE}@midterm_evaluation", "2024-02-01", at=behind),
    ):
        assert refused(stored, step) == (4, said)
    assert heads(stored)["LH"] == later
    assert stored.proof() == (9, [])


# A family


COMPLETED = (Event.REQUEST_COMPLETION, Event.CONFIRM_COMPLETION)


@pytest.mark.parametrize("ending", [COMPLETED, (*COMPLETED, Event.CLOSE), (Event.CANCEL,), (Event.SUSPEND,)])
@pytest.mark.parametrize("event", COMPLETED)
def test_a_parent_is_not_completed_before_the_day_of_its_child(event, ending, world):
    before = State.ACTIVE if event == Event.REQUEST_COMPLETION else State.COMPLETION_CHECK
    for code, state in ((OTHER, State.CLOSED), (CHILD, State.CLOSED), (TASK, before)):
        reach(world, state, "2024-02-05", code)
    reopened(world, CHILD, "2024-03-01")
    for one in ending:
        world.step(one, CHILD, "2024-03-01")
    said = f"{TASK} 办理日期2024年2月29日早于下级事项上一次办理的日期：{CHILD}"
    exit_code, told = refused(world, lambda: world.step(event, TASK, "2024-02-29"))
    assert (exit_code, told.partition("；")[0]) == (4, f"不能{event.zh}：{said}")
    assert world.step(event, TASK, "2024-03-01").after.last_effective_on == on("2024-03-01")


def reopened(world: World, code: str, day: str) -> None:
    """A closed item is looked at again, mended, and active."""
    world.step(Event.REOPEN, code, day)
    world.act(Act.REPORT_LINE, f"{code}@rectification-1", day)
    world.act(Act.CHECK_LINE, f"{code}@rectification-1", day)
    world.step(Event.VERIFY_RECTIFICATION, code, day)


def test_a_final_is_not_met_before_the_day_of_the_last_child(world):
    world.waive(TASK, "2024-02-05", "annual_review-2024", "annual_review-2025", "midterm_evaluation")
    reach(world, State.FINAL_PREPARING, "2025-11-10", TASK)
    world.report(f"{TASK}@final_evaluation", "2025-11-10")
    world.step(Event.SUBMIT, TASK, "2025-11-10")
    for code in PARTS_OF_TASK:
        world.step(Event.CANCEL, code, "2025-11-20")
    exit_code, told = refused(world, lambda: world.step(Event.CONCLUDE, TASK, "2025-11-19", result=Result.MET))
    said = f"不能评估结论：{TASK} 办理日期2025年11月19日早于下级事项上一次办理的日期：{CHILD}、{OTHER}"
    assert (exit_code, told.partition("；")[0]) == (4, said)
    assert world.step(Event.CONCLUDE, TASK, "2025-11-20", result=Result.MET).after.state == State.COMPLETED


@pytest.mark.parametrize(
    ("state", "event"),
    [
        (State.CLOSED, Event.REOPEN),
        (State.COMPLETED, Event.RETURN_COMPLETION),
        (State.SUSPENDED, Event.RESUME),
    ],
)
def test_a_child_does_not_begin_again_before_the_day_of_its_parent(state, event, world):
    """On that day the parent may have stood completed over it."""
    for code in PARTS_OF_TASK:
        reach(world, state, "2024-02-05", code)
    reach(world, State.COMPLETION_CHECK, "2024-02-19", TASK)
    world.step(Event.RETURN_COMPLETION, TASK, "2024-02-20")
    exit_code, told = refused(world, lambda: world.step(event, CHILD, "2024-02-19", "leader"))
    said = f"不能{event.zh}：{CHILD} 办理日期2024年2月19日早于上级事项 {TASK} 上一次办理的2024年2月20日"
    assert (exit_code, told.partition("；")[0]) == (4, said)
    assert world.step(event, CHILD, "2024-02-20", "leader").after.last_effective_on == on("2024-02-20")


@pytest.mark.parametrize(("state", "event"), [(State.SUSPENDED, Event.RESUME), (State.ACTIVE, Event.CANCEL)])
def test_children_taken_along_keep_their_days(state, event, world):
    for code in (TASK, *PARTS_OF_TASK):
        reach(world, State.ACTIVE, "2024-02-05", code)
    if state == State.SUSPENDED:
        world.step(Event.SUSPEND, TASK, "2024-02-06")
    world.waive(CHILD, "2024-03-01", "midterm_evaluation")
    exit_code, told = refused(world, lambda: world.step(event, TASK, "2024-02-29"))
    said = f"不能{event.zh}：{TASK} 办理日期2024年2月29日早于下级事项上一次办理的日期：{CHILD}"
    assert (exit_code, told.partition("；")[0]) == (4, said)
    world.step(event, TASK, "2024-03-01")
    assert [world.item(code).last_effective_on for code in (TASK, *PARTS_OF_TASK)] == [on("2024-03-01")] * 3


# In the office's hands

LINES = ("2024-11-15", "2024-11-18", "2024-12-02", "2025-01-03", "2025-01-06")
"""Limits of problem lines: before the office has the item, on that day, between, and until it gives it back."""


@pytest.mark.parametrize("event", [Event.ACCEPT, Event.SEND_BACK, Event.WITHDRAW])
def test_what_fell_due_in_the_offices_hands_gets_five_working_days(event, world):
    """A line that was submitted too: it may come back when it is checked."""
    reach(world, State.ACTIVE, "2024-11-01")
    lines = tuple(Line(f"问题{number}", on(day)) for number, day in enumerate(LINES, 1))
    world.step(Event.ORDER_RECTIFICATION, LONE, "2024-11-01", lines=lines)
    world.act(Act.REPORT_LINE, f"{LONE}@rectification-3", "2024-11-18")
    world.step(Event.OPEN_REVIEW, LONE, "2024-11-18", result=ANNUAL)
    world.report(f"{LONE}@annual_review-2024", "2024-11-18")
    world.step(Event.SUBMIT, LONE, "2024-11-18")
    assert world.duty(f"{LONE}@rectification-3").effective_due_on == on("2024-12-02")
    world.step(event, LONE, "2025-01-06")
    dues = {duty.key: (duty.limit_by, duty.effective_due_on) for duty in world.item(LONE).duties if not duty.settled}
    given = (LimitBy.HANDS, on("2025-01-13"))
    kept = {f"rectification-{n}": (None, on(LINES[n - 1])) for n in (1, 5)}
    known = {**dict.fromkeys(("midterm_evaluation", *(f"rectification-{n}" for n in (2, 3, 4))), given), **kept}
    assert {key: dues[key] for key in known} == known
    world.act(Act.CHECK_LINE, f"{LONE}@rectification-3", "2025-01-07", result=Result.RECTIFY)
    line = world.duty(f"{LONE}@rectification-3")
    assert (line.status, line.lateness, line.effective_due_on) == (Status.PENDING, 0, on("2025-01-13"))


def test_a_completion_that_is_returned_late_gives_five_working_days(world):
    reach(world, State.COMPLETION_CHECK, "2024-12-02")
    world.step(Event.RETURN_COMPLETION, LONE, "2025-01-06")
    dues = {duty.key: (duty.limit_by, duty.effective_due_on) for duty in world.item(LONE).duties if not duty.settled}
    given = (LimitBy.HANDS, on("2025-01-13"))
    assert dues == {
        "annual_review-2024": given,
        "midterm_evaluation": given,
        "annual_review-2025": (None, on("2025-12-31")),
        "final_evaluation": (None, on("2025-12-31")),
    }


# What an ending made void


@pytest.mark.parametrize(("day", "status"), [("2025-12-31", Status.PENDING), ("2026-01-01", Status.VOID)])
def test_reopened_on_the_last_day_of_a_checkpoint_it_is_owed_again(day, status, world):
    reach(world, State.UNMET, "2025-11-10")
    voided = {duty.key: duty.void_by for duty in world.item(LONE).duties if duty.status == Status.VOID}
    assert voided == dict.fromkeys(("annual_review-2024", "annual_review-2025", "midterm_evaluation"), "conclude")
    world.step(Event.REOPEN, LONE, day)
    statuses = {key: found for key, found in world.statuses(LONE).items() if key in voided}
    assert statuses == {**dict.fromkeys(voided, Status.VOID), "annual_review-2025": status}
