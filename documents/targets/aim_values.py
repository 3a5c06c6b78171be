"""Targets of a value that something reaches or changes by, and of a share of everybody of a kind."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from documents.targets.aim import Aim, area_of, compare, is_body, set_scope, weak_word, without_area
from documents.targets.figures import either, figures
from documents.targets.phrases import quiet
from documents.targets.subjects import bare, opened
from documents.targets.words import AREAS, CAN, CHANGE, COMPARED, HAVE, LEAST, MEASURED, MOST, PLACES, REACH, SINK, WEAK

if TYPE_CHECKING:
    from documents.targets.aim import Setting
    from documents.targets.aim_counts import Place
    from documents.targets.phrases import Clause

_MEASURES = re.compile(f"(?:{'|'.join(MEASURED)})$")
_REACHING = re.compile(
    f"(?:(?P<word>{either((*REACH, *SINK, *CHANGE))})(?P<of>[^，、]{{1,20}}的)?"
    f"|(?P<bound>{either((*LEAST, *MOST))})(?P<whole>[^，、0-9]{{1,20}}的))?$"
)
_GROWING = re.compile("的?(?:年均)?(增长|增速|增幅|下降|降幅)")
_SO_FAR = re.compile("完成(?P<of>[^，、完成]{0,20}?)的?$")
_PROGRESS = "完成率"
_ALL_DONE = re.compile(f"(?:{either((*WEAK, '确保', '实现'))})?(?:全部|全面)完成(?:任务)?|完成全部任务")
LONGEST_CHANGE = 9
"""Characters of what only says against what something changes: 比上年, 年均."""
_CHANGE_AT_END = re.compile(
    f"(?:[比较](?:20[0-9]{{2}}年|上年|去年|[^，、比较]{{2,8}}?)底?)?(?:年均)?(?:{either(CHANGE)})$"
)
_FROM = re.compile("[由从][^，、]{1,15}$")
# 不低于总量的10%、20%和30%: of whom each is, nobody can tell.
_MORE = re.compile("[、和及与][0-9]")
_SHARE = re.compile("(?:配比|占比|比例|比重|所占)$")
_KEEPING = re.compile("(?:持续|继续)?(?:实现|保持|达到)$")


def reached(place: Place, setting: Setting) -> Aim | None:
    """覆盖率达到90%以上: what is measured stands before the word, or right before the figure."""
    figure, ahead = place.figure, place.ahead
    after = place.clause.quiet[figure.end :]
    match = _REACHING.search(ahead)
    word, of = (match["word"] or match["bound"], match["of"] or match["whole"]) if match else (None, None)
    if of and (figure.kind != "ratio" or (match and match["whole"] and _MORE.match(after))):
        word, of = None, None
    measured = _MEASURES.search(bare(ahead)) is not None
    covers = word == "覆盖" and figure.kind == "ratio" and bool(after)
    if not (figure.word or word or measured) or (after.startswith("的") and not covers):
        return None
    covered = word == "覆盖" and match is not None and not opened(ahead[: match.start()])
    if figure.kind != "ratio" and after.strip("等") and not measured and (not word or covered):
        return None
    cut = match.start() if word and match else len(ahead)
    aim = _value(place, place.clause.text.text[place.last : place.last + cut], word or figure.word, of, setting)
    if aim and covers:
        covered = place.clause.text.text[figure.end :].removeprefix("的")
        aim.metric += f"覆盖{covered}的比例"
    return aim


def _value(place: Place, ahead: str, word: str, of: str | None, setting: Setting) -> Aim | None:
    subject = _FROM.sub("", opened(bare(ahead)))
    figure = place.figure
    aim = Aim(figure.kind, ">=", subject, thing=without_area(subject))
    aim.commitment = weak_word(ahead) or ("达到" if word in ("达到", "达") else None)
    aim.metric = _of_whole(aim.metric, of[:-1]) if of else aim.metric + (word if word in CHANGE else "")
    scope, doing = _having(subject)
    former = next((each for each in reversed(setting.found) if each.unit == figure.unit), None)
    if former and (not subject or ((is_body(subject) or subject in PLACES) and not is_body(former.thing))):
        aim.metric, aim.thing, scope = _unchanged(former.metric, word), former.thing, subject
        aim.doubt("metric", "read_target_metric", metric=aim.metric)
    elif (scope_of_before := _named_before(aim, subject, word, setting)) is None:
        return None
    else:
        scope = scope or scope_of_before
    aim.metric = without_area(aim.metric)
    aim.per_unit, aim.doing = bool(scope) and scope not in AREAS, doing or aim.thing
    compare(aim, figure, bare=False)
    if word in (*SINK, *MOST) and aim.comparator != "reaches":
        aim.comparator, aim.value, aim.unit = "reaches", f"{word}{of or ''}{figure.plain.removeprefix(word)}", None
        aim.doubt("comparator", "read_target_upper", value=aim.value)
    set_scope(aim, scope or area_of(subject), setting)
    return aim


def _of_whole(metric: str, whole: str) -> str:
    """居民出资占总投资的比例 of 居民出资比例 and 总投资; of standards, which are no parts, how the two compare."""
    if metric.endswith(COMPARED):
        return f"{metric}与{whole}之比"
    return f"{_SHARE.sub('', metric)}占{whole}的比例"


def _named_before(aim: Aim, subject: str, word: str, setting: Setting) -> str | None:
    """Names a value by what stood before, if its own clause does not name it; the area said there, None for no name."""
    if subject.startswith(("较", "比", "年均", "同比", "环比")) and len(subject) < LONGEST_CHANGE and setting.found:
        aim.metric = setting.found[-1].metric + aim.metric
    elif len(subject) < 2 and setting.before:
        aim.metric = aim.thing = _unchanged(without_area(opened(_to_figure(setting.before))), word)
    elif len(subject) < 2:
        return None
    else:
        aim.metric += (
            "数" if aim.kind == "count" and not _MEASURES.search(subject) and not subject.endswith("量") else ""
        )
        return ""
    aim.doubt("metric", "read_target_metric", metric=aim.metric)
    return area_of(opened(setting.before))


def _unchanged(metric: str, word: str) -> str:
    """What is measured, of what it changes by: 比重提高0.5个百分点，达到2.8% is a value of 比重."""
    return _CHANGE_AT_END.sub("", metric) if word in REACH else metric


def _to_figure(text: str) -> str:
    """What a clause measures, without its own figure: 抽查比例 of 抽查比例为10%."""
    first = next((figure.start for figure in figures(quiet(text))), len(text))
    return bare(text[:first]).removesuffix("为") if first < len(text) else text


@cache
def _having_pattern() -> re.Pattern[str]:
    return re.compile(f"(?P<doing>(?:能够?)?(?:{either(HAVE)})(?!区|率).{{2,40}}?)(?:的?(?:比例|占比|比率|覆盖率)|率)$")


def _having(subject: str) -> tuple[str, str]:
    """Of 二级医院设置康复科的比例 the bodies and what they are to have; nothing where it is of another form."""
    match = _having_pattern().search(subject)
    scope = subject[: match.start()] if match else ""
    return (scope, match["doing"]) if match and is_body(scope) else ("", "")


_CHANGED = re.compile(f"(?P<word>{either(CHANGE)})(?P<thing>[^，、的]{{3,24}})$")


def changed(place: Place, setting: Setting) -> Aim | None:
    """压减审批事项30%: what changes stands between the verb and the figure."""
    match = _CHANGED.search(place.ahead)
    if match is None or place.figure.kind != "ratio" or place.clause.quiet[place.figure.end :]:
        return None
    thing = place.clause.text.text[slice(place.last + match.start("thing"), place.figure.start)]
    aim = Aim("ratio", ">=", thing + match["word"], commitment=weak_word(place.ahead), thing=thing, doing=thing)
    compare(aim, place.figure, bare=False)
    set_scope(aim, "", setting)
    return aim


def grown(place: Place, setting: Setting) -> Aim | None:
    """保持10%以上增长: the change stands after the figure."""
    match = _GROWING.match(place.clause.quiet[place.figure.end :])
    if match is None or place.figure.kind != "ratio":
        return None
    ahead = place.clause.text.text[place.last : place.figure.start]
    subject = _KEEPING.sub("", opened(bare(ahead)))
    aim = Aim("ratio", ">=", without_area(subject) + match[1], commitment=weak_word(ahead))
    if not subject:
        if not setting.found:
            return None
        aim.metric = setting.found[-1].metric + match[1]
        aim.doubt("metric", "read_target_metric", metric=aim.metric)
    aim.thing = aim.doing = aim.metric
    compare(aim, place.figure, bare=False)
    set_scope(aim, area_of(subject), setting)
    return aim


def progressed(place: Place, setting: Setting) -> Aim | None:
    """完成改造任务的80%; after that 完成90%, of the same."""
    match = _SO_FAR.search(place.ahead)
    if match is None or place.figure.unit != "%" or place.clause.quiet[place.figure.end :]:
        return None
    former = setting.found[-1].metric if setting.found else ""
    metric = f"{place.clause.text.text[slice(*_moved(match.span('of'), place.last))]}{_PROGRESS}"
    if not match["of"]:
        metric = former
    if len(metric) <= len(_PROGRESS) + 1 or not metric.endswith(_PROGRESS):
        return None
    aim = Aim("ratio", ">=", metric, commitment=weak_word(place.ahead), thing=metric, doing=metric)
    compare(aim, place.figure, bare=False)
    aim.doubt("metric", "read_target_metric", metric=metric)
    set_scope(aim, "", setting)
    return aim


def _moved(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by


def finished(clause: Clause, setting: Setting) -> list[Aim]:
    """全部完成, after 完成改造任务的80%: the same, and all of it."""
    former = setting.found[-1].metric if setting.found else ""
    if not former.endswith(_PROGRESS) or _ALL_DONE.fullmatch(clause.quiet) is None:
        return []
    aim = Aim("ratio", "==", former, 100, "%", commitment=weak_word(clause.quiet), thing=former, doing=former)
    aim.doubt("metric", "read_target_metric", metric=former)
    set_scope(aim, "", setting)
    return [aim]


@cache
def _share_after_pattern() -> re.Pattern[str]:
    return re.compile(
        f"^(?P<scope>[^，]{{2,40}}?)(?P<figure>[0-9]{{1,3}}(?:\\.[0-9]{{1,2}})?[%％](?:及?以上)?)"
        f"(?P<doing>{CAN}(?:{either(HAVE)})[^，]{{2,60}})$"
    )


def _share_after(clause: Clause, setting: Setting) -> Aim | None:
    """村卫生室100%配备设备."""
    match = _share_after_pattern().match(clause.quiet)
    scope = opened(bare(clause.text.text[slice(*match.span("scope"))])) if match else ""
    if match is None or not is_body(scope):
        return None
    doing = clause.text.text[slice(*match.span("doing"))]
    aim = Aim("ratio", ">=", f"{without_area(scope)}{doing}的比例", commitment=weak_word(match["scope"]))
    aim.thing, aim.doing, aim.per_unit = scope, doing, True
    compare(aim, figures(match["figure"])[0], bare=False)
    set_scope(aim, scope, setting)
    return aim


@cache
def _share_pattern() -> re.Pattern[str]:
    share = f"(?:{either(LEAST)})?[0-9]{{1,3}}(?:\\.[0-9]{{1,2}})?[%％](?:及?以上)?"
    return re.compile(
        f"(?P<figure>{share})的(?P<scope>[^的，%％]{{2,40}}?)(?=(?:和|及|、|以及){share}"
        f"|(?:要|均|都|应|至少)?(?P<doing>{CAN}(?:{either(HAVE)})[^，]{{2,60}}$))"
    )


def shares(clause: Clause, setting: Setting) -> list[Aim]:
    """90%以上的村卫生室能提供服务: a share of a kind of body, or of several, has or does something."""
    if one := _share_after(clause, setting):
        return [one]
    matches = list(_share_pattern().finditer(clause.quiet))
    if not matches or not matches[-1]["doing"]:
        return []
    # Of 钢铁产能 a share that begins its clause may be spoken of as well.
    lead = without_area(opened(clause.quiet[: matches[0].start()]))
    if not is_body(matches[-1]["scope"]) and lead and lead not in AREAS:
        return []
    doing = clause.text.text[slice(*matches[-1].span("doing"))]
    area = area_of(clause.quiet[: matches[0].start()])
    found = []
    for match in matches:
        figure = figures(match["figure"])[0]
        scope = area + clause.text.text[slice(*match.span("scope"))]
        aim = Aim("ratio", ">=", f"{without_area(scope)}{doing}的比例")
        aim.commitment = weak_word(clause.quiet[: match.start()])
        aim.thing, aim.doing, aim.per_unit = scope, doing, True
        compare(aim, figure, bare=False)
        set_scope(aim, scope, setting)
        aim.start, aim.end = match.start(), None if match is matches[-1] else match.end("scope")
        found.append(aim)
    return found
