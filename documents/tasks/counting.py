"""Whether the numbers of the tasks count on: one that is missing, comes twice or stands out of order is doubtful."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from documents.fact import Doubt
from documents.prose.numbering import RANKS, heading
from documents.units.responsible import statements
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.prose.outline import Node

# A line of a few words, with no mark but those inside a name.
_HEADING = re.compile("[\u4e00-\u9fff、“”《》]{4,24}")


def miscounted(chapters: Sequence[Node], tasks: Sequence[Node]) -> Iterator[Doubt]:
    """Doubts about the numbers of the tasks of these chapters, of the headings above them, and of what they hold."""
    groups = dict.fromkeys(task.parent for task in tasks if task.parent is not None and task.parent.form)
    for row in ([group for group in groups if group not in chapters], tasks):
        for before, after in pairwise(row):
            yield from _between(before, after)
    for task in tasks:
        yield from _passed(task)
    yield from _unnumbered([*chapters, *groups, *tasks[:-1]])


def _between(before: Node, after: Node) -> Iterator[Doubt]:
    """What is amiss from one heading to the next that is counted together with it."""
    first = after.parent is not None and after.parent.children[0] is after
    apart = before.parent is not after.parent and (not first or after.ordinal == 1)
    if before.form != after.form or apart:
        return
    key = ""
    if after.ordinal > before.ordinal + 1:
        key = "read_number_gap"
    elif after.number == before.number or after.ordinal == before.ordinal:
        key = "read_number_twice"
    elif after.ordinal < before.ordinal:
        key = "read_number_again"
    elif (seen := heading(after.mark.text)) and seen[2] != after.ordinal:
        key = "read_number_slip"
    if key:
        facts = {"before": before.number, "after": after.number}
        yield Doubt("", because(key, **facts), (before.lines[1], after.lines[0]))


def _passed(task: Node) -> Iterator[Doubt]:
    """Paragraphs of a task that begin as a heading of its form or a higher one, out of order."""
    lines = [text for text in task.body if text.lines[0] > task.mark.lines[1] and "\t" not in text.text]
    seen = [(found, text) for text in lines if (found := heading(text.text))]
    passed = [(found, text) for found, text in seen if RANKS[found[0].name] <= RANKS[task.form] and not found[0].loose]
    if passed:
        printed = [found["number"] for (_, found, _), _ in passed]
        spans = [text.lines for _, text in passed]
        told = because("read_number_passed", printed=printed, task=task.number)
        yield Doubt("", told, (spans[0][0], spans[-1][1]))


def _unnumbered(nodes: Sequence[Node]) -> Iterator[Doubt]:
    """Lines between the headings that look like headings without a number."""
    lines = [node.body[-1] for node in dict.fromkeys(nodes) if node.body]
    # The chapters themselves may be the tasks: then text stands where a heading might.
    bare = [line for line in lines if _HEADING.fullmatch(line.text) and not statements(line)]
    if len(bare) > 1:
        printed = [line.text for line in bare]
        yield Doubt("", because("read_heading_bare", printed=printed), (bare[0].lines[0], bare[-1].lines[1]))
