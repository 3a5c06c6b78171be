"""Who asks, on which day, of which database: what the root options, the environment and the settings come to."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cli import clock
from cli.days import day
from cli.language import language, t
from cli.settings import chosen, default_database, settings
from cli.show import note
from models import address, reader
from models.errors import MissingFile, StorageError
from workflow import directory, working_days
from workflow.actor import SHANGHAI, Actor
from workflow.errors import NotPermitted, Usage, no_account
from workflow.views import Sight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date, datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from cli.contexts import Active
    from models.reader import Reader
    from workflow.working_days import Calendar


class Undone(Exception):
    """Raised inside `Asking.trying`: nothing of it stays."""


@dataclass(slots=True, eq=False, repr=False)
class Asking:
    """One run of the program; the database is opened when it is first needed."""

    address: address.Address
    login: str | None
    today: date
    at: datetime
    lang: str = field(default_factory=language)
    older: bool = False
    context: Active | None = None
    """The saved filter that narrows the list, once it does."""
    _open: ExitStack = field(default_factory=ExitStack)
    _reader: Reader | None = None
    _actor: Actor | None = None

    @property
    def reader(self) -> Reader:
        """The snapshot that this run reads."""
        if self._reader is None:
            self._reader = self._opened()
        return self._reader

    def _opened(self) -> Reader:
        """An embedded file of an older program is upgraded first, and a copy of it kept."""
        try:
            return self._open.enter_context(reader.reading(self.address, older=self.older))
        except StorageError as refusal:
            if refusal.key != "database_older" or self.address.path is None:
                raise
        from models import database

        copy = database.upgrade(self.address)
        note(t("database.upgraded", revision=reader.HEAD), t("database.kept", copy=copy))
        return self._open.enter_context(reader.reading(self.address))

    def close(self) -> None:
        self._open.close()
        self._reader = None

    @property
    def actor(self) -> Actor:
        """The account that speaks. NotPermitted where nobody says who is asking."""
        if self._actor is None:
            login = self.login or directory.setting(self.reader, directory.DEFAULT_ACCOUNT)
            if not login:
                raise NotPermitted("no_account")
            self._actor = directory.actor(self.reader, login)
            if self._actor is None:
                known = dict(self.reader.rows("SELECT login, name FROM account ORDER BY login"))
                if login in known:
                    raise NotPermitted("account_inactive", login=login)
                raise no_account(login, known)
        return self._actor

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction on the database, after what was read is let go."""
        from models import database

        self.close()
        if self.address.path:
            room_for(self.address.path)
        engine = database.connect(self.address)
        try:
            with database.transaction(engine) as connection:
                yield connection
        finally:
            engine.dispose()

    @contextmanager
    def trying(self) -> Iterator[Connection]:
        """A transaction that is taken back and goes on behind it where Undone is raised: a dry run, or problems."""
        with suppress(Undone), self.writing() as connection:
            yield connection

    def sight(self, units: Collection[int] | None = None) -> Sight:
        """How this run sees items and duties; `units` are the ids it has to know by name, None is all."""
        known, owners = directory.units(self.reader, units), directory.owners(self.reader, units)
        return Sight(self.today, self.lang, known, owners, directory.calendars(self.reader))


def asked(database: str | None, login: str | None, today: str | None) -> Asking:
    """What this run is told; flags win over the environment, the environment over the settings file."""
    told = settings()
    at = clock.now()
    real = at.astimezone(SHANGHAI).date()
    where = chosen("database", database, told)[0] or default_database()
    when = chosen("today", today, told)[0]
    who = chosen("account", login, told)[0] or None
    return Asking(address.parse(where), who, day(when, real, national()) if when else real, at)


def national() -> Calendar:
    """The calendar that counts the working days of `--today +5wd`, which belongs to no plan."""
    return working_days.load(working_days.NATIONAL)


def unasked() -> Asking:
    """A run that asks nothing of any database: what mends the settings works whatever they say."""
    at = clock.now()
    return Asking(address.parse(default_database()), None, at.astimezone(SHANGHAI).date(), at)


def content(path: str) -> bytes:
    """The bytes of a file. MissingFile where it is missing or cannot be read; Usage where it is too large."""
    from pathlib import Path

    place = Path(path).expanduser()
    try:
        if place.exists() and not place.is_file():
            raise MissingFile("file_special", path=path)
        found = place.read_bytes()
    except OSError as error:
        raise MissingFile("file_missing", path=path, said=error.strerror or str(error)) from error
    if len(found) > LARGEST:
        raise Usage("file_large", path=path, megabytes=LARGEST // 2**20)
    return found


def piped() -> bytes:
    """What comes by standard input. Usage where it is too large."""
    import sys

    found = sys.stdin.buffer.read(LARGEST + 1)
    if len(found) > LARGEST:
        raise Usage("file_large", path=t("stdin"), megabytes=LARGEST // 2**20)
    return found


def words(path: str) -> str:
    """The text of a file as offices write them: UTF-8, UTF-16 or GB18030. MissingFile where it is none of these."""
    found = content(path)
    for encoding in ("utf-16",) if found.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return _CONTROL.sub("", found.decode(encoding))
    raise MissingFile("file_not_text", path=path)


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def put(path: str, text: str) -> None:
    """Writes a text file. MissingFile where it cannot be written."""
    from pathlib import Path

    try:
        Path(path).expanduser().write_text(text, encoding="utf-8")
    except OSError as error:
        raise MissingFile("file_unwritable", path=path, said=error.strerror or str(error)) from error


def room_for(path: Path) -> None:
    """The folder of an embedded database, made where it is missing. StorageError where it cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError("database_unavailable", database=str(path), said=error.strerror or str(error)) from error


LARGEST = 50 * 2**20
"""Evidence is kept in the database, which must stay a file that fits on a USB stick."""
