"""The working calendar: what a month looks like, and days that the office enters from a notice."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any
from unicodedata import normalize

import typer

from cli.asking import words
from cli.days import day
from cli.gate import command, group
from cli.language import t
from cli.options import JsonOption
from cli.show import data, note, say, wrap
from models.errors import MissingFile
from models.words import Days
from workflow import directory, working_days
from workflow.errors import Several, Usage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.asking import Asking
    from workflow.working_days import Calendar

WORKING = {
    "1": True,
    "上班": True,
    "工作日": True,
    "working": True,
    "0": False,
    "放假": False,
    "休": False,
    "off": False,
}


def show(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help=t("argument.calendar"), metavar="CALENDAR")] = "national",
    year: Annotated[int | None, typer.Option("--year", help=t("option.year"), min=1990, max=2200)] = None,
    as_json: JsonOption = False,
) -> None:
    asking: Asking = ctx.obj
    known = Days.of(name)
    name = known.value if known else name
    calendar = _calendar(asking, name)
    wanted = year or asking.today.year
    first, last = date(wanted, 1, 1), date(wanted, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    off = [d for d in days if d.weekday() < 5 and not calendar.is_working(d)]
    made_up = [d for d in days if d.weekday() >= 5 and calendar.is_working(d)]
    facts: dict[str, Any] = {
        "calendar": name,
        "year": wanted,
        "working_days": calendar.between(first - timedelta(days=1), last),
        "off": [d.isoformat() for d in off],
        "made_up": [d.isoformat() for d in made_up],
        "warnings": [reason.sentence(asking.lang) for reason in calendar.gaps(first, last)],
    }
    if as_json:
        data(facts)
        return
    say(t("calendar.title", name=known or name, year=wanted, days=facts["working_days"]))
    say(*wrap(t("calendar.off", days=[f"{d:%m-%d}" for d in off] or "—"), "  "))
    say(*wrap(t("calendar.made_up", days=[f"{d:%m-%d}" for d in made_up] or "—"), "  "))
    note(*(t("warning", text=text) for text in facts["warnings"]))


def _calendar(asking: Asking, name: str) -> Calendar:
    """The calendar with the days entered in the database, where there is one to read."""
    from workflow.errors import missing

    try:
        try:
            return directory.calendar(asking.reader, name)
        except MissingFile:
            return working_days.load(name)
    except LookupError as error:
        raise missing("calendar", name, [word.label(asking.lang) for word in Days]) from error


def take_in(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help=t("argument.calendar"), metavar="CALENDAR")],
    file: Annotated[str, typer.Argument(help=t("argument.calendar_file"), metavar="FILE")],
    complete: Annotated[bool, typer.Option("--complete", help=t("option.complete"))] = False,
    new: Annotated[bool, typer.Option("--new", help=t("option.new"))] = False,
) -> None:
    asking: Asking = ctx.obj
    rows = _rows(asking, file)
    from workflow.calendars import Notice, enter

    actor = asking.actor
    with asking.writing() as connection:
        moved = enter(connection, actor, asking.at, Notice(name, tuple(rows), complete), new=new)
    say(t("calendar.entered", count=len(rows), name=name, moved=moved))
    say(*(line for text in _told(rows) for line in wrap(text, "  ")))


def _rows(asking: Asking, file: str) -> list[tuple[date, bool, str]]:
    """Date, 放假 or 上班, and a label, one day a line; every bad line is named and nothing is taken in."""
    text = words(file).replace("，", ",")
    found, wrong = [], []
    for number, row in enumerate(csv.reader(io.StringIO(text)), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and cells[0] in ("日期", "day", "date")):
            continue
        try:
            found.append((_day(cells[0], asking.today), WORKING[cells[1].lower()], "，".join(filter(None, cells[2:]))))
        except (Usage, KeyError, IndexError):
            wrong.append(Usage("calendar_row", line=number, text="，".join(cells)))
    if wrong:
        raise Several(wrong)
    return found


def _day(text: str, today: date) -> date:
    """A day with its year: a notice is of one year, and a guessed one would move the wrong dues."""
    if not re.match(r"\d{4}\D", normalize("NFKC", text)):
        raise Usage("date_bad", text=text)
    return day(text, today)


def _told(rows: Sequence[tuple[date, bool, str]]) -> list[str]:
    """The days that were entered, those off and those worked."""
    told = (("calendar.days_off", False), ("calendar.days_on", True))
    days = {works: sorted(day.isoformat() for day, working, _ in rows if working == works) for _, works in told}
    return [t(key, days=days[works]) for key, works in told if days[works]]


def add(app: typer.Typer) -> None:
    """Adds the calendar to the program."""
    below = group(app, "calendar")
    command(below, "show", "calendar_show")(show)
    command(below, "import", "calendar_import")(take_in)
