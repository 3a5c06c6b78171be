"""From a printed document to a draft of a plan file: the steps in their order, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from documents.fact import Lines
    from documents.notation import Path
    from documents.planfile import Problem
    from documents.source import Source
    from workflow.speech import Reason


class Remark(NamedTuple):
    """A doubt at its place in the plan file: the path of keys and indexes, why, and the lines of the original."""

    path: Path
    reason: Reason
    lines: Lines | None = None


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
