"""What tests of targets work with: a target, the item that it hangs at, units that owe it, and their figures."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import count
from typing import TYPE_CHECKING, Any

from models.targeting import Comparator, force_of, nature_of
from models.words import Kind, State
from workflow import amounts
from workflow.facts import Item, Plan
from workflow.targets import Figure, Goal, Target
from workflow.working_days import load

if TYPE_CHECKING:
    from collections.abc import Mapping

NATIONAL = load("national")
COUNTIES = ("沙坡头区", "中宁县", "海原县")
_numbers = count(100)


def on(day: str) -> date:
    return date.fromisoformat(day)


def make_plan(**facts: Any) -> Plan:
    return Plan(1, "ZW", "方案", first_day=date(2021, 7, 15), last_day=date(2025, 12, 31), **facts)


PLAN = make_plan()


def make_target(wanted: Any = 90, measure: str | None = "%", comparator: str | None = ">=", **facts: Any) -> Target:
    """A hard target of the whole plan at item 7: at least 90 %, unless told otherwise."""
    usual: dict[str, Any] = {"id": 1, "item_id": 7, "code": "ZW-03.T1", "metric": "覆盖率", "due_on": PLAN.last_day}
    usual |= dict.fromkeys(("commitment", "scope", "external_gate", "note"))
    usual |= {"yearly": False, "per_unit": False} | facts
    words = {"nature": nature_of(comparator, wanted, measure), "force": force_of(usual["commitment"])}
    kind = Comparator(comparator) if comparator else None
    return Target(comparator=kind, wanted=wanted, measure=measure, **words | usual)


def counted(wanted: Any = 15, **facts: Any) -> Target:
    return make_target(wanted, "个", **facts)


def graded(wanted: str = "二级甲等中医医院", **facts: Any) -> Target:
    return make_target(wanted, None, **facts)


def standard(**facts: Any) -> Target:
    return make_target("国家建设标准", None, "reaches", **facts)


def ranged(**facts: Any) -> Target:
    """3 to 5 a year of each unit."""
    return make_target([3, 5], "所", "between", **{"yearly": True, "per_unit": True} | facts)


def worded(**facts: Any) -> Target:
    """A task that names no target is held to its work, told in words from year to year."""
    return make_target(None, None, None, force=force_of("普遍"), **facts)


def figure(day: str, value: str | None, numerator: str | None = None, denominator: str | None = None) -> Figure:
    return Figure(on(day), value, numerator, denominator, evidence="ab12")


def ratio(day: str, numerator: int, denominator: int) -> Figure:
    """20 of 20; of nothing there is no percentage."""
    value = amounts.stored(Fraction(numerator, denominator) * 100) if denominator else None
    return figure(day, value, str(numerator), str(denominator))


def unit(
    target: Target, *figures: Figure, years: Mapping[int, str] | None = None, owes: bool = True, **facts: Any
) -> Item:
    """A breakdown with its figures and the values of its years."""
    number = next(_numbers)
    name = COUNTIES[number % 3]
    usual: dict[str, Any] = {"id": number, "code": f"ZW-03/{number}", "kind": Kind.BREAKDOWN, "unit_name": name}
    usual |= {"title": "任务", "plan": PLAN, "state": State.ACTIVE} | facts
    return Item(goals={target.id: Goal(target, owes, dict(years or {}), list(figures))}, **usual)


def whole(target: Target, *children: Item, years: Mapping[int, str] | None = None, **facts: Any) -> Item:
    """The item that the target hangs at, with what hangs below it."""
    usual: dict[str, Any] = {"id": 7, "code": "ZW-03", "kind": Kind.TASK, "children": list(children)}
    return unit(target, years=years, **usual | facts)


def alone(target: Target, *figures: Figure, years: Mapping[int, str] | None = None, **facts: Any) -> Item:
    """The item that the target hangs at, broken down to nobody."""
    usual: dict[str, Any] = {"id": 7, "code": "ZW-03", "kind": Kind.TASK}
    return unit(target, *figures, years=years, **usual | facts)
