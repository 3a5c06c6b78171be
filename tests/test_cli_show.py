"""How text is laid out: tables and sentences at the width of a terminal, nothing cut, nothing torn."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from program import DUBAN

from cli.show import Column, cells, fold, table, wrap

DAY = "2023-08-07"
CLOSING = tuple("，。；：、？！）」』》”’…")


@pytest.mark.parametrize(
    ("text", "room", "loose", "lines"),
    [
        ("中卫市卫生健康委", 8, True, ["中卫市卫", "生健康委"]),
        ("坚持中西结合，探索中医药", 12, True, ["坚持中西结", "合，探索中医", "药"]),
        ("中卫市中医医院（市本级）", 14, True, ["中卫市中医医院", "（市本级）"]),
        ("开展“互联网+中医药”服务", 10, True, ["开展“互联", "网+中医药”", "服务"]),
        ("2026-07-31→2026-08-13", 12, False, ["2026-07-31→", "2026-08-13"]),
        ("148（219天）", 9, False, ["148", "（219天）"]),
        ("签收（第1次）", 10, False, ["签收", "（第1次）"]),
        ("mid-term evaluation", 12, False, ["mid-term", "evaluation"]),
        ("2026-07-31", 6, False, ["2026-0", "7-31"]),
        ("    中宁县中医医院", 12, True, ["    中宁县中", "    医医院"]),
        ("年度总结2023", 12, False, ["年度总结2023"]),
    ],
)
def test_a_text_is_folded_and_never_cut(text, room, loose, lines) -> None:
    assert fold(text, room, loose=loose) == lines


def test_rigid_columns_stay_whole_while_titles_give_way(monkeypatch) -> None:
    columns = [Column("灯"), Column("事项", flex=True, least=10), Column("时限"), Column("天", right=True)]
    monkeypatch.setenv("COLUMNS", "45")
    told = table(columns, [["红 逾期", "推进县级中医医院（含县区），基础设施建设", "2026-12-31", "148（219天）"]])
    assert told == [
        "灯       事项        时限                  天",
        "-------  ----------  ----------  ------------",
        "红 逾期  推进县级中  2026-12-31  148（219天）",
        "         医医院（含",
        "         县区），基",
        "         础设施建设",
    ]


def torn(text: str) -> list[str]:
    """The lines of a table that begin a cell with what closes."""
    return [line for line in text.splitlines() if any(part.startswith(CLOSING) for part in line.split("  ") if part)]


@pytest.mark.parametrize("width", ["80", "100"])
@pytest.mark.parametrize(
    "words",
    [
        ("overdue", "--all"),
        ("list", "--all"),
        ("todo",),
        ("lights", "--by", "section"),
        ("show", "ZW-07"),
        ("plan", "show", "ZW"),
        ("unit", "list"),
    ],
)
def test_nothing_is_left_out_of_a_narrow_table(words, width, reading) -> None:
    told = reading("--as", "li" if words == ("todo",) else "lingdao", "--today", DAY, *words, COLUMNS=width)
    lines = told.out.splitlines()
    assert (told.code, "…" in told.out, torn(told.out)) == (0, False, [])
    assert [line for line in lines if cells(line) > int(width)] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_dates_and_lights_are_never_torn(lang, reading) -> None:
    words = ("--lang", lang, "--today", DAY, "due", "--within", "500", "--all")
    whole = reading(*words).out
    narrow = reading(*words, COLUMNS="80").out
    assert [narrow.count(day) for day in ("2023-07-31", "2023-12-31", "2025-12-31")] == [
        whole.count(day) for day in ("2023-07-31", "2023-12-31", "2025-12-31")
    ]


def test_notes_and_refusals_are_wrapped(reading) -> None:
    told = reading("--today", DAY, "overdue", COLUMNS="70").err.splitlines()
    assert told == [
        "提示：2023年只有国家放假安排，本地区自行规定的放假日尚未录入，工作日数",
        "    可能有出入",
    ]
    refused = reading("list", "--state", "没有的状态", COLUMNS="80")
    assert refused.code == 2
    assert [line for line in refused.err.splitlines() if cells(line) > 80] == []
    assert reading("list", "--state", "没有的状态").err.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_what_is_said_on_a_terminal_fits_it_though_the_output_goes_elsewhere(reading) -> None:
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 50, 0, 0))
    run = subprocess.run(
        [DUBAN, "--today", DAY, "overdue", "--json"],
        env=reading.environment(),
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=False,
    )
    os.close(theirs)
    said = os.read(ours, 4096).decode()
    os.close(ours)
    assert run.returncode == 0
    assert [cells(line) <= 50 for line in said.splitlines()] == [True, True]


def test_what_comes_next_is_wrapped(demo) -> None:
    done = demo("--as", "fangan", "advance", "责令整改", "ZW-20", "--line", "台账不全", "-m", "督查", COLUMNS="60")
    assert (done.code, "下一步：" in done.out) == (0, True)
    assert [line for line in done.out.splitlines() if cells(line) > 60] == []
    refused = demo("--as", "ducha", "advance", "销号", "ZW-20", COLUMNS="40")
    assert (refused.code, len(refused.err.splitlines()) > 1) == (4, True)
    assert [line for line in refused.err.splitlines() if cells(line) > 40] == []


def test_wrapped_lines_begin_with_no_closing_sign() -> None:
    text = "须由分管领导办理（其范围须含青溪县中医医院），或由方案办公室代为办理；可以：批准延期、不同意延期。"
    for most in range(20, 60):
        assert [line for line in wrap(text, "    ", most) if line.strip().startswith(CLOSING)] == []
