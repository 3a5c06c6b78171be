"""Accounts and the roles granted to them, each change with its record in the chain of acts outside plans."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, func, select

from models.people import AccountRow, RoleRow, SettingRow, UnitRow
from models.plan import PlanRow
from models.words import Act, Post, Role
from workflow import records, units
from workflow.actor import Actor, Grant
from workflow.changes import canonical
from workflow.directory import DEFAULT_ACCOUNT
from workflow.errors import NotFound, NotPermitted, Refused, Usage, missing, nearest, no_account, plain_text, title
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from models.words import Level
    from workflow.actor import UnitRef


def reachable(addresses: Mapping[str, str]) -> None:
    """Usage unless channels and addresses are one word each: a line break in an address would begin another header."""
    for channel, address in addresses.items():
        plain_text("channel", channel, 32)
        plain_text("address", address, 500)


class Register:
    """The register of people and units, opened by one actor at one moment, in the caller's transaction."""

    def __init__(self, connection: Connection, actor: Actor, at: datetime) -> None:
        self.connection = connection
        self.session = Session(bind=connection)
        self.actor = actor
        self.at = at
        self.heads = records.lock(connection, [records.NO_PLAN], at)

    def empty(self) -> bool:
        """Whether the database has no account at all."""
        return self.session.exec(select(func.count()).select_from(AccountRow)).one() == 0

    def add_unit(
        self, code: str, name: str, level: Level, parent: str | None, aliases: list[str], credit_code: str | None
    ) -> UnitRef:
        """A new unit; errors as in `units.add`, NotFound for an unknown parent."""
        above = units.find(self.connection, parent) if parent else None
        unit = units.add(self.connection, code, name, level, above, aliases, credit_code)
        self._record(Act.UNIT, {"code": code, "name": name, "level": level, "parent": above.code if above else None})
        return unit

    def add_account(
        self,
        login: str,
        name: str,
        unit: str | UnitRef | None = None,
        post: Post = Post.NONE,
        addresses: dict[str, str] | None = None,
        *,
        first: bool | None = None,
    ) -> AccountRow:
        """A new account; the first of a database becomes its admin. Refused where the login is taken.

        NotPermitted where it was to be the `first` one and somebody else made theirs meanwhile.
        """
        self._admissible(login, name, addresses or {}, first=bool(first))
        first = self.empty()
        where = units.find(self.connection, unit) if isinstance(unit, str) and unit else unit or None
        unit_id = where.id if where else None
        self._posted(login, post, unit_id)
        row = AccountRow(login=login, name=name, unit_id=unit_id, post=post, addresses=canonical(addresses or {}))
        self.session.add(row)
        self.session.flush()
        about = {"login": login, "name": name, "unit": where.code if where else None, "post": post}
        self._record(Act.ACCOUNT, {**about, "channels": sorted(addresses or {})})
        if first:
            self.grant(login, Role.ADMIN)
        return row

    def _admissible(self, login: str, name: str, addresses: Mapping[str, str], *, first: bool) -> None:
        """Usage for words that are off, NotPermitted where it is not the first, Refused where the login is taken."""
        plain_text("login", login, 64)
        title(name)
        reachable(addresses)
        if first and not self.empty():
            raise NotPermitted("no_account")
        if self.session.exec(select(AccountRow).where(AccountRow.login == login)).first():
            raise Refused("code_taken", kind=because("kind_account"), code=login)

    def change_account(
        self, login: str, *, active: bool | None = None, addresses: Mapping[str, str] | None = None
    ) -> None:
        """Switches an account on or off, or sets where to reach it. Refused for a second head of a unit."""
        reachable(addresses or {})
        row = self.account(login)
        if active and not row.active and row.unit_id is not None:
            self._posted(login, Post(row.post), row.unit_id)
        if active is not None:
            row.active = active
        if not row.active:
            self._keep_an_admin(login)
        if addresses:
            row.addresses = canonical({**json.loads(row.addresses), **addresses})
        self.session.add(row)
        self.session.flush()
        self._record(Act.ACCOUNT, {"login": login, "active": row.active, "channels": sorted(json.loads(row.addresses))})

    def _posted(self, login: str, post: Post, unit_id: int | None) -> None:
        """Usage where a head or a principal leader has no unit; Refused where the unit has a head."""
        if post != Post.NONE and unit_id is None:
            raise Usage("post_unit", login=login, post=post)
        if post == Post.HEAD:
            query = select(AccountRow).where(AccountRow.post == Post.HEAD, AccountRow.unit_id == unit_id)
            held = self.session.exec(query.where(AccountRow.active)).first()
            if held is not None:
                unit = self.session.get_one(UnitRow, unit_id).name
                raise Refused("head_taken", unit=unit, name=held.name, login=held.login)

    def account(self, login: str) -> AccountRow:
        """The account of that login; NotFound with the nearest ones."""
        row = self.session.exec(select(AccountRow).where(AccountRow.login == login)).first()
        if row is None:
            known = self.session.exec(select(AccountRow.login, AccountRow.name)).all()
            raise no_account(login, dict(known))
        return row

    def grant(self, login: str, role: Role, plan: str | None = None, unit: str | None = None) -> None:
        """Grants a role for a plan and a unit's subtree; None is all, for an owner all of the own unit.

        NotPermitted where admin and auditor would meet in one account; Usage for an owner without a unit.
        """
        if role == Role.CLOCK:
            raise Refused("clock_role")
        account = self.account(login)
        held = self.session.exec(select(RoleRow).where(RoleRow.account_id == account.id)).all()
        if {role, *(row.role for row in held)} >= {Role.ADMIN, Role.AUDITOR}:
            raise NotPermitted("roles_apart", login=login)
        if role == Role.OWNER and account.unit_id is None:
            raise Usage("unit_needed", login=login)
        plan_id, unit_id = self._scope(plan, unit)
        if any((row.role, row.plan_id, row.unit_id) == (role, plan_id, unit_id) for row in held):
            raise Refused("code_taken", kind=because("kind_role"), code=f"{login} {role}")
        row = RoleRow(account_id=account.id or 0, role=role, plan_id=plan_id, unit_id=unit_id)
        self.session.add(row)
        self.session.flush()
        self._record(Act.ROLE, {"login": login, "role": role, "plan": plan, "unit": unit, "granted": True})

    def revoke(self, login: str, role: Role, plan: str | None = None, unit: str | None = None) -> None:
        """Takes back a role as it was granted; NotFound where it was not."""
        account = self.account(login)
        plan_id, unit_id = self._scope(plan, unit)
        held = self.session.exec(select(RoleRow).where(RoleRow.account_id == account.id, RoleRow.role == role)).all()
        found = next((row for row in held if (row.plan_id, row.unit_id) == (plan_id, unit_id)), None)
        if found is None:
            raise NotFound("role_held_otherwise" if held else "role_not_held", login=login, role=role)
        self.session.delete(found)
        self.session.flush()
        self._keep_an_admin(login)
        self._record(Act.ROLE, {"login": login, "role": role, "plan": plan, "unit": unit, "granted": False})

    def _keep_an_admin(self, login: str) -> None:
        """Refused where nobody would be left who can look after the accounts."""
        self.session.flush()
        query = select(RoleRow).join(AccountRow).where(AccountRow.active, RoleRow.role == Role.ADMIN)
        held = self.session.exec(query).all()
        if not any(row.plan_id is None and row.unit_id is None for row in held):
            raise Refused("last_admin", login=login)

    def speaker(self, login: str) -> Actor:
        """The account as it acts, with its unit and its roles."""
        row = self.account(login)
        paths = {unit.id: unit for unit in self.session.exec(select(UnitRow)).all()}
        held = self.session.exec(select(RoleRow).where(RoleRow.account_id == row.id)).all()
        own = paths.get(row.unit_id)
        grants = tuple(Grant(r.role, r.plan_id, paths[r.unit_id].path if r.unit_id else None) for r in held)
        return Actor(login, row.name, row.unit_id, own.path if own else None, own.name if own else None, grants)

    def _scope(self, plan: str | None, unit: str | None) -> tuple[int | None, int | None]:
        plan_id = None
        if plan is not None:
            codes = {row.code: row.id for row in self.session.exec(select(PlanRow)).all()}
            if plan not in codes:
                raise missing("plan", plan, nearest(plan, list(codes)))
            plan_id = codes[plan]
        return plan_id, units.find(self.connection, unit).id if unit else None

    def set_default(self, login: str) -> None:
        """The account that speaks where nobody says who is asking."""
        self.account(login)
        self.set(DEFAULT_ACCOUNT, login)
        self._record(Act.ACCOUNT, {"login": login, "default": True})

    def set(self, name: str, value: str) -> None:
        """A setting of the database, without a record."""
        self.session.merge(SettingRow(name=name, value=value))
        self.session.flush()

    def _record(self, act: Act, about: dict[str, Any]) -> None:
        self.record(act, [about])

    def record(self, act: Act, told: Iterable[dict[str, Any]]) -> None:
        """A record for each of several things done at once."""
        admin = self.actor.role((Role.ADMIN,), None, "/") or Role.ADMIN
        entries = [records.outside(self.actor, admin, self.at, act, about) for about in told]
        records.append(self.connection, entries, self.heads)
