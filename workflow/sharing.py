"""Which breakdowns owe a target: as an item is broken down, and as the office names them (DOMAIN 5.5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from models.target import ShareRow
from models.words import Kind, State
from workflow.measuring import goal_of
from workflow.speech import because
from workflow.targets import leaves, reporting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from workflow.actor import UnitRef
    from workflow.attempt import Attempt
    from workflow.facts import Duty, Item
    from workflow.speech import Reason
    from workflow.targets import Target
    from workflow.working_days import Calendar

SHARE = ShareRow.__table__  # type: ignore[attr-defined]


def spread(item: Item, unit: UnitRef, names: Mapping[str, Sequence[UnitRef]]) -> Iterator[Target]:
    """The item's targets that a new breakdown for the unit owes too.

    Not one that the item owes no more, nor one that is about a single unit elsewhere, nor one whose figure comes from
    a project of the plan, nor one that none of the breakdowns there are owes, because the office named who does.
    """
    before = _breakdowns(item)
    for goal in item.goals.values():
        target = goal.target
        about = names.get(target.scope or "", ())
        if not leaves(item, target.id) or _projects(item, target):
            continue
        if before and not any(leaves(child, target.id) for child in before):
            continue
        if not about or any(ref.path.startswith(unit.path) for ref in about):
            yield target


def _breakdowns(item: Item) -> list[Item]:
    return [child for child in item.children if child.kind == Kind.BREAKDOWN and child.state != State.CANCELLED]


def _projects(item: Item, target: Target) -> list[Item]:
    """The projects of the plan below the item that report the target: its figure is theirs."""
    return [child for child in reporting(item, target.id) if child.kind != Kind.BREAKDOWN]


def write_shares(connection: Connection, attempt: Attempt, shares: Iterable[tuple[int, int, bool]]) -> None:
    """Stores (target, item, whether it owes it) from the attempt's day on."""
    rows = [{"target_id": t, "item_id": i, "owes": owes, "since": attempt.today} for t, i, owes in shares]
    if rows:
        connection.execute(insert(SHARE), rows)


# The act: the office names who owes a target


def possible(item: Item, duty: Duty | None, attempt: Attempt) -> Reason | None:
    """The item has the target itself and breakdowns, and every unit named has one of them."""
    target = _target(item, attempt)
    if target is None:
        return because("target_not_here", target=attempt.facts["target"])
    if projects := _projects(item, target):
        return because("owe_project", target=target.code, items=[project.code for project in projects])
    strange = [unit for unit in attempt.facts["units"] if not _of(item, unit)]
    if strange:
        return _strange(item, strange)
    return because("owe_same") if attempt.facts["units"] and not any(_changes(item, target, attempt)) else None


def _strange(item: Item, units: Sequence[UnitRef]) -> Reason:
    """Why units without a breakdown cannot be named: it was cancelled, or there was none."""
    ended = {child.code for child in item.children if child.state == State.CANCELLED}
    gone = [code for unit in units for code in ended if code.endswith(f"/{unit.code}")]
    if gone:
        return because(
            "owe_cancelled", items=sorted(gone), others=[one.code for one in _breakdowns(item)] or because("none")
        )
    return because("unit_not_broken_down", units=[unit.name for unit in units])


def unsaid(item: Item, attempt: Attempt) -> Reason | None:
    """Somebody has to owe it; and why a unit owes it no more is said, because its figures leave the total."""
    target = _target(item, attempt)
    if not attempt.facts["units"]:
        return because("owe_nobody")
    less = [child for child, owes in _changes(item, target, attempt) if not owes] if target is not None else []
    less = [child for child in less if child.parent_id == item.id]
    return because("owe_no_reason", items=[child.code for child in less]) if less and not attempt.note.strip() else None


def _target(item: Item, attempt: Attempt) -> Target | None:
    goal = goal_of(item, attempt.facts["target"])
    return goal.target if goal is not None else None


def _of(item: Item, unit: UnitRef) -> list[Item]:
    """The breakdowns meant by a unit: that of its area, which its code names; else those that it answers for now."""
    theirs = _breakdowns(item)
    return [child for child in theirs if child.code.endswith(f"/{unit.code}")] or [
        child for child in theirs if child.unit_id == unit.id
    ]


def _changes(item: Item, target: Target, attempt: Attempt) -> Iterator[tuple[Item, bool]]:
    """What owes it from now on and did not, or the other way; below what owes it no more nothing owes it either."""
    wanted = {child.id for unit in attempt.facts["units"] for child in _of(item, unit)}
    for child in _breakdowns(item):
        owes = child.id in wanted
        for one in [child] if owes else _whole(child):
            goal = one.goals.get(target.id)
            if (goal is not None and goal.owes) != owes:
                yield one, owes


def _whole(item: Item) -> Iterator[Item]:
    yield item
    for child in _breakdowns(item):
        yield from _whole(child)


def told(item: Item, attempt: Attempt, calendar: Calendar) -> dict[str, Any]:
    """For the record: the target, and the units that owe it from now on."""
    return {"target": attempt.facts["target"], "units": [unit.name for unit in attempt.facts["units"]]}


def keep(connection: Connection, item: Item, duty: Duty | None, attempt: Attempt) -> None:
    target = _target(item, attempt)
    if target is not None:
        changes = _changes(item, target, attempt)
        write_shares(connection, attempt, [(target.id, one.id, owes) for one, owes in changes])
