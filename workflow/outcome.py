"""What a decided move comes to: the item after it, what must always follow, and the records of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.words import IN_OFFICE_HANDS, State
from workflow import deadlines, records, store
from workflow.changes import Change, change, copy, told
from workflow.effects import EFFECTS, leave_office_hands
from workflow.extensions import forget
from workflow.lifecycle import Computed, Move

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from models.words import Role
    from workflow.attempt import Attempt
    from workflow.facts import Item
    from workflow.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act did to one item, as which role; `duty` where it was about one duty."""

    change: Change
    role: Role
    on_behalf: bool = False
    duty: str | None = None


def carry_out(item: Item, attempt: Attempt, move: Move, calendar: Calendar) -> Change:
    """The item after the move, worked out on a copy; nothing is written."""
    after = copy(item)
    remembered = after.remembered
    in_hand = item.in_hand.key if item.in_hand else None
    for name in move.then:
        EFFECTS[name](after, attempt, calendar)
    after.state = _target(after, move, remembered)
    if item.in_office_hands and after.state not in (*IN_OFFICE_HANDS, State.SUSPENDED):
        leave_office_hands(after, attempt, calendar, in_hand)
    for one, old in _pairs(after, item):
        if one is after or one.state != old.state:
            settle(one, old, attempt, calendar)
    return change(item, after)


def _target(after: Item, move: Move, remembered: State | None) -> State:
    if move.target == Computed.BACK:
        return State.RECTIFYING if after.lines else State.ACTIVE
    if move.target == Computed.WHERE_IT_WAS:
        assert remembered is not None
        return remembered
    return move.target


def _pairs(after: Item, before: Item) -> Iterator[tuple[Item, Item]]:
    """The item and everything below it, after and before."""
    yield after, before
    for child, old in zip(after.children, before.children, strict=True):
        yield from _pairs(child, old)


def settle(item: Item, old: Item, attempt: Attempt, calendar: Calendar) -> None:
    """What must always follow an act: dues, the days of the state, the version."""
    were = {duty.key: duty.in_force for duty in old.duties}
    for duty in item.duties:
        if duty.settled and duty.asked_until is not None:
            forget(duty)
        if duty.in_force != were.get(duty.key):
            duty.effective_due_on = deadlines.effective(duty, item.plan, calendar)
    if item.state != old.state:
        item.state_since = attempt.today
    if item.state in IN_OFFICE_HANDS:
        item.hands_since = item.hands_since or attempt.today
    elif item.state != State.SUSPENDED:
        item.hands_since = None
    item.last_effective_on = max(attempt.today, old.last_effective_on or attempt.today)
    item.version += 1


def commit(connection: Connection, attempt: Attempt, outcomes: Sequence[Outcome], heads: records.Heads) -> None:
    """Writes the changed items, the evidence, and one record for each item that changed."""
    made = [
        (outcome, outcome.change if new is outcome.change.after else change(old, new))
        for outcome in outcomes
        for new, old in _pairs(outcome.change.after, outcome.change.before)
        if new.version != old.version
    ]
    if not made:
        return
    store.write(connection, [one for _, one in made])
    store.keep(connection, attempt.evidence, attempt.at)
    records.append(connection, [_record(attempt, outcome, one) for outcome, one in made], heads)


def _record(attempt: Attempt, outcome: Outcome, made: Change) -> records.Entry:
    above = outcome.change.after.code if made.after is not outcome.change.after else ""
    return records.Entry(
        chain=made.after.plan.code,
        at=attempt.at,
        effective_on=attempt.today,
        login=attempt.actor.login,
        role=outcome.role.value,
        unit=attempt.actor.unit_name,
        act=attempt.event.value,
        result=attempt.result.value if attempt.result else None,
        item=made.after.code,
        item_version=made.after.version,
        duty=outcome.duty,
        reason=attempt.note.strip() or None,
        changes=told(made, **_papers(attempt, outcome), with_parent=above),
    )


def _papers(attempt: Attempt, outcome: Outcome) -> dict[str, Any]:
    return {
        "evidence": [{"name": paper.name, "sha256": paper.sha256} for paper in attempt.evidence],
        "on_behalf_of": outcome.change.before.unit_name if outcome.on_behalf else "",
        "more": attempt.more,
    }
