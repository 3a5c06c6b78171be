"""The named reads of who and where: settings, accounts, units, plans, calendars. Plain SQL through the driver."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from models.words import LimitBy, Owes, Risk, Role, Roll, State, Status
from workflow import working_days
from workflow.attempt import Actor, Grant, UnitRef
from workflow.facts import Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.reader import Reader
    from workflow.working_days import Calendar

_DAYS = ("first_day", "last_day", "opens_on", "due_on", "original_due_on", "effective_due_on", "limit_on")
_DAYS += ("submitted_on", "settled_on", "state_since", "hands_since", "suspended_on", "review_on")
DAYS = frozenset((*_DAYS, "last_effective_on", "adopted_on", "issued_on", "effective_on", "closes_on", "day"))
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
    if raw is None:
        return None
    if name in DAYS:
        return date.fromisoformat(raw) if isinstance(raw, str) else raw
    return WORDS[name](raw) if name in WORDS else raw


def columns(table: str, names: Iterable[str]) -> str:
    """The columns of a table as a SELECT lists them."""
    return ", ".join(f"{table}.{name}" for name in names)


def named(names: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    return {name: value(name, raw) for name, raw in zip(names, row, strict=True)}


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


def units(reader: Reader) -> dict[int, UnitRef]:
    """Every unit by its id."""
    return {row[0]: UnitRef(*row) for row in reader.rows("SELECT id, code, name, path FROM unit")}


def unit_names(reader: Reader) -> dict[str, UnitRef]:
    """Every unit by its code, its name and its aliases; a code or full name wins over an alias."""
    known: dict[str, UnitRef] = {}
    rows = reader.rows("SELECT id, code, name, path, aliases FROM unit ORDER BY id")
    for *ref, aliases in rows:
        known.update({alias: UnitRef(*ref) for alias in aliases.split("\n") if alias and alias not in known})
    for *ref, _ in rows:
        known[ref[1]] = known[ref[2]] = UnitRef(*ref)
    return known


def owners(reader: Reader) -> dict[int, str]:
    """The names of the owner accounts of each unit."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    query = (
        "SELECT DISTINCT a.unit_id, a.name FROM account a JOIN role_grant g ON g.account_id = a.id "
        "WHERE g.role = 'owner' AND a.active AND a.unit_id IS NOT NULL ORDER BY a.unit_id, a.name"
    )
    for unit_id, name in reader.rows(query):
        found[unit_id].append(name)
    return {unit_id: "、".join(names) for unit_id, names in found.items()}


# Plans and calendars


def plans(reader: Reader) -> dict[int, Plan]:
    """Every plan by its id."""
    rows = reader.rows(f"SELECT {columns('plan', PLAN_COLUMNS)} FROM plan ORDER BY code")
    return {row[0]: Plan(**named(PLAN_COLUMNS, row)) for row in rows}


def calendar(reader: Reader, name: str) -> Calendar:
    """The working calendar of that name, with the days that the office entered."""
    rows = reader.rows("SELECT day, working, calendar FROM calendar_day")
    return working_days.load(name, [working_days.Entry(value("day", d), bool(w), c) for d, w, c in rows])


def moment(raw: Any) -> datetime:
    """A stored moment as an aware one, from either engine."""
    found = datetime.fromisoformat(raw) if isinstance(raw, str) else raw
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
