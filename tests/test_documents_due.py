"""By when something is due."""

from __future__ import annotations

from datetime import date

import pytest

from documents.fact import Frame
from documents.targets.due import said, yearly

PLAN = Frame("青石市", (), date(2021, 1, 1), date(2025, 12, 31))
ONE_YEAR = Frame("青石市", (), date(2022, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
    ("text", "day", "firm"),
    [
        ("到2025年", date(2025, 12, 31), False),
        ("到2023年底", date(2023, 12, 31), False),
        ("2022年底前建成", date(2022, 12, 31), True),
        ("2022年6月底前", date(2022, 6, 30), True),
        ("2024年2月底前", date(2024, 2, 29), True),
        ("于2022年9月30日前报送", date(2022, 9, 30), True),
        ("2022年上半年前", date(2022, 6, 30), True),
        ("2023年产量", date(2023, 12, 31), False),
        ("到“十四五”末", date(2025, 12, 31), False),
        ("2021年1—3月培训", date(2021, 3, 31), False),
        ("从2022年3月至2023年6月", date(2023, 6, 30), False),
        ("2022年3月—6月底前建成", date(2022, 6, 30), True),
        ("2022年前三季度", date(2022, 9, 30), False),
        ("二〇二二年六月底前", date(2022, 6, 30), True),
        ("2022年12月31日（含）前", date(2022, 12, 31), True),
        ("不晚于2022年6月底", date(2022, 6, 30), False),
    ],
)
def test_a_day_is_read(text, day, firm) -> None:
    assert [(each.day, each.firm) for each in said(text, PLAN)] == [(day, firm)]


@pytest.mark.parametrize(
    "text",
    [
        "较2020年下降",
        "截至2020年底",
        "自2021年起",
        "2021年以来",
        "2021-2025年",
        "《标准（2012年版）》",
        "关于2021年度工作",
        "6月底前",
    ],
)
def test_a_day_that_nothing_is_due_by_is_not_read(text) -> None:
    assert said(text, PLAN) == []


def test_two_days_of_one_clause_are_both_read() -> None:
    assert [each.day for each in said("2023年和2025年", PLAN)] == [date(2023, 12, 31), date(2025, 12, 31)]


def test_a_day_without_a_year_is_of_the_plan_s_only_year() -> None:
    (day,) = said("6月底前建成", ONE_YEAR)
    assert (day.day, day.doubt and day.doubt.key) == (date(2022, 6, 30), "read_target_year_added")


def test_before_a_year_is_doubted() -> None:
    (day,) = said("2024年前建成", PLAN)
    assert (day.day, day.doubt and day.doubt.key) == (date(2024, 12, 31), "read_target_before_year")


def test_what_comes_back_every_year() -> None:
    assert (yearly("每年培训"), yearly("年均增长")) == (True, False)


@pytest.mark.parametrize(
    ("text", "printed", "reason"),
    [
        ("2023年2月30日前完成", "2023年2月30日前", "read_no_such_day"),
        ("2023年13月底前完成", "2023年13月底前", "read_no_such_day"),
        ("2022年汛期前完成清淤", "2022年汛期前", "read_vague_date"),
        ("2022年采暖季到来之前", "2022年采暖季到来之前", "read_vague_date"),
        ("于春节前完成", "春节前", "read_vague_date"),
        ("2022年9月左右完成", "2022年9月左右", "read_vague_date"),
        ("2023年初完成", "2023年初", "read_vague_date"),
    ],
)
def test_a_day_that_is_in_no_calendar_is_left_out_with_a_doubt(text, printed, reason) -> None:
    (found,) = said(text, PLAN)
    assert (found.day, found.doubt and (found.doubt.key, found.doubt.facts)) == (None, (reason, {"printed": printed}))


def test_beside_a_certain_day_what_is_vague_does_not_count() -> None:
    assert [each.day for each in said("2022年6月底汛期前", PLAN)] == [date(2022, 6, 30)]


@pytest.mark.parametrize("text", ["春节前后走访", "2023年初步建成", "自2023年初起"])
def test_what_only_looks_like_a_vague_day_is_none(text) -> None:
    assert [each.doubt for each in said(text, PLAN) if each.doubt] == []
