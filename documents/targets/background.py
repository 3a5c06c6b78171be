"""Clauses that set nothing: they tell how things are, what was reached, or what is to be stamped out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from documents.targets.figures import either, figures
from documents.targets.plain_words import (
    BAD,
    COMPARING,
    FORBIDDEN,
    FORWARD,
    NO_FORBIDDEN,
    NOW,
    SHORT_OF,
    THERE_IS,
)
from documents.targets.subjects import opened
from documents.targets.words import AREAS, MAKE_OR_ACT

if TYPE_CHECKING:
    from documents.targets.phrases import Clause

_GIVEN = re.compile("(?:基础上|前提下|情况下|条件下)$|^(?:在|对|将|针对|按)")
# 我市有幼儿园120所; 有条件的, 有序推进 are other things.
_HAS = re.compile(
    "有(?![条序效力机关望针组计利害色形声轨奖偿限])[^，、0-9]{2,20}[0-9][0-9.]{0,8}[万亿千百]{0,2}.{1,3}$"
)
STATE, RESULT, NOTHING = "state", "result", ""
"""A sentence that tells how things are until it looks ahead, a clause that tells so alone, and neither."""


def background(clause: Clause, before: str, *, dated: bool) -> str:
    """Whether a clause tells how things are: STATE, RESULT or NOTHING; `before` is what the clause before it was.

    `dated` says that it has a day of its own, and does not belong to what was told before.
    """
    text = _own(clause.quiet)
    if _now().match(text) and not dated:
        return STATE
    if dated or text.startswith(FORWARD):
        return NOTHING
    if before == STATE:
        return STATE
    if (
        figures(text)
        and not _GIVEN.search(text)
        and (text.startswith(THERE_IS) or _HAS.match(text) or _reached().search(text))
    ):
        return RESULT
    if before == RESULT and (text.startswith(COMPARING) or not opened(text).startswith(MAKE_OR_ACT)):
        return RESULT
    return NOTHING


def forbidden(clause: Clause) -> bool:
    """Whether a clause is about what is not to be: 严禁…超过3%, 整治利润超过3%等问题."""
    text = opened(clause.quiet)
    if text.startswith(FORBIDDEN) and not text.startswith(NO_FORBIDDEN):
        return True
    return _bad().search(clause.quiet) is not None


def _own(text: str) -> str:
    """Without the area that a clause begins with: 现有 of 我市现有."""
    text = text.strip("，、和")
    return text.removeprefix(next((area for area in AREAS if text.startswith(area)), ""))


@cache
def _now() -> re.Pattern[str]:
    return re.compile("|".join(NOW))


@cache
def _reached() -> re.Pattern[str]:
    """已建成120所, 已达到45%; 已建成的小区 only says which."""
    return re.compile("(?:已建成|已有|已达|已经|已累计|曾经|以来)(?![^，]{0,6}的)")


@cache
def _bad() -> re.Pattern[str]:
    bad = either(BAD)
    return re.compile(f"等[^，0-9]{{0,8}}(?:{bad})$|(?:{either(SHORT_OF)})[0-9][^，]{{0,12}}(?:{bad})$")
