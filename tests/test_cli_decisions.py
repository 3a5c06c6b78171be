"""Acts of office and leader from the command line, on the demo: extensions, words, another lead unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from program import Inside

DUTY = "ZW-05@中期评估"


def said(program: Inside, login: str, day: str, *words: str) -> tuple[int, str]:
    told = program("--as", login, "--today", day, *words)
    return told.code, (told.out or told.err).splitlines()[0]


def test_an_extension_is_asked_for_granted_and_told(playing) -> None:
    ask = ("extend", "ask", DUTY, "--until", "8月31日", "-m", "数据待县里核实")
    assert said(playing, "li", "2023-07-27", *ask) == (0, "ZW-05  申请延期  中期评估  待办")
    waiting = playing("--as", "lingdao", "--today", "2023-08-02", "todo", "--json").data
    assert [(row["item"], row["act"]) for row in waiting] == [("ZW-05", "extend_grant")]
    late = playing("--today", "2023-08-07", "overdue", "--plan", "ZW", "--json").fields("item")
    assert "ZW-05" not in late
    # The 31 days are one more than the office may grant.
    assert said(playing, "fangan", "2023-08-08", "extend", "grant", DUTY)[0] == 5
    assert said(playing, "lingdao", "2023-08-08", "extend", "grant", DUTY) == (0, "ZW-05  批准延期  中期评估  待办")
    lines = playing("--today", "2023-08-08", "why", DUTY).out.splitlines()
    assert "原因：中期评估 还有17个工作日，时限2023年8月31日（原定2023年7月31日、批准延期）" in lines
    assert "2023-07-31→2023-08-31" in playing("--today", "2023-08-08", "show", "ZW-05").out
    told = [line.partition("（补录于")[0] for line in playing("history", "ZW-05").out.splitlines()[-2:]]
    assert told == [
        "2023-07-27  申请延期  中期评估  延至2023-08-31  李强·承办人",
        "2023-08-08  批准延期  中期评估  原定2023-07-31  延至2023-08-31  何建国·分管领导",
    ]


def test_an_undecided_extension_past_its_due_is_in_the_list_of_what_falls_due(playing) -> None:
    ask = ("extend", "ask", DUTY, "--until", "8月31日", "-m", "数据待县里核实")
    assert said(playing, "li", "2023-07-27", *ask)[0] == 0
    for day in ("2023-08-02", "2023-08-07"):
        (row,) = playing("--today", day, "due", "--text", "ZW-05", "--json").data
        assert (row["light"], row["word"], row["overdue_days"]) == ("yellow", "延期待批", 0)
    assert said(playing, "lingdao", "2023-08-08", "extend", "refuse", DUTY, "-m", "不充分")[0] == 0
    # It stands there for the days on which it was undecided, and not after.
    found = {
        day: playing("--today", day, "due", "--text", "ZW-05", "--json").data for day in ("2023-08-07", "2023-08-08")
    }
    assert {day: len(rows) for day, rows in found.items()} == {"2023-08-07": 1, "2023-08-08": 0}


def test_what_the_office_has_had_for_too_long_is_told_to_leaders(playing) -> None:
    """ZW-07.P1 was submitted on Tuesday 2023-07-18: the third working day after is the 21st, the fourth the 24th."""
    told = []
    for day in ("2023-07-21", "2023-07-24"):
        rows = playing("--today", day, "todo", "--role", "方案办公室", "--json").data
        told += [(row["working_days"], row["delayed"]) for row in rows if row["item"] == "ZW-07.P1"]
    assert told == [(3, False), (4, True)]
    lines = playing("--today", "2023-07-24", "next", "ZW-07.P1").out.splitlines()
    assert lines[1] == "方案办公室 评估结论（中期评估），自2023年7月18日起已4个工作日，已超过3个工作日"
    counted = playing("--today", "2023-07-24", "lights", "--json").data
    assert {row["group"]: row["delayed"] for row in counted} == {"SZS": 0, "ZW": 2}
    assert "没有等系统管理员办理的事项。" in playing("--today", "2023-07-24", "todo", "--role", "admin").out


def test_an_item_is_amended_and_what_was_printed_stays_in_sight(playing) -> None:
    words = ("amend", "ZW-05", "--title", "鼓励社会力量举办中医机构", "--with", "中宁县卫生健康局", "-m", "印发有误")
    told = playing("--as", "fangan", "--today", "2023-08-07", *words).out.splitlines()
    assert told[:3] == [
        "ZW-05  修订  实施·推进中",
        "    名称：鼓励社会力量开办中医机构 → 鼓励社会力量举办中医机构",
        "    配合单位：（无） → 中宁县卫生健康局",
    ]
    shown = playing("--today", "2023-08-07", "show", "ZW-05").out.splitlines()
    assert shown[:2] == ["ZW-05  鼓励社会力量举办中医机构", "原文名称：鼓励社会力量开办中医机构"]
    before = playing("--today", "2023-08-06", "show", "ZW-05", "--json").data
    assert (before["title"], before["printed"], before["cooperating"]) == ("鼓励社会力量开办中医机构", {}, [])
    last = playing("history", "ZW-05", "--json").data[-1]
    assert last["amended"] == {
        "title": ["鼓励社会力量开办中医机构", "鼓励社会力量举办中医机构"],
        "cooperating": [[], ["中宁县卫生健康局"]],
    }
    assert said(playing, "fangan", "2023-08-08", "amend", "ZW-05", "--alone")[0] == 0
    assert playing("--today", "2023-08-08", "show", "ZW-05", "--json").data["cooperating"] == []
    assert playing("--as", "shenji", "audit", "verify").code == 0


def test_an_earlier_day_is_searched_by_the_title_of_that_day(playing) -> None:
    assert said(playing, "fangan", "2023-08-07", "amend", "ZW-17.P1", "--title", "另一名称")[0] == 0
    found = {
        (day, text): playing("--today", day, "list", "--text", text, "--json").fields("item")
        for day in ("2023-08-06", "2023-08-07")
        for text in ("另一名称", "远程医疗服务网络")
    }
    assert found == {
        ("2023-08-06", "另一名称"): [],
        ("2023-08-06", "远程医疗服务网络"): ["ZW-17.P1"],
        ("2023-08-07", "另一名称"): ["ZW-17.P1"],
        ("2023-08-07", "远程医疗服务网络"): [],
    }


def test_a_merge_takes_its_target_as_people_write_it(playing) -> None:
    words = ("merge", "ＺＷ-17@中期评估", "--into", "zw-17@总结评估", "-m", "一并报送")
    assert said(playing, "fangan", "2023-08-08", *words)[0] == 0
    found = [d for d in playing("show", "ZW-17", "--json").data["duties"] if d["checkpoint"] == "midterm_evaluation"]
    assert [(d["status"], d["merged_into"]) for d in found] == [("merged", "final_evaluation")]


def test_the_region_s_evaluation_is_dated_by_the_office(playing) -> None:
    words = ("amend", "ZW", "--opens", "2026-03-02", "--closes", "3月31日", "-m", "通知已到")
    told = playing("--as", "fangan", "--today", "2026-02-02", *words, "--json").data
    assert told == {
        "plan": "ZW",
        "checkpoint": "external_final_evaluation",
        "title": "迎接自治区全面总结评估",
        "opens_on": "2026-03-02",
        "closes_on": "2026-03-31",
    }
    days = {}
    for day in ("2026-02-01", "2026-02-02"):
        points = playing("--today", day, "plan", "show", "ZW", "--json").data["checkpoints"]
        days[day] = [point["closes_on"] for point in points if point["kind"] == "external_final_evaluation"]
    assert days == {"2026-02-01": [None], "2026-02-02": ["2026-03-31"]}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("amend", "ZW", "--title", "新名称"),
            "ZW 是方案，只能用 --opens、--closes 填写自治区评估的日期；要改事项，请写事项编号",
        ),
        (("amend", "ZW"), "须用 --closes 写明 ZW 自治区评估的截止日期"),
        (
            ("amend", "ZW-05", "--closes", "2026-03-31"),
            "--opens、--closes 用于方案（自治区评估的日期），不能用于事项 ZW-05；事项的时限用 duban extend 延期",
        ),
        (("amend", "ZW-05", "--title", " "), "“”不能作名称：不能为空，不能有控制字符"),
        (("amend", "ZW-05", "--alone", "--with", "中宁县卫生健康局"), "--with 和 --alone 不能同时用"),
    ],
)
def test_an_amendment_that_makes_no_sense_is_refused(words, told, playing) -> None:
    before = playing.whole()
    assert said(playing, "fangan", "2023-08-07", *words) == (2, told)
    assert playing.whole() == before


def test_an_earlier_day_is_told_as_it_stood(playing) -> None:
    ask = ("extend", "ask", DUTY, "--until", "+10wd", "-m", "数据待核实")
    assert said(playing, "li", "2023-07-27", *ask)[0] == 0
    assert said(playing, "fangan", "2023-08-08", "extend", "refuse", DUTY, "-m", "不充分")[0] == 0
    late = {day: playing("--today", day, "overdue", "--json").fields("item") for day in ("2023-08-07", "2023-08-08")}
    assert ["ZW-05" in late[day] for day in late] == [False, True]


def test_what_was_explained_and_promised_is_in_the_history(playing) -> None:
    explain = ("explain", DUTY, "-m", "名单待核", "--until", "2023-08-25")
    assert said(playing, "li", "2023-08-08", *explain) == (0, "ZW-05  说明情况  中期评估  待办")
    instruct = ("instruct", "ZW-05", "-m", "请加快")
    assert said(playing, "lingdao", "2023-08-08", *instruct) == (0, "ZW-05  批示  实施·推进中")
    rows = playing("history", "ZW-05", "--json").data[-2:]
    assert [(row["act"], row["promised"], row["reason"]) for row in rows] == [
        ("explain", "2023-08-25", "名单待核"),
        ("instruct", None, "请加快"),
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("extend", "ask", DUTY, "--until", "下个月", "-m", "缓"), 2),
        (("extend", "ask", "ZW-05", "--until", "2023-09-01", "-m", "缓"), 2),
        (("extend", "ask", "ZW-05@中期评估2", "--until", "2023-09-01", "-m", "缓"), 3),
        (("extend", "ask", DUTY, "--until", "2023-09-01", "-m", "缓"), 4),
        (("extend", "grant", DUTY), 5),
        (("explain", DUTY), 2),
        (("instruct", "ZW-05", "-m", "请加快"), 5),
    ],
)
def test_what_cannot_be_done_changes_nothing(words, code, playing) -> None:
    before = playing.whole()
    assert said(playing, "li", "2023-08-08", *words)[0] == code
    assert playing.whole() == before


def test_what_is_reassigned_is_signed_for_like_the_first_time(playing) -> None:
    words = ("reassign", "ZW-19", "--lead", "中宁县中医医院", "-m", "对口支援由县里承担")
    assert said(playing, "fangan", "2023-08-08", *words) == (0, "ZW-19  改派  实施·推进中")
    (first, *_) = playing("--as", "zhou", "--today", "2023-08-09", "todo", "--json").data
    assert (first["item"], first["act"], first["by"]) == ("ZW-19", "sign_for", "2023-08-11")
    assert said(playing, "wang", "2023-08-09", "advance", "签收", "ZW-19")[0] == 3
    signed = (0, "ZW-19  签收  签收（第2次）  待办 → 已完成")
    assert said(playing, "zhou", "2023-08-09", "advance", "签收", "ZW-19") == signed
    told = [line.partition("（补录于")[0] for line in playing("history", "ZW-19").out.splitlines()[-2:]]
    assert told == [
        "2023-08-08  改派  中卫市卫生健康委 → 中宁县中医医院  "
        "此前逾期记在中卫市卫生健康委名下：年度总结2022 149个工作日  赵敏·方案办公室",
        "2023-08-09  签收  签收（第2次）  周杰·承办人",
    ]


def test_several_signatures_are_all_or_nothing_or_what_can_be_done(playing) -> None:
    """The office may sign for the unit that nobody speaks for, and for no other."""
    for item, unit in (("ZW-18", "沙坡头区人民医院"), ("ZW-21", "中宁县中医医院"), ("ZW-20", "海原县中医医院")):
        assert said(playing, "fangan", "2023-08-08", "reassign", item, "--lead", unit, "-m", "调整分工")[0] == 0
    sign = ("--as", "fangan", "--today", "2023-08-09", "advance", "签收", "ZW-21", "ZW-18", "ZW-20")
    roles = "不能签收：{} 须由承办人办理（其范围须含{}）"
    against = [roles.format("ZW-21", "中宁县中医医院"), roles.format("ZW-20", "海原县中医医院")]
    before = playing.whole()
    for words in (sign, (*sign, "--dry-run")):
        told = playing(*words)
        assert (told.code, told.out, playing.whole()) == (5, "", before)
        assert told.err.splitlines() == [*against, "有2处不能办，整批未办，什么也没有改动"]
    told = playing(*sign, "--keep-going")
    assert (told.code, told.err.splitlines()) == (5, against)
    assert told.out.splitlines()[0] == "ZW-18  签收  签收（第2次）  待办 → 已完成"
    keys = {row["item"]: row["status"] for item in ("ZW-18", "ZW-21") for row in _signatures(playing, item)}
    assert keys == {"ZW-18": "accepted", "ZW-21": "pending"}


def _signatures(program: Inside, item: str) -> list[dict[str, str]]:
    shown = program("--today", "2023-08-09", "show", item, "--json").data
    return [duty for duty in shown["duties"] if duty["checkpoint"] == "sign-2"]
