"""What somebody tries to do: who, as what, on which day, with which words and papers. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from workflow.actor import SHANGHAI

if TYPE_CHECKING:
    from models.words import Word
    from workflow.actor import Actor, UnitRef


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that proves something, known by the SHA-256 of its content."""

    name: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Line:
    """A problem that must be mended; no limit means 30 calendar days from the day of the order."""

    problem: str
    limit: date | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at an event or act on one item or several.

    `today` is the effective day, `at` the real moment; `more` are facts for the record that no rule looks at.
    """

    event: Word
    actor: Actor
    today: date
    at: datetime
    result: Word | None = None
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    checkpoint: str | None = None
    lead: UnitRef | None = None
    cooperating: tuple[UnitRef, ...] = ()
    until: date | None = None
    lines: tuple[Line, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    """What an amendment puts in the place of facts of the item, by their names."""
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def real_day(self) -> date:
        """The day of `at` in Asia/Shanghai."""
        return self.at.astimezone(SHANGHAI).date()

    @property
    def backdated(self) -> bool:
        return self.today != self.real_day
