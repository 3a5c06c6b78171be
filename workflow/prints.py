"""Figures and values of the years held against the records that tell of them, item by item."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from models.words import Act
from workflow.records import Entry, Flaw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Row = tuple[Any, ...]

FIGURES = (
    "SELECT i.code, t.code, f.as_of, f.value, f.numerator, f.denominator, f.note, f.moved, f.evidence, "
    "f.reported_on, f.login FROM figure f JOIN target t ON t.id = f.target_id JOIN item i ON i.id = f.item_id "
    "ORDER BY f.id"
)
YEARS = (
    "SELECT i.code, t.code, y.year, y.value, y.set_on, y.login FROM target_year y "
    "JOIN target t ON t.id = y.target_id JOIN item i ON i.id = y.item_id ORDER BY y.id"
)


class Prints:
    """One digest an item over all that it was told of one kind, in order: whole tables need not be in memory."""

    def __init__(self) -> None:
        self._found: dict[str, Any] = {}

    def add(self, item: str, *facts: Any) -> None:
        self._found.setdefault(item, sha256()).update(json.dumps(facts, ensure_ascii=False, default=str).encode())

    def others(self, than: Prints) -> list[str]:
        """The items of which the two tell differently."""
        mine, theirs = ({item: one.digest() for item, one in each._found.items()} for each in (self, than))
        return sorted(item for item in mine | theirs if mine.get(item) != theirs.get(item))


class Told:
    """What the records say was reported and set."""

    def __init__(self) -> None:
        self.figures, self.years = Prints(), Prints()

    def watch(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows of records as they pass by on the way to `verify`, noting what they tell."""
        item, act, changes, day, login = (3 + Entry.__slots__.index(name) for name in _READ)
        for row in rows:
            if row[act] in (Act.MEASURE, Act.SET_TARGETS) and row[item] is not None:
                note = self._measured if row[act] == Act.MEASURE else self._set
                try:
                    note(row[item], json.loads(row[changes]), str(row[day]), row[login])
                except (ValueError, LookupError, TypeError, AttributeError):
                    # No act wrote this: that the record was changed is told, and that what it told is not known.
                    self.figures.add(row[item], None)
            yield row

    def _measured(self, item: str, facts: dict[str, Any], day: str, login: str) -> None:
        papers = "\n".join(paper["sha256"] for paper in facts.get("evidence", ()))
        for one in facts["more"]["figures"]:
            moved = one.get("moved", True)
            values = (one.get(name) for name in ("value", "numerator", "denominator", "note"))
            self.figures.add(item, one["target"], one["as_of"], *values, moved, papers if moved else "", day, login)

    def _set(self, item: str, facts: dict[str, Any], day: str, login: str) -> None:
        for one in facts["more"]["years"]:
            self.years.add(item, one["target"], one["year"], one["value"][1], day, login)

    def flaws(self, figures: Iterable[Row], years: Iterable[Row]) -> list[Flaw]:
        """The items whose rows are not what their records say.

        Where nothing moved the papers are those of the figure before, which the record does not name again.
        """
        there, set_down = Prints(), Prints()
        for item, target, as_of, value, above, below, note, moved, papers, day, login in figures:
            facts = (target, str(as_of), value, above, below, note, bool(moved))
            there.add(item, *facts, papers if moved else "", str(day), login)
        for item, target, year, value, day, login in years:
            set_down.add(item, target, year, value, str(day), login)
        found = [(item, "figures_behind") for item in self.figures.others(there)]
        found += [(item, "years_behind") for item in self.years.others(set_down)]
        return [Flaw(item.partition("-")[0], 0, key, item) for item, key in found]


_READ = ("item", "act", "changes", "effective_on", "login")
