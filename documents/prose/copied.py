"""What copying leaves in lines: marks of quoted mail, names of characters of the web, bullets, bold type, tabs."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST = 0.5
"""Where at least this part of the lines begins with the mark of quoted mail, it is one."""
TEXT = 20
"""A cell of at least so many characters, or with a full stop in it, is text and no cell."""

_QUOTED = re.compile(r"\s{0,8}(?:[>＞]\s?){1,5}")
_NAMED = re.compile(r"&(?:[A-Za-z]{2,8}\d{0,2}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});")

_COUNT = "一二三四五六七八九十"
MARK = (
    rf"(?:\d{{1,3}}\s{{0,2}}[.．、)）]|[{_COUNT}]{{1,3}}\s{{0,2}}[、.．]|[（(]\s?[{_COUNT}\d]{{1,3}}\s?[）)][、.．]?|[①-⒛㈠-㈩]"
    rf"|第[{_COUNT}\d]{{1,3}}[章节条编篇]|第[{_COUNT}\d]{{1,3}}部分|(?:任务|行动|工程|专项)[{_COUNT}\d]{{1,3}}[：:、.．])"
)
"""The number of a heading as it may stand in a file that was copied."""
_BULLET = re.compile(
    rf"(?P<before>\s{{0,8}})(?:[•·●■◆▪◦○➢►▶✓√★☆▲△]|\*(?!\*)|-(?!-))\s{{0,4}}(?=(?:\*\*)?(?:{MARK}|[\u4e00-\u9fff]))"
)
# **加强领导**各单位…: the bold type alone shows where the title ends.
_BOLD = re.compile(
    rf"(?P<before>\s{{0,8}})(?P<bold>\*\*|__)?(?P<mark>{MARK}\s{{0,4}})(?P<other>\*\*|__)?(?P<title>[^*_。：:；]{{2,40}})"
    r"(?:\*\*|__)\s{0,4}(?=[\u4e00-\u9fff“《])"
)
_NUMBER_TAB = re.compile(rf"(?P<before>\s{{0,8}}{MARK})[ \u3000]{{0,4}}\t[\t \u3000]{{0,4}}(?P<rest>[^\t]{{2,}})")
_BARE_TAB = re.compile(
    rf"(?P<before>\s{{0,8}}(?:\d{{1,2}}|[{_COUNT}]{{1,3}}))\t[\t \u3000]{{0,4}}(?P<rest>[^\t]{{2,}})"
)
_TITLE_TAB = re.compile(rf"(?P<before>\s{{0,8}}{MARK}\s{{0,4}}[^\t。：:，；]{{2,40}})\t+(?P<rest>[^\t]{{2,}})")


def bared(texts: Sequence[str]) -> list[str]:
    """The lines without what copying has put before them or into them."""
    written = [text for text in texts if text.strip()]
    quoted = sum(_QUOTED.match(text) is not None for text in written) > MOST * len(written)
    return [_bared(_QUOTED.sub("", text, count=1) if quoted else text) for text in texts]


def _bared(text: str) -> str:
    text = _NAMED.sub(lambda found: unescape(found[0]), text) if "&" in text else text
    text = _BULLET.sub(r"\g<before>", text, count=1) if (found := _BULLET.match(text)) and found.end() else text
    return _BOLD.sub(_stopped, text, count=1) if "**" in text or "__" in text else text


def _stopped(found: re.Match[str]) -> str:
    return f"{found['before']}{found['mark']}{found['title']}。" if found["bold"] or found["other"] else found[0]


def untabbed(texts: Sequence[str]) -> Iterator[str]:
    """The lines of plain text without the tabs behind the numbers of headings and behind their titles.

    Rows of a table keep theirs: those that follow a row that is none of these.
    """
    table = False
    for text in texts:
        if "\t" not in text.strip():
            table = table and not text.strip()
            yield text
        elif table:
            yield text
        elif found := _NUMBER_TAB.fullmatch(text.rstrip()):
            yield found["before"] + found["rest"]
        elif (found := _BARE_TAB.fullmatch(text.rstrip())) and ("。" in found["rest"] or not found["before"].isascii()):
            yield f"{found['before']} {found['rest']}"
        elif (found := _TITLE_TAB.fullmatch(text.rstrip())) and ("。" in found["rest"] or len(found["rest"]) > TEXT):
            yield f"{found['before']}。{found['rest']}"
        else:
            table = True
            yield text
