"""A seeded simulation of months of reminders: the real jobs on a real database, simulated time, workers that fail."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from simulated_oracle import Oracle
from simulated_people import People
from simulated_ways import POLICIES, ROBOT, Chaos, Killed, Receiver
from simulated_workers import Worker
from sqlalchemy import text

from models import database
from models.errors import DubanError
from models.reader import reading
from schedules import jobs, watch
from schedules.outbox import DOUBTS
from schedules.session import Now
from workflow.actor import SHANGHAI
from workflow.directory import moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from make import World
    from simulated_workers import Process

FIRST, LAST = date(2024, 10, 21), date(2025, 1, 15)
"""Between these days a simulation begins: before windows open, up to after they have closed."""


@dataclass
class Clock:
    """The one clock of a simulated world."""

    at: datetime

    def to(self, at: datetime) -> None:
        self.at = max(self.at, at)


@dataclass
class Outcome:
    """What a seed came to."""

    seed: int
    messages: int = 0
    received: int = 0
    flaws: list[str] = field(default_factory=list)


class Simulation:
    """One seed: days of ticks and faults, then quiet days in which everything comes to rest."""

    def __init__(
        self, seed: int, world: World, processes: Sequence[Process], days: int, *, rough: bool = False
    ) -> None:
        self.random = Random(seed)
        self.policies = POLICIES
        self.receivers = {name: Receiver(name, doubt) for name, doubt in POLICIES.items()}
        self.chaos = Chaos(self.random, rough=rough)
        self.lease_seconds = self.chaos.some(120.0, 300.0)
        self.people = People(world, self.random)
        begins = FIRST + timedelta(days=self.random.randrange((LAST - FIRST).days))
        self.clock = Clock(datetime(begins.year, begins.month, begins.day, 7, tzinfo=SHANGHAI))
        self.ends = self.clock.at + timedelta(days=days)
        self.oracle = Oracle(self)
        some = processes[: int(self.chaos.some(1, 2, 2, 3, 3))]
        self.workers = [Worker(self, process, f"worker-{number}") for number, process in enumerate(some)]
        self.busy: list[Worker] = []
        self.outcome = Outcome(seed, flaws=self.oracle.flaws)

    @property
    def day(self) -> date:
        return self.clock.at.astimezone(SHANGHAI).date()

    def lease(self, key: str) -> datetime | None:
        """Until when the message is claimed."""
        with reading(self.oracle.address) as reader:
            found = reader.rows("SELECT lease_until FROM message WHERE key = :key", key=key)
        return moment(found[0][0]) if found and found[0][0] else None

    # The days

    def run(self) -> Outcome:
        while self.clock.at < self.ends and not self.oracle.flaws:
            self._day()
        if not self.oracle.flaws:
            self._calm()
        if not self.oracle.flaws:
            self.oracle.end()
        self.outcome.received = sum(len(receiver.received()) for receiver in self.receivers.values())
        return self.outcome

    def _day(self) -> None:
        random = self.random
        self._trust()
        morning = self.clock.at.replace(hour=8, minute=0, second=0, microsecond=0)
        for hour in sorted(random.uniform(0, 10) for _ in range(random.choice((0, 1, 1, 2, 3)))):
            self.clock.to(morning + timedelta(hours=hour))
            self._weather()
            if random.random() < 0.4:
                self._somebody()
                self.clock.at += timedelta(seconds=600)
            if random.random() < 0.06:
                self._back()
            self.tick(random.choice(self.workers))
            if self.oracle.flaws:
                return
        off = random.choice((1,) * 12 + (4, 9, 20, 40)) if random.random() < 0.5 else 1
        self.clock.to(morning + timedelta(days=off) - timedelta(hours=1))

    def _weather(self) -> None:
        """Receivers go down for hours or days."""
        for receiver in self.receivers.values():
            if self.random.random() < 0.04:
                receiver.down_until = self.clock.at + timedelta(hours=self.random.choice((1, 20, 70)))
            if self.random.random() < 0.03:
                receiver.deaf_until = self.clock.at + timedelta(hours=self.random.choice((1, 20, 70)))

    def _somebody(self) -> None:
        self.oracle.look()
        self.people.act(self.clock.at)
        self.oracle.changed()

    # Time

    def tick(self, worker: Worker) -> None:
        """One tick of a worker, which it may not survive."""
        self.busy.append(worker)
        worker.delayed = False
        try:
            jobs.tick(worker.session, Now.of(worker.clock()))
        except Killed:
            if worker.carries is not None:
                worker.carries.killed = True
            worker.forgets()
        except DubanError as error:
            if error.key != "clock_back" or not worker.delayed:
                self.oracle.flaw("refused", error.key, error.facts)
        except Exception as error:
            self.oracle.flaw("crashed", repr(error))
        finally:
            self.busy.remove(worker)
        self.oracle.look()

    def freeze(self, worker: Worker, *, acts: bool = False) -> None:
        """A worker stands still, while others go on and time passes."""
        self.oracle.look()
        carried = worker.carries
        if carried is not None and carried.marked is not None:
            carried.until = carried.until or self.lease(carried.key)
        wakes = self.clock.at + timedelta(seconds=self.random.choice((20, 20, 90, self.lease_seconds * 1.5, 900, 3000)))
        # What somebody is about to enter was read before; it is looked at again as it leaves.
        if acts and not any(one.pausing for one in self.busy) and self.random.random() < 0.3:
            self._somebody()
        for other in [one for one in self.workers if one not in self.busy]:
            if self.random.random() < 0.85:
                self.clock.to(self.clock.at + (wakes - self.clock.at) * self.random.random())
                self.tick(other)
        self.clock.to(wakes)
        if carried is not None:
            carried.unsure(self.clock.at)

    def _refused(self, key: str) -> None:
        """A tick at a moment that is not to be trusted does nothing."""
        before = self._state()
        calm, self.chaos.calm = self.chaos.calm, True
        worker = self.random.choice(self.workers)
        try:
            jobs.tick(worker.session, Now.of(worker.clock()))
            self.oracle.flaw("not refused", key)
        except DubanError as error:
            if error.key != key:
                self.oracle.flaw("refused otherwise", error.key)
        self.chaos.calm = calm
        if self._state() != before:
            self.oracle.flaw("refused and yet done", key)

    def _back(self) -> None:
        """The clock is set back for a while."""
        with database.transaction(self.people.world.engine) as connection:
            noted = connection.execute(text("SELECT at FROM clock")).scalar()
        if noted is None:
            return
        now = self.clock.at
        self.clock.at = moment(noted) - timedelta(hours=self.random.choice((1, 30, 300)))
        self._refused("clock_back")
        self.clock.at = now

    def _trust(self) -> None:
        """After more than a month somebody has to say that the clock is right."""
        with database.transaction(self.people.world.engine) as connection:
            day = connection.execute(text("SELECT day FROM clock")).scalar()
        if day is None or self.day - date.fromisoformat(str(day)) <= watch.LEAP:
            return
        self._refused("clock_leap")
        with database.transaction(self.people.world.engine) as connection:
            watch.enter(connection, Now.of(self.clock.at), "office", trusted=True)

    def _state(self) -> object:
        rows = self.people.world.rows("reminder", "message", "run", "serial")
        return rows, [len(receiver.attempts) for receiver in self.receivers.values()]

    def _calm(self) -> None:
        """Working days without faults; everything comes to an end, and then a tick changes nothing."""
        self.chaos.calm = True
        for receiver in self.receivers.values():
            receiver.down_until = receiver.deaf_until = None
        for _ in range(12):
            morning = self.clock.at.replace(hour=9, minute=0) + timedelta(days=1)
            for hours in (0, 1, 3, 5, 7):
                self.clock.to(morning + timedelta(hours=hours))
                self._trust()
                self.tick(self.workers[0])
                if self.oracle.flaws:
                    return
                if not self._waiting() and self.day in self.oracle.runs:
                    break
            else:
                continue
            break
        before = self._state()
        self.tick(self.workers[-1])
        if self._state() != before:
            self.oracle.flaw("a tick more has changed something")

    def _waiting(self) -> bool:
        """Whether anything has still to come to its end."""
        query = (
            "SELECT count(*), count(CASE WHEN status IN ('pending', 'claimed', 'transmitting') "
            f"OR (status = 'in_doubt' AND channel <> '{ROBOT}' AND doubts < {DOUBTS}) THEN 1 END) FROM message"
        )
        with reading(self.oracle.address) as reader:
            ((self.outcome.messages, waiting),) = reader.rows(query)
        return bool(waiting)
