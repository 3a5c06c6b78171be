"""Every command passes here first: the table of rights says who may give it."""

from __future__ import annotations

import os
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import typer

from cli.language import spoken, t
from cli.page import Group, Plain, everywhere
from cli.settings import VARIABLES, settings
from models.files import there
from workflow.errors import NotPermitted
from workflow.rights import COMMANDS, PUBLIC, WHOLE
from workflow.speech import Either

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cli.asking import Asking


class Gated(Plain):
    """A command that runs only for those whom the table of rights lets in."""

    def invoke(self, ctx: Any) -> Any:
        ctx.obj = _asking(path(ctx), ctx.find_root().params)
        ctx.call_on_close(ctx.obj.close)
        admit(path(ctx), ctx.obj)
        return super().invoke(ctx)


SETTLING = ("config", "context")
"""The commands that mend the settings, and so run whatever those say."""


def _asking(command: str, told: Mapping[str, Any]) -> Asking:
    """Who asks, when, and of which database, by the options of the program wherever they stand."""
    from cli.asking import asked, unasked

    spoken(told["lang"])
    if command.partition(" ")[0] in SETTLING:
        return unasked()
    spoken(os.environ.get(VARIABLES["lang"]), settings().get("lang"))
    return asked(told["database"], told["who"], told["today"])


class Shows(Group):
    """A group that shows what there is where none of its commands is named."""

    shows = "show"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        own = [word for before, word in pairwise(("", *args)) if not {before, word} & set(_options(ctx))]
        bare = not ctx.resilient_parsing and own in ([], ["--json"])
        return super().parse_args(ctx, [self.shows, *args] if bare else args)


def _options(ctx: Any) -> list[str]:
    return [option for one in everywhere(ctx) for option in one.opts]


class Lists(Shows):
    """The same where what there is is a list."""

    shows = "list"


def path(ctx: Any) -> str:
    """The words of the command, without the program's name: `plan adopt`."""
    names = []
    while ctx.parent is not None:
        names.append(ctx.info_name)
        ctx = ctx.parent
    return " ".join(reversed(names))


def admit(command: str, asking: Asking) -> None:
    """NotPermitted where the account holds none of the roles of the command in any scope."""
    roles = COMMANDS[command]
    # An older server's database has to be read as it is to be upgraded at all.
    asking.older = command == "database upgrade"
    if roles == PUBLIC or _first_account(command, asking) or _lost(command, asking):
        return
    if not any(asking.actor.holds(role) for role in roles):
        raise NotPermitted("command_denied", command=command, roles=Either(roles), login=asking.actor.login)
    if command in WHOLE and not any(asking.actor.whole(role) for role in roles):
        raise NotPermitted("whole_scope", command=command, roles=Either(roles), login=asking.actor.login)


def _lost(command: str, asking: Asking) -> bool:
    """Where the database is gone, whoever can put a file in its place may restore it."""
    return command == "database restore" and asking.address.path is not None and not there(asking.address.path)


def _first_account(command: str, asking: Asking) -> bool:
    """In a database without accounts anybody may make the first one, which becomes its admin."""
    if command != "account add":
        return False
    if asking.address.path is not None and not there(asking.address.path):
        return True
    from models import database, reader

    database.connect(asking.address).dispose()
    with reader.reading(asking.address) as found:
        return not found.rows("SELECT 1 FROM account LIMIT 1")


def command(
    app: typer.Typer, name: str, key: str | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Adds a gated command; its help is the text `help.KEY`, KEY being the name where none is given."""
    return app.command(name, cls=Gated, help=t(f"help.{key or name}"))


def group(app: typer.Typer, name: str, kind: type[Group] = Group) -> typer.Typer:
    """Adds a group of commands."""
    below = typer.Typer(cls=kind, no_args_is_help=True, rich_markup_mode=None, add_completion=False)
    app.add_typer(below, name=name, help=t(f"help.{name}"))
    return below
