"""What a job works with: the database, the ways out, the texts, who works and how long a claim holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import sleep
from typing import TYPE_CHECKING

from workflow.actor import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from sqlalchemy import Engine

    from models.address import Address
    from schedules.channels import Channel
    from schedules.texts import Texts

LEASE = 300.0
"""Seconds for which a claimed message belongs to its worker; longer than a server that hangs is waited for."""

PAUSE = 60.0
"""Seconds until a second try, and until a message in doubt is looked into; each further wait is twice as long."""

BATCH = 20
"""Messages that are claimed at once."""


@dataclass(frozen=True, slots=True)
class Now:
    """How late it is: the real moment (aware), and the day for which is worked, which a trial may set otherwise."""

    at: datetime
    day: date

    @classmethod
    def of(cls, at: datetime, day: date | None = None) -> Now:
        return cls(at, day or at.astimezone(SHANGHAI).date())


@dataclass(slots=True)
class Session:
    """One worker on one database. `clock` is asked again while messages leave: that takes time."""

    address: Address
    engine: Engine
    channels: Mapping[str, Channel]
    texts: Texts
    worker: str
    clock: Callable[[], datetime]
    lang: str = "zh"
    lease: float = LEASE
    batch: int = BATCH
    pause: float = PAUSE
    rest: Callable[[float], None] = sleep
    """Lets some seconds pass, where what is known has to be written and the database is busy."""
    stop: Callable[[], bool] = field(default=lambda: False)
    """Whether to leave off; asked between two messages."""
