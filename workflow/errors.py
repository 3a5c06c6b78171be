"""Every way duban says no that is not storage: what, why and what is possible instead (sentences in the catalogues)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from models.errors import DubanError
from models.words import Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


W = TypeVar("W", bound=Word)


class Usage(DubanError):
    """The words of the command are off: a bad date, an empty reason, a missing result."""

    exit_code = 2


class NotFound(DubanError):
    """There is no such thing, or it lies outside what the account may read."""

    exit_code = 3


class Refused(DubanError):
    """State or a guard forbids it."""

    exit_code = 4


class NotPermitted(DubanError):
    """Role, scope or the two-person rule forbids it."""

    exit_code = 5


class ChangedMeanwhile(DubanError):
    """Somebody else changed the item after it was read."""

    exit_code = 6


class Several(DubanError):
    """Several refusals of one command; nothing was done. The exit code is that of the first."""

    def __init__(self, refusals: Sequence[DubanError], key: str = "several") -> None:
        super().__init__(key, count=len(refusals))
        self.refusals = tuple(refusals)
        self.exit_code = refusals[0].exit_code  # type: ignore[misc]  # of this gathering, not of the class

    def parts(self) -> list[DubanError]:
        return [part for refusal in self.refusals for part in refusal.parts()]


def gathered(refusals: Sequence[DubanError]) -> DubanError:
    """What to raise for one refusal or more: a single one says itself better than a list of one."""
    return refusals[0] if len(refusals) == 1 else Several(refusals)


def missing(kind: str, wanted: str, near: Sequence[str] = ()) -> NotFound:
    """Nothing of that name; `near` are the nearest ones. `kind` is a key `kind_…` of the catalogues."""
    from workflow.speech import because

    key = "unknown" if kind in ("event", "calendar", "context", "setting") else "not_found"
    return NotFound(f"{key}_near" if near else key, kind=because(f"kind_{kind}"), wanted=wanted, near=list(near))


def no_account(wanted: str, names: Mapping[str, str]) -> NotFound:
    """No account of that login; where it is somebody's name, that one's login is told. `names` are by login."""
    logins = [login for login, name in names.items() if name == wanted.strip()]
    if logins:
        return NotFound("account_by_name", name=wanted.strip(), logins=logins)
    return missing("account", wanted, nearest(wanted, list(names)))


def nearest(wanted: str, known: Sequence[str], count: int = 3) -> list[str]:
    """The names closest to what was typed, best first."""
    from difflib import get_close_matches

    folded = {name.casefold(): name for name in known}
    bare = _bare(wanted)
    same = [name for name in folded if _bare(name) == bare]
    close = get_close_matches(wanted.casefold(), list(folded), n=count, cutoff=0.5)
    inside = [name for name in folded if wanted.casefold() in name]
    return [folded[name] for name in dict.fromkeys((*same, *close, *inside))][:count]


def _bare(name: str) -> str:
    """A code without the noughts and the dashes that people leave out: ZW-05 is zw5."""
    return re.sub(r"-|0+(?=\d)", "", name.casefold())


def facts_of(error: DubanError, lang: str) -> dict[str, Any]:
    """A refusal as data: its name, its sentence and its facts, ready for JSON."""
    from workflow.speech import Reason, say

    def plain(value: Any) -> Any:
        if isinstance(value, Reason):
            return {"reason": value.key, "message": value.sentence(lang), **plain(value.facts)}
        if isinstance(value, dict):
            return {name: plain(part) for name, part in value.items()}
        if isinstance(value, (list, tuple)):
            return [plain(part) for part in value]
        return value if isinstance(value, (int, float, bool, type(None))) else str(value)

    facts = plain(error.facts)
    facts.pop("message", None)
    return {"error": error.key, "message": say(lang, error.key, **error.facts), "exit_code": error.exit_code, **facts}


def word_of(kind: type[W], text: str, but: Sequence[W] = ()) -> W:
    """The word of that value or label, in either language; Usage naming the known ones where there is none.

    Those in `but` are understood and not named: they are refused further on.
    """
    found = kind.of(text)
    if found is None:
        known = [word for word in kind.known() if word not in but]
        near = [word for word in known if _alike(word, text.strip().casefold())]
        told = [f"{word.zh} {word.value}" for word in near or known]
        raise Usage("unknown_word_near", word=text, near=told) if near else Usage("unknown_word", word=text, known=told)
    return found


def _alike(word: Word, typed: str) -> bool:
    """Whether one of them holds the other."""
    return bool(typed) and (typed in word.zh or word.zh in typed or typed in word.value)


def plain_text(what: str, text: str, most: int) -> None:
    """Usage unless the text is 1 to `most` characters without spaces or control characters: what people type again."""
    from workflow.speech import because

    if not 0 < len(text) <= most or not text.isprintable() or " " in text:
        raise Usage("text_bad", text=text[:80], what=because(f"what_{what}"), most=most)


def title(text: str) -> None:
    """Usage unless the text is a name that people can read: not empty, and printable."""
    if not text.strip() or not text.isprintable():
        raise Usage("name_bad", text=text[:80])
