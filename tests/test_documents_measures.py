"""The targets of a plan: what is found in a text, and which item it belongs to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.fact import Frame, Wording
from documents.prose.passage import Passage, joined, on_line
from documents.targets.measures import measure
from workflow.zh import SENTENCES

PLAN = Frame("青石市", (), date(2021, 1, 1), date(2025, 12, 31))
PIECES = (
    *"，。、；：《》“”（）〔〕的均和各至少", "到2025年", "2023年底前", "每年", "建成", "15个", "90%以上", "达到",
    "不少于", "十五", "医院", "全市", "三级甲等", "标准", "力争", "分别", "覆盖率", "100%的", "〓", "ab", "亿元",
    "全覆盖", "等", "3-5所", "增长", "完成", "制定", "设置", "中心", "其他",
)  # fmt: skip
END = date(2025, 12, 31)


def item(code: str, title: str, body: str = "", line: int = 1) -> Wording:
    return Wording(code, on_line(title, line), (on_line(body, line),) if body else ())


def read(text: str, frame: Frame = PLAN) -> list[dict[str, Any]]:
    found = measure([item("01", "任务", text)], [], frame).targets
    return [fact.values for fact in found.get("01", [])]


def figures(text: str) -> list[tuple[Any, ...]]:
    return [(each["metric"], each["comparator"], each.get("value"), each.get("unit")) for each in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建成15个示范社区。", [("示范社区数", ">=", 15, "个")]),
        ("力争建设1—2个康养中心。", [("康养中心数", "between", [1, 2], "个")]),
        ("建立1个市级平台、3个县级分中心和50个站点。", [
            ("市级平台数", ">=", 1, "个"), ("县级分中心数", ">=", 3, "个"), ("站点数", ">=", 50, "个"),
        ]),
        ("培育龙头企业20家、家庭农场100个。", [
            ("培育的龙头企业数", ">=", 20, "家"), ("培育的家庭农场数", ">=", 100, "个"),
        ]),
        ("打造三条精品线路。", [("精品线路数", ">=", 3, "条")]),
        ("森林覆盖率达到32%以上。", [("森林覆盖率", ">=", 32, "%")]),
        ("传染病报告率达到百分之九十五。", [("传染病报告率", ">=", 95, "%")]),
        ("优良天数比例不低于85%。", [("优良天数比例", ">=", 85, "%")]),
        ("全市工业增加值年均增长8%以上。", [("工业增加值年均增长", ">=", 8, "%")]),
        ("产业规模达到3000亿元，持续保持10%以上增长。", [
            ("产业规模", ">=", 3000, "亿元"), ("产业规模增长", ">=", 10, "%"),
        ]),
        ("高水平学者数量超万人。", [("高水平学者数量", ">=", 10000, "人")]),
        ("城市和县城污水处理率分别达到98%和95%。", [
            ("城市污水处理率", ">=", 98, "%"), ("县城污水处理率", ">=", 95, "%"),
        ]),
        ("新能源客车销售量达到客车销售量的50%以上。", [("新能源客车销售量占客车销售量的比例", ">=", 50, "%")]),
        ("100%的服务站和90%以上的村卫生室能开展服务。", [
            ("服务站能开展服务的比例", "==", 100, "%"), ("村卫生室能开展服务的比例", ">=", 90, "%"),
        ]),
        ("推广电子证明、电子印章等10项技术。", [("推广的技术数", ">=", 10, "项")]),
        ("压减审批事项30%。", [("审批事项压减", ">=", 30, "%")]),
        ("小微企业达到500家，高新企业突破200家。", [("小微企业数", ">=", 500, "家"), ("高新企业数", ">=", 200, "家")]),
        ("服务量占比达到30%，比2020年提高10个百分点。", [
            ("服务量占比", ">=", 30, "%"), ("服务量占比比2020年提高", ">=", 10, "个百分点"),
        ]),
        ("全年培训1000人以上。", [("培训的人数", ">=", 1000, "人")]),
        ("力争2所县医院达到二级甲等。", [("达到二级甲等的县医院数", ">=", 2, "所")]),
        ("死亡率控制在12/10万以内。", [("死亡率", "reaches", "控制在12/10万以内", None)]),
    ],
)  # fmt: skip
def test_a_figure_that_is_to_be_reached(text, expected) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "贯彻第十九届委员会精神，落实第三条和《办法（2012年版）》要求。",
        "根据《通知》（青政发〔2022〕15号）和国发〔2015〕13号文件，抓好落实。",
        "完善市、县、乡、村四级网络，实行24小时值班，推广“双随机、一公开”和“1+N”模式。",
        "打造一批品牌，培养一支队伍，建设一个网络。",
        "截至2020年底，全市已建成30个中心。",
        "城市建设包括绿化、交通等8个方面。",
        "按照1000元/户的标准补助，对优秀企业给予50万元奖励。",
        "对投资额超过1亿元的项目实行专人负责。",
        "每季度召开1次会议。",
        "鼓励有条件的医院成立制剂中心。",
        "全面落实责任制，全面提高水平。",
    ],
)
def test_a_figure_that_is_none_to_be_reached(text) -> None:
    assert read(text) == []


def test_everybody_is_a_target_for_each_body_and_each_thing() -> None:
    found = read("全市服务中心和卫生院均设有标准化康复科和中药房。")
    assert [(each["metric"], each["scope"]) for each in found] == [
        ("服务中心设有标准化康复科的比例", "全市服务中心"),
        ("服务中心设有标准化中药房的比例", "全市服务中心"),
        ("卫生院设有标准化康复科的比例", "全市卫生院"),
        ("卫生院设有标准化中药房的比例", "全市卫生院"),
    ]
    assert {(each["comparator"], each["value"], each["commitment"], each["per_unit"]) for each in found} == {
        ("==", 100, "均", True)
    }


def test_all_of_them_may_be_said_first() -> None:
    (found,) = read("到2024年，全部卫生院设有康复科。")
    assert (found["metric"], found["value"], found["commitment"]) == ("卫生院设有康复科的比例", 100, "全部")


def test_a_grade_is_a_target_for_each_hospital() -> None:
    found = read("力争市医院达到三级甲等医院标准，东河、西山县医院达到二级甲等医院标准。")
    assert [(each["scope"], each["value"], each["commitment"], each["external_gate"]) for each in found] == [
        ("市医院", "三级甲等医院", "力争", "等级评审"),
        ("东河县医院", "二级甲等医院", "力争", "等级评审"),
        ("西山县医院", "二级甲等医院", "力争", "等级评审"),
    ]


def test_a_grade_belongs_also_to_its_concrete_project() -> None:
    body = "力争市医院达到三级甲等医院标准。"
    found = measure([item("07", "提升能力", body), item("07.P1", "市医院三级甲等评审", body)], [], PLAN).targets
    assert list(found) == ["07"]
    assert found["07"][0].values["also_in"] == ["07.P1"]


def test_what_is_to_be_made_ready() -> None:
    assert figures("完成医院章程制定。") == [("医院章程制定", "done", True, None)]
    assert figures("在市医院成立市康复指导中心。") == [("市康复指导中心成立", "done", True, None)]
    assert figures("逐步建立全市康复数据库。") == [("全市康复数据库建立", "done", True, None)]
    (dated,) = read("2022年6月底前制定出台管理办法。")
    assert (dated["metric"], dated["due"], dated["due_basis"]) == ("管理办法制定出台", date(2022, 6, 30), "explicit")


def test_a_standard_is_reached_or_not() -> None:
    (one,) = read("到2024年，力争市、县医院服务条件达到国家建设标准。")
    assert (one["comparator"], one["value"], one["scope"]) == ("reaches", "国家建设标准", "市、县医院")
    (other,) = read("护理中心应按照《护理中心标准（试行）》要求提供服务。")
    assert (other["value"], other["implicit"], other["commitment"]) == ("护理中心标准（试行）", True, "应按照")


@pytest.mark.parametrize(
    ("text", "commitment", "force"),
    [
        ("力争建成3个中心。", "力争", "strive"),
        ("原则上每年每个医院支援3-5所卫生院。", "原则上", "in_principle"),
        ("推动30家企业上云。", "推动", "soft"),
        ("重点扶持10个产品。", "重点扶持", "soft"),
        ("遴选3家企业开展试点。", "遴选", "hard"),
        ("建成3个中心。", None, "hard"),
        ("其他机构普遍能够提供服务。", "普遍", "judgement"),
    ],
)
def test_the_word_of_commitment_has_its_force(text, commitment, force) -> None:
    (found,) = read(text)
    assert (found.get("commitment"), found["force"]) == (commitment, force)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("到2024年，建成3个中心。", [(date(2024, 12, 31), "explicit")]),
        ("建成3个中心。", [(END, "plan_period")]),
        ("每年支援3所卫生院。", [("yearly", "recurring")]),
        ("到2024年，建成3个中心。培育5家企业。", [(date(2024, 12, 31), "explicit"), (END, "plan_period")]),
        ("2023年和2024年，覆盖率分别达到60%、80%。", [
            (date(2023, 12, 31), "explicit"), (date(2024, 12, 31), "explicit"),
        ]),
    ],
)  # fmt: skip
def test_when_it_is_due(text, due) -> None:
    assert [(each["due"], each["due_basis"]) for each in read(text)] == due


def test_a_word_before_the_day_holds_for_the_sentence() -> None:
    assert [each["commitment"] for each in read("力争到2024年，入学率达到96%，巩固率达到92%。")] == ["力争", "力争"]


def test_a_goal_belongs_to_the_task_that_repeats_it_and_is_counted_once() -> None:
    items = [
        item("1.1", "建设中心", "向省里争取建设1—2个康养中心。", 20),
        item("1.2", "建设科室", "推动二级医院设置老年科。", 21),
        item("KP1.1", "", "力争建设1—2所康养中心，经省级评估，最终确定。", 30),
    ]
    text = "到2024年，力争建设1—2个康养中心，二级及以上医院设置老年科的比例达到100%，其他机构普遍能够提供服务。"
    goals = [on_line(text, 9)]
    found = measure(items, goals, PLAN).targets
    assert {code: len(facts) for code, facts in found.items()} == {"1.1": 1, "1.2": 2}
    centre = found["1.1"][0].values
    assert (centre["unit"], centre["commitment"], centre["also_in"]) == ("个（所）", "力争", ["KP1.1"])
    assert (centre["external_gate"], centre["lines"]) == ("省级评估，最终确定", (9, 9))
    assert [fact.values["scope"] for fact in found["1.2"]] == ["全市二级及以上医院", "其他机构"]


def test_a_goal_that_no_task_repeats_goes_to_the_nearest_with_a_doubt() -> None:
    items = [item("01", "发展养老服务", "扩大社区养老床位供给。"), item("02", "保护森林", "加强森林防火。")]
    found = measure(items, [on_line("养老服务床位达到500张。", 3), on_line("人均寿命提高1岁。", 4)], PLAN).targets
    assert [fact.values["value"] for fact in found["01"]] == [500]
    assert "read_target_nearest" in [doubt.reason.key for doubt in found["01"][0].doubts]
    assert [fact.values for fact in found[""]] == [
        {"metric": "人均寿命提高", "figure": "1岁", "due": END, "lines": (4, 4)}
    ]


def test_without_a_day_there_is_no_target_but_a_doubt() -> None:
    found = measure([item("01", "任务", "建成3个中心。")], [], Frame()).targets
    assert list(found) == [""]
    assert found[""][0].values == {"metric": "中心数", "figure": "3个", "lines": (1, 1)}
    assert [doubt.reason.key for doubt in found[""][0].doubts] == ["read_target_no_due"]


def test_a_title_with_a_figure_sets_a_target_once() -> None:
    for body in ("", "加强管理。", "加强管理，建成3个康养中心。"):
        found = measure([item("01", "建成3个康养中心", body)], [], PLAN).targets
        assert [fact.values["metric"] for fact in found["01"]] == ["康养中心数"]


def test_a_measure_under_a_task_has_targets_of_its_own() -> None:
    items = [
        item("01", "改进服务", "改进服务。"),
        item("01.P1", "便民", "建成3个中心。"),
        item("01.P2", "改进", "改进服务。"),
    ]
    assert {code: len(facts) for code, facts in measure(items, [], PLAN).targets.items() if facts} == {"01.P1": 1}


def test_the_lines_are_those_of_the_clause_and_of_the_day_before_it() -> None:
    body = joined([on_line("加强管理。到2024年，", 5), on_line("建成3个中心，培育", 7), on_line("5家企业。", 9)])
    found = measure([Wording("01", on_line("任务", 3), (body,))], [], PLAN).targets
    assert [fact.values["lines"] for fact in found["01"]] == [(5, 7), (7, 9)]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_every_doubt_can_be_said(parts) -> None:
    text = "".join(parts)
    items = [item("01", "任务", text), item("01.P1", "某医院三级甲等评审", text), item("02", "", text[::-1])]
    found = measure(items, [on_line(text, 2)] if text else [], PLAN).targets
    for code, fact in [(code, fact) for code, facts in found.items() for fact in facts]:
        entered = {"metric", "kind", "comparator", "due", "force", "lines"} if code else {"metric", "figure", "lines"}
        assert entered <= fact.values.keys()
        for doubt in fact.doubts:
            assert SENTENCES[doubt.reason.key].format(**doubt.reason.facts)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_noise_makes_no_crash(text) -> None:
    passage = Passage(text, (1,) * len(text))
    measure([Wording("01", passage, (passage,) if text else ())], [passage], PLAN)
