"""Adopting a plan broken down to 2,844 counties, beside raw executemany of the same rows; and the memory it takes."""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any

from measure import Result, Spent, at_least, table

COUNTIES = 2844
NOW = datetime(2024, 1, 10, 3, 0, tzinfo=UTC)
TABLES = ("unit", "plan", "checkpoint", "section", "item", "duty", "target", "target_share", "record", "chain")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=COUNTIES * 4, help="items of the plan")
    options.add_argument("--units", type=int, default=COUNTIES, help="units of the plan")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--way", help=argparse.SUPPRESS)
    options.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.way:
        print(json.dumps(WAYS[asked.way](asked.file, asked.items, asked.units)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        child("duban", folder / "first.db", asked.items, asked.units)
        compare(folder, asked)
        memory(folder, asked)


def compare(folder: Path, asked: argparse.Namespace) -> None:
    found: dict[str, list[Spent]] = {way: [] for way in WAYS}
    for number in range(asked.rounds):
        for way in WAYS:
            path = folder / f"{way}-{number}.db"
            found[way].append(child(way, path, asked.items, asked.units, source=folder / "first.db"))
            path.unlink()
    results = {NAMES[way]: Result.of(spent) for way, spent in found.items()}
    title = f"a plan of {asked.items:,} items and {asked.units:,} units adopted, medians of {asked.rounds}"
    table(title, results, "raw rows", unit="s")
    at_least(results, 0.5, "raw rows")


def memory(folder: Path, asked: argparse.Namespace) -> None:
    """Flat means that twice the items take hardly more memory at the peak."""
    print("\npeak memory of the adoption")
    for items in (asked.items, asked.items * 2):
        spent = child("duban", folder / f"memory-{items}.db", items, asked.units)
        print(f"  {items:>9,} items  {spent.peak:6.0f} MiB")


def child(way: str, path: Path, items: int, units: int, source: Path | None = None) -> Spent:
    """One way in a process of its own; only the work itself is timed, the peak is the process's."""
    if source:
        (path.parent / f"{path.name}.from").write_text(str(source), encoding="utf-8")
    words = [sys.executable, __file__, "--way", way, "--file", str(path), "--items", str(items), "--units", str(units)]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return Spent(**json.loads(done.stdout))


def timed(work: Any) -> dict[str, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return {"cpu": cpu, "wall": wall, "peak": getrusage(RUSAGE_SELF).ru_maxrss / 1024}


def by_duban(path: Path, items: int, units: int) -> dict[str, float]:
    from models import address, database
    from models.words import Act, Role
    from workflow import intake
    from workflow.actor import Actor, Grant
    from workflow.attempt import Attempt

    planfile = plan(items, units)
    database.upgrade(address.parse(str(path)))
    engine = database.connect(address.parse(str(path)))
    office = Actor("office", "office", grants=(Grant(Role.OFFICE),))

    def work() -> None:
        with database.transaction(engine) as connection:
            intake.adopt(connection, Attempt(Act.ADOPT, office, date(2024, 1, 10), NOW), planfile, "{}")

    spent = timed(work)
    engine.dispose()
    return spent


def plan(items: int, units: int) -> Any:
    """A plan of so many tasks; the checkpoints are those that every plan of the kind has."""
    from models.planfile import PlanFile

    names = [f"林河省第{number}县卫生健康局" for number in range(1, units)]
    codes = (
        f"{a}.{b}.{c}" if c else f"{a}.{b}" if b else f"{a}"
        for a in range(1, 1000)
        for b in range(999)
        for c in range(9)
    )
    tasks: list[dict[str, Any]] = []
    for number in range(1, items + 1):
        title = f"推进第{number}号县级中医医院服务能力建设与人才培养"
        tasks.append(
            {"code": next(codes), "number": number, "title": title, "lead_units": [names[number % len(names)]]}
        )
    owed = [{"kind": "task", "unit": "lead"}]
    yearly = {"from": "11-01", "to": "12-31", "first": 2024, "last": 2027}
    top = {"name": "林河省中医药管理局", "code": "990000", "level": "region"}
    counties = [
        {"name": name, "code": f"99{number:04d}", "level": "county", "parent": top["name"]}
        for number, name in enumerate(names, start=1)
    ]
    return PlanFile.model_validate(
        {
            "plan": {
                "code": "LH", "title": "林河省中医药服务提升方案", "issuers": [top["name"]],
                "period": {"first": "2024-01-01", "last": "2027-12-31"}, "region": {"name": "林河省"},
            },
            "checkpoints": [
                {"kind": "launch", "title": "启动", "closes_on": "2024-01-31", "owed_by": owed},
                {"kind": "annual_review", "title": "年度总结", "every_year": yearly, "owed_by": owed},
                {"kind": "final_evaluation", "title": "总结评估", "closes_on": "2027-12-31", "owed_by": owed},
            ],
            "sections": [{"code": "S1", "number": "一", "title": "健全服务体系", "tasks": tasks}],
            "units": [top, *counties],
        }
    )  # fmt: skip


def by_rows(path: Path, *_: int) -> dict[str, float]:
    return raw(path, chained=False)


def by_chained_rows(path: Path, *_: int) -> dict[str, float]:
    return raw(path, chained=True)


def raw(path: Path, *, chained: bool) -> dict[str, float]:
    """The rows of the first adoption written to a new database; `chained` hashes the records once more."""
    from models import address, database
    from workflow.records import NO_PLAN

    source = sqlite3.connect((path.parent / f"{path.name}.from").read_text(encoding="utf-8"))
    rows = {name: source.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}
    rows["chain"] = [row for row in rows["chain"] if row[0] != NO_PLAN]
    database.upgrade(address.parse(str(path)))
    driver = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        driver.execute(f"PRAGMA {pragma}")

    def work() -> None:
        driver.execute("BEGIN IMMEDIATE")
        for name, found in rows.items():
            if chained and name == "record":
                for row in found:
                    sha256(json.dumps(row, ensure_ascii=False).encode()).hexdigest()
            driver.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' for _ in found[0])})", found)
        driver.execute("COMMIT")

    return timed(work)


WAYS = {"rows": by_rows, "chained": by_chained_rows, "duban": by_duban}
NAMES = {"rows": "raw rows", "chained": "raw rows, hashed", "duban": "duban"}

if __name__ == "__main__":
    main()
