"""The language of help, tables and refusals: chosen once, before any command is built."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cli.settings import DEFAULT, ENVIRONMENT, FILE, FLAG, settings
from models.errors import MissingFile
from workflow.errors import Usage
from workflow.speech import LANGUAGES, show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@cache
def language() -> str:
    """`zh` or `en`: the flag, else DUBAN_LANG, else the settings file, else the locale, else Chinese."""
    try:
        told = settings()
    except MissingFile:
        told = {}  # refused when the run looks at its settings, in a language that is known by then
    return choose(sys.argv[1:], os.environ, told)


def choose(words: Sequence[str], environment: Mapping[str, str], told: Mapping[str, Any]) -> str:
    """The language for a command line, an environment and a settings file."""
    return origin(words, environment, told)[0]


def origin(words: Sequence[str], environment: Mapping[str, str], told: Mapping[str, Any]) -> tuple[str, str]:
    """The same with where it comes from."""
    flag = next((after for word, after in pairwise(words) if word == "--lang"), "")
    flag = flag or next((word.partition("=")[2] for word in words if word.startswith("--lang=")), "")
    local = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    given = ((FLAG, flag), (ENVIRONMENT, environment.get("DUBAN_LANG", "")), (FILE, str(told.get("lang", ""))))
    for where, asked in (*given, (LOCALE, local)):
        if asked[:2].lower() in LANGUAGES:
            return asked[:2].lower(), where
    return "zh", DEFAULT


LOCALE = "locale"


def spoken(*asked: Any) -> None:
    """Usage where one of these asks for a language that duban does not speak."""
    for word in filter(None, asked):
        if str(word)[:2].lower() not in LANGUAGES:
            raise Usage("unknown_word", word=str(word), known=list(LANGUAGES))


@cache
def _texts(lang: str) -> dict[str, str]:
    """The catalogue of a language; the other one is not read."""
    found: dict[str, str] = import_module(f"cli.{lang}").TEXTS
    return found


def t(key: str, **facts: Any) -> str:
    """A text of the command line in the language of this run."""
    lang = language()
    return _texts(lang)[key].format(**{name: show(value, lang) for name, value in facts.items()})
