"""Automatic numbering: how the numbers of a Word list are written."""

from __future__ import annotations

import pytest

from documents.files.counting import FORMS, written

EXAMPLES = {
    "decimal": {1: "1", 12: "12"},
    "decimalZero": {1: "01", 12: "12"},
    "decimalFullWidth": {12: "１２"},
    "chineseCounting": {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 100: "一百"},
    "chineseCountingThousand": {
        101: "一百零一",
        110: "一百一十",
        115: "一百一十五",
        1001: "一千零一",
        1010: "一千零一十",
    },
    "japaneseCounting": {3: "三", 14: "十四"},
    "ideographDigital": {10: "一〇", 25: "二五"},
    "chineseLegalSimplified": {1: "壹", 12: "壹拾贰"},
    "ideographTraditional": {1: "甲", 10: "癸", 11: "11"},
    "ideographZodiac": {1: "子", 12: "亥"},
    "decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "㉑", 50: "㊿", 51: "51"},
    "decimalEnclosedParen": {1: "⑴", 20: "⒇"},
    "decimalEnclosedFullstop": {1: "⒈"},
    "ideographEnclosedCircle": {2: "㊁"},
    "lowerLetter": {1: "a", 26: "z", 27: "aa", 28: "bb"},
    "upperLetter": {3: "C"},
    "lowerRoman": {4: "iv", 9: "ix", 14: "xiv"},
    "upperRoman": {1: "I", 1994: "MCMXCIV"},
    "bullet": {3: ""},
    "none": {3: ""},
    "a form of next year": {3: "3"},
}


@pytest.mark.parametrize("form", EXAMPLES)
def test_numbers_are_written_as_word_writes_them(form) -> None:
    assert {value: written(value, form) for value in EXAMPLES[form]} == EXAMPLES[form]


@pytest.mark.parametrize("form", sorted(FORMS))
def test_whatever_the_number_it_is_written(form) -> None:
    assert all(isinstance(written(value, form), str) for value in (0, 1, 99, 780, 781, 4000, 9999, 10_000, 32_767))
