"""Checkpoints from the stages and assessments of a printed plan."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.fact import Frame
from documents.files.source import Line, Source
from documents.prose.blocks import blocks
from documents.prose.cleaning import clean
from documents.prose.outline import Node, outline
from documents.stages.checkpoints import checkpoints, span
from documents.stages.often import often
from documents.stages.organisers import actors
from documents.windows import duties, windows

SHARED = Path(__file__).parents[2] / "shared"
FRAME = Frame("云泽市", ("云泽市文化和旅游局", "云泽市财政局"), date(2021, 1, 1), date(2023, 12, 31))
ONE_YEAR = Frame("云泽市", ("云泽市文化和旅游局",), date(2022, 1, 1), date(2022, 12, 31))

LEAD = [{"kind": "task", "unit": "lead"}, {"kind": "project", "unit": "lead"}]
ORGANISER = [{"kind": "task", "unit": "organiser"}, {"kind": "project", "unit": "organiser"}]
BREAKDOWN = {"kind": "breakdown", "unit": "lead"}


def read(text, frame=FRAME):
    source = Source("txt", tuple(Line(line) for line in text.splitlines()))
    facts = checkpoints(outline(blocks(clean(source))).root, frame)
    data = {
        "plan": {"period": {"first": frame.first, "last": frame.last}},
        "checkpoints": [fact.values for fact in facts],
    }
    faults = [fault.reason.key for check in (windows, duties) for fault in check(data)]
    assert set(faults) <= {"planfile_window_outside"}
    return facts


def brief(facts):
    return [
        (
            fact.values["kind"],
            fact.values["title"],
            str(fact.values.get("opens_on", "")),
            str(fact.values.get("closes_on", "")),
        )
        for fact in facts
    ]


def doubts(fact):
    return [(doubt.field, doubt.reason.key) for doubt in fact.doubts]


PLAN = """一、工作目标
到2023年，全市建成书屋30个。
二、重点任务
（一）建设书屋。每个街道至少建成一个。
（二）培训人员。每年培训50人。
"""


def test_stages_with_their_days_after_the_title():
    facts = read(
        PLAN
        + """三、实施步骤
（一）动员阶段（2021年3月15日前）。市文化和旅游局、财政局等部门联合印发办法，层层动员。
（二）推进阶段（2021年3月16日-2023年9月）。各县（区）文化和旅游局牵头组织相关部门细化措施。
（三）总结评估
1.年度总结（每年度12月）。各县（区）文化和旅游局会同有关部门总结全年工作，报市文化和旅游局公共服务科。
2.中期评估（2022年6-7月）。市文化和旅游局会同有关部门评估进展。
3.总结评估（2023年10-12月）。对照目标，市文化和旅游局开展总结评估。并迎接省文化和旅游厅组织的全面验收。
"""
    )
    assert [fact.values for fact in facts] == [
        {
            "kind": "launch",
            "title": "动员阶段",
            "closes_on": date(2021, 3, 15),
            "organisers": ["云泽市文化和旅游局", "云泽市财政局"],
            "organisers_open_ended": True,
            "owed_by": LEAD,
            "lines": [7, 7],
        },
        {
            "kind": "implementation",
            "title": "推进阶段",
            "opens_on": date(2021, 3, 16),
            "closes_on": date(2023, 9, 30),
            "organisers": ["各县（区）文化和旅游局"],
            "together_with": ["相关部门"],
            "lines": [8, 8],
        },
        {
            "kind": "annual_review",
            "title": "年度总结",
            "every_year": {"from": "12-01", "to": "12-31", "first": 2021, "last": 2023},
            "organisers": ["各县（区）文化和旅游局"],
            "together_with": ["有关部门"],
            "reports_to": "云泽市文化和旅游局公共服务科",
            "owed_by": [BREAKDOWN, {"kind": "task", "unit": "lead", "unless_broken_down": True}],
            "lines": [10, 10],
        },
        {
            "kind": "midterm_evaluation",
            "title": "中期评估",
            "opens_on": date(2022, 6, 1),
            "closes_on": date(2022, 7, 31),
            "organisers": ["云泽市文化和旅游局"],
            "together_with": ["有关部门"],
            "owed_by": [*ORGANISER, BREAKDOWN],
            "lines": [11, 11],
        },
        {
            "kind": "final_evaluation",
            "title": "总结评估",
            "opens_on": date(2023, 10, 1),
            "closes_on": date(2023, 12, 31),
            "organisers": ["云泽市文化和旅游局"],
            "owed_by": [*ORGANISER, BREAKDOWN],
            "lines": [12, 12],
        },
        {
            "kind": "external_final_evaluation",
            "title": "迎接省全面验收",
            "organisers": ["省文化和旅游厅"],
            "lines": [12, 12],
        },
    ]
    assert span(facts) == (date(2021, 3, 15), date(2023, 12, 31))


@pytest.mark.parametrize(
    "stages",
    [
        "（一）第一阶段：宣传发动（2021年3月）。开好动员会。\n（二）第二阶段：全面实施（2021年4月-2023年10月）。逐项推进。\n"
        "（三）第三阶段：总结验收（2023年11-12月）。逐项验收。",
        "第一阶段：宣传发动（2021年3月）。开好动员会。\n第二阶段：全面实施（2021年4月-2023年10月）。逐项推进。\n"
        "第三阶段：总结验收（2023年11-12月）。逐项验收。",
        "分三步走。一是宣传发动阶段（2021年3月），开好动员会；二是全面实施阶段（2021年4月至2023年10月），逐项推进；"
        "三是总结验收阶段（2023年11月至12月），逐项验收。",
        "（一）宣传发动阶段。2021年3月，开好动员会。\n（二）全面实施阶段。2021年4月-2023年10月，逐项推进。\n"
        "（三）总结验收阶段。2023年11-12月，逐项验收。",
        "阶段\t时间\t内容\n宣传发动\t2021.3\t开好动员会\n全面实施\t2021.4-2023.10\t逐项推进\n总结验收\t2023.11-12\t逐项验收",
        "1.宣传发动（二〇二一年三月）。开好动员会。\n2.全面实施（二〇二一年四月至二〇二三年十月）。逐项推进。\n"
        "3.总结验收（二〇二三年十一月至十二月）。逐项验收。",
        "（一）2021年3月，宣传发动。开好动员会。\n（二）2021年4月至2023年10月，全面实施。逐项推进。\n"
        "（三）2023年11月至12月，总结验收。逐项验收。",
    ],
)
def test_the_same_stages_in_many_forms(stages):
    facts = read(PLAN + "三、实施步骤\n" + stages)
    assert [(kind, title.removesuffix("阶段"), opens, closes) for kind, title, opens, closes in brief(facts)] == [
        ("launch", "宣传发动", "2021-03-01", "2021-03-31"),
        ("implementation", "全面实施", "2021-04-01", "2023-10-31"),
        ("final_evaluation", "总结验收", "2023-11-01", "2023-12-31"),
    ]


def test_a_stage_without_days_is_kept_and_doubted():
    facts = read(
        PLAN
        + "三、进度安排\n（一）制定方案。市文化和旅游局于2021年4月底前印发。\n（二）组织实施。各县（区）抓好落实。\n"
    )
    assert brief(facts) == [
        ("launch", "制定方案", "", "2021-04-30"),
        ("implementation", "组织实施", "", ""),
    ]
    assert doubts(facts[1]) == [("closes_on", "read_stage_undated")]
    assert "owed_by" not in facts[1].values


def test_assessments_among_the_safeguards():
    facts = read(
        PLAN
        + """三、保障措施
（一）加强领导。市文化和旅游局建立考核机制，把结果纳入年度考核。
（二）严格评估。市文化和旅游局每年12月底前对各县（区）落实情况进行考核；2022年开展中期评估，2023年底前开展终期评估。
（三）加强报送。各县（区）文化和旅游局于每年11月30日前将工作总结报市文化和旅游局。
"""
    )
    assert brief(facts) == [
        ("annual_review", "年度考核", "", ""),
        ("midterm_evaluation", "中期评估", "2022-01-01", "2022-12-31"),
        ("final_evaluation", "终期评估", "", "2023-12-31"),
    ]
    assert [fact.values["organisers"] for fact in facts] == [["云泽市文化和旅游局"]] * 3
    assert ("", "read_other_of_kind") in doubts(facts[0])


def test_a_yearly_deadline_opens_in_its_month_and_that_is_doubted():
    fact = read(PLAN + "三、工作要求\n（一）按时报送。各县（区）每年12月10日前将工作总结报市文化和旅游局。\n")[0]
    assert fact.values["every_year"] == {"from": "12-01", "to": "12-10", "first": 2021, "last": 2023}
    assert ("every_year", "read_yearly_opening") in doubts(fact)


def test_tasks_and_standing_rules_are_no_checkpoints():
    text = PLAN + "三、保障措施\n（一）督促检查。适时督查，考核结果作为评优依据。\n（二）建立考核制度。健全评估体系。\n"
    assert read(text) == []


def test_a_year_from_the_plan_of_one_year():
    facts = read(PLAN + "三、工作要求\n（一）报送总结。12月15日前报送全年总结。\n", ONE_YEAR)
    assert brief(facts) == [("final_evaluation", "总结", "", "2022-12-15")]
    assert ("closes_on", "read_year_from_context") in doubts(facts[0])


def test_of_two_launches_the_second_is_kept_as_implementation():
    facts = read(
        PLAN + "三、实施步骤\n（一）宣传阶段（2021年3月）。广泛宣传。\n（二）动员阶段（2021年4月）。开会动员。\n"
        "（三）攻坚阶段（2021年5月-2023年12月）。抓好落实。\n"
    )
    assert brief(facts) == [
        ("launch", "宣传阶段", "2021-03-01", "2021-03-31"),
        ("implementation", "动员阶段", "2021-04-01", "2021-04-30"),
        ("implementation", "攻坚阶段", "2021-05-01", "2023-12-31"),
    ]
    assert doubts(facts[1]) == [("kind", "read_second_of_kind")]


def test_who_receives_the_reports_and_evaluates_does_so_from_above():
    facts = read(
        PLAN + "三、工作进度\n（一）总结经验。各县（区）于2023年10月底前总结，形成报告报送省文化和旅游厅。\n"
        "四、保障措施\n（一）开展评估。省文化和旅游厅于2023年12月底前组织验收。\n"
    )
    assert [(fact.values["kind"], fact.values.get("organisers")) for fact in facts] == [
        ("final_evaluation", ["各县（区）"]),
        ("external_final_evaluation", ["省文化和旅游厅"]),
    ]


def test_units_that_are_nobody_in_particular_are_left_out_with_a_doubt():
    fact = read(PLAN + "三、工作进度\n（一）启动试点（2021年4月）。试点地区要制定计划。\n")[0]
    assert "organisers" not in fact.values
    assert doubts(fact) == [("organisers", "read_vague_organiser")]


def test_days_outside_the_period_stay_and_are_doubted():
    fact = read(PLAN + "三、工作进度\n（一）总结验收（2024年3月）。组织验收。\n")[0]
    assert fact.values["closes_on"] == date(2024, 3, 31)
    assert [doubt for doubt in doubts(fact) if doubt[1] == "read_outside_period"] == [
        ("opens_on", "read_outside_period"),
        ("closes_on", "read_outside_period"),
    ]


def test_what_is_only_spoken_of_sets_no_days():
    text = "三、监测评估\n市财政局建立评估机制，开展中期评估，2023年底前由第三方开展终期评估，结果纳入年度考核。\n"
    facts = read(PLAN + text)
    assert brief(facts) == [
        ("midterm_evaluation", "中期评估", "", ""),
        ("final_evaluation", "终期评估", "", "2023-12-31"),
    ]
    assert doubts(facts[0]) == [("closes_on", "read_stage_undated")]


def test_two_years_for_two_evaluations():
    facts = read(PLAN + "三、监测评估\n市财政局分别于2022年、2023年开展中期评估和终期评估。\n")
    assert brief(facts) == [
        ("midterm_evaluation", "中期评估", "2022-01-01", "2022-12-31"),
        ("final_evaluation", "终期评估", "2023-01-01", "2023-12-31"),
    ]


def test_the_year_that_a_chapter_names_counts_for_its_stages():
    facts = read(
        PLAN + "三、时间安排\n从2021年3月开始，至2021年12月结束。\n（一）动员阶段（3月1日—3月31日）。开会。\n"
        "（二）总结阶段（12月）。总结。\n"
    )
    assert brief(facts) == [
        ("launch", "动员阶段", "2021-03-01", "2021-03-31"),
        ("final_evaluation", "总结阶段", "2021-12-01", "2021-12-31"),
    ]
    assert [doubts(fact) for fact in facts] == [[("closes_on", "read_year_from_context")]] * 2


def test_sentences_that_begin_with_their_days_are_stages():
    text = "三、进度安排\n2021年3月，制定方案；2021年12月底前，建成书屋20个；2023年10月，总结验收。\n"
    assert brief(read(PLAN + text)) == [
        ("launch", "制定方案", "2021-03-01", "2021-03-31"),
        ("implementation", "建成书屋20个", "", "2021-12-31"),
        ("final_evaluation", "总结验收", "2023-10-01", "2023-10-31"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "三、进度安排\n序号\t时间\t工作内容\n1\t3月底前\t完成方案制定\n2\t4月至10月\t集中整改\n3\t12月\t总结评估\n",
            [
                ("launch", "完成方案制定", "", "2022-03-31"),
                ("implementation", "集中整改", "2022-04-01", "2022-10-31"),
                ("final_evaluation", "总结评估", "2022-12-01", "2022-12-31"),
            ],
        ),
        (
            "三、实施步骤\n（一）模拟评估阶段（2022年7月1日—7月31日）。自查。\n"
            "（二）迎接复审阶段（2022年8月1日至复审结束）。迎接国家复审。\n",
            [
                ("implementation", "模拟评估阶段", "2022-07-01", "2022-07-31"),
                ("final_evaluation", "迎接复审阶段", "2022-08-01", ""),
            ],
        ),
        (
            "三、实施步骤\n1.摸底排查（2022年3月）。\n2.常态推进（2022年4月—2022年12月（长期坚持））。\n",
            [
                ("launch", "摸底排查", "2022-03-01", "2022-03-31"),
                ("implementation", "常态推进", "2022-04-01", "2022-12-31"),
            ],
        ),
        (
            "三、实施步骤\n1.部署启动（2022年3月）。\n2.总结评估（2022年12月）。\n（一）强化资金支持。县财政每年安排专项资金。\n",
            [
                ("launch", "部署启动", "2022-03-01", "2022-03-31"),
                ("final_evaluation", "总结评估", "2022-12-01", "2022-12-31"),
            ],
        ),
    ],
)
def test_forms_of_stages_in_a_plan_of_one_year(text, expected):
    assert brief(read(PLAN + text, ONE_YEAR)) == expected


def test_years_that_begin_paragraphs_are_stages():
    text = "三、进度安排\n2021年：启动实施，完成摸底。\n2022年：全面推进，完成六成。\n2023年：总结验收，全面完成。\n"
    assert [(kind, closes) for kind, _, _, closes in brief(read(PLAN + text))] == [
        ("launch", "2021-12-31"),
        ("implementation", "2022-12-31"),
        ("final_evaluation", "2023-12-31"),
    ]


def test_an_evaluation_at_the_end_has_no_day_of_its_own():
    text = "三、保障措施\n（一）加强评估。2022年开展中期评估，规划期末开展总结评估。\n"
    assert brief(read(PLAN + text)) == [
        ("midterm_evaluation", "中期评估", "2022-01-01", "2022-12-31"),
        ("final_evaluation", "总结评估", "", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "县财政每年安排专项资金，用于检查验收工作，加强绩效评价。",
        "将落实情况纳入年度考核，每季度通报一次。",
        "市政府督查室每半年开展一次督导检查，每月调度，适时开展回头看。",
    ],
)
def test_money_and_inspections_are_no_checkpoints(text):
    assert read(f"{PLAN}三、保障措施\n（一）加强保障。{text}\n") == []


def test_what_comes_every_quarter_leaves_a_doubt():
    text = "三、保障措施\n（一）加强调度。各县（区）每季度末报送进展情况，每半年开展一次自查评估，每月召开调度会。\n"
    source = Source("txt", tuple(Line(line) for line in (PLAN + text).splitlines()))
    found = often(outline(blocks(clean(source))).root)
    assert [doubt.reason.facts["printed"] for doubt in found] == [
        "各县（区）每季度末报送进展情况",
        "每半年开展一次自查评估",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("每季度第一个月10日前报送进展。", ["每季度第一个月10日前报送进展"]),
        ("每月25日前向市文化和旅游局报送进展。", ["每月25日前向市文化和旅游局报送进展"]),
        ("每月组织读者考核评价，每季度开展检查。", []),
    ],
)
def test_of_the_work_itself_only_reports_that_come_often_are_told(text, told):
    source = Source("txt", tuple(Line(line) for line in PLAN.replace("每年培训50人。", text).splitlines()))
    found = often(outline(blocks(clean(source))).root)
    assert [doubt.reason.facts["printed"] for doubt in found] == told


@pytest.mark.parametrize("duty", ["每半年开展一次督查", "每周五下午5点前报送进展", "每月调度", "每季度通报一次"])
def test_an_inspection_that_comes_often_leaves_a_doubt(duty):
    source = Source("txt", tuple(Line(line) for line in f"{PLAN}三、保障措施\n（一）强化督导。{duty}。\n".splitlines()))
    found = often(outline(blocks(clean(source))).root)
    assert [doubt.reason.facts["printed"] for doubt in found] == [duty]


def test_to_hold_what_was_reached_may_be_the_end_or_more_work():
    facts = read(
        PLAN + "三、实施步骤\n（一）整治阶段（2021年3月-2022年12月）。\n（二）巩固提高阶段（2023年1-6月）。\n"
        "（三）迎检阶段（2023年7-12月）。\n"
    )
    assert [(fact.values["kind"], doubts(fact)) for fact in facts] == [
        ("implementation", []),
        ("final_evaluation", [("kind", "read_two_kinds")]),
        ("external_final_evaluation", []),
    ]
    (ending,) = read(PLAN + "三、实施步骤\n（一）巩固验收阶段（2023年1-6月）。\n")
    assert (ending.values["kind"], doubts(ending)) == ("final_evaluation", [])


def test_a_stage_with_steps_below_it_is_one_stage():
    facts = read(
        PLAN + "三、实施步骤\n（一）实施阶段（2021年3月-2023年6月）。\n1.摸清底数。逐户登记。\n2.集中建设。分批推进。\n"
        "（二）验收阶段（2023年7-12月）。组织验收。\n"
    )
    assert brief(facts) == [
        ("implementation", "实施阶段", "2021-03-01", "2023-06-30"),
        ("final_evaluation", "验收阶段", "2023-07-01", "2023-12-31"),
    ]
    assert facts[0].values["lines"] == [7, 9]


def bundled(name):
    from ruamel.yaml import YAML

    data = YAML(typ="safe").load(Path(__file__).parents[1] / "plans" / f"{name}.yaml")
    plan = data["plan"]
    frame = Frame(plan["region"]["name"], tuple(plan["issuers"]), plan["period"]["first"], plan["period"]["last"])
    return frame, [{key: value for key, value in each.items() if value is not None} for each in data["checkpoints"]]


@pytest.mark.parametrize("name", ["zhongwei", "shizuishan"])
def test_the_seeds_have_the_checkpoints_of_their_plan_files(name):
    seed = SHARED / "seeds" / f"{name}.txt"
    if not seed.exists():
        pytest.skip("the printed plans are not at hand")
    frame, expected = bundled(name)
    assert [fact.values for fact in read(seed.read_text(encoding="utf-8"), frame)] == expected


WORDS = [
    "三、实施步骤\n",
    "四、保障措施\n",
    "（一）",
    "（二）",
    "1.",
    "启动阶段",
    "总结评估",
    "（2021年3月）",
    "（每年12月）",
    "2022年",
    "年底前",
]
WORDS += [
    "中期评估",
    "每年",
    "考核",
    "市财政局",
    "各县（区）",
    "会同",
    "有关部门",
    "，",
    "。",
    "\n",
    "\t",
    "报市财政局",
    "迎接省验收",
    "第一阶段：",
]


@given(st.lists(st.sampled_from(WORDS), max_size=60).map("".join))
def test_any_order_of_words_gives_checkpoints_that_can_stand_together(text):
    for fact in read("一、总则\n二、任务\n" + text):
        assert fact.values["title"].strip()


@pytest.mark.parametrize(
    ("text", "organisers", "helped", "receiver"),
    [
        ("由市民政局牵头，市财政局、市卫健委配合，于2025年6月开展评估。", ["市民政局"], ["市财政局", "市卫健委"], None),
        ("市民政局会同市财政局开展评估，市统计局协助。", ["市民政局"], ["市财政局", "市统计局"], None),
        ("评估结果向市政府报告。", [], [], "市政府"),
        ("有关情况报市政府。", [], [], "市政府"),
    ],
)
def test_who_helps_and_who_is_reported_to(text, organisers, helped, receiver):
    found = actors(text, Frame())
    assert (found.organisers, found.together_with, found.reports_to) == (organisers, helped, receiver)


THREE = Frame("云泽市", ("云泽市文化和旅游局",), date(2021, 1, 1), date(2023, 12, 31), issued=date(2021, 3, 9))
ISSUED = Frame("云泽市", ("云泽市文化和旅游局",), issued=date(2021, 3, 9))


def test_a_stage_from_the_issue_on_has_its_year() -> None:
    (fact,) = read(PLAN + "三、实施步骤\n（一）动员阶段（自印发之日起至4月底）。动员。\n", THREE)
    assert (fact.values.get("opens_on"), fact.values["closes_on"]) == (None, date(2021, 4, 30))
    assert doubts(fact) == [("closes_on", "read_year_from_context"), ("closes_on", "read_from_issue")]


STAGES = """三、实施步骤
（一）动员阶段（3月10日至3月31日）。动员。
（二）实施阶段（4月1日至10月31日）。实施。
（三）总结阶段（11月1日至次年1月31日）。总结。
"""


def test_stages_without_a_year_begin_in_that_of_issue_where_nothing_else_is_said() -> None:
    found = brief(checkpoints(outlined(PLAN + STAGES), ISSUED))
    assert [days for *_, opens, closes in found for days in [(opens, closes)]] == [
        ("2021-03-10", "2021-03-31"),
        ("2021-04-01", "2021-10-31"),
        ("2021-11-01", "2022-01-31"),
    ]


def test_stages_of_a_plan_of_several_years_have_none_of_them() -> None:
    assert {day for *_, opens, closes in brief(read(PLAN + STAGES, THREE)) for day in (opens, closes)} == {""}


def test_a_stage_without_a_year_does_not_come_before_the_one_above_it() -> None:
    text = "三、实施步骤\n（一）动员阶段（2021年9月至10月）。动员。\n（二）总结阶段（1月至2月）。总结。\n"
    found = read(PLAN + text)
    assert [days[2:] for days in brief(found)] == [("2021-09-01", "2021-10-31"), ("", "")]
    assert doubts(found[1]) == [("closes_on", "read_year_missing")]


def outlined(text: str) -> Node:
    return outline(blocks(clean(Source("txt", tuple(Line(line) for line in text.splitlines()))))).root


def test_rows_with_bars_between_their_cells_only_are_stages() -> None:
    text = "阶段 | 时间 | 内容\n--- | --- | ---\n动员部署|2021年3月|动员\n全面实施|2021年4月-2023年9月|实施\n"
    assert brief(read(PLAN + "三、实施步骤\n" + text)) == [
        ("launch", "动员部署", "2021-03-01", "2021-03-31"),
        ("implementation", "全面实施", "2021-04-01", "2023-09-30"),
    ]


@pytest.mark.parametrize(
    ("sentence", "title", "every"),
    [
        ("每年1月15日前将上年度工作情况报市政府。", "年度报告", ("01-01", "01-15", 2022, 2023)),
        (
            "每年11月底前各县（区）开展自查，12月市文化和旅游局组织年度考核。",
            "年度考核",
            ("12-01", "12-31", 2021, 2023),
        ),
    ],
)
def test_a_review_of_every_year_has_its_days(sentence, title, every) -> None:
    (fact,) = read(PLAN + f"三、组织实施\n{sentence}\n", THREE)
    found = fact.values["every_year"]
    assert (fact.values["kind"], fact.values["title"]) == ("annual_review", title)
    assert tuple(found[key] for key in ("from", "to", "first", "last")) == every


def test_the_word_between_the_days_of_a_stage_and_its_title_is_no_part_of_it() -> None:
    (fact,) = read(PLAN + "三、实施步骤\n（一）2021年3月至4月为动员部署阶段。动员。\n")
    assert (fact.values["title"], fact.values["closes_on"]) == ("动员部署阶段", date(2021, 4, 30))


def test_a_stage_that_says_how_long_and_no_more_is_told_without_days() -> None:
    text = "三、实施步骤\n（一）动员阶段（为期一个月）。\n（二）实施阶段（2021年5月至2023年9月）。\n"
    found = read(PLAN + text)
    assert [days[1:] for days in brief(found)] == [("动员阶段", "", ""), ("实施阶段", "2021-05-01", "2023-09-30")]
    assert doubts(found[0]) == [("closes_on", "read_stage_undated")]


def test_what_is_assessed_before_a_season_of_every_year_does_not_end_the_plan() -> None:
    assert read(PLAN + "三、保障措施\n（一）加强检查。汛期前组织安全评估，消除隐患。\n") == []
