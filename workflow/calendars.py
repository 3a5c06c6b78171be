"""Days that the office enters from a notice: they win over the bundled table, and every running due follows them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select, update

from models.people import DayRow
from models.record import ChainRow
from models.words import Act, Role
from workflow import deadlines, records, store
from workflow.errors import NotFound, Usage, plain_text
from workflow.facts import Duty, Plan

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

    from workflow.actor import Actor

CHAIN = ChainRow.__table__  # type: ignore[attr-defined]
DAY = DayRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Notice:
    """Days that a notice gives for a calendar; `whole_year` says that it gives every day of their years.

    Only then does the warning end that days of these years are missing (DOMAIN 6.1).
    """

    calendar: str
    days: tuple[tuple[date, bool, str], ...]
    whole_year: bool = False


def enter(connection: Connection, actor: Actor, at: datetime, notice: Notice, *, new: bool = False) -> int:
    """Enters the days of a notice and answers how many dues moved; the same day again is replaced.

    Only `effective_due_on` moves, which follows from the calendar; what is printed stays. NotFound for a calendar that
    is neither bundled nor entered before, unless it is to be a new one. Usage for a notice without days, or with one
    twice, and for a name that is none.
    """
    plain_text("calendar", notice.calendar, 32)
    if not notice.days:
        raise Usage("notice_empty")
    twice = [day for day, count in Counter(day for day, _, _ in notice.days).items() if count > 1]
    if twice:
        raise Usage("notice_twice", days=twice)
    chains = connection.execute(select(CHAIN.c.chain)).scalars().all()
    # Every plan's chain: an act that is going on would put its own effective day in place of the new one.
    heads = records.lock(connection, chains, at)
    _know(connection, notice.calendar, new=new)
    rows = [
        {"calendar": notice.calendar, "day": day, "working": working, "label": label, "whole_year": notice.whole_year}
        for day, working, label in notice.days
    ]
    for row in rows:
        connection.execute(DAY.delete().where(DAY.c.calendar == row["calendar"], DAY.c.day == row["day"]))
    if rows:
        connection.execute(insert(DAY), rows)
    moved = _follow(connection)
    days = {day.isoformat(): working for day, working, _ in notice.days}
    about = {"calendar": notice.calendar, "days": days, "moved": moved}
    records.append(connection, [records.outside(actor, Role.OFFICE, at, Act.CALENDAR, about)], heads)
    return moved


def _know(connection: Connection, name: str, *, new: bool) -> None:
    if new:
        return
    try:
        store.calendar(connection, name)
    except LookupError as error:
        raise NotFound("calendar_new", name=name) from error


def _follow(connection: Connection) -> int:
    """Works out the effective due of every unsettled duty again; a void one is seen to when it comes back."""
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
