"""A batch of messages as they should be said now: of what is still true, to those who are still there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.reader import parts, reading
from models.reminding import Purpose, Standing, Tone
from schedules.ladder import LONG, anchor
from schedules.letters import Said, Writer
from schedules.planner import Line, applies, waits
from schedules.recipients import people
from workflow import directory, owed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.reader import Reader
    from schedules.outbox import Claim
    from schedules.planner import About
    from schedules.recipients import Person
    from schedules.session import Now, Session
    from workflow.facts import Duty, Item
    from workflow.working_days import Calendar

BY_LADDER = (Purpose.DIGEST, Purpose.WEEKLY, Purpose.MONTHLY)
"""What leaves on working days only; what a person asks for leaves when it is asked for."""

TOLD_ANEW = (Purpose.DIGEST, Purpose.ORDER, Purpose.AGAIN)
"""What is written as it leaves; the others were written when they were made."""


@dataclass(frozen=True, slots=True)
class Written:
    """A message ready to leave. Without a text there is nothing to say any more, without an address nobody to tell."""

    name: str = ""
    address: str = ""
    subject: str = ""
    text: str = ""
    dropped: tuple[int, ...] = ()
    today: bool = True
    why: str = ""


_LINE = ("id", "message_id", "item_id", "duty", "revision", "rung", "tone", "number", "is_copy", "note")


class Desk:
    """Reads once for a whole batch."""

    def __init__(self, session: Session, now: Now, claims: Sequence[Claim]) -> None:
        self.session = session
        self.now = now
        with reading(session.address) as reader:
            found = people(reader, {one.login for one in claims})
            self.people: dict[str, Person] = {person.login: person for person in found}
            names = {plan.calendar for plan in directory.plans(reader).values()} or {"national"}
            self.calendars: dict[str, Calendar] = {name: directory.calendar(reader, name) for name in names}
            self.lines = _lines(reader, [one.id for one in claims])
            self._read(reader, {row["item_id"] for rows in self.lines.values() for row in rows})
            owing = {duty.unit_id for _, duty in self.running.values() if duty.unit_id is not None}
            self.writer = Writer(session.texts, directory.units(reader, owing), self.calendars, now.day)

    def _read(self, reader: Reader, ids: set[int]) -> None:
        pairs = owed.running(reader, self.now.day, ids) if ids else []
        self.running: dict[About, tuple[Item, Duty]] = {(item.id, duty.key): (item, duty) for item, duty in pairs}
        hands = {row["item_id"] for rows in self.lines.values() for row in rows if _of_hands(row)}
        found = owed.waiting(reader, self.now.day, self.calendars, hands) if hands else ()
        lines = [waits(item, turn, self.calendars[item.plan.calendar], self.now.day) for item, turn in found]
        self.waiting: dict[tuple[About, str], Line] = {(line.about, line.window): line for line in lines}

    def written(self, one: Claim) -> Written:
        """The message as it leaves now, or why it does not."""
        rows = self.lines.get(one.id, [])
        person = self.people.get(one.login)
        address = dict(person.addresses).get(one.channel, "") if person else ""
        name = person.name if person else one.login
        if one.fixed:
            return Written(name, "-", one.subject or "", one.text or "", today=self._works(one, rows))
        if not address:
            return Written(why="message_nobody")
        told = [(row, line) for row in rows if (line := self._said(row)) is not None]
        dropped = tuple(row["id"] for row in rows if row["id"] not in {row["id"] for row, _ in told})
        if rows and not told:
            return Written(name, address, dropped=dropped, why="message_settled")
        if one.purpose in TOLD_ANEW:
            subject, text = self.writer.digest(name, [line for _, line in told]) if told else ("", "")
        else:
            subject, text = one.subject or "", one.text or ""
        return Written(name, address, subject, text, dropped, self._works(one, rows), "" if text else "message_settled")

    def _said(self, row: dict[str, Any]) -> Said | None:
        """The line as it is true now; None where it no longer is."""
        about, tone = (row["item_id"], row["duty"]), Tone(row["tone"])
        if _of_hands(row):
            line = self.waiting.get((about, row["revision"]))
            facts = (line.item, line.duty, line.waits, line.since) if line else None
        else:
            facts = (*self.running[about], None, None) if about in self.running and self._stands(row, about) else None
        if facts is None:
            return None
        item, duty, act, since = facts
        return Said(item, duty, tone, row["number"], bool(row["is_copy"]), act, since, row["note"] or "")

    def _stands(self, row: dict[str, Any], about: About) -> bool:
        item, duty = self.running[about]
        if row["tone"] == Tone.ORDER:
            return True
        if Line(item, duty, LONG[0], self.now.day).window != row["revision"]:
            return False
        return applies(item, duty, anchor(str(row["rung"])), self.now.day)

    def _works(self, one: Claim, rows: Sequence[dict[str, Any]]) -> bool:
        """Whether the ladder may speak today in every calendar that its lines are counted by."""
        if one.purpose not in BY_LADDER:
            return True
        items = [item for row in rows if (item := self._item(row)) is not None]
        names = {item.plan.calendar for item in items} or set(self.calendars)
        return all(self.calendars[name].is_working(self.now.day) for name in names)

    def _item(self, row: dict[str, Any]) -> Item | None:
        """What a line is about, where that is still of concern to anybody."""
        about = (row["item_id"], row["duty"])
        if _of_hands(row):
            line = self.waiting.get((about, row["revision"]))
            return line.item if line else None
        return self.running[about][0] if about in self.running else None


def _of_hands(row: dict[str, Any]) -> bool:
    return bool(row["tone"] == Tone.WAITING)


def _lines(reader: Reader, ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """The lines that the messages carry and that nothing has replaced."""
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for some in parts(ids):
        rows = reader.rows(
            f"SELECT {', '.join(_LINE)} FROM reminder WHERE message_id IN ({', '.join(map(str, some))}) "
            f"AND standing = '{Standing.QUEUED.value}' ORDER BY id"
        )
        for row in rows:
            found[row[1]].append(dict(zip(_LINE, row, strict=True)))
    return found
