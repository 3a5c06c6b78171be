"""Word files (.docx): their paragraphs and tables in order, as they read with every tracked change accepted."""

from __future__ import annotations

import io
import re
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from documents.files.listing import Listing, W, value
from documents.files.source import MERGED, Line, broken
from documents.files.zipped import UNPACKED, locked, unpacked
from models.errors import MissingFile
from workflow.errors import Usage

if TYPE_CHECKING:
    from collections.abc import Iterator

STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
USUAL = W.strip("{}").encode()
"""The namespace of the strict variant of the format, and the one that is read."""
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
WORDS = {
    f"{W}tab": " ", f"{W}ptab": " ", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}sym": "〓",
}  # fmt: skip
"""Elements that stand for a character; a tab would look like the next cell of a table."""
SKIPPED = frozenset(
    W + name
    for name in (
        "del", "moveFrom", "pPr", "rPr", "sdtPr", "tblPr", "tcPr", "trPr", "instrText", "delText", "rt",
        "footnoteReference", "endnoteReference", "annotationRef", "sectPr",
    )
)  # fmt: skip
"""Elements whose text is none of the document's: deleted, moved away, properties, field codes, notes on sounds."""
CIRCLED = {0x81 + place: "①②③④⑤⑥⑦⑧⑨⑩"[place] for place in range(10)}
"""The circled numbers of the font Wingdings."""
_LISTED = re.compile(r"[ .…·]\d{1,4}$")
_LETTERS = re.compile(r"[A-Za-z]")


def lines(name: str, content: bytes) -> Iterator[Line]:
    """A line a paragraph, with its number; a row of a table is one line. Heads, feet and notes are left out.

    MissingFile where it is encrypted or has no document in it, Usage where it is too large; of what is damaged,
    whatever the parts of the libraries raise.
    """
    with ZipFile(io.BytesIO(content)) as archive:
        if locked(archive):
            raise MissingFile("document_locked", path=name)
        main = _main(name, archive)
        related = _related(name, archive, main)
        document = _part(name, archive, main)
        styles = _part(name, archive, related.get("styles", ""))
        numbering = _part(name, archive, related.get("numbering", ""))
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise broken(name, "docx")
    reader = _Reader(Listing(numbering, styles))
    reader.blocks(body)
    reader.end()
    yield from (Line(text) for text in reader.lines)


def _main(name: str, archive: ZipFile) -> str:
    return _related(name, archive, "").get("officeDocument") or "word/document.xml"


def _related(name: str, archive: ZipFile, part: str) -> dict[str, str]:
    """The parts that a part names, by the last word of what they are to it."""
    folder, _, last = part.rpartition("/")
    relations = _part(name, archive, join(folder, "_rels", f"{last}.rels"))
    found: dict[str, str] = {}
    for one in [] if relations is None else relations:
        target = one.get("Target") or ""
        if one.get("TargetMode") != "External":
            place = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
            found.setdefault((one.get("Type") or "").rpartition("/")[2], place)
    return found


def _part(name: str, archive: ZipFile, part: str) -> Any | None:
    """The tree of a part; nothing where it is not there."""
    from docx.oxml.parser import parse_xml

    known = {one.filename.replace("\\", "/").lower(): one for one in archive.infolist()}
    one = known.get(part.lower())
    if one is None:
        return None
    if one.file_size > UNPACKED:
        raise Usage("document_unpacked", path=name, megabytes=UNPACKED // 2**20)
    return parse_xml(unpacked(archive, one).replace(STRICT, USUAL))


class _Reader:
    """Goes through the blocks of a document and gathers their lines."""

    def __init__(self, listing: Listing) -> None:
        self.lines: list[str] = []
        self._listing = listing
        self._pending = ""
        """The text of a paragraph whose end is deleted: it goes on in the next one."""

    def blocks(self, parent: Any) -> None:
        """Every paragraph and table inside, in order."""
        for one in _children(parent):
            if one.tag == f"{W}p":
                self._paragraph(one)
            elif one.tag == f"{W}tbl":
                self.end()
                self._table(one)

    def end(self) -> None:
        """Writes down what nothing follows."""
        if self._pending:
            self.lines.extend(_broken(self._pending))
            self._pending = ""

    def _paragraph(self, paragraph: Any) -> None:
        pieces: list[str] = []
        boxes: list[Any] = []
        _inline(paragraph, pieces, boxes)
        text = "".join(pieces)
        for box in boxes:
            self.blocks(box)
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self._pending += text
            return
        if self._listing.style_name(paragraph).startswith("toc ") and _LISTED.search(text.rstrip()):
            return
        number = self._listing.number(paragraph)
        text, self._pending = self._pending + text, ""
        self.lines.extend(_broken(number + text if text.strip() else text))

    def _table(self, table: Any) -> None:
        for row in _inside(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = [cell for cell in _inside(row, f"{W}tc") if cell.find(f"{W}tcPr/{W}cellDel") is None]
            if len(cells) == 1 or any(next(_inside(cell, f"{W}tbl"), None) is not None for cell in cells):
                # A frame around a text, or tables set side by side.
                for cell in cells:
                    self.blocks(cell)
                    self.end()
            else:
                self.lines.append("\t".join(self._row(row, cells)).rstrip("\t"))

    def _row(self, row: Any, cells: list[Any]) -> Iterator[str]:
        """The text of each column; of cells merged along the first one has it, those merged down are marked."""
        yield from [""] * _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for cell in cells:
            down, along = cell.find(f"{W}tcPr/{W}vMerge"), cell.find(f"{W}tcPr/{W}hMerge")
            if _goes_on(along):
                yield ""
            else:
                yield MERGED if _goes_on(down) else self._cell(cell)
            yield from [""] * (_count(cell.find(f"{W}tcPr/{W}gridSpan"), 1) - 1)

    def _cell(self, cell: Any) -> str:
        inside = _Reader(self._listing)
        inside.blocks(cell)
        inside.end()
        return run_on(inside.lines)


def _goes_on(merging: Any | None) -> bool:
    """Whether a cell belongs to the one before it in its row or column."""
    return merging is not None and value(merging) in (None, "continue")


def run_on(texts: list[str]) -> str:
    """Lines of a cell as one: nothing stands for a break between them, but a space between words of letters."""
    found = ""
    for text in (text.strip() for text in texts):
        words = found and text and _LETTERS.match(found[-1]) and _LETTERS.match(text[0])
        found += f" {text}" if words else text
    return found.replace("\t", " ")


def _broken(text: str) -> list[str]:
    """The lines of a paragraph; a break of the page or column ends a line only where text is on both sides."""
    return re.sub(r"\f+", "\n", text.strip("\f")).split("\n")


def _count(element: Any | None, usual: int) -> int:
    """How many columns; no table has more than 63."""
    said = value(element) or ""
    return min(int(said), 63) if said.isascii() and said.isdigit() and len(said) < 4 else usual


def _children(parent: Any) -> Iterator[Any]:
    """The blocks of a part, also those that stand in content controls or were inserted."""
    for one in parent:
        if one.tag in (f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"):
            yield one
        elif one.tag == f"{MC}AlternateContent":
            yield from _children(_chosen(one))
        elif isinstance(one.tag, str) and one.tag not in SKIPPED and not _asks(one):
            yield from _children(one)


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    return (one for one in _children(parent) if one.tag == tag)


def _asks(control: Any) -> bool:
    """Whether a content control only says what should be filled in."""
    return control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def _chosen(choices: Any) -> Any:
    """Of contents for newer and older programs the first."""
    return next((one for one in choices if one.tag in (f"{MC}Choice", f"{MC}Fallback")), choices)


def _inline(parent: Any, pieces: list[str], boxes: list[Any]) -> None:
    """The text of a paragraph piece by piece, and the text boxes that hang on it."""
    for one in parent:
        tag = one.tag
        if tag in (f"{W}t", f"{MATH}t"):
            pieces.append((one.text or "").replace("\n", " ").replace("\t", " "))
        elif tag == f"{W}br":
            pieces.append("\f" if one.get(f"{W}type") in ("page", "column") else "\n")
        elif tag in WORDS:
            pieces.append(_sign(one))
        elif tag == f"{W}txbxContent":
            boxes.append(one)
        elif tag == f"{MC}AlternateContent":
            _inline(_chosen(one), pieces, boxes)
        elif isinstance(tag, str) and tag not in SKIPPED and not _asks(one):
            _inline(one, pieces, boxes)


def _sign(element: Any) -> str:
    """What an element stands for; of a sign from a font of signs only the circled numbers are known."""
    code = element.get(f"{W}char") or ""
    known = (element.get(f"{W}font") or "").lower() == "wingdings" and len(code) == 4
    return CIRCLED.get(int(code, 16) & 0xFF, "〓") if known else WORDS[element.tag]
