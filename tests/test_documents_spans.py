"""The years that a title gives a plan."""

from datetime import date

import pytest

from documents.head.spans import span


@pytest.mark.parametrize(
    ("title", "first", "last", "doubt"),
    [
        ("供水方案（2021-2025年）", 2021, 2025, ""),
        ("供水方案（2021—2025年）", 2021, 2025, ""),
        ("供水方案（2021年至2025年）", 2021, 2025, ""),
        ("供水三年行动计划（2021-23年）", 2021, 2023, ""),
        ("2023～2025年供水计划", 2023, 2025, ""),
        ("二〇二一至二〇二三年供水计划", 2021, 2023, ""),
        ("2021年和2022年供水计划", 2021, 2022, ""),
        ("中卫市“十四五”供水规划", 2021, 2025, ""),
        ("中卫市2021年供水方案", 2021, 2021, ""),
        ("2021年度供水方案", 2021, 2021, ""),
        ("关于做好迎接2022年检查的方案", 2022, 2022, "one"),
        ("2021—2022年秋冬季供暖方案", 2021, 2022, "part"),
    ],
)
def test_years(title, first, last, doubt):
    found = span(title)
    assert found
    assert (found.first, found.last, found.doubt) == (date(first, 1, 1), date(last, 12, 31), doubt)


def test_where_the_years_stand_and_a_part_of_one():
    found = span("供水方案（2021-2025年）")
    assert found
    assert (found.start, found.end) == (5, 15)
    half = span("2021年下半年供水方案")
    assert half
    assert (half.first, half.last) == (date(2021, 7, 1), date(2021, 12, 31))


@pytest.mark.parametrize(
    "title", ["供水方案", "2030年前碳达峰方案", "供水三年行动计划", "供水计划（2025—2021年）", "到2025年供水方案"]
)
def test_a_title_without_years(title):
    assert span(title) is None
