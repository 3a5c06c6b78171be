"""Going back: the history of an item, and what was done after a day taken back from it. Plain driver SQL."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from models.reader import parts
from models.words import Checkpoint
from workflow import remarks
from workflow.deadlines import effective
from workflow.directory import columns, named, value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from models.reader import Reader
    from workflow.facts import Item
    from workflow.working_days import Calendar


RECORD = ("seq", "at", "effective_on", "login", "role", "unit", "act", "result", "duty", "reason", "changes")


def history(reader: Reader, code: str, today: date) -> list[dict[str, Any]]:
    """The records of an item up to `today`, the first first."""
    rows = reader.rows(
        f"SELECT {columns('r', RECORD)}, a.name FROM record r LEFT JOIN account a ON a.login = r.login "
        "WHERE r.item = :code AND (r.effective_on <= :today OR r.act = 'register') ORDER BY r.seq",
        code=code,
        today=bound(reader, today),
    )
    return [{**named(RECORD, row[:-1]), "name": row[-1]} for row in rows]


def acts(reader: Reader, codes: Sequence[str], today: date, wanted: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """The records of some acts on each of some items up to `today`, the first first."""
    found: dict[str, list[dict[str, Any]]] = {code: [] for code in codes}
    words = ", ".join(f"'{act}'" for act in wanted)  # our own words
    for some in parts(list(found)):
        marks = {f"code{number}": code for number, code in enumerate(some)}
        rows = reader.rows(
            f"SELECT r.item, {columns('r', RECORD)}, a.name FROM record r LEFT JOIN account a ON a.login = r.login "
            f"WHERE r.item IN ({', '.join(f':{mark}' for mark in marks)}) AND r.act IN ({words}) "
            "AND r.effective_on <= :today ORDER BY r.seq",
            today=bound(reader, today),
            **marks,
        )
        for code, *row in rows:
            found[code].append({**named(RECORD, row[:-1]), "name": row[-1]})
    return found


def follow(reader: Reader, items: Sequence[Item], today: date) -> None:
    """Puts on each item since when its unit has what it has, where a second signature or a problem line makes it
    another day than that of the state."""
    wanted = {item.code: item for item in items if item.lines or _handed_on(item)}
    if wanted:
        for code, rows in acts(reader, list(wanted), today, remarks.CAME).items():
            wanted[code].came = remarks.came(rows)


def _handed_on(item: Item) -> bool:
    return sum(duty.kind == Checkpoint.SIGN for duty in item.duties) > 1


def printed(reader: Reader, item: Item, today: date) -> dict[str, str]:
    """The title, number and commitment word as the document has them, where an amendment has put others there."""
    rows = reader.rows(
        "SELECT changes FROM record WHERE item = :code AND act = 'amend' AND effective_on <= :today ORDER BY seq DESC",
        code=item.code,
        today=bound(reader, today),
    )
    first: dict[str, str | None] = {}
    for (changes,) in rows:
        changed = json.loads(changes).get("item", {})
        first |= {name: changed[name][0] for name in ("title", "number", "commitment") if name in changed}
    return {name: was or "" for name, was in first.items() if was != getattr(item, name)}


def later(reader: Reader, today: date, code: str | None = None) -> dict[str, list[str]]:
    """What was done to each item, or to the one named, with an effective day after `today`, newest first."""
    one = " AND item = :code" if code else ""
    # Sorted here: asked to sort, SQLite goes through every record there is.
    rows = reader.rows(
        "SELECT seq, item, changes FROM record "
        f"WHERE effective_on > :today AND item IS NOT NULL AND act <> 'register'{one}",
        today=bound(reader, today),
        **({"code": code} if code else {}),
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for _, item, changes in sorted(rows, reverse=True):
        found[item].append(changes)
    return dict(found)


def take_back(item: Item, changes: Sequence[str], calendar: Calendar) -> None:
    """Puts the item's fields and its duties back to before these changes.

    Days entered since count for every item alike: the effective dues are worked out by the calendar of now.
    """
    from workflow.changes import undo
    from workflow.deeds import stood

    story = stood(item)
    undo(story, changes)
    for name, raw in story.item.items():
        setattr(item, name, tuple(raw or ()) if name == "cooperating" else value(name, raw))
    item.duties = [duty for duty in item.duties if duty.key in story.duties]
    for duty in item.duties:
        for name, raw in story.duties[duty.key].items():
            setattr(duty, name, Checkpoint(raw) if name == "kind" else value(name, raw))
        if not duty.settled:
            duty.effective_due_on = effective(duty, item.plan, calendar)


def windows(reader: Reader, plan: str, points: Sequence[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    """The dated windows of a plan as they stood on `today`: what was dated by an amendment later is taken back."""
    rows = reader.rows(
        "SELECT changes FROM record WHERE chain = :plan AND act = 'amend' AND item IS NULL AND effective_on > :today "
        "ORDER BY seq DESC",
        plan=plan,
        today=bound(reader, today),
    )
    found = [dict(point) for point in points]
    for (changes,) in rows:
        about = json.loads(changes)["more"]
        for point in found:
            if point["key"] == about["checkpoint"]:
                point |= {name: about[name][0] for name in ("opens_on", "closes_on")}
    return found


def bound(reader: Reader, day: date) -> Any:
    """A day as the driver compares it: SQLite keeps days as ISO text."""
    return day.isoformat() if reader.named else day
