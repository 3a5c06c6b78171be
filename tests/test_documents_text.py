"""Plain texts: every encoding that offices use, and the lines that an editor shows."""

from __future__ import annotations

import pytest

from documents.files import text
from documents.files.source import Line
from models.errors import MissingFile

TEXT = "云河市老旧小区改造工作方案\n一、改造范围\n2005年以前建成的住宅小区，优先列入年度计划。\n"


def read(content: bytes) -> list[str]:
    return [line.text for line in text.lines("a.txt", content)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gb2312", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_of_offices_is_found(encoding) -> None:
    assert read(TEXT.encode(encoding)) == TEXT.splitlines()


def test_a_lost_character_is_kept_as_one() -> None:
    content = (TEXT * 5).encode()
    assert "〓" in read(content[:-2])[-1]
    broken = TEXT.encode().replace("区".encode(), "区".encode()[:2], 1)
    assert read(broken + (TEXT * 5).encode())[0] == TEXT.splitlines()[0].replace("区", "〓")
    assert read((TEXT * 5).encode("gb18030")[:-2] + b"\xff")[:2] == TEXT.splitlines()[:2]


def test_a_stray_zero_byte_is_nothing() -> None:
    assert read(TEXT.replace("区", "\0区", 1).encode()) == TEXT.splitlines()


def test_lines_are_those_of_an_editor() -> None:
    assert read("一\n\n二\r\n三\r四\x0b五\u2028六\n\n".encode()) == ["一", "", "二", "三", "四五\u2028六", ""]
    assert read("没有行尾".encode()) == ["没有行尾"]


def test_form_feeds_part_pages_and_make_no_lines() -> None:
    found = list(text.lines("a", "甲\n乙\n\f丙\n丁\f\n戊\n".encode()))
    assert found == [Line("甲", 1), Line("乙", 1), Line("丙", 2), Line("丁", 2), Line("戊", 3)]


def test_heads_of_pages_are_left_empty_so_that_lines_keep_their_places() -> None:
    pages = [
        f"云河市人民政府公报\n{row[0]}\n{row[1]}\n— {page} —\n"
        for page, row in enumerate(["甲子", "乙丑", "丙寅", "丁卯"], 1)
    ]
    found = [line.text for line in text.lines("a", "\f".join(pages).encode())]
    assert found[:4] == ["", "甲", "子", ""]
    assert len(found) == 16


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(MissingFile):
        read(bytes(range(256)) * 4)
