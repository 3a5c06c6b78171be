"""The plain facts that rules look at: an item with its duties, its plan, its children. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from models.words import IN_OFFICE_HANDS, REVIEWS, SETTLED, Checkpoint, Kind, LimitBy, Owes, Risk, Roll, State, Status

if TYPE_CHECKING:
    from datetime import date

    from workflow.targets import Goal


@dataclass(slots=True, eq=False)
class Plan:
    """The settings of a plan that rules depend on; thresholds are working days."""

    id: int
    code: str
    title: str
    first_day: date
    last_day: date
    calendar: str = "national"
    roll: Roll = Roll.FORWARD
    backfill: bool = False
    yellow_review: int = 10
    yellow_short: int = 3
    parent_red: int = 20
    schedule_yellow: int = 10
    schedule_red: int = 20
    targets_by: str = "03-31"
    lead_unit_id: int | None = None
    adopted_on: date | None = None


@dataclass(slots=True, eq=False)
class Duty:
    """One thing owed by one item: a checkpoint, a signature, or the mending of one problem (DOMAIN 4, 6.2)."""

    key: str
    kind: Checkpoint
    due_on: date
    original_due_on: date
    effective_due_on: date
    id: int | None = None
    item_id: int | None = None
    checkpoint_id: int | None = None
    opens_on: date | None = None
    unit_id: int | None = None
    owes: Owes = Owes.LEAD
    status: Status = Status.PENDING
    revision: int = 0
    limit_on: date | None = None
    limit_by: LimitBy | None = None
    asked_until: date | None = None
    asked_on: date | None = None
    asked_by: str | None = None
    submitted_on: date | None = None
    submitted_by: str | None = None
    submitted_late: int = 0
    lateness: int = 0
    settled_on: date | None = None
    void_by: str | None = None
    merged_into: str | None = None
    problem: str | None = None

    @property
    def settled(self) -> bool:
        return self.status in SETTLED

    @property
    def short(self) -> bool:
        """Whether the short threshold of days applies: orders, signatures, returns (DOMAIN 6.4)."""
        returned = self.limit_by == LimitBy.RETURN and self.in_force > self.due_on
        return self.kind not in (*REVIEWS, Checkpoint.LAUNCH) or returned

    @property
    def in_force(self) -> date:
        """The day the duty is due before any roll over days off: the later of the due day and its limit."""
        return self.due_on if self.limit_on is None or self.limit_on < self.due_on else self.limit_on


@dataclass(slots=True, eq=False)
class Item:
    """Anything supervised, as it stands."""

    id: int
    code: str
    kind: Kind
    title: str
    plan: Plan
    number: str | None = None
    commitment: str | None = None
    state: State = State.REGISTERED
    parent_id: int | None = None
    parent_code: str | None = None
    parent_state: State | None = None
    parent_day: date | None = None
    unit_id: int = 0
    lead_unit_id: int | None = None
    unit_path: str = ""
    unit_name: str = ""
    unit_manned: bool = True
    cooperating: tuple[int, ...] = ()
    state_since: date | None = None
    hands_since: date | None = None
    remembered: State | None = None
    suspended_on: date | None = None
    suspended_with: int | None = None
    review_on: date | None = None
    requested_by: str | None = None
    rework: int = 0
    risk: Risk | None = None
    last_effective_on: date | None = None
    version: int = 1
    parent_dues: dict[str, date] | None = None
    """The days in force of what the item above still owes, by the keys of its duties; None where it was not read."""
    came: dict[str, date] = field(default_factory=dict)
    """Since when the unit has a duty (by its key) or the item (""), where the state does not say it."""
    reported: dict[str, tuple[bool, ...]] = field(default_factory=dict)
    duties: list[Duty] = field(default_factory=list)
    children: list[Item] = field(default_factory=list)
    goals: dict[int, Goal] = field(default_factory=dict)
    """The targets that it owes, or owes through what is below it, by their ids."""

    @property
    def in_office_hands(self) -> bool:
        return self.state in IN_OFFICE_HANDS

    @property
    def in_hand(self) -> Duty | None:
        """The review that is being worked on; there is at most one."""
        busy = (Status.OPEN, Status.SUBMITTED, Status.RETURNED)
        return next((d for d in self.duties if d.kind in REVIEWS and d.status in busy), None)

    @property
    def lines(self) -> list[Duty]:
        """The open problem lines."""
        return [d for d in self.duties if d.kind == Checkpoint.RECTIFICATION and not d.settled]

    def duty(self, key: str) -> Duty | None:
        """The duty of that key (`annual_review-2023`, `sign-1`), if the item has one."""
        return next((d for d in self.duties if d.key == key), None)


ITEM_FIELDS = (
    "title",
    "number",
    "commitment",
    "state",
    "unit_id",
    "lead_unit_id",
    "cooperating",
    "state_since",
    "hands_since",
    "remembered",
    "suspended_on",
    "suspended_with",
    "review_on",
    "requested_by",
    "rework",
    "risk",
    "last_effective_on",
    "version",
)
DUTY_FIELDS = tuple(f.name for f in fields(Duty) if f.name not in ("id", "item_id", "key"))
