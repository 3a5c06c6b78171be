"""When a duty is due, and when it is overdue: functions of facts and a day (DOMAIN 6.2, 6.3)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.words import RUNNING, Roll, State

if TYPE_CHECKING:
    from datetime import date

    from workflow.facts import Duty, Item, Plan
    from workflow.working_days import Calendar


def effective(duty: Duty, plan: Plan, calendar: Calendar) -> date:
    """The day after which the duty is overdue (DOMAIN 6.2, 6.3).

    That is the first working day on or after the due in force; the due in force itself where the plan does not roll.
    """
    return duty.in_force if plan.roll == Roll.NONE else calendar.next_working(duty.in_force)


def act_by(duty: Duty, calendar: Calendar) -> date:
    """The last working day on or before the due in force; reminders count back from it (DOMAIN 6.2)."""
    return calendar.last_working(duty.in_force)


def remaining(duty: Duty, today: date, calendar: Calendar) -> int:
    """R of DOMAIN 6.3: working days after `today`, up to and including the due in force; 0 on the day and later."""
    # The same as up to act_by: no working day lies between act_by and the due in force.
    return calendar.between(today, duty.in_force)


def return_limit(today: date, duty: Duty, calendar: Calendar) -> date:
    """The 5th working day after a return `today`; the due in force where that is rolled to a later day (DOMAIN 5.2)."""
    fifth = calendar.add(today, 5)
    return fifth if fifth >= duty.effective_due_on else duty.in_force


def sign_by(assigned_on: date, calendar: Calendar) -> date:
    """The due day of the signature: the 3rd working day after the assignment (DOMAIN 4)."""
    return calendar.add(assigned_on, 3)


def after_hands(today: date, calendar: Calendar) -> date:
    """The limit of what fell due while the item was in the office's hands: the 5th working day after (DOMAIN 6.3)."""
    return calendar.add(today, 5)


def line_limit(today: date) -> date:
    """The limit of a problem line ordered `today` without one: 30 calendar days, `today` not counted (DOMAIN 5.2)."""
    return today + timedelta(days=30)


# Overdue and late


def overdue(item: Item, duty: Duty, today: date) -> bool:
    """Whether the duty is overdue on `today` (DOMAIN 6.3). The day itself is not overdue."""
    if duty.status not in RUNNING or duty.asked_until is not None or today <= duty.effective_due_on:
        return False
    return item.state != State.SUSPENDED and not item.in_office_hands


def overdue_days(duty: Duty, today: date) -> int:
    """Calendar days from `due_on` to `today`, 0 up to the effective due (DOMAIN 6.3); a count, held against nobody."""
    return (today - duty.due_on).days if today > duty.effective_due_on else 0


def overdue_working_days(duty: Duty, today: date, calendar: Calendar) -> int:
    """Working days after the effective due, up to and including `today` (DOMAIN 6.3); lists rank by it."""
    return calendar.between(duty.effective_due_on, today)


def late(duty: Duty, day: date, calendar: Calendar) -> int:
    """Working days past the due in force of a submission on `day`, `day` included; 0 when on time (DOMAIN 6.3)."""
    return calendar.between(duty.effective_due_on, day)
