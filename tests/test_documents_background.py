"""Clauses that tell how things are or what is not to be set no target, and the sentence goes on to those that do."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from documents.fact import Frame, Wording
from documents.prose.chapters import About, about
from documents.prose.passage import on_line
from documents.targets.measures import Measured, measure
from documents.targets.naming import is_name, mend

PLAN = Frame("青石市", (), date(2023, 1, 1), date(2025, 12, 31), date(2023, 2, 10))


def read(text: str) -> Measured:
    return measure([Wording("01", on_line("任务", 1), (on_line(text, 2),))], [], PLAN)


def figures(text: str) -> list[tuple[Any, ...]]:
    values = [fact.values for fact in read(text).targets.get("01", [])]
    return [(each["metric"], each["comparator"], each["value"]) for each in values]


@pytest.mark.parametrize(
    "text",
    [
        "截至2022年底，全市累计建成充电桩5.3万个，覆盖率达到92%。",
        "目前，全市建成幼儿园320所，普惠率达到88%。",
        "2022年，全市建成幼儿园12所，新增学位3000个。",
        "“十三五”期间，全市新建公路300公里，通硬化路率达到100%。",
        "近年来，新建公路300公里，通硬化路率达到100%。",
        "我市现有企业120家，年产值达到20亿元，从业人员达到3万人。",
        "2020年以来，建成农田30万亩。",
        "绿化率已达到45%，较上年提高2个百分点。",
        "存在覆盖率仅达到60%、建成率不到30%等问题。",
        "重点整治管理混乱、食堂利润超过3%等问题。",
        "严禁食堂利润超过3%。",
        "推动30万千瓦及以上热电联产电厂供热半径30公里范围内的燃煤锅炉关停整合。",
        "新建：石门水库，总库容1.35亿立方米。",
    ],
)
def test_what_is_and_what_is_not_to_be_sets_no_target_and_no_doubt(text) -> None:
    found = read(text)
    assert (found.targets, found.unread["01"]) == ({}, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("截至2022年底，普惠率达到88%，到2025年提高到93%。", [("普惠率", ">=", 93)]),
        ("目前覆盖率为60%，力争覆盖率达到90%。", [("覆盖率", ">=", 90)]),
        ("在已建成10个食堂的基础上，新建食堂20个。", [("食堂数", ">=", 20)]),
        ("经过三年努力，建成农田30万亩。", [("农田", ">=", 30)]),
        ("我市有公办幼儿园120所，到2025年增加到150所。", [("公办幼儿园", ">=", 150)]),
        ("当前和今后一个时期，建成示范点20个。", [("示范点数", ">=", 20)]),
        ("组建3支队伍，覆盖5个县区。", [("队伍数", ">=", 3), ("覆盖县区数", ">=", 5)]),
        ("对2024年度考核优秀的20家企业给予奖励。", []),
        ("长期护理保险参保率达到80%。", [("长期护理保险参保率", ">=", 80)]),
        ("查处违法案件120起。", [("查处违法案件数", ">=", 120)]),
        ("录取比例不得低于90%。", [("录取比例", ">=", 90)]),
        ("新建单体面积1000平方米以上商场15个。", [("单体面积1000平方米以上商场数", ">=", 15)]),
        ("新增灌溉面积5万亩。", [("新增灌溉面积", ">=", 5)]),
        ("每50公里布局1座充电站，2025年底前建成85座。", [("充电站数", ">=", 85)]),
        ("全省80%以上的钢铁产能完成改造。", [("钢铁产能完成改造的比例", ">=", 80)]),
        ("每个县（区）均建成1家以上服务中心。", [("每个县（区）建成的服务中心数", ">=", 1)]),
        ("综合医院均设有康复科。", [("综合医院设有康复科的比例", "==", 100)]),
    ],
)
def test_what_is_to_be_reached_beside_it_is_a_target(text, expected) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("居民出资比例不低于工程总投资的5%。", [("居民出资占工程总投资的比例", ">=", 5)]),
        ("农村低保标准不低于城市的75%。", [("农村低保标准与城市之比", ">=", 75)]),
        ("接待费用不超过年度预算的2%。", [("接待费用占年度预算的比例", "reaches", "不超过年度预算的2%")]),
        ("每年向民间资本推介项目不少于100个、总投资不低于300亿元。", [
            ("向民间资本推介项目数", ">=", 100), ("总投资", ">=", 300),
        ]),
        ("每个乡镇原则上至少办好1所中心园。", [("办好中心园数", ">=", 1)]),
        ("按照每1万人口不少于1名的标准配备经办人员。", [("每1万人口的经办人员数", ">=", 1)]),
        ("以工代赈项目带动就业5万人次。", [("以工代赈项目带动就业人次数", ">=", 5)]),
        ("对城区38条主次干道实施绿化提升。", [("实施绿化提升的主次干道数", ">=", 38)]),
        ("飞行检查不少于2轮，新建足球场地45块，接入监控38路，结对园校24对。", [
            ("飞行检查数", ">=", 2), ("足球场地数", ">=", 45), ("接入监控数", ">=", 38), ("结对园校数", ">=", 24),
        ]),
        ("提出国际标准提案15项。", [("提出国际标准提案数", ">=", 15)]),
        ("治理主要支流河长280公里、中小河流420公里。", [("治理主要支流河长", ">=", 280), ("中小河流", ">=", 420)]),
        ("落实村级林长312名、护林员420名。", [("落实村级林长人数", ">=", 312), ("护林员人数", ">=", 420)]),
        ("好路率、村组通硬化路比例分别达到85%和90%。", [("好路率", ">=", 85), ("村组通硬化路比例", ">=", 90)]),
        ("城区清扫率达到85%，县城达到75%。", [("城区清扫率", ">=", 85), ("城区清扫率", ">=", 75)]),
        ("归集人口数据50万条。", [("归集人口数据条数", ">=", 50)]),
    ],
)  # fmt: skip
def test_forms_of_figures_and_their_names(text, expected) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("、改扩建公园数", "改扩建公园数"), ("和改造充电桩数", "改造充电桩数"), ("和美乡村数", "和美乡村数"),
        ("及时率", "及时率"), ("2023—2025年新建公路", "新建公路"), ("对小区配套园移交率", "小区配套园移交率"),
        ("公用经费达到每生", "公用经费"), ("（区）建成数", "（区）建成数"), ("服务站）数", "服务站数"),
        ("中心（站", "中心"),
    ],
)  # fmt: skip
def test_a_name_has_no_mark_no_conjunction_and_no_year_at_its_beginning(name, expected) -> None:
    assert mend(name) == expected


def test_a_figure_with_what_is_done_is_no_name() -> None:
    assert [is_name(name) for name in ("85座建成", "5.2万亩、改造提升", "", "30分钟医疗圈覆盖率", "公园数")] == [
        False, False, False, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "title", ["发展现状", "工作基础", "取得的成效", "主要成效", "现状与问题", "机遇与挑战", "“十三五”回顾", "面临形势"]
)
def test_a_chapter_of_how_things_are_is_none_of_tasks(title) -> None:
    assert about(title) is About.GENERAL


@pytest.mark.parametrize("title", ["提升工作成效", "优化发展环境", "巩固脱贫成效", "推进问题整改"])
def test_a_task_that_betters_how_things_are_is_no_such_chapter(title) -> None:
    assert about(title) is not About.GENERAL
