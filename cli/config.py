"""The settings: what is in force and from where; and how they are changed in the settings file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import clock, contexts, edit
from cli.asking import national
from cli.days import day
from cli.gate import Shows, command, group
from cli.language import language, origin, spoken, t
from cli.options import JsonOption
from cli.settings import (
    DATABASE,
    DEFAULT,
    ENVIRONMENT,
    FILE,
    VARIABLES,
    chosen,
    default_database,
    place,
    settings,
)
from cli.show import data, say, wrap
from models import address
from models.errors import DubanError, MissingFile
from models.files import there
from workflow.actor import SHANGHAI
from workflow.errors import Usage, facts_of, missing, nearest, plain_text
from workflow.speech import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

SettingArgument = Annotated[str, typer.Argument(help=t("argument.setting"), metavar="SETTING")]


# What is in force


def show(ctx: typer.Context, as_json: JsonOption = False) -> None:
    rows = _in_force(ctx.find_root().params)
    if as_json:
        data(rows)
        return
    for row in rows:
        say(*wrap(t("config.line", what=t(f"config.{row['name']}"), value=_shown(row), origin=_origin(row)), "    "))
        if row["note"]:
            say(*wrap(f"    {row['note']}", "    "))


def _shown(row: dict[str, Any]) -> str:
    return str(row["value"] or t("config.none"))


def _origin(row: dict[str, Any]) -> str:
    return t(f"origin.{row['origin']}", variable=row["variable"] or "")


def _in_force(flags: dict[str, Any]) -> list[dict[str, Any]]:
    """Each setting with its value, where it comes from, and what is off with it."""
    told, broken = _file()
    database, login = _database(flags, told)
    rows = [database, _account(flags, told), _today(flags, told), _lang(told)]
    rows += [_row(name, *_given(name, flags, told)) for name in FILES]
    own = os.environ.get("DUBAN_SETTINGS")
    where = ENVIRONMENT if own else DEFAULT
    rows.append(_row("settings", str(place()), where, own and "DUBAN_SETTINGS", broken or _absent()))
    if not broken:
        rows.append(_context())
    return [*rows, _row("default_account", login, DATABASE)]


def _row(name: str, value: str | None, where: str, variable: str | None = None, off: str = "") -> dict[str, Any]:
    return {"name": name, "value": value or None, "origin": where, "variable": variable, "note": off or None}


def _file() -> tuple[dict[str, Any], str]:
    """The settings file, and why it cannot be read."""
    try:
        return settings(), ""
    except DubanError as refusal:
        return {}, _said(refusal)


def _absent() -> str:
    return "" if there(place()) else t("config.absent")


def _said(refusal: DubanError) -> str:
    return str(facts_of(refusal, language())["message"])


def _given(name: str, flags: dict[str, Any], told: dict[str, Any]) -> tuple[str, str, str | None]:
    flag = {"account": "who"}.get(name, name)
    value, where = chosen(name, flags.get(flag), told)
    return value, where, VARIABLES[name] if where == ENVIRONMENT else None


def _database(flags: dict[str, Any], told: dict[str, Any]) -> tuple[dict[str, Any], str | None]:
    """The database, and its default account where it can be read."""
    value, where, variable = _given("database", flags, told)
    try:
        found = address.parse(value or default_database())
    except DubanError as refusal:
        return _row("database", value.rpartition("@")[2], where, variable, _said(refusal)), None
    login, off = _read(found)
    return _row("database", found.shown, where, variable, off), login


def _read(found: address.Address) -> tuple[str | None, str]:
    """The default account of the database, and why it cannot be read."""
    from models.reader import reading
    from workflow import directory

    try:
        with reading(found) as reader:
            return directory.setting(reader, directory.DEFAULT_ACCOUNT), ""
    except DubanError as refusal:
        return None, _said(refusal)


def _account(flags: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    return _row("account", *_given("account", flags, told))


def _today(flags: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    value, where, variable = _given("today", flags, told)
    try:
        return _row(
            "today", day(value, _real(), national()).isoformat() if value else _real().isoformat(), where, variable
        )
    except DubanError as refusal:
        return _row("today", value, where, variable, _said(refusal))


def _real() -> date:
    return clock.now().astimezone(SHANGHAI).date()


def _lang(told: dict[str, Any]) -> dict[str, Any]:
    value, where = origin(sys.argv[1:], os.environ, told)
    off = ""
    try:
        spoken(os.environ.get("DUBAN_LANG"), told.get("lang"))
    except DubanError as refusal:
        off = _said(refusal)
    return _row("lang", value, where, VARIABLES["lang"] if where == ENVIRONMENT else None, off)


def _context() -> dict[str, Any]:
    name, environment = contexts.chosen()
    where = ENVIRONMENT if environment else FILE if name else DEFAULT
    off = ""
    try:
        off = contexts.Active(name, contexts.of(name)).told() if name else ""
    except DubanError as refusal:
        off = _said(refusal)
    return _row("context", name, where, contexts.VARIABLE if environment else None, off)


# Changing


def put(
    setting: SettingArgument,
    value: Annotated[str, typer.Argument(help=t("argument.value"), metavar="VALUE")],
) -> None:
    meant = CHECKS[_known(setting)](value)
    edit.put(setting, meant)
    shown = address.parse(meant).shown if setting == "database" else meant
    say(*wrap(t("config.saved", what=t(f"config.{setting}"), value=shown, path=str(place()))))
    _overruled(setting)


def take(setting: SettingArgument) -> None:
    edit.put(_known(setting), None)
    say(*wrap(t("config.removed", what=t(f"config.{setting}"), path=str(place()))))
    _overruled(setting)


def _overruled(setting: str) -> None:
    if os.environ.get(VARIABLES[setting]):
        say(*wrap(t("config.overruled", variable=VARIABLES[setting])))


def _known(setting: str) -> str:
    if setting not in VARIABLES:
        raise missing("setting", setting, nearest(setting, list(VARIABLES)) or list(VARIABLES))
    return setting


def _place_of(text: str) -> str:
    """A database as every folder can find it: the whole path of a file."""
    found = address.parse(text)
    return str(found.path.absolute()) if found.path else text


def _login(text: str) -> str:
    plain_text("login", text, 60)
    return text


def _language(text: str) -> str:
    if text.lower() not in LANGUAGES:
        raise Usage("unknown_word", word=text, known=list(LANGUAGES))
    return text.lower()


FILES = ("channels", "texts")
"""Settings that name a file."""


def _file_of(text: str) -> str:
    """A file as every folder can find it. MissingFile where there is none."""
    path = Path(text).expanduser().absolute()
    if not there(path) or not path.is_file():
        raise MissingFile("file_missing", path=str(path), said="No such file or directory")
    return str(path)


def _texts_of(text: str) -> str:
    """A file of texts in which nothing is wrong; of channels that cannot be said where their secrets are not."""
    from schedules.texts import texts

    found = _file_of(text)
    texts(language(), Path(found))
    return found


CHECKS: dict[str, Callable[[str], str]] = {
    "database": _place_of,
    "account": _login,
    "today": lambda text: day(text, _real(), national()).isoformat(),
    "lang": _language,
    "channels": _file_of,
    "texts": _texts_of,
}
"""What becomes of a value before it is written; each refuses what would not work."""


def add(app: typer.Typer) -> None:
    """Adds the settings to the program."""
    config = group(app, "config", Shows)
    command(config, "show", "config_show")(show)
    command(config, "set", "config_set")(put)
    command(config, "unset", "config_unset")(take)
