"""PDF files: lines in the order in which they are read, with their pages; scanned and locked ones are refused."""

from __future__ import annotations

import pytest
from printed import pdf as made

from documents.files import pdf
from documents.files.source import Line
from models.errors import MissingFile

ONE = ["云河市口袋公园建设实施方案", "为让居民出门见绿、推窗见景，结合我市实际，制定", "本方案。", "一、工作目标"]
TWO = [
    "到2026年，全市新建口袋公园40处以上，老城区人均",
    "公园绿地面积达到12.5平方米。",
    "（一）选好点位",
    "由市园林局会同各区确定",
]


def read(content: bytes) -> list[Line]:
    return list(pdf.lines("a.pdf", content))


def test_lines_know_their_pages() -> None:
    assert read(made([ONE, TWO])) == [*(Line(text, 1) for text in ONE), *(Line(text, 2) for text in TWO)]


def test_heads_feet_and_page_numbers_are_left_out() -> None:
    texts = [*ONE, *TWO, *ONE[::-1], *TWO[::-1]]
    pages = [["云河市人民政府公报", *texts[at : at + 4], f"— {at // 4 + 1} —"] for at in range(0, 16, 4)]
    assert [line.text for line in read(made(pages))] == texts


def test_a_head_or_foot_that_the_file_has_elsewhere_is_put_at_its_place() -> None:
    rows = [(72, 700 - 30 * at, text) for at, text in enumerate(ONE)]
    content = made([[(250, 60, "第9号"), *rows, (250, 800, "云河市文件")]])
    assert [line.text for line in read(content)] == ["云河市文件", *ONE, "第9号"]


def test_a_page_whose_lines_are_in_no_order_is_sorted() -> None:
    rows = [(72, 700 - 30 * at, text) for at, text in enumerate([*ONE, *TWO])]
    assert [line.text for line in read(made([rows[::-1]]))] == [*ONE, *TWO]


def test_the_cells_of_a_table_stay_together() -> None:
    left = [
        (72, 700, "建设口袋公园并"),
        (72, 680, "移交属地管理"),
        (72, 640, "新增停车泊位并"),
        (72, 620, "接入市级平台"),
    ]
    right = [(300, 700, "市园林局、市城"), (300, 680, "市管理局"), (300, 640, "市公安局、各区"), (300, 620, "人民政府")]
    rows = [*left[:2], *right[:2], *left[2:], *right[2:]]
    assert [line.text for line in read(made([rows]))] == [text for _, _, text in rows]


def test_a_password_only_for_changes_keeps_nobody_from_reading() -> None:
    assert [line.text for line in read(made([ONE], user="", owner="secret"))] == ONE
    with pytest.raises(MissingFile) as caught:
        read(made([ONE], user="secret"))
    assert caught.value.key == "document_locked"


def test_a_scanned_document_tells_how_many_pages_have_no_text() -> None:
    with pytest.raises(MissingFile) as caught:
        read(made([ONE, ["扫描全能王"], [], ["2"], [], []]))
    assert (caught.value.key, caught.value.facts["pages"], caught.value.facts["bare"]) == ("document_scanned", 6, 5)
    assert len(read(made([ONE, TWO, []]))) == 8


def test_a_document_without_pages_is_broken_and_not_locked() -> None:
    keys = []
    for content in (made([ONE], user="secret"), made([])):
        with pytest.raises(MissingFile) as caught:
            read(content)
        keys.append(caught.value.key)
    assert keys == ["document_locked", "document_broken"]


def test_where_pdfium_is_not_installed_pypdf_reads_the_same() -> None:
    pytest.importorskip("pypdf", reason="pypdf is only on machines without PDFium")
    assert list(pdf._with_pypdf("a.pdf", made([ONE, TWO]))) == [ONE, TWO]
