"""Plain texts (.txt) as offices keep them: their encoding is found, their lines are those that an editor shows."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from contextlib import suppress
from typing import TYPE_CHECKING

from documents.files import noise, running
from documents.files.source import Line
from models.errors import MissingFile

if TYPE_CHECKING:
    from collections.abc import Iterator

BOMS = ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16"))
ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
"""Tried in this order where no mark says which it is; the first that makes sense counts."""
LOST = "〓"
"""What printers set for a character that they do not have stands for one that the file has lost."""
LOST_WITHIN = 200
"""One lost character in so many is a slip in a text; more are another encoding."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_BREAK = re.compile("\r\n|\r|\n")


def lines(name: str, content: bytes) -> Iterator[Line]:
    """The lines of a text; form feeds part its pages. Heads and feet of pages are left empty, so the
    lines keep their places.

    MissingFile where the content is no text.
    """
    text = decoded(content)
    if text is None:
        raise MissingFile("document_unknown", path=name)
    found = list(_lines(text))
    blank = running.running(found)
    for index, line in enumerate(found):
        yield Line("", line.page) if index in blank else line


def _lines(text: str) -> Iterator[Line]:
    pages = "\f" in text.strip()
    page = 1
    rows = _BREAK.split(text)
    for row in rows if rows[-1] else rows[:-1]:
        before = len(row) - len(row.lstrip("\f"))
        page += before
        yield Line(_CONTROL.sub("", row), page if pages else None)
        page += row.count("\f", before)


def decoded(content: bytes) -> str | None:
    """The characters of a text in UTF-8, UTF-16 or GB18030, a lost one as 〓; None where it is none of these."""
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return content.decode(encoding, "replace").replace("\ufffd", LOST)
    strict = [found for encoding in ENCODINGS if (found := _strictly(content, encoding)) is not None]
    for found in strict:
        if not noise.noisy([found]):
            return found
    loose = (_loosely(content, encoding) for encoding in ENCODINGS[:2])
    better = next((found for found in loose if found is not None and not noise.noisy([found])), None)
    return better or next((found for found in strict if noise.readable(found)), None)


def _strictly(content: bytes, encoding: str) -> str | None:
    with suppress(UnicodeDecodeError):
        found = content.decode(encoding)
        return found if _few(found, "\0") else None
    return None


def _loosely(content: bytes, encoding: str) -> str | None:
    found = content.decode(encoding, "replace")
    return found.replace("\ufffd", LOST) if _few(found, "\0") and _few(found, "\ufffd") else None


def _few(text: str, slip: str) -> bool:
    return text.count(slip) <= 1 + len(text) // LOST_WITHIN
