"""What lists and pages say of targets: a plain row for each target of each item, the whole before its parts."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.targeting import Pace
from models.words import State
from workflow import amounts, pace, sayings
from workflow.targets import leaves

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from workflow.facts import Item
    from workflow.pace import Progress
    from workflow.rollup import Standing
    from workflow.targets import Target
    from workflow.views import Sight


def rows(
    sight: Sight, items: Iterable[Item], day: date, codes: frozenset[str] = frozenset(), year: int | None = None
) -> list[dict[str, Any]]:
    """The targets of the items as a year, that of `day` without one, stands on the day; those of these codes only."""
    there = (item for item in items if item.state != State.CANCELLED)
    pairs = [(item, goal.target) for item in there for goal in item.goals.values()]
    wanted = [(item, t) for item, t in pairs if leaves(item, t.id) and (not codes or _named(item, t, codes))]
    wanted.sort(key=lambda pair: (pair[0].plan.code, pair[1].id, pair[0].code))
    return [row(sight, item, target, day, year) for item, target in wanted]


def _named(item: Item, target: Target, codes: frozenset[str]) -> bool:
    """Whether the target is named, or the item, or one that it lies below."""
    above = (code for code in codes if item.code == code or item.code.startswith((f"{code}/", f"{code}.")))
    return target.code in codes or any(above)


def row(sight: Sight, item: Item, target: Target, day: date, year: int | None = None) -> dict[str, Any]:
    """One target of one item: what the year asks, what was reached, how that stands, and who holds it back."""
    calendar = sight.calendar(item)
    found = pace.progress(item, target, day, calendar, year)
    last = pace.latest(item, target, day, calendar)
    back = pace.worst(item, target, day, calendar)
    unit = sight.units.get(item.unit_id)
    return {
        "target": target.code,
        "item": item.code,
        "plan": item.plan.code,
        "metric": target.metric,
        "unit": _unit(sight, item),
        "unit_code": unit.code if unit else None,
        "whole": leaves(item, target.id) != [item],
        "nature": target.nature.value,
        "measure": target.measure,
        "force": target.force.value,
        "due_on": target.due_on.isoformat(),
        "year": found.year,
        "baseline": _plain(pace.aim(item, target, item.plan.first_day.year - 1, found.standing)),
        "aim": _plain(found.aim),
        **_reached(found),
        "pace": found.pace.value if found.pace else None,
        **_light(last, sight.lang),
        "missing": _missing(sight, item, found),
        "holds_back": _unit(sight, back) if back is not None else None,
        "note": _note(item, found.standing),
    }


def _light(last: Progress | None, lang: str) -> dict[str, str | None]:
    """What the figure that came last makes of the light, and the word beside it."""
    if last is None or last.light is None:
        return {"light": None, "word": None}
    return {"light": last.light.value, "word": sayings.word(last).sentence(lang)}


def _missing(sight: Sight, item: Item, found: Progress) -> list[str]:
    """The units below that have no figure of the year."""
    silent = found.standing.silent(found.year) if found.target.asked and found.pace == Pace.UNREPORTED else ()
    return [_unit(sight, one) for one in silent if one is not item]


def _unit(sight: Sight, item: Item) -> str:
    """The unit of an item, with the item's code where that names another area."""
    unit = sight.units.get(item.unit_id)
    if unit is None:
        return item.code
    area = item.code.partition("/")[2]
    return f"{item.code}（{unit.name}）" if area and area != unit.code else unit.name


def _reached(found: Progress) -> dict[str, Any]:
    standing = found.standing
    return {
        "actual": _plain(standing.value),
        "numerator": _plain(standing.numerator),
        "denominator": _plain(standing.denominator),
        "as_of": standing.as_of.isoformat() if standing.as_of else None,
        "rate": _plain(found.rate),
        "expected": _plain(found.expected),
        "deviation": _plain(found.deviation),
        "proved": standing.proved and bool(standing.lines),
    }


def _plain(value: Fraction | str | None) -> int | float | str | None:
    """A number for programs: whole where it is, else to four decimals."""
    if not isinstance(value, Fraction):
        return value
    return int(value) if value.denominator == 1 else round(float(value), 4)


def _note(item: Item, standing: Standing) -> str | None:
    """What was said of the item's own figure."""
    return next((line.figure.note for line in standing.lines if line.item is item and line.figure), None)


def asked(target: Target) -> str:
    """What the plan asks for, in figures: 不低于90%."""
    if isinstance(target.wanted, list):
        low, high = amounts.bounds(target)
        return f"{amounts.shown(low)}—{amounts.with_measure(target, high or low)}"
    return amounts.with_measure(target, amounts.bounds(target)[0]) if target.measured else str(target.wanted or "")
