"""Named effects of the lifecycle: what a move does to the item's duties and to its children, on a working copy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.words import Checkpoint, Event, LimitBy, Owes, State, Status
from workflow import deadlines
from workflow.facts import Duty
from workflow.guards import along, named_review

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from workflow.attempt import Attempt
    from workflow.facts import Item
    from workflow.working_days import Calendar

    Effect = Callable[[Item, Attempt, Calendar], None]


def hand_over(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    assert attempt.lead is not None
    drop_signatures(item, attempt)
    item.lead_unit_id = attempt.lead.id
    item.cooperating = tuple(sorted({unit.id for unit in attempt.cooperating}))
    answer(item, attempt.lead.id)


def hand_back(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    drop_signatures(item, attempt)
    item.lead_unit_id = None
    item.cooperating = ()
    if item.plan.lead_unit_id is not None:
        answer(item, item.plan.lead_unit_id)


def answer(item: Item, unit_id: int) -> None:
    """The unit that answers for the item, and for each unsettled duty that the lead unit owes."""
    item.unit_id = unit_id
    for duty in item.duties:
        if duty.owes == Owes.LEAD and not duty.settled:
            duty.unit_id = unit_id


def owe_signature(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    _owe(item, Checkpoint.SIGN, deadlines.sign_by(attempt.today, calendar))


def drop_signatures(item: Item, attempt: Attempt) -> None:
    """A signature that is no longer asked for stays with the unit that it was asked of."""
    for duty in item.duties:
        if duty.kind == Checkpoint.SIGN and not duty.settled:
            void(duty, attempt)


def _owe(item: Item, kind: Checkpoint, due_on: date, problem: str | None = None) -> None:
    number = 1 + sum(duty.kind == kind for duty in item.duties)
    item.duties.append(
        Duty(
            key=f"{kind}-{number}",
            kind=kind,
            due_on=due_on,
            original_due_on=due_on,
            effective_due_on=due_on,
            item_id=item.id,
            unit_id=item.unit_id,
            problem=problem,
        )
    )


def settle_launch(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    for duty in item.duties:
        if duty.kind in (Checkpoint.LAUNCH, Checkpoint.SIGN) and not duty.settled:
            _submit(duty, attempt, signed_late(item, duty, attempt, calendar))
            _accept(duty, attempt)


def _submit(duty: Duty, attempt: Attempt, late: int) -> None:
    duty.status = Status.SUBMITTED
    duty.submitted_on = attempt.today
    duty.submitted_by = attempt.actor.login
    duty.submitted_late = late


def signed_late(item: Item, duty: Duty, attempt: Attempt, calendar: Calendar) -> int:
    """Lateness of a signature: one that comes while its extension is undecided is judged by the day asked for."""
    if duty.asked_until is not None:
        duty = replace(duty, due_on=max(duty.due_on, duty.asked_until))
        duty.effective_due_on = deadlines.effective(duty, item.plan, calendar)
    return deadlines.late(duty, attempt.today, calendar)


def _accept(duty: Duty, attempt: Attempt) -> None:
    _keep_lateness(duty)
    duty.status = Status.ACCEPTED
    duty.settled_on = attempt.today


def _keep_lateness(duty: Duty) -> None:
    """The lateness of the standing submission joins that of the earlier ones for ever (DOMAIN 6.3)."""
    duty.lateness += duty.submitted_late
    duty.submitted_late = 0


def take_in_hand(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    duty = named_review(item, attempt)
    assert duty is not None
    duty.status = Status.OPEN


def put_down(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    _in_hand(item).status = Status.PENDING


def stop_clock(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    duty = _in_hand(item)
    _submit(duty, attempt, deadlines.late(duty, attempt.today, calendar))


def restart_clock(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    duty = _in_hand(item)
    duty.status = Status.OPEN
    duty.submitted_on = None
    duty.submitted_by = None
    duty.submitted_late = 0


def return_review(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    duty = _in_hand(item)
    _keep_lateness(duty)
    duty.status = Status.RETURNED
    duty.limit_on = deadlines.return_limit(attempt.today, duty, calendar)
    duty.limit_by = LimitBy.RETURN


def settle_review(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    _accept(_in_hand(item), attempt)


def owe_again(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    """限期整改: the final duty is pending again, with the last limit of the lines as its due in force."""
    duty = _in_hand(item)
    _keep_lateness(duty)
    duty.status = Status.PENDING
    limits = [line.limit or deadlines.line_limit(attempt.today) for line in attempt.lines]
    duty.limit_on = max(*limits, duty.limit_on or limits[0])
    duty.limit_by = LimitBy.RECTIFY


def _in_hand(item: Item) -> Duty:
    duty = item.in_hand
    assert duty is not None, f"{item.code} is in {item.state} without a review in hand"
    return duty


def owe_lines(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    for line in attempt.lines:
        limit = line.limit or deadlines.line_limit(attempt.today)
        _owe(item, Checkpoint.RECTIFICATION, limit, line.problem)


def void_duties(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    for duty in item.duties:
        if not duty.settled:
            void(duty, attempt)


def void(duty: Duty, attempt: Attempt) -> None:
    duty.status = Status.VOID
    duty.void_by = attempt.event
    duty.settled_on = attempt.today


ENDINGS = (Event.CONFIRM_COMPLETION, Event.CONCLUDE, Event.END_UNMET)
"""The moves that make what is still owed void, so that a reopening may bring it back."""


def revive_duties(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    """What the completion made void and is not past comes back; after closing, what has not closed yet."""
    for duty in item.duties:
        last = duty.original_due_on if attempt.event == Event.REOPEN else duty.effective_due_on
        if duty.void_by in ENDINGS and last >= attempt.today:
            duty.status = Status.PENDING
            duty.void_by = None
            duty.settled_on = None
            # The calendar may have changed while nobody followed it for this duty.
            duty.effective_due_on = deadlines.effective(duty, item.plan, calendar)
    item.requested_by = None


def note_request(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    item.requested_by = attempt.actor.login


def count_rework(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    item.rework += 1


def remember(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    item.remembered = item.state
    item.suspended_on = attempt.today
    item.review_on = attempt.until


def suspend_children(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    for child in along(item, Event.SUSPEND):
        remember(child, attempt, calendar)
        child.suspended_with = item.id
        child.state = State.SUSPENDED
        suspend_children(child, attempt, calendar)


def move_dues(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    """Each unsettled duty moves by the working days suspended since its window opened; what is printed stays."""
    assert item.suspended_on is not None
    for duty in item.duties:
        start = max(item.suspended_on, duty.opens_on or item.suspended_on)
        days = calendar.between(start, attempt.today)
        if days and not duty.settled:
            duty.limit_on = calendar.add(duty.effective_due_on, days)
            duty.limit_by = LimitBy.RESUME


def resume_children(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    for child in along(item, Event.RESUME):
        assert child.remembered is not None
        child.state = child.remembered
        move_dues(child, attempt, calendar)
        resume_children(child, attempt, calendar)
        forget(child, attempt, calendar)


def forget(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    item.remembered = None
    item.suspended_on = None
    item.suspended_with = None
    item.review_on = None


def cancel_children(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    for child in along(item, Event.CANCEL):
        void_duties(child, attempt, calendar)
        child.state = State.CANCELLED
        cancel_children(child, attempt, calendar)
        forget(child, attempt, calendar)


def leave_office_hands(item: Item, attempt: Attempt, calendar: Calendar, decided: str | None) -> None:
    """Every other unsettled duty that fell due while the office had the item gets 5 working days (DOMAIN 6.3)."""
    since = item.hands_since
    for duty in item.duties:
        waited = since is not None and since <= duty.effective_due_on < attempt.today
        if waited and not duty.settled and duty.key != decided:
            duty.limit_on = deadlines.after_hands(attempt.today, calendar)
            duty.limit_by = LimitBy.HANDS


EFFECTS: dict[str, Effect] = {
    effect.__name__: effect
    for effect in (
        hand_over,
        hand_back,
        owe_signature,
        settle_launch,
        take_in_hand,
        put_down,
        stop_clock,
        restart_clock,
        return_review,
        settle_review,
        owe_again,
        owe_lines,
        void_duties,
        revive_duties,
        note_request,
        count_rework,
        remember,
        suspend_children,
        move_dues,
        resume_children,
        forget,
        cancel_children,
    )
}
