"""Reassignment: another lead unit takes the item over as it stands, signs for it, answers for what is still owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from make import EAST, LONE, WEST, on, reach, sentence

from models.errors import DubanError
from models.words import Act, Checkpoint, Event, LimitBy, Role, State, Status
from workflow import deadlines, turns, working_days

if TYPE_CHECKING:
    from make import World

NATIONAL = working_days.load("national")
ANNUAL = f"{LONE}@annual_review-2024"


def reassign(world: World, day: str, to: str | None = WEST, who: str = "office", **words: object) -> None:
    world.act(Act.REASSIGN, LONE, day, who, lead=to, **words)


def refused(world: World, *words: object, **more: object) -> tuple[int, str]:
    before = world.rows()
    with pytest.raises(DubanError) as caught:
        reassign(world, *words, **more)  # type: ignore[arg-type]
    assert world.rows() == before
    return caught.value.exit_code, sentence(caught.value).partition("；可")[0]


@pytest.fixture
def active(world: World) -> World:
    reach(world, State.ACTIVE, "2024-12-02")
    return world


def test_reassigned_while_overdue_the_new_unit_gets_five_working_days(active) -> None:
    """The days so far are on record against the old one; the state stays."""
    reassign(active, "2025-01-10")
    item, duty = active.item(LONE), active.duty(ANNUAL)
    assert (item.state, item.lead_unit_id, item.unit_id) == (State.ACTIVE, active.units[WEST].id, active.units[WEST].id)
    assert (duty.unit_id, duty.limit_on, duty.limit_by) == (active.units[WEST].id, on("2025-01-17"), LimitBy.REASSIGN)
    assert not deadlines.overdue(item, duty, on("2025-01-17"))
    assert deadlines.overdue(item, duty, on("2025-01-20"))
    assert (duty.due_on, duty.lateness) == (on("2024-12-31"), 0)
    record, changes = active.last(LONE)
    # 2 and 3 January, then 6 to 10
    told = {"from_unit": "东山县卫生健康局", "overdue": {"annual_review-2024": 7}}
    assert (record.act, record.reason, changes["more"]) == ("reassign", "经研究", told)


def test_what_the_organiser_owes_stays_with_the_organiser(active) -> None:
    reassign(active, "2025-01-10")
    duty = active.duty(f"{LONE}@midterm_evaluation")
    assert (duty.unit_id, duty.limit_on) == (active.units["990000"].id, None)


def test_the_cooperating_units_stay_but_for_the_new_lead_unless_others_are_named(active) -> None:
    east, west = active.units[EAST].id, active.units[WEST].id
    active.act(Act.AMEND, LONE, "2024-12-02", facts={"cooperating": (west,)})
    reassign(active, "2024-12-03")
    assert active.item(LONE).cooperating == ()
    reassign(active, "2024-12-04", to=EAST, facts={"cooperating": (west,)})
    assert active.item(LONE).cooperating == (west,)
    reassign(active, "2024-12-05", to=WEST, facts={"cooperating": (east,)})
    assert active.item(LONE).cooperating == (east,)


def test_an_undecided_extension_is_decided_first(active) -> None:
    active.act(Act.EXTEND_ASK, ANNUAL, "2024-12-10", "owner", until=on("2025-01-20"))
    assert refused(active, "2025-01-10") == (4, f"不能改派：{LONE} 延期申请尚未批复：{LONE}@年度总结2024")
    active.act(Act.EXTEND_REFUSE, ANNUAL, "2025-01-10")
    reassign(active, "2025-01-10")
    # The old unit's days end with it: the new one has five working days.
    assert active.duty(ANNUAL).limit_on == on("2025-01-17")


def test_the_new_unit_signs_for_it(active) -> None:
    """Three working days; the owner of the old unit has no more to say, and the completion waits for the signature."""
    reassign(active, "2024-12-06")
    duty = active.duty(f"{LONE}@sign-2")
    assert (duty.due_on, duty.unit_id, duty.status) == (on("2024-12-11"), active.units[WEST].id, Status.PENDING)
    turn = turns.turns(active.item(LONE), on("2024-12-06"))[0]
    assert (turn.role, turn.act, turn.by) == (Role.OWNER, Act.SIGN_FOR, on("2024-12-11"))
    with pytest.raises(DubanError) as caught:
        active.act(Act.SIGN_FOR, f"{LONE}@sign-2", "2024-12-09", "owner")
    assert caught.value.exit_code == 5
    active.act(Act.SIGN_FOR, f"{LONE}@sign-2", "2024-12-13", "outsider")
    duty = active.duty(f"{LONE}@sign-2")
    assert (duty.status, duty.settled_on, duty.lateness) == (Status.ACCEPTED, on("2024-12-13"), 2)
    assert Act.SIGN_FOR not in [turn.act for turn in turns.turns(active.item(LONE), on("2024-12-13"))]


def test_a_draft_goes_along(active) -> None:
    active.step(Event.OPEN_REVIEW, LONE, "2024-12-09", result=Checkpoint.ANNUAL_REVIEW)
    active.report(ANNUAL, "2024-12-09")
    reassign(active, "2024-12-10")
    active.act(Act.SIGN_FOR, f"{LONE}@sign-2", "2024-12-10", "outsider")
    active.step(Event.SUBMIT, LONE, "2024-12-11", "outsider")
    assert active.item(LONE).state == State.ANNUAL_SUBMITTED


def test_what_is_suspended_is_not_signed_for(world) -> None:
    """Neither what was reassigned before, nor what was assigned and never signed for; nothing waits for the unit."""
    reach(world, State.ASSIGNED, "2024-12-02")
    world.step(Event.SUSPEND, LONE, "2024-12-03")
    with pytest.raises(DubanError) as caught:
        world.act(Act.SIGN_FOR, f"{LONE}@sign-1", "2024-12-04", "owner")
    assert (caught.value.exit_code, sentence(caught.value)) == (4, f"不能签收：{LONE} 事项正在暂缓")
    assert turns.turns(world.item(LONE), on("2024-12-04")) == []
    world.step(Event.RESUME, LONE, "2024-12-05")
    world.step(Event.SIGN, LONE, "2024-12-05")
    reassign(world, "2024-12-06")
    world.step(Event.SUSPEND, LONE, "2024-12-09")
    assert turns.turns(world.item(LONE), on("2024-12-09")) == []
    world.step(Event.RESUME, LONE, "2024-12-10")
    world.act(Act.SIGN_FOR, f"{LONE}@sign-2", "2024-12-10", "outsider")
    assert world.duty(f"{LONE}@sign-2").status == Status.ACCEPTED


def test_reassigned_twice_before_anybody_signed(active) -> None:
    reassign(active, "2024-12-06")
    reassign(active, "2024-12-09", EAST)
    assert {key: status for key, status in active.statuses(LONE).items() if key.startswith("sign")} == {
        "sign-1": Status.ACCEPTED,
        "sign-2": Status.VOID,
        "sign-3": Status.PENDING,
    }


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.ASSIGNED, "还在启动阶段，直接重新交办即可"),
        (State.ANNUAL_SUBMITTED, "正在“年度总结·已报送”，须先审核，再改派"),
        (State.COMPLETION_CHECK, "正在“办结待核”，须先审核，再改派"),
        (State.SUSPENDED, "事项正在暂缓"),
        (State.CLOSED, "事项已是“已销号”"),
    ],
)
def test_not_every_state_is_reassigned(state, said, world) -> None:
    reach(world, state, "2024-12-02")
    assert refused(world, "2024-12-09") == (4, f"不能改派：{LONE} {said}")


def test_reassigning_needs_another_lead_unit_and_a_reason(active) -> None:
    assert refused(active, "2024-12-09", EAST) == (4, f"不能改派：{LONE} 东山县卫生健康局已是牵头单位")
    missing = f"不能改派：{LONE} 须用 -m 写明理由；须用 --lead 指明一个牵头单位"
    assert refused(active, "2024-12-09", None, note="") == (2, missing)
    both = f"不能改派：{LONE} 西水县卫生健康局不能既牵头又配合"
    assert refused(active, "2024-12-09", cooperating=(WEST,)) == (2, both)
    assert refused(active, "2024-12-09", who="owner")[0] == 5
