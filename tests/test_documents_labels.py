"""Lists of who is responsible in every printed form give the same units; what only looks like one stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.files.source import Line, Source
from documents.prose.cleaning import clean, cleaned
from documents.prose.labels import alike
from documents.reading import understand
from documents.units.responsible import deadline, responsible

PLAN = """示例市人民政府关于印发示例市便民行动方案（2024—2026年）的通知
示例市人民政府
2024年3月9日
示例市便民行动方案（2024—2026年）
一、工作目标
到2026年，服务更加便捷。
二、重点任务
（一）优化窗口布局。推进窗口整合，健全服务网络。
{list}
（二）加强队伍建设。完善培训制度。（市民政局负责）"""


def units(text: str) -> tuple[list[str], list[str]]:
    values = responsible([cleaned(text)]).values
    return values.get("lead_units", []), values.get("cooperating_units", [])


@pytest.mark.parametrize(
    "text",
    [
        "（责任单位 市自然资源局、市民政局）",
        "（责任单位\t市自然资源局、市民政局）",
        "（责任单位市自然资源局、市民政局）",
        "（责任单位；市自然资源局、市民政局）",
        "（责任单位，市自然资源局、市民政局）",
        "（责任单位——市自然资源局、市民政局）",
        "(责任单位-市自然资源局、市民政局)",
        "（责任单位.市自然资源局、市民政局）",
        "（责任单位为市自然资源局、市民政局）",
        "（责 任 单 位 市自然资源局、市民政局）",
        "责任单位 市自然资源局、市民政局",
        "责任单位——市自然资源局、市民政局。",
        "推进整合。责任单位 市自然资源局 市民政局",
        "【责任单位】市自然资源局、市民政局",
        "【责任单位】：市自然资源局 市民政局",
        "<责任单位：市自然资源局、市民政局>",
        "〈责任单位：市自然资源局、市民政局〉",
        "“责任单位：市自然资源局、市民政局”",
        "《责任单位：市自然资源局、市民政局》",
        "（完成单位：市自然资源局　市民政局）",
        "（共同责任单位：市自然资源局 市民政局）",
        "（推进单位：市自然资源局、市民政局）",
        "（责任单位：1.市自然资源局 2.市民政局）",
        "（责任单位：①市自然资源局；②市民政局）",
        "（责任单位：★市自然资源局、市民政局）",
        "（责任单位：市自然资源局 · 市民政局）",
        "（责任单位：市自然资源局（以下简称市资源局）、市民政局……）",
        "（责任单位：市自然资源局市民政局 长期坚持）",
        "（责任领导 王建国；责任单位 市自然资源局、市民政局）",
        "（责任单位 市自然资源局、市民政局 责任人 王建国 完成时限 2025年底）",
        "（责任市领导：王建国；责任单位：市自然资源局市民政局）",
        "（市自然资源局 市民政局按职责分工负责）",
    ],
)
def test_a_list_is_read_whatever_stands_for_its_colon(text) -> None:
    assert units(text) == (["市自然资源局", "市民政局"], [])


@pytest.mark.parametrize(
    "text",
    [
        "（牵头单位 市科技局；配合单位 市水务局、市供电公司）",
        "（牵头单位 市科技局，配合单位 市水务局 市供电公司）",
        "牵头单位 市科技局 配合单位 市水务局、市供电公司",
        "（牵头 市科技局 配合 市水务局、市供电公司）",
        "（牵头单位市科技局，配合单位市水务局市供电公司）",
        "（主责单位——市科技局；协办单位——市水务局 市供电公司）",
    ],
)
def test_so_are_those_of_leaders_and_helpers(text) -> None:
    assert units(text) == (["市科技局"], ["市水务局", "市供电公司"])


@pytest.mark.parametrize(
    "text",
    [
        "各责任单位要加强协调，做好配合。",
        "责任单位 要加强领导。",
        "序号 重点任务 责任单位 完成时限",
        "序号\t重点任务\t责任单位\t完成时限",
        "责任单位\t配合单位\t完成时限",
        "牵头单位要会同市财政局、市教育局",
        "压实责任 市教育局",
        "示例市教育局 示例市财政局关于印发方案的通知",
        "《责任单位管理办法》",
        "（责任单位：市卫生健康委 员会）",
        "支持机构市场化运作",
    ],
)
def test_other_lines_stay_as_they_are(text) -> None:
    assert alike(text) == text


def test_a_day_behind_a_gap_is_the_deadline() -> None:
    when = deadline([cleaned("（责任单位：市卫健委 2025年底前完成）")])
    assert when is not None
    assert (when.text, units("（责任单位：市卫健委 2025年底前完成）")) == ("2025年底前完成", (["市卫健委"], []))


@pytest.mark.parametrize("text", ["（责任单位\t市科技局、市水务局）", "<责任单位：市科技局 市水务局>"])
def test_no_task_is_lost_by_the_form_of_a_list(text) -> None:
    found = understand(Source("txt", tuple(map(Line, PLAN.format(list=text).split("\n")))))
    tasks = [task for section in found.data["sections"] for task in section["tasks"]]
    assert [task["title"] for task in tasks] == ["优化窗口布局", "加强队伍建设"]
    assert tasks[0]["lead_units"] == ["市科技局", "市水务局"]


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (("（责任单位：教育局 财", "政局 民政局）", "市委 市政府"), [
            "（责任单位：教育局、财", "政局、民政局）", "市委市政府",
        ]),
        (("（责任单位 教育局 财政局", "民政局 水务局 2025年底前）"), [
            "（责任单位：教育局、财政局", "民政局、水务局，2025年底前）",
        ]),
        (("责任单位：教育局", "住建局 发文"), ["责任单位：教育局", "住建局发文"]),
    ],
)  # fmt: skip
def test_a_list_in_brackets_goes_on_in_the_next_line(lines, meant) -> None:
    assert [line.text for line in clean(Source("txt", tuple(map(Line, lines))))] == meant


@given(st.text(alphabet="责任单位牵头市局委，、：（）<>《》“” \t—为一", max_size=60))
def test_any_line_keeps_its_words_and_comes_out_once(text) -> None:
    made = alike(text)
    assert [character for character in made if character in "责任单位牵头市局委一"] == [
        character for character in text if character in "责任单位牵头市局委一"
    ]
