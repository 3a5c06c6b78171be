"""The targets of a plan file become rows, each with the items that owe its figures; in the caller's transaction."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from models.target import ShareRow, TargetRow
from models.targeting import DueBasis, Force, nature_of
from models.words import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

    from models.planfile import Entry, PlanFile, Target
    from workflow.facts import Plan

TARGET = TargetRow.__table__  # type: ignore[attr-defined]
SHARE = ShareRow.__table__  # type: ignore[attr-defined]


def take_in(connection: Connection, planfile: PlanFile, plan: Plan, items: Mapping[str, int]) -> None:
    """Stores every target at the item that names it; `items` are the ids by full code.

    A target that is also in a part of its item is owed there too, and its figure comes from there; where it is also in
    something else, that does not report it a second time.
    """
    rows = [pair for entry in planfile.all_items() for pair in _rows(entry, planfile, plan, items)]
    if not rows:
        return
    query = insert(TARGET).returning(TARGET.c.id, sort_by_parameter_order=True)
    keys = connection.execute(query, [{**row, "position": n} for n, (row, _) in enumerate(rows)]).scalars().all()
    shares = [
        {"target_id": key, "item_id": item_id, "owes": True}
        for key, (row, also) in zip(keys, rows, strict=True)
        for item_id in dict.fromkeys((row["item_id"], *also))
    ]
    connection.execute(insert(SHARE), shares)


def _rows(
    entry: Entry, planfile: PlanFile, plan: Plan, items: Mapping[str, int]
) -> Iterator[tuple[dict[str, Any], list[int]]]:
    """The targets of an item with the other items that owe them; a task without any is held to its work."""
    code = planfile.full_code(entry.code)
    held = {"plan_id": plan.id, "item_id": items[code]}
    for target in entry.node.targets:
        also = [items[planfile.full_code(name)] for name in target.also_in if name.startswith(f"{entry.code}.")]
        yield {**held, **_row(planfile.full_code(target.code), target, plan)}, also
    if entry.kind == Kind.TASK and not entry.node.targets:
        yield {**held, **_work(code, entry, plan)}, []


def _row(code: str, target: Target, plan: Plan) -> dict[str, Any]:
    first, last = target.lines or (None, None)
    yearly = target.due == "yearly"
    return {
        "code": code,
        "metric": target.metric,
        "nature": nature_of(target.comparator, target.value, target.unit),
        "comparator": target.comparator,
        "wanted": json.dumps(target.value, ensure_ascii=False),
        "measure": target.unit,
        "due_on": plan.last_day if yearly else target.due,
        "yearly": yearly,
        "due_basis": target.due_basis,
        "commitment": target.commitment,
        "force": target.force,
        "scope": target.scope,
        "per_unit": target.per_unit,
        "external_gate": target.external_gate,
        "note": target.note,
        "first_line": first,
        "last_line": last,
    }


def _work(code: str, entry: Entry, plan: Plan) -> dict[str, Any]:
    """What a task without any target is held to: its work, told in words from year to year (DOMAIN 0.2)."""
    first, last = entry.node.lines or (None, None)
    return {
        **dict.fromkeys(("comparator", "measure", "scope", "external_gate", "note")),
        "code": code,
        "metric": entry.node.title,
        "nature": nature_of(None, None, None),
        "wanted": "null",
        "due_on": plan.last_day,
        "yearly": False,
        "due_basis": DueBasis.PLAN_PERIOD,
        "commitment": entry.node.commitment,
        "force": Force.JUDGEMENT,
        "per_unit": False,
        "first_line": first,
        "last_line": last,
    }
