"""A batch of messages as they should be said now: of what is still true, to those who are still there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.reader import id_lists, reading
from models.reminding import Purpose, Standing, Tone
from schedules.ladder import ORDER, anchor, named
from schedules.letters import Said, Writer
from schedules.planner import Line, applies, ladder, waits
from schedules.recipients import Directory, people
from workflow import directory, owed, queries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from models.reader import Reader
    from schedules.outbox import Claim
    from schedules.planner import About
    from schedules.recipients import Person
    from schedules.session import Now, Session
    from workflow.facts import Duty, Item

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
    """Lines that are no longer true, or no longer for this person."""
    aside: tuple[int, ...] = ()
    """Lines of plans that rest today; they wait in a message of their own."""
    today: bool = True
    why: str = ""


_LINE = ("id", "message_id", "item_id", "duty", "revision", "rung", "tone", "number", "is_copy", "note")


class Desk:
    """Reads once for a whole batch."""

    def __init__(self, session: Session, now: Now, claims: Sequence[Claim]) -> None:
        self.now = now
        with reading(session.address) as reader:
            found = people(reader, {one.login for one in claims})
            self.people: dict[str, Person] = {person.login: person for person in found}
            units = directory.units(reader)
            self.known = Directory(found, units)
            self.calendars = directory.calendars(reader)
            self.lines = _lines(reader, [one.id for one in claims])
            self._read(reader, {row["item_id"] for rows in self.lines.values() for row in rows})
            self.writer = Writer(session.texts, units, self.calendars, now.day)

    def _read(self, reader: Reader, ids: set[int]) -> None:
        pairs = owed.running(reader, self.now.day, ids) if ids else []
        queries.put_cooperating(reader, [item for item, _ in pairs])
        self.running: dict[About, tuple[Item, Duty]] = {(item.id, duty.key): (item, duty) for item, duty in pairs}
        hands = {row["item_id"] for rows in self.lines.values() for row in rows if _of_hands(row)}
        found = owed.waiting(reader, self.now.day, self.calendars, hands) if hands else ()
        lines = [waits(item, turn, self.calendars[item.plan.calendar], self.now.day) for item, turn in found]
        self.waiting: dict[tuple[About, str], Line] = {(line.about, line.window): line for line in lines}

    def written(self, one: Claim) -> Written:
        """The message as it leaves now, or why it does not."""
        rows = self.lines.get(one.id, [])
        person = self.people.get(one.login)
        name = person.name if person else one.login
        lines = {row["id"]: line for row in rows if (line := self._line(row, one.login)) is not None}
        today = self._today(one, lines.values())
        if one.fixed:
            return Written(name, "-", one.subject or "", one.text or "", today=today == self._used(lines.values()))
        address = dict(person.addresses).get(one.channel, "") if person else ""
        if not address:
            return Written(why="message_nobody")
        if rows and not lines:
            return Written(name, address, dropped=tuple(row["id"] for row in rows), why="message_settled")
        if not today:
            return Written(name, address, text="-", today=False)
        told = [row for row in rows if row["id"] in lines and lines[row["id"]].item.plan.calendar in today]
        dropped = tuple(row["id"] for row in rows if row["id"] not in lines)
        aside = tuple(row["id"] for row in rows if row["id"] in lines and row not in told)
        subject, text = one.subject or "", one.text or ""
        if one.purpose in TOLD_ANEW:
            subject, text = (
                self.writer.digest(name, [_said(row, lines[row["id"]]) for row in told]) if told else ("", "")
            )
        return Written(name, address, subject, text, dropped, aside, why="" if text else "message_settled")

    def _line(self, row: dict[str, Any], login: str) -> Line | None:
        """The line as it is true now, for this person; None where it no longer is."""
        about = (row["item_id"], row["duty"])
        line = self.waiting.get((about, row["revision"])) if _of_hands(row) else self._owed(row, about)
        meant = self.known.recipients(line) if line is not None else []
        return line if any(to.person is not None and to.person.login == login for to in meant) else None

    def _owed(self, row: dict[str, Any], about: About) -> Line | None:
        if about not in self.running:
            return None
        item, duty = self.running[about]
        if row["tone"] == Tone.ORDER:
            return Line(item, duty, ORDER, self.now.day)
        rung = named(ladder(duty), row["rung"])
        line = Line(item, duty, rung, self.now.day) if rung is not None else None
        if line is None or line.window != row["revision"]:
            return None
        return line if applies(item, duty, anchor(row["rung"]), self.now.day) else None

    def _today(self, one: Claim, lines: Collection[Line]) -> set[str]:
        """The calendars in which it may be spoken today: what the ladder brings waits for a working day of its plan."""
        used = self._used(lines)
        if one.purpose not in BY_LADDER:
            return used
        working = {name for name in used if self.calendars[name].is_working(self.now.day)}
        # A page is about all plans, and has no lines that could be set aside.
        return working if lines or working == used else set()

    def _used(self, lines: Iterable[Line]) -> set[str]:
        return {line.item.plan.calendar for line in lines} or set(self.calendars)


def _said(row: dict[str, Any], line: Line) -> Said:
    told = (Tone(row["tone"]), row["number"], bool(row["is_copy"]), line.waits, line.since, row["note"] or "")
    return Said(line.item, line.duty, *told)


def _of_hands(row: dict[str, Any]) -> bool:
    return bool(row["tone"] == Tone.WAITING)


def _lines(reader: Reader, ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """The lines that the messages carry and that nothing has replaced."""
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for some in id_lists(ids):
        rows = reader.rows(
            f"SELECT {', '.join(_LINE)} FROM reminder WHERE message_id IN ({some}) "
            f"AND standing = '{Standing.QUEUED.value}' ORDER BY id"
        )
        for row in rows:
            found[row[1]].append(dict(zip(_LINE, row, strict=True)))
    return found
