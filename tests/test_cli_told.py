"""What was done is told: by `history`, and to whoever has the item by `show`, `why`, `todo` and the reply."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from program import Inside, Told

MIDTERM = "ZW-05@中期评估"


def does(program: Inside, login: str, day: str, *words: str) -> Told:
    """An act, which has to succeed."""
    (program.folder / "依据.txt").write_text("依据", encoding="utf-8")
    told = program("--as", login, "--today", day, *words)
    assert told.code == 0, told.err
    return told


def last(program: Inside, item: str, count: int = 1) -> list[str]:
    """The last lines of a history, without when they were entered."""
    lines = program("history", item).out.splitlines()[-count:]
    return [re.sub(r"（补录于\d{4}-\d\d-\d\d）", "", line) for line in lines]


def shown(program: Inside, day: str, *words: str) -> list[str]:
    return program("--today", day, *words).out.splitlines()


# The history


def test_an_assignment_tells_its_units(tale) -> None:
    helping = ("--with", "中卫市科技局", "--with", "中宁县卫生健康局")
    does(tale.inside, "fangan", "2021-07-09", "advance", "交办", "ZW-05", "--lead", "中卫市中医医院", *helping)
    (line,) = last(tale.inside, "ZW-05")
    assert line == (
        "2021-07-09  交办  启动·已立项待交办 → 启动·已交办待签收  牵头单位：中卫市中医医院  "
        "配合单位：中卫市科技局、中宁县卫生健康局  赵敏·方案办公室"
    )
    told = tale.inside("history", "ZW-05", "--json").data[-1]
    assert (told["lead"], told["cooperating"]) == ("中卫市中医医院", ["中卫市科技局", "中宁县卫生健康局"])


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (
            "ZW-07",
            "评估结论·滞后  中期评估·已报送 → 实施·整改中  "
            "问题：整改第1项 重点专科建设数量未达序时进度（限2023-10-31）；"
            "整改第2项 院内制剂备案进展缓慢（限2023-08-03）  赵敏·方案办公室",
        ),
        (
            "SZS-KP3",
            "回头看/复核  已销号 → 实施·整改中  问题：整改第1项 两个分中心尚未挂牌（限2024-05-31）  郑洁·分管领导",
        ),
        ("ZW-02", "报送  年度总结·起草 → 年度总结·已报送  年度总结2021逾期7个工作日  李强·承办人"),
        ("ZW-02", "审核通过  年度总结·已报送 → 实施·推进中  年度总结2021逾期完成7个工作日  赵敏·方案办公室"),
        ("ZW-10", "退回重报  年度总结·已报送 → 年度总结·已退回  限2022-01-04重报  钱伟·方案办公室"),
        (
            "ZW-07.P3",
            "签收  启动·已交办待签收 → 实施·推进中  启动逾期完成3个工作日  签收（第1次）逾期完成4个工作日  马",
        ),
        ("ZW-16", "暂缓  实施·推进中 → 暂缓  2024-03-01复核  何建国·分管领导"),
        ("ZW-18", "申请延期  中期评估  延至2023-08-30  李强·承办人"),
        ("ZW-18", "批准延期  中期评估  原定2023-07-31  延至2023-08-30  赵敏·方案办公室"),
        ("SZS-3.1", "并入  年度总结2025  并入总结评估  吴刚·方案办公室"),
        ("SZS-3.3", "核查整改·退回  整改第2项  吴刚·方案办公室"),
        ("SZS-3.3", "报告整改  整改第2项  逾期5个工作日  冯涛·承办人"),
    ],
)
def test_history_tells_what_was_done(item, told, looking) -> None:
    lines = [line.partition("  ")[2] for line in looking("history", item).out.splitlines()]
    assert [line for line in lines if line.startswith(told)] != [], lines


def test_programs_are_told_what_was_done(looking) -> None:
    rows = {row["act"]: row for row in looking("history", "ZW-07", "--json").data}
    assert rows["conclude"]["lines"] == [
        {"duty": "rectification-1", "problem": "重点专科建设数量未达序时进度", "due_on": "2023-10-31"},
        {"duty": "rectification-2", "problem": "院内制剂备案进展缓慢", "due_on": "2023-08-03"},
    ]
    assert (rows["submit"]["late"], rows["submit"]["lines"], rows["submit"]["lead"]) == ({}, [], None)
    merged = next(row for row in looking("history", "SZS-3.1", "--json").data if row["act"] == "merge")
    assert merged["merged_into"] == "final_evaluation"
    suspended = looking("history", "ZW-16", "--json").data[-1]
    assert suspended["review_on"] == "2024-03-01"


@pytest.mark.parametrize(
    ("login", "words", "told"),
    [
        ("lingdao", ("instruct", "ZW-05"), "批示：请加快"),
        ("li", ("explain", MIDTERM), "说明：请加快"),
        ("fangan", ("waive", MIDTERM), "理由：请加快"),
    ],
)
def test_a_note_is_called_what_it_is(login, words, told, playing) -> None:
    does(playing, login, "2023-08-08", *words, "-m", "请加快")
    assert last(playing, "ZW-05")[0].rpartition("  ")[2] == told


@pytest.mark.parametrize(
    ("login", "words", "asked"),
    [
        ("lingdao", ("instruct", "ZW-05"), "不能批示：ZW-05 须用 -m 写明批示内容"),
        ("li", ("explain", MIDTERM), "不能说明情况：ZW-05 须用 -m 写明情况"),
        ("fangan", ("waive", MIDTERM), "不能免报：ZW-05 须用 -m 写明理由"),
    ],
)
def test_a_missing_note_is_asked_for_by_its_name(login, words, asked, playing) -> None:
    told = playing("--as", login, "--today", "2023-08-08", *words)
    assert (told.code, told.err.strip()) == (2, asked)


def test_what_goes_with_the_item_above_says_so(playing) -> None:
    does(playing, "lingdao", "2023-08-08", "advance", "暂缓", "ZW-07", "--until", "2099-01-05", "-m", "等")
    (line,) = last(playing, "ZW-07.P2")
    assert line == (
        "2023-08-08  暂缓  实施·推进中 → 暂缓  2099-01-05复核  随 ZW-07 一并办理  何建国·分管领导  理由：等"
    )


def test_a_plan_adopted_with_an_earlier_day_is_back_filled(inside) -> None:
    does(inside, "admin", "2026-11-20", "account", "add", "admin", "管理员")
    does(inside, "admin", "2026-11-20", "account", "add", "zhou", "周敏")
    does(inside, "admin", "2026-11-20", "role", "grant", "zhou", "office")
    does(inside, "zhou", "2025-01-15", "plan", "adopt", "zhongwei")
    line = inside("--as", "zhou", "history", "ZW-05").out.splitlines()[-1]
    assert re.sub(r"于\d{4}-\d\d-\d\d", "于", line) == "2025-01-15  立项  周敏·方案办公室（补录于）"
    assert inside("--as", "zhou", "history", "ZW-05", "--json").fields("backfilled") == [True]


def test_a_plan_adopted_on_its_day_is_not(looking) -> None:
    rows = looking("history", "ZW-05", "--json").fields("act", "backfilled")
    assert rows[:2] == [("register", False), ("assign", True)]


# Since when the unit has it


def since(program: Inside, login: str, day: str, item: str) -> dict[str, Any]:
    rows = program("--as", login, "--today", day, "todo", "--json").data
    return {row["act"]: (row["since"], row["working_days"]) for row in rows if row["item"] == item}


def test_a_new_unit_has_it_since_the_reassignment(playing) -> None:
    """The old unit's days stay with the old unit."""
    words = ("reassign", "ZW-19", "--lead", "中宁县中医医院", "-m", "对口支援由县里承担")
    told = does(playing, "fangan", "2023-08-08", *words).out.splitlines()
    assert told[1] == (
        "    中卫市卫生健康委 → 中宁县中医医院  此前逾期记在中卫市卫生健康委名下：年度总结2022 149个工作日"
    )
    assert told[2] == "    下一步：承办人 签收，自2023年8月8日起，限2023年8月11日"
    assert since(playing, "zhou", "2023-08-10", "ZW-19") == {
        "sign_for": ("2023-08-08", 2),
        "open_review": ("2023-08-08", 2),
    }
    duty = "ZW-19@年度总结2022"
    lines = shown(playing, "2023-08-10", "why", duty)
    assert "在谁手里：承办人 启动年度总结2022，自2023年8月8日起已2个工作日，限2023年8月15日" in lines
    old = "原承办：中卫市卫生健康委，至2023年8月8日；当时已逾期：年度总结2022 149个工作日"
    assert old in lines
    assert old in shown(playing, "2023-08-10", "show", "ZW-19")
    assert [line for line in shown(playing, "2023-08-07", "show", "ZW-19") if line.startswith("原承办")] == []
    row = playing("--today", "2023-08-10", "show", "ZW-19", "--json").data
    assert row["before"] == [
        {"unit": "中卫市卫生健康委", "until": "2023-08-08", "overdue": {"annual_review-2022": 149}}
    ]


def test_a_line_sent_back_is_in_hand_since_then(playing) -> None:
    line = "ZW-07@整改第2项"
    does(playing, "li", "2023-08-02", "lines", "report", line, "-e", "依据.txt")
    told = does(playing, "fangan", "2023-08-10", "lines", "check", line, "--back", "-m", "名册不全").out.splitlines()
    assert told[0] == "ZW-07  核查整改·退回  整改第2项  已报送 → 待办"
    lines = shown(playing, "2023-08-14", "why", line)
    # The limit passed in the office's hands and is counted from the day it had it: five working days.
    assert [line for line in lines if line.startswith("在谁手里：承办人 报告整改（整改第2项），自2023年8月10日起已2个")]
    rows = playing("--as", "li", "--today", "2023-08-14", "todo", "--json").data
    assert {row["duty"]: row["since"] for row in rows if row["item"] == "ZW-07"} == {
        "ZW-07@rectification-1": "2023-07-28",
        "ZW-07@rectification-2": "2023-08-10",
    }
    assert playing("history", "ZW-07", "--json").data[-1]["result"] == "rectify"


def test_a_problem_ordered_later_is_in_hand_since_its_order(playing) -> None:
    does(playing, "fangan", "2023-08-09", "advance", "责令整改", "ZW-07", "--line", "经费未到位", "-m", "复查")
    rows = playing("--as", "li", "--today", "2023-08-10", "todo", "--json").data
    found = {row["duty"]: row["since"] for row in rows if row["item"] == "ZW-07"}
    assert (found["ZW-07@rectification-1"], found["ZW-07@rectification-3"]) == ("2023-07-28", "2023-08-09")


# What was said to whoever has it


def said(program: Inside, day: str, item: str) -> list[str]:
    return [word["text"] for word in program("--today", day, "show", item, "--json").data["said"]]


def test_an_instruction_stands_until_the_unit_answers(playing) -> None:
    does(playing, "lingdao", "2023-08-08", "instruct", "ZW-05", "-m", "请加快")
    word = "批示：请加快（何建国，2023年8月8日）"
    assert f"批示、意见：{word}" in shown(playing, "2023-08-08", "show", "ZW-05")
    assert f"批示、意见：{word}" in shown(playing, "2023-08-08", "why", MIDTERM)
    assert f"ZW-05  {word}" in playing("--as", "li", "--today", "2023-08-08", "todo").out.splitlines()
    assert said(playing, "2023-08-07", "ZW-05") == []
    does(playing, "li", "2023-08-09", "report", "ZW-05", "--achieved", "已调度")
    assert [said(playing, day, "ZW-05") for day in ("2023-08-08", "2023-08-09")] == [["请加快"], []]


def test_an_explanation_and_its_promise_are_seen_by_who_asks_why(playing) -> None:
    told = does(playing, "li", "2023-08-08", "explain", MIDTERM, "-m", "名单待核", "--until", "2023-08-25")
    assert told.out.splitlines()[1] == "    承诺2023-08-25"
    word = "批示、意见：说明情况（中期评估）：名单待核（李强，2023年8月8日，承诺2023年8月25日）"
    assert word in shown(playing, "2023-08-08", "why", MIDTERM)
    assert word not in shown(playing, "2023-08-08", "why", "ZW-05@年度总结2023")


def test_the_reason_of_a_return_is_seen_until_it_is_submitted_again(playing) -> None:
    does(playing, "fangan", "2023-08-08", "advance", "退回重报", "ZW-07.P1", "-m", "数据不全")
    word = "退回重报（中期评估）：数据不全（赵敏，2023年8月8日）"
    assert f"批示、意见：{word}" in shown(playing, "2023-08-09", "show", "ZW-07.P1")
    assert f"ZW-07.P1  {word}" in playing("--as", "wang", "--today", "2023-08-09", "todo").out.splitlines()
    does(playing, "wang", "2023-08-10", "advance", "报送", "ZW-07.P1")
    assert said(playing, "2023-08-10", "ZW-07.P1") == []


def test_a_completion_returned_is_the_unit_s_turn_with_the_reason(playing) -> None:
    item = "ZW-20/640521"
    does(playing, "bai", "2023-08-08", "advance", "申请办结", item, "-e", "依据.txt")
    told = does(playing, "fangan", "2023-08-09", "advance", "退回重办", item, "-m", "材料不全").out.splitlines()
    assert told == [
        f"{item}  退回重办  办结待核 → 实施·推进中",
        "    下一步：承办人 申请办结，自2023年8月9日起",
    ]
    assert since(playing, "bai", "2023-08-10", item) == {"request_completion": ("2023-08-09", 1)}
    assert "批示、意见：退回重办：材料不全（赵敏，2023年8月9日）" in shown(playing, "2023-08-10", "show", item)
    does(playing, "bai", "2023-08-11", "advance", "申请办结", item, "-e", "依据.txt")
    assert said(playing, "2023-08-11", item) == []


def test_why_an_extension_is_a_leader_s(playing) -> None:
    duty = "ZW-13/640521@年度总结2023"
    does(playing, "bai", "2023-08-08", "extend", "ask", duty, "--until", "2024-03-31", "-m", "缓")
    told = playing("--as", "fangan", "--today", "2023-08-08", "extend", "grant", duty)
    far = "延至2024年3月31日已超过原定时限2023年12月31日之后30天，须由分管领导批复"
    assert (told.code, told.err.strip().rpartition("；")[2]) == (5, far)
    told = does(playing, "lingdao", "2023-08-08", "extend", "grant", duty)
    assert told.out.splitlines()[1] == "    原定2023-12-31  延至2024-03-31"


# Conclusions


@pytest.mark.parametrize(
    ("day", "item", "key", "conclusion", "word"),
    [
        ("2023-08-07", "ZW-07", "midterm_evaluation", "behind", "已审结·滞后"),
        ("2023-07-27", "ZW-07", "midterm_evaluation", None, "已报送"),
        ("2023-08-07", "ZW-10", "midterm_evaluation", "on_track", "已审结·达到进度"),
        ("2026-11-20", "SZS-4.1", "final_evaluation", "unmet", "已审结·未完成"),
        ("2026-11-20", "SZS-3.1", "final_evaluation", "met", "已审结·达标"),
        ("2026-11-20", "SZS-3.3", "final_evaluation", None, "待办"),
        ("2026-11-20", "SZS-3.1", "annual_review-2024", None, "已完成"),
    ],
)
def test_a_concluded_evaluation_shows_its_conclusion(day, item, key, conclusion, word, looking) -> None:
    duties = looking("--today", day, "show", item, "--json").data["duties"]
    found = next(duty for duty in duties if duty["checkpoint"] == key)
    assert found["conclusion"] == conclusion
    told = looking("--today", day, "why", f"{item}@{key}")
    assert next(line for line in told.out.splitlines() if line.startswith("状态：")).endswith(f" / {word}")
    assert [line for line in shown(looking, day, "show", item) if f"  {word}  " in line] != []
