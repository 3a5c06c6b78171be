"""Breaking items down to counties and institutions: one item, several, or all tasks of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.asking import Undone
from cli.figures import units
from cli.gate import command
from cli.language import t
from cli.named import many
from cli.options import JsonOption, plan_id
from cli.sheets import DryRunOption
from cli.show import data, say, wrap
from cli.told import NoteOption
from models.words import OPEN, Act, Kind, State
from workflow import queries
from workflow.attempt import Attempt
from workflow.errors import Usage
from workflow.lights import duty_name
from workflow.scope import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.asking import Asking
    from workflow.breakdown import Broken


def break_down(
    ctx: typer.Context,
    named: Annotated[list[str], typer.Option("--units", help=t("option.breakdown_units"), metavar="UNIT,...")],
    items: Annotated[list[str] | None, typer.Argument(help=t("argument.broken"), metavar="ITEM...")] = None,
    plan: Annotated[str | None, typer.Option("--plan", help=t("option.break_plan"), metavar="CODE")] = None,
    institutions: Annotated[bool, typer.Option("--institutions", help=t("option.institutions"))] = False,
    text: NoteOption = "",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    from workflow import breakdown

    asking: Asking = ctx.obj
    if bool(items) == bool(plan):
        raise Usage("break_down_what")
    to, codes = units(asking, named), _codes(asking, items or (), plan)
    attempt = Attempt(Act.BREAK_DOWN, asking.actor, asking.today, asking.at, note=text)
    made: list[Broken] = []
    with asking.trying() as connection:
        made = breakdown.break_down(connection, attempt, codes, to, institutions=institutions, again=plan is not None)
        if dry_run:
            raise Undone
    rows = [_row(one) for one in made]
    if as_json:
        data(rows)
        return
    if dry_run:
        say(t("act.dry_run"))
    _tell(made)


def _codes(asking: Asking, items: Sequence[str], plan: str | None) -> list[str]:
    """The items named, or every task of the plan that is neither ended nor resting."""
    if plan is None:
        return [item.code for item in many(asking, items)]
    wanted = Wanted(plan=plan_id(asking, plan), kind=Kind.TASK)
    found = queries.items(asking.reader, asking.actor, wanted, asking.today)
    return [item.code for item in found if item.state in OPEN and item.state != State.SUSPENDED]


def _row(one: Broken) -> dict[str, Any]:
    after = one.outcome.change.after
    return {
        "item": after.code,
        "children": [child.code for child in one.children],
        "void": sorted(
            f"{after.code}@{key}" for key, changed in one.outcome.change.duties.items() if "status" in changed
        ),
    }


def _tell(made: Sequence[Broken]) -> None:
    if not made:
        say(t("breakdown.nothing"))
        return
    count = sum(len(one.children) for one in made)
    signed = made[0].children[0].duties[0]
    say(*wrap(t("breakdown.done", items=len(made), count=count, by=signed.due_on)))
    for one in made:
        row = _row(one)
        void = [duty_name(key) for key in row["void"]]
        told = t("breakdown.item", item=row["item"], children=row["children"])
        say(*wrap(told + (t("breakdown.void", duties=void) if void else ""), "    "))


def add(app: typer.Typer) -> None:
    """Adds breaking down to the program."""
    command(app, "break-down", "break_down")(break_down)
