"""Reads a settings file of tables against their fields: values, every problem with its place, secrets in clear."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from typing import TYPE_CHECKING, Any

from models.errors import MissingFile
from schedules.fields import Wrong
from workflow.errors import Usage, gathered, nearest
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from models.errors import DubanError
    from schedules.fields import Field
    from workflow.speech import Reason

FROM_ENVIRONMENT = "env:"
_HEADER = re.compile(r"\s*(\[[^\[\]]+\])\s*(?:#.*)?")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*=""")

At = tuple[str, ...]
"""Where something stands: ("email", "imap", "port")."""


class Reading:
    """One pass over a settings file. Values may be "env:NAME"; those are looked up in `environment`."""

    def __init__(self, path: Path, environment: Mapping[str, str]) -> None:
        self.path = path
        self.environment = environment
        self.problems: list[tuple[At, Reason]] = []
        self.clear: list[At] = []
        text, self.mode = _opened(path)
        try:
            self.data: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise Usage("channels_broken", path=str(path), said=str(error)) from None
        self.lines = _lines(text)

    def wrong(self, at: At, key: str, **facts: Any) -> None:
        """Notes a problem; it is raised with all others by `finish`."""
        self.problems.append((at, because(key, **facts)))

    def known(self, at: At, table: Mapping[str, Any], names: Sequence[str]) -> None:
        """Notes what is in the table and has no meaning there, with what may have been meant."""
        for name in table:
            if name not in names:
                near = nearest(name, names, 1)
                key = "channels_unknown_near" if near else "channels_unknown"
                self.wrong((*at, name), key, name=name, near=near, known=list(names))

    def table(self, at: At, data: Any, fields: Sequence[Field], also: Sequence[str] = ()) -> dict[str, Any]:
        """The values of a table by their names; what is missing or wrong is left out and noted."""
        if not isinstance(data, dict):
            self.wrong(at, "channels_table", name=".".join(at))
            return {}
        self.known(at, data, [*(field.name for field in fields), *also])
        found = {}
        for field in fields:
            if field.name in data:
                value = self.value((*at, field.name), data[field.name], field)
                if value is not None:
                    found[field.name] = value
            elif field.needed:
                self.wrong(at, "channels_missing", name=field.name)
        return found

    def value(self, at: At, value: Any, field: Field) -> Any:
        """The value as the field takes it; None where it cannot, which is noted."""
        if isinstance(value, str) and value.startswith(FROM_ENVIRONMENT):
            variable = value.removeprefix(FROM_ENVIRONMENT)
            value = self.environment.get(variable)
            if not value:
                self.wrong(at, "channels_variable", variable=variable)
                return None
        elif field.secret:
            self.clear.append(at)
        try:
            return field.take(value, self.path.parent)
        except Wrong as wrong:
            self.problems.append((at, wrong.reason))
            return None

    def pair(self, at: At, found: Mapping[str, Any], one: str, other: str) -> None:
        """Notes where one of the two is written without the other."""
        for name, missing in ((one, other), (other, one)):
            if name in found and missing not in found:
                self.wrong((*at, name), "channels_pair", name=name, other=missing)

    def finish(self) -> None:
        """Usage with every problem, in the order of the file; also where others can read the secrets in it."""
        refusals: list[DubanError] = []
        if self.clear and _others_read(self.mode):
            names = [".".join(at) for at in sorted(self.clear, key=self._row)]
            refusals.append(Usage("channels_rights", path=str(self.path), names=names))
        for at, reason in sorted(self.problems, key=lambda problem: self._row(problem[0])):
            refusals.append(Usage("channels_problem", place=self._place(at), reason=reason))
        if refusals:
            raise gathered(refusals)

    def _row(self, at: At) -> int:
        return self._line(at) or 0

    def _line(self, at: At) -> int | None:
        return self.lines.get(at) or (self.lines.get(at[:-1]) if at else None)

    def _place(self, at: At) -> str:
        line = self._line(at)
        where = self.path.name if line is None else f"{self.path.name}:{line}"
        return f"{where} {'.'.join(at)}"


def _opened(path: Path) -> tuple[str, int]:
    """The text and the rights of the very file that was read."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            mode = os.fstat(file.fileno()).st_mode
            return file.read(), mode
    except (OSError, ValueError) as error:
        raise MissingFile("file_missing", path=str(path), said=getattr(error, "strerror", None) or str(error)) from None


def _others_read(mode: int) -> bool:
    """Windows keeps rights elsewhere."""
    return os.name != "nt" and bool(mode & (stat.S_IRWXG | stat.S_IRWXO))


def _lines(text: str) -> dict[At, int]:
    """On which lines tables and their keys begin, as far as they are written one a line."""
    found: dict[At, int] = {}
    table: At = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.fullmatch(line):
            table = named(header[1])
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault((*table, next(name for name in key.groups() if name is not None)), number)
    return found


def named(header: str) -> At:
    """The table that a line begins, empty where it begins none: [wecom."办公室"] → ("wecom", "办公室")"""
    names: list[str] = []
    try:
        inner: Any = tomllib.loads(header)
    except tomllib.TOMLDecodeError:
        return ()
    while inner and isinstance(inner, dict):
        name, inner = next(iter(inner.items()))
        names.append(name)
    return tuple(names)
