"""Delivering: what was claimed is looked at again, written, marked, handed to its channel, and settled."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from models.database import transaction
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

LONGEST = 3600.0
"""Seconds between two tries at most."""


class Courier:
    """One worker's round: it ends when nothing is left that may leave now."""

    def __init__(self, session: Session, now: Now) -> None:
        self.session = session
        self.now = now
        self.ended: Counter[Delivery] = Counter()
        self.unlucky: Counter[str] = Counter()

    def round(self, only: Collection[int] | None = None) -> Counter[Delivery]:
        """Sends what may leave, or of it only the messages of these numbers; how many came to stand how."""
        while not self.session.stop():
            claims = self._claimed(only)
            if not claims:
                break
            desk = Desk(self.session, self.now, claims)
            for one in claims:
                if self.session.stop() or self.unlucky[one.channel] >= UNLUCKY:
                    self._settle(outbox.give_back, one)
                    continue
                ended = self._carry(desk, one)
                self.ended[ended] += 1
                self.unlucky[one.channel] = self.unlucky[one.channel] + 1 if ended == Delivery.PENDING else 0
        return self.ended

    def _claimed(self, only: Collection[int] | None) -> list[Claim]:
        """The next messages to deal with, those in doubt first."""
        session = self.session
        ways = [name for name in session.channels if self.unlucky[name] < UNLUCKY]
        sure = [name for name in ways if session.channels[name].doubt != Doubt.HOLD]
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
            return Delivery.CLAIMED
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
        wait = min(self.session.pause * 2**one.attempts, LONGEST)
        try:
            channel.send(payload, self._mark(channel, one, written, payload))
        except Lost:
            # Nothing has left. Where it was marked before the lease was seen to be over, it waits again.
            self._settle(outbox.unmark, one)
            return Delivery.CLAIMED
        except Later as later:
            after = later.after_seconds
            self._settle(outbox.again, one, later.said, wait if after is None else after, counted=after is None)
            return Delivery.PENDING
        except Rejected as rejected:
            self._settle(outbox.failed, one, rejected.said)
            return Delivery.FAILED
        except Doubtful as doubtful:
            self._settle(outbox.doubted, one, doubtful.said, self.session.pause * 2**one.doubts)
            return Delivery.IN_DOUBT
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
            if self.session.clock() >= one.until:
                raise Lost

        return mark

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
        with transaction(self.session.engine) as connection:
            step(connection, one, self.session.clock(), *facts, **words)


def morrow(now: Now) -> datetime:
    """The beginning of the next day in Shanghai."""
    following = now.at.astimezone(SHANGHAI).date() + timedelta(days=1)
    return datetime.combine(following, time(), SHANGHAI).astimezone(UTC)
