"""The document's own number, in every form in which it is printed, and never one that it cites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from documents.days.date_forms import FULL_DAY
from documents.prose.passage import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from documents.head.cover import Cover
    from documents.head.metadata import Metadata

LOST = "〓□■◻●*＊?？×✕�_＿"
"""What stands for a character that could not be read."""
OPENING, CLOSING = "〔[【（(〈<﹝［{「", "〕]】）)〉>﹞］}」"
BEFORE = (
    "文件",
    "的通知",
    "的函",
    "的意见",
    "通知",
    "日",
    "日，",
    "日、",
    "字号：",
    "文号：",
    "字号",
    "文号",
    "》",
    "号：",
    "编号",
)
"""After these the letters of the agency begin, where nothing parts them."""
AFTER = ("）", "》", "文", "精神", "要求", "、", "，", "。", "的", "规定", "等", "和", "及", "；", "要")
"""What follows a number that is cited, on the same line."""

_SPACE = "[ \u3000]{0,3}"
_CODE = f"[\u4e00-\u9fff〇A-Za-z{re.escape(LOST)}]"
_DIGIT = f"[0-9{re.escape(LOST)}]"
_NUMBER = re.compile(
    rf"(?P<year>[{re.escape(OPENING)}]{_SPACE}{_DIGIT}{{4}}年?{_SPACE}[{re.escape(CLOSING)}]){_SPACE}"
    rf"(?:第|字第)?{_SPACE}(?P<serial>{_DIGIT}{{0,5}}){_SPACE}号"
)
_BARE = re.compile(
    rf"(?P<year>(?:19|20)\d\d(?:年|[ —–-])?)(?:第|字第)?{_SPACE}(?P<serial>{_DIGIT}{{1,5}}){_SPACE}号(?![线楼院])"
)
_LETTERS = re.compile(rf"{_CODE}{{2,16}}$")
_IN_BRACKET = re.compile(r"（(?P<inner>[^（）]{6,40}(?:（\d{4}）[^（）]{1,12})?)）")
_OPENS = re.compile(rf"[（(](?:{FULL_DAY}[，、；]?)?$")
_CLOSES = re.compile(rf"(?:[，、；]?{FULL_DAY})?[）)]")
DAY = 16
"""Characters of a day before a number in the same bracket."""
_LEFT_EMPTY = re.compile(f"[{re.escape(LOST)}]{{2,}}")
MOST = 16
"""Letters of an agency; more are a sentence."""


class Number(NamedTuple):
    """A number as printed, without spaces; `lost` where a character of it is missing, `blank` where its serial is."""

    printed: Passage
    lost: bool
    blank: bool


def own_number(cover: Cover, rows: Metadata, named: Iterable[Passage] = ()) -> Number | None:
    """The first number that the document bears; else the one in the rows of the site, else one behind its name.

    `named` is what follows where the text itself names 《the plan》.
    """
    for form in (_NUMBER, _BARE):
        found = next(_borne(cover, form), None)
        if found:
            return found
    return listed_number(rows) or next(filter(None, map(_behind, named)), None)


def _behind(text: Passage) -> Number | None:
    """The number in the bracket with which a text begins: （岭教发〔2023〕11号），现印发给你们."""
    bracket = _IN_BRACKET.match(text.text)
    found = _NUMBER.search(bracket["inner"]) if bracket else None
    if (
        not bracket
        or not found
        or found.end() != len(bracket["inner"])
        or not _LETTERS.fullmatch(bracket["inner"][: found.start()])
    ):
        return None
    return _number(text.found(bracket, "inner"), found)


def listed_number(rows: Metadata) -> Number | None:
    """The number in the rows above the document."""
    return number_in(rows.get("number"))


def number_in(row: Passage) -> Number | None:
    """The number that stands in a text which holds little else."""
    for form in (_NUMBER, _BARE):
        if (match := form.search(row.text)) and _LETTERS.search(row.text[: match.start()]):
            return _number(row.cut(0, match.end()), match)
    return None


def _borne(cover: Cover, form: re.Pattern[str]) -> Iterator[Number]:
    text = cover.text.text
    for match in form.finditer(text):
        start = _begins(cover, match.start())
        opening = _OPENS.search(text, max(start - DAY, 0), start)
        closing = _CLOSES.match(text, match.end())
        cited = text.startswith(AFTER, match.end()) and match.end() not in cover.heads
        if start == match.start() or (cited and not (opening and closing)):
            continue
        if opening and closing and not _below_title(cover, opening.start(), closing.end()):
            continue
        if form is _BARE and not _alone(cover, start, match.end()):
            continue
        yield _number(cover.text.cut(start, match.end()), match)


def _begins(cover: Cover, end: int) -> int:
    """Where the letters of the agency begin that end there; `end` where there are none."""
    text = cover.text.text
    floor = max((gap for gap in cover.breaks if gap < end), default=0)
    # 石卫发 〔2021〕 80号 has gaps inside; a gap before two letters or more is one before the number.
    gaps = [gap for gap in cover.gaps if floor < gap <= end - 2]
    letters = _LETTERS.search(text, max(floor, end - MOST), end)
    if letters is None:
        return end
    start = letters.start()
    for word in BEFORE:
        at = text.rfind(word, start, end)
        start = max(start, at + len(word)) if at >= 0 else start
    within = [gap for gap in gaps if gap > start]
    start = max(within, default=start)
    parted = start == floor or start in within or text.endswith(BEFORE, 0, start) or text[start - 1] in "（("
    return start if parted and not re.search(r"根据|按照|落实|依据|关于|执行|印发", text[start:end]) else end


def _below_title(cover: Cover, start: int, end: int) -> bool:
    """Whether brackets stand after the title of a notice or on a line of their own, and not behind what is cited."""
    text = cover.text.text
    if start in cover.breaks:
        return end in cover.breaks and not text.endswith(("》", "，"), 0, start)
    line, _ = cover.line_of(start)
    return text.endswith("通知", 0, start) and end in cover.breaks and "根据" not in text[line:start]


def _alone(cover: Cover, start: int, end: int) -> bool:
    """Whether a number without brackets is all that its line holds, or stands right below 文件 or 通知."""
    text = cover.text.text
    return end in cover.breaks and (start in cover.breaks or text.endswith(("文件", "通知"), 0, start))


def _number(printed: Passage, match: re.Match[str]) -> Number:
    kept = [i for i, char in enumerate(printed.text) if not char.isspace()]
    clean = Passage("".join(printed.text[i] for i in kept), tuple(printed.at[i] for i in kept))
    blank = not match["serial"] or _LEFT_EMPTY.fullmatch(match["serial"]) is not None
    return Number(clean, any(char in LOST for char in clean.text), blank)
