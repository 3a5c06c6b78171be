"""Rows of targets: what is to be reached, who owes it, year by year, and the figures reported. All append-only."""

from datetime import date

from sqlmodel import Field, SQLModel

from models.columns import long, word
from models.targeting import Comparator, DueBasis, Force, Nature


class TargetRow(SQLModel, table=True):
    """One target of a plan, hung at the item that names it; a task that names none has one in words, its work.

    `wanted` is the value of the plan file as JSON; `measure` the unit it is counted in.
    """

    __tablename__ = "target"
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    code: str = Field(unique=True, max_length=48)
    position: int
    metric: str
    nature: Nature = word(Nature)
    comparator: Comparator | None = word(Comparator, default=None, nullable=True)
    wanted: str = long(default="null")
    measure: str | None = None
    due_on: date
    yearly: bool = False
    due_basis: DueBasis = word(DueBasis)
    commitment: str | None = None
    force: Force = word(Force)
    scope: str | None = None
    per_unit: bool = False
    external_gate: str | None = None
    note: str | None = long(default=None, nullable=True)
    first_line: int | None = None
    last_line: int | None = None


class ShareRow(SQLModel, table=True):
    """That an item owes figures of a target, or owes them no more; the newest row up to a day stands.

    Without `since` it has been so from the adoption of the plan.
    """

    __tablename__ = "target_share"
    id: int | None = Field(default=None, primary_key=True)
    target_id: int = Field(foreign_key="target.id", index=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    owes: bool
    since: date | None = None


class YearRow(SQLModel, table=True):
    """The value to be reached in a year; that of the year before the plan is the baseline. The newest row stands."""

    __tablename__ = "target_year"
    id: int | None = Field(default=None, primary_key=True)
    target_id: int = Field(foreign_key="target.id")
    item_id: int = Field(foreign_key="item.id", index=True)
    year: int
    value: str = long()
    set_on: date
    login: str = Field(max_length=64)


class FigureRow(SQLModel, table=True):
    """What was reached on a day, or that nothing has moved; the newest row of the latest day stands.

    `evidence` is the SHA-256 of each paper, a line each.
    """

    __tablename__ = "figure"
    id: int | None = Field(default=None, primary_key=True)
    target_id: int = Field(foreign_key="target.id")
    item_id: int = Field(foreign_key="item.id", index=True)
    as_of: date
    value: str | None = long(default=None, nullable=True)
    numerator: str | None = Field(default=None, max_length=32)
    denominator: str | None = Field(default=None, max_length=32)
    moved: bool = True
    note: str | None = long(default=None, nullable=True)
    evidence: str = long(default="")
    reported_on: date
    login: str = Field(max_length=64)
