"""The same file gives the same answer whatever the seed of Python's hashes is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

READ_ALL = """
import hashlib, sys
from pathlib import Path
from documents.reading import read
for path in sorted(Path(sys.argv[1]).glob("*.txt")):
    found = read(path)
    told = repr([found.text, list(found.places.items()), found.doubts, found.data])
    print(path.stem, hashlib.sha256(told.encode()).hexdigest())
"""


def under_seed(seed: str) -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-c", READ_ALL, str(ROOT / "tests" / "printed")],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.splitlines()


def test_the_reading_is_the_same_under_every_seed_of_hashes() -> None:
    first = under_seed("0")
    assert [line.split()[0] for line in first] == sorted(
        path.stem for path in (ROOT / "tests" / "printed").glob("*.txt")
    )
    assert [under_seed(seed) for seed in ("1", "7")] == [first, first]
