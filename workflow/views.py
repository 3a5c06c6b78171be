"""What lists, pages and reports say of items and duties: plain dictionaries with the field names of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.words import RUNNING, Light, Risk
from workflow import deadlines, lights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from workflow.actor import UnitRef
    from workflow.facts import Duty, Item
    from workflow.lights import Shown
    from workflow.working_days import Calendar

BADNESS = {Light.RED: 0, Light.YELLOW: 1, Light.GREEN: 2, Light.GREY: 3, Light.DONE: 4, None: 5}


class Sight:
    """How one reading sees: the day, the language, the units, who owns what, and the calendars in use."""

    def __init__(
        self,
        today: date,
        lang: str,
        units: Mapping[int, UnitRef],
        owners: Mapping[int, str],
        calendars: Mapping[str, Calendar],
    ) -> None:
        self.today = today
        self.lang = lang
        self.units = units
        self.owners = owners
        self.calendars = calendars

    def calendar(self, item: Item) -> Calendar:
        return self.calendars[item.plan.calendar]

    def duty_light(self, item: Item, duty: Duty) -> Shown:
        return lights.duty_light(item, duty, self.today, self.calendar(item))

    def item_light(self, item: Item) -> Shown:
        return lights.item_light(item, self.today, self.calendar(item))

    def duty(self, item: Item, duty: Duty) -> dict[str, Any]:
        """A duty as a row: the fields that DESIGN section 3 promises to programs."""
        shown = self.duty_light(item, duty)
        unit = self.units.get(duty.unit_id or 0)
        return {
            "duty": f"{item.code}@{duty.key}",
            "item": item.code,
            "plan": item.plan.code,
            "kind": item.kind.value,
            "title": item.title,
            "unit": unit.name if unit else None,
            "unit_code": unit.code if unit else None,
            "checkpoint": duty.key,
            "due_on": duty.due_on.isoformat(),
            "original_due_on": duty.original_due_on.isoformat(),
            "effective_due_on": duty.effective_due_on.isoformat(),
            **self.days(item, duty),
            "state": item.state.value,
            "status": duty.status.value,
            **self.light(shown),
            "owner": self.owners.get(duty.unit_id or 0),
        }

    def days(self, item: Item, duty: Duty) -> dict[str, int]:
        """How far over or how near; nothing is over that is not overdue."""
        over = deadlines.overdue(item, duty, self.today)
        calendar = self.calendar(item)
        return {
            "overdue_days": deadlines.overdue_days(duty, self.today) if over else 0,
            "overdue_working_days": deadlines.overdue_working_days(duty, self.today, calendar) if over else 0,
            "remaining_working_days": deadlines.remaining(duty, self.today, calendar),
        }

    def light(self, shown: Shown) -> dict[str, Any]:
        return {
            "light": shown.light.value if shown.light else None,
            "word": shown.word.sentence(self.lang),
            "why": [reason.sentence(self.lang) for reason in shown.why],
        }

    def item(self, item: Item) -> dict[str, Any]:
        """An item as a row of `list`."""
        unit = self.units.get(item.unit_id)
        near = nearest_duty(item)
        return {
            "item": item.code,
            "plan": item.plan.code,
            "kind": item.kind.value,
            "title": item.title,
            "unit": unit.name if unit else None,
            "unit_code": unit.code if unit else None,
            "assigned": item.lead_unit_id is not None,
            "state": item.state.value,
            "state_since": item.state_since.isoformat() if item.state_since else None,
            "risk": item.risk.value if item.risk else None,
            **self.light(self.item_light(item)),
            "next_duty": f"{item.code}@{near.key}" if near else None,
            "next_due_on": near.due_on.isoformat() if near else None,
            "remaining_working_days": deadlines.remaining(near, self.today, self.calendar(item)) if near else None,
            "overdue": sum(deadlines.overdue(item, duty, self.today) for duty in item.duties),
            "owner": self.owners.get(item.unit_id),
        }

    def risk(self, word: str | None) -> str:
        return Risk(word).label(self.lang) if word else ""

    def gaps(self, pairs: Iterable[tuple[str, date]]) -> list[str]:
        """The warnings of the calendars for the days a list counts over: from each day to today, or back."""
        spans: dict[str, tuple[date, date]] = {}
        for name, day in pairs:
            first, last = spans.get(name, (self.today, self.today))
            spans[name] = min(first, day), max(last, day)
        found = [reason for name, (a, b) in spans.items() for reason in self.calendars[name].gaps(a, b)]
        return list(dict.fromkeys(reason.sentence(self.lang) for reason in found))


def nearest_duty(item: Item) -> Duty | None:
    """The running duty that falls due first."""
    running = [duty for duty in item.duties if duty.status in RUNNING]
    return min(running, key=lambda duty: (duty.effective_due_on, duty.key), default=None)


def worst_first(row: Mapping[str, Any]) -> tuple[int, str, str]:
    """How `list` sorts: the worst light, then the day that comes first, then the code."""
    light = Light(row["light"]) if row["light"] else None
    return BADNESS[light], row["next_due_on"] or "9999", row["item"]
