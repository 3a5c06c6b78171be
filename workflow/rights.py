"""Who may give which command: one row a command (DOMAIN 3). What is not here nobody may give."""

from __future__ import annotations

from models.words import Role

PUBLIC: tuple[Role, ...] = ()
"""No account is asked for."""

ANY = tuple(role for role in Role if role not in (Role.AUDITOR, Role.CLOCK))
"""Every role that reads the business, within its scope; for acts on items the lifecycle and the acts say the rest."""

OFFICE, ADMIN = (Role.OFFICE,), (Role.ADMIN,)
AUDIT = (Role.AUDITOR, Role.LEADER)

WHOLE = frozenset(
    (
        "plan adopt",
        "calendar import",
        "unit add",
        "account add",
        "account change",
        "account default",
        "role grant",
        "role revoke",
        "database status",
        "database upgrade",
        "database backup",
        "database restore",
    )
)
"""Commands that reach beyond any plan or unit: the role must have been granted without a limit of scope."""

COMMANDS: dict[str, tuple[Role, ...]] = {
    "demo": PUBLIC,
    "lifecycle": PUBLIC,
    "plan check": PUBLIC,
    "calendar show": PUBLIC,
    "plan adopt": OFFICE,
    "plan list": ANY,
    "plan show": ANY,
    "plan export": ANY,
    "plan backfill": OFFICE,
    "overdue": ANY,
    "due": ANY,
    "list": ANY,
    "show": ANY,
    "history": (*ANY, Role.AUDITOR),
    "why": ANY,
    "next": ANY,
    "todo": ANY,
    "advance": ANY,
    "report": ANY,
    "waive": ANY,
    "merge": ANY,
    "lines report": ANY,
    "lines check": ANY,
    "unit add": ADMIN,
    "unit list": ANY,
    "account add": ADMIN,
    "account change": ADMIN,
    "account default": ADMIN,
    "account list": (*ANY, Role.AUDITOR),
    "role grant": ADMIN,
    "role revoke": ADMIN,
    "role list": (*ANY, Role.AUDITOR),
    "calendar import": OFFICE,
    "audit verify": AUDIT,
    "database status": ADMIN,
    "database upgrade": ADMIN,
    "database backup": ADMIN,
    "database restore": ADMIN,
}
