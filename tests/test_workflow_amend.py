"""Amendments: new facts in the place of printed ones, the old kept; the days of the region's evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from make import EAST, LONE, NORTH, WEST, on, plan_text, reach, sentence

from models import database
from models.errors import DubanError
from models.words import Act, Event, State
from workflow.amend import date_evaluation

if TYPE_CHECKING:
    from make import World

TITLE = "培养中医药人才"
EXTERNAL = """  - kind: external_final_evaluation
    title: 迎接省级评估
    organisers: [林河市卫生健康委]
"""


def amend(world: World, day: str, who: str = "office", **facts: Any) -> None:
    world.act(Act.AMEND, LONE, day, who, facts=facts, note="印发有误")


def test_an_amendment_is_a_new_version_and_the_old_facts_are_in_the_record(stored) -> None:
    before = reach(stored, State.ACTIVE, "2024-02-01").version
    amend(stored, "2024-03-01", title="培养中医药骨干", commitment="力争")
    item = stored.item(LONE)
    assert (item.title, item.commitment, item.state, item.version) == (
        "培养中医药骨干",
        "力争",
        State.ACTIVE,
        before + 1,
    )
    record, changes = stored.last(LONE)
    assert (record.act, record.role, record.reason) == ("amend", "office", "印发有误")
    changed = {name: pair for name, pair in changes["item"].items() if name in ("title", "number", "commitment")}
    assert changed == {"title": [TITLE, "培养中医药骨干"], "commitment": [None, "力争"]}
    assert stored.proof()[1] == []


def test_the_register_holds_what_was_printed(world) -> None:
    register = world.records(LONE)[0]
    assert (register.act, f'"title":[null,"{TITLE}"]' in register.changes) == ("register", True)


def test_cooperating_units_come_and_go(world) -> None:
    reach(world, State.ACTIVE, "2024-02-01")
    west, north = (world.units[code].id for code in (WEST, NORTH))
    amend(world, "2024-03-01", cooperating=tuple(sorted((west, north))))
    assert world.item(LONE).cooperating == tuple(sorted((west, north)))
    amend(world, "2024-03-02", cooperating=())
    assert world.item(LONE).cooperating == ()


@pytest.mark.parametrize(
    ("facts", "who", "told"),
    [
        ({}, "office", (2, "没有写明改什么：可用 --title、--number、--commitment、--with、--alone")),
        ({"title": TITLE}, "office", (4, "原本就是这样")),
        ({"title": "其他"}, "owner", (5, "须由方案办公室办理（其范围须含东山县卫生健康局）")),
        ({"title": "其他"}, "leader", (5, "须由方案办公室办理（其范围须含东山县卫生健康局）")),
        ({"cooperating": "lead"}, "office", (4, "东山县卫生健康局不能既牵头又配合")),
    ],
)
def test_what_is_no_amendment_changes_nothing(facts, who, told, world) -> None:
    reach(world, State.ACTIVE, "2024-02-01")
    facts = {"cooperating": (world.units[EAST].id,)} if facts == {"cooperating": "lead"} else facts
    before = world.rows()
    with pytest.raises(DubanError) as caught:
        amend(world, "2024-03-01", who, **facts)
    assert world.rows() == before
    code, reason = told
    assert caught.value.exit_code == code
    assert sentence(caught.value).partition("；可")[0] == f"不能修订：{LONE} {reason}"


def test_what_has_ended_is_not_amended(world) -> None:
    reach(world, State.CLOSED, "2024-02-05")
    with pytest.raises(DubanError) as caught:
        amend(world, "2024-02-06", title="其他")
    assert caught.value.exit_code == 4
    assert sentence(caught.value).partition("；可")[0] == f"不能修订：{LONE} 事项已是“已销号”"


def test_it_may_be_amended_while_suspended_and_resumed_as_amended(world) -> None:
    reach(world, State.SUSPENDED, "2025-12-01")
    amend(world, "2025-12-02", title="其他")
    world.step(Event.RESUME, LONE, "2025-12-03")
    assert (world.item(LONE).title, world.item(LONE).state) == ("其他", State.ACTIVE)


# The region's evaluation


@pytest.fixture
def awaited(tmp_path) -> World:
    """The invented plan with an evaluation from above that nobody has dated."""
    from make import make_world

    return make_world(f"sqlite:///{tmp_path / 'awaited.db'}", plan_text().replace("sections:", EXTERNAL + "sections:"))


def dated(world: World, opens: str | None, closes: str, who: str = "office", day: str = "2026-01-12") -> Any:
    with database.transaction(world.engine) as connection:
        first = on(opens) if opens else None
        return date_evaluation(connection, world.attempt(Act.AMEND, day, who), "LH", first, on(closes))


def points(world: World) -> list[tuple[Any, Any]]:
    return [(row[6], row[7]) for row in world.rows("checkpoint")["checkpoint"] if row[3].value.startswith("external")]


def test_the_evaluation_from_above_is_dated_and_owes_nothing(awaited) -> None:
    duties = awaited.rows("duty")
    assert dated(awaited, "2026-03-02", "2026-03-31")["checkpoint"] == "external_final_evaluation"
    assert points(awaited) == [(on("2026-03-02"), on("2026-03-31"))]
    assert awaited.rows("duty") == duties
    dated(awaited, None, "2026-06-30")
    assert points(awaited) == [(None, on("2026-06-30"))]
    assert awaited.proof()[1] == []


@pytest.mark.parametrize(
    ("days", "who", "told"),
    [
        (("2026-03-31", "2026-03-02"), "office", (2, "起始日2026年3月31日在截止日2026年3月2日之后")),
        ((None, "2026-03-31"), "leader", (5, "“amend”需要方案办公室角色；leader 没有")),
        ((None, "2026-06-30"), "office", (4, "LH 自治区评估的日期原本就是这样，没有改动")),
    ],
)
def test_a_bad_date_of_it_changes_nothing(days, who, told, awaited) -> None:
    dated(awaited, None, "2026-06-30")
    before = awaited.rows()
    with pytest.raises(DubanError) as caught:
        dated(awaited, days[0], days[1], who)
    assert (caught.value.exit_code, sentence(caught.value)) == told
    assert awaited.rows() == before


@pytest.mark.parametrize(
    ("day", "closes", "told"),
    [
        ("2026-01-09", "2026-06-30", (4, "办理日期2026年1月9日早于 LH 上一次修订的2026年1月12日")),
        ("1999-05-01", "2026-06-30", (4, "办理日期1999年5月1日早于方案开始的2024年1月1日")),
        ("2026-01-12", "1999-03-31", (2, "评估截止日期1999年3月31日早于方案开始的2024年1月1日")),
    ],
)
def test_the_days_of_a_plan_s_amendments_have_an_order(day, closes, told, awaited) -> None:
    dated(awaited, None, "2026-03-31")
    with pytest.raises(DubanError) as caught:
        dated(awaited, None, closes, day=day)
    assert (caught.value.exit_code, sentence(caught.value)) == told


def test_it_is_dated_as_of_a_past_day_only_while_back_filling_is_open(awaited) -> None:
    awaited.backfill(opened=False)
    with pytest.raises(DubanError) as caught:
        dated(awaited, None, "2026-06-30", day="2026-01-05")
    assert (caught.value.exit_code, caught.value.key) == (4, "backfill_closed")
    with pytest.raises(DubanError) as caught:
        dated(awaited, None, "2026-06-30", day="2026-01-13")
    assert (caught.value.exit_code, caught.value.key) == (4, "day_ahead")


def test_a_plan_without_it_has_none_to_date(world) -> None:
    with pytest.raises(DubanError) as caught:
        dated(world, None, "2026-06-30")
    assert (caught.value.exit_code, sentence(caught.value)) == (
        3,
        "没有这个节点，或不在可查看的范围内：external_final_evaluation",
    )
