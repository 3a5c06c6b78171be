"""The facts of targets: what is asked, who owes it, the values of the years, the figures. Standard library only."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from models.targeting import BINDING, MEASURED, Comparator, Force, Nature
from models.words import Checkpoint, Kind, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflow.facts import Item


@dataclass(slots=True, eq=False)
class Target:
    """One target of a plan; `wanted` is what the plan file asks for: a number, a pair, a grade, a standard."""

    id: int
    item_id: int
    code: str
    metric: str
    nature: Nature
    comparator: Comparator | None
    wanted: Any
    measure: str | None
    due_on: date
    yearly: bool
    commitment: str | None
    force: Force
    scope: str | None
    per_unit: bool
    external_gate: str | None
    note: str | None

    @property
    def measured(self) -> bool:
        """Whether its figures are numbers, so that one can be ahead or behind."""
        return self.nature in MEASURED

    @property
    def adds(self) -> bool:
        """Whether figures of several units become one; of the others each unit is a line (DOMAIN 5.5.3)."""
        return self.nature == Nature.RATIO or (self.nature == Nature.COUNT and not self.per_unit)

    @property
    def asked(self) -> bool:
        """Whether a figure is asked for in every review; words are in the report anyway."""
        return self.nature != Nature.WORDS and self.force in BINDING

    @property
    def by_year(self) -> bool:
        """Whether each year has a value of its own to be set: a task's work in words, and what grows to a number."""
        return not self.yearly and (self.comparator is None or (self.measured and self.force in BINDING))


@dataclass(frozen=True, slots=True)
class Figure:
    """What was reached on a day; a ratio has what it is made of. Not `moved`: nothing is new since the one before."""

    as_of: date
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    moved: bool = True
    note: str | None = None
    evidence: str = ""
    reported_on: date | None = None
    login: str = ""


@dataclass(slots=True, eq=False)
class Goal:
    """A target as one item has it: whether it owes figures, the value of each year, what it reported."""

    target: Target
    owes: bool = True
    years: dict[int, str] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    """In the order of their days, of one day in the order of their coming."""

    def last(self, until: date, since: date | None = None) -> Figure | None:
        """The figure that stands: the newest of the latest day up to `until`, and not before `since`."""
        found = [f for f in self.figures if f.as_of <= until and (since is None or f.as_of >= since)]
        return found[-1] if found else None


def leaves(item: Item, target_id: int) -> list[Item]:
    """The items whose figures make that of the item: those at the ends of its tree that owe the target.

    What was cancelled below it counts no more; what is suspended is still there.
    """
    found = [leaf for child in _standing(item) for leaf in leaves(child, target_id)]
    goal = item.goals.get(target_id)
    return found or ([item] if goal is not None and goal.owes else [])


def reporting(item: Item, target_id: int) -> list[Item]:
    """What hangs at once below the item and owes the target, itself or through what is below it in turn."""
    return [child for child in _standing(item) if leaves(child, target_id)]


def _standing(item: Item) -> list[Item]:
    return [child for child in item.children if child.state != State.CANCELLED]


def own(item: Item) -> Iterator[Goal]:
    """The targets whose figures the item itself reports, in the order of the plan."""
    for key, goal in item.goals.items():
        if leaves(item, key) == [item]:
            yield goal


def signed_on(item: Item) -> date | None:
    """The day of the last signature for an item; None while there is none."""
    return max((d.settled_on for d in item.duties if d.kind == Checkpoint.SIGN and d.settled_on), default=None)


def set_by(item: Item, year: int) -> date:
    """The day by which a unit has set the values of a year: the office's, 30 days after its signature at least."""
    month, day = map(int, item.plan.targets_by.split("-"))
    asked, signed = date(year, month, min(day, monthrange(year, month)[1])), signed_on(item)
    return max(asked, signed + timedelta(days=30)) if signed is not None else asked


def unset(item: Item, year: int) -> list[Target]:
    """Those of a breakdown's targets that have no value for a year of the plan: setting it is its unit's to do.

    Not for a year after the one in which a target is due.
    """
    if item.kind != Kind.BREAKDOWN or not item.plan.first_day.year <= year <= item.plan.last_day.year:
        return []
    due = (goal for goal in own(item) if goal.target.by_year and year <= goal.target.due_on.year)
    return [goal.target for goal in due if year not in goal.years]
