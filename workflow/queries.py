"""The named reads of what is supervised: items and duties as they stood on a day. Plain SQL through the driver."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from models.reader import id_lists, parts
from models.words import IN_OFFICE_HANDS, RUNNING, Checkpoint, Kind, State, Word
from workflow import goals
from workflow.deadlines import overdue as is_overdue
from workflow.directory import calendar, columns, named, plans, units, value
from workflow.facts import ITEM_FIELDS, Duty, Item, Plan
from workflow.recall import bound, later, take_back
from workflow.scope import BEGUN, Wanted, conditions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from models.reader import Reader
    from workflow.actor import Actor
    from workflow.working_days import Calendar

ITEM_COLUMNS = ("id", "code", "kind", "parent_id", *(n for n in ITEM_FIELDS if n != "cooperating"))
DUTY_COLUMNS = tuple(f.name for f in fields(Duty))


def sections(reader: Reader) -> dict[str, str]:
    """The title of the section of each item that lies in one, by the item's code."""
    query = "SELECT i.code, s.number, s.title FROM item i JOIN section s ON s.id = i.section_id"
    return {code: f"{number} {title}" for code, number, title in reader.rows(query)}


def last_report(reader: Reader, item_id: int, today: date, duty: str | None = None) -> dict[str, Any] | None:
    """The newest report of an item saved up to `today`: of the duty named, else of any duty or none."""
    names = ("duty", "achieved", "practice", "problems", "next_steps", "needs", "reported_on", "login")
    rows = reader.rows(
        f"SELECT {columns('r', names)} FROM report r WHERE r.item_id = :key AND r.reported_on <= :today "
        f"{'AND r.duty = :duty ' if duty else ''}ORDER BY r.id DESC LIMIT 1",
        key=item_id,
        **({"duty": duty} if duty else {}),
        today=bound(reader, today),
    )
    return named(names, rows[0]) if rows else None


def codes(reader: Reader) -> list[str]:
    """The code of every item."""
    return [row[0] for row in reader.rows("SELECT code FROM item ORDER BY code")]


def written(reader: Reader, typed: Sequence[str]) -> set[str]:
    """Those of the codes that an item has, as they are written; small letters were tried as capitals too."""
    tried = sorted({form for code in typed for form in (code, code.upper())})
    found: set[str] = set()
    for some in parts(tried):
        named = {f"code{number}": code for number, code in enumerate(some)}
        query = f"SELECT code FROM item WHERE code IN ({', '.join(f':{name}' for name in named)})"
        found |= {row[0] for row in reader.rows(query, **named)}
    return found


def items(reader: Reader, actor: Actor | None, wanted: Wanted, today: date) -> list[Item]:
    """The items asked for as they stood on `today`, with all their duties and their children, in printed order."""
    plan_of = plans(reader)
    clause, values = conditions(actor, replace(wanted, state=None, unit=None, text=None))
    rows = reader.rows(
        f"SELECT i.plan_id, {columns('i', ITEM_COLUMNS)} FROM item i JOIN unit u ON u.id = i.unit_id "
        f"WHERE {clause} AND {BEGUN} ORDER BY i.plan_id, i.position, i.code",
        **{**values, "today": bound(reader, today)},
    )
    found = [_item(plan_of[plan_id], row) for plan_id, *row in rows]
    _fill(reader, found, today)
    _tie(reader, found, today, plan_of)
    known = {item.id: item for item in goals.whole(found)}
    goals.put(reader.rows, known.values(), bound(reader, today))
    return [item for item in found if _matches(item, wanted)]


def complete(reader: Reader, item: Item, today: date) -> Item:
    """The item with what the engine asks beyond the lists: the item above it, its reports, its unit's accounts.

    Its last day is that of the last act of all: on an earlier `today` nothing can be done that came before it.
    """
    from workflow.guards import PARTS

    (last,) = reader.rows("SELECT last_effective_on FROM item WHERE id = :key", key=item.id)
    item.last_effective_on = value("last_effective_on", last[0])

    query = f"SELECT i.plan_id, {columns('i', ITEM_COLUMNS)} FROM item i WHERE i.id = :key"
    above = [_item(item.plan, row) for _, *row in reader.rows(query, key=item.parent_id or 0)]
    _fill(reader, above, today)
    for parent in above:
        item.parent_code, item.parent_state, item.parent_day = parent.code, parent.state, parent.last_effective_on
    parts = ", ".join(PARTS)
    for duty, *texts in reader.rows(
        f"SELECT duty, {parts} FROM report WHERE item_id = :key AND reported_on <= :today ORDER BY id",
        key=item.id,
        today=bound(reader, today),
    ):
        item.reported[duty or ""] = tuple(bool(text.strip()) for text in texts)
    query = (
        "SELECT 1 FROM account a JOIN role_grant g ON g.account_id = a.id AND g.role = 'owner' "
        "WHERE a.active AND a.unit_id = :unit AND (g.plan_id IS NULL OR g.plan_id = :plan) LIMIT 1"
    )
    item.unit_manned = bool(reader.rows(query, unit=item.unit_id, plan=item.plan.id))
    return item


def _matches(item: Item, wanted: Wanted) -> bool:
    """What may have been otherwise on the day asked about is compared after going back to it."""
    state = wanted.state is None or wanted.state in (item.state.value, item.state.stage, item.state.step)
    text = (wanted.text or "").casefold()
    said = text in item.title.casefold() or text in item.code.casefold()
    return state and said and (wanted.unit is None or item.unit_path.startswith(wanted.unit))


def _item(plan: Plan, row: Sequence[Any]) -> Item:
    facts = named(ITEM_COLUMNS, row)
    facts["kind"] = Kind(facts["kind"])
    return Item(plan=plan, **facts)


def _duty(row: Sequence[Any]) -> Duty:
    facts = named(DUTY_COLUMNS, row)
    facts["kind"] = Checkpoint(facts["kind"])
    return Duty(**facts)


def _fill(reader: Reader, found: list[Item], today: date) -> None:
    """Duties, cooperating units, the unit's name and path; then what was done after `today` is taken back."""
    known = {item.id: item for item in found}
    for some in id_lists(known):
        query = f"SELECT {columns('duty', DUTY_COLUMNS)} FROM duty WHERE item_id IN ({some}) ORDER BY id"
        for row in reader.rows(query):
            duty = _duty(row)
            assert duty.item_id is not None
            known[duty.item_id].duties.append(duty)
    put_cooperating(reader, found)
    undone = later(reader, today, found[0].code if len(found) == 1 else None)
    calendars: dict[str, Calendar] = {}
    for item in (item for item in found if item.code in undone):
        name = item.plan.calendar
        calendars[name] = calendars.get(name) or calendar(reader, name)
        take_back(item, undone[item.code], calendars[name])
    places = units(reader)
    for item in found:
        item.unit_name, item.unit_path = places[item.unit_id].name, places[item.unit_id].path


def put_cooperating(reader: Reader, found: Collection[Item]) -> None:
    """Puts on each of the items the units that take part in it now."""
    helping: defaultdict[int, list[int]] = defaultdict(list)
    for some in id_lists({item.id for item in found}):
        for item_id, unit_id in reader.rows(f"SELECT item_id, unit_id FROM item_unit WHERE item_id IN ({some})"):
            helping[item_id].append(unit_id)
    for item in found:
        item.cooperating = tuple(sorted(helping[item.id]))


def _tie(reader: Reader, found: list[Item], today: date, plan_of: dict[int, Plan]) -> None:
    """Hangs every item's children below it; those outside the scope count for the parent's light too."""
    level = found
    known = {item.id: item for item in found}
    while level:
        children: list[Item] = []
        for some in id_lists([item.id for item in level]):
            query = (
                f"SELECT i.plan_id, {columns('i', ITEM_COLUMNS)} FROM item i WHERE i.parent_id IN ({some}) "
                f"AND {BEGUN} ORDER BY i.position, i.code"
            )
            rows = reader.rows(query, today=bound(reader, today))
            children += [_item(plan_of[plan_id], row) for plan_id, *row in rows]
        strangers = [child for child in children if child.id not in known]
        _fill(reader, strangers, today)
        known.update({child.id: child for child in strangers})
        for child in children:
            assert child.parent_id is not None
            parent, own = known[child.parent_id], known[child.id]
            own.parent_code, own.parent_state = parent.code, parent.state
            parent.children.append(own)
        level = strangers


# Duties


def among(words: Iterable[Word]) -> str:
    """Words of ours as an IN list has them."""
    return ", ".join(f"'{word.value}'" for word in words)


ARE_RUNNING = f"d.status IN ({among(RUNNING)})"
_RESTING = f"i.state NOT IN ({among((State.SUSPENDED, *IN_OFFICE_HANDS))})"
_STILL = "(d.effective_due_on >= :today OR d.asked_until IS NOT NULL)"
UNTOUCHED = (
    "i.code NOT IN (SELECT item FROM record WHERE effective_on > :today AND act <> 'register' AND item IS NOT NULL)"
)
_FROM = "FROM duty d JOIN item i ON i.id = d.item_id JOIN unit u ON u.id = i.unit_id JOIN unit du ON du.id = d.unit_id"

Found = list[tuple[Item, Duty]]


def overdue(reader: Reader, actor: Actor, wanted: Wanted, today: date, limit: int | None = None) -> tuple[Found, int]:
    """The overdue duties, the longest overdue first, at most `limit` of them, and how many there are in all."""
    where = f"{ARE_RUNNING} AND d.effective_due_on < :today AND d.asked_until IS NULL AND {_RESTING}"
    moved = as_then(reader, actor, wanted, today)
    if moved is None:
        found = duties(reader, actor, wanted, today, where, limit)
        total = len(found) if limit is None or len(found) < limit else _count(reader, actor, wanted, today, where)
        return found, total
    found = duties(reader, actor, wanted, today, f"{where} AND {UNTOUCHED}", None)
    found += [(item, duty) for item in moved for duty in item.duties if is_overdue(item, duty, today)]
    found.sort(key=_worst_first)
    return found[:limit], len(found)


def coming(
    reader: Reader, actor: Actor, wanted: Wanted, today: date, before: dict[int, date], limit: int | None = None
) -> tuple[Found, int]:
    """The running duties that are due from `today` to before a day, which each plan (by id) has its own of.

    A duty past its due belongs to them while an extension is asked for and undecided: it is not overdue. The nearest
    first, at most `limit` of them, and how many there are in all.
    """
    where = f"{ARE_RUNNING} AND {_STILL} AND i.state <> 'suspended' AND ({_within(before)})"
    moved = as_then(reader, actor, wanted, today)
    if moved is None:
        found = duties(reader, actor, wanted, today, where, limit)
        total = len(found) if limit is None or len(found) < limit else _count(reader, actor, wanted, today, where)
        return found, total
    found = duties(reader, actor, wanted, today, f"{where} AND {UNTOUCHED}", None)
    for item in (item for item in moved if item.state != State.SUSPENDED):
        near = [duty for duty in item.duties if duty.status in RUNNING and duty.in_force < before[item.plan.id]]
        found += [(item, duty) for duty in near if today <= duty.effective_due_on or duty.asked_until is not None]
    found.sort(key=_worst_first)
    return found[:limit], len(found)


def _within(before: dict[int, date]) -> str:
    """SQL: the due in force lies before the day of the item's plan; both are our own, a number and a day."""
    plans_of: defaultdict[date, list[int]] = defaultdict(list)
    for plan_id, day in before.items():
        plans_of[day].append(plan_id)
    in_force = "CASE WHEN d.limit_on > d.due_on THEN d.limit_on ELSE d.due_on END"
    clauses = [
        f"(i.plan_id IN ({', '.join(map(str, ids))}) AND {in_force} < '{day.isoformat()}')"
        for day, ids in plans_of.items()
    ]
    return " OR ".join(clauses) or "1 = 0"


def _worst_first(pair: tuple[Item, Duty]) -> tuple[date, int, int]:
    item, duty = pair
    return duty.effective_due_on, item.id, duty.id or 0


def as_then(reader: Reader, actor: Actor | None, wanted: Wanted, today: date) -> list[Item] | None:
    """The items to which something was done after `today`, as they stood then; None where there are none.

    Where a unit is asked for they have only the duties that it owes.
    """
    query = "SELECT 1 FROM record WHERE effective_on > :today AND act <> 'register' AND item IS NOT NULL LIMIT 1"
    if not reader.rows(query, today=bound(reader, today)):
        return None
    touched = later(reader, today)
    found = [item for item in items(reader, actor, replace(wanted, unit=None), today) if item.code in touched]
    if wanted.unit is not None:
        places = units(reader)
        for item in found:
            item.duties = [d for d in item.duties if d.unit_id and places[d.unit_id].path.startswith(wanted.unit)]
    return found


def duties(reader: Reader, actor: Actor | None, wanted: Wanted, today: date, where: str, limit: int | None) -> Found:
    plan_of = plans(reader)
    clause, values = conditions(actor, wanted, "du")
    cut = " LIMIT :cut" if limit is not None else ""
    rows = reader.rows(
        f"SELECT i.plan_id, u.name, u.path, {columns('i', ITEM_COLUMNS)}, {columns('d', DUTY_COLUMNS)} {_FROM} "
        f"WHERE {where} AND {BEGUN} AND {clause} ORDER BY d.effective_due_on, d.item_id, d.id{cut}",
        **{**values, "today": bound(reader, today), **({"cut": limit} if cut else {})},
    )
    found = []
    for plan_id, name, path, *row in rows:
        item = _item(plan_of[plan_id], row[: len(ITEM_COLUMNS)])
        item.unit_name, item.unit_path = name, path
        found.append((item, _duty(row[len(ITEM_COLUMNS) :])))
    return found


def _count(reader: Reader, actor: Actor, wanted: Wanted, today: date, where: str) -> int:
    clause, values = conditions(actor, wanted, "du")
    query = f"SELECT count(*) {_FROM} WHERE {where} AND {BEGUN} AND {clause}"
    return int(reader.rows(query, **values, today=bound(reader, today))[0][0])
