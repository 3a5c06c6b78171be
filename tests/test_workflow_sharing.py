"""Which of an item's targets a new breakdown owes too (DOMAIN 5.5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from measured import alone, counted, make_target, unit, whole

from models.words import Kind, State
from workflow.actor import UnitRef
from workflow.sharing import spread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workflow.facts import Item

CITY = UnitRef(1, "640500", "中卫市", "/1/")
EAST = UnitRef(2, "640521", "中宁县", "/1/2/")
WEST = UnitRef(3, "640522", "海原县", "/1/3/")
EAST_HOSPITAL = UnitRef(4, "640521-01", "中宁县中医医院", "/1/2/4/")
CITY_HOSPITAL = UnitRef(5, "640500-01", "市中医医院", "/1/5/")
TWENTY = UnitRef(20, "640520", "第二十县", "/1/20/")
NAMES: Mapping[str, Sequence[UnitRef]] = {ref.name: [ref] for ref in (EAST, WEST, EAST_HOSPITAL, CITY_HOSPITAL)}
RATIO = make_target(90)


def owes(item: Item, unit: UnitRef) -> bool:
    (target,) = [goal.target for goal in item.goals.values()]
    found = list(spread(item, unit, NAMES))
    assert found in ([], [target])
    return found == [target]


@pytest.mark.parametrize("scope", [None, "全市", "辖区二级及以上综合医院"])
def test_a_target_of_everybody_is_owed_by_each(scope) -> None:
    item = alone(make_target(90, scope=scope))
    assert [owes(item, ref) for ref in (EAST, WEST, EAST_HOSPITAL)] == [True, True, True]


@pytest.mark.parametrize(
    ("scope", "answers"),
    [
        ("中宁县中医医院", [True, False, True, False]),
        ("中宁县", [True, False, False, False]),
        ("市中医医院", [False, False, False, False]),
    ],
)
def test_a_target_of_one_unit_is_owed_by_it_and_by_those_above_it(scope, answers) -> None:
    item = alone(make_target(90, scope=scope))
    assert [owes(item, ref) for ref in (EAST, WEST, EAST_HOSPITAL, TWENTY)] == answers
    assert owes(item, CITY)


def test_of_units_that_share_a_name_one_below_is_enough() -> None:
    item = alone(make_target(90, scope="县中医医院"))
    names = {"县中医医院": [CITY_HOSPITAL, EAST_HOSPITAL]}
    assert [len(list(spread(item, ref, names))) for ref in (EAST, WEST)] == [1, 0]


def test_what_a_project_of_the_plan_reports_is_not_owed_twice() -> None:
    project = unit(RATIO, kind=Kind.PROJECT)
    assert not owes(whole(RATIO, project), EAST)
    assert not owes(whole(RATIO, project, unit(RATIO)), EAST)


def test_where_the_project_was_cancelled_the_breakdowns_owe_it() -> None:
    assert owes(whole(RATIO, unit(RATIO, kind=Kind.PROJECT, state=State.CANCELLED)), EAST)


@pytest.mark.parametrize(
    ("children", "answer"),
    [
        ([{}], True),
        ([{}, {"owes": False}], True),
        ([{"owes": False}], False),
        ([{"owes": False}, {"owes": False}], False),
        ([{"owes": False, "state": State.CANCELLED}], True),
        ([{"owes": False, "kind": Kind.PROJECT}], True),
    ],
)
def test_a_target_that_the_office_took_from_all_breakdowns_is_not_given_to_a_new_one(children, answer) -> None:
    facts: list[dict[str, Any]] = children
    assert owes(whole(RATIO, *[unit(RATIO, **one) for one in facts]), EAST) is answer


def test_a_breakdown_is_broken_down_with_what_it_owes() -> None:
    assert owes(unit(RATIO), EAST_HOSPITAL)
    assert owes(unit(RATIO, children=[unit(RATIO)]), EAST_HOSPITAL)
    assert owes(unit(RATIO, owes=False, children=[unit(RATIO)]), EAST_HOSPITAL)
    assert not owes(unit(RATIO, owes=False), EAST_HOSPITAL)


def test_targets_come_in_the_order_of_the_plan() -> None:
    first, second, third = RATIO, counted(15, id=2), make_target(80, id=3, scope="海原县")
    item = alone(first)
    item.goals |= alone(second).goals | alone(third).goals
    assert list(spread(item, EAST, NAMES)) == [first, second]
    assert list(spread(item, WEST, NAMES)) == [first, second, third]
