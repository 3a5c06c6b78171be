"""Where in a draft of a plan, and where in the document, something stands: in the words of those who look it up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cli.language import language, t
from documents.nodes import Node, kind_of, text
from workflow.speech import show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from documents.fact import Remark
    from documents.notation import Path
from documents.reading import Reading

LISTS = ("basis", "checkpoints", "sections", "tasks", "projects", "parts", "targets", "units")
"""The keys of a plan file under which pieces with words of their own are listed."""
ORDER = ("plan", "checkpoints", "sections", "projects", "units")
"""The parts of a plan file in the order in which they are told."""
TOGETHER = {
    "full_title": "title",
    "document_number_confirmed": "document_number",
    "issuers_open_ended": "issuers",
}
"""Keys of a plan that are told with another one."""
UNTOLD = ("plan", "lines")
"""Keys that add nothing to a place."""
LONGEST = 28
"""Characters of a title by which a place is named; it stands in full in the tree."""
EXCERPT = 60
"""Characters of the document beside a doubt: enough to find the place."""
FLAT = 120
"""A line with more characters is a paragraph or a whole page: what a doubt is about is looked for in it."""
BEFORE = 15
"""Characters of an excerpt before the words that it is cut around."""
PREFIXES = (None, 12, 6)
"""So much of a value has to stand in the document as it was read; marks and gaps in it may be printed otherwise."""
ALIKE = (
    *("read_units_even", "read_units_groups"),
    *("read_target_bare", "read_target_upper", "read_target_metric"),
)
"""Doubts that differ only in names and figures, which stand in tree and tables: told once, as reading.alike.KEY."""
NAMING = ("title", "metric", "name")
"""Keys of a piece that the document names it by."""


class Whereabouts:
    """The doubts of a reading in the order of the plan, and the places of what it found."""

    def __init__(self, reading: Reading) -> None:
        self.data = reading.data
        self.source = reading.source
        self.lines = reading.source.lines
        self.places = reading.places
        self.doubts = _once(sorted(reading.doubts, key=_rank))
        self.groups = _together(self.doubts)
        self.paged = any(line.page is not None for line in self.lines)
        self._marks: dict[Path, list[int]] = {}
        for number, group in enumerate(self.groups, 1):
            for path in {owner(remark.path) for remark in group}:
                self._marks.setdefault(path, []).append(number)
        self._texts: dict[tuple[int, int], str] = {}

    def marks(self, path: Path) -> list[int]:
        """The numbers of the doubts about the piece at the path and not about one inside it, from 1.

        A sentence that is told of several pieces has one number.
        """
        return self._marks.get(path, [])

    def span(self, path: Path, node: Node | None = None) -> tuple[int, int] | None:
        """The lines of the value at the path: its own, else those of the piece that holds it."""
        return _pair(self.places.get(path) or (node or {}).get("lines"))

    def told(self, span: tuple[int, int] | None) -> str:
        """The lines as a sentence has them; counted on their page where the document has pages; nothing for none."""
        if span is None:
            return ""
        first, last = (self.source.on_page(line) for line in span)
        if first is None or last is None:
            return _span(*span)
        if first[0] == last[0]:
            return t("reading.page", page=first[0], lines=_span(first[1], last[1]))
        ends = [t("reading.page", page=page, lines=_span(line, line)) for page, line in (first, last)]
        return t("reading.pages_of", first=ends[0], last=ends[1])

    def cell(self, span: tuple[int, int] | None) -> str:
        """The lines as a column of a table has them: 14, 3—5, or with the page 2/14, 2/14—15, 2/14—3/1."""
        if span is None:
            return ""
        first, last = (self.source.on_page(line) for line in span)
        if first is None or last is None:
            return str(span[0]) if span[0] == span[1] else f"{span[0]}—{span[1]}"
        ends = "" if first == last else f"—{last[1]}" if first[0] == last[0] else f"—{last[0]}/{last[1]}"
        return f"{first[0]}/{first[1]}{ends}"

    def of(self, remark: Remark) -> tuple[int, int] | None:
        """The lines of a doubt: its own, else those of what it is about."""
        return _pair(remark.lines) or self.span(remark.path, self.at(owner(remark.path)))

    def excerpt(self, remark: Remark) -> str:
        """How the document reads there, in one line and not long: around what the doubt is about.

        A short line is told from its beginning, where that shows it.
        """
        span = self.of(remark)
        if span is None:
            return ""
        text = self._text(span)
        flat_ = any(len(line.text) > FLAT for line in self.lines[span[0] - 1 : span[1]])
        at = _first(text, self._words(remark))
        start = max(min(at - BEFORE, len(text) - EXCERPT), 0) if flat_ or at > EXCERPT - BEFORE else 0
        told = text[start : start + EXCERPT].strip()
        return f"{'…' if start else ''}{told}{'…' if start + EXCERPT < len(text) else ''}"

    def _text(self, span: tuple[int, int]) -> str:
        """What the document has there in one line, Chinese without the gaps of print."""
        if span not in self._texts:
            lines = (line.text for line in self.lines[span[0] - 1 : span[1]] if line.text.strip())
            parts = ("".join(line.split()) if _chinese(line) else f" {flat(line)}" for line in lines)
            self._texts[span] = "".join(parts).strip()
        return self._texts[span]

    def _words(self, remark: Remark) -> Iterator[str]:
        """By what the place may be found: the value that is doubted, what the doubt cites, the name of the piece."""
        path = owner(remark.path)
        node = self.at(path)
        key = remark.path[-1] if remark.path else ""
        told = self.at(remark.path[:-1]).get(key) if isinstance(key, str) else None
        yield from (value(told) + unit for unit in (text(node, "unit") or "", "") if told is not None)
        for each in remark.reason.facts.values():
            yield from ("、".join(map(str, each)), *map(str, each)) if isinstance(each, list | tuple) else ()
            yield from (each,) if isinstance(each, str) else ()
        yield from (name for key in NAMING if (name := text(node, key)))

    def at(self, path: Path) -> Node:
        """The piece at the path; an empty one where there is none."""
        found: Any = self.data
        for step in path:
            try:
                found = found[step]
            except (KeyError, IndexError, TypeError):
                return {}
        return found if isinstance(found, dict) else {}

    def named(self, path: Path, *, brief: bool = False) -> str:
        """The place in words: 07 提升救治能力 · T10 等级 · 时限; briefly 07 · T10 · 时限."""
        ends = list(_ends(path))
        codes = (text(self.at(path[:end]), "code") if brief else None for end in ends)
        parts = [code or self._piece(path[:end]) for end, code in zip(ends, codes, strict=True)]
        key = next((step for step in path[max(ends, default=0) :] if isinstance(step, str) and step not in UNTOLD), "")
        # A target is looked up in its item; what else is inside something has a code that says so.
        kept = parts[-2:] if ends and path[ends[-1] - 2] == "targets" else parts[-1:]
        return " · ".join(part for part in (*kept, field(key) if key else "") if part) or t("reading.whole")

    def _piece(self, path: Path) -> str:
        """A piece by its code or number and its title."""
        node, kind = self.at(path), path[-2]
        if kind == "checkpoints":
            return " ".join((t("reading.field.checkpoints"), checkpoint(node)))
        if kind in ("units", "basis"):
            return " ".join((field(str(kind)), text(node, "name") or text(node, "title") or ""))
        title = flat(text(node, "title") or text(node, "metric") or "")
        title = title if len(title) <= LONGEST else f"{title[:LONGEST]}…"
        return f"{printed(node)}{title}" if kind == "sections" else f"{text(node, 'code') or ''} {title}".strip()


def _once(doubts: Iterable[Remark]) -> list[Remark]:
    """The doubts, none of them twice at one place."""
    found: dict[tuple[Path, str], Remark] = {}
    for remark in doubts:
        found.setdefault((remark.path, remark.reason.sentence(language())), remark)
    return list(found.values())


def _together(doubts: Iterable[Remark]) -> list[list[Remark]]:
    """The doubts that say the same of several places, in the order of the first of them."""
    found: dict[str, list[Remark]] = {}
    for remark in doubts:
        key = remark.reason.key
        found.setdefault(key if key in ALIKE else remark.reason.sentence(language()), []).append(remark)
    return list(found.values())


def sentence(group: Sequence[Remark]) -> str:
    """What the doubts of a group say of their places."""
    said = {remark.reason.sentence(language()) for remark in group}
    return said.pop() if len(said) == 1 else t(f"reading.alike.{group[0].reason.key}")


def _pair(found: Any) -> tuple[int, int] | None:
    """Lines that are a pair; those out of a plan file are a list."""
    return (found[0], found[1]) if isinstance(found, list | tuple) and len(found) == 2 else None


def _span(first: int, last: int) -> str:
    return t("reading.line", line=first) if first == last else t("reading.lines", first=first, last=last)


def _first(text: str, words: Iterable[str]) -> int:
    """Where the first of the words stands that is there at all, or its beginning; 0 where none is."""
    for word in words:
        told = "".join(word.split()) if _chinese(word) else flat(word)
        for size in PREFIXES:
            if len(told[:size]) > 1 and (at := text.find(told[:size])) >= 0:
                return at
    return 0


def owner(path: Path) -> Path:
    """The path of the piece that a value belongs to; of a value of the plan itself the path of the value."""
    end = max(_ends(path), default=0)
    if end or not path or path[0] != "plan":
        return path[:end]
    key = next((str(step) for step in path[1:2] if step not in UNTOLD), "")
    return ("plan", TOGETHER.get(key, key)) if key else ("plan",)


def _ends(path: Path) -> Iterator[int]:
    """Where in a path a piece ends."""
    return (n + 2 for n, step in enumerate(path[:-1]) if step in LISTS and isinstance(path[n + 1], int))


def _rank(remark: Remark) -> tuple[int, tuple[int, ...]]:
    top = remark.path[0] if remark.path else ""
    return ORDER.index(str(top)) if top in ORDER else len(ORDER), tuple(s for s in remark.path if isinstance(s, int))


_STEP = re.compile(r"([^.\[\]]+)|\[(\d{1,9})\]")


def path_of(place: str) -> Path:
    """The path that documents.nodes.place wrote as checkpoints[2].closes_on."""
    return tuple(int(found[2]) if found[2] else found[1] for found in _STEP.finditer(place))


def field(key: str) -> str:
    """A key of a plan file in words; one that no plan file has as it stands."""
    try:
        return t(f"reading.field.{key}")
    except KeyError:
        return key


def checkpoint(node: Node) -> str:
    """A checkpoint by the name of its kind and, where the document calls it otherwise, by that."""
    kind, title = kind_of(node), flat(text(node, "title") or "")
    label = kind.label(language()) if kind else str(node.get("kind", ""))
    if label and label in title:
        return title
    return t("reading.called", label=label, title=title) if title else label


def printed(node: Node) -> str:
    """The number as it stands before a title: with a space behind it unless it ends in a bracket or a stop."""
    number = str(node.get("number") or "")
    return number if not number or number[-1] in "）、．" else f"{number} "


def flat(words: str) -> str:
    """A text in one line."""
    return " ".join(words.split())


def _chinese(words: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in words[:EXCERPT])


def value(found: Any) -> str:
    """A number without a needless point, a day of the calendar, a word."""
    if isinstance(found, float):
        return str(int(found)) if found.is_integer() else str(found)
    return flat(show(found, language()))
