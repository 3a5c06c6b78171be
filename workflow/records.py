"""The audit trail: appending to a chain, and proving that nothing in it was changed, removed or moved."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from workflow.actor import SHANGHAI
from workflow.changes import canonical
from workflow.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from models.words import Act, Role
    from workflow.actor import Actor

NO_PLAN = "-"
"""The chain of the acts that belong to no plan."""

WAITED = timedelta(minutes=1)
"""The moment of an act is taken when its program starts; others may write their records while it waits its turn."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as it is hashed; the order of the fields is part of the proof."""

    chain: str
    at: datetime
    effective_on: date
    login: str
    role: str
    unit: str | None
    act: str
    changes: str
    result: str | None = None
    item: str | None = None
    item_version: int | None = None
    duty: str | None = None
    reason: str | None = None


def outside(actor: Actor, role: Role, at: datetime, act: Act, about: dict[str, Any]) -> Entry:
    """The record of an act that belongs to no plan; its day is the real one."""
    changes = canonical({"more": {name: value for name, value in about.items() if value is not None}})
    day = at.astimezone(SHANGHAI).date()
    return Entry(NO_PLAN, at, day, actor.login, role.value, actor.unit_name, act.value, changes)


def digest(previous: str, seq: int, entry: Sequence[Any]) -> str:
    """The hash of a record: over the one before it, its number and all its fields in the order of `Entry`."""
    chain, at, effective_on, *rest = entry
    text = json.dumps([previous, seq, chain, stamp(at), str(effective_on), *rest], ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def stamp(at: datetime | str) -> str:
    """A moment as it is hashed: UTC to the microsecond, the same from both engines."""
    if isinstance(at, str):
        return at.replace(" ", "T").partition("+")[0].ljust(20, ".").ljust(26, "0")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")


Heads = dict[str, tuple[int, str, datetime | None]]
"""The heads of locked chains: the number and the hash of the last record of each, and the latest moment in it."""


def lock(connection: Connection, chains: Iterable[str], at: datetime) -> Heads:
    """Takes the heads of the chains, in order, so that acts on one plan are recorded one after the other.

    A chain that there is not is left out. Refused where the clock of the machine stands before the last record.
    """
    take, _, _ = _statements()
    heads: Heads = {}
    for chain in sorted(set(chains)):
        head = connection.execute(take, {"_chain": chain}).first()
        if head is None:
            continue
        if head.at is not None and head.at - at > WAITED:
            raise Refused("clock_behind", last=shown(head.at), now=shown(at))
        heads[chain] = (head.seq, head.hash, head.at)
    return heads


def begin(connection: Connection, chain: str) -> datetime | None:
    """Makes a chain that may not be there yet; the latest moment in it."""
    from sqlalchemy import select

    from models.database import insert_into
    from models.record import ChainRow

    heads = ChainRow.__table__  # type: ignore[attr-defined]
    row = {"chain": chain, "seq": 0, "hash": ""}
    connection.execute(insert_into(connection, heads).on_conflict_do_nothing(), row)
    found: datetime | None = connection.execute(select(heads.c.at).where(heads.c.chain == chain)).scalar()
    return found


@cache
def _statements() -> tuple[Any, Any, Any]:
    """Taking a head, adding records, moving the head on."""
    from sqlalchemy import bindparam, insert, update

    from models.record import ChainRow, RecordRow

    heads, table = ChainRow.__table__, RecordRow.__table__  # type: ignore[attr-defined]
    one = update(heads).where(heads.c.chain == bindparam("_chain"))
    # An update that changes nothing takes the row's lock on both engines.
    take = one.values(seq=heads.c.seq).returning(heads.c.seq, heads.c.hash, heads.c.at)
    move = one.values(seq=bindparam("_seq"), hash=bindparam("_hash"), at=bindparam("_at"))
    return take, insert(table), move


def shown(at: datetime) -> str:
    """A moment as people read it: Shanghai's time to the second."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


def append(connection: Connection, entries: Sequence[Entry], heads: Heads) -> None:
    """Adds records to the chains of these heads, which the caller has locked, and moves the heads on."""
    _, add, move = _statements()
    for chain in sorted({entry.chain for entry in entries}):
        seq, previous, before = heads[chain]
        rows = []
        for entry in (e for e in entries if e.chain == chain):
            seq += 1
            hashed = digest(previous, seq, _FIELDS(entry))
            rows.append({**_columns(entry), "seq": seq, "previous": previous, "hash": hashed})
            previous = hashed
        connection.execute(add, rows)
        # The head keeps the latest moment, so that waiting acts cannot lead the clock backwards step by step.
        last = max(rows[-1]["at"], before or rows[-1]["at"])
        connection.execute(move, {"_chain": chain, "_seq": seq, "_hash": previous, "_at": last})
        heads[chain] = (seq, previous, last)


_FIELDS = attrgetter(*Entry.__slots__)


def _columns(entry: Entry) -> dict[str, Any]:
    return dict(zip(Entry.__slots__, _FIELDS(entry), strict=True))


@dataclass(frozen=True, slots=True)
class Flaw:
    """The first record of a chain that is not as it was written, or an item that is not as its records say."""

    chain: str
    seq: int
    key: str
    item: str | None = None


def verify(rows: Iterable[tuple[Any, ...]], heads: dict[str, tuple[int, str]]) -> tuple[int, list[Flaw]]:
    """How many records there are, and the first flaw of each chain.

    `rows` are (seq, previous, hash, *fields of Entry) by chain and number; `heads` the number and hash at which each
    chain says it ends.
    """
    count = 0
    flaws: dict[str, Flaw] = {}
    ends: dict[str, tuple[int, str]] = {}
    for seq, previous, hashed, *entry in rows:
        count += 1
        chain = entry[0]
        last, before = ends.get(chain, (0, ""))
        if chain not in flaws and (key := _flaw(seq, previous, hashed, entry, last, before)):
            flaws[chain] = Flaw(chain, last + 1 if key == "record_missing" else seq, key)
        ends[chain] = (seq, hashed)
    for chain, head in heads.items():
        end = ends.get(chain, (0, ""))
        if chain not in flaws and end != head:
            first = min(end[0], head[0]) + (end[0] != head[0])
            flaws[chain] = Flaw(chain, first, "record_missing" if end[0] < head[0] else "record_head")
    flaws.update({chain: Flaw(chain, 1, "record_head") for chain in ends if chain not in heads and chain not in flaws})
    return count, sorted(flaws.values(), key=lambda flaw: flaw.chain)


_STATE = re.compile(r'"state":\["?[^",]*"?,"([^"]+)"\]')


def watched(rows: Iterable[tuple[Any, ...]], last: dict[str, tuple[int, str]]) -> Iterator[tuple[Any, ...]]:
    """The rows as they pass by on the way to `verify`, noting at which version and state each item's records end."""
    item, version, changes = (3 + Entry.__slots__.index(name) for name in ("item", "item_version", "changes"))
    for row in rows:
        if row[item] is not None:
            found = _STATE.search(row[changes])
            state = found[1] if found else last.get(row[item], (0, ""))[1]
            last[row[item]] = (row[version], state)
        yield row


def compare(
    items: Iterable[tuple[str, str, int, str]],
    plans: Iterable[str],
    last: dict[str, tuple[int, str]],
    chains: Iterable[str],
) -> list[Flaw]:
    """Where the items as they stand are not what their records end in, and plans that have no chain.

    This finds what the chain alone cannot: its last records cut off together with its head, or a row changed by hand.
    `items` are (code, plan, version, state).
    """
    known = set(chains)
    flaws = [Flaw(plan, 0, "record_chain") for plan in plans if plan not in known]
    gone = dict(last)
    for code, plan, version, state in items:
        if gone.pop(code, None) != (version, state):
            flaws.append(Flaw(plan, 0, "record_behind", code))
    return flaws + [Flaw(code.partition("-")[0], 0, "item_gone", code) for code in gone]


def _flaw(seq: int, previous: str, hashed: str, entry: list[Any], last: int, before: str) -> str | None:
    if seq != last + 1:
        return "record_missing"
    if previous != before:
        return "record_moved"
    return None if digest(previous, seq, entry) == hashed else "record_changed"
