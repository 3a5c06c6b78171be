"""Targets on the command line: how far along they are, as a table; what is entered is in `figures`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any
from unicodedata import normalize

import typer

from cli.gate import Shows, command, group
from cli.language import t
from cli.look import counted, heading
from cli.options import AllOption, JsonOption, LimitOption, PlanOption, UnitOption, plan_id, spread, unit_path
from cli.show import Column, data, say, table
from models.targeting import Nature, Pace
from workflow import amounts, queries, standings
from workflow.errors import Usage, missing, nearest, word_of
from workflow.scope import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cli.asking import Asking
    from workflow.facts import Item
    from workflow.targets import Target


@dataclass(slots=True, eq=False, repr=False)
class Chosen:
    """Which targets are shown, of which year, how many, in what form."""

    plan: PlanOption = None
    unit: UnitOption = None
    year: Annotated[int | None, typer.Option("--year", help=t("option.target_year"), metavar="YEAR")] = None
    pace: Annotated[str | None, typer.Option("--pace", help=t("option.pace"), metavar="PACE")] = None
    limit: LimitOption = 50
    everything: AllOption = False
    as_json: JsonOption = False


def show(
    ctx: typer.Context,
    codes: Annotated[list[str] | None, typer.Argument(help=t("argument.targets"), metavar="TARGET...")] = None,
    *,
    told: Chosen,
) -> None:
    asking: Asking = ctx.obj
    found = items_of(asking, told.plan, told.unit)
    wanted_codes = named(found, codes or ())
    _in_plans(found, told.year)
    rows = standings.rows(asking.sight(), found, asking.today, wanted_codes, told.year)
    if told.pace:
        wanted = word_of(Pace, told.pace)
        rows = [row for row in rows if row["pace"] == wanted]
    shown = rows if told.everything else rows[: told.limit]
    if told.as_json:
        data(shown)
        return
    say(heading(asking, "title.targets"))
    if not rows:
        say(t("empty.targets"))
        return
    say(*lines(asking, shown, {goal.target.code: goal.target for item in found for goal in item.goals.values()}))
    say(counted(len(shown), len(rows)))


def _in_plans(items: Sequence[Item], year: int | None) -> None:
    """Usage for a year that is in none of the plans."""
    plans = {item.plan.code: item.plan for item in items}.values()
    if year and plans and not any(plan.first_day.year <= year <= plan.last_day.year for plan in plans):
        first, last = min(plan.first_day.year for plan in plans), max(plan.last_day.year for plan in plans)
        raise Usage("year_outside", year=year, first=first, last=last, base=first - 1)


def items_of(asking: Asking, plan: str | None = None, unit: str | None = None) -> list[Item]:
    wanted = Wanted(plan=plan_id(asking, plan) if plan else None, unit=unit_path(asking, unit) if unit else None)
    return queries.items(asking.reader, asking.actor, wanted, asking.today)


def named(items: Iterable[Item], typed: Iterable[str]) -> frozenset[str]:
    """The codes of targets or items that were typed; NotFound with the nearest."""
    known = {code for item in items for code in (item.code, *(goal.target.code for goal in item.goals.values()))}
    found = set()
    for text in typed:
        code = normalize("NFKC", text).strip()
        code = code if code in known else code.upper()
        if code not in known:
            raise missing("target", text, nearest(text, sorted(known)))
        found.add(code)
    return frozenset(found)


# The table


def lines(
    asking: Asking, rows: Sequence[dict[str, Any]], targets: dict[str, Target], *, units: bool = True
) -> list[str]:
    """The rows as a table: the whole of a target by its name, the units below it indented; units only where asked."""
    columns = [
        Column(t("column.metric"), flex=True, least=16),
        Column(t("column.aim"), flex=True, least=8),
        Column(t("column.actual"), flex=True, least=8),
        Column(t("column.rate"), right=True),
        Column(t("column.pace")),
        Column(t("column.as_of")),
        Column(t("column.remarks"), flex=True, least=8),
    ]
    cells, seen = [], ""
    for row in rows:
        target = targets[row["target"]]
        below = row["target"] == seen
        seen = row["target"]
        cells.append(
            [called(asking, row, target, below=below, unit=units), *values(asking, row, target), _remarks(row, target)]
        )
    return table(columns, cells, [row["light"] for row in rows])


def called(asking: Asking, row: dict[str, Any], target: Target, *, below: bool = False, unit: bool = True) -> str:
    """A target by its code and name, with what is asked and the unit; below the whole the unit alone."""
    if below:
        return f"  {row['unit'] or row['item']}"
    behind = t("target.unit", unit=row["unit"] or row["item"]) if unit else ""
    return f"{row['target']} {row['metric']}{asked(asking, target)}{behind}"


def asked(asking: Asking, target: Target) -> str:
    """What the plan asks for, in brackets: （不低于90%）."""
    if target.comparator is None:
        return ""
    words = target.comparator.label(asking.lang)
    value = "" if target.nature in (Nature.STANDARD, Nature.WORDS) else standings.asked(target)
    return t("target.asked", words=words, value=value).replace(" )", ")")


def values(asking: Asking, row: dict[str, Any], target: Target) -> list[str]:
    """Aim, actual, rate, pace, day."""
    rate = f"{amounts.shown(Fraction(str(row['rate'])))}%" if row["rate"] is not None else ""
    pace = Pace(row["pace"]).label(asking.lang) if row["pace"] else ""
    told = row["word"] if row["pace"] == Pace.MISSED and row["word"] else pace
    return [_value(row["aim"], target), _actual(row, target), rate, told, row["as_of"] or ""]


def _value(value: Any, target: Target) -> str:
    if value is None:
        return ""
    return amounts.with_measure(target, Fraction(str(value))) if target.measured else str(value)


def _actual(row: dict[str, Any], target: Target) -> str:
    """The value, with what a ratio is made of; of lines that do not add up how many are reached."""
    parts = f"{row['numerator']}/{row['denominator']}" if row["denominator"] is not None else ""
    if row["actual"] is None:
        return parts
    if target.nature == Nature.STANDARD:
        return t(f"target.{row['actual']}")
    told = _value(row["actual"], target)
    return f"{parts} {told}" if parts else told


def _remarks(row: dict[str, Any], target: Target) -> str:
    told = [t("target.missing", units=row["missing"])] if row["missing"] else []
    if row["pace"] == Pace.UNREPORTED and row["word"]:
        told.append(t("target.before", word=row["word"]))
    if row["holds_back"]:
        told.append(t("target.holds_back", unit=row["holds_back"]))
    if row["deviation"] is not None and row["deviation"] < 0:
        told.append(t("target.deviation", points=amounts.shown(Fraction(str(-row["deviation"])))))
    if target.measured and row["actual"] is not None and amounts.above(target, Fraction(str(row["actual"]))):
        told.append(t("target.above"))
    return t("semicolon").join(told + ([row["note"]] if row["note"] else []))


def add(app: typer.Typer) -> None:
    """Adds the targets to the program."""
    from cli import figures, target_sheets

    below = group(app, "targets", Shows)
    command(below, "show", "targets_show")(spread(Chosen)(show))
    command(below, "enter", "targets_enter")(figures.enter)
    command(below, "set", "targets_set")(figures.set_)
    command(below, "owe", "targets_owe")(figures.owe)
    target_sheets.add(below)
