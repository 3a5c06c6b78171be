"""The ladder of reminders: on which day which rung, of what, for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.reminding import Tone
from models.words import Act, Checkpoint, Event, Kind, LimitBy, Post, Role, State, Status
from schedules import planner
from schedules.ladder import LONG, SHORT, Who
from schedules.recipients import Directory, Person
from workflow import deadlines, working_days
from workflow.actor import Grant, UnitRef
from workflow.facts import Duty, Item, Plan
from workflow.turns import Turn

NINGXIA = working_days.load("ningxia")
PLAN = Plan(1, "ZW", "方案", first_day=date(2021, 7, 15), last_day=date(2025, 12, 31), calendar="ningxia")


def on(day: str) -> date:
    return date.fromisoformat(day)


def owed(key: str, due: str, opens: str | None = None, **facts: Any) -> Duty:
    kind = next(kind for kind in Checkpoint if kind.value == key.partition("-")[0])
    days = {"due_on": on(due), "original_due_on": on(due), "effective_due_on": on(due)}
    duty = Duty(key=key, kind=kind, opens_on=on(opens) if opens else None, unit_id=2, **days | facts)
    duty.effective_due_on = deadlines.effective(duty, PLAN, NINGXIA)
    return duty


def item(*duties: Duty, **facts: Any) -> Item:
    usual: dict[str, Any] = {"code": "ZW-07", "plan": PLAN, "state": State.ACTIVE, "unit_id": 2, "unit_path": "/1/2/"}
    return Item(id=7, kind=Kind.TASK, title="任务", duties=list(duties), **usual | facts)


def calendar_of(duty: Duty, last: str) -> dict[str, str]:
    """Each rung with its day."""
    return {rung.name: day.isoformat() for rung, day in planner.days(duty, NINGXIA, on(last))}


MIDTERM = owed("midterm_evaluation", "2023-07-31", "2023-06-01")


# The worked examples of the domain


def test_the_mid_term_evaluation_of_zhongwei() -> None:
    assert calendar_of(MIDTERM, "2023-10-31") == {
        "open": "2023-06-01",
        "before-20": "2023-07-03",
        "before-10": "2023-07-17",
        "before-5": "2023-07-24",
        "before-3": "2023-07-26",
        "before-1": "2023-07-28",
        "before-0": "2023-07-31",
        "overdue-1": "2023-08-01",
        "overdue-5": "2023-08-07",
        "overdue-10": "2023-08-14",
        "overdue-20": "2023-08-28",
        # 29 September to 6 October are days off, the weekends of 7 and 8 October are worked.
        "overdue-40": "2023-09-25",
        "overdue-60": "2023-10-27",
    }


@pytest.mark.parametrize(
    ("key", "opens", "due", "days"),
    [
        (
            "launch",
            None,
            "2021-07-15",
            {"before-10": "2021-07-01", "before-5": "2021-07-08", "before-3": "2021-07-12", "before-1": "2021-07-14"},
        ),
        (
            "annual_review-2022",
            "2022-11-01",
            "2022-12-31",
            {
                "before-10": "2022-12-16",
                "before-5": "2022-12-23",
                "before-3": "2022-12-27",
                "before-1": "2022-12-29",
                "before-0": "2022-12-30",
                "overdue-1": "2023-01-04",
            },
        ),
        (
            "annual_review-2023",
            "2023-11-01",
            "2023-12-31",
            {
                "before-0": "2023-12-29",
                "overdue-1": "2024-01-03",
                "overdue-5": "2024-01-09",
                "overdue-10": "2024-01-16",
                "overdue-20": "2024-01-30",
            },
        ),
        # The window of 2025 opens on a Saturday; the Sunday after the new year of 2026 is worked.
        ("annual_review-2025", "2025-11-01", "2025-12-31", {"open": "2025-11-03", "overdue-1": "2026-01-04"}),
        ("final_evaluation", "2025-10-01", "2025-12-31", {"open": "2025-10-09"}),
    ],
)
def test_worked_days(key, opens, due, days) -> None:
    found = calendar_of(owed(key, due, opens), "2026-12-31")
    assert {name: found[name] for name in days} == days


def test_a_signature_has_the_short_ladder_and_overdue_is_for_the_office() -> None:
    sign = owed("sign-1", "2021-07-14")
    assert calendar_of(sign, "2021-12-31") == {
        "before-1": "2021-07-13",
        "before-0": "2021-07-14",
        "overdue-1": "2021-07-15",
        # 19 and 20 July are Ningxia's own days off.
        "overdue-3": "2021-07-21",
        "overdue-5": "2021-07-23",
    }
    late = [rung for rung, _ in planner.days(sign, NINGXIA, on("2021-12-31")) if rung.name.startswith("overdue")]
    assert [Who.OFFICE in rung.to and Who.OFFICE not in rung.copy for rung in late] == [True] * 3


# What speaks


def spoken(one: Item, day: str) -> list[tuple[str, str, str]]:
    return [shown(line) for line in planner.lines([one], NINGXIA, on(day))]


def shown(line: planner.Line) -> tuple[str, str, str]:
    return line.about[1], line.rung.name, line.day.isoformat()


def unsaid(one: Item, day: str, last: str = "", window: str = "0", **how: Any) -> list[planner.Line]:
    """What is due by a day where `last` was the last rung said of each duty."""
    said = {(one.id, duty.key): {window: last} for duty in one.duties} if last else {}
    found = planner.Planner({"ningxia": NINGXIA}, on(day), said, **how)
    return list(found.due([(one, duty) for duty in one.duties]))


def test_each_day_says_what_falls_on_it_and_no_other() -> None:
    days = [on("2023-06-01") + timedelta(days=n) for n in range(100)]
    said = {day.isoformat(): spoken(item(MIDTERM), day.isoformat()) for day in days}
    assert {day: rows[0][1] for day, rows in said.items() if rows} == {
        day: name for name, day in calendar_of(MIDTERM, "2023-09-08").items()
    }


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"status": Status.SUBMITTED, "submitted_on": on("2023-07-20")}, State.MIDTERM_SUBMITTED),
        ({"status": Status.WAIVED}, State.ACTIVE),
        ({"status": Status.MERGED}, State.ACTIVE),
        ({"status": Status.VOID}, State.COMPLETED),
        ({"status": Status.ACCEPTED}, State.ACTIVE),
        ({}, State.SUSPENDED),
    ],
)
def test_what_is_settled_submitted_or_suspended_is_silent(facts, state) -> None:
    quiet = item(owed("midterm_evaluation", "2023-07-31", "2023-06-01", **facts), state=state)
    days = [on("2023-06-01") + timedelta(days=n) for n in range(120)]
    assert [spoken(quiet, day.isoformat()) for day in days] == [[]] * 120


def test_an_undecided_extension_is_urged_by_nobody() -> None:
    asked = owed("midterm_evaluation", "2023-07-31", "2023-06-01", asked_until=on("2023-08-31"))
    assert spoken(item(asked), "2023-07-28") == [("midterm_evaluation", "before-1", "2023-07-28")]
    assert spoken(item(asked), "2023-08-07") == []


def test_a_granted_extension_moves_the_rungs_and_opens_nothing_anew() -> None:
    granted = owed("midterm_evaluation", "2023-08-31", "2023-06-01", revision=1)
    days = calendar_of(granted, "2023-09-30")
    assert (days["before-1"], days["overdue-1"]) == ("2023-08-30", "2023-09-01")
    assert (spoken(item(granted), "2023-08-01"), unsaid(item(granted), "2023-08-01", "before-1")) == ([], [])
    # What was granted before the window opened takes nothing away from the opening.
    assert [shown(line)[1] for line in unsaid(item(granted), "2023-06-01")] == ["open"]


@pytest.mark.parametrize(
    ("day", "last", "rung", "missed"),
    [
        ("2023-07-28", "before-10", ("before-1", "2023-07-28"), ["before-5", "before-3"]),
        # Two working days later than the second level: it is all that is left to say.
        ("2023-08-09", "before-5", ("overdue-5", "2023-08-07"), ["before-3", "before-1", "before-0", "overdue-1"]),
        ("2023-08-09", "", ("overdue-5", "2023-08-07"), [r.name for r in LONG[:8]]),
        ("2023-08-09", "overdue-5", None, []),
        # The calendar has moved meanwhile: what was said later is stronger than what comes today.
        ("2023-07-24", "before-3", None, []),
    ],
)
def test_what_was_missed_is_one_line_of_the_strongest_rung(day, last, rung, missed) -> None:
    found = unsaid(item(MIDTERM), day, last)
    assert [shown(line)[1:] for line in found] == ([rung] if rung else [])
    assert [one.name for line in found for one, _ in line.missed] == missed


def test_what_waited_for_the_office_in_between_makes_nothing_said_anew() -> None:
    """An extension was asked for after the reminder, and the office was reminded of that."""
    about = (7, "midterm_evaluation")
    said = {about: {"0": "before-5", f"{Act.EXTEND_GRANT.value}/2023-07-18": "hands-4"}}
    midterm = item(MIDTERM)
    again = planner.Planner({"ningxia": NINGXIA}, on("2023-07-25"), said).due([(midterm, MIDTERM)])
    assert list(again) == []
    # Of the unit nothing was asked by that: its window is still to be announced.
    early = {about: {f"{Act.EXTEND_GRANT.value}/2023-05-20": "hands-4"}}
    (opens,) = planner.Planner({"ningxia": NINGXIA}, on("2023-06-01"), early).due([(midterm, MIDTERM)])
    assert opens.rung.name == "open"


def test_another_window_is_said_anew() -> None:
    granted = owed("midterm_evaluation", "2023-08-31", "2023-06-01", revision=1)
    found = unsaid(item(granted), "2023-08-25", "overdue-10", window="0")
    assert [shown(line)[1:] for line in found] == [("before-5", "2023-08-24")]


def test_nothing_older_than_the_adoption_comes_unless_asked() -> None:
    plan = replace(PLAN, adopted_on=on("2023-08-08"))
    late = item(MIDTERM, plan=plan)
    assert unsaid(late, "2023-08-10") == []
    assert [shown(line)[1] for line in unsaid(late, "2023-08-10", older=True)] == ["overdue-5"]
    assert [shown(line)[1] for line in unsaid(late, "2023-08-14")] == ["overdue-10"]
    # While the office enters what was done before the adoption, nobody is urged about it.
    entering = item(MIDTERM, plan=replace(plan, backfill=True))
    assert unsaid(entering, "2023-08-14") == []
    assert [shown(line)[1] for line in unsaid(entering, "2023-08-14", older=True)] == ["overdue-10"]


@pytest.mark.parametrize(
    ("role", "act", "day", "rung"),
    [
        (Role.OFFICE, Event.ACCEPT, "2023-07-06", ("hands-4", "2023-07-06", Who.OFFICE)),
        (Role.LEADER, Event.CLOSE, "2023-07-12", ("hands-4", "2023-07-06", Who.LEAD)),
        (Role.OFFICE, Event.ACCEPT, "2023-07-13", ("hands-9", "2023-07-13", Who.OFFICE)),
        (Role.OFFICE, Event.ACCEPT, "2023-07-20", ("hands-14", "2023-07-20", Who.OFFICE)),
    ],
)
def test_office_and_leader_are_reminded_of_what_waits_for_them(role, act, day, rung) -> None:
    waiting = Turn(role, act, MIDTERM, since=on("2023-06-30"), not_by="office2")
    (line,) = planner.Planner({"ningxia": NINGXIA}, on(day), {}).waiting([(item(MIDTERM), waiting)])
    assert (line.rung.name, line.day.isoformat(), *line.rung.to) == rung
    assert (line.window, line.not_by) == (f"{act.value}/2023-06-30", "office2")
    said = {line.about: {line.window: line.rung.name}}
    assert list(planner.Planner({"ningxia": NINGXIA}, on(day), said).waiting([(item(MIDTERM), waiting)])) == []


def test_a_window_has_its_revision_and_a_limit_given_since_is_one_of_its_own() -> None:
    returned = owed(
        "annual_review-2023", "2023-12-31", "2023-11-01", limit_on=on("2024-01-05"), limit_by=LimitBy.RETURN
    )
    windows = [
        planner.Line(item(duty), duty, LONG[0], duty.due_on).window
        for duty in (MIDTERM, owed("midterm_evaluation", "2023-08-31", revision=1), returned)
    ]
    assert windows == ["0", "1", "0/2024-01-05"]
    assert planner.ladder(returned) == SHORT


@given(st.dates(date(2021, 1, 1), date(2026, 6, 30)), st.booleans())
def test_no_rung_falls_on_a_day_off(due, short) -> None:
    duty = owed("rectification-1" if short else "midterm_evaluation", due.isoformat())
    days = [day for _, day in planner.days(duty, NINGXIA, due + timedelta(days=200))]
    assert [day for day in days if not NINGXIA.is_working(day)] == []
    assert days == sorted(days)


@given(st.dates(date(2021, 1, 1), date(2026, 12, 31)))
def test_nothing_is_said_on_a_day_off(day) -> None:
    late = item(owed("midterm_evaluation", "2021-01-04"))
    assert NINGXIA.is_working(day) or unsaid(late, day.isoformat()) + planner.lines([late], NINGXIA, day) == []


# Whom


UNITS = {
    1: UnitRef(1, "640500", "市卫生健康委", "/1/"),
    2: UnitRef(2, "640521", "中宁县卫生健康局", "/1/2/"),
    3: UnitRef(3, "640522", "海原县卫生健康局", "/1/3/"),
}


def person(login: str, unit: int, *roles: Role, post: Post = Post.NONE) -> Person:
    return Person(login, login, unit, post, tuple(Grant(role) for role in roles), (("email", f"{login}@example.cn"),))


PEOPLE = [
    person("owner", 2, Role.OWNER),
    person("head", 2, Role.VIEWER, post=Post.HEAD),
    person("above", 1, Role.VIEWER, post=Post.HEAD),
    person("office", 1, Role.OFFICE),
    person("leader", 1, Role.LEADER),
    person("principal", 1, Role.LEADER, post=Post.PRINCIPAL),
    Person("elsewhere", "elsewhere", 1, Post.NONE, (Grant(Role.OFFICE, 9),)),
]


def reached(rung_name: str, **facts: Any) -> list[tuple[str | None, bool]]:
    rung = next(rung for rung in LONG if rung.name == rung_name)
    line = planner.Line(item(MIDTERM, **facts), MIDTERM, rung, on("2023-08-01"))
    found = Directory(PEOPLE, UNITS).recipients(line)
    return [(to.person.login if to.person else to.unit.name, to.copy) for to in found]


@pytest.mark.parametrize(
    ("rung", "told"),
    [
        ("open", [("owner", False), ("head", True)]),
        ("before-20", [("owner", False)]),
        ("before-3", [("owner", False), ("head", False), ("office", True)]),
        ("overdue-1", [("owner", False), ("head", False), ("office", True), ("leader", True), ("principal", True)]),
        ("overdue-5", [("head", False), ("leader", True), ("principal", True)]),
        (
            "overdue-10",
            [("head", False), ("above", False), ("principal", False), ("leader", True)],
        ),
        ("overdue-20", [("office", False), ("principal", True)]),
    ],
)
def test_whom_a_rung_is_for(rung, told) -> None:
    """Each person once; the office of another plan is not reminded."""
    assert reached(rung) == told


def test_where_nobody_is_meant_who_has_an_account_the_unit_is_phoned() -> None:
    line = planner.Line(item(MIDTERM, unit_id=3), replace(MIDTERM, unit_id=3), LONG[8], on("2023-08-07"))
    found = Directory(PEOPLE, UNITS).recipients(line)
    assert [(to.person.login if to.person else to.unit.name, to.copy) for to in found] == [
        ("海原县卫生健康局", False),
        ("leader", True),
        ("principal", True),
    ]


def test_a_unit_without_an_owner_is_phoned() -> None:
    assert reached("before-5", cooperating=(3,)) == [
        ("owner", False),
        ("海原县卫生健康局", False),
        ("head", True),
    ]


def test_every_tone_is_used_and_grows_with_the_days() -> None:
    assert [rung.tone for rung in LONG if rung.tone not in (Tone.SUGGEST, Tone.AGAIN)] == [
        *(Tone.OPENED, Tone.NOTICE, Tone.NEAR, Tone.NEAR, Tone.NEAR_AGAIN, Tone.DUE_NOW, Tone.DUE_NOW),
        *(Tone.URGE, Tone.SECOND, Tone.THIRD),
    ]
