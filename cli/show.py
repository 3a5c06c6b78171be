"""What people and programs are shown: tables that fit the terminal, colours with their words, JSON."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

ENDLESS = 100_000
_COLOURS = {"red": "31", "yellow": "33", "green": "32", "grey": "90", "done": "36"}


def width() -> int:
    """Columns to fit into: the terminal's, or COLUMNS; a pipe without either is endless."""
    if os.environ.get("COLUMNS", "").isdigit():
        return max(40, int(os.environ["COLUMNS"]))
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else ENDLESS


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


def cut(text: str, room: int) -> str:
    """The text in at most `room` columns, with … where something was left out."""
    if cells(text) <= room:
        return text
    taken, used = "", 0
    for character in text:
        used += _cells(character)
        if used > room - 1:
            break
        taken += character
    return taken + "…"


def pad(text: str, room: int, *, right: bool = False) -> str:
    """The text filled up with spaces to `room` columns."""
    space = " " * max(0, room - cells(text))
    return space + text if right else text + space


@dataclass(slots=True, eq=False, repr=False)
class Column:
    """A column of a table; `flex` ones give way in a narrow terminal, down to `least`."""

    title: str
    flex: bool = False
    right: bool = False
    least: int = 8


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], lights: Sequence[str | None] = ()) -> list[str]:
    """The lines of a table; `lights` colours the first cell of each row."""
    rooms = [
        max(cells(c.title), *(cells(row[n]) for row in rows)) if rows else cells(c.title) for n, c in enumerate(columns)
    ]
    words = [max(map(_longest_word, (c.title, *(row[n] for row in rows)))) for n, c in enumerate(columns)]
    rooms = _fit(columns, rooms, words, width() - 2 * (len(columns) - 1))
    lines = _folded(columns, rooms, [column.title for column in columns], None)
    lines.append("  ".join("-" * room for room in rooms))
    for number, row in enumerate(rows):
        light = lights[number] if number < len(lights) else None
        lines += _folded(columns, rooms, row, light)
    return lines


def _folded(columns: Sequence[Column], rooms: Sequence[int], row: Sequence[str], light: str | None) -> list[str]:
    """A row in as many lines as its longest cell needs; the first cell in the colour of the light."""
    folds = [
        fold(text, room, 2 if column.flex and not text.isascii() else 4)
        for column, text, room in zip(columns, row, rooms, strict=True)
    ]
    high = max(map(len, folds))
    lines = [_line(columns, rooms, [parts[n] if n < len(parts) else "" for parts in folds]) for n in range(high)]
    first = pad(folds[0][0], rooms[0])
    if light and lines[0].startswith(first):
        lines[0] = paint(first, light) + lines[0][len(first) :]
    return lines


def fold(text: str, room: int, most: int = 2) -> list[str]:
    """The text in at most `most` lines of `room` columns, the last one cut where it is longer still."""
    lines: list[str] = []
    while cells(text) > room and len(lines) < most - 1:
        taken, used = 0, 0
        while used + _cells(text[taken]) <= room:
            used += _cells(text[taken])
            taken += 1
        # A word in Latin letters goes whole to the next line, unless it began this one.
        space = text.rfind(" ", 0, taken + 1)
        inside = text[taken].isascii() and text[taken - 1].isascii() and text[taken] != " "
        taken = space if inside and space > 0 else taken
        lines.append(text[:taken].rstrip())
        text = text[taken:].lstrip()
    return [*lines, cut(text, room)]


def paint(text: str, light: str | None) -> str:
    """The text in the colour of a light."""
    code = _COLOURS.get(light or "")
    return f"\033[{code}m{text}\033[0m" if code and coloured() else text


def _longest_word(text: str) -> int:
    return max((len(word) for word in text.split() if word.isascii()), default=0)


def _fit(columns: Sequence[Column], rooms: list[int], words: Sequence[int], room: int) -> list[int]:
    """Takes from the widest of the giving columns, one column of the terminal at a time.

    The flexible ones give first, then any, but none less than its longest word needs; in the end all must.
    """
    rooms = list(rooms)
    least = [max(column.least, word) for column, word in zip(columns, words, strict=True)]
    flex = [n for n, column in enumerate(columns) if column.flex]
    for some, floor in ((flex, least), (range(len(rooms)), least), (range(len(rooms)), [4] * len(rooms))):
        while sum(rooms) > room and (giving := [n for n in some if rooms[n] > floor[n]]):
            rooms[max(giving, key=lambda n: rooms[n])] -= 1
    return rooms


def _line(columns: Sequence[Column], rooms: Sequence[int], row: Sequence[str]) -> str:
    texts = [
        pad(cut(text, room), room, right=column.right) for column, room, text in zip(columns, rooms, row, strict=True)
    ]
    return "  ".join(texts).rstrip()


def wrap(text: str, indent: str = "", most: int = ENDLESS) -> list[str]:
    """The text in lines that fit, at most `most` columns wide, all but the first indented."""
    room, lines, line = min(width(), most), [], ""
    for piece in _PIECES.findall(text):
        if piece == "\n" or (line and _seen(line) + _seen(piece) > room):
            lines.append(line.rstrip())
            line, room = "", max(20, min(width(), most) - cells(indent))
        line += "" if piece == "\n" or (piece.isspace() and lines and not line) else piece
    lines.append(line)
    return [lines[0], *(indent + rest for rest in lines[1:])]


def _seen(text: str) -> int:
    return cells(_PAINT.sub("", text))


_PAINT = re.compile(r"\033\[\d+m")
_PIECES = re.compile(r"\n|(?:\033\[\d+m)?[（「“]*(?:\d{4}年\d{1,2}月\d{1,2}日|[!-~]+|.)[，。；：、）」”]*(?:\033\[0m)?")
"""Where a line may break: never inside a code, a number or a date, nor between brackets and what they hold."""


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
    """Prints lines to standard error: what is not data."""
    sys.stdout.flush()
    if lines:
        _write(sys.stderr, "\n".join(lines))


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
