"""Targets with a figure: which figures of a clause count, and which form each of them has."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from documents.targets.aim import Aim, compare
from documents.targets.aim_counts import Place, counted, listed
from documents.targets.aim_plain import is_rate, plain, rated
from documents.targets.aim_values import changed, grown, progressed, reached
from documents.targets.figures import either, figures
from documents.targets.instalments import again
from documents.targets.plain_words import BOUNDED, CAPACITIES, EACH, PAID_OUT, PUSH, QUALITIES, THERE_IS
from documents.targets.subjects import opened
from documents.targets.words import MEASURED, PAYMENT

if TYPE_CHECKING:
    from documents.targets.aim import Setting
    from documents.targets.figures import Figure
    from documents.targets.phrases import Clause

_FORMS = (again, rated, counted, listed, grown, reached, changed, progressed, plain)
_NEXT = re.compile("[、，]?(?:和|及|与|以及)?")
_NOUN = re.compile("[^、，和及与以\\W]")
_AFTER_BOUND = re.compile("[0-9〇零一二三四五六七八九十百千万].*")
_NO_TARGET_BEFORE = ("同", "前", "近", "其他", "上述", "以上", "不到", "不足", "未", "仅", "仅为", "仅有", "只有")
_CLASS = re.compile("以[上下内]$")
# 项目不少于100个、总投资不低于300亿元: of those together.
_SUM = re.compile("[0-9][^，、]{1,6}、(?:计划)?总投资$")
_NAME = re.compile("的?[\u4e00-\u9fff](?<![和及与或的])")
_NO_TARGET_AFTER = ("的标准", "的项目", "为单位", "的企业", "的单位", "的个人")


def of_figures(clause: Clause, setting: Setting) -> list[Aim]:
    """The targets of a clause that have a figure; a figure of a rank, a condition or a payment is none."""
    text = clause.quiet
    found: list[Aim] = []
    here = replace(setting, found=list(setting.found))
    shown = [figure for figure in figures(text) if _counts(text, figure) and not _paid(figure, setting.before)]
    last = 0
    for index, figure in enumerate(shown):
        following = shown[index + 1].start if index + 1 < len(shown) else len(text)
        place = Place(clause, figure, last, following, found[-1] if found else None)
        aim = _respectively(found[-1], place) if found and ("分别" in text or setting.days > 1) else None
        aim = aim or next((aim for form in _FORMS if (aim := form(place, here))), None)
        if aim:
            aim.start = last
            found.append(aim)
            here.found.append(aim)
            last = figure.end
    if "分别" in text:
        _name_each(found)
    _share_noun(found)
    return found


def _counts(text: str, figure: Figure) -> bool:
    """Whether a figure can be one to be reached: no rank, no condition, no payment."""
    ahead, after = text[: figure.start], text[figure.end :]
    if ahead.endswith(_NO_TARGET_BEFORE) or (after.startswith(_NO_TARGET_AFTER) and not is_rate(ahead, figure)):
        return False
    if _of_a_class(figure, ahead, after):
        return False
    if not figure.word and _capacity().search(ahead):
        return False
    described = ahead.removesuffix("为").endswith(QUALITIES) and not (_SUM.search(ahead) and figure.word in BOUNDED)
    if opened(ahead).startswith(THERE_IS) or described:
        return False
    return not (figure.unit.endswith(("元", "倍")) and any(word in text for word in PAYMENT)) or _paid_out(ahead, after)


@cache
def _capacity() -> re.Pattern[str]:
    """石门水库，总库容1.35亿立方米; 新增灌溉面积5万亩 is another thing."""
    return re.compile(f"^[，、]?(?:{either(CAPACITIES)})为?$|[，、](?:{either(CAPACITIES)})为?$")


def _of_a_class(figure: Figure, ahead: str, after: str) -> bool:
    """30万千瓦及以上机组, 1000平方米以上商场15个: how large things are that are meant, not how much is to be."""
    if figure.kind != "amount" or figure.word or figure.unit.endswith("元") or not _CLASS.search(figure.plain):
        return False
    if not _NAME.match(after):
        return False
    sure = figure.bound == "most" or figure.plain.endswith(("及以上", "或以上")) or ahead.endswith(PUSH)
    return sure or any(each.kind == "count" for each in figures(after))


def _paid(figure: Figure, before: str) -> bool:
    """给予奖励，最高不超过50万元: the sum is that of the payment in the clause before."""
    return figure.unit.endswith(("元", "倍")) and any(word in before for word in PAYMENT)


def _paid_out(ahead: str, after: str) -> bool:
    """发放补贴2000万元: to all of them together."""
    return opened(ahead).startswith(PAID_OUT) and not after and not any(word in ahead for word in EACH)


def _respectively(former: Aim, place: Place) -> Aim | None:
    """The second of two values that are reached 分别: 15%、20%以上; it has the bound of the first, unless its own."""
    figure = place.figure
    if former.figure is None or former.figure.unit != figure.unit or not _NEXT.fullmatch(place.ahead):
        return None
    if _NOUN.match(place.clause.quiet, figure.end):
        return None
    aim = Aim(former.kind, ">=", former.metric, commitment=former.commitment, scope=former.scope, verb=former.verb)
    aim.thing, aim.doing, aim.per_unit = former.thing, former.doing, former.per_unit
    compare(aim, figure, bare=False)
    if former.comparator == "reaches":
        bound = "" if figure.word else _AFTER_BOUND.sub("", former.value)
        aim.comparator, aim.value, aim.unit = "reaches", bound + figure.plain, None
        aim.doubts = []
        aim.doubt("comparator", "read_target_upper", value=aim.value)
    return aim


def _share_noun(found: list[Aim]) -> None:
    """1个千亿级、3个百亿级产业集群: the noun behind the last rank is that of each."""
    for aim, after in [*zip(found[-2::-1], found[:0:-1], strict=True), *zip(found[1:], found[:-1], strict=True)]:
        rank, mark, noun = after.thing.partition("级")
        if aim.thing.endswith("级") and rank and mark and noun and aim.verb == after.verb:
            aim.metric = aim.metric.replace(aim.thing, aim.thing + noun, 1)
            aim.thing = aim.doing = aim.thing + noun
            aim.doubt("metric", "read_target_metric", metric=aim.metric)


def _name_each(found: list[Aim]) -> None:
    """城市和县城污水处理率: of as many things as there are values each has its own."""
    parts = re.split("[、和与]", found[0].metric) if found else []
    if len(parts) != len(found) or len(parts) < 2 or not all(parts):
        return
    first, last = parts[0], parts[-1]
    # 国家级、省级示范社: the words behind the rank are shared.
    rank = last.find(first[-1]) + 1 or len(first)
    shared = "" if first[-1] == last[-1] or first.endswith(MEASURED) else last[rank:]
    if not shared and last.endswith("数") and not first.endswith("数") and found[0].kind == "count":
        shared = "数"
    for aim, part in zip(found, parts, strict=True):
        aim.metric = part if part.endswith(shared) else part + shared
        aim.thing = aim.doing = aim.metric
        aim.doubt("metric", "read_target_metric", metric=aim.metric)
