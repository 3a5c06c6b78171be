"""Who may give which command: one row a command (DOMAIN 3). What is not here nobody may give."""

from __future__ import annotations

from models.words import Role

PUBLIC: tuple[Role, ...] = ()
"""No account is asked for."""

READERS = tuple(role for role in Role if role not in (Role.AUDITOR, Role.CLOCK))
"""Who reads the business of their scope (DOMAIN 3)."""

ACTORS = (Role.OWNER, Role.OFFICE, Role.LEADER)
"""Who does anything to items at all; the lifecycle and the acts say the rest."""

OFFICE, ADMIN = (Role.OFFICE,), (Role.ADMIN,)
AUDIT = (Role.AUDITOR, Role.LEADER)

WHOLE = frozenset(
    (
        "plan adopt",
        "calendar import",
        "unit add",
        "unit import",
        "account add",
        "account import",
        "account change",
        "account default",
        "role grant",
        "role revoke",
        "database status",
        "database upgrade",
        "database backup",
        "database restore",
        "remind run",
        "scheduler run",
    )
)
"""Commands that reach beyond any plan or unit: the role must have been granted without a limit of scope."""

COMMANDS: dict[str, tuple[Role, ...]] = {
    "demo": PUBLIC,
    "lifecycle": PUBLIC,
    "plan read": PUBLIC,
    "plan check": PUBLIC,
    "calendar show": PUBLIC,
    "config show": PUBLIC,
    "config set": PUBLIC,
    "config unset": PUBLIC,
    "context save": PUBLIC,
    "context use": PUBLIC,
    "context off": PUBLIC,
    "context list": PUBLIC,
    "context delete": PUBLIC,
    "plan adopt": OFFICE,
    "plan list": READERS,
    "plan show": READERS,
    "plan export": READERS,
    "plan backfill": OFFICE,
    "overdue": READERS,
    "due": READERS,
    "list": READERS,
    "lights": READERS,
    "show": READERS,
    "history": (*READERS, Role.AUDITOR),
    "why": READERS,
    "next": READERS,
    "todo": READERS,
    "advance": ACTORS,
    "remind preview": READERS,
    "remind run": OFFICE,
    "remind list": READERS,
    "remind resend": OFFICE,
    "remind close": OFFICE,
    "remind phoned": OFFICE,
    "remind test": ADMIN,
    "remind texts": PUBLIC,
    "urge": OFFICE,
    "scheduler run": ADMIN,
    "scheduler status": (*OFFICE, *ADMIN, Role.LEADER),
    "break-down": OFFICE,
    "targets show": READERS,
    "targets enter": (Role.OWNER, Role.OFFICE),
    "targets set": (Role.OWNER, Role.OFFICE),
    "targets owe": OFFICE,
    "targets template": (Role.OWNER, Role.OFFICE),
    "targets import": (Role.OWNER, Role.OFFICE),
    "assign template": OFFICE,
    "assign import": OFFICE,
    "report": ACTORS,
    "waive": ACTORS,
    "merge": ACTORS,
    "lines report": ACTORS,
    "lines check": ACTORS,
    "extend ask": ACTORS,
    "extend grant": ACTORS,
    "extend refuse": ACTORS,
    "reassign": ACTORS,
    "amend": ACTORS,
    "explain": ACTORS,
    "instruct": ACTORS,
    "unit add": ADMIN,
    "unit import": ADMIN,
    "unit list": READERS,
    "account add": ADMIN,
    "account import": ADMIN,
    "account change": ADMIN,
    "account default": ADMIN,
    "account list": (*READERS, Role.AUDITOR),
    "role grant": ADMIN,
    "role revoke": ADMIN,
    "role list": (*READERS, Role.AUDITOR),
    "calendar import": OFFICE,
    "audit verify": AUDIT,
    "database status": ADMIN,
    "database upgrade": ADMIN,
    "database backup": ADMIN,
    "database restore": ADMIN,
}
