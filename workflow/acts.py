"""The acts that change facts but no state: report, waive, merge, rectification lines. Recorded like every move."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from models.words import OPEN, REVIEWS, RUNNING, Act, Checkpoint, LimitBy, Result, Role, State, Status, Word
from workflow import amend, deadlines, extensions, keeping, reassign, records, sharing, store
from workflow.changes import change, copy
from workflow.engine import refusal
from workflow.errors import NotPermitted, Refused, Usage, missing, nearest
from workflow.guards import PARTS, one_lead, undecided
from workflow.judge import lacking, role_of, untimely
from workflow.outcome import Outcome, commit, settle
from workflow.speech import DutyCode, Either, because

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from workflow.attempt import Attempt
    from workflow.facts import Duty, Item
    from workflow.speech import Reason
    from workflow.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do an act, what it asks for, when it is refused, what it does to the duty.

    `own` names the field of the duty that says whose work is decided on: that account never decides. `until` says
    that a day has to be given; `item` that the act is about an item and needs no duty.
    """

    roles: tuple[Role, ...]
    guard: Callable[[Item, Duty | None, Attempt], Reason | None]
    effect: Callable[[Item, Duty, Attempt, Calendar], None] | None = None
    reason: bool = False
    evidence: bool = False
    own: str = ""
    until: bool = False
    item: bool = False
    move: Callable[[Item, Attempt, Calendar], None] | None = None
    """What it does to the item itself."""
    asks: Callable[[Item, Attempt], Reason | None] | None = None
    """What the words of the command should have said."""
    about: Callable[[Item, Attempt, Calendar], dict[str, Any]] | None = None
    """Further facts for the record, of the item as it was."""
    keep: Callable[[Connection, Item, Duty | None, Attempt], None] | None = None
    """What it stores beside the item and its duties."""
    targets: bool = False
    """Whether it looks at the targets of the item and of what is below it."""


def _pending(item: Item, duty: Duty | None, attempt: Attempt) -> Reason | None:
    if duty is not None and duty.kind == Checkpoint.RECTIFICATION:
        return because("problem_waived")
    if duty is not None and duty.status != Status.PENDING:
        return because("duty_not_pending", duty=DutyCode(duty.key), status=duty.status)
    return None


def _mergeable(item: Item, duty: Duty | None, attempt: Attempt) -> Reason | None:
    code, _, key = (attempt.checkpoint or "").rpartition("@")
    into = item.duty(key)
    if code not in ("", item.code):
        return because("merge_elsewhere", item=item.code, into=DutyCode(attempt.checkpoint or ""))
    if into is None or into.settled or into.kind not in REVIEWS or (duty is not None and into.key == duty.key):
        return because("merge_settled", item=item.code, into=DutyCode(key) if key else because("none"))
    return _pending(item, duty, attempt)


def _reportable(item: Item, duty: Duty | None, attempt: Attempt) -> Reason | None:
    if duty is not None and (duty.settled or duty.status == Status.SUBMITTED):
        return because("report_settled", duty=DutyCode(duty.key), status=duty.status)
    return None


def _line(item: Item, duty: Duty | None, attempt: Attempt, status: Status) -> Reason | None:
    if duty is None or duty.kind != Checkpoint.RECTIFICATION:
        return because("not_a_line", duty=DutyCode(duty.key) if duty else because("none"))
    if item.state == State.SUSPENDED:
        return because("item_suspended", item=item.code)
    return None if duty.status == status else because("line_status", duty=DutyCode(duty.key), status=duty.status)


def _to_report(item: Item, duty: Duty | None, attempt: Attempt) -> Reason | None:
    return _line(item, duty, attempt, Status.PENDING)


def _to_check(item: Item, duty: Duty | None, attempt: Attempt) -> Reason | None:
    """Whether it was late depends on its extension, so that is decided first."""
    reason = _line(item, duty, attempt, Status.SUBMITTED)
    return reason or (undecided(item, [duty]) if duty is not None and duty.asked_until is not None else None)


def _unsettled(item: Item, duty: Duty | None, attempt: Attempt) -> Reason | None:
    assert duty is not None
    return because("duty_settled", duty=DutyCode(duty.key), status=duty.status) if duty.settled else None


def _running(item: Item, duty: Duty | None, attempt: Attempt) -> Reason | None:
    """What lies with the office, or rests, is not urged."""
    assert duty is not None
    if item.state == State.SUSPENDED:
        return because("item_suspended", item=item.code)
    return None if duty.status in RUNNING else because("urge_resting", duty=DutyCode(duty.key), status=duty.status)


def _nothing(item: Item, duty: Duty | None, attempt: Attempt) -> Reason | None:
    return None


def _waive(item: Item, duty: Duty, attempt: Attempt, calendar: Calendar) -> None:
    duty.status = Status.WAIVED
    duty.settled_on = attempt.today


def _merge(item: Item, duty: Duty, attempt: Attempt, calendar: Calendar) -> None:
    duty.status = Status.MERGED
    duty.settled_on = attempt.today
    duty.merged_into = (attempt.checkpoint or "").rpartition("@")[2]


def _report_line(item: Item, duty: Duty, attempt: Attempt, calendar: Calendar) -> None:
    duty.status = Status.SUBMITTED
    duty.submitted_on = attempt.today
    duty.submitted_by = attempt.actor.login
    duty.submitted_late = deadlines.late(duty, attempt.today, calendar)


def _check_line(item: Item, duty: Duty, attempt: Attempt, calendar: Calendar) -> None:
    passed = attempt.result != Result.RECTIFY
    if not passed and not duty.submitted_late and attempt.today > duty.effective_due_on:
        # Reported in time, it lay with the office past its limit: the unit gets what it gets after the office's hands.
        duty.limit_on = deadlines.after_hands(attempt.today, calendar)
        duty.limit_by = LimitBy.HANDS
    duty.lateness += duty.submitted_late
    duty.submitted_late = 0
    duty.status = Status.ACCEPTED if passed else Status.PENDING
    duty.settled_on = attempt.today if passed else None


def _declare(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    item.risk = attempt.more.get("risk") or item.risk


def _save(connection: Connection, item: Item, duty: Duty | None, attempt: Attempt) -> None:
    """A new report; the parts left out are taken from the one that stood before for the same duty."""
    key = duty.key if duty else None
    table = store.REPORT
    query = select(table).where(table.c.item_id == item.id, table.c.duty == key).order_by(table.c.id.desc())
    before = connection.execute(query.limit(1)).mappings().first() if key else None
    parts = {name: attempt.more.get(name) or (before[name] if before else "") for name in (*PARTS, "needs")}
    facts = {"item_id": item.id, "duty": key, "reported_on": attempt.today, "login": attempt.actor.login}
    connection.execute(insert(table), {**facts, **parts})


DECIDERS = (Role.OFFICE, Role.LEADER)

RULES: dict[Word, Rule] = {
    Act.REPORT: Rule((Role.OWNER,), _reportable, item=True, move=_declare, keep=_save),
    Act.WAIVE: Rule((Role.OFFICE,), _pending, _waive, reason=True),
    Act.MERGE: Rule((Role.OFFICE,), _mergeable, _merge, reason=True),
    Act.REPORT_LINE: Rule((Role.OWNER,), _to_report, _report_line, evidence=True),
    Act.CHECK_LINE: Rule((Role.OFFICE,), _to_check, _check_line, own="submitted_by"),
    Act.EXTEND_ASK: Rule((Role.OWNER,), extensions.askable, extensions.ask, reason=True, until=True),
    Act.EXTEND_GRANT: Rule(DECIDERS, extensions.grantable, extensions.grant, own="asked_by"),
    Act.EXTEND_REFUSE: Rule(DECIDERS, extensions.asked, extensions.refuse, reason=True, own="asked_by"),
    Act.REASSIGN: Rule(
        (Role.OFFICE,),
        reassign.possible,
        reason=True,
        item=True,
        move=reassign.move,
        asks=one_lead,
        about=reassign.left_behind,
    ),
    Act.AMEND: Rule((Role.OFFICE,), amend.possible, item=True, move=amend.move, asks=amend.unsaid),
    Act.SIGN_FOR: Rule((Role.OWNER,), reassign.to_sign, reassign.sign),
    Act.EXPLAIN: Rule((Role.OWNER,), _unsettled, reason=True),
    Act.INSTRUCT: Rule((Role.LEADER,), _nothing, reason=True, item=True),
    Act.URGE: Rule((Role.OFFICE,), _running, reason=True),
    Act.PHONED: Rule((Role.OFFICE,), _unsettled, reason=True),
    Act.OWE_TARGET: Rule(
        (Role.OFFICE,),
        sharing.possible,
        item=True,
        targets=True,
        asks=sharing.unsaid,
        about=sharing.told,
        keep=sharing.keep,
    ),
    Act.SET_TARGETS: Rule(
        (Role.OWNER, Role.OFFICE),
        keeping.years_wanted,
        item=True,
        targets=True,
        about=keeping.years_told,
        keep=keeping.keep_years,
    ),
    Act.MEASURE: Rule(
        (Role.OWNER,),
        keeping.figures_wanted,
        item=True,
        targets=True,
        about=keeping.figures_told,
        keep=keeping.keep_figures,
    ),
}


def perform(connection: Connection, attempt: Attempt, code: str) -> Outcome:
    """Does an act to a duty (`ZW-07@annual_review-2023`), or to an item where the act needs no duty.

    The attempt's `checkpoint` is the duty merged into; its `result` says whether a checked line passed
    (`rectify`: it goes back, with a reason).
    """
    rule = RULES[attempt.event]
    code, _, key = code.partition("@")
    heads = records.lock(connection, [store.chain_of(code)], attempt.at)
    item = _item(connection, code, key, rule)
    after = copy(item)
    duty = _duty(after, key)
    role, on_behalf = _check(item, duty, attempt, rule)
    calendar = store.calendar(connection, item.plan.calendar)
    if duty is not None and rule.effect is not None:
        rule.effect(after, duty, attempt, calendar)
    if rule.about is not None:
        attempt = replace(attempt, more={**attempt.more, **rule.about(item, attempt, calendar)})
    if rule.move is not None:
        rule.move(after, attempt, calendar)
    if rule.keep is not None:
        rule.keep(connection, item, duty, attempt)
    settle(after, item, attempt, calendar)
    outcome = Outcome(change(item, after), role, on_behalf, duty.key if duty else None)
    commit(connection, replace(attempt, more={k: v for k, v in attempt.more.items() if v}), [outcome], heads)
    return outcome


def _item(connection: Connection, code: str, key: str, rule: Rule) -> Item:
    """The item with what the act looks at; NotFound where there is none, Usage where the act needs a duty too."""
    look = store.Look(family=rule.targets, helping=rule.move is not None, targets=rule.targets)
    item = store.load(connection, [code], look).get(code)
    if item is None:
        raise missing("item", code)
    if not rule.item and not key:
        raise Usage("duty_code", duty=code)
    if rule.effect in (extensions.ask, extensions.grant):
        item.parent_dues = store.dues(connection, item.parent_id)
    return item


def _duty(item: Item, key: str) -> Duty | None:
    duty = item.duty(key) if key else None
    if key and duty is None:
        known = [DutyCode(f"{item.code}@{d.key}") for d in item.duties]
        raise missing("duty", f"{item.code}@{key}", nearest(f"{item.code}@{key}", known))
    return duty


def _check(item: Item, duty: Duty | None, attempt: Attempt, rule: Rule) -> tuple[Role, bool]:
    """The role it is done as, and whether on behalf of the unit; raises what speaks against it."""
    roles, leader = rule.roles, None
    if rule.roles == DECIDERS and duty is not None:
        until = attempt.until if attempt.event == Act.EXTEND_GRANT else None
        roles, leader = extensions.deciders(duty, until), extensions.why_leader(duty, until)
    role, on_behalf = role_of(item, attempt, roles)
    if role is not None and attempt.event == Act.REASSIGN and attempt.lead is not None:
        role = attempt.actor.role(roles, item.plan.id, attempt.lead.path)
    if role is None:
        barred = [because("role_needed", roles=Either(roles), unit=item.unit_name), *([leader] if leader else [])]
        raise refusal(NotPermitted, item, attempt, barred, act=True)
    if rule.own and getattr(duty, rule.own, None) == attempt.actor.login:
        raise refusal(NotPermitted, item, attempt, [because("own_submission", login=attempt.actor.login)], act=True)
    guarded = rule.guard(item, duty, attempt) if item.state in OPEN else because("item_ended", state=item.state)
    against = [*untimely(item, attempt), *([guarded] if guarded else [])]
    if against:
        raise refusal(Refused, item, attempt, against, act=True)
    asked = rule.reason or (attempt.event == Act.CHECK_LINE and attempt.result == Result.RECTIFY)
    unsaid = lacking(attempt, reason=asked, evidence=rule.evidence)
    if attempt.event == Act.REPORT and not any(attempt.more.get(name) for name in (*PARTS, "risk", "needs")):
        unsaid = [because("report_empty")]
    if rule.until and attempt.until is None:
        unsaid.append(because("extension_until_missing"))
    if rule.asks is not None and (reason := rule.asks(item, attempt)):
        unsaid.append(reason)
    if unsaid:
        raise refusal(Usage, item, attempt, unsaid)
    return role, on_behalf
