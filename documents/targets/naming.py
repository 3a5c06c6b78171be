"""Names of targets as they should look: what a clause leaves at their ends, and names that cannot be mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.targets.figures import figures
from documents.targets.words import DONE, FINISH, NO_CONJUNCTIONS

if TYPE_CHECKING:
    from documents.targets.aim import Aim

_FIRST = re.compile(
    "[、，；：:;,.·）\\s]+|(?:以及|并且|"
    + "|".join(f"{word}(?![{nouns}])" for word, nouns in NO_CONJUNCTIONS.items())
    + ")|20[0-9]{2}年?(?:至|到|[—–－～~-]{1,2})20[0-9]{2}年(?:每年|累计|共)?|20[0-9]{2}年(?:每年|累计|共)"
    "|对(?=.{2,30}率$)|现有(?=.{3})|有(?![条序效力机关望针组计利害色形声轨奖偿限])(?=.{4})"
)
_LAST = re.compile("[、，；：（和及与]+$|(?<=.{3})(?:达到|达|为)?每[人生户亩床](?:每[年月])?$")
_OPEN = re.compile("（[^）]*$")
NO_NAMES = ("", "数", *DONE, *FINISH)
"""What makes no name with a figure before it: 85座建成."""
SHORTEST = 2
"""Characters of a name."""


def mended(found: list[Aim]) -> list[Aim]:
    """The targets with their names put right, each of those with a doubt; without those whose name is none."""
    for aim in found:
        metric = mend(aim.metric)
        if metric != aim.metric and metric:
            aim.metric = metric
            aim.thing, aim.doing = mend(aim.thing), mend(aim.doing)
            aim.doubts = [doubt for doubt in aim.doubts if doubt[1].key != "read_target_metric"]
            aim.doubt("metric", "read_target_metric", metric=metric)
    return [aim for aim in found if is_name(aim.metric)]


def mend(name: str) -> str:
    """Without marks and conjunctions at its ends, years that are told by its day, and half a pair of brackets."""
    for _ in range(4):
        shorter = _LAST.sub("", _FIRST.sub("", name, count=1) if _FIRST.match(name) else name)
        more = shorter.count("（") - shorter.count("）")
        shorter = _OPEN.sub("", shorter) if more > 0 else shorter.replace("）", "", -min(more, 0))
        if shorter == name:
            break
        name = shorter
    return name


def is_name(name: str) -> bool:
    """Whether a name can be one: 85座建成 and a single character cannot."""
    first = next((figure for figure in figures(name) if figure.start == 0), None)
    rest = name[first.end :] if first else name
    return len(name) >= SHORTEST and not (first and (rest in NO_NAMES or rest.startswith(("、", "，"))))
