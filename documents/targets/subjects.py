"""Of whom or of what a clause speaks: the words before a verb or a figure, without those that only lead up to it."""

from __future__ import annotations

import re
from functools import cache

from documents.targets.aim import is_body
from documents.targets.figures import either
from documents.targets.words import ADVERBS, AREAS, BODIES, NO_ADVERBS, NO_OPENINGS, OPENINGS, ROUNDABOUT, THINGS

_OPENING = re.compile(
    "(?:"
    + "|".join(
        f"{word}(?![{NO_OPENINGS[word]}])" if word in NO_OPENINGS else word
        for word in sorted(OPENINGS, key=len, reverse=True)
    )
    + ")[，、]?"
)


_LONGEST_FIRST = tuple(sorted(ADVERBS, key=len, reverse=True))


def bare(text: str) -> str:
    """Without adverbs at its end: 覆盖率 of 覆盖率均; 年均 stays."""
    while word := next((word for word in _LONGEST_FIRST if text.endswith(word)), ""):
        if len(word) == 1 and text.endswith(NO_ADVERBS):
            break
        text = text[: -len(word)]
    return text


def opened(text: str) -> str:
    """Without the words that open a clause: 医院 of 确保医院, of 一是力争医院."""
    text = text.strip("，、；：和及")
    for _ in range(6):
        match = _OPENING.match(text)
        if match is None:
            break
        text = text[match.end() :]
    return text


def who(subject: str) -> str:
    """Whose figure it is, of what stands before the verb: an area, or a kind of body; else nothing."""
    subject = opened(subject)
    inside = subject.rfind("在")
    if inside >= 0:
        subject = subject[inside + 1 :]
    subject = bare(subject)
    if subject.startswith(ROUNDABOUT):
        return ""
    subject = subject.removesuffix("范围内").removesuffix("内")
    return subject if subject in AREAS or is_body(subject) else ""


@cache
def _bodies() -> re.Pattern[str]:
    names = either(word for word in BODIES if len(word) > 1 and word not in THINGS)
    return re.compile(f"^.{{0,30}}?(?:{names})(?:（[^（）]{{1,6}}）)?")


def body_at_start(text: str) -> str:
    """The body that a text begins with (中医医院 of 中医医院章程), or nothing."""
    match = _bodies().match(text)
    return match.group() if match and is_body(match.group()) else ""
