"""The lifecycle: who may take an item from which state to which, under what conditions. Data only (DOMAIN 5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from models.words import (
    IMPLEMENTATION,
    OPEN,
    REVIEWS,
    Checkpoint,
    Event,
    Result,
    Role,
    State,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


class Computed(Enum):
    """A target that depends on the item: never remembered twice, worked out when the move is made."""

    BACK = "implementation"
    """implementation.rectifying while the item has an open problem line, else implementation.active."""
    WHERE_IT_WAS = "where it was"
    """The state left when the item was suspended."""


@dataclass(frozen=True, slots=True)
class Move:
    """A row of the table: *event* (with *result*) takes an item from *source* to *target*, by *roles*, if *needs*.

    `needs` names guards, `then` names effects, both in order. `reason` is a note that must be given (⚑), `evidence`
    a document (📎), `other` another account than the one that submitted (≠), `submitter` the one that submitted.
    """

    event: Event
    source: State
    target: State | Computed
    roles: tuple[Role, ...]
    result: Word | None = None
    needs: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    reason: bool = False
    evidence: bool = False
    other: bool = False
    submitter: bool = False
    family: bool = False
    """Whether guards or effects look at the item's children."""


OWNER, OFFICE, LEADER = Role.OWNER, Role.OFFICE, Role.LEADER
BACK, WHERE_IT_WAS = Computed.BACK, Computed.WHERE_IT_WAS
SUSPENDABLE = tuple(state for state in OPEN if state not in (State.SUSPENDED, State.COMPLETED))
ENDABLE = (*IMPLEMENTATION, State.COMPLETION_CHECK)


def _launch() -> Iterator[Move]:
    needs, then = ("one_lead", "nothing_undecided"), ("hand_over", "owe_signature")
    for source in (State.REGISTERED, State.ASSIGNED):
        yield Move(Event.ASSIGN, source, State.ASSIGNED, (OFFICE,), needs=needs, then=then)
    yield Move(Event.REFUSE, State.ASSIGNED, State.REGISTERED, (OWNER,), reason=True, then=("hand_back",))
    yield Move(Event.SIGN, State.ASSIGNED, State.ACTIVE, (OWNER,), then=("settle_launch",))


def _review(kind: Checkpoint) -> Iterator[Move]:
    """The same steps for each kind of review; `accept` ends an annual one, `conclude` an evaluation."""
    preparing, submitted, returned = (State(f"{kind}.{step}") for step in ("preparing", "submitted", "returned"))
    for source in IMPLEMENTATION:
        yield Move(
            Event.OPEN_REVIEW,
            source,
            preparing,
            (OWNER, OFFICE),
            result=kind,
            needs=("review_owed", "window_open"),
            then=("take_in_hand",),
        )
    for source in (preparing, returned):
        yield Move(Event.DROP_REVIEW, source, BACK, (OWNER, OFFICE), reason=True, then=("put_down",))
        yield Move(
            Event.SUBMIT,
            source,
            submitted,
            (OWNER,),
            needs=("parts_filled", "figures_given", "children_reported"),
            then=("stop_clock",),
            family=True,
        )
    yield from _decisions(kind)
    yield Move(Event.WITHDRAW, submitted, preparing, (OWNER,), submitter=True, then=("restart_clock",))
    yield Move(
        Event.SEND_BACK,
        submitted,
        returned,
        (OFFICE,),
        reason=True,
        other=True,
        needs=("extension_decided",),
        then=("return_review",),
    )


def _decisions(kind: Checkpoint) -> Iterator[Move]:
    if kind == Checkpoint.ANNUAL_REVIEW:
        yield Move(
            Event.ACCEPT,
            State.ANNUAL_SUBMITTED,
            BACK,
            (OFFICE,),
            other=True,
            needs=("extension_decided",),
            then=("settle_review",),
        )
    elif kind == Checkpoint.MIDTERM_EVALUATION:
        yield from _midterm()
    else:
        yield from _final()


def _midterm() -> Iterator[Move]:
    source = State.MIDTERM_SUBMITTED
    yield _conclude(source, Result.ON_TRACK, BACK, then=("settle_review",))
    then = ("settle_review", "owe_lines")
    yield _conclude(source, Result.BEHIND, State.RECTIFYING, needs=("lines_given",), then=then)


def _final() -> Iterator[Move]:
    source = State.FINAL_SUBMITTED
    needs = ("others_settled", "children_finished", "lines_closed", "targets_met")
    yield _conclude(source, Result.MET, State.COMPLETED, needs=needs, then=("settle_review",))
    then = ("owe_again", "owe_lines")
    yield _conclude(source, Result.RECTIFY, State.RECTIFYING, needs=("lines_given",), then=then)
    yield _conclude(source, Result.UNMET, State.UNMET, roles=(LEADER,), then=("settle_review", "void_duties"))


def _conclude(
    source: State,
    result: Result,
    target: State | Computed,
    needs: tuple[str, ...] = (),
    then: tuple[str, ...] = (),
    roles: tuple[Role, ...] = (OFFICE, LEADER),
) -> Move:
    return Move(
        Event.CONCLUDE,
        source,
        target,
        roles,
        result=result,
        needs=("extension_decided", *needs),
        then=then,
        evidence=True,
        other=True,
        family="children_finished" in needs,
    )


def _rectification() -> Iterator[Move]:
    for source in IMPLEMENTATION:
        yield Move(
            Event.ORDER_RECTIFICATION,
            source,
            State.RECTIFYING,
            (OFFICE,),
            reason=True,
            needs=("lines_given",),
            then=("owe_lines",),
        )
    yield Move(
        Event.VERIFY_RECTIFICATION, State.RECTIFYING, State.ACTIVE, (OFFICE,), other=True, needs=("lines_closed",)
    )


def _completion() -> Iterator[Move]:
    yield Move(
        Event.REQUEST_COMPLETION,
        State.ACTIVE,
        State.COMPLETION_CHECK,
        (OWNER,),
        evidence=True,
        needs=("children_finished", "targets_met", "nothing_overdue", "lines_closed", "nothing_undecided"),
        then=("note_request",),
        family=True,
    )


def _checks() -> Iterator[Move]:
    yield Move(
        Event.RETURN_COMPLETION,
        State.COMPLETION_CHECK,
        State.ACTIVE,
        (OFFICE,),
        reason=True,
        other=True,
        then=("count_rework", "revive_duties"),
    )
    yield Move(
        Event.RETURN_COMPLETION,
        State.COMPLETED,
        State.ACTIVE,
        (LEADER,),
        reason=True,
        needs=("parent_unfinished",),
        then=("count_rework", "revive_duties"),
    )
    yield Move(
        Event.CONFIRM_COMPLETION,
        State.COMPLETION_CHECK,
        State.COMPLETED,
        (OFFICE,),
        other=True,
        needs=("children_finished",),
        then=("void_duties",),
        family=True,
    )
    yield Move(Event.CLOSE, State.COMPLETED, State.CLOSED, (LEADER,), other=True)


def _endings() -> Iterator[Move]:
    for source in ENDABLE:
        yield Move(
            Event.END_UNMET,
            source,
            State.UNMET,
            (LEADER,),
            reason=True,
            evidence=True,
            needs=("final_settled", "plan_over"),
            then=("void_duties",),
        )
    for source in (State.CLOSED, State.UNMET):
        yield Move(
            Event.REOPEN,
            source,
            State.RECTIFYING,
            (LEADER,),
            reason=True,
            needs=("parent_unfinished", "lines_given"),
            then=("revive_duties", "owe_lines"),
        )


def _suspensions() -> Iterator[Move]:
    for source in SUSPENDABLE:
        yield Move(
            Event.SUSPEND,
            source,
            State.SUSPENDED,
            (LEADER,),
            reason=True,
            needs=("children_not_ahead", "review_day"),
            then=("remember", "suspend_children"),
            family=True,
        )
    yield Move(
        Event.RESUME,
        State.SUSPENDED,
        WHERE_IT_WAS,
        (LEADER,),
        reason=True,
        needs=("parent_unfinished", "children_not_ahead"),
        then=("move_dues", "resume_children", "forget"),
        family=True,
    )


def _cancellations() -> Iterator[Move]:
    for source in OPEN:
        yield Move(
            Event.CANCEL,
            source,
            State.CANCELLED,
            (LEADER,),
            reason=True,
            evidence=True,
            needs=("children_not_ahead",),
            then=("void_duties", "cancel_children", "forget"),
            family=True,
        )


LIFECYCLE: tuple[Move, ...] = (
    *_launch(),
    *(move for kind in REVIEWS for move in _review(kind)),
    *_rectification(),
    *_completion(),
    *_checks(),
    *_endings(),
    *_suspensions(),
    *_cancellations(),
)
"""Every move there is. What is not here cannot happen."""
