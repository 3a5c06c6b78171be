"""Five years of both bundled plans, day by day: what is said of each kind of duty, and the calendar written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from make import World, noon, on, units_of
from rungs import FIRST, LAST, OF_DEEDS, OWED, TABLE, WORKED, days_of, recomputed

from documents.planfile import read
from models import address, database
from models.words import Act, Checkpoint, Event, Kind, LimitBy, Role, State, Status
from schedules import planner
from schedules.ladder import Anchor
from workflow import deadlines, intake, store
from workflow.actor import Actor, Grant
from workflow.attempt import Attempt
from workflow.facts import Duty, Item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from rungs import Row

    from schedules.planner import Line
    from workflow.facts import Plan
    from workflow.working_days import Calendar

PLANS = Path(__file__).resolve().parent.parent / "plans"
SAMPLES = {"ZW": "ZW-07", "SZS": "SZS-1.1"}
"""Of each plan the task that is walked; every other item owes some of the same duties on the same days."""

# The table


@pytest.mark.parametrize("row", TABLE, ids=lambda row: " ".join((*row.plans, row.duty)))
def test_the_table_is_what_the_notices_and_the_regions_days_off_make(row) -> None:
    assert row.rungs == recomputed(row)
    assert list(row.rungs.values()) == sorted(row.rungs.values())


# The walk


class Told(NamedTuple):
    """A line, and the day that said it."""

    day: date
    line: Line


@dataclass
class Years:
    """A bundled plan as it is read back after its adoption, and all that is said of its sample."""

    items: list[Item]
    calendar: Calendar
    told: list[Told]
    sample: Item


def walk(item: Item, calendar: Calendar, first: date = FIRST, last: date = LAST) -> list[Told]:
    """Asks every day of the calendar, days off too."""
    return [Told(day, line) for day in days_of(first, last) for line in planner.lines([item], calendar, day)]


def by_duty(told: list[Told]) -> dict[str, dict[str, date]]:
    """By duty the day of each rung; no rung is told twice."""
    found: dict[str, dict[str, date]] = {}
    for day, line in told:
        days = found.setdefault(line.about[1], {})
        assert line.rung.name not in days, (line.about, line.rung.name, day)
        days[line.rung.name] = day
    return found


def adopt(path: Path, at: datetime) -> World:
    """Both bundled plans taken in at a moment, into one file, with an account of the office and an owner."""
    engine = database.connect(address.parse(f"sqlite:///{path}"))
    office = Actor("office", "方案办公室", grants=(Grant(Role.OFFICE),))
    for name in ("zhongwei", "shizuishan"):
        file = PLANS / f"{name}.yaml"
        planfile, problems = read(file)
        assert planfile is not None, problems
        with database.transaction(engine) as connection:
            intake.adopt(connection, Attempt(Act.ADOPT, office, at.date(), at), planfile, file.read_text("utf-8"))
    with database.transaction(engine) as connection:
        world = World(engine, {}, units_of(connection))
    world.person("office", "640000", Role.OFFICE)
    world.person("owner", "640521", Role.OWNER)
    return world


def facts(world: World, plan: str) -> tuple[list[Item], Calendar]:
    """Every item of a plan as it is stored, and the calendar that the plan goes by."""
    codes = [row[store.ITEM.c.keys().index("code")] for row in world.rows("item")["item"]]
    with database.transaction(world.engine) as connection:
        loaded = store.load(connection, codes, store.Look()).values()
        items = [item for item in loaded if item.plan.code == plan]
        return items, store.calendar(connection, items[0].plan.calendar)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Both plans adopted before the first window of either."""
    world = adopt(tmp_path_factory.mktemp("years") / "duban.db", noon("2021-06-15"))
    yield world
    world.close()


@pytest.fixture(scope="module")
def years(both: World) -> dict[str, Years]:
    found = {}
    for plan, code in SAMPLES.items():
        items, calendar = facts(both, plan)
        sample = next(item for item in items if item.code == code)
        found[plan] = Years(items, calendar, walk(sample, calendar), sample)
    return found


@pytest.fixture(params=list(SAMPLES))
def year(request, years) -> Years:
    found: Years = years[request.param]
    return found


# What a bundled plan owes


@pytest.mark.parametrize(("plan", "duty"), OWED)
def test_each_duty_is_told_on_the_days_of_the_table(plan, duty, years) -> None:
    assert by_duty(years[plan].told).get(duty) == OWED[plan, duty].rungs


@pytest.mark.parametrize("plan", SAMPLES)
def test_nothing_is_told_that_the_table_does_not_have(plan, years) -> None:
    assert by_duty(years[plan].told).keys() == {duty for owing, duty in OWED if owing == plan}


def days_owed(item: Item) -> dict[str, tuple[Any, ...]]:
    """All that the days of its reminders depend on."""
    assert item.state == State.REGISTERED
    names = ("kind", "opens_on", "due_on", "original_due_on", "effective_due_on", "status", "revision", "limit_on")
    return {duty.key: tuple(getattr(duty, name) for name in names) for duty in item.duties}


def test_every_other_item_owes_some_of_the_same_on_the_same_days(year) -> None:
    walked = days_owed(year.sample).items()
    assert [item.code for item in year.items if not days_owed(item).items() <= walked] == []
    assert {item.kind for item in year.items} == {Kind.TASK, Kind.PROJECT}


def test_the_rows_begin_with_the_windows_of_the_plans(years) -> None:
    windows = {(plan, duty.key): (duty.opens_on, duty.due_on) for plan in years for duty in years[plan].sample.duties}
    assert windows == {key: (row.opens, row.due) for key, row in OWED.items()}


def test_nothing_is_told_on_a_day_off(year) -> None:
    worked = set(WORKED)
    assert [one.day for one in year.told if one.day not in worked] == []
    off = [day for day in days_of(FIRST, LAST) if day not in worked]
    assert [day for day in off if planner.lines([year.sample], year.calendar, day)] == []


def test_each_rung_is_told_once_and_on_its_own_day(year) -> None:
    assert len({(one.line.about[1], one.line.rung.name) for one in year.told}) == len(year.told)
    assert [one.day for one in year.told] == [one.line.day for one in year.told]


def test_shizuishan_is_never_told_of_a_mid_term(years) -> None:
    assert {one.line.duty.kind for one in years["SZS"].told} == {
        Checkpoint.LAUNCH,
        Checkpoint.ANNUAL_REVIEW,
        Checkpoint.FINAL_EVALUATION,
    }
    owed = {duty.kind for item in years["SZS"].items for duty in item.duties}
    assert Checkpoint.MIDTERM_EVALUATION not in owed
    assert Checkpoint.MIDTERM_EVALUATION in {one.line.duty.kind for one in years["ZW"].told}


def test_the_windows_of_2025_open_after_the_days_off(year) -> None:
    told = by_duty(year.told)
    opened = [told[duty]["open"] for duty in ("annual_review-2025", "final_evaluation")]
    assert opened == [on("2025-11-03"), on("2025-10-09")]


@pytest.mark.parametrize("plan", SAMPLES)
def test_a_plan_whose_windows_are_past_is_told_only_of_what_is_overdue(plan, tmp_path) -> None:
    world = adopt(tmp_path / "late.db", noon("2026-01-05"))
    items, calendar = facts(world, plan)
    world.close()
    sample = next(item for item in items if item.code == SAMPLES[plan])
    told = walk(sample, calendar, on("2026-01-05"))
    assert {one.line.rung.anchor for one in told} == {Anchor.OVERDUE}
    assert sorted((one.line.about[1], one.line.rung.name, one.day) for one in told) == sorted(
        (duty, rung, day)
        for (owing, duty), row in OWED.items()
        for rung, day in row.rungs.items()
        if owing == plan and day >= on("2026-01-05")
    )


# What people do


def test_a_settled_duty_is_silent_from_the_next_day(both, copied, years) -> None:
    """Its last day still says what falls on it: it is settled after the reminders of the morning."""
    world, told, since = copied(both), [], FIRST
    waived = {"annual_review-2021": "2022-01-10", "midterm_evaluation": "2023-07-24"}
    deeds: list[tuple[str, Callable[..., Any]]] = [
        ("2021-07-05", partial(world.step, Event.ASSIGN, "ZW-07", lead="640521")),
        ("2021-07-09", partial(world.step, Event.SIGN, "ZW-07", lead=None)),
        *((day, partial(world.act, Act.WAIVE, f"ZW-07@{duty}", lead=None)) for duty, day in waived.items()),
    ]
    for day, do in deeds:
        told += walk(world.item("ZW-07"), years["ZW"].calendar, since, on(day))
        do(day, at=noon(day))
        since = on(day) + timedelta(days=1)
    told += walk(world.item("ZW-07"), years["ZW"].calendar, since)
    settled = {"launch": "2021-07-09", **waived}
    assert by_duty(told) == {
        "sign-1": {"before-1": on("2021-07-07"), "before-0": on("2021-07-08"), "overdue-1": on("2021-07-09")},
        **{
            duty: {rung: day for rung, day in row.rungs.items() if day <= on(settled.get(duty, "2026-03-31"))}
            for (plan, duty), row in OWED.items()
            if plan == "ZW"
        },
    }


def owed(key: str, due: date, opens: date | None = None) -> Duty:
    kind = next(kind for kind in Checkpoint if kind.value == key.partition("-")[0])
    return Duty(key=key, kind=kind, opens_on=opens, due_on=due, original_due_on=due, effective_due_on=due)


def returned(row: Row, day: str, plan: Plan, calendar: Calendar) -> Duty:
    """The review of a row when it was sent back on a day."""
    duty = owed(row.duty, row.due, row.opens)
    duty.effective_due_on = deadlines.effective(duty, plan, calendar)
    duty.status, duty.limit_by = Status.RETURNED, LimitBy.RETURN
    duty.limit_on = deadlines.return_limit(on(day), duty, calendar)
    return duty


def told_of(duty: Duty, plan: Plan, calendar: Calendar) -> tuple[date, dict[str, date]]:
    """The due in force and the rungs of a duty that is the only one of an item at work."""
    duty.effective_due_on = deadlines.effective(duty, plan, calendar)
    item = Item(1, "ZW-07", Kind.TASK, "任务", plan, state=State.ACTIVE, duties=[duty])
    return duty.in_force, by_duty(walk(item, calendar))[duty.key]


@pytest.mark.parametrize("name", OF_DEEDS)
def test_what_comes_of_deeds_has_the_short_ladder(name, years) -> None:
    plan, calendar = years["ZW"].sample.plan, years["ZW"].calendar
    duty = {
        "sign-1": lambda: owed(name, deadlines.sign_by(on("2021-07-16"), calendar)),
        "rectification-1": lambda: owed(name, deadlines.line_limit(on("2022-06-13"))),
        "returned annual_review-2023": lambda: returned(OWED["ZW", "annual_review-2023"], "2023-12-27", plan, calendar),
        "returned midterm_evaluation": lambda: returned(OWED["ZW", "midterm_evaluation"], "2023-08-10", plan, calendar),
    }[name]()
    assert told_of(duty, plan, calendar) == (OF_DEEDS[name].due, OF_DEEDS[name].rungs)


def test_a_review_returned_long_before_its_due_keeps_the_days_of_its_window(years) -> None:
    row, plan, calendar = OWED["ZW", "midterm_evaluation"], years["ZW"].sample.plan, years["ZW"].calendar
    assert told_of(returned(row, "2023-07-03", plan, calendar), plan, calendar) == (row.due, row.rungs)
