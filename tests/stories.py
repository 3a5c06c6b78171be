"""What stories are told with: both bundled plans just adopted, people who act by commands, and what they then see."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from make import World, units_of

from cli.story import ACCOUNTS
from models import address, database
from models.reader import reading
from models.words import Act, Event, Light, State, Status, Word
from workflow import directory
from workflow.lights import duty_name

if TYPE_CHECKING:
    from program import Inside

    from workflow.actor import Actor
    from workflow.attempt import Attempt

PAPER = "依据.txt"
"""The document that people in stories attach."""

PARTS = "--achieved 目标完成八成 --practice 按月调度 --problems 人员不足 --next 补齐短板"
"""A whole report."""


def begin(inside: Inside) -> None:
    """Accounts, both plans and their people, each by the command that makes them."""
    given = [
        "account add admin 系统管理员",
        "--as admin account add zongban 林涛 --role office",
        "--as zongban plan adopt zhongwei",
        "--as zongban plan adopt shizuishan",
    ]
    for login, name, unit, post, roles in ACCOUNTS:
        if login not in ("admin", "zongban"):
            given.append(f"--as admin account add {login} {name} --unit {unit} --post {post}")
            given += [f"--as admin role grant {login} {role}" + (f" --plan {p}" if p else "") for role, p in roles]
    for command in (*given, "--as admin account default lingdao"):
        told = inside(*shlex.split(command))
        assert told.code == 0, f"{command}: {told.err}"


class Tale:
    """One story in a database of its own: commands as people type them, on the day on which they typed them."""

    def __init__(self, inside: Inside) -> None:
        self.inside = inside
        (inside.folder / PAPER).write_text("演示用依据", encoding="utf-8")

    # What people do

    def does(self, who: str, day: str, command: str) -> str:
        """A command that is done: the first line of what it says."""
        told = self.inside("--as", who, "--today", day, *shlex.split(command))
        assert told.code == 0, f"{day} {who} {command}: {told.err}"
        return told.out.partition("\n")[0]

    def refused(self, who: str, day: str, command: str) -> tuple[int, str]:
        """A command that is refused: its exit code and its sentence; nothing was changed by it."""
        before = self.inside.whole()
        told = self.inside("--as", who, "--today", day, *shlex.split(command))
        assert (told.out, self.inside.whole()) == ("", before), f"{day} {who} {command}"
        return told.code, told.err.rstrip("\n")

    def launch(self, office: str, owner: str, assigned: str, signed: str, items: str, lead: str) -> None:
        """Items handed to a unit and signed for, where a story is about something later."""
        self.does(office, assigned, f"advance 交办 {items} --lead {lead}")
        self.does(owner, signed, f"advance 签收 {items}")

    def hand_in(self, owner: str, opened: str, submitted: str, duty: str, note: str = "") -> str:
        """A review opened, written and submitted; what the submission says."""
        item, _, name = duty.partition("@")
        self.does(owner, opened, f"advance 启动评估 {item} --checkpoint {name}")
        self.does(owner, submitted, f"report {item} {PARTS}")
        return self.does(owner, submitted, f"advance 报送 {item}" + (f" --note {note}" if note else ""))

    # What people see

    def sees(self, day: str, command: str, who: str = "zongban") -> list[dict[str, Any]]:
        """The rows of a list."""
        told = self.inside("--as", who, "--today", day, *shlex.split(command), "--json")
        assert told.code == 0, f"{day} {command}: {told.err}"
        rows: list[dict[str, Any]] = told.data
        return rows

    def overdue(self, day: str, item: str) -> dict[str, int]:
        """The duties of an item in the list of what is overdue, with the working days by which they are."""
        rows = self.sees(day, f"overdue --all --plan {item.partition('-')[0]}")
        return {name(row["checkpoint"]): row["overdue_working_days"] for row in rows if row["item"] == item}

    def todo(self, who: str, day: str, item: str) -> list[str]:
        """What waits for somebody with an item, each with the day by which it should be done."""
        rows = [row for row in self.sees(day, "todo --limit 500", who) if row["item"] == item]
        return [_waiting(row) for row in rows]

    def why(self, day: str, duty: str) -> str:
        """The light of a duty: its colour, its word, and the reason."""
        told = self.inside("--as", "zongban", "--today", day, "why", duty, "--json")
        assert told.code == 0, told.err
        row = told.data
        return f"{Light(row['light']).zh} {row['word']}：{'；'.join(row['why'])}"

    def light(self, day: str, item: str) -> str:
        """The light of an item: its colour and its word."""
        row = self.shown(day, item)
        return f"{Light(row['light']).zh} {row['word']}" if row["light"] else row["word"]

    def shown(self, day: str, item: str) -> dict[str, Any]:
        """The whole view of an item."""
        told = self.inside("--as", "zongban", "--today", day, "show", item, "--json")
        assert told.code == 0, told.err
        row: dict[str, Any] = told.data
        return row

    def history(self, item: str) -> list[str]:
        """The acts on an item after its registration, as history tells them, without when they were entered."""
        told = self.inside("--as", "zongban", "history", item)
        return [line.partition("（补录于")[0] for line in told.out.splitlines()[2:]]

    # What the database holds

    def state(self, item: str) -> str:
        rows = self.inside.rows(f"SELECT state FROM item WHERE code = '{item}'")
        return State(rows[0][0]).zh

    def statuses(self, item: str) -> dict[str, str]:
        """Each duty of an item with its status, the first due first."""
        query = f"SELECT key, status FROM duty WHERE {_of(item)} ORDER BY original_due_on, key"
        return {name(key): Status(status).zh for key, status in self.inside.rows(query)}

    def due(self, duty: str) -> tuple[str, str, str]:
        """The printed day of a duty, its due day now, and the day after which it is overdue."""
        item, _, key = duty.partition("@")
        query = f"SELECT original_due_on, due_on, effective_due_on, key FROM duty WHERE {_of(item)}"
        return next(tuple(row[:3]) for row in self.inside.rows(query) if name(row[3]) == key)

    def late(self, duty: str) -> int:
        """The working days of lateness that stand against a duty, the standing submission's included."""
        item, _, key = duty.partition("@")
        rows = self.inside.rows(f"SELECT key, lateness + submitted_late FROM duty WHERE {_of(item)}")
        return int(next(days for own, days in rows if name(own) == key))

    def city(self) -> City:
        """The same database seen by the engine, where a story has too many steps for commands."""
        return make_city(f"sqlite:///{self.inside.database}")


def _of(item: str) -> str:
    return f"item_id = (SELECT id FROM item WHERE code = '{item}')"


def name(key: str) -> str:
    """What a duty is called."""
    return duty_name(key).sentence("zh")


def _waiting(row: dict[str, Any]) -> str:
    """「报送 年度总结2021 限2021-12-31」."""
    act = (Event.of(row["act"]) or Act(row["act"])).zh
    duty = f" {name(row['duty'])}" if row["duty"] else ""
    return act + duty + (f" 限{row['by']}" if row["by"] else "")


class City(World):
    """Both bundled plans; Zhongwei's commission leads what a story gives to nobody else, and attempts are of today."""

    def attempt(self, event: Word, day: str, who: str | Actor | None = None, **words: Any) -> Attempt:
        return super().attempt(event, day, who, **{"lead": "640500", "at": datetime.now(UTC), **words})


def make_city(url: str) -> City:
    """The world of a story's database; `owner`, `office` and `leader` are those of Zhongwei."""
    opened = database.connect(address.parse(url))
    with database.transaction(opened) as connection:
        units = units_of(connection)
    with reading(address.parse(url)) as reader:
        people = {login: actor for login, *_ in ACCOUNTS if (actor := directory.actor(reader, login))}
    usual = {"owner": people["li"], "office": people["fangan"], "leader": people["lingdao"]}
    return City(opened, {**people, **usual}, units)
