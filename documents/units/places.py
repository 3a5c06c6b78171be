"""Institutions and offices that a plan names in its text with their place: 示例市中医医院, 第五人民医院 of a region."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.units import unitwords as words
from documents.units.area import areas
from documents.units.calling import called
from documents.units.register import full, group, region_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.fact import Frame, Lines
    from documents.prose.passage import Passage


def mentioned(blocks: Sequence[Passage], frame: Frame, known: Sequence[str] = ()) -> list[tuple[str, Lines]]:
    """Every institution that the text names with its place, in full, and every short name that it has for an issuer.

    So for the units that are known otherwise, by their full names.
    With the lines of the first mention. Only whole and certain names: what is for many (市、县中医医院) or is yet to
    be founded is left out.
    """
    found: dict[str, Lines] = dict(called(blocks, list(dict.fromkeys([*frame.issuers, *known])), frame))
    for block in blocks:
        for name, passage in _named(block, frame):
            whole = full(name, frame)
            if areas(whole) and not group(whole):
                found.setdefault(whole, passage.lines)
    return list(found.items())


_LAST = "|".join(sorted(words.PLACES, key=len, reverse=True))
_BEFORE = "|".join(sorted(words.BEFORE_PLACES, key=len, reverse=True))
_BORDER = rf"(?:^|[，。；：、（）“”《》]|{_BEFORE})"
_NAME = re.compile(
    rf"{_BORDER}(?P<where>自治区|[省市](?!级)|[\u4e00-\u9fff]{{2,6}}?(?:自治区|省|市|州|县|区|旗))(?P<rest>[\u4e00-\u9fff]{{0,10}}?(?:{_LAST}))"
)
_PAIR = re.compile(
    rf"{_BORDER}(?P<one>[\u4e00-\u9fff]{{2,3}})、(?P<two>[\u4e00-\u9fff]{{2,3}})(?P<end>县|区|市|旗)(?P<rest>[\u4e00-\u9fff]{{0,6}}?(?:{_LAST}))"
)


def _named(block: Passage, frame: Frame) -> Iterator[tuple[str, Passage]]:
    text = block.text
    for pair in _PAIR.finditer(text):
        one, two, end, rest = (pair[key] for key in ("one", "two", "end", "rest"))
        if _sound(rest, pair.end(), text) and all(_area_name(each, end) for each in (one, two)):
            yield f"{one}{end}{rest}", block.found(pair)
            yield f"{two}{end}{rest}", block.found(pair)
    at = 0
    while found := _NAME.search(text, at):
        start = _start(found["where"]) + found.start("where")
        # Borders overlap: the next search begins inside this one.
        at = found.start("where") + 1
        where = text[start : found.end("where")]
        if (
            _sound(found["rest"], found.end(), text)
            and not _founded(text, start)
            and _placed(text, start, where, frame)
        ):
            at = found.end()
            yield text[start:at], block.cut(start, at)


def _start(where: str) -> int:
    """How many characters of a place are words before it: 力争 of 力争市, none of 和平区."""
    start = 0
    while before := _WORDS.match(where, start):
        left = where[before.end() :]
        if not (left in ("自治区", "省", "市") or len(left) > 2):
            break
        start = before.end()
    return start


_WORDS = re.compile(rf"{_BEFORE}|{'|'.join(words.TO_BE_FOUNDED)}")


def _placed(text: str, start: int, where: str, frame: Frame) -> bool:
    """Whether the place is a whole area, or 市 for the plan's own."""
    if len(where) == 1:
        return text[max(start - 1, 0) : start] != "、" and region_of(frame).endswith(where)
    inner = any(word in where for word in words.BEFORE_PLACES if len(word) > 1)
    return where == "自治区" or (areas(where) == where and not inner)


def _sound(rest: str, end: int, text: str) -> bool:
    """Whether the stretch between the place and the last word is a name, and the name ends there."""
    return not any(word in rest for word in words.NO_NAME) and not text.startswith(
        ("等级", "联盟", "评审", "章程"), end
    )


def _founded(text: str, start: int) -> bool:
    """Whether the words before say that the institution is only to come."""
    return text[:start].endswith(words.TO_BE_FOUNDED)


def _area_name(name: str, end: str) -> bool:
    return not name.startswith(("全", "各", "本", "我", "辖", "所")) and areas(name + end) == name + end
