"""Extensions (延期): asked for in time or not at all, decided by office or leader, both days kept (DOMAIN 5.2)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.words import RUNNING, Role, State, Status
from workflow import deadlines
from workflow.speech import DutyCode, because

if TYPE_CHECKING:
    from datetime import date

    from workflow.attempt import Attempt
    from workflow.facts import Duty, Item
    from workflow.speech import Reason
    from workflow.working_days import Calendar

FIRST = timedelta(days=30)
"""So far past the original due the office may go, and only once; further and again is for a leader. Calendar days."""


def askable(item: Item, duty: Duty | None, attempt: Attempt) -> Reason | None:
    """While the clock is the unit's, and on the last day of the due in force at the latest."""
    assert duty is not None
    if duty.status not in RUNNING:
        return because("extension_not_running", duty=DutyCode(duty.key), status=duty.status)
    if item.state == State.SUSPENDED:
        return because("item_suspended", item=item.code)
    if item.in_office_hands:
        return because("extension_in_hands", item=item.code)
    if duty.asked_until is not None:
        return because("extension_asked", duty=DutyCode(duty.key), until=duty.asked_until)
    if attempt.today > duty.effective_due_on:
        return because("extension_late", duty=DutyCode(duty.key), due=duty.effective_due_on)
    return _too_far(item, duty, attempt.until, duty.in_force)


def asked(item: Item, duty: Duty | None, attempt: Attempt) -> Reason | None:
    assert duty is not None
    return because("extension_none", duty=DutyCode(duty.key)) if duty.asked_until is None else None


def grantable(item: Item, duty: Duty | None, attempt: Attempt) -> Reason | None:
    """Something was asked, and what is granted lies within the due of the item above."""
    assert duty is not None
    day = _granted(duty, attempt)
    # What was asked for in time may be granted as asked, even where a limit has moved the due further since.
    floor = duty.due_on if day == duty.asked_until else duty.in_force
    return asked(item, duty, attempt) or _too_far(item, duty, day, floor)


def _too_far(item: Item, duty: Duty, until: date | None, floor: date) -> Reason | None:
    if until is None:
        return None
    if until <= floor:
        return because("extension_shorter", until=until, due=floor)
    # Lines and signatures are numbered for each item: those of the item above are others.
    above = (item.parent_dues or {}).get(duty.key) if duty.checkpoint_id is not None else None
    if above is not None and until > above:
        return because("extension_past_parent", until=until, parent=item.parent_code, due=above)
    return None


def _granted(duty: Duty, attempt: Attempt) -> date | None:
    return attempt.until or duty.asked_until


def deciders(duty: Duty, until: date | None = None) -> tuple[Role, ...]:
    """Who decides: the office on a first one of at most 30 days past the original due, else a leader."""
    return (Role.LEADER,) if why_leader(duty, until) else (Role.OFFICE,)


def why_leader(duty: Duty, until: date | None = None) -> Reason | None:
    """Why the office may not decide on it, where a leader has to."""
    day = until or duty.asked_until or duty.original_due_on
    if duty.revision:
        return because("extension_again")
    if day > duty.original_due_on + FIRST:
        return because("extension_far", until=day, due=duty.original_due_on, days=FIRST.days)
    return None


def ask(item: Item, duty: Duty, attempt: Attempt, calendar: Calendar) -> None:
    duty.asked_until = attempt.until
    duty.asked_on = attempt.today
    duty.asked_by = attempt.actor.login


def grant(item: Item, duty: Duty, attempt: Attempt, calendar: Calendar) -> None:
    """The due moves; what was submitted meanwhile is late or not by the new one."""
    granted = _granted(duty, attempt)
    assert granted is not None
    duty.due_on = granted
    duty.revision += 1
    duty.effective_due_on = deadlines.effective(duty, item.plan, calendar)
    if duty.status == Status.SUBMITTED and duty.submitted_on is not None:
        duty.submitted_late = deadlines.late(duty, duty.submitted_on, calendar)
    forget(duty)


def refuse(item: Item, duty: Duty, attempt: Attempt, calendar: Calendar) -> None:
    """The old due counts, from the day it stood on."""
    forget(duty)


def forget(duty: Duty) -> None:
    """Nothing is asked for any more."""
    duty.asked_until = None
    duty.asked_on = None
    duty.asked_by = None
