"""What people enter of targets: figures, the values of the years, and which units owe a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from unicodedata import normalize

import typer

from cli.days import day
from cli.language import t
from cli.options import JsonOption
from cli.show import say, wrap
from cli.targets import called, items_of, named, values
from cli.told import EvidenceOption, NoteOption, papers, tell
from models.targeting import Nature
from models.words import Act
from workflow import directory, standings
from workflow.attempt import Attempt
from workflow.errors import Refused, Usage, missing
from workflow.measuring import Reading, YearValue
from workflow.targets import leaves, own

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from cli.asking import Asking
    from workflow.actor import UnitRef
    from workflow.facts import Item
    from workflow.targets import Goal, Target

TargetArgument = Annotated[str, typer.Argument(help=t("argument.target"), metavar="TARGET")]
OfUnitOption = Annotated[str | None, typer.Option("--unit", help=t("option.of_unit"), metavar="UNIT")]
AsOfOption = Annotated[str | None, typer.Option("--as-of", help=t("option.as_of"), metavar="DATE")]


def set_(
    ctx: typer.Context,
    target: TargetArgument,
    value: Annotated[str, typer.Argument(help=t("argument.target_value"), metavar="VALUE")],
    year: Annotated[int | None, typer.Option("--year", help=t("option.of_year"), metavar="YEAR")] = None,
    baseline: Annotated[bool, typer.Option("--baseline", help=t("option.baseline"))] = False,
    unit: OfUnitOption = None,
    text: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    asking: Asking = ctx.obj
    if (year is None) == (not baseline):
        raise Usage("target_year_or_baseline")
    item, goal = _one(asking, target, unit, whole=True)
    wanted = YearValue(goal.target.code, year or item.plan.first_day.year - 1, value)
    _act(asking, Act.SET_TARGETS, item, {"years": [wanted]}, as_json=as_json, note=text)


def enter(
    ctx: typer.Context,
    target: TargetArgument,
    value: Annotated[str, typer.Argument(help=t("argument.figure"), metavar="[FIGURE]")] = "",
    unit: OfUnitOption = None,
    as_of: AsOfOption = None,
    no_progress: Annotated[bool, typer.Option("--no-progress", help=t("option.no_progress"))] = False,
    text: NoteOption = "",
    evidence: EvidenceOption = None,
    as_json: JsonOption = False,
) -> None:
    asking: Asking = ctx.obj
    on = day(as_of, asking.today) if as_of else asking.today
    if no_progress and not value and (item := _item(asking, target)) is not None:
        goals = [goal for goal in own(item) if goal.target.asked]
        if not goals:
            raise Refused("target_none", item=item.code)
    else:
        item, goal = _one(asking, target, unit)
        goals = [goal]
    readings = [_reading(goal.target, value, on, text, moved=not no_progress) for goal in goals]
    facts = {"figures": readings}
    _act(asking, Act.MEASURE, item, facts, as_json=as_json, note=text, evidence=papers(evidence))


def _reading(target: Target, value: str, on: date, text: str, *, moved: bool) -> Reading:
    """A figure as it was typed: 164/200 is a numerator and a denominator."""
    above, slash, below = normalize("NFKC", value).partition("/")
    if slash and target.nature == Nature.RATIO:
        return Reading(target.code, on, "", above, below, moved, text)
    return Reading(target.code, on, value, "", "", moved, text)


def owe(
    ctx: typer.Context,
    target: TargetArgument,
    owing: Annotated[list[str], typer.Option("--units", help=t("option.owing_units"), metavar="UNIT,...")],
    text: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    asking: Asking = ctx.obj
    items = items_of(asking)
    code = next(iter(named(items, [target])))
    item = next((i for i in items for goal in i.goals.values() if _hung(i, goal, code)), None)
    if item is None:
        raise missing("target", target)
    facts = {"target": code, "units": units(asking, owing)}
    _act(asking, Act.OWE_TARGET, item, facts, as_json=as_json, note=text)


def _hung(item: Item, goal: Goal, code: str) -> bool:
    return goal.target.code == code and goal.target.item_id == item.id


def units(asking: Asking, named: Sequence[str]) -> tuple[UnitRef, ...]:
    """The units of these names or codes, each of which may list several behind commas, none twice."""
    known = directory.unit_names(asking.reader)
    typed = [part.strip() for text in named for part in normalize("NFKC", text).replace("、", ",").split(",")]
    return tuple(dict.fromkeys(directory.unit(known, name) for name in typed if name))


def _item(asking: Asking, typed: str) -> Item | None:
    """The item of that code, where it is one."""
    code = normalize("NFKC", typed).strip().upper()
    return next((item for item in items_of(asking) if item.code.upper() == code), None)


def _one(asking: Asking, typed: str, unit: str | None, *, whole: bool = False) -> tuple[Item, Goal]:
    """The target as the unit has it that is meant: the one named, else the asker's own, else the only one.

    With `whole` the item that the figures add up for may be meant too. Usage where several could be, or where the unit
    owes it no more.
    """
    items = items_of(asking)
    code = next(iter(named(items, [typed])))
    known = [(i, goal) for i in items for goal in i.goals.values() if code == goal.target.code]
    found = {i.code: (i, goal) for i, goal in known if _reports(i, goal, whole=whole)}
    if unit is not None:
        wanted, meant = _meant(asking, unit, [i for i, _ in known], found)
        if not meant:
            raise Usage("target_not_owed_by", target=code, unit=wanted)
    else:
        own = [c for c, (i, _) in found.items() if i.unit_id == asking.actor.unit_id] if len(found) > 1 else []
        meant = own or list(found)
    if len(meant) > 1:
        several = [f"{c} {found[c][0].unit_name}" for c in meant]
        raise Usage("target_several", target=code, units=several)
    if not meant and known:
        own_units = [i.unit_name for i, _ in known if i.unit_id == asking.actor.unit_id]
        raise Usage("target_not_owed_by", target=code, unit=own_units[:1] or [i.unit_name for i, _ in known])
    if not meant:
        raise missing("target", typed)
    return found[meant[0]]


def _reports(item: Item, goal: Goal, *, whole: bool) -> bool:
    """Whether the item's figures are its own; with `whole` also where they are those of what is below it."""
    owing = leaves(item, goal.target.id)
    return bool(owing) and (whole or owing == [item])


def _meant(asking: Asking, typed: str, items: Sequence[Item], found: Collection[str]) -> tuple[str, list[str]]:
    """What is called, and which of those found are meant: by a code of its own, else by the unit of its area, which
    the code names, else by the unit that answers for it."""
    code = normalize("NFKC", typed).strip()
    if exact := [item.code for item in items if item.code.upper() == code.upper()]:
        return exact[0], [one for one in exact if one in found]
    ref = directory.unit(directory.unit_names(asking.reader), code)
    area = [one for one in found if one.endswith(f"/{ref.code}")]
    return ref.name, area or [item.code for item in items if item.unit_id == ref.id and item.code in found]


def _act(asking: Asking, act: Act, item: Item, facts: dict[str, Any], *, as_json: bool, **more: Any) -> None:
    from workflow import acts

    attempt = Attempt(act, asking.actor, asking.today, asking.at, facts=facts, **more)
    with asking.writing() as connection:
        outcome = acts.perform(connection, attempt, item.code)
    tell(asking, attempt, [outcome], dry_run=False, as_json=as_json)
    if not as_json and act == Act.MEASURE:
        _tell_standing(asking, item.code, [reading.target for reading in facts["figures"]])


def _tell_standing(asking: Asking, code: str, targets: Sequence[str]) -> None:
    """How the targets stand now, of the unit."""
    found = [item for item in items_of(asking) if item.code == code]
    rows = [row for row in standings.rows(asking.sight(), found, asking.today) if row["target"] in targets]
    known = {goal.target.code: goal.target for item in found for goal in item.goals.values()}
    for row in rows:
        target = known[row["target"]]
        parts = [text for text in (called(asking, row, target), *values(asking, row, target)) if text]
        say(*wrap("    " + "  ".join(parts), "        "))
