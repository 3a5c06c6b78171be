"""Amendments (修订): new facts in the place of printed ones, the old kept in the records (DOMAIN 5.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from models.plan import CheckpointRow
from models.record import RecordRow
from models.words import Act, Checkpoint
from workflow import records
from workflow.backfill import plan_of
from workflow.changes import canonical, plain
from workflow.errors import Refused, Usage, missing
from workflow.intake import entry
from workflow.speech import because

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from workflow.attempt import Attempt
    from workflow.facts import Duty, Item, Plan
    from workflow.speech import Reason
    from workflow.working_days import Calendar

POINT = CheckpointRow.__table__  # type: ignore[attr-defined]
RECORD = RecordRow.__table__  # type: ignore[attr-defined]


def possible(item: Item, duty: Duty | None, attempt: Attempt) -> Reason | None:
    """Something has to become another than it is, and the lead unit does not cooperate with itself."""
    wanted = attempt.facts
    if item.lead_unit_id is not None and item.lead_unit_id in wanted.get("cooperating", ()):
        return because("lead_cooperates", unit=item.unit_name)
    same = bool(wanted) and all(getattr(item, name) == value for name, value in wanted.items())
    return because("amend_same") if same else None


def unsaid(item: Item, attempt: Attempt) -> Reason | None:
    return None if attempt.facts else because("amend_nothing")


def move(item: Item, attempt: Attempt, calendar: Calendar) -> None:
    for name, value in attempt.facts.items():
        setattr(item, name, value)


def _in_order(connection: Connection, attempt: Attempt, plan: Plan, closes_on: date) -> None:
    """Refused on a day before the plan or before the last amendment of it; Usage for an evaluation before the plan."""
    if attempt.today < plan.first_day:
        raise Refused("before_plan", day=attempt.today, first=plan.first_day)
    query = select(func.max(RECORD.c.effective_on)).where(
        RECORD.c.chain == plan.code, RECORD.c.act == Act.AMEND, RECORD.c.item.is_(None)
    )
    last = connection.execute(query).scalar()
    if last is not None and attempt.today < last:
        raise Refused("amended_later", day=attempt.today, plan=plan.code, last=last)
    if closes_on < plan.first_day:
        raise Usage("amend_before", closes=closes_on, first=plan.first_day)


def date_evaluation(
    connection: Connection, attempt: Attempt, code: str, opens_on: date | None, closes_on: date
) -> dict[str, Any]:
    """Dates the region's own evaluation of a plan, which owes no duty; answers the checkpoint, recorded.

    NotFound where the plan has no such checkpoint, Usage where it would end before it begins, Refused where it is
    so dated already.
    """
    if opens_on is not None and opens_on > closes_on:
        raise Usage("planfile_window_backwards", opens=opens_on, closes=closes_on)
    heads = records.lock(connection, [code], attempt.at)
    plan = plan_of(connection, attempt, code, "amend")
    if attempt.backdated and not plan.backfill:
        raise Refused("backfill_closed", plan=code, day=attempt.today)
    _in_order(connection, attempt, plan, closes_on)
    query = select(POINT).where(POINT.c.plan_id == plan.id, POINT.c.kind == Checkpoint.EXTERNAL)
    point = connection.execute(query).mappings().first()
    if point is None:
        raise missing("checkpoint", Checkpoint.EXTERNAL.value)
    new = {"opens_on": opens_on, "closes_on": closes_on}
    if all(point[name] == value for name, value in new.items()):
        raise Refused("amend_so", plan=code)
    connection.execute(update(POINT).where(POINT.c.id == point["id"]).values(new))
    changed = {name: [plain(point[name]), plain(value)] for name, value in new.items()}
    changes = canonical({"more": {"checkpoint": point["key"], **changed}})
    records.append(connection, [entry(attempt, plan, Act.AMEND, changes)], heads)
    return {"checkpoint": point["key"], "title": point["title"], **new}
