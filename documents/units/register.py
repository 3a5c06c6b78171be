"""Units by their full names: what a short name means in a plan of an area, what is no single unit, and the register."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from documents.fact import Fact, Frame
from documents.units import unitwords as words
from documents.units.area import areas, no_area
from documents.units.areawords import PROVINCES, SMALL_AREA_ENDS
from models.words import Level
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.fact import Lines

LONGEST = 60
"""Characters; what is longer is no name."""


def group(name: str) -> bool:
    """Whether the name is one for many or for no unit in particular: 各县（区）卫生健康局, 有关部门, 乡镇卫生院."""
    name = name.strip()
    if name.endswith(words.NO_GROUPS):
        return False
    name = _AFTER_LEVEL.sub("", name, count=1) if _AFTER_LEVEL.match(name) else name
    if not name or name in words.GROUP_NAMES or name.startswith(words.GROUP_STARTS):
        return True
    if any(word in name for word in words.GROUP_WORDS):
        return True
    return name.endswith(words.GROUP_ENDS) and not (areas(name) and name.endswith(words.NAMED_ENDS))


_AFTER_LEVEL = re.compile(words.AFTER_LEVEL)


def many(name: str, frame: Frame) -> bool:
    """Whether the name is one for many in a plan of that area: 县政府 in one of a city, and not in one of a county."""
    name = name.strip()
    return group(name) or (name in words.MANY_GOVERNMENTS and not _own_government(name, frame))


def _own_government(name: str, frame: Frame) -> str:
    """The government of the plan's own area by its full name; empty where the name is not short for it."""
    region = region_of(frame)
    level = _level(region)
    if name not in words.GOVERNMENTS or not level or _mark(name) != level:
        return ""
    return region + name[len(level) :].replace("政府", "人民政府").replace("人民人民", "人民")


def full(name: str, frame: Frame) -> str:
    """The full name of a unit in a plan of that area: 中卫市教育局 for 市教育局 or 教育局 in a plan of 中卫市.

    An issuer that the name is short for gives its own. Units of another level or area, and names for many, stay as
    they are printed: nothing is invented.
    """
    name = name.strip()
    if many(name, frame) or len(name) > LONGEST:
        return name
    if section := _SECTION.fullmatch(name):
        whole = full(section[1], frame)
        return whole + section[2]
    own = _own_section(name, frame) or _issuer(name, frame) or _own_government(name, frame)
    return own or _placed(name, region_of(frame))


_SECTION = re.compile(
    rf"(.{{2,30}}?(?:{'|'.join(words.WHOLE_ENDS)}))(?!公室|办公室)(.{{2,12}}(?:{'|'.join(words.SECTION_ENDS)}))"
)


def _own_section(name: str, frame: Frame) -> str:
    """The full name of a part of the only issuer that goes by a bare name: 局办公室, 学前教育股; else empty."""
    issuer = frame.issuers[0] if len(frame.issuers) == 1 else ""
    if not issuer.endswith(words.WITH_SECTIONS) or issuer.endswith(words.WITHOUT_SECTIONS):
        return ""
    if internal := _INTERNAL.fullmatch(name):
        return issuer + internal["part"] if issuer.removesuffix("员会").endswith(internal["unit"]) else ""
    bare = _BARE_SECTION.fullmatch(name) and not areas(name) and not _mark(name)
    return issuer + name if bare and not name.startswith(words.FOREIGN_STARTS) else ""


_INTERNAL = re.compile(words.INTERNAL)
_BARE_SECTION = re.compile(
    rf"[\u4e00-\u9fff]{{1,12}}(?<!办公室)(?:{'|'.join(words.SECTION_ENDS)})(?<!办公室)(?<!公司)|{words.OWN_FORCES}"
)


def region_of(frame: Frame) -> str:
    """The area of the plan, or of who issued it; none of a plan of the state, though it be for some area."""
    if frame.region == words.WHOLE_STATE or _of_state(frame):
        return ""
    return frame.region or (areas(frame.issuers[0]) if frame.issuers else "")


def _level(region: str) -> str:
    """The word that stands for the area in short names: 市 for 中卫市."""
    return next((mark for mark in words.AREA_ENDS if region.endswith(mark)), "")[-3:]


def _mark(name: str) -> str:
    """The level that a name without an area begins with, empty where the character belongs to another word."""
    if no_area(name):
        return ""
    return next((mark for mark in words.LEVEL_MARKS if name.startswith(mark) and len(name) > len(mark)), "")


def _placed(name: str, region: str) -> str:
    """The name with its area before it, where it is short for one of the area."""
    level = _level(region)
    if region and level == "自治区" and name.startswith(level):
        return region + name[len(level) :]
    if not region or areas(name) or name.startswith(region):
        return name
    small = next((mark for mark in SMALL_AREA_ENDS if region.endswith(mark) and name.startswith(mark)), "")
    if small and len(name) > len(small) + 1:
        return region + name[len(small) :]
    if name.startswith(f"团{level}委") and level:
        return f"共青团{region}委{name[len(level) + 2 :]}"
    if mark := _mark(name.removeprefix("我").removeprefix("本")):
        rest = name.removeprefix("我").removeprefix("本")[len(mark) :]
        return region + rest if mark == level else name
    return region + name if _local(name, level) else name


def _local(name: str, level: str) -> bool:
    """Whether a bare name is one of the area's own government units."""
    if name.startswith(words.FOREIGN_STARTS) or name.endswith(words.NATIONAL_ENDS) or _INTERNAL.fullmatch(name):
        return False
    ends = words.LOCAL_ENDS + (words.PROVINCE_ENDS if level in ("省", "自治区") else ())
    return len(name) > 1 and name.endswith(ends)


def _issuer(name: str, frame: Frame) -> str:
    """The issuer that the name is short for, empty where there is none or more than one."""
    region = region_of(frame)
    placed = _placed(name, region)
    found = [issuer for issuer in frame.issuers if same(issuer, placed) or issuer == name]
    if not found and not areas(name) and not _mark(name) and not name.startswith(words.FOREIGN_STARTS):
        found = [issuer for issuer in frame.issuers if _key(issuer)[1] == _key(name)[1]]
    return found[0] if len(found) == 1 else ""


def same(one: str, other: str) -> bool:
    """Whether two full names are long and short forms of one: 中卫市医保局 and 中卫市医疗保障局."""
    return _key(one) == _key(other)


@lru_cache(maxsize=4096)
def _key(name: str) -> tuple[str, str]:
    """The area and the shortest form of the rest; 中共 says no more than the committee's name does."""
    name = name.removeprefix("中国共产党").removeprefix("中共")
    where = areas(name) or ("国家" if name.startswith("国家") else "")
    rest = name[len(where) :]
    for forms in words.WHOLES:
        if rest in forms:
            return where, forms[-1]
    ending = ""
    for long, short in words.ENDINGS:
        if rest.endswith((long, short)):
            rest, ending = rest.removesuffix(long) if rest.endswith(long) else rest.removesuffix(short), short
            break
    else:
        rest, ending = rest[:-1], rest[-1:]
    return where, _TRADE.get(rest, rest) + ending


_TRADE = {form: forms[0] for forms in words.TRADES for form in forms}


def units(named: Sequence[tuple[str, Lines | None]], frame: Frame) -> list[Fact]:
    """Every named unit once, as the plan file has it, with every name it goes by; in the order of the first mention.

    Names for many are left out. The level is by the name; one that had to be chosen has a doubt.
    """
    facts: list[Fact] = []
    known: dict[str, Fact] = {}
    alike: dict[tuple[str, str], Fact] = {}
    for name, lines in [*((issuer, None) for issuer in frame.issuers), *named]:
        name = name.strip()
        if not name or many(name, frame):
            continue
        whole = full(name, frame)
        fact = known.get(whole) or alike.get(_key(whole))
        if fact is None:
            fact = alike[_key(whole)] = Fact({"name": whole})
            facts.append(fact)
        if lines and "lines" not in fact.values:
            fact.values["lines"] = lines
        for each in (whole, name):
            if known.setdefault(each, fact) is fact and each != fact.values["name"]:
                _call(fact, each)
    for fact in facts:
        _rank(fact, frame, known)
    return [Fact(_ordered(fact.values), fact.doubts, fact.places) for fact in facts]


def _call(fact: Fact, name: str) -> None:
    """One more name of the unit: the first without an area is its short one."""
    if name == fact.values.get("short") or name in fact.values.get("aliases", ()):
        return
    if "short" not in fact.values and not areas(name):
        fact.values["short"] = name
    else:
        fact.values.setdefault("aliases", []).append(name)


def _rank(fact: Fact, frame: Frame, known: dict[str, Fact]) -> None:
    name = fact.values["name"]
    level = level_of(name, frame)
    chosen = level or _usual(frame)
    fact.values["level"] = str(chosen)
    if level is None:
        fact.doubt("level", because("read_units_level", name=name, level=chosen), fact.values.get("lines"))
    if section := _SECTION.fullmatch(name):
        above = known.get(section[1])
        if above is not None and above is not fact:
            fact.values["parent"] = above.values["name"]


def _usual(frame: Frame) -> Level:
    """The level of the plan's own units; that of a city where the plan names no area."""
    return (level_of(region_of(frame), frame) if region_of(frame) else None) or Level.CITY


def _ordered(values: dict[str, object]) -> dict[str, object]:
    return {key: values[key] for key in ("name", "short", "aliases", "level", "parent", "lines") if key in values}


def level_of(name: str, frame: Frame) -> Level | None:
    """The level that the name shows; None where it shows none."""
    where = areas(name) or _mark(name)
    if name in words.NATIONAL and not areas(region_of(frame)):
        return Level.REGION
    if name.endswith(words.INSTITUTION_ENDS):
        return Level.INSTITUTION
    if where.endswith(("县", "区", "旗", "镇", "乡", "街道")) and not where.endswith(("自治区", "地区")):
        return Level.COUNTY
    if where.endswith(("省", "自治区", *words.MUNICIPALITIES)):
        return Level.REGION
    if where.endswith(("市", "州", "盟", "地区")) or (region_of(frame)[:-1] in name and region_of(frame) and not where):
        return Level.CITY
    return Level.REGION if name.startswith(words.STATE_STARTS) or national(name) or _of_state(frame) else None


def national(name: str) -> bool:
    """Whether a unit is one of the state itself; a branch in some area, as 国家税务总局某省税务局, is none."""
    if name.startswith(words.STATE_STARTS):
        return not areas(name) and not _BRANCH.search(name) and not name.endswith(words.BRANCH_ENDS)
    whole = name.removesuffix("办公厅") if not areas(name) else ""
    return whole in words.MINISTRIES or whole in words.NATIONAL or whole.endswith(("总局", "总署"))


def _of_state(frame: Frame) -> bool:
    """Whether the plan is one of the state: its first issuer is."""
    return bool(frame.issuers) and national(frame.issuers[0])


_BRANCH = re.compile(
    rf"(?<=[局行署会院司])(?:{'|'.join(PROVINCES)}|(?!国家|中国)[\u4e00-\u9fff]{{2,8}}?(?:省|市|县|区|州|盟))(?!场监|容|政)"
)
