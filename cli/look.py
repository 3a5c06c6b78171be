"""The lists: what is overdue, what falls due, all items."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import typer

from cli import clock
from cli.contexts import narrowed
from cli.gate import command
from cli.language import t
from cli.options import GROUPS, Narrow, WithinOption, spread, wanted
from cli.show import Column, data, note, say, table, wrap
from models.words import Kind, Light, State
from workflow import directory, queries
from workflow.errors import word_of
from workflow.lights import duty_name
from workflow.scope import Wanted
from workflow.views import worst_first

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cli.asking import Asking
    from workflow.facts import Duty, Item

FOUND = 10
"""The exit code of a list that found something, where `--exit-code` asks for it."""


def overdue(ctx: typer.Context, told: Narrow) -> None:
    asking: Asking = ctx.obj
    narrowed(asking, told, as_json=told.as_json)
    whole = told.everything or told.by or told.light
    pairs, total = queries.overdue(
        asking.reader, asking.actor, wanted(asking, told), asking.today, None if whole else told.limit
    )
    rows = _lit(_duty_rows(asking, pairs), told.light)
    _list_duties(asking, "overdue", rows, total, told)
    _finish(asking, pairs, told, found=len(rows))


def due(ctx: typer.Context, within: WithinOption = 20, *, told: Narrow) -> None:
    asking: Asking = ctx.obj
    narrowed(asking, told, as_json=told.as_json)
    calendars = asking.sight(()).calendars
    plans = directory.plans(asking.reader).values()
    # At most so many working days are left where the due in force lies before the next one.
    before = {plan.id: calendars[plan.calendar].add(asking.today, within + 1) for plan in plans}
    whole = told.everything or told.by or told.light
    pairs, total = queries.coming(
        asking.reader, asking.actor, wanted(asking, told), asking.today, before, None if whole else told.limit
    )
    rows = _lit(_duty_rows(asking, pairs), told.light)
    _list_duties(asking, "due", rows, total, told)
    _finish(asking, pairs, told, found=len(rows))


def items(ctx: typer.Context, told: Narrow) -> None:
    asking: Asking = ctx.obj
    narrowed(asking, told, as_json=told.as_json)
    found = queries.items(asking.reader, asking.actor, wanted(asking, told), asking.today)
    sight = asking.sight()
    rows = _lit(sorted((sight.item(item) for item in found), key=worst_first), told.light)
    if told.as_json:
        data(told.cut(rows))
    else:
        _print_items(asking, _grouped(asking, rows, told), len(rows))
    _finish(asking, [(i, duty) for i in found for duty in i.duties if not duty.settled], told, found=len(rows))


def _list_duties(asking: Asking, name: str, rows: list[dict[str, Any]], total: int, narrow: Narrow) -> None:
    if narrow.as_json:
        data(narrow.cut(rows))
    else:
        _print(asking, name, _grouped(asking, rows, narrow), len(rows) if narrow.light else total)


def _finish(asking: Asking, pairs: Sequence[tuple[Item, Duty]], narrow: Narrow, *, found: int) -> None:
    """The warnings of the calendars, and the exit code that says whether anything was found."""
    _warn(asking, pairs)
    if narrow.exit_code and found:
        raise typer.Exit(FOUND)


def print_overdue(asking: Asking, limit: int) -> None:
    """The overdue list as a person reads it, with the warnings of the calendar."""
    pairs, total = queries.overdue(asking.reader, asking.actor, Wanted(), asking.today, limit)
    _print(asking, "overdue", [(None, _duty_rows(asking, pairs))], total)
    _warn(asking, pairs)


def _duty_rows(asking: Asking, pairs: Sequence[tuple[Item, Duty]]) -> list[dict[str, Any]]:
    sight = asking.sight({key for item, duty in pairs for key in (item.unit_id, duty.unit_id) if key is not None})
    return [sight.duty(item, duty) for item, duty in pairs]


def _lit(rows: list[dict[str, Any]], light: str | None) -> list[dict[str, Any]]:
    if light is None:
        return rows
    asked = word_of(Light, light)
    return [row for row in rows if row["light"] == asked]


Groups = list[tuple[str | None, list[dict[str, Any]]]]


def _grouped(asking: Asking, rows: list[dict[str, Any]], narrow: Narrow) -> Groups:
    """The rows to show under their headings, which count all there are; one group without where none is asked for."""
    by = GROUPS[narrow.by] if narrow.by else None
    if by is None:
        return [(None, narrow.cut(rows))]
    names = headings(asking, by, rows)
    counts = Counter(names)
    groups: dict[str, list[dict[str, Any]]] = {}
    for name, row in zip(names, narrow.cut(rows), strict=False):
        groups.setdefault(name, []).append(row)
    return [(t("group", heading=name, count=counts[name]), found) for name, found in groups.items()]


def headings(asking: Asking, by: str, rows: Sequence[dict[str, Any]]) -> list[str]:
    """Under which heading each row comes: its unit, plan, section or kind; a section with its plan, if not all do."""
    sections = queries.sections(asking.reader) if by == "section" else {}
    several = by == "section" and len({row["plan"] for row in rows}) > 1
    return [f"{row['plan']} " * several + _heading(asking, by, row, sections) for row in rows]


def _heading(asking: Asking, by: str, row: dict[str, Any], sections: Mapping[str, str]) -> str:
    if by == "kind":
        return Kind(row["kind"]).label(asking.lang)
    return (sections.get(row["item"]) if by == "section" else row[by]) or t("no_group")


def _print(asking: Asking, name: str, groups: Groups, total: int) -> None:
    shown = sum(len(rows) for _, rows in groups)
    say(heading(asking, f"title.{name}"))
    if not shown:
        say(t(f"empty.{name}", today=asking.today))
        return
    columns = [
        Column(t("column.light")),
        Column(t("column.item")),
        Column(t("column.title"), flex=True, least=10),
        Column(t("column.duty")),
        Column(t("column.unit"), flex=True),
        Column(t("column.due")),
        Column(t(f"column.days_{name}"), right=True),
    ]
    for title, rows in groups:
        cells = [[light_cell(row), row["item"], row["title"], *_middle(asking, row), DAYS[name](row)] for row in rows]
        say(*([f"\n{title}"] if title else []), *table(columns, cells, [row["light"] for row in rows]))
    say(counted(shown, total))


def _middle(asking: Asking, row: dict[str, Any]) -> list[str]:
    return [duty_name(row["checkpoint"]).sentence(asking.lang), row["unit"] or "", row["due_on"]]


def _print_items(asking: Asking, groups: Groups, total: int) -> None:
    shown = sum(len(rows) for _, rows in groups)
    say(heading(asking, "title.list"))
    if not shown:
        say(t("empty.list", today=asking.today))
        return
    columns = [
        Column(t("column.light")),
        Column(t("column.item")),
        Column(t("column.title"), flex=True, least=10),
        Column(t("column.state"), flex=True, least=12),
        Column(t("column.unit"), flex=True),
        Column(t("column.next_due")),
    ]
    for title, rows in groups:
        cells = [
            [
                light_cell(row),
                row["item"],
                row["title"],
                State(row["state"]).label(asking.lang),
                row["unit"] or "",
                row["next_due_on"] or "",
            ]
            for row in rows
        ]
        say(*([f"\n{title}"] if title else []), *table(columns, cells, [row["light"] for row in rows]))
    say(counted(shown, total))


def counted(shown: int, total: int) -> str:
    """How many rows are shown of how many, and how all of them are."""
    more = t("shown.more", option="--all") if shown < total else ""
    return t("shown", shown=f"{shown:,}", total=f"{total:,}") + more


def light_cell(row: dict[str, Any]) -> str:
    """The colour and its word: 红 逾期."""
    if not row["light"]:
        return str(row["word"])
    colour = Light(row["light"]).label("zh" if t("language") == "zh" else "en")
    return f"{colour} {row['word']}"


def _days_over(row: dict[str, Any]) -> str:
    return t("days.over", working=row["overdue_working_days"], days=row["overdue_days"])


def _days_left(row: dict[str, Any]) -> str:
    return str(row["remaining_working_days"])


DAYS = {"overdue": _days_over, "due": _days_left}


def heading(asking: Asking, key: str, **facts: Any) -> str:
    """The head of a list: what it is, as of which day, what the machine's clock says, and which context narrows it."""
    first = t("heading", title=t(key, **facts), today=asking.today, clock=clock.shown(asking.at))
    return "\n".join([first, *(wrap(asking.context.told(), "    ") if asking.context else [])])


def _warn(asking: Asking, pairs: Sequence[tuple[Item, Duty]]) -> None:
    spans = [(item.plan.calendar, duty.due_on) for item, duty in pairs]
    note(*(t("warning", text=text) for text in asking.sight(()).gaps(spans)))


def add(app: typer.Typer) -> None:
    """Adds the lists to the program."""
    command(app, "overdue")(spread(Narrow)(overdue))
    command(app, "due")(spread(Narrow)(due))
    command(app, "list")(spread(Narrow)(items))
