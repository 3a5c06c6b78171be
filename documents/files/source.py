"""The lines of a printed document, whatever kind of file it came in. Each kind has a door in a module of its own."""

from __future__ import annotations

from bisect import bisect_left
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.errors import DubanError, MissingFile
from workflow.errors import Usage
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGEST = 50 * 2**20
"""Bytes of a file; a plan of 500 pages with its pictures has fewer."""
LINES = 300_000
CHARACTERS = 20_000_000
"""A hundred times the longest plan; what has more is no plan, or is meant to harm."""
MERGED = "〃"
"""What stands in a cell that is merged with the one above, as the ditto mark of those who write lists by hand."""
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

    def on_page(self, line: int) -> tuple[int, int] | None:
        """The page of a line and its place on it, both from 1; nothing where the document has no pages."""
        page = self.lines[line - 1].page if 0 < line <= len(self.lines) else None
        # The lines of a page stand together, and pages in their order.
        return None if page is None else (page, line - bisect_left(self.lines, page, key=lambda one: one.page or 0))


def source(path: Path | str) -> Source:
    """The lines of a file; its content tells what kind it is, whatever its name says.

    MissingFile where it cannot be read as a printed document, Usage where it is too large.
    """
    name = str(path)
    return opened(name, _content(Path(path), name))


def opened(name: str, content: bytes) -> Source:
    """The lines of a file of which the content is given; refused as by `source`."""
    from documents.files import kinds, noise

    if not content.strip(b"\0\t\n\r\x0b\x0c "):
        raise MissingFile("document_empty", path=name)
    with _whole(name, "file"):
        kind = kinds.kind(name, content)
    with _whole(name, kind):
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
    return content


def broken(name: str, kind: str) -> MissingFile:
    """That a file is damaged; `kind` is as in Source, or file where it is not known."""
    return MissingFile("document_broken", path=name, kind=because(f"document_kind_{kind}"))


@contextmanager
def _whole(name: str, kind: str) -> Iterator[None]:
    """Broken files are met with whatever the parts of the libraries raise; what they say of it helps no clerk."""
    try:
        yield
    except DubanError:
        raise
    except Exception as error:
        raise broken(name, kind) from error
