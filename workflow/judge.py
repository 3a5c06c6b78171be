"""What speaks against an act whatever its guards say: role and scope, the rule of two persons, its day, its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.words import Act, Checkpoint, Event, Role, State
from workflow.speech import Either, because

if TYPE_CHECKING:
    from models.words import Word
    from workflow.attempt import Attempt
    from workflow.facts import Item
    from workflow.lifecycle import Move
    from workflow.speech import Reason


def role_of(item: Item, attempt: Attempt, roles: tuple[Role, ...]) -> tuple[Role | None, bool]:
    """The role it is done as; while back-filling the office may stand in for a unit without an account."""
    role = attempt.actor.role(roles, item.plan.id, item.unit_path)
    if role is None and attempt.backdated and item.plan.backfill and Role.OWNER in roles and not item.unit_manned:
        office = attempt.actor.role((Role.OFFICE,), item.plan.id, item.unit_path)
        return office, office is not None
    return role, False


def barred(item: Item, attempt: Attempt, move: Move, role: Role | None) -> list[Reason]:
    """Role, scope and the two-person rule, for a row of the table."""
    if role is None:
        return [because("role_needed", roles=Either(move.roles), unit=item.unit_name)]
    lead = attempt.lead if "one_lead" in move.needs else None
    if lead is not None and attempt.actor.role(move.roles, item.plan.id, lead.path) is None:
        return [because("role_needed", roles=Either(move.roles), unit=lead.name)]
    if move.other and attempt.actor.login in submitters(item, move):
        return [because("own_submission", login=attempt.actor.login)]
    if move.submitter and attempt.actor.login not in submitters(item, move):
        return [because("not_own_submission", submitters=sorted(submitters(item, move)))]
    return []


def submitters(item: Item, move: Move) -> set[str]:
    """The accounts that submitted what the move decides on: they never decide on it themselves."""
    if move.source == State.COMPLETION_CHECK:
        found = {item.requested_by}
    elif move.event == Event.CLOSE:
        finals = [duty.submitted_by for duty in item.duties if duty.kind == Checkpoint.FINAL_EVALUATION]
        found = {item.requested_by or next(iter(finals), None)}
    elif move.event == Event.VERIFY_RECTIFICATION:
        found = {duty.submitted_by for duty in item.duties if duty.problem is not None}
    else:
        found = {item.in_hand.submitted_by if item.in_hand else None}
    return {login for login in found if login is not None}


def lacking(attempt: Attempt, *, reason: bool, evidence: bool) -> list[Reason]:
    """The reason or the paper that should have been given and was not."""
    missing_note = [because(_CALLED.get(attempt.event, "note_missing"))] if reason and not attempt.note.strip() else []
    return missing_note + ([because("evidence_missing")] if evidence and not attempt.evidence else [])


_CALLED: dict[Word, str] = {Act.INSTRUCT: "instruction_missing", Act.EXPLAIN: "explanation_missing"}
"""What an act asks for that is not called a reason."""


def untimely(item: Item, attempt: Attempt) -> list[Reason]:
    """An act has its day: never ahead of the real one, never before the item's last act, and back-filled if open."""
    if attempt.today > attempt.real_day:
        return [because("day_ahead", day=attempt.today, real=attempt.real_day)]
    if item.last_effective_on is not None and attempt.today < item.last_effective_on:
        return [because("day_backwards", day=attempt.today, last=item.last_effective_on)]
    if attempt.today < item.plan.first_day:
        return [because("before_plan", day=attempt.today, first=item.plan.first_day)]
    if attempt.backdated and not item.plan.backfill:
        return [because("backfill_closed", plan=item.plan.code, day=attempt.today)]
    return []
