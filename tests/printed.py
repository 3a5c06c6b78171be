"""Makes printed documents for the tests of the reader: Word files and PDF files with texts of the project's own."""

from __future__ import annotations

import io
from hashlib import md5
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
"""What the standard fills up passwords of PDF files with."""


def docx(*blocks: str | Sequence[Sequence[str]]) -> bytes:
    """A Word file as python-docx writes it: a text is a paragraph, rows are a table."""
    made = Document()
    for block in blocks:
        if isinstance(block, str):
            made.add_paragraph(block)
            continue
        table = made.add_table(len(block), max(map(len, block)))
        for row, texts in zip(table.rows, block, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                cell.text = text
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def package(body: str, numbering: str = "", styles: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    """A Word file with these elements of Word's in its body, numbering and styles, as small as it can be."""
    related = "".join(
        f'<Relationship Id="r{kind}" Type="{RELATIONS}/{kind}" Target="{kind}.xml"/>'
        for kind in ("styles", "numbering")
    )
    root = f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
    texts = {
        "_rels/.rels": _relations(root),
        "word/_rels/document.xml.rels": _relations(related),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {SPACES}>{numbering}</w:numbering>",
        "word/styles.xml": f"<w:styles {SPACES}>{styles}</w:styles>",
    }
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, content in {**{name: text.encode() for name, text in texts.items()}, **(parts or {})}.items():
            archive.writestr(name, content)
    return held.getvalue()


def _relations(inside: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def p(text: str = "", properties: str = "", inside: str = "") -> str:
    """A paragraph with a text, with elements for its properties, and with further elements behind the text."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{inside}</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def numbered(text: str, level: int = 0, list_id: int = 1) -> str:
    """A paragraph of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def list_of(*levels: tuple[str, str], list_id: int = 1, more: str = "", change: str = "") -> str:
    """A list whose levels have these forms and patterns; `more` stands in each level, `change` beside them all."""
    written = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/>{more}</w:lvl>'
        for at, (form, pattern) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{list_id}">{written}</w:abstractNum>'
        f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{list_id}"/>{change}</w:num>'
    )


def table(*rows: Iterable[str]) -> str:
    """A table of cells that are given as elements, each with its properties first."""
    written = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{written}</w:tbl>"


def pdf(pages: Sequence[Sequence[str | tuple[int, int, str]]], *, user: str | None = None, owner: str = "o") -> bytes:
    """A PDF file: each line of a page under the one before, or at the place that it is given with (x, y).

    With `user` it is encrypted; with an empty one it opens without a password all the same.
    """
    lock = None if user is None else _Lock(user, owner)
    numbers = [6 + 2 * index for index in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    bodies: dict[int, tuple[str, bytes | None]] = {
        1: ("<</Type/Catalog/Pages 2 0 R>>", None),
        2: (f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>", None),
        3: (
            "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
            None,
        ),
        4: (
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/DW 1000"
            "/CIDSystemInfo<</Registry()/Ordering()/Supplement 0>>>>",
            None,
        ),
        5: ("", _TO_UNICODE),
    }
    for number, page in zip(numbers, pages, strict=True):
        inside = f"/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {number + 1} 0 R"
        bodies[number] = (f"<</Type/Page/Parent 2 0 R{inside}>>", None)
        bodies[number + 1] = ("", _content(page))
    return _written(bodies, lock)


_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap end end"""


def _content(page: Sequence[str | tuple[int, int, str]]) -> bytes:
    lines = [(72, 780 - 24 * at, line) if isinstance(line, str) else line for at, line in enumerate(page)]
    return "\n".join(
        f"BT /F1 12 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, text in lines
    ).encode()


def _written(bodies: dict[int, tuple[str, bytes | None]], lock: _Lock | None) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, (text, stream) in sorted(bodies.items()):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}".encode()
        if stream is not None:
            stream = lock.hidden(number, stream) if lock else stream
            out += f"<</Length {len(stream)}>>\nstream\n".encode() + stream + b"\nendstream"
        out += b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    told = lock.told if lock else ""
    out += f"trailer\n<</Size {len(places) + 1}/Root 1 0 R{told}>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


class _Lock:
    """The oldest encryption of the standard, 40 bits."""

    def __init__(self, user: str, owner: str) -> None:
        padded = (user.encode() + PAD)[:32]
        sealed = _rc4(md5((owner.encode() + PAD)[:32]).digest()[:5], padded)
        allowed, name = (-44).to_bytes(4, "little", signed=True), b"0123456789abcdef"
        self._key = md5(padded + sealed + allowed + name).digest()[:5]
        known = _rc4(self._key, PAD)
        self.told = (
            f"/ID[<{name.hex()}><{name.hex()}>]"
            f"/Encrypt<</Filter/Standard/V 1/R 2/O<{sealed.hex()}>/U<{known.hex()}>/P -44>>"
        )

    def hidden(self, number: int, stream: bytes) -> bytes:
        key = md5(self._key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
        return _rc4(key, stream)


def _rc4(key: bytes, content: bytes) -> bytes:
    state: list[Any] = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
