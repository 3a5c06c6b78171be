"""Where the text of a plan ends: without the signature under it, the day of it and the line of print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.days.dates import windows
from documents.days.day import days
from documents.head.signing import SIGNED
from documents.units.joint import units

if TYPE_CHECKING:
    from documents.prose.outline import Node, Outline
    from documents.prose.passage import Passage

LONGEST = 120
"""Characters of a signature with its day."""
_PAGE = re.compile(
    r"（?(?:此件|信息公开|公开(?:形式|方式|属性|类别)|主动公开|依申请公开|不予公开|联系人)[^。]{0,60}|.{2,60}印发[）。]?"
)
_INDOORS = re.compile(r"[。！）；](?=[^。！；]{4,120}$)")


def unsigned(outline: Outline) -> Outline:
    """The outline of which the last heading no longer holds what stands under the text; that is among the annexes."""
    last = list(outline.root.under())[-1]
    if last is outline.root:
        return outline
    dropped: list[Passage] = []
    dated = bool(
        outline.annexes and _PAGE.fullmatch(outline.annexes[0].text) and outline.annexes[0].text[-2:] == "印发"
    )
    while last.body and last.body[-1].at[:1] > last.mark.at[-1:]:
        block = last.body[-1]
        kept, is_day = _without(block, last, dated)
        if kept is block:
            break
        dated = dated or is_day
        dropped.insert(0, block.cut(len(kept)))
        last.body.pop()
        if kept:
            last.body.append(kept)
            break
    return outline._replace(annexes=[*dropped, *outline.annexes])


def _without(block: Passage, node: Node, dated: bool) -> tuple[Passage, bool]:
    """A paragraph without what closes the text in it, itself where there is nothing; and whether that has a day.

    `dated` says that the day of the signature stands under the paragraph.
    """
    text = block.text
    if _PAGE.fullmatch(text) and len(text) <= LONGEST:
        return block.cut(0, 0), bool(list(days(text)))
    signed = next((day for day in days(text) if day.end == len(text)), None)
    if signed and signed.start == 0:
        # A day alone may be that of a stage whose heading says none.
        closes = len(node.body) > 1 or bool(windows(node.title))
        return (block.cut(0, 0), True) if closes else (block, False)
    start = _names_from(block, signed.start if signed else len(text))
    return (block.cut(0, start), True) if start is not None and (signed or (dated and start == 0)) else (block, False)


def _names_from(block: Passage, end: int) -> int | None:
    """Where the names of units begin that reach to this place: at the start of the text, or behind its last sentence.

    None where there are none.
    """
    text = block.text[:end]
    if len(text) <= LONGEST and units(text):
        return 0
    for found in reversed(list(_INDOORS.finditer(text))):
        if found[0] in SIGNED and units(text[found.end() :]):
            return found.end()
    return None
