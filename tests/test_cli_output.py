"""Where output goes wrong and what comes in unreadable: full disks, closed streams, other encodings."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from program import DUBAN, Told

if TYPE_CHECKING:
    from program import Program

unix = pytest.mark.skipif(sys.platform == "win32", reason="streams and devices of Unix")
FULL = "输出写不下去：磁盘空间不足"


def shell(program: Program, streams: str, *words: str | bytes, **environment: str) -> Told:
    """The program started by a shell that redirects its streams."""
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" "$@" {streams}', DUBAN, *words],
        cwd=program.folder,
        env=program.environment(**environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return Told(done.returncode, done.stdout.decode(), done.stderr.decode())


# Output that cannot be written


@unix
@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--help",),
        ("--version",),
        ("plan", "adopt", "--help"),
        ("list", "--all"),
        ("show", "ZW-07"),
        ("lifecycle",),
    ],
)
def test_output_that_cannot_be_written_is_one_sentence(words, reading) -> None:
    told = shell(reading, "> /dev/full", *words)
    assert (told.code, told.out, told.err.splitlines()[-1]) == (8, "", FULL)
    assert [line for line in told.err.splitlines() if not line.startswith("提示：")] == [FULL]


@unix
@pytest.mark.parametrize(
    "words", [("list", "--all", "--json"), ("next", "ZW-05", "--json"), ("plan", "list", "--json")]
)
def test_programs_are_told_so_too(words, reading) -> None:
    told = shell(reading, "> /dev/full", *words)
    error = {"error": "output_failed", "message": FULL, "exit_code": 8, "said": "No space left on device"}
    assert (told.code, told.out, told.error) == (8, "", error)


@unix
def test_an_act_that_cannot_be_told_is_done_and_says_so(demo) -> None:
    words = ("--as", "lingdao", "advance", "暂缓", "ZW-20", "-m", "等", "--until", "2099-01-04")
    told = shell(demo, "> /dev/full", *words)
    assert (told.code, told.err) == (8, f"{FULL}\n")
    assert demo("show", "ZW-20", "--json").data["state"] == "suspended"


# Streams that are closed


@unix
@pytest.mark.parametrize("streams", ["<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--help",), 0),
        (("list", "--json"), 0),
        (("overdue",), 0),
        (("show", "ZW-99"), 3),
        (("overdue", "--limit", "x"), 2),
        (("--as", "li", "advance", "签收", "-"), 2),
    ],
)
def test_closed_streams_are_no_bug(words, code, streams, reading) -> None:
    told = shell(reading, streams, *words)
    assert told.code == code
    assert bool(told.out) == (code == 0 and ">&-" not in streams.replace("2>&-", ""))
    if code and "2>&-" not in streams:
        assert told.err


# Arguments that cannot be read


@unix
@pytest.mark.parametrize(
    "word", [b"\xff", b"ZW-\xb2\xe2", "签收".encode("gb18030"), "\x01", "ZW\x1b[31m", "\x7f", "\x85"]
)
@pytest.mark.parametrize("place", [("show",), ("overdue", "--text"), ("--as",), ("advance", "签收", "ZW-01", "-m"), ()])
def test_what_is_no_text_is_wrong_usage(place, word, reading) -> None:
    said = "命令行里有不能识别的字节；终端的编码请设为 UTF-8"
    told = shell(reading, "", *place, word)
    assert (told.code, told.out, told.err) == (2, "", f"{said}\n")


@unix
def test_what_is_no_text_is_told_to_programs_too(reading) -> None:
    told = shell(reading, "", "show", b"\xff\xfe", "--json")
    assert (told.code, told.out, told.error["error"], told.error["exit_code"]) == (2, "", "words_bad", 2)


# Encodings


def raw(program: Program, *words: str, **environment: str) -> tuple[bytes, bytes]:
    """The bytes on standard output and on standard error."""
    command = [DUBAN, *words]
    done = subprocess.run(
        command, cwd=program.folder, env=program.environment(**environment), capture_output=True, check=False
    )
    return done.stdout, done.stderr


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-16", "cp1252"])
def test_json_is_utf_8_whatever_the_terminal_speaks(encoding, reading) -> None:
    words = ("show", "ZW-07", "--json")
    usual = reading(*words).data
    assert json.loads(raw(reading, *words, PYTHONIOENCODING=encoding)[0].decode("utf-8")) == usual
    error = raw(reading, "show", "没有", "--json", PYTHONIOENCODING=encoding)[1].decode("utf-8")
    assert json.loads(error)["message"].startswith("没有这个事项")


def test_text_is_in_the_encoding_of_the_terminal(reading) -> None:
    usual = reading("show", "ZW-07").out
    assert raw(reading, "show", "ZW-07", PYTHONIOENCODING="gb18030")[0].decode("gb18030") == usual
    out, _ = raw(reading, "plan", "list", PYTHONIOENCODING="ascii")
    assert (b"?" in out, out.isascii()) == (True, True)
