"""Clauses with a figure that look as if something is to be reached, and of which no target was made."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from documents.targets.aim_plain import harmful
from documents.targets.figures import either, figures
from documents.targets.plain_words import NO_DOING, NO_OPENING, QUALITIES, THERE_IS
from documents.targets.subjects import bare, opened
from documents.targets.words import CHANGE, LEAST, MEASURED, MOST, PAST, PAYMENT, REACH, SINK, UNITLESS, WORDED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.targets.aim import Aim, Setting
    from documents.targets.figures import Figure
    from documents.targets.phrases import Clause

_KINDS = ("count", "amount", "ratio")
_IN_A_YEAR = re.compile("20[0-9]{2}年[^，、0-9]{0,8}$")
# 已开设托班的96所幼儿园: which of them.
_WHICH = re.compile("^(?:20[0-9]{2}年)?(?:底|底前|前)?已[^，]{1,12}的$")
_NOT_AFTER = ("的", "以上的", "为单位")


def unread(clause: Clause, found: Sequence[Aim], setting: Setting, *, dated: bool) -> bool:
    """Whether a figure of the clause was likely meant as a target and is in none of those found.

    `dated` says that the clause has a day of its own; in a chapter of goals every figure is likely.
    """
    text = clause.quiet
    if any(word in text for word in (*PAST, *PAYMENT)) or opened(text).startswith(THERE_IS):
        return False
    if any(aim.figure is None for aim in found):
        return False
    if _bare().search(text) or (_worded().search(text) and (dated or setting.goal or _comes_to().search(text))):
        return True
    read = {aim.figure.plain for aim in found if aim.figure}
    left = [figure for figure in figures(text) if figure.plain not in read and figure.kind in _KINDS]
    return any(_likely(text, figure, setting, dated=dated) for figure in left)


@cache
def _worded() -> re.Pattern[str]:
    return re.compile("|".join(WORDED))


@cache
def _bare() -> re.Pattern[str]:
    """死亡率≤0.02, 平均受教育年限达到11.5年: no unit that a target could have."""
    words = either((*REACH, *SINK, *LEAST, *MOST))
    return re.compile(f"[\u4e00-\u9fff)）](?:{words})(?:在|到|至)?{UNITLESS}$")


@cache
def _comes_to() -> re.Pattern[str]:
    """A worded figure ends its clause: 数量翻一番, 隐患动态清零."""
    return re.compile(f"(?:{'|'.join(WORDED)})(?:目标|以上|左右|任务)?$")


def _likely(text: str, figure: Figure, setting: Setting, *, dated: bool) -> bool:
    ahead, after = text[: figure.start], text[figure.end :]
    if (figure.unit == "岁" and after) or _WHICH.search(ahead):
        return False
    told = figure.kind == "ratio" and (dated or setting.goal)
    if figure.chinese or (after.startswith(_NOT_AFTER) and not told) or _describes().search(harmful(ahead)):
        return False
    if ahead.removesuffix("为").endswith(QUALITIES):
        return False
    if dated or _IN_A_YEAR.search(ahead):
        return True
    if opened(ahead).startswith(NO_OPENING):
        return False
    return (setting.goal and _said_of(ahead)) or _measured().search(bare(ahead)) is not None


def _said_of(ahead: str) -> bool:
    """Whether something stands before a figure that it can be said of."""
    subject = opened(bare(ahead))
    return len(subject) > 1 and not subject.startswith("共")


@cache
def _describes() -> re.Pattern[str]:
    # What is bounded (不低于, 按) may well be a target here: it is only asked about.
    return re.compile(either(word for word in NO_DOING if word not in _BOUNDS))


_BOUNDS = ("不得", "不超", "不低于", "超过", "的", "按", "同比", "环比", "人均", "户均")


@cache
def _measured() -> re.Pattern[str]:
    """抽查比例为, 减排比例不低于全社会排放量的: what is measured, and that it comes to something."""
    words = either((*REACH, *SINK, *CHANGE, *LEAST, *MOST, "为"))
    return re.compile(f"(?:{either(MEASURED)})(?:{words})(?:[^，、]{{1,20}}的)?$")
