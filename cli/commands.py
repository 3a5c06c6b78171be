"""Which module holds which command; a module is imported when one of its commands is given."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.main import get_group

from cli.language import t
from cli.page import Group, brief

MODULES = {
    "demo": "demo",
    "overdue": "look",
    "due": "look",
    "list": "look",
    "lights": "lights",
    "todo": "turn",
    "next": "turn",
    "show": "stand",
    "history": "history",
    "why": "stand",
    "advance": "advance",
    "assign": "assign",
    "break-down": "breakdown",
    "targets": "targets",
    "report": "act",
    "waive": "act",
    "merge": "act",
    "lines": "act",
    "extend": "act",
    "reassign": "act",
    "amend": "amend",
    "explain": "act",
    "instruct": "act",
    "urge": "urge",
    "remind": "remind",
    "scheduler": "scheduler",
    "plan": "plan",
    "unit": "people",
    "account": "people",
    "role": "people",
    "calendar": "calendars",
    "audit": "audit",
    "database": "storage",
    "lifecycle": "demo",
    "config": "config",
    "context": "filters",
}
"""In the order in which help lists them: what one looks at, what one does, what one looks after."""


class Lazy(Group):
    """The program's commands, each built when it is asked for: a list answers without what an advance needs."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  # typer's signature
        return list(MODULES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  # likewise
        if cmd_name not in MODULES:
            return None
        part = typer.Typer(rich_markup_mode=None)
        import_module(f"cli.{MODULES[cmd_name]}").add(part)
        part.registered_commands = [one for one in part.registered_commands if one.name == cmd_name]
        part.registered_groups = [one for one in part.registered_groups if one.name == cmd_name]
        return get_group(part).commands[cmd_name]

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """The names that go on as typed, with their help; no command is built for it."""
        from typer._click.shell_completion import CompletionItem

        if incomplete and not incomplete[0].isalnum():
            return super().shell_complete(ctx, incomplete)
        return [CompletionItem(name, help=_told(name)) for name in MODULES if name.startswith(incomplete)]

    def briefs(self, ctx: Any) -> list[tuple[str, str]]:  # noqa: ARG002  # that of the other groups
        return [(name, _told(name)) for name in MODULES]


def _told(name: str) -> str:
    return brief(t(f"help.{name.replace('-', '_')}"))
