"""Targets without a figure: what everybody is to have, a grade or a standard to reach, what is to be made ready."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from documents.targets.aim import Aim, area_of, compare, is_body, set_scope, weak_word, without_area
from documents.targets.aim_done import completed, founded
from documents.targets.figures import either, figures
from documents.targets.subjects import body_at_start, opened
from documents.targets.words import (
    ALL,
    AREAS,
    CAN,
    CLASSES,
    EVERY,
    FACILITIES,
    HAVE,
    HAVE_PLAINLY,
    QUALITIES,
    SOFT_OPENING,
    WEAK,
    WHOLLY,
)

if TYPE_CHECKING:
    from documents.targets.aim import Setting
    from documents.targets.phrases import Clause

_GRADE = re.compile(
    "^(?P<ahead>.{2,60}?)(?:均|全部|要|应)?(?:达到|达|创建(?:成为?)?|晋升为?|通过)"
    "(?P<grade>(?:国家)?[一二三]级(?:甲|乙|丙|特)等?[^，]{0,14}?)(?P<more>标准|水平|评审|创建)?$"
)
_STANDARD = re.compile("^(?P<ahead>.{2,60}?)(?:均|全部|全面|要|应)?(?:达到|符合)(?P<what>[^，]{2,24}标准)$")
_BY_RULES = re.compile(
    "^(?P<scope>[^，]{2,40}?)(?P<must>应当?|要|须|必须)?按照?(?P<rules>(?:《[^《》]{2,120}》[、和及]?){1,6})的?要求"
    f"(?P<doing>(?:{either(('设置', '提供', '配备', '配置', '建设', '设立'))}).{{2,120}})$"
)
_COVERED = re.compile(
    "对(?P<scope>[^，]{2,40}?)(?:进行|开展|实施|实行)(?:100%)?(?:的)?全覆盖(?:的)?(?P<what>[^，]{2,30})$"
    "|(?:实现|达到|做到|完成)(?P<done>[^，]{2,40}?)全覆盖$|^(?P<plain>[^，]{2,40}?)(?:实现|达到|做到)(?:100%)?全覆盖$"
)
_NAMED = re.compile("(?P<place>[县市区旗])(?P<body>[^、县市区旗]{2,12})$")


def of_words(clause: Clause, setting: Setting) -> list[Aim]:
    """The targets of a clause by its words; the first form that fits makes them."""
    for form in (_standard, _covered, completed, founded):
        if found := form(clause, setting):
            return found
    return _by_rules(clause) or _implied(clause)


def graded(clause: Clause, setting: Setting) -> list[Aim]:
    """市中医医院达到三级甲等中医医院标准: a target for each hospital, which a review by others decides."""
    match = _GRADE.match(clause.text.text)
    if match is None:
        return []
    if several := _so_many(match, setting):
        return [several]
    word, carried = weak_word(match["ahead"]), False
    if word is None:
        word = next((aim.commitment for aim in reversed(setting.found) if aim.kind == "grade"), None)
        carried = word is not None
    found = []
    for body in named_bodies(opened(match["ahead"])):
        aim = Aim("grade", ">=", f"{body}等级", match["grade"], commitment=word, gate="等级评审")
        aim.scope, aim.thing, aim.doing = body, body, f"{body}达到{match['grade']}"
        aim.per_unit = body.startswith(("市、县", "各", "所有", "全"))
        if carried:
            aim.doubt("commitment", "read_target_carried", word=word)
        found.append(aim)
    return found


def _so_many(match: re.Match[str], setting: Setting) -> Aim | None:
    """2所县医院达到二级甲等: so many of a kind, none of them named."""
    ahead = opened(match["ahead"])
    figure = next((each for each in figures(ahead) if each.kind == "count"), None)
    if figure is None:
        return None
    thing = ahead[figure.end :].lstrip("的")
    aim = Aim("count", ">=", f"达到{match['grade']}的{thing}数", commitment=weak_word(match["ahead"]), gate="等级评审")
    aim.thing = aim.doing = thing
    compare(aim, figure, bare=True)
    set_scope(aim, "", setting)
    return aim


def named_bodies(text: str) -> list[str]:
    """中宁县中医医院 and 海原县中医医院 of 中宁、海原县中医医院; a kind of body (市、县中医医院) stays one."""
    parts = [part for part in re.split("[、和及]", text) if part]
    match = _NAMED.search(parts[-1]) if parts else None
    if len(parts) < 2 or any(len(part) < 2 for part in parts):
        return [text]
    if all(is_body(part) for part in parts) and not match:
        return parts
    if match is None:
        return [text]
    rest = [part if is_body(part) and len(part) > 3 else part.removesuffix(match["place"]) for part in parts[:-1]]
    return [part if is_body(part) and len(part) > 3 else part + match["place"] + match["body"] for part in rest] + [
        parts[-1]
    ]


def _standard(clause: Clause, setting: Setting) -> list[Aim]:
    """基础设施条件达到国家建设标准: reached or not."""
    match = _STANDARD.match(clause.text.text)
    if match is None:
        return []
    what = opened(match["ahead"])
    body = body_at_start(what)
    aim = Aim("standard", "reaches", f"{what}达到{match['what']}", match["what"], commitment=weak_word(match["ahead"]))
    aim.thing, aim.doing, aim.per_unit = match["what"], f"达到{match['what']}", bool(body)
    set_scope(aim, body, setting)
    return [aim]


def _by_rules(clause: Clause) -> list[Aim]:
    """康复中心应按照《…标准》要求提供服务: everybody of the kind is meant, though nothing says all of them."""
    match = _BY_RULES.match(clause.text.text)
    if match is None or match["scope"].startswith(SOFT_OPENING) or not is_body(match["scope"]):
        return []
    doing = match["doing"].removesuffix("等")
    value = "、".join(re.findall("《([^《》]{2,120})》", match["rules"]))
    word = "应按照" if match["must"] else "按照…要求"
    aim = Aim("standard", "reaches", f"{match['scope']}按标准{doing}", value, commitment=word, implicit=True)
    aim.thing, aim.doing, aim.per_unit, aim.scope = match["scope"], doing, True, match["scope"]
    aim.doubt("implicit", "read_target_implicit", scope=match["scope"])
    return [aim]


def _covered(clause: Clause, setting: Setting) -> list[Aim]:
    """实现…全覆盖: everything is."""
    match = _COVERED.search(clause.text.text)
    if match is None or clause.quiet[: match.start()].endswith("推进"):
        return []
    scope = match["scope"] or ""
    what = (scope + match["what"] if scope else match["done"] or match["plain"] or "").removesuffix("的")
    aim = Aim("ratio", "==", f"{opened(what)}覆盖率", 100, "%", commitment=weak_word(clause.quiet) or "全覆盖")
    aim.thing = aim.doing = what
    aim.per_unit = bool(scope)
    if "基本" in clause.quiet[: match.end()]:
        aim.comparator, aim.value, aim.commitment = "widespread", None, "基本"
        aim.doubt("value", "read_target_widespread", word="基本")
    set_scope(aim, scope, setting)
    return [aim]


@cache
def _universal_pattern() -> re.Pattern[str]:
    return re.compile(
        f"^(?P<scope>[^，]{{2,60}}?)(?P<word>{either(EVERY)})"
        f"(?P<doing>(?:要|应当?|须|可)?(?P<modal>{CAN})(?P<verb>{either(HAVE)})(?P<thing>.{{2,60}}))$"
    )


@cache
def _all_pattern() -> re.Pattern[str]:
    return re.compile(
        f"^(?:(?:{either((*WEAK, '确保', '实现', *AREAS))}){{0,2}})(?P<word>{either(ALL)})(?P<scope>[^，]{{2,40}}?)"
        f"(?P<doing>(?:要|应当?|须|可)?(?P<modal>{CAN})(?P<verb>{either(HAVE)})(?P<thing>.{{2,60}}))$"
    )


def universal(clause: Clause, setting: Setting) -> list[Aim]:
    """综合医院均设有中医科和中药房: everybody has it; one target for each kind of body and each thing."""
    match = _universal_pattern().match(clause.text.text) or _all_pattern().match(clause.text.text)
    if match is None or not is_body(match["scope"]):
        return []
    if match["scope"].startswith(("在", "对", "为", "向", "以", "推动")):
        return []
    if match["word"] == "全面" and match["verb"] not in WHOLLY:
        return []
    if match["verb"] in ("达到", "实现") and figures(match["thing"]):
        return []
    if aim := _so_many_each(match, setting):
        return [aim]
    found: list[Aim] = []
    for scope in _parted(opened(match["scope"]), AREA):
        for thing in _parted(match["thing"], QUALITY):
            doing = (match["modal"] or "") + match["verb"] + thing
            found.append(_everybody(scope, doing, thing, match["word"], clause, setting))
    return found


def _so_many_each(match: re.Match[str], setting: Setting) -> Aim | None:
    """每个县均建成1家以上服务中心: so many in each, where the figure stands right behind the verb."""
    figure = next(iter(figures(match["thing"])), None)
    thing = match["thing"][figure.end :].lstrip("的") if figure else ""
    body = opened(match["word"] + match["scope"] if match["word"].startswith("每") else match["scope"])
    if figure is None or figure.start or figure.kind != "count" or not thing or "每" not in body:
        return None
    aim = Aim("count", ">=", f"{body}{match['verb']}的{thing}数", commitment=weak_word(match[0]))
    aim.thing = aim.doing = thing
    aim.per_unit = True
    compare(aim, figure, bare=True)
    set_scope(aim, body, setting)
    return aim


AREA, QUALITY = "area", "quality"


def _parted(text: str, shared: str) -> list[str]:
    """Both halves of 全市甲中心和乙卫生院, if each is a body; the area, or the quality, holds for both."""
    first, mark, second = text.rpartition("和")
    if not mark or len(first) < 3 or len(second) < 3 or not (_is_one(first) and _is_one(second)):
        return [text]
    prefix = area_of(first) if shared == AREA else next((word for word in QUALITIES if first.startswith(word)), "")
    return [first, second if second.startswith(prefix) else prefix + second]


def _is_one(text: str) -> bool:
    """Whether the text names a body or something that a body has."""
    return is_body(text) or text.endswith(FACILITIES)


def _everybody(scope: str, doing: str, thing: str, word: str, clause: Clause, setting: Setting) -> Aim:
    commitment = weak_word(clause.text.text[: clause.text.text.find(word)]) or word
    scope = _fuller(scope, setting)
    aim = Aim("ratio", "==", f"{_plain(scope)}{doing}的比例", 100, "%", commitment=commitment, per_unit=True)
    aim.thing, aim.doing = thing, doing
    if word == "普遍":
        aim.comparator, aim.value, aim.metric = "widespread", None, f"{_plain(scope)}{doing}"
        aim.doubt("value", "read_target_widespread", word=word)
    elif word == "全面":
        aim.doubt("value", "read_target_whole")
    set_scope(aim, scope, setting)
    return aim


def _plain(scope: str) -> str:
    """The kind of body without whose it is: 保健院 of 市、县保健院."""
    return without_area(scope).removeprefix("市、县").removeprefix("市县")


def _fuller(scope: str, setting: Setting) -> str:
    """市、县妇幼保健院, where the item says so and afterwards only 妇幼保健院."""
    return next((prefix + scope for prefix in ("市、县", "市县两级") if prefix + scope in setting.around), scope)


@cache
def _implied_pattern() -> re.Pattern[str]:
    return re.compile(
        f"^(?P<scope>(?:{either(CLASSES)})[^，]{{2,40}}?)(?P<doing>(?:{either(HAVE_PLAINLY)})(?P<thing>[^，]{{2,40}}))$"
    )


def _implied(clause: Clause) -> list[Aim]:
    """二级以上中医医院设置康复科: everybody of the kind is meant, though nothing says all of them."""
    # The verb that counts is the last: 其他提供服务的机构提供康复服务.
    text = clause.text.text.removeprefix("实现").removeprefix("确保")
    for match in re.finditer(either(HAVE_PLAINLY), text):
        scope, doing = text[: match.start()], text[match.start() :]
        fits = scope.startswith(CLASSES) and is_body(scope) and 4 <= len(doing) <= 42
        if fits and _implied_pattern().match(scope + doing):
            aim = Aim("ratio", "==", f"{scope}{doing}的比例", 100, "%", per_unit=True, implicit=True, scope=scope)
            aim.thing, aim.doing = doing, doing
            aim.doubt("implicit", "read_target_implicit", scope=scope)
            return [aim]
    return []
