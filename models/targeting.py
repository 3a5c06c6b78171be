"""The words of targets: how they compare and bind, what kind of figure they take, how far along one is."""

import re

from models.words import Word


class Comparator(Word):
    """How a measured value is held against a target's value."""

    AT_LEAST = ">=", "不低于", "at least"
    EXACTLY = "==", "等于", "exactly"
    BETWEEN = "between", "介于", "between"
    REACHES = "reaches", "达到标准", "reaches the standard"
    DONE = "done", "完成", "done"
    WIDESPREAD = "widespread", "普遍", "widespread"


class DueBasis(Word):
    """Why a target is due when it is due."""

    EXPLICIT = "explicit", "文件写明", "said by the document"
    PLAN_PERIOD = "plan_period", "按方案期限", "end of the plan"
    RECURRING = "recurring", "每年", "every year"


class Force(Word):
    """How hard a target binds (DOMAIN 6.6)."""

    HARD = "hard", "刚性", "hard"
    STRIVE = "strive", "力争", "strive"
    IN_PRINCIPLE = "in_principle", "原则上", "in principle"
    SOFT = "soft", "鼓励支持", "soft"
    JUDGEMENT = "judgement", "综合评判", "by judgement"


_FORCES = (
    (Force.STRIVE, ("力争", "争取")),
    (Force.IN_PRINCIPLE, ("原则上",)),
    (Force.JUDGEMENT, ("普遍",)),
    (Force.SOFT, ("鼓励", "支持", "探索", "有条件", "推动", "逐步", "扶持")),
)


def force_of(commitment: str | None) -> Force:
    """The force of a commitment word; a bare figure and every word not known to be weaker is hard."""
    return next((force for force, words in _FORCES if any(word in (commitment or "") for word in words)), Force.HARD)


class Nature(Word):
    """What kind of figure a target takes, and with that how figures of several units become one (DOMAIN 5.5)."""

    RATIO = "ratio", "比例", "ratio"
    COUNT = "count", "数量", "count"
    GRADE = "grade", "等级", "grade"
    STANDARD = "standard", "是否达到", "reached or not"
    WORDS = "words", "文字", "words"


MEASURED = (Nature.RATIO, Nature.COUNT)
"""Figures that are numbers: they add up, and they can be ahead or behind."""

BINDING = (Force.HARD, Force.STRIVE, Force.IN_PRINCIPLE)
"""Of these a figure is asked for in every review; of the weaker ones only words (DOMAIN 6.6)."""


class Pace(Word):
    """How a figure stands to what is due by now (DOMAIN 6.5)."""

    AHEAD = "ahead", "超进度", "ahead of schedule"
    ON = "on_schedule", "达进度", "on schedule"
    BEHIND = "behind", "欠进度", "behind schedule"
    FAR = "far_behind", "严重滞后", "far behind"
    UNREPORTED = "unreported", "未报", "not reported"
    UNSET = "no_target", "未定目标", "no annual target"
    REACHED = "reached", "已达标", "reached"
    MISSED = "missed", "目标未达", "missed"


def nature_of(comparator: str | None, value: object, unit: str | None) -> Nature:
    """What kind of figure a target takes: by how it compares, what it asks for and what that is counted in."""
    if comparator in (None, Comparator.WIDESPREAD):
        return Nature.WORDS
    if comparator in (Comparator.REACHES, Comparator.DONE):
        return Nature.STANDARD
    if isinstance(value, str):
        return Nature.GRADE if re.search("[一二三]级", value) else Nature.STANDARD
    return Nature.RATIO if unit == "%" else Nature.COUNT
