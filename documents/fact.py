"""What a reader of printed plans has found: values as a plan file has them, where they stand, and what is doubtful."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from documents.notation import Path
    from documents.prose.passage import Passage
    from workflow.speech import Reason

Lines = tuple[int, int]


class Doubt(NamedTuple):
    """Where the reader had to choose: the key of the value that it is about, why, and what else it could be.

    An empty key means the whole fact. The reason names the alternative; `lines` are those of the original.
    """

    field: str
    reason: Reason
    lines: Lines | None = None


class Remark(NamedTuple):
    """A doubt at its place in the plan file: the path of keys and indexes, why, and the lines of the original."""

    path: Path
    reason: Reason
    lines: Lines | None = None


@dataclass(slots=True)
class Fact:
    """One piece of a plan file, by the keys of its model, without those that the document does not say.

    `places` are the lines of single values where they are not those of the whole (`values["lines"]`).
    """

    values: dict[str, Any]
    doubts: list[Doubt] = field(default_factory=list)
    places: dict[str, Lines] = field(default_factory=dict)

    def doubt(self, key: str, reason: Reason, lines: Lines | None = None) -> None:
        """Notes a doubt about one of the values."""
        self.doubts.append(Doubt(key, reason, lines))


@dataclass(frozen=True, slots=True)
class Frame:
    """What the parts of a plan need to know of the whole: whose it is, and from which day to which it runs.

    `region` is the full name of the area (中卫市), `issuers` full names of units in order; both may be empty. `first`
    and `last` are as printed; `earliest` and `latest` are those of a period that was widened for windows outside them.
    """

    region: str = ""
    issuers: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    issued: date | None = None
    earliest: date | None = None
    latest: date | None = None

    def reach(self) -> tuple[date, date] | None:
        """The first and the last day on which a window may stand; None where the period is not known."""
        first, last = self.earliest or self.first, self.latest or self.last
        return (first, last) if first and last else None


@dataclass(frozen=True, slots=True)
class Wording:
    """An item's own words: `code` without the plan's (07, 07.P2, KP1, KP1.2), its title and the paragraphs under it.

    Those of a task are also those of the concrete projects inside it (07.P2); those of a key project's part (KP1.2)
    are not repeated in the project's.
    """

    code: str
    title: Passage
    body: tuple[Passage, ...]
