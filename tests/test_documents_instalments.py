"""Targets of a year inside a longer time, the days of what there was before, and what is due behind the plan."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from documents.fact import Frame, Wording
from documents.prose.passage import on_line
from documents.targets.measures import Measured, measure

PLAN = Frame("青石市", (), date(2023, 1, 1), date(2025, 12, 31), date(2023, 2, 10))


def read(text: str) -> Measured:
    return measure([Wording("01", on_line("任务", 1), (on_line(text, 2),))], [], PLAN)


def due(text: str) -> list[tuple[Any, ...]]:
    values = [fact.values for fact in read(text).targets.get("01", [])]
    return [
        (each["metric"], each["value"], each["due"] if each["due"] == "yearly" else str(each["due"])) for each in values
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三年累计改造水管420公里，其中2024年改造160公里。", [
            ("改造的水管", 420, "2025-12-31"), ("改造的水管", 160, "2024-12-31"),
        ]),
        ("2025年底前新建小学12所、新增学位6000个，其中2024年新建4所、新增学位1080个。", [
            ("小学数", 12, "2025-12-31"), ("新增学位数", 6000, "2025-12-31"),
            ("小学数", 4, "2024-12-31"), ("新增学位数", 1080, "2024-12-31"),
        ]),
        ("建成充电桩48个，其中2023年建成12个、2024年建成18个、2025年建成18个。", [
            ("充电桩数", 48, "2025-12-31"), ("充电桩数", 12, "2023-12-31"),
            ("充电桩数", 18, "2024-12-31"), ("充电桩数", 18, "2025-12-31"),
        ]),
        ("新建学校12所（2023年4所、2024年5所、2025年3所）。", [
            ("学校数", 12, "2025-12-31"), ("学校数", 4, "2023-12-31"),
            ("学校数", 5, "2024-12-31"), ("学校数", 3, "2025-12-31"),
        ]),
        ("改造小区2023年12个、2024年15个。", [("改造的小区数", 12, "2023-12-31"), ("改造的小区数", 15, "2024-12-31")]),
        ("2023年和2024年各建成5个示范村。", [("示范村数", 5, "2024-12-31"), ("示范村数", 5, "2023-12-31")]),
        ("2023年新建公园10个、2024年新建12个、2025年新建15个。", [
            ("公园数", 10, "2023-12-31"), ("公园数", 12, "2024-12-31"), ("公园数", 15, "2025-12-31"),
        ]),
        ("2023年新建公园10个、2024年新建12个，设置停车位不少于200个。", [
            ("公园数", 10, "2023-12-31"), ("公园数", 12, "2024-12-31"), ("停车位数", 200, "2025-12-31"),
        ]),
        ("2024年底前新建公园10个、其中2023年新建4个，设置停车位不少于200个。", [
            ("公园数", 10, "2024-12-31"), ("公园数", 4, "2023-12-31"), ("停车位数", 200, "2024-12-31"),
        ]),
        ("到2024年，新建公园10个（2023年4个、2024年6个），设置停车位不少于200个。", [
            ("公园数", 10, "2024-12-31"), ("公园数", 4, "2023-12-31"), ("公园数", 6, "2024-12-31"),
            ("停车位数", 200, "2024-12-31"),
        ]),
        ("研发投入强度2024年达到2.2%、2025年达到2.5%。", [
            ("研发投入强度", 2.2, "2024-12-31"), ("研发投入强度", 2.5, "2025-12-31"),
        ]),
        ("确保2024年度隐患整改率达到100%。", [("隐患整改率", 100, "2024-12-31")]),
        ("建成食堂12个，其中2024年上半年建成5个。", [("食堂数", 12, "2025-12-31"), ("食堂数", 5, "2024-06-30")]),
        ("推动2024年民营企业贷款余额增长15%以上。", [("民营企业贷款余额增长", 15, "2024-12-31")]),
        ("全市2024年新增托位500个。", [("新增托位数", 500, "2024-12-31")]),
        ("2023—2024年累计建成500个球场。", [("球场数", 500, "2024-12-31")]),
        ("2023年至2025年每年新增托位500个。", [("新增托位数", 500, "yearly")]),
        ("年产出科普作品500件以上。", [("年产出科普作品数", 500, "yearly")]),
        ("到2025年，年发电量达到5亿千瓦时。", [("年发电量", 5, "2025-12-31")]),
        ("建成2024年度示范村3个。", [("2024年度示范村数", 3, "2025-12-31")]),
        ("新建学校12所（含改扩建2024年批复的4所）。", [("学校数", 12, "2025-12-31")]),
        ("截至2025年底，绿地率达到40%。", [("绿地率", 40, "2025-12-31")]),
    ],
)  # fmt: skip
def test_an_instalment_is_due_at_the_end_of_its_own_year(text, expected) -> None:
    assert due(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年底前完成2020年前已鉴定的86座水库加固。", [("水库加固数", 86, "2024-12-31")]),
        ("2025年底前基本完成2023年底前存量桥梁改造。", [("基本完成2023年底前存量桥梁改造", True, "2025-12-31")]),
        ("2024年6月底前，完成2023年底前排查出的85处隐患整治。", [("隐患整治数", 85, "2024-06-30")]),
        ("2024年底前建成驿站30个。", [("驿站数", 30, "2024-12-31")]),
    ],
)
def test_the_day_of_what_there_was_before_is_none_by_which_it_is_due(text, expected) -> None:
    assert due(text) == expected


@pytest.mark.parametrize(
    "text",
    ["展望2035年，自来水普及率达到98%。", "展望2035年，水网全面建成。普及率达到98%。", "到2035年，普及率达到98%。"],
)
def test_what_is_due_years_behind_the_plan_is_told_and_not_entered(text) -> None:
    found = read(text).targets
    assert "01" not in found
    assert [fact.doubts[0].reason.key for fact in found[""]] == ["read_target_beyond"]


def test_of_several_years_in_words_that_lead_up_to_nothing_none_is_made_up() -> None:
    found = read("2024年、2025年分别改造小区20个、30个。")
    assert [str(fact.values["due"]) for fact in found.targets["01"]] == ["2024-12-31", "2025-12-31"]
    assert [clause.text for clause in read("2024年建成12个、2025年建成18个。").unread["01"]] == [
        "2024年建成12个",
        "2025年建成18个",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2024年和2025年，素养水平提升到20%和30%。", [
            ("素养水平", 20, "2024-12-31"), ("素养水平", 30, "2025-12-31"),
        ]),
        ("到2024年、2025年，床位比例达到50%及以上、90%及以上，知晓率达到60%和80%。", [
            ("床位比例", 50, "2024-12-31"), ("床位比例", 90, "2025-12-31"),
            ("知晓率", 60, "2024-12-31"), ("知晓率", 80, "2025-12-31"),
        ]),
        ("到2024年和2025年，床位比例达到50%。", [("床位比例", 50, "2025-12-31")]),
    ],
)  # fmt: skip
def test_of_two_years_and_two_values_each_has_its_own(text, expected) -> None:
    assert due(text) == expected


def test_of_two_years_and_two_names_nobody_can_tell_whose_a_value_is() -> None:
    found = read("到2024年和2025年，覆盖率和知晓率达到50%和90%。").targets
    assert "01" not in found
    assert {fact.doubts[-1].reason.key for fact in found[""]} == {"read_target_respectively"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对23个小区实施线路清理，2024年底前完成。", [("实施线路清理的小区数", 23, "2024-12-31")]),
        ("整治隐患37处，2024年3月底前全部清零。", [("整治的隐患数", 37, "2024-03-31")]),
        ("新建公园8个，改造小区30个，2024年6月底前全部完工。", [
            ("公园数", 8, "2024-06-30"), ("改造的小区数", 30, "2024-06-30"),
        ]),
        ("新建公园8个；改造小区30个，力争2024年底前建成投用。", [
            ("公园数", 8, "2025-12-31"), ("改造的小区数", 30, "2024-12-31"),
        ]),
        ("改造小区30个，2024年6月底前完成20个。", [
            ("改造的小区数", 30, "2025-12-31"), ("改造的小区数", 20, "2024-06-30"),
        ]),
        ("新建公园8个，2024年6月底前完成方案编制。", [
            ("公园数", 8, "2025-12-31"), ("方案编制", True, "2024-06-30"),
        ]),
        ("2025年底前新建公园8个，2024年6月底前完成建设。", [
            ("公园数", 8, "2025-12-31"), ("建设完成", True, "2024-06-30"),
        ]),
        ("每年培训教师500名，2024年底前完成。", [("培训的教师数", 500, "yearly")]),
    ],
)  # fmt: skip
def test_a_day_behind_a_figure_is_its_own_where_the_clause_only_says_that_it_is_done(text, expected) -> None:
    assert due(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12月底前赋码率要达到100%。", [("赋码率", 100, "2023-12-31")]),
        ("重新划分网格168个，3月底前完成调整。", [("重新划分网格数", 168, "2023-03-31")]),
        ("2024年6月底前改造小区10个，9月底前改造公园5个。", [
            ("改造的小区数", 10, "2024-06-30"), ("改造的公园数", 5, "2024-09-30"),
        ]),
    ],
)  # fmt: skip
def test_a_day_without_a_year_is_of_the_year_before_it_or_of_the_first_of_the_plan(text, expected) -> None:
    assert due(text) == expected
    assert "read_target_year_added" in [doubt.reason.key for fact in read(text).targets["01"] for doubt in fact.doubts]


@pytest.mark.parametrize(
    "text",
    [
        "1月底前赋码率要达到100%。",
        "按照2024年安排。12月底前赋码率要达到100%。",
        "每年开展巡查。12月底前赋码率要达到100%。",
    ],
)
def test_a_day_without_a_year_that_could_be_of_another_year_is_none(text) -> None:
    found = read(text).targets
    assert "01" not in found
    assert [fact.values["metric"] for fact in found[""]] == ["赋码率"]
    assert found[""][0].doubts[-1].reason.key == "read_year_missing"


def test_a_goal_that_has_no_figure_is_not_told_with_one() -> None:
    goals = [on_line("到2025年，乡村医疗服务基本实现全覆盖。", 1)]
    found = measure([], goals, PLAN).targets[""]
    assert [getattr(fact.values["figure"], "value", fact.values["figure"]) for fact in found] == ["widespread"]
