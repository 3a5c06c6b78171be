"""Targets by a sheet: the template with what is reported, and the filled one taken in whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.asking import Undone, content
from cli.days import last_day
from cli.gate import command
from cli.language import t
from cli.options import JsonOption, PlanOption, UnitOption, plan_id
from cli.sheets import DryRunOption, OutputOption, SheetArgument, begun, named, read, refuse, target, write
from cli.show import data, note, say, wrap
from cli.targets import items_of
from cli.told import EvidenceOption, NoteOption, YesOption, papers
from documents import years
from models.words import OPEN, Act, Role
from workflow import directory, goals, queries
from workflow.attempt import Attempt, Evidence
from workflow.cells import Names
from workflow.figuring import Known, Wish, hold
from workflow.targets import own

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cli.asking import Asking
    from documents.sheets import Row
    from workflow.cells import Problem
    from workflow.figuring import Filled

MAY = (Role.OWNER, Role.OFFICE)
"""Who enters anything of a target; the acts say what."""


def template(
    ctx: typer.Context,
    plan: PlanOption = None,
    unit: UnitOption = None,
    output: OutputOption = None,
    yes: YesOption = False,
) -> None:
    from cli.target_rows import book_of

    asking: Asking = ctx.obj
    found = [item for item in items_of(asking, plan, unit) if item.state in OPEN and any(own(item))]
    items = [item for item in found if asking.actor.role(MAY, item.plan.id, item.unit_path)]
    if not items:
        say(t("target_sheets.nothing"))
        return
    plans = list(dict.fromkeys(item.plan.code for item in items))
    path = target(output or t("target_sheets.file", plans="-".join(plans[:3])), yes=yes)
    made, rows = book_of(asking, items)
    write(path, made)
    say(*wrap(t("target_sheets.written", path=str(path), rows=rows, items=len(items))))
    say(t("target_sheets.then", path=str(path)))


# Taking it in


def take_in(
    ctx: typer.Context,
    file: SheetArgument,
    plan: Annotated[str | None, typer.Option("--plan", help=t("option.sheet_targets"), metavar="CODE")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help=t("option.sheet_as_of"), metavar="DATE")] = None,
    evidence: EvidenceOption = None,
    text: NoteOption = "",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    asking: Asking = ctx.obj
    on = last_day(as_of, asking.today) if as_of else asking.today
    enclosed = (Evidence(Path(file).name, content(file)), *papers(evidence))
    sheet = read(file, years.columns, quiet=as_json)
    wishes = [wish_of(row) for row in sheet.rows]
    known = _known(asking, wishes, plan, on)
    attempt = Attempt(Act.MEASURE, asking.actor, asking.today, asking.at, note=text, evidence=enclosed)
    made = hold(wishes, known, attempt)
    made.problems = [*begun(sheet).found, *made.problems]
    refused = _perform(asking, attempt, made, dry_run=dry_run)
    if made.problems or refused:
        refuse(sheet, [*made.problems, *refused], "sheet_not_taken")
    _tell(made, dry_run=dry_run, as_json=as_json)


def wish_of(row: Row) -> Wish:
    """A row as it was written; words keep the lines that they were written in."""
    return Wish(
        row.number,
        row["target"].plain,
        row["item"].plain,
        row["unit_code"].plain,
        row["unit"].line,
        {key: cell.text for key, cell in row.cells.items() if key.partition("-")[0] in ("aim", "base")},
        row["numerator"].plain,
        row["denominator"].plain,
        row["value"].text,
        row["as_of"].plain,
        row["resting"].plain,
        row["note"].text,
    )


def _known(asking: Asking, wishes: Sequence[Wish], plan: str | None, on: date) -> Known:
    """Without an item's code a row is found among all that may be read; with one only that is read."""
    codes, saying = queries.codes(asking.reader), [wish for wish in wishes if wish.says]
    whole = any(not wish.item for wish in saying)
    return Known(
        items={i.code: i for i in items_of(asking)} if whole else named(asking, codes, [w.item for w in saying]),
        codes=codes,
        targets=goals.codes(asking.reader.rows),
        units=Names(directory.unit_names(asking.reader)),
        day=lambda text: last_day(text, asking.today) if text else on,
        plan=directory.plans(asking.reader)[plan_id(asking, plan)].code if plan else None,
    )


def _perform(asking: Asking, attempt: Attempt, made: Filled, *, dry_run: bool) -> list[Problem]:
    """Tries every row that can be tried, so that all problems are known; stays only where there is none."""
    if not made.entries:
        return []
    from workflow.entering import perform

    refused: list[Problem] = []
    with asking.trying() as connection:
        refused = perform(connection, attempt, made)
        if refused or made.problems or dry_run:
            raise Undone
    return refused


def _tell(made: Filled, *, dry_run: bool, as_json: bool) -> None:
    figures = sum(entry.figure is not None for entry in made.entries)
    values = sum(len(entry.years) for entry in made.entries)
    items = list(dict.fromkeys(entry.item for entry in made.entries))
    if as_json:
        told = {"figures": figures, "years": values, "items": items, "untouched": made.untouched, "dry_run": dry_run}
        data(told)
        return
    if made.idle:
        note(*wrap(t("target_sheets.idle", rows=made.idle)))
    if dry_run:
        say(t("act.dry_run"))
    key = "done" if items else "same"
    facts = {"figures": figures, "years": values, "items": len(items), "untouched": made.untouched}
    rest = t("target_sheets.untouched", **facts) if items and made.untouched else ""
    say(*wrap(t(f"target_sheets.{key}", **facts) + rest + t("assign.end")))


def add(below: typer.Typer) -> None:
    """Adds the sheet to the group of targets."""
    command(below, "template", "targets_template")(template)
    command(below, "import", "targets_import")(take_in)
