"""The elements of a web page as a plain tree, and the lines that a reader sees of one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "title", "tr", "ul", "ucapcontent",
))  # fmt: skip
"""Elements that begin and end a line."""
UNSEEN = frozenset((
    "script", "style", "noscript", "template", "iframe", "svg", "math", "button", "select", "option", "input",
    "textarea", "object", "embed", "video", "audio", "canvas", "map", "link", "meta", "base", "head",
))  # fmt: skip
"""Elements of which no reader sees a text."""
LOOSE = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "colgroup", "rp", "rt",
))  # fmt: skip
"""Elements whose end need not be written, which therefore do not nest."""
DEEPEST = 2_000
"""Elements inside one another; what has more is made to harm."""
LONG_CELL = 2_000
"""A cell with more characters is a frame around a text."""
WIDEST = 100
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]{0,20})", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden", re.I)


@dataclass(slots=True, eq=False)
class Element:
    """An element with its texts and the elements inside it, in order."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        """Its id and its classes, in small letters."""
        return {name for key in ("id", "class") for name in self.attributes.get(key, "").lower().split()}

    @property
    def hidden(self) -> bool:
        """Whether the page itself says that nobody sees it."""
        return bool(_HIDDEN.search(self.attributes.get("style", ""))) or "hidden" in self.attributes

    def walk(self) -> Iterator[Element]:
        """The element and those inside it, in the order in which they begin."""
        stack = [self]
        while stack:
            one = stack.pop()
            yield one
            stack.extend(child for child in reversed(one.children) if isinstance(child, Element))

    def above(self) -> Iterator[Element]:
        """The elements around it, from the inmost on."""
        one = self.parent
        while one is not None:
            yield one
            one = one.parent

    def text(self) -> str:
        """All its characters without white space."""
        return "".join("".join(part.split()) for one in self.walk() for part in one.children if isinstance(part, str))


def tree(html: str) -> Element:
    """The elements of a page that can be seen, and its title. ValueError where it nests deeper than pages do."""
    from selectolax.lexbor import LexborHTMLParser

    if _depth(html) > DEEPEST:
        raise ValueError(f"> {DEEPEST} elements nested")
    page = LexborHTMLParser(html).root
    top = Element("html", {})
    if page is None:
        return top
    known = {page.mem_id: top}
    for node in page.traverse(include_text=True):
        parent = known.get(node.parent.mem_id) if node.parent is not None else None
        if parent is None:
            continue
        if node.is_text_node:
            parent.children.append(node.text_content or "")
        elif node.is_element_node and node.tag is not None and (node.tag not in UNSEEN or node.tag in ("head", "meta")):
            attributes = {name: value or "" for name, value in node.attributes.items()}
            element = known[node.mem_id] = Element(node.tag, attributes, parent)
            parent.children.append(element)
    return top


def _depth(html: str) -> int:
    """How many elements are inside one another at most, by their tags."""
    depth = deepest = 0
    for match in _TAG.finditer(html):
        if match[2].lower() not in LOOSE:
            depth = max(0, depth - 1) if match[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


def lines(element: Element) -> list[str]:
    """What is seen of it, line by line; a row of a table is one, its cells parted by tabs. None is empty."""
    found: list[str] = []
    current: list[str] = []
    open_: dict[int, list[int]] = {}
    stack: list[Element | str | None] = [element]

    def end() -> None:
        if text := _SPACE.sub(" ", "".join(current)).replace("\xa0", " ").rstrip().removeprefix(" "):
            found.extend([text] if text.strip() else [])
        current.clear()

    while stack:
        one = stack.pop()
        if one is None or (isinstance(one, Element) and one.tag == "br"):
            end()
        elif isinstance(one, str):
            current.append(one)
        elif one.tag == "tr" and one is not element and _is_row(one, open_.get(id(one.parent), [])):
            end()
            if text := _row(one, open_.setdefault(id(one.parent), [])):
                found.append(text)
        elif one.tag in BLOCKS:
            end()
            stack += [None, *_inside(one)]
        else:
            stack += _inside(one)
    end()
    return found


def _inside(element: Element) -> list[Element | str | None]:
    """What is in an element, the last first; in preformatted text a break is one."""
    if element.tag != "pre":
        return list(reversed(element.children))
    found: list[Element | str | None] = []
    for child in element.children:
        parts: list[Element | str] = [*child.split("\n")] if isinstance(child, str) else [child]
        for place, part in enumerate(parts):
            found.extend((None, part) if place else (part,))
    return found[::-1]


def _cells(row: Element) -> list[Element]:
    return [child for child in row.children if isinstance(child, Element) and child.tag in ("td", "th")]


def _is_row(row: Element, open_: list[int]) -> bool:
    """Whether a row belongs to a table of facts, and not to one that only puts things in their places.

    One cell is a row beside cells that reach down from further up.
    """
    cells = _cells(row)
    framed = any(one.tag == "table" for cell in cells for one in cell.walk())
    several = len(cells) > 1 or (bool(cells) and any(open_))
    return several and not framed and all(len(cell.text()) <= LONG_CELL for cell in cells)


def _row(row: Element, open_: list[int]) -> str:
    """A row in one line; `open_` tells of how many rows to come each column still belongs to a cell further up."""
    from documents.files.source import MERGED
    from documents.files.word import run_on

    texts: list[str] = []

    def held() -> None:
        while len(texts) < len(open_) and open_[len(texts)] > 0:
            open_[len(texts)] -= 1
            texts.append(MERGED)

    for cell in _cells(row):
        held()
        for place in range(_count(cell, "colspan")):
            while len(open_) <= len(texts):
                open_.append(0)
            open_[len(texts)] = _count(cell, "rowspan") - 1
            texts.append("" if place else run_on(lines(cell)))
    held()
    return "\t".join(texts).rstrip("\t")


def _count(cell: Element, name: str) -> int:
    said = cell.attributes.get(name, "").strip()
    return max(1, min(int(said), WIDEST)) if said.isascii() and said.isdigit() and len(said) < 6 else 1
