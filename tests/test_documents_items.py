"""Which headings of a plan are its tasks, with what codes, numbers, units and parts."""

from __future__ import annotations

from typing import Any

import pytest

from documents.files.source import Line, Source
from documents.prose.passage import on_line
from documents.prose.pieces import clause, parts, sentence
from documents.reading import understand

HEAD = "云泽市服务提升行动实施方案（2024—2026年）\n为做好工作，制定本方案。\n"


def read(text: str, head: str = HEAD) -> dict[str, Any]:
    return understand(Source("txt", tuple(Line(line) for line in (head + text).split("\n")))).data


def tasks(text: str, head: str = HEAD) -> list[tuple[str, str, str, str]]:
    """Code, number of the section, number and title of every task."""
    return [
        (task["code"], section["number"], task["number"], task["title"])
        for section in read(text, head).get("sections", [])
        for task in section["tasks"]
    ]


def units(text: str) -> dict[str, tuple[list[str], list[str]]]:
    """The lead and cooperating units of every item that has any."""
    found = {}
    data = read(text)
    whole = [task for section in data.get("sections", []) for task in section["tasks"]]
    whole += data.get("projects", [])
    for item in [each for one in whole for each in (one, *one.get("projects", []), *one.get("parts", []))]:
        named = (item.get("lead_units", []), item.get("cooperating_units", []))
        if any(named):
            found[item["code"]] = named
    return found


def test_numbers_that_run_through_are_the_codes() -> None:
    text = "一、主要任务\n（一）建网络\n1.设中心。选址建设。\n（二）抓培训\n2.办讲座。每月一次。\n二、保障措施"
    assert tasks(text) == [("01", "一（一）", "1", "设中心"), ("02", "一（二）", "2", "办讲座")]


def test_numbers_that_begin_again_go_with_the_section() -> None:
    text = "一、主要任务\n（一）建网络\n1.设中心。选址建设。\n2.配人员。分批配齐。\n（二）抓培训\n1.办讲座。每月一次。"
    assert [each[0] for each in tasks(text)] == ["1.1", "1.2", "2.1"]


def test_chinese_numbers_stay_as_printed() -> None:
    text = "一、目标\n二、重点任务\n（一）设中心。选址建设。\n（二）办讲座。每月一次。"
    assert tasks(text) == [("01", "二", "（一）", "设中心"), ("02", "二", "（二）", "办讲座")]


def test_chapters_that_are_tasks_themselves_stand_in_one_section() -> None:
    text = "一、设中心。选址建设。（市民政局负责）\n二、办讲座。每月一次。（市教育局负责）"
    assert tasks(text) == [("01", "全文", "一", "设中心"), ("02", "全文", "二", "办讲座")]
    assert read(text)["sections"][0]["title"] == "云泽市服务提升行动实施方案（2024—2026年）"


def test_chapters_of_other_kinds_hold_no_tasks() -> None:
    others = ["指导思想", "总体要求", "基本原则", "工作目标", "实施步骤", "保障措施", "组织领导", "工作要求"]
    text = "".join(
        f"{number}、{title}\n（一）某事。照此办理。\n" for number, title in zip("一二三四五六七八", others, strict=True)
    )
    assert tasks(f"{text}九、重点任务\n（一）设中心。选址建设。") == [("01", "九", "（一）", "设中心")]


def test_a_chapter_of_safeguards_with_units_is_supervised_too() -> None:
    text = (
        "一、推进建设\n（一）设中心。选址建设。（市民政局负责）\n"
        "二、强化保障\n（二）筹资金。列入预算。（市财政局负责）\n（三）抓宣传。每月一期。（市教育局负责）"
    )
    assert [each[3] for each in tasks(text)] == ["设中心", "筹资金", "抓宣传"]


def test_goals_among_the_tasks_of_a_chapter_are_none() -> None:
    text = "一、工作目标和重点任务\n（一）工作目标。到2026年建成三个中心。\n（二）设中心。选址建设。\n二、保障措施"
    assert [each[3] for each in tasks(text)] == ["设中心"]


def test_numbered_sentences_with_units_below_a_titled_task_are_its_measures() -> None:
    text = (
        "一、主要任务\n（一）建设服务网络。\n"
        "1.在老城区选择交通便利的地点设立中心，配齐设备，培训人员，按期开诊。（市民政局负责）\n"
        "2.在各县设立分中心，统一标识，统一制度，统一收费，联网运行。（市财政局负责）\n"
        "（二）抓好人员培训。\n1.编写讲义，聘请教师，分批举办讲座，考试合格后发给证书。（市教育局负责）"
    )
    assert [each[3] for each in tasks(text)] == ["建设服务网络", "抓好人员培训"]
    measures = read(text)["sections"][0]["tasks"][0]["projects"]
    assert [(each["code"], each["number"], each["lead_units"]) for each in measures] == [
        ("01.P1", "1", ["市民政局"]),
        ("01.P2", "2", ["市财政局"]),
    ]


def test_numbered_sentences_with_units_right_below_a_chapter_are_the_tasks() -> None:
    text = (
        "一、扩大需求\n1.推进项目35个，完成投资120亿元以上。（市发展改革委）\n（责任单位：市发展改革委）\n"
        "2.举办促销活动100场以上。（责任单位：市商务局）\n二、改善民生\n3.新建学校8所。（责任单位：市教育局）"
    )
    assert [each[:3] for each in tasks(text)] == [("01", "一", "1"), ("02", "一", "2"), ("03", "二", "3")]


def test_units_below_the_last_task_of_a_section_are_those_of_all() -> None:
    text = (
        "一、任务\n（一）排查\n1.摸底数。登记。\n2.建清单。销号。\n【责任单位：市应急管理局】\n（二）整治\n3.清通道。"
    )
    assert units(text) == {"01": (["市应急管理局"], []), "02": (["市应急管理局"], [])}


def test_units_of_a_section_are_those_of_its_tasks() -> None:
    text = (
        "一、任务\n（一）排查（牵头单位：市应急管理局；配合单位：市教育局）\n1.摸底数。逐户登记。\n2.建清单。逐条销号。"
    )
    assert units(text) == {code: (["市应急管理局"], ["市教育局"]) for code in ("01", "02")}


def test_units_that_are_not_listed_again_take_part_in_all_that_follows() -> None:
    text = (
        "一、设中心。选址建设。（市民政局负责。以下均需市财政局落实，不再一一列出）\n"
        "二、办讲座。每月一次。（市教育局负责）"
    )
    assert units(text)["02"] == (["市教育局"], ["市财政局"])


def test_the_first_named_unit_leads_where_the_document_says_so() -> None:
    text = (
        "一、设中心。选址建设。（市民政局、市财政局负责。列第一位者为牵头单位，下同）\n"
        "二、办讲座。每月一次。（市教育局、市财政局负责）"
    )
    assert units(text)["02"] == (["市教育局"], ["市财政局"])


def test_a_table_of_tasks_stands_for_headings() -> None:
    text = (
        "一、重点任务\n任务及分工见下表。\n序号\t工作任务\t牵头单位\t配合单位\t完成时限\n"
        "1\t统一入口\t市数据局\t市公安局\t2024年6月底前\n2\t打通系统\t市数据局\t市税务局、市公安局\t2024年9月底前\n二、保障措施"
    )
    assert tasks(text) == [("01", "全文", "1", "统一入口"), ("02", "全文", "2", "打通系统")]
    assert units(text) == {"01": (["市数据局"], ["市公安局"]), "02": (["市数据局"], ["市税务局", "市公安局"])}
    target = read(text)["sections"][0]["tasks"][0]["targets"][0]
    assert (target["comparator"], str(target["due"]), target["due_basis"]) == ("done", "2024-06-30", "explicit")


def test_a_table_gives_units_to_the_tasks_of_the_text() -> None:
    text = (
        "一、重点任务\n（一）统一办事入口。整合网站。\n（二）打通业务系统。完成对接。\n二、保障措施\n（一）加强领导。成立专班。\n"
        "附件\n任务分工表\n序号\t任务\t责任单位\n1\t统一办事入口\t市数据局\n2\t打通业务系统\t市税务局"
    )
    assert units(text) == {"01": (["市数据局"], []), "02": (["市税务局"], [])}


def test_key_projects_have_the_parts_that_are_counted_in_their_text() -> None:
    text = (
        "一、主要任务\n（一）设中心。选址建设。\n二、重点项目\n（一）服务能力项目。\n"
        "一是建设3个示范中心，完善设备。二是遴选20名骨干，送出进修。（牵头单位：市民政局）\n（二）信息平台项目。\n建设平台。"
    )
    projects = read(text)["projects"]
    assert [(each["code"], each["number"], each["title"]) for each in projects] == [
        ("KP1", "二（一）", "服务能力项目"),
        ("KP2", "二（二）", "信息平台项目"),
    ]
    assert [(each["code"], each["number"], each["title"]) for each in projects[0]["parts"]] == [
        ("KP1.1", "一是", "建设3个示范中心，完善设备"),
        ("KP1.2", "二是", "遴选20名骨干，送出进修"),
    ]
    assert units(text) == {"KP1": (["市民政局"], [])}


def test_what_is_counted_out_of_order_is_no_part() -> None:
    assert parts([on_line("一是甲。三是乙。", 1)]) == []
    assert parts([on_line("一是否可行，二是否必要。", 1)]) == []
    assert [number for number, _ in parts([on_line("一是甲。二是乙。", 1), on_line("三是丙。", 2)])] == [
        "一是",
        "二是",
        "三是",
    ]


@pytest.mark.parametrize(
    ("text", "first", "short"),
    [
        ("建中心。抓培训。", "建中心。", "建中心"),
        ("没有句号的文字", "没有句号的文字", "没有句号的文字"),
        (f"先建六个中心，{'再抓培训' * 20}。", f"先建六个中心，{'再抓培训' * 20}。", "先建六个中心"),
        ("甲乙丙丁" * 20, "甲乙丙丁" * 20, "甲乙丙丁" * 15),
    ],
)
def test_a_sentence_and_what_stands_for_a_title(text, first, short) -> None:
    assert (sentence(on_line(text, 1)).text, clause(on_line(text, 1)).text) == (first, short)


def test_a_number_that_is_missing_between_two_tasks_is_told() -> None:
    text = "一、任务\n1.甲事项。做好。\n2.乙事项。做好。\n4.丁事项。做好。"
    found = understand(Source("txt", tuple(Line(line) for line in (HEAD + text).split("\n"))))
    told = [doubt.reason for doubt in found.doubts if doubt.reason.key == "read_number_gap"]
    assert [reason.facts for reason in told] == [{"before": "2", "after": "4"}]


def test_a_plan_without_tasks_says_so() -> None:
    found = understand(Source("txt", (Line("云泽市服务提升方案"), Line("为做好工作，制定本方案。"))))
    assert "read_no_tasks" in [doubt.reason.key for doubt in found.doubts]


# The period of a plan whose title names no years.


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("市政府决定，2024年4月至2026年12月开展行动。\n一、任务\n（一）设中心。选址。", "2024-04-01", "2026-12-31"),
        (
            "一、任务\n（一）设中心。选址。\n二、实施步骤\n（一）启动阶段（2024年3月）。部署。\n（二）总结阶段（2025年11月）。总结。",
            "2024-03-01",
            "2025-11-30",
        ),
        (
            "一、设中心。选址。\n二、附则。本措施自2024年6月1日起施行，有效期至2025年12月31日。",
            "2024-06-01",
            "2025-12-31",
        ),
    ],
)
def test_the_period_is_what_the_text_says(text, first, last) -> None:
    period = read(text, "云泽市服务提升行动实施方案\n")["plan"]["period"]
    assert (str(period["first"]), str(period["last"])) == (first, last)


def test_a_window_shortly_outside_the_years_of_the_title_widens_the_period() -> None:
    text = "一、任务\n（一）设中心。选址。\n二、实施步骤\n（一）启动阶段（2023年11月）。部署。"
    found = understand(Source("txt", tuple(Line(line) for line in (HEAD + text).split("\n"))))
    assert str(found.data["plan"]["period"]["first"]) == "2023-11-01"
    assert "read_period_wider" in [doubt.reason.key for doubt in found.doubts]


@pytest.mark.parametrize("title", ["前言", "引言", "结语"])
def test_a_preface_is_no_chapter_that_was_left(title) -> None:
    text = f"{HEAD}一、{title}\n书屋很好。\n二、重点任务\n（一）建设书屋。合理布局。\n（二）培训人员。培训馆员。"
    found = understand(Source("txt", tuple(Line(line) for line in text.split("\n"))))
    assert [task["title"] for task in found.data["sections"][0]["tasks"]] == ["建设书屋", "培训人员"]
    assert "read_chapter_left" not in [doubt.reason.key for doubt in found.doubts]


CHILDREN = """\
二、发展领域、主要目标和策略措施
（一）儿童与安全
主要目标：
1.伤害更少。
2.公园安全员覆盖率达到80%以上。
策略措施：
1.修整场地。每个公园修整一处。（责任单位：市园林局）
2.教会游泳。开办暑期班。（责任单位：市体育局）
（二）儿童与阅读
主要目标：
1.借书更多。
策略措施：
3.开放书屋。周末不关门。（责任单位：市教育局）
三、组织实施与监测评估
（一）加强领导。定期会商。
（二）做好监测。逐年统计。"""


def test_goals_in_lists_above_measures_are_no_tasks() -> None:
    assert tasks(CHILDREN) == [
        ("01", "二（一）", "1", "修整场地"),
        ("02", "二（一）", "2", "教会游泳"),
        ("03", "二（二）", "3", "开放书屋"),
    ]
    assert units(CHILDREN) == {"01": (["市园林局"], []), "02": (["市体育局"], []), "03": (["市教育局"], [])}


@pytest.mark.parametrize(
    ("goals", "measures"),
    [("【行动目标】", "【主要举措】"), ("具体目标", "重点任务"), ("（主要目标）", "（支持措施）")],
)
def test_lists_of_goals_by_other_names(goals: str, measures: str) -> None:
    text = CHILDREN.replace("主要目标：", goals).replace("策略措施：", measures)
    assert [task[3] for task in tasks(text)] == ["修整场地", "教会游泳", "开放书屋"]


def test_numbered_goals_without_measures_below_stay_headings() -> None:
    text = "一、主要任务\n（一）抓培训\n主要目标：\n1.办讲座。每月一次。\n2.送书籍。每季一批。\n二、保障措施"
    assert [task[3] for task in tasks(text)] == ["办讲座", "送书籍"]


ANNEXES = """\
关于印发云泽市服务提升行动实施方案的通知
各县区：
现将方案印发给你们。
附件：1.重点指标表
2.进展季报表
云泽市民政局
2024年3月1日
云泽市服务提升行动实施方案
为做好工作，制定本方案。
一、工作任务
（一）建网络
1.设中心。选址建设。
（二）抓培训
2.办讲座。每月一次。
二、专项行动
（一）进村行动。走进村组。
（二）夜校行动。开办夜校。
三、工作安排
（一）启动阶段（2024年3月—4月）。动员部署。
（二）总结阶段（2024年11月—12月）。总结经验。"""


@pytest.mark.parametrize("listed", ["附件：1.重点指标表", "附件：\n1.重点指标表"])
def test_names_of_annexes_in_a_notice_are_no_headings(listed: str) -> None:
    data = read(ANNEXES.replace("附件：1.重点指标表", listed), "")
    assert [section["number"] for section in data["sections"]] == ["一（一）", "一（二）"]
    assert [(project["number"], project["title"]) for project in data["projects"]] == [
        ("二（一）", "进村行动"),
        ("二（二）", "夜校行动"),
    ]
    assert [window["kind"] for window in data["checkpoints"]] == ["launch", "final_evaluation"]


def test_key_projects_without_numbers_are_told_and_not_one_project() -> None:
    text = HEAD + (
        "一、主要任务\n（一）抓培训。每月一次讲座。\n（二）建网络。选址建设。\n二、重点工程\n专栏1中心工程\n建设中心。\n专栏2书屋工程\n建设书屋。"
    )
    found = understand(Source("txt", tuple(Line(line) for line in text.split("\n"))))
    assert "projects" not in found.data
    assert [doubt.reason.facts for doubt in found.doubts if doubt.reason.key == "read_projects_left"] == [
        {"title": "重点工程"}
    ]


def test_works_in_a_table_give_their_units_though_each_has_several_rows() -> None:
    text = (
        "一、主要任务\n（一）场馆达标工程。新建场馆。\n（二）队伍提质工程。招聘教练。\n二、任务分工\n"
        "序号\t工程名称\t重点工作\t责任单位\t\t完成时限\n\t\t\t牵头单位\t配合单位\t\n"
        "1\t场馆达标工程\t新建场馆\t市体育局\t市财政局\t2025年8月\n2\t队伍提质工程\t招聘教练\t市教育局\t市委编办\t长期坚持"
    )
    assert units(text) == {"01": (["市体育局"], ["市财政局"]), "02": (["市教育局"], ["市委编办"])}


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (
            "组织实施重点人群、场所活动。面向儿童和老人，开办讲座，印发手册，组织观看，定期走访，常年坚持，不留死角。",
            "组织实施重点人群、场所活动",
        ),
        (
            "重点任务清单化管理。对各项工作逐一列出清单，明确时限和责任，按月检查，按季通报，全年考核，逐项销号。",
            "重点任务清单化管理",
        ),
    ],
)
def test_a_title_that_begins_as_usual_ones_do_is_whole(line: str, title: str) -> None:
    text = f"一、主要任务\n（一）抓培训\n1.{line}\n2.办讲座。每月一次。"
    assert [task[3] for task in tasks(text)] == [title, "办讲座"]


def test_measures_that_count_on_from_the_goals_above_them_are_tasks() -> None:
    text = CHILDREN.replace("1.修整场地", "3.修整场地").replace("2.教会游泳", "4.教会游泳")
    text = text.replace("3.开放书屋", "2.开放书屋")
    assert [task[1:] for task in tasks(text)] == [
        ("二（一）", "3", "修整场地"),
        ("二（一）", "4", "教会游泳"),
        ("二（二）", "2", "开放书屋"),
    ]


def test_of_numbered_goals_and_measures_only_these_hold_tasks() -> None:
    text = (
        "一、发展领域\n（一）儿童与安全\n1.主要目标\n（1）伤害更少。\n2.策略措施\n"
        "（1）修整场地。逐个修整。\n（2）教会游泳。开办暑期班。\n二、保障措施"
    )
    assert [task[3] for task in tasks(text)] == ["修整场地", "教会游泳"]


def test_a_chapter_of_stages_by_another_name_holds_no_tasks() -> None:
    text = (
        "一、建好网络\n（一）设中心。选址建设。\n（二）办讲座。每月一次。\n二、分两步推进\n"
        "（一）启动阶段（2024年3月—4月）。动员部署。\n（二）总结阶段（2026年11月—12月）。总结经验。"
    )
    assert [task[3] for task in tasks(text)] == ["设中心", "办讲座"]
