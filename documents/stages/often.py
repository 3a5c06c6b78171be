"""Reports and assessments that come more or less often than once a year: a plan file has no form for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.days.dates import windows
from documents.fact import Doubt
from documents.prose.passage import Passage
from documents.stages.texts import chapters, masked
from documents.stages.words import OFTEN, OFTEN_REPORTED
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.prose.outline import Node

# With the days before it that stand in a clause of their own: 每季度末月25日前，各县报送进展情况.
_CLAUSE = re.compile(r"(?:[^，；。\t]{0,4}?每[^，；。\t]{1,14}[前底末日]，)?[^，；。\t]+")
LONGEST = 40
"""Characters of a clause that are repeated."""


def often(root: Node) -> list[Doubt]:
    """A doubt about the plan for each duty to report or to assess every month, every quarter, every half year."""
    found: dict[str, Doubt] = {}
    assessing = [node for chapter in chapters(root) for node in chapter.under()]
    known = {id(node) for node in assessing}
    for node in root.under():
        words = OFTEN if id(node) in known else OFTEN_REPORTED
        for clause in (clause for block in node.body for clause in _clauses(block, words)):
            printed = clause.text[:LONGEST]
            found.setdefault(printed, Doubt("", because("read_often_duty", printed=printed), clause.lines))
    return list(found.values())


def _clauses(block: Passage, words: re.Pattern[str]) -> Iterator[Passage]:
    plain = Passage(masked(block.text), block.at)
    for match in _CLAUSE.finditer(plain.text):
        if words.search(match[0]) and any(when.often for when in windows(plain.found(match))):
            yield block.found(match).strip()
