"""Whether the checkpoints of a plan file can be: their dates, their duties, and that each comes once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from documents.nodes import day_in, inside, kind_of, place, span, text, year_in
from documents.notation import Fault
from models.words import Checkpoint, Kind, Owes
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.nodes import Node
    from documents.notation import Path

# They have no state of their own, so nobody can owe them.
OWED_BY_NOBODY = (Checkpoint.IMPLEMENTATION, Checkpoint.EXTERNAL)

# The duties of these are known by their kind alone, or by kind and year: there can be no second.
ONE_OF_A_KIND = tuple(kind for kind in Checkpoint if kind not in OWED_BY_NOBODY)


def windows(data: Node) -> Iterator[Fault]:
    """Each window opens before it closes, stands inside the period, and comes once."""
    seen: dict[tuple[Any, ...], Path] = {}
    for path, window in inside(data, "checkpoints"):
        yearly = window.get("every_year")
        yield from _yearly(path, window, yearly) if isinstance(yearly, dict) else _once(path, window)
        yield from _within(data, path, window)
        for mark in _marks(window):
            if seen.setdefault(mark, path) != path:
                kind = kind_of(window)
                yield Fault((*path, "kind"), because("planfile_window_twice", kind=kind, first=place(seen[mark])))
                break


def _once(path: Path, window: Node) -> Iterator[Fault]:
    opens, closes = day_in(window, "opens_on"), day_in(window, "closes_on")
    if opens and closes and opens > closes:
        yield Fault((*path, "closes_on"), because("planfile_window_backwards", opens=opens, closes=closes))


def _yearly(path: Path, window: Node, yearly: Node) -> Iterator[Fault]:
    for key in ("opens_on", "closes_on"):
        if window.get(key) is not None:
            yield Fault((*path, key), because("planfile_two_dates", name=key))
    first, last = year_in(yearly, "first"), year_in(yearly, "last")
    if first and last and first > last:
        yield Fault((*path, "every_year", "last"), because("planfile_years_backwards", first=first, last=last))


def _within(data: Node, path: Path, window: Node) -> Iterator[Fault]:
    first, last = span(data)
    if not first or not last:
        return
    if kind_of(window) == Checkpoint.LAUNCH:
        # A plan of whole years is launched in the course of its first one, or before it within that year.
        first = date(first.year, 1, 1)
    for key, day in _edges(window):
        if not first <= day <= last:
            facts = {"day": day, "first": first, "last": last}
            yield Fault((*path, *key), because("planfile_window_outside", **facts))


def _edges(window: Node) -> Iterator[tuple[Path, date]]:
    """The days on which a window begins and ends; of a recurring one, the first and the last of all."""
    yearly = window.get("every_year")
    if not isinstance(yearly, dict):
        for key in ("opens_on", "closes_on"):
            if day := day_in(window, key):
                yield (key,), day
        return
    first, last = year_in(yearly, "first"), year_in(yearly, "last")
    opens, closes = text(yearly, "from"), text(yearly, "to")
    later = int(bool(opens and closes and closes < opens))
    for key, year, month_day in (("first", first, opens), ("last", last and last + later, closes)):
        if year and month_day and (day := _day_at(year, month_day)):
            yield ("every_year", key), day


def _marks(window: Node) -> Iterator[tuple[Any, ...]]:
    """What no second window may share with this one."""
    kind, yearly = kind_of(window), window.get("every_year")
    if kind in ONE_OF_A_KIND and isinstance(yearly, dict):
        first, last = year_in(yearly, "first"), year_in(yearly, "last")
        yield from ((kind, year) for year in range(first or 0, (last or -1) + 1))
    elif kind in ONE_OF_A_KIND:
        day = day_in(window, "opens_on") or day_in(window, "closes_on")
        yield (kind, day.year if day and kind == Checkpoint.ANNUAL_REVIEW else None)
    elif kind:
        yield (kind, day_in(window, "opens_on"), day_in(window, "closes_on"), str(yearly))


def _day_at(year: int, month_day: str) -> date | None:
    from models.fields import day_of

    try:
        return day_of(year, month_day)
    except ValueError:
        return None


def duties(data: Node) -> Iterator[Fault]:
    """Who owes a window can owe it: it has a state and an end, and the organiser is named."""
    for path, window in inside(data, "checkpoints"):
        owed, kind = inside(window, "owed_by", path), kind_of(window)
        if owed and kind in OWED_BY_NOBODY:
            yield Fault((*path, "owed_by"), because("planfile_owed_by_nobody", kind=kind))
            continue
        dated = window.get("closes_on") is not None or window.get("every_year") is not None
        if owed and not dated:
            yield Fault((*path, "owed_by"), because("planfile_owed_undated"))
        seen: set[Any] = set()
        for where, each in owed:
            yield from _owed(window, where, each, seen)


def _owed(window: Node, path: Path, owed: Node, seen: set[Any]) -> Iterator[Fault]:
    kind, unit = text(owed, "kind"), text(owed, "unit")
    if unit == Owes.ORGANISER and not window.get("organisers"):
        yield Fault((*path, "unit"), because("planfile_no_organiser"))
    if kind == Kind.BREAKDOWN and owed.get("unless_broken_down") is True:
        yield Fault((*path, "unless_broken_down"), because("planfile_breakdown_broken_down"))
    if kind and kind in seen:
        yield Fault(
            (*path, "kind"), because("planfile_owed_twice", kind=next((word for word in Kind if word == kind), kind))
        )
    seen.add(kind)
