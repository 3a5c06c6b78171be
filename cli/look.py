"""The lists: what is overdue, what falls due, all items."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from cli import clock
from cli.gate import command
from cli.language import t
from cli.show import Column, data, note, say, table
from models.words import Kind, Light, State
from workflow import directory, queries
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


@dataclass(frozen=True, slots=True)
class Narrow:
    """The options that every list takes: which rows, how many, in what form."""

    plan: PlanOption = None
    unit: UnitOption = None
    kind: KindOption = None
    state: StateOption = None
    light: LightOption = None
    text: TextOption = None
    by: ByOption = None
    limit: LimitOption = 50
    everything: AllOption = False
    exit_code: ExitOption = False
    as_json: JsonOption = False

    def cut(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows to show."""
        return rows if self.everything else rows[: self.limit]


@cache
def _shared() -> list[inspect.Parameter]:
    hints, kind = get_type_hints(Narrow, include_extras=True), inspect.Parameter.KEYWORD_ONLY
    return [inspect.Parameter(f.name, kind, default=f.default, annotation=hints[f.name]) for f in fields(Narrow)]


def narrowed(listing: Callable[..., None]) -> Callable[..., None]:
    """A list command whose `narrow` is made from the options of `Narrow`, which stand behind its own."""
    own = inspect.signature(listing, eval_str=True)
    mine = [parameter for name, parameter in own.parameters.items() if name != "narrow"]

    def command_function(**given: Any) -> None:
        told = {field.name: given.pop(field.name) for field in fields(Narrow)}
        listing(**given, narrow=Narrow(**told))

    parameters = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in mine] + _shared()
    command_function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command_function.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command_function


GROUPS = ("unit", "plan", "section", "kind")

FOUND = 10
"""The exit code of a list that found something, where `--exit-code` asks for it."""


def wanted(asking: Asking, narrow: Narrow) -> Wanted:
    """The filter that the options mean; NotFound for an unknown plan or unit, Usage for an unknown word."""
    if narrow.by not in (None, *GROUPS):
        raise Usage("unknown_word", word=narrow.by, known=list(GROUPS))
    return Wanted(
        plan=plan_id(asking, narrow.plan) if narrow.plan else None,
        unit=unit_path(asking, narrow.unit) if narrow.unit else None,
        kind=word_of(Kind, narrow.kind) if narrow.kind else None,
        state=state_word(narrow.state) if narrow.state else None,
        text=narrow.text,
    )


def plan_id(asking: Asking, code: str) -> int:
    """The id of the plan of that code; NotFound with the nearest."""
    plans = {found.code: found.id for found in directory.plans(asking.reader).values()}
    if code not in plans:
        raise missing("plan", code, nearest(code, list(plans)))
    return plans[code]


def unit_path(asking: Asking, name: str) -> str:
    """The path of the unit of that name or code."""
    return directory.unit(directory.unit_names(asking.reader), name).path


def state_word(text: str) -> str:
    """A state, or a stage or step for all its states, by value or by its Chinese name."""
    named: dict[str, str] = {}
    for state in State:
        stage, _, step = state.zh.partition("·")
        named |= {state.stage: state.stage, stage: state.stage, state.step: state.step, step: state.step}
    return (text and named.get(text)) or word_of(State, text).value


def overdue(ctx: typer.Context, narrow: Narrow) -> None:
    asking: Asking = ctx.obj
    whole = narrow.everything or narrow.by or narrow.light
    pairs, total = queries.overdue(
        asking.reader, asking.actor, wanted(asking, narrow), asking.today, None if whole else narrow.limit
    )
    rows = _lit(_duty_rows(asking, pairs), narrow.light)
    _list_duties(asking, "overdue", rows, len(rows) if narrow.light else total, narrow)
    _finish(asking, pairs, narrow, found=total)


def due(ctx: typer.Context, within: WithinOption = 20, *, narrow: Narrow) -> None:
    asking: Asking = ctx.obj
    calendars = asking.sight(()).calendars
    plans = directory.plans(asking.reader).values()
    # At most so many working days are left where the due in force lies before the next one.
    before = {plan.id: calendars[plan.calendar].add(asking.today, within + 1) for plan in plans}
    whole = narrow.everything or narrow.by or narrow.light
    pairs, total = queries.coming(
        asking.reader, asking.actor, wanted(asking, narrow), asking.today, before, None if whole else narrow.limit
    )
    rows = _lit(_duty_rows(asking, pairs), narrow.light)
    _list_duties(asking, "due", rows, len(rows) if narrow.light else total, narrow)
    _finish(asking, pairs, narrow, found=total)


def items(ctx: typer.Context, narrow: Narrow) -> None:
    asking: Asking = ctx.obj
    found = queries.items(asking.reader, asking.actor, wanted(asking, narrow), asking.today)
    sight = asking.sight()
    rows = _lit(sorted((sight.item(item) for item in found), key=worst_first), narrow.light)
    if narrow.as_json:
        data(narrow.cut(rows))
    else:
        _print_items(asking, _grouped(asking, narrow.cut(rows), narrow.by), len(rows))
    _finish(asking, [(i, duty) for i in found for duty in i.duties if not duty.settled], narrow, found=len(rows))


def _list_duties(asking: Asking, name: str, rows: list[dict[str, Any]], total: int, narrow: Narrow) -> None:
    if narrow.as_json:
        data(narrow.cut(rows))
    else:
        _print(asking, name, _grouped(asking, narrow.cut(rows), narrow.by), total)


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


def _grouped(asking: Asking, rows: list[dict[str, Any]], by: str | None) -> Groups:
    """The rows under their headings; one group without a heading where none is asked for."""
    if by is None:
        return [(None, rows)]
    sections = queries.sections(asking.reader) if by == "section" else {}
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        heading = sections.get(row["item"], "") if by == "section" else row[by]
        heading = Kind(heading).label(asking.lang) if by == "kind" else heading
        groups.setdefault(heading or t("no_group"), []).append(row)
    return [(f"{heading}（{len(found)}）", found) for heading, found in groups.items()]


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


DAYS = {"overdue": _days_over, "due": _days_left}


def heading(asking: Asking, key: str) -> str:
    """The first line of a list: what it is, as of which day, and what the machine's clock says."""
    return t("heading", title=t(key), today=asking.today, clock=clock.shown(asking.at))


def _warn(asking: Asking, pairs: Sequence[tuple[Item, Duty]]) -> None:
    spans = [(item.plan.calendar, duty.due_on) for item, duty in pairs]
    note(*(t("warning", text=text) for text in asking.sight(()).gaps(spans)))


def add(app: typer.Typer) -> None:
    """Adds the lists to the program."""
    command(app, "overdue")(narrowed(overdue))
    command(app, "due")(narrowed(due))
    command(app, "list")(narrowed(items))
