"""Accounts taken in from a sheet: what is new, what is there already the same, every problem at its cell."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from sqlmodel import select

from models.people import AccountRow, RoleRow
from models.plan import PlanRow
from models.words import Post, Role
from workflow import units
from workflow.cells import Names, Problems
from workflow.errors import NotPermitted, Refused, Usage, missing, nearest, word_of
from workflow.people import reachable
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.errors import DubanError
    from workflow.actor import UnitRef
    from workflow.people import Register

Granted = tuple[Role, str | None]
"""A role and the plan that it is limited to."""


@dataclass(frozen=True, slots=True)
class AccountWish:
    """A row of the sheet as it was written; what is empty is not said."""

    row: int
    login: str
    name: str
    unit: str = ""
    post: str = ""
    roles: tuple[str, ...] = ()
    email: str = ""
    addresses: Mapping[str, str] = field(default_factory=dict)

    @property
    def channels(self) -> dict[str, str]:
        """Where to reach the person, by channel."""
        return {**self.addresses, **({"email": self.email} if self.email else {})}

    def column(self, channel: str) -> str:
        """Where the sheet says the address of a channel."""
        return "email" if channel == "email" and self.email else "addresses"


@dataclass(slots=True, eq=False)
class _Found:
    """What the words of a row mean."""

    unit: UnitRef | None = None
    post: Post | None = None
    roles: list[Granted] = field(default_factory=list)


def enlist(register: Register, wishes: Sequence[AccountWish], problems: Problems) -> tuple[list[str], int]:
    """Registers the accounts that are new with their roles, and answers their logins and how many were there the same.

    The caller takes the transaction back where a problem was found.
    """
    taking = _Taking(register, problems)
    new = [(wish, found) for wish in wishes if (found := taking.check(wish)) is not None]
    if not problems.found:
        for wish, found in new:
            taking.add(wish, found)
    return [wish.login for wish, _ in new], len(wishes) - len(new)


class _Taking:
    """One sheet against the register as it is."""

    def __init__(self, register: Register, problems: Problems) -> None:
        self.register, self.problems = register, problems
        session = register.session
        self.units = Names(units.register(register.connection))
        self.unit_of = {ref.id: ref for refs in self.units.known.values() for ref in refs}
        self.plans = {row.id: row.code for row in session.exec(select(PlanRow)).all()}
        self.held = {row.login: row for row in session.exec(select(AccountRow)).all()}
        self.roles: defaultdict[int, list[RoleRow]] = defaultdict(list)
        for row in session.exec(select(RoleRow)).all():
            self.roles[row.account_id].append(row)
        self.heads: dict[int | None, AccountRow | AccountWish] = {
            row.unit_id: row for row in self.held.values() if row.active and row.post == Post.HEAD
        }
        self.seen: dict[str, int] = {}

    def check(self, wish: AccountWish) -> _Found | None:
        """What a new account is to be; None where the login is there already."""
        if self.problems.word(wish.row, "login", wish.login, 64):
            self.problems.once(wish.row, "login", wish.login, self.seen)
        self.problems.word(wish.row, "name", wish.name)
        found = _Found()
        self.problems.catch(wish.row, "unit", lambda: self._unit(wish, found))
        self.problems.catch(wish.row, "post", lambda: self._post(wish, found))
        for text in wish.roles:
            self.problems.catch(wish.row, "roles", lambda text=text: self._role(text, found))  # type: ignore[misc]
        for channel, address in wish.channels.items():
            self.problems.catch(wish.row, wish.column(channel), partial(reachable, {channel: address}))
        held = self.held.get(wish.login)
        for column, refusal in self._apart(wish, found, held):
            self.problems.add(wish.row, column, refusal)
        if held is not None:
            self._compare(wish, found, held)
        return found if held is None else None

    def _unit(self, wish: AccountWish, found: _Found) -> None:
        found.unit = self.units.find(wish.unit) if wish.unit else None

    def _post(self, wish: AccountWish, found: _Found) -> None:
        found.post = word_of(Post, wish.post) if wish.post else None

    def _role(self, text: str, found: _Found) -> None:
        """A role, and behind an @ the plan that it is limited to: 承办人@ZW."""
        word, at, plan = (part.strip() for part in normalize("NFKC", text).partition("@"))
        role, code = word_of(Role, word, but=(Role.CLOCK,)), plan.upper()
        if role == Role.CLOCK:
            raise Refused("clock_role")
        if at and code not in self.plans.values():
            raise missing("plan", plan, nearest(code, list(self.plans.values())))
        if (role, code or None) not in found.roles:
            found.roles.append((role, code or None))

    def _apart(self, wish: AccountWish, found: _Found, held: AccountRow | None) -> list[tuple[str, DubanError]]:
        """Roles that may not meet in one account, or that need a unit."""
        roles = {role for role, _ in found.roles}
        refusals: list[tuple[str, DubanError]] = []
        if roles >= {Role.ADMIN, Role.AUDITOR}:
            refusals.append(("roles", NotPermitted("roles_apart", login=wish.login)))
        if Role.OWNER in roles and not wish.unit and (held is None or held.unit_id is None):
            refusals.append(("unit", Usage("unit_needed", login=wish.login)))
        if held is None and found.post not in (None, Post.NONE):
            refusals += self._posted(wish, found)
        return refusals

    def _posted(self, wish: AccountWish, found: _Found) -> list[tuple[str, DubanError]]:
        """A head or a principal leader has a unit, and a unit has one head."""
        if not wish.unit:
            return [("unit", Usage("post_unit", login=wish.login, post=found.post))]
        if found.post != Post.HEAD or found.unit is None:
            return []
        first = self.heads.setdefault(found.unit.id, wish)
        if first is wish:
            return []
        return [("post", Refused("head_taken", unit=found.unit.name, name=first.name, login=first.login))]

    def _compare(self, wish: AccountWish, found: _Found, held: AccountRow) -> None:
        """What the row says otherwise than the register does."""
        if not held.active:
            self.problems.add(wish.row, "login", Refused("account_inactive", login=wish.login))
        unit = self.unit_of[held.unit_id].name if held.unit_id else None
        roles = [self._told(row) for row in self.roles[held.id or 0]]
        for column, told, known in (
            ("name", wish.name, held.name),
            ("unit", found.unit.name if found.unit else None, unit),
            ("post", found.post, Post(held.post)),
            ("roles", {(role, plan, None) for role, plan in found.roles}, set(roles)),
        ):
            if told and told != known:
                shown: Any = [_shown(role) for role in roles] if column == "roles" else known
                self.problems.add(wish.row, column, Usage("sheet_differs", name=wish.login, known=shown or "—"))
        known_addresses = json.loads(held.addresses)
        for channel, address in wish.channels.items():
            if known_addresses.get(channel) != address:
                known = known_addresses.get(channel, "—")
                self.problems.add(wish.row, wish.column(channel), Usage("sheet_differs", name=wish.login, known=known))

    def _told(self, row: RoleRow) -> tuple[Role, str | None, str | None]:
        unit = self.unit_of[row.unit_id].name if row.unit_id else None
        return Role(row.role), self.plans.get(row.plan_id), unit

    def add(self, wish: AccountWish, found: _Found) -> None:
        """Writes one account and its roles, each with its record."""
        post = found.post or Post.NONE
        self.register.add_account(wish.login, wish.name, found.unit, post, wish.channels, first=False)
        for role, plan in found.roles:
            self.register.grant(wish.login, role, plan)


def _shown(role: tuple[Role, str | None, str | None]) -> Any:
    """A role with its limits, as it is written in a sheet."""
    word, plan, unit = role
    limits = [part for part in (plan, unit) if part]
    return because("sheet_role", role=word, limits=limits) if limits else word
