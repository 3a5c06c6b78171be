"""Breaking down: what the breakdowns owe, what the item above owes no more, who may, what is stored."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from make import CITY, EAST, HOSPITAL, LONE, WEST, make_world, on, plan_text, reach

from models import address, database
from models.errors import DubanError
from models.reader import reading
from models.words import Act, Checkpoint, Event, Kind, Role, State, Status
from workflow import queries
from workflow.attempt import Evidence
from workflow.breakdown import break_down
from workflow.errors import NotPermitted, Refused, Usage
from workflow.guards import PARTS
from workflow.measuring import Reading, YearValue
from workflow.rollup import standing
from workflow.scope import Wanted
from workflow.speech import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from make import World

    from workflow.breakdown import Broken
    from workflow.facts import Item

OWED = "owed_by: [{kind: task, unit: lead}, {kind: project, unit: lead}]\n"
COUNTIES = "owed_by: [{kind: breakdown, unit: lead}, {kind: task, unit: lead, unless_broken_down: true}]\n"
TARGET = """code: '02'
        number: 2
        title: 培养中医药人才
        targets:
          - {code: T1, metric: 村卫生室覆盖率, comparator: '>=', value: 90, unit: '%', due: 2025-12-31,
             due_basis: explicit}"""


def county_plan() -> str:
    """The invented plan, its annual reviews owed by counties, with one target."""
    launch, _, rest = plan_text().partition("annual_review")
    return (launch + "annual_review" + rest.replace(OWED, COUNTIES, 1)).replace(
        "{code: '02', number: 2, title: 培养中医药人才}", TARGET
    )


@pytest.fixture
def counties(backend: str) -> Iterator[World]:
    """A world with that plan, its second task signed for."""
    world = make_world(backend, county_plan())
    reach(world, State.ACTIVE, "2024-02-01")
    yield world
    world.close()


def broken(world: World, day: str, *units: str, who: str = "office", code: str = LONE, **how: Any) -> list[Broken]:
    with database.transaction(world.engine) as connection:
        attempt = world.attempt(Act.BREAK_DOWN, day, who)
        return break_down(connection, attempt, [code], [world.units[unit] for unit in units], **how)


def statuses(world: World, code: str) -> dict[str, Status]:
    return world.statuses(code)


def test_each_unit_gets_an_item_of_its_own_with_what_it_owes(counties: World) -> None:
    broken(counties, "2024-03-01", EAST, WEST)
    item = counties.item(LONE)
    assert [child.code for child in item.children] == [f"{LONE}/{EAST}", f"{LONE}/{WEST}"]
    (east, _) = item.children
    assert (east.kind.value, east.state, east.title, east.unit_name) == (
        *("breakdown", State.ASSIGNED, item.title),
        "东山县卫生健康局",
    )
    assert {duty.key: duty.due_on.isoformat() for duty in east.duties} == {
        "sign-1": "2024-03-06",
        "annual_review-2024": "2024-12-31",
        "annual_review-2025": "2025-12-31",
    }
    assert counties.proof()[1] == []


def test_what_only_an_undivided_task_owes_is_void_from_then_on(counties: World) -> None:
    """A review that was past when it was broken down stays the task's own."""
    broken(counties, "2025-02-03", EAST)
    owed = {key: status for key, status in statuses(counties, LONE).items() if key.startswith("annual")}
    assert owed == {"annual_review-2024": Status.PENDING, "annual_review-2025": Status.VOID}
    assert list(statuses(counties, f"{LONE}/{EAST}")) == ["sign-1", "annual_review-2025"]


def test_the_records_of_both_say_it(counties: World) -> None:
    broken(counties, "2024-03-01", EAST)
    record, told = counties.last(LONE)
    assert (record.act, told["more"], sorted(told["duties"])) == (
        "break_down",
        {"units": ["东山县卫生健康局"]},
        ["annual_review-2024", "annual_review-2025"],
    )
    (record,) = counties.records(f"{LONE}/{EAST}")
    told = json.loads(record.changes)
    assert (record.act, record.item_version, told["more"]) == ("break_down", 1, {"of": LONE})
    assert told["item"]["state"] == [None, "launch.assigned"]
    assert told["duties"]["sign-1"]["due_on"] == [None, "2024-03-06"]


def test_institutions_are_put_below_their_county(counties: World) -> None:
    made = broken(counties, "2024-03-01", CITY, institutions=True, who="office")
    assert [child.code for one in made for child in one.children] == [f"{LONE}/{CITY}", f"{LONE}/{HOSPITAL}"]
    item = counties.item(LONE)
    assert [grandchild.code for child in item.children for grandchild in child.children] == [f"{LONE}/{HOSPITAL}"]


def refused(world: World, day: str, *units: str, **how: Any) -> tuple[type, str]:
    before = world.rows()
    with pytest.raises(DubanError) as refusal:
        broken(world, day, *units, **how)
    assert world.rows() == before
    return type(refusal.value), say("zh", refusal.value.key, **refusal.value.facts)


def test_it_is_refused_with_the_reason_and_nothing_changes(counties: World) -> None:
    kind, said = refused(counties, "2024-03-01", EAST, who="owner")
    assert (kind, "须由方案办公室办理" in said) == (NotPermitted, True)
    counties.person("east-office", CITY, Role.OFFICE)
    broken(counties, "2024-03-01", EAST)
    kind, said = refused(counties, "2024-03-01", EAST)
    assert (kind, "已分解到东山县卫生健康局" in said) == (Refused, True)
    kind, said = refused(counties, "2024-02-28", WEST)
    assert (kind, "早于该事项上一次办理的2024年3月1日" in said) == (Refused, True)
    counties.step(Event.SUSPEND, LONE, "2024-03-04")
    assert refused(counties, "2024-03-05", WEST)[0] == Refused
    counties.step(Event.CANCEL, LONE, "2024-03-06")
    kind, said = refused(counties, "2024-03-07", WEST)
    assert (kind, "已撤销" in said) == (Refused, True)


def test_a_code_that_is_too_long_is_refused(counties: World) -> None:
    long = replace(counties.units[EAST], code="9" * 45)
    counties.units["long"] = long
    kind, said = refused(counties, "2024-03-01", "long")
    assert (kind, "超过48个字符" in said) == (Usage, True)


def measured(world: World, code: str, day: str, who: str, figure: str) -> None:
    above, _, below = figure.partition("/")
    reading = Reading("LH-T1", world.attempt(Act.MEASURE, day).today, "", above, below)
    facts = {"figures": [reading]}
    world.act(Act.MEASURE, code, day, who, facts=facts, evidence=(Evidence("台账.xlsx", b"PK"),), note="")


def test_figures_of_counties_make_that_of_the_city(counties: World) -> None:
    """Broken down, signed for, measured, reported, handed in: the guard asks each county for its own figure only."""
    broken(counties, "2024-03-01", EAST, WEST)
    east, west = f"{LONE}/{EAST}", f"{LONE}/{WEST}"
    counties.step(Event.SIGN, east, "2024-03-04", "owner")
    counties.act(Act.SET_TARGETS, east, "2024-03-04", "owner", facts={"years": [YearValue("LH-T1", 2024, "70%")]})
    counties.step(Event.OPEN_REVIEW, east, "2024-11-04", "owner", result=Checkpoint.ANNUAL_REVIEW)
    counties.report(f"{east}@annual_review-2024", "2024-12-02", "owner", **dict.fromkeys(PARTS, "已填"))
    with pytest.raises(Refused) as refusal:
        counties.step(Event.SUBMIT, east, "2024-12-02", "owner")
    assert "还没有填报2024年的数据：LH-T1 村卫生室覆盖率" in say("zh", refusal.value.key, **refusal.value.facts)
    measured(counties, east, "2024-12-03", "owner", "20/20")
    assert counties.step(Event.SUBMIT, east, "2024-12-03", "owner").after.state == State.ANNUAL_SUBMITTED
    counties.step(Event.SIGN, west, "2024-12-03", "outsider")
    measured(counties, west, "2024-12-03", "outsider", "164/200")
    (item,) = (one for one in seen(counties, "2024-12-31") if one.code == LONE)
    (goal,) = item.goals.values()
    found = standing(item, goal.target, on("2024-12-31"))
    assert [str(found.numerator), str(found.denominator), len(found.missing), found.proved] == ["184", "220", 0, True]
    assert found.met() is False


def seen(world: World, day: str) -> list[Item]:
    """All items as they are read on a day."""
    with reading(address.parse(world.url)) as reader:
        return queries.items(reader, None, Wanted(), on(day))


def test_a_breakdown_made_later_was_not_there_before(counties: World) -> None:
    broken(counties, "2024-03-01", EAST)
    kinds = [[item.kind for item in seen(counties, day)].count(Kind.BREAKDOWN) for day in ("2024-02-29", "2024-03-01")]
    assert kinds == [0, 1]
