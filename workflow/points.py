"""The checkpoints of a plan, and what an item owes of them from the day it is registered or broken down."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.words import Checkpoint, Kind, Owes
from workflow import deadlines
from workflow.directory import day
from workflow.facts import Duty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from typing import Any

    from workflow.actor import UnitRef
    from workflow.facts import Plan
    from workflow.working_days import Calendar

OWING_NOTHING = (Checkpoint.IMPLEMENTATION, Checkpoint.EXTERNAL)


@dataclass(frozen=True, slots=True)
class Point:
    """A dated window of a plan with its row's id, who owes it by kind of item, and the unit that organises it."""

    id: int
    key: str
    kind: Checkpoint
    opens_on: date | None
    closes_on: date | None
    owed_by: Mapping[Kind, Owes]
    organiser_id: int
    unless_broken_down: frozenset[Kind] = frozenset()
    """The kinds that owe it only while they have no breakdown."""


def read(rows: Callable[..., Sequence[Any]], plan: Plan, known: Mapping[str, Sequence[UnitRef]]) -> list[Point]:
    """The checkpoints of a plan in their order; `known` are the units by name. The lead issuer stands in for others."""
    query = "SELECT id, key, kind, opens_on, closes_on, owed_by, organisers FROM checkpoint WHERE plan_id = :plan"
    found = []
    for key, name, kind, opens_on, closes_on, owed_by, organisers in rows(f"{query} ORDER BY id", plan=plan.id):
        units = (refs[0].id for named in organisers.split("\n") if (refs := known.get(named)))
        told = json.loads(owed_by)
        found.append(
            Point(
                key,
                name,
                Checkpoint(kind),
                day(opens_on),
                day(closes_on),
                owing([(Kind(one["kind"]), Owes(one["unit"])) for one in told]),
                next(units, plan.lead_unit_id or 0),
                frozenset(Kind(one["kind"]) for one in told if one.get("unless_broken_down")),
            )
        )
    return found


def owing(told: Sequence[tuple[Kind, Owes]]) -> dict[Kind, Owes]:
    """Who owes a checkpoint, by kind of item; what is said first of a kind holds."""
    return dict(reversed(told))


def owed(
    item_id: int, kind: Kind, unit_id: int, points: Sequence[Point], plan: Plan, calendar: Calendar
) -> Iterator[Duty]:
    """What an item owes; a checkpoint without an end is owed by nobody."""
    for point in points:
        owes = point.owed_by.get(kind)
        if owes is None or point.closes_on is None or point.kind in OWING_NOTHING:
            continue
        duty = Duty(
            key=point.key,
            kind=point.kind,
            opens_on=point.opens_on,
            due_on=point.closes_on,
            original_due_on=point.closes_on,
            effective_due_on=point.closes_on,
            item_id=item_id,
            checkpoint_id=point.id,
            unit_id=point.organiser_id if owes == Owes.ORGANISER else unit_id,
            owes=owes,
        )
        duty.effective_due_on = deadlines.effective(duty, plan, calendar)
        yield duty
