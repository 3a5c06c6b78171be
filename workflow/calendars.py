"""Days that the office enters from a notice: they win over the bundled table, and every running due follows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select, update

from models.people import DayRow
from models.words import Act, Role
from workflow import deadlines, records, store
from workflow.changes import canonical
from workflow.facts import Duty, Plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from workflow.actor import Actor

DAY = DayRow.__table__  # type: ignore[attr-defined]


def enter(
    connection: Connection,
    actor: Actor,
    today: date,
    at: datetime,
    name: str,
    days: Sequence[tuple[date, bool, str]],
) -> int:
    """Enters days (date, working, label) of a calendar and answers how many dues moved; the same day again is replaced.

    Only `effective_due_on` moves, which follows from the calendar; what is printed stays.
    """
    heads = records.lock(connection, [records.NO_PLAN], at)
    for day, working, label in days:
        connection.execute(DAY.delete().where(DAY.c.calendar == name, DAY.c.day == day))
        connection.execute(insert(DAY), {"calendar": name, "day": day, "working": working, "label": label})
    moved = _follow(connection)
    about = {"calendar": name, "days": {day.isoformat(): working for day, working, _ in days}, "moved": moved}
    entry = records.Entry(
        chain=records.NO_PLAN,
        at=at,
        effective_on=today,
        login=actor.login,
        role=Role.OFFICE.value,
        unit=actor.unit_name,
        act=Act.CALENDAR.value,
        result=None,
        item=None,
        item_version=None,
        duty=None,
        reason=None,
        changes=canonical({"more": about}),
    )
    records.append(connection, [entry], heads)
    return moved


def _follow(connection: Connection) -> int:
    """Works out the effective due of every unsettled duty again."""
    moved = []
    for row in connection.execute(select(*(store.PLAN.c[name] for name in Plan.__slots__))).all():
        plan = Plan(**row._mapping)
        calendar = store.calendar(connection, plan.calendar)
        query = store.ALL_DUTIES.join(store.ITEM, store.ITEM.c.id == store.DUTY.c.item_id)
        for found in connection.execute(query.where(store.ITEM.c.plan_id == plan.id)).all():
            duty = Duty(*found)
            effective = deadlines.effective(duty, plan, calendar)
            if effective != duty.effective_due_on and not duty.settled:
                moved.append({"_id": duty.id, "_day": effective})
    if moved:
        change = update(store.DUTY).where(store.DUTY.c.id == bindparam("_id"))
        connection.execute(change.values(effective_due_on=bindparam("_day")), moved)
    return len(moved)
