"""PDF files with a text layer: the lines of each page in the order in which they are read, without running heads."""

from __future__ import annotations

import io
import logging
from contextlib import closing
from importlib.util import find_spec
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from documents.files import running
from documents.files.source import Line, broken, within
from models.errors import MissingFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PASSWORD = 4
"""What PDFium answers for a file that does not open without a password, and for one without pages after such a file."""
BARE = 30
"""A page with fewer visible characters is taken for a picture: a stamp of the scanner has that many."""
BARE_SHARE = 0.5
"""From such a share of pages on that are pictures the document is scanned."""
EDGE = 3
"""So many lines of a page may be its head or its foot, wherever the file has them."""
DISORDER = 1 / 3
"""From such a share of steps upwards on a page its lines are in no order of reading."""
_MARKS = dict.fromkeys([*range(9), *range(11, 13), *range(14, 32), 0x7F, 0xFEFF, 0xFFFE, 0xFFFF, 0xAD])


class _Row(NamedTuple):
    """A line of a page and how far it reaches up the page, in points from the bottom."""

    text: str
    low: float
    high: float


def lines(name: str, content: bytes) -> Iterator[Line]:
    """The lines of all pages with their page numbers.

    MissingFile where it is locked or scanned, Usage where it is too long; of what is damaged, whatever the library
    raises.
    """
    pages = _with_pdfium if find_spec("pypdfium2") else _with_pypdf
    found = list(within(name, _lines(name, content, pages)))
    count = found[-1].page or 0
    if (bare := count - _written(found)) > BARE_SHARE * count:
        raise MissingFile("document_scanned", path=name, pages=count, bare=bare)
    dropped = running.running(found)
    yield from (line for index, line in enumerate(found) if index not in dropped and line.text)


def _lines(name: str, content: bytes, pages: Callable[[str, bytes], Iterator[list[str]]]) -> Iterator[Line]:
    """The lines of each page; an empty one at its end, so that every page has one."""
    page = 0
    for page, rows in enumerate(pages(name, content), 1):
        yield from (Line(text, page) for row in rows if (text := row.translate(_MARKS).strip()))
        yield Line("", page)
    if not page:
        raise MissingFile("document_no_text", path=name)


def _written(lines: list[Line]) -> int:
    """How many pages have a text."""
    characters: dict[int | None, int] = {}
    for line in lines:
        characters[line.page] = characters.get(line.page, 0) + len("".join(line.text.split()))
    return sum(1 for count in characters.values() if count >= BARE)


def _with_pdfium(name: str, content: bytes) -> Iterator[list[str]]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD and b"/Encrypt" in content:
            raise MissingFile("document_locked", path=name) from error
        # What else it says may be of the file before.
        raise broken(name, "pdf") from error
    with closing(document):
        for number in range(len(document)):
            with closing(document[number]) as page, closing(page.get_textpage()) as text:
                yield [row.text for row in _in_order(_rows(text))]


def _rows(page: Any) -> list[_Row]:
    """The lines of a page as PDFium parts them."""
    from pypdfium2 import raw

    codes = [raw.FPDFText_GetUnicode(page, index) for index in range(page.count_chars())]
    rows: list[_Row] = []
    start = 0
    for index, code in enumerate([*codes, 10]):
        if code in (10, 13):
            if visible := [at for at in range(start, index) if codes[at] > 32]:
                text = (
                    "".join(map(chr, codes[start:index])).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
                )
                boxes = [page.get_charbox(at) for at in (visible[0], visible[len(visible) // 2], visible[-1])]
                rows.append(_Row(text, min(box[1] for box in boxes), max(box[3] for box in boxes)))
            start = index + 1
    return rows


def _in_order(rows: list[_Row]) -> list[_Row]:
    """The lines as they are read: heads and feet at their places, and a page whose lines go up and down sorted.

    Otherwise the file's own order stays, which keeps columns and cells together.
    """
    upwards = sum(1 for one, after in pairwise(rows) if after.low >= one.high)
    if not upwards:
        return rows
    heads = _outermost(rows)
    feet = _outermost([row._replace(low=-row.high, high=-row.low) for row in rows])[::-1]
    rest = [row for index, row in enumerate(rows) if index not in {*heads, *feet}]
    steps = list(pairwise(rest))
    if sum(1 for one, after in steps if after.low >= one.high) > DISORDER * len(steps):
        rest = sorted(rest, key=lambda one: -one.high)
    return [*(rows[index] for index in heads), *rest, *(rows[index] for index in feet if index not in heads)]


def _outermost(rows: list[_Row]) -> list[int]:
    """The indexes of the first lines from the top that stand above all others, wherever they are in the file."""
    taken: list[int] = []
    rest = sorted(range(len(rows)), key=lambda index: -rows[index].high)
    while len(taken) < EDGE and len(rest) > 1 and rows[rest[0]].low >= rows[rest[1]].high:
        taken.append(rest.pop(0))
    return taken


def _with_pypdf(name: str, content: bytes) -> Iterator[list[str]]:
    """As `_with_pdfium`, with what is installed where PDFium is not."""
    from pypdf import PasswordType, PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity of a file
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise MissingFile("document_locked", path=name)
    for page in reader.pages:
        yield page.extract_text().splitlines()
