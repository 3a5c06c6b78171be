"""Loading items as facts, and writing back what an act changed: a handful of statements, however many items."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Date, bindparam, exists, insert, select, text, update

from models.item import DutyRow, EvidenceRow, ItemRow, ItemUnitRow, ReportRow
from models.people import AccountRow, DayRow, RoleRow, UnitRow
from models.plan import PlanRow
from models.reader import parts
from models.words import Role
from workflow import goals, working_days
from workflow.errors import ChangedMeanwhile
from workflow.facts import DUTY_FIELDS, ITEM_FIELDS, Duty, Item, Plan
from workflow.guards import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Table

    from workflow.attempt import Evidence
    from workflow.changes import Change, Fields
    from workflow.working_days import Calendar

ITEM: Table = ItemRow.__table__  # type: ignore[attr-defined]
DUTY: Table = DutyRow.__table__  # type: ignore[attr-defined]
PLAN: Table = PlanRow.__table__  # type: ignore[attr-defined]
UNIT: Table = UnitRow.__table__  # type: ignore[attr-defined]
HELPING: Table = ItemUnitRow.__table__  # type: ignore[attr-defined]
ABOVE = ITEM.alias("above")
REPORT: Table = ReportRow.__table__  # type: ignore[attr-defined]
EVIDENCE: Table = EvidenceRow.__table__  # type: ignore[attr-defined]

_COPIED = tuple(name for name in ITEM_FIELDS if name != "cooperating")
_PLAN_FIELDS = tuple(Plan.__slots__)


class Look(NamedTuple):
    """What an act looks at beyond the item and its duties; what it does not look at is not read."""

    family: bool = False
    helping: bool = False
    reports: bool = False
    targets: bool = False


def load(connection: Connection, codes: Sequence[str], look: Look) -> dict[str, Item]:
    """The items of these codes with their duties and whatever else is looked at; `family` is all that hangs below."""
    plans: dict[int, Plan] = {}
    found = [row for some in parts(codes) for row in connection.execute(_ITEMS, {"codes": some}).all()]
    items = {item.code: item for item in (_item(row, plans) for row in found)}
    _fill(connection, list(items.values()), look)
    if look.family:
        _descend(connection, list(items.values()), plans, look)
    if look.targets:
        goals.put(rows(connection), goals.whole(items.values()), date.max)
    return items


def rows(connection: Connection) -> Callable[..., Sequence[Any]]:
    """Runs queries written for the reader: the days that they are given as the driver compares them."""
    days = Date()

    def run(sql: str, **values: Any) -> Sequence[Any]:
        given = (bindparam(n, v, days) if isinstance(v, date) else bindparam(n, v) for n, v in values.items())
        return connection.execute(text(sql).bindparams(*given)).all()

    return run


def dues(connection: Connection, key: int | None) -> dict[str, date]:
    """The day in force of each unsettled duty of an item, by the key of the duty."""
    found = connection.execute(_DUTIES, {"items": [key]}).all() if key is not None else []
    return {duty.key: duty.in_force for duty in (Duty(*row) for row in found) if not duty.settled}


def chain_of(code: str) -> str:
    """The chain of records of an item: the code of its plan, with which the item's code begins."""
    return code.partition("-")[0]


def parents(connection: Connection, codes: Sequence[str]) -> dict[str, tuple[int, int | None]]:
    """The id of each item and of the one above it."""
    query = select(ITEM.c.code, ITEM.c.id, ITEM.c.parent_id)
    found = [row for some in parts(codes) for row in connection.execute(query.where(ITEM.c.code.in_(some))).all()]
    return {code: (key, above) for code, key, above in found}


def leaves_first(connection: Connection, codes: Sequence[str]) -> list[list[str]]:
    """The items so that whatever hangs below another one comes before it: what looks down then sees it moved."""
    placed = parents(connection, codes)
    above = dict(placed.values())

    def depth(key: int | None) -> int:
        return 1 + depth(above[key]) if key in above else 0

    depths = {code: depth(placed[code][0]) if code in placed else 0 for code in codes}
    return [[c for c in codes if depths[c] == level] for level in sorted(set(depths.values()), reverse=True)]


def _manned() -> Any:
    """Whether the unit has somebody who may act for it as owner in this plan."""
    account, held = AccountRow.__table__, RoleRow.__table__  # type: ignore[attr-defined]
    return exists().where(
        account.c.unit_id == ITEM.c.unit_id,
        account.c.active,
        held.c.account_id == account.c.id,
        held.c.role == Role.OWNER,
        (held.c.plan_id.is_(None)) | (held.c.plan_id == ITEM.c.plan_id),
    )


_SELECTED = (
    *(ITEM.c[name] for name in ("id", "code", "kind", "parent_id", *_COPIED)),
    ABOVE.c.code.label("parent_code"),
    ABOVE.c.state.label("parent_state"),
    ABOVE.c.last_effective_on.label("parent_day"),
    UNIT.c.path.label("unit_path"),
    UNIT.c.name.label("unit_name"),
    _manned().label("unit_manned"),
    *(PLAN.c[name].label(f"plan_{name}") for name in _PLAN_FIELDS),
)
_WHOLE = len(_SELECTED) - len(_PLAN_FIELDS)
_NAMES = tuple(column.name for column in _SELECTED[:_WHOLE])
_READ = (
    select(*_SELECTED)
    .join(UNIT, UNIT.c.id == ITEM.c.unit_id)
    .join(PLAN, PLAN.c.id == ITEM.c.plan_id)
    .outerjoin(ABOVE, ABOVE.c.id == ITEM.c.parent_id)
)
_ITEMS = _READ.where(ITEM.c.code.in_(bindparam("codes", expanding=True)))
_CHILDREN = _READ.where(ITEM.c.parent_id.in_(bindparam("parents", expanding=True))).order_by(
    ITEM.c.position, ITEM.c.code
)
ALL_DUTIES = select(*(DUTY.c[field.name] for field in fields(Duty)))
"""Every column of a duty in the order of its fields, so that a row is what `Duty` is made of."""
_DUTIES = ALL_DUTIES.where(DUTY.c.item_id.in_(bindparam("items", expanding=True))).order_by(DUTY.c.id)
_HELPING = select(HELPING.c.item_id, HELPING.c.unit_id).where(HELPING.c.item_id.in_(bindparam("items", expanding=True)))
_FILLED = (
    select(REPORT.c.item_id, REPORT.c.duty, *(REPORT.c[part] for part in PARTS))
    .where(REPORT.c.item_id.in_(bindparam("items", expanding=True)))
    .order_by(REPORT.c.id)
)
DAY: Table = DayRow.__table__  # type: ignore[attr-defined]
_DAYS = select(DAY.c.day, DAY.c.working, DAY.c.calendar, DAY.c.whole_year)


def _item(row: Any, plans: dict[int, Plan]) -> Item:
    """An item from its row; items of one plan share the plan."""
    plan = Plan(*row[_WHOLE:])
    return Item(plan=plans.setdefault(plan.id, plan), **dict(zip(_NAMES, row, strict=False)))


def _fill(connection: Connection, items: list[Item], look: Look) -> None:
    """Duties, and as far as they are looked at cooperating units and how far the standing reports are filled in."""
    known = {item.id: item for item in items}
    helping: defaultdict[int, list[int]] = defaultdict(list)
    for some in parts(list(known)):
        for row in connection.execute(_DUTIES, {"items": some}).all():
            duty = Duty(*row)
            known[row.item_id].duties.append(duty)
        for item_id, unit_id in connection.execute(_HELPING, {"items": some}) if look.helping else ():
            helping[item_id].append(unit_id)
        for item_id, duty_key, *texts in connection.execute(_FILLED, {"items": some}) if look.reports else ():
            known[item_id].reported[duty_key or ""] = tuple(bool(part.strip()) for part in texts)
    for item_id, units in helping.items():
        known[item_id].cooperating = tuple(sorted(units))


def _descend(connection: Connection, parents: list[Item], plans: dict[int, Plan], look: Look) -> None:
    while parents:
        known = {parent.id: parent for parent in parents}
        found = [row for some in parts(list(known)) for row in connection.execute(_CHILDREN, {"parents": some}).all()]
        children = [_item(row, plans) for row in found]
        _fill(connection, children, look)
        for child in children:
            assert child.parent_id is not None
            known[child.parent_id].children.append(child)
        parents = children


def calendar(connection: Connection, name: str) -> Calendar:
    """The working calendar of that name, with the days that the office entered."""
    return working_days.load(name, [working_days.Entry(*row) for row in connection.execute(_DAYS)])


def write(connection: Connection, changes: Sequence[Change]) -> None:
    """Writes what changed. ChangedMeanwhile where an item is no longer at the version that was read."""
    _write_items(connection, changes)
    _write_duties(connection, changes)
    moved = [change for change in changes if change.before.cooperating != change.after.cooperating]
    for change in moved:
        connection.execute(HELPING.delete().where(HELPING.c.item_id == change.after.id))
        if change.after.cooperating:
            pairs = [{"item_id": change.after.id, "unit_id": unit} for unit in change.after.cooperating]
            connection.execute(insert(HELPING), pairs)


@cache
def _update(table: Table, names: tuple[str, ...], *, versioned: bool) -> Any:
    """Sets these columns of one row, known by its id and, where it has one, by the version that was read."""
    query = update(table).where(table.c.id == bindparam("_id")).values({name: bindparam(name) for name in names})
    return query.where(table.c.version == bindparam("_version")) if versioned else query


def _alike(changed: Iterable[tuple[Any, Fields]]) -> dict[tuple[str, ...], list[Any]]:
    """What was changed in the same columns: one statement serves them all."""
    groups: defaultdict[tuple[str, ...], list[Any]] = defaultdict(list)
    for one, differences in changed:
        groups[tuple(name for name in differences if name != "cooperating")].append(one)
    return groups


def _write_items(connection: Connection, changes: Sequence[Change]) -> None:
    for names, alike in _alike((change, change.item) for change in changes).items():
        values = [
            {"_id": c.after.id, "_version": c.before.version, **{name: getattr(c.after, name) for name in names}}
            for c in alike
        ]
        if connection.execute(_update(ITEM, names, versioned=True), values).rowcount != len(values):
            raise ChangedMeanwhile("changed_meanwhile", items=[change.after.code for change in alike])


def _write_duties(connection: Connection, changes: Sequence[Change]) -> None:
    touched = [(d, change.duties[d.key]) for change in changes for d in change.after.duties if d.key in change.duties]
    for names, alike in _alike(pair for pair in touched if pair[0].id is not None).items():
        values = [{"_id": duty.id, **{name: getattr(duty, name) for name in names}} for duty in alike]
        connection.execute(_update(DUTY, names, versioned=False), values)
    new = [{"item_id": duty.item_id, "key": duty.key, **_values(duty)} for duty, _ in touched if duty.id is None]
    if new:
        connection.execute(insert(DUTY), new)


def _values(duty: Duty) -> dict[str, Any]:
    return {name: getattr(duty, name) for name in DUTY_FIELDS}


def keep(connection: Connection, evidence: Iterable[Evidence], at: datetime) -> None:
    """Stores files by the SHA-256 of their content; the same content is stored once."""
    for paper in evidence:
        if connection.execute(select(EVIDENCE.c.sha256).where(EVIDENCE.c.sha256 == paper.sha256)).first() is None:
            facts = {"sha256": paper.sha256, "name": paper.name, "size": len(paper.content), "content": paper.content}
            connection.execute(insert(EVIDENCE), {**facts, "stored_at": at})
