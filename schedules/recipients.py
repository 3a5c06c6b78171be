"""Whom a reminder is for: the roles of the ladder resolved to accounts, for a unit and a plan (DOMAIN 3)."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.reader import parts
from models.words import Post, Role
from schedules.ladder import Who
from workflow.actor import Grant

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from models.reader import Reader
    from schedules.planner import Line
    from workflow.actor import UnitRef


@dataclass(frozen=True, slots=True)
class Person:
    """An active account as reminders know it; `addresses` are (channel, address), by the channel's name."""

    login: str
    name: str
    unit_id: int | None
    post: Post
    grants: tuple[Grant, ...]
    addresses: tuple[tuple[str, str], ...] = ()

    def holds(self, role: Role, plan_id: int, path: str) -> bool:
        return any(grant.role == role and grant.covers(plan_id, path) for grant in self.grants)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a line; without a person it is a unit that the office has to phone."""

    unit: UnitRef
    person: Person | None
    copy: bool = False


def people(reader: Reader, logins: Collection[str] | None = None) -> list[Person]:
    """Every active account with its roles and addresses, or those of these logins."""
    if logins is None:
        return _people(reader, "", {})
    found: list[Person] = []
    for some in parts(sorted(logins)):
        named = {f"login{number}": login for number, login in enumerate(some)}
        found += _people(reader, f" AND a.login IN ({', '.join(f':{name}' for name in named)})", named)
    return found


def _people(reader: Reader, narrowed: str, values: dict[str, str]) -> list[Person]:
    held: dict[int, list[Grant]] = {}
    query = (
        "SELECT g.account_id, g.role, g.plan_id, u.path FROM role_grant g JOIN account a ON a.id = g.account_id "
        f"LEFT JOIN unit u ON u.id = g.unit_id WHERE a.active{narrowed}"
    )
    for account, role, plan_id, path in reader.rows(query, **values):
        held.setdefault(account, []).append(Grant(Role(role), plan_id, path))
    columns = "a.id, a.login, a.name, a.unit_id, a.post, a.addresses"
    rows = reader.rows(f"SELECT {columns} FROM account a WHERE a.active{narrowed} ORDER BY a.login", **values)
    return [
        Person(login, name, unit, Post(post), tuple(held.get(key, ())), tuple(sorted(json.loads(addresses).items())))
        for key, login, name, unit, post, addresses in rows
    ]


OF_UNIT = {Who.LIAISON, Who.UNITHEAD, Who.PRINCIPAL, Who.COOPS}
"""Who belongs to units; everybody else decides."""


class Directory:
    """People and units, asked for again and again while a day is planned; what was found once is kept."""

    def __init__(self, known: Iterable[Person], units: dict[int, UnitRef]) -> None:
        self.people = {person.login: person for person in known}
        self.units = units
        self.above = {unit.id: _above(unit) for unit in units.values()}
        self._of_unit: defaultdict[int | None, list[Person]] = defaultdict(list)
        for person in self.people.values():
            self._of_unit[person.unit_id].append(person)
        self._found: dict[tuple[object, ...], list[Recipient]] = {}

    def recipients(self, line: Line) -> list[Recipient]:
        """Who gets a line, each person once; those meant before those who get a copy.

        Where a unit has nobody with an account it is phoned; where there is no office, its line is for the leader.
        """
        unit = self.units[(line.duty.unit_id if line.duty else None) or line.item.unit_id]
        meant = self._gathered(line.rung.to, line, unit)
        if not meant and set(line.rung.to) & OF_UNIT:
            meant = {f"@{unit.id}": Recipient(unit, None)}
        meant = meant or self._gathered((Who.LEAD,), line, unit)
        copies = self._gathered(line.rung.copy, line, unit)
        found = list(meant.values())
        found += [Recipient(to.unit, to.person, copy=True) for key, to in copies.items() if key not in meant]
        return found

    def _gathered(self, roles: Iterable[Who], line: Line, unit: UnitRef) -> dict[str, Recipient]:
        found: dict[str, Recipient] = {}
        for who in roles:
            for one in self._resolved(who, line, unit):
                if one.person is not None and one.person.login == line.not_by:
                    continue  # who submitted it does not decide on it
                found.setdefault(one.person.login if one.person else f"@{one.unit.id}", one)
        return found

    def _resolved(self, who: Who, line: Line, unit: UnitRef) -> list[Recipient]:
        if who == Who.COOPS:
            places = [self.units[key] for key in line.item.cooperating]
            return [one for place in places for one in self._kept(Who.LIAISON, line, place)]
        return self._kept(who, line, unit)

    def _kept(self, who: Who, line: Line, unit: UnitRef) -> list[Recipient]:
        plan_id, path = line.item.plan.id, line.item.unit_path
        key = (who, plan_id, path, unit.id)
        if key not in self._found:
            self._found[key] = list(self._sought(who, plan_id, path, unit))
        return self._found[key]

    def _sought(self, who: Who, plan_id: int, path: str, unit: UnitRef) -> Iterator[Recipient]:
        if who == Who.LIAISON:
            owners = [p for p in self._of_unit[unit.id] if p.holds(Role.OWNER, plan_id, unit.path)]
            # A unit that has no owner is phoned.
            yield from [Recipient(unit, person) for person in owners] or [Recipient(unit, None)]
        elif who in (Who.UNITHEAD, Who.PRINCIPAL):
            place = unit.id if who == Who.UNITHEAD else self.above[unit.id]
            heads = [p for p in self._of_unit[place] if p.post in (Post.HEAD, Post.PRINCIPAL)]
            yield from (Recipient(self.units[place], person) for person in heads if place is not None)
        else:
            role = Role.OFFICE if who == Who.OFFICE else Role.LEADER
            for person in (p for p in self.people.values() if p.holds(role, plan_id, path)):
                if who != Who.HEAD or person.post == Post.PRINCIPAL:
                    yield Recipient(self.units.get(person.unit_id or 0, unit), person)


def _above(unit: UnitRef) -> int | None:
    """The unit above, from the path of ids: `/1/4/` lies below 1."""
    ids = unit.path.strip("/").split("/")
    return int(ids[-2]) if len(ids) > 1 else None
