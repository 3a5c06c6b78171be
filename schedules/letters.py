"""What a digest says: the lines of one person grouped by plan and tone, the strongest first, each with what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.reminding import NUMBERED, Series, Tone
from models.words import REVIEWS, Checkpoint, Event, Status
from workflow import deadlines
from workflow.lights import duty_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from models.words import Word
    from schedules.texts import Texts
    from workflow.actor import UnitRef
    from workflow.facts import Duty, Item
    from workflow.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Said:
    """A line as the recipient gets it. `note` is what a leader or the office asked for by hand."""

    item: Item
    duty: Duty | None
    tone: Tone
    number: str | None = None
    copy: bool = False
    waits: Word | None = None
    since: date | None = None
    note: str = ""


STRENGTH = {tone: place for place, tone in enumerate(Tone)}


class Writer:
    """Writes the letters of one day."""

    def __init__(
        self, texts: Texts, units: Mapping[int, UnitRef], calendars: Mapping[str, Calendar], day: date
    ) -> None:
        self.texts = texts
        self.units = units
        self.calendars = calendars
        self.day = day

    def digest(self, name: str, lines: Sequence[Said]) -> tuple[str, str]:
        """Subject and text for a person of that name; what is only a copy stands at the end."""
        own = [line for line in lines if not line.copy]
        copies = [line for line in lines if line.copy]
        strongest = max(own or copies, key=lambda line: STRENGTH[line.tone]).tone
        place = "subject" if own else "subject_copy"
        subject = self.texts.say(place, tone=strongest, count=len(own or copies), day=self.day)
        parts = [self.texts.say("greeting", name=name), *self._plans(own)]
        if copies:
            parts += [self.texts.say("copies"), *self._plans(copies)]
        return subject, "\n\n".join([*parts, self._help(own), self.texts.say("closing", day=self.day)])

    def _help(self, own: Sequence[Said]) -> str:
        """Where to look; for whoever owes something also what to do where it cannot be in time."""
        owes = any(line.waits is None and line.tone != Tone.SUGGEST for line in own)
        return "\n".join(self.texts.say(place) for place in (("help", "late") if owes else ("help",)))

    def _plans(self, lines: Sequence[Said]) -> list[str]:
        """The paragraphs of each plan, the most urgent first: under the name of each tone what is to be said in it."""
        strongest: dict[str, int] = {}
        for line in lines:
            code = line.item.plan.code
            strongest[code] = max(strongest.get(code, 0), STRENGTH[line.tone])
        ordered = sorted(lines, key=lambda one: (-strongest[one.item.plan.code], *_place(one)))
        parts: list[str] = []
        plan, tone = 0, None
        for line in ordered:
            if line.item.plan.id != plan:
                plan, tone = line.item.plan.id, None
                parts.append(self.texts.say("plan", title=line.item.plan.title))
            if line.tone != tone:
                tone = line.tone
                parts.append(self.texts.say(f"tones.{line.tone.value}"))
            parts.append(self._line(line))
        return parts

    def _line(self, line: Said) -> str:
        head = self.texts.say("item", code=line.item.code, title=line.item.title)
        if line.number is not None and line.tone in NUMBERED:
            head = f"{self.number(line.tone, line.number)}  {head}"
        rows = [head, *self._facts(line), *self._todo(line)]
        return "\n".join([rows[0], *(f"    {row}" for row in rows[1:])])

    def number(self, tone: Tone, number: str) -> str:
        """The number of a paper as it is written: 催办〔2024〕3号."""
        year, _, count = number.partition("-")
        series = Series.URGE if tone == Tone.URGE else Series.ORDER
        return self.texts.say(f"numbers.{series.value}", year=year, number=count)

    def _facts(self, line: Said) -> list[str]:
        duty, item = line.duty, line.item
        if duty is None or line.waits is not None:
            return [self._waited(line)] if line.since else []
        told = {"duty": duty_name(duty.key), "due": duty.in_force, "left": self.left(item, duty)}
        facts = [self.texts.say("duty", **told, unit=self.unit(item, duty))]
        if duty.revision:
            facts.append(self.texts.say("extended", original=duty.original_due_on, due=duty.due_on))
        return facts

    def unit(self, item: Item, duty: Duty) -> str:
        """The name of the unit that owes the duty."""
        found = self.units.get(duty.unit_id or 0)
        return found.name if found else item.unit_name

    def _waited(self, line: Said) -> str:
        assert line.since is not None
        days = self.calendars[line.item.plan.calendar].between(line.since, self.day)
        left = self.texts.say("left.waited", days=days)
        return self.texts.say("waited", duty=duty_name(line.duty.key), left=left) if line.duty else left

    def left(self, item: Item, duty: Duty) -> str:
        """How many working days are left, or over."""
        calendar = self.calendars[item.plan.calendar]
        if deadlines.overdue(item, duty, self.day):
            return self.texts.say("left.over", days=deadlines.overdue_working_days(duty, self.day, calendar))
        days = deadlines.remaining(duty, self.day, calendar)
        if days:
            return self.texts.say("left.days", days=days)
        if duty.in_force == self.day:
            return self.texts.say("left.today")
        if self.day <= duty.effective_due_on:
            return self.texts.say("left.rolled", effective=duty.effective_due_on)
        return self.texts.say("left.passed")  # not overdue: what was asked for is undecided

    def _todo(self, line: Said) -> list[str]:
        """What to do next; whoever gets a copy has nothing to do."""
        if line.copy:
            return []
        if line.waits is not None:
            return [self.texts.say("todo.waiting", act=_act(line))]
        if line.tone == Tone.SUGGEST:
            return [self.texts.say("todo.decide")]
        assert line.duty is not None
        told = [self.texts.say("todo.order", note=line.note)] if line.note else []
        told.append(self.texts.say(f"todo.{step(line.duty)}", duty=duty_name(line.duty.key)))
        return told


def _act(line: Said) -> Word | None:
    """What is to be done; a review goes by its own name."""
    return line.duty.kind if line.waits == Event.OPEN_REVIEW and line.duty is not None else line.waits


def _place(line: Said) -> tuple[object, ...]:
    """By plan, the strongest tone first, then what was due first."""
    due = line.duty.effective_due_on if line.duty else line.since
    return line.item.plan.code, -STRENGTH[line.tone], due is None, due, line.item.code


def step(duty: Duty) -> str:
    """What a unit does next about a duty, by the name of its text."""
    if duty.kind in (Checkpoint.SIGN, Checkpoint.LAUNCH, Checkpoint.RECTIFICATION):
        return duty.kind.value
    if duty.asked_until is not None:
        return "extension"
    if duty.status == Status.RETURNED:
        return "returned"
    return "submit" if duty.status == Status.OPEN and duty.kind in REVIEWS else "start"
