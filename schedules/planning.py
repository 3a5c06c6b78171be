"""What has to be entered on a day: the planner asked about everything that runs, with those whom it is for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from schedules.ladder import Who
from schedules.ledger import Entry
from schedules.planner import Planner
from schedules.recipients import Directory, people
from workflow import directory, owed, queries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from models.reader import Reader
    from schedules.planner import About


def planned(reader: Reader, day: date, *, older: bool = False) -> list[Entry]:
    """Every line that is due by `day` and not in the ledger, with its recipients; none on a day off."""
    used = directory.calendars(reader)
    if not any(calendar.is_working(day) for calendar in used.values()):
        return []
    planner = Planner(used, day, said(reader), older=older)
    lines = [*planner.due(owed.running(reader, day)), *planner.waiting(owed.waiting(reader, day, used))]
    queries.put_cooperating(reader, [line.item for line in lines if Who.COOPS in line.rung.to])
    known = Directory(people(reader), directory.units(reader))
    return [Entry(line, tuple(known.recipients(line))) for line in lines]


def said(reader: Reader) -> Mapping[About, Mapping[str, str]]:
    """The last rung that the ladder brought about each thing in each of its windows.

    Not the last of all: while an extension waits for the office, a line about that lies between those about the duty.
    """
    newest = (
        "SELECT max(id) FROM reminder WHERE origin = 'auto' AND standing <> 'dropped' GROUP BY item_id, duty, revision"
    )
    found: defaultdict[About, dict[str, str]] = defaultdict(dict)
    for item_id, duty, window, rung in reader.rows(
        f"SELECT item_id, duty, revision, rung FROM reminder WHERE id IN ({newest})"
    ):
        found[item_id, duty][window] = rung
    return found
