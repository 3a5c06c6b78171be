"""The forms of numbered headings, as a table, and what ordinal a number is."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHINESE = "[一二三四五六七八九十百〇零]{1,5}"
MEASURES = "个项家名万亿元月日年人所张条次小天周级类大种件余多份座处台套户亩吨公千百平岁班省市县区部委分倍路号第至到、"
"""After a figure these tell that something is counted, and not that a heading follows."""
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LETTERS = "ABCDEFGHIJKLMN"
_DIGITS = dict(zip("〇零一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))


@dataclass(frozen=True, slots=True)
class Form:
    """A form of heading. What is in `number` is printed, `ordinal` is read; a form may stand under any of less rank."""

    name: str
    rank: int
    pattern: re.Pattern[str]
    inline: bool = True
    """Whether it may begin inside a line that has lost its breaks."""
    loose: bool = False
    """Whether it is one only where the one before it has been counted."""


def _form(name: str, rank: int, pattern: str, *, inline: bool = True, loose: bool = False) -> Form:
    return Form(name, rank, re.compile(pattern), inline, loose)


FORMS = (
    _form("part", 0, f"(?P<number>第(?P<ordinal>{_CHINESE}|\\d{{1,2}})(?:部分|篇|编))[、，：]?"),
    _form("chapter", 1, f"(?P<number>第(?P<ordinal>{_CHINESE}|\\d{{1,2}})章)[、，：]?"),
    _form("section", 2, f"(?P<number>第(?P<ordinal>{_CHINESE}|\\d{{1,2}})节)[、，：]?"),
    _form("count", 3, f"(?P<number>(?P<ordinal>{_CHINESE}))[、.．](?!\\d|{_CHINESE}[、和及产季级类期])"),
    _form("bracket", 4, f"(?P<number>[（【〔](?P<ordinal>{_CHINESE})[）】〕])[、.．]?"),
    _form("article", 4, f"(?P<number>第(?P<ordinal>{_CHINESE}|\\d{{1,3}})条)[、：]?", inline=False),
    _form("stage", 4, f"(?P<number>第(?P<ordinal>{_CHINESE})(?:阶段|步))[、：，]?"),
    _form(
        "named",
        4,
        f"【?(?P<number>(?:重点|主要|专项)?(?:专项|行动|工程|项目|任务|专栏|举措|措施)(?P<ordinal>{_CHINESE}|\\d{{1,2}}))"
        "(?:[：、.．]|】[：、]?)",
        inline=False,
    ),
    _form("named", 4, f"(?P<number>第(?P<ordinal>{_CHINESE})项)[、：]?(?!任务)", inline=False),
    _form("triple", 7, r"(?P<number>\d{1,2}\.\d{1,2}\.(?P<ordinal>\d{1,2}))[.、]?(?![\d.、])", inline=False),
    _form(
        "decimal",
        6,
        r"(?P<number>\d{1,2}\.(?P<ordinal>\d{1,2}))(?:[.、](?!\d))?(?![\d.、%个万亿元人年月日家所名项米倍])",
        inline=False,
    ),
    _form(
        "decimal", 6, f"(?P<number>\\d{{1,2}}-(?P<ordinal>\\d{{1,2}}))(?=[\u4e00-\u9fff])(?![{MEASURES}])", inline=False
    ),
    _form("word", 7, f"(?P<number>第(?P<ordinal>{_CHINESE}))[，、：](?!{_CHINESE})", inline=False),
    _form("figure", 5, r"(?P<number>(?P<ordinal>\d{1,3}))[、.．](?=[^\d%]|(?:19|20)\d\d年|$)"),
    # A scanner may lose the stop.
    _form(
        "figure", 5, f"(?P<number>(?P<ordinal>\\d{{1,2}}))(?=[\u4e00-\u9fff])(?![{MEASURES}])", inline=False, loose=True
    ),
    _form("letter", 8, f"(?P<number>(?P<ordinal>[{_LETTERS}]))[、.．](?=[\u4e00-\u9fff“《])", inline=False),
    _form("figure_bracket", 7, r"(?P<number>（(?P<ordinal>\d{1,2})）|(?P<bare>\d{1,2})）)[、.．]?"),
    _form("circle", 8, f"(?P<number>(?P<ordinal>[{_CIRCLES}]))、?"),
)
"""In the order in which they are tried. Rank is the level that the form usually has in an official document."""

HIGH = ("part", "chapter", "section", "count", "bracket")
"""The forms of chapters and of what stands right below them."""

RANKS = {form.name: form.rank for form in FORMS}


def heading(text: str, at: int = 0) -> tuple[Form, re.Match[str], int] | None:
    """The form of heading that begins at this place, what it found and its ordinal; None where there is none."""
    for form in FORMS:
        if found := form.pattern.match(text, at):
            printed = found["ordinal"] or found["bare"]  # only （3） or 3） has the second
            value = ordinal(printed)
            return (form, found, value) if value else None
    return None


def ordinal(printed: str) -> int:
    """The value of 12, 十二, ⑫ or L; 0 where it is none. Up to 999."""
    if printed in _CIRCLES:
        return _CIRCLES.index(printed) + 1
    if printed in _LETTERS:
        return _LETTERS.index(printed) + 1
    if printed.isascii():
        return int(printed)
    if "百" not in printed and "十" not in printed:
        return int("".join(str(_DIGITS[each]) for each in printed)) if len(printed) <= 3 else 0
    hundreds, _, rest = printed.rpartition("百")
    tens, ten, ones = rest.partition("十")
    return (
        100 * _one(hundreds) * ("百" in printed)
        + (10 * (_one(tens) or 1) if ten else 0)
        + (_one(ones) if ten else _one(tens))
    )


def _one(digits: str) -> int:
    digits = digits.lstrip("零〇")
    return _DIGITS.get(digits, 0) if len(digits) <= 1 else 0
