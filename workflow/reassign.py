"""Reassignment (改派): another lead unit takes the item over as it stands, and signs for it (DOMAIN 5.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.words import Checkpoint, LimitBy, Owes, State, Status
from workflow import deadlines
from workflow.effects import answer, drop_signatures, owe_signature, signed_late
from workflow.guards import nothing_undecided
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflow.attempt import Attempt
    from workflow.facts import Duty, Item
    from workflow.speech import Reason
    from workflow.working_days import Calendar


def possible(item: Item, duty: Duty | None, attempt: Attempt) -> Reason | None:
    """Not while it is launched, where `assign` does it, nor suspended, nor while a decision of the office waits."""
    if item.state.stage == "launch":
        return because("reassign_launch")
    if item.in_office_hands:
        return because("reassign_in_hands", state=item.state)
    if item.state == State.SUSPENDED:
        return because("item_suspended", item=item.code)
    if (undecided := nothing_undecided(item, attempt)) is not None:
        return undecided
    if attempt.lead is not None and attempt.lead.id == item.lead_unit_id:
        return because("reassign_same", unit=attempt.lead.name)
    return None


def move(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    """What the old lead unit still owes goes to the new one; what is overdue gets five working days."""
    assert attempt.lead is not None
    drop_signatures(item, attempt)
    for duty in (*_overdue(item, attempt), *_lying_late(item)):
        duty.limit_on = deadlines.after_hands(attempt.today, calendar)
        duty.limit_by = LimitBy.REASSIGN
    item.lead_unit_id = attempt.lead.id
    kept = attempt.facts.get("cooperating", item.cooperating)
    item.cooperating = tuple(sorted(set(kept) - {attempt.lead.id}))
    answer(item, attempt.lead.id)
    owe_signature(item, attempt, calendar)


def left_behind(item: Item, attempt: Attempt, calendar: Calendar) -> dict[str, Any]:
    """For the record: the unit that had it, and the working days by which each duty was overdue in its hands."""
    days = {d.key: deadlines.overdue_working_days(d, attempt.today, calendar) for d in _overdue(item, attempt)}
    days |= {d.key: d.submitted_late for d in _lying_late(item)}
    return {"from_unit": item.unit_name, "overdue": days}


def _overdue(item: Item, attempt: Attempt) -> Iterator[Duty]:
    """Signatures that were not given end with the unit that they were asked of."""
    theirs = (duty for duty in item.duties if duty.owes == Owes.LEAD and duty.kind != Checkpoint.SIGN)
    return (duty for duty in theirs if deadlines.overdue(item, duty, attempt.today))


def _lying_late(item: Item) -> Iterator[Duty]:
    """Lines that were reported late and are not checked yet: sent back, they would be the new unit's days."""
    return (d for d in item.duties if d.problem is not None and d.status == Status.SUBMITTED and d.submitted_late)


def to_sign(item: Item, duty: Duty | None, attempt: Attempt) -> Reason | None:
    """A signature that a reassignment asks for; the first one is given by the event `sign`."""
    assert duty is not None
    if item.state == State.SUSPENDED:
        return because("item_suspended", item=item.code)
    if duty.kind == Checkpoint.SIGN and duty.status == Status.PENDING and item.state != State.ASSIGNED:
        return None
    return because("sign_not_asked", item=item.code)


def sign(item: Item, duty: Duty, attempt: Attempt, calendar: Calendar) -> None:
    duty.lateness = signed_late(item, duty, attempt, calendar)
    duty.status = Status.ACCEPTED
    duty.submitted_on = duty.settled_on = attempt.today
    duty.submitted_by = attempt.actor.login
