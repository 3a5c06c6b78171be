"""From the lines of a document to clean text: what the page did to it is undone, line by line, and each line known."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from documents.prose.barred import cells, rows
from documents.prose.copied import bared, untabbed
from documents.prose.labels import alike, goes_on, going_on
from documents.prose.marks import (
    BARRED,
    CHINESE,
    DIGITS,
    ENCLOSED,
    GAP,
    LOOKALIKES,
    MARKED,
    MISTAKEN,
    NARROW,
    PAGE_INSIDE,
    PAGE_NUMBERS,
    POINTS,
    RULED,
    UNSEEN,
    WIDE,
)
from documents.prose.misprinted import righted
from documents.prose.passage import Passage
from documents.prose.runs import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.files.source import Line, Source

_COMPATIBLE = re.compile("[\u2f00-\u2fdf\uf900-\ufaff\ufe50-\ufe6b]")
_BESIDE = re.compile(f"[{CHINESE}，。、；：！？（）《》〈〉“”‘’【】〔〕…—％]")
_BARS = re.compile("[|│｜┃]")
# [责任单位：…] is 【责任单位：…】; [2015] of a number stays.
_SQUARE = re.compile(f"\\[([^\\[\\]]{{0,300}}[{CHINESE}][^\\[\\]]{{0,300}})\\]")
_SPACE = re.compile(r"[^\S\t]")
# A number of a page stands alone on its line; in a table of a web page or of Word it would be a cell.
PAGED = ("txt", "pdf")
PAGE = 12
"""A page has at least so many lines."""
ENDS = ("。", "；", "：")
"""No head or foot of a page ends so."""


def clean(source: Source) -> list[Passage]:
    """The lines as they are meant, in order; nothing is left of blank lines, page numbers and running heads."""
    source = replace(source, lines=_mended(source))
    heads = _running(source) if source.kind in PAGED else set()
    barred = rows(line.text for line in source.lines)
    found: list[Passage] = []
    inside = False
    for number, line in enumerate(source.lines, start=1):
        if number in heads:
            found.append(Passage("", ()))
            continue
        text = cells(line.text) if number in barred else line.text
        found.append(_passage(going_on(text) if inside else text, number))
        inside = goes_on(found[-1].text, inside)
    return found


def _mended(source: Source) -> tuple[Line, ...]:
    """The lines without what copying has left in them, their numbers with the stops that belong to them."""
    texts = bared([line.text for line in source.lines])
    if source.kind in PAGED:
        texts = list(untabbed(texts))
    return tuple(line._replace(text=text) for line, text in zip(source.lines, counted(texts), strict=True))


def cleaned(text: str, line: int = 1) -> Passage:
    """One line as it is meant."""
    return _passage(text, line)


def _passage(raw: str, line: int) -> Passage:
    text = MARKED.sub("", UNSEEN.sub("", raw)).translate(LOOKALIKES).translate(ENCLOSED)
    if BARRED.fullmatch(text):
        text = "" if RULED.fullmatch(text) else "\t".join(_BARS.split(text.strip())[1:-1])
    text = GAP.sub(r"\g<before>。", MISTAKEN.sub(lambda found: found[0].translate(DIGITS), text)).translate(NARROW)
    text = alike(text)
    text = _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = PAGE_INSIDE.sub("", text) if "—" in text or "–" in text or "－" in raw else text
    text = POINTS.sub(lambda found: found["number"] or "。", text) if "." in text else text
    text = _quoted(_widened(righted(_closed(text))))
    return Passage(text, (line,) * len(text))


def _closed(text: str) -> str:
    """Without white space, but for one space between two Latin words or figures, and tabs between cells."""
    if "\t" in text:
        parts = [_closed(cell) for cell in text.split("\t")]
        row = len(list(filter(None, parts))) > 1 or (not parts[0] and not parts[-1] and len(parts) > 3)
        # Before a row tabs are empty cells, before a paragraph they move it in.
        return "\t".join(parts).rstrip("\t") if row else "".join(parts)
    kept: list[str] = []
    gap = False
    for character in text:
        if _SPACE.match(character):
            gap = True
        else:
            if gap and kept and _latin(kept[-1]) and _latin(character):
                kept.append(" ")
            gap = False
            kept.append(character)
    return "".join(kept)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _widened(text: str) -> str:
    """Commas, brackets and the like as wide as the Chinese that they stand beside."""
    if not any(mark in text for mark in WIDE) and "[" not in text:
        return text
    pairs = _pairs(text)
    made = list(text)
    for place, character in enumerate(text):
        if character in "()":
            partner = pairs.get(place)
            inside = text[min(place, partner) : max(place, partner)] if partner is not None else ""
            if _touches(text, place) or (partner is not None and (_touches(text, partner) or _BESIDE.search(inside))):
                made[place] = WIDE[character]
        elif character in WIDE and _touches(text, place):
            made[place] = WIDE[character]
    return _SQUARE.sub(r"【\1】", "".join(made))


def _touches(text: str, place: int) -> bool:
    """Whether Chinese, or a mark of it, stands right before or after."""
    around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    return bool(_BESIDE.search(around))


def _pairs(text: str) -> dict[int, int]:
    """The place of the other bracket for each bracket of a pair."""
    open_at: list[int] = []
    pairs: dict[int, int] = {}
    for place, character in enumerate(text):
        if character in "(（":
            open_at.append(place)
        elif character in ")）" and open_at:
            other = open_at.pop()
            pairs[place], pairs[other] = other, place
    return pairs


def _quoted(text: str) -> str:
    """Straight quotation marks beside Chinese as opening and closing ones."""
    if '"' not in text or not _BESIDE.search(text):
        return text
    made: list[str] = []
    inside = False
    for character in text:
        if character == '"':
            inside = not inside
            character = "“" if inside else "”"
        elif character in "“”":
            inside = character == "“"
        made.append(character)
    return "".join(made)


def _running(source: Source) -> set[int]:
    """The lines that belong to the page: its number, and what stands beside that on three pages or more."""
    lines = source.lines
    written = [number for number, line in enumerate(lines, start=1) if line.text.strip()]
    numbers = {number for number in written if _is_page_number(lines[number - 1])}
    numbers -= _cells(lines, written, numbers)
    if not numbers:
        return set()
    near = Counter(lines[number - 1].text.strip() for number in _neighbours(written, numbers))
    often = {text for text, count in near.items() if count > 1 and len(text) <= 40 and not text.endswith(ENDS)}
    heads = [number for number in written if lines[number - 1].text.strip() in often]
    return numbers | set(heads) if len(heads) > 2 else numbers


def _cells(lines: Sequence[Line], written: list[int], numbers: set[int]) -> set[int]:
    """Of the numbers that stand alone on their lines, those that stand too near to each other to count pages."""
    bare = [
        place for place, number in enumerate(written) if number in numbers and lines[number - 1].text.strip().isdigit()
    ]
    gaps = sorted(after - before for before, after in pairwise(bare))
    return {written[place] for place in bare} if len(gaps) > 1 and gaps[len(gaps) // 2] < PAGE else set()


def _is_page_number(line: Line) -> bool:
    text = line.text.strip().translate(NARROW)
    return len(text) <= 24 and any(form.fullmatch(text) for form in PAGE_NUMBERS)


def _neighbours(written: list[int], numbers: set[int]) -> Iterator[int]:
    """The lines right before and after those of page numbers, blank ones passed over."""
    for place, number in enumerate(written):
        around = written[max(place - 1, 0) : place] + written[place + 1 : place + 2]
        if number not in numbers and any(other in numbers for other in around):
            yield number
