"""Targets of what is made ready once: a statute, a centre, a database, whatever is due before a day."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from documents.targets.aim import Aim, area_of, set_scope, weak_word
from documents.targets.figures import either, figures
from documents.targets.subjects import bare, body_at_start, opened, who
from documents.targets.words import DONE, FINISH, FOUNDED, NO_OBJECT, SOFT_OPENING, SYSTEMS, WEAK

if TYPE_CHECKING:
    from documents.targets.aim import Setting
    from documents.targets.phrases import Clause

_FINISHED = re.compile(
    f"^(?P<ahead>.{{0,30}}?)完成(?P<thing>[^，完]{{2,40}}?)(?P<verb>{either(FINISH)})(?:工作|任务)?$"
)


def completed(clause: Clause, setting: Setting) -> list[Aim]:
    """完成医院章程制定."""
    match = _FINISHED.match(clause.text.text)
    if match is None or any(character.isdigit() for character in clause.quiet):
        return []
    thing = match["thing"]
    aim = Aim("completion", "done", thing + match["verb"], True, commitment=weak_word(match["ahead"]))
    aim.thing = aim.doing = thing
    body = body_at_start(opened(match["ahead"])) or body_at_start(thing)
    aim.per_unit = bool(body) and not body.startswith(setting.frame.region or "□")
    set_scope(aim, body, setting)
    return [aim]


_FOUNDED = re.compile(
    f"^(?:(?:依托|在)(?P<place>[^，]{{2,30}}?))?(?:{either(WEAK)})?成立(?P<body>[^，的]{{2,30}}(?:{either(FOUNDED)}))$"
    f"|^(?P<ahead>.{{0,40}}?)(?<!完善)建立(?:健全|完善|起|了)?(?P<system>[^，的]{{2,30}}(?:{either(SYSTEMS)}))$"
)


def founded(clause: Clause, setting: Setting) -> list[Aim]:
    """在某医院成立指导中心, 建立数据库."""
    text = clause.text.text
    match = _FOUNDED.match(text)
    if match is None or text.startswith(SOFT_OPENING):
        return []
    thing = match["body"] or match["system"]
    verb = "成立" if match["body"] else "建立"
    aim = Aim("completion", "done", thing + verb, True, commitment=weak_word(text[: match.start("body")]))
    if match["system"]:
        aim.commitment = weak_word(match["ahead"])
    aim.thing = aim.doing = thing
    set_scope(aim, match["place"] or area_of(thing), setting)
    return [aim]


@cache
def _made_pattern() -> re.Pattern[str]:
    return re.compile(f"^(?P<ahead>[^，]{{0,40}}?)(?P<verb>{either(DONE)})(?P<thing>[^，]{{2,80}})$")


def made(clause: Clause, setting: Setting) -> list[Aim]:
    """What is to be made or done before a day: 出台办法, of 2020年底前出台办法."""
    match = _made_pattern().match(clause.text.text.strip("，、"))
    if match is None:
        return []
    ahead = opened(bare(match["ahead"].removesuffix("应在").removesuffix("要在")))
    metric = match["thing"] + match["verb"]
    if any(each.kind == "count" and not each.chinese for each in figures(clause.quiet)):
        return []
    if ahead or match["thing"].startswith(NO_OBJECT) or len(match["thing"]) > 30:
        metric = ahead + match["verb"] + match["thing"]
    aim = Aim("completion", "done", metric, True, commitment=weak_word(match["ahead"]))
    aim.thing = aim.doing = match["thing"]
    set_scope(aim, who(match["ahead"]), setting)
    return [aim]
