"""What the shell may offer where a value is being typed: from the words of the program, and from the database."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from cli import lookup
from cli.language import language
from cli.lookup import MOST, Values, begun, speaking
from cli.page import metavar
from cli.settings import VARIABLES
from models.errors import DubanError
from models.targeting import Pace
from models.words import REVIEWS, Days, Event, Kind, Level, Light, Post, Result, Risk, Role, State, Word
from workflow.speech import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from models.reader import Reader
    from workflow.actor import Actor


def offered(ctx: Any, parameter: Any, typed: str, words: Sequence[str] = ()) -> Values:
    """The values of a parameter that begin as `typed`; `words` are the others of the line, on both sides of it."""
    name = metavar(parameter).rstrip(".")
    if parameter.param_type_name == "argument" and ctx.info_name == "add":
        return []  # what is added has no name yet
    ctx.meta["words"] = words
    found: Values = []
    for part in name.split("|"):
        if part in VALUES:
            found += VALUES[part](ctx, typed)
        elif "|" in name:
            found.append((part, ""))
    return _cut([pair for pair in dict(found).items() if _fits(pair[0], typed)])


def _fits(value: str, typed: str) -> bool:
    """Begins as typed, whatever the case; and holds nothing that a shell would take for its own."""
    return value.casefold().startswith(typed.casefold()) and value.isprintable() and not _SPECIAL.search(value)


_SPECIAL = re.compile(r"[\s!\"#$&'()*;<>?\[\\\]^`{|}~]")


def _cut(found: Values) -> Values:
    """The first and the last: what they all begin with is then what the whole list begins with."""
    ranked = found if len(found) <= MOST else sorted(found)
    return [*ranked[: MOST - 1], ranked[-1]] if len(ranked) > MOST else ranked


# Words of the program


def _words(kind: type[Word]) -> Callable[[Any, str], Values]:
    return lambda _, typed: _both([(word.zh, word.value) for word in kind.known()], typed)


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
    with suppress(DubanError), speaking(ctx) as (reader, actor):
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
    return [row[2] for row in begun(reader, actor, code) if row[0].casefold() == code.casefold()]


def _contexts() -> list[str]:
    from cli.contexts import saved

    return list(saved())


def _setting(ctx: Any, typed: str) -> Values:
    """The values of the setting that was named."""
    if ctx.params.get("setting") == "lang":
        return [(lang, "") for lang in LANGUAGES]
    return lookup.logins(ctx, typed) if ctx.params.get("setting") == "account" else []


VALUES: dict[str, Callable[[Any, str], Values]] = {
    "ITEM": lookup.codes,
    "DUTY": lookup.duties,
    "EVENT": _events,
    "CHECKPOINT": lookup.checkpoints,
    "CODE": lookup.plans,
    "PLAN": lookup.plans,
    "UNIT": lookup.units,
    "UNIT,...": lookup.units,
    "TARGET": lookup.targets,
    "PACE": _words(Pace),
    "LOGIN": lookup.logins,
    "KIND": _words(Kind),
    "STATE": _states,
    "LIGHT": _words(Light),
    "RESULT": _words(Result),
    "ROLE": _words(Role),
    "RISK": _words(Risk),
    "LEVEL": _words(Level),
    "POST": _words(Post),
    "GROUP": _groups,
    "CONTEXT": lambda *_: [(name, "") for name in _contexts()],
    "SETTING": lambda *_: [(name, variable) for name, variable in VARIABLES.items()],
    "VALUE": _setting,
    "CALENDAR": _words(Days),
    "PLAN.yaml": lambda *_: [("zhongwei", ""), ("shizuishan", "")],
}
"""By the word that stands for a value in help: a new command completes what it calls by one of these."""
