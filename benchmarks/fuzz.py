"""Damaged documents, for as long as asked: the reader answers with a draft or a refusal, and never takes long."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from labels import FOLDERS, ROOT, labelled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

sys.path.insert(0, str(ROOT))
SLOWEST = 5.0
"""Seconds of processor time for a hundred thousand characters after which a reading counts as hanging."""
WIDE = {ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"}
NOISE = "\x00\x07\u200b\ufffd〓□　\t|—…%()（）【】一二三（四）1.2、第章条年月日：；。"

Lines = list[str]


def _cut(lines: Lines, at: int, dice: random.Random) -> None:
    place = dice.randrange(len(lines[at]) + 1)
    lines[at : at + 1] = [lines[at][:place], lines[at][place:]]


def _glue(lines: Lines, at: int, _: random.Random) -> None:
    lines[at : at + 2] = ["".join(lines[at : at + 2])]


def _drop(lines: Lines, at: int, dice: random.Random) -> None:
    del lines[at : at + dice.randrange(1, 5)]


def _pages(lines: Lines, at: int, dice: random.Random) -> None:
    page = lines[at : at + 25]
    del lines[at : at + 25]
    other = dice.randrange(len(lines) + 1)
    lines[other:other] = page


def _digits(lines: Lines, at: int, _: random.Random) -> None:
    lines[at] = lines[at].translate(WIDE)


def _noise(lines: Lines, at: int, dice: random.Random) -> None:
    place = dice.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:place] + "".join(dice.choices(NOISE, k=dice.randrange(1, 30))) + lines[at][place:]


def _again(lines: Lines, at: int, dice: random.Random) -> None:
    lines[at:at] = lines[at : at + 3] * dice.randrange(1, 30)


def _flat(lines: Lines, at: int, _: random.Random) -> None:
    lines[at:] = ["".join(lines[at:])]


DAMAGES: Sequence[Callable[[Lines, int, random.Random], None]] = (
    _cut,
    _glue,
    _drop,
    _pages,
    _digits,
    _noise,
    _again,
    _flat,
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    dice = random.Random(asked.seed)
    sources = sorted({one.source for one in labelled([], FOLDERS)})
    end, counted, slowest = time.monotonic() + asked.seconds, [0, 0], (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            source = dice.choice(sources)
            content = _damaged(source, dice)
            path = Path(folder, f"damaged{source.suffix}")
            path.write_bytes(content)
            spent, read = _tried(path)
            counted[read] += 1
            slowest = max(slowest, (spent, f"{source.name}, {len(content):,} bytes"))
            if spent > SLOWEST * max(1.0, len(content) / 300_000):
                Path(tempfile.gettempdir(), f"slow{source.suffix}").write_bytes(content)
                sys.exit(
                    f"{source.name} took {spent:.1f} s for {len(content):,} bytes, damaged with --seed {asked.seed}"
                )
    print(f"{sum(counted):,} damaged documents: {counted[1]:,} read, {counted[0]:,} refused, no other answer")
    print(f"the slowest took {slowest[0]:.2f} s of processor time ({slowest[1]})")


def _damaged(source: Path, dice: random.Random) -> bytes:
    content = source.read_bytes()
    if source.suffix != ".txt" or dice.random() < 0.1:
        made = bytearray(content)
        for _ in range(dice.randrange(1, 40)):
            made[dice.randrange(len(made))] = dice.randrange(256)
        return bytes(made[: dice.randrange(len(made) // 2, len(made) + 1)])
    lines = content.decode().split("\n")
    for _ in range(dice.randrange(1, 12)):
        if not lines:
            lines = [""]
        dice.choice(DAMAGES)(lines, dice.randrange(len(lines)), dice)
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _tried(path: Path) -> tuple[float, bool]:
    """Seconds of processor time, and whether it was read; whatever is no refusal comes through."""
    from documents.reading import read
    from models.errors import DubanError

    began = time.process_time()
    try:
        read(path)
    except DubanError:
        return time.process_time() - began, False
    return time.process_time() - began, True


if __name__ == "__main__":
    main()
