"""Files of every kind: each is known by what is in it, and what cannot be read is refused with a way out."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import printed
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.files.source import Line, Source, source
from models.errors import DubanError, MissingFile
from workflow.errors import Usage
from workflow.speech import say

if TYPE_CHECKING:
    from collections.abc import Callable

SHARED = Path(__file__).parents[2] / "shared" / "documents"
LINES = [
    "云河市口袋公园建设实施方案",
    "为让居民出门见绿，现制定如下方案。",
    "一、工作目标",
    "到2026年，全市新建口袋公园40处以上。",
]
TEXT = "".join(f"{line}\n" for line in LINES)
PAGE = f"<!DOCTYPE html><html><body><div>{''.join(f'<p>{line}</p>' for line in LINES)}</div></body></html>"


@pytest.fixture
def put(tmp_path) -> Callable[[str, bytes], Path]:
    def at(name: str, content: bytes) -> Path:
        place: Path = tmp_path / name
        place.write_bytes(content)
        return place

    return at


def zipped(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with ZipFile(held, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return held.getvalue()


@pytest.mark.parametrize(("kind", "content"), [
    ("txt", TEXT.encode()),
    ("txt", TEXT.encode("gb18030")),
    ("docx", printed.docx(*LINES)),
    ("html", PAGE.encode()),
    ("pdf", printed.pdf([LINES])),
])  # fmt: skip
@pytest.mark.parametrize("name", ["方案.txt", "方案.docx", "方案.doc", "方案"])
def test_the_content_says_what_a_file_is_and_not_its_name(kind, content, name, put) -> None:
    found = source(put(name, content))
    assert (found.kind, [line.text for line in found.lines]) == (kind, LINES)


def test_a_text_without_any_mark_is_a_page_where_its_name_says_so(put) -> None:
    content = f"<b>{LINES[0]}</b><br>{LINES[1]}".encode()
    assert source(put("a.html", content)).lines == (Line(LINES[0]), Line(LINES[1]))
    assert source(put("a.txt", content)).kind == "txt"


def test_what_is_not_chinese_is_a_text_all_the_same(put) -> None:
    text = "Plan of action for pocket parks\nThis is not what anybody expects here, but it is a text.\n"
    assert [line.text for line in source(str(put("a.txt", text.encode()))).lines] == text.splitlines()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
REFUSED = [
    ("空.txt", b"", "document_empty"),
    ("空.docx", b"\0" * 900, "document_empty"),
    ("白.txt", "\u3000\u3000\n".encode(), "document_no_text"),
    ("图.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "document_image"),
    ("图.docx", b"\xff\xd8\xff\xe0" + b"\0" * 90, "document_image"),
    ("图.bmp", b"BM" + b"\0" * 90, "document_image"),
    ("包.rar", b"Rar!\x1a\x07\x01\0", "document_archive"),
    ("包.zip", zipped(a=b"a"), "document_archive"),
    ("表.xlsx", zipped(xl__workbook_xml=b"").replace(b"workbook_xml", b"workbook.xml"), "document_workbook"),
    ("片.pptx", zipped(ppt__presentation_xml=b"").replace(b"tion_xml", b"tion.xml"), "document_slides"),
    ("版.ofd", zipped(OFD_xml=b"").replace(b"OFD_xml", b"OFD.xml"), "document_ofd"),
    ("表.ods", zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "document_workbook"),
    ("书.epub", zipped(mimetype=b"application/epub+zip"), "document_unknown"),
    ("表.xls", OLE + "Workbook".encode("utf-16-le"), "document_workbook"),
    ("表.et", OLE + "WordDocument".encode("utf-16-le"), "document_workbook"),
    ("片.ppt", OLE + "PowerPoint Document".encode("utf-16-le"), "document_slides"),
    ("锁.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "document_locked"),
    ("信.msg", OLE, "document_unknown"),
    ("程序.exe", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff" * 40, "document_unknown"),
    ("锁.pdf", printed.pdf([LINES], user="secret"), "document_locked"),
    ("断.pdf", printed.pdf([LINES])[:60], "document_broken"),
    ("断.docx", printed.docx(*LINES)[:9000], "document_broken"),
    ("坏.docx", b"PK\x03\x04" + b"\x9c" * 300, "document_broken"),
    ("坏.zip", b"PK\x03\x04" + b"\x9c" * 300, "document_archive"),
    ("坏.xyz", b"PK\x03\x04" + b"\x9c" * 300, "document_unknown"),
    ("扫描.pdf", printed.pdf([[], ["扫描全能王 创建"], []]), "document_scanned"),
    ("乱.pdf", printed.pdf([["".join(chr(ord(one) + 37) for one in line) for line in LINES]]), "document_noise"),
    ("乱.txt", TEXT.encode().decode("gb18030", "ignore").encode(), "document_noise"),
]


@pytest.mark.parametrize(("name", "content", "key"), REFUSED, ids=[f"{name}-{key}" for name, _, key in REFUSED])
def test_what_cannot_be_read_is_refused_by_name(name, content, key, put) -> None:
    place = put(name, content)
    with pytest.raises(MissingFile) as caught:
        source(place)
    assert (caught.value.key, caught.value.facts["path"], caught.value.exit_code) == (key, str(place), 7)
    assert str(place) in say("zh", key, **caught.value.facts)
    assert str(place) in say("en", key, **caught.value.facts)


@pytest.mark.parametrize(("content", "kind"), [
    (printed.docx(*LINES)[:9000], "Word 文件"),
    (printed.pdf([LINES])[:60], "PDF 文件"),
])  # fmt: skip
def test_what_is_damaged_is_named_by_its_kind(content, kind, put) -> None:
    with pytest.raises(MissingFile) as caught:
        source(put("方案", content))
    told = say("zh", caught.value.key, **{**caught.value.facts, "path": "方案"})
    assert told == f"{kind}不完整或已损坏：方案；请重新取得，或用原来的程序打开后另存一份再读"


def test_lines_are_counted_on_their_page() -> None:
    found = Source("pdf", tuple(Line("字", page) for page in (1, 1, 1, 3, 3)))
    assert [found.on_page(line) for line in range(7)] == [None, (1, 1), (1, 2), (1, 3), (3, 1), (3, 2), None]
    assert Source("txt", (Line("字"),)).on_page(1) is None


def test_a_missing_file_and_a_folder_are_refused(tmp_path) -> None:
    keys = []
    for place in (tmp_path / "没有.txt", tmp_path, "a\0b", "~nobody-of-that-name/a.txt"):
        with pytest.raises(MissingFile) as caught:
            source(place)
        keys.append(caught.value.key)
    assert keys == ["file_missing", "file_special", "file_missing", "file_missing"]


def test_what_is_too_large_is_refused(put, monkeypatch) -> None:
    monkeypatch.setattr("documents.files.source.LINES", 3)
    with pytest.raises(Usage) as caught:
        source(put("a.txt", TEXT.encode()))
    assert (caught.value.key, caught.value.facts["lines"]) == ("document_long", 3)
    monkeypatch.setattr("documents.files.source.LARGEST", 2**20)
    with pytest.raises(Usage) as caught:
        source(put("a.txt", b"a" * (2**20 + 1)))
    assert (caught.value.key, caught.value.facts["megabytes"]) == ("file_large", 1)


WHOLE = (
    TEXT.encode(),
    TEXT.encode("gb18030"),
    TEXT.encode("utf-16"),
    PAGE.encode(),
    printed.docx(*LINES, [["任务", "单位"], LINES[:2]]),
    printed.package(printed.numbered(LINES[0]), printed.list_of(("chineseCounting", "%1、"))),
    printed.pdf([LINES, LINES]),
    printed.pdf([LINES], user=""),
    b"{\\rtf1 a}",
    OLE + "WordDocument".encode("utf-16-le"),
)


def answered(place: Path, content: bytes) -> None:
    """An answer or a refusal that can be said, whatever stands in the file."""
    place.write_bytes(content)
    try:
        found = source(place)
    except DubanError as refusal:
        say("zh", refusal.key, **refusal.facts)
    else:
        assert all("\n" not in line.text and "\f" not in line.text for line in found.lines)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=600), st.sampled_from(["a.txt", "a.html", "a.docx", "a.pdf"]))
def test_whatever_the_bytes_there_is_an_answer_or_a_refusal(tmp_path, content, name) -> None:
    answered(tmp_path / name, content)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_is_damaged_there_is_an_answer_or_a_refusal(tmp_path, data) -> None:
    content = bytearray(data.draw(st.sampled_from(WHOLE)))
    for _ in range(data.draw(st.integers(0, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    start = data.draw(st.sampled_from([0, 0, 0, 1, 7]))
    answered(tmp_path / "a", bytes(content[start : data.draw(st.integers(start, len(content)))]))


TAGS = (
    "<table>", "<tr>", "<td>", "</td>", "</table>", "<div>", "</div>", "<p>", "<br>", "<form>", "<pre>", "</x>",
    "第", "一", "&nbsp;", "\n", "<td rowspan=9 colspan=3>", "<h1>", "<a>", "<div class=zoom>", "<title>", "<!--",
)  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(TAGS), max_size=60))
def test_whatever_the_tags_there_is_an_answer_or_a_refusal(tmp_path, parts) -> None:
    answered(tmp_path / "a.html", "".join(["<html>", *parts]).encode())


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are not here")
def test_the_real_documents_are_read_and_the_garbled_one_is_refused() -> None:
    kinds = {place.name: source(place).kind for place in sorted(SHARED.iterdir()) if "garbled" not in place.name}
    assert set(kinds.values()) == {"txt", "html", "docx"}
    with pytest.raises(MissingFile) as caught:
        source(SHARED / "near_bj_bingxue_2025_garbled.pdf")
    assert caught.value.key == "document_noise"
