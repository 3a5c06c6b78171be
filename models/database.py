"""Opening a database for writing: engine, one transaction, upgrade with a copy kept, backup."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from models.errors import StorageError
from models.files import there
from models.reader import BUSY_SECONDS, HEAD, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine, Table

    from models.address import Address


def connect(address: Address, patience: float | None = None) -> Engine:
    """An engine for the database, at the revision of this program.

    An embedded file is made, or upgraded after a copy of it is kept beside it. A server's database is
    upgraded only by `duban database upgrade`. StorageError where the database is newer than the program.
    `patience`: who falls silent for so many seconds inside a transaction loses it, and nobody waits longer for a lock.
    """
    engine = bare(address)
    if patience is not None and address.server:
        _hurry(engine, patience)
    try:
        with _faults(lambda: address):
            found = _revision(engine)
            if found == HEAD:
                return engine
            if found is not None and found > HEAD:
                raise StorageError("database_newer", found=found, head=HEAD)
            if address.server and found is not None:
                raise StorageError("database_older", found=found, head=HEAD)
            upgrade(address)
    except StorageError:
        engine.dispose()
        raise
    return engine


def bare(address: Address) -> Engine:
    """An engine without any look at the revision."""
    from sqlalchemy import create_engine, event

    if address.server:
        return create_engine(address.server, pool_size=2)
    engine = create_engine(f"sqlite:///{address.path}", connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _hurry(engine: Engine, seconds: float) -> None:
    """Only a server can take a transaction from whoever is frozen or cut off; a file's belongs to a live process."""
    from sqlalchemy import event

    def limit(driver: Any, _record: Any) -> None:
        for name in ("idle_in_transaction_session_timeout", "lock_timeout"):
            driver.execute(f"SET {name} = {round(seconds * 1000)}")
        driver.commit()

    event.listen(engine, "connect", limit)


def _prepare(driver: Any, _record: Any) -> None:
    driver.isolation_level = None
    driver.execute("PRAGMA journal_mode=WAL")
    driver.execute("PRAGMA synchronous=FULL")
    driver.execute("PRAGMA foreign_keys=ON")


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once, so that a loser waits here and is then refused by what it reads.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction: it commits when the block ends and rolls back when the block raises."""
    with _faults(lambda: _address(engine)), engine.begin() as connection:
        yield connection


def insert_into(connection: Connection, table: Table) -> Any:
    """An INSERT in the words of the engine, which knows what to do on a conflict."""
    from sqlalchemy.dialects import postgresql, sqlite

    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)


def _address(engine: Engine) -> Address:
    from models.address import parse

    return parse(engine.url.render_as_string(hide_password=False))


@contextmanager
def _faults(address: Callable[[], Address]) -> Iterator[None]:
    """What the driver says no by, told of the address; worked out only then."""
    import sqlite3

    from sqlalchemy.exc import DatabaseError, IntegrityError, ProgrammingError

    try:
        yield
    except (IntegrityError, ProgrammingError):
        raise
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise refused(getattr(error, "orig", None) or error, address()) from error


def _revision(engine: Engine) -> str | None:
    from sqlalchemy import inspect, text

    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(address: Address) -> str | None:
    """Brings the schema to this program's revision in one transaction; answers the copy kept, if one was needed.

    A failure leaves the database as it was.
    """
    engine = bare(address)
    try:
        found = _revision(engine)
        if found == HEAD:
            return None
        copy = _keep(address, found) if address.path and found else None
        with _faults(lambda: address):
            _migrate(engine, sqlite=address.path is not None)
        return str(copy) if copy else None
    finally:
        engine.dispose()


def _keep(address: Address, found: str) -> Path:
    assert address.path is not None
    copy = address.path.with_name(f"{address.path.name}.backup-{found}")
    number = 1
    while there(copy):
        number += 1
        copy = address.path.with_name(f"{address.path.name}.backup-{found}-{number}")
    backup(address, copy)
    return copy


def backup(address: Address, target: Path) -> None:
    """A consistent copy of an embedded database in one new file; StorageError for a server's."""
    import sqlite3

    if not address.path:
        raise StorageError("backup_server", database=address.shown)
    try:
        driver = sqlite3.connect(address.path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            driver.execute("VACUUM INTO ?", (str(target),))
        finally:
            driver.close()
    except sqlite3.DatabaseError as error:
        raise refused(error, address) from error


def replace(address: Address, fresh: Path) -> None:
    """Puts a whole database in the place of an embedded one, in one step and with a journal of its own.

    StorageError while anybody else has the old file open: what they write would be lost, and what lies in a journal
    beside the file would be taken for the new one's. `fresh` is gone afterwards, in either case.
    """
    assert address.path is not None
    try:
        with _faults(lambda: address):
            _journal(fresh, "WAL")
            _journal(address.path, "DELETE")
        for left in ("-wal", "-shm"):
            address.path.with_name(address.path.name + left).unlink(missing_ok=True)
        fresh.replace(address.path)
    finally:
        for left in ("", "-wal", "-shm"):
            fresh.with_name(fresh.name + left).unlink(missing_ok=True)


def _journal(path: Path, mode: str) -> None:
    """WAL for a database in use; with DELETE all is in the one file. Nothing where there is no file."""
    import sqlite3

    if not there(path):
        return
    driver = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        driver.execute(f"PRAGMA journal_mode={mode}")
    finally:
        driver.close()


def _migrate(engine: Engine, *, sqlite: bool) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "models:migrations")
    with engine.connect() as connection:
        if sqlite:
            # A table rebuilt by a migration would trip over references to itself; they are checked before commit.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        with connection.begin():
            if not sqlite:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20210715)")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise StorageError("database_broken", database="", said="foreign_key_check")
