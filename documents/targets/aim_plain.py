"""Targets of so many of something whose verb is in no table: a short clause that comes to a figure with a unit."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from documents.targets.aim import Aim, area_of, compare, set_scope, weak_word, without_area
from documents.targets.aim_counts import named_thing
from documents.targets.figures import either
from documents.targets.plain_words import (
    BOUNDED,
    HARMLESS,
    LED,
    NO_DOING,
    NO_ENDING,
    NO_LEADING,
    NO_OPENING,
    NO_PLAN,
    NO_THING,
    PLANNED,
    TAILS,
)
from documents.targets.subjects import bare, body_at_start, opened

if TYPE_CHECKING:
    from documents.targets.aim import Setting
    from documents.targets.aim_counts import Place
    from documents.targets.figures import Figure

SHORTEST, LONGEST = 3, 30
"""Characters of what is done and to what."""
_AND = re.compile("^(?:、|和|及|以及|或|与)")
_LETTERS = re.compile("[一-鿿□《》“”A-Za-z0-9（）、×+-]+")
_EACH_SO_MANY = re.compile("(?:按照?)?(?P<each>每[0-9][0-9.万千百]{0,6}[^，、0-9]{1,8}?)(?:配备|配置|拥有|设有|有)?$")
_BY_STANDARD = re.compile(
    "^(?:的?(?:标准|比例|要求))?(?:足额|配齐|统筹)?(?:配备|配置|配齐|配足|设置|设立|安排|落实|核定|选聘|招聘|建设|布局)?"
)
_DOING = 2
"""Characters of the verbs that stand alone before a figure."""


def plain(place: Place, setting: Setting) -> Aim | None:
    """打通断头路12条, 打通12条断头路: anything that is done so often, and that does not only describe."""
    figure = place.figure
    if figure.kind in ("ratio", "time") or figure.chinese or figure.bound == "most" or figure.unit == "岁":
        return None
    text = place.clause.text.text[place.last : figure.start]
    ahead = _planned(opened(bare(text)))
    after = place.clause.quiet[figure.end :].removesuffix("等")
    if figure.unit.endswith("元") and text.startswith("其中"):
        return None
    led = figure.word in BOUNDED and ahead.startswith(LED)
    if harmful(ahead).startswith(NO_OPENING) and not led:
        return None
    if setting.before.startswith(("对", "每")) or _describes().search(harmful(ahead)):
        return None
    if not after or _AND.match(after):
        former = place.former.doing if place.former and _AND.match(place.ahead) else ""
        return _ending(place, former[:_DOING] + ahead if len(ahead) < SHORTEST else ahead, setting)
    return _leading(place, ahead, setting)


def is_rate(ahead: str, figure: Figure) -> bool:
    """每1万人口不少于1名: so many for each so many of others."""
    return figure.word in BOUNDED and _EACH_SO_MANY.search(ahead) is not None


def rated(place: Place, setting: Setting) -> Aim | None:
    """每1万人口不少于1名经办人员, 按每100人不少于1名的标准配备教师."""
    figure = place.figure
    match = _EACH_SO_MANY.search(place.ahead)
    if match is None or figure.kind != "count" or not is_rate(place.ahead, figure):
        return None
    thing = _BY_STANDARD.sub("", named_thing(place, whole=True)) or opened(place.ahead[: match.start()])
    if not thing or not _LETTERS.fullmatch(thing):
        return None
    aim = Aim("count", ">=", f"{match['each']}的{thing}数", commitment=weak_word(place.ahead), thing=thing, doing=thing)
    compare(aim, figure, bare=False)
    aim.doubt("metric", "read_target_metric", metric=aim.metric)
    set_scope(aim, "", setting)
    return aim


def harmful(text: str) -> str:
    """With the words made quiet that only look like those that describe."""
    for word in HARMLESS:
        text = text.replace(word, "□" * len(word))
    return text


def _planned(text: str) -> str:
    """Without the words that only say that it is planned: 计划 of 计划更新电梯."""
    word = next((word for word in PLANNED if text.startswith(word)), "")
    return text if not word or text.startswith(NO_PLAN) else opened(text.removeprefix(word))


@cache
def _describes() -> re.Pattern[str]:
    return re.compile(f"{either(NO_DOING)}|(?:{either(NO_ENDING)})$")


def _ending(place: Place, ahead: str, setting: Setting) -> Aim | None:
    """打通断头路12条."""
    if not SHORTEST <= len(ahead) <= LONGEST or not _LETTERS.fullmatch(ahead) or ahead.endswith(NO_THING):
        return None
    each = ahead.startswith(("每", "各"))
    body = body_at_start(ahead) if each else ""
    if each and (not body or len(ahead) < len(body) + SHORTEST):
        return None
    return _aim(place, without_area(ahead), body or area_of(ahead), setting)


def _leading(place: Place, ahead: str, setting: Setting) -> Aim | None:
    """打通12条断头路."""
    figure = place.figure
    thing = named_thing(place)
    body = body_at_start(ahead) if ahead.startswith(("每", "各")) else ""
    ahead = _planned(opened(ahead[len(body) :]))
    if (
        len(without_area(ahead)) != _DOING
        or ahead.endswith(NO_LEADING)
        or (figure.bound and figure.word not in BOUNDED)
        or figure.unit.endswith("元")
        or len(thing) < _DOING
    ):
        return None
    if thing.startswith("的") or thing.endswith(NO_THING) or not _LETTERS.fullmatch(ahead):
        return None
    return _aim(place, without_area(ahead) + thing, body or area_of(ahead), setting)


def _aim(place: Place, doing: str, scope: str, setting: Setting) -> Aim:
    figure = place.figure
    unit = figure.unit.lstrip("亿千百万")
    tail = (
        TAILS.get(unit, "条数" if unit == "条" and doing.endswith(("数据", "信息")) else "数")
        if figure.kind == "count"
        else ""
    )
    metric = doing + (tail if not doing.endswith(tail) else "")
    aim = Aim(figure.kind, ">=", metric, commitment=weak_word(place.ahead), thing=doing, doing=doing)
    aim.per_unit = scope.startswith(("每", "各"))
    compare(aim, figure, bare="至少" not in place.ahead)
    aim.doubt("metric", "read_target_metric", metric=metric)
    set_scope(aim, scope, setting)
    return aim
