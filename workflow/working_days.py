"""The working calendar: which days are working days, and counting in them. Standard library only."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.files import there
from workflow.speech import Reason, Years, because

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NATIONAL = "national"
_TABLES = Path(__file__).resolve().parent.parent / "plans"


class Entry(NamedTuple):
    """One day that the office entered from a notice; it wins over the bundled day of the same calendar.

    `calendar` is `national` or the name of a regional calendar. `year_complete` says that the notice it
    comes from gives all days of that year for that calendar: the warning about that year then ends.
    """

    day: date
    working: bool
    calendar: str = NATIONAL
    year_complete: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """Which days are working days (DOMAIN 6.1): Monday to Friday, but for the swapped days.

    `known` are the years with national data; `own` are the years for which the region's own days are known,
    None for the national calendar. `swapped` are the ordinals, ascending, of days off within a week and of
    working days at a weekend; `shift[n]` is what the first n of them add to the plain count of weekdays.
    """

    name: str
    known: frozenset[int]
    own: frozenset[int] | None
    swapped: tuple[int, ...] = field(repr=False)
    shift: tuple[int, ...] = field(repr=False)

    def is_working(self, day: date) -> bool:
        """Whether `day` is a working day."""
        ordinal = day.toordinal()
        return self._count(ordinal) > self._count(ordinal - 1)

    def next_working(self, day: date) -> date:
        """The first working day on or after `day`."""
        return day if self.is_working(day) else self.add(day, 1)

    def last_working(self, day: date) -> date:
        """The last working day on or before `day`."""
        return day if self.is_working(day) else self.add(day, -1)

    def add(self, day: date, n: int) -> date:
        """The n-th working day after `day`, `day` itself not counted (Civil Code art. 201).

        A negative n counts back in the same way: -1 is the last working day before `day`. 0 is `day` itself,
        working or not.
        """
        if n == 0:
            return day
        start = day.toordinal()
        if n > 0:
            return date.fromordinal(self._first_with(self._count(start) + n, start, n))
        return date.fromordinal(self._first_with(self._count(start - 1) + n + 1, start, n))

    def between(self, a: date, b: date) -> int:
        """The number of working days after `a`, up to and including `b`; 0 when `b` is not after `a`."""
        return max(0, self._count(b.toordinal()) - self._count(a.toordinal()))

    def gaps(self, first: date, last: date) -> list[Reason]:
        """Warnings about what is not known of the years from `first` to `last`, both included (DOMAIN 6.1)."""
        years = range(first.year, last.year + 1)
        unknown = tuple(year for year in years if year not in self.known)
        ours = self.known if self.own is None else self.own
        regional = tuple(year for year in years if year in self.known and year not in ours)
        warnings = []
        if unknown:
            warnings.append(because("calendar_unknown_years", years=Years(unknown)))
        if regional:
            warnings.append(because("calendar_national_only_years", years=Years(regional)))
        return warnings

    def _count(self, ordinal: int) -> int:
        """Working days from the first Monday of the era (ordinal 1) to `ordinal`, both counted."""
        weeks, days = divmod(ordinal, 7)
        return 5 * weeks + min(days, 5) + self.shift[bisect_right(self.swapped, ordinal)]

    def _first_with(self, count: int, start: int, n: int) -> int:
        """The first ordinal that reaches `count`, looked for from `start` in the direction of n."""
        reach = 2 * n + (14 if n > 0 else -14)
        while (self._count(start + reach) < count) == (n > 0):
            reach *= 2
        low, high = sorted((start, start + reach))
        return low + bisect_left(range(low, high + 1), count, key=self._count)


def load(name: str, extra: Iterable[Entry] = ()) -> Calendar:
    """The calendar `name`: `national`, a bundled regional one (`ningxia`), or one that `extra` alone describes.

    Of `extra` only the entries of `national` and of `name` count, so all imported days may be handed over. A region's
    days win over the national ones, entered days over bundled ones of the same calendar. Raises LookupError for an
    unknown name.
    """
    return _load(name, tuple(extra))


@lru_cache(maxsize=32)
def _load(name: str, extra: tuple[Entry, ...]) -> Calendar:
    days, known = _layer(NATIONAL, extra)
    own = None
    if name != NATIONAL:
        regional, own = _layer(name, extra)
        days |= regional
    swapped = sorted(day.toordinal() for day, working in days.items() if working == (day.weekday() >= 5))
    steps = (-1 if 1 <= ordinal % 7 <= 5 else 1 for ordinal in swapped)
    return Calendar(name, known, own, tuple(swapped), tuple(accumulate(steps, initial=0)))


def _layer(name: str, extra: tuple[Entry, ...]) -> tuple[dict[date, bool], frozenset[int]]:
    """The days that calendar `name` itself speaks of, True for working, and the years it knows completely."""
    entered = [entry for entry in extra if entry.calendar == name]
    years = _bundled(name)
    if years is None and not entered:
        raise LookupError(name)
    days = {}
    for year in (years or {}).values():
        days.update(dict.fromkeys(map(date.fromisoformat, year["off"]), False))
        days.update(dict.fromkeys(map(date.fromisoformat, year["working"]), True))
    days.update((entry.day, entry.working) for entry in entered)
    complete = {entry.day.year for entry in entered if entry.year_complete}
    return days, frozenset(complete.union(map(int, years or ())))


def _bundled(name: str) -> Mapping[str, Mapping[str, list[str]]] | None:
    """The years of a bundled table; None when there is no such table. A name is a plain word, never a path."""
    table = _TABLES / f"calendar_{name}.json"
    if not name.isidentifier() or not there(table):
        return None
    years: Mapping[str, Mapping[str, list[str]]] = json.loads(table.read_text(encoding="utf-8"))["years"]
    return years
