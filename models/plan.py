"""Rows of a plan: the document, its dated windows, its sections."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from models.columns import long, word
from models.words import Checkpoint, Roll


class PlanRow(SQLModel, table=True):
    """One adopted plan; `source` is the plan file as it was adopted, `source_hash` its SHA-256."""

    __tablename__ = "plan"
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True, max_length=16)
    title: str
    document_number: str | None = None
    issued_on: date | None = None
    first_day: date
    last_day: date
    region: str
    lead_unit_id: int | None = Field(default=None, foreign_key="unit.id")
    calendar: str = "national"
    roll: Roll = word(Roll, default=Roll.FORWARD)
    yellow_review: int = 10
    yellow_short: int = 3
    parent_red: int = 20
    schedule_yellow: int = 10
    schedule_red: int = 20
    targets_by: str = Field(default="03-31", max_length=5)
    backfill: bool = False
    adopted_on: date
    adopted_at: datetime
    source: str = long()
    source_hash: str = Field(max_length=64)


class CheckpointRow(SQLModel, table=True):
    """One dated window; a recurring one is a row a year."""

    __tablename__ = "checkpoint"
    __table_args__ = (UniqueConstraint("plan_id", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    key: str = Field(max_length=48)
    kind: Checkpoint = word(Checkpoint)
    title: str
    year: int | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    organisers: str = long(default="")
    reports_to: str | None = None
    owed_by: str = long(default="[]")
    first_line: int | None = None
    last_line: int | None = None


class SectionRow(SQLModel, table=True):
    """A group of tasks, in printed order."""

    __tablename__ = "section"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    code: str = Field(max_length=16)
    number: str
    title: str
    position: int
