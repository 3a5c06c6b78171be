"""What was sent and what was not: the ledger and its messages as lists, and how the backlog stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.reminding import WAITING, Delivery
from models.words import Role
from workflow import directory
from workflow.directory import moment
from workflow.queries import among
from workflow.scope import Wanted, conditions

if TYPE_CHECKING:
    from collections.abc import Collection

    from models.reader import Reader
    from workflow.actor import Actor

UNSENT = (*WAITING, Delivery.FAILED)
TROUBLED = (Delivery.FAILED, Delivery.IN_DOUBT)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines are asked for; what is empty does not narrow. `duty` is (code of the item, key)."""

    plan: int | None = None
    login: str | None = None
    duty: tuple[str, str] | None = None
    unsent: bool = False
    failed: bool = False


_COLUMNS = {
    "line": "r.id",
    "day": "r.made_on",
    "login": "r.login",
    "name": "a.name",
    "channel": "r.channel",
    "words": "r.tone",
    "number": "r.number",
    "item": "i.code",
    "title": "i.title",
    "duty": "r.duty",
    "rung": "r.rung",
    "copy": "r.is_copy",
    "standing": "r.standing",
    "message": "r.message_id",
    "status": "m.status",
    "said": "m.said",
    "ended_at": "m.ended_at",
    "purpose": "m.purpose",
}
_LINES = (
    "FROM reminder r JOIN item i ON i.id = r.item_id JOIN unit u ON u.id = i.unit_id "
    "LEFT JOIN message m ON m.id = r.message_id LEFT JOIN account a ON a.login = r.login WHERE "
)
_PAGE = {**dict.fromkeys(_COLUMNS, "NULL"), "day": "m.day", "login": "m.login", "name": "a.name"}
_PAGE |= {"channel": "m.channel", "message": "m.id", "purpose": "m.purpose", "standing": "'queued'"}
_PAGE |= {name: f"m.{name}" for name in ("status", "said", "ended_at")}
_PAGES = "FROM message m LEFT JOIN account a ON a.login = m.login WHERE "


def lines(reader: Reader, actor: Actor, asked: Asked, limit: int | None = None) -> tuple[list[dict[str, Any]], int]:
    """The lines of the ledger within what the account may read, the newest first, and how many there are in all.

    Messages without lines are among them. Rungs that were missed altogether are told where one duty is asked for.
    """
    clause, values = conditions(actor, Wanted(plan=asked.plan))
    clauses = [clause, *_narrowed(asked, values)]
    found, total = _some(reader, _COLUMNS, _LINES + " AND ".join(clauses), "r.id", values, limit)
    if asked.plan is None and asked.duty is None and (pages := _pages(actor, asked)):
        more, others = _some(reader, _PAGE, _PAGES + pages[0], "m.id", pages[1], limit)
        found, total = (
            sorted(found + more, key=lambda row: (row["day"], row["line"] or 0), reverse=True),
            total + others,
        )
    units = {f"@{unit.code}": unit.name for unit in directory.units(reader).values()}
    for row in found:
        row["name"] = row["name"] or units.get(row["login"])
    return found[:limit], total


def _some(
    reader: Reader, columns: dict[str, str], rest: str, key: str, values: dict[str, Any], limit: int | None
) -> tuple[list[dict[str, Any]], int]:
    """The newest rows of a query, at most `limit`, and how many there are."""
    cut = "" if limit is None else f" LIMIT {int(limit)}"
    rows = reader.rows(f"SELECT {', '.join(columns.values())} {rest} ORDER BY {key} DESC{cut}", **values)
    found = [_row(dict(zip(columns, row, strict=True))) for row in rows]
    if limit is None or len(found) < limit:
        return found, len(found)
    return found, int(reader.rows(f"SELECT count(*) {rest}", **values)[0][0])


def _narrowed(asked: Asked, values: dict[str, Any]) -> list[str]:
    """The conditions on the lines; words are our own, the rest are parameters."""
    clauses = []
    if asked.login:
        clauses.append("r.login = :login")
        values["login"] = asked.login
    if asked.duty:
        clauses.append("i.code = :item AND r.duty = :duty")
        values |= {"item": asked.duty[0], "duty": asked.duty[1]}
    else:
        clauses.append("r.login <> ''")
    if asked.unsent:
        clauses.append(
            f"(r.standing = 'phone' OR (r.standing = 'queued' AND (m.status IN ({among(UNSENT)}) OR m.id IS NULL)))"
        )
    if asked.failed:
        clauses.append(f"r.standing = 'queued' AND m.status IN ({among(TROUBLED)})")
    return clauses


def _row(found: dict[str, Any]) -> dict[str, Any]:
    ended = moment(found["ended_at"]).isoformat() if found["ended_at"] else None
    duty = f"{found['item']}@{found['duty']}" if found["duty"] else None
    own = {"day": str(found["day"]), "copy": bool(found["copy"]), "duty": duty, "ended_at": ended}
    return {**found, **own, "login": found["login"] or None}


def _pages(actor: Actor, asked: Asked) -> tuple[str, dict[str, Any]] | None:
    """Messages that carry no line: the pages of week and month, tests. One's own, or all for who looks after them."""
    own = not (actor.whole(Role.OFFICE) or actor.holds(Role.ADMIN))
    if own and asked.login not in (None, actor.login):
        return None
    login = actor.login if own else asked.login
    words = TROUBLED if asked.failed else UNSENT if asked.unsent else tuple(Delivery)
    clause = f"m.status IN ({among(words)}) AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.message_id = m.id)"
    return (f"{clause} AND m.login = :login", {"login": login}) if login else (clause, {})


def readable(reader: Reader, actor: Actor, numbers: Collection[int]) -> set[int]:
    """Those of the messages that the account may read: all their lines lie within its scope, or they have none."""
    if not numbers:
        return set()
    clause, values = conditions(actor, Wanted())
    meant = ", ".join(str(int(number)) for number in numbers)
    own = "SELECT r.message_id, count(*) " + f"{_LINES} {clause} AND r.message_id IN ({meant}) GROUP BY r.message_id"
    whole = f"SELECT message_id, count(*) FROM reminder WHERE message_id IN ({meant}) GROUP BY message_id"
    lines = dict(reader.rows(whole))
    found: list[tuple[int, ...]] = [(number,) for number, count in reader.rows(own, **values) if lines[number] == count]
    if pages := _pages(actor, Asked()):
        found = [*found, *reader.rows(f"SELECT m.id {_PAGES} {pages[0]} AND m.id IN ({meant})", **pages[1])]
    return {number for (number,) in found}


def failed(reader: Reader, channel: str | None = None) -> list[int]:
    """The messages that have failed, by one channel or by any."""
    one = " AND channel = :channel" if channel else ""
    query = f"SELECT id FROM message WHERE status = 'failed'{one} ORDER BY id"
    return [number for (number,) in reader.rows(query, **({"channel": channel} if channel else {}))]


def backlog(reader: Reader) -> dict[str, Any]:
    """How many messages wait or are in trouble, by channel; since when the oldest waits; how many to phone."""
    rows = reader.rows(
        f"SELECT channel, status, count(*), min(made_at) FROM message WHERE status IN ({among(UNSENT)}) "
        "GROUP BY channel, status ORDER BY channel, status"
    )
    waits = [moment(oldest) for _, status, _, oldest in rows if status != Delivery.FAILED]
    ((phone,),) = reader.rows("SELECT count(*) FROM reminder WHERE standing = 'phone'")
    return {
        "messages": [{"channel": c, "status": status, "count": count} for c, status, count, _ in rows],
        "oldest": min(waits).isoformat() if waits else None,
        "phone": phone,
    }


def message(reader: Reader, number: int) -> dict[str, Any] | None:
    """A message as it left, or as it would be told about."""
    names = ("message", "purpose", "login", "channel", "day", "status", "subject", "said")
    columns = ", ".join(("id", *names[1:]))
    rows = reader.rows(f"SELECT {columns} FROM message WHERE id = :number", number=number)
    return dict(zip(names, rows[0], strict=True)) if rows else None
