"""The installed program, run as a process in an empty folder with nothing of the tests' own surroundings."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest

DUBAN = shutil.which("duban", path=str(Path(sys.executable).parent)) or "duban"
_OWN = ("DUBAN_", "XDG_", "LC_", "PYTHON")
_NAMES = ("HOME", "LANG", "LANGUAGE", "COLUMNS", "LINES", "NO_COLOR", "TERM", "USER")


@dataclass(frozen=True, slots=True)
class Told:
    """What a run left with, and what it said."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The JSON document on standard output."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The JSON object on standard error; a note may stand before it."""
        return json.loads(self.err[self.err.index("{") :])

    def fields(self, *names: str) -> list[Any]:
        """Some fields of each row of the JSON array; of one name the bare values."""
        return [row[names[0]] if len(names) == 1 else tuple(row[name] for name in names) for row in self.data]


def clean_environment(home: Path) -> dict[str, str]:
    """Nothing that could tell duban who, where or how; what measures coverage stays."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OWN) and name not in _NAMES}
    return {**kept, "HOME": str(home)}


class Program:
    """Runs `duban` in one folder: `program("overdue", "--json")`, with `database` as its DUBAN_DATABASE if given."""

    def __init__(self, folder: Path, database: Path | str | None = None) -> None:
        self.folder = folder
        self.database = database

    def __call__(self, *words: str, stdin: str = "", database: Path | str | None = None, **environment: str) -> Told:
        return self.run([DUBAN, *words], stdin, database, **environment)

    def python(self, code: str, *words: str, **environment: str) -> Told:
        """A few lines of Python in the same surroundings."""
        return self.run([sys.executable, "-c", code, *words], "", None, **environment)

    def run(self, command: list[str], stdin: str, database: Path | str | None, **environment: str) -> Told:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment(database, **environment),
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Told(done.returncode, done.stdout, done.stderr)

    def environment(self, database: Path | str | None = None, **more: str) -> dict[str, str]:
        where = database or self.database
        return {**clean_environment(self.folder), **({"DUBAN_DATABASE": str(where)} if where else {}), **more}


class Inside:
    """Runs the same commands in this process, in Chinese: for the many that write, which take a second to start."""

    def __init__(
        self, folder: Path, database: Path | None, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = folder
        self.database = database
        self.patch = patch
        self.capture = capture

    def __call__(self, *words: str, stdin: str = "") -> Told:
        from cli.main import run

        with self.patch.context() as patch:
            patch.chdir(self.folder)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
            for name in [name for name in os.environ if name.startswith("DUBAN_")]:
                patch.delenv(name)
            patch.setenv("DUBAN_SETTINGS", str(self.folder / "none.toml"))
            if self.database:
                patch.setenv("DUBAN_DATABASE", str(self.database))
            self.capture.readouterr()
            code = run(list(words))
        said = self.capture.readouterr()
        return Told(code, said.out, said.err)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database holds."""
        assert self.database
        with closing(sqlite3.connect(self.database)) as driver:
            return driver.execute(query).fetchall()

    def change(self, query: str) -> None:
        """Changes rows as no command does."""
        assert self.database
        with closing(sqlite3.connect(self.database)) as driver, driver:
            driver.execute(query)

    def whole(self) -> list[str]:
        """Everything that the database holds, to compare."""
        assert self.database
        with closing(sqlite3.connect(self.database)) as driver:
            return list(driver.iterdump())


def masked(text: str, real_day: str) -> str:
    """The text without the machine's clock: the moment of the run, and the day on which the demo was made."""
    text = re.sub(r"(本机时间 |clock )\d{4}-\d\d-\d\d \d\d:\d\d", r"\1{clock}", text)
    text = re.sub(r'("at": )"[^"]*"', r'\1"{moment}"', text)
    return text.replace(real_day, "{real day}")
