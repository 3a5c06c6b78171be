"""Reminders: who would get what on which day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.days import day
from cli.gate import command, group
from cli.language import t
from cli.look import heading
from cli.options import AllOption, JsonOption, LimitOption, PlanOption, plan_id
from cli.show import Column, data, note, say, table
from schedules import planner, recipients
from workflow import directory, queries
from workflow.deadlines import duty_name
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

LONGEST = 400
"""Days that a preview spans at most."""


def preview(
    ctx: typer.Context,
    first: Annotated[str | None, typer.Option("--from", help=t("option.from"), metavar="DATE")] = None,
    last: Annotated[str | None, typer.Option("--to", help=t("option.to"), metavar="DATE")] = None,
    plan: PlanOption = None,
    person: Annotated[str | None, typer.Option("--person", help=t("option.person"), metavar="LOGIN")] = None,
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
    rows = [row for row in _rows(asking, wanted, start, end) if person in (None, row["login"])]
    shown = rows if everything else rows[:limit]
    if as_json:
        data(shown)
    else:
        _print(asking, shown, len(rows))
    note(*(t("warning", text=text) for text in _gaps(asking, start, end)))


def _rows(asking: Asking, wanted: Wanted, first: date, last: date) -> Iterator[dict[str, Any]]:
    """A row for each line and recipient, day by day: as things stood in the morning, and for days to come stand now."""
    known = recipients.Directory(recipients.people(asking.reader), directory.units(asking.reader))
    calendars = {name: directory.calendar(asking.reader, name) for name in _calendars(asking)}
    acted = _acted(asking, first, last)
    items: list[Item] | None = None
    for number in range((last - first).days + 1):
        on = first + timedelta(days=number)
        before = on - timedelta(days=1)
        if items is None or before in acted:
            items = queries.items(asking.reader, asking.actor, wanted, min(before, asking.today))
        for name, calendar in calendars.items():
            own = [item for item in items if item.plan.calendar == name]
            for line in planner.lines(own, calendar, on):
                yield from (_row(line, to) for to in known.recipients(line))


def _calendars(asking: Asking) -> list[str]:
    return sorted({plan.calendar for plan in directory.plans(asking.reader).values()})


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


def _print(asking: Asking, rows: list[dict[str, Any]], total: int) -> None:
    from models.reminding import Tone

    say(heading(asking, "title.preview"))
    if not rows:
        say(t("empty.preview"))
        return
    columns = [
        Column(t("column.day")),
        Column(t("column.recipient")),
        Column(t("column.words")),
        Column(t("column.item")),
        Column(t("column.duty")),
        Column(t("column.due")),
        Column(t("column.channels"), flex=True),
    ]
    cells = [
        [
            row["day"],
            (row["name"] or t("preview.phone", unit=row["unit"])) + (t("preview.copy") if row["copy"] else ""),
            Tone(row["words"]).label(asking.lang),
            row["item"],
            duty_name(row["duty"]).sentence(asking.lang),
            row["due_on"],
            "、".join(row["channels"]) or t("preview.none"),
        ]
        for row in rows
    ]
    say(*table(columns, cells), t("shown", shown=f"{len(rows):,}", total=f"{total:,}"))


def _gaps(asking: Asking, first: date, last: date) -> list[str]:
    names = _calendars(asking)
    found = [gap for name in names for gap in directory.calendar(asking.reader, name).gaps(first, last)]
    return list(dict.fromkeys(gap.sentence(asking.lang) for gap in found))


def add(app: typer.Typer) -> None:
    """Adds the reminders to the program."""
    below = group(app, "remind")
    command(below, "preview", "remind_preview")(preview)
