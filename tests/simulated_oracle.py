"""Whether the ledger, the messages and what the receivers have are as they should be, in a simulated world."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from simulated_ladder import Facts, Ladder, Mark, meant, subject, true

from models.address import parse
from models.reader import reading
from models.reminding import NUMBERED, Delivery, Purpose, Tone
from schedules.channels import Doubt
from schedules.jobs import OPENS
from schedules.outbox import DOUBTS
from workflow.actor import SHANGHAI

if TYPE_CHECKING:
    from simulated import Simulation
    from simulated_ways import Attempt, Receiver

    from models.reader import Reader

_CODE = re.compile(r"\b(L[HB]-[A-Z0-9]+(?:\.P\d)?) ")
_LINE = "r.item_id, r.duty, r.revision, r.rung, r.login, r.channel, r.is_copy"


class Oracle:
    """Looks after everything that happens and keeps what was wrong in `flaws`."""

    def __init__(self, world: Simulation) -> None:
        self.world = world
        self.address = parse(world.people.world.url)
        self.flaws: list[str] = []
        self.ladder = Ladder()
        self.runs: set[date] = set()
        self.last_line = 0
        self.judged: set[tuple[str, int]] = set()
        self.heard: dict[tuple[Any, ...], str] = {}
        self.changed_at: datetime | None = None
        self._facts: Facts | None = None

    def flaw(self, *words: object) -> None:
        self.flaws.append(f"{self.world.clock.at:%m-%d %H:%M:%S} {' '.join(map(str, words))}")

    def changed(self) -> None:
        """People have done something."""
        self.changed_at = self.world.clock.at
        self._facts = None

    def facts(self, reader: Reader, day: date) -> Facts:
        if self._facts is None or self._facts.day != day:
            self._facts = Facts(reader, day)
        return self._facts

    def _stale(self, since: datetime) -> bool:
        """Whether what was looked at then under a claim may have changed before."""
        return self.changed_at is not None and self.changed_at >= since - timedelta(seconds=self.world.lease_seconds)

    # After every step

    def look(self) -> None:
        """To be called after every tick and before anything that people do."""
        with reading(self.address) as reader:
            self._planned(reader)
            self._given_up(reader, known=not self._stale(self.world.clock.at))

    def _dropped(self, reader: Reader) -> set[Mark]:
        rows = reader.rows("SELECT r.item_id, r.duty, r.revision, r.rung FROM reminder r WHERE r.standing = 'dropped'")
        return {Mark(*row) for row in rows}

    def _planned(self, reader: Reader) -> None:
        """What was entered is what the ladder says, on the days on which it was planned."""
        runs = {_day(day) for (day,) in reader.rows("SELECT day FROM run WHERE job = 'morning'")} - self.runs
        rows = reader.rows(f"SELECT r.id, {_LINE} FROM reminder r WHERE r.id > :last", last=self.last_line)
        self.runs |= runs
        self.last_line = max([self.last_line, *(row[0] for row in rows)])
        expected: set[tuple[Any, ...]] = set()
        missed: set[Mark] = set()
        for day in sorted(runs):
            lines, passed = self.ladder.lines(self.facts(reader, day))
            expected, missed = expected | lines, missed | passed
        entered = Counter((*row[1:7], bool(row[7])) for row in rows if row[5])
        if entered != Counter(expected):
            extra, wanting = entered - Counter(expected), Counter(expected) - entered
            self.flaw("ledger: not by the ladder", sorted(extra), "not entered", sorted(wanting))
        collapsed = {Mark(*row[1:5]) for row in rows if not row[5]}
        # What was dropped before it left was said to nobody: where a stronger rung comes, it was missed.
        collapsed -= self._dropped(reader) - missed
        if collapsed != missed:
            self.flaw("ledger: missed rungs", sorted(collapsed - missed), "not entered", sorted(missed - collapsed))

    def _given_up(self, reader: Reader, *, known: bool) -> None:
        """Nothing that is true still was dropped, nor a message cancelled that had anybody to go to.

        What was given up just after people did something is let pass: by what it was judged is not `known`.
        """
        facts = self.facts(reader, self.world.day)
        query = (
            f"SELECT r.id, {_LINE}, m.status, m.id, r.standing FROM reminder r JOIN message m ON m.id = r.message_id "
        )
        for key, *line, status, message, standing in reader.rows(query + "WHERE r.standing <> 'superseded'"):
            given_up = standing == "dropped" or status == Delivery.CANCELLED
            if not given_up or ("line", key) in self.judged:
                continue
            self.judged.add(("line", key))
            account = facts.accounts.get(line[4])
            if account is None or line[5] not in account.ways or not known:
                continue
            if true(facts, Mark(*line[:4])) and meant(facts, Mark(*line[:4]), line[4]):
                self.flaw("given up though it is true", line, "message", message)

    # When something is accepted

    def accepted(self, attempt: Attempt) -> None:
        """A receiver has just taken a message."""
        with reading(self.address) as reader:
            query = f"SELECT m.purpose, m.fixed, {_LINE} FROM message m LEFT JOIN reminder r ON r.message_id = m.id "
            rows = reader.rows(query + "AND r.standing = 'queued' WHERE m.key = :key", key=attempt.key)
            lines = [tuple(row[2:]) for row in rows if row[2] is not None]
            self._once(attempt, lines)
            marked = attempt.marked or self.world.clock.at
            if not rows[0][1] and not self._stale(marked):
                facts = self.facts(reader, marked.astimezone(SHANGHAI).date())
                self._in_time(attempt, facts, lines, marked)
                if rows[0][0] == Purpose.DIGEST:
                    self._true(attempt, facts, lines)

    def _once(self, attempt: Attempt, lines: list[tuple[Any, ...]]) -> None:
        """Nothing twice, but the same bytes, where nobody could know, and where the channel sends again then."""
        doubt = self.world.policies[attempt.channel]
        tried = [one for one in self.world.receivers[attempt.channel].attempts if one.key == attempt.key and one.marked]
        taken = [one for one in tried if one.accepted is not None]
        excuses = [one for one in tried if one.unsure(self.world.clock.at)]
        if doubt == Doubt.ASK:
            excuses = [one for one in excuses if not one.archived]
        if len(taken) > 1 + (0 if doubt == Doubt.HOLD else len(excuses)):
            self.flaw("received twice", attempt.channel, attempt.key[:8])
        if any(one.payload != attempt.payload for one in taken):
            self.flaw("the same message in other words", attempt.channel, attempt.key[:8])
        for line in lines:
            if self.heard.setdefault(line[:6], attempt.key) != attempt.key:
                self.flaw("a line in two messages", line)

    def _in_time(self, attempt: Attempt, facts: Facts, lines: list[tuple[Any, ...]], marked: datetime) -> None:
        if not facts.works([facts.items[line[0]] for line in lines]):
            self.flaw("left on a day off", attempt.channel, facts.day)
        if marked.astimezone(SHANGHAI).time() < OPENS:
            self.flaw("left at the wrong time", marked)

    def _true(self, attempt: Attempt, facts: Facts, lines: list[tuple[Any, ...]]) -> None:
        for line in lines:
            if not true(facts, Mark(*line[:4])):
                self.flaw("left though it is not true", line)
        said = Counter(_CODE.findall(json.loads(attempt.payload)["text"]))
        if said != Counter(facts.items[line[0]].code for line in lines):
            self.flaw("says other things than its lines", dict(said), lines)

    # In the end

    def end(self) -> None:
        """When everything has had its time."""
        with reading(self.address) as reader:
            rows = reader.rows("SELECT id, key, channel, status, purpose, doubts FROM message")
            carried = Counter(row[0] for row in reader.rows("SELECT message_id FROM reminder"))
            for message, key, channel, status, purpose, doubts in rows:
                self._ended(self.world.receivers[channel], key, Delivery(status), doubts)
                if purpose == Purpose.DIGEST and not carried[message]:
                    self.flaw("a message without lines", key[:8])
            self._numbers(reader)
            self._counts(reader)
            self._replaced(reader)

    def _ended(self, receiver: Receiver, key: str, status: Delivery, doubts: int) -> None:
        attempts = [one for one in receiver.attempts if one.key == key]
        came = [one for one in attempts if one.accepted is not None]
        left = [one for one in attempts if one.marked is not None]
        doubted = bool(left) and not left[-1].settled
        held = self.world.policies[receiver.name] == Doubt.HOLD
        if status == Delivery.SENT and not came:
            self.flaw("sent but never received", receiver.name, key[:8])
        if status == Delivery.FAILED and not any(one.refused for one in attempts):
            self.flaw("failed but never refused", receiver.name, key[:8])
        if status == Delivery.CANCELLED and came:
            self.flaw("cancelled but received", receiver.name, key[:8])
        if status == Delivery.IN_DOUBT and not (doubted if held else doubts >= DOUBTS):
            self.flaw("in doubt without need", receiver.name, key[:8])
        if held and doubted and status != Delivery.IN_DOUBT:
            self.flaw("a doubt forgotten", receiver.name, key[:8], status)
        if status not in (Delivery.SENT, Delivery.FAILED, Delivery.CANCELLED, Delivery.IN_DOUBT):
            self.flaw("lost: it never left", receiver.name, key[:8], status)

    def _numbers(self, reader: Reader) -> None:
        """Unique and without gaps in every plan, series and year."""
        tones = ", ".join(f"'{tone.value}'" for tone in NUMBERED)
        query = f"SELECT i.plan_id, r.tone, r.number, {_LINE} FROM reminder r JOIN item i ON i.id = r.item_id "
        given: defaultdict[tuple[int, bool, str], dict[int, set[Mark]]] = defaultdict(dict)
        for plan, tone, number, *line in reader.rows(query + f"WHERE r.tone IN ({tones}) AND r.login <> ''"):
            year, _, count = (number or "-0").partition("-")
            given[plan, tone == Tone.URGE, year].setdefault(int(count), set()).add(Mark(*line[:4]))
        for series, numbers in given.items():
            if sorted(numbers) != list(range(1, len(numbers) + 1)) or any(len(of) > 1 for of in numbers.values()):
                self.flaw("numbers", series, sorted(numbers))
        last = reader.rows("SELECT plan_id, series, year, last FROM serial WHERE last > 0")
        if {(p, s == "urge", str(y)): n for p, s, y, n in last} != {k: len(v) for k, v in given.items()}:
            self.flaw("numbers given to nothing", last)

    def _replaced(self, reader: Reader) -> None:
        """Whatever was taken back was replaced by something that is about the same."""
        last: dict[tuple[Any, ...], int] = {}
        rows = reader.rows(f"SELECT {_LINE}, r.id, r.standing FROM reminder r WHERE r.login <> ''")
        for item, duty, window, *_, key, _standing in rows:
            about = (item, duty, subject(window))
            last[about] = max(key, last.get(about, 0))
        for item, duty, window, *line, key, standing in rows:
            if standing == "superseded" and last[item, duty, subject(window)] <= key:
                self.flaw("taken back for nothing", item, duty, window, line)

    def _counts(self, reader: Reader) -> None:
        """The runs count what they made."""
        (counted,) = reader.rows("SELECT sum(lines), sum(phone) FROM run WHERE job = 'morning'")
        query = "SELECT count(CASE WHEN channel <> 'phone' THEN 1 END), count(CASE WHEN channel = 'phone' THEN 1 END) "
        (entered,) = reader.rows(query + "FROM reminder WHERE login <> ''")
        if tuple(map(int, (n or 0 for n in counted))) != entered:
            self.flaw("the runs count", counted, "the ledger has", entered)


def _day(raw: Any) -> date:
    return date.fromisoformat(raw) if isinstance(raw, str) else raw
