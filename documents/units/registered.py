"""Whoever a plan file names stands in its register of units: what does not is taken out, with a doubt that tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from documents.fact import Fact, Lines

LISTS = ("issuers", "organisers", "lead_units", "cooperating_units")
"""The keys of lists of units; `together_with` are words, 会同有关部门."""
ALSO_ALL = ("organisers",)
"""Where a whole group may stand by its name, 各县（区）…"""
OPEN = {"issuers": "issuers_open_ended", "organisers": "organisers_open_ended"}
"""What says that more are meant than those of the list; without them it says nothing."""


def registered(facts: Iterable[Fact], register: Sequence[Fact]) -> None:
    """Takes the names that the register has not out of these facts: 有关部门, 县政府 in a plan of a city."""
    known = {name for unit in register for name in _names(unit)}
    for fact in facts:
        for key in LISTS:
            _list(fact, key, known)
        receiver = fact.values.get("reports_to")
        if receiver and receiver not in known:
            del fact.values["reports_to"]
            fact.doubt("reports_to", because("read_units_unlisted", names=[receiver]), _lines(fact, "reports_to"))


def _names(unit: Fact) -> list[str]:
    values = unit.values
    return [name for name in (values["name"], values.get("short"), *values.get("aliases", ())) if name]


def _list(fact: Fact, key: str, known: set[str]) -> None:
    names = fact.values.get(key, [])
    kept = [name for name in names if name in known or (key in ALSO_ALL and name.startswith("各"))]
    if len(kept) == len(names):
        return
    left_out = [name for name in names if name not in kept]
    fact.doubt(key, because("read_units_unlisted", names=left_out), _lines(fact, key))
    if kept:
        fact.values[key] = kept
        return
    fact.values.pop(key)
    fact.values.pop(OPEN.get(key, ""), None)


def _lines(fact: Fact, key: str) -> Lines | None:
    return fact.places.get(key) or fact.values.get("lines")
