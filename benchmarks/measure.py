"""Measuring: ways interleaved round by round, medians of processor or wall time, and a table with each budget."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
DUBAN = str(Path(sys.executable).with_name("duban"))


@dataclass(frozen=True, slots=True)
class Spent:
    """What one run took: seconds of processor time (user and system), seconds on the wall, MiB at the peak."""

    cpu: float
    wall: float
    peak: float = 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """The medians of one way, in seconds and MiB."""

    cpu: float
    wall: float
    peak: float

    @classmethod
    def of(cls, runs: Sequence[Spent]) -> Result:
        return cls(*(median(getattr(run, name) for run in runs) for name in cls.__slots__))


@dataclass(frozen=True, slots=True)
class Program:
    """One process to be run: its words, what its environment adds, and what it reads on standard input."""

    words: Sequence[str]
    environment: Mapping[str, str] | None = None
    feed: str = ""


def processes(cases: Mapping[str, Program], rounds: int) -> dict[str, Result]:
    """Every program once a round, in turns; the first round only warms the caches."""
    return _interleaved({name: lambda p=program: _run(p) for name, program in cases.items()}, rounds)


def calls(cases: Mapping[str, Callable[[], int]], rounds: int, warm: int = 1) -> dict[str, Result]:
    """Every call once a round, in turns; a call answers how many things it did, and the medians are those of one."""
    return _interleaved({name: lambda c=call: _call(c) for name, call in cases.items()}, rounds, warm)


def _interleaved(cases: Mapping[str, Callable[[], Spent]], rounds: int, warm: int = 1) -> dict[str, Result]:
    names = list(cases)
    runs: dict[str, list[Spent]] = {name: [] for name in names}
    for number in _shown(rounds + warm):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            spent = cases[name]()
            if number >= warm:
                runs[name].append(spent)
    return {name: Result.of(found) for name, found in runs.items()}


def _shown(rounds: int) -> Iterator[int]:
    for number in range(rounds):
        if sys.stderr.isatty():
            sys.stderr.write(f"\r  round {number + 1} of {rounds} ")
            sys.stderr.flush()
        yield number
    if sys.stderr.isatty():
        sys.stderr.write("\r" + " " * 30 + "\r")


def _run(program: Program) -> Spent:
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("DUBAN_", "PYTHON"))}
    environment = {**kept, "DUBAN_SETTINGS": os.devnull, "LC_ALL": "C.UTF-8", **(program.environment or {})}
    start = time.perf_counter()
    child = subprocess.Popen(
        program.words, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert child.stdin
    assert child.stdout
    assert child.stderr
    child.stdin.write(program.feed.encode())
    child.stdin.close()
    out, said = child.stdout.read(), child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stdout.close()
    child.stderr.close()
    if child.returncode or not out:
        sys.exit(f"{' '.join(program.words)} left with {child.returncode}: {said.decode()}")
    return Spent(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def _call(call: Callable[[], int]) -> Spent:
    done: list[int] = []
    spent = timed(lambda: done.append(call()))
    return Spent(spent.cpu / done[0], spent.wall / done[0])


def timed(work: Callable[[], object], things: int = 1) -> Spent:
    """What one of so many things took in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return Spent(cpu / things, wall / things)


def found(program: str) -> str | None:
    """Where a program is installed; None where it is not, and the peer is then left out."""
    return shutil.which(program)


def python(*words: str) -> Program:
    """The interpreter of this project, for a peer that is a few lines of Python."""
    return Program([sys.executable, *words])


# What is printed


def table(title: str, results: Mapping[str, Result], limit: str, *, wall: bool = False, unit: str = "ms") -> None:
    """One line a way: its figures, and how many times the limit it is."""
    factor = {"ms": 1e3, "us": 1e6, "s": 1.0}[unit]
    print(f"\n{title}")
    room = max(map(len, results))
    with_peak = any(result.peak for result in results.values())
    print(
        f"  {'':<{room}}  {'cpu ' + unit:>10}  {'wall ' + unit:>10}" + ("  peak MiB" if with_peak else "") + "   ratio"
    )
    for name, result in results.items():
        ratio = _ratio(result, results[limit], wall=wall)
        peak = f"  {result.peak:8.0f}" if with_peak else ""
        print(f"  {name:<{room}}  {result.cpu * factor:10.2f}  {result.wall * factor:10.2f}{peak}  {ratio:6.2f}")


def _ratio(one: Result, other: Result, *, wall: bool) -> float:
    return one.wall / other.wall if wall else one.cpu / other.cpu


def at_most(
    results: Mapping[str, Result], budget: float, limit: str, name: str = "duban", *, wall: bool = False
) -> None:
    """Says whether the way stays under its budget, as a multiple of the time of the limit."""
    ratio = _ratio(results[name], results[limit], wall=wall)
    print(f"  {_verdict(ratio <= budget)}: {name} is {ratio:.2f} × {limit}; the budget is ≤ {budget:g}")


def at_least(
    results: Mapping[str, Result], budget: float, limit: str, name: str = "duban", *, wall: bool = False
) -> None:
    """Says whether the way keeps up its rate, as a part of the rate of the limit."""
    ratio = _ratio(results[limit], results[name], wall=wall)
    print(f"  {_verdict(ratio >= budget)}: {name} does {ratio:.2f} of the rate of {limit}; the budget is ≥ {budget:g}")


def _verdict(kept: bool) -> str:
    return "kept" if kept else "MISSED"
