"""What one act did, read from its fields before and after: units, problem lines, days. Plain data for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.words import Act, Checkpoint, Event, Status
from workflow.changes import Story, plain
from workflow.facts import DUTY_FIELDS, ITEM_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workflow.actor import UnitRef
    from workflow.facts import Item


@dataclass(frozen=True, slots=True)
class Deed:
    """One act on one item: what was done to which duty, what differs, and how the item stood after it."""

    act: str
    duty: str | None
    changed: Mapping[str, Any]
    """What the record holds: `item` and `duties` field by field, `more`, `with_parent`."""
    after: Story
    units: Mapping[int, UnitRef]

    @property
    def more(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.changed.get("more", {})
        return found

    def moved(self, *statuses: Status) -> list[str]:
        """The duties that the act brought to one of these."""
        changed = self.changed.get("duties", {})
        return [key for key in sorted(changed) if changed[key].get("status", ("", ""))[1] in statuses]


def stood(item: Item) -> Story:
    """The fields of an item and of its duties as records hold them."""
    return Story(
        {name: plain(getattr(item, name)) for name in ITEM_FIELDS},
        {duty.key: {name: plain(getattr(duty, name)) for name in DUTY_FIELDS} for duty in item.duties},
    )


def _lead(deed: Deed) -> str | None:
    key = deed.after.item.get("lead_unit_id")
    return deed.units[key].name if key else None


def _cooperating(deed: Deed) -> list[str]:
    return [deed.units[key].name for key in deed.after.item.get("cooperating") or ()]


def _lines(deed: Deed) -> list[dict[str, str]]:
    """The problem lines that it ordered."""
    new = [key for key in deed.moved(Status.PENDING) if deed.changed["duties"][key]["status"][0] is None]
    lines = sorted((key for key in new if key.startswith(Checkpoint.RECTIFICATION)), key=_count)
    duties = deed.after.duties
    return [{"duty": key, "problem": duties[key]["problem"], "due_on": duties[key]["due_on"]} for key in lines]


def _count(key: str) -> int:
    return int(key.rpartition("-")[2])


def _late(deed: Deed) -> dict[str, int]:
    """Working days past the due in force: of what is submitted now, of all submissions of what is accepted."""
    handed = {key: deed.after.duties[key].get("submitted_late") or 0 for key in deed.moved(Status.SUBMITTED)}
    settled = {key: deed.after.duties[key].get("lateness") or 0 for key in deed.moved(Status.ACCEPTED)}
    return {key: days for key, days in {**handed, **settled}.items() if days}


def _limit(deed: Deed) -> Any:
    """The limit of what was sent back."""
    return next((deed.after.duties[key].get("limit_on") for key in deed.moved(Status.RETURNED)), None)


def _original(deed: Deed) -> Any:
    return deed.after.duties[deed.duty or ""]["original_due_on"]


def _merged(deed: Deed) -> Any:
    return deed.after.duties[deed.duty or ""]["merged_into"]


def _review(deed: Deed) -> Any:
    return deed.after.item.get("review_on")


def _risk(deed: Deed) -> Any:
    return deed.changed.get("item", {}).get("risk", (None, None))[1]


def _overdue(deed: Deed) -> dict[str, int]:
    """Working days by which each duty was overdue in the old unit's hands."""
    found: dict[str, int] = deed.more.get("overdue", {})
    return found


def _number(deed: Deed) -> Any:
    return deed.more.get("number")


def _to(deed: Deed) -> list[str]:
    """Whom it was for."""
    found: list[str] = deed.more.get("to", [])
    return found


def _promised(deed: Deed) -> Any:
    return deed.more.get("promised")


def _held(name: str) -> Callable[[Deed], Any]:
    """What the record itself holds under that name."""
    return lambda deed: deed.more.get(name)


READ: dict[str, Callable[[Deed], Any]] = {
    "lead": _lead,
    "cooperating": _cooperating,
    "overdue": _overdue,
    "lines": _lines,
    "merged_into": _merged,
    "original_due_on": _original,
    "limit_on": _limit,
    "review_on": _review,
    "risk": _risk,
    "promised": _promised,
    "number": _number,
    "to": _to,
    "late": _late,
    "of": _held("of"),
    "target": _held("target"),
    "units": _held("units"),
    "years": _held("years"),
    "figures": _held("figures"),
}
"""Each fact that may be told, and how it is read."""

TOLD: dict[str, tuple[str, ...]] = {
    Event.ASSIGN: ("lead", "cooperating"),
    Event.SIGN: ("late",),
    Event.SUBMIT: ("late",),
    Event.SEND_BACK: ("limit_on",),
    Event.ACCEPT: ("late",),
    Event.CONCLUDE: ("late", "lines"),
    Event.ORDER_RECTIFICATION: ("lines",),
    Event.REOPEN: ("lines",),
    Event.SUSPEND: ("review_on",),
    Act.REPORT: ("risk",),
    Act.EXPLAIN: ("promised",),
    Act.MERGE: ("merged_into",),
    Act.REPORT_LINE: ("late",),
    Act.CHECK_LINE: ("late",),
    Act.EXTEND_GRANT: ("original_due_on",),
    Act.REASSIGN: ("lead", "cooperating", "overdue"),
    Act.SIGN_FOR: ("late",),
    Act.URGE: ("number", "to"),
    Act.PHONED: ("to",),
    Act.BREAK_DOWN: ("units", "of"),
    Act.OWE_TARGET: ("target", "units"),
    Act.SET_TARGETS: ("years",),
    Act.MEASURE: ("figures",),
}
"""What is told of each act beside the states before and after, in the order in which it is said."""


def facts(deed: Deed) -> dict[str, Any]:
    """What was done, by the names of `READ`; None or empty where an act has nothing of the kind."""
    told = TOLD.get(deed.act, ())
    return {name: READ[name](deed) if name in told else _NOTHING.get(name) for name in READ}


_NOTHING: dict[str, Any] = {
    **{name: [] for name in ("cooperating", "lines", "to", "units", "years", "figures")},
    **{name: {} for name in ("overdue", "late")},
}
