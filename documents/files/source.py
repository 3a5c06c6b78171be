"""The lines of a printed document, whatever kind of file it came in. Each kind has a door in a module of its own."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.errors import DubanError, MissingFile
from workflow.errors import Usage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGEST = 50 * 2**20
"""Bytes of a file; a plan of 500 pages with its pictures has fewer."""
LINES = 300_000
CHARACTERS = 20_000_000
"""A hundred times the longest plan; what has more is no plan, or is meant to harm."""
DOORS = {
    "txt": "documents.files.text",
    "docx": "documents.files.word",
    "pdf": "documents.files.pdf",
    "html": "documents.files.page",
    "doc": "documents.files.office",
}
"""The module that opens a kind of file: its `lines(name, content)`."""


class Line(NamedTuple):
    """A line as the document has it. Cells of a row of a table are parted by tabs; `page` counts from 1."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document before anything is understood of it: `kind` is txt, docx, pdf, html or doc; line 1 is lines[0]."""

    kind: str
    lines: tuple[Line, ...]


def source(path: Path | str) -> Source:
    """The lines of a file; its content tells what kind it is, whatever its name says.

    MissingFile where it cannot be read as a printed document, Usage where it is too large.
    """
    from documents.files import kinds, noise

    name = str(path)
    content = _content(Path(path), name)
    with _whole(name):
        kind = kinds.kind(name, content)
        lines = tuple(within(name, import_module(DOORS[kind]).lines(name, content)))
        if not any(line.text.strip() for line in lines):
            raise MissingFile("document_no_text", path=name)
        if noise.noisy(line.text for line in lines):
            raise MissingFile("document_noise", path=name)
    return Source(kind, lines)


def within(name: str, lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, as long as they are not too many or too long in all: Usage."""
    characters = 0
    for count, line in enumerate(lines, 1):
        characters += len(line.text)
        if count > LINES or characters > CHARACTERS:
            raise Usage("document_long", path=name, lines=LINES, characters=CHARACTERS)
        yield line


def _content(place: Path, name: str) -> bytes:
    try:
        place = place.expanduser()
        if place.exists() and not place.is_file():
            raise MissingFile("file_special", path=name)
        if place.stat().st_size > LARGEST:
            raise Usage("file_large", path=name, megabytes=LARGEST // 2**20)
        content = place.read_bytes()
    except OSError as error:
        raise MissingFile("file_missing", path=name, said=error.strerror or str(error)) from error
    except (RuntimeError, ValueError) as error:  # a home that nobody has; a name with a zero byte
        raise MissingFile("file_missing", path=name, said=str(error)) from error
    if not content.strip(b"\0\t\n\r\x0b\x0c "):
        raise MissingFile("document_empty", path=name)
    return content


@contextmanager
def _whole(name: str) -> Iterator[None]:
    """Broken files are met with whatever the parts of the libraries raise."""
    try:
        yield
    except DubanError:
        raise
    except Exception as error:
        said = next(iter(str(error).splitlines()), type(error).__name__)
        raise MissingFile("document_broken", path=name, said=said[:200]) from error
