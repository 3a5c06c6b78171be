"""The automatic numbering of a Word file: which number stands before a paragraph, though it is not in its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from documents.files.counting import written

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
MOST = 32_767
"""What Word counts to."""
_PLACE = re.compile(r"%([1-9])")


@dataclass(slots=True)
class _Level:
    """A level of a list: its first number, its form, its pattern (%1.%2) and what makes it begin again."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    gap: bool = True
    plain: bool = False
    """Whether every number in it is written in plain digits, whatever the upper levels have."""
    restart: int | None = None
    style: str | None = None


@dataclass(slots=True)
class _Style:
    """A paragraph style: its name, what it builds on, and the list and the level that it brings."""

    name: str
    based: str | None
    list_: str | None
    level: int | None


@dataclass(slots=True)
class _List:
    """A list: the counters that it shares with others of its kind, its levels and where it starts anew."""

    counters: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Listing:
    """The numbers of paragraphs, asked for in the order of the document."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._usual: str | None = None
        self._lists: dict[str, _List] = {}
        self._counted: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if styles is not None:
            self._read_styles(styles)
        if numbering is not None:
            self._read_lists(numbering)

    def style_name(self, paragraph: Any) -> str:
        """What the style of a paragraph is called, in small letters."""
        style = self._styles.get(value(paragraph.find(f"{W}pPr/{W}pStyle")) or "")
        return style.name if style else ""

    def number(self, paragraph: Any) -> str:
        """The number of the next paragraph with the space that parts it from the text; empty for one without."""
        list_id, level = self._place(paragraph)
        found = self._lists.get(list_id or "")
        if found is None or level not in found.levels:
            return ""
        self._count(list_id or "", found, level)
        return self._shown(found, level)

    def _place(self, paragraph: Any) -> tuple[str | None, int]:
        """The list and the level of a paragraph: its own, else those of its style and of what that builds on."""
        properties = paragraph.find(f"{W}pPr")
        own = properties.find(f"{W}numPr") if properties is not None else None
        list_id = value(own.find(f"{W}numId")) if own is not None else None
        level = _whole(value(own.find(f"{W}ilvl"))) if own is not None else None
        style_id = value(properties.find(f"{W}pStyle")) if properties is not None else None
        seen: set[str] = set()
        style_id = style_id or self._usual
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            if list_id is None and style.list_ is not None:
                list_id = style.list_
                level = self._level_of(list_id, style_id) if level is None and style.level is None else level
            level = style.level if level is None else level
            style_id = style.based or ""
        return list_id, level or 0

    def _level_of(self, list_id: str, style_id: str) -> int | None:
        """The level of a list that is tied to a style."""
        found = self._lists.get(list_id)
        return next((at for at, level in found.levels.items() if level.style == style_id), None) if found else None

    def _count(self, list_id: str, found: _List, level: int) -> None:
        counted = self._counted.setdefault(found.counters, {})
        if level in found.starts and (list_id, level) not in self._begun:
            counted[level] = found.starts[level]
        elif level in counted:
            counted[level] = min(counted[level] + 1, MOST)
        else:
            counted[level] = found.levels[level].start
        self._begun.add((list_id, level))
        for deeper in range(level + 1, LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or level < restart:
                counted.pop(deeper, None)

    def _shown(self, found: _List, level: int) -> str:
        shown = found.levels[level]
        counted = self._counted[found.counters]
        if shown.form == "bullet":
            return ""

        def put(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            upper = found.levels.get(at, _Level())
            form = "decimal" if shown.plain and upper.form != "none" else upper.form
            return written(counted.get(at, upper.start), form)

        text = _PLACE.sub(put, shown.pattern)
        return text + " " if shown.gap and text and text[-1] not in "、）)．：" else text

    def _read_styles(self, styles: Any) -> None:
        for one in styles.iter(f"{W}style"):
            style_id = one.get(f"{W}styleId")
            numbered = one.find(f"{W}pPr/{W}numPr")
            if one.get(f"{W}type") == "paragraph" and style_id:
                self._styles[style_id] = _Style(
                    (value(one.find(f"{W}name")) or "").lower(),
                    value(one.find(f"{W}basedOn")),
                    value(numbered.find(f"{W}numId")) if numbered is not None else None,
                    _whole(value(numbered.find(f"{W}ilvl"))) if numbered is not None else None,
                )
                if one.get(f"{W}default") in ("1", "true", "on"):
                    self._usual = style_id

    def _read_lists(self, numbering: Any) -> None:
        kinds = {one.get(f"{W}abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")}
        # A kind may only name the style whose list it follows.
        styled = {value(one.find(f"{W}styleLink")): one for one in kinds.values()}
        for one in numbering.iter(f"{W}num"):
            kind_id = value(one.find(f"{W}abstractNumId"))
            kind = kinds.get(kind_id)
            list_id = one.get(f"{W}numId")
            if kind is None or list_id in (None, "0"):
                continue
            kind = styled.get(value(kind.find(f"{W}numStyleLink")) or "", kind)
            made = _List(kind.get(f"{W}abstractNumId") or "", dict(_levels(kind)))
            for change in one.iter(f"{W}lvlOverride"):
                made.levels.update(_levels(change))
                at, start = _whole(change.get(f"{W}ilvl")), _whole(value(change.find(f"{W}startOverride")))
                if at is not None and start is not None:
                    made.starts[at] = start
            self._lists[list_id] = made


def _levels(kind: Any) -> Iterator[tuple[int, _Level]]:
    for one in kind.iterchildren(f"{W}lvl"):
        at = _whole(one.get(f"{W}ilvl"))
        if at is not None and 0 <= at < LEVELS:
            start = _whole(value(one.find(f"{W}start")))
            plain = one.find(f"{W}isLgl")
            yield (
                at,
                _Level(
                    # A level that says nothing of its start starts at nought.
                    start=0 if start is None else start,
                    form=next((form for part in one.iter(f"{W}numFmt") if (form := value(part))), "decimal"),
                    pattern=value(one.find(f"{W}lvlText")) or "",
                    gap=value(one.find(f"{W}suff")) != "nothing",
                    plain=plain is not None and value(plain) not in ("0", "false", "off"),
                    restart=_whole(value(one.find(f"{W}lvlRestart"))),
                    style=value(one.find(f"{W}pStyle")),
                ),
            )


def value(element: Any | None) -> str | None:
    """What an element of Word's says, or nothing where it is not there."""
    return None if element is None else element.get(f"{W}val")


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 6 else None
