"""Amending facts: of an item, or the days of the region's evaluation of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from unicodedata import normalize

import typer

from cli.days import day
from cli.gate import command
from cli.language import t
from cli.named import one
from cli.options import JsonOption
from cli.show import data, say, wrap
from cli.told import NoteOption, tell
from models.words import Act
from workflow import directory
from workflow.attempt import Attempt
from workflow.errors import Usage, title

if TYPE_CHECKING:
    from cli.asking import Asking

TitleOption = Annotated[str | None, typer.Option("--title", help=t("option.title"), metavar="TEXT")]
NumberOption = Annotated[str | None, typer.Option("--number", help=t("option.number"), metavar="TEXT")]
CommitmentOption = Annotated[str | None, typer.Option("--commitment", help=t("option.commitment"), metavar="TEXT")]
WithOption = Annotated[list[str] | None, typer.Option("--with", help=t("option.with"), metavar="UNIT")]
AloneOption = Annotated[bool, typer.Option("--alone", help=t("option.alone"))]
OpensOption = Annotated[str | None, typer.Option("--opens", help=t("option.opens"), metavar="DATE")]
ClosesOption = Annotated[str | None, typer.Option("--closes", help=t("option.closes"), metavar="DATE")]


def amend(
    ctx: typer.Context,
    item: Annotated[str, typer.Argument(help=t("argument.amended"), metavar="ITEM|PLAN")],
    name: TitleOption = None,
    number: NumberOption = None,
    commitment: CommitmentOption = None,
    cooperating: WithOption = None,
    alone: AloneOption = False,
    opens: OpensOption = None,
    closes: ClosesOption = None,
    text: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    asking: Asking = ctx.obj
    facts: dict[str, Any] = {"title": name, "number": number, "commitment": commitment}
    facts = {key: value.strip() or None for key, value in facts.items() if value is not None}
    for key, value in facts.items():
        if key == "title" or value is not None:
            title(value or "")
    if cooperating or alone:
        facts["cooperating"] = _units(asking, cooperating or [], alone=alone)
    plan = normalize("NFKC", item).strip().upper()
    if plan in {found.code for found in directory.plans(asking.reader).values()}:
        if facts:
            raise Usage("amend_plan", plan=plan)
        _evaluation(asking, plan, opens, closes, text, as_json=as_json)
        return
    if opens or closes:
        raise Usage("amend_item", item=item)
    _item(asking, one(asking, item).code, facts, text, as_json=as_json)


def _units(asking: Asking, names: list[str], *, alone: bool) -> tuple[int, ...]:
    if names and alone:
        raise Usage("amend_alone")
    known = directory.unit_names(asking.reader)
    return tuple(sorted({directory.unit(known, name).id for name in names}))


def _item(asking: Asking, code: str, facts: dict[str, Any], text: str, *, as_json: bool) -> None:
    from workflow import acts

    attempt = Attempt(Act.AMEND, asking.actor, asking.today, asking.at, note=text, facts=facts)
    with asking.writing() as connection:
        outcome = acts.perform(connection, attempt, code)
    tell(asking, attempt, [outcome], dry_run=False, as_json=as_json)


def _evaluation(asking: Asking, code: str, opens: str | None, closes: str | None, text: str, *, as_json: bool) -> None:
    from workflow.amend import date_evaluation

    if closes is None:
        raise Usage("amend_closes", plan=code)
    attempt = Attempt(Act.AMEND, asking.actor, asking.today, asking.at, note=text)
    first = day(opens, asking.today) if opens else None
    with asking.writing() as connection:
        made = date_evaluation(connection, attempt, code, first, day(closes, asking.today))
    if as_json:
        data({"plan": code, **{key: directory.iso(value) for key, value in made.items()}})
        return
    days = "—".join(value.isoformat() for value in (made["opens_on"], made["closes_on"]) if value)
    say(*wrap(t("amend.dated", plan=code, checkpoint=made["title"], days=days)))


def add(app: typer.Typer) -> None:
    """Adds `amend` to the program."""
    command(app, "amend")(amend)
