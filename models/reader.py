"""Plain reading through the driver alone, for commands that must answer at once. No ORM is imported here."""

from __future__ import annotations

import re
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from models.errors import MissingFile, StorageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from models.address import Address

T = TypeVar("T")

HEAD = "0004"
"""The revision of the schema that this program reads and writes; the last file of migrations/versions."""

BUSY_SECONDS = 5.0
_NAMED = re.compile(r"(?<!:):([a-z_][a-z0-9_]*)")


MANY = 500
"""How many values go into one IN list."""


def parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values, as many at a time as one IN list takes."""
    return (values[start : start + MANY] for start in range(0, len(values), MANY))


def id_lists(ids: Collection[int]) -> Iterator[str]:
    """Ids of our own rows as IN lists, each with as many as one takes."""
    return (", ".join(str(int(key)) for key in some) for some in parts(sorted(ids)))


class Reader:
    """An open read-only snapshot of a database; SQL is written with `:name` parameters for both engines."""

    def __init__(self, driver: Any, address: Address, *, named: bool) -> None:
        self._driver = driver
        self._address = address
        self.named = named

    def rows(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        """All rows of a query. On SQLite dates come as ISO text, on PostgreSQL as dates: see `day` in queries."""
        if not self.named:
            return self._driver.execute(_marked(sql), values).fetchall()  # type: ignore[no-any-return]
        try:
            return self._driver.execute(sql, values).fetchall()  # type: ignore[no-any-return]
        except sqlite3.DatabaseError as error:
            if "no such" in str(error):
                raise
            raise refused(error, self._address) from error

    def stream(self, sql: str, **values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a query one after the other, for reading what does not fit in memory."""
        if self.named:
            try:
                yield from self._driver.execute(sql, values)
            except sqlite3.DatabaseError as error:
                raise refused(error, self._address) from error
            return
        with self._driver.cursor("stream") as cursor:
            cursor.itersize = 5000
            yield from cursor.execute(_marked(sql), values)


def _marked(sql: str) -> str:
    """The query as psycopg takes it: its own parameters, and a percent sign that is meant as one doubled."""
    return _NAMED.sub(r"%(\1)s", sql.replace("%", "%%"))


@contextmanager
def reading(address: Address, *, older: bool = False) -> Iterator[Reader]:
    """A consistent snapshot of the database, at the revision of this program unless an older one will do.

    MissingFile where there is no database file; StorageError where it is locked, unreadable, empty, or of another
    version.
    """
    with _sqlite(address) if address.path else _postgresql(address) as reader:
        found = revision(reader)
        if found is None:
            raise StorageError("database_empty", database=address.shown)
        if found > HEAD:
            raise StorageError("database_newer", found=found, head=HEAD)
        if found < HEAD and not older:
            raise StorageError("database_older", found=found, head=HEAD)
        yield reader


def revision(reader: Reader) -> str | None:
    """The revision of the schema, None where there is none yet."""
    try:
        rows = reader.rows("SELECT version_num FROM alembic_version")
    except sqlite3.DatabaseError as error:
        if "no such table" in str(error):
            return None
        raise
    except Exception as error:
        if type(error).__name__ == "UndefinedTable":
            return None
        raise
    return str(rows[0][0]) if rows else None


@contextmanager
def _sqlite(address: Address) -> Iterator[Reader]:
    _look(address)
    try:
        driver = _connect(address)
        try:
            driver.execute("PRAGMA query_only=ON")
            driver.execute("BEGIN")
            yield Reader(driver, address, named=True)
        finally:
            driver.close()
    except sqlite3.DatabaseError as error:
        raise refused(error, address) from error


def _look(address: Address) -> None:
    """MissingFile where there is no file; StorageError where one may not look, or a name is too long."""
    assert address.path is not None
    try:
        found = address.path.exists()
    except OSError as error:
        said = error.strerror or str(error)
        raise StorageError("database_unavailable", database=address.shown, said=said) from error
    if not found:
        raise MissingFile("database_missing", path=str(address.path))


def _connect(address: Address) -> sqlite3.Connection:
    """Opens the file; one on a medium that cannot be written is read as it lies, without its journal."""
    path = str(address.path)
    driver = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        driver.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError as error:
        driver.close()
        if "readonly" not in str(error) and "unable to open" not in str(error):
            raise
        assert address.path is not None
        driver = sqlite3.connect(f"{address.path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
    return driver


@contextmanager
def _postgresql(address: Address) -> Iterator[Reader]:
    import psycopg

    try:
        with psycopg.connect(str(address.server)) as driver:
            driver.read_only = True
            driver.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            yield Reader(driver, address, named=False)
            driver.rollback()
    except psycopg.OperationalError as error:
        raise refused(error, address) from error


_SIGNS = (
    ("locked", "database_locked"),
    ("busy", "database_locked"),
    ("lock timeout", "database_locked"),
    ("readonly", "database_readonly"),
    ("read-only", "database_readonly"),
    ("full", "database_full"),
    ("not a database", "database_broken"),
    ("malformed", "database_broken"),
)


def refused(error: Exception, address: Address) -> StorageError:
    """What the driver said, as one of the ways in which storage says no."""
    said = str(error)
    key = next((key for sign, key in _SIGNS if sign in said), "database_unavailable")
    return StorageError(key, database=address.shown, said=said.splitlines()[0] if said else "")
