"""Where crash tests work: a database of messages to send, and schedulers as processes of the installed program."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from dovecot import PASSWORD
from mailroom import ARCHIVE
from make import EAST, make_world, reach
from program import DUBAN, Program, clean_environment
from receivers import HOST

from models import database
from models.address import parse
from models.errors import StorageError
from models.reader import reading
from models.reminding import WAITING, Delivery
from models.words import Role, State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from dovecot import Box
    from program import Told

ADOPTED = datetime(2025, 12, 1, 2, 0, tzinfo=UTC)
TODAY = "2025-12-24"
"""Five working days before the annual review of 2025 is due; the owners of the east are reminded."""
DOMAIN = "wjw.example.cn"
HURRY = ("--tick", "0.2", "--morning", "00:00", "--lease", "2", "--pause", "0.3")
PATIENCE = 60.0
"""Seconds after which a condition that has not come about counts as one that never will."""


def until(condition: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """Waits for the condition, and answers what it did."""
    end = monotonic() + seconds
    while not (found := condition()):
        if monotonic() > end:
            raise TimeoutError(what)
        sleep(0.02)
    return found


# The database


def fill(url: str, people: Sequence[Mapping[str, str]]) -> None:
    """Makes a database in which on TODAY each of these people gets a message on each channel of their addresses."""
    from sqlalchemy import insert, select

    from models.people import AccountRow, RoleRow

    world = make_world(url, at=ADOPTED)
    reach(world, State.ACTIVE, "2025-12-01")
    accounts, roles = AccountRow.__table__, RoleRow.__table__  # type: ignore[attr-defined]
    usual = {"unit_id": world.units[EAST].id, "post": "none", "active": True}
    rows = [
        {**usual, "login": f"person{number}", "name": f"承办{number}", "addresses": json.dumps(dict(addresses))}
        for number, addresses in enumerate(people)
    ]
    with database.transaction(world.engine) as connection:
        connection.execute(insert(accounts), rows)
        ids = {row.login: row.id for row in connection.execute(select(accounts.c.login, accounts.c.id))}
        held = {row["login"]: Role.OWNER for row in rows} | {"office": Role.OFFICE, "admin": Role.ADMIN}
        connection.execute(insert(roles), [{"account_id": ids[login], "role": role} for login, role in held.items()])
    world.close()


def mailed(people: int) -> list[dict[str, str]]:
    """So many people with a mail address each."""
    return [{"email": f"person{number}@{DOMAIN}"} for number in range(people)]


def by_mail(port: int, imap: int | None = None, box: Box | None = None, grace: float = 2) -> str:
    """The section of the settings file: a mail server, and its archive where there is one."""
    told = (
        f'[email]\nhost = "{HOST}"\nport = {port}\ntls = "none"\nsender = "督办办公室 <duban@{DOMAIN}>"\ntimeout = 10\n'
    )
    if box is None:
        return told
    archive = f'archive = "{ARCHIVE}"\n[email.imap]\nhost = "{HOST}"\nport = {imap}\ntls = "none"\ntimeout = 10\n'
    return f"{told}{archive}login = {_quoted(box.login)}\npassword = {_quoted(PASSWORD)}\ngrace = {grace:g}\n"


def _quoted(text: str) -> str:
    return json.dumps(text)


# The schedulers


class Worker:
    """One scheduler; what it says stands in two files."""

    process: subprocess.Popen[bytes]

    def __init__(self, office: Office, number: int) -> None:
        self.out = office.folder / f"worker-{number}.out"
        self.err = office.folder / f"worker-{number}.err"
        words = [DUBAN, "--database", office.url, "--as", "admin", "--today", TODAY, "scheduler", *office.hurry]
        around: dict[str, Any] = {"cwd": office.folder, "env": {**clean_environment(office.folder), **office.named}}
        with self.out.open("wb") as out, self.err.open("wb") as err:
            self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=err, **around)

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def started(self) -> bool:
        """Whether it has said so; it ticks at once then."""
        return self.out.stat().st_size > 0

    def said(self) -> str:
        return self.out.read_text(encoding="utf-8") + self.err.read_text(encoding="utf-8")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def freeze(self) -> None:
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self.pid, signal.SIGCONT)


@dataclass
class Office:
    """A database, a settings file of the channels, and the schedulers that work with both."""

    url: str
    folder: Path
    channels: str
    hurry: tuple[str, ...] = HURRY
    workers: list[Worker] = field(default_factory=list)
    numbers: count[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        settings = self.folder / "channels.toml"
        settings.write_text(self.channels, encoding="utf-8")
        settings.chmod(0o600)
        self.named = {"DUBAN_CHANNELS": str(settings), "DUBAN_LANG": "zh"}

    def duban(self, *words: str) -> Told:
        """The program on this database as on TODAY, with the channels."""
        return Program(self.folder, self.url)("--today", TODAY, *words, **self.named)

    def start(self, workers: int = 1) -> list[Worker]:
        made = [Worker(self, next(self.numbers)) for _ in range(workers)]
        self.workers += made
        return made

    def ready(self) -> list[Worker]:
        """Those that have begun to work."""
        return [worker for worker in self.workers if worker.started]

    def replace(self, worker: Worker) -> Worker:
        """Kills a scheduler, and another one takes its place."""
        worker.kill()
        self.workers.remove(worker)
        return self.start()[0]

    def end(self) -> list[int]:
        """Asks all to end at once; what they left with."""
        for worker in self.workers:
            worker.process.terminate()
        return [worker.process.wait(PATIENCE) for worker in self.workers]

    def close(self) -> None:
        """No scheduler is left."""
        for worker in self.workers:
            worker.kill()

    # What the database holds

    def rows(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        with reading(parse(self.url)) as reader:
            return reader.rows(sql, **values)

    def statuses(self) -> Counter[Delivery]:
        """How many messages stand how; nothing while the database cannot be asked."""
        query = "SELECT status, count(*) FROM message GROUP BY status"
        with suppress(StorageError):
            return Counter({Delivery(status): number for status, number in self.rows(query)})
        return Counter()

    def done(self, messages: int, *, held: bool = False) -> bool:
        """Whether so many messages have come to an end, and none waits; what is held in doubt may."""
        found = self.statuses()
        waiting = [status for status in WAITING if not held or status != Delivery.IN_DOUBT]
        return found.total() >= messages and not any(found[status] for status in waiting)

    def held(self, worker: Worker) -> int:
        """How many messages are in the hands of a scheduler."""
        query = "SELECT count(*) FROM message WHERE status IN ('claimed', 'transmitting') AND worker LIKE :worker"
        return int(self.rows(query, worker=f"%:{worker.pid}")[0][0])

    def listed(self, *words: str) -> list[dict[str, Any]]:
        """What `remind list` tells of messages."""
        told = self.duban("--as", "office", "remind", "list", "--all", "--json", *words)
        assert told.code == 0, told.err
        return [row for row in told.data if row["message"] is not None]
