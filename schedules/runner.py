"""The clock: APScheduler in memory with one tick, and a watch on the monotonic clock that sees the wall clock step."""

from __future__ import annotations

import logging
import signal
import threading
from datetime import UTC, datetime, timedelta
from time import monotonic
from time import time as wall
from typing import TYPE_CHECKING, Any

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from models.errors import DubanError
from schedules import jobs
from schedules.session import Now
from workflow.actor import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, time

    from schedules.jobs import Ticked
    from schedules.session import Session

STEP = 2.0
"""Seconds by which wall clock and monotonic clock may part before the tick is set anew."""


class Period(BaseTrigger):  # type: ignore[misc]  # the library has no types
    """Every so many seconds from now on: what was missed is never counted up, however long it was."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        del previous_fire_time
        return now + timedelta(seconds=self.seconds)


class Runner:
    """One scheduler process. `tell` gets a line for every tick that did anything, and for every trouble."""

    def __init__(
        self,
        session: Session,
        *,
        every: float,
        opens: time,
        day: date | None = None,
        tell: Callable[[Ticked | DubanError, Now], None],
    ) -> None:
        self.session = session
        self.every = every
        self.opens = opens
        self.day = day
        self.tell = tell
        self.over = threading.Event()
        self.session.stop = self._leaves_off
        self._trouble = ""
        self._until = 0.0

    def tick(self) -> None:
        """Does what is due. Whoever sends for longer than a lease looks anew at how late it is, and notes it."""
        while not self.over.is_set():
            self._until = monotonic() + self.session.lease
            self._tick()
            if monotonic() <= self._until:
                return

    def _leaves_off(self) -> bool:
        return self.over.is_set() or monotonic() > self._until

    def _tick(self) -> None:
        """One tick; a refusal is told once for as long as it stays the same, and the next tick tries again."""
        now = Now.of(self.session.clock(), self.day)
        try:
            ticked = jobs.tick(self.session, now, self.opens)
        except DubanError as refusal:
            if self._trouble != refusal.key:
                self.tell(refusal, now)
            self._trouble = refusal.key
            return
        self._trouble = ""
        if ticked.made or ticked.ended:
            self.tell(ticked, now)

    def run(self) -> None:
        """Ticks until a signal comes; the message that is leaving then is seen to its end."""
        for name in ("SIGINT", "SIGTERM"):
            signal.signal(getattr(signal, name), lambda *_: self.over.set())
        # A tick that takes longer than the period is no news; one that breaks is a bug and shows its traceback.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        clock: Any = BackgroundScheduler(timezone=SHANGHAI)
        first = datetime.now(UTC)
        how = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        job = clock.add_job(self.tick, Period(self.every), next_run_time=first, **how)
        clock.start()
        try:
            self._watch(job)
        finally:
            clock.shutdown(wait=True)

    def _watch(self, job: Any) -> None:
        """Sets the tick anew where the wall clock stepped: APScheduler would wait for the hour that was."""
        before = _clocks()
        while not self.over.wait(min(1.0, self.every)):
            now = _clocks()
            if abs((now[0] - before[0]) - (now[1] - before[1])) > STEP:
                job.modify(next_run_time=datetime.now(UTC))
            before = now


def _clocks() -> tuple[float, float]:
    return wall(), monotonic()
