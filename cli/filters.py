"""The saved filters: kept in the settings file, put in force for the lists, and switched off."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import contexts, edit
from cli.gate import Lists, command, group
from cli.language import t
from cli.options import JsonOption, Which, kind_word, spread, state_word
from cli.settings import settings
from cli.show import data, say, wrap
from models.words import Light
from workflow.errors import Usage, plain_text, word_of

if TYPE_CHECKING:
    from collections.abc import Callable

ContextArgument = Annotated[str, typer.Argument(help=t("argument.context"), metavar="CONTEXT")]


def save(name: ContextArgument, told: Which) -> None:
    values = {field: getattr(told, field) for field in contexts.FIELDS if getattr(told, field)}
    plain_text("context", name, 40)
    if not values:
        raise Usage("context_empty", known=[f"--{field}" for field in contexts.FIELDS])
    for field, check in WORDS.items():
        if field in values:
            check(values[field])
    if bad := [text for text in values.values() if not text.isprintable()]:
        raise Usage("name_bad", text=bad[0])
    edit.put_context(name, values)
    say(*wrap(t("context.saved", name=name, filter=contexts.Active(name, values).told())))


WORDS: dict[str, Callable[[str], Any]] = {
    "kind": kind_word,
    "state": state_word,
    "light": lambda text: word_of(Light, text),
}
"""What can be checked without a database; plans and units are looked up when a list is asked for."""


def use(name: ContextArgument) -> None:
    values = contexts.of(name)
    edit.put("context", name)
    say(*wrap(t("context.used", filter=contexts.Active(name, values).told())))
    if contexts.VARIABLE in os.environ:
        say(*wrap(t("config.overruled", variable=contexts.VARIABLE)))


def off() -> None:
    edit.put("context", None)
    say(t("context.off"))
    if os.environ.get(contexts.VARIABLE):
        say(*wrap(t("config.overruled", variable=contexts.VARIABLE)))


def listing(as_json: JsonOption = False) -> None:
    known, (active, _) = contexts.saved(), contexts.chosen()
    if as_json:
        data([{"name": name, "active": name == active, **_whole(values)} for name, values in known.items()])
        return
    for name, values in known.items():
        mark = t("context.mark") if name == active else ""
        say(*wrap(f"{contexts.Active(name, values).told()}{mark}", "    "))
    if not known:
        say(t("context.empty"))


def _whole(values: dict[str, str]) -> dict[str, str | None]:
    return {field: values.get(field) for field in contexts.FIELDS}


def delete(name: ContextArgument) -> None:
    contexts.of(name)
    edit.put_context(name, None)
    if settings().get("context") == name:
        edit.put("context", None)
    say(t("context.deleted", name=name))


def add(app: typer.Typer) -> None:
    """Adds the saved filters to the program."""
    context = group(app, "context", Lists)
    command(context, "save", "context_save")(spread(Which)(save))
    command(context, "use", "context_use")(use)
    command(context, "off", "context_off")(off)
    command(context, "list", "context_list")(listing)
    command(context, "delete", "context_delete")(delete)
