"""The acts on figures and on the values of years: when they are taken, how they are stored, what the record says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from models.target import FigureRow, YearRow
from models.words import IN_OFFICE_HANDS, State
from workflow import amounts
from workflow.measuring import figure, figure_faults, goal_of, year_faults
from workflow.speech import because
from workflow.targets import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from workflow.attempt import Attempt
    from workflow.facts import Duty, Item
    from workflow.measuring import Fault, Reading
    from workflow.speech import Reason
    from workflow.targets import Goal
    from workflow.working_days import Calendar

FIGURE = FigureRow.__table__  # type: ignore[attr-defined]
YEAR = YearRow.__table__  # type: ignore[attr-defined]


def at_rest(item: Item) -> Reason | None:
    """Why no figure of the item is taken now: it rests, or what was handed in is being decided on."""
    return _resting(item, "figure_in_hands")


def _resting(item: Item, key: str) -> Reason | None:
    if item.state == State.SUSPENDED:
        return because("item_suspended", item=item.code)
    return because(key, state=item.state) if item.state in IN_OFFICE_HANDS else None


def figures_wanted(item: Item, duty: Duty | None, attempt: Attempt) -> Reason | None:
    if (resting := at_rest(item)) is not None:
        return resting
    found = (fault for reading in attempt.facts["figures"] for fault in figure_faults(item, reading, attempt.today))
    return _first(found)


def years_wanted(item: Item, duty: Duty | None, attempt: Attempt) -> Reason | None:
    if (resting := _resting(item, "year_in_hands")) is not None:
        return resting
    return _first(fault for wanted in attempt.facts["years"] for fault in year_faults(item, wanted, attempt))


def _first(faults: Iterable[Fault]) -> Reason | None:
    """A rule's guard answers with a sentence; a fault of the words is raised as what it is."""
    for _, fault in faults:
        raise fault
    return None


def _goal(item: Item, code: str) -> Goal:
    """The target that the guard has found with the item."""
    goal = goal_of(item, code)
    assert goal is not None, f"{item.code} has no {code}"
    return goal


def keep_figures(connection: Connection, item: Item, duty: Duty | None, attempt: Attempt) -> None:
    papers = "\n".join(paper.sha256 for paper in attempt.evidence)
    rows = []
    for reading in attempt.facts["figures"]:
        goal = _goal(item, reading.target)
        one = figure(goal, reading, papers)
        held = {name: getattr(one, name) for name in Figure.__slots__}
        held |= {"reported_on": attempt.today, "login": attempt.actor.login}
        rows.append({"target_id": goal.target.id, "item_id": item.id, **held})
    connection.execute(insert(FIGURE), rows)


def keep_years(connection: Connection, item: Item, duty: Duty | None, attempt: Attempt) -> None:
    rows = []
    for wanted in attempt.facts["years"]:
        goal = _goal(item, wanted.target)
        value = amounts.value(goal.target, wanted.value)
        held = {"target_id": goal.target.id, "item_id": item.id, "year": wanted.year, "value": value}
        rows.append({**held, "set_on": attempt.today, "login": attempt.actor.login})
    connection.execute(insert(YEAR), rows)


def figures_told(item: Item, attempt: Attempt, calendar: Calendar) -> dict[str, Any]:
    """For the record: each figure as it was kept."""
    return {"figures": [_figure_told(item, reading) for reading in attempt.facts["figures"]]}


def _figure_told(item: Item, reading: Reading) -> dict[str, Any]:
    one = figure(_goal(item, reading.target), reading)
    names = ("value", "numerator", "denominator", "note")
    told = {name: getattr(one, name) for name in names if getattr(one, name) is not None}
    return {"target": reading.target, "as_of": one.as_of.isoformat(), **told, **({} if one.moved else {"moved": False})}


def years_told(item: Item, attempt: Attempt, calendar: Calendar) -> dict[str, Any]:
    """For the record: each value with what it was before, a number with what it counts, and which is the baseline."""
    found = []
    for wanted in attempt.facts["years"]:
        goal = _goal(item, wanted.target)
        values = [goal.years.get(wanted.year), amounts.value(goal.target, wanted.value)]
        told: dict[str, Any] = {"target": wanted.target, "year": wanted.year, "value": values}
        if goal.target.measured:
            told["measure"] = goal.target.measure or ""
        if wanted.year < item.plan.first_day.year:
            told["baseline"] = True
        found.append(told)
    return {"years": found}
