"""Targets of so many of something: 建成15个中心, 培育企业20家."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from documents.targets.aim import Aim, compare, set_scope, weak_word, without_area
from documents.targets.figures import either
from documents.targets.plain_words import TAILS
from documents.targets.subjects import bare, opened, who
from documents.targets.words import (
    ACT,
    ANEW,
    FOR,
    MAKE,
    MAKE_OR_ACT,
    MEASURED,
    NUMBERS,
    OPENINGS,
    PAYMENT,
    PLAIN,
    REACH,
    ROUNDABOUT,
    SINK,
)

if TYPE_CHECKING:
    from documents.targets.aim import Setting
    from documents.targets.figures import Figure
    from documents.targets.phrases import Clause

_AND = re.compile("^(?:、|和|及|以及|或|与)")
_THEN = re.compile("(?:开展|进行|参加|作为|纳入|用于|给予|予以|带动|发挥|到(?=乡|基层|农村|企业|一线)).*$")
_FIELDS = ("方面", "领域", "部门", "单位", "环节", "地区", "省", "市", "县", "区")
_MAKING = ("建设", "建成", "创建", "培育", "引进", "打造", "新建")
_STEPS = re.compile("每(?:个?季度?|个?月|半年|周|天|日|次|人|[0-9])")
_DONE_TO = re.compile(
    "(?P<whom>[^，]{2,20}?)(?P<doing>(?:全面|集中|逐一|分类|统一)?(?:实施|开展|进行|给予|予以|组织|提供|发放|实行|推进)[^，]{2,30})$"
)
_TO_THOSE = re.compile("[，、]?(?P<verb>对)[\u4e00-\u9fff]{1,6}(?<!的)$")
_FOR_WHOM = re.compile("[为对向给][\u4e00-\u9fff、]{2,16}$")
_ONLY_DONE = re.compile("^(?:完成|开展|组织|实施)")
_MEASURES = re.compile(f"(?:{'|'.join(MEASURED)})$")


class Place(NamedTuple):
    """A figure in its clause: where the text before it begins, where the next figure begins, and the one before."""

    clause: Clause
    figure: Figure
    last: int
    next: int
    former: Aim | None

    @property
    def ahead(self) -> str:
        """The text before the figure, quoted things made quiet."""
        return self.clause.quiet[self.last : self.figure.start]


def counted(place: Place, setting: Setting) -> Aim | None:
    """建成15个中心: the verb stands right before the figure, the thing after it; or 和 and another figure."""
    figure = place.figure
    if figure.kind in ("ratio", "time") or figure.word in (*REACH, *SINK) or figure.unit == "岁":
        return None
    if place.former and place.former.verb and _another(place, place.former):
        return _counted_also(place, place.former, setting)
    match = _verb_at_end().search(place.ahead) or _summed_up(place) or _to_those(place)
    if match is None or (figure.chinese and not place.ahead.endswith(match["verb"])) or _STEPS.search(place.ahead):
        return None
    if place.ahead[: match.start()].endswith(("已", "现")):
        return None
    thing = named_thing(place, whole=match["verb"] in FOR)
    subject = place.clause.text.text[place.last : place.last + match.start()]
    if match["verb"] in FOR and any(word in thing for word in PAYMENT):
        return None
    if thing:
        return _renamed(_count(figure, match["verb"], thing, subject, setting), match["verb"])
    return None if place.clause.quiet[figure.end :] else _times(figure, match["verb"], subject, setting)


def _times(figure: Figure, verb: str, subject: str, setting: Setting) -> Aim | None:
    """培训1000人, 为群众服务5000人次: nothing behind the figure says of what there are so many."""
    unit = figure.unit.lstrip("亿千百万")
    if unit not in NUMBERS or verb not in ACT:
        return None
    aim = _count(figure, verb, NUMBERS[unit], subject, setting)
    lead = _ONLY_DONE.sub("", without_area(opened(subject)))
    if len(lead) > 1 and (_FOR_WHOM.match(lead) or not (who(subject) or lead.startswith(ROUNDABOUT))):
        aim.metric = f"{lead}{verb}{TAILS.get(unit, '数')}"
    aim.doubt("metric", "read_target_metric", metric=aim.metric)
    return aim


def _renamed(aim: Aim, verb: str) -> Aim:
    """实施绿化提升的主次干道数, of 对38条主次干道实施绿化提升."""
    match = _DONE_TO.match(aim.thing) if verb in FOR else None
    if match:
        aim.metric = f"{match['doing']}的{match['whom']}数"
        aim.thing = aim.doing = match["whom"] + match["doing"]
    return aim


def _to_those(place: Place) -> re.Match[str] | None:
    """对城区38条主次干道实施绿化提升: those of a place, and what is done to them."""
    match = _TO_THOSE.match(place.ahead)
    return match if match and _DONE_TO.match(place.clause.quiet[place.figure.end :]) else None


def _summed_up(place: Place) -> re.Match[str] | None:
    """推广甲、乙等10项技术: the verb stands before what the figure sums up."""
    if not place.ahead.endswith("等") or place.clause.quiet.startswith(_FIELDS, place.figure.end):
        return None
    return _verb_at_start().match(place.ahead)


@cache
def _verb_at_start() -> re.Pattern[str]:
    return re.compile(f"(?:{either(OPENINGS)}|[，、]){{0,3}}(?P<verb>{either(MAKE_OR_ACT)})")


def _another(place: Place, former: Aim) -> bool:
    """Whether the figure follows the thing of the one before: 1个平台、3个中心."""
    text = place.clause.text.text[place.last : place.figure.start]
    return text.endswith(("、", "和", "及", "与")) and text.rstrip("、和及以与").removesuffix("等").endswith(
        former.thing
    )


def _counted_also(place: Place, former: Aim, setting: Setting) -> Aim | None:
    thing = named_thing(place)
    aim = _count(place.figure, former.verb, thing, "", setting) if thing else None
    if aim:
        aim.commitment, aim.scope, aim.per_unit = former.commitment, former.scope, former.per_unit
    return aim


def listed(place: Place, setting: Setting) -> Aim | None:
    """培育企业20家、农场100个: the thing stands between the verb and the figure, which ends a part of the clause."""
    figure = place.figure
    after = place.clause.quiet[figure.end :].strip("等")
    if figure.kind in ("ratio", "time") or figure.word in (*REACH, *SINK) or (after and not _AND.match(after)):
        return None
    former = place.former
    mark = _AND.match(place.ahead)
    own = mark is not None and place.ahead.startswith(ANEW, mark.end())
    if former and former.verb and mark and not own and len(place.ahead) > mark.end() + 1:
        thing = place.clause.text.text[place.last + mark.end() : figure.start]
        aim = _count(figure, former.verb, thing, "", setting)
        aim.commitment, aim.scope, aim.per_unit = former.commitment, former.scope, former.per_unit
        return aim
    match = _verb_and_noun().search(place.ahead)
    if match is None or _MEASURES.search(match["thing"]) or _STEPS.search(place.ahead):
        return None
    text = place.clause.text.text[place.last : figure.start]
    start, end = match.start("thing"), len(bare(text))
    aim = _count(figure, match["verb"], text[start:end], text[: match.start()], setting)
    lead = bare(opened(text[: match.start()]))
    if lead and len(lead) <= 10 and not who(lead) and not lead.startswith(ROUNDABOUT):
        aim.metric = f"{lead}{match['verb']}{text[start:end]}{'数' if figure.kind == 'count' else ''}"
    return aim


@cache
def _verb_at_end() -> re.Pattern[str]:
    return re.compile(f"(?P<verb>{either(MAKE_OR_ACT)})(?:了|每年|全市|全省|全县|全区|总计|累计|[^，的]{{1,12}}的)?$")


@cache
def _verb_and_noun() -> re.Pattern[str]:
    verbs = either(verb for verb in MAKE_OR_ACT if verb not in FOR)
    more = f"(?:(?:、|和|及|或)(?:{verbs})){{0,3}}"
    return re.compile(f"(?P<verb>{verbs}){more}(?!{either(_MAKING)})(?P<thing>[^的，、和及或][^的，]{{1,23}})$")


def named_thing(place: Place, *, whole: bool = False) -> str:
    """What is counted, without the words that describe it before 的, as long as there is but one thing."""
    start = place.figure.end
    text, plain = place.clause.text.text[start : place.next], place.clause.quiet[start : place.next]
    if plain.startswith("的"):
        text, plain = text[1:], plain[1:]
    match = None if whole else _THEN.search(plain)
    if match:
        text, plain = text[: match.start()], plain[: match.start()]
    if place.next < len(place.clause.quiet):
        text = re.sub("(?:、|和|及|以及|与)$", "", text)
        plain = plain[: len(text)]
        if len(text) == place.next - start:
            return ""
    cut = plain.rfind("的")
    if cut >= 0 and not whole and "和" not in plain[:cut] and len(plain) - cut > 2:
        text = text[cut + 1 :]
    return text.strip("、").removesuffix("等")


def _count(figure: Figure, verb: str, thing: str, subject: str, setting: Setting) -> Aim:
    commitment = weak_word(subject + verb) or ("遴选" if verb == "遴选" else None)
    body = who(subject)
    tail = "数" if figure.kind == "count" else ""
    metric = thing + tail if verb in PLAIN else f"{verb}的{thing}{tail}"
    if verb == "新增":
        metric = verb + metric
    each = body.startswith(("每", "各"))
    if each:
        metric = f"{body}{'每年' if '每年' in subject else ''}{verb}的{thing}{tail}"
    aim = Aim(figure.kind, ">=", metric, commitment=commitment, verb=verb)
    aim.thing, aim.doing, aim.per_unit = thing, thing, each
    compare(aim, figure, bare="至少" not in subject)
    level = re.match("(国家|自治区|省)级", thing)
    if commitment == "争取" and level:
        aim.gate = f"由{level[1]}评定"
    if verb in ACT and verb not in MAKE and "和" in thing:
        aim.doubt("metric", "read_target_metric", metric=metric)
    set_scope(aim, body, setting)
    return aim
