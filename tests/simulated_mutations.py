"""What is broken on purpose, so that the simulation can show that it would notice; nothing else may use this."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from simulated_ways import Way
from sqlalchemy import select, update

from models.reminding import Delivery
from schedules import outbox, planning, watch
from schedules.channels import Doubt
from schedules.delivery import Courier
from schedules.desk import Desk
from schedules.ladder import LONG, SHORT, named
from schedules.ledger import MESSAGE
from schedules.planner import Line, Planner

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from simulated_ground import Ground


def _always(answer: object) -> Callable[..., object]:
    return lambda *_words, **_more: answer


def no_key(patch: pytest.MonkeyPatch, ground: Ground) -> None:
    """The ledger takes a line twice, and the planner is told that nothing was said."""
    ground.alter(_drop_key)
    patch.setattr(planning, "said", _always({}))


def _drop_key(driver: sqlite3.Connection) -> None:
    (made,) = driver.execute("SELECT sql FROM sqlite_master WHERE name = 'reminder'").fetchone()
    indexes = driver.execute(
        "SELECT sql FROM sqlite_master WHERE tbl_name = 'reminder' AND type = 'index' AND sql > ''"
    )
    again = [sql for (sql,) in indexes]
    without = re.sub(r",\s*CONSTRAINT uq_reminder_once UNIQUE \([^)]*\)", "", made)
    assert without != made
    for sql in ("DROP TABLE reminder", without, *again):
        driver.execute(sql)


def last_of_all(patch: pytest.MonkeyPatch, _ground: Ground) -> None:
    """Only the last line of all about a duty counts as said."""
    said = planning.said

    def last(reader: Any) -> Any:
        query = "SELECT item_id, duty, revision FROM reminder WHERE origin = 'auto' ORDER BY id"
        newest = {(item, duty): window for item, duty, window in reader.rows(query)}
        return {about: {newest[about]: windows[newest[about]]} for about, windows in said(reader).items()}

    patch.setattr(planning, "said", last)


def no_catch_up(patch: pytest.MonkeyPatch, _ground: Ground) -> None:
    """Only what falls on the very day is said."""
    come = Planner._come
    patch.setattr(Planner, "_come", lambda self, *words: [pair for pair in come(self, *words) if pair[1] == self.day])


def no_turns(patch: pytest.MonkeyPatch, _ground: Ground) -> None:
    """Two who plan at once do not notice each other."""
    patch.setattr(watch, "take", _always(True))


def no_lease(patch: pytest.MonkeyPatch, _ground: Ground) -> None:
    """Whatever is claimed counts as left behind."""

    def recover(connection: Any, at: Any) -> int:
        for was, then in ((Delivery.TRANSMITTING, Delivery.IN_DOUBT), (Delivery.CLAIMED, Delivery.PENDING)):
            values = {"status": then, "next_at": at, "lease_until": None}
            connection.execute(update(MESSAGE).where(MESSAGE.c.status == was).values(values))
        return 0

    patch.setattr(outbox, "recover", recover)


def no_mark(patch: pytest.MonkeyPatch, _ground: Ground) -> None:
    """What leaves still stands as only claimed."""
    mark, sent, doubted = outbox.mark, outbox.sent, outbox.doubted

    def unmarked(connection: Any, one: Any, at: Any, content: Any) -> None:
        mark(connection, one, at, content)
        _stands(connection, one, Delivery.TRANSMITTING, Delivery.CLAIMED)

    def after(step: Callable[..., bool]) -> Callable[..., bool]:
        def settled(connection: Any, one: Any, *words: Any) -> bool:
            _stands(connection, one, Delivery.CLAIMED, Delivery.TRANSMITTING)
            return step(connection, one, *words)

        return settled

    patch.setattr(outbox, "mark", unmarked)
    patch.setattr(outbox, "sent", after(sent))
    patch.setattr(outbox, "doubted", after(doubted))


def _stands(connection: Any, one: Any, was: Delivery, now: Delivery) -> None:
    here = (MESSAGE.c.id == one.id, MESSAGE.c.token == one.token, MESSAGE.c.status == was)
    connection.execute(update(MESSAGE).where(*here).values(status=now))


def sent_first(patch: pytest.MonkeyPatch, _ground: Ground) -> None:
    """A message counts as sent as soon as it leaves."""
    mark = outbox.mark

    def early(connection: Any, one: Any, at: Any, content: Any) -> None:
        mark(connection, one, at, content)
        outbox.sent(connection, one, at)

    patch.setattr(outbox, "mark", early)


def no_fence(patch: pytest.MonkeyPatch, _ground: Ground) -> None:
    """Whoever has lost a message may still say how it ended."""
    change = outbox._change

    def unfenced(connection: Any, mine: Any, one: Any, values: Any) -> bool:
        token = connection.execute(select(MESSAGE.c.token).where(MESSAGE.c.id == one.id)).scalar_one()
        return change(connection, mine, replace(one, token=token), values)

    patch.setattr(outbox, "_change", unfenced)


def hold_resends(patch: pytest.MonkeyPatch, _ground: Ground) -> None:
    """What should be held is sent again."""
    init = Way.__init__

    def believing(self: Way, *words: Any) -> None:
        init(self, *words)
        self.doubt = Doubt.RESEND if self.doubt == Doubt.HOLD else self.doubt

    patch.setattr(Way, "__init__", believing)


def lost_is_later(patch: pytest.MonkeyPatch, _ground: Ground) -> None:
    """A lost reply counts as certainly not accepted."""
    patch.setattr(outbox, "doubted", outbox.again)


def archive_unasked(patch: pytest.MonkeyPatch, _ground: Ground) -> None:
    """The archive is not asked."""
    patch.setattr(Way, "arrived", _always(False))


def any_day(patch: pytest.MonkeyPatch, _ground: Ground) -> None:
    """What waited leaves on days off too."""
    patch.setattr(Desk, "_today", lambda desk, _one, _lines: set(desk.calendars))


def not_looked_again(patch: pytest.MonkeyPatch, _ground: Ground) -> None:
    """What was true when it was planned is said."""
    owed = Desk._owed

    def planned(desk: Desk, row: Any, about: Any) -> Any:
        return owed(desk, row, about) or _as_planned(desk, row, about)

    patch.setattr(Desk, "_owed", planned)


def _as_planned(desk: Desk, row: Any, about: Any) -> Any:
    """The line as it was planned, of a duty that still runs."""
    if about not in desk.running:
        return None
    item, duty = desk.running[about]
    rung = named(LONG, row["rung"]) or named(SHORT, row["rung"])
    return Line(item, duty, rung, desk.now.day) if rung else None


def any_clock(patch: pytest.MonkeyPatch, _ground: Ground) -> None:
    """A clock that was set back is believed."""
    patch.setattr(watch, "_check", _always(None))


def forgotten(patch: pytest.MonkeyPatch, _ground: Ground) -> None:
    """What the dead left behind stays where it is."""
    patch.setattr(outbox, "recover", _always(0))


def cancelled_all(patch: pytest.MonkeyPatch, _ground: Ground) -> None:
    """A batch of which one is refused is given up as a whole."""
    carry = Courier._carry

    def carried(self: Any, desk: Any, one: Any) -> Delivery:
        ended = carry(self, desk, one)
        if ended == Delivery.FAILED:
            with self.session.engine.begin() as connection:
                connection.execute(update(MESSAGE).where(MESSAGE.c.status == "claimed").values(status="cancelled"))
        return ended

    patch.setattr(Courier, "_carry", carried)


MUTATIONS: tuple[Callable[[pytest.MonkeyPatch, Ground], None], ...] = (
    *(no_key, last_of_all, no_catch_up, no_turns, no_lease, no_mark, sent_first, no_fence),
    *(hold_resends, lost_is_later, archive_unasked, any_day, not_looked_again, any_clock, forgotten, cancelled_all),
)

DAYS = {last_of_all: 25}
"""For how many days those are played that take their time; the others for 10."""
