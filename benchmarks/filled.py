"""Databases in duban's own schema filled with invented items by raw executemany: what the measurements run on."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models import address, database
from models.reader import HEAD
from workflow.actor import Actor, Grant
from workflow.records import Entry, digest

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from models.words import Role

TODAY = date(2024, 11, 20)
"""In the window of the annual review of 2024."""

NOW = datetime(2024, 11, 20, 3, 0, tzinfo=UTC)
ADOPTED = datetime(2021, 7, 20, 1, 0, tzinfo=UTC)
PLANS = 8
LAYOUT = 2
"""Goes up when what is built changes; with the revision of the schema it tells old files in the cache from new ones."""

_SETTLED = ("accepted", "2021-12-31", "owner1", "2022-01-10")
_PENDING = ("pending", None, None, None)
DUTIES = (
    ("launch", "launch", "2021-07-15", "2021-12-31"),
    ("annual_review-2022", "annual_review", "2022-11-01", "2022-12-30"),
    ("annual_review-2023", "annual_review", "2023-11-01", "2023-12-29"),
    ("annual_review-2024", "annual_review", "2024-11-01", "2024-12-31"),
    ("midterm_evaluation", "midterm_evaluation", "2024-11-01", "2024-12-31"),
    ("final_evaluation", "final_evaluation", "2025-10-01", "2025-12-31"),
    ("sign-1", "sign", None, "2021-08-04"),
)
"""Key, kind, opening and due day of what each item owes; the printed days are working days."""


def cache(options: argparse.ArgumentParser) -> None:
    """The options that every measurement on a filled database has."""
    options.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "duban-benchmarks")


def filled(folder: Path, items: int, overdue: int = 0, *, fresh: bool = False) -> Path:
    """The file with so many items in it, built where the folder does not hold it yet.

    Of the items `overdue` owe a duty whose day has passed; as many again are past their day while the office has them
    or while they rest, and count as nobody's delay. `fresh` ones have been assigned and wait to be signed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"duban-{LAYOUT}-{HEAD}-{items}-{overdue}{'-fresh' if fresh else ''}.db"
    if path.exists():
        return path
    sys.stderr.write(f"building {path}\n")
    # In a process of its own: a child's peak memory is never below that of the process that measures it.
    words = [sys.executable, __file__, str(path), str(items), str(overdue), "fresh" if fresh else ""]
    subprocess.run(words, check=True)
    return path


def build(path: Path, items: int, overdue: int, *, fresh: bool) -> None:
    """Makes the file; what is left of one that was interrupted is thrown away."""
    half = path.with_suffix(".half")
    half.unlink(missing_ok=True)
    database.upgrade(address.parse(str(half)))
    driver = sqlite3.connect(half, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000"):
        driver.execute(f"PRAGMA {pragma}")
    driver.execute("BEGIN")
    fill(driver.executemany, items, overdue, fresh=fresh)
    driver.execute("COMMIT")
    driver.execute("PRAGMA journal_mode=WAL")
    driver.close()
    half.rename(path)


def copied(path: Path, folder: Path) -> Path:
    """A copy of a filled database that may be written to."""
    return Path(shutil.copy(path, folder / path.name))


def units_of(items: int) -> int:
    """As many counties as there may be: 2,857 at a million items."""
    return max(24, items // 350)


def fill(
    executemany: Any, items: int, overdue: int = 0, *, fresh: bool = False, mark: str = "?", count: int | None = None
) -> None:
    """Writes the rows through a driver's `executemany`, whose parameters are written as `mark`; for `count` units."""

    def insert(table: str, names: str, rows: Iterable[tuple[Any, ...]]) -> None:
        marks = ", ".join(mark for _ in names.split())
        executemany(f"INSERT INTO {table} ({', '.join(names.split())}) VALUES ({marks})", rows)

    count = count or units_of(items)
    insert("unit", "id parent_id code name aliases level path from_text", _units(count))
    insert("account", "id login name unit_id post addresses active", _accounts(count))
    insert("role_grant", "account_id role plan_id unit_id", _grants(count))
    insert("setting", "name value", [("default_account", "leader")])
    insert(
        "plan",
        "id code title first_day last_day region lead_unit_id calendar roll yellow_review yellow_short parent_red "
        "backfill adopted_on adopted_at source source_hash",
        _plans(),
    )
    insert("checkpoint", "id plan_id key kind title opens_on closes_on organisers owed_by", _checkpoints())
    insert(
        "item",
        "id plan_id unit_id lead_unit_id code kind number title position state state_since rework "
        "last_effective_on version",
        _items(items, overdue, count, fresh=fresh),
    )
    insert(
        "duty",
        "item_id checkpoint_id unit_id key kind owes status opens_on due_on original_due_on effective_due_on revision "
        "submitted_on submitted_by submitted_late lateness settled_on",
        _duties(items, overdue, count, fresh=fresh),
    )
    heads: dict[str, tuple[int, str]] = {}
    insert(
        "record",
        f"chain at effective_on {' '.join(Entry.__slots__[3:])} seq previous hash",
        _records(items, heads),
    )
    insert("chain", "chain seq hash at", [(chain, *head, _at(ADOPTED)) for chain, head in heads.items()])


def _at(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")


def _units(count: int) -> Iterator[tuple[Any, ...]]:
    yield 1, None, "990000", "林河省中医药管理局", "", "region", "/1/", False
    for key in range(2, count + 1):
        city = key <= 22
        parent, path = (1, f"/1/{key}/") if city else (2 + key % 21, f"/1/{2 + key % 21}/{key}/")
        level = "city" if city else "county"
        yield key, parent, f"99{key:04d}", f"林河省第{key}{'市' if city else '县'}卫生健康局", "", level, path, False


def _accounts(count: int) -> Iterator[tuple[Any, ...]]:
    for key, login in ((1, "leader"), (2, "office")):
        yield key, login, login, 1, "none", "{}", True
    for unit in range(1, count + 1):
        yield unit + 2, f"owner{unit}", f"承办{unit}", unit, "none", "{}", True


def _grants(count: int) -> Iterator[tuple[Any, ...]]:
    yield 1, "leader", None, None
    yield 2, "office", None, None
    for unit in range(1, count + 1):
        yield unit + 2, "owner", None, None


def _plans() -> Iterator[tuple[Any, ...]]:
    for key in range(1, PLANS + 1):
        yield (
            key, f"P{key}", f"林河省中医药方案（第{key}册）", "2021-07-15", "2025-12-31", "林河省", 1, "national",
            "forward", 10, 3, 20, False, "2021-07-20", _at(ADOPTED), "{}", sha256(b"{}").hexdigest(),
        )  # fmt: skip


def _checkpoints() -> Iterator[tuple[Any, ...]]:
    for plan in range(1, PLANS + 1):
        for number, (key, kind, opens_on, closes_on) in enumerate(DUTIES[:-1], start=1):
            yield plan * 10 + number, plan, key, kind, key, opens_on, closes_on, "", "[]"


def code(key: int) -> str:
    """The code of the item of that id."""
    return f"P{1 + key % PLANS}-{key}"


def unit_of(key: int, count: int) -> int:
    """The unit that answers for the item of that id."""
    return 1 + key % count


def _step(items: int, overdue: int) -> int:
    return items // overdue if overdue else items + 1


def _items(items: int, overdue: int, count: int, *, fresh: bool) -> Iterator[tuple[Any, ...]]:
    step = _step(items, overdue)
    resting = ("suspended", "annual_review.submitted")
    working = ("implementation.active", "annual_review.returned", "implementation.rectifying")
    for key in range(1, items + 1):
        state = "launch.assigned" if fresh else "implementation.active"
        if overdue and key % step == 0:
            state = working[key // step % 3]
        elif overdue and key % step == 1:
            state = resting[key // step % 2]
        unit = unit_of(key, count)
        title = f"推进第{key}号县级中医医院服务能力建设与人才培养"
        last = "2021-07-30" if fresh else "2024-01-10"
        yield (
            key, 1 + key % PLANS, unit, unit, code(key), "task", str(key), title, key, state, last, 0, last,
            2 if fresh else 9,
        )  # fmt: skip


def _duties(items: int, overdue: int, count: int, *, fresh: bool) -> Iterator[tuple[Any, ...]]:
    step = _step(items, overdue)
    first = date(2022, 1, 4)
    for key in range(1, items + 1):
        unit, plan = unit_of(key, count), 1 + key % PLANS
        late = bool(overdue) and key % step in (0, 1)
        day = (first + timedelta(days=key // step * 7 % 700)).isoformat() if late else ""
        for number, (name, kind, opens_on, due_on) in enumerate(DUTIES, start=1):
            done = due_on < "2024-06-01" and not (fresh and number in (1, 7))
            slow = late and number == 3
            status, submitted, who, settled = _SETTLED if done and not slow else _PENDING
            due = day if slow else due_on
            checkpoint = plan * 10 + number if number < 7 else None
            yield (
                key, checkpoint, unit, name, kind, "lead", status, opens_on, due, due, due, 0, submitted, who, 0, 0,
                settled,
            )  # fmt: skip


def _records(items: int, heads: dict[str, tuple[int, str]]) -> Iterator[tuple[Any, ...]]:
    at, day = _at(ADOPTED), "2021-07-20"
    for key in range(1, items + 1):
        chain = f"P{1 + key % PLANS}"
        seq, previous = heads.get(chain, (0, ""))
        seq += 1
        facts = {"item": {"rework": [None, 0], "state": [None, "launch.registered"], "version": [None, 1]}}
        changes = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
        entry = Entry(
            chain, ADOPTED, date(2021, 7, 20), "office", "office", "林河省中医药管理局", "register", changes, None,
            code(key), 1,
        )  # fmt: skip
        rest = tuple(getattr(entry, name) for name in Entry.__slots__)
        hashed = digest(previous, seq, rest)
        heads[chain] = (seq, hashed)
        yield chain, at, day, *rest[3:], seq, previous, hashed


def person(login: str, role: Role, unit: int = 1) -> Actor:
    """An account of the filled database, whose scope is everything or, for an owner, the unit."""
    path = "/1/" if unit == 1 else f"/1/{unit}/" if unit <= 22 else f"/1/{2 + unit % 21}/{unit}/"
    return Actor(login, login, unit, path, "林河省中医药管理局", (Grant(role),))


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), fresh=sys.argv[4] == "fresh")
