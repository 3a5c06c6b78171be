"""What an account may read, narrowed by what it asks for: conditions on `item i` answered for by `unit u`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.words import Kind, Role
from workflow.rights import READERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workflow.actor import Actor

_LITERAL = re.compile("[!%_]")


BEGUN = "(i.begun_on IS NULL OR i.begun_on <= :today)"
"""SQL: what was only broken down after a day was not there yet."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items or duties are asked for; what is empty does not narrow.

    `unit` means its whole subtree, `state` one state or all of a stage or step.
    """

    plan: int | None = None
    unit: str | None = None
    kind: Kind | None = None
    state: str | None = None
    text: str | None = None
    codes: tuple[str, ...] = ()
    """At most as many as one IN list takes."""
    audit: bool = False
    """Asked for the audit trail, which an auditor may read too, and nothing else of the business."""


def conditions(actor: Actor | None, wanted: Wanted, owing: str = "u") -> tuple[str, dict[str, Any]]:
    """SQL that narrows `item i`, answered for by `unit u`, to what is asked for and may be read.

    The clock is no account: for None everything is read. `owing` is the unit that is meant where one is asked for: in
    a list of duties the unit that owes the duty.
    """
    values: dict[str, Any] = {}
    readers = READERS + (Role.AUDITOR,) * wanted.audit
    scopes = ["1 = 1"] if actor is None else _scopes(actor, readers, values)
    clauses = [f"({' OR '.join(scopes) or '1 = 0'})"]
    for name, clause, given in (
        ("plan", "i.plan_id = :plan", wanted.plan),
        ("unit", f"{owing}.path LIKE :unit", f"{wanted.unit}%" if wanted.unit else None),
        ("kind", "i.kind = :kind", wanted.kind.value if wanted.kind else None),
        ("state", "(i.state = :state OR i.state LIKE :stage OR i.state LIKE :step)", wanted.state),
        ("text", "(LOWER(i.title) LIKE :text ESCAPE '!' OR LOWER(i.code) LIKE :text ESCAPE '!')", wanted.text),
    ):
        if given is not None:
            clauses.append(clause)
            values[name] = given
    if wanted.codes:
        named = {f"code{number}": code for number, code in enumerate(wanted.codes)}
        clauses.append(f"i.code IN ({', '.join(f':{name}' for name in named)})")
        values |= named
    if wanted.state:
        values |= {"stage": f"{wanted.state}.%", "step": f"%.{wanted.state}"}
    if wanted.text:
        values["text"] = "%" + _LITERAL.sub(r"!\g<0>", wanted.text.casefold()) + "%"
    return " AND ".join(clauses), values


def _scopes(actor: Actor, readers: Sequence[Role], values: dict[str, Any]) -> Iterable[str]:
    for number, grant in enumerate(grant for grant in actor.grants if grant.role in readers):
        path = grant.unit_path if grant.unit_path or grant.role != Role.OWNER else actor.unit_path
        parts = ["1 = 1"]
        if grant.plan_id is not None:
            parts.append(f"i.plan_id = :grant{number}")
            values[f"grant{number}"] = grant.plan_id
        if path is not None:
            parts.append(
                f"(u.path LIKE :path{number} OR EXISTS (SELECT 1 FROM item_unit h JOIN unit hu ON hu.id = h.unit_id "
                f"WHERE h.item_id = i.id AND hu.path LIKE :path{number}))"
            )
            values[f"path{number}"] = f"{path}%"
        yield " AND ".join(parts)
