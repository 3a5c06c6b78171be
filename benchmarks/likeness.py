"""A plan as a list of facts to be compared: of a label and of a reading alike, and which of them agree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SIGNS = str.maketrans(
    {**dict.fromkeys("—–－～~-−‐‑‒―", "-"), **dict.fromkeys("([〔【［", "（"), **dict.fromkeys(")]〕】］", "）")}
    | dict.fromkeys("“”＂「」", '"')
)
LAST = re.compile(
    r"(（[^（）]{1,6}）|第[一二三四五六七八九十百]{1,5}[章节条]|[0-9]{1,3}|[一二三四五六七八九十百]{1,5}是?)[、.．]?$"
)
LEVELS = ("自治区", "自治州", "省", "市", "县", "区", "州")

Slot = frozenset[str]
ANY: Slot = frozenset()


@dataclass(slots=True)
class Fact:
    """One fact: what it is by, each slot a set of accepted texts (an empty one accepts all), and how it is printed."""

    by: tuple[Slot, ...]
    said: str
    lines: tuple[int, int] | None = None
    optional: bool = False


@dataclass(slots=True)
class Score:
    """Facts that agree, those only the label has, and those only the reading has."""

    pairs: list[tuple[Fact, Fact]] = field(default_factory=list)
    missed: list[Fact] = field(default_factory=list)
    false: list[Fact] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        return Score(self.pairs + other.pairs, self.missed + other.missed, self.false + other.false)

    @property
    def figures(self) -> tuple[float, float, float] | None:
        """Precision, recall and F1; None where neither side has anything."""
        found, wanted, read = len(self.pairs), len(self.pairs) + len(self.missed), len(self.pairs) + len(self.false)
        if not wanted and not read:
            return None
        return found / read if read else 0.0, found / wanted if wanted else 0.0, 2 * found / (wanted + read)


def normal(value: Any) -> str:
    """A text without white space, its dashes, brackets and quotes of one form; nothing else is changed."""
    return re.sub(r"\s", "", "" if value is None else str(value)).translate(SIGNS)


def slot(value: Any) -> Slot:
    """What a label accepts: alternatives are parted by a bar."""
    return frozenset(normal(part) for part in str("" if value is None else value).split(" | "))


def last(number: Any) -> str:
    """The last piece of a number as printed: （一） of 三（一）."""
    match = LAST.search(normal(number))
    return match[1] if match else normal(number)


def agree(label: Fact, reading: Fact) -> bool:
    """Whether in every slot something accepted is said."""
    return all(
        not wanted or any(_same(one, other) for one in wanted for other in said)
        for wanted, said in zip(label.by, reading.by, strict=True)
    )


def _same(label: str, reading: str) -> bool:
    """Whether two texts are equal; … in a label stands for what a long title has in between."""
    head, dots, tail = label.partition("…")
    return label == reading or (bool(dots) and reading.startswith(head) and reading.endswith(tail))


def compare(labels: Iterable[Fact], readings: Iterable[Fact]) -> Score:
    """Each fact of the label with the first of the reading that agrees, the required ones first."""
    score, left = Score(), list(readings)
    for label in sorted(labels, key=lambda fact: fact.optional):
        reading = next((fact for fact in left if agree(label, fact)), None)
        if reading is not None:
            left.remove(reading)
            if not label.optional:
                score.pairs.append((label, reading))
        elif not label.optional:
            score.missed.append(label)
    score.false = [fact for fact in left if not fact.optional]
    return score


def names(unit: Any, region: str) -> Slot:
    """What a unit is called with and without its area: 市教育局 and 云泽市教育局."""
    return frozenset(name for one in slot(unit) for name in _names(one, normal(region)))


def _names(unit: str, region: str) -> Iterator[str]:
    yield unit
    if region:
        yield region + unit
        level = next((level for level in LEVELS if region.endswith(level)), "")
        if level and unit.startswith(level):
            yield region + unit[len(level) :]
