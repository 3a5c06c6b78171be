"""Tables of indicators: what is to be reached, by when, and what of them cannot be read and is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.fact import Frame
from documents.files.source import Line, Source
from documents.prose.cleaning import cleaned
from documents.reading import understand
from documents.targets.aims import Read, aims

PLAN = Frame("青石市", ("青石市人民政府",), date(2024, 1, 1), date(2026, 12, 31), date(2024, 3, 9))
PRINTED = """青石市人民政府关于印发青石市便民行动方案（2024—2026年）的通知
青石市人民政府
2024年3月9日
青石市便民行动方案（2024—2026年）
一、工作目标
到2026年，服务更加便捷。
二、重点任务
（一）优化窗口布局。推进窗口整合，提高群众满意度。（市数据局负责）
（二）加强护理型床位建设。提高护理型床位占比。（市民政局负责）
附件
主要指标
序号\t指标名称\t2026年目标值\t属性
1\t护理型床位占比（%）\t60\t约束性
2\t绿化覆盖（公顷）\t300\t预期性"""


def read(*rows: str) -> Read:
    return aims([cleaned(row.replace("|", "\t"), line) for line, row in enumerate(rows, 1)], PLAN, goal=True)


def values(*rows: str) -> list[tuple[Any, ...]]:
    return [(aim.metric, aim.comparator, aim.value, aim.unit, aim.due and aim.due.year) for aim in read(*rows).aims]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("序号|指标|单位|2023年|2024年|2026年", "1|床位占比|%|45|50|≥60"), [
            ("床位占比", ">=", 50, "%", 2024), ("床位占比", ">=", 60, "%", 2026),
        ]),
        (("指标名称|2026年目标值|属性", "培训人次（万人次）|1.2|预期性"), [("培训人次", ">=", 1.2, "万人次", 2026)]),
        (("主要指标|单位|2022年实际|目标值", "浓度|微克/立方米|38|≤35"), [
            ("浓度", "reaches", "≤35微克/立方米", None, 2026),
        ]),
        (("指标|现状|2026年", "满意度|90%|95%以上"), [("满意度", ">=", 95, "%", 2026)]),
        (("指标|单位|2025年|2026年", "设施数|个|—|40"), [("设施数", ">=", 40, "个", 2026)]),
        (("一级指标|二级指标|单位|2026年", "服务|床位|张|3-5"), [("床位", "between", [3, 5], "张", 2026)]),
    ],
)  # fmt: skip
def test_each_value_of_a_year_to_come_is_a_target(rows, expected) -> None:
    assert values(*rows) == expected


def test_a_row_knows_its_line() -> None:
    assert [aim.lines for aim in read("指标|单位|2026年", "床位|张|30", "设施|个|4").aims] == [(2, 2), (3, 3)]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("床位|张|[300]", ["床位 张 [300]"]),
        ("教育年限|年|11.5", ["教育年限 年 11.5"]),
        ("床位|张|比上年增长5个", ["床位 张 比上年增长5个"]),
        ("排放|吨|完成上级任务", []),
        ("床位|张|30", []),
    ],
)
def test_what_is_no_figure_with_a_unit_is_told(row, told) -> None:
    assert [passage.text for passage in read("指标|单位|2026年", row).unread] == told


@pytest.mark.parametrize(
    "rows",
    [
        ("指标|单位|2022年|2023年", "床位|张|20|30"),
        ("任务|指标|2026年|责任单位", "建设床位|床位|30张|市民政局"),
        ("姓名|年龄", "王某|35"),
    ],
)
def test_other_tables_set_no_target(rows) -> None:
    assert values(*rows) == []


def test_a_table_of_an_annex_is_the_goals_of_the_plan() -> None:
    found = understand(Source("txt", tuple(map(Line, PRINTED.split("\n")))))
    (task,) = [task for section in found.data["sections"] for task in section["tasks"] if task.get("targets")]
    assert (task["title"], [target["value"] for target in task["targets"]]) == ("加强护理型床位建设", [60])
    assert [remark.reason.facts["metric"] for remark in found.doubts if remark.reason.key == "read_goal_alone"] == [
        "绿化覆盖"
    ]


@given(st.lists(st.text(alphabet="指标单位目值2026年%个0159.—≥|（）", max_size=30), max_size=5))
def test_any_table_can_be_read(rows) -> None:
    assert all(aim.metric and aim.lines[0] > 1 for aim in read(*rows).aims if aim.figure and aim.basis == "explicit")
