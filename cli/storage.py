"""The upkeep of the database: its revision, upgrade, backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.gate import command, group
from cli.language import t
from cli.options import JsonOption
from cli.show import data, say
from cli.told import YesOption, sure
from models import address, reader
from models.errors import MissingFile, StorageError
from models.files import there
from workflow.errors import Usage

if TYPE_CHECKING:
    from cli.asking import Asking


def status(ctx: typer.Context, as_json: JsonOption = False) -> None:
    asking: Asking = ctx.obj
    tables = ("plan", "item", "duty", "unit", "account", "record", "evidence")
    counts = {name: asking.reader.rows(f"SELECT count(*) FROM {name}")[0][0] for name in tables}
    path = asking.address.path
    facts = {
        "database": asking.address.shown,
        "revision": reader.HEAD,
        "bytes": path.stat().st_size if path else None,
        **counts,
    }
    if as_json:
        data(facts)
        return
    if path:
        facts["bytes"] = f"{facts['bytes'] / 1e6:.1f} MB"
    say(*(f"{t(f'database.{name}')}{value}" for name, value in facts.items() if value is not None))


def upgrade(ctx: typer.Context) -> None:
    from models import database

    asking: Asking = ctx.obj
    asking.close()
    copy = database.upgrade(asking.address)
    say(t("database.upgraded", revision=reader.HEAD))
    if copy:
        say(t("database.kept", copy=copy))


def backup(
    ctx: typer.Context, target: Annotated[str, typer.Argument(help=t("argument.backup"), metavar="FILE")]
) -> None:
    from models import database

    asking: Asking = ctx.obj
    if there(Path(target)):
        raise Usage("backup_exists", path=target)
    database.backup(asking.address, Path(target))
    say(t("written", path=target))


def restore(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(help=t("argument.restore"), metavar="FILE")],
    yes: YesOption = False,
) -> None:
    """The backup is read and checked first; then it takes the place of the database in one step.

    The backup of an older program goes in as it is, and is upgraded like any other file when it is next opened.
    """
    from models import database

    asking: Asking = ctx.obj
    path = asking.address.path
    if path is None:
        raise StorageError("backup_server", database=asking.address.shown)
    if not there(Path(source)) or not Path(source).is_file():
        raise MissingFile("file_missing", path=source, said="")
    with reader.reading(address.Address(path=Path(source)), older=True) as found:
        found.rows("SELECT count(*) FROM record")
    if not yes:
        sure(t("confirm.restore", path=str(path)), Usage("yes_needed"))
    asking.close()
    fresh = path.with_name(f"{path.name}.restoring")
    if there(fresh):
        fresh.unlink()
    database.backup(address.Address(path=Path(source)), fresh)
    database.replace(asking.address, fresh)
    say(t("database.restored", path=str(path)))


def add(app: typer.Typer) -> None:
    """Adds the upkeep to the program."""
    below = group(app, "database")
    command(below, "status", "database_status")(status)
    command(below, "upgrade", "database_upgrade")(upgrade)
    command(below, "backup", "database_backup")(backup)
    command(below, "restore", "database_restore")(restore)
