"""The lists: what is overdue, what falls due, all items."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import clock
from cli.gate import command
from cli.language import t
from cli.show import Column, data, note, say, table
from models.words import Kind, Light, State
from workflow import deadlines, directory, queries
from workflow.deadlines import duty_name
from workflow.errors import Usage, missing, nearest, word_of
from workflow.scope import Wanted
from workflow.views import worst_first

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cli.asking import Asking
    from workflow.facts import Duty, Item

PlanOption = Annotated[str | None, typer.Option("--plan", help=t("option.plan"), metavar="CODE")]
UnitOption = Annotated[str | None, typer.Option("--unit", help=t("option.unit"), metavar="UNIT")]
KindOption = Annotated[str | None, typer.Option("--kind", help=t("option.kind"), metavar="KIND")]
StateOption = Annotated[str | None, typer.Option("--state", help=t("option.state"), metavar="STATE")]
LightOption = Annotated[str | None, typer.Option("--light", help=t("option.light"), metavar="LIGHT")]
TextOption = Annotated[str | None, typer.Option("--text", help=t("option.text"), metavar="TEXT")]
ByOption = Annotated[str | None, typer.Option("--by", help=t("option.by"), metavar="unit|plan|section|kind")]
LimitOption = Annotated[int, typer.Option("--limit", help=t("option.limit"), min=1)]
AllOption = Annotated[bool, typer.Option("--all", help=t("option.all"))]
JsonOption = Annotated[bool, typer.Option("--json", help=t("option.json"))]
ExitOption = Annotated[bool, typer.Option("--exit-code", help=t("option.exit_code"))]
WithinOption = Annotated[int, typer.Option("--within", help=t("option.within"), min=0, max=2000)]

FOUND = 10
"""The exit code of a list that found something, where `--exit-code` asks for it."""


def wanted(
    asking: Asking, plan: str | None, unit: str | None, kind: str | None, state: str | None, text: str | None
) -> Wanted:
    """The filter that the options mean; NotFound for an unknown plan or unit, Usage for an unknown word."""
    plans = {found.code: found.id for found in directory.plans(asking.reader).values()}
    if plan is not None and plan not in plans:
        raise missing("plan", plan, nearest(plan, list(plans)))
    return Wanted(
        plan=plans[plan] if plan else None,
        unit=unit_path(asking, unit) if unit else None,
        kind=word_of(Kind, kind) if kind else None,
        state=state_word(state) if state else None,
        text=text,
    )


def unit_path(asking: Asking, name: str) -> str:
    """The path of the unit of that name or code."""
    return directory.unit(directory.unit_names(asking.reader), name).path


def state_word(text: str) -> str:
    """A state, or a stage for all its states, by value or by its Chinese name."""
    stages = {state.stage for state in State}
    named = {state.zh.partition("·")[0]: state.stage for state in State}
    if text in stages or text in named:
        return named.get(text, text)
    found = State.of(text) or next((state for state in State if state.zh.partition("·")[2] == text), None)
    return found.value if found else word_of(State, text).value


def overdue(
    ctx: typer.Context,
    plan: PlanOption = None,
    unit: UnitOption = None,
    kind: KindOption = None,
    state: StateOption = None,
    light: LightOption = None,
    text: TextOption = None,
    by: ByOption = None,
    limit: LimitOption = 50,
    everything: AllOption = False,
    exit_code: ExitOption = False,
    as_json: JsonOption = False,
) -> None:
    asking: Asking = ctx.obj
    narrowed = wanted(asking, plan, unit, kind, state, text)
    cut = None if everything or by or light else limit
    pairs, total = queries.overdue(asking.reader, asking.actor, narrowed, asking.today, cut)
    rows = _lit(_duty_rows(asking, pairs), light)
    total = len(rows) if light else total
    shown = rows if everything else rows[:limit]
    if as_json:
        data(shown)
    else:
        _print(asking, "overdue", _grouped(asking, shown, by), total, _days_over)
    _warn(asking, pairs)
    if exit_code and total:
        raise typer.Exit(FOUND)


def due(
    ctx: typer.Context,
    within: WithinOption = 20,
    plan: PlanOption = None,
    unit: UnitOption = None,
    kind: KindOption = None,
    state: StateOption = None,
    light: LightOption = None,
    text: TextOption = None,
    by: ByOption = None,
    limit: LimitOption = 50,
    everything: AllOption = False,
    exit_code: ExitOption = False,
    as_json: JsonOption = False,
) -> None:
    asking: Asking = ctx.obj
    narrowed = wanted(asking, plan, unit, kind, state, text)
    sight = asking.sight()
    # The longest run of days off is shorter than three weeks, and a due day may roll over one.
    last = max(calendar.add(asking.today, within) for calendar in sight.calendars.values()) + timedelta(days=21)
    pairs = queries.coming(asking.reader, asking.actor, narrowed, asking.today, last)
    near = [(i, d) for i, d in pairs if deadlines.remaining(d, asking.today, sight.calendar(i)) <= within]
    rows = _lit([sight.duty(item, duty) for item, duty in near], light)
    shown = rows if everything else rows[:limit]
    if as_json:
        data(shown)
    else:
        _print(asking, "due", _grouped(asking, shown, by), len(rows), _days_left)
    _warn(asking, near)
    if exit_code and rows:
        raise typer.Exit(FOUND)


def items(
    ctx: typer.Context,
    plan: PlanOption = None,
    unit: UnitOption = None,
    kind: KindOption = None,
    state: StateOption = None,
    light: LightOption = None,
    text: TextOption = None,
    by: ByOption = None,
    limit: LimitOption = 50,
    everything: AllOption = False,
    exit_code: ExitOption = False,
    as_json: JsonOption = False,
) -> None:
    asking: Asking = ctx.obj
    narrowed = wanted(asking, plan, unit, kind, state, text)
    found = queries.items(asking.reader, asking.actor, narrowed, asking.today)
    sight = asking.sight()
    rows = _lit(sorted((sight.item(item) for item in found), key=worst_first), light)
    shown = rows if everything else rows[:limit]
    if as_json:
        data(shown)
    else:
        _print_items(asking, _grouped(asking, shown, by), len(rows))
    _warn(asking, [(item, duty) for item in found for duty in item.duties if not duty.settled])
    if exit_code and rows:
        raise typer.Exit(FOUND)


def print_overdue(asking: Asking, limit: int) -> None:
    """The overdue list as a person reads it, with the warnings of the calendar."""
    pairs, total = queries.overdue(asking.reader, asking.actor, Wanted(), asking.today, limit)
    _print(asking, "overdue", [(None, _duty_rows(asking, pairs))], total, _days_over)
    _warn(asking, pairs)


def _duty_rows(asking: Asking, pairs: Sequence[tuple[Item, Duty]]) -> list[dict[str, Any]]:
    sight = asking.sight()
    return [sight.duty(item, duty) for item, duty in pairs]


def _lit(rows: list[dict[str, Any]], light: str | None) -> list[dict[str, Any]]:
    if light is None:
        return rows
    asked = word_of(Light, light)
    return [row for row in rows if row["light"] == asked]


Groups = list[tuple[str | None, list[dict[str, Any]]]]


def _grouped(asking: Asking, rows: list[dict[str, Any]], by: str | None) -> Groups:
    """The rows under their headings; one group without a heading where none is asked for."""
    if by is None:
        return [(None, rows)]
    if by not in ("unit", "plan", "section", "kind"):
        raise Usage("unknown_word", word=by, known=["unit", "plan", "section", "kind"])
    sections = queries.sections(asking.reader) if by == "section" else {}
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        heading = sections.get(row["item"], "") if by == "section" else row[by]
        heading = Kind(heading).label(asking.lang) if by == "kind" else heading
        groups.setdefault(heading or t("no_group"), []).append(row)
    return [(f"{heading}（{len(found)}）", found) for heading, found in groups.items()]


def _print(asking: Asking, name: str, groups: Groups, total: int, days: Callable[[dict[str, Any]], str]) -> None:
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
        cells = [[light_cell(row), row["item"], row["title"], *_middle(asking, row), days(row)] for row in rows]
        say(*([f"\n{title}"] if title else []), *table(columns, cells, [row["light"] for row in rows]))
    say(t("shown", shown=f"{shown:,}", total=f"{total:,}"))


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
    say(t("shown", shown=f"{shown:,}", total=f"{total:,}"))


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


def heading(asking: Asking, key: str) -> str:
    """The first line of a list: what it is, as of which day, and what the machine's clock says."""
    return t("heading", title=t(key), today=asking.today, clock=clock.shown(asking.at))


def _warn(asking: Asking, pairs: Sequence[tuple[Item, Duty]]) -> None:
    spans = [(item.plan.calendar, duty.due_on) for item, duty in pairs]
    note(*(t("warning", text=text) for text in asking.sight().gaps(spans)))


def add(app: typer.Typer) -> None:
    """Adds the lists to the program."""
    command(app, "overdue")(overdue)
    command(app, "due")(due)
    command(app, "list")(items)
