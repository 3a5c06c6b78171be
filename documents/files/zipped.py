"""The zip that a file of an office program is: whether it is locked; parts no longer than they are said to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

UNPACKED = 32 * 2**20
"""Bytes that a workbook without its pictures, or a part of a Word file, may unpack to: more is empty formatting, or
meant to harm. The text of a plan of 500 pages takes an eighth of it."""
ENCRYPTED = 1
"""The bit of a part's flags."""


def locked(archive: ZipFile) -> bool:
    """Whether a part of it is encrypted."""
    return any(one.flag_bits & ENCRYPTED for one in archive.infolist())


def unpacked(archive: ZipFile, one: ZipInfo) -> bytes:
    """A part as long as it is said to be; `ZipFile.read` unpacks all that there is before it compares."""
    with archive.open(one) as part:
        return part.read(one.file_size)
