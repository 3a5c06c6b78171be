"""Extensions: asked in time or not at all, decided by office or leader; explanations and instructions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from make import EAST, LONE, on, reach, sentence

from models.errors import DubanError
from models.words import Act, Event, Light, Result, Role, State, Status
from workflow import deadlines, lights, turns, working_days

if TYPE_CHECKING:
    from make import World

MIDTERM = f"{LONE}@midterm_evaluation"
NATIONAL = working_days.load("national")


def ask(world: World, day: str, until: str | None, duty: str = MIDTERM, **words: Any) -> None:
    world.act(Act.EXTEND_ASK, duty, day, words.pop("who", "owner"), until=on(until) if until else None, **words)


def grant(world: World, day: str, who: str = "office", until: str | None = None, duty: str = MIDTERM) -> None:
    world.act(Act.EXTEND_GRANT, duty, day, who, until=on(until) if until else None)


def refuse(world: World, day: str, who: str = "office") -> None:
    world.act(Act.EXTEND_REFUSE, MIDTERM, day, who)


def refused(world: World, attempt: Any) -> tuple[int, str]:
    before = world.rows()
    with pytest.raises(DubanError) as caught:
        attempt()
    assert world.rows() == before
    return caught.value.exit_code, sentence(caught.value).partition("；可")[0]


def light(world: World, day: str) -> tuple[Light | None, str]:
    item = world.item(LONE)
    shown = lights.duty_light(item, world.duty(MIDTERM), on(day), NATIONAL)
    return shown.light, shown.word.sentence("zh")


@pytest.fixture
def active(world: World) -> World:
    reach(world, State.ACTIVE, "2024-12-02")
    return world


def test_asked_in_time_and_decided_after_the_deadline(active) -> None:
    """Not overdue while it waits; granted, the new day counts, and both are kept."""
    ask(active, "2024-12-31", "2025-01-20")
    assert light(active, "2025-01-10") == (Light.YELLOW, "延期待批")
    grant(active, "2025-01-10")
    duty = active.duty(MIDTERM)
    assert (duty.due_on, duty.original_due_on, duty.effective_due_on) == (
        on("2025-01-20"),
        on("2024-12-31"),
        on("2025-01-20"),
    )
    assert (duty.revision, duty.asked_until, duty.status) == (1, None, Status.PENDING)
    assert not deadlines.overdue(active.item(LONE), duty, on("2025-01-20"))
    assert deadlines.overdue(active.item(LONE), duty, on("2025-01-21"))


def test_refused_it_counts_from_the_old_due(active) -> None:
    ask(active, "2024-12-30", "2025-01-20")
    refuse(active, "2025-01-09")
    assert light(active, "2025-01-09") == (Light.RED, "逾期")
    # 2 and 3 January, then 6 to 9
    assert deadlines.overdue_working_days(active.duty(MIDTERM), on("2025-01-09"), NATIONAL) == 6


def test_what_was_submitted_meanwhile_is_judged_by_the_new_day(active) -> None:
    """Whether it was late depends on the decision, so that comes before the conclusion."""
    ask(active, "2024-12-30", "2025-01-20")
    active.step(Event.OPEN_REVIEW, LONE, "2024-12-30", result=active.duty(MIDTERM).kind)
    active.report(MIDTERM, "2025-01-15")
    active.step(Event.SUBMIT, LONE, "2025-01-15")
    assert active.duty(MIDTERM).submitted_late == 10
    waits = (4, f"不能评估结论：{LONE} 延期申请尚未批复：{LONE}@中期评估")
    assert refused(active, lambda: conclude(active, "2025-01-16")) == waits
    grant(active, "2025-01-16")
    conclude(active, "2025-01-16")
    assert (active.duty(MIDTERM).lateness, active.duty(MIDTERM).status) == (0, Status.ACCEPTED)


def conclude(world: World, day: str) -> None:
    world.step(Event.CONCLUDE, LONE, day, result=Result.ON_TRACK)


@pytest.mark.parametrize(
    ("day", "until", "said"),
    [
        ("2025-01-02", "2025-01-20", "中期评估 的时限2024年12月31日已过，逾期后不再受理延期"),
        ("2024-12-20", "2024-12-31", "2024年12月31日不晚于现行时限2024年12月31日"),
    ],
)
def test_too_late_or_no_later_is_refused(day, until, said, active) -> None:
    assert refused(active, lambda: ask(active, day, until)) == (4, f"不能申请延期：{LONE} {said}")


def test_an_extension_needs_a_day_and_a_reason(active) -> None:
    said = f"不能申请延期：{LONE} 须用 -m 写明理由；须用 --until 写明延至哪一天"
    assert refused(active, lambda: ask(active, "2024-12-20", None, note=" ")) == (2, said)


def test_it_is_asked_for_once_at_a_time(active) -> None:
    ask(active, "2024-12-20", "2025-01-20")
    said = f"不能申请延期：{LONE} 中期评估 已申请延期至2025年1月20日，尚未批复"
    assert refused(active, lambda: ask(active, "2024-12-20", "2025-01-25")) == (4, said)
    none = f"不能批准延期：{LONE} 总结评估 没有待批复的延期申请"
    assert refused(active, lambda: grant(active, "2024-12-20", duty=f"{LONE}@final_evaluation")) == (4, none)


def test_the_clock_does_not_run_in_the_offices_hands(active) -> None:
    active.step(Event.REQUEST_COMPLETION, LONE, "2024-12-20")
    said = f"不能申请延期：{LONE} {LONE} 正由办公室审核，时限不在走"
    assert refused(active, lambda: ask(active, "2024-12-20", "2025-01-20")) == (4, said)


def test_a_child_is_not_extended_past_its_parent(active) -> None:
    for code in ("LH-01", "LH-01.P1"):
        reach(active, State.ACTIVE, "2024-12-02", code)
    duty = "LH-01.P1@midterm_evaluation"
    said = "不能申请延期：LH-01.P1 2025年1月5日超过上级事项 LH-01 的时限2024年12月31日"
    assert refused(active, lambda: ask(active, "2024-12-20", "2025-01-05", duty)) == (4, said)
    ask(active, "2024-12-20", "2025-01-20", "LH-01@midterm_evaluation")
    grant(active, "2024-12-20", duty="LH-01@midterm_evaluation")
    ask(active, "2024-12-20", "2025-01-20", duty)
    assert active.duty(duty).asked_until == on("2025-01-20")


# Who decides


@pytest.mark.parametrize(("until", "role"), [("2025-01-30", Role.OFFICE), ("2025-01-31", Role.LEADER)])
def test_the_office_decides_on_thirty_days_and_a_leader_on_more(until, role, active) -> None:
    ask(active, "2024-12-30", until)
    (turn,) = [turn for turn in turns.turns(active.item(LONE), on("2024-12-31")) if turn.act == Act.EXTEND_GRANT]
    assert (turn.role, turn.since, turn.not_by) == (role, on("2024-12-30"), "owner")
    other = "leader" if role == Role.OFFICE else "office"
    assert refused(active, lambda: grant(active, "2024-12-31", other))[0] == 5
    grant(active, "2024-12-31", str(role))
    assert active.duty(MIDTERM).due_on == on(until)


def test_a_second_one_is_for_a_leader_however_short(active) -> None:
    ask(active, "2024-12-30", "2025-01-10")
    grant(active, "2024-12-31")
    ask(active, "2025-01-09", "2025-01-13")
    assert refused(active, lambda: refuse(active, "2025-01-10"))[0] == 5
    grant(active, "2025-01-10", "leader")
    assert active.duty(MIDTERM).revision == 2


def test_the_office_may_grant_another_day_but_none_that_is_a_leaders(active) -> None:
    ask(active, "2024-12-30", "2025-03-01")
    assert refused(active, lambda: grant(active, "2024-12-31", "office"))[0] == 5
    grant(active, "2024-12-31", "office", until="2025-01-15")
    assert active.duty(MIDTERM).due_on == on("2025-01-15")


def test_nobody_decides_on_what_they_asked_for(active) -> None:
    active.person("both", EAST, Role.OWNER, Role.OFFICE)
    ask(active, "2024-12-30", "2025-01-10", who="both")
    said = f"不能批准延期：{LONE} 是本账号（both）报送的，须由他人审核"
    assert refused(active, lambda: grant(active, "2024-12-31", "both")) == (5, said)


# What becomes of one that is not decided


def test_a_duty_that_is_settled_asks_for_nothing(active) -> None:
    ask(active, "2024-12-20", "2025-01-10")
    active.act(Act.WAIVE, MIDTERM, "2024-12-23")
    assert (active.duty(MIDTERM).asked_until, active.duty(MIDTERM).asked_by) == (None, None)
    assert [turn.act for turn in turns.turns(active.item(LONE), on("2024-12-23"))] == [Event.OPEN_REVIEW]


def test_completion_waits_for_the_decision(active) -> None:
    ask(active, "2024-12-20", "2025-01-10")
    said = f"不能申请办结：{LONE} 延期申请尚未批复：{LONE}@中期评估"
    assert refused(active, lambda: active.step(Event.REQUEST_COMPLETION, LONE, "2024-12-23")) == (4, said)


# Words that move nothing


@pytest.mark.parametrize(
    ("act", "duty", "who"), [(Act.EXPLAIN, MIDTERM, "owner"), (Act.INSTRUCT, LONE, "leader")]
)  # fmt: skip
def test_an_explanation_and_an_instruction_move_neither_due_nor_light(act, duty, who, active) -> None:
    was, before = active.duty(MIDTERM), light(active, "2025-01-10")
    active.act(act, duty, "2025-01-10", who, note="名单待核")
    now = active.duty(MIDTERM)
    assert (now.due_on, now.status, light(active, "2025-01-10")) == (was.due_on, was.status, before)
    record, _ = active.last(LONE)
    assert (record.act, record.reason, record.login) == (act, "名单待核", who)
    assert refused(active, lambda: active.act(act, duty, "2025-01-10", who, note=""))[0] == 2
    assert refused(active, lambda: active.act(act, duty, "2025-01-10", "office"))[0] == 5
