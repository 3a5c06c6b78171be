"""What people read is in their own words: headers, names in place of codes, sentences."""

from __future__ import annotations

import pytest

DAY = "2023-08-07"


# Names in place of codes


@pytest.mark.parametrize(
    ("name", "lang", "said"),
    [
        ("宁夏", "zh", "宁夏 2022年"),
        ("ningxia", "zh", "宁夏 2022年"),
        ("全国", "zh", "全国 2022年"),
        ("Ningxia", "en", "Ningxia 2022"),
    ],
)
def test_calendars_go_by_their_names(name, lang, said, reading) -> None:
    told = reading("--lang", lang, "calendar", "show", name, "--year", "2022")
    assert (told.code, told.out.startswith(said)) == (0, True)
    assert reading("calendar", "show", name, "--json").data["calendar"] in ("national", "ningxia")


def test_a_plan_tells_its_calendar_and_its_reviews_by_name(reading) -> None:
    assert "工作日历：宁夏\n" in reading("plan", "show", "ZW").out
    assert "annual review 2021 " in reading("--lang", "en", "plan", "show", "ZW").out
    assert reading("plan", "show", "ZW", "--json").data["calendar"] == "ningxia"


def test_why_is_headed_by_the_name_of_the_duty(reading) -> None:
    words = ("--today", DAY, "why", "ZW-05@midterm_evaluation")
    assert reading(*words).out.splitlines()[0] == "ZW-05@中期评估  鼓励社会力量开办中医机构"
    english = reading("--lang", "en", *words).out.splitlines()[0]
    assert english == "ZW-05@midterm_evaluation  mid-term evaluation  鼓励社会力量开办中医机构"
    assert reading(*words, "--json").data["duty"] == "ZW-05@midterm_evaluation"


def test_projects_are_projects_and_are_found_by_the_long_name_too(reading) -> None:
    assert "\n项目（" in reading("list", "--by", "kind", "--all").out
    found = reading("list", "--kind", "项目", "--json").data
    assert reading("list", "--kind", "重点项目", "--json").data == found
    assert {row["kind"] for row in found} == {"project"}


def test_a_file_that_cannot_be_read_is_told_in_chinese(reading) -> None:
    told = reading("plan", "check", "没有.yaml")
    assert (told.code, told.err) == (7, "文件不存在或不可读：没有.yaml（没有这个文件或文件夹）\n")
    programs = reading("plan", "check", "没有.yaml", "--json")
    assert programs.error["said"] == "No such file or directory"
    assert "(No such file or directory)" in reading("--lang", "en", "plan", "check", "没有.yaml").err


def test_the_size_of_a_database_is_told_for_people(reading) -> None:
    size = reading("--as", "admin", "database", "status", "--json").data["bytes"]
    assert f"大小：{size / 1e6:.1f} MB\n" in reading("--as", "admin", "database", "status").out


# Headers


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        (("account", "list"), ["账号", "姓名", "所属单位", "角色", "联系渠道", "启用"]),
        (("role", "list"), ["账号", "角色", "方案", "单位范围"]),
        (("plan", "list"), ["方案", "方案名称", "事项数", "期限", "历史补录"]),
    ],
)
def test_headers_say_what_stands_below(words, titles, reading) -> None:
    assert reading(*words).out.splitlines()[0].split() == titles


def test_an_item_shows_when_each_duty_was_submitted(reading) -> None:
    lines = reading("--today", DAY, "show", "ZW-07").out.splitlines()
    head = next(line for line in lines if line.startswith("灯 "))
    assert head.split() == ["灯", "节点", "办理", "时限", "报送", "了结", "逾期工作日"]
    assert next(line for line in lines if "年度总结2022" in line).split()[-3:] == [
        "2022-12-31",
        "2022-12-26",
        "2022-12-29",
    ]
    assert any(line.startswith("任务分组：三（二）") for line in lines)


def test_sections_of_several_plans_are_told_apart(reading) -> None:
    rows = [line.split()[0] for line in reading("lights", "--by", "section").out.splitlines()[3:-1]]
    assert {"ZW", "SZS"} >= set(rows) - {"合计"}
    assert reading("lights", "--by", "section", "--plan", "ZW").out.splitlines()[3].startswith("三（")
    groups = reading("lights", "--by", "section", "--json").fields("group")
    assert [name for name in groups if name.startswith(("ZW ", "SZS "))] == []


# Sentences


def test_what_is_past_is_said_to_be_past(reading) -> None:
    told = reading("--today", DAY, "show", "ZW-07").out
    assert "本级时限2023年8月3日已过" in told
    assert "限2023年8月3日，已逾期2个工作日" in told.replace("\n    ", "")


def test_next_leaves_out_what_the_plan_does_not_have(reading) -> None:
    told = reading("--as", "feng", "--today", "2022-03-01", "next", "SZS-2.1").out
    assert ("启动年度总结" in told, "中期评估" in told) == (True, False)
    rows = reading("--as", "feng", "--today", "2022-03-01", "next", "SZS-2.1", "--json").fields("result")
    assert "midterm_evaluation" in rows


def test_a_suspension_is_reviewed(demo) -> None:
    words = ("advance", "暂缓", "ZW-20", "-m", "等", "--until", "2027-01-04")
    assert demo("--as", "lingdao", *words).code == 0
    later = ("--as", "lingdao", "--today", "2027-02-01")
    assert "\n复核暂缓  ZW-20" in demo(*later, "todo").out
    assert "分管领导 复核暂缓" in demo(*later, "show", "ZW-20").out
    assert "resume" in demo(*later, "todo", "--json").fields("act")


def test_the_act_that_was_typed_is_the_one_refused(reading) -> None:
    told = reading("--as", "li", "--today", "2022-03-01", "advance", "启动中期评估", "ZW-05", "--json")
    assert told.error["event"] == "open_review"
    assert told.error["message"].startswith("不能启动中期评估：ZW-05 ")
    english = reading(
        "--lang", "en", "--as", "li", "--today", "2022-03-01", "advance", "open_review", "ZW-05", "-c", "midterm"
    )
    assert english.code in (2, 4)


def test_an_end_is_an_end(demo) -> None:
    paper = demo.folder / "依据.txt"
    paper.write_text("依据", encoding="utf-8")
    assert demo("--as", "lingdao", "advance", "撤销", "ZW-20", "-m", "并入", "-e", str(paper), "--yes").code == 0
    assert demo("--as", "lingdao", "advance", "恢复", "ZW-20").err == "不能恢复：ZW-20 已是“已撤销”，不再办理\n"
    english = demo("--lang", "en", "--as", "lingdao", "advance", "resume", "ZW-20").err
    assert english == "cannot resume ZW-20: it is “cancelled” and over\n"


def test_an_account_is_named_by_its_login(reading) -> None:
    told = reading("--as", "李强", "list")
    assert (told.code, told.err) == (3, "请写账号，不写姓名：李强的账号是 li\n")
    assert reading("--as", "lii", "list").err.endswith("相近的有：li\n")


def test_a_role_that_is_not_held_is_named(playing) -> None:
    admin = ("--as", "admin", "role", "revoke")
    told = playing(*admin, "li", "viewer")
    assert (told.code, told.err) == (3, "li 没有“观察者”角色\n")
    assert playing(*admin, "李强", "viewer").err == "请写账号，不写姓名：李强的账号是 li\n"
    assert playing(*admin, "guancha", "viewer", "--plan", "ZW").err.startswith("guancha 的“观察者”角色不是这个范围")
