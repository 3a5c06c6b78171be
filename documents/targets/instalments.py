"""Years inside a clause: parts that have one each (其中2024年改造160公里), and days of an old stock, which are none."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from documents.targets.aim import Aim, compare, set_scope, weak_word
from documents.targets.due import Said
from documents.targets.figures import either, figures
from documents.targets.phrases import LONGEST, Clause, quiet
from documents.targets.plain_words import LEFT_OVER, TAKEN_STOCK
from documents.targets.subjects import bare, opened
from documents.targets.words import AREAS, MAKE_OR_ACT, REACH, SINK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.fact import Frame
    from documents.targets.aim import Setting
    from documents.targets.aim_counts import Place

_NEXT_YEAR = re.compile("[、，；和及与](?=(?:到|至|其中)?20[0-9]{2}年)")
_YEAR = re.compile("20[0-9]{2}年")
_INSIDE = re.compile(
    "(?P<lead>[^，0-9]{1,12})(?P<year>20[0-9]{2})年度?(?![度版底末初前以之年来起至到级期届—–～~-]|[、和及]20|第?[0-9一二三四上下]+[月半季])"
)
# 改造小区2023年12个, 投入强度2024年达到2.2%: the year of the figure behind it.
_BEFORE_FIGURE = re.compile(
    "(?P<lead>[^，、0-9]{2,20})(?P<year>20[0-9]{2})年"
    f"(?=(?:{either((*REACH, *SINK))})?(?:不低于|不少于|约)?[0-9])(?![0-9]{{1,2}}(?:月|[-—至到]))"
)
_YEARS = re.compile(
    "(?P<lead>[^，0-9]{0,12})(?P<years>(?P<first>20[0-9]{2})年?(?:至|到|[—–－～~-]{1,2})(?P<last>20[0-9]{2})年)(?![初一二三四0-9上下])"
)
_BRACKET = re.compile("（□{6,}）")
_ANY_BRACKET = re.compile("（□+）")
_YEARS_FIRST = re.compile("(?:其中[：，]?)?(?:到|至)?20[0-9]{2}年")
_UNTIL_NOW = re.compile("(?:截至|截止到?)(?=(?P<year>20[0-9]{2})年)")
_OUTLOOK = re.compile("(?:展望|远眺|放眼|面向)(?:到|至)?(?=20[0-9]{2}年)")
_AND = re.compile("(?:、|和|及|以及|与|$)")
_WORDS = re.compile("[\u4e00-\u9fff（）□]{2,20}")
_OLD = re.compile(f"(?:{either(LEFT_OVER)})")
_TAKEN = re.compile(f"(?:(?:{either(TAKEN_STOCK)})[^，。、0-9]{{0,8}})?的")


def parted(clauses: list[Clause], frame: Frame) -> Iterator[Clause]:
    """The clauses, those with a figure for each of several years parted, and what brackets divide by years apart."""
    for clause in clauses:
        if len(clause.text) > LONGEST:
            yield clause
            continue
        for piece in _with_brackets(_ahead(clause, frame)):
            yield from _by_years(piece)


def _ahead(clause: Clause, frame: Frame) -> Clause:
    """Without what leads up to a year: 展望2035年; 截至2025年底 of a plan of 2023 looks forward: it is 到2025年底."""
    if match := _OUTLOOK.match(clause.quiet):
        return clause.cut(match.end())
    match = _UNTIL_NOW.match(clause.quiet)
    now = frame.issued or frame.first
    return clause.cut(match.end()) if match and now and int(match["year"]) > now.year else clause


def looks_out(clause: Clause) -> bool:
    """Whether a clause begins to tell of a time behind the plan: 展望2035年."""
    return _OUTLOOK.match(clause.quiet) is not None


def _with_brackets(clause: Clause) -> Iterator[Clause]:
    for match in _BRACKET.finditer(clause.quiet):
        inside = clause.text.cut(match.start() + 1, match.end() - 1)
        parts = figures(quiet(inside.text))
        before = figures(clause.quiet[: match.start()])
        if parts and before and parts[-1].unit == before[-1].unit and _YEARS_FIRST.match(inside.text):
            rest = clause.cut(match.end())
            yield Clause(clause.text.cut(0, match.start()) + rest.text, clause.quiet[: match.start()] + rest.quiet)
            yield Clause(inside, quiet(inside.text))
            return
    yield _without_brackets(clause)


def _without_brackets(clause: Clause) -> Clause:
    """新建学校12所（含改扩建）: without what is said in brackets behind a figure that ends a part of the clause."""
    ends = {figure.end for figure in figures(clause.quiet)}
    for match in reversed(list(_ANY_BRACKET.finditer(clause.quiet))):
        if match.start() in ends and _AND.match(clause.quiet, match.end()):
            rest = clause.cut(match.end())
            ahead = clause.cut(0, match.start())
            clause = Clause(ahead.text + rest.text, ahead.quiet + rest.quiet)
    return clause


def _by_years(clause: Clause) -> Iterator[Clause]:
    """2023年建成2个、2024年建成3个 are two clauses; 2023年、2024年分别 is one."""
    start = 0
    for match in _NEXT_YEAR.finditer(clause.quiet):
        year = _YEAR.search(clause.quiet, start, match.start())
        if year and figures(clause.quiet[year.end() : match.start()]) and figures(clause.quiet[match.end() :]):
            yield clause.cut(start, match.start())
            start = match.end()
    yield clause.cut(start)


def year_inside(clause: Clause, frame: Frame) -> list[Said]:
    """The end of a year of the plan behind words that only lead up to it: 其中2024年, 推动2024年, 2024—2026年累计."""
    if several := _YEARS.match(clause.quiet):
        found = Said(several.start("first"), several.end("years"), date(int(several["last"]), 12, 31))
        return [found] if not opened(several["lead"]) else []
    match = _BEFORE_FIGURE.match(clause.quiet) or _INSIDE.match(clause.quiet)
    if match is None or frame.last is None:
        return []
    lead, year = opened(match["lead"]), int(match["year"])
    begins = frame.first or frame.issued or frame.last
    led = not lead or lead in AREAS or match.re is _BEFORE_FIGURE
    if not led or not begins.year <= year <= frame.last.year:
        return []
    return [Said(match.start("year"), match.end(), date(year, 12, 31))]


def without_stock(named: list[Said], text: str, begins: date | None, *, after: bool) -> list[Said]:
    """The days by which something is due, without those of what there was before: 2020年前已鉴定的水库.

    `after` says that a day by which it is due stands before the text.
    """
    kept = [each for each in named if not _OLD.match(text, each.end)]
    return [
        each
        for each in kept
        if not (
            _TAKEN.match(text, each.end)
            and (after or (begins and each.day and each.day < begins) or any(one.end < each.start for one in kept))
        )
    ]


def again(place: Place, setting: Setting) -> Aim | None:
    """2024年改造160公里, behind 三年累计改造管网420公里: so much of the same in a year of its own."""
    figure = place.figure
    after = place.clause.quiet[figure.end :]
    if not setting.dated or figure.kind not in ("count", "amount") or not _AND.match(after):
        return None
    doing = bare(opened(place.ahead))
    if doing and doing not in MAKE_OR_ACT and doing not in [aim.verb or aim.doing[:2] for aim in setting.found]:
        return None
    unit = figure.unit.lstrip("亿千百万")
    same = [aim for aim in setting.found if aim.figure and aim.unit and aim.unit.lstrip("亿千百万") == unit]
    former = next((aim for aim in same if doing and aim.verb == doing), same[0] if same else None)
    if former is None:
        return _of_before(place, doing, unit, setting)
    aim = Aim(former.kind, ">=", former.metric, commitment=former.commitment, scope=former.scope, verb=former.verb)
    aim.thing, aim.doing, aim.per_unit = former.thing, former.doing, former.per_unit
    compare(aim, figure, bare=True)
    aim.doubt("metric", "read_target_metric", metric=aim.metric)
    return aim


def _of_before(place: Place, doing: str, unit: str, setting: Setting) -> Aim | None:
    """建成85座, behind 每50公里布局1座充电站: what stood behind the same unit in the clause before."""
    text = quiet(setting.before)
    found = [each for each in figures(text) if each.unit == unit and _WORDS.fullmatch(text, each.end)]
    if not found or not doing or place.figure.kind != "count":
        return None
    thing = setting.before[found[-1].end :].removeprefix("的")
    aim = Aim("count", ">=", f"{thing}数", commitment=weak_word(place.ahead), thing=thing, doing=thing, verb=doing)
    compare(aim, place.figure, bare=True)
    aim.doubt("metric", "read_target_metric", metric=aim.metric)
    set_scope(aim, "", setting)
    return aim
