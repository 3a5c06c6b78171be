"""From a printed document to a draft of a plan file: the steps in their order, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from documents.fact import Fact, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as File

    from documents.fact import Lines
    from documents.files.source import Source
    from documents.notation import Path
    from documents.planfile import Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the plan file as plain values and as a text with its doubts beside them.

    `problems` are what has to be filled in or mended before the plan file can be adopted; `places` are the lines of
    single values.
    """

    source: Source
    data: dict[str, Any]
    doubts: list[Remark]
    places: dict[Path, Lines]
    problems: list[Problem]
    text: str


def read(path: File | str, lang: str = "zh") -> Reading:
    """The draft of a plan file that a document gives; comments in it are in that language.

    MissingFile where the file cannot be opened, holds no text or none that can be read.
    """
    from documents.files.source import source

    return understand(source(path), lang)


def read_content(name: str, content: bytes, lang: str = "zh") -> Reading:
    """As `read`, of what came by another way than a file; `name` is what refusals call it."""
    from documents.files.source import opened

    return understand(opened(name, content), lang)


def understand(found: Source, lang: str = "zh") -> Reading:
    """The draft that the lines of a document give."""
    from documents.commented import comment
    from documents.draft import draft
    from documents.head.closing import unsigned
    from documents.planfile import judge
    from documents.prose.blocks import blocks
    from documents.prose.cleaning import clean
    from documents.prose.outline import outline
    from documents.units.cells import in_rows
    from documents.units.spaced import spaced

    found = spaced(found)
    paragraphs = in_rows(blocks(clean(found)))
    whole = draft(found, paragraphs, unsigned(outline(paragraphs)))
    remarks: list[Remark] = []
    places: dict[Path, Lines] = {}
    data = _settled(whole, (), remarks, places)
    text, written = comment(data, remarks, places, lang)
    _, problems = judge(written)
    return Reading(found, data, remarks, places, problems, text)


def _settled(value: Any, path: Path, remarks: list[Remark], places: dict[Path, Lines]) -> Any:
    """Facts as plain values; their doubts and lines are noted at the paths where they stand."""
    if isinstance(value, Fact):
        remarks += _remarks(value, path)
        for key, lines in value.places.items():
            places[(*path, key)] = lines
        return {key: _settled(each, (*path, key), remarks, places) for key, each in value.values.items()}
    if isinstance(value, dict):
        return {key: _settled(each, (*path, key), remarks, places) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_settled(each, (*path, place), remarks, places) for place, each in enumerate(value)]
    return value


def _remarks(fact: Fact, path: Path) -> Iterator[Remark]:
    for field, reason, lines in fact.doubts:
        yield Remark((*path, field) if field else path, reason, lines or fact.values.get("lines"))
