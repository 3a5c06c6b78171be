"""Advances, durable and with a chained record, one by one and many at once, beside the same statements alone."""

from __future__ import annotations

import argparse
import gc
import json
import sqlite3
import sys
import tempfile
from collections import defaultdict
from datetime import UTC
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filled import NOW, TODAY, cache, code, copied, fill, filled, person, unit_of, units_of
from measure import ROOT, Result, Spent, at_least, at_most, calls, table, timed

from models import address, database
from models.words import Checkpoint, Event, Role
from workflow import engine, records
from workflow.attempt import Attempt

sys.path.insert(0, str(ROOT / "tests"))

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Engine

DAY, MOMENT = TODAY.isoformat(), NOW.strftime("%Y-%m-%d %H:%M:%S.%f")
HASHED = NOW.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")


class Raw:
    """The statements of an advance without the program: read item and duties, write them, chain a record, commit.

    It does what the engine does to these two events and checks nothing but the state and the version.
    """

    def __init__(self, driver: Any, mark: str, begin: str, moment: Any, lock: str = "") -> None:
        self.driver = driver
        self.mark = mark
        self.begin = begin
        self.moment = moment
        self.lock = lock

    def run(self, sql: str, *values: Any) -> Any:
        return self.driver.execute(sql.replace("?", self.mark), values)

    def many(self, sql: str, values: Sequence[tuple[Any, ...]]) -> None:
        text = sql.replace("?", self.mark)
        if self.mark == "?":
            self.driver.executemany(text, values)
        else:
            with self.driver.cursor() as cursor:
                cursor.executemany(text, values)

    def sign(self, item: str) -> None:
        """Signed: the item is active, the order and the signature are settled."""
        self.run(self.begin)
        key, chain, state, version, login = self._item(item)
        assert state == "launch.assigned"
        duties = self.run("SELECT id, key, kind, status FROM duty WHERE item_id = ?", key).fetchall()
        settled = [duty for duty in duties if duty[2] in ("launch", "sign") and duty[3] == "pending"]
        self._move(key, "implementation.active", version)
        for duty in settled:
            self.run(
                "UPDATE duty SET status = 'accepted', submitted_on = ?, submitted_by = ?, lateness = ?, "
                "settled_on = ? WHERE id = ?",
                DAY, login, 0, DAY, duty[0],
            )  # fmt: skip
        self._record(chain, "sign", None, item, version, login, state, "implementation.active", settled)
        self.run("COMMIT")

    def open_review(self, item: str) -> None:
        """The annual review is taken in hand: the item and one duty."""
        self.run(self.begin)
        key, chain, state, version, login = self._item(item)
        assert state == "implementation.active"
        duties = self.run("SELECT id, key, kind, status FROM duty WHERE item_id = ?", key).fetchall()
        mine = [duty for duty in duties if duty[1] == "annual_review-2024" and duty[3] == "pending"]
        self._move(key, "annual_review.preparing", version)
        self.run("UPDATE duty SET status = 'open' WHERE id = ?", mine[0][0])
        self._record(
            chain, "open_review", "annual_review", item, version, login, state, "annual_review.preparing", mine
        )
        self.run("COMMIT")

    def _item(self, item: str) -> Any:
        query = (
            "SELECT i.id, p.code, i.state, i.version, u.id FROM item i JOIN plan p ON p.id = i.plan_id "
            "JOIN unit u ON u.id = i.unit_id WHERE i.code = ?"
        )
        key, chain, state, version, unit = self.run(query, item).fetchone()
        return key, chain, state, version, f"owner{unit}"

    def _move(self, key: int, state: str, version: int) -> None:
        done = self.run(
            MOVE,
            state, DAY, DAY, version + 1, key, version,
        )  # fmt: skip
        assert done.rowcount == 1

    def _record(
        self,
        chain: str,
        act: str,
        result: str | None,
        item: str,
        version: int,
        login: str,
        old: str,
        new: str,
        duties: Sequence[Any],
    ) -> None:
        query = f"SELECT seq, hash FROM chain WHERE chain = ?{self.lock}"
        seq, previous = self.run(query, chain).fetchone()
        facts, hashed = told(
            seq + 1, previous, chain, act, result, item, version, login, old, new, [duty[1] for duty in duties]
        )
        self.run(INSERT, *self.row(chain, act, result, item, version, login, facts, seq + 1, previous, hashed))
        self.run("UPDATE chain SET seq = ?, hash = ?, at = ? WHERE chain = ?", seq + 1, hashed, self.moment, chain)

    def row(
        self,
        chain: str,
        act: str,
        result: str | None,
        item: str,
        version: int,
        login: str,
        facts: str,
        seq: int,
        previous: str,
        hashed: str,
    ) -> tuple[Any, ...]:
        return (
            chain, self.moment, DAY, login, "owner", UNIT, act, result, item, version + 1, None, None, facts, seq,
            previous, hashed,
        )  # fmt: skip

    def sign_all(self, items: Sequence[str]) -> None:
        """Many items signed in one transaction: rows read in one query, written by executemany, records chained."""
        self.run(self.begin)
        found = self.run(
            "SELECT i.id, i.code, p.code, i.state, i.version, d.id, d.key FROM item i JOIN plan p ON p.id = i.plan_id "
            "JOIN duty d ON d.item_id = i.id WHERE i.state = 'launch.assigned' AND d.kind IN ('launch', 'sign') "
            "AND d.status = 'pending' ORDER BY i.id"
        )
        rows: defaultdict[str, list[Any]] = defaultdict(list)
        for row in found:
            rows[row[1]].append(row)
        heads = {c: (seq, hashed) for c, seq, hashed in self.run(f"SELECT chain, seq, hash FROM chain{self.lock}")}
        moved, settled, written = [], [], []
        for item in items:
            key, _, chain, state, version, *_ = rows[item][0]
            moved.append(("implementation.active", DAY, DAY, version + 1, key, version))
            settled += [(DAY, "owner1", 0, DAY, row[5]) for row in rows[item]]
            seq, previous = heads[chain]
            facts, hashed = told(
                seq + 1, previous, chain, "sign", None, item, version, "owner1", state, "implementation.active",
                [row[6] for row in rows[item]],
            )  # fmt: skip
            written.append(self.row(chain, "sign", None, item, version, "owner1", facts, seq + 1, previous, hashed))
            heads[chain] = seq + 1, hashed
        self.many(
            MOVE,
            moved,
        )
        self.many(
            "UPDATE duty SET status = 'accepted', submitted_on = ?, submitted_by = ?, lateness = ?, settled_on = ? "
            "WHERE id = ?",
            settled,
        )
        self.many(INSERT, written)
        self.many(
            "UPDATE chain SET seq = ?, hash = ?, at = ? WHERE chain = ?",
            [(*head, self.moment, chain) for chain, head in heads.items()],
        )
        self.run("COMMIT")


MOVE = "UPDATE item SET state = ?, state_since = ?, last_effective_on = ?, version = ? WHERE id = ? AND version = ?"
UNIT = "林河省中医药管理局"
INSERT = (
    "INSERT INTO record (chain, at, effective_on, login, role, unit, act, result, item, item_version, duty, reason, "
    f"changes, seq, previous, hash) VALUES ({', '.join('?' * 16)})"
)


def told(
    seq: int,
    previous: str,
    chain: str,
    act: str,
    result: str | None,
    item: str,
    version: int,
    login: str,
    old: str,
    new: str,
    duties: Sequence[str],
) -> tuple[str, str]:
    """What a record says and its hash, as a program of a few lines would make them."""
    changed = {"state": [old, new], "state_since": [None, DAY], "last_effective_on": [None, DAY]}
    facts = {"item": {**changed, "version": [version, version + 1]}}
    if act == "sign":
        after = {"status": ["pending", "accepted"], "submitted_on": [None, DAY], "submitted_by": [None, login]}
        facts["duties"] = {key: {**after, "lateness": [0, 0], "settled_on": [None, DAY]} for key in duties}
    else:
        facts["duties"] = {key: {"status": ["pending", "open"]} for key in duties}
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    fields = [previous, seq, chain, HASHED, DAY, login, "owner", UNIT, act, text, result, item, version + 1, None, None]
    return text, sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()


class Ours:
    """The same through the one door of the program, in a transaction of its own."""

    def __init__(self, bind: Engine, count: int) -> None:
        self.bind = bind
        self.count = count

    def attempt(self, event: Event, key: int | None, result: Checkpoint | None = None) -> Attempt:
        unit = 1 if key is None else unit_of(key, self.count)
        return Attempt(event, person(f"owner{unit}", Role.OWNER, unit), TODAY, NOW, result=result)

    def sign(self, key: int) -> None:
        with database.transaction(self.bind) as connection:
            engine.perform(connection, self.attempt(Event.SIGN, key), [code(key)])

    def open_review(self, key: int) -> None:
        with database.transaction(self.bind) as connection:
            attempt = self.attempt(Event.OPEN_REVIEW, key, Checkpoint.ANNUAL_REVIEW)
            engine.perform(connection, attempt, [code(key)])

    def sign_all(self, items: Sequence[str]) -> None:
        with database.transaction(self.bind) as connection:
            engine.perform(connection, self.attempt(Event.SIGN, None), items)


def sqlite_raw(path: Path) -> Raw:
    driver = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        driver.execute(f"PRAGMA {pragma}")
    return Raw(driver, "?", "BEGIN IMMEDIATE", MOMENT)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=100_000, help="how many are advanced by one command")
    options.add_argument("--each", type=int, default=200, help="how many one by one in a round")
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="both")
    options.add_argument("--only", choices=("single", "bulk"))
    cache(options)
    asked = options.parse_args()
    gc.disable()  # as the program does where it starts; raw gains by it too
    source = filled(asked.cache, asked.items, fresh=True)
    with tempfile.TemporaryDirectory(dir=asked.cache) as folder:
        if asked.engine != "postgresql":
            on_sqlite(source, Path(folder), asked)
        if asked.engine != "sqlite":
            on_postgresql(asked)


def on_sqlite(source: Path, folder: Path, asked: argparse.Namespace) -> None:
    if asked.only != "bulk":
        path = copied(source, folder)
        raw = sqlite_raw(path)
        ours = Ours(database.connect(address.parse(str(path))), units_of(asked.items))
        single("SQLite", raw, ours, asked)
        raw.driver.close()
        ours.bind.dispose()
        prove(path)
        path.unlink()
    if asked.only != "single":
        bulk("SQLite", source, folder, asked)


def single(name: str, raw: Raw, ours: Ours, asked: argparse.Namespace, *, rate: bool = False) -> None:
    """Both events one by one; every item is signed and then taken in hand by the same way."""
    most = min(asked.each, asked.items // (2 * (asked.rounds + 1)))
    for event in ("sign", "open_review"):
        turn = iter(range(1, asked.items + 1))

        def through(act: Callable[[Any], None], text: bool, keys: Any = turn) -> Callable[[], int]:
            def some() -> int:
                for _ in range(most):
                    key = next(keys)
                    act(code(key) if text else key)
                return most

            return some

        # The ways take the items in turns, so that the second event meets the items that the first one moved.
        ways = {"raw": through(getattr(raw, event), True), "duban": through(getattr(ours, event), False)}
        results = calls(ways, asked.rounds)
        duties = "two duties" if event == "sign" else "one duty"
        table(f"{name}, one {event} ({duties}), {asked.rounds} rounds of {most}", results, "raw", unit="us", wall=rate)
        if rate:
            at_least(results, 0.7, "raw", wall=True)
        else:
            at_most(results, 6.0, "raw")


def bulk(name: str, source: Path, folder: Path, asked: argparse.Namespace) -> None:
    """All items by one command; every run begins with a fresh copy, whose chains are proved afterwards."""
    items = [code(key) for key in range(1, asked.items + 1)]

    def by_raw(path: Path) -> None:
        raw = sqlite_raw(path)
        raw.sign_all(items)
        raw.driver.close()

    def by_duban(path: Path) -> None:
        opened = database.connect(address.parse(str(path)))
        Everything(opened).sign_all(items)
        opened.dispose()

    rounds = max(1, asked.rounds // 3)
    found: dict[str, list[Spent]] = {"raw": [], "duban": []}
    for _ in range(rounds):
        for way, act in (("raw", by_raw), ("duban", by_duban)):
            path = copied(source, folder)
            found[way].append(timed(lambda act=act, path=path: act(path), len(items)))
            prove(path)
            for rest in folder.glob(f"{path.name}*"):
                rest.unlink()
    results = {way: Result.of(spent) for way, spent in found.items()}
    table(f"{name}, {asked.items:,} items signed by one command, {rounds} rounds, per item", results, "raw", unit="us")
    at_least(results, 0.5, "raw")


class Everything(Ours):
    """One owner whose unit is above all others."""

    def __init__(self, bind: Engine) -> None:
        super().__init__(bind, 1)


def on_postgresql(asked: argparse.Namespace) -> None:
    import postgres
    import psycopg

    server = postgres.start()
    try:
        url = server.database()
        ours = Ours(database.connect(address.parse(url)), units_of(asked.items))
        with psycopg.connect(url) as driver, driver.cursor() as cursor:
            fill(cursor.executemany, asked.items, fresh=True, mark="%s")
            for table_name in ("unit", "account", "plan", "checkpoint", "item"):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table_name}', 'id'), max(id)) FROM {table_name}"
                )
        driver = psycopg.connect(url, autocommit=True)
        driver.execute("ANALYZE")
        raw = Raw(driver, "%s", "BEGIN", NOW, " FOR UPDATE")
        single("PostgreSQL", raw, ours, asked, rate=True)
        driver.close()
        ours.bind.dispose()
    finally:
        server.stop()


def prove(path: Path) -> None:
    """Both ways wrote what the program proves: a chain without a flaw, and one record for each version."""
    driver = sqlite3.connect(path)
    names = ", ".join(records.Entry.__slots__)
    rows = driver.execute(f"SELECT seq, previous, hash, {names} FROM record ORDER BY chain, seq")
    heads = {chain: (seq, end) for chain, seq, end in driver.execute("SELECT chain, seq, hash FROM chain")}
    _, flaws = records.verify(rows, heads)
    assert not flaws, flaws
    driver.close()


if __name__ == "__main__":
    main()
