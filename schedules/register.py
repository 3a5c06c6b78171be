"""What was sent and what was not: the ledger and its messages as lists, and how the backlog stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.reminding import PHONE, WAITING, Delivery, Standing
from models.words import Role
from workflow import directory
from workflow.directory import moment
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


_LINE = (
    "SELECT r.id, r.made_on, r.login, a.name, r.channel, r.tone, r.number, i.code, i.title, r.duty, r.rung, r.is_copy, "
    "r.standing, r.message_id, m.status, m.said, m.ended_at, m.purpose FROM reminder r JOIN item i ON i.id = r.item_id "
    "JOIN unit u ON u.id = i.unit_id LEFT JOIN message m ON m.id = r.message_id "
    "LEFT JOIN account a ON a.login = r.login WHERE "
)
_NAMES = (
    "line",
    "day",
    "login",
    "name",
    "channel",
    "words",
    "number",
    "item",
    "title",
    "duty",
    "rung",
    "copy",
    "standing",
    "message",
    "status",
    "said",
    "ended_at",
    "purpose",
)


def lines(reader: Reader, actor: Actor, asked: Asked) -> list[dict[str, Any]]:
    """The lines of the ledger within what the account may read, the newest first; also messages without lines.

    Rungs that were missed altogether are told where one duty is asked for.
    """
    clause, values = conditions(actor, Wanted(plan=asked.plan))
    clauses = [clause, *_narrowed(asked, values)]
    rows = reader.rows(f"{_LINE}{' AND '.join(clauses)} ORDER BY r.id DESC", **values)
    found = [_row(row) for row in rows]
    if asked.plan is None and asked.duty is None:
        found += _pages(reader, actor, asked)
    units = {f"@{unit.code}": unit.name for unit in directory.units(reader).values()}
    for row in found:
        row["name"] = row["name"] or units.get(row["login"])
    return found


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
            f"(r.standing = 'phone' OR (r.standing = 'queued' AND (m.status IN ({_in(UNSENT)}) OR m.id IS NULL)))"
        )
    if asked.failed:
        clauses.append(f"r.standing = 'queued' AND m.status IN ({_in(TROUBLED)})")
    return clauses


def _in(words: Collection[Delivery]) -> str:
    return ", ".join(f"'{word.value}'" for word in words)


def _row(row: tuple[Any, ...]) -> dict[str, Any]:
    found = dict(zip(_NAMES, row, strict=True))
    found["day"] = str(found["day"])
    found["copy"] = bool(found["copy"])
    found["duty"] = f"{found['item']}@{found['duty']}" if found["duty"] else None
    found["ended_at"] = moment(found["ended_at"]).isoformat() if found["ended_at"] else None
    found["login"] = found["login"] or None
    return found


def _pages(reader: Reader, actor: Actor, asked: Asked) -> list[dict[str, Any]]:
    """Messages that carry no line: the pages of week and month, tests. One's own, or all for who looks after them."""
    words = UNSENT if asked.unsent else TROUBLED if asked.failed else tuple(Delivery)
    own = not any(actor.holds(role) for role in (Role.OFFICE, Role.ADMIN))
    login = actor.login if own else asked.login
    if own and asked.login not in (None, actor.login):
        return []
    rows = reader.rows(
        "SELECT m.id, m.day, m.login, a.name, m.channel, m.purpose, m.status, m.said, m.ended_at FROM message m "
        f"LEFT JOIN account a ON a.login = m.login WHERE m.status IN ({_in(words)}) AND NOT EXISTS "
        f"(SELECT 1 FROM reminder r WHERE r.message_id = m.id){' AND m.login = :login' if login else ''} "
        "ORDER BY m.id DESC",
        **({"login": login} if login else {}),
    )
    nothing = dict.fromkeys(_NAMES)
    names = ("message", "day", "login", "name", "channel", "purpose", "status", "said", "ended_at")
    found = [{**nothing, **dict(zip(names, row, strict=True))} for row in rows]
    return [
        {
            **row,
            "day": str(row["day"]),
            "copy": False,
            "standing": Standing.QUEUED.value,
            "ended_at": moment(row["ended_at"]).isoformat() if row["ended_at"] else None,
        }
        for row in found
    ]


def backlog(reader: Reader) -> dict[str, Any]:
    """How many messages wait or are in trouble, by channel; since when the oldest waits; how many to phone."""
    rows = reader.rows(
        f"SELECT channel, status, count(*), min(made_at) FROM message WHERE status IN ({_in(UNSENT)}) "
        "GROUP BY channel, status ORDER BY channel, status"
    )
    waits = [moment(oldest) for _, status, _, oldest in rows if status != Delivery.FAILED]
    ((phone,),) = reader.rows(
        "SELECT count(*) FROM reminder WHERE standing = 'phone' AND channel = :phone", phone=PHONE
    )
    return {
        "messages": [{"channel": c, "status": status, "count": count} for c, status, count, _ in rows],
        "oldest": min(waits).isoformat() if waits else None,
        "phone": phone,
    }


def message(reader: Reader, number: int) -> dict[str, Any] | None:
    """A message as it left, or as it would be told about."""
    names = ("id", "purpose", "login", "channel", "day", "status", "subject", "text", "said")
    rows = reader.rows(f"SELECT {', '.join(names)} FROM message WHERE id = :number", number=number)
    return dict(zip(names, rows[0], strict=True)) if rows else None
