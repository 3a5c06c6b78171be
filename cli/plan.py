"""The commands about plans: check a plan file, adopt it, list, show and export plans, open back-filling."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.asking import put, words
from cli.gate import command, group
from cli.language import t
from cli.options import JsonOption
from cli.show import Column, data, note, say, table, wrap
from cli.told import YesOption, free
from models.errors import MissingFile
from models.words import Act, Checkpoint, Days, Kind
from workflow import directory, recall
from workflow.attempt import Attempt
from workflow.errors import Usage, missing, nearest
from workflow.lights import duty_name
from workflow.rights import READERS

if TYPE_CHECKING:
    from cli.asking import Asking
    from documents.planfile import Problem
    from models.planfile import PlanFile

FileArgument = Annotated[str, typer.Argument(help=t("argument.planfile"), metavar="PLAN.yaml")]
CodeArgument = Annotated[str, typer.Argument(help=t("argument.plan"), metavar="CODE")]
BUNDLED = ("zhongwei", "shizuishan")


def read(path: str, code: str | None = None) -> tuple[str, PlanFile | None, list[Problem]]:
    """A plan file's text, what it says, and its problems; `zhongwei` and `shizuishan` name the bundled ones."""
    from documents import planfile

    near = nearest(path, BUNDLED)
    if path not in BUNDLED and near and not Path(path).exists():
        raise MissingFile("plan_file_near", path=path, near=near)
    text = bundled(path) if path in BUNDLED else words(path)
    found, problems = planfile.parse(text, path)
    if code is not None and not re.fullmatch(r"[A-Z][A-Z0-9]{1,7}", code):
        raise Usage("code_bad", code=code)
    if found is not None and code is not None:
        found.plan.code = code
        problems = planfile.check(found, path)
    return text, found, problems


def bundled(name: str) -> str:
    """The text of a plan file that comes with the program."""
    from importlib.resources import files

    return (files("plans") / f"{name}.yaml").read_text(encoding="utf-8")


def check(ctx: typer.Context, file: FileArgument, as_json: JsonOption = False) -> None:
    asking: Asking = ctx.obj
    _, found, problems = read(file)
    if as_json:
        data([facts_of(problem, asking.lang) for problem in problems])
    elif not problems and found is not None:
        items = list(found.all_items())
        tasks = sum(entry.kind == Kind.TASK for entry in items)
        say(*wrap(t("plan.sound", title=found.plan.title, tasks=tasks, projects=len(items) - tasks)))
    if problems:
        _refuse(asking, problems, told=as_json)


def _refuse(asking: Asking, problems: list[Problem], *, told: bool = False) -> None:
    """Every problem with its place, then one sentence; leaves with the exit code of wrong usage."""
    if not told:
        note(*(problem.sentence(asking.lang) for problem in problems))
    raise Usage("plan_problems", count=len(problems))


def facts_of(problem: Problem, lang: str) -> dict[str, Any]:
    """A problem as programs are told it."""
    return {
        "file": str(problem.file),
        "line": problem.line,
        "key": problem.key,
        "problem": problem.reason.key,
        "message": problem.reason.sentence(lang),
    }


def adopt(
    ctx: typer.Context,
    file: FileArgument,
    code: Annotated[str | None, typer.Option("--code", help=t("option.code"), metavar="NEW")] = None,
    as_json: JsonOption = False,
) -> None:
    from workflow import intake

    asking: Asking = ctx.obj
    text, found, problems = read(file, code)
    if problems or found is None:
        _refuse(asking, problems)
        return
    attempt = Attempt(Act.ADOPT, asking.actor, asking.today, asking.at, more={"file": file})
    with asking.writing() as connection:
        made = intake.adopt(connection, attempt, found, text)
    facts = {"plan": made.plan.code, "title": made.plan.title}
    facts |= {name: getattr(made, name) for name in ("checkpoints", "items", "duties", "new_units", "backfill")}
    if as_json:
        data(facts)
        return
    say(*wrap(t("plan.adopted", **facts)))
    if made.backfill:
        say(*wrap(t("plan.backfill_opened", plan=made.plan.code)))
    say(*wrap(t("plan.next", plan=made.plan.code)))


def plans(ctx: typer.Context, as_json: JsonOption = False) -> None:
    asking: Asking = ctx.obj
    rows = _plans(asking)
    if as_json:
        data(rows)
    elif not rows:
        say(t("empty.plans"))
    else:
        columns = [
            Column(t("column.plan")),
            Column(t("column.plan_title"), flex=True),
            Column(t("column.items"), right=True),
            Column(t("column.period")),
            Column(t("column.backfill")),
        ]
        cells = [
            [
                row["code"],
                row["title"],
                str(row["items"]),
                f"{row['first_day']}—{row['last_day']}",
                t("yes" if row["backfill"] else "no"),
            ]
            for row in rows
        ]
        say(*table(columns, cells))


def _plans(asking: Asking) -> list[dict[str, Any]]:
    """The plans that lie within the reading scope of the account."""
    grants = [grant for grant in asking.actor.grants if grant.role in READERS]
    return [
        row for row in directory.plan_list(asking.reader) if any(grant.plan_id in (None, row["id"]) for grant in grants)
    ]


def _plan(asking: Asking, code: str) -> dict[str, Any]:
    rows = {row["code"]: row for row in _plans(asking)}
    if code not in rows:
        raise missing("plan", code, nearest(code, list(rows)))
    return rows[code]


def show(ctx: typer.Context, code: CodeArgument, as_json: JsonOption = False) -> None:
    asking: Asking = ctx.obj
    row = _plan(asking, code)
    points = directory.checkpoints(asking.reader, row["id"])
    points = recall.windows(asking.reader, row["code"], points, asking.today)
    row["issuers"] = _issuers(asking, row["id"])
    if as_json:
        data({**row, "checkpoints": points})
        return
    say(*wrap(f"{row['code']}  {row['title']}", "    "))
    say(*wrap(t("plan.issuers", issuers=row["issuers"]), "    "))
    for key in ("document_number", "issued_on", "region", "calendar"):
        if row[key]:
            value = Days.of(row[key]) if key == "calendar" else None
            say(f"{t(f'plan.{key}')}{value.label(asking.lang) if value else row[key]}")
    say("", *_windows(points, asking.lang))


def _windows(points: list[dict[str, Any]], lang: str) -> list[str]:
    """The checkpoints of a plan as a table."""
    columns = [
        Column(t("column.checkpoint")),
        Column(t("column.opens")),
        Column(t("column.closes")),
        Column(t("column.organisers"), flex=True),
        Column(t("column.reports_to"), flex=True),
    ]
    cells = [
        [
            _point(point, lang),
            point["opens_on"] or "",
            point["closes_on"] or t("plan.undated"),
            "、".join(point["organisers"]),
            point["reports_to"] or "",
        ]
        for point in points
    ]
    return table(columns, cells)


def _issuers(asking: Asking, plan_id: int) -> list[str]:
    """Who issued the plan, in the order of the document, which is their rank."""
    from documents import planfile

    found, _ = planfile.parse(directory.plan_source(asking.reader, plan_id), "")
    return list(found.plan.issuers) if found is not None else []


def _point(point: dict[str, Any], lang: str) -> str:
    """The name of a checkpoint: as the plan calls it where there may be several of a kind, which no code knows."""
    kind = Checkpoint(point["kind"])
    if kind == Checkpoint.EXTERNAL or (kind == Checkpoint.IMPLEMENTATION and "-" in point["key"]):
        return str(point["title"])
    return duty_name(point["key"]).sentence(lang)


def export(
    ctx: typer.Context,
    code: CodeArgument,
    output: Annotated[str | None, typer.Option("-o", "--output", help=t("option.output"), metavar="FILE")] = None,
    yes: YesOption = False,
) -> None:
    asking: Asking = ctx.obj
    text = directory.plan_source(asking.reader, _plan(asking, code)["id"])
    if output is None:
        say(text.rstrip("\n"))
        return
    free(output, yes=yes)
    put(output, text)
    note(t("written", path=output))


def backfill(
    ctx: typer.Context,
    code: CodeArgument,
    opened: Annotated[bool, typer.Option("--open/--close", help=t("option.open"))],
    text: Annotated[str, typer.Option("--note", "-m", help=t("option.note"))] = "",
) -> None:
    from workflow.backfill import set_open

    asking: Asking = ctx.obj
    plan = _plan(asking, code)
    attempt = Attempt(Act.BACKFILL, asking.actor, asking.today, asking.at, note=text)
    with asking.writing() as connection:
        set_open(connection, attempt, plan["code"], opened=opened)
    say(t("plan.backfill_on" if opened else "plan.backfill_off", plan=code))


def add(app: typer.Typer) -> None:
    """Adds the plan commands to the program."""
    from cli.reading import read_plan

    below = group(app, "plan")
    command(below, "read", "plan_read")(read_plan)
    command(below, "check", "plan_check")(check)
    command(below, "adopt", "plan_adopt")(adopt)
    command(below, "list", "plan_list")(plans)
    command(below, "show", "plan_show")(show)
    command(below, "export", "plan_export")(export)
    command(below, "backfill", "plan_backfill")(backfill)
