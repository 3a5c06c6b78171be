"""The schedulers of a simulated world: the boundaries of their transactions, at which they are killed or frozen."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from simulated_ways import Attempt, Killed, Way
from sqlalchemy import event

from models import address, database
from schedules.session import Session
from schedules.texts import texts

if TYPE_CHECKING:
    from datetime import datetime

    from simulated import Simulation

    from schedules.channels import Channel


class Process:
    """The engine of a scheduler process, with its boundaries; kept from seed to seed, as what it compiled is."""

    def __init__(self, url: str) -> None:
        self.address = address.parse(url)
        self.engine = database.bare(self.address)
        self.worker: Worker | None = None
        locks = event.contains(self.engine, "begin", database._begin)
        if locks:  # what happens at a boundary happens before the lock is taken
            event.remove(self.engine, "begin", database._begin)
        event.listen(self.engine, "connect", hasten)
        event.listen(self.engine, "begin", self._begins)
        event.listen(self.engine, "commit", self._commits)
        if locks:
            event.listen(self.engine, "begin", database._begin)

    def _begins(self, _connection: Any) -> None:
        if self.worker is not None:
            self.worker.begins()

    def _commits(self, _connection: Any) -> None:
        if self.worker is not None:
            self.worker.commits()


def hasten(driver: Any, _record: Any) -> None:
    """No power fails here."""
    if isinstance(driver, sqlite3.Connection):
        driver.execute("PRAGMA synchronous=OFF")


class Worker:
    """A scheduler: it can be killed at every boundary of a transaction, and frozen before one."""

    def __init__(self, world: Simulation, process: Process, name: str) -> None:
        self.world = world
        self.skew = timedelta(seconds=world.random.randint(-20, 20))
        self.carries: Attempt | None = None
        self.settling = False
        self.delayed = self.pausing = False
        process.worker = self
        ways: dict[str, Channel] = {name: Way(receiver, self) for name, receiver in world.receivers.items()}
        self.session = Session(process.address, process.engine, ways, texts("zh"), name, self.clock)
        self.session.lease, self.session.batch = world.lease_seconds, int(world.chaos.some(1, 20, 3))

    def clock(self) -> datetime:
        self.world.clock.at += timedelta(seconds=self.world.random.random())
        return self.world.clock.at + self.skew

    def begins(self) -> None:
        """A transaction is about to begin."""
        chaos = self.world.chaos
        if chaos.strikes(chaos.pause):
            self.delayed = self.pausing = True
            self.world.freeze(self)
            self.pausing = False
        if chaos.strikes(chaos.edge):
            raise Killed

    def commits(self) -> None:
        """A transaction is about to be committed."""
        if self.world.chaos.strikes(self.world.chaos.edge):
            raise Killed
        if self.carries is not None and self.settling:
            self.carries.settled = not self.carries.lost
            self.forgets()
        elif self.carries is not None:
            self.carries.marked = self.world.clock.at

    def forgets(self) -> None:
        """Nothing is in hand any more."""
        self.carries = None
        self.settling = self.pausing = False
