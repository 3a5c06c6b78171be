"""Delivering: what was claimed is looked at again, written, marked, handed to its channel, and settled."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from models.database import transaction
from models.errors import DubanError, StorageError
from models.reminding import Delivery
from schedules import ledger, outbox
from schedules.channels import Doubt, Doubtful, Later, Letter, Rejected
from schedules.desk import Desk
from schedules.outbox import Lost
from workflow.actor import SHANGHAI
from workflow.speech import say

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from schedules.channels import Channel
    from schedules.desk import Written
    from schedules.outbox import Claim
    from schedules.session import Now, Session

UNLUCKY = 3
"""Tries in a row that come to nothing, after which a channel is left in peace until the next tick."""

BUSY = timedelta(seconds=1)
"""Between two tries to write down what became of a message."""

LONGEST = 3600.0
"""Seconds between two tries at most."""


class Courier:
    """One worker's round: it ends when nothing is left that may leave now."""

    def __init__(self, session: Session, now: Now) -> None:
        self.session = session
        self.now = now
        self.ended: Counter[Delivery] = Counter()
        self.unlucky: Counter[str] = Counter()
        self.closed = session.clock().astimezone(SHANGHAI).date() + timedelta(days=1)
        self.bug: Exception | None = None

    def round(self, only: Collection[int] | None = None) -> Counter[Delivery]:
        """Sends what may leave, or of it only the messages of these numbers; how many came to stand how."""
        while not self._over():
            claims = self._claimed(only)
            if not claims:
                break
            desk = Desk(self.session, self.now, claims)
            for one in claims:
                if self._over() or self.unlucky[one.channel] >= UNLUCKY:
                    self._settle(outbox.give_back, one)
                else:
                    self.ended[self._safely(desk, one)] += 1
        if self.bug is not None:
            raise self.bug
        return self.ended

    def _over(self) -> bool:
        """Whether to leave off: asked to, or the day is over for which was looked."""
        return self.session.stop() or self.session.clock().astimezone(SHANGHAI).date() >= self.closed

    def _safely(self, desk: Desk, one: Claim) -> Delivery:
        """One that cannot even be written keeps no other from leaving; the bug is shown when the round is over."""
        try:
            return self._carry(desk, one)
        except DubanError:
            raise
        except Exception as bug:
            self.bug = self.bug or bug
            self._settle(outbox.again, one, f"{type(bug).__name__}: {bug}", self._wait(one))
            return Delivery.PENDING

    def _wait(self, one: Claim) -> float:
        return min(self.session.pause * float(2**one.attempts), LONGEST)

    def _claimed(self, only: Collection[int] | None) -> list[Claim]:
        """The next messages to deal with, those in doubt first."""
        session = self.session
        ways = [name for name in session.channels if self.unlucky[name] < UNLUCKY]
        sure = {name: _repeats(session.channels[name]) for name in ways if session.channels[name].doubt != Doubt.HOLD}
        with transaction(session.engine) as connection:
            at = session.clock()
            outbox.recover(connection, at)
            how = outbox.How(session.worker, at, session.lease, session.batch, only)
            return [*outbox.claim_doubts(connection, how, sure), *outbox.claim(connection, how, ways)]

    def _carry(self, desk: Desk, one: Claim) -> Delivery:
        """Deals with one message; how it stands then."""
        channel = self.session.channels[one.channel]
        if one.status == Delivery.IN_DOUBT:
            return self._look_into(channel, one)
        written = desk.written(one)
        if not written.text:
            return self._cancel(one, written)
        if not written.today:
            self._settle(outbox.put_off, one, morrow(self.now))
            return Delivery.PENDING
        return self._send(channel, one, written)

    def _cancel(self, one: Claim, written: Written) -> Delivery:
        with transaction(self.session.engine) as connection:
            said = say(self.session.lang, written.why)
            if not outbox.cancelled(connection, one, self.session.clock(), said):
                return Delivery.CLAIMED
            ledger.drop(connection, written.dropped)
        return Delivery.CANCELLED

    def _send(self, channel: Channel, one: Claim, written: Written) -> Delivery:
        payload = one.payload if one.fixed and one.payload else channel.compose(self._letter(one, written))
        try:
            channel.send(payload, self._mark(channel, one, written, payload))
        except Lost:
            # Nothing has left. Where it was marked before the lease was seen to be over, it waits again.
            self._settle(outbox.unmark, one)
            return Delivery.PENDING
        except Later as later:
            after = later.after_seconds
            self.unlucky[one.channel] += later.whole
            wait = self._wait(one) if after is None else after
            self._settle(outbox.again, one, later.said, wait, counted=after is None)
            return Delivery.PENDING
        except Rejected as rejected:
            self._settle(outbox.failed, one, rejected.said)
            return Delivery.FAILED
        except Doubtful as doubtful:
            self.unlucky[one.channel] += 1
            self._settle(outbox.doubted, one, doubtful.said, self.session.pause * 2**one.doubts)
            return Delivery.IN_DOUBT
        self.unlucky[one.channel] = 0
        self._settle(outbox.sent, one)
        return Delivery.SENT

    def _letter(self, one: Claim, written: Written) -> Letter:
        at = self.session.clock()
        return Letter(one.key, written.address, written.name, written.subject, written.text, self.now.day, at)

    def _mark(self, channel: Channel, one: Claim, written: Written, payload: bytes) -> Callable[[], None]:
        """What the channel calls directly before the payload leaves."""

        def mark() -> None:
            archived = channel.doubt == Doubt.ASK and not getattr(channel, "unarchived", "")
            content = outbox.Content(written.subject, written.text, payload, archived)
            with transaction(self.session.engine) as connection:
                outbox.mark(connection, one, self.session.clock(), content)
                ledger.drop(connection, written.dropped)
                if written.aside:
                    ledger.set_aside(connection, written.aside, (one.purpose, (one.login, one.channel)), self._later())
            if self.session.clock() >= one.until:
                raise Lost

        return mark

    def _later(self) -> Now:
        """The next day."""
        return replace(self.now, at=morrow(self.now), day=self.now.day + timedelta(days=1))

    def _look_into(self, channel: Channel, one: Claim) -> Delivery:
        """What is done with a message whose fate is unknown: the archive is asked, or it leaves again."""
        found: bool | None = False
        if channel.doubt == Doubt.ASK and one.archived:
            waited = (self.session.clock() - one.marked_at).total_seconds() if one.marked_at else None
            found = channel.arrived(one.key, waited)
        if found:
            self._settle(outbox.sent, one)
            return Delivery.SENT
        if found is None:
            self._settle(outbox.doubted, one, one.said or "", self.session.pause)
            return Delivery.IN_DOUBT
        self._settle(outbox.repeat, one)
        return Delivery.IN_DOUBT

    def _settle(self, step: Callable[..., bool], one: Claim, *facts: object, **words: object) -> None:
        """Writes what is known, again and again while the database is busy and the message is ours."""
        while True:
            try:
                with transaction(self.session.engine) as connection:
                    step(connection, one, self.session.clock(), *facts, **words)
                return
            except StorageError:
                if self.session.clock() + BUSY >= one.until:
                    raise
                self.session.rest(BUSY.total_seconds())


def _repeats(channel: Channel) -> int:
    """How many times a channel sends again what may have arrived."""
    if channel.doubt == Doubt.ASK:
        return outbox.DOUBTS
    return int(getattr(channel, "repeats", outbox.DOUBTS))


def morrow(now: Now) -> datetime:
    """The beginning of the next day in Shanghai."""
    following = now.at.astimezone(SHANGHAI).date() + timedelta(days=1)
    return datetime.combine(following, time(), SHANGHAI).astimezone(UTC)
