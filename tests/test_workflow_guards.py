"""What the rules refuse, each with its sentence and with nothing changed; and what the moves and acts do."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from make import (
    CITY,
    EAST,
    KEY,
    LONE,
    NORTH,
    PARTS_OF_TASK,
    TASK,
    WEST,
    make_world,
    noon,
    on,
    plan_text,
    reach,
    sentence,
)

from models import database
from models.errors import DubanError
from models.words import Act, Checkpoint, Event, LimitBy, Result, Risk, Role, State, Status
from workflow import deadlines, engine
from workflow.actor import Actor, Grant
from workflow.attempt import Line
from workflow.working_days import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from make import World

NATIONAL = load("national")
ANNUAL, MIDTERM, FINAL = Checkpoint.ANNUAL_REVIEW, Checkpoint.MIDTERM_EVALUATION, Checkpoint.FINAL_EVALUATION
SPRING, REVIEW, END = "2024-02-01", "2024-11-11", "2025-11-10"
"""A day before any window, one in which the annual review and the mid-term are open, one in which the final is."""


def refuse(world: World, step: Callable[[], object]) -> tuple[int, str]:
    """The exit code and the sentence of a refusal that leaves every row as it was."""
    before = world.rows()
    with pytest.raises(DubanError) as caught:
        step()
    assert world.rows() == before
    return caught.value.exit_code, sentence(caught.value)


class Case(NamedTuple):
    """A refusal: how it comes to it, and what is tried. What is said stands in golden/refusals.txt."""

    prepare: Callable[[World], object]
    attempt: Callable[[World], object]


def at(state: State, day: str, code: str = LONE, **more: Any) -> Callable[[World], object]:
    return lambda world: reach(world, state, day, code, **more)


def step(event: Event, day: str, who: str | None = None, code: str = LONE, **words: Any) -> Callable[[World], object]:
    return lambda world: world.step(event, code, day, who, **words)


def act(act: Act, duty: str, day: str, who: str | None = None, **words: Any) -> Callable[[World], object]:
    return lambda world: world.act(act, duty, day, who, **words)


def then(*prepare: Callable[[World], object]) -> Callable[[World], object]:
    return lambda world: [one(world) for one in prepare]


def waived(*keys: str, code: str = LONE) -> Callable[[World], object]:
    return lambda world: world.waive(code, SPRING, *keys)


def nothing(world: World) -> None:
    """A world as it was adopted."""


def children(state: State, day: str, *codes: str) -> Callable[[World], object]:
    return lambda world: [reach(world, state, day, code) for code in codes]


def both(*roles: Role, login: str = "both") -> Callable[[World], object]:
    """Somebody in the east who holds several roles."""
    return lambda world: world.person(login, EAST, *roles)


ACTIVE = at(State.ACTIVE, SPRING)
SUBMITTED = at(State.ANNUAL_SUBMITTED, REVIEW)
OWN = then(both(Role.OWNER, Role.OFFICE, Role.LEADER), ACTIVE)


def submitted_by_both(kind: Checkpoint, key: str, day: str) -> Callable[[World], object]:
    return then(
        OWN,
        step(Event.OPEN_REVIEW, day, result=kind),
        lambda world: world.report(f"{LONE}@{key}", day),
        step(Event.SUBMIT, day, "both"),
    )


CASES: dict[str, Case] = {
    # The table
    "not possible": Case(ACTIVE, step(Event.CLOSE, SPRING)),
    "nothing possible": Case(at(State.CANCELLED, SPRING), step(Event.CLOSE, SPRING)),
    "result missing": Case(ACTIVE, step(Event.OPEN_REVIEW, REVIEW)),
    "result of another state": Case(
        at(State.MIDTERM_SUBMITTED, REVIEW), step(Event.CONCLUDE, REVIEW, result=Result.MET)
    ),
    "result where there is none": Case(ACTIVE, step(Event.REQUEST_COMPLETION, SPRING, result=Result.MET)),
    "no such item": Case(nothing, step(Event.ASSIGN, SPRING, code="LH-99")),
    # Roles, scopes, two persons
    "another role": Case(ACTIVE, step(Event.ORDER_RECTIFICATION, SPRING, "leader")),
    "another unit": Case(ACTIVE, step(Event.REQUEST_COMPLETION, SPRING, "outsider")),
    "owner before the assignment": Case(nothing, act(Act.REPORT, LONE, SPRING)),
    "own annual review accepted": Case(
        submitted_by_both(ANNUAL, "annual_review-2024", REVIEW), step(Event.ACCEPT, REVIEW, "both")
    ),
    "own annual review sent back": Case(
        submitted_by_both(ANNUAL, "annual_review-2024", REVIEW), step(Event.SEND_BACK, REVIEW, "both")
    ),
    "own mid-term concluded": Case(
        submitted_by_both(MIDTERM, "midterm_evaluation", REVIEW),
        step(Event.CONCLUDE, REVIEW, "both", result=Result.ON_TRACK),
    ),
    "own final concluded unmet": Case(
        submitted_by_both(FINAL, "final_evaluation", END), step(Event.CONCLUDE, END, "both", result=Result.UNMET)
    ),
    "own completion confirmed": Case(
        then(OWN, step(Event.REQUEST_COMPLETION, SPRING, "both")), step(Event.CONFIRM_COMPLETION, SPRING, "both")
    ),
    "own completion returned": Case(
        then(OWN, step(Event.REQUEST_COMPLETION, SPRING, "both")), step(Event.RETURN_COMPLETION, SPRING, "both")
    ),
    "own line checked": Case(
        then(
            OWN,
            step(Event.ORDER_RECTIFICATION, SPRING),
            act(Act.REPORT_LINE, f"{LONE}@rectification-1", SPRING, "both"),
        ),
        act(Act.CHECK_LINE, f"{LONE}@rectification-1", SPRING, "both"),
    ),
    "own rectification verified": Case(
        then(
            OWN,
            step(Event.ORDER_RECTIFICATION, SPRING),
            act(Act.REPORT_LINE, f"{LONE}@rectification-1", SPRING, "both"),
            act(Act.CHECK_LINE, f"{LONE}@rectification-1", SPRING),
        ),
        step(Event.VERIFY_RECTIFICATION, SPRING, "both"),
    ),
    "withdrawn by another": Case(SUBMITTED, step(Event.WITHDRAW, REVIEW, "owner2")),
    # Days
    "day ahead": Case(ACTIVE, step(Event.SUSPEND, "2026-01-13")),
    "day backwards": Case(ACTIVE, step(Event.REQUEST_COMPLETION, "2024-01-31")),
    "back-filling closed": Case(
        then(ACTIVE, lambda world: world.backfill(opened=False)), step(Event.REQUEST_COMPLETION, SPRING)
    ),
    "clock behind": Case(ACTIVE, step(Event.REQUEST_COMPLETION, SPRING, at=noon("2026-01-11"))),
    "child's day backwards on suspension": Case(
        then(children(State.ACTIVE, "2024-03-01", PARTS_OF_TASK[0]), at(State.ACTIVE, SPRING, TASK)),
        step(Event.SUSPEND, SPRING, code=TASK),
    ),
    "back-filling opened twice": Case(nothing, lambda world: world.backfill(opened=True)),
    "back-filling of no plan": Case(nothing, lambda world: world.backfill(opened=True, plan="LX")),
    # Words that are missing
    "no lead": Case(nothing, step(Event.ASSIGN, SPRING, lead=None)),
    "lead cooperates": Case(nothing, step(Event.ASSIGN, SPRING, cooperating=(WEST, EAST))),
    "no reason": Case(at(State.ASSIGNED, SPRING), step(Event.REFUSE, SPRING, note=" ")),
    "no evidence": Case(ACTIVE, step(Event.REQUEST_COMPLETION, SPRING, evidence=())),
    "no lines": Case(ACTIVE, step(Event.ORDER_RECTIFICATION, SPRING, lines=())),
    "line limit past": Case(ACTIVE, step(Event.ORDER_RECTIFICATION, SPRING, lines=(Line("缺人", on("2024-01-31")),))),
    "no review day": Case(ACTIVE, step(Event.SUSPEND, SPRING, until=None)),
    "review day past": Case(ACTIVE, step(Event.SUSPEND, SPRING, until=on(SPRING))),
    "neither reason nor evidence": Case(ACTIVE, step(Event.CANCEL, SPRING, note="", evidence=())),
    # Reviews
    "window not open": Case(ACTIVE, step(Event.OPEN_REVIEW, "2024-10-31", result=ANNUAL)),
    "review not owed": Case(
        then(ACTIVE, waived("annual_review-2024", "annual_review-2025")), step(Event.OPEN_REVIEW, REVIEW, result=ANNUAL)
    ),
    "checkpoint unknown": Case(ACTIVE, step(Event.OPEN_REVIEW, REVIEW, result=ANNUAL, checkpoint="annual_review-2023")),
    "checkpoint of another kind": Case(
        ACTIVE, step(Event.OPEN_REVIEW, REVIEW, result=ANNUAL, checkpoint="midterm_evaluation")
    ),
    "review not pending": Case(
        then(ACTIVE, waived("annual_review-2024")),
        step(Event.OPEN_REVIEW, REVIEW, result=ANNUAL, checkpoint="annual_review-2024"),
    ),
    "no report": Case(at(State.ANNUAL_PREPARING, REVIEW), step(Event.SUBMIT, REVIEW)),
    "parts of the report missing": Case(
        then(
            at(State.ANNUAL_PREPARING, REVIEW),
            lambda world: world.report(f"{LONE}@annual_review-2024", REVIEW, practice="", next_steps=" "),
        ),
        step(Event.SUBMIT, REVIEW),
    ),
    "children have not reported": Case(
        then(
            at(State.ANNUAL_PREPARING, REVIEW, TASK),
            lambda world: world.report(f"{TASK}@annual_review-2024", REVIEW),
            children(State.ANNUAL_SUBMITTED, REVIEW, PARTS_OF_TASK[0]),
            step(Event.ASSIGN, REVIEW, code=PARTS_OF_TASK[1], lead=WEST),
        ),
        step(Event.SUBMIT, REVIEW, code=TASK, note=" "),
    ),
    # Endings
    "children unfinished on request": Case(
        then(at(State.ACTIVE, SPRING, TASK), children(State.CANCELLED, SPRING, PARTS_OF_TASK[1])),
        step(Event.REQUEST_COMPLETION, SPRING, code=TASK),
    ),
    "children unfinished again on confirmation": Case(
        then(
            children(State.CLOSED, SPRING, *PARTS_OF_TASK),
            at(State.COMPLETION_CHECK, SPRING, TASK),
            step(Event.REOPEN, SPRING, code=PARTS_OF_TASK[0]),
        ),
        step(Event.CONFIRM_COMPLETION, SPRING, code=TASK),
    ),
    "reopened below a completed parent": Case(
        then(children(State.CLOSED, SPRING, *PARTS_OF_TASK), at(State.COMPLETED, SPRING, TASK)),
        step(Event.REOPEN, SPRING, code=PARTS_OF_TASK[0]),
    ),
    "returned below a closed parent": Case(
        then(children(State.COMPLETED, SPRING, *PARTS_OF_TASK), at(State.CLOSED, SPRING, TASK)),
        step(Event.RETURN_COMPLETION, SPRING, "leader", code=PARTS_OF_TASK[0]),
    ),
    "resumed below a completed parent": Case(
        then(children(State.SUSPENDED, SPRING, *PARTS_OF_TASK), at(State.COMPLETED, SPRING, TASK)),
        step(Event.RESUME, SPRING, code=PARTS_OF_TASK[0]),
    ),
    "duty past its due on request": Case(ACTIVE, step(Event.REQUEST_COMPLETION, "2025-01-02")),
    "annual review of the last year unsettled": Case(
        then(waived("annual_review-2024", "midterm_evaluation"), at(State.FINAL_SUBMITTED, END)),
        step(Event.CONCLUDE, END, result=Result.MET),
    ),
    "other duty unsettled": Case(
        then(waived("annual_review-2024", "annual_review-2025"), at(State.FINAL_SUBMITTED, END)),
        step(Event.CONCLUDE, END, result=Result.MET),
    ),
    "children unfinished and a line open on conclusion": Case(
        then(
            waived("annual_review-2024", "annual_review-2025", "midterm_evaluation", code=TASK),
            at(State.FINAL_PREPARING, END, TASK, open_line=True),
            lambda world: world.report(f"{TASK}@final_evaluation", END),
            step(Event.SUBMIT, END, code=TASK),
        ),
        step(Event.CONCLUDE, END, code=TASK, result=Result.MET),
    ),
    "line open on verification": Case(
        then(ACTIVE, step(Event.ORDER_RECTIFICATION, SPRING)), step(Event.VERIFY_RECTIFICATION, SPRING)
    ),
    "ended before the plan": Case(ACTIVE, step(Event.END_UNMET, "2025-12-31")),
    # Acts
    "waived twice": Case(waived("midterm_evaluation"), act(Act.WAIVE, f"{LONE}@midterm_evaluation", SPRING)),
    "waived without a reason": Case(nothing, act(Act.WAIVE, f"{LONE}@midterm_evaluation", SPRING, note="")),
    "waived by an owner": Case(ACTIVE, act(Act.WAIVE, f"{LONE}@midterm_evaluation", SPRING, "owner")),
    "no duty named": Case(nothing, act(Act.WAIVE, LONE, SPRING)),
    "no such duty": Case(nothing, act(Act.WAIVE, f"{LONE}@annual_review-2023", SPRING)),
    "no such item in an act": Case(nothing, act(Act.REPORT, "LH-99", SPRING)),
    "merged into another item": Case(
        nothing, act(Act.MERGE, f"{LONE}@annual_review-2025", END, checkpoint=f"{KEY}@final_evaluation")
    ),
    "merged into a settled duty": Case(
        waived("final_evaluation"),
        act(Act.MERGE, f"{LONE}@annual_review-2025", END, checkpoint=f"{LONE}@final_evaluation"),
    ),
    "merged into itself": Case(
        nothing, act(Act.MERGE, f"{LONE}@annual_review-2025", END, checkpoint="annual_review-2025")
    ),
    "merged into nothing": Case(nothing, act(Act.MERGE, f"{LONE}@annual_review-2025", END)),
    "report on a submitted review": Case(SUBMITTED, act(Act.REPORT, f"{LONE}@annual_review-2024", REVIEW)),
    "empty report": Case(ACTIVE, act(Act.REPORT, LONE, SPRING, more={"achieved": ""})),
    "report on an ended item": Case(at(State.CLOSED, SPRING), act(Act.REPORT, LONE, SPRING)),
    "waived on an ended item": Case(at(State.UNMET, END), act(Act.WAIVE, f"{LONE}@annual_review-2025", END)),
    "not a line": Case(ACTIVE, act(Act.REPORT_LINE, f"{LONE}@final_evaluation", SPRING)),
    "line not reported": Case(
        then(ACTIVE, step(Event.ORDER_RECTIFICATION, SPRING)), act(Act.CHECK_LINE, f"{LONE}@rectification-1", SPRING)
    ),
    "line reported without evidence": Case(
        then(ACTIVE, step(Event.ORDER_RECTIFICATION, SPRING)),
        act(Act.REPORT_LINE, f"{LONE}@rectification-1", SPRING, evidence=()),
    ),
    "line of a suspended item": Case(
        then(ACTIVE, step(Event.ORDER_RECTIFICATION, SPRING), step(Event.SUSPEND, SPRING)),
        act(Act.REPORT_LINE, f"{LONE}@rectification-1", SPRING),
    ),
    "line sent back without a reason": Case(
        then(ACTIVE, step(Event.ORDER_RECTIFICATION, SPRING), act(Act.REPORT_LINE, f"{LONE}@rectification-1", SPRING)),
        act(Act.CHECK_LINE, f"{LONE}@rectification-1", SPRING, result=Result.RECTIFY, note=""),
    ),
}


def read_golden() -> dict[str, tuple[int, str]]:
    path = Path(__file__).with_name("golden") / "refusals.txt"
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    rows = [line.split(" | ") for line in lines]
    return {name: (int(code), said) for name, code, said in rows}


SAID = read_golden()


def test_every_refusal_is_written_down():
    assert list(SAID) == list(CASES)


@pytest.mark.parametrize("name", CASES)
def test_refusal_says_why_and_changes_nothing(name, world):
    case = CASES[name]
    case.prepare(world)
    assert refuse(world, lambda: case.attempt(world)) == SAID[name]


# Several at once, and what was read before


def perform(world: World, event: Event, codes: list[str], day: str, **more: Any) -> list[tuple[int, str]]:
    """One event on several items; the refusals that were passed over."""
    keep_going = more.pop("keep_going", False)
    versions = more.pop("versions", None)
    with database.transaction(world.engine) as connection:
        attempt = world.attempt(event, day, **more)
        _, refusals = engine.perform(connection, attempt, codes, versions, keep_going=keep_going)
    return [(refusal.exit_code, sentence(refusal)) for refusal in refusals]


def test_several_items_are_done_all_or_none(world):
    reach(world, State.ACTIVE, SPRING)
    before = world.rows()
    with pytest.raises(DubanError) as caught:
        perform(world, Event.CLOSE, [KEY, LONE], SPRING, who="leader")
    assert [sentence(part) for part in caught.value.parts()] == [
        "不能销号：LH-KP1 还在“启动·已立项待交办”；可由他人：交办",
        "不能销号：LH-02 还在“实施·推进中”；可由他人：责令整改、申请办结",
    ]
    assert (sentence(caught.value), caught.value.exit_code) == ("有2处不能办，整批未办，什么也没有改动", 4)
    with pytest.raises(DubanError):
        perform(world, Event.SIGN, [LONE, KEY], SPRING)
    assert world.rows() == before


def test_keep_going_does_what_can_be_done(world):
    world.step(Event.ASSIGN, KEY, SPRING)
    passed_over = perform(world, Event.SIGN, [LONE, KEY], SPRING, keep_going=True)
    assert passed_over == [(4, "不能签收：LH-02 还在“启动·已立项待交办”；可由他人：交办")]
    assert (world.item(KEY).state, world.item(LONE).state) == (State.ACTIVE, State.REGISTERED)
    assert len(world.records(LONE)) == 1


def test_keep_going_keeps_no_evidence_where_nothing_was_done(world):
    before = world.rows()
    perform(world, Event.CLOSE, [LONE], SPRING, who="leader", keep_going=True)
    assert world.rows() == before


def test_item_changed_since_it_was_read_is_refused(world):
    world.step(Event.ASSIGN, LONE, SPRING, version=1)
    stale = refuse(world, lambda: world.step(Event.SIGN, LONE, SPRING, version=1))
    assert stale == (6, "LH-02 刚被他人改动，请看过现状再办")


# Back-filling for a unit without an account


def test_office_stands_in_for_a_unit_without_an_account(world):
    world.step(Event.ASSIGN, LONE, SPRING, lead=NORTH)
    world.step(Event.SIGN, LONE, SPRING, "office")
    record, changes = world.last(LONE)
    assert (record.login, record.role, record.unit) == ("office", "office", "林河市卫生健康委")
    assert changes["on_behalf_of"] == "北原县卫生健康局"
    world.report(LONE, SPRING, "office")
    assert world.last(LONE)[1]["on_behalf_of"] == "北原县卫生健康局"


def test_office_stands_in_for_nobody_who_has_an_account(world):
    reach(world, State.ASSIGNED, SPRING)
    assert refuse(world, lambda: world.step(Event.SIGN, LONE, SPRING, "office"))[0] == 5


def test_office_stands_in_for_nobody_on_the_real_day(world):
    world.step(Event.ASSIGN, LONE, SPRING, lead=NORTH)
    assert refuse(world, lambda: world.step(Event.SIGN, LONE, "2026-01-12", "office"))[0] == 5


def test_office_that_stood_in_does_not_decide(world):
    world.step(Event.ASSIGN, LONE, SPRING, lead=NORTH)
    world.step(Event.SIGN, LONE, SPRING, "office")
    world.step(Event.OPEN_REVIEW, LONE, REVIEW, "office", result=ANNUAL)
    world.report(f"{LONE}@annual_review-2024", REVIEW, "office")
    world.step(Event.SUBMIT, LONE, REVIEW, "office")
    assert refuse(world, lambda: world.step(Event.ACCEPT, LONE, REVIEW, "office")) == (
        5,
        "不能审核通过：LH-02 是本账号（office）报送的，须由他人审核；可以：撤回",
    )
    assert world.step(Event.ACCEPT, LONE, REVIEW, "office2").after.state == State.ACTIVE


def test_leader_and_office_account_is_recorded_as_the_first_role_of_the_row(world):
    reach(world, State.MIDTERM_SUBMITTED, REVIEW)
    world.step(
        Event.CONCLUDE, LONE, REVIEW, world.person("chief", CITY, Role.LEADER, Role.OFFICE), result=Result.BEHIND
    )
    assert world.last(LONE)[0].role == "office"


def test_role_granted_for_another_plan_or_unit_does_not_count(world):
    elsewhere = world.people["office"]
    for grant in (Grant(Role.OFFICE, plan_id=99), Grant(Role.OFFICE, unit_path=world.units[WEST].path)):
        actor = Actor("elsewhere", "", elsewhere.unit_id, elsewhere.unit_path, elsewhere.unit_name, (grant,))
        assert refuse(world, partial(world.step, Event.ASSIGN, LONE, SPRING, actor))[0] == 5


# Assignment and signature


def test_sign_settles_launch_and_signature_with_their_lateness(world):
    world.step(Event.ASSIGN, LONE, "2024-01-24", cooperating=(WEST, NORTH))
    item = world.item(LONE)
    assert (item.unit_name, item.cooperating) == (
        "东山县卫生健康局",
        tuple(sorted((world.units[WEST].id, world.units[NORTH].id))),
    )
    assert world.duty(f"{LONE}@sign-1").due_on == on("2024-01-29")
    world.step(Event.SIGN, LONE, "2024-02-02")
    settled = [world.duty(f"{LONE}@{key}") for key in ("launch", "sign-1")]
    assert [(d.status, d.lateness, d.settled_on, d.submitted_by) for d in settled] == [
        (Status.ACCEPTED, 2, on("2024-02-02"), "owner"),
        (Status.ACCEPTED, 4, on("2024-02-02"), "owner"),
    ]


def test_assign_again_hands_everything_to_the_other_unit(world):
    reach(world, State.ASSIGNED, SPRING)
    world.step(Event.ASSIGN, LONE, "2024-02-05", lead=WEST)
    west, city = world.units[WEST].id, world.units[CITY].id
    assert {duty.key: (duty.status, duty.unit_id) for duty in world.item(LONE).duties} == {
        "launch": (Status.PENDING, west),
        "annual_review-2024": (Status.PENDING, west),
        "annual_review-2025": (Status.PENDING, west),
        "midterm_evaluation": (Status.PENDING, city),
        "final_evaluation": (Status.PENDING, city),
        "sign-1": (Status.VOID, world.units[EAST].id),
        "sign-2": (Status.PENDING, west),
    }
    assert world.duty(f"{LONE}@sign-2").due_on == on("2024-02-08")
    assert refuse(world, lambda: world.step(Event.SIGN, LONE, "2024-02-05"))[0] == 5


def test_refuse_gives_the_item_back(world):
    world.step(Event.ASSIGN, LONE, SPRING, cooperating=(WEST,))
    world.step(Event.REFUSE, LONE, SPRING)
    item = world.item(LONE)
    assert (item.state, item.lead_unit_id, item.cooperating, item.unit_name) == (
        State.REGISTERED,
        None,
        (),
        "林河市卫生健康委",
    )
    assert world.statuses(LONE)["sign-1"] == Status.VOID


# Reviews


def test_review_returned_and_withdrawn_keeps_the_lateness_of_what_stood(world):
    reach(world, State.ANNUAL_PREPARING, REVIEW)
    key = f"{LONE}@annual_review-2024"
    world.report(key, REVIEW)

    def seen() -> tuple[Any, ...]:
        duty = world.duty(key)
        return duty.status, duty.submitted_late, duty.lateness, duty.effective_due_on

    world.step(Event.SUBMIT, LONE, "2025-01-03")
    assert seen() == (Status.SUBMITTED, 2, 0, on("2024-12-31"))
    assert world.item(LONE).hands_since == on("2025-01-03")
    world.step(Event.WITHDRAW, LONE, "2025-01-06")
    assert seen() == (Status.OPEN, 0, 0, on("2024-12-31"))
    assert world.item(LONE).hands_since is None
    world.step(Event.SUBMIT, LONE, "2025-01-06")
    world.step(Event.SEND_BACK, LONE, "2025-01-07")
    assert seen() == (Status.RETURNED, 0, 3, on("2025-01-14"))
    assert world.duty(key).limit_by == LimitBy.RETURN
    world.step(Event.SUBMIT, LONE, "2025-01-15")
    world.step(Event.ACCEPT, LONE, "2025-01-16")
    assert seen() == (Status.ACCEPTED, 0, 4, on("2025-01-14"))
    assert (world.duty(key).due_on, world.duty(key).settled_on) == (on("2024-12-31"), on("2025-01-16"))


def test_review_returned_early_keeps_its_due(world):
    reach(world, State.ANNUAL_SUBMITTED, REVIEW)
    world.step(Event.SEND_BACK, LONE, "2024-11-12")
    assert world.duty(f"{LONE}@annual_review-2024").effective_due_on == on("2024-12-31")


def test_dropped_review_is_pending_with_its_due_in_force(world):
    reach(world, State.ANNUAL_SUBMITTED, REVIEW)
    world.step(Event.SEND_BACK, LONE, "2024-12-31")
    world.step(Event.DROP_REVIEW, LONE, "2024-12-31")
    duty = world.duty(f"{LONE}@annual_review-2024")
    assert (duty.status, duty.effective_due_on) == (Status.PENDING, on("2025-01-08"))


def test_open_review_takes_the_one_that_is_named(world):
    reach(world, State.ACTIVE, SPRING)
    day = "2025-11-03"
    world.step(Event.OPEN_REVIEW, LONE, day, "office", result=ANNUAL, checkpoint="annual_review-2025")
    assert world.statuses(LONE)["annual_review-2024"] == Status.PENDING
    assert world.statuses(LONE)["annual_review-2025"] == Status.OPEN


def test_submission_without_the_children_says_why(world):
    reach(world, State.ANNUAL_PREPARING, REVIEW, TASK)
    world.report(f"{TASK}@annual_review-2024", REVIEW)
    assert refuse(world, lambda: world.step(Event.SUBMIT, TASK, REVIEW, note=""))[0] == 4
    world.step(Event.SUBMIT, TASK, REVIEW, note="未报：林河市卫生健康委")
    assert world.last(TASK)[0].reason == "未报：林河市卫生健康委"


def test_child_that_reported_once_counts_as_reported(world):
    for code in PARTS_OF_TASK:
        reach(world, State.ANNUAL_RETURNED, REVIEW, code)
    reach(world, State.ANNUAL_PREPARING, REVIEW, TASK)
    world.report(f"{TASK}@annual_review-2024", REVIEW)
    assert world.step(Event.SUBMIT, TASK, REVIEW, note="").after.state == State.ANNUAL_SUBMITTED


def test_plan_without_a_midterm_never_enters_it(tmp_path):
    world = make_world(f"sqlite:///{tmp_path / 'two.db'}", plan_text(midterm=False))
    reach(world, State.ACTIVE, SPRING)
    assert refuse(world, lambda: world.step(Event.OPEN_REVIEW, LONE, REVIEW, result=MIDTERM)) == (
        4,
        "不能启动中期评估：LH-02 没有待办的中期评估；待办的有：年度总结2024、年度总结2025、总结评估；可以：申请办结",
    )
    world.close()


def test_behind_owes_a_line_each_with_its_limit(world):
    reach(world, State.MIDTERM_SUBMITTED, REVIEW)
    lines = (Line("床位不足", on("2025-03-31")), Line("台账不全"))
    world.step(Event.CONCLUDE, LONE, REVIEW, result=Result.BEHIND, lines=lines)
    item = world.item(LONE)
    assert item.state == State.RECTIFYING
    assert [(d.key, d.problem, d.due_on, d.unit_id) for d in item.lines] == [
        ("rectification-1", "床位不足", on("2025-03-31"), item.unit_id),
        ("rectification-2", "台账不全", on("2024-12-11"), item.unit_id),
    ]
    assert world.statuses(LONE)["midterm_evaluation"] == Status.ACCEPTED


@pytest.mark.parametrize(("limit", "in_force"), [("2025-12-10", "2025-12-31"), ("2026-03-31", "2026-03-31")])
def test_rectify_makes_the_final_pending_again_with_the_limit(world, limit, in_force):
    reach(world, State.FINAL_SUBMITTED, END)
    world.step(Event.CONCLUDE, LONE, END, result=Result.RECTIFY, lines=(Line("未验收", on(limit)),))
    duty = world.duty(f"{LONE}@final_evaluation")
    assert (world.item(LONE).state, duty.status, duty.effective_due_on) == (
        State.RECTIFYING,
        Status.PENDING,
        on(in_force),
    )


# Completion, reopening


def test_completion_voids_what_is_later_and_its_return_revives_it(world):
    reach(world, State.ACTIVE, SPRING)
    world.step(Event.REQUEST_COMPLETION, LONE, "2024-12-02")
    assert world.item(LONE).requested_by == "owner"
    world.step(Event.CONFIRM_COMPLETION, LONE, "2024-12-03")
    settled = {"launch": Status.ACCEPTED, "sign-1": Status.ACCEPTED}
    later = ("annual_review-2024", "annual_review-2025", "midterm_evaluation", "final_evaluation")
    assert world.statuses(LONE) == {**settled, **dict.fromkeys(later, Status.VOID)}
    world.step(Event.RETURN_COMPLETION, LONE, "2025-01-06", "leader")
    assert world.statuses(LONE) == {
        **settled,
        "annual_review-2024": Status.VOID,
        "midterm_evaluation": Status.VOID,
        "annual_review-2025": Status.PENDING,
        "final_evaluation": Status.PENDING,
    }
    item = world.item(LONE)
    assert (item.state, item.rework, item.requested_by) == (State.ACTIVE, 1, None)


def test_reopen_revives_what_has_not_closed_and_owes_a_line(world):
    reach(world, State.CLOSED, "2024-12-02")
    world.step(Event.REOPEN, LONE, "2025-01-06")
    assert world.item(LONE).state == State.RECTIFYING
    assert world.statuses(LONE) == {
        "launch": Status.ACCEPTED,
        "sign-1": Status.ACCEPTED,
        "annual_review-2024": Status.VOID,
        "midterm_evaluation": Status.VOID,
        "annual_review-2025": Status.PENDING,
        "final_evaluation": Status.PENDING,
        "rectification-1": Status.PENDING,
    }


def test_what_cancellation_voided_is_not_revived(world):
    reach(world, State.ACTIVE, SPRING)
    world.step(Event.CANCEL, LONE, SPRING)
    assert set(world.statuses(LONE).values()) == {Status.ACCEPTED, Status.VOID}
    assert {duty.void_by for duty in world.item(LONE).duties if duty.status == Status.VOID} == {"cancel"}


def test_duty_that_fell_due_in_the_offices_hands_gets_five_working_days(world):
    reach(world, State.ACTIVE, SPRING)
    world.step(Event.ORDER_RECTIFICATION, LONE, "2024-11-11", lines=(Line("缺人", on("2024-11-15")),))
    world.step(Event.OPEN_REVIEW, LONE, "2024-11-18", result=ANNUAL)
    world.report(f"{LONE}@annual_review-2024", "2024-11-18")
    world.step(Event.SUBMIT, LONE, "2024-11-18")
    world.step(Event.ACCEPT, LONE, "2025-01-06")
    dues = {duty.key: (duty.limit_by, duty.effective_due_on) for duty in world.item(LONE).duties if not duty.settled}
    assert dues == {
        "midterm_evaluation": (LimitBy.HANDS, on("2025-01-13")),
        "rectification-1": (None, on("2024-11-15")),
        "annual_review-2025": (None, on("2025-12-31")),
        "final_evaluation": (None, on("2025-12-31")),
    }


# Suspension and cancellation


def test_resume_moves_what_ran_by_the_working_days_suspended(world):
    reach(world, State.ACTIVE, SPRING)
    lines = (Line("缺人", on("2024-11-08")), Line("缺房", on("2024-10-31")))
    world.step(Event.ORDER_RECTIFICATION, LONE, "2024-10-28", lines=lines)
    world.step(Event.SUSPEND, LONE, "2024-11-04")
    item = world.item(LONE)
    assert (item.state, item.remembered, item.review_on) == (State.SUSPENDED, State.RECTIFYING, on("2026-06-30"))
    assert deadlines.overdue_working_days(world.duty(f"{LONE}@rectification-2"), on("2024-11-04"), NATIONAL) == 2
    world.step(Event.RESUME, LONE, "2024-11-18")
    dues = {d.key: (d.due_on, d.effective_due_on) for d in world.item(LONE).duties if not d.settled}
    assert dues == {
        "annual_review-2024": (on("2024-12-31"), on("2025-01-15")),
        "midterm_evaluation": (on("2024-12-31"), on("2025-01-15")),
        "annual_review-2025": (on("2025-12-31"), on("2025-12-31")),
        "final_evaluation": (on("2025-12-31"), on("2025-12-31")),
        "rectification-1": (on("2024-11-08"), on("2024-11-22")),
        "rectification-2": (on("2024-10-31"), on("2024-11-14")),
    }
    assert deadlines.overdue_working_days(world.duty(f"{LONE}@rectification-2"), on("2024-11-18"), NATIONAL) == 2


def test_window_that_opens_while_suspended_moves_by_the_days_since(world):
    reach(world, State.ACTIVE, SPRING)
    world.step(Event.SUSPEND, LONE, "2024-10-28")
    world.step(Event.RESUME, LONE, "2024-11-05")
    assert world.duty(f"{LONE}@annual_review-2024").effective_due_on == on("2025-01-03")


def test_children_go_with_their_parent_and_come_back_with_it(world):
    own, taken = PARTS_OF_TASK
    for code in (TASK, *PARTS_OF_TASK):
        reach(world, State.ACTIVE, SPRING, code)
    world.step(Event.SUSPEND, own, "2024-03-01")
    world.step(Event.SUSPEND, TASK, "2024-11-04")
    assert [world.item(code).state for code in (TASK, own, taken)] == [State.SUSPENDED] * 3
    world.step(Event.RESUME, TASK, "2024-11-18")
    assert [world.item(code).state for code in (TASK, own, taken)] == [State.ACTIVE, State.SUSPENDED, State.ACTIVE]
    assert world.item(own).suspended_on == on("2024-03-01")
    assert world.duty(f"{taken}@annual_review-2024").effective_due_on == on("2025-01-15")
    record, changes = world.last(taken)
    assert (record.act, changes["with_parent"]) == ("resume", TASK)


def test_child_cancelled_while_suspended_with_its_parent_stays_cancelled(world):
    own, other = PARTS_OF_TASK
    for code in (TASK, *PARTS_OF_TASK):
        reach(world, State.ACTIVE, SPRING, code)
    world.step(Event.SUSPEND, TASK, SPRING)
    world.step(Event.CANCEL, own, SPRING)
    world.step(Event.RESUME, TASK, SPRING)
    assert [world.item(code).state for code in (TASK, own, other)] == [State.ACTIVE, State.CANCELLED, State.ACTIVE]


def test_cancel_takes_the_open_children_along(world):
    finished, running = PARTS_OF_TASK
    reach(world, State.ACTIVE, SPRING, TASK)
    reach(world, State.CLOSED, SPRING, finished)
    reach(world, State.SUSPENDED, SPRING, running)
    world.step(Event.CANCEL, TASK, SPRING)
    assert [world.item(code).state for code in (TASK, finished, running)] == [
        State.CANCELLED,
        State.CLOSED,
        State.CANCELLED,
    ]
    assert all(duty.settled for duty in world.item(running).duties)


def test_suspended_item_in_the_offices_hands_is_still_there_when_it_comes_back(world):
    reach(world, State.ANNUAL_SUBMITTED, "2024-11-18")
    world.step(Event.SUSPEND, LONE, "2024-12-02")
    world.step(Event.RESUME, LONE, "2024-12-09")
    assert (world.item(LONE).state, world.item(LONE).hands_since) == (State.ANNUAL_SUBMITTED, on("2024-11-18"))


# Acts


def test_waive_and_merge_settle_a_duty(world):
    world.waive(LONE, END, "midterm_evaluation")
    world.act(Act.MERGE, f"{LONE}@annual_review-2025", END, checkpoint=f"{LONE}@final_evaluation")
    waived, merged = (world.duty(f"{LONE}@{key}") for key in ("midterm_evaluation", "annual_review-2025"))
    assert (waived.status, waived.settled_on) == (Status.WAIVED, on(END))
    assert (merged.status, merged.settled_on, merged.merged_into) == (Status.MERGED, on(END), "final_evaluation")
    record, _ = world.last(LONE)
    assert (record.act, record.duty, record.reason) == ("merge", "annual_review-2025", "经研究")


def test_report_keeps_the_parts_that_are_left_out(world):
    reach(world, State.ANNUAL_PREPARING, REVIEW)
    key = f"{LONE}@annual_review-2024"
    world.report(key, REVIEW, practice="")
    assert world.item(LONE).reported == {"annual_review-2024": (True, False, True, True)}
    world.act(Act.REPORT, key, REVIEW, more={"practice": "建立专班", "risk": Risk.CONTROLLED})
    item = world.item(LONE)
    assert (item.reported, item.risk) == ({"annual_review-2024": (True,) * 4}, Risk.CONTROLLED)
    rows = world.rows("report")["report"]
    assert [row[3:7] for row in rows] == [("已填", "", "已填", "已填"), ("已填", "建立专班", "已填", "已填")]


def test_line_is_reported_sent_back_and_closed_with_its_lateness(world):
    reach(world, State.ACTIVE, SPRING)
    world.step(Event.ORDER_RECTIFICATION, LONE, "2024-10-28", lines=(Line("缺人", on("2024-10-31")),))
    key = f"{LONE}@rectification-1"
    world.act(Act.REPORT_LINE, key, "2024-11-01")
    world.act(Act.CHECK_LINE, key, "2024-11-04", result=Result.RECTIFY)
    duty = world.duty(key)
    assert (duty.status, duty.lateness, duty.settled_on) == (Status.PENDING, 1, None)
    world.act(Act.REPORT_LINE, key, "2024-11-05", "owner2")
    world.act(Act.CHECK_LINE, key, "2024-11-06")
    duty = world.duty(key)
    assert (duty.status, duty.lateness, duty.settled_on, duty.submitted_by) == (
        Status.ACCEPTED,
        4,
        on("2024-11-06"),
        "owner2",
    )
    world.step(Event.VERIFY_RECTIFICATION, LONE, "2024-11-06")
    assert world.item(LONE).state == State.ACTIVE


def test_evidence_is_stored_once_and_named_by_the_record(world):
    reach(world, State.ACTIVE, SPRING)
    reach(world, State.ACTIVE, SPRING, KEY)
    for code in (LONE, KEY):
        world.step(Event.REQUEST_COMPLETION, code, SPRING)
    stored = world.rows("evidence")["evidence"]
    assert [row[1:4] for row in stored] == [("会议纪要.pdf", 8, b"%PDF-1.7")]
    assert world.last(KEY)[1]["evidence"] == [{"name": "会议纪要.pdf", "sha256": stored[0][0]}]


# Ending unmet


def test_leader_ends_unmet_what_the_plan_left_undone(world):
    reach(world, State.RECTIFYING, SPRING)
    world.waive(LONE, END, "final_evaluation")
    world.step(Event.END_UNMET, LONE, "2026-01-05")
    record, changes = world.last(LONE)
    assert (record.role, record.reason, [paper["name"] for paper in changes["evidence"]]) == (
        "leader",
        "经研究",
        ["会议纪要.pdf"],
    )
    assert world.item(LONE).state == State.UNMET
    assert all(duty.settled for duty in world.item(LONE).duties)


def test_reopened_after_unmet_owes_what_has_not_closed_yet(world):
    reach(world, State.UNMET, END)
    assert world.statuses(LONE)["annual_review-2025"] == Status.VOID
    world.step(Event.REOPEN, LONE, "2025-12-01")
    statuses = world.statuses(LONE)
    assert (statuses["annual_review-2024"], statuses["annual_review-2025"]) == (Status.VOID, Status.PENDING)
    assert statuses["final_evaluation"] == Status.ACCEPTED


# What is possible


def test_possible_says_what_it_asks_and_why_not(world):
    reach(world, State.ACTIVE, SPRING)
    item = world.item(LONE)
    options = engine.possible(item, world.attempt(Event.SIGN, SPRING, "owner"))
    found = {
        (o.move.event.value, o.move.result.value if o.move.result else ""): (
            o.allowed,
            [reason.sentence("zh") for reason in o.asks],
            [reason.sentence("zh") for reason in o.reasons],
        )
        for o in options
    }
    leader = "须由分管领导办理（其范围须含东山县卫生健康局）"
    ended = ["总结评估尚未了结：LH-02@总结评估", "方案期到2025年12月31日才结束"]
    reason, paper, lines = "理由 -m", "依据文件 --evidence", "问题 --line"
    assert found == {
        ("open_review", "annual_review"): (False, [], ["年度总结2024 要到2024年11月1日才启动"]),
        ("open_review", "midterm_evaluation"): (False, [], ["中期评估 要到2024年11月1日才启动"]),
        ("open_review", "final_evaluation"): (False, [], ["总结评估 要到2025年10月1日才启动"]),
        ("order_rectification", ""): (False, [lines, reason], ["须由方案办公室办理（其范围须含东山县卫生健康局）"]),
        ("request_completion", ""): (True, [paper], []),
        ("end_unmet", ""): (False, [reason, paper], [leader, *ended]),
        ("suspend", ""): (False, ["复核日期 --until", reason], [leader]),
        ("cancel", ""): (False, [reason, paper], [leader]),
    }
