"""What kind of file something is, by its content: the kinds that are read, and those that are refused by name."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile, ZipFile

from documents.files import text
from models.errors import MissingFile

if TYPE_CHECKING:
    from collections.abc import Iterable


class Sign(NamedTuple):
    """The bytes that a file of some kind has at a place from its beginning."""

    kind: str
    start: bytes
    at: int = 0


SIGNS = (
    Sign("zip", b"PK\x03\x04"),
    Sign("ole", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    Sign("doc", b"{\\rtf"),
    Sign("document_image", b"\x89PNG"),
    Sign("document_image", b"\xff\xd8\xff"),
    Sign("document_image", b"GIF8"),
    Sign("document_image", b"BM", 0),
    Sign("document_image", b"II*\0"),
    Sign("document_image", b"MM\0*"),
    Sign("document_image", b"WEBP", 8),
    Sign("document_image", b"ftypheic", 4),
    Sign("document_image", b"ftypmif1", 4),
    Sign("document_archive", b"Rar!\x1a\x07"),
    Sign("document_archive", b"7z\xbc\xaf\x27\x1c"),
    Sign("document_archive", b"\x1f\x8b\x08"),
    Sign("document_archive", b"PK\x05\x06"),
)
"""A kind with an underscore is the sentence of a refusal."""
PARTS = (
    ("docx", re.compile(r"word/document\d{0,3}\.xml")),
    ("document_workbook", re.compile(r"xl/workbook\.(xml|bin)")),
    ("document_slides", re.compile(r"ppt/presentation\.xml")),
    ("document_ofd", re.compile(r"OFD\.xml")),
)
"""What a zip is, by the name of one of its parts."""
MIMETYPES = (
    ("doc", b"application/vnd.oasis.opendocument.text"),
    ("document_workbook", b"application/vnd.oasis.opendocument.spreadsheet"),
    ("document_slides", b"application/vnd.oasis.opendocument.presentation"),
)
"""What an OpenDocument file is, by its part `mimetype`."""
STREAMS = (
    ("document_locked", "EncryptedPackage"),
    ("doc", "WordDocument"),
    ("document_workbook", "Workbook"),
    ("document_workbook", "Book"),
    ("document_slides", "PowerPoint Document"),
)
"""What an old Office file is, by the name of one of its streams; the first that is found counts."""
BOOKS = (".xls", ".et", ".xlsx", ".ett")
"""Old workbooks that hold a Word document are told from documents that hold a workbook by their names."""
WORD = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".wps")
"""A damaged zip is told to be a Word file by its name."""
BEFORE = 1024
"""So many bytes may stand before the mark of a .pdf."""
HEAD = 4096
_PAGE = re.compile(r"<(?:!doctype\s{1,9}html|html|head|body|meta|title|div|table|p)[\s>]", re.I)
_ARCHIVED = re.compile(r"^(?:from|mime-version|subject|content-type|snapshot-content-location):", re.I)
_WORD_XML = re.compile(r'progid="Word\.Document"|schemas\.microsoft\.com/office/2006/xmlPackage')


def kind(name: str, content: bytes) -> str:
    """txt, docx, pdf, html or doc (what LibreOffice opens). MissingFile for every other kind, by its name."""
    found = _kind(name, content)
    if "_" in found:
        raise MissingFile(found, path=name)
    return found


def _kind(name: str, content: bytes) -> str:
    if b"%PDF-" in content[:BEFORE]:
        return "pdf"
    for sign in SIGNS:
        if content.startswith(sign.start, sign.at) and not (sign.start == b"BM" and b"\0" not in content[:HEAD]):
            if sign.kind == "zip":
                return _zipped(name, content)
            return _compound(name, content) if sign.kind == "ole" else sign.kind
    return _written(name, content)


def _zipped(name: str, content: bytes) -> str:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                with archive.open("mimetype") as part:
                    said = part.read(100).strip()
                return next((kind for kind, mimetype in MIMETYPES if said == mimetype), "document_unknown")
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return _damaged(name, content)
    return next((kind for kind, part in PARTS if _any(part, names)), "document_archive")


def _damaged(name: str, content: bytes) -> str:
    """What a zip was meant to be that does not open; the door of Word files says that it is broken."""
    if b"word/" in content or name.lower().endswith(WORD):
        return "docx"
    return "document_archive" if name.lower().endswith(".zip") else "document_unknown"


def _any(part: re.Pattern[str], names: Iterable[str]) -> bool:
    return any(part.fullmatch(name.replace("\\", "/")) for name in names)


def _compound(name: str, content: bytes) -> str:
    if name.lower().endswith(BOOKS) and "EncryptedPackage".encode("utf-16-le") not in content:
        return "document_workbook"
    return next((kind for kind, stream in STREAMS if stream.encode("utf-16-le") in content), "document_unknown")


def _written(name: str, content: bytes) -> str:
    """What a file of characters is."""
    characters = text.decoded(content)
    if characters is None:
        return "document_unknown"
    head = characters[:HEAD].lstrip("\ufeff \t\r\n")
    if _WORD_XML.search(head):
        return "doc"
    if _ARCHIVED.match(head) and "multipart/related" in head:
        return "html"
    named = name.lower().endswith((".html", ".htm", ".shtml", ".xhtml"))
    marked = head.startswith("<") and _PAGE.search(head)
    return "html" if marked or (named and "<" in characters) else "txt"
