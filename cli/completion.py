"""What the shell may offer where a value is being typed: from the words of the program, and from the database."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, cast

from cli.language import language
from cli.page import metavar
from models.errors import DubanError
from models.words import REVIEWS, SETTLED, Event, Kind, Level, Light, Post, Result, Risk, Role, State, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from models.reader import Reader
    from workflow.actor import Actor

MOST = 200
"""So many values are offered at most."""

Values = list[tuple[str, str]]
"""Each value with what it is, empty where it says so itself."""


def offered(ctx: Any, parameter: Any, typed: str, words: Sequence[str] = ()) -> Values:
    """The values of a parameter that begin as `typed`; `words` are the others of the line, on both sides of it."""
    name = metavar(parameter).rstrip(".")
    if parameter.param_type_name == "argument" and ctx.info_name == "add":
        return []  # what is added has no name yet
    if "|" in name:
        found: Values = [(word, "") for word in name.split("|")]
    else:
        ctx.meta["words"] = words
        found = VALUES[name](ctx, typed) if name in VALUES else []
    return _cut([pair for pair in dict(found).items() if _fits(pair[0], typed)])


def _fits(value: str, typed: str) -> bool:
    """Begins as typed, whatever the case; and holds nothing that a shell would take for its own."""
    return value.casefold().startswith(typed.casefold()) and value.isprintable() and not _SPECIAL.search(value)


_SPECIAL = re.compile(r"[\s!\"#$&'()*;<>?\[\\\]^`{|}~]")


def _cut(found: Values) -> Values:
    """The first and the last: what they all begin with is then what the whole list begins with."""
    return found if len(found) <= MOST else [*found[: MOST - 1], found[-1]]


# Words of the program


def _words(kind: type[Word]) -> Callable[[Any, str], Values]:
    return lambda _, typed: _both([(word.zh, word.value) for word in kind], typed)


def _both(pairs: Iterable[tuple[str, str]], typed: str) -> Values:
    """Chinese and English names, those of the other language only when they are begun."""
    known = list(pairs)
    chinese, english = [(zh, en) for zh, en in known], [(en, zh) for zh, en in known]
    first, second = (chinese, english) if language() == "zh" else (english, chinese)
    return [*first, *(second if typed else [])]


def _states(_: Any, typed: str) -> Values:
    stages = {state.zh.partition("·")[0]: state.stage for state in State}
    return _both([*stages.items(), *((state.zh, state.value) for state in State if state.step)], typed)


def _groups(_: Any, typed: str) -> Values:
    from cli.options import GROUPS

    return _both([(zh, en) for zh, en in GROUPS.items() if not zh.isascii()], typed)


def _events(ctx: Any, typed: str) -> Values:
    """What the account may ever give; where the items are there already, what their states allow."""
    from workflow.lifecycle import LIFECYCLE

    moves = list(LIFECYCLE)
    with suppress(DubanError), _speaking(ctx) as (reader, actor):
        states = {state for code in ctx.meta["words"] for state in _state_of(reader, actor, code)}
        moves = [one for one in moves if any(actor.holds(role) for role in one.roles)]
        moves = [one for one in moves if not states or one.source in states]
    names: list[tuple[str, str]] = []
    for event in dict.fromkeys(one.event for one in moves):
        names += [(name, event.value) for name in event.zh.split("/") if event != Event.OPEN_REVIEW]
        if event == Event.OPEN_REVIEW:
            names += [(f"启动{kind.zh}", f"open_{kind.value}") for kind in REVIEWS]
    return _both(names, typed)


def _state_of(reader: Reader, actor: Actor, code: str) -> list[str]:
    return [row[2] for row in _items(reader, actor, code) if row[0].casefold() == code.casefold()]


# The database


@contextmanager
def _reading(ctx: Any) -> Iterator[tuple[Reader, str | None]]:
    """The database that the command line means, and the login that it names; it is read as it is, never upgraded."""
    from cli.asking import asked
    from models.reader import reading

    os.environ.setdefault("PGCONNECT_TIMEOUT", "2")  # nobody waits longer for a list
    root = ctx.find_root().params
    asking = asked(root.get("database"), root.get("login"), None)
    with reading(asking.address) as reader:
        yield reader, asking.login


@contextmanager
def _speaking(ctx: Any) -> Iterator[tuple[Reader, Actor]]:
    """The same with the account that speaks; NotFound where there is none."""
    from workflow import directory
    from workflow.errors import missing

    with _reading(ctx) as (reader, login):
        named = login or directory.setting(reader, directory.DEFAULT_ACCOUNT) or ""
        actor = directory.actor(reader, named)
        if actor is None:
            raise missing("account", named)
        yield reader, actor


def _items(reader: Reader, actor: Actor, typed: str, more: str = "") -> list[tuple[str, str, str]]:
    """Code, title and state of the items that the account may read and whose code begins as typed."""
    from workflow.scope import Wanted, conditions

    clause, scope = conditions(actor, Wanted())
    scope["typed"] = f"{typed.casefold()}%"
    query = (
        "SELECT i.code, i.title, i.state FROM item i JOIN unit u ON u.id = i.unit_id "
        f"WHERE LOWER(i.code) LIKE :typed AND {clause}{more} ORDER BY i.code"
    )
    found = reader.rows(f"{query} LIMIT {MOST}", **scope)
    last = reader.rows(f"{query} DESC LIMIT 1", **scope) if len(found) == MOST else []
    return cast("list[tuple[str, str, str]]", [*found, *last])


def _codes(ctx: Any, typed: str) -> Values:
    """Items; where an event stands before them, those in whose state it is possible."""
    with _speaking(ctx) as (reader, actor):
        states = _sources(ctx.params.get("event"))
        more = f" AND (i.state IN ({', '.join(states)}) OR {_SIGNS})" if states else ""
        return [(code, title) for code, title, _ in _items(reader, actor, typed, more)]


_SIGNS = "EXISTS (SELECT 1 FROM duty s WHERE s.item_id = i.id AND s.kind = 'sign' AND s.status = 'pending')"
"""What was reassigned is signed for in any state."""


def _sources(event: str | None) -> list[str]:
    """The states from which an event leads, as SQL; none where it is not known."""
    from cli.advance import event_word
    from workflow.lifecycle import LIFECYCLE

    with suppress(DubanError):
        wanted = event_word(event or "")[0]
        return sorted({f"'{one.source.value}'" for one in LIFECYCLE if one.event == wanted})
    return []


def _duties(ctx: Any, typed: str) -> Values:
    """The items first; where only one is left, what it owes."""
    item, at, _ = typed.partition("@")
    with _speaking(ctx) as (reader, actor):
        found = _items(reader, actor, item)
        codes = [code for code, *_ in found if not at or code.casefold() == item.casefold()]
        if len(codes) != 1:
            return [(f"{code}@", title) for code, title, _ in found]
        names = _owed(reader, codes, settled=ctx.info_name == "why")
        return [(f"{codes[0]}@{name}", due) for name, due in _both_names(names, typed.partition("@")[2])]


def _checkpoints(ctx: Any, typed: str) -> Values:
    """The reviews that the items owe which stand on the line already."""
    with _speaking(ctx) as (reader, actor):
        codes = [row[0] for word in ctx.meta["words"] for row in _items(reader, actor, word) if row[0] == word.upper()]
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
    from workflow.deadlines import duty_name

    named = [(duty_name(key).sentence("zh"), due) for key, due in found]
    first, second = (named, found) if language() == "zh" else (found, named)
    return [*first, *(second if typed else [])]


def _plans(ctx: Any, typed: str) -> Values:  # noqa: ARG001  # they share one signature
    from workflow import directory
    from workflow.rights import READERS

    with _speaking(ctx) as (reader, actor):
        mine = [grant.plan_id for grant in actor.grants if grant.role in READERS]
        plans = directory.plan_list(reader)
        return [(row["code"], row["title"]) for row in plans if None in mine or row["id"] in mine]


def _units(ctx: Any, typed: str) -> Values:
    """Full names; codes and other names when they are begun."""
    from workflow import directory
    from workflow.rights import READERS

    with _speaking(ctx) as (reader, actor):
        if not any(actor.holds(role) for role in READERS):
            return []
        known = directory.unit_names(reader)
    own = {ref.name: ref.code for refs in known.values() for ref in refs}
    others = [(name, refs[0].name) for name, refs in known.items() if name not in own]
    return [*own.items(), *(others if typed else [])]


def _logins(ctx: Any, typed: str) -> Values:  # noqa: ARG001
    """Whoever may speak, to choose from; who asks is not known yet where one is chosen."""
    with _reading(ctx) as (reader, _):
        return cast("Values", reader.rows("SELECT login, name FROM account WHERE active ORDER BY login"))


VALUES: dict[str, Callable[[Any, str], Values]] = {
    "ITEM": _codes,
    "DUTY": _duties,
    "EVENT": _events,
    "CHECKPOINT": _checkpoints,
    "CODE": _plans,
    "UNIT": _units,
    "LOGIN": _logins,
    "KIND": _words(Kind),
    "STATE": _states,
    "LIGHT": _words(Light),
    "RESULT": _words(Result),
    "ROLE": _words(Role),
    "RISK": _words(Risk),
    "LEVEL": _words(Level),
    "POST": _words(Post),
    "GROUP": _groups,
    "CALENDAR": lambda *_: [("national", ""), ("ningxia", "")],
    "PLAN.yaml": lambda *_: [("zhongwei", ""), ("shizuishan", "")],
}
"""By the word that stands for a value in help: a new command completes what it calls by one of these."""
