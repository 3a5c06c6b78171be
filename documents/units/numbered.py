"""Tasks that a chapter of duties gives to units by their numbers: 市教育局：牵头做好第1、2项，配合做好第3项."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.prose.numerals import number
from documents.prose.passage import joined
from documents.units import dutywords as duty
from documents.units.allot import duties, duty_chapter
from documents.units.clauses import Said
from documents.units.roles import fill
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.fact import Doubt, Fact
    from documents.prose.outline import Node

UNITS = ("lead_units", "cooperating_units")

_NUMBER = rf"(?:\d{{1,3}}|[{duty.NUMERALS}]{{1,3}})"
_ITEMS = re.compile(rf"第(?P<items>{_NUMBER}(?:(?:、|和|及|与|至|到|[-—－～~])第?{_NUMBER}){{0,40}})(?:{duty.ITEMS})")
_ONE = re.compile(rf"(?P<to>(?:至|到|[-—－～~])第?)?(?P<number>{_NUMBER})")
_ROLE = re.compile("|".join(word for words in duty.DUTY_ROLES.values() for word in words))
_ROLES = {word: role for role, words in duty.DUTY_ROLES.items() for word in words}


def allot_duties(root: Node, tasks: Sequence[Fact]) -> list[Doubt]:
    """Gives tasks without units those that a chapter of duties names for their numbers; what is left is a doubt."""
    from documents.fact import Doubt

    doubts = []
    for chapter in chapters(root):
        if _holds(chapter, tasks):
            continue
        left = _given(chapter, tasks)
        if left and not all(task.values.get("lead_units") for task in tasks):
            reason = because("read_duties_left", title=chapter.title.text, units=left)
            doubts.append(Doubt("", reason, chapter.lines))
    return doubts


def chapters(node: Node) -> Iterator[Node]:
    """The chapters of duties, the outer ones."""
    if node.title and duty_chapter(node.title.text) and duties(node):
        yield node
        return
    for child in node.children:
        yield from chapters(child)


def _holds(chapter: Node, tasks: Sequence[Fact]) -> bool:
    """Whether the tasks themselves stand in the chapter, each with its units."""
    starts = {each.lines[0] for each in chapter.under()}
    return any(task.values["lines"][0] in starts for task in tasks)


def _given(chapter: Node, tasks: Sequence[Fact]) -> list[str]:
    """Gives the tasks their units. Answers the units that are charged with something that is no numbered task."""
    by_number = _by_number(tasks)
    said: dict[int, Said] = {}
    left: list[str] = []
    for unit, text in duties(chapter):
        charged = list(_charged(text.text))
        if not charged or any(item not in by_number for item, _ in charged):
            left.append(unit)
        for item, role in charged:
            names: list[str] = getattr(said.setdefault(item, Said()), role)
            if unit not in names:
                names.append(unit)
    whole = joined([chapter.title, *chapter.text()])
    for item, each in said.items():
        task = by_number.get(item)
        if task is not None and not any(task.values.get(key) for key in UNITS):
            fill(task, [each], whole.lines, False)
            units = [*each.lead, *each.all, *each.cooperating]
            task.doubt("lead_units", because("read_units_duty", title=chapter.title.text, units=units), whole.lines)
    return list(dict.fromkeys(left))


def _by_number(tasks: Sequence[Fact]) -> dict[int, Fact]:
    """The tasks whose numbers no other has."""
    found: dict[int, Fact] = {}
    twice: set[int] = set()
    for task in tasks:
        printed = _ONE.search(task.values.get("number", ""))
        ordinal = int(number(printed["number"]) or 0) if printed else 0
        twice |= {ordinal} & found.keys()
        found[ordinal] = task
    return {ordinal: task for ordinal, task in found.items() if ordinal and ordinal not in twice}


def _charged(text: str) -> Iterator[tuple[int, str]]:
    """The numbers of tasks in what is said of a unit, each with its role by the nearest verb before it."""
    for match in _ITEMS.finditer(text):
        verbs = [found[0] for found in _ROLE.finditer(text, 0, match.start())]
        role = _ROLES[verbs[-1]] if verbs else "all"
        before = 0
        for one in _ONE.finditer(match["items"]):
            ordinal = int(number(one["number"]) or 0)
            for each in range(before + 1 if one["to"] else ordinal, ordinal + 1):
                yield each, role
            before = ordinal
