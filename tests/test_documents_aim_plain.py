"""Targets of so many of something whose verb is in no table, and clauses with a figure that set none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from documents.fact import Frame, Wording
from documents.prose.passage import on_line
from documents.targets.measures import measure

PLAN = Frame("青石市", (), date(2023, 1, 1), date(2025, 12, 31))


def figures(text: str) -> list[tuple[Any, ...]]:
    found = measure([Wording("01", on_line("任务", 1), (on_line(text, 2),))], [], PLAN).targets.get("01", [])
    values = [fact.values for fact in found]
    return [(each["metric"], each["comparator"], each.get("value"), each.get("unit")) for each in values]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("疏通断头路12条、支路30条。", [("疏通断头路数", ">=", 12, "条"), ("疏通支路数", ">=", 30, "条")]),
        ("疏通12条断头路。", [("疏通断头路数", ">=", 12, "条")]),
        ("带动就业3000人，消除隐患120处，回收农膜300吨。", [
            ("带动就业人数", ">=", 3000, "人"), ("消除隐患数", ">=", 120, "处"), ("回收农膜", ">=", 300, "吨"),
        ]),
        ("拆除违建10万平方米，惠及群众5万人以上。", [
            ("拆除违建", ">=", 10, "万平方米"), ("惠及群众人数", ">=", 5, "万人"),
        ]),
        ("发放创业补贴2000万元。", [("发放创业补贴", ">=", 2000, "万元")]),
        ("2024年计划更新老旧电梯18台（套）。", [("更新老旧电梯数", ">=", 18, "台")]),
        ("年度投资120亿元以上。", [("年度投资", ">=", 120, "亿元")]),
        ("处理率≥90%，覆盖率>95%。", [("处理率", ">=", 90, "%"), ("覆盖率", ">=", 95, "%")]),
        ("群众满意度85%左右。", [("群众满意度", ">=", 85, "%")]),
        ("审批时限由60个工作日压缩至40个工作日以内。", [("审批时限", "reaches", "压缩至40个工作日以内", None)]),
        ("光纤网络覆盖100%行政村。", [("光纤网络覆盖行政村的比例", "==", 100, "%")]),
    ],
)  # fmt: skip
def test_a_short_clause_that_comes_to_a_figure_is_a_target(text, expected) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "抓好5项工作，聚焦3条产业链。",
        "项目总投资5亿元，占地200亩，建筑面积5000平方米。",
        "领导小组成员15人，组长1名。",
        "每户补贴5000元，每亩补贴200元。",
        "对符合条件的企业，发放补贴50万元。",
        "发放补贴每人每月500元。",
        "距离水源地不少于500米，服务半径不超过800米。",
        "现有企业120家，涉及群众2万人。",
        "其中中央资金3000万元。",
        "位于城区东部，总长12公里，宽30米。",
        "包括工业、农业等12个行业。",
    ],
)
def test_a_description_a_condition_and_a_payment_are_none(text) -> None:
    assert figures(text) == []


def test_a_title_that_is_repeated_as_the_text_sets_its_target_once() -> None:
    title = on_line("城镇新增就业2.6万人。", 3)
    found = measure([Wording("01", title, (title,))], [], PLAN).targets["01"]
    assert [fact.values["value"] for fact in found] == [2.6]
