"""Breakdown (分解): an item's share for each county or institution becomes an item of its own (DOMAIN 5.2, 5.5)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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
    from collections.abc import Iterator, Mapping, Sequence
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


@dataclass(slots=True)
class _Work:
    """One breaking down: what it goes by, what was read once for each plan, what is done and what is refused."""

    connection: Connection
    attempt: Attempt
    heads: records.Heads
    names: Mapping[str, Sequence[UnitRef]]
    shared: dict[int, _Plan] = field(default_factory=dict)
    made: list[Broken] = field(default_factory=list)
    against: list[DubanError] = field(default_factory=list)
    idle: list[DubanError] = field(default_factory=list)
    """Refusals of items that had it all already; they are told where nothing was made at all."""

    def common(self, item: Item) -> _Plan:
        """What is read once for all items of a plan."""
        if item.plan.id not in self.shared:
            read = points.read(store.rows(self.connection), item.plan, self.names)
            self.shared[item.plan.id] = _Plan(read, store.calendar(self.connection, item.plan.calendar), self.names)
        return self.shared[item.plan.id]


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

    With `institutions` more below each of them, those that were there too, for the institutions registered under the
    unit; with `again` what is there is passed over.
    """
    if not wanted:
        raise Usage("break_down_nobody")
    heads = records.lock(connection, {store.chain_of(code) for code in codes}, attempt.at)
    work = _Work(connection, attempt, heads, units.register(connection))
    items = store.load(connection, codes, _LOOK)
    work.against += [missing("item", code) for code in codes if code not in items]
    for item in items.values():
        _one(work, item, wanted, again=again)
    if institutions and not work.against:
        _below(work, [child_code(item, unit) for item in items.values() for unit in wanted])
    if work.idle and not (institutions and work.made):
        work.against += work.idle
    if work.against:
        raise gathered(work.against)
    return work.made


_LOOK = store.Look(family=True, targets=True)


def _one(work: _Work, item: Item, wanted: Sequence[UnitRef], *, again: bool) -> None:
    """Breaks one item down to those of the units that have none of it yet; with `again` the others are passed over."""
    taken = _taken(work.connection, item, wanted)
    fresh = [unit for unit in wanted if child_code(item, unit) not in taken]
    if again and not fresh:
        return
    if refused := _refused(item, work, fresh, [] if again else list(taken.values())):
        work.against.append(refused)
    elif fresh:
        work.made.append(_break(work, item, fresh))
    else:
        already = because("break_down_already", units=[unit.name for unit in wanted])
        work.idle.append(refusal(Refused, item, work.attempt, [already], act=True))


def _taken(connection: Connection, item: Item, wanted: Sequence[UnitRef]) -> dict[str, Item]:
    """The items that have the codes of the breakdowns wanted, wherever they hang: a code is given once for ever."""
    own = {child.code: child for child in (item, *item.children)}
    codes = [child_code(item, unit) for unit in wanted]
    found = store.load(connection, [code for code in codes if code not in own], store.Look())
    return {code: known for code in codes if (known := own.get(code) or found.get(code)) is not None}


def child_code(item: Item, unit: UnitRef) -> str:
    """The code of an item's breakdown: that of the task or project with the unit's behind it: ZW-07/640521."""
    return f"{item.code.partition('/')[0]}/{unit.code}"


def _refused(item: Item, work: _Work, fresh: Sequence[UnitRef], taken: Sequence[Item]) -> DubanError | None:
    attempt = work.attempt
    for path, name in ((item.unit_path, item.unit_name), *((unit.path, unit.name) for unit in fresh)):
        if attempt.actor.role((Role.OFFICE,), item.plan.id, path) is None:
            reason = because("role_needed", roles=Either((Role.OFFICE,)), unit=name)
            return refusal(NotPermitted, item, attempt, [reason], act=True)
    against = [
        *untimely(item, attempt),
        *_against(item),
        *_elsewhere(item, taken),
        *_outside(item, fresh, _area(item, work.names)),
    ]
    if against:
        return refusal(Refused, item, attempt, against, act=True)
    long = [code for unit in fresh if len(code := child_code(item, unit)) > LONGEST]
    return Usage("break_down_long", code=long[0], most=LONGEST) if long else None


def _against(item: Item) -> Iterator[Reason]:
    """Not while it rests or a decision waits: what is decided on then would be another thing."""
    if item.state not in OPEN:
        yield because("item_ended", state=item.state)
    elif item.state == State.SUSPENDED:
        yield because("item_suspended", item=item.code)
    elif item.state in IN_OFFICE_HANDS:
        yield because("break_down_in_hands", state=item.state)


def _elsewhere(item: Item, taken: Sequence[Item]) -> Iterator[Reason]:
    """What has the code of a breakdown wanted and is not one of the item's that still stands."""
    for one in taken:
        if one is item:
            yield because("break_down_own")
        elif one.state == State.CANCELLED:
            yield because("break_down_cancelled", taken=one.code)
        elif one.parent_id != item.id:
            yield because("break_down_elsewhere", taken=one.code, above=one.parent_code)


def _outside(item: Item, fresh: Sequence[UnitRef], area: UnitRef) -> Iterator[Reason]:
    """What a breakdown is broken down to lies in its area; a task or a project may go to any unit."""
    if item.kind == Kind.BREAKDOWN:
        strange = [unit.name for unit in fresh if not unit.path.startswith(area.path)]
        if strange:
            yield because("break_down_outside", units=strange, area=area.name)


def _area(item: Item, names: Mapping[str, Sequence[UnitRef]]) -> UnitRef:
    """The unit whose area a breakdown is about: its code names it and stays when another unit answers for it."""
    code = item.code.rpartition("/")[2]
    found = [ref for ref in names.get(code, ()) if ref.code == code]
    return found[0] if found else UnitRef(item.unit_id, code, item.unit_name, item.unit_path)


def _break(work: _Work, item: Item, fresh: Sequence[UnitRef]) -> Broken:
    connection, attempt, common = work.connection, work.attempt, work.common(item)
    after = copy(item)
    _void_later(after, attempt, common)
    settle(after, item, attempt, common.calendar)
    outcome = Outcome(change(item, after), Role.OFFICE)
    told = {"units": [unit.name for unit in fresh]}
    commit(connection, replace(attempt, more={**attempt.more, **told}), [outcome], work.heads)
    children = _children(connection, attempt, item, fresh, common)
    connection.execute(insert(store.DUTY), [duty_row(duty) for child in children for duty in child.duties])
    entries = [entry(attempt, item.plan, Act.BREAK_DOWN, _told(child), child.code) for child in children]
    records.append(connection, entries, work.heads)
    owing = [(child, spread(item, unit, common.names)) for child, unit in zip(children, fresh, strict=True)]
    write_shares(connection, attempt, [(target.id, child.id, True) for child, targets in owing for target in targets])
    for child in children:
        # All of it is stored; of tens of thousands only the signature is told of.
        del child.duties[1:]
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
        shown = {name: row[name] for name in ("code", "kind", *_BEGUN)}
        child = Item(id=key, plan=item.plan, parent_id=item.id, parent_code=item.code, unit_name=unit.name, **shown)
        owe_signature(child, attempt, common.calendar)
        for duty in child.duties:
            duty.effective_due_on = deadlines.effective(duty, item.plan, common.calendar)
        child.duties += points.owed(key, Kind.BREAKDOWN, unit.id, facing, item.plan, common.calendar)
        made.append(child)
    return made


def _faces(point: Point, today: date) -> bool:
    return point.kind != Checkpoint.LAUNCH and point.closes_on is not None and point.closes_on >= today


_BEGUN = ("title", "commitment", "state", "unit_id", "lead_unit_id", "state_since", "last_effective_on")


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
    row = {name: getattr(child, name) for name in (*_BEGUN, "rework", "version")}
    return canonical({**started(row, child.duties), "more": {"of": child.parent_code}})


def _below(work: _Work, codes: Sequence[str]) -> None:
    """The same again for each of these breakdowns that is not ended and does not rest, to the institutions there."""
    table = store.UNIT
    query = table.select().where(table.c.level == Level.INSTITUTION).order_by(table.c.code)
    known = [UnitRef(row.id, row.code, row.name, row.path) for row in work.connection.execute(query)]
    children = store.load(work.connection, codes, _LOOK)
    for child in (children[code] for code in codes if code in children):
        area = _area(child, work.names)
        under = [unit for unit in known if unit.path.startswith(area.path) and unit.id != area.id]
        if child.state in OPEN and child.state != State.SUSPENDED:
            _one(work, child, under, again=True)
