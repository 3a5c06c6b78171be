"""The named reads of who and where: settings, accounts, units, plans, calendars. Plain SQL through the driver."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from models.reader import id_lists
from models.words import LimitBy, Owes, Risk, Role, Roll, State, Status
from workflow import working_days
from workflow.actor import Actor, Grant, UnitRef
from workflow.errors import Usage, missing, nearest
from workflow.facts import Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from models.reader import Reader
    from workflow.working_days import Calendar

DAYS = frozenset(
    {
        "first_day",
        "last_day",
        "opens_on",
        "due_on",
        "original_due_on",
        "effective_due_on",
        "limit_on",
        "asked_until",
        "asked_on",
        "submitted_on",
        "settled_on",
        "state_since",
        "hands_since",
        "suspended_on",
        "review_on",
        "last_effective_on",
        "adopted_on",
        "issued_on",
        "effective_on",
        "closes_on",
        "day",
        "reported_on",
        "as_of",
        "since",
        "set_on",
    }
)

DEFAULT_ACCOUNT = "default_account"
"""The setting that names the account which speaks where nobody says who is asking."""

WORDS: dict[str, Any] = {
    "state": State,
    "remembered": State,
    "risk": Risk,
    "roll": Roll,
    "owes": Owes,
    "status": Status,
    "limit_by": LimitBy,
}
PLAN_COLUMNS = tuple(Plan.__slots__)


def value(name: str, raw: Any) -> Any:
    """A column as the facts hold it: SQLite gives days as text, both give words as text."""
    turn = _turn(name)
    return raw if raw is None or turn is None else turn(raw)


def _turn(name: str) -> Callable[[Any], Any] | None:
    """What makes of a column what the facts hold; None where they hold it as it comes."""
    return day if name in DAYS else WORDS.get(name)


def day(raw: date | str | None) -> date | None:
    """A stored day, from either engine."""
    return date.fromisoformat(raw) if isinstance(raw, str) else raw


def columns(table: str, names: Iterable[str]) -> str:
    """The columns of a table as a SELECT lists them."""
    return ", ".join(f"{table}.{name}" for name in names)


def named(names: tuple[str, ...], row: Sequence[Any]) -> dict[str, Any]:
    """The columns of a row by their names, as the facts hold them."""
    found = dict(zip(names, row, strict=True))
    for name, turn in _turned(names):
        if found[name] is not None:
            found[name] = turn(found[name])
    return found


@cache
def _turned(names: tuple[str, ...]) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """Of these columns the ones that facts hold otherwise than they come: worked out once, not in every row."""
    return tuple((name, turn) for name in names if (turn := _turn(name)) is not None)


# People


def setting(reader: Reader, name: str) -> str | None:
    """A setting of the database."""
    rows = reader.rows("SELECT value FROM setting WHERE name = :name", name=name)
    return str(rows[0][0]) if rows else None


def actor(reader: Reader, login: str) -> Actor | None:
    """The account with its roles; None where there is none such or it is switched off."""
    rows = reader.rows(
        "SELECT a.id, a.name, u.id, u.path, u.name FROM account a LEFT JOIN unit u ON u.id = a.unit_id "
        "WHERE a.login = :login AND a.active",
        login=login,
    )
    if not rows:
        return None
    key, name, unit_id, path, unit = rows[0]
    grants = reader.rows(
        "SELECT g.role, g.plan_id, u.path FROM role_grant g LEFT JOIN unit u ON u.id = g.unit_id "
        "WHERE g.account_id = :key ORDER BY g.id",
        key=key,
    )
    return Actor(login, name, unit_id, path, unit, tuple(Grant(Role(r), p, u) for r, p, u in grants))


def units(reader: Reader, ids: Collection[int] | None = None) -> dict[int, UnitRef]:
    """The units of these ids, or every unit, by id."""
    query = "SELECT id, code, name, path FROM unit u"
    rows = [row for clause in _of_units(ids) for row in reader.rows(f"{query}{clause}")]
    return {row[0]: UnitRef(*row) for row in rows}


def _of_units(ids: Collection[int] | None) -> list[str]:
    """The clauses that narrow to the units of these ids, a part at a time; for None one that narrows nothing."""
    return [""] if ids is None else [f" WHERE u.id IN ({some})" for some in id_lists(ids)]


def unit_names(reader: Reader) -> dict[str, list[UnitRef]]:
    """Every unit by its code and full name, which are its own, and by its aliases, which several may share."""
    rows = reader.rows("SELECT id, code, name, path, aliases FROM unit ORDER BY id")
    return names_of([(UnitRef(*ref), aliases) for *ref, aliases in rows])


def names_of(rows: Iterable[tuple[UnitRef, str]]) -> dict[str, list[UnitRef]]:
    """The units by every name they go by; a code or a full name hides an alias of the same letters."""
    own: dict[str, list[UnitRef]] = {}
    shared: defaultdict[str, list[UnitRef]] = defaultdict(list)
    for ref, aliases in rows:
        own[ref.code] = own[ref.name] = [ref]
        for alias in filter(None, aliases.split("\n")):
            shared[alias].append(ref)
    return {**shared, **own}


def unit(known: dict[str, list[UnitRef]], wanted: str) -> UnitRef:
    """The unit of that code or name. NotFound with the nearest; Usage where several units share the name."""
    found = known.get(wanted, [])
    if not found:
        raise missing("unit", wanted, nearest(wanted, list(known)))
    if len(found) > 1:
        raise Usage("unit_shared", name=wanted, units=[f"{ref.name} {ref.code}" for ref in found])
    return found[0]


def owners(reader: Reader, ids: Collection[int] | None = None) -> dict[int, str]:
    """The names of the owner accounts of these units, or of every unit."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    query = (
        "SELECT DISTINCT u.id, a.name FROM unit u JOIN account a ON a.unit_id = u.id AND a.active "
        "JOIN role_grant g ON g.account_id = a.id AND g.role = 'owner'"
    )
    rows = [row for clause in _of_units(ids) for row in reader.rows(f"{query}{clause}")]
    for unit_id, name in sorted(rows):
        found[unit_id].append(name)
    return {unit_id: "、".join(names) for unit_id, names in found.items()}


# Plans and calendars


def plans(reader: Reader) -> dict[int, Plan]:
    """Every plan by its id."""
    rows = reader.rows(f"SELECT {columns('plan', PLAN_COLUMNS)} FROM plan ORDER BY code")
    return {row[0]: Plan(**named(PLAN_COLUMNS, row)) for row in rows}


_PLAN_ROW = (
    "id",
    "code",
    "title",
    "document_number",
    "issued_on",
    "first_day",
    "last_day",
    "region",
    "calendar",
    "backfill",
    "adopted_on",
)


def plan_list(reader: Reader) -> list[dict[str, Any]]:
    """Every plan as a row, with how many items it has; days in ISO form."""
    count = "(SELECT count(*) FROM item i WHERE i.plan_id = p.id)"
    query = f"SELECT {columns('p', _PLAN_ROW)}, {count} FROM plan p ORDER BY p.code"
    rows = [{**named(_PLAN_ROW, row[:-1]), "items": row[-1]} for row in reader.rows(query)]
    return [{**{k: iso(v) for k, v in row.items()}, "backfill": bool(row["backfill"])} for row in rows]


def iso(raw: Any) -> Any:
    """A day in ISO form; anything else as it is."""
    return raw.isoformat() if isinstance(raw, date) else raw


def plan_source(reader: Reader, plan_id: int) -> str:
    """The plan file as it was adopted."""
    return str(reader.rows("SELECT source FROM plan WHERE id = :key", key=plan_id)[0][0])


def checkpoints(reader: Reader, plan_id: int) -> list[dict[str, Any]]:
    """The dated windows of a plan, in their order in time, the undated last."""
    names = ("key", "kind", "title", "year", "opens_on", "closes_on", "organisers", "reports_to")
    query = f"SELECT {columns('checkpoint', names)} FROM checkpoint WHERE plan_id = :key ORDER BY id"
    rows = [{k: iso(v) for k, v in named(names, row).items()} for row in reader.rows(query, key=plan_id)]
    rows.sort(key=lambda row: (row["closes_on"] or "9999", row["opens_on"] or ""))
    return [{**row, "organisers": row["organisers"].split("\n") if row["organisers"] else []} for row in rows]


def calendar(reader: Reader, name: str) -> Calendar:
    """The working calendar of that name, with the days that the office entered."""
    rows = reader.rows("SELECT day, working, calendar, whole_year FROM calendar_day")
    entries = [working_days.Entry(value("day", day), bool(works), of, bool(whole)) for day, works, of, whole in rows]
    return working_days.load(name, entries)


def calendars(reader: Reader) -> dict[str, Calendar]:
    """The working calendars in use, by name: of the plans, or the national one where there is no plan."""
    names = {plan.calendar for plan in plans(reader).values()} or {working_days.NATIONAL}
    return {name: calendar(reader, name) for name in sorted(names)}


def moment(raw: Any) -> datetime:
    """A stored moment as an aware one, from either engine."""
    found = datetime.fromisoformat(raw) if isinstance(raw, str) else raw
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def unit_list(reader: Reader) -> list[dict[str, Any]]:
    """Every unit below its parent, with its depth in the tree."""
    query = "SELECT u.code, u.name, u.level, u.path, p.code FROM unit u LEFT JOIN unit p ON p.id = u.parent_id"
    rows = reader.rows(query)
    rows.sort(key=lambda row: [int(part) for part in row[3].strip("/").split("/")])
    return [
        {"code": code, "name": name, "level": level, "parent": parent, "depth": path.count("/") - 2}
        for code, name, level, path, parent in rows
    ]


def account_list(reader: Reader) -> list[dict[str, Any]]:
    """Every account with its roles and the channels it can be reached by; addresses are not shown."""
    held: defaultdict[str, list[str]] = defaultdict(list)
    for row in role_list(reader):
        held[row["login"]].append(row["role"])
    query = (
        "SELECT a.login, a.name, u.name, a.post, a.addresses, a.active FROM account a "
        "LEFT JOIN unit u ON u.id = a.unit_id ORDER BY a.login"
    )
    return [
        {
            "login": login,
            "name": name,
            "unit": unit,
            "post": post,
            "roles": held[login],
            "channels": sorted(json.loads(addresses)),
            "active": bool(active),
        }
        for login, name, unit, post, addresses, active in reader.rows(query)
    ]


def role_list(reader: Reader) -> list[dict[str, Any]]:
    """Every role granted, with its scope; None is all."""
    query = (
        "SELECT a.login, g.role, p.code, u.name FROM role_grant g JOIN account a ON a.id = g.account_id "
        "LEFT JOIN plan p ON p.id = g.plan_id LEFT JOIN unit u ON u.id = g.unit_id ORDER BY a.login, g.id"
    )
    return [dict(zip(("login", "role", "plan", "unit"), row, strict=True)) for row in reader.rows(query)]
