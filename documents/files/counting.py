"""How Word writes the numbers of automatic numbering: 一 甲 ① iv, by the names that the file gives these forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PLAIN = "〇一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
UNITS = ("", "十", "百", "千")
FORMAL_UNITS = ("", "拾", "佰", "仟")
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
STOPPED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
CIRCLED_CHINESE = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
BRACKETED_CHINESE = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"


def written(value: int, form: str) -> str:
    """A number in a form of OOXML's ST_NumberFormat; in an unknown one, or beyond its signs, in plain digits."""
    return FORMS.get(form, str)(value)


def _chinese(value: int, digits: str = PLAIN, units: tuple[str, ...] = UNITS) -> str:
    """十一, 一百零五; from 10000 on in plain digits, which no numbering reaches."""
    if not 0 < value < 10_000:
        return digits[0] if value == 0 else str(value)
    text = ""
    figures = str(value)
    for place, figure in enumerate(figures):
        if figure != "0":
            text += digits[int(figure)] + units[len(figures) - place - 1]
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text.removeprefix("一") if 10 <= value < 20 and units is UNITS else text


def _figures(value: int) -> str:
    """Figure by figure: 一〇五."""
    return "".join(PLAIN[int(figure)] for figure in str(value)) if value >= 0 else str(value)


def _full_width(value: int) -> str:
    return "".join(chr(ord(figure) + 0xFEE0) for figure in str(value))


def _letters(value: int) -> str:
    """a to z, aa to zz, aaa: as Word goes on."""
    if not 0 < value <= 780:
        return str(value)
    times, place = divmod(value - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    text = ""
    for worth, sign in ROMAN:
        times, value = divmod(value, worth)
        text += sign * times
    return text


def _signs(signs: str) -> Callable[[int], str]:
    """One sign for each number."""
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else str(value)


def _nothing(_: int) -> str:
    return ""


def _formal(value: int) -> str:
    return _chinese(value, FORMAL, FORMAL_UNITS)


FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _signs(CIRCLED),
    "decimalEnclosedCircleChinese": _signs(CIRCLED),
    "decimalEnclosedParen": _signs(BRACKETED),
    "decimalEnclosedFullstop": _signs(STOPPED),
    "numberInDash": lambda value: f"- {value} -",
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "japaneseDigitalTenThousand": _figures,
    "ideographDigital": _figures,
    "taiwaneseDigital": _figures,
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "japaneseLegal": _formal,
    "ideographTraditional": _signs(STEMS),
    "ideographZodiac": _signs(BRANCHES),
    "ideographEnclosedCircle": _signs(CIRCLED_CHINESE),
    "ideographParenthesized": _signs(BRACKETED_CHINESE),
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "bullet": _nothing,
    "none": _nothing,
}
