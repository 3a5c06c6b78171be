"""Where a plan speaks of its stages and assessments: headings, paragraphs, rows of tables, sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from documents.days.dates import ANY_YEAR, windows
from documents.prose.chapters import About, about
from documents.prose.passage import Passage, joined
from documents.stages.words import (
    ASSESSED,
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

    from documents.prose.outline import Node

LONGEST = 24
"""Characters of the title of a stage that is no heading."""

EMPTY = Passage("", ())
_BRACKET = re.compile(r"（(?P<inside>[^（）]{2,60}(?:（[^（）]{1,20}）[^（）]{0,20})?)）")
_BOOKS = re.compile(r"《[^《》]{0,200}》|〔[^〔〕]{0,20}〕")
_PIECES = re.compile(r"(?:(?<=^)|(?<=[。；：]))(?=第[一二三四五六七八九]阶段|[一二三四五六七八九]是(?![否指不]))")
_HEAD = re.compile(r"[，：]?(?:主要)?[为是]?(?P<title>[^，。；：（）\t]{2,20}?)(?=[（。：]|$)")
# Between the days and the title of a stage: 2024年3月至4月为动员部署阶段.
_LINKED = re.compile(r"，?[为是](?=[^，。；]{2,20}阶段$)")
_STAGED = re.compile(r"[^，。；：（\t]{1,16}阶段(?=[。（：])")
_COUNT = re.compile(r"\d{1,2}[.、．]?|[一二三四五六七八九十]{1,3}、?")
# Sentences that begin with days, one after the other.
_DATED_PIECES = re.compile(r"(?:(?<=^)|(?<=[。；]))(?=20\d\d年[^，。；：]{0,20}[，：])")
_TITLE_END = re.compile(r"[，。；：（\t]")


@dataclass(frozen=True, slots=True)
class Stage:
    """What the text says of a stage: its title, where its days are printed if apart, and the rest.

    `whole` is all of it with its number. `blocks` are the ids of the paragraphs it
    is made of. `year` is the only year that the chapter names before its stages.
    """

    title: Passage
    dates: Passage
    text: Passage
    whole: Passage
    blocks: frozenset[int] = frozenset()
    year: int | None = None


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
    several = sum(_DATED_PIECES.match(block.text) is not None for block in chapter.body) > 1
    found = [stage for block in chapter.body for stage in _pieces(block, several=several)]
    own = [node for node in chapter.children if _is_stage(node)]
    strict = bool(STRICT.search(chapter.title.text)) or len(own) * 2 > len(chapter.children)
    forms = {node.form for node in chapter.children if node in own or (not node.title and _numbered(node))}
    for node in chapter.children:
        # What is counted in another way than the stages is another chapter that has lost its heading.
        if not forms or node.form in forms:
            found += _leaves(node, strict)
    year = _only_year(chapter.body)
    return [replace(stage, year=year) for stage in found]


def _numbered(node: Node) -> bool:
    """Whether a heading without a title is a numbered sentence that sets a stage."""
    return bool(node.body) and any(windows(stage.whole) for stage in _pieces(node.body[0]))


def _only_year(paragraphs: Iterable[Passage]) -> int | None:
    """The one year of all the days in these paragraphs."""
    found = [when for text in paragraphs for when in windows(Passage(masked(text.text), text.at))]
    years = {day.year for when in found for day in (when.opens, when.closes) if day}
    return years.pop() if len(years) == 1 else None


def _leaves(node: Node, strict: bool) -> list[Stage]:
    """The stages of a heading: itself, or those below it where they are stages of their own."""
    below = [child for child in node.children if _is_stage(child)]
    if not node.title and node.body:
        text, named = node.body[0], _STAGED.match(node.body[0].text)
        bare = [Stage(text.found(named), EMPTY, text.cut(named.end()), text, frozenset((id(text),)))] if named else []
        return list(_pieces(text)) or bare
    own = _of_node(node)
    if below and not own.dates:
        return [stage for child in node.children for stage in _leaves(child, True)]
    meant = _is_stage(node) or (strict and node.title and about(node.title.text) != About.SAFEGUARDS)
    pieces = [stage for block in node.body for stage in _pieces(block)] if not own.dates else []
    found = pieces if len(pieces) > 1 else [own] if meant else []
    told = (None, kind_by(node.title.text))
    return found + [_of_node(child) for child in below if kind_by(child.title.text) not in told]


def _is_stage(node: Node) -> bool:
    """Whether a heading in a chapter of stages is one by its own words."""
    title = node.title.text
    return bool(title and (STAGE.search(title) or ASSESSED.fullmatch(title) or _of_node(node).dates))


def kind_by(title: str) -> str | None:
    """The kind that the words of a title tell."""
    from documents.stages.words import NOT_TELLING

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
    if dates and (linked := _LINKED.match(title.text)):
        title = title.cut(linked.end())
    title, text = _named(title, text)
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


def _named(title: Passage, text: Passage) -> tuple[Passage, Passage]:
    """A title that is a number only goes on in the text: 第一阶段：动员部署, 第一阶段（3月）为动员部署阶段."""
    head = _HEAD.match(text.text) if not title or ORDINAL.fullmatch(title.text) else None
    return (text.found(head, "title"), text.cut(head.end())) if head else (title, text)


def _bare(title: Passage) -> Passage:
    """A title without its number and the stops around it."""
    title = title.strip("。：；，、 \t")
    number = ORDINAL.match(title.text)
    rest = title.cut(number.end()).strip("。：；，、 \t") if number else title
    return rest or title


def _pieces(block: Passage, *, several: bool = False) -> Iterator[Stage]:
    """The stages of a paragraph that is no heading, each counted (第一阶段, 一是) or with its days beside its title.

    `several` says that more than one paragraph beside each other begins with days.
    """
    if "\t" in block.text:
        yield from _row(block, own=True)
        return
    places = [match.start() for match in _PIECES.finditer(block.text)]
    dated = [] if places else [match.start() for match in _DATED_PIECES.finditer(block.text)]
    if len(dated) > 1 or (several and dated[:1] == [0]):
        for start, end in zip(dated, [*dated[1:], len(block)], strict=True):
            yield from _dated_piece(block.cut(start, end), frozenset((id(block),)))
        return
    places = places or [0]
    for start, end in zip(places, [*places[1:], len(block)], strict=True):
        yield from _piece(block.cut(start, end), frozenset((id(block),)))


def _piece(whole: Passage, blocks: frozenset[int]) -> Iterator[Stage]:
    number = ORDINAL.match(whole.text)
    rest = whole.cut(number.end()) if number else whole
    stop = _TITLE_END.search(rest.text)
    head = rest.cut(0, stop.start()) if stop and stop.start() <= LONGEST else EMPTY
    text = rest.cut(len(head))
    dates = text.found(bracket) if (bracket := _BRACKET.match(text.text)) else EMPTY
    if dates and not windows(dates):
        dates = EMPTY
    title, inside = _undated(head)
    named, text = _named(title, text.cut(len(dates)))
    counted = number is not None and bool(STAGE.search(whole.text[: LONGEST + 6]) or windows(whole))
    if counted or (dates and kind_by(head.text)) or (STAGE.search(head.text) and windows(rest)):
        title = _bare(named) or (whole.found(number).strip("：、，") if number else head)
        yield Stage(title or whole.cut(0, LONGEST), dates or inside, text, whole, blocks)


def _dated_piece(whole: Passage, blocks: frozenset[int]) -> Iterator[Stage]:
    """A sentence that begins with its days: 2021年3月底前，完成摸底。"""
    when = windows(whole)[0]
    text = whole.cut(when.end).strip("，： ")
    stop = _TITLE_END.search(text.text)
    title = text.cut(0, stop.start() if stop else None)
    if 1 < len(title) <= LONGEST:
        yield Stage(_bare(title), when.printed, text, whole, blocks)


def _row(row: Passage, *, own: bool = False) -> Iterator[Stage]:
    """A row of a table, one cell of which has days and another one the title of a stage.

    `own` says that it is a table of stages: their titles may be any words, and the year may be known from elsewhere.
    """
    cells, start = [], 0
    for cell in row.text.split("\t"):
        cells.append(row.cut(start, start + len(cell)))
        start += len(cell) + 1
    cells = [cell.strip() for cell in cells if cell.strip()]
    known = ANY_YEAR if own else None
    dates = next((cell for cell in cells if len(cell) <= 40 and any(each.dated for each in windows(cell, known))), None)
    title = next(
        (cell for cell in cells if cell is not dates and len(cell) <= LONGEST and STAGE.search(cell.text)), None
    )
    if dates and not title:
        first = next((cell for cell in cells if cell is not dates and not (own and _COUNT.fullmatch(cell.text))), EMPTY)
        title = first if len(first) <= (LONGEST if own else 12) and kind_by(first.text) else None
    if dates and title:
        text = joined(_stopped(cell for cell in cells if cell is not dates and cell is not title))
        yield Stage(_bare(title), dates, text, row, frozenset((id(row),)))
