"""Start-up: help and completion beside a bare interpreter and a bare typer program."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from measure import DUBAN, Program, at_most, found, processes, python, table

BARE = '''
import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def overdue(limit: int = 50, as_json: bool = False) -> None:
    """What is overdue."""


@app.command()
def due(within: int = 20) -> None:
    """What falls due."""
'''


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=21)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # Imported, so that its bytecode is kept as that of an installed program is.
        Path(folder, "bare_program.py").write_text(BARE, encoding="utf-8")
        start = f"import sys; sys.path.insert(0, {folder!r}); from bare_program import app; app(prog_name='bare')"
        _help(start, asked.rounds)
        _completion(start, asked.rounds)


def _help(start: str, rounds: int) -> None:
    cases = {"bare interpreter": python("-c", "print()"), "bare typer": python("-c", start, "--help")}
    if gh := found("gh"):
        cases["gh --help"] = Program([gh, "--help"])
    cases["duban"] = Program([DUBAN, "--help"])
    results = processes(cases, rounds)
    table(f"duban --help, whole process, medians of {rounds}", results, "bare typer")
    at_most(results, 1.3, "bare typer")
    at_most(results, 2.0, "bare interpreter")


def _completion(start: str, rounds: int) -> None:
    def words(program: str) -> dict[str, str]:
        return {f"_{program.upper()}_COMPLETE": "complete_bash", "COMP_WORDS": f"{program} ov", "COMP_CWORD": "1"}

    cases = {
        "bare interpreter": python("-c", "print()"),
        "bare typer": Program(python("-c", start).words, words("bare")),
        "duban": Program([DUBAN], words("duban")),
    }
    results = processes(cases, rounds)
    table(f"completion of “duban ov”, whole process, medians of {rounds}", results, "bare typer")
    at_most(results, 1.3, "bare typer")
    at_most(results, 2.0, "bare interpreter")


if __name__ == "__main__":
    main()
