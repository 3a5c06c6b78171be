"""A plan file becomes rows: plan, checkpoints, units, items and their duties, in the caller's transaction."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, text

from models.plan import CheckpointRow, PlanRow, SectionRow
from models.record import ChainRow
from models.words import Act, Role, State
from workflow import points, records, store, targeting, units
from workflow.changes import canonical, started
from workflow.errors import Refused, Usage, missing
from workflow.facts import DUTY_FIELDS, Duty, Plan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from models.planfile import Entry, PlanFile, Window
    from workflow.actor import UnitRef
    from workflow.attempt import Attempt
    from workflow.points import Point
    from workflow.working_days import Calendar

CHECKPOINT = CheckpointRow.__table__  # type: ignore[attr-defined]
CHAIN = ChainRow.__table__  # type: ignore[attr-defined]
SECTION = SectionRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Adopted:
    """What the adoption made."""

    plan: Plan
    checkpoints: int
    items: int
    duties: int
    new_units: int
    backfill: bool


def adopt(connection: Connection, attempt: Attempt, planfile: PlanFile, source: str) -> Adopted:
    """Adopts a plan file that has no problems; `source` is its text, kept as it is.

    Refused where the code is taken. A plan with a window past on the real day is opened for back-filling, and since
    nothing before the adoption is ever sent, it owes no reminders.
    """
    code = planfile.plan.code
    heads = _chain(connection, attempt, code)
    calendar = _calendar(connection, planfile.settings.calendar)
    known, made = units.take_in(connection, planfile.units)
    lead = _lead(planfile, known)
    plan = _plan(connection, attempt, planfile, source, lead)
    dated = _checkpoints(connection, planfile, plan, known, lead)
    items = _items(connection, planfile, plan, lead)
    owed = [
        (code, duty)
        for code, item in items.items()
        for duty in points.owed(item["id"], item["kind"], lead.id, dated, plan, calendar)
    ]
    connection.execute(insert(store.DUTY), [duty_row(duty) for _, duty in owed]) if owed else None
    targeting.take_in(connection, planfile, plan, {code: item["id"] for code, item in items.items()})
    _record(connection, attempt, plan, items, owed, heads)
    return Adopted(plan, len(dated), len(items), len(owed), made, plan.backfill)


def _chain(connection: Connection, attempt: Attempt, code: str) -> records.Heads:
    """The chain of a plan that is not there yet, locked. Refused where it is, or where the day lies ahead.

    Of two adoptions at once the second waits here, and then finds the plan.
    """
    if attempt.today > attempt.real_day:
        raise Refused("day_ahead", day=attempt.today, real=attempt.real_day)
    known = connection.execute(select(CHAIN.c.chain).where(CHAIN.c.chain == code)).first()
    if known is None:
        made = text("INSERT INTO chain (chain, seq, hash) VALUES (:code, 0, '') ON CONFLICT (chain) DO NOTHING")
        connection.execute(made, {"code": code})
    # The chain outside the plans too: another plan that is adopted meanwhile may bring the same new units.
    heads = records.lock(connection, [code, records.NO_PLAN], attempt.at)
    if connection.execute(select(store.PLAN.c.id).where(store.PLAN.c.code == code)).first():
        raise Refused("plan_taken", code=code)
    return heads


def _calendar(connection: Connection, name: str) -> Calendar:
    try:
        return store.calendar(connection, name)
    except LookupError as error:
        raise missing("calendar", name, ["national", "ningxia"]) from error


def _lead(planfile: PlanFile, known: Mapping[str, UnitRef]) -> UnitRef:
    first = planfile.plan.issuers[0]
    if first not in known:
        raise Usage("plan_no_lead", issuer=first)
    return known[first]


def _plan(connection: Connection, attempt: Attempt, planfile: PlanFile, source: str, lead: UnitRef) -> Plan:
    facts, settings = planfile.plan, planfile.settings
    ends = [closes for window in planfile.checkpoints for _, _, closes in window.dated() if closes]
    row: dict[str, Any] = {
        "code": facts.code,
        "title": facts.full_title or facts.title,
        "document_number": facts.document_number,
        "issued_on": facts.issued_on,
        "first_day": facts.period.first,
        "last_day": facts.period.last,
        "region": facts.region.name,
        "lead_unit_id": lead.id,
        "calendar": settings.calendar,
        "roll": settings.roll,
        "yellow_review": settings.lights.review,
        "yellow_short": settings.lights.short,
        "parent_red": settings.lights.parent_red,
        "schedule_yellow": settings.lights.schedule_yellow,
        "schedule_red": settings.lights.schedule_red,
        "targets_by": settings.targets_by,
        "backfill": any(closes < attempt.real_day for closes in ends),
        "adopted_on": attempt.today,
        "adopted_at": attempt.at,
        "source": source,
        "source_hash": sha256(source.encode()).hexdigest(),
    }
    key = connection.execute(insert(PlanRow.__table__).returning(store.PLAN.c.id), [row]).scalar_one()  # type: ignore[attr-defined]
    return Plan(id=key, **{name: row[name] for name in Plan.__slots__ if name != "id"})


def _checkpoints(
    connection: Connection, planfile: PlanFile, plan: Plan, known: Mapping[str, UnitRef], lead: UnitRef
) -> list[Point]:
    rows: list[tuple[Window, dict[str, Any]]] = []
    for window in planfile.checkpoints:
        for year, opens_on, closes_on in window.dated():
            rows.append((window, _checkpoint(plan, window, year, opens_on, closes_on)))
    _apart([row for _, row in rows])
    if not rows:
        return []
    query = insert(CHECKPOINT).returning(CHECKPOINT.c.id, sort_by_parameter_order=True)
    keys = connection.execute(query, [row for _, row in rows]).scalars().all()
    return [
        points.Point(
            key,
            row["key"],
            window.kind,
            row["opens_on"],
            row["closes_on"],
            points.owing([(owed.kind, owed.unit) for owed in window.owed_by]),
            next((known[name] for name in window.organisers if name in known), lead).id,
        )
        for key, (window, row) in zip(keys, rows, strict=True)
    ]


def _apart(rows: Sequence[dict[str, Any]]) -> None:
    """Numbers the windows that share a key from the second on: a plan may be carried out in several stages."""
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row["key"]] += 1
        if seen[row["key"]] > 1:
            row["key"] = f"{row['key']}-{seen[row['key']]}"


def _checkpoint(plan: Plan, window: Window, year: int | None, opens_on: Any, closes_on: Any) -> dict[str, Any]:
    first, last = window.lines or (None, None)
    return {
        "plan_id": plan.id,
        "key": f"{window.kind}-{year}" if year else str(window.kind),
        "kind": window.kind,
        "title": window.title,
        "year": year,
        "opens_on": opens_on,
        "closes_on": closes_on,
        "organisers": "\n".join(window.organisers),
        "reports_to": window.reports_to,
        "owed_by": json.dumps([owed.model_dump(mode="json") for owed in window.owed_by]),
        "first_line": first,
        "last_line": last,
    }


def _items(connection: Connection, planfile: PlanFile, plan: Plan, lead: UnitRef) -> dict[str, dict[str, Any]]:
    """The items by code, parents inserted before their parts."""
    sections = _sections(connection, planfile, plan)
    entries = list(planfile.all_items())
    rows = {e.code: _item(n, e, planfile, plan, sections, lead) for n, e in enumerate(entries)}
    for parents in (True, False):
        batch = [e for e in entries if (e.parent_code is None) == parents]
        for entry in batch:
            rows[entry.code]["parent_id"] = rows[entry.parent_code]["id"] if entry.parent_code else None
        if batch:
            query = insert(store.ITEM).returning(store.ITEM.c.id, sort_by_parameter_order=True)
            keys = connection.execute(query, [rows[entry.code] for entry in batch]).scalars().all()
            for entry, key in zip(batch, keys, strict=True):
                rows[entry.code]["id"] = key
    return {row["code"]: row for row in rows.values()}


def _sections(connection: Connection, planfile: PlanFile, plan: Plan) -> dict[str, int]:
    rows: list[dict[str, Any]] = [
        {"plan_id": plan.id, "code": s.code, "number": str(s.number), "title": s.title, "position": n}
        for n, s in enumerate(planfile.sections)
    ]
    if not rows:
        return {}
    query = insert(SECTION).returning(SECTION.c.id, sort_by_parameter_order=True)
    keys = connection.execute(query, rows).scalars().all()
    return {row["code"]: key for row, key in zip(rows, keys, strict=True)}


def _item(
    position: int, entry: Entry, planfile: PlanFile, plan: Plan, sections: Mapping[str, int], lead: UnitRef
) -> dict[str, Any]:
    node = entry.node
    first, last = node.lines or (None, None)
    return {
        "plan_id": plan.id,
        "section_id": sections[entry.section.code] if entry.section else None,
        "unit_id": lead.id,
        "code": planfile.full_code(entry.code),
        "kind": entry.kind,
        "number": str(node.number) if node.number is not None else None,
        "title": node.title,
        "position": position,
        "commitment": node.commitment,
        "first_line": first,
        "last_line": last,
        "state": State.REGISTERED,
        "rework": 0,
        "version": 1,
    }


def duty_row(duty: Duty) -> dict[str, Any]:
    return {"item_id": duty.item_id, "key": duty.key, **{name: getattr(duty, name) for name in DUTY_FIELDS}}


def _record(
    connection: Connection,
    attempt: Attempt,
    plan: Plan,
    items: Mapping[str, Mapping[str, Any]],
    owed: list[tuple[str, Duty]],
    heads: records.Heads,
) -> None:
    """One record for the plan, and one for each item that is registered with all that it owes."""
    duties: dict[str, list[Duty]] = {code: [] for code in items}
    for code, duty in owed:
        duties[code].append(duty)
    about = {"code": plan.code, "title": plan.title, "items": len(items), "backfill": plan.backfill}
    entries = [entry(attempt, plan, Act.ADOPT, canonical({"more": {**about, **attempt.more}}))]
    for code, item in items.items():
        changes = canonical(started({name: item[name] for name in _STARTED}, duties[code]))
        entries.append(entry(attempt, plan, Act.REGISTER, changes, code))
    records.append(connection, entries, heads)


_STARTED = ("title", "number", "commitment", "state", "unit_id", "rework", "version")


def entry(attempt: Attempt, plan: Plan, act: Act, changes: str, item: str | None = None) -> records.Entry:
    """The record of an act of the office on a plan as a whole, or on an item as the plan is taken in."""
    return records.Entry(
        chain=plan.code,
        at=attempt.at,
        effective_on=attempt.today,
        login=attempt.actor.login,
        role=Role.OFFICE.value,
        unit=attempt.actor.unit_name,
        act=act.value,
        changes=changes,
        item=item,
        item_version=1 if item else None,
        reason=attempt.note.strip() or None,
    )
