"""What statements say of an item, put together: who leads and who cooperates, with the doubts there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.units.clauses import Said
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.fact import Fact, Lines


def together(said: Sequence[Said]) -> list[Said]:
    """牵头单位：A, 责任单位：B and 配合单位：C as one statement: neighbours that name units in different roles."""
    found: list[Said] = []
    for each in said:
        if found and _go_together(found[-1], each):
            found[-1] = _both(found[-1], each)
        else:
            found.append(each)
    return found


def _go_together(last: Said, each: Said) -> bool:
    """Whether the next statement helps those of the last; labels may also name those who answer beside who leads."""
    if (last.lead or last.all) and not (last.cooperating or each.lead or each.all):
        return True
    roles, more = _roles(last), _roles(each)
    return last.by_label and each.by_label and bool(more) and not roles & more and "lead" in roles | more


def _roles(said: Said) -> set[str]:
    return {role for role in ("lead", "cooperating", "all") if getattr(said, role)}


def _both(last: Said, each: Said) -> Said:
    return Said(
        last.lead + each.lead,
        last.cooperating + each.cooperating,
        last.all + each.all,
        last.groups + each.groups,
        last.others + each.others,
        last.when or each.when,
        by_label=last.by_label and each.by_label,
    )


def fill(fact: Fact, said: Sequence[Said], lines: Lines, first_leads: bool) -> None:
    """Puts the units of statements into a fact, with the doubts there are."""
    lead: list[str] = []
    cooperating: list[str] = []
    for each in said:
        even = each.all
        if each.lead:
            lead += each.lead
            cooperating += even
        elif first_leads and len(even) > 1:
            lead += even[:1]
            cooperating += even[1:]
        else:
            lead += even
            if len(even) > 1:
                fact.doubt("lead_units", because("read_units_even", names=list(even), first=even[0]), lines)
        cooperating += each.cooperating
    lead = list(dict.fromkeys(lead))
    cooperating = [name for name in dict.fromkeys(cooperating) if name not in lead]
    for key, units in (("lead_units", lead), ("cooperating_units", cooperating)):
        if units:
            fact.values[key] = units
            fact.places[key] = lines
    _left_out(fact, said, "lead_units" if not lead else "cooperating_units", lines)
    if len(said) > 1:
        fact.doubt("lead_units", because("read_units_lists", count=len(said)), lines)


def _left_out(fact: Fact, said: Sequence[Said], key: str, lines: Lines) -> None:
    """Tells the names for many, and what is no name of a unit."""
    groups = list(dict.fromkeys(name for each in said for name in each.groups))
    others = list(dict.fromkeys(name for each in said for name in each.others))
    if groups:
        fact.doubt(key, because("read_units_groups", names=groups), lines)
    if others:
        fact.doubt(key, because("read_units_others", names=others), lines)
