"""The lines of a printed document, whatever kind of file it came in. Each kind has a door in a module of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Line(NamedTuple):
    """A line as the document has it. Cells of a row of a table are parted by tabs; `page` counts from 1."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document before anything is understood of it: `kind` is txt, docx, pdf, html or doc; line 1 is lines[0]."""

    kind: str
    lines: tuple[Line, ...]
