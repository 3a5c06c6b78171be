"""The rows of the sheet of targets: what is asked, what its years are to reach, what was last reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.language import t
from documents.targets.words import UPPER
from models.targeting import Comparator, Nature
from workflow import amounts, directory, standings
from workflow.speech import show
from workflow.targets import own

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cli.asking import Asking
    from workflow.facts import Item
    from workflow.targets import Figure, Goal, Target

FRONT = ("order", "target", "item", "title_of", "metric", "wanted", "unit_code", "unit", "measure")
BACK = ("last", "last_on", "numerator", "denominator", "value", "as_of", "resting_column", "note_column")

Year = tuple[int, bool]
"""A year, and whether its column is that of its target and not of the baseline."""


def book_of(asking: Asking, items: Sequence[Item]) -> tuple[bytes, int]:
    """The workbook for what the items report themselves, and how many rows it has."""
    from reports.targets import Words, book

    spans = {(item.plan.first_day.year, item.plan.last_day.year) for item in items}
    years = sorted({year for first, last in spans for year in _span(first, last)})
    names = [item.plan.title for item in items]
    words = Words(
        title=t("target_sheets.title", plan=names[0] if len(set(names)) == 1 else ""),
        note=t("target_sheets.note", today=asking.today),
        sheet=t("target_sheets.sheet"),
        headings=[*_named(FRONT), *(_year(*year) for year in years), *_named(BACK)],
        rules_sheet=t("target_sheets.rules"),
        rules=t("target_sheets.rule").split("\n"),
        resting=t("target_sheets.yes"),
        footer=t("assign.footer"),
    )
    rows = _rows(asking, items, years)
    return book(words, rows), len(rows)


def _span(first: int, last: int) -> Iterable[Year]:
    """The columns of a plan's years: the baseline, and a target for each."""
    return [(first - 1, False), *((year, True) for year in range(first, last + 1))]


def _named(keys: Iterable[str]) -> list[str]:
    return [t(f"target_sheets.{key}") for key in keys]


def _year(year: int, aim: bool) -> str:
    return t(f"target_sheets.{'aim' if aim else 'base'}", year=year)


def _rows(asking: Asking, items: Sequence[Item], years: Sequence[Year]) -> list[list[str | None]]:
    units = directory.units(asking.reader)
    rows: list[list[str | None]] = []
    for item in items:
        for goal in own(item):
            unit = units[item.unit_id]
            front = [goal.target.code, item.code, item.title, goal.target.metric, asked(asking, goal.target)]
            values = _values(item, goal, years)
            last = _last(asking, goal)
            place = [str(len(rows) + 1), *front, unit.code, unit.name, goal.target.measure or ""]
            rows.append([*place, *values, *last, *_empty(goal.target)])
    return rows


def asked(asking: Asking, target: Target) -> str:
    """What the plan asks for, by when, and how hard: 不低于90%，2025年12月31日前，刚性."""
    told = target.comparator.label(asking.lang) if target.comparator else ""
    if target.comparator == Comparator.REACHES:
        wanted = str(target.wanted)
        told = wanted if wanted.startswith(UPPER) else t("target_sheets.reaches", wanted=wanted)
    elif target.measured or target.nature == Nature.GRADE:
        told += (" " if asking.lang == "en" else "") + standings.asked(target)
    due = t("target_sheets.yearly") if target.yearly else t("target_sheets.due", due=target.due_on)
    force = target.force.label(asking.lang)
    if target.commitment and target.commitment not in force:
        force += t("target_sheets.said", words=target.commitment)
    return t("target_sheets.comma").join(part for part in (told, due, force) if part)


def _values(item: Item, goal: Goal, years: Sequence[Year]) -> list[str | None]:
    """The values of the years; None where the target has none in that column."""
    own_years = set(_span(item.plan.first_day.year, item.plan.last_day.year))
    found: list[str | None] = []
    for year, aim in years:
        stands = goal.years.get(year) if (year, aim) in own_years else None
        asked_for = goal.target.by_year and (year, aim) in own_years and year <= goal.target.due_on.year
        asked_for = asked_for and (aim or goal.target.measured)
        found.append(_typed(goal.target, stands) if stands is not None else ("" if asked_for else None))
    return found


def _typed(target: Target, stored: str) -> str:
    """A stored value as it is typed again."""
    return f"{stored}%" if target.measured and target.measure == "%" else stored


def _last(asking: Asking, goal: Goal) -> list[str]:
    """The newest figure, with what it is made of, and its day."""
    figure = goal.last(asking.today)
    return [_told(asking, goal.target, figure), show(figure.as_of, asking.lang)] if figure else ["", ""]


def _told(asking: Asking, target: Target, figure: Figure) -> str:
    parts = [f"{figure.numerator}/{figure.denominator}"] if figure.denominator is not None else []
    if figure.value is not None:
        parts.append(show(amounts.told(target, figure.value), asking.lang))
    parts += [] if figure.moved else [t("target_sheets.resting")]
    return t("target_sheets.comma").join(parts)


def _empty(target: Target) -> list[str | None]:
    """The cells of this period, to be filled in: only a ratio has a numerator and a denominator."""
    part = "" if target.nature == Nature.RATIO else None
    return [part, part, "", "", "", ""]
