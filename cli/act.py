"""The acts that change no state: report, waive, merge, mend problem lines. Parse, one call, one view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from unicodedata import normalize

import typer

from cli.days import day
from cli.gate import command, group
from cli.language import t
from cli.named import DutyArgument, ItemArgument, duty_key, duty_of, one
from cli.options import JsonOption
from cli.parts import from_file, part
from cli.show import say, wrap
from cli.told import EvidenceOption, NoteOption, papers, tell
from models.words import Act, Result, Risk
from workflow import directory, queries
from workflow.attempt import Attempt
from workflow.errors import Usage, word_of
from workflow.guards import PARTS

if TYPE_CHECKING:
    from datetime import date

    from cli.asking import Asking


def _act(ctx: typer.Context, act: Act, code: str, as_json: bool, **facts: Any) -> None:
    from workflow import acts

    asking: Asking = ctx.obj
    attempt = Attempt(event=act, actor=asking.actor, today=asking.today, at=asking.at, **facts)
    with asking.writing() as connection:
        outcome = acts.perform(connection, attempt, code)
    tell(asking, attempt, [outcome], dry_run=False, as_json=as_json)


def _duty_code(asking: Asking, text: str) -> str:
    item, duty = duty_of(asking, text)
    return f"{item.code}@{duty.key}"


def waive(ctx: typer.Context, duty: DutyArgument, text: NoteOption = "", as_json: JsonOption = False) -> None:
    _act(ctx, Act.WAIVE, _duty_code(ctx.obj, duty), as_json, note=text)


def merge(
    ctx: typer.Context,
    duty: DutyArgument,
    into: Annotated[str, typer.Option("--into", help=t("option.into"), metavar="DUTY")],
    text: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    item, at, key = normalize("NFKC", into).strip().rpartition("@")
    target = f"{one(ctx.obj, item).code}@{duty_key(key)}" if at else duty_key(key)
    _act(ctx, Act.MERGE, _duty_code(ctx.obj, duty), as_json, note=text, checkpoint=target)


def report(
    ctx: typer.Context,
    item: ItemArgument,
    checkpoint: Annotated[
        str | None, typer.Option("--checkpoint", "-c", help=t("option.checkpoint"), metavar="CHECKPOINT")
    ] = None,
    achieved: Annotated[str, typer.Option("--achieved", help=part("achieved"))] = "",
    practice: Annotated[str, typer.Option("--practice", help=part("practice"))] = "",
    problems: Annotated[str, typer.Option("--problems", help=part("problems"))] = "",
    next_steps: Annotated[str, typer.Option("--next", help=part("next_steps"))] = "",
    needs: Annotated[str, typer.Option("--needs", help=part("needs"))] = "",
    risk: Annotated[str | None, typer.Option("--risk", help=t("option.risk"), metavar="RISK")] = None,
    file: Annotated[str | None, typer.Option("--file", "-f", help=t("option.file"), metavar="FILE")] = None,
    evidence: EvidenceOption = None,
    as_json: JsonOption = False,
) -> None:
    asking: Asking = ctx.obj
    found = one(asking, item)
    parts = {"achieved": achieved, "practice": practice, "problems": problems, "next_steps": next_steps, "needs": needs}
    told = from_file(file) if file else {}
    more: dict[str, Any] = {name: text.strip() or told.get(name, "") for name, text in parts.items()}
    more["risk"] = word_of(Risk, risk) if risk else None
    duty = duty_key(checkpoint) if checkpoint else (found.in_hand.key if found.in_hand else "")
    _act(ctx, Act.REPORT, f"{found.code}@{duty}" if duty else found.code, as_json, evidence=papers(evidence), more=more)
    if duty and not as_json:
        _tell_parts(asking, found.id, duty)


def _tell_parts(asking: Asking, item_id: int, duty: str) -> None:
    """Which parts of the report of a review are filled now, and which are not."""
    report = queries.last_report(asking.reader, item_id, asking.today, duty) or {}
    filled = [name for name in PARTS if report.get(name, "").strip()]
    lacking = [part(name) for name in PARTS if name not in filled]
    told = t("report.filled", parts=[part(name) for name in filled] or t("amend.none"))
    say(*wrap(told + (t("report.lacking", parts=lacking) if lacking else ""), "    "))


def report_line(
    ctx: typer.Context,
    duty: DutyArgument,
    text: NoteOption = "",
    evidence: EvidenceOption = None,
    as_json: JsonOption = False,
) -> None:
    _act(ctx, Act.REPORT_LINE, _duty_code(ctx.obj, duty), as_json, note=text, evidence=papers(evidence))


def check_line(
    ctx: typer.Context,
    duty: DutyArgument,
    back: Annotated[bool, typer.Option("--back", help=t("option.back"))] = False,
    text: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    result = Result.RECTIFY if back else None
    _act(ctx, Act.CHECK_LINE, _duty_code(ctx.obj, duty), as_json, note=text, result=result)


UntilOption = Annotated[str | None, typer.Option("--until", help=t("option.extension"), metavar="DATE")]


def _dated(asking: Asking, text: str, until: str | None) -> tuple[str, date | None]:
    """The duty, and the day meant with it, its working days counted by the calendar of the item's plan."""
    item, duty = duty_of(asking, text)
    code = f"{item.code}@{duty.key}"
    if until is None:
        return code, None
    return code, day(until, asking.today, directory.calendar(asking.reader, item.plan.calendar))


def extend_ask(
    ctx: typer.Context,
    duty: DutyArgument,
    until: UntilOption = None,
    text: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    code, asked = _dated(ctx.obj, duty, until)
    _act(ctx, Act.EXTEND_ASK, code, as_json, note=text, until=asked)


def extend_grant(
    ctx: typer.Context,
    duty: DutyArgument,
    until: UntilOption = None,
    text: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    code, granted = _dated(ctx.obj, duty, until)
    _act(ctx, Act.EXTEND_GRANT, code, as_json, note=text, until=granted)


def extend_refuse(ctx: typer.Context, duty: DutyArgument, text: NoteOption = "", as_json: JsonOption = False) -> None:
    _act(ctx, Act.EXTEND_REFUSE, _duty_code(ctx.obj, duty), as_json, note=text)


def explain(
    ctx: typer.Context,
    duty: DutyArgument,
    text: NoteOption = "",
    until: Annotated[str | None, typer.Option("--until", help=t("option.promised"), metavar="DATE")] = None,
    as_json: JsonOption = False,
) -> None:
    code, promised = _dated(ctx.obj, duty, until)
    if promised is not None and promised < ctx.obj.today:
        raise Usage("promised_past", promised=promised)
    more = {"promised": promised.isoformat()} if promised else {}
    _act(ctx, Act.EXPLAIN, code, as_json, note=text, more=more)


def instruct(ctx: typer.Context, item: ItemArgument, text: NoteOption = "", as_json: JsonOption = False) -> None:
    _act(ctx, Act.INSTRUCT, one(ctx.obj, item).code, as_json, note=text)


def reassign(
    ctx: typer.Context,
    item: ItemArgument,
    lead: Annotated[str | None, typer.Option("--lead", "-l", help=t("option.lead"), metavar="UNIT")] = None,
    cooperating: Annotated[list[str] | None, typer.Option("--with", help=t("option.with"), metavar="UNIT")] = None,
    alone: Annotated[bool, typer.Option("--alone", help=t("option.alone"))] = False,
    text: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    asking: Asking = ctx.obj
    if cooperating and alone:
        raise Usage("amend_alone")
    names = directory.unit_names(asking.reader)
    units = tuple(directory.unit(names, name) for name in cooperating or ())
    to = directory.unit(names, lead) if lead else None
    facts = {"cooperating": tuple(sorted(unit.id for unit in units))} if units or alone else {}
    _act(ctx, Act.REASSIGN, one(asking, item).code, as_json, note=text, lead=to, cooperating=units, facts=facts)


def add(app: typer.Typer) -> None:
    """Adds the acts to the program."""
    command(app, "report")(report)
    command(app, "waive")(waive)
    command(app, "merge")(merge)
    command(app, "reassign")(reassign)
    command(app, "explain")(explain)
    command(app, "instruct")(instruct)
    extend = group(app, "extend")
    command(extend, "ask", "extend_ask")(extend_ask)
    command(extend, "grant", "extend_grant")(extend_grant)
    command(extend, "refuse", "extend_refuse")(extend_refuse)
    lines = group(app, "lines")
    command(lines, "report", "lines_report")(report_line)
    command(lines, "check", "lines_check")(check_line)
