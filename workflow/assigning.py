"""Items assigned by a sheet: what each row comes to, every problem at its cell, all of it in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from models.errors import DubanError
from models.words import State
from workflow.cells import Near, Problem, Problems
from workflow.errors import Usage, missing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection

    from workflow.actor import UnitRef
    from workflow.attempt import Attempt
    from workflow.cells import Names
    from workflow.facts import Item
    from workflow.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Wish:
    """A row of the sheet as it was written; more than one name in `lead` is a problem."""

    row: int
    item: str
    lead: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows are held against: items by their codes, every code there is, units, and the plan asked for."""

    items: Mapping[str, Item]
    codes: Sequence[str]
    units: Names
    plan: str | None = None


Group = tuple["UnitRef", tuple["UnitRef", ...]]
"""A lead unit and its cooperating ones: what one performance of the event takes."""


@dataclass(slots=True, eq=False)
class Allotment:
    """What a sheet comes to: who is to be assigned what, and how many rows say nothing or nothing new."""

    groups: dict[Group, list[Wish]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    untouched: int = 0
    same: int = 0


def allot(wishes: Sequence[Wish], known: Known) -> Allotment:
    """Every row held against what there is. A row without any unit is not looked at further.

    A row that says what an unsigned assignment says already changes nothing: the same sheet may be taken in again.
    """
    made, problems = Allotment(), Problems()
    near, seen = Near(known.codes), dict[str, int]()
    exact = frozenset(known.codes)
    for wish in wishes:
        if not wish.lead and not wish.cooperating:
            made.untouched += 1
            continue
        before = len(problems.found)
        item = _item(wish, known, (lambda code: () if code.upper() in exact else near(code)), seen, problems)
        group = _group(wish, known.units, problems)
        if item is None or group is None or len(problems.found) > before:
            continue
        if _assigned_so(item, *group):
            made.same += 1
        else:
            made.groups.setdefault(group, []).append(replace(wish, item=item.code))
    made.problems = problems.found
    return made


def _item(
    wish: Wish, known: Known, near: Callable[[str], Sequence[str]], seen: dict[str, int], problems: Problems
) -> Item | None:
    code = wish.item
    item = known.items.get(code) or known.items.get(code.upper())
    if not code:
        problems.add(wish.row, "item", Usage("sheet_blank"))
    elif item is None:
        problems.add(wish.row, "item", missing("item", code, near(code)))
    elif known.plan is not None and item.plan.code != known.plan:
        facts = {"item": item.code, "plan": item.plan.code, "wanted": known.plan}
        problems.add(wish.row, "item", Usage("sheet_other_plan", **facts))
    else:
        problems.once(wish.row, "item", item.code, seen)
    return item


def _group(wish: Wish, units: Names, problems: Problems) -> Group | None:
    """The units of a row; None where one of them is not to be had."""
    found = {"lead": _units(wish.row, "lead", wish.lead, units, problems)}
    found["cooperating"] = _units(wish.row, "cooperating", wish.cooperating, units, problems)
    leads, helping = found["lead"], found["cooperating"]
    if not wish.lead:
        problems.add(wish.row, "lead", Usage("sheet_blank"))
    elif len(wish.lead) > 1:
        problems.add(wish.row, "lead", Usage("sheet_one_lead", units=list(wish.lead)))
    for unit in helping:
        if unit in leads:
            problems.add(wish.row, "cooperating", Usage("lead_cooperates", unit=unit.name))
    return (leads[0], helping) if len(leads) == 1 else None


def _units(row: int, column: str, names: Sequence[str], units: Names, problems: Problems) -> tuple[UnitRef, ...]:
    found: dict[int, UnitRef] = {}
    for name in names:
        try:
            unit = units.find(name)
        except DubanError as refusal:
            problems.add(row, column, refusal)
        else:
            found[unit.id] = unit
    return tuple(found[key] for key in sorted(found))


def _assigned_so(item: Item, lead: UnitRef, helping: Sequence[UnitRef]) -> bool:
    units = (item.unit_id, set(item.cooperating))
    return item.state == State.ASSIGNED and units == (lead.id, {unit.id for unit in helping})


def assign(
    connection: Connection, attempt: Attempt, made: Allotment, versions: Mapping[str, int]
) -> tuple[list[Outcome], list[Problem]]:
    """Assigns every group by the engine, in the caller's transaction, and answers what it refused, by row.

    The caller takes the transaction back where anything was refused.
    """
    from workflow import engine

    done: dict[int, Outcome] = {}
    refused: list[Problem] = []
    for (lead, helping), wishes in made.groups.items():
        rows = {wish.item: wish.row for wish in wishes}
        one = replace(attempt, lead=lead, cooperating=helping)
        outcomes, refusals = engine.perform(connection, one, list(rows), versions, keep_going=True)
        done |= {rows.pop(outcome.change.after.code): outcome for outcome in outcomes}
        refused += [Problem(row, "", refusal) for row, refusal in zip(rows.values(), refusals, strict=True)]
    return [done[row] for row in sorted(done)], refused
