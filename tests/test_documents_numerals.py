"""Numbers as documents write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.prose.numerals import number

DIGITS = "零一二三四五六七八九"


def written(value: int) -> str:
    """The numeral of a number below ten thousand."""
    text, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + name
        gap = not digit
    return text or "零"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15", 15),
        ("１５", 15),
        ("1.5", 1.5),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("廿五", 25),
        ("一百零五", 105),
        ("两千", 2000),
        ("二〇二五", 2025),
        ("万", 10000),
        ("三万", 30000),
        ("九千九百九十九万", 99990000),
        ("十万零五百", 100500),
    ],
)
def test_a_number_is_read(text, value) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "第三", "三万五", "一百二", "十百", "1.2.3", "万万", "个"])
def test_what_is_none_or_could_be_two_is_not_read(text) -> None:
    assert number(text) is None


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_every_numeral_is_read(low, high) -> None:
    assert number(written(low)) == low
    if high and low >= 1000:
        assert number(f"{written(high)}万{written(low)}") == high * 10000 + low


@given(st.text("〇零一二两三四五六七八九十百千万廿卅0123456789.", max_size=14))
def test_no_text_makes_it_fail(text) -> None:
    assert (number(text) or 0) >= 0
