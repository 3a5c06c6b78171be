"""Names of areas at the beginning of a title or of a unit's name: 中卫市, 中宁县, 宁夏回族自治区."""

from __future__ import annotations

import re
from functools import lru_cache

from documents.units import areawords as words

MOST_LINKS = 4
LONGEST = 60
"""Characters of a unit's name that are looked at."""

_FORMS = tuple(
    re.compile(f"[\u4e00-\u9fff]{form}")
    for form in (
        "{1,8}?(?:维吾尔|回族|壮族)?自治区",
        "{2,14}?自治[州县旗]",
        "{2}特别行政区",
        "{2,3}?省",
        "{2,5}?[市盟]",
        "{1,4}?[县旗]",
        "{2,5}?区",
    )
)
"""How long the name of an area is before the word for its level."""
_PREFECTURE = re.compile(rf"(?:{'|'.join(words.PREFECTURES)})州(?![市县区])")
_LIKE_PREFECTURE = re.compile(rf"(?P<stem>[\u4e00-\u9fff]{{2,4}})州(?={'|'.join(words.AFTER_ZHOU)})")
_LEVEL_FIRST = re.compile(words.LEVEL_FIRST)
_PARTY = re.compile(r"(?:中国共产党|中共)")
_NO_AREA = re.compile("|".join(words.NO_AREAS))
_SMALL_AREA = re.compile(
    rf"[\u4e00-\u9fff]{{2,5}}?(?:{'|'.join(words.SMALL_AREA_ENDS)})(?={'|'.join(words.SMALL_AREA_NEXT)})"
)


def area(text: str) -> str:
    """The smallest area that a text begins with, 中宁县 of 宁夏回族自治区中卫市中宁县; empty where there is none."""
    links = chain(text)
    return links[-1] if links else ""


def chain(text: str) -> list[str]:
    """The areas that a text begins with, from the largest on."""
    party = _PARTY.match(text)
    at = party.end() if party else 0
    links: list[str] = []
    while len(links) < MOST_LINKS and (found := _first(text[at : at + 20])):
        if links and found[-1] not in "市县区旗州盟":
            break
        links.append(found)
        at += len(found)
    return links


@lru_cache(maxsize=4096)
def areas(name: str) -> str:
    """The areas that a unit's name begins with: 中卫市沙坡头区 of 中卫市沙坡头区教育局; empty without one."""
    found = "".join(chain(name[:LONGEST]))
    small = _SMALL_AREA.match(name, len(found)) if not _LEVEL_FIRST.match(name) else None
    return found + small[0] if small else found


def no_area(name: str) -> bool:
    """Whether a name begins with a word that only looks like an area: 市场监督管理局."""
    return _NO_AREA.match(name) is not None


@lru_cache(maxsize=4096)
def _first(text: str) -> str:
    for province in words.PROVINCES.values():
        if text.startswith(province):
            return province
    if text.startswith(words.VERBS) or _LEVEL_FIRST.match(text):
        return ""
    found = [match[0] for match in (form.match(text) for form in _FORMS) if match]
    names = [name for name in found if _is_name(name, text[len(name) : len(name) + 1])]
    return min([*names, *_prefecture(text)], key=len, default="")


def _prefecture(text: str) -> list[str]:
    """黔南州, or what stands so before a unit: 松阳州财政局. Cities have one character before 州, so 广州 is none."""
    if known := _PREFECTURE.match(text):
        return [known[0]]
    like = _LIKE_PREFECTURE.match(text)
    return [like[0]] if like and not like["stem"].startswith(tuple(words.PROVINCES)) else []


def _is_name(name: str, following: str) -> bool:
    stem = re.sub(r"(?:自治[区州县旗]|特别行政区|[省市县区旗盟])$", "", name)
    if following in words.CARRY_ON and following:
        return False
    # 盐城市 is a city, 智慧城市 is none.
    if stem.endswith("城") and name.endswith("市") and len(stem) != 2:
        return False
    if stem.endswith(words.BOASTS) and len(stem) > 2:
        return False
    return name in words.NAMED or not (
        stem in words.GENERIC or stem.endswith(tuple(word for word in words.GENERIC if len(word) > 1))
    )
