"""Figures as people write them: what is understood, what is refused, how it is stored and shown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from measured import counted, graded, make_target, ranged, standard, worded

from models.errors import DubanError
from workflow import amounts
from workflow.amounts import above, bounds, grade, meets, number, percentage, shown, stored, told, value, with_measure
from workflow.speech import Reason

decimals = st.decimals(0, 10**6, places=4).map(Fraction)


def refused(step: object, *words: object) -> str:
    assert callable(step)
    with pytest.raises(DubanError) as caught:
        step(*words)
    assert caught.value.exit_code == 2
    return caught.value.key


# Numbers


@pytest.mark.parametrize(
    ("text", "measure", "found"),
    [
        ("0", None, 0),
        ("1234", None, 1234),
        ("1,234", None, 1234),
        ("1，234", None, 1234),
        ("12,345,678.5", None, Fraction(24691357, 2)),
        ("１２３４", None, 1234),
        ("83.6", None, Fraction(418, 5)),
        (".5", None, Fraction(1, 2)),
        ("15.", None, 15),
        (" 15 ", None, 15),
        ("15个", "个", 15),
        ("15 个", "个", 15),
        ("2个（所）", "个（所）", 2),
        ("007", None, 7),
        ("0.8363636363636363", None, Fraction("0.8363636363636363")),
        ("9" * 15, None, 10**15 - 1),
        ("0." + "3" * 23, None, Fraction("0." + "3" * 23)),
    ],
)
def test_a_number_as_people_write_it(text, measure, found) -> None:
    assert number(text, measure) == found


@pytest.mark.parametrize(
    "text",
    ["", "-5", "－5", "1e3", "NaN", "inf", "十五", "15所", "15%", "1,23", "1,2345", "1.2.3", ".", "1/2", "3-5", "约15"],
)
def test_what_is_no_number_is_refused(text) -> None:
    assert refused(number, text, "个") == "figure_number"


@pytest.mark.parametrize("text", ["9" * 16, "1" + "0" * 29, "0." + "3" * 24])
def test_more_digits_than_anybody_counts_are_refused(text) -> None:
    assert refused(number, text) == "figure_number"


@pytest.mark.parametrize(
    ("target", "text", "key"),
    [
        (counted(), "2.5", "figure_not_whole"),
        (counted(), "2.5个", "figure_not_whole"),
        (ranged(), "3.1", "figure_not_whole"),
        (counted(), "2.0", None),
        (counted(1.5), "2.5", None),
        (make_target(), "82.5", None),
    ],
)
def test_things_are_counted_whole(target, text, key) -> None:
    assert (refused(value, target, text) if key else value(target, text)) == (key or stored(number(text, "个")))


# Percentages


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("90%", 90),
        ("90 %", 90),
        ("９０％", 90),
        ("90", 90),
        ("0.9", 90),
        ("83.6%", Fraction(418, 5)),
        ("0.8363636363636363", Fraction("83.63636363636363")),
        ("1%", 1),
        ("0.9%", Fraction(9, 10)),
        ("1.5", Fraction(3, 2)),
        ("100", 100),
        ("100%", 100),
        ("0", 0),
    ],
)
def test_a_percentage_as_people_write_it(text, found) -> None:
    assert percentage(text) == found


@pytest.mark.parametrize("text", ["1", "１", " 1 ", "1.0", "1.", "01"])
def test_a_bare_one_may_mean_either_and_is_refused(text) -> None:
    assert refused(percentage, text) == "figure_one"


@pytest.mark.parametrize("text", ["101%", "100.1", "101", "1,000"])
def test_more_than_all_is_refused(text) -> None:
    assert refused(percentage, text) == "figure_over"


@pytest.mark.parametrize("text", ["-5%", "%", "", "九成", "90%%"])
def test_what_is_no_percentage_is_refused(text) -> None:
    assert refused(percentage, text) == "figure_number"


# Grades


def test_grades_are_in_order() -> None:
    rising = [
        "未定级",
        "一级",
        "一级丙等",
        "一级乙等",
        "一级甲等",
        "二级",
        "二级乙等",
        "二级甲等",
        "三级乙等",
        "三级甲等",
        "三级特等",
    ]
    found = [grade(text) for text in rising]
    assert None not in found
    assert found == sorted(set(found), key=lambda one: one or (-1, -1))


@pytest.mark.parametrize("text", ["二级甲等", "二级甲等中医医院", " 二级甲等医院 "])
def test_a_grade_may_name_the_kind_of_hospital(text) -> None:
    assert grade(value(graded(), text)) == grade("二级甲等") == (2, 3)


@pytest.mark.parametrize(
    "text", ["甲等", "二甲", "四级甲等", "优秀", "", "未达到二级甲等", "拟创建三级甲等", "二级甲等未通过"]
)
def test_what_names_no_grade_or_denies_it_is_refused(text) -> None:
    assert refused(value, graded(), text) == "figure_not_grade"


# What is stored


@pytest.mark.parametrize(
    ("target", "text", "kept"),
    [
        (make_target(), "９０％", "90"),
        (make_target(), "0.8364", "83.64"),
        (counted(), "1,234个", "1234"),
        (standard(), "已达标", "yes"),
        (standard(), "Yes", "yes"),
        (standard(), "未达到", "no"),
        (standard(), "×", "no"),
        (graded(), " 二级甲等 ", "二级甲等"),
        (worded(), " 完成选址 ", "完成选址"),
    ],
)
def test_what_somebody_wrote_is_stored_plainly(target, text, kept) -> None:
    assert value(target, text) == kept


@pytest.mark.parametrize(
    ("target", "text", "key"),
    [
        (make_target(), "个", "figure_number"),
        (counted(), "15所", "figure_number"),
        (standard(), "基本达到", "figure_not_yes"),
        (worded(), "  ", "figure_words"),
        (worded(), "字" * 2001, "figure_words"),
    ],
)
def test_what_does_not_suit_the_target_is_refused(target, text, key) -> None:
    assert refused(value, target, text) == key


@given(decimals)
def test_what_is_stored_is_read_back(found) -> None:
    assert Fraction(stored(found)) == found


@given(decimals)
def test_what_is_stored_is_a_number_that_people_could_write(found) -> None:
    assert number(stored(found)) == found


def test_a_third_is_stored_to_more_digits_than_are_ever_shown() -> None:
    assert abs(Fraction(stored(Fraction(100, 3))) - Fraction(100, 3)) < Fraction(1, 10**20)


# What is shown


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (Fraction(90), "90"),
        (Fraction(1234567), "1,234,567"),
        (Fraction(18400, 220), "83.6"),
        (Fraction("89.96"), "89.96"),
        (Fraction("89.996"), "89.996"),
        (Fraction("90.04"), "90.04"),
        (Fraction("89.95"), "89.95"),
        (Fraction("89.94"), "89.9"),
        (Fraction("0.04"), "0.04"),
        (Fraction("1234.5"), "1,234.5"),
        (Fraction(100, 3), "33.3"),
        (100 - Fraction(1, 10**10), "99.9999999999"),
    ],
)
def test_a_number_as_people_read_it(found, text) -> None:
    assert shown(found) == text


@given(st.fractions(0, 10**15, max_denominator=10**6))
def test_a_whole_number_is_shown_for_a_whole_number_only(found) -> None:
    read = Fraction(shown(found).replace(",", ""))
    assert (read.denominator == 1) == (found.denominator == 1)
    assert abs(read - found) <= Fraction(1, 20)


@given(st.text("0123456789.", max_size=40))
def test_whatever_is_taken_can_be_stored_and_shown(text) -> None:
    try:
        found = number(text)
    except DubanError:
        return
    assert Fraction(stored(found)) == found
    assert (Fraction(shown(found / 3).replace(",", "")).denominator == 1) == ((found / 3).denominator == 1)


def test_what_it_counts_stands_behind_it() -> None:
    assert with_measure(make_target(), Fraction(18400, 220)) == "83.6%"
    assert with_measure(counted(), Fraction(15)) == "15个"
    assert with_measure(make_target(3, None), Fraction(3)) == "3"


def test_stored_values_as_people_read_them() -> None:
    def said(target: object, text: str | None) -> str:
        found = told(target, text)  # type: ignore[arg-type]  # any target
        return found.sentence("zh") if isinstance(found, Reason) else found

    assert said(make_target(), "83.6") == "83.6%"
    assert said(counted(), "15") == "15个"
    assert [said(standard(), text) for text in (amounts.YES, amounts.NO)] == ["达到", "未达到"]
    assert said(graded(), "二级甲等") == "二级甲等"
    assert said(worded(), "完成选址") == "完成选址"
    assert said(counted(), None) == "（无）"


# Whether it is what is asked


@pytest.mark.parametrize(
    ("target", "found", "answer"),
    [
        (make_target(90), Fraction(90), True),
        (make_target(90), Fraction("89.96"), False),
        (make_target(100, comparator="=="), Fraction(100), True),
        (make_target(100, comparator="=="), Fraction("99.9"), False),
        (make_target(100, comparator="=="), "100", True),
        (ranged(), Fraction(2), False),
        (ranged(), Fraction(3), True),
        (ranged(), Fraction(5), True),
        (ranged(), Fraction(6), True),
        (standard(), "yes", True),
        (standard(), "no", False),
        (graded("二级甲等中医医院"), "三级乙等", True),
        (graded("二级甲等中医医院"), "二级甲等", True),
        (graded("二级甲等中医医院"), "二级乙等", False),
        (graded("二级甲等中医医院"), "未定级", False),
        (graded("国内一流"), "yes", True),
        (worded(), "完成选址", None),
    ],
)
def test_whether_a_value_is_what_is_asked(target, found, answer) -> None:
    assert meets(target, found) is answer


def test_the_value_of_a_year_stands_in_the_place_of_the_number() -> None:
    exactly = make_target(100, comparator="==")
    assert [meets(exactly, Fraction(n), Fraction(60)) for n in (59, 60, 61)] == [False, True, True]
    assert [meets(exactly, Fraction(n), Fraction(100)) for n in (99, 100)] == [False, True]


def test_six_of_three_to_five_is_over_the_range() -> None:
    assert [above(ranged(), Fraction(n)) for n in (2, 3, 5, 6)] == [False, False, False, True]
    assert above(counted(15), Fraction(99)) is False
    assert bounds(ranged()) == (Fraction(3), Fraction(5))
    assert bounds(make_target(83.6)) == (Fraction("83.6"), None)
