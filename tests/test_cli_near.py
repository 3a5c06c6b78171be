"""Near misses: a name, a word or a command that is not quite right is answered with the one that was meant."""

from __future__ import annotations

import pytest

DAY = "2023-08-07"


def refused(program, *words: str) -> tuple[int, str]:
    told = program(*words)
    assert told.out == ""
    return told.code, told.err.rstrip("\n")


@pytest.mark.parametrize(
    ("word", "command"),
    [
        ("申请延期", "extend ask"),
        ("延期", "extend ask"),
        ("填报", "report"),
        ("免报", "waive"),
        ("改派", "reassign"),
        ("批示", "instruct"),
        ("报告整改", "lines report"),
        ("extend_grant", "extend grant"),
    ],
)
def test_an_act_of_another_command_is_sent_there(word, command, reading) -> None:
    said = f"“{word}”不是 advance 的动作，请用 duban {command}"
    assert refused(reading, "--as", "li", "advance", word, "ZW-05") == (2, said)


def test_the_order_of_event_and_items_is_told(reading) -> None:
    said = "动作要写在事项之前：duban advance 签收 ZW-05 ZW-13"
    assert refused(reading, "--as", "li", "advance", "ZW-05", "签收", "ZW-13") == (2, said)
    code, said = refused(reading, "--as", "li", "advance", "签首", "ZW-05")
    assert (code, said.startswith("没有这个动作：签首；相近的有：签收")) == (3, True)


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("show", "zw-5"), "相近的有：ZW-05、"),
        (("show", "ZW7"), "相近的有：ZW-07、"),
        (("why", "ZW-05@中期"), "相近的有：ZW-05@中期评估"),
        (("why", "ZW-05@总结2023"), "相近的有：ZW-05@年度总结2023"),
        (("list", "--plan", "中卫"), "相近的有：ZW"),
        (("list", "--state", "整改"), "相近的有：实施·整改中 implementation.rectifying"),
        (("plan", "check", "zhongwe"), "随程序带有的：zhongwei"),
    ],
)
def test_the_name_that_was_meant_is_told(words, near, reading) -> None:
    code, said = refused(reading, *words)
    assert code in (2, 3, 7)
    assert near in said


def test_words_that_can_only_mean_one_thing_are_taken(reading) -> None:
    assert reading("--today", DAY, "list", "--light", "红灯", "--json") == reading(
        "--today", DAY, "list", "--light", "red", "--json"
    )
    grouped = [reading("--today", DAY, "list", "--by", word, "--json") for word in ("章节", "section")]
    assert grouped[0] == grouped[1]


def test_why_of_an_item_explains_its_light_and_lists_what_it_owes(reading) -> None:
    told = reading("--today", DAY, "why", "ZW-07")
    lines = told.out.splitlines()
    assert (told.code, lines[:2]) == (0, ["ZW-07  提升中医药救治能力", "亮灯：红 逾期"])
    assert "整改第2项" in told.out
    assert "年度总结2022" not in told.out
    programs = reading("--today", DAY, "why", "ZW-07", "--json").data
    shown = reading("--today", DAY, "show", "ZW-07", "--json").data
    assert programs["why"] == shown["why"]
    assert programs["duties"] == [duty for duty in shown["duties"] if duty["settled_on"] is None]


def test_what_is_left_out_can_be_had(reading) -> None:
    assert reading("--today", DAY, "list", "--limit", "3").out.splitlines()[-1] == "显示 3 / 共 111（全部列出加 --all）"
    assert reading("--today", DAY, "list", "--all").out.splitlines()[-1] == "显示 111 / 共 111"
    words = ("--as", "li", "--today", DAY, "todo", "--limit", "2")
    assert reading(*words).out.splitlines()[-1] == "显示 2 / 共 11（全部列出加 --limit 11）"
