"""Assigning from a sheet: the template with what waits to be assigned, and the filled one taken in whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.asking import Undone
from cli.gate import command, group
from cli.language import t
from cli.options import JsonOption, PlanOption, plan_id
from cli.sheets import DryRunOption, OutputOption, SheetArgument, begun, named, read, refuse, target, write
from cli.show import Column, say, table, wrap
from cli.told import YesOption, tell
from documents import headings
from models.words import Event, Level, Role, State
from workflow import directory, queries, turns
from workflow.assigning import Known, Wish, allot
from workflow.attempt import Attempt
from workflow.cells import Names
from workflow.scope import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.asking import Asking
    from documents.sheets import Row, Sheet
    from reports.assignment import Words
    from workflow.assigning import Allotment
    from workflow.cells import Problem
    from workflow.facts import Item
    from workflow.outcome import Outcome


def template(ctx: typer.Context, plan: PlanOption = None, output: OutputOption = None, yes: YesOption = False) -> None:
    from reports.assignment import book

    asking: Asking = ctx.obj
    items = _waiting(asking, plan)
    if not items:
        say(t("assign.nothing"))
        return
    plans = {item.plan.code: item.plan.title for item in items}
    path = target(output or t("assign.file", plans="-".join([*plans][:3])), yes=yes)
    title = t("assign.title", plan=" ".join(plans.values()) if len(plans) == 1 else "")
    content = book(_words(asking, title), _rows(asking, items), _units(asking))
    write(path, content)
    unsigned = sum(item.state == State.ASSIGNED for item in items)
    told = t("assign.written", path=str(path), count=len(items) - unsigned)
    told += t("assign.unsigned", count=unsigned) if unsigned else ""
    say(*wrap(told + t("assign.end")), t("assign.then", path=str(path)))


def _waiting(asking: Asking, plan: str | None) -> list[Item]:
    """What the account may assign and nobody has signed for, in printed order."""
    wanted = Wanted(plan=plan_id(asking, plan) if plan else None)
    found = queries.items(asking.reader, asking.actor, wanted, asking.today)
    office = (Role.OFFICE,)
    mine = [item for item in found if asking.actor.role(office, item.plan.id, item.unit_path)]
    return [item for item in mine if item.state in (State.REGISTERED, State.ASSIGNED)]


def _words(asking: Asking, title: str) -> Words:
    from reports.assignment import Words

    return Words(
        title=title,
        note=t("assign.note", today=asking.today),
        sheet=t("assign.sheet"),
        headings=[t(f"assign.{name}") for name in ("item", "title_of", "kind", "section", "lead", "cooperating")],
        units_sheet=t("assign.units"),
        unit_headings=[t(f"assign.unit_{name}") for name in ("code", "name", "level", "parent", "aliases")],
        unknown_unit=t("assign.unknown_unit"),
        footer=t("assign.footer"),
    )


def _rows(asking: Asking, items: Sequence[Item]) -> list[list[str]]:
    """What is assigned already is shown as it is; of the rest the sheet proposes whom the plan names, first of all."""
    sections, units = queries.sections(asking.reader), directory.units(asking.reader)
    proposed = _proposed(asking, items)
    rows = []
    for item in items:
        if item.state == State.ASSIGNED:
            names = [item.unit_name, *(units[key].name for key in item.cooperating)]
        else:
            names = proposed.get(item.code, [])
        kind = item.kind.label(asking.lang)
        cells = ["".join(names[:1]), "、".join(names[1:])]
        rows.append([item.code, item.title, kind, sections.get(item.code, ""), *cells])
    return rows


def _proposed(asking: Asking, items: Sequence[Item]) -> dict[str, list[str]]:
    """The registered units that the plan itself names for its items, those that lead first, in printed order."""
    from documents import planfile

    known = directory.unit_names(asking.reader)
    found: dict[str, list[str]] = {}
    for plan, code in {(item.plan.id, item.plan.code) for item in items}:
        read, _ = planfile.parse(directory.plan_source(asking.reader, plan))
        for entry in read.all_items() if read is not None else ():
            named = [*entry.node.lead_units, *entry.node.cooperating_units]
            units = [refs[0].name for name in named if len(refs := known.get(name, [])) == 1]
            found[f"{code}-{entry.code}"] = [*dict.fromkeys(units)]
    return found


def _units(asking: Asking) -> list[list[str]]:
    rows = directory.unit_list(asking.reader)
    names = {row["code"]: row["name"] for row in rows}
    aliases: dict[str, list[str]] = {}
    for name, refs in directory.unit_names(asking.reader).items():
        for ref in (ref for ref in refs if name not in (ref.code, ref.name)):
            aliases.setdefault(ref.code, []).append(name)
    return [
        [
            row["code"],
            row["name"],
            Level(row["level"]).label(asking.lang),
            names.get(row["parent"], ""),
            "、".join(aliases.get(row["code"], [])),
        ]
        for row in rows
    ]


def take_in(
    ctx: typer.Context,
    file: SheetArgument,
    plan: Annotated[str | None, typer.Option("--plan", help=t("option.sheet_plan"), metavar="CODE")] = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    asking: Asking = ctx.obj
    sheet = read(file, headings.ASSIGNMENT, quiet=as_json)
    known = _known(asking, sheet, plan)
    made = allot([_wish(row, known.units) for row in sheet.rows], known)
    made.problems = [*begun(sheet).found, *made.problems]
    attempt = Attempt(Event.ASSIGN, asking.actor, asking.today, asking.at)
    versions = {} if attempt.backdated else {code: item.version for code, item in known.items.items()}
    outcomes, refused = _perform(asking, attempt, made, versions, dry_run=dry_run)
    if made.problems or refused:
        refuse(sheet, [*made.problems, *refused])
    if as_json:
        tell(asking, attempt, outcomes, dry_run=dry_run, as_json=True)
        return
    if dry_run:
        say(t("act.dry_run"))
    _tell(asking, made, outcomes)


def _known(asking: Asking, sheet: Sheet, plan: str | None) -> Known:
    codes = queries.codes(asking.reader)
    items = named(asking, codes, [row["item"].plain for row in sheet.rows])
    wanted = directory.plans(asking.reader)[plan_id(asking, plan)].code if plan else None
    return Known(items, codes, Names(directory.unit_names(asking.reader)), wanted)


def _wish(row: Row, units: Names) -> Wish:
    """A row as it was written; a lead unit's name may be broken into lines to make it fit."""
    lead = row["lead"]
    whole = (lead.line,) if units.get(lead.line) else lead.parts
    return Wish(row.number, row["item"].plain, whole, row["cooperating"].parts)


def _perform(
    asking: Asking, attempt: Attempt, made: Allotment, versions: dict[str, int], *, dry_run: bool
) -> tuple[list[Outcome], list[Problem]]:
    """Tries every row that can be tried, so that all problems are known; stays only where there is none."""
    from workflow.assigning import assign

    done: tuple[list[Outcome], list[Problem]] = ([], [])
    with asking.trying() as connection:
        done = assign(connection, attempt, made, versions)
        if done[1] or made.problems or dry_run:
            raise Undone
    return done


def _tell(asking: Asking, made: Allotment, outcomes: Sequence[Outcome]) -> None:
    """How many were assigned and how many not, and to whom, to be signed for by when."""
    text = t("assign.done", count=len(outcomes))
    text += t("assign.untouched", count=made.untouched) if made.untouched else ""
    text += t("assign.same", count=made.same) if made.same else ""
    say(*wrap(text + t("assign.end")))
    if not outcomes:
        return
    names = directory.units(asking.reader)
    rows: dict[tuple[str, str], list[str]] = {}
    for item in (outcome.change.after for outcome in outcomes):
        waiting = turns.turns(item, asking.today)
        by = waiting[0].by if waiting else None
        rows.setdefault((names[item.unit_id].name, by.isoformat() if by else ""), []).append(item.code)
    columns = [
        Column(t("assign.lead"), flex=True),
        Column(t("column.items"), right=True),
        Column(t("assign.sign_by")),
        Column(t("column.item"), flex=True),
    ]
    cells = [[unit, str(len(codes)), by, " ".join(codes)] for (unit, by), codes in rows.items()]
    say(*table(columns, cells))


def add(app: typer.Typer) -> None:
    """Adds assigning from a sheet to the program."""
    below = group(app, "assign")
    command(below, "template", "assign_template")(template)
    command(below, "import", "assign_import")(take_in)
