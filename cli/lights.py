"""The lights counted: by plan, unit, section or kind, with the share of each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import typer

from cli.contexts import narrowed
from cli.gate import command
from cli.language import t
from cli.look import FOUND, heading, headings
from cli.options import GROUPS, Narrow, spread, wanted
from cli.show import Column, data, note, say, table, wrap
from models.words import Light
from workflow import queries, turns
from workflow.errors import word_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cli.asking import Asking
    from workflow.facts import Item
    from workflow.views import Sight

LIGHTS = (Light.RED, Light.YELLOW, Light.GREEN, Light.GREY, Light.DONE, None)
"""In the order of the columns; None is a cancelled item, which has no light."""


def lights(ctx: typer.Context, told: Narrow) -> None:
    asking: Asking = ctx.obj
    narrowed(asking, told, as_json=told.as_json)
    found = queries.items(asking.reader, asking.actor, wanted(asking, told), asking.today)
    sight = asking.sight()
    rows = [sight.item(item) | {"delayed": _delayed(sight, item)} for item in found]
    if told.light:
        asked = word_of(Light, told.light)
        rows = [row for row in rows if row["light"] == asked]
    by = GROUPS[told.by or "plan"]
    names = headings(asking, by, rows)
    groups: dict[str, list[dict[str, Any]]] = {}
    for name, row in zip(names, rows, strict=True):
        groups.setdefault(name, []).append(row)
    bare = [headings(asking, by, some[:1])[0] if told.as_json else name for name, some in groups.items()]
    counted = [_count(name, some) for name, some in zip(bare, groups.values(), strict=True)]
    if told.as_json:
        data(counted)
    else:
        _print(asking, by, counted, _count(t("total"), rows))
    _warn(asking, found)
    if told.exit_code and any(row["light"] == Light.RED for row in rows):
        raise typer.Exit(FOUND)


def _delayed(sight: Sight, item: Item) -> bool:
    """Whether office or leader have had it in their hands for longer than they should."""
    calendar = sight.calendar(item)
    return any(turns.delayed(turn, sight.today, calendar) for turn in turns.turns(item, sight.today))


def _count(name: str, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """How many items there are under a heading, of each light with their share, and delayed by office or leader."""
    counts = Counter(row["light"] for row in rows)
    names = {light: light.value if light else "cancelled" for light in LIGHTS}
    return {
        "group": name,
        "items": len(rows),
        **{names[light]: counts[light] for light in LIGHTS},
        "delayed": sum(row["delayed"] for row in rows),
        "shares": {names[light]: round(100 * counts[light] / len(rows), 1) if rows else 0.0 for light in LIGHTS},
    }


def _print(asking: Asking, by: str, counted: Sequence[dict[str, Any]], total: dict[str, Any]) -> None:
    say(heading(asking, "title.lights"))
    if not counted:
        say(t("empty.list", today=asking.today))
        return
    labels = [light.label(asking.lang) if light else t("column.cancelled") for light in LIGHTS]
    columns = [Column(t(f"column.{by}"), flex=True, least=10), Column(t("column.items"), right=True)]
    columns += [Column(label, right=True) for label in labels]
    columns.append(Column(t("column.delayed"), right=True))
    shown = [*counted, total] if len(counted) > 1 else counted
    say(*table(columns, [_cells(row) for row in shown]))
    if total["delayed"]:
        say(*wrap(t("lights.delayed", most=turns.HANDS)))


def _cells(row: dict[str, Any]) -> list[str]:
    names = [light.value if light else "cancelled" for light in LIGHTS]
    shares = [t("share", count=row[name], share=row["shares"][name]) if row[name] else "0" for name in names]
    return [row["group"], str(row["items"]), *shares, str(row["delayed"])]


def _warn(asking: Asking, found: Iterable[Item]) -> None:
    spans = [(item.plan.calendar, duty.due_on) for item in found for duty in item.duties if not duty.settled]
    note(*(t("warning", text=text) for text in asking.sight(()).gaps(spans)))


def add(app: typer.Typer) -> None:
    """Adds the count of the lights to the program."""
    command(app, "lights")(spread(Narrow)(lights))
