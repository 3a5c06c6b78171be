"""Every task of a plan broken down to 2,844 counties, beside raw executemany of the same rows; and its memory."""

from __future__ import annotations

import argparse
import json
import sqlite3
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from adopt import COUNTIES, NOW, timed
from measure import Result, Spent, at_least, table

TABLES = ("item", "duty", "record", "target_share")
"""What a breakdown adds rows to."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--units", type=int, default=COUNTIES, help="counties")
    options.add_argument("--tasks", type=int, default=21, help="tasks of the plan")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--way", help=argparse.SUPPRESS)
    options.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.way:
        print(json.dumps(WAYS[asked.way](asked.file, asked.tasks, asked.units)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        child("duban", folder / "first.db", asked.tasks, asked.units)
        found: dict[str, list[Spent]] = {way: [] for way in WAYS}
        for number in range(asked.rounds):
            for way in WAYS:
                path = folder / f"{way}-{number}.db"
                (folder / f"{path.name}.from").write_text(str(folder / "first.db"), encoding="utf-8")
                found[way].append(child(way, path, asked.tasks, asked.units))
                path.unlink()
        results = {NAMES[way]: Result.of(spent) for way, spent in found.items()}
        title = f"{asked.tasks} tasks broken down to {asked.units:,} counties, medians of {asked.rounds}"
        table(title, results, "raw rows", unit="s")
        at_least(results, 0.5, "raw rows")
        print("\npeak memory of the breaking down")
        for units in (asked.units // 2, asked.units):
            spent = child("duban", folder / f"memory-{units}.db", asked.tasks, units)
            print(f"  {asked.tasks * units:>9,} breakdowns  {spent.peak:6.0f} MiB")


def child(way: str, path: Path, tasks: int, units: int) -> Spent:
    """One way in a process of its own; only the work itself is timed, the peak is the process's."""
    import subprocess
    import sys

    words = [sys.executable, __file__, "--way", way, "--file", str(path), "--tasks", str(tasks), "--units", str(units)]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return Spent(**json.loads(done.stdout))


def prepared(path: Path, tasks: int, units: int) -> Any:
    """A database with the plan adopted, its annual reviews the counties' own; and the attempt of its office."""
    from adopt import plan

    from models import address, database
    from models.words import Act, Role
    from workflow import intake
    from workflow.actor import Actor, Grant
    from workflow.attempt import Attempt

    planfile = plan(tasks, units + 1)
    owed = [{"kind": "breakdown", "unit": "lead"}, {"kind": "task", "unit": "lead", "unless_broken_down": True}]
    windows = [window.model_copy(update={"owed_by": [type(window.owed_by[0])(**one) for one in owed]})
               for window in planfile.checkpoints[1:]]  # fmt: skip
    planfile = planfile.model_copy(update={"checkpoints": [planfile.checkpoints[0], *windows]})
    database.upgrade(address.parse(str(path)))
    engine = database.connect(address.parse(str(path)))
    office = Actor("office", "office", grants=(Grant(Role.OFFICE),))
    with database.transaction(engine) as connection:
        intake.adopt(connection, Attempt(Act.ADOPT, office, date(2024, 1, 10), NOW), planfile, "{}")
    return engine, Attempt(Act.BREAK_DOWN, office, date(2024, 1, 10), NOW)


def by_duban(path: Path, tasks: int, units: int) -> dict[str, float]:
    from models import database
    from workflow import breakdown
    from workflow.units import register

    engine, attempt = prepared(path, tasks, units)

    def work() -> None:
        with database.transaction(engine) as connection:
            codes = [row[0] for row in connection.exec_driver_sql("SELECT code FROM item ORDER BY position")]
            known = {ref.id: ref for refs in register(connection).values() for ref in refs if ref.code != "990000"}
            breakdown.break_down(connection, attempt, codes, list(known.values()))

    spent = timed(work)
    engine.dispose()
    return spent


def by_rows(path: Path, tasks: int, units: int) -> dict[str, float]:
    """The rows of the first breaking down, but for those that the adoption had made, written by the driver."""
    engine, _ = prepared(path, tasks, units)
    engine.dispose()
    source = sqlite3.connect((path.parent / f"{path.name}.from").read_text(encoding="utf-8"))
    driver = sqlite3.connect(path, isolation_level=None)
    first = {name: driver.execute(f"SELECT max(id) FROM {name}").fetchone()[0] or 0 for name in TABLES}
    rows = {name: source.execute(f"SELECT * FROM {name} WHERE id > ?", (first[name],)).fetchall() for name in TABLES}
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        driver.execute(f"PRAGMA {pragma}")

    def work() -> None:
        driver.execute("BEGIN IMMEDIATE")
        for name, found in rows.items():
            driver.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' for _ in found[0])})", found)
        driver.execute("COMMIT")

    return timed(work)


WAYS = {"rows": by_rows, "duban": by_duban}
NAMES = {"rows": "raw rows", "duban": "duban"}

if __name__ == "__main__":
    main()
