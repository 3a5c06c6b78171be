"""The registers: units, accounts, roles."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from cli.gate import command, group
from cli.language import t
from cli.options import JsonOption
from cli.show import Column, data, say, table
from models.files import there
from models.words import Level, Post, Role
from workflow import directory
from workflow.actor import Actor
from workflow.errors import Usage, word_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cli.asking import Asking
    from workflow.people import Register

LoginArgument = Annotated[str, typer.Argument(help=t("argument.login"), metavar="LOGIN")]
RoleArgument = Annotated[str, typer.Argument(help=t("argument.role"), metavar="ROLE")]
RolePlan = Annotated[str | None, typer.Option("--plan", help=t("option.role_plan"), metavar="CODE")]
RoleUnit = Annotated[str | None, typer.Option("--unit", help=t("option.role_unit"), metavar="UNIT")]
AddressOption = Annotated[
    list[str] | None, typer.Option("--address", help=t("option.address"), metavar="CHANNEL=ADDRESS")
]


@contextmanager
def _register(asking: Asking, actor: Actor | None = None) -> Iterator[Register]:
    from workflow.people import Register

    speaker = actor or asking.actor
    with asking.writing() as connection:
        yield Register(connection, speaker, asking.at)


def add_unit(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(help=t("argument.unit_code"), metavar="CODE")],
    name: Annotated[str, typer.Argument(help=t("argument.unit_name"), metavar="NAME")],
    level: Annotated[str, typer.Option("--level", help=t("option.level"), metavar="LEVEL")] = "institution",
    parent: Annotated[str | None, typer.Option("--parent", help=t("option.parent"), metavar="UNIT")] = None,
    alias: Annotated[list[str] | None, typer.Option("--alias", help=t("option.alias"))] = None,
    credit_code: Annotated[str | None, typer.Option("--credit-code", help=t("option.credit_code"))] = None,
) -> None:
    with _register(ctx.obj) as register:
        unit = register.add_unit(code, name, word_of(Level, level), parent, alias or [], credit_code)
    say(t("people.unit_added", name=unit.name, code=unit.code))


def list_units(ctx: typer.Context, as_json: JsonOption = False) -> None:
    asking: Asking = ctx.obj
    rows = directory.unit_list(asking.reader)
    if as_json:
        data(rows)
        return
    columns = [Column(t("column.code")), Column(t("column.name"), flex=True), Column(t("column.level"))]
    cells = [[row["code"], "  " * row["depth"] + row["name"], Level(row["level"]).label(asking.lang)] for row in rows]
    say(*(table(columns, cells) if rows else [t("empty.units")]))


def add_account(
    ctx: typer.Context,
    login: LoginArgument,
    name: Annotated[str, typer.Argument(help=t("argument.name"), metavar="NAME")],
    unit: Annotated[str | None, typer.Option("--unit", help=t("option.account_unit"), metavar="UNIT")] = None,
    post: Annotated[str, typer.Option("--post", help=t("option.post"), metavar="POST")] = "none",
    address: AddressOption = None,
    role: Annotated[list[str] | None, typer.Option("--role", help=t("option.role"), metavar="ROLE")] = None,
) -> None:
    asking: Asking = ctx.obj
    first = _nobody(asking)
    with _register(asking, Actor(login, name) if first else None) as register:
        register.add_account(login, name, unit, word_of(Post, post), channels(address), first=first)
        for word in role or ():
            if not (first and _role(word) == Role.ADMIN):
                register.grant(login, _role(word))
    say(t("people.first" if first else "people.account_added", login=login, name=name))


def _nobody(asking: Asking) -> bool:
    if asking.address.path is not None and not there(asking.address.path):
        return True
    return not asking.reader.rows("SELECT 1 FROM account LIMIT 1")


def channels(pairs: Sequence[str] | None) -> dict[str, str]:
    """Channel=address pairs; a bare address with an @ is e-mail."""
    found = {}
    for pair in pairs or ():
        channel, equals, address = pair.partition("=")
        if not equals and "@" not in pair:
            raise Usage("address_bad", text=pair)
        found[channel if equals else "email"] = address if equals else pair
    return found


def change_account(
    ctx: typer.Context,
    login: LoginArgument,
    active: Annotated[bool | None, typer.Option("--on/--off", help=t("option.active"))] = None,
    address: AddressOption = None,
) -> None:
    with _register(ctx.obj) as register:
        register.change_account(login, active=active, addresses=channels(address))
    say(t("people.account_changed", login=login))


def default_account(ctx: typer.Context, login: LoginArgument) -> None:
    with _register(ctx.obj) as register:
        register.set_default(login)
    say(t("people.default", login=login))


def list_accounts(ctx: typer.Context, as_json: JsonOption = False) -> None:
    asking: Asking = ctx.obj
    rows = directory.account_list(asking.reader)
    if as_json:
        data(rows)
        return
    columns = [
        Column(t("column.login")),
        Column(t("column.person")),
        Column(t("column.own_unit"), flex=True),
        Column(t("column.roles"), flex=True),
        Column(t("column.channels"), flex=True),
        Column(t("column.active")),
    ]
    cells = [
        [
            row["login"],
            row["name"],
            row["unit"] or "",
            "、".join(Role(role).label(asking.lang) for role in row["roles"]),
            "、".join(row["channels"]),
            t("yes" if row["active"] else "no"),
        ]
        for row in rows
    ]
    say(*table(columns, cells))


def grant(
    ctx: typer.Context, login: LoginArgument, role: RoleArgument, plan: RolePlan = None, unit: RoleUnit = None
) -> None:
    word = _role(role)
    with _register(ctx.obj) as register:
        register.grant(login, word, plan, unit)
    say(t("people.granted", login=login, role=word))


def revoke(
    ctx: typer.Context, login: LoginArgument, role: RoleArgument, plan: RolePlan = None, unit: RoleUnit = None
) -> None:
    word = _role(role)
    with _register(ctx.obj) as register:
        register.revoke(login, word, plan, unit)
    say(t("people.revoked", login=login, role=word))


def _role(text: str) -> Role:
    return word_of(Role, text, but=(Role.CLOCK,))


def list_roles(ctx: typer.Context, as_json: JsonOption = False) -> None:
    asking: Asking = ctx.obj
    rows = directory.role_list(asking.reader)
    if as_json:
        data(rows)
        return
    columns = [
        Column(t("column.login")),
        Column(t("column.role")),
        Column(t("column.plan")),
        Column(t("column.scope"), flex=True),
    ]
    everything = t("people.all")
    cells = [
        [row["login"], Role(row["role"]).label(asking.lang), row["plan"] or everything, row["unit"] or everything]
        for row in rows
    ]
    say(*table(columns, cells))


def add(app: typer.Typer) -> None:
    """Adds the registers to the program."""
    from cli import sheets

    unit, account, role = group(app, "unit"), group(app, "account"), group(app, "role")
    command(unit, "add", "unit_add")(add_unit)
    command(unit, "list", "unit_list")(list_units)
    command(unit, "import", "unit_import")(sheets.import_units)
    command(account, "add", "account_add")(add_account)
    command(account, "change", "account_change")(change_account)
    command(account, "default", "account_default")(default_account)
    command(account, "list", "account_list")(list_accounts)
    command(account, "import", "account_import")(sheets.import_accounts)
    command(role, "grant", "role_grant")(grant)
    command(role, "revoke", "role_revoke")(revoke)
    command(role, "list", "role_list")(list_roles)
