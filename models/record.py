"""Rows of the audit trail: one record a change, hash-chained per plan, and the head of each chain."""

from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from models.columns import long


class RecordRow(SQLModel, table=True):
    """One change: who, as what, when, why, and each field before and after (`changes`, JSON). Append-only."""

    __tablename__ = "record"
    __table_args__ = (
        UniqueConstraint("chain", "seq"),
        Index("ix_record_item", "item", "seq"),
        Index("ix_record_effective", "effective_on", "item"),
    )
    id: int | None = Field(default=None, primary_key=True)
    chain: str = Field(max_length=16)
    seq: int
    at: datetime
    effective_on: date
    login: str = Field(max_length=64)
    role: str = Field(max_length=32)
    unit: str | None = None
    act: str = Field(max_length=32)
    changes: str = long(default="{}")
    result: str | None = Field(default=None, max_length=48)
    item: str | None = Field(default=None, max_length=48)
    item_version: int | None = None
    duty: str | None = Field(default=None, max_length=48)
    reason: str | None = long(default=None, nullable=True)
    previous: str = Field(max_length=64)
    hash: str = Field(max_length=64)


class ChainRow(SQLModel, table=True):
    """The head of a chain; locking it puts the acts on one plan in one order."""

    __tablename__ = "chain"
    chain: str = Field(primary_key=True, max_length=16)
    seq: int = 0
    hash: str = Field(default="", max_length=64)
    at: datetime | None = None
