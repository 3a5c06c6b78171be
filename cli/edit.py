"""The settings file changed: one setting or one saved filter at a time, all other lines as people wrote them."""

from __future__ import annotations

import json
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.settings import place, settings
from models.errors import MissingFile
from workflow.errors import Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_HEADER = re.compile(r"\s*\[")
_KEY = re.compile(r"""\s*[\w"'-]+\s*=""")


def put(name: str, value: str | None) -> None:
    """Sets a setting, or takes it away where the value is None. MissingFile where the file cannot be written."""
    literal = None if value is None else value if name == "today" else _quoted(value)
    told = {key: held for key, held in settings().items() if key != name}
    if literal is not None:
        told |= _parsed(f"{name} = {literal}")

    def change(lines: list[str]) -> Iterator[list[str]]:
        end = next((number for number, line in enumerate(lines) if _HEADER.match(line)), len(lines))
        return ([*above, *lines[end:]] for above in _with(lines[:end], name, literal))

    _change(change, told)


def put_context(name: str, values: Mapping[str, str] | None) -> None:
    """Saves a filter, or deletes it where there are no values. MissingFile where the file cannot be written."""
    from schedules.reading import named

    held = settings().get("contexts")
    saved = {key: one for key, one in held.items() if key != name} if isinstance(held, dict) else {}
    if values is not None:
        saved[name] = dict(values)
    pairs = [f"{key} = {_quoted(text)}" for key, text in (values or {}).items()]
    fresh = [f"[contexts.{_quoted(name)}]", *pairs] if pairs else []

    def change(lines: list[str]) -> Iterator[list[str]]:
        heads = [number for number, line in enumerate(lines) if _HEADER.match(line)]
        start = next((number for number in heads if named(lines[number]) == ("contexts", name)), None)
        if start is None:
            yield [*lines, *([""] if any(lines) else []), *fresh]
            return
        end = next((number for number in heads if number > start), len(lines))
        remarks = [line for line in lines[start + 1 : end] if not line.strip() or line.lstrip().startswith("#")]
        yield [*lines[:start], *fresh, *remarks, *lines[end:]]

    _change(change, {**settings(), "contexts": saved})


def _with(lines: list[str], name: str, literal: str | None) -> Iterator[list[str]]:
    """The lines above the first table with this setting where the old one stood, else behind one of the others.

    The last one comes first; where that goes on over several lines, the one before it.
    """
    own = re.compile(rf"""\s*(["']?){name}\1\s*=""")
    at = next((number for number, line in enumerate(lines) if own.match(line)), None)
    if at is not None:
        fresh = [] if literal is None else [f"{name} = {literal}{_remark(lines[at])}"]
        yield [*lines[:at], *fresh, *lines[at + 1 :]]
    elif literal is None:
        yield lines
    else:
        keys = [0, *(number + 1 for number, line in enumerate(lines) if _KEY.match(line))]
        yield from ([*lines[:at], f"{name} = {literal}", *lines[at:]] for at in reversed(keys))


def _remark(line: str) -> str:
    """The remark behind a value, with the spaces before it."""
    for at in (number for number, sign in enumerate(line) if sign == "#"):
        with suppress(ValueError):
            _parsed(line[:at])
            return line[len(line[:at].rstrip()) :]
    return ""


def _parsed(text: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(text)


def _quoted(text: str) -> str:
    """A string as TOML writes it; of text that can be printed JSON makes the same."""
    return json.dumps(text, ensure_ascii=False)


def _change(change: Callable[[list[str]], Iterator[list[str]]], told: dict[str, Any]) -> None:
    """Writes the first of the changed texts that says `told`. Usage where none does: lines do not show everything."""
    path = Path(os.path.realpath(place()))
    text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n") if text.strip() else []
    for changed in change(lines):
        fresh = end.join([*changed, ""]) if changed else ""
        if _says(fresh, told):
            _write(path, fresh)
            settings.cache_clear()
            return
    raise Usage("settings_by_hand", path=str(path))


def _says(text: str, told: dict[str, Any]) -> bool:
    with suppress(ValueError):
        return _meaning(_parsed(text)) == _meaning(told)
    return False


def _meaning(told: dict[str, Any]) -> dict[str, Any]:
    """No saved filters and an empty table of them are the same."""
    return {key: value for key, value in told.items() if key != "contexts" or value}


def _write(path: Path, text: str) -> None:
    """In one step, so that nobody reads half a file; as private as it was, and to the owner alone where it is new."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode if path.exists() else 0o600
        handle, fresh = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode())
            Path(fresh).chmod(mode)
            Path(fresh).replace(path)
        finally:
            Path(fresh).unlink(missing_ok=True)
    except OSError as error:
        raise MissingFile("file_unwritable", path=str(path), said=error.strerror or str(error)) from error
