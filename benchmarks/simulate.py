"""Months of reminders with workers that are killed and frozen, seed by seed: the long form of the tests' simulation."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=2000)
    options.add_argument("--first", type=int, default=0, help="the seed to begin with")
    options.add_argument("--days", type=int, default=30, help="simulated days of each seed before the quiet ones")
    options.add_argument("--folder", type=Path, help="where the databases lie, such as /dev/shm")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        raise SystemExit(played(Path(name), range(asked.first, asked.first + asked.seeds), asked.days))


def played(folder: Path, seeds: range, days: int) -> int:
    """Plays the seeds, every third of them as rough as it can be; says what came of them. 1 if any failed."""
    from simulated_ground import Ground

    ground = Ground(folder)
    began = time.perf_counter()
    messages = received = failures = 0
    for seed in seeds:
        outcome = ground.play(seed, days, rough=seed % 3 == 0)
        messages, received = messages + outcome.messages, received + outcome.received
        if outcome.flaws:
            failures += 1
            print(f"seed {seed}: {outcome.flaws[0]}", flush=True)
    rate = len(seeds) / (time.perf_counter() - began)
    ground.close()
    print(f"{len(seeds)} seeds, {messages} messages, {received} received, {failures} failures, {rate:.1f} seeds/s")
    return int(failures > 0)


if __name__ == "__main__":
    main()
