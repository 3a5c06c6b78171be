"""The calendar of rungs that was written by hand, and a second route to it that asks nothing of the program."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import holidays
from make import on

GOLDEN = Path(__file__).with_name("golden") / "rungs.txt"
FIRST, LAST = date(2021, 7, 1), date(2026, 3, 31)
"""What the table covers."""


def days_of(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


class Row(NamedTuple):
    """One duty of the table; no plans where no bundled plan owes it."""

    plans: tuple[str, ...]
    duty: str
    ladder: str
    opens: date | None
    due: date
    rungs: dict[str, date]


def read_golden() -> list[Row]:
    """The table as it was written by hand, where no rung of a duty stands twice."""
    rows: list[Row] = []
    for line in GOLDEN.read_text("utf-8").splitlines():
        if line.startswith("    "):
            words = line.split()
            for rung, day in zip(words[::2], words[1::2], strict=True):
                assert rung not in rows[-1].rungs, line
                rows[-1].rungs[rung] = on(day)
        elif line and not line.startswith("#"):
            plans, duty, ladder, opens, due = line.split(" | ")
            owing = tuple(plan for plan in plans.split() if plan != "-")
            rows.append(Row(owing, duty, ladder, None if opens == "-" else on(opens), on(due), {}))
    return rows


TABLE = read_golden()
OWED = {(plan, row.duty): row for row in TABLE for plan in row.plans}
OF_DEEDS = {row.duty: row for row in TABLE if not row.plans}

# The second route: the notices as the package has them, less the region's own days, in one list.

CHINA = holidays.country_holidays("CN", years=range(2021, 2027), expand=False)
NINGXIA = [on("2021-05-13"), on("2021-05-14"), on("2021-07-19"), on("2021-07-20"), on("2022-07-11"), on("2022-07-12")]
WORKED = [d for d in days_of(date(2021, 1, 1), date(2026, 12, 31)) if CHINA.is_working_day(d) and d not in NINGXIA]
LADDERS = {"long": ((20, 10, 5, 3, 1, 0), (1, 5, 10, 20), 20), "short": ((1, 0), (1, 3, 5), 0)}
"""Working days before, working days overdue, and after how many more it is said again and again."""


def recomputed(row: Row) -> dict[str, date]:
    """The rungs of a row that fall into the table, looked up in the list of the days that are worked."""
    before, overdue, every = LADDERS[row.ladder]
    act_by, effective = bisect_right(WORKED, row.due) - 1, bisect_left(WORKED, row.due)
    again = range(overdue[-1] + every, len(WORKED) - effective, every) if every else ()
    found = {"open": WORKED[bisect_left(WORKED, row.opens)]} if row.opens else {}
    found |= {f"before-{n}": WORKED[act_by - n] for n in before}
    found |= {f"overdue-{n}": WORKED[effective + n] for n in (*overdue, *again)}
    return {rung: day for rung, day in found.items() if FIRST <= day <= LAST}
