"""Numbers that count no headings: those of a list of annexes below a notice, and of goals that stand above measures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.prose.numbering import Form
    from documents.prose.passage import Passage

    Seen = tuple[Form, re.Match[str], int]

AIMED = "主要|总体|具体|行动|发展|工作|年度|预期"
"""What goals are called before the word itself."""
LISTED = ("figure", "figure_bracket", "circle")
"""The forms by which such lists are counted."""
# 附件：1.重点指标表 / 2.季报表, or 附件： on a line of its own.
_ANNEXES = re.compile(r"附(?:件|表|录)?：(?P<first>(?:1[.．、]|（1）)[^。；：]{2,80})?")
_NAME = re.compile(r"[^。；：]{3,80}")
# 主要目标： / 1.… / 2.… / 策略措施： / 1.… in each field of a plan for children, for women, for health.
_GOALS = re.compile(rf"[【（]?(?:{AIMED})?(?:目标|指标)(?:要求)?[】）]?[：。]?")
_MEASURES = re.compile(
    r"[【（]?(?:策略|主要|具体|工作|重点|行动|支持|政策|推进|实施|对策)?(?:措施|举措|任务|内容|策略|策略措施)[】）]?[：。]?"
)


def uncounted(blocks: Sequence[Passage], headings: Sequence[Seen | None]) -> set[int]:
    """The places of the paragraphs that begin with a number and are no headings."""
    return {*_annexes(blocks, headings), *_goals(blocks, headings)}


def resumed(headings: Sequence[Seen | None], bare: set[int]) -> dict[int, int]:
    """The places of headings that count on from such a list, with their ordinals: goals 1 to 3, measures from 4 on."""
    found: dict[int, int] = {}
    for place in bare:
        last, following = headings[place], next((at for at in range(place + 1, len(headings)) if headings[at]), None)
        first = headings[following] if following is not None and following not in bare else None
        if last and first and following is not None and (first[0].name, first[2]) == (last[0].name, last[2] + 1):
            found[following] = first[2]
    return found


def goals(body: Sequence[Passage]) -> Iterator[Passage]:
    """The paragraphs of a body that stand below a line 主要目标：, up to one that says that measures follow."""
    inside = False
    for text in body:
        if _GOALS.fullmatch(text.text):
            inside = True
        elif _MEASURES.fullmatch(text.text):
            inside = False
        elif inside:
            yield text


def _annexes(blocks: Sequence[Passage], headings: Sequence[Seen | None]) -> Iterator[int]:
    """The names of annexes that count on below 附件：1.…."""
    due = 0
    for place, (block, seen) in enumerate(zip(blocks, headings, strict=True)):
        if found := _ANNEXES.fullmatch(block.text):
            due = 2 if found["first"] else 1
        elif due and seen and seen[0].name in LISTED and seen[2] == due and _NAME.fullmatch(block.text):
            yield place
            due += 1
        else:
            due = 0


def _goals(blocks: Sequence[Passage], headings: Sequence[Seen | None]) -> Iterator[int]:
    """The numbered goals between a line that says so and one that says that measures follow."""
    held: list[int] | None = None
    for place, (block, seen) in enumerate(zip(blocks, headings, strict=True)):
        if seen is None and _GOALS.fullmatch(block.text):
            held = []
        elif held is not None and seen is None and _MEASURES.fullmatch(block.text):
            yield from held
            held = None
        elif held is not None and seen and seen[0].name in LISTED:
            held.append(place)
        elif seen:
            held = None
