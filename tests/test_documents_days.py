"""A day in every printed form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.days.day import day, days


@pytest.mark.parametrize(
    "printed",
    [
        "2021年8月27日",
        "2021年08月27日",
        "2021.8.27",
        "2021-08-27",
        "2021/8/27",
        "二〇二一年八月二十七日",
        "二O二一年八月廿七日",
    ],
)
def test_one_day_in_many_forms(printed):
    assert day(f"某局{printed}（公开）") == date(2021, 8, 27)


def test_days_in_their_order_and_those_that_no_calendar_has():
    text = "二〇二〇年十一月十日至2021年2月30日，2021.13.1"
    assert [(text[found.start : found.end], found.value) for found in days(text)] == [
        ("二〇二〇年十一月十日", date(2020, 11, 10)),
        ("2021年2月30日", None),
        ("2021.13.1", None),
    ]


def test_what_is_no_day():
    assert [*days("2021年8月 版本1.2021.8.27.3 12021年8月27日 8月27日")] == []


@given(st.dates(date(1950, 1, 1), date(2199, 12, 31)))
def test_a_written_day_is_the_printed_one(wanted):
    numerals = ["", *"一二三四五六七八九十", *(f"十{one}" for one in "一二三四五六七八九"), "二十"]
    numerals += [*(f"二十{one}" for one in "一二三四五六七八九"), "三十", "三十一"]
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(wanted.year))
    assert day(f"{year}年{numerals[wanted.month]}月{numerals[wanted.day]}日") == wanted
    assert day(f"{wanted.year}年{wanted.month}月{wanted.day}日") == wanted
