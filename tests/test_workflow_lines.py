"""Problem lines and signatures with extensions, in the office's hands, over a reassignment, below a parent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from make import LONE, PARTS_OF_TASK, TASK, WEST, on, reach, sentence

from models.errors import DubanError
from models.words import Act, Event, LimitBy, Result, State, Status
from workflow import deadlines
from workflow.attempt import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from make import World

LINE = f"{LONE}@rectification-1"
CHILD = PARTS_OF_TASK[0]


def refused(world: World, step: Callable[[], object]) -> tuple[int, str]:
    before = world.rows()
    with pytest.raises(DubanError) as caught:
        step()
    assert world.rows() == before
    return caught.value.exit_code, sentence(caught.value).partition("；可")[0]


@pytest.fixture
def ordered(world: World) -> World:
    """A problem to be mended by Monday 2025-03-03."""
    reach(world, State.ACTIVE, "2025-02-03")
    world.step(Event.ORDER_RECTIFICATION, LONE, "2025-02-03", lines=(Line("台账不全", on("2025-03-03")),))
    return world


def test_a_line_reported_in_time_that_lay_with_the_office_gets_five_working_days(ordered) -> None:
    ordered.act(Act.REPORT_LINE, LINE, "2025-03-03")
    ordered.act(Act.CHECK_LINE, LINE, "2025-03-12", result=Result.RECTIFY)
    duty = ordered.duty(LINE)
    assert (duty.status, duty.limit_on, duty.limit_by) == (Status.PENDING, on("2025-03-19"), LimitBy.HANDS)
    item = ordered.item(LONE)
    assert [deadlines.overdue(item, duty, on(day)) for day in ("2025-03-19", "2025-03-20")] == [False, True]
    ordered.act(Act.REPORT_LINE, LINE, "2025-03-19")
    ordered.act(Act.CHECK_LINE, LINE, "2025-03-20", result=None)
    assert ordered.duty(LINE).lateness == 0


def test_a_line_reported_late_goes_on_from_its_limit(ordered) -> None:
    ordered.act(Act.REPORT_LINE, LINE, "2025-03-05")
    ordered.act(Act.CHECK_LINE, LINE, "2025-03-12", result=Result.RECTIFY)
    duty = ordered.duty(LINE)
    assert (duty.limit_on, duty.lateness) == (None, 2)
    assert deadlines.overdue(ordered.item(LONE), duty, on("2025-03-12"))


def test_a_line_is_checked_after_its_extension_is_decided(ordered) -> None:
    ordered.act(Act.EXTEND_ASK, LINE, "2025-03-03", "owner", until=on("2025-03-31"))
    ordered.act(Act.REPORT_LINE, LINE, "2025-03-10")
    told = refused(ordered, lambda: ordered.act(Act.CHECK_LINE, LINE, "2025-03-12", result=None))
    assert told == (4, f"不能核查整改：{LONE} 延期申请尚未批复：{LONE}@整改第1项")
    assert refused(ordered, lambda: ordered.act(Act.CHECK_LINE, LINE, "2025-03-12", result=Result.RECTIFY)) == told
    ordered.act(Act.EXTEND_GRANT, LINE, "2025-03-12", until=None)
    ordered.act(Act.CHECK_LINE, LINE, "2025-03-12", result=None)
    assert (ordered.duty(LINE).status, ordered.duty(LINE).lateness) == (Status.ACCEPTED, 0)


def test_a_line_that_lies_late_with_the_office_is_the_new_unit_s_for_five_working_days(ordered) -> None:
    ordered.act(Act.REPORT_LINE, LINE, "2025-03-10")
    ordered.act(Act.REASSIGN, LONE, "2025-03-12", lead=WEST)
    assert ordered.last(LONE)[1]["more"]["overdue"]["rectification-1"] == 5
    ordered.act(Act.CHECK_LINE, LINE, "2025-03-14", result=Result.RECTIFY)
    duty, item = ordered.duty(LINE), ordered.item(LONE)
    assert (duty.limit_on, duty.limit_by) == (on("2025-03-19"), LimitBy.REASSIGN)
    assert [deadlines.overdue(item, duty, on(day)) for day in ("2025-03-19", "2025-03-20")] == [False, True]


def test_a_line_has_nothing_to_do_with_one_of_the_item_above(world) -> None:
    """They are numbered for each item: the parent's first line is another problem."""
    for code, limit in ((TASK, "2025-03-10"), (CHILD, "2025-03-05")):
        reach(world, State.ACTIVE, "2025-02-03", code)
        world.step(Event.ORDER_RECTIFICATION, code, "2025-02-03", lines=(Line("某事", on(limit)),))
    world.act(Act.EXTEND_ASK, f"{CHILD}@rectification-1", "2025-02-20", "owner", until=on("2025-03-20"))
    assert world.duty(f"{CHILD}@rectification-1").asked_until == on("2025-03-20")


def test_a_line_is_no_target_of_a_merge(ordered) -> None:
    words = {"checkpoint": "rectification-1"}
    told = refused(ordered, lambda: ordered.act(Act.MERGE, f"{LONE}@annual_review-2024", "2025-02-10", **words))
    assert told == (4, f"不能并入：{LONE} 没有可并入的未了结节点“整改第1项”")


# Signatures


def test_what_is_signed_while_its_extension_is_undecided_is_judged_by_the_day_asked_for(world) -> None:
    """Assigned on Monday 3 February, to be signed for by the 6th; asked on the 5th until the 12th."""
    world.step(Event.ASSIGN, LONE, "2025-02-03")
    world.act(Act.EXTEND_ASK, f"{LONE}@sign-1", "2025-02-05", "owner", until=on("2025-02-12"))
    world.step(Event.SIGN, LONE, "2025-02-13")
    assert world.duty(f"{LONE}@sign-1").lateness == 1


def test_nothing_is_assigned_again_over_an_undecided_extension(world) -> None:
    world.step(Event.ASSIGN, LONE, "2024-01-29")
    world.act(Act.EXTEND_ASK, f"{LONE}@launch", "2024-01-31", "owner", until=on("2024-02-20"))
    told = refused(world, lambda: world.step(Event.ASSIGN, LONE, "2024-02-05", lead=WEST))
    assert told == (4, f"不能交办：{LONE} 延期申请尚未批复：{LONE}@启动")


# Extensions after the due has moved for another reason


def test_what_was_asked_in_time_may_be_granted_though_a_suspension_has_moved_the_due_beyond(world) -> None:
    key = f"{LONE}@annual_review-2024"
    reach(world, State.ANNUAL_PREPARING, "2024-12-02")
    world.act(Act.EXTEND_ASK, key, "2024-12-31", "owner", until=on("2025-01-20"))
    world.report(key, "2025-01-10")
    world.step(Event.SUBMIT, LONE, "2025-01-10")
    assert world.duty(key).submitted_late == 7
    world.step(Event.SUSPEND, LONE, "2025-01-13")
    world.step(Event.RESUME, LONE, "2025-03-03")
    assert world.duty(key).in_force > on("2025-01-20")
    world.act(Act.EXTEND_GRANT, key, "2025-03-04", until=None)
    duty = world.duty(key)
    assert (duty.due_on, duty.revision, duty.submitted_late) == (on("2025-01-20"), 1, 0)


# Below what is suspended or cancelled


@pytest.mark.parametrize(("event", "state"), [(Event.SUSPEND, "暂缓"), (Event.CANCEL, "已撤销")])
def test_nothing_comes_back_alone_below_what_is_suspended_or_cancelled(event, state, world) -> None:
    reach(world, State.ACTIVE, "2024-03-01", TASK)
    reach(world, State.CLOSED, "2024-03-01", CHILD)
    world.step(event, TASK, "2024-03-04")
    told = refused(world, lambda: world.step(Event.REOPEN, CHILD, "2024-03-05"))
    assert told == (4, f"不能回头看/复核：{CHILD} 上级事项 {TASK} 是“{state}”，下级不能单独恢复或复核")
