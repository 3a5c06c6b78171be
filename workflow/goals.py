"""Reads targets and figures onto items, as they stood on a day. Plain SQL that both the reader and the engine run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from models.reader import id_lists
from models.targeting import Comparator, Force, Nature
from workflow.directory import columns, value
from workflow.targets import Figure, Goal, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from workflow.facts import Item

    Rows = Callable[..., Sequence[Any]]
    """Runs a query with its named values; days come as text or as days."""

_TARGET = tuple(Target.__slots__)
_FIGURE = tuple(Figure.__slots__)


def put(rows: Rows, items: Iterable[Item], today: Any) -> None:
    """Puts on each item its targets with the values of the years and the figures known on `today`.

    `today` is a day as the driver compares it. What an item owes no more stays where it has reported on it.
    """
    known = {item.id: item for item in items}
    if not known or not rows("SELECT 1 FROM target LIMIT 1"):
        return
    for among in id_lists(known):
        _shares(rows, known, among, today)
        for item_id, target_id, year, told in rows(_YEARS.format(among), today=today):
            if goal := known[item_id].goals.get(target_id):
                goal.years[year] = told
        for item_id, target_id, *row in rows(_FIGURES.format(among), today=today):
            if goal := known[item_id].goals.get(target_id):
                goal.figures.append(Figure(*(value(name, raw) for name, raw in zip(_FIGURE, row, strict=True))))


_YEARS = (
    "SELECT item_id, target_id, year, value FROM target_year WHERE item_id IN ({}) AND set_on <= :today ORDER BY id"
)
_FIGURES = (
    f"SELECT f.item_id, f.target_id, {columns('f', _FIGURE)} FROM figure f "
    "WHERE f.item_id IN ({}) AND f.reported_on <= :today ORDER BY f.as_of, f.id"
)
_SHARES = (
    f"SELECT s.item_id, s.owes, {columns('t', _TARGET)} FROM target_share s JOIN target t ON t.id = s.target_id "
    "WHERE s.item_id IN ({}) AND (s.since IS NULL OR s.since <= :today) ORDER BY t.position, s.id"
)


def _shares(rows: Rows, known: dict[int, Item], among: str, today: Any) -> None:
    targets: dict[int, Target] = {}
    for item_id, owes, *row in rows(_SHARES.format(among), today=today):
        target = targets.setdefault(row[0], _target(row))
        goals = known[item_id].goals
        goals.setdefault(target.id, Goal(target)).owes = bool(owes)


def _target(row: Sequence[Any]) -> Target:
    facts = {name: value(name, raw) for name, raw in zip(_TARGET, row, strict=True)}
    facts["nature"] = Nature(facts["nature"])
    facts["comparator"] = Comparator(facts["comparator"]) if facts["comparator"] else None
    facts["force"] = Force(facts["force"])
    facts["wanted"] = json.loads(facts["wanted"])
    facts["yearly"], facts["per_unit"] = bool(facts["yearly"]), bool(facts["per_unit"])
    return Target(**facts)


def codes(rows: Rows) -> dict[str, str]:
    """The code of every target, with that of its plan."""
    return dict(rows("SELECT t.code, p.code FROM target t JOIN plan p ON p.id = t.plan_id ORDER BY p.code, t.position"))


def whole(items: Iterable[Item]) -> Iterator[Item]:
    """The items with everything that hangs below them."""
    for item in items:
        yield item
        yield from whole(item.children)
