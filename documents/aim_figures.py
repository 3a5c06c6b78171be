"""Targets with a figure: so many of something, a value that something reaches, a share of everybody."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from documents.aim import Aim, compare, is_body, set_scope, weak_word, without_area
from documents.figures import either, figures
from documents.measure_words import (
    ACT,
    AREAS,
    CHANGE,
    HAVE,
    MAKE,
    MAKE_OR_ACT,
    PAST,
    PAYMENT,
    REACH,
    SINK,
    WEAK,
)

if TYPE_CHECKING:
    from documents.aim import Setting
    from documents.phrases import Clause
    from documents.figures import Figure

_MEASURED = re.compile(
    "(?:率|比例|占比|比重|总量|数量|总数|人数|户数|次数|产量|产值|规模|面积|收入|时间|时长|总额|增速|增幅|投入|里程|强度)$"
)
_PLAIN_MAKE = ("推动", "推进", "对", *MAKE)
_ADVERBS = (
    "均",
    "分别",
    "各",
    "都",
    "要",
    "应",
    "应当",
    "须",
    "将",
    "可",
    "能",
    "也",
    "总计",
    "累计",
    "每年",
    "平均",
    "全部",
    *WEAK,
)
_OPENING = re.compile(
    "^(?:一是|二是|三是|四是|五是|六是|其中|确保|推动|使|将|把|要|应|力争|争取|努力|原则上|实现|每年度?|进一步|持续)"
)
_ROUNDABOUT = (
    "依托",
    "通过",
    "围绕",
    "结合",
    "按照",
    "根据",
    "以",
    "向",
    "对",
    "针对",
    "利用",
    "从",
    "为",
    "依靠",
    "基于",
)
_THEN = re.compile("(?:开展|进行|参加|作为|纳入|用于|给予|予以|带动|发挥).*$")


def of_figures(clause: Clause, setting: Setting) -> list[Aim]:
    """The targets of a clause that have a figure; a figure in what tells of the past or of a payment is none."""
    text = clause.quiet
    if any(word in text for word in PAST) or text.endswith("的"):
        return []
    if found := _shares(clause, setting):
        return found
    here = replace(setting, found=list(setting.found))
    last = 0
    for figure in figures(text):
        aim = _of_figure(clause, figure, last, here)
        if aim is None and found and "分别" in text:
            aim = _respectively(found[-1], figure)
        if aim:
            found.append(aim)
            here.found.append(aim)
            last = figure.end
    return found


def _of_figure(clause: Clause, figure: Figure, last: int, setting: Setting) -> Aim | None:
    text = clause.quiet
    ahead, after = text[last : figure.start], text[figure.end :]
    if ahead.endswith(("等", "同", "前", "近")) or after.startswith(("的标准", "的项目", "为单位")):
        return None
    if figure.unit.endswith("元") and any(word in text for word in PAYMENT):
        return None
    for form in (_counted, _reached, _grown, _listed):
        if aim := form(clause, figure, last, setting):
            aim.start, aim.end = last, None
            return aim
    return None


@cache
def _verb_at_end() -> re.Pattern[str]:
    return re.compile(f"(?P<verb>{either(MAKE_OR_ACT)})(?:了|每年|全市|全省|全县|全区|总计|累计|.{{0,12}}的)?$")


@cache
def _verb_and_noun() -> re.Pattern[str]:
    return re.compile(f"(?P<verb>{either(MAKE_OR_ACT)})(?P<thing>[^的，]{{2,24}})$")


def _counted(clause: Clause, figure: Figure, last: int, setting: Setting) -> Aim | None:
    """建成15个中心: the verb stands right before the figure, the thing after it."""
    if figure.kind == "ratio" or figure.word in ("达到", "达", *SINK):
        return None
    match = _verb_at_end().search(clause.quiet[last : figure.start])
    thing = _thing(clause.text.text[figure.end :], clause.quiet[figure.end :])
    if match is None or not thing or (figure.chinese and match.end("verb") != match.end()):
        return None
    if figure.kind == "time" or (figure.bound and clause.quiet.startswith("的", figure.end) and match["verb"] == "对"):
        return None
    subject = clause.text.text[last : last + match.start()]
    return _count(figure, match["verb"], thing, subject, setting)


def _listed(clause: Clause, figure: Figure, last: int, setting: Setting) -> Aim | None:
    """新培育企业5-10家: the thing stands between the verb and the figure, which ends the clause."""
    if figure.kind == "ratio" or clause.quiet[figure.end :].strip("等"):
        return None
    match = _verb_and_noun().search(clause.quiet, last, figure.start)
    if match is None or figure.kind == "time":
        return None
    thing = clause.text.text[slice(*match.span("thing"))]
    return _count(figure, match["verb"], thing, clause.text.text[last : match.start()], setting)


def _thing(text: str, plain: str) -> str:
    """What is counted, without the words that describe it before 的, as long as there is but one thing."""
    if plain.startswith("的"):
        text, plain = text[1:], plain[1:]
    if match := _THEN.search(plain):
        text, plain = text[: match.start()], plain[: match.start()]
    cut = plain.rfind("的")
    if cut >= 0 and "和" not in plain[:cut] and len(plain) - cut > 2:
        text = text[cut + 1 :]
    return text.strip("、").removesuffix("等")


def _count(figure: Figure, verb: str, thing: str, subject: str, setting: Setting) -> Aim:
    commitment = weak_word(subject + verb) or ("遴选" if verb == "遴选" else None)
    who = _who(subject)
    metric = f"{thing}数" if verb in _PLAIN_MAKE else f"{verb}的{thing}数"
    if who.startswith("每"):
        metric = f"{who}{'每年' if '每年' in subject else ''}{verb}的{thing}数"
    aim = Aim("count" if figure.kind == "count" else figure.kind, ">=", metric, commitment=commitment)
    aim.thing, aim.doing, aim.per_unit = thing, thing, who.startswith("每")
    compare(aim, figure, bare=True)
    level = re.match("(国家|自治区|省)级", thing)
    if commitment == "争取" and level:
        aim.gate = f"由{level[1]}评定"
    if verb in ACT and "和" in thing:
        aim.doubt("metric", "read_target_metric", metric=metric)
    set_scope(aim, who, setting)
    return aim


def _who(subject: str) -> str:
    """Whose figure it is, of what stands before the verb: an area, or a kind of body; else nothing."""
    subject = _opened(subject)
    inside = subject.rfind("在")
    if inside >= 0:
        subject = subject[inside + 1 :]
    while word := next((word for word in _ADVERBS if subject.endswith(word)), ""):
        subject = subject[: -len(word)]
    if subject.startswith(_ROUNDABOUT):
        return ""
    subject = subject.removesuffix("范围内").removesuffix("内")
    return subject if subject in AREAS or is_body(subject) else ""


def _opened(text: str) -> str:
    text = text.strip("，、；：和及")
    for _ in range(4):
        match = _OPENING.match(text)
        if match is None:
            break
        text = text[match.end() :].lstrip("，、")
    return text


@cache
def _reach_at_end() -> re.Pattern[str]:
    return re.compile(f"(?P<word>{either((*REACH, *SINK, *CHANGE))})?(?P<of>[^，、]{{1,20}}的)?$")


def _reached(clause: Clause, figure: Figure, last: int, setting: Setting) -> Aim | None:
    """覆盖率达到90%以上: what is measured stands before the word, or right before the figure."""
    ahead = clause.quiet[last : figure.start]
    match = _reach_at_end().search(ahead)
    word, of = (match["word"], match["of"]) if match else (None, None)
    if of and (word is None or figure.kind != "ratio"):
        word, of = None, None
    measured = _MEASURED.search(_bare(ahead)) is not None
    if not (figure.word or word or measured):
        return None
    if figure.kind in ("count", "time", "amount") and clause.quiet[figure.end :] and not measured and not word:
        return None
    cut = match.start() if word and match else len(ahead)
    return _value_of(clause.text.text[last : last + cut], figure, word or figure.word, of, setting)


def _bare(text: str) -> str:
    while word := next((word for word in _ADVERBS if text.endswith(word)), ""):
        text = text[: -len(word)]
    return text


def _value_of(ahead: str, figure: Figure, word: str, of: str | None, setting: Setting) -> Aim | None:
    subject = _opened(_bare(ahead))
    commitment = weak_word(ahead) or ("达到" if word in ("达到", "达") else None)
    metric = subject + (word if word in CHANGE else "") + (f"占{of[:-1]}的比例" if of else "")
    aim = Aim(figure.kind, ">=", metric, commitment=commitment, thing=subject)
    scope, doing = _having(subject)
    if any(each.unit == figure.unit for each in setting.found) and (is_body(subject) or not subject):
        former = setting.found[-1]
        aim.metric, aim.thing, scope = former.metric, former.thing, subject
        aim.doubt("metric", "read_target_metric", metric=aim.metric)
    elif len(subject) < 2:
        return None
    aim.metric = without_area(aim.metric) if scope else aim.metric
    aim.per_unit, aim.doing = bool(scope), doing or subject
    compare(aim, figure, bare=False)
    if word in SINK and aim.comparator != "reaches":
        aim.comparator, aim.value, aim.unit = "reaches", f"{word}{figure.plain.removeprefix(word)}", None
        aim.doubt("comparator", "read_target_upper", value=aim.value)
    set_scope(aim, scope, setting)
    return aim


@cache
def _having_pattern() -> re.Pattern[str]:
    return re.compile(f"(?P<doing>(?:能够?)?(?:{either(HAVE)}).{{2,40}}?)(?:的?(?:比例|占比|比率|覆盖率)|率)$")


def _having(subject: str) -> tuple[str, str]:
    """Of 二级医院设置康复科的比例 the bodies and what they are to have; nothing where it is of another form."""
    match = _having_pattern().search(subject)
    scope = subject[: match.start()] if match else ""
    return (scope, match["doing"]) if match and is_body(scope) else ("", "")


def _grown(clause: Clause, figure: Figure, last: int, setting: Setting) -> Aim | None:
    """保持10%以上增长: the change stands after the figure."""
    match = re.match("的?(?:年均)?(增长|增速|增幅|下降|降幅)", clause.quiet[figure.end :])
    if match is None or figure.kind != "ratio":
        return None
    subject = re.sub("(?:实现|保持|持续保持|达到|继续保持)$", "", _opened(_bare(clause.text.text[last : figure.start])))
    subject = re.sub("(?:持续|继续)?(?:实现|保持)$|^(?:保持|实现)$", "", subject)
    aim = Aim("ratio", ">=", subject + match[1], commitment=weak_word(clause.quiet[: figure.start]))
    if not subject:
        if not setting.found:
            return None
        aim.metric = setting.found[-1].metric + match[1]
        aim.doubt("metric", "read_target_metric", metric=aim.metric)
    aim.thing = aim.doing = aim.metric
    compare(aim, figure, bare=False)
    set_scope(aim, "", setting)
    return aim


def _respectively(former: Aim, figure: Figure) -> Aim | None:
    """The second of two values that are reached 分别: 15%、20%以上."""
    if not former.unit or former.unit != figure.unit:
        return None
    aim = Aim(former.kind, ">=", former.metric, commitment=former.commitment, scope=former.scope)
    aim.thing, aim.doing, aim.per_unit, aim.start = former.thing, former.doing, former.per_unit, former.start
    compare(aim, figure, bare=False)
    return aim


@cache
def _share_pattern() -> re.Pattern[str]:
    return re.compile(
        f"(?P<figure>[0-9]{{1,3}}(?:\\.[0-9]{{1,2}})?[%％](?:及?以上)?)的(?P<scope>[^的，%％]{{2,40}}?)"
        f"(?=(?:和|及|、|以及)[0-9]{{1,3}}(?:\\.[0-9]{{1,2}})?[%％]|(?:要|均|都|应)?(?P<doing>(?:能够|能)?(?:{either(HAVE)})[^，]{{2,60}}$))"
    )


def _shares(clause: Clause, setting: Setting) -> list[Aim]:
    """90%以上的村卫生室能提供服务: a share of a kind of body, or of several, has or does something."""
    matches = list(_share_pattern().finditer(clause.quiet))
    if not matches or not matches[-1]["doing"] or not is_body(matches[-1]["scope"]):
        return []
    doing = clause.text.text[slice(*matches[-1].span("doing"))]
    found = []
    for match in matches:
        figure = figures(match["figure"])[0]
        scope = clause.text.text[slice(*match.span("scope"))]
        aim = Aim(
            "ratio", ">=", f"{without_area(scope)}{doing}的比例", commitment=weak_word(clause.quiet[: match.start()])
        )
        aim.thing, aim.doing, aim.per_unit = scope, doing, True
        compare(aim, figure, bare=False)
        set_scope(aim, scope, setting)
        following = match is not matches[-1]
        aim.start, aim.end = match.start(), match.end("scope") if following else None
        found.append(aim)
    return found
