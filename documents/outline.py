"""The numbered headings of a document as a tree, each with what stands under it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from documents.passage import Passage


@dataclass(slots=True, eq=False)
class Node:
    """A numbered heading: its form (a row of documents.numbering), its ordinal, and its number as printed.

    `mark` is the number with its stop (1、 or （一）), `number` without (1, （一）). `title` is empty where the heading
    carries none of its own, as a numbered sentence does; `body` are the paragraphs under it before its first child,
    the rest of its own line first. The root has no number; its body stands before the first heading.
    """

    form: str
    ordinal: int
    number: str
    mark: Passage
    title: Passage
    body: list[Passage] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None

    @property
    def lines(self) -> tuple[int, int]:
        """The lines of the number and the title, or of the number alone."""
        return (self.mark + self.title).lines
