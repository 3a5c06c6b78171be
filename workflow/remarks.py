"""What the records of an item say to whoever has it now: words that still stand, conclusions, who had it before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from models.words import Act, Event, Result, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    Row = Mapping[str, Any]
    """A record as `recall` reads it."""

_DONE = (Event.SUBMIT, Event.CONFIRM_COMPLETION, Event.CANCEL, Event.END_UNMET, Act.WAIVE, Act.MERGE)

ANSWERS: dict[str, tuple[str, ...]] = {
    Act.INSTRUCT: (*_DONE, Act.REPORT, Act.EXPLAIN, Act.REPORT_LINE, Event.REQUEST_COMPLETION),
    Act.URGE: (*_DONE, Act.REPORT, Act.EXPLAIN, Act.REPORT_LINE),
    Act.EXPLAIN: _DONE,
    Act.EXTEND_REFUSE: (*_DONE, Act.EXTEND_ASK),
    Act.CHECK_LINE: (Act.REPORT_LINE, Event.CANCEL, Event.END_UNMET),
    Event.SEND_BACK: (*_DONE, Event.DROP_REVIEW),
    Event.RETURN_COMPLETION: (Event.REQUEST_COMPLETION, Event.CANCEL, Event.END_UNMET),
    Event.REFUSE: (Event.ASSIGN, Event.CANCEL),
    Event.SUSPEND: (Event.RESUME, Event.CANCEL),
}
"""Words that whoever has the item should see, and the acts by which they are answered; until then they stand."""

SPOKEN = tuple(dict.fromkeys((*ANSWERS, *(act for acts in ANSWERS.values() for act in acts))))
"""The acts whose records have to be read to know what stands."""


def standing(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The words that still stand, of each act and duty the last ones only, the first said first."""
    found: dict[tuple[str, str | None], dict[str, Any]] = {}
    for row in rows:
        act, duty = row["act"], _about(row)
        answered = [key for key in found if act in ANSWERS[key[0]] and (key[1] is None or duty in (None, key[1]))]
        for key in answered:
            del found[key]
        if act in ANSWERS and row["reason"] and (act != Act.CHECK_LINE or row["result"] == Result.RECTIFY):
            found.pop((act, duty), None)
            found[act, duty] = {
                "act": act,
                "result": row["result"],
                "duty": duty,
                "text": row["reason"],
                "promised": json.loads(row["changes"]).get("more", {}).get("promised"),
                "effective_on": row["effective_on"].isoformat(),
                "name": row["name"] or row["login"],
            }
    return list(found.values())


def _about(row: Row) -> str | None:
    """The duty that a record is about: the one that it names, or the review that it hands in or sends back."""
    if row["duty"]:
        return str(row["duty"])
    moved = json.loads(row["changes"]).get("duties", {}) if row["act"] in (Event.SUBMIT, Event.SEND_BACK) else {}
    busy = (Status.SUBMITTED, Status.RETURNED)
    return next((key for key, changed in moved.items() if changed.get("status", ("", ""))[1] in busy), None)


def concerning(words: Sequence[dict[str, Any]], duty: str | None) -> list[dict[str, Any]]:
    """Those of the words that are about the item as a whole or about this duty."""
    return [word for word in words if word["duty"] in (None, duty)]


def conclusions(rows: Iterable[Row]) -> dict[str, str]:
    """What each evaluation was concluded with, by its key; the conclusion that settled it."""
    found = {}
    for row in rows:
        if row["act"] == Event.CONCLUDE and row["result"]:
            moved = json.loads(row["changes"]).get("duties", {})
            settled = [key for key, changed in moved.items() if changed.get("status", ("", ""))[1] == Status.ACCEPTED]
            found.update(dict.fromkeys(settled, str(row["result"])))
    return found


def before(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The units that had the item before, each with the working days by which its duties were overdue with it."""
    told = [(row, json.loads(row["changes"]).get("more", {})) for row in rows if row["act"] == Act.REASSIGN]
    return [
        {
            "unit": more.get("from_unit"),
            "until": row["effective_on"].isoformat(),
            "overdue": more.get("overdue", {}),
        }
        for row, more in told
    ]


CAME = (
    Act.REASSIGN,
    Act.CHECK_LINE,
    Event.RESUME,
    Event.ORDER_RECTIFICATION,
    Event.CONCLUDE,
    Event.REOPEN,
)
"""The acts by which something comes, or comes back, to the unit while the state of the item may stay as it is."""


def came(rows: Iterable[Row]) -> dict[str, date]:
    """Since when the unit has what it has: by the keys of duties that came to it, "" for the item as a whole."""
    found: dict[str, date] = {}
    for row in rows:
        if row["act"] in (Act.REASSIGN, Event.RESUME):
            found[""] = row["effective_on"]
        if row["act"] in CAME:
            moved = json.loads(row["changes"]).get("duties", {})
            back = [key for key, changed in moved.items() if changed.get("status", ("", ""))[1] == Status.PENDING]
            found.update(dict.fromkeys(back, row["effective_on"]))
    return found
