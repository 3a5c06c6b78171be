"""The ladder of reminders: when, about what, to whom, in which words (DOMAIN 7). Data only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.reminding import Tone
from models.words import Word

if TYPE_CHECKING:
    from collections.abc import Iterable


class Anchor(Word):
    """What the days of a rung are counted from, in working days."""

    OPENS = "opens", "启动日", "the first working day of the window"
    DUE = "due", "时限前", "before the last working day on or before the due in force"
    OVERDUE = "overdue", "逾期后", "after the effective due"
    HANDS = "hands", "到办公室或领导手中后", "after it came into the hands of office or leader"


class Who(Word):
    """Whom a rung is for; resolved for the unit that owes the duty and the item's plan."""

    LIAISON = "liaison", "承办人", "owners of the unit that owes"
    UNITHEAD = "unithead", "单位负责人", "head of that unit"
    PRINCIPAL = "principal", "上级单位负责人", "head of the unit above"
    COOPS = "coops", "配合单位承办人", "owners of the cooperating units"
    OFFICE = "office", "方案办公室", "office"
    LEAD = "lead", "分管领导", "leader"
    HEAD = "head", "主要领导", "principal leader"


@dataclass(frozen=True, slots=True)
class Rung:
    """One row of the ladder: `count` working days from its anchor; `every` repeats it that often ever after."""

    name: str
    anchor: Anchor
    count: int
    tone: Tone
    to: tuple[Who, ...]
    copy: tuple[Who, ...] = ()
    every: int = 0


A, W, T = Anchor, Who, Tone
LONG: tuple[Rung, ...] = (
    Rung("open", A.OPENS, 0, T.OPENED, (W.LIAISON,), (W.UNITHEAD,)),
    Rung("before-20", A.DUE, 20, T.NOTICE, (W.LIAISON,)),
    Rung("before-10", A.DUE, 10, T.NEAR, (W.LIAISON,), (W.UNITHEAD,)),
    Rung("before-5", A.DUE, 5, T.NEAR, (W.LIAISON, W.COOPS), (W.UNITHEAD,)),
    Rung("before-3", A.DUE, 3, T.NEAR_AGAIN, (W.LIAISON, W.UNITHEAD), (W.OFFICE,)),
    Rung("before-1", A.DUE, 1, T.DUE_NOW, (W.LIAISON, W.UNITHEAD), (W.OFFICE,)),
    Rung("before-0", A.DUE, 0, T.DUE_NOW, (W.LIAISON, W.UNITHEAD), (W.OFFICE,)),
    Rung("overdue-1", A.OVERDUE, 1, T.URGE, (W.LIAISON, W.UNITHEAD), (W.OFFICE, W.LEAD)),
    Rung("overdue-5", A.OVERDUE, 5, T.SECOND, (W.UNITHEAD,), (W.LEAD,)),
    Rung("overdue-10", A.OVERDUE, 10, T.THIRD, (W.UNITHEAD, W.PRINCIPAL), (W.LEAD, W.HEAD)),
    Rung("overdue-20", A.OVERDUE, 20, T.SUGGEST, (W.OFFICE,), (W.HEAD,)),
    Rung("overdue-40", A.OVERDUE, 40, T.AGAIN, (W.UNITHEAD, W.PRINCIPAL), (W.LEAD, W.HEAD), every=20),
)
"""Launch, reviews and evaluations."""

SHORT: tuple[Rung, ...] = (
    Rung("before-1", A.DUE, 1, T.DUE_NOW, (W.LIAISON, W.UNITHEAD), (W.OFFICE,)),
    Rung("before-0", A.DUE, 0, T.DUE_NOW, (W.LIAISON, W.UNITHEAD), (W.OFFICE,)),
    Rung("overdue-1", A.OVERDUE, 1, T.URGE, (W.LIAISON, W.UNITHEAD), (W.OFFICE, W.LEAD)),
    Rung("overdue-3", A.OVERDUE, 3, T.SECOND, (W.UNITHEAD,), (W.OFFICE, W.LEAD)),
    Rung("overdue-5", A.OVERDUE, 5, T.THIRD, (W.UNITHEAD, W.PRINCIPAL), (W.LEAD, W.HEAD)),
)
"""Signatures, problem lines and what was returned: a few working days in all."""

HANDS = Rung("hands-4", A.HANDS, 4, T.WAITING, (W.OFFICE,), every=5)
"""What waits for office or leader longer than three working days; whom it is for is who has it."""

ORDER = Rung("order", A.HANDS, 0, T.ORDER, (W.LIAISON, W.UNITHEAD), (W.OFFICE, W.LEAD))
"""A supervision order by hand (`duban urge`): it belongs to no day."""


def rank(name: str) -> int:
    """How strong a rung is within its window, from its name: one that comes later is stronger."""
    count = int(name.partition("-")[2] or 0)
    return {Anchor.OPENS: -1000, Anchor.DUE: -count}.get(anchor(name), 1 + count)


def named(rungs: Iterable[Rung], name: str) -> Rung | None:
    """The rung of that name; one that repeats goes by the count that its days had."""
    found = {rung.name: rung for rung in rungs}
    return found.get(name) or next((r for r in found.values() if r.every and r.anchor == anchor(name)), None)


def anchor(name: str) -> Anchor:
    """What the days of a rung are counted from, from its name."""
    return _ANCHORS[name.partition("-")[0]]


_ANCHORS = {"open": A.OPENS, "before": A.DUE, "overdue": A.OVERDUE, "hands": A.HANDS}


def tail(rung: Rung, count: int) -> Rung:
    """A rung that repeats, as it is called the time that its days are `count`."""
    return replace(rung, name=f"{rung.anchor.value}-{count}", count=count, every=0)
