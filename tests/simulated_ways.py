"""The ways out of a simulated world: receivers that are lists in memory, and what goes wrong on the way to them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from schedules.channels import Doubt, Doubtful, Later, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from simulated_workers import Worker

    from schedules.channels import Letter, Unaccepted

MAIL, ROBOT, HOOK = "mail", "robot", "hook"

POLICIES = {MAIL: Doubt.ASK, ROBOT: Doubt.HOLD, HOOK: Doubt.RESEND}
"""One channel of each policy."""

GRACE = 600.0
"""Seconds after which what is not in the archive counts as not sent."""

PATIENCE = 240.0
"""Seconds for which a mail server waits for the rest of a message, and which a mail takes to the archive at most."""


APART = timedelta(seconds=45)


class Killed(BaseException):
    """The worker is no more; nothing of the program may catch this."""


@dataclass(slots=True)
class Attempt:
    """One sending of a message: what its worker got to know of it, and what became of it."""

    key: str
    channel: str
    payload: bytes
    archived: bool
    delay: float = 0.0
    marked: datetime | None = None
    accepted: datetime | None = None
    lost: bool = False
    """Whether no answer came."""
    settled: bool = False
    """Whether its worker has noted how it ended."""
    killed: bool = False
    """Whether its worker died over it."""
    until: datetime | None = None
    """When the claim ended, where its worker stood still."""
    overran: bool = False
    """Whether the claim was over before its worker went on."""
    refused: bool = False

    def kept(self, now: datetime) -> bool:
        """Whether it is in the archive."""
        return self.archived and self.accepted is not None and self.accepted + timedelta(seconds=self.delay) <= now

    def unsure(self, now: datetime) -> bool:
        """Whether somebody else has reason to look into it: the clocks of two workers lie 40 seconds apart at most."""
        self.overran = self.overran or (not self.settled and self.until is not None and now + APART >= self.until)
        return self.lost or self.killed or self.overran


@dataclass
class Receiver:
    """The other side of a channel: it keeps whatever it accepts."""

    name: str
    doubt: Doubt
    attempts: list[Attempt] = field(default_factory=list)
    down_until: datetime | None = None
    deaf_until: datetime | None = None
    """Until when the archive cannot be asked."""

    def received(self) -> list[Attempt]:
        return [one for one in self.attempts if one.accepted is not None]


class Chaos:
    """Says what goes wrong next; quiet while `calm`. Rough, it is always as bad as it may be."""

    def __init__(self, random: Random, *, rough: bool) -> None:
        self.random = random
        self.rough = rough
        self.calm = False
        self.much = self.some(0.08, 0.25, 0.5)
        self.edge = self.some(0.0, 0.005, 0.015)
        self.pause = self.some(0.0, 0.02, 0.06)

    def some(self, *choices: float) -> float:
        return choices[-1] if self.rough else self.random.choice(choices)

    def strikes(self, likely: float) -> bool:
        return not self.calm and self.random.random() < likely

    def fate(self) -> tuple[str, str]:
        """Where on its way what happens to a message."""
        if not self.strikes(self.much):
            return "", ""
        what = self.random.choice(("kill", "kill", "freeze", "freeze", "freeze", "lost", "later", "refuse"))
        places = {"lost": ("marked", "accepted"), "later": ("before", "marked"), "refuse": ("before", "marked")}
        return self.random.choice(places.get(what, ("before", "marked", "accepted"))), what


_ANSWERS: dict[str, Callable[[Random], Unaccepted]] = {
    "lost": lambda _: Doubtful("no reply"),
    "later": lambda random: Later("busy", random.choice((None, 900.0))),
    "refuse": lambda _: Rejected("nobody of that name"),
}


class Way:
    """A channel of one worker to a receiver."""

    def __init__(self, receiver: Receiver, worker: Worker) -> None:
        self.receiver = receiver
        self.worker = worker
        self.name = receiver.name
        self.doubt = receiver.doubt
        self.unarchived = ""

    def compose(self, letter: Letter) -> bytes:
        told = {"key": letter.key, "to": letter.to, "subject": letter.subject, "text": letter.text}
        return json.dumps({**told, "at": letter.at.isoformat()}, ensure_ascii=False).encode()

    def send(self, payload: bytes, mark: Callable[[], None]) -> None:
        world, receiver = self.worker.world, self.receiver
        if receiver.down_until is not None and world.clock.at < receiver.down_until:
            raise Later("down")
        random = world.chaos.random
        self.unarchived = "refused" if self.doubt == Doubt.ASK and world.chaos.strikes(0.03) else ""
        archived = self.doubt == Doubt.ASK and not self.unarchived
        attempt = Attempt(json.loads(payload)["key"], self.name, payload, archived, random.uniform(0, PATIENCE))
        receiver.attempts.append(attempt)
        self.worker.carries = attempt
        try:
            self._transmit(attempt, mark)
        except Doubtful:
            attempt.lost = True
            raise
        except Rejected:
            attempt.refused = True
            raise
        finally:
            self.worker.settling = True

    def _transmit(self, attempt: Attempt, mark: Callable[[], None]) -> None:
        world = self.worker.world
        place, what = world.chaos.fate()
        self._meet(what if place == "before" else "")
        mark()
        left = world.clock.at
        self._meet(what if place == "marked" else "")
        if self.doubt == Doubt.ASK and world.clock.at - left > timedelta(seconds=PATIENCE):
            raise Doubtful("the server has hung up")
        attempt.accepted = world.clock.at
        world.oracle.accepted(attempt)
        self._meet(what if place == "accepted" else "")

    def _meet(self, what: str) -> None:
        """What happens at this place."""
        chaos = self.worker.world.chaos
        if what == "freeze":
            self.worker.world.freeze(self.worker, acts=True)
        if what == "kill" or (what == "freeze" and chaos.strikes(0.3)):
            raise Killed
        if what in _ANSWERS:
            raise _ANSWERS[what](chaos.random)

    def arrived(self, key: str, waited: float | None = None) -> bool | None:
        now = self.worker.world.clock.at
        if self.receiver.deaf_until is not None and now < self.receiver.deaf_until:
            return None
        if any(one.key == key and one.kept(now) for one in self.receiver.attempts):
            return True
        return None if (waited or 0.0) < GRACE else False
