"""Lists of unit names: 市教育局、市财政局等部门 taken apart into the names, in order, and what is no single unit."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from documents.units import unitwords as words
from documents.units.area import areas, no_area
from documents.units.dutywords import BRACKETS
from documents.units.register import group

LONGEST = 40
"""Characters of a name; a longer stretch is text."""
_MOST = 3000
"""Characters of a list that are looked at."""


class Names(NamedTuple):
    """The units, the names for many that no unit stands for, the units that （牵头） stands behind, and the rest.

    The rest stands in a list of units, and does not look like the name of one.
    """

    units: list[str]
    groups: list[str]
    marked: list[str]
    others: list[str]


def complete(name: str) -> bool:
    """Whether the name ends as unit names do: 教育局, not 教育."""
    name = _ANNEX.sub("", name)
    return _may_be(name) and (name.endswith(words.UNIT_ENDS) or _AREA_NAME.fullmatch(name) is not None)


def nameable(name: str) -> bool:
    """Whether a name that stands among units may be one: 水利站, not 排第一位的."""
    return complete(name) or (_may_be(bare := _ANNEX.sub("", name)) and bare.endswith(words.LISTED_ENDS))


def _may_be(name: str) -> bool:
    holds_none = not any(word in name for word in words.NO_UNIT_WORDS)
    return 2 <= len(name) <= LONGEST and holds_none and not name.endswith(words.NO_UNIT_ENDS)


_ANNEX = re.compile(r"（[^（）]{0,30}）$")
_AREA_NAME = re.compile(words.AREA_NAME)


def names(text: str) -> Names:
    """The names of a list in their order, each once."""
    found = Names([], [], [], [])
    for piece in _pieces(text):
        bare = _MARK.sub("", _PERSON.sub("", piece))
        into = _kind(found, bare)
        if bare not in into:
            into.append(bare)
        if _MARK.search(piece) and into is found.units:
            found.marked.append(bare)
    return found


def _kind(found: Names, name: str) -> list[str]:
    if group(name) or name.startswith("等"):
        return found.groups
    return found.units if nameable(name) else found.others


_TITLES = "|".join(sorted(words.PERSON_TITLES, key=len, reverse=True))
_PERSON_OF = (
    rf"[{words.SURNAMES}][\u4e00-\u9fff]{{1,2}}(?<![局委办司科站所队区县市组部会])"
    rf"|[\u4e00-\u9fff][某×X*]{{1,2}}|[\u4e00-\u9fff]{{2,4}}(?:{_TITLES})"
)
_CALLED = rf"(?:{'|'.join(words.PERSON_LABELS)})：?[^（）]{{0,40}}"
_PERSON = re.compile(
    rf"（(?:{_CALLED}|(?:{_PERSON_OF})(?:[、，](?:{_PERSON_OF})){{0,3}}(?:[，、：]?(?:电话：?)?[\d-]{{7,13}})?)）$"
)
_MARK = re.compile(r"（(?:牵头|牵头单位|主办|主责|牵头部门|责任牵头|总牵头)）$")


def listed(text: str) -> tuple[int, int]:
    """How many of the names of a list are units or names for many, and how many there are."""
    pieces = [_MARK.sub("", _PERSON.sub("", piece)) for piece in _pieces(text)]
    return sum(complete(piece) or (len(piece) <= LONGEST and group(piece)) for piece in pieces), len(pieces)


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[str, ...]:
    found: list[str] = []
    plain = _COUNTED.sub("、", _CALLED_HERE.sub("", text[:_MOST].translate(words.PLAIN_BRACKETS)))
    for piece in _each(_merged([part for part in parts(plain) if part])):
        for one in _open_ended(piece):
            found.extend(_joined(one))
    return tuple(name for piece in found if (name := _TRIMMED.sub("", piece).strip(_EDGES)))


_EDGES = " \t　。：:、，；;,…★☆※△▲*#"
# （以下简称市发改委） says how a unit is called further on; ① and 2. count the names.
_CALLED_HERE = re.compile(r"（(?:以下|下文|后文)?(?:统称|简称|称|同)(?:为)?[^（）]{0,20}）|（下同）")
_COUNTED = re.compile(r"[①-⑳]|（[0-9]{1,2}）|(?<![0-9])[0-9]{1,2}[.．](?![0-9])")
_TRIMMED = re.compile(r"^(?:由|以及|及其|包括)")


def parts(text: str, at: str = "、，,；;\n\t /") -> list[str]:
    """The text cut at these characters where they stand in no bracket."""
    cut, depth, found = 0, 0, []
    for index, character in enumerate(text):
        if character in BRACKETS:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif character in at and depth == 0:
            found.append(text[cut:index])
            cut = index + 1
    found.append(text[cut:])
    return [part.strip(_EDGES) for part in found]


_CLOSING = frozenset(BRACKETS.values())


def _merged(pieces: list[str]) -> list[str]:
    """With what is one name put together again: 市、县中医医院 and 教育、卫生健康部门."""
    found: list[str] = []
    for piece in pieces:
        while found and _LEVEL.fullmatch(found[-1]) and _shares_level(found[-1], piece):
            piece = f"{found.pop()}、{piece}"
        if _TRADES_OF.search(piece) and not piece.startswith(words.GROUP_STARTS):
            while found and not complete(found[-1]) and not group(found[-1]) and len(found[-1]) <= 8:
                piece = f"{found.pop()}、{piece}"
        if found and any(found[-1].endswith(one) and piece == other for one, other in words.PAUSED):
            piece = f"{found.pop()}、{piece}"
        found.append(piece)
    return found


def _shares_level(level: str, piece: str) -> bool:
    """Whether a level alone goes with the next piece: 各市、县人民政府; 各街道、区财政局 are two."""
    if level.endswith(_SMALL) and not piece.startswith((*_SMALL, "村", "社区", "各", "园区", "管委会", "办事处")):
        return False
    return not _LEVEL_ALONE.fullmatch(piece)


_SMALL = ("镇", "乡", "街道", "街镇", "镇街")
_LEVEL = re.compile(
    r"(?:各|全)?(?:省|市|县|区|州|盟|旗|镇|乡镇|自治区|自治州|直辖市|地级市|市级|县级|省级|街道|县区)(?:（[^（）]{0,12}）)?"
)
_LEVEL_ALONE = re.compile(r"各?(?:部门|单位)")


def _each(pieces: list[str]) -> list[str]:
    """A unit that stands once behind several areas is one of each: 中宁县、海原县人民政府."""
    found: list[str] = []
    kind, level = "", ""
    for piece in reversed(pieces):
        where = areas(piece)
        rest = piece[len(where) :]
        if where and rest and complete(rest):
            kind, level = rest, where[-1]
        elif where and not rest and kind and _shares(where, kind, level):
            piece += kind
        else:
            kind = ""
        found.append(piece)
    return found[::-1]


def _shares(where: str, kind: str, level: str) -> bool:
    """Whether an area has a unit of that kind too: a zone has a 管委会, and no 人民政府 of its own."""
    if where.endswith(words.ZONES):
        return kind in words.ZONE_ENDS
    return kind in words.SHARED_ENDS or _alike(where[-1], level)


def _alike(one: str, other: str) -> bool:
    return one == other or {one, other} <= {"县", "区", "旗"}


_TRADES_OF = re.compile(r"(?:部门|等部门|等单位|等有关部门|等相关部门)$")


def _open_ended(piece: str) -> list[str]:
    """A等国务院相关部门及各地区 as its three parts; 等 alone as 等."""
    at = piece.find("等")
    while at != -1:
        before, after = piece[:at], piece[at + 1 :]
        if before and before[-1] not in "高中初上平" and (complete(before) or _AND_OTHERS.match(after)):
            if "、" in before and not complete(before):
                return [piece]
            rest = after.strip(_EDGES)
            return [before, "等" + rest] if _AND_OTHERS.fullmatch(rest) else [before, *_joined(rest)]
        at = piece.find("等", at + 1)
    return [piece]


_AND_OTHERS = re.compile(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|多)?(?:家|个)?(?:市级|省级|县级|市直|省直|县直)?"
    r"(?:部门|单位|成员单位|部门和单位|部门（单位）|委办局|机构)?"
)


def _joined(piece: str) -> list[str]:
    """A和B as two names where each of them is one; 人力资源和社会保障局 is one."""
    if len(piece) > LONGEST * 2:
        return [piece]
    for found in _AND.finditer(piece):
        left, right = piece[: found.start()], piece[found.end() :]
        if (complete(left) or group(left)) and _begins_name(right):
            return [left, *_joined(right)]
    for found in _GLUE.finditer(piece):
        left, right = piece[: found.end()], piece[found.end() :]
        if nameable(left) and len(left) > 2 and not no_area(right) and nameable(right):
            return [left, *_joined(right)]
    return [piece]


_AND = re.compile(r"以及|和|及|与|并|[+·\\。]|\.{2,6}|…{1,2}")
_GLUE = re.compile(
    rf"(?:[委局厅办府院会联团社部队]|中心|公司|机关)(?={words.NEXT_LEVEL}(?:委|政府|[\u4e00-\u9fff]{{1,14}}(?:[局委厅办会联院社部队]|公司|中心|机关)))"
)


def _begins_name(right: str) -> bool:
    """Whether what follows 和 is a name, or two."""
    return complete(right) or group(right) or any(complete(right[: found.start()]) for found in _AND.finditer(right))
