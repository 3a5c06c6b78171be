"""Breakdown (分解): an item's share for each county or institution becomes an item of its own (DOMAIN 5.2, 5.5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from models.words import IN_OFFICE_HANDS, OPEN, Act, Checkpoint, Kind, Level, Role, State, Status
from workflow import deadlines, points, records, store, units
from workflow.actor import UnitRef
from workflow.changes import canonical, change, copy, started
from workflow.effects import owe_signature, void
from workflow.engine import refusal
from workflow.errors import NotPermitted, Refused, Usage, gathered, missing
from workflow.facts import Item
from workflow.intake import duty_row, entry
from workflow.judge import untimely
from workflow.outcome import Outcome, commit, settle
from workflow.sharing import spread, write_shares
from workflow.speech import Either, because

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from models.errors import DubanError
    from workflow.attempt import Attempt
    from workflow.points import Point
    from workflow.speech import Reason
    from workflow.working_days import Calendar

LONGEST = 48
"""Characters of an item's code."""


@dataclass(frozen=True, slots=True)
class Broken:
    """An item that was broken down: what it is now, and the breakdowns made of it."""

    outcome: Outcome
    children: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What all items of a plan share while they are broken down."""

    points: Sequence[Point]
    calendar: Calendar
    names: Mapping[str, Sequence[UnitRef]]


def break_down(
    connection: Connection,
    attempt: Attempt,
    codes: Sequence[str],
    wanted: Sequence[UnitRef],
    *,
    institutions: bool = False,
    again: bool = False,
) -> list[Broken]:
    """Makes a breakdown of each item for each unit that has none of it yet, or raises every refusal.

    With `institutions` more below each for those registered under the unit; with `again` what is there is passed over.
    """
    heads = records.lock(connection, {store.chain_of(code) for code in codes}, attempt.at)
    items = store.load(connection, codes, store.Look(family=True, targets=True))
    against: list[DubanError] = [missing("item", code) for code in codes if code not in items]
    names = units.register(connection)
    shared: dict[int, _Plan] = {}
    made: list[Broken] = []
    for item, fresh in _with_fresh(items.values(), wanted):
        if again and not fresh:
            continue
        if refused := _refused(item, attempt, fresh, wanted):
            against.append(refused)
            continue
        common = shared.setdefault(item.plan.id, shared.get(item.plan.id) or _common(connection, item, names))
        made.append(_break(connection, attempt, item, fresh, common, heads))
    if against:
        raise gathered(against)
    return [*made, *_below(connection, attempt, made)] if institutions else made


def _with_fresh(items: Iterable[Item], wanted: Sequence[UnitRef]) -> Iterator[tuple[Item, list[UnitRef]]]:
    """Each item with those of the units that have none of it yet."""
    for item in items:
        known = {child.code for child in item.children}
        yield item, [unit for unit in wanted if child_code(item, unit) not in known]


def child_code(item: Item, unit: UnitRef) -> str:
    """The code of an item's breakdown: that of the task or project with the unit's behind it: ZW-07/640521."""
    return f"{item.code.partition('/')[0]}/{unit.code}"


def _common(connection: Connection, item: Item, names: Mapping[str, Sequence[UnitRef]]) -> _Plan:
    rows = store.rows(connection)
    return _Plan(points.read(rows, item.plan, names), store.calendar(connection, item.plan.calendar), names)


def _refused(item: Item, attempt: Attempt, fresh: Sequence[UnitRef], wanted: Sequence[UnitRef]) -> DubanError | None:
    for path, name in ((item.unit_path, item.unit_name), *((unit.path, unit.name) for unit in fresh)):
        if attempt.actor.role((Role.OFFICE,), item.plan.id, path) is None:
            reason = because("role_needed", roles=Either((Role.OFFICE,)), unit=name)
            return refusal(NotPermitted, item, attempt, [reason], act=True)
    against = [*untimely(item, attempt), *_against(item, fresh, wanted)]
    if against:
        return refusal(Refused, item, attempt, against, act=True)
    long = [code for unit in fresh if len(code := child_code(item, unit)) > LONGEST]
    return Usage("break_down_long", code=long[0], most=LONGEST) if long else None


def _against(item: Item, fresh: Sequence[UnitRef], wanted: Sequence[UnitRef]) -> Iterator[Reason]:
    """Not while it rests or a decision waits: what is decided on then would be another thing."""
    if item.state not in OPEN:
        yield because("item_ended", state=item.state)
    elif item.state == State.SUSPENDED:
        yield because("item_suspended", item=item.code)
    elif item.state in IN_OFFICE_HANDS:
        yield because("break_down_in_hands", state=item.state)
    if not fresh:
        yield because("break_down_already", item=item.code, units=[unit.name for unit in wanted])
    for unit in fresh:
        if unit.id == item.unit_id and item.kind == Kind.BREAKDOWN:
            yield because("break_down_own", unit=unit.name)


def _break(
    connection: Connection, attempt: Attempt, item: Item, fresh: Sequence[UnitRef], common: _Plan, heads: records.Heads
) -> Broken:
    after = copy(item)
    _void_later(after, attempt, common)
    settle(after, item, attempt, common.calendar)
    outcome = Outcome(change(item, after), Role.OFFICE)
    told = {"units": [unit.name for unit in fresh]}
    commit(connection, replace(attempt, more={**attempt.more, **told}), [outcome], heads)
    children = _children(connection, attempt, item, fresh, common)
    connection.execute(insert(store.DUTY), [duty_row(duty) for child in children for duty in child.duties])
    entries = [entry(attempt, item.plan, Act.BREAK_DOWN, _told(child), child.code) for child in children]
    records.append(connection, entries, heads)
    owing = [(child, spread(item, unit, common.names)) for child, unit in zip(children, fresh, strict=True)]
    write_shares(connection, attempt, [(target.id, child.id, True) for child, targets in owing for target in targets])
    return Broken(outcome, tuple(children))


def _void_later(item: Item, attempt: Attempt, common: _Plan) -> None:
    """What only an item without breakdowns owes, and is not past, is the breakdowns' to do from now on."""
    theirs = {point.key for point in common.points if item.kind in point.unless_broken_down}
    for duty in item.duties:
        if duty.key in theirs and duty.status == Status.PENDING and duty.original_due_on >= attempt.today:
            void(duty, attempt)


def _children(
    connection: Connection, attempt: Attempt, item: Item, fresh: Sequence[UnitRef], common: _Plan
) -> list[Item]:
    """The breakdowns, stored, each with what it owes: its signature, and no checkpoint that was over before it was."""
    table = store.ITEM
    parent = dict(connection.execute(table.select().where(table.c.id == item.id)).mappings().one())
    rows = [_row(parent, item, unit, attempt) for unit in fresh]
    query = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    keys = connection.execute(query, rows).scalars().all()
    facing = [point for point in common.points if _faces(point, attempt.today)]
    made = []
    for key, row, unit in zip(keys, rows, fresh, strict=True):
        shown = {name: row[name] for name in _SHOWN}
        child = Item(id=key, plan=item.plan, parent_id=item.id, parent_code=item.code, unit_name=unit.name, **shown)
        owe_signature(child, attempt, common.calendar)
        for duty in child.duties:
            duty.effective_due_on = deadlines.effective(duty, item.plan, common.calendar)
        child.duties += points.owed(key, Kind.BREAKDOWN, unit.id, facing, item.plan, common.calendar)
        made.append(child)
    return made


def _faces(point: Point, today: date) -> bool:
    return point.kind != Checkpoint.LAUNCH and point.closes_on is not None and point.closes_on >= today


_SHOWN = ("code", "kind", "title", "commitment", "state", "unit_id", "lead_unit_id", "state_since", "last_effective_on")


def _row(parent: Mapping[str, Any], item: Item, unit: UnitRef, attempt: Attempt) -> dict[str, Any]:
    kept = {name: parent[name] for name in ("plan_id", "section_id", "position", "first_line", "last_line")}
    return {
        **kept,
        "parent_id": item.id,
        "unit_id": unit.id,
        "lead_unit_id": unit.id,
        "code": child_code(item, unit),
        "kind": Kind.BREAKDOWN,
        "title": item.title,
        "commitment": item.commitment,
        "state": State.ASSIGNED,
        "state_since": attempt.today,
        "last_effective_on": attempt.today,
        "begun_on": attempt.today,
        "rework": 0,
        "version": 1,
    }


def _told(child: Item) -> str:
    fields = ("title", "commitment", "state", "unit_id", "lead_unit_id", "state_since", "last_effective_on")
    row = {name: getattr(child, name) for name in (*fields, "rework", "version")}
    return canonical({**started(row, child.duties), "more": {"of": child.parent_code}})


def _below(connection: Connection, attempt: Attempt, made: Sequence[Broken]) -> list[Broken]:
    """The same again for each breakdown, to the institutions registered under its unit."""
    table = store.UNIT
    query = table.select().where(table.c.level == Level.INSTITUTION).order_by(table.c.code)
    known = [UnitRef(row.id, row.code, row.name, row.path) for row in connection.execute(query)]
    paths = {row.id: row.path for row in connection.execute(table.select())}
    found: list[Broken] = []
    for child in (child for one in made for child in one.children):
        under = [unit for unit in known if unit.path.startswith(paths[child.unit_id]) and unit.id != child.unit_id]
        if under:
            found += break_down(connection, attempt, [child.code], under)
    return found
