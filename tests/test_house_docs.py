"""The documents: every command, option, event, act and refusal is in them, and every command that they show runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.main import get_command

from cli.advance import event_word
from cli.main import app
from models.errors import DubanError
from models.words import Act, Event, State
from workflow.acts import RULES
from workflow.rights import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
GUIDES = ("guide.md", "guide.zh-CN.md")
REFERENCES = ("reference.md", "reference.zh-CN.md")


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every command of the program by its words."""
    for name in group.list_commands(None):
        found = group.get_command(None, name)
        if hasattr(found, "list_commands"):
            yield from commands(found, (*path, name))
        else:
            yield " ".join((*path, name)), found


PROGRAM = dict(commands(get_command(app)))


def test_every_command_has_its_row_of_rights() -> None:
    assert sorted(PROGRAM) == sorted(COMMANDS)


@pytest.mark.parametrize("name", GUIDES)
def test_the_guide_tells_of_every_command(name) -> None:
    told = page(name)
    assert [path for path in PROGRAM if f"duban {path}" not in told] == []


@pytest.mark.parametrize("name", GUIDES)
def test_the_guide_tells_of_every_event(name) -> None:
    """By a name that `advance` takes."""
    given = re.findall(r'duban advance ("[^"]+"|\S+)', page(name))
    named = {event_word(plain(word))[0] for word in given}
    assert sorted(set(Event) - named) == []


def plain(word: str) -> str:
    return word.strip('"')


@pytest.mark.parametrize("name", REFERENCES)
def test_the_reference_tells_of_every_option(name) -> None:
    sections = {part.partition("\n")[0]: part for part in page(name).split("\n### duban ")[1:]}
    assert sorted(sections) == sorted(PROGRAM)
    missing = [
        (path, option)
        for path, command in PROGRAM.items()
        for one in command.params
        if one.param_type_name == "option"
        for option in one.opts
        if f"`{option}`" not in sections[path]
    ]
    assert missing == []


@pytest.mark.parametrize(("name", "lang"), list(zip(REFERENCES, ("en", "zh"), strict=True)))
def test_the_reference_tells_of_every_refusal_in_its_words(name, lang) -> None:
    from importlib import import_module

    told = page(name)
    sentences = import_module(f"workflow.{lang}").SENTENCES
    assert [key for key in sentences if f"| `{key}` |" not in told] == []


def test_the_reference_tells_of_every_exit_code() -> None:
    def below(kind: type[DubanError]) -> Iterator[type[DubanError]]:
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    codes = {kind.exit_code for kind in below(DubanError)} - {1}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [code for code in sorted(codes) if f" {code} " not in readme.partition("## Exit codes")[2]] == []
    rows = {int(code) for code in re.findall(r"^\| (\d) \| `", page("reference.md"), re.M)}
    assert rows == codes


def test_the_lifecycle_tells_of_every_state_event_and_act() -> None:
    told = page("lifecycle.md")
    words = [*State, *Event, *(act for act in Act if act in RULES), Act.BREAK_DOWN]
    assert [word.value for word in words if f"`{word.value}`" not in told] == []


def test_every_command_shown_runs_and_says_what_is_shown() -> None:
    """The tours of both READMEs, from an empty folder; and whatever else is made from the program."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    words = [sys.executable, str(ROOT / "scripts" / "docs"), "--check"]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_tour_leads_an_item_from_adoption_to_closing(name) -> None:
    tour = (ROOT / name).read_text(encoding="utf-8").rpartition("<!-- tour: new -->")[2]
    shown = re.findall(r"^\$ duban (.*)$", tour, re.M)
    events = [event_word(plain(found[1]))[0] for line in shown if (found := re.search(r'advance ("[^"]+"|\S+)', line))]
    assert any("plan adopt" in line for line in shown)
    assert events == [
        *(Event.ASSIGN, Event.SIGN),
        *(Event.OPEN_REVIEW, Event.SUBMIT, Event.ACCEPT),
        *(Event.OPEN_REVIEW, Event.SUBMIT, Event.CONCLUDE),
        Event.CLOSE,
    ]
