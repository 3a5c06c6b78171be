"""Numbers as documents write them: digits of either width (15, 1.5) and Chinese numerals (十五, 二〇二五, 两千)."""

from __future__ import annotations

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = {"廿": 20, "卅": 30}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.")
_ROUND = str.maketrans(dict.fromkeys("0OoＯ", "〇"))

ROUND = "〇○零0OoＯ"
"""Zeros of a written number; typists take a letter or a digit for the round one: 二O二一."""

ARABIC = r"[0-9０-９]{1,12}(?:[.．][0-9０-９]{1,4})?"
"""A pattern for a number in digits."""

CHINESE = "[〇○零一二两三四五六七八九十百千万廿卅]{1,12}"
"""A pattern for a Chinese numeral; what it finds need not be one."""


def number(text: str) -> int | float | None:
    """The number that the text writes, up to 九千九百九十九万; None for what is none, or could be read in two ways.

    A bare 万, 千 or 百 (超万人) is one of them. 三万五 may be 30005 or 35000, so it is none.
    """
    text = text.translate(_WIDE)
    if text.isascii():
        return _arabic(text)
    text = text.translate(_ROUND)
    if len(text) > 1 and all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    before, myriad, after = text.partition("万")
    if not myriad:
        return _section(text)
    high = _section(before) if before else 1
    low = 0 if not after else _section(after) if len(after) > 1 else None
    return None if high is None or low is None else high * 10000 + low


def _arabic(text: str) -> int | float | None:
    if text.isdecimal():
        return int(text)
    whole, _, part = text.partition(".")
    return float(text) if whole.isdecimal() and part.isdecimal() else None


def _section(text: str) -> int | None:
    """A number below ten thousand: 三百零五, 十五, 廿五, 百."""
    total, digit, smallest = 0, None, 10000
    for character in text:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character in _TENS and not total and digit is None:
            total, smallest = _TENS[character], 10
        elif character in _PLACES and _PLACES[character] < smallest and digit != 0:
            smallest = _PLACES[character]
            total, digit = total + (digit or 1) * smallest, None
        else:
            return None
    # 一百二 is 120 as people say it.
    if digit and smallest in (100, 1000) and text[-2] not in "零〇○":
        return None
    return total + (digit or 0) if text else None
