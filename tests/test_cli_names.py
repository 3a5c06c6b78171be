"""The Chinese names of commands mean the commands."""

from __future__ import annotations

from typing import Any

import pytest
from typer.main import get_command

from cli.main import app
from cli.names import CHINESE

ROOT: Any = get_command(app)
GROUPS = {
    name: found for name in ROOT.list_commands(None) if hasattr(found := ROOT.get_command(None, name), "commands")
}


def test_every_command_has_a_chinese_name() -> None:
    meant = set(CHINESE.values())
    assert [name for name in ROOT.list_commands(None) if name not in meant] == []
    assert [(group, name) for group, found in GROUPS.items() for name in found.commands if name not in meant] == []


def test_every_name_means_a_command() -> None:
    known = {*ROOT.list_commands(None), *(name for found in GROUPS.values() for name in found.commands)}
    assert [name for name, meant in CHINESE.items() if meant not in known] == []


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        (("逾期", "--plan", "ZW"), ("overdue", "--plan", "ZW")),
        (("待办",), ("todo",)),
        (("方案", "列表"), ("plan", "list")),
        (("查看", "ZW-07"), ("show", "ZW-07")),
        (("日历", "查看"), ("calendar", "show")),
    ],
)
def test_it_says_the_same(chinese, english, looking) -> None:
    day = ("--today", "2023-08-07")
    told = looking(*day, *chinese, "--json")
    assert (told.code, told) == (0, looking(*day, *english, "--json"))


def test_an_act_is_done_by_its_chinese_name(playing) -> None:
    words = ("延期", "申请", "ZW-05@中期评估", "--until", "8月25日", "-m", "待核实")
    assert playing("--as", "li", "--today", "2023-07-27", *words).code == 0
    assert playing("--as", "li", "--today", "2023-07-27", "办理", "启动中期评估", "ZW-05").code == 0


def test_what_a_name_may_not_do_is_refused_by_the_command(looking) -> None:
    told = looking("--as", "guancha", "免报", "ZW-05@中期评估", "-m", "理由")
    assert (told.code, told.err.startswith("“waive”需要")) == (5, True)
