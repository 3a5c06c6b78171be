"""Who issues a plan: by the signature, the rows of the site, the head, the title, or a clause of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from documents.fact import Frame
from documents.head.owntitle import alike
from documents.units.joint import units, without_end
from documents.units.register import full

if TYPE_CHECKING:
    from collections.abc import Iterable

    from documents.head.cover import Cover
    from documents.head.metadata import Metadata
    from documents.head.signing import Signature
    from documents.prose.passage import Passage

SHORTEST_LIST = 2
"""Units that a clause has to name; one alone may be told to issue something else."""

HEAD_LINES = 12
"""Lines from the top in which the head of a page stands."""
COVER_LINES = 8
"""Lines below a title that may be of the cover."""
_DIGIT = "[〇○零一二三四五六七八九\\d]"
MONTH = re.compile(rf"{_DIGIT}{{4}}年[十一二三四五六七八九\d]{{1,2}}月(?:[十一二三四五六七八九\d]{{1,3}}日)?")
"""The month, seldom the day, at the foot of a cover."""
_EDITED = re.compile(r"^(?:编制|组织编制|主编|制定|起草|印发|发布|发文|承办)(?:单位|机关|部门)?[：:]")
_BRACKET = re.compile(r"（[^（）]{1,30}）")
_TOGETHER = re.compile(r"(?:联合|共同|会同)?(?:印发|制定|出台|下发|发布|制发)了?《(?P<title>[^《》]{4,150})》")
_OF_NAMES = re.compile(r"[\u4e00-\u9fff·、（）]")
LONGEST = 300
_BEGINS = re.compile(r"^(?:.{0,12}?(?:要求|精神|实际|部署)|由|经)[，、]?")


class Issuers(NamedTuple):
    """The units in order, whether more are meant, where they stand, and the key of the doubt about them."""

    names: tuple[str, ...] = ()
    open_ended: bool = False
    lines: tuple[int, int] | None = None
    doubt: str = ""


def issuers(cover: Cover, signed: Signature, rows: Metadata, prefix: Passage, title: Passage) -> Issuers:
    """Those whom the document itself says, without the clauses of its text; none where it does not."""
    if signed.names:
        return Issuers(tuple(_EDITED.sub("", name) for name in signed.names), False, signed.lines)
    named = rows.values.get("issuer")
    if named and (names := units(named.text)):
        more = rows.values.get("joint")
        names += [name for name in units(more.text) if name not in names] if more else []
        return Issuers(tuple(names), False, named.lines)
    if (head := _head(cover)).names:
        return head
    if (outside := on_cover(cover, title)).names:
        return outside
    listed, open_ended = without_end(prefix.text)
    if names := units(listed):
        return Issuers(tuple(names), open_ended, prefix.lines)
    publisher = rows.values.get("publisher")
    if publisher and (names := units(publisher.text)):
        return Issuers(tuple(names), False, publisher.lines, "read_issuers_publisher")
    return Issuers()


def announced(blocks: Iterable[Passage], own: Iterable[str], region: str) -> Issuers:
    """Those whom a clause says to issue this plan together: 市教育局、财政局等部门联合印发《…》, with full names."""
    names = [alike(name) for name in own if name]
    for block in blocks:
        if "《" not in block.text:
            continue
        for match in _TOGETHER.finditer(block.text):
            title = alike(match["title"])
            if not any(title.startswith(name) or name.startswith(title) for name in names):
                continue
            found = _listed(_before(block, match.start()), region)
            if found.names:
                return found
    return Issuers()


def _before(block: Passage, end: int) -> Passage:
    """The words before a verb, from the last stop on."""
    start = end
    while start > max(end - LONGEST, 0) and _OF_NAMES.match(block.text[start - 1]):
        start -= 1
    return block.cut(start, end)


def _listed(passage: Passage, region: str) -> Issuers:
    listed, open_ended = without_end(passage.text)
    names = units(listed)
    if not names and (begins := _BEGINS.match(listed)):
        names = units(listed[begins.end() :])
    if len(names) < SHORTEST_LIST:
        return Issuers()
    frame = Frame(region)
    return Issuers(tuple(full(name, frame) for name in names), open_ended, passage.lines, "read_issuers_clause")


def on_cover(cover: Cover, title: Passage) -> Issuers:
    """The units on the lines between the title and a line with a month: those on the cover of a plan."""
    names: list[str] = []
    lines: list[Passage] = []
    for line in below(cover, title):
        if names and MONTH.fullmatch(line.text):
            return Issuers(tuple(names), False, (lines[0].lines[0], lines[-1].lines[1]))
        found = units(_EDITED.sub("", line.text))
        if not found and (names or not _BRACKET.fullmatch(line.text)):
            break
        names += found
        lines += [line] if found else []
    return Issuers()


def below(cover: Cover, title: Passage) -> list[Passage]:
    """The lines below a title that may be of the cover."""
    under = [(start, end) for start, end in cover.segments() if title and cover.text.at[start] > title.lines[1]]
    return [cover.text.cut(start, end) for start, end in under[:COVER_LINES]]


def _head(cover: Cover) -> Issuers:
    """The units in the head of the first page, one a line, where 文件 stands beside one of them."""
    names: list[str] = []
    begin = last = 0
    is_head = False
    for start, end in cover.segments()[:HEAD_LINES]:
        listed, word, _ = cover.spaced(start, end)[:LONGEST].partition("文件")
        found = units(listed)
        if names and not found:
            break
        begin, last = (begin if names else start), end
        names += found
        is_head = is_head or (bool(found) and bool(word))
    return Issuers(tuple(names), False, cover.text.cut(begin, last).lines) if is_head else Issuers()
