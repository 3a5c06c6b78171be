"""Sentences in two languages: a key and its facts become what a person reads. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import import_module
from typing import Any

from models.words import Checkpoint, Event, Word

LANGUAGES = ("zh", "en")


@cache
def _sentences(lang: str) -> dict[str, str]:
    """The catalogue of a language; the other one is not read."""
    found: dict[str, str] = import_module(f"workflow.{lang}").SENTENCES
    return found


def say(lang: str, key: str, **facts: Any) -> str:
    """The sentence of `key` in `lang` (`zh` or `en`) with its facts put in. An unknown key is a bug: KeyError."""
    if lang == "zh" and "said" in facts:
        facts = {**facts, "said": _translated(str(facts["said"]))}
    return _sentences(lang)[key].format(**{name: show(value, lang) for name, value in facts.items()})


def _translated(said: str) -> str:
    from workflow.said import SAID

    return SAID.get(said, said)


def show(value: Any, lang: str) -> str:
    """A fact as people write it: 2023年7月31日, the label of a word, a list joined by 、."""
    if isinstance(value, Reason):
        return value.sentence(lang)
    if isinstance(value, DutyCode | Deed):
        return value.sentence(lang)
    if isinstance(value, Word):
        return value.label(lang)
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value.year}年{value.month}月{value.day}日" if lang == "zh" else value.isoformat()
    if isinstance(value, Clauses):
        return ("；" if lang == "zh" else "; ").join(show(part, lang) for part in value)
    if isinstance(value, Years):
        value = value.spans()
    if isinstance(value, Either):
        return ("或" if lang == "zh" else " or ").join(show(part, lang) for part in value)
    if isinstance(value, (list, tuple)):
        return ("、" if lang == "zh" else ", ").join(show(part, lang) for part in value)
    return str(value)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a key of the catalogues and its facts."""

    key: str
    facts: dict[str, Any] = field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        return say(lang, self.key, **self.facts)


class DutyCode(str):
    """The key of a duty, or its code with the item's: data as it is, shown by its name (ZW-07@年度总结2023).

    What is no duty's key, because somebody mistyped it, is shown as it was typed; so is a whole code in English,
    where the name has spaces and could not be typed again.
    """

    __slots__ = ()

    def sentence(self, lang: str) -> str:
        from workflow.lights import duty_name

        item, at, key = self.rpartition("@")
        if at and lang == "en":
            return str(self)
        try:
            return f"{item}{at}{duty_name(key).sentence(lang)}"
        except KeyError:
            return str(self)


class Deed(str):
    """What was to be done: data as it is, shown behind 不能 as it was typed (启动年度总结)."""

    __slots__ = ("word",)
    word: Word

    def __new__(cls, event: Word, kind: Word | None) -> Deed:
        found = super().__new__(cls, event)
        found.word = kind if event == Event.OPEN_REVIEW and isinstance(kind, Checkpoint) else event
        return found

    def sentence(self, lang: str) -> str:
        label = self.word.label(lang)
        if isinstance(self.word, Checkpoint):
            return f"启动{label}" if lang == "zh" else f"open {label}"
        return f"作“{label}”处理" if label.startswith(("不", "未")) else label


class Either(tuple[Any, ...]):
    """Things of which one is enough."""


class Years(tuple[int, ...]):
    """Years in order; those that follow one another are written as a span: 2023—2026."""

    def spans(self) -> list[str]:
        firsts = [year for year in self if year - 1 not in self]
        lasts = [year for year in self if year + 1 not in self]
        return [str(a) if a == b else f"{a}—{b}" for a, b in zip(firsts, lasts, strict=True)]


class Clauses(tuple[Reason, ...]):
    """Reasons that stand side by side as clauses of one sentence."""


def because(key: str, **facts: Any) -> Reason:
    """A reason, ready to be said in either language."""
    return Reason(key, facts)
