"""What sheets share as they are taken in: a problem at its cell, and units by the names that people write."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import normalize

from models.errors import DubanError
from workflow import directory
from workflow.errors import Usage, missing, nearest, plain_text, title

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workflow.actor import UnitRef

COMPARED = 300_000
"""Pairs of names compared for the nearest, a second or two: a sheet of another kind has none right."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row: in the column of that key, or with the whole row where it is empty."""

    row: int
    column: str
    refusal: DubanError


@dataclass(slots=True, eq=False)
class Problems:
    """Every problem of a sheet, gathered while its rows are gone through."""

    found: list[Problem] = field(default_factory=list)

    def add(self, row: int, column: str, refusal: DubanError) -> None:
        self.found.append(Problem(row, column, refusal))

    def catch(self, row: int, column: str, check: Callable[[], object]) -> bool:
        """Whether the check went well; its refusal is a problem of the cell."""
        try:
            check()
        except DubanError as refusal:
            self.add(row, column, refusal)
            return False
        return True

    def word(self, row: int, column: str, text: str, most: int | None = None) -> bool:
        """Whether the cell holds a code or login of at most `most` characters; without `most`, a name."""
        if not text:
            self.add(row, column, Usage("sheet_blank"))
            return False
        return self.catch(row, column, lambda: plain_text(column, text, most) if most else title(text))

    def once(self, row: int, column: str, text: str, seen: dict[str, int]) -> bool:
        """Whether the text has not stood in an earlier row."""
        first = seen.setdefault(text, row)
        if first != row:
            self.add(row, column, Usage("sheet_twice", text=text, row=first))
        return first == row


class Near:
    """The nearest of known names, each looked for once, and not for ever."""

    def __init__(self, known: Sequence[str]) -> None:
        self.known = list(known)
        self.most = COMPARED // max(1, len(self.known))
        self.found: dict[str, list[str]] = {}

    def __call__(self, wanted: str) -> list[str]:
        if wanted not in self.found:
            self.found[wanted] = nearest(wanted, self.known) if len(self.found) < self.most else []
        return self.found[wanted]


class Names:
    """Units by every name they go by, as people write them: full-width characters and spaces do not matter."""

    def __init__(self, known: dict[str, list[UnitRef]]) -> None:
        self.known = known
        self.near = Near(list(known))
        self.folded: dict[str, list[UnitRef]] = {}
        for name, refs in known.items():
            held = self.folded.setdefault(_folded(name), [])
            held.extend(ref for ref in refs if ref not in held)

    def get(self, text: str) -> list[UnitRef]:
        return self.known.get(text) or self.folded.get(_folded(text), [])

    def find(self, text: str) -> UnitRef:
        """The unit of that name. NotFound with the nearest; Usage where several units share the name."""
        found = self.get(text)
        if not found:
            raise missing("unit", text, self.near(text))
        return directory.unit({text: found}, text)


def _folded(name: str) -> str:
    return "".join(normalize("NFKC", name).split())
