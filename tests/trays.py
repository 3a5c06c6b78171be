"""What tests of reminders work with: a channel that keeps what it gets and answers as told, and sessions on a world."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from make import NOW
from sqlalchemy import text

from models import address, database
from schedules.channels import Doubt, Doubtful, Later, Rejected
from schedules.session import Now, Session
from schedules.texts import texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from make import World

    from schedules.channels import Letter

LOST = "lost"
"""The message is taken and the reply is lost."""


@dataclass
class Tray:
    """A way out into a list. `script` says how sendings to come end: an exception, LOST, or None for well."""

    name: str = "email"
    doubt: Doubt = Doubt.RESEND
    got: list[dict[str, Any]] = field(default_factory=list)
    script: list[Any] = field(default_factory=list)
    archive: Callable[[str], bool | None] | None = None

    def compose(self, letter: Letter) -> bytes:
        told = {"key": letter.key, "to": letter.to, "subject": letter.subject, "text": letter.text}
        return json.dumps({**told, "day": letter.day.isoformat()}, ensure_ascii=False).encode()

    def send(self, payload: bytes, mark: Callable[[], None]) -> None:
        end = self.script.pop(0) if self.script else None
        if isinstance(end, Later):
            raise end
        mark()
        if isinstance(end, Rejected):
            raise end
        self.got.append(json.loads(payload))
        if end == LOST:
            raise Doubtful("no reply")
        if isinstance(end, BaseException):
            raise end

    def arrived(self, key: str, waited: float | None = None) -> bool | None:
        del waited
        return self.archive(key) if self.archive else any(one["key"] == key for one in self.got)

    def to(self, to: str) -> list[dict[str, Any]]:
        return [one for one in self.got if one["to"] == to]


class Clock:
    """Real time as the tests set it; it begins when the world was made."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at

    def on(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Office:
    """A world whose plan was adopted in time, its clock, its ways out; workers on it share all of them."""

    world: World
    trays: dict[str, Tray]
    clock: Clock = field(default_factory=Clock)

    def worker(self, name: str = "one", **how: Any) -> Session:
        place = address.parse(self.world.url)
        return Session(place, self.world.engine, self.trays, texts("zh"), name, self.clock, **how)

    def now(self, day: str) -> Now:
        return Now(self.clock.at, date.fromisoformat(day))

    def rows(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        with database.transaction(self.world.engine) as connection:
            found = connection.execute(text(query), values)
            return [tuple(row) for row in found] if found.returns_rows else []


def open_office(world: World, *trays: Tray, adopted: str = "2024-01-01") -> Office:
    """The office of a world: everybody has their addresses, roles and posts in the rows too."""
    office = Office(world, {tray.name: tray for tray in trays or (Tray(),)})
    office.rows("UPDATE plan SET adopted_on = :day", day=date.fromisoformat(adopted))
    for login, role in (("office", "office"), ("leader", "leader")):
        grant(office, login, role)
    for login in ("owner", "owner2", "office", "leader"):
        reach(office, login, **{name: f"{login}@{name}" for name in office.trays})
    return office


def grant(office: Office, login: str, role: str) -> None:
    office.rows(
        "INSERT INTO role_grant (account_id, role) SELECT id, :role FROM account WHERE login = :login",
        login=login,
        role=role,
    )


def reach(office: Office, login: str, **addresses: str) -> None:
    """The channels and addresses of an account from now on."""
    office.rows("UPDATE account SET addresses = :told WHERE login = :login", told=json.dumps(addresses), login=login)


def later(said: str = "451 later", after: float | None = None) -> Later:
    return Later(said, after)


def at(day: str, hour: int = 4) -> datetime:
    """A moment of a day, in UTC: noon in Shanghai unless told otherwise."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).replace(hour=hour)
