"""Where a plan speaks of its stages and assessments: headings, paragraphs, rows of tables, sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.chapters import About, about
from documents.dates import windows
from documents.passage import Passage, joined
from documents.stage_words import (
    ASSESSING,
    ASSESSING_WORDS,
    CHAPTERS,
    KINDS,
    NO_ASSESSING,
    NO_CHAPTERS,
    ORDINAL,
    STAGE,
    STRICT,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from documents.outline import Node

LONGEST = 24
"""Characters of the title of a stage that is no heading."""

EMPTY = Passage("", ())
_BRACKET = re.compile(r"（(?P<inside>[^（）]{2,60})）")
_BOOKS = re.compile(r"《[^《》]{0,200}》|〔[^〔〕]{0,20}〕")
_PIECES = re.compile(r"(?:(?<=^)|(?<=[。；：]))(?=第[一二三四五六七八九]阶段|[一二三四五六七八九]是(?![否指不]))")
_HEAD = re.compile(r"[^，。；：（）\t]{2,20}(?=[（。：])")
_TITLE_END = re.compile(r"[，。；：（\t]")


@dataclass(frozen=True, slots=True)
class Stage:
    """What the text says of a stage: its title, where its days are printed if apart, and the rest.

    `whole` is all of it with its number. `blocks` are the ids of the paragraphs it
    is made of.
    """

    title: Passage
    dates: Passage
    text: Passage
    whole: Passage
    blocks: frozenset[int] = frozenset()


def masked(text: str) -> str:
    """The text with the same length, without the names of documents and their numbers: their years are no days."""
    return _BOOKS.sub(lambda match: "※" * len(match[0]), text)


def stages(root: Node) -> list[Stage]:
    """The stages that are set apart: by headings, 第一阶段 or 一是, or as rows of a table; in printed order."""
    found: list[Stage] = []
    taken: set[int] = set()
    for node in root.under():
        if id(node) in taken:
            continue
        if node is not root and _is_chapter(node):
            taken.update(id(each) for each in node.under())
            found += _in_chapter(node)
        elif node is not root and STAGE.search(node.title.text) and _dated(node):
            taken.update(id(each) for each in node.under())
            found.append(_of_node(node))
        else:
            found += [stage for block in node.body if "\t" in block.text for stage in _row(block)]
    return found


def chapters(root: Node) -> Iterator[Node]:
    """The chapters of which the sentences may set an assessment."""
    for node in root.children or [root]:
        title = node.title.text
        if (
            node is root
            or about(title) in ASSESSING
            or (ASSESSING_WORDS.search(title) and not NO_ASSESSING.search(title))
        ):
            yield node


def _is_chapter(node: Node) -> bool:
    title = node.title.text
    if not title or (NO_CHAPTERS.search(title) and not STRICT.search(title)) or _dates_of(node.title):
        return False
    return about(title) == About.STAGES or bool(len(title) <= LONGEST and CHAPTERS.search(title))


def _in_chapter(chapter: Node) -> list[Stage]:
    found = [stage for block in chapter.body for stage in _pieces(block)]
    strict = bool(STRICT.search(chapter.title.text)) or any(_is_stage(node) for node in chapter.children)
    for node in chapter.children:
        found += _leaves(node, strict)
    return found


def _leaves(node: Node, strict: bool) -> list[Stage]:
    """The stages of a heading: itself, or those below it where they are stages of their own."""
    below = [child for child in node.children if _is_stage(child)]
    own = _of_node(node)
    if below and not own.dates:
        return [stage for child in node.children for stage in _leaves(child, True)]
    found = [own] if _is_stage(node) or (strict and node.title) else []
    pieces = [stage for block in node.body for stage in _pieces(block)] if not own.dates else []
    if len(pieces) > 1:
        found = pieces
    return found + [_of_node(child) for child in below if kind_by(child.title.text) != kind_by(node.title.text)]


def _is_stage(node: Node) -> bool:
    """Whether a heading in a chapter of stages is one by its own words."""
    return bool(node.title and (STAGE.search(node.title.text) or _of_node(node).dates))


def kind_by(title: str) -> str | None:
    """The kind that the words of a title tell."""
    from documents.stage_words import NOT_TELLING

    told = NOT_TELLING.sub("方案", title)
    return next((str(kind) for kind, words in KINDS if words.search(told)), None)


def _dated(node: Node) -> bool:
    return bool(_of_node(node).dates)


def _dates_of(text: Passage) -> Passage:
    """The part of a title that gives days, with the brackets around it."""
    for bracket in _BRACKET.finditer(text.text):
        if windows(text.found(bracket, "inside")):
            return text.found(bracket)
    found = windows(text)
    return text.cut(found[0].start, found[-1].end) if found else EMPTY


def _of_node(node: Node) -> Stage:
    body = [passage for passage in node.body if passage]
    whole = joined([node.mark, node.title, *node.text()])
    text = joined([*body, *(piece for child in node.children for piece in _texts(child))])
    title, dates = _undated(node.title)
    if ORDINAL.fullmatch(title.text) and (head := _HEAD.match(text.text)):
        title, text = text.found(head), text.cut(head.end())
    if not dates and text and (bracket := _BRACKET.match(text.text)) and windows(text.found(bracket, "inside")):
        dates, text = text.found(bracket), text.cut(bracket.end())
    return Stage(_bare(title), dates, text, whole, frozenset(id(piece) for piece in node.text()))


def _texts(node: Node) -> Iterator[Passage]:
    """What a heading below says, with a stop after its title, so that it does not run into what follows."""
    yield from _stopped([node.title])
    yield from node.body
    for child in node.children:
        yield from _texts(child)


def _stopped(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Titles or cells of a table, each with a stop after it."""
    for passage in passages:
        if passage:
            yield passage
            if passage.text[-1] not in "。；：，":
                yield Passage("。", passage.at[-1:])


def _undated(title: Passage) -> tuple[Passage, Passage]:
    """A title without its days, and the days."""
    dates = _dates_of(title)
    if not dates:
        return title, EMPTY
    start = title.text.index(dates.text)
    rest = title.cut(0, start) + title.cut(start + len(dates))
    return rest, dates


def _bare(title: Passage) -> Passage:
    """A title without its number and the stops around it."""
    title = title.strip("。：；，、 \t")
    number = ORDINAL.match(title.text)
    rest = title.cut(number.end()).strip("。：；，、 \t") if number else title
    return rest or title


def _pieces(block: Passage) -> Iterator[Stage]:
    """The stages of a paragraph that is no heading, each counted (第一阶段, 一是) or with its days after its title."""
    if "\t" in block.text:
        yield from _row(block)
        return
    places = [match.start() for match in _PIECES.finditer(block.text)] or [0]
    for start, end in zip(places, [*places[1:], len(block)], strict=True):
        whole = block.cut(start, end)
        number = ORDINAL.match(whole.text)
        rest = whole.cut(number.end()) if number else whole
        stop = _TITLE_END.search(rest.text)
        head = rest.cut(0, stop.start()) if stop and stop.start() <= LONGEST else EMPTY
        text = rest.cut(len(head))
        dates = text.found(bracket) if (bracket := _BRACKET.match(text.text)) else EMPTY
        if dates and not windows(dates):
            dates = EMPTY
        title, inside = _undated(head)
        counted = number is not None and bool(STAGE.search(whole.text[: LONGEST + 6]) or windows(whole))
        if counted or (dates and kind_by(head.text)) or (STAGE.search(head.text) and windows(rest)):
            yield Stage(_bare(title), dates or inside, text.cut(len(dates)), whole, frozenset((id(block),)))


def _row(row: Passage) -> Iterator[Stage]:
    """A row of a table, one cell of which has days and another one the title of a stage."""
    cells, start = [], 0
    for cell in row.text.split("\t"):
        cells.append(row.cut(start, start + len(cell)))
        start += len(cell) + 1
    cells = [cell.strip() for cell in cells if cell.strip()]
    dates = next((cell for cell in cells if len(cell) <= 40 and any(each.dated for each in windows(cell))), None)
    title = next(
        (cell for cell in cells if cell is not dates and len(cell) <= LONGEST and STAGE.search(cell.text)), None
    )
    if dates and not title:
        first = next((cell for cell in cells if cell is not dates), EMPTY)
        title = first if len(first) <= 12 and kind_by(first.text) else None
    if dates and title:
        text = joined(_stopped(cell for cell in cells if cell is not dates and cell is not title))
        yield Stage(_bare(title), dates, text, row, frozenset((id(row),)))
