"""Reminders: who would get what on which day, the run of a day by hand, the texts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.days import day
from cli.gate import command, group
from cli.language import t
from cli.look import counted, heading
from cli.options import AllOption, JsonOption, LimitOption, PlanOption, plan_id
from cli.sent import PersonOption, about, close, known_login, listing, phoned, prove, resend
from cli.show import Column, data, note, say, table, wrap
from cli.ways import at_work, not_ahead, now_of
from models.reminding import Delivery, Tone
from schedules import planner, recipients
from workflow import directory, queries, recall, turns
from workflow.errors import Usage
from workflow.recall import bound
from workflow.scope import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cli.asking import Asking
    from schedules.planner import Line
    from schedules.recipients import Recipient
    from workflow.facts import Item
    from workflow.working_days import Calendar

LONGEST = 400
"""Days that a preview spans at most."""


def preview(
    ctx: typer.Context,
    first: Annotated[str | None, typer.Option("--from", help=t("option.from"), metavar="DATE")] = None,
    last: Annotated[str | None, typer.Option("--to", help=t("option.to"), metavar="DATE")] = None,
    plan: PlanOption = None,
    person: PersonOption = None,
    limit: LimitOption = 50,
    everything: AllOption = False,
    as_json: JsonOption = False,
) -> None:
    asking: Asking = ctx.obj
    start = day(first, asking.today) if first else asking.today
    end = day(last, asking.today) if last else start + timedelta(days=30)
    if not timedelta(0) <= end - start <= timedelta(days=LONGEST):
        raise Usage("span_bad", first=start, last=end, most=LONGEST)
    wanted = Wanted(plan=plan_id(asking, plan) if plan else None)
    known_login(asking, person)
    rows = [row for row in _rows(asking, wanted, start, end) if person in (None, row["login"])]
    shown = rows if everything else rows[:limit]
    if as_json:
        data(shown)
    else:
        say(heading(asking, "title.preview"))
        say(*(_listed(asking, shown, len(rows)) if rows else [t("empty.preview")]))
    note(*(t("warning", text=text) for text in _gaps(asking, start, end)))


def _rows(asking: Asking, wanted: Wanted, first: date, last: date) -> Iterator[dict[str, Any]]:
    """A row for each line and recipient, day by day: as things stood in the morning, and for days to come stand now."""
    known = recipients.Directory(recipients.people(asking.reader), directory.units(asking.reader))
    calendars = directory.calendars(asking.reader)
    acted = _acted(asking, first, last)
    items: list[Item] | None = None
    for number in range((last - first).days + 1):
        on = first + timedelta(days=number)
        before = on - timedelta(days=1)
        if items is None or before in acted:
            items = queries.items(asking.reader, asking.actor, wanted, min(before, asking.today))
            recall.follow(asking.reader, items, min(before, asking.today))
        lines = [
            line
            for name, calendar in calendars.items()
            for line in planner.lines([item for item in items if item.plan.calendar == name], calendar, on)
        ]
        for line in [*lines, *_waiting(items, calendars, on)]:
            yield from (_row(line, to) for to in known.recipients(line))


def _waiting(items: list[Item], calendars: dict[str, Calendar], on: date) -> Iterator[Line]:
    """What waits for office or leader, on the days on which they are reminded of it."""
    for item in items:
        calendar = calendars[item.plan.calendar]
        for turn in turns.turns(item, on):
            if turns.delayed(turn, on, calendar) and (line := planner.waits(item, turn, calendar, on)).day == on:
                yield line


def _of_plans(asking: Asking) -> list[Calendar]:
    """The calendars that plans go by: without a plan nobody is reminded of anything, and no day is off."""
    return list(directory.calendars(asking.reader).values()) if directory.plans(asking.reader) else []


def _acted(asking: Asking, first: date, last: date) -> set[date]:
    """The days of the span on which anything was done to an item: on no others do items stand otherwise."""
    query = "SELECT DISTINCT effective_on FROM record WHERE item IS NOT NULL AND effective_on >= :first"
    found = asking.reader.rows(query, first=bound(asking.reader, first - timedelta(days=1)))
    days = {directory.value("effective_on", row[0]) for row in found}
    return {on for on in days if on <= last}


def _row(line: Line, to: Recipient) -> dict[str, Any]:
    person = to.person
    return {
        "day": line.day.isoformat(),
        "login": person.login if person else None,
        "name": person.name if person else None,
        "unit": to.unit.name,
        "copy": to.copy,
        "channels": [channel for channel, _ in person.addresses] if person else [],
        "plan": line.item.plan.code,
        "item": line.item.code,
        "title": line.item.title,
        "duty": f"{line.item.code}@{line.duty.key}" if line.duty else None,
        "due_on": line.duty.in_force.isoformat() if line.duty else None,
        "rung": line.rung.name,
        "words": line.rung.tone.value,
    }


def _listed(asking: Asking, rows: list[dict[str, Any]], total: int) -> list[str]:
    columns = [
        Column(t("column.day")),
        Column(t("column.recipient")),
        Column(t("column.words"), flex=True, names=True),
        Column(t("column.duty")),
        Column(t("column.due")),
        Column(t("column.channels"), flex=True),
    ]
    cells = [
        [
            row["day"],
            (row["name"] or t("preview.phone", unit=row["unit"])) + (t("preview.copy") if row["copy"] else ""),
            Tone(row["words"]).label(asking.lang),
            about(row, asking.lang),
            row["due_on"] or "",
            "、".join(row["channels"]) or t("preview.none"),
        ]
        for row in rows
    ]
    return [*table(columns, cells), counted(len(rows), total)]


def _gaps(asking: Asking, first: date, last: date) -> list[str]:
    found = [gap for calendar in _of_plans(asking) for gap in calendar.gaps(first, last)]
    return list(dict.fromkeys(gap.sentence(asking.lang) for gap in found))


# The run of a day


def run(
    ctx: typer.Context,
    older: Annotated[bool, typer.Option("--older", help=t("option.older"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=t("option.dry_reminders"))] = False,
    trust: Annotated[bool, typer.Option("--trust-clock", help=t("option.trust_clock"))] = False,
    as_json: JsonOption = False,
) -> None:
    asking: Asking = ctx.obj
    not_ahead(asking)
    if dry_run:
        _dry(asking, older=older, as_json=as_json)
        return
    made, ended, known = _run(asking, older=older, trust=trust)
    if as_json:
        data({"day": asking.today.isoformat(), **made, "ended": {k.value: n for k, n in ended.items()}})
        return
    say(*(line for text in _made(asking, made, ended) for line in wrap(text, "    ")))
    note(*_stuck(asking, known))


def _run(asking: Asking, *, older: bool, trust: bool) -> tuple[dict[str, int], dict[Delivery, int], list[str]]:
    """What the jobs of the day made in all, how messages came to stand, and the channels that there are."""
    from models.database import transaction
    from schedules import jobs, watch

    by = asking.actor
    now = now_of(asking)
    with at_work(asking) as session:
        with transaction(session.engine) as connection:
            watch.enter(connection, now, session.worker, trusted=trust)
        made = [jobs.morning(session, now, older=older, by=by), *jobs.catch_up(session, now).values()]
        counts = {name: sum(one.counts()[name] for one in made) for name in watch.COUNTS}
        return counts, jobs.deliver(session, now), list(session.channels)


def _off(asking: Asking) -> bool:
    """Whether the day is off in every calendar in use."""
    calendars = _of_plans(asking)
    return bool(calendars) and not any(calendar.is_working(asking.today) for calendar in calendars)


def _made(asking: Asking, made: dict[str, int], ended: dict[Delivery, int]) -> list[str]:
    """What the run entered and what became of the messages; what a person asked for leaves on days off too."""
    told = [t("run.day_off", day=asking.today) if _off(asking) else t("run.made", **made)]
    shown = [t("run.ended", status=status, count=count) for status, count in ended.items()]
    if shown or not _off(asking):
        told.append(t("run.delivered", told=shown) if shown else t("run.nothing"))
    return told


def _stuck(asking: Asking, known: list[str]) -> list[str]:
    """What has not left, channel by channel; where there is no such channel, that."""
    from schedules import register

    found = register.backlog(asking.reader)
    told = []
    for row in found["messages"]:
        closed = row["status"] == Delivery.PENDING and row["channel"] not in known
        facts = {**row, "status": Delivery(row["status"]), "known": known}
        told.append(t("run.closed" if closed else "run.stuck", **facts))
    return [*told, t("run.phone", count=found["phone"])] if found["phone"] else told


def _dry(asking: Asking, *, older: bool, as_json: bool) -> None:
    """The lines that a run would enter now, and for whom."""
    from schedules import planning

    entries = planning.planned(asking.reader, asking.today, older=older)
    rows = [_row(entry.line, to) for entry in entries for to in entry.to]
    if as_json:
        data(rows)
        return
    say(t("act.dry_run"), heading(asking, "title.run"))
    if rows:
        say(*_listed(asking, rows, len(rows)))
    elif _off(asking):
        say(t("run.day_off", day=asking.today))
    else:
        say(t("empty.run"), *([] if older else [t("empty.older")]))


def texts(ctx: typer.Context) -> None:
    from schedules.texts import bundled

    say(bundled(ctx.obj.lang).rstrip())


def add(app: typer.Typer) -> None:
    """Adds the reminders to the program."""
    below = group(app, "remind")
    command(below, "preview", "remind_preview")(preview)
    command(below, "run", "remind_run")(run)
    command(below, "list", "remind_list")(listing)
    command(below, "resend", "remind_resend")(resend)
    command(below, "close", "remind_close")(close)
    command(below, "phoned", "remind_phoned")(phoned)
    command(below, "test", "remind_test")(prove)
    command(below, "texts", "remind_texts")(texts)
