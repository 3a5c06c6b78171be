"""The file drop and the terminal: whole files under stable names, the same again where they are sent again."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from letters import reminder

from schedules.channels import Doubt, Doubtful, Later
from schedules.drop import Drop, Terminal

if TYPE_CHECKING:
    from pathlib import Path

LETTER = reminder(to="13900000000")
PAGE = """To: 13900000000
Name: 张建国
Subject: 临近提醒
Day: 2023-12-22
Key: zw-07.annual-2023.t5.li

ZW-07 年度总结
还有5个工作日到期
"""


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in folder.iterdir()}


def test_a_message_is_a_file(tmp_path) -> None:
    drop = Drop(tmp_path)
    drop.send(drop.compose(LETTER), lambda: None)
    assert files(tmp_path) == {"2023-12-22_zw-07.annual-2023.t5.li.txt": PAGE}
    assert (drop.doubt, drop.arrived(LETTER.key)) == (Doubt.RESEND, None)


def test_the_same_message_again_is_the_same_file(tmp_path) -> None:
    drop = Drop(tmp_path)
    for _ in range(2):
        drop.send(drop.compose(LETTER), lambda: None)
    drop.send(drop.compose(replace(LETTER, key="another")), lambda: None)
    assert sorted(files(tmp_path)) == ["2023-12-22_another.txt", "2023-12-22_zw-07.annual-2023.t5.li.txt"]


@pytest.mark.parametrize("key", ["../up", "甲/乙", "a:b", "CON", "x" * 300, "", "."])
def test_a_key_that_is_no_file_name_stays_in_the_folder(key, tmp_path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    drop = Drop(folder)
    drop.send(drop.compose(replace(LETTER, key=key)), lambda: None)
    ((name, text),) = files(folder).items()
    assert name.isascii()
    assert (len(name) < 120, name.startswith("2023-12-22_"), name.count("/")) == (True, True, 0)
    assert f"Key: {key}\n" in text
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_file_is_not_there_before_the_mark_and_whole_after_it(tmp_path) -> None:
    drop = Drop(tmp_path)
    seen = []
    drop.send(drop.compose(LETTER), lambda: seen.append(list(tmp_path.glob("*.txt"))))
    assert (seen, list(files(tmp_path).values())) == ([[]], [PAGE])


def test_a_mark_that_fails_leaves_nothing(tmp_path) -> None:
    def taken() -> None:
        raise LookupError("somebody else has it")

    drop = Drop(tmp_path)
    with pytest.raises(LookupError):
        drop.send(drop.compose(LETTER), taken)
    assert files(tmp_path) == {}


def test_a_folder_that_is_not_there_is_tried_later(tmp_path) -> None:
    drop = Drop(tmp_path / "share")
    marked: list[str] = []
    with pytest.raises(Later) as refused:
        drop.send(drop.compose(LETTER), lambda: marked.append("mark"))
    assert (marked, refused.value.said.partition("/")[0]) == ([], "文件写不进文件夹 ")
    (tmp_path / "share").mkdir()
    drop.send(drop.compose(LETTER), lambda: None)
    assert list(files(tmp_path / "share").values()) == [PAGE]


def test_a_file_that_cannot_be_replaced_was_not_sent(tmp_path) -> None:
    drop = Drop(tmp_path)
    (tmp_path / "2023-12-22_zw-07.annual-2023.t5.li.txt").mkdir()
    with pytest.raises(Later):
        drop.send(drop.compose(LETTER), lambda: None)
    assert [path.name for path in tmp_path.iterdir()] == ["2023-12-22_zw-07.annual-2023.t5.li.txt"]


# The terminal


def test_the_terminal_shows_the_message(capsys) -> None:
    terminal = Terminal()
    terminal.send(terminal.compose(LETTER), lambda: None)
    assert capsys.readouterr().out == f"{PAGE}\n"
    assert (terminal.doubt, terminal.arrived(LETTER.key)) == (Doubt.RESEND, None)


def test_the_terminal_is_not_moved_by_what_people_wrote() -> None:
    stream = io.StringIO()
    terminal = Terminal(stream)
    terminal.send(terminal.compose(replace(LETTER, text="a\x1b[2Jb\r\tc")), lambda: None)
    assert stream.getvalue().endswith("\n\na[2Jb\tc\n\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a device of Unix")
def test_a_terminal_that_cannot_be_written_leaves_doubt() -> None:
    full = open("/dev/full", "w", encoding="utf-8")  # noqa: SIM115, PTH123 - closing it fails as well
    terminal = Terminal(full)
    with pytest.raises(Doubtful):
        terminal.send(terminal.compose(LETTER), lambda: None)
    with pytest.raises(OSError, match="No space left"):
        full.close()
