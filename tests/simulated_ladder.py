"""What should be told on a day and to whom, worked out from the ladder's rules beside the program (DOMAIN 6.3, 7)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from models.reminding import Tone
from models.words import Role, State, Status
from schedules import planner
from schedules.ladder import Anchor, Rung, Who, named
from workflow import directory, queries
from workflow.recall import follow
from workflow.scope import Wanted
from workflow.turns import turns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.reader import Reader
    from workflow.facts import Duty, Item
    from workflow.working_days import Calendar


class Mark(NamedTuple):
    """What tells a line of the ledger from every other one, but for the person."""

    item: int
    duty: str
    window: str
    rung: str


@dataclass(frozen=True, slots=True)
class Account:
    """An active account."""

    login: str
    unit: int | None
    post: str
    ways: tuple[str, ...]
    roles: tuple[str, ...]


class Facts:
    """Everything as it stands on a day; no act happens between reading it and using it."""

    def __init__(self, reader: Reader, day: date) -> None:
        self.day = day
        self.items = {item.id: item for item in queries.items(reader, None, Wanted(), day)}
        follow(reader, list(self.items.values()), day)
        self.units = directory.units(reader)
        names = {item.plan.calendar for item in self.items.values()}
        self.calendars: dict[str, Calendar] = {name: directory.calendar(reader, name) for name in names}
        held: dict[int, list[str]] = {}
        for account, role in reader.rows("SELECT account_id, role FROM role_grant"):
            held.setdefault(account, []).append(role)
        rows = reader.rows("SELECT id, login, unit_id, post, addresses FROM account WHERE active ORDER BY login")
        self.accounts = {
            login: Account(login, unit, post, tuple(sorted(json.loads(told))), tuple(held.get(key, ())))
            for key, login, unit, post, told in rows
        }

    def calendar(self, item: Item) -> Calendar:
        return self.calendars[item.plan.calendar]

    def works(self, items: Iterable[Item]) -> bool:
        """Whether the day is a working day in every calendar of these items; of all where there are none."""
        names = {item.plan.calendar for item in items} or set(self.calendars)
        return all(self.calendars[name].is_working(self.day) for name in names)


# What is true of a duty


_HELD = ("submitted", "completion_check", "completed")


def runs(item: Item, duty: Duty) -> bool:
    return duty.status in (Status.PENDING, Status.OPEN, Status.RETURNED) and item.state != State.SUSPENDED


def late(item: Item, duty: Duty, day: date) -> bool:
    """DOMAIN 6.3: overdue."""
    held = any(item.state.value.endswith(word) for word in _HELD)
    return runs(item, duty) and duty.asked_until is None and not held and day > duty.effective_due_on


def window(duty: Duty) -> str:
    further = duty.limit_on is not None and duty.limit_on > duty.due_on
    return f"{duty.revision}/{duty.limit_on}" if further else str(duty.revision)


def subject(window: str) -> str:
    """What a window is one of: of the duty itself, or of an act that waits."""
    kind = window.partition("/")[0]
    return "" if kind.isdigit() else kind


def speaks(item: Item, duty: Duty, day: date, anchor: Anchor) -> bool:
    """Before the due a rung urges nobody who is late, after it nobody who is not."""
    if anchor == Anchor.OVERDUE:
        return late(item, duty, day)
    return runs(item, duty) and not late(item, duty, day) and day <= duty.effective_due_on


def anchored(rung: str) -> Anchor:
    return {"open": Anchor.OPENS, "before": Anchor.DUE, "hands": Anchor.HANDS}.get(rung.split("-")[0], Anchor.OVERDUE)


def strength(rung: str) -> tuple[int, int]:
    """The later in the life of a duty the stronger."""
    count = int(rung.partition("-")[2] or 0)
    kind = anchored(rung)
    return {Anchor.OPENS: (0, 0), Anchor.DUE: (1, -count)}.get(kind, (2, count))


def hands(facts: Facts, item: Item) -> Iterator[tuple[Mark, date, Any]]:
    """What waits for office or leader since more than three working days: said on the fourth, then every fifth."""
    calendar = facts.calendar(item)
    for turn in turns(item, facts.day):
        if turn.role in (Role.OFFICE, Role.LEADER) and turn.since is not None:
            passed = calendar.between(turn.since, facts.day)
            if passed >= 4:
                count = passed - (passed - 4) % 5
                mark = Mark(item.id, turn.duty.key if turn.duty else "", f"{turn.act}/{turn.since}", f"hands-{count}")
                yield mark, calendar.add(turn.since, count), turn


def true(facts: Facts, mark: Mark) -> bool:
    """Whether a line may be said now."""
    item = facts.items[mark.item]
    if anchored(mark.rung) == Anchor.HANDS:
        return any((m.duty, m.window) == (mark.duty, mark.window) for m, _, _ in hands(facts, item))
    duty = item.duty(mark.duty)
    if duty is None or window(duty) != mark.window:
        return False
    return speaks(item, duty, facts.day, anchored(mark.rung))


# Whom a line is for


def _meant(facts: Facts, item: Item, unit: int, who: Who) -> list[str]:
    """Logins; a unit without one as `@CODE`."""
    people = facts.accounts.values()
    if who in (Who.LIAISON, Who.COOPS):
        places = [unit] if who == Who.LIAISON else list(item.cooperating)
        found = []
        for place in places:
            owners = [one.login for one in people if one.unit == place and "owner" in one.roles]
            found += owners or [f"@{facts.units[place].code}"]
        return found
    if who in (Who.UNITHEAD, Who.PRINCIPAL):
        above = facts.units[unit].path.strip("/").split("/")
        place = unit if who == Who.UNITHEAD else int(above[-2]) if len(above) > 1 else 0
        return [one.login for one in people if one.unit == place and one.post in ("head", "principal")]
    if who == Who.OFFICE:
        return [one.login for one in people if "office" in one.roles]
    return [o.login for o in people if "leader" in o.roles and (who == Who.LEAD or o.post == "principal")]


def told(facts: Facts, item: Item, unit: int, rung: Rung, not_by: str | None = None) -> Iterator[tuple[str, str, bool]]:
    """Login, channel and whether it is a copy; who cannot be written to is phoned, but never for a copy."""
    to = [login for who in rung.to for login in _meant(facts, item, unit, who)] or [f"@{facts.units[unit].code}"]
    copies = [login for who in rung.copy for login in _meant(facts, item, unit, who)]
    for login in dict.fromkeys([*to, *copies]):
        if login != not_by:
            account = facts.accounts.get(login)
            ways = (account.ways if account else ()) or (("phone",) if login in to else ())
            yield from ((login, way, login not in to) for way in ways)


def meant(facts: Facts, mark: Mark, login: str) -> bool:
    """Whether a line of a duty is for this person as things are: the item may have been handed on."""
    item = facts.items[mark.item]
    duty = item.duty(mark.duty)
    if anchored(mark.rung) == Anchor.HANDS or duty is None:
        return True
    rung = named(planner.ladder(duty), mark.rung)
    return rung is not None and login in {to for to, _, _ in told(facts, item, duty.unit_id or item.unit_id, rung)}


class Ladder:
    """Keeps in mind what was said, and says what is to be said on a day."""

    def __init__(self) -> None:
        self.said: dict[tuple[int, str, str], str] = {}
        self.opened: set[tuple[int, str]] = set()

    def lines(self, facts: Facts) -> tuple[set[tuple[Any, ...]], set[Mark]]:
        """The lines of a planning day with their recipients, and the rungs that were missed."""
        found: set[tuple[Any, ...]] = set()
        missed: set[Mark] = set()
        for item in facts.items.values():
            if facts.calendar(item).is_working(facts.day):
                for duty in item.duties:
                    found |= self._of_duty(facts, item, duty, missed)
                found |= self._of_hands(facts, item)
        return found, missed

    def _of_duty(self, facts: Facts, item: Item, duty: Duty, missed: set[Mark]) -> set[tuple[Any, ...]]:
        adopted = item.plan.adopted_on or date.min
        if not runs(item, duty) or (item.plan.backfill and duty.effective_due_on < adopted):
            return set()
        about = (item.id, duty.key)
        come = [(rung, day) for rung, day in planner.days(duty, facts.calendar(item), facts.day) if day >= adopted]
        come = [pair for pair in come if pair[0].anchor != Anchor.OPENS or about not in self.opened]
        speaking = [pair for pair in come if speaks(item, duty, facts.day, pair[0].anchor)]
        before = self.said.get((*about, window(duty)))
        if not speaking:
            return set()
        rung, day = max(speaking, key=lambda pair: strength(pair[0].name))
        if before is not None and strength(rung.name) <= strength(before):
            return set()
        self.said[*about, window(duty)] = rung.name
        self.opened.add(about)
        for other, earlier in come:
            if earlier < day and (before is None or strength(other.name) > strength(before)):
                missed.add(Mark(*about, window(duty), other.name))
        mark = Mark(*about, window(duty), rung.name)
        return {(*mark, *to) for to in told(facts, item, duty.unit_id or item.unit_id, rung)}

    def _of_hands(self, facts: Facts, item: Item) -> set[tuple[Any, ...]]:
        found: set[tuple[Any, ...]] = set()
        for mark, day, turn in hands(facts, item):
            key, before = mark[:3], self.said.get(mark[:3])
            if (item.plan.adopted_on and day < item.plan.adopted_on) or (
                before is not None and strength(mark.rung) <= strength(before)
            ):
                continue
            self.said[key] = mark.rung
            whom = Who.LEAD if turn.role == Role.LEADER else Who.OFFICE
            rung = Rung(mark.rung, Anchor.HANDS, 0, Tone.WAITING, (whom,))
            unit = (turn.duty.unit_id if turn.duty else None) or item.unit_id
            found |= {(*mark, *to) for to in told(facts, item, unit, rung, turn.not_by)}
        return found
