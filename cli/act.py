"""The acts: advance an item, report, waive, merge, mend problem lines. Parse, one call, one view."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.asking import content
from cli.days import day
from cli.gate import command, group
from cli.language import t
from cli.look import JsonOption
from cli.named import DutyArgument, ItemArgument, duty_key, duty_of, one, turn_text
from cli.show import data, note, say
from models.words import REVIEWS, Act, Event, Result, Risk, State, Status
from workflow import directory, turns
from workflow.attempt import Attempt, Evidence, Line, UnitRef
from workflow.deadlines import duty_name
from workflow.errors import Usage, missing, nearest, word_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cli.asking import Asking
    from models.errors import DubanError
    from models.words import Word
    from workflow.facts import Item
    from workflow.outcome import Outcome

NoteOption = Annotated[str, typer.Option("--note", "-m", help=t("option.note"))]
EvidenceOption = Annotated[
    list[str] | None, typer.Option("--evidence", "-e", help=t("option.evidence"), metavar="FILE")
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help=t("option.yes"))]


class Undone(Exception):
    """Takes a dry run back: raised inside the transaction, so that nothing of it stays."""


def advance(
    ctx: typer.Context,
    event: Annotated[str, typer.Argument(help=t("argument.event"), metavar="EVENT")],
    items: Annotated[list[str], typer.Argument(help=t("argument.items"), metavar="ITEM...")],
    text: NoteOption = "",
    evidence: EvidenceOption = None,
    checkpoint: Annotated[str | None, typer.Option("--checkpoint", "-c", help=t("option.checkpoint"))] = None,
    result: Annotated[str | None, typer.Option("--result", "-r", help=t("option.result"))] = None,
    lead: Annotated[str | None, typer.Option("--lead", "-l", help=t("option.lead"), metavar="UNIT")] = None,
    cooperating: Annotated[list[str] | None, typer.Option("--with", help=t("option.with"), metavar="UNIT")] = None,
    until: Annotated[str | None, typer.Option("--until", help=t("option.until"), metavar="DATE")] = None,
    line: Annotated[list[str] | None, typer.Option("--line", help=t("option.line"), metavar="TEXT")] = None,
    limit: Annotated[str | None, typer.Option("--limit", help=t("option.line_limit"), metavar="DATE")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help=t("option.dry_run"))] = False,
    keep_going: Annotated[bool, typer.Option("--keep-going", "-k", help=t("option.keep_going"))] = False,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    asking: Asking = ctx.obj
    wanted = event_word(event)
    found = [one(asking, code) for code in _codes(items)]
    kind, key = _review(asking, wanted, found, checkpoint)
    attempt = Attempt(
        event=wanted,
        actor=asking.actor,
        today=asking.today,
        at=asking.at,
        result=word_of(Result, result) if result else kind,
        note=text,
        evidence=papers(evidence),
        checkpoint=key,
        lead=_unit(asking, lead) if lead else None,
        cooperating=tuple(ref for name in cooperating or () if (ref := _unit(asking, name))),
        until=day(until, asking.today) if until else None,
        lines=_lines(asking, found, line or (), limit),
    )
    if wanted == Event.CANCEL and not yes and not dry_run and sys.stdin.isatty():
        typer.confirm(t("confirm.cancel", items=[item.code for item in found]), abort=True)
    outcomes, refusals = _perform(asking, attempt, found, dry_run=dry_run, keep_going=keep_going)
    _tell(asking, attempt, outcomes, dry_run=dry_run, as_json=as_json)
    _tell_refusals(asking, refusals)


def event_word(text: str) -> Event:
    """An event by its value or its Chinese name; 启动年度总结 and the like all open a review."""
    for event in Event:
        if text in event.zh.split("/"):
            return event
    if text in ("启动评估", *(f"启动{kind.zh}" for kind in REVIEWS)):
        return Event.OPEN_REVIEW
    found = Event.of(text.replace("-", "_"))
    if found is None:
        known = [name for event in Event for name in (*event.zh.split("/"), event.value)]
        raise missing("event", text, nearest(text, known) or [event.zh for event in Event])
    return found


def _codes(items: Sequence[str]) -> list[str]:
    """The items named; `-` stands for those on standard input, one or several a line."""
    codes = [code for name in items for code in (sys.stdin.read().split() if name == "-" else [name])]
    if not codes:
        raise Usage("items_missing")
    return codes


def papers(names: Sequence[str] | None) -> tuple[Evidence, ...]:
    """The files named as evidence, read whole. MissingFile where one cannot be read."""
    from pathlib import Path

    return tuple(Evidence(Path(name).name, content(name)) for name in names or ())


def _unit(asking: Asking, name: str) -> UnitRef:
    return directory.unit(directory.unit_names(asking.reader), name)


def _lines(asking: Asking, found: Sequence[Item], texts: Sequence[str], limit: str | None) -> tuple[Line, ...]:
    """Problem lines; a limit of its own stands after an @: 「制剂室未达标@2023-09-30」."""
    calendar = directory.calendar(asking.reader, found[0].plan.calendar) if found else None
    common = day(limit, asking.today, calendar) if limit else None
    lines = []
    for text in texts:
        problem, at, own = text.rpartition("@")
        lines.append(Line(problem, day(own, asking.today, calendar)) if at else Line(text, common))
    return tuple(lines)


def _review(
    asking: Asking, event: Event, found: Sequence[Item], checkpoint: str | None
) -> tuple[Word | None, str | None]:
    """The kind of review to open and its duty: the one named, else the earliest whose window is open for all items."""
    if event != Event.OPEN_REVIEW:
        return None, None
    if checkpoint:
        key = duty_key(checkpoint)
        kind = next((kind for kind in REVIEWS if key.partition("-")[0] == kind), None)
        exact = any(item.duty(key) for item in found)
        return kind, key if exact or "-" in key else None
    kinds = {_earliest(item, asking.today) for item in found} - {None}
    if len(kinds) > 1:
        raise Usage("checkpoint_needed", kinds=sorted(kind for kind in kinds if kind))
    return next(iter(kinds), None), None


def _earliest(item: Item, today: date) -> Word | None:
    pending = [d for d in item.duties if d.kind in REVIEWS and d.status == Status.PENDING]
    opened = [d for d in pending if d.opens_on is None or d.opens_on <= today]
    near = min(opened or pending, key=lambda d: (d.effective_due_on, d.key), default=None)
    return near.kind if near else None


def _perform(
    asking: Asking, attempt: Attempt, found: Sequence[Item], *, dry_run: bool, keep_going: bool
) -> tuple[list[Outcome], list[DubanError]]:
    from workflow import engine

    codes = [item.code for item in found]
    versions = {item.code: item.version for item in found} if not attempt.backdated else {}
    done: tuple[list[Outcome], list[DubanError]] = ([], [])
    try:
        with asking.writing() as connection:
            done = engine.perform(connection, attempt, codes, versions, keep_going=keep_going)
            if dry_run:
                raise Undone
    except Undone:
        pass
    return done


def _tell(asking: Asking, attempt: Attempt, outcomes: Sequence[Outcome], *, dry_run: bool, as_json: bool) -> None:
    """Before → after of each item, who acts next and by when."""
    sight = asking.sight()
    rows = [_row(asking, attempt, outcome) for outcome in outcomes]
    if as_json:
        data(rows)
        return
    if dry_run:
        say(t("act.dry_run"))
    for row, outcome in zip(rows, outcomes, strict=True):
        before, after = State(row["before"]), State(row["after"])
        moved = (
            f"{before.label(asking.lang)} → {after.label(asking.lang)}" if before != after else after.label(asking.lang)
        )
        say(f"{row['item']}  {attempt.event.label(asking.lang)}  {moved}")
        item = outcome.change.after
        item.unit_name = sight.units[item.unit_id].name
        waiting = turns.turns(item, asking.today)
        say(*(f"    {t('act.next')}{turn_text(asking, sight, item, turn)}" for turn in waiting[:2]))
        coming = turns.coming(item, asking.today)
        if not waiting and coming is not None:
            duty = duty_name(coming.key).sentence(asking.lang)
            say(f"    {t('act.coming', duty=duty, opens_on=coming.opens_on, due_on=coming.due_on)}")


def _row(asking: Asking, attempt: Attempt, outcome: Outcome) -> dict[str, Any]:
    item = outcome.change.after
    waiting = turns.turns(item, asking.today)
    following = waiting[0] if waiting else None
    return {
        "item": item.code,
        "event": attempt.event.value,
        "duty": f"{item.code}@{outcome.duty}" if outcome.duty else None,
        "before": outcome.change.before.state.value,
        "after": item.state.value,
        "role": outcome.role.value,
        "on_behalf": outcome.on_behalf,
        "effective_on": attempt.today.isoformat(),
        "next": {
            "role": following.role.value,
            "act": following.act.value,
            "duty": f"{item.code}@{following.duty.key}" if following.duty else None,
            "by": following.by.isoformat() if following.by else None,
        }
        if following
        else None,
    }


def _tell_refusals(asking: Asking, refusals: Sequence[DubanError]) -> None:
    """What `--keep-going` passed over; the exit code is that of the first."""
    from workflow.errors import facts_of

    note(*(facts_of(refusal, asking.lang)["message"] for refusal in refusals))
    if refusals:
        raise typer.Exit(refusals[0].exit_code)


def _act(ctx: typer.Context, act: Act, code: str, as_json: bool, **facts: Any) -> None:
    from workflow import acts

    asking: Asking = ctx.obj
    attempt = Attempt(event=act, actor=asking.actor, today=asking.today, at=asking.at, **facts)
    with asking.writing() as connection:
        outcome = acts.perform(connection, attempt, code)
    _tell(asking, attempt, [outcome], dry_run=False, as_json=as_json)


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
    item, at, key = into.rpartition("@")
    _act(ctx, Act.MERGE, _duty_code(ctx.obj, duty), as_json, note=text, checkpoint=f"{item}{at}{duty_key(key)}")


def report(
    ctx: typer.Context,
    item: ItemArgument,
    checkpoint: Annotated[str | None, typer.Option("--checkpoint", "-c", help=t("option.checkpoint"))] = None,
    achieved: Annotated[str, typer.Option("--achieved", help=t("part.achieved"))] = "",
    practice: Annotated[str, typer.Option("--practice", help=t("part.practice"))] = "",
    problems: Annotated[str, typer.Option("--problems", help=t("part.problems"))] = "",
    next_steps: Annotated[str, typer.Option("--next", help=t("part.next_steps"))] = "",
    needs: Annotated[str, typer.Option("--needs", help=t("part.needs"))] = "",
    risk: Annotated[str | None, typer.Option("--risk", help=t("option.risk"))] = None,
    file: Annotated[str | None, typer.Option("--file", "-f", help=t("option.file"), metavar="FILE")] = None,
    evidence: EvidenceOption = None,
    as_json: JsonOption = False,
) -> None:
    asking: Asking = ctx.obj
    found = one(asking, item)
    parts = {"achieved": achieved, "practice": practice, "problems": problems, "next_steps": next_steps, "needs": needs}
    told = _from_file(file) if file else {}
    more: dict[str, Any] = {name: text or told.get(name, "") for name, text in parts.items()}
    more["risk"] = word_of(Risk, risk) if risk else None
    duty = duty_key(checkpoint) if checkpoint else (found.in_hand.key if found.in_hand else "")
    _act(ctx, Act.REPORT, f"{found.code}@{duty}" if duty else found.code, as_json, evidence=papers(evidence), more=more)


def _from_file(path: str) -> dict[str, str]:
    """The parts of a report from a text file, each under its own heading line (年度目标完成情况、主要做法…)."""
    headings = {
        t(f"part.{name}").strip("：: "): name for name in ("achieved", "practice", "problems", "next_steps", "needs")
    }
    parts: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in content(path).decode("utf-8-sig", errors="replace").splitlines():
        title = line.strip().strip("一二三四五六、.#：: ")
        if title in headings:
            current = parts.setdefault(headings[title], [])
        elif current is not None:
            current.append(line)
    if not parts:
        raise Usage("report_headings", path=path, headings=list(headings))
    return {name: "\n".join(lines).strip() for name, lines in parts.items()}


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


def add(app: typer.Typer) -> None:
    """Adds the acts to the program."""
    command(app, "advance")(advance)
    command(app, "report")(report)
    command(app, "waive")(waive)
    command(app, "merge")(merge)
    lines = group(app, "lines")
    command(lines, "report", "lines_report")(report_line)
    command(lines, "check", "lines_check")(check_line)
