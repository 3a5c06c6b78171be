"""Whose turn it is with an item: who acts next, on what, since when and by when. Pure functions of facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models.words import (
    FINISHED,
    IN_OFFICE_HANDS,
    OPEN,
    REVIEWS,
    SUBMITTED,
    Act,
    Checkpoint,
    Event,
    Role,
    State,
    Status,
)
from workflow.extensions import deciders
from workflow.targets import set_by, signed_on, unset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.words import Word
    from workflow.facts import Duty, Item
    from workflow.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that waits for a role: `since` when it has been in those hands, `by` when it should leave them."""

    role: Role
    act: Word
    duty: Duty | None = None
    since: date | None = None
    by: date | None = None
    not_by: str | None = None
    """The account that submitted what waits: it never decides on it itself."""

    @property
    def due(self) -> date | None:
        """The day that is printed and shown; where it is a day off, `by` is the working day that it is rolled to."""
        return self.duty.in_force if self.duty is not None and self.by is not None else self.by


def turns(item: Item, today: date) -> list[Turn]:
    """Everything that waits for somebody, the move of the item itself first."""
    return [*_state(item, today), *_reviews(item, today), *_lines(item), *_extensions(item), *_targets(item, today)]


def _state(item: Item, today: date) -> Iterator[Turn]:
    since, duty = item.state_since, item.in_hand
    if item.state == State.REGISTERED:
        yield Turn(Role.OFFICE, Event.ASSIGN, since=since)
    elif item.state == State.ASSIGNED:
        asked = signature(item)
        yield Turn(Role.OWNER, Event.SIGN, asked, since, asked.effective_due_on if asked else None)
    elif item.state in SUBMITTED:
        act = Event.ACCEPT if item.state == State.ANNUAL_SUBMITTED else Event.CONCLUDE
        submitter = duty.submitted_by if duty else None
        yield Turn(Role.OFFICE, act, duty, since, not_by=submitter)
    elif item.state == State.COMPLETION_CHECK:
        yield Turn(Role.OFFICE, Event.CONFIRM_COMPLETION, since=since, not_by=item.requested_by)
    elif item.state == State.COMPLETED:
        yield Turn(Role.LEADER, Event.CLOSE, since=since, not_by=item.requested_by)
    elif item.state == State.SUSPENDED and item.review_on is not None and item.review_on <= today and _alone(item):
        yield Turn(Role.LEADER, Event.RESUME, since=item.review_on, by=item.review_on)
    elif (asked := signature(item)) is not None:
        yield Turn(Role.OWNER, Act.SIGN_FOR, asked, item.came.get(""), asked.effective_due_on)
    if item.state.step in ("preparing", "returned"):
        yield Turn(Role.OWNER, Event.SUBMIT, duty, _had(item, since), duty.effective_due_on if duty else None)
    elif item.state == State.ACTIVE and (item.rework or all(duty.settled for duty in item.duties)):
        yield Turn(Role.OWNER, Event.REQUEST_COMPLETION, since=_had(item, since))


def _had(item: Item, *days: date | None) -> date | None:
    """Since when the unit has it that has it now: the latest of these days and of the day the item came to it."""
    return max(filter(None, (*days, item.came.get(""))), default=None)


HANDS = 3
"""Working days after which the office or a leader is late itself: they are reminded then (DOMAIN 6.3, 7)."""


def delayed(turn: Turn, today: date, calendar: Calendar) -> bool:
    """Whether it has waited for more than three working days in the hands of office or leader."""
    if turn.role not in (Role.OFFICE, Role.LEADER) or turn.since is None:
        return False
    return calendar.between(turn.since, today) > HANDS


def _alone(item: Item) -> bool:
    """Whether a suspended item comes back by itself: not with what is above it, nor below what has ended."""
    return item.suspended_with is None and item.parent_state in (None, *OPEN) and item.parent_state != State.SUSPENDED


def signature(item: Item) -> Duty | None:
    """The signature that is asked for, if one is: of what is suspended none is, until it is resumed."""
    if item.state == State.SUSPENDED:
        return None
    return next((duty for duty in item.duties if duty.kind == Checkpoint.SIGN and not duty.settled), None)


def _reviews(item: Item, today: date) -> Iterator[Turn]:
    """Reviews whose window is open and that nobody has taken in hand yet, the earliest due first."""
    if item.state.stage != "implementation":
        return
    owed = [d for d in item.duties if d.kind in REVIEWS and d.status == Status.PENDING]
    for duty in sorted(owed, key=lambda d: (d.effective_due_on, d.key)):
        if duty.opens_on is None or duty.opens_on <= today:
            since = _had(item, duty.opens_on, item.state_since)
            yield Turn(Role.OWNER, Event.OPEN_REVIEW, duty, since, duty.effective_due_on)


def _lines(item: Item) -> Iterator[Turn]:
    if item.state == State.SUSPENDED:
        return
    for line in item.lines:
        if line.status == Status.SUBMITTED:
            yield Turn(Role.OFFICE, Act.CHECK_LINE, line, line.submitted_on, not_by=line.submitted_by)
        else:
            since = _had(item, item.came.get(line.key, item.state_since))
            yield Turn(Role.OWNER, Act.REPORT_LINE, line, since, line.effective_due_on)
    if item.state == State.RECTIFYING and not item.lines:
        settled = [duty.settled_on for duty in item.duties if duty.problem is not None and duty.settled_on]
        yield Turn(Role.OFFICE, Event.VERIFY_RECTIFICATION, since=max(settled, default=item.state_since))


def _extensions(item: Item) -> Iterator[Turn]:
    for duty in (duty for duty in item.duties if duty.asked_until is not None):
        (role,) = deciders(duty)
        yield Turn(role, Act.EXTEND_GRANT, duty, duty.asked_on, not_by=duty.asked_by)


def _targets(item: Item, today: date) -> Iterator[Turn]:
    """The values of the year that the unit has to set, by the day that the office asks for (DOMAIN 6.5)."""
    resting = item.state.stage == "launch" or item.state in (*FINISHED, *IN_OFFICE_HANDS, State.SUSPENDED)
    if not resting and unset(item, today.year):
        since = _had(item, date(today.year, 1, 1), signed_on(item))
        yield Turn(Role.OWNER, Act.SET_TARGETS, None, since, set_by(item, today.year))


def coming(item: Item, today: date) -> Duty | None:
    """The next review whose window opens after `today`, where nothing waits for anybody now; none while suspended."""
    if item.state == State.SUSPENDED:
        return None
    owed = [d for d in item.duties if d.kind in REVIEWS and d.status == Status.PENDING and d.opens_on]
    later = [d for d in owed if d.opens_on is not None and d.opens_on > today]
    return min(later, key=lambda d: (d.opens_on or d.due_on, d.key), default=None)
