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
