"""Rows of what is supervised: items, their duties, the reports and the evidence."""

from datetime import date, datetime

from sqlalchemy import LargeBinary, text
from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from models.columns import long, word
from models.words import Checkpoint, Kind, LimitBy, Owes, Risk, State, Status

_RUNNING = text("status IN ('pending', 'open', 'returned')")


class ItemRow(SQLModel, table=True):
    """A task, a project or a breakdown. `unit_id` answers for it: the lead unit, before assignment the lead issuer.

    `begun_on` is the day on which a breakdown was made; what the plan itself names has none.
    """

    __tablename__ = "item"
    __table_args__ = (Index("ix_item_plan_id", "plan_id"), Index("ix_item_parent_id", "parent_id"))
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    parent_id: int | None = Field(default=None, foreign_key="item.id")
    section_id: int | None = Field(default=None, foreign_key="section.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    lead_unit_id: int | None = Field(default=None, foreign_key="unit.id")
    code: str = Field(unique=True, max_length=48)
    kind: Kind = word(Kind)
    number: str | None = None
    title: str
    position: int
    commitment: str | None = None
    first_line: int | None = None
    last_line: int | None = None
    state: State = word(State, default=State.REGISTERED)
    state_since: date | None = None
    hands_since: date | None = None
    remembered: State | None = word(State, default=None, nullable=True)
    suspended_on: date | None = None
    suspended_with: int | None = None
    review_on: date | None = None
    requested_by: str | None = None
    rework: int = 0
    risk: Risk | None = word(Risk, default=None, nullable=True)
    last_effective_on: date | None = None
    begun_on: date | None = None
    version: int = 1


class ItemUnitRow(SQLModel, table=True):
    """A cooperating unit of an item."""

    __tablename__ = "item_unit"
    item_id: int = Field(foreign_key="item.id", primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True, index=True)


class DutyRow(SQLModel, table=True):
    """What one item owes by one day; "overdue" is a range of `effective_due_on` over the running duties."""

    __tablename__ = "duty"
    __table_args__ = (
        UniqueConstraint("item_id", "key"),
        Index("ix_duty_running", "effective_due_on", "item_id", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
    )
    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id")
    checkpoint_id: int | None = Field(default=None, foreign_key="checkpoint.id")
    unit_id: int = Field(foreign_key="unit.id")
    key: str = Field(max_length=48)
    kind: Checkpoint = word(Checkpoint)
    owes: Owes = word(Owes, default=Owes.LEAD)
    status: Status = word(Status, default=Status.PENDING)
    opens_on: date | None = None
    due_on: date
    original_due_on: date
    effective_due_on: date
    revision: int = 0
    limit_on: date | None = None
    limit_by: LimitBy | None = word(LimitBy, default=None, nullable=True)
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
    problem: str | None = long(default=None, nullable=True)


class ReportRow(SQLModel, table=True):
    """A progress report as it was saved; saving again adds a row, the newest of a duty stands."""

    __tablename__ = "report"
    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    duty: str | None = Field(default=None, max_length=48)
    achieved: str = long(default="")
    practice: str = long(default="")
    problems: str = long(default="")
    next_steps: str = long(default="")
    needs: str = long(default="")
    reported_on: date
    login: str


class EvidenceRow(SQLModel, table=True):
    """A file stored once, by the SHA-256 of its content; the records name it."""

    __tablename__ = "evidence"
    sha256: str = Field(primary_key=True, max_length=64)
    name: str
    size: int
    content: bytes = Field(sa_type=LargeBinary)
    stored_at: datetime
