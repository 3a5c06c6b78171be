"""Databases in which people have something to be reminded of, on both engines, and copies of them."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing, contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filled import fill
from measure import ROOT

from models import address, database

sys.path.insert(0, str(ROOT / "tests"))

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OPENING = date(2024, 11, 1)
"""The window of the annual review opens, and everybody who owes one hears of it."""

NOTHING = date(2024, 11, 4)
"""The next working day: nothing falls due."""

LATER = date(2024, 12, 24)
"""Five working days before the due day, when two rungs between have been missed."""

ARRANGED = (
    # One duty runs: the annual review of 2024.
    "UPDATE duty SET status = 'accepted', settled_on = '2024-06-28' "
    "WHERE key IN ('midterm_evaluation', 'final_evaluation')",
    # An owner in each unit, a second one in every third, a head in every second.
    "INSERT INTO account (id, login, name, unit_id, post, addresses, active) "
    "SELECT 100000 + id, 'second' || id, '承办' || id, id, 'none', '{}', true FROM unit WHERE id % 3 = 0",
    "INSERT INTO role_grant (account_id, role) SELECT 100000 + id, 'owner' FROM unit WHERE id % 3 = 0",
    "INSERT INTO account (id, login, name, unit_id, post, addresses, active) "
    "SELECT 200000 + id, 'head' || id, '负责' || id, id, 'head', '{}', true FROM unit WHERE id % 2 = 0",
    # Another unit takes part in every third item.
    "INSERT INTO item_unit (item_id, unit_id) SELECT id, 1 + (unit_id + 6) % (SELECT max(id) FROM unit) FROM item "
    "WHERE id % 3 = 0",
)
ADDRESSED = """UPDATE account SET addresses = '{"email": "' || login || '@example.test"}'"""
"""Everybody is reached by mail."""


class Files:
    """SQLite: a database is a file of this folder."""

    name = "SQLite"
    mark = "?"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count()

    def made(self, items: int, units: int | None = None, *, alone: bool = False) -> str:
        """A database with so many items, each of which owes one duty; with `alone` one person in each unit."""
        path = self.folder / f"owing-{next(self.numbers)}.db"
        database.upgrade(address.parse(str(path)))
        with closing(sqlite3.connect(path, isolation_level=None)) as driver:
            driver.execute("PRAGMA synchronous=OFF")
            driver.execute("BEGIN")
            fill(driver.executemany, items, count=units)
            for statement in (*(ARRANGED[:1] if alone else ARRANGED), ADDRESSED):
                driver.execute(statement)
            driver.execute("COMMIT")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return str(path)

    @contextmanager
    def copied(self, source: str) -> Iterator[str]:
        """A copy, thrown away when the block ends."""
        path = Path(shutil.copy(source, self.folder / f"copy-{next(self.numbers)}.db"))
        yield str(path)
        for part in self.folder.glob(f"{path.name}*"):
            part.unlink()

    def stop(self) -> None:
        """Nothing runs."""


class Served:
    """PostgreSQL: the server that the tests use."""

    name = "PostgreSQL"
    mark = "%s"

    def __init__(self) -> None:
        import postgres

        self.server = postgres.start()

    def made(self, items: int, units: int | None = None, *, alone: bool = False) -> str:
        import psycopg

        url = self.server.database()
        database.upgrade(address.parse(url))
        with psycopg.connect(url) as driver, driver.cursor() as cursor:
            fill(cursor.executemany, items, mark=self.mark, count=units)
            for statement in (*(ARRANGED[:1] if alone else ARRANGED), ADDRESSED):
                cursor.execute(statement)
        with psycopg.connect(url, autocommit=True) as driver:
            driver.execute("VACUUM ANALYZE")
        return url

    @contextmanager
    def copied(self, source: str) -> Iterator[str]:
        url = self.server.database(source)
        yield url
        self.server.drop(url)

    def stop(self) -> None:
        self.server.stop()


@contextmanager
def driven(place: str) -> Iterator[tuple[Any, str]]:
    """The database by its driver alone, durable as the program has it, and how its parameters are marked."""
    if "://" in place:
        import psycopg

        with psycopg.connect(place, autocommit=True) as driver:
            yield driver, "%s"
        return
    with closing(sqlite3.connect(place, isolation_level=None)) as driver:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            driver.execute(f"PRAGMA {pragma}")
        yield driver, "?"


def many(driver: Any, table: str, rows: Sequence[Sequence[Any]], mark: str) -> None:
    """Rows as they were read from such a table."""
    sql = f"INSERT INTO {table} VALUES ({', '.join(mark for _ in rows[0])})"
    if mark == "?":
        driver.executemany(sql, rows)
    else:
        with driver.cursor() as cursor:
            cursor.executemany(sql, rows)
