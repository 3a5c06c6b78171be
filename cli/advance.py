"""Advancing items: the event in either language, what it needs, one call, one view."""

from __future__ import annotations

import re
import sys
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from cli import clock
from cli.asking import Undone
from cli.days import day
from cli.gate import command
from cli.language import t
from cli.named import duty_key, sought
from cli.options import JsonOption, spread
from cli.show import data, note
from cli.told import EvidenceOption, NoteOption, YesOption, papers, sure, tell
from models.errors import DubanError
from models.words import REVIEWS, Act, Event, Result, State, Status
from workflow import directory, turns
from workflow.actor import UnitRef
from workflow.attempt import Attempt, Line
from workflow.errors import NotFound, Usage, gathered, missing, nearest, word_of
from workflow.speech import DutyCode, because

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from cli.asking import Asking
    from models.words import Word
    from workflow.facts import Item
    from workflow.outcome import Outcome
    from workflow.working_days import Calendar


@dataclass(slots=True, eq=False, repr=False)
class Words:
    """What may be said with an event, and how it is to be done."""

    text: NoteOption = ""
    evidence: EvidenceOption = None
    checkpoint: Annotated[
        str | None, typer.Option("--checkpoint", "-c", help=t("option.checkpoint"), metavar="CHECKPOINT")
    ] = None
    result: Annotated[str | None, typer.Option("--result", "-r", help=t("option.result"), metavar="RESULT")] = None
    lead: Annotated[str | None, typer.Option("--lead", "-l", help=t("option.lead"), metavar="UNIT")] = None
    cooperating: Annotated[list[str] | None, typer.Option("--with", help=t("option.with"), metavar="UNIT")] = None
    until: Annotated[str | None, typer.Option("--until", help=t("option.until"), metavar="DATE")] = None
    line: Annotated[list[str] | None, typer.Option("--line", help=t("option.line"), metavar="TEXT")] = None
    limit: Annotated[str | None, typer.Option("--limit", help=t("option.line_limit"), metavar="DATE")] = None
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help=t("option.dry_run"))] = False
    keep_going: Annotated[bool, typer.Option("--keep-going", "-k", help=t("option.keep_going"))] = False
    yes: YesOption = False
    as_json: JsonOption = False


def advance(
    ctx: typer.Context,
    event: Annotated[str, typer.Argument(help=t("argument.event"), metavar="EVENT")],
    items: Annotated[list[str], typer.Argument(help=t("argument.items"), metavar="ITEM...")],
    told: Words,
) -> None:
    asking: Asking = ctx.obj
    wanted, named = _event(event, items)
    found, lost = sought(asking, _codes(items))
    if lost and not (told.keep_going and found):
        raise gathered(lost)
    if wanted == Event.CANCEL and not told.yes and not told.dry_run and sys.stdin.isatty():
        sure(t("confirm.cancel", items=[item.code for item in found]))
        asking.at = clock.now()
    attempt = _attempt(asking, wanted, named, found, told)
    outcomes, refusals = _perform(asking, attempt, found, told)
    tell(asking, attempt, outcomes, dry_run=told.dry_run, as_json=told.as_json)
    _tell_refusals(asking, [*lost, *refusals], as_json=told.as_json)


def _attempt(asking: Asking, event: Event, named: Word | None, found: Sequence[Item], told: Words) -> Attempt:
    kind, key = _review(asking, event, found, named, told.checkpoint)
    return Attempt(
        event=event,
        actor=asking.actor,
        today=asking.today,
        at=asking.at,
        result=word_of(Result, told.result) if told.result else kind,
        note=told.text,
        evidence=papers(told.evidence),
        checkpoint=key,
        lead=_unit(asking, told.lead) if told.lead else None,
        cooperating=tuple(_unit(asking, name) for name in told.cooperating or ()),
        until=day(told.until, asking.today, _calendar(asking, found)) if told.until else None,
        lines=_lines(asking, found, told.line or (), told.limit),
    )


COMMANDS = {
    Act.REPORT: "report",
    Act.WAIVE: "waive",
    Act.MERGE: "merge",
    Act.REPORT_LINE: "lines report",
    Act.CHECK_LINE: "lines check",
    Act.EXTEND_ASK: "extend ask",
    Act.EXTEND_GRANT: "extend grant",
    Act.EXTEND_REFUSE: "extend refuse",
    Act.REASSIGN: "reassign",
    Act.AMEND: "amend",
    Act.EXPLAIN: "explain",
    Act.INSTRUCT: "instruct",
}
"""The command of each act that changes no state, which is tried as an event."""
OTHERS = {"延期": Act.EXTEND_ASK, "填报": Act.REPORT, "上报": Act.REPORT, "说明": Act.EXPLAIN}
"""Short names of such acts."""


def _event(text: str, items: Sequence[str]) -> tuple[Event, Word | None]:
    """The event that is named; what is another command, or stands behind the items, is said to be so."""
    try:
        return event_word(text)
    except NotFound:
        act = OTHERS.get(text.strip()) or Act.of(text)
        if act in COMMANDS:
            raise Usage("command_instead", word=text, command=COMMANDS[act]) from None
        for other in items:
            with suppress(NotFound):
                event_word(other)
                rest = " ".join((text, *(code for code in items if code != other)))
                raise Usage("order_off", event=other, items=rest) from None
        raise


def event_word(text: str) -> tuple[Event, Word | None]:
    """An event by its value or its name; 启动年度总结 and the like open a review and name its kind."""
    plain = unicodedata.normalize("NFKC", text).strip()
    for kind in REVIEWS:
        if plain in (f"启动{kind.zh}", f"open {kind.en}", f"open_{kind.value}"):
            return Event.OPEN_REVIEW, kind
    for event in Event:
        if plain in event.zh.split("/") or (plain in ("启动评估",) and event == Event.OPEN_REVIEW):
            return event, None
    found = Event.of(plain) or Event.of(plain.replace("-", "_").lower())
    if found is None:
        known = [name for event in Event for name in (*event.zh.split("/"), event.value)]
        raise missing("event", text, nearest(plain, [*known, *(f"启动{kind.zh}" for kind in REVIEWS)]))
    return found, None


def _codes(items: Sequence[str]) -> list[str]:
    """The items named; `-` stands for those on standard input, one or several a line."""
    codes = [code for name in items for code in (_typed() if name == "-" else [name])]
    if not codes:
        raise Usage("items_missing")
    return codes


def _typed() -> list[str]:
    """The words on standard input. Usage where it is no text, or where there is none at all."""
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig").replace("\0", " ").split()
    except UnicodeDecodeError as error:
        raise Usage("not_text", said=str(error)) from error


def _unit(asking: Asking, name: str) -> UnitRef:
    return directory.unit(directory.unit_names(asking.reader), name)


def _calendar(asking: Asking, found: Sequence[Item]) -> Calendar | None:
    """The calendar by which days in the words of the command are counted: that of the first item's plan."""
    return directory.calendar(asking.reader, found[0].plan.calendar) if found else None


def _lines(asking: Asking, found: Sequence[Item], texts: Sequence[str], limit: str | None) -> tuple[Line, ...]:
    """Problem lines; a limit of its own stands after an @: 「制剂室未达标@2023-09-30」."""
    calendar = _calendar(asking, found)
    common = day(limit, asking.today, calendar) if limit else None
    lines = []
    for text in texts:
        problem, _, own = text.rpartition("@")
        dated = "@" in text and _MEANT.fullmatch(own.strip())
        lines.append(Line(problem.strip(), day(own, asking.today, calendar)) if dated else Line(text.strip(), common))
    return tuple(lines)


_MEANT = re.compile(r"(?=.*[0-9０-９年月日天号旬底初])(?:[^A-Za-z@]|wd|WD|d|D){1,12}")
"""What is meant for a date behind an @, if only a bad one, which is refused; anything else belongs to the problem."""


def _review(
    asking: Asking, event: Event, found: Sequence[Item], named: Word | None, checkpoint: str | None
) -> tuple[Word | None, str | None]:
    """The kind of review to open and its duty: as named, else the earliest whose window is open for all items."""
    if event != Event.OPEN_REVIEW:
        return None, None
    if checkpoint:
        key = duty_key(checkpoint)
        kind = next((kind for kind in REVIEWS if key.partition("-")[0] == kind), None)
        if kind is None or named not in (None, kind):
            owed = [DutyCode(duty.key) for duty in found[0].duties if duty.kind in REVIEWS]
            raise Usage("checkpoint_bad", checkpoint=checkpoint, known=owed or [because("none")])
        exact = any(item.duty(key) for item in found)
        return kind, key if exact or "-" in key else None
    if named is not None:
        return named, None
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
    asking: Asking, attempt: Attempt, found: Sequence[Item], told: Words
) -> tuple[list[Outcome], list[DubanError]]:
    from workflow import engine

    again = [item for item in found if attempt.event == Event.SIGN and _reassigned(item)]
    codes = [item.code for item in found if item not in again]
    versions = {item.code: item.version for item in found} if not attempt.backdated else {}
    done: tuple[list[Outcome], list[DubanError]] = ([], [])
    with asking.trying() as connection:
        going = told.keep_going or bool(again)
        outcomes, refusals = engine.perform(connection, attempt, codes, versions, keep_going=going)
        done = _signed(connection, attempt, again, outcomes, refusals)
        if done[1] and not told.keep_going:
            raise gathered(done[1])
        if told.dry_run:
            raise Undone
    return done


def _reassigned(item: Item) -> str:
    """The duty by which a unit signs for what was reassigned to it, empty where none is asked for."""
    signature = turns.signature(item)
    return f"{item.code}@{signature.key}" if signature is not None and item.state != State.ASSIGNED else ""


def _signed(
    connection: Connection,
    attempt: Attempt,
    again: Sequence[Item],
    outcomes: Sequence[Outcome],
    refusals: Sequence[DubanError],
) -> tuple[list[Outcome], list[DubanError]]:
    """What was done and refused before, and the signatures for what was reassigned, each given or refused by itself."""
    from workflow import acts

    act, done, against = replace(attempt, event=Act.SIGN_FOR), list(outcomes), list(refusals)
    for item in again:
        try:
            done.append(acts.perform(connection, act, _reassigned(item)))
        except DubanError as refusal:
            against.append(refusal)
    return done, against


def _tell_refusals(asking: Asking, refusals: Sequence[DubanError], *, as_json: bool) -> None:
    """What `--keep-going` passed over; the exit code is that of the first."""
    from workflow.errors import facts_of

    told = [facts_of(refusal, asking.lang) for refusal in refusals]
    if told and as_json:
        data({"refusals": told}, error=True)
    elif told:
        note(*(facts["message"] for facts in told))
    if refusals:
        raise typer.Exit(refusals[0].exit_code)


def add(app: typer.Typer) -> None:
    """Adds `advance` to the program."""
    command(app, "advance")(spread(Words)(advance))
