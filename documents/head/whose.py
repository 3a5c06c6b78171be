"""The area whose plan a document is: by its title and its issuers, never by what it cites."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from documents.units.area import chain
from documents.units.areawords import PROVINCES
from documents.units.register import national
from documents.units.unitwords import WHOLE_STATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from documents.prose.passage import Passage

LEVELS = ("自治区", "自治州", "省", "市", "县", "区", "旗", "州", "盟")
"""With one of these alone a unit's name begins where the document leaves its area out: 省教育厅."""
OURS = re.compile(r"我(自治区|自治州|省|市|县|区|州|旗)|全(省)")
"""The level of the area where neither the title nor the issuer tells it."""
SLOGANS = (
    "健康",
    "美丽",
    "平安",
    "法治",
    "数字",
    "文明",
    "清洁",
    "幸福",
    "富裕",
    "和谐",
    "清廉",
    "诚信",
    "质量",
    "活力",
)
"""Before the short name of a province: 健康辽宁."""
FARTHEST = 60_000
"""Characters of the text that are looked at for its area."""
OFTEN = 2
"""Times that a text has to name an area below the first level; once may be a neighbour."""

_YEARS = re.compile(
    r"^(?:(?:19|20)\d\d(?:[-—–～至](?:19|20)?\d\d)?年?度?|关于(?:印发|公布|发布)?|《|中国共产党|中共){0,3}"
)
_ZONE = re.compile(r"(?P<zone>[\u4e00-\u9fff]{3,20}(?:区|园|新城))(?:管理委员会|管委会)(?:办公室)?")
_CITED = re.compile(r"《[^《》]{1,200}》|（[^（）]{1,200}）")
_CLAUSE = re.compile(r"(?:^|[，。、；：“（]|年)([\u4e00-\u9fff]{3,16})")


class Area(NamedTuple):
    """The name of an area, and the key and the facts of a doubt about it."""

    name: str = ""
    doubt: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def whose(titles: Iterable[str], issuers: Sequence[str], blocks: Iterable[Passage]) -> Area:
    """The smallest area that the title, else the first issuer names; else, in doubt, one that the text does."""
    bare = [_YEARS.sub("", title) for title in titles if title]
    by_title = next((links for links in map(chain, bare) if links), [])
    by_issuer = next((links for links in map(chain, issuers[:1]) if links), [])
    if by_title:
        name = by_title[-1]
        if by_issuer and _shortened(name, by_issuer[-1]):
            return Area(by_issuer[-1])
        if by_issuer and by_issuer[-1] != name:
            return Area(name, "read_region_differs", (("region", name), ("other", by_issuer[-1])))
        return Area(name)
    if by_issuer:
        return Area(by_issuer[-1])
    if issuers and national(issuers[0]) and not any(map(chain, issuers)):
        return Area(WHOLE_STATE, "read_region_state", (("issuer", issuers[0]),))
    if issuers and (zone := _ZONE.fullmatch(issuers[0])):
        return Area(zone["zone"])
    short = _in_short(bare)
    return short if short.name else _in_text(issuers, blocks)


def _shortened(name: str, other: str) -> bool:
    """Whether a name is short for that of an autonomous area: 西岭县 for 西岭回族自治县."""
    return "自治" in other and len(name) > 2 and name != other and other.startswith(name[:-1]) and name[-1] == other[-1]


def _in_short(titles: Sequence[str]) -> Area:
    """A province that a title calls by its short name."""
    for title in titles:
        for short, name in PROVINCES.items():
            if title.startswith(short):
                return Area(name, "read_region_short", (("region", name), ("said", short)))
    return Area()


def _in_text(issuers: Sequence[str], blocks: Iterable[Passage]) -> Area:
    """The area that the text names most often, of the level with which the name of the issuer begins, or of 我省."""
    texts = list(_foremost(blocks))
    said = issuers[0] if issuers else next((ours[0] for text in texts if (ours := OURS.search(text))), "")
    level = next((level for level in LEVELS if said.removeprefix("我").removeprefix("全").startswith(level)), "")
    if not level:
        return Area()
    named: Counter[str] = Counter()
    for text in texts:
        text = _CITED.sub("", text)
        if level in ("省", "自治区"):
            named.update(_provinces(text, level))
        named.update(name for found in _CLAUSE.finditer(text) for name in chain(found[1])[-1:] if name.endswith(level))
    often = [(name, times) for name, times in named.most_common(2) if times]
    least = 1 if level in ("省", "自治区") else OFTEN
    if not often or often[0][1] < least or (len(often) > 1 and often[1][1] == often[0][1]):
        return Area()
    return Area(often[0][0], "read_region_text", (("region", often[0][0]), ("said", said)))


def _foremost(blocks: Iterable[Passage]) -> Iterator[str]:
    left = FARTHEST
    for block in blocks:
        yield block.text[:left]
        left -= len(block)
        if left <= 0:
            return


def _provinces(text: str, level: str) -> dict[str, int]:
    """How often a text names each of the provinces, in full or as in 健康辽宁."""
    return {
        name: text.count(name) + sum(text.count(slogan + short) for slogan in SLOGANS if short in text)
        for short, name in PROVINCES.items()
        if name.endswith(level)
    }
