"""Concrete projects inside a task, and the word of a whole item."""

from __future__ import annotations

import pytest

from documents.fact import Fact, Frame, Wording
from documents.prose.passage import on_line
from documents.targets.concrete import commitment, concrete

PLAN = Frame("青石市")


def item(title: str, body: str) -> Wording:
    return Wording("07", on_line(title, 1), (on_line(body, 2),))


@pytest.mark.parametrize(
    ("text", "title", "word"),
    [
        ("建设青石市区域康养中心，优化布局。", "青石市区域康养中心", "建设"),
        ("加快智慧中药房建设，方便群众。", "智慧中药房", "加快"),
        ("建立远程医疗服务网络。", "远程医疗服务网络", "建立"),
        ("力争市医院达到三级甲等医院标准。", "市医院三级甲等评审", "力争"),
    ],
)
def test_a_concrete_project_is_found_and_doubted(text, title, word) -> None:
    (found,) = concrete(item("任务", text), PLAN)
    assert (found.values["title"], found.values["commitment"], found.values["lines"]) == (title, word, (2, 2))
    assert [doubt.reason.key for doubt in found.doubts] == ["read_concrete_not_listed"]


@pytest.mark.parametrize(
    "text",
    [
        "加快智慧医院和互联网医院建设。",
        "加快推进保障性住房建设。",
        "加强基础设施建设，建设一批康养中心。",
        "建立健全工作机制，鼓励成立区域中心。",
        "市、县医院达到国家建设标准。",
    ],
)
def test_what_is_none_is_not_found(text) -> None:
    assert concrete(item("任务", text), PLAN) == []


def test_the_word_of_an_item_is_in_its_title_or_the_one_of_all_its_targets() -> None:
    assert commitment(item("鼓励社会力量办医", "落实制度。"), []) == "鼓励"
    assert commitment(item("建设中心", "争取建设1—2个中心。"), [Fact({"commitment": "力争"})]) == "争取"
    assert commitment(item("建设中心", "加强建设。"), [Fact({"commitment": "力争"})]) == "力争"
    assert commitment(item("建设中心", "力争建设2个中心。建成3个站点。"), []) is None
    assert commitment(item("建设中心", "加强建设。"), []) is None
