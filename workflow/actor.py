"""Who acts: an account with the roles granted to it, and the units that roles reach. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

from models.words import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""No summer time since 1991, so a fixed offset is exact for every day duban can meet."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role for a plan (None: all) and a subtree of units (None: all)."""

    role: Role
    plan_id: int | None = None
    unit_path: str | None = None

    def covers(self, plan_id: int | None, unit_path: str) -> bool:
        plan = self.plan_id is None or self.plan_id == plan_id
        return plan and (self.unit_path is None or unit_path.startswith(self.unit_path))


@dataclass(frozen=True, slots=True)
class Actor:
    """An account with the roles granted to it."""

    login: str
    name: str = ""
    unit_id: int | None = None
    unit_path: str | None = None
    unit_name: str | None = None
    grants: tuple[Grant, ...] = ()

    def role(self, roles: Iterable[Role], plan_id: int | None, unit_path: str) -> Role | None:
        """The first of `roles` that the account holds there; an owner never reaches beyond the own unit."""
        for role in roles:
            for grant in self.grants:
                if grant.role == role and grant.covers(plan_id, unit_path) and self._own(role, unit_path):
                    return role
        return None

    def _own(self, role: Role, unit_path: str) -> bool:
        return role != Role.OWNER or (self.unit_path is not None and unit_path.startswith(self.unit_path))

    def whole(self, role: Role) -> bool:
        """Whether the role was granted without any limit of plan or unit."""
        return any(grant == Grant(role) for grant in self.grants)

    def holds(self, role: Role) -> bool:
        """Whether the role was granted for any scope at all."""
        return any(grant.role == role for grant in self.grants)


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit as an attempt names it."""

    id: int
    code: str
    name: str
    path: str
