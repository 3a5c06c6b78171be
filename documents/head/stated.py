"""The stretch of time that a plan gives itself under a label (整治时间：…) or in the first words of its goals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.days.dates import windows
from documents.prose.chapters import About, about

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.days.dates import When
    from documents.prose.outline import Node
    from documents.prose.passage import Passage

GENERAL = (About.GENERAL, About.GOALS, About.STAGES)
"""The chapters that may say from when to when the whole plan runs; those of tasks speak of parts of it."""
OPENING = re.compile("目标|总体|要求")
"""Words in the titles of chapters of which the first words may say it without a label."""
WHAT = ("整治", "实施", "行动", "工作", "培训", "活动", "创建", "试点", "治理", "攻坚", "专项", "执行", "建设", "开展")
LABELLED = 14
"""Calendar days of a labelled stretch; a shorter one is that of a meeting or a course."""
UNLABELLED = 45
"""Calendar days of a stretch without a label."""

_LABEL = rf"(?:总体)?(?:{'|'.join(WHAT)}){{1,2}}(?:时间|期限|周期)(?:安排|范围)?"
_HEADED = re.compile(_LABEL)
_INSIDE = re.compile(rf"(?:^|[。；，\t])(?:{_LABEL})[为是：\t]{{1,2}}")
_FROM = re.compile(r"[为是：自从\s]{0,3}")


def labelled(root: Node, year: int | None) -> When | None:
    """The stretch under a label, the first of them; `year` is the year of days that are printed without one."""
    return next((when for text in _under_labels(root) if (when := _first(text, year, LABELLED))), None)


def opening(root: Node) -> When | None:
    """The stretch with months that the goals or a general chapter begin with."""
    for chapter in root.children:
        if about(chapter.title.text) != About.SAFEGUARDS and OPENING.search(chapter.title.text):
            text = next(chapter.text(), None)
            if text and (when := _first(text, None, UNLABELLED)) and not when.whole_years:
                return when
    return None


def _under_labels(root: Node) -> Iterator[Passage]:
    """What stands behind the labels, in printed order."""
    for block in root.body:
        yield from _inside(block)
    for chapter in root.children:
        if about(chapter.title.text) not in GENERAL:
            continue
        for node in chapter.under():
            if _HEADED.fullmatch(node.title.text) and node.body:
                yield node.body[0]
            yield from _inside(node.title)
            for block in node.body:
                yield from _inside(block)


def _inside(text: Passage) -> Iterator[Passage]:
    yield from (text.cut(found.end()) for found in _INSIDE.finditer(text.text))


def _first(text: Passage, year: int | None, shortest: int) -> When | None:
    """The stretch from day to day that a text begins with."""
    begins = _FROM.match(text.text)
    when = next(iter(windows(text, year)), None)
    if not when or not begins or when.start > begins.end() or when.yearly or not (when.opens and when.closes):
        return None
    return when if (when.closes - when.opens).days >= shortest - 1 else None
