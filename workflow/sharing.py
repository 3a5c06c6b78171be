"""Which breakdowns owe a target: as an item is broken down, and as the office names them (DOMAIN 5.5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from models.target import ShareRow
from models.words import Kind, State
from workflow.speech import because
from workflow.targets import leaves

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
        owing = leaves(item, target.id)
        about = names.get(target.scope or "", ())
        if not owing or any(leaf.kind != Kind.BREAKDOWN and leaf is not item for leaf in owing):
            continue
        if before and not any(leaves(child, target.id) for child in before):
            continue
        if not about or any(ref.path.startswith(unit.path) for ref in about):
            yield target


def _breakdowns(item: Item) -> list[Item]:
    return [child for child in item.children if child.kind == Kind.BREAKDOWN and child.state != State.CANCELLED]


def write_shares(connection: Connection, attempt: Attempt, shares: Iterable[tuple[int, int, bool]]) -> None:
    """Stores (target, item, whether it owes it) from the attempt's day on."""
    rows = [{"target_id": t, "item_id": i, "owes": owes, "since": attempt.today} for t, i, owes in shares]
    if rows:
        connection.execute(insert(SHARE), rows)


# The act: the office names who owes a target


def possible(item: Item, duty: Duty | None, attempt: Attempt) -> Reason | None:
    """The item has the target and breakdowns, and every unit named has one of them."""
    goal = _goal(item, attempt)
    if goal is None:
        return because("target_not_here", target=attempt.facts["target"], item=item.code)
    theirs = {child.unit_id for child in _breakdowns(item)}
    strange = [unit.name for unit in attempt.facts["units"] if unit.id not in theirs]
    if strange:
        return because("unit_not_broken_down", units=strange, item=item.code)
    return because("owe_same") if not _changes(item, attempt) else None


def _goal(item: Item, attempt: Attempt) -> Target | None:
    code = attempt.facts["target"]
    return next((goal.target for goal in item.goals.values() if goal.target.code == code), None)


def _changes(item: Item, attempt: Attempt) -> list[tuple[int, int, bool]]:
    """The shares that become others than they are; what is below a unit that owes no more owes no more either."""
    target = _goal(item, attempt)
    wanted = {unit.id for unit in attempt.facts["units"]}
    found = []
    for child in _breakdowns(item) if target is not None else ():
        owes = child.unit_id in wanted
        below = [child, *_breakdowns(child)] if not owes else [child]
        for one in below:
            goal = one.goals.get(target.id) if target is not None else None
            if target is not None and (goal is not None and goal.owes) != owes:
                found.append((target.id, one.id, owes))
    return found


def told(item: Item, attempt: Attempt, calendar: Calendar) -> dict[str, Any]:
    """For the record: the target, and the units that owe it from now on."""
    return {"target": attempt.facts["target"], "units": [unit.name for unit in attempt.facts["units"]]}


def keep(connection: Connection, item: Item, duty: Duty | None, attempt: Attempt) -> None:
    write_shares(connection, attempt, _changes(item, attempt))
