"""Tables in plain text with bars between their cells and none around their rows: 阶段|时间|内容."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.prose.marks import RULED

if TYPE_CHECKING:
    from collections.abc import Iterable

BARS = re.compile("[|│｜┃]")
FEWEST = 2
"""Bars in a row, and rows beside each other with as many of them; less is a line with a bar in it."""
LONGEST = 2000
"""Characters of a row."""


def rows(lines: Iterable[str]) -> set[int]:
    """The numbers, from 1, of the lines that are rows of such tables."""
    found: set[int] = set()
    group: list[int] = []
    width = 0
    for number, line in enumerate(lines, start=1):
        bars = _bars(line)
        if bars != width and not (group and _between(line)):
            found.update(group if len(group) >= FEWEST else ())
            group, width = [], bars
        if bars and bars == width:
            group.append(number)
    return found | set(group if len(group) >= FEWEST else ())


def cells(row: str) -> str:
    """The cells of a row, with tabs between them; nothing of a line that is drawn."""
    return "" if RULED.fullmatch(row) else "\t".join(cell.strip() for cell in BARS.split(row))


def _bars(line: str) -> int:
    """How many bars part cells in a line that begins and ends with none; 0 for a line that is no row."""
    text = line.strip()
    bars = len(BARS.findall(text)) if len(text) <= LONGEST else 0
    return bars if bars >= FEWEST and not BARS.match(text[0]) and not BARS.match(text[-1]) else 0


def _between(line: str) -> bool:
    return not line.strip() or RULED.fullmatch(line) is not None
