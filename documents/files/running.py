"""Running heads, running feet and page numbers: which lines of a document with pages are none of its text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from documents.files.source import Line

DEPTH = 3
"""So many lines from the top and from the bottom of a page may be none of its text."""
PAGES = 3
"""A line that stands on fewer pages is no running one."""
SHARE = 0.3
"""Heads of left and of right pages differ, and the first page often has none."""
LONGEST = 60
COLUMNS = (
    "序号",
    "任务",
    "内容",
    "责任",
    "单位",
    "部门",
    "时限",
    "时间",
    "目标",
    "指标",
    "项目",
    "措施",
    "备注",
    "名称",
)
"""A line with two of these is the header of a table that goes on: its first one stays."""
_NUMBERS = (
    re.compile(r"[-—–·•~～〔\[(]{1,4}(\d{1,4})[-—–·•~～〕\])]{1,4}"),
    re.compile(r"第(\d{1,4})页(?:[,，/／、]?共\d{1,4}页)?"),
    re.compile(r"(?:page|p\.)(\d{1,4})(?:of\d{1,4}|/\d{1,4})?", re.I),
)
"""Page numbers with something about them that no text has, white space left out."""
_BARE = re.compile(r"(\d{1,4})(?:/\d{1,4})?")
"""Page numbers that may as well be a piece of a text or of a table."""
_DIGITS = re.compile(r"\d{1,9}")
_ENDED = re.compile(r"[。；：！？，、;:]$")
"""What ends so is a sentence, or goes on on the next line."""


class _Edge(NamedTuple):
    """A line at the top or at the bottom of a page; its text without white space, in plain digits."""

    line: int
    page: int
    text: str
    side: str


def running(lines: Sequence[Line]) -> set[int]:
    """The indexes of the lines that are running heads or feet or page numbers; none without pages."""
    pages = [_edges(page, lines) for page in _pages(lines)]
    edges = [edge for page in pages for edge in page]
    within = {edge.line for edge in edges}
    middle = Counter(_alike(line.text) for index, line in enumerate(lines) if index not in within)
    found = _repeated(edges, len(pages), middle) | _numbers(edges)
    return {edge.line for page in pages for edge in _outer(page, found)}


def _outer(page: list[_Edge], found: set[int]) -> Iterator[_Edge]:
    """Those of the found lines of a page outside which there are only others of them."""
    for side, edges in (("top", page), ("bottom", page[::-1])):
        yield from takewhile(lambda edge: edge.line in found, (edge for edge in edges if edge.side == side))


def _pages(lines: Sequence[Line]) -> Iterator[list[int]]:
    """The indexes of the lines of each page that have text."""
    found: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.page is not None and line.text.strip():
            found.setdefault(line.page, []).append(index)
    yield from found.values()


def _edges(page: list[int], lines: Sequence[Line]) -> list[_Edge]:
    """The lines of a page at its top and at its bottom; long ones are none of these."""
    found = []
    half = min(DEPTH, (len(page) + 1) // 2)
    for side, indexes in (("top", page[:half]), ("bottom", page[half:][-DEPTH:])):
        for index in indexes:
            line = lines[index]
            if len(line.text) <= LONGEST and line.page is not None:
                found.append(_Edge(index, line.page, _plain(line.text), side))
    return found


def _plain(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


def _alike(text: str) -> str:
    """A line as lines are compared: whatever their digits."""
    return _DIGITS.sub("#", _plain(text)) if len(text) <= LONGEST else ""


def _repeated(edges: Sequence[_Edge], pages: int, middle: Mapping[str, int]) -> set[int]:
    """Lines that stand at the same side of many pages, apart from their digits; `middle` counts those inside pages."""
    on: dict[tuple[str, str], dict[int, int]] = {}
    for edge in edges:
        bare = _alike(edge.text)
        if bare.strip("#") and not _ENDED.search(bare):
            on.setdefault((edge.side, bare), {}).setdefault(edge.page, edge.line)
    found: set[int] = set()
    for (_, bare), places in on.items():
        # What stands inside pages as well is a phrase that the document repeats; its title does so once or twice.
        if len(places) >= max(PAGES, SHARE * pages) and middle.get(bare, 0) * 2 < len(places):
            heads = sum(column in bare for column in COLUMNS) >= 2
            found.update(sorted(places.values())[1:] if heads else places.values())
    return found


def _numbers(edges: Sequence[_Edge]) -> set[int]:
    """Page numbers: those with dashes or words about them, and bare ones that count as the pages do."""
    found = {edge.line for edge in edges if any(form.fullmatch(edge.text) for form in _NUMBERS)}
    bare = [(edge, int(match[1])) for edge in edges if (match := _BARE.fullmatch(edge.text))]
    ahead = Counter(number - edge.page for edge, number in bare)
    usual = {difference for difference, count in ahead.items() if count >= 2 and count == max(ahead.values())}
    return found | {edge.line for edge, number in bare if number - edge.page in usual}
