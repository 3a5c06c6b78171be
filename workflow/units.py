"""The unit register: a tree of units, each with a path, so that a subtree is one prefix."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from models.words import Level
from workflow import directory, store
from workflow.actor import UnitRef
from workflow.directory import names_of
from workflow.errors import Refused, Usage, gathered, plain_text, title
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from models.planfile import UnitFacts

_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit as it is to be registered."""

    code: str
    name: str
    level: Level
    parent: UnitRef | None = None
    aliases: tuple[str, ...] = ()
    credit_code: str | None = None


def register(connection: Connection) -> dict[str, list[UnitRef]]:
    """Every unit by every name it goes by (`directory.names_of`)."""
    return names_of(_all(connection))


def _all(connection: Connection) -> list[tuple[UnitRef, str]]:
    """Every unit with its aliases, a line each."""
    rows = connection.execute(select(store.UNIT).order_by(store.UNIT.c.id)).all()
    return [(UnitRef(row.id, row.code, row.name, row.path), row.aliases) for row in rows]


class Called:
    """What units are called. A name or code is no other unit's alias; an alias may be shared, and is then ambiguous."""

    def __init__(self, rows: Iterable[tuple[UnitRef, str]]) -> None:
        self.own: defaultdict[str, list[UnitRef]] = defaultdict(list)
        self.aliases: defaultdict[str, list[UnitRef]] = defaultdict(list)
        for ref, aliases in rows:
            for word in (ref.code, ref.name):
                self.own[word].append(ref)
            for alias in filter(None, aliases.split("\n")):
                self.aliases[alias].append(ref)

    def clashes(self, unit: UnitRef, aliases: Iterable[str]) -> Iterator[tuple[str, Refused]]:
        """What a unit may not be called because of another, each with the column of a sheet that says it."""
        for column, word in (("code", unit.code), ("name", unit.name)):
            yield from ((column, one) for one in _held("alias_held", word, self.aliases, unit))
        for alias in aliases:
            yield from (("aliases", one) for one in _held("name_held", alias, self.own, unit))


def _held(key: str, word: str, known: Mapping[str, list[UnitRef]], unit: UnitRef) -> list[Refused]:
    others = [ref for ref in known.get(word, []) if ref.id != unit.id]
    return [Refused(key, name=word, unit=ref.name, code=ref.code) for ref in others[:1]]


def find(connection: Connection, wanted: str) -> UnitRef:
    """The unit of that code, name or alias. NotFound with the nearest names; Usage where several share the name."""
    return directory.unit(register(connection), wanted)


def _own(known: dict[str, list[UnitRef]], word: str | None) -> UnitRef | None:
    """The unit whose code or full name is the word; an alias is not enough."""
    return next((ref for ref in known.get(word or "", []) if word in (ref.code, ref.name)), None)


def add(
    connection: Connection,
    code: str,
    name: str,
    level: Level,
    parent: UnitRef | None = None,
    aliases: Sequence[str] = (),
    credit_code: str | None = None,
    *,
    from_text: bool = False,
) -> UnitRef:
    """A new unit below `parent`. Refused where its code or name is taken; Usage where the credit code is wrong."""
    plain_text("code", code, 32)
    for word in (name, *aliases):
        title(word)
    rows = _all(connection)
    known = names_of(rows)
    for word in (code, name):
        if _own(known, word):
            raise Refused("code_taken", kind=because("kind_unit"), code=word)
    clashes = [refusal for _, refusal in Called(rows).clashes(UnitRef(0, code, name, ""), aliases)]
    if clashes:
        raise gathered(clashes)
    if credit_code is not None and not valid_credit_code(credit_code):
        raise Usage("credit_code", code=credit_code)
    row = _row(code, name, level, parent, aliases, from_text=from_text)
    return _insert(connection, [{**row, "credit_code": credit_code}], [parent])[0]


def add_all(connection: Connection, facts: Sequence[NewUnit]) -> list[UnitRef]:
    """New units below units that are there, all at once; the caller has checked them as `add` does."""
    parents = [unit.parent for unit in facts]
    rows = [
        {
            **_row(unit.code, unit.name, unit.level, unit.parent, unit.aliases, from_text=False),
            "credit_code": unit.credit_code,
        }
        for unit in facts
    ]
    return _insert(connection, rows, parents) if rows else []


def _row(
    code: str, name: str, level: Level, parent: UnitRef | None, aliases: Sequence[str], *, from_text: bool
) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "level": level,
        "parent_id": parent.id if parent else None,
        "aliases": "\n".join(dict.fromkeys(aliases)),
        "path": "",
        "from_text": from_text,
    }


def _insert(connection: Connection, rows: Sequence[dict[str, Any]], parents: Sequence[UnitRef | None]) -> list[UnitRef]:
    """Writes new units; a unit's path ends with its own id, so it is set when the id is known."""
    query = insert(store.UNIT).returning(store.UNIT.c.id, sort_by_parameter_order=True)
    keys = connection.execute(query, list(rows)).scalars().all()
    made = [
        UnitRef(key, row["code"], row["name"], f"{parent.path if parent else '/'}{key}/")
        for key, row, parent in zip(keys, rows, parents, strict=True)
    ]
    placed = update(store.UNIT).where(store.UNIT.c.id == bindparam("_id")).values(path=bindparam("_path"))
    connection.execute(placed, [{"_id": unit.id, "_path": unit.path} for unit in made])
    return made


def take_in(connection: Connection, facts: Sequence[UnitFacts]) -> tuple[dict[str, UnitRef], int]:
    """The units of a plan file, by every name they go by, and how many of them were new to the register.

    A unit of the same code or the same full name is the same unit. Parents come before their children.
    """
    known = register(connection)
    free = (code for number in range(1, 10**6) if (code := f"U{number:04d}") not in known)
    mine: dict[str, UnitRef] = {}
    made = 0
    waiting = list(facts)
    while waiting:
        ready = [unit for unit in waiting if unit.parent is None or unit.parent in mine] or waiting
        new = [unit for unit in ready if _same(known, unit) is None]
        fresh = _insert_facts(connection, new, mine, free) if new else []
        refs = dict(zip(map(id, new), fresh, strict=True))
        for unit in ready:
            ref = refs.get(id(unit)) or _same(known, unit)
            assert ref is not None
            mine.update(dict.fromkeys((*unit.names(), ref.code), ref))
        made += len(new)
        taken = set(map(id, ready))
        waiting = [unit for unit in waiting if id(unit) not in taken]
    return mine, made


def _same(known: dict[str, list[UnitRef]], unit: UnitFacts) -> UnitRef | None:
    """The unit of the register that this one is. Refused where its code belongs to a unit of another name."""
    ref = _own(known, unit.code) or _own(known, unit.name)
    if ref is not None and ref.name != unit.name and ref.code == unit.code:
        raise Refused("unit_code_changed", code=unit.code, name=ref.name)
    return ref


def _insert_facts(
    connection: Connection, facts: Sequence[UnitFacts], mine: dict[str, UnitRef], free: Iterator[str]
) -> list[UnitRef]:
    parents = [mine.get(unit.parent) if unit.parent else None for unit in facts]
    rows = []
    for unit, parent in zip(facts, parents, strict=True):
        aliases = [name for name in unit.names() if name != unit.name]
        code = unit.code or next(free)
        rows.append(_row(code, unit.name, unit.level, parent, aliases, from_text=unit.from_text))
    return _insert(connection, rows, parents)


def valid_credit_code(code: str) -> bool:
    """Whether the last of the 18 characters proves the others (GB 32100-2015)."""
    if len(code) != 18 or any(character not in _CREDIT for character in code):
        return False
    total = sum(_CREDIT.index(character) * pow(3, place, 31) for place, character in enumerate(code[:17]))
    return _CREDIT[(31 - total % 31) % 31] == code[17]
