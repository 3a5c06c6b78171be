"""What people and programs are shown: tables that fit the terminal, colours with their words, JSON."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ENDLESS = 100_000
_COLOURS = {"red": "31", "yellow": "33", "green": "32", "grey": "90", "done": "36"}


def width(stream: TextIO | None = None) -> int:
    """Columns to fit into: the terminal's, or COLUMNS; a pipe without either is endless."""
    if os.environ.get("COLUMNS", "").isdigit():
        return max(40, int(os.environ["COLUMNS"]))
    stream = stream or sys.stdout
    return os.get_terminal_size(stream.fileno()).columns or 80 if stream.isatty() else ENDLESS


def coloured() -> bool:
    """Whether colour may be used: on a terminal that is not dumb, unless NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cells(text: str) -> int:
    """How many columns a text takes; a Chinese character takes two."""
    return len(text) if text.isascii() else sum(_cells(character) for character in text)


def pad(text: str, room: int, *, right: bool = False) -> str:
    """The text filled up with spaces to `room` columns."""
    space = " " * max(0, room - cells(text))
    return space + text if right else text + space


@dataclass(slots=True, eq=False, repr=False)
class Column:
    """A column of a table; `flex` ones give way first in a narrow terminal, down to `least`.

    Of `names` the words stay whole for as long as they fit, though the column gives way.
    """

    title: str
    flex: bool = False
    right: bool = False
    least: int = 8
    names: bool = False


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    lights: Sequence[str | None] = (),
    stream: TextIO | None = None,
) -> list[str]:
    """The lines of a table; `lights` colours the first cell of each row. What does not fit is folded, never cut."""
    titles = [column.title for column in columns]
    rooms = [max(map(cells, texts)) for texts in zip(titles, *rows, strict=True)]
    room = width(stream) - 2 * (len(columns) - 1)
    if sum(rooms) > room:
        rooms = _fit(columns, rooms, list(zip(titles, *rows, strict=True)), room)
    lines = _folded(columns, rooms, titles, None)
    lines.append("  ".join("-" * room for room in rooms))
    for number, row in enumerate(rows):
        lines += _folded(columns, rooms, row, lights[number] if number < len(lights) else None)
    return lines


def _folded(columns: Sequence[Column], rooms: Sequence[int], row: Sequence[str], light: str | None) -> list[str]:
    """A row in as many lines as its longest cell needs; the first cell in the colour of the light."""
    folds = [fold(text, room, loose=c.flex and not c.names) for c, text, room in zip(columns, row, rooms, strict=True)]
    lines = []
    for parts in zip_longest(*folds, fillvalue=""):
        padded = [pad(part, room, right=c.right) for c, part, room in zip(columns, parts, rooms, strict=True)]
        first = paint(padded[0], light) if light and parts[0] else padded[0]
        lines.append("  ".join([first, *padded[1:]]).rstrip())
    return lines


def fold(text: str, room: int, *, loose: bool = True) -> list[str]:
    """The text in lines of `room` columns, none of which begins with what closes a bracket or a clause.

    A loose text breaks between any two Chinese characters; another one at spaces, before a bracket and behind an
    arrow or a dot, and only where even that is too wide as a loose one does. What goes on keeps the indent of the
    first line.
    """
    if cells(text) <= room:
        return [text]
    indent = " " * min(len(text) - len(text.lstrip()), max(0, room - 8))
    lines, line, room = [], "", room - len(indent)
    for piece in _pieces(text.strip(), room, loose=loose):
        if line and cells(line) + cells(piece.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [indent + line for line in (*lines, line.rstrip())]


def _pieces(text: str, room: int, *, loose: bool) -> Iterator[str]:
    """What stays together, smaller where it is wider than the room: in the end each character by itself."""
    for piece in (_PIECES if loose else _WHOLE).findall(text):
        if cells(piece) <= room:
            yield piece
        else:
            yield from piece if loose else _pieces(piece, room, loose=True)


def paint(text: str, light: str | None) -> str:
    """The text in the colour of a light."""
    code = _COLOURS.get(light or "")
    return f"\033[{code}m{text}\033[0m" if code and coloured() else text


def _fit(columns: Sequence[Column], rooms: list[int], texts: Sequence[Sequence[str]], room: int) -> list[int]:
    """Takes from the widest of the giving columns, one column of the terminal at a time.

    The flexible ones give first, then the others down to their longest word; only then is anything broken inside.
    """
    rooms = list(rooms)
    whole, small = ([max(4, _longest(cell, kind)) for cell in texts] for kind in (_WHOLE, _PIECES))
    flex = [n for n, column in enumerate(columns) if column.flex]
    kept = [max(column.least, least) for column, least in zip(columns, small, strict=True)]
    rigid = [kept[n] if column.flex else whole[n] for n, column in enumerate(columns)]
    every, least = range(len(rooms)), [4] * len(rooms)
    stages = ((flex, kept), (every, rigid), (flex, small), (every, small), (flex, least), (every, least))
    for some, floor in stages:
        while sum(rooms) > room and (giving := [n for n in some if rooms[n] > floor[n]]):
            rooms[max(giving, key=lambda n: rooms[n])] -= 1
    return rooms


def _longest(texts: Sequence[str], kind: re.Pattern[str]) -> int:
    return max((cells(piece) for text in texts for piece in kind.findall(text)), default=0)


def wrap(text: str, indent: str = "", most: int = ENDLESS, stream: TextIO | None = None) -> list[str]:
    """The text in lines that fit the stream, at most `most` columns wide, all but the first indented."""
    most = min(width(stream), most)
    room, lines, line = most, [], ""
    for piece in _PIECES.findall(text):
        if piece == "\n" or (line and _seen(line) + _seen(piece) > room):
            lines.append(line.rstrip())
            line, room = "", max(20, most - cells(indent))
        line += "" if piece == "\n" or (piece.isspace() and lines and not line) else piece
    lines.append(line)
    return [lines[0], *(indent + rest for rest in lines[1:])]


def _seen(text: str) -> int:
    return cells(_PAINT.sub("", text))


_PAINT = re.compile(r"\033\[\d+m")
_OPENS, _CLOSES = "（「『《〈【“‘(", "，。；：、？！）」』》〉】”’…),;"
_PIECES = re.compile(
    rf"\n|(?:\033\[\d+m)?[{_OPENS}]*(?:\d{{4}}年\d{{1,2}}月\d{{1,2}}日|[!-~]+|.)[{_CLOSES}]*(?:\033\[0m)?"
)
"""Where a line may break: never inside a code, a number or a date, nor between brackets and what they hold."""
_WHOLE = re.compile(r"\s+|（[^\s（→·]*|[^\s（→·]+[→·]?|[→·]")
"""The same where names, dates and numbers have to stay whole."""


def say(*lines: str) -> None:
    """Prints lines to standard output."""
    if lines:
        _write(sys.stdout, "\n".join(lines))


def agreed(question: str, answers: str) -> bool:
    """Asks on the terminal; whatever is no clear yes, in either language, is no."""
    sys.stdout.write(f"{_CONTROL.sub('', question)} {answers}")
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold() in YES


YES = ("y", "yes", "是", "确认", "好")


def note(*lines: str) -> None:
    """Prints lines to standard error, wrapped: what is not data."""
    sys.stdout.flush()
    if lines:
        told = [wrap(line, "    ", stream=sys.stderr) for line in "\n".join(lines).split("\n")]
        _write(sys.stderr, "\n".join(part for line in told for part in line))


def data(value: Any, *, error: bool = False) -> None:
    """Prints one JSON document: UTF-8 whatever the terminal speaks, never coloured or wrapped."""
    sys.stdout.flush()
    stream: Any = sys.stderr if error else sys.stdout
    stream.reconfigure(encoding="utf-8")
    _write(stream, json.dumps(value, ensure_ascii=False, indent=2))


def _write(stream: Any, text: str) -> None:
    # Control characters that came with somebody's text do not reach the terminal.
    stream.write(_CONTROL.sub("", text) + "\n")


_CONTROL = re.compile(r"(?!\033\[\d+m)[\x00-\x08\x0b-\x1f\x7f-\x9f]")
