"""Values from the database that a shell may offer: codes of items and duties, plans, units, logins."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, cast

from cli.language import language
from models.errors import DubanError
from models.words import REVIEWS, SETTLED, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.reader import Reader
    from workflow.actor import Actor

MOST = 200
"""So many values are offered at most."""

Values = list[tuple[str, str]]
"""Each value with what it is, empty where it says so itself."""


@contextmanager
def _reading(ctx: Any) -> Iterator[tuple[Reader, str | None]]:
    """The database that the command line means, and the login that it names; it is read as it is, never upgraded."""
    from cli.asking import asked
    from models.reader import reading

    os.environ.setdefault("PGCONNECT_TIMEOUT", "2")  # nobody waits longer for a list
    root = ctx.find_root().params
    asking = asked(root.get("database"), root.get("who"), None)
    with reading(asking.address) as reader:
        yield reader, asking.login


@contextmanager
def speaking(ctx: Any) -> Iterator[tuple[Reader, Actor]]:
    """The database that the command line means, and the account that speaks; NotFound where there is none."""
    from workflow import directory
    from workflow.errors import missing

    with _reading(ctx) as (reader, login):
        named = login or directory.setting(reader, directory.DEFAULT_ACCOUNT) or ""
        actor = directory.actor(reader, named)
        if actor is None:
            raise missing("account", named)
        yield reader, actor


def begun(reader: Reader, actor: Actor, typed: str, most: int = MOST) -> list[tuple[str, str, str]]:
    """Code, title and state of the items that the account may read and whose code begins as typed, or in capitals."""
    return _first(reader, actor, typed, most) or _first(reader, actor, typed.upper(), most)


def _first(reader: Reader, actor: Actor, typed: str, most: int) -> list[tuple[str, str, str]]:
    """The first ones, and the last one where there are more."""
    from workflow.scope import Wanted, conditions

    clause, scope = conditions(actor, Wanted())
    scope |= {"typed": f"{typed}%", "begin": typed, "end": f"{typed}\U0010ffff"}
    # SQLite finds the beginning by its index; a server may sort in another order than that of the characters.
    span = " AND i.code >= :begin AND i.code < :end" if reader.named else ""
    query = (
        "SELECT i.code, i.title, i.state FROM item i JOIN unit u ON u.id = i.unit_id "
        f"WHERE i.code LIKE :typed{span} AND {clause} ORDER BY i.code"
    )
    found = reader.rows(f"{query} LIMIT {most}", **scope)
    last = reader.rows(f"{query} DESC LIMIT 1", **scope) if len(found) == most else []
    return cast("list[tuple[str, str, str]]", [*found, *last])


def codes(ctx: Any, typed: str) -> Values:
    """Items; where an event stands before them, those in whose state it is possible, if they are not too many."""
    with speaking(ctx) as (reader, actor):
        found = begun(reader, actor, typed, MANY)
        states = _sources(ctx.params.get("event")) if len(found) < MANY else set()
        signs = _signing(reader, [code for code, *_ in found]) if State.ASSIGNED in states else set()
        able = [row for row in found if not states or row[2] in states or row[0] in signs]
        return [(code, title) for code, title, _ in able]


MANY = 2000
"""So many items are looked at one by one while somebody waits."""


def _signing(reader: Reader, codes: Sequence[str]) -> set[str]:
    """Those of the items that a unit still has to sign for: what was reassigned is, in any state."""
    from models.reader import parts

    found: set[str] = set()
    for some in parts(codes):
        named = {f"code{number}": code for number, code in enumerate(some)}
        query = (
            "SELECT i.code FROM duty d JOIN item i ON i.id = d.item_id WHERE d.kind = 'sign' AND d.status = 'pending' "
            f"AND i.code IN ({', '.join(f':{name}' for name in named)})"
        )
        found |= {row[0] for row in reader.rows(query, **named)}
    return found


def _sources(event: str | None) -> set[str]:
    """The states from which an event leads; none where it is not known."""
    from cli.advance import event_word
    from workflow.lifecycle import LIFECYCLE

    with suppress(DubanError):
        wanted = event_word(event or "")[0]
        return {one.source.value for one in LIFECYCLE if one.event == wanted}
    return set()


def duties(ctx: Any, typed: str) -> Values:
    """The items first; where only one is left, what it owes."""
    item, at, _ = typed.partition("@")
    with speaking(ctx) as (reader, actor):
        found = begun(reader, actor, item)
        codes = [code for code, *_ in found if not at or code.casefold() == item.casefold()]
        if len(codes) != 1:
            return [(f"{code}@", title) for code, title, _ in found]
        names = _owed(reader, codes, settled=ctx.info_name == "why")
        return [(f"{codes[0]}@{name}", due) for name, due in _both_names(names, typed.partition("@")[2])]


def checkpoints(ctx: Any, typed: str) -> Values:
    """The reviews that the items owe which stand on the line already."""
    with speaking(ctx) as (reader, actor):
        codes = [row[0] for word in ctx.meta["words"] for row in begun(reader, actor, word) if row[0] == word.upper()]
        reviews = [one for one in _owed(reader, codes) if one[0].partition("-")[0] in tuple(REVIEWS)]
        return _both_names(reviews, typed)


def _owed(reader: Reader, codes: Sequence[str], *, settled: bool = True) -> Values:
    """The keys of the duties of these items with the days on which they are due."""
    query = (
        "SELECT d.key, d.due_on, d.status FROM duty d JOIN item i ON i.id = d.item_id WHERE i.code = :code "
        "ORDER BY d.due_on, d.id"
    )
    rows = [row for code in codes for row in reader.rows(query, code=code)]
    return [(key, str(due)) for key, due, status in rows if settled or status not in tuple(SETTLED)]


def _both_names(found: Values, typed: str) -> Values:
    """The duties by name and by key, those of the other language only when they are begun."""
    from workflow.lights import duty_name

    named = [(duty_name(key).sentence("zh"), due) for key, due in found]
    first, second = (named, found) if language() == "zh" else (found, named)
    return [*first, *(second if typed else [])]


def plans(ctx: Any, typed: str) -> Values:  # noqa: ARG001  # they share one signature
    from workflow import directory
    from workflow.rights import READERS

    with speaking(ctx) as (reader, actor):
        mine = [grant.plan_id for grant in actor.grants if grant.role in READERS]
        plans = directory.plan_list(reader)
        return [(row["code"], row["title"]) for row in plans if None in mine or row["id"] in mine]


def targets(ctx: Any, typed: str) -> Values:
    """The targets that items of the account's scope owe, with what they measure."""
    from workflow.scope import Wanted, conditions

    with speaking(ctx) as (reader, actor):
        clause, scope = conditions(actor, Wanted())
        found = reader.rows(
            "SELECT DISTINCT t.code, t.metric FROM target t JOIN target_share s ON s.target_id = t.id "
            f"JOIN item i ON i.id = s.item_id JOIN unit u ON u.id = i.unit_id WHERE {clause} AND t.code LIKE :typed "
            "ORDER BY t.code",
            **scope,
            typed=f"{typed.upper()}%",
        )
    return [(code, metric) for code, metric in found[:MOST]]


def units(ctx: Any, typed: str) -> Values:
    """Full names; codes and other names when they are begun."""
    from workflow import directory
    from workflow.rights import READERS

    with speaking(ctx) as (reader, actor):
        if not any(actor.holds(role) for role in READERS):
            return []
        known = directory.unit_names(reader)
    own = {ref.name: ref.code for refs in known.values() for ref in refs}
    others = [(name, refs[0].name) for name, refs in known.items() if name not in own]
    return [*own.items(), *(others if typed else [])]


def logins(ctx: Any, typed: str) -> Values:  # noqa: ARG001  # likewise
    """Whoever may speak, to choose from; who asks is not known yet where one is chosen."""
    with _reading(ctx) as (reader, _):
        return cast("Values", reader.rows("SELECT login, name FROM account WHERE active ORDER BY login"))
