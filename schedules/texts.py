"""The texts of messages: the ones that come with the program, and those that an office puts in their place."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

from schedules.fields import Field, Wrong
from schedules.reading import Reading
from workflow.speech import because, show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a language by their places: `subject`, `tones.urge`."""

    lang: str
    known: Mapping[str, str]

    def say(self, place: str, **facts: Any) -> str:
        """The text with its facts put in."""
        return self.known[place].format(**{name: show(value, self.lang) for name, value in facts.items()})


def bundled(lang: str) -> str:
    """The file of texts that comes with the program, to be saved and changed."""
    return (_HERE / f"texts_{lang}.toml").read_text(encoding="utf-8")


@cache
def _bundled(lang: str) -> Mapping[str, str]:
    return _flat(tomllib.loads(bundled(lang)))


def _flat(tables: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in tables.items():
        found |= {f"{name}.{k}": v for k, v in value.items()} if isinstance(value, dict) else {name: value}
    return found


def texts(lang: str, path: Path | None = None) -> Texts:
    """The texts of the language, with those of the file in their place.

    MissingFile where the file cannot be read; Usage or Several with every problem in it.
    """
    known = _bundled(lang)
    return Texts(lang, known if path is None else {**known, **_written(path, known)})


def _written(path: Path, known: Mapping[str, str]) -> dict[str, str]:
    reading = Reading(path, {})
    tables: dict[str, list[Field]] = {}
    for place, text in known.items():
        table, _, name = place.rpartition(".")
        tables.setdefault(table, []).append(Field(name, _text(_words(text), flat=name in _HEADERS)))
    top = [name for name in tables if name]
    found = _flat(reading.table((), {k: v for k, v in reading.data.items() if k not in top}, tables[""], also=top))
    for name in (name for name in top if name in reading.data):
        found |= {f"{name}.{k}": v for k, v in reading.table((name,), reading.data[name], tables[name]).items()}
    reading.finish()
    return found


def _words(text: str) -> frozenset[str]:
    """The words in braces."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


_HEADERS = ("subject", "subject_copy")
"""What stands in the header of a mail, and so in one line."""


def _text(allowed: frozenset[str], *, flat: bool) -> Callable[[Any, Path], str]:
    """A text whose words in braces are all among those that the program can put in; a `flat` one has one line."""

    def take(value: Any, _folder: Path) -> str:
        if not isinstance(value, str) or not value.strip() or _CONTROL.search(value):
            raise Wrong(because("texts_text"))
        if flat and "\n" in value:
            raise Wrong(because("texts_line"))
        try:
            parts = list(Formatter().parse(value))
        except ValueError:
            raise Wrong(because("texts_braces")) from None
        plain = all(not form and not turn for _, name, form, turn in parts if name is not None)
        if not plain or not _words(value) <= allowed:
            known = [f"{{{name}}}" for name in sorted(allowed)]
            raise Wrong(because("texts_words", known=known) if known else because("texts_no_words"))
        return value

    return take


_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
