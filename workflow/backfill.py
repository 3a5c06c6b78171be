"""Back-filling (历史补录): whether acts of a plan may be entered with the day on which they were done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from models.words import Act, Role
from workflow import records, store
from workflow.actor import Grant
from workflow.changes import canonical
from workflow.errors import NotPermitted, Refused, missing
from workflow.facts import Plan
from workflow.intake import entry
from workflow.speech import because

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workflow.attempt import Attempt


def set_open(connection: Connection, attempt: Attempt, code: str, *, opened: bool) -> None:
    """Opens or closes back-filling (历史补录) for a plan, recorded. Refused where it is so, or of a day ahead."""
    heads = records.lock(connection, [code], attempt.at)
    plan = plan_of(connection, attempt, code, "plan backfill")
    if plan.backfill == opened:
        raise Refused("backfill_so", plan=code, what=because("backfill_open" if opened else "backfill_shut"))
    connection.execute(update(store.PLAN).where(store.PLAN.c.id == plan.id).values(backfill=opened))
    changes = canonical({"more": {"backfill": [plan.backfill, opened]}})
    records.append(connection, [entry(attempt, plan, Act.BACKFILL, changes)], heads)


def plan_of(connection: Connection, attempt: Attempt, code: str, command: str) -> Plan:
    """The plan of that code for an act of its office on the plan as a whole.

    Refused for a day ahead, NotPermitted where the account is not the office of the whole plan.
    """
    if attempt.today > attempt.real_day:
        raise Refused("day_ahead", day=attempt.today, real=attempt.real_day)
    row = connection.execute(select(store.PLAN).where(store.PLAN.c.code == code)).first()
    if row is None:
        raise missing("plan", code)
    plan = Plan(**{name: row._mapping[name] for name in Plan.__slots__})
    if Grant(Role.OFFICE) not in attempt.actor.grants and Grant(Role.OFFICE, plan.id) not in attempt.actor.grants:
        raise NotPermitted("command_denied", command=command, roles=[Role.OFFICE], login=attempt.actor.login)
    return plan
