"""Rows of the reminders: the ledger of lines, the messages that carry them, the runs of the clock, numbers given."""

from datetime import date, datetime

from sqlalchemy import LargeBinary, text
from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from models.columns import long, word
from models.reminding import AUTO, Delivery, Job, Purpose, Series, Standing, Tone

_PHONE = text("standing = 'phone'")


class ReminderRow(SQLModel, table=True):
    """A line of the ledger: a rung of a window of a duty, for one recipient on one channel. Unique for ever.

    `duty` is the key of the duty, empty where the item itself waits for somebody; `revision` names its window;
    `login` is `@CODE` for a unit in which nobody can be reached, empty for a rung that was missed altogether. No row
    is ever removed.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("item_id", "duty", "revision", "rung", "login", "channel", "origin", name="uq_reminder_once"),
        Index("ix_reminder_message_id", "message_id"),
        Index("ix_reminder_phone", "item_id", sqlite_where=_PHONE, postgresql_where=_PHONE),
    )
    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id")
    duty: str = Field(max_length=48)
    revision: str = Field(max_length=32)
    rung: str = Field(max_length=32)
    login: str = Field(default="", max_length=64)
    channel: str = Field(default="", max_length=32)
    origin: str = Field(default=AUTO, max_length=48)
    tone: Tone = word(Tone)
    is_copy: bool = False
    number: str | None = Field(default=None, max_length=16)
    note: str | None = long(default=None, nullable=True)
    due_day: date
    made_on: date
    standing: Standing = word(Standing)
    message_id: int | None = Field(default=None, foreign_key="message.id")


class MessageRow(SQLModel, table=True):
    """One message to one person on one channel; `payload` is what left, byte for byte.

    `fixed` says that it may have been accepted already, so that only these bytes may leave again; `archived` that it
    went to the archive too, which can be asked. `token` rises with every claim: who holds an older one has lost it.
    """

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_status", "status", "next_at"),)
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=64)
    purpose: Purpose = word(Purpose)
    login: str = Field(max_length=64, index=True)
    channel: str = Field(max_length=32)
    day: date
    made_at: datetime
    status: Delivery = word(Delivery, default=Delivery.PENDING)
    subject: str | None = None
    text: str | None = long(default=None, nullable=True)
    payload: bytes | None = Field(default=None, sa_type=LargeBinary)
    fixed: bool = False
    archived: bool = False
    attempts: int = 0
    doubts: int = 0
    next_at: datetime
    token: int = 0
    worker: str | None = Field(default=None, max_length=64)
    lease_until: datetime | None = None
    marked_at: datetime | None = None
    ended_at: datetime | None = None
    said: str | None = long(default=None, nullable=True)


class RunRow(SQLModel, table=True):
    """A job done for its day, and what it made."""

    __tablename__ = "run"
    __table_args__ = (UniqueConstraint("job", "day"),)
    id: int | None = Field(default=None, primary_key=True)
    job: Job = word(Job)
    day: date
    at: datetime
    worker: str = Field(max_length=64)
    lines: int = 0
    messages: int = 0
    phone: int = 0
    superseded: int = 0


class ClockRow(SQLModel, table=True):
    """The one row that says how late it is: the latest moment and day at which anything ran.

    `turn` rises with every planning, so that of two at once one begins anew; `name` tells this database's messages
    from those of another one.
    """

    __tablename__ = "clock"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=32)
    turn: int = 0
    at: datetime | None = None
    day: date | None = None
    worker: str | None = Field(default=None, max_length=64)


class SerialRow(SQLModel, table=True):
    """The last number of a series of papers, of a plan and a year."""

    __tablename__ = "serial"
    plan_id: int = Field(foreign_key="plan.id", primary_key=True)
    series: Series = word(Series, primary_key=True)
    year: int = Field(primary_key=True)
    last: int = 0
