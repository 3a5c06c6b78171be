"""Sheets as offices write them: where the header row is found, what a cell says, which files are refused and how."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from documents import books, headings, sheets
from documents.archive import PICTURES, SPANNED
from documents.files.zipped import UNPACKED
from documents.sheets import Column, Sheet
from models.errors import DubanError, MissingFile
from workflow.errors import Usage

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS = (
    Column("code", ("编号", "事项编号", "code"), needed=True),
    Column("lead", ("牵头单位", "主办单位", "lead unit"), needed=True),
    Column("note", ("备注", "note")),
)


def stored(made: Workbook) -> bytes:
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def book(*rows: Any, change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of one sheet with these rows."""
    made = Workbook()
    for row in rows:
        made.active.append(row)
    if change:
        change(made.active)
    return stored(made)


def of_book(content: bytes, path: str = "表.xlsx") -> Sheet:
    return sheets.read(books.grids(path, content), COLUMNS, path)


def of_text(text: str) -> Sheet:
    return sheets.read(sheets.from_text(text, "表.csv"), COLUMNS, "表.csv")


def told(sheet: Sheet) -> list[tuple[int, str, str]]:
    """The number, the code and the lead unit of each row."""
    return [(row.number, row["code"].plain, row["lead"].text) for row in sheet.rows]


def refusal(read: Callable[[], object]) -> tuple[type[DubanError], str, dict[str, Any]]:
    with pytest.raises(DubanError) as caught:
        read()
    return type(caught.value), caught.value.key, caught.value.facts


# The header row


@pytest.mark.parametrize("above", range(10))
def test_the_header_row_is_found_below_titles(above) -> None:
    titles = [["某方案任务分工表"], [None, "单位：某局"], []] * 4
    sheet = of_book(book(*titles[:above], ["序号", "编号", "牵头单位"], [1, "A-1", "甲局"]))
    # openpyxl writes an empty row as one, so that row numbers are those that people see
    assert told(sheet) == [(above + 2, "A-1", "甲局")]
    assert (sheet.rows[0]["lead"].letter, sheet.unused) == ("C", ("序号",))


def test_a_header_row_further_down_is_none() -> None:
    content = book(*[["标题"]] * 10, ["编号", "牵头单位"], ["A-1", "甲局"])
    kind, key, facts = refusal(lambda: of_book(content))
    assert (kind, key, facts["names"]) == (Usage, "sheet_header", ["编号", "牵头单位"])


@pytest.mark.parametrize(
    "headings",
    [
        ["编号", "牵头单位"],
        [" 编　号 ", "牵头\n单位"],
        ["事项编号*", "主办单位（全称）"],
        ["ＣＯＤＥ", "Lead Unit"],
        ["code:", "lead_unit"],
    ],
)
def test_headings_are_known_however_they_are_written(headings) -> None:
    assert told(of_book(book(headings, ["A-1", "甲局"]))) == [(2, "A-1", "甲局")]


def test_a_heading_that_lacks_is_named_with_the_row_that_comes_nearest() -> None:
    kind, key, facts = refusal(lambda: of_book(book(["表"], ["编号", "配合单位"], ["A-1", "甲局"])))
    assert (kind, key, facts["row"], facts["names"]) == (Usage, "sheet_header_lacks", 2, ["牵头单位"])


def test_two_headings_of_one_meaning_are_refused() -> None:
    content = book(["编号", "牵头单位", "主办单位"], ["A-1", "甲局", "乙局"])
    kind, key, facts = refusal(lambda: of_book(content))
    assert (kind, key, facts["places"]) == (Usage, "sheet_heading_twice", ["B 牵头单位", "C 主办单位"])


def test_a_header_that_is_repeated_on_a_later_page_is_no_row() -> None:
    header = ["编号", "牵头单位"]
    assert told(of_book(book(header, ["A-1", "甲局"], header, ["A-2", "乙局"]))) == [
        (2, "A-1", "甲局"),
        (4, "A-2", "乙局"),
    ]


def worksheets(**rows: list[list[str]]) -> bytes:
    """A workbook of several worksheets; the first is a note."""
    made = Workbook()
    made.active.append(["说明"])
    for name, lines in rows.items():
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append(line)
    return stored(made)


def test_the_worksheet_with_the_headings_and_something_below_is_read() -> None:
    header, row = ["编号", "牵头单位"], ["A-1", "甲局"]
    assert told(of_book(worksheets(空=[header], 一=[[], header, row], 二=[["编号"], ["A-2"]]))) == [(3, "A-1", "甲局")]
    assert refusal(lambda: of_book(worksheets(一=[header], 二=[header])))[:2] == (Usage, "sheet_no_rows")


def test_several_worksheets_with_the_headings_are_refused_by_name() -> None:
    header, row = ["编号", "牵头单位"], ["A-1", "甲局"]
    content = worksheets(一=[header, row], 单位=[["单位名称"], ["甲局"]], 二=[["表"], header, row])
    kind, key, facts = refusal(lambda: of_book(content))
    assert (kind, key, facts["names"]) == (Usage, "sheet_several", ["一", "二"])


@pytest.mark.parametrize(
    ("names", "lead", "cooperating"),
    [
        (["责任单位"], "甲", ""),
        (["责任单位（全称）"], "甲", ""),
        (["责任单位", "配合单位"], "甲", "乙"),
        (["牵头单位", "责任单位"], "甲", "乙"),
        (["责任单位*", "主办单位"], "乙", "甲"),
        (["牵头单位", "配合（协办、责任）单位"], "甲", "乙"),
        (["牵头单位", "协办单位"], "甲", "乙"),
    ],
)
def test_the_units_beside_the_one_that_leads(names, lead, cooperating) -> None:
    text = f"编号,{','.join(names)}\nA-1,甲,乙\n"
    (row,) = sheets.read(sheets.from_text(text, "表.csv"), headings.ASSIGNMENT, "表.csv").rows
    assert (row["lead"].text, row["cooperating"].text) == (lead, cooperating)


@pytest.mark.parametrize("names", [["责任单位", "责任单位"], ["牵头单位", "责任单位", "配合单位"]])
def test_units_that_may_be_either_are_refused(names) -> None:
    text = f"编号,{','.join(names)}\nA-1,甲,乙,丙\n"
    kind, key, facts = refusal(lambda: sheets.read(sheets.from_text(text, "表.csv"), headings.ASSIGNMENT, "表.csv"))
    places = [f"{letter} {name}" for letter, name in zip("BCD", names, strict=False) if name != "牵头单位"]
    assert (kind, key, facts["places"]) == (Usage, "sheet_heading_twice", places)


# Cells


def test_numbers_are_the_codes_that_were_typed() -> None:
    rows = [[640521, 640522.0], [1.5, True], ["６４０５２１－Ａ", "　甲 局\u3000\n"], ["007", "\ufeff乙\u200b"]]
    assert told(of_book(book(["编号", "牵头单位"], *rows))) == [
        (2, "640521", "640522"),
        (3, "1.5", "True"),
        (4, "640521-A", "甲 局"),
        (5, "007", "乙"),
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "read"),
    [
        (0.9, "0%", "90%"),
        (1, "0%", "100%"),
        (0, "0.00%", "0%"),
        (0.836, "0%", "83.6%"),  # more than is seen, but nothing else
        (0.07, "0.0%", "7%"),
        (0.1 + 0.2, "0%", "30%"),
        (0.9, "[红色]0.0%;-0.0%", "90%"),
        (90, '0"%"', "90%"),
        (0.9, r"0.0\%", "0.9%"),
        (0.9, "0.0", "0.9"),
        (1234.5, "#,##0.00", "1234.5"),
        (1 / 3, "General", "0.333333333333333"),
        (0.1 + 0.2, "General", "0.3"),
        (1e20, "General", "100000000000000000000"),
        (0.00001, "General", "0.00001"),
        (True, "0%", "True"),
        (date(2021, 8, 1), "yyyy-mm-dd", "2021-08-01"),
        (date(2021, 8, 1), '[$-804]yyyy"年"m"月"d"日"', "2021-08-01"),
        (date(2021, 8, 1), 'yyyy"年"m"月"', "2021年8月"),
        ("九成", "0%", "九成"),
    ],
)
def test_numbers_are_read_as_people_see_them(value, number_format, read) -> None:
    def formatted(sheet: Any) -> None:
        sheet["B2"].number_format = number_format

    assert told(of_book(book(["编号", "牵头单位"], ["A-1", value], change=formatted))) == [(2, "A-1", read)]


def test_empty_rows_are_left_out_and_counted() -> None:
    rows = [["A-1", "甲局"], [], ["　", "\n"], [None, None], ["A-2", "乙局"]]
    assert told(of_book(book(["编号", "牵头单位"], *rows))) == [(2, "A-1", "甲局"), (6, "A-2", "乙局")]


def test_merged_cells_are_filled_down() -> None:
    def merge(sheet: Any) -> None:
        for area in ("A1:C1", "B3:B5", "C4:C99"):
            sheet.merge_cells(area)

    rows = [["任务分工表"], ["编号", "牵头单位", "备注"], ["A-1", "甲局"], ["A-2", None, "注"], ["A-3"], ["A-4"]]
    sheet = of_book(book(*rows, change=merge))
    assert [(row.number, row["code"].text, row["lead"].text, row["note"].text) for row in sheet.rows] == [
        (3, "A-1", "甲局", ""),
        (4, "A-2", "甲局", "注"),
        (5, "A-3", "甲局", "注"),
        (6, "A-4", "", "注"),
    ]


def test_a_header_of_two_rows_is_found_where_its_parts_stand() -> None:
    def merge(sheet: Any) -> None:
        for area in ("A1:A2", "B1:C1"):
            sheet.merge_cells(area)

    rows = [["编号", "单位"], [None, "牵头单位", "配合单位"], ["A-1", "甲局", "乙局"]]
    assert told(of_book(book(*rows, change=merge))) == [(3, "A-1", "甲局")]


def test_a_group_heading_across_the_sheet_stands_in_its_first_cell() -> None:
    rows = [["编号", "牵头单位"], ["一、健全体系"], ["A-1", "甲局"]]
    sheet = of_book(book(*rows, change=lambda sheet: sheet.merge_cells("A2:B2")))
    assert told(sheet) == [(2, "一、健全体系", ""), (3, "A-1", "甲局")]


FIRST = "xl/worksheets/sheet1.xml"


def rewritten(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The workbook with its parts changed by their names."""
    held = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    with ZipFile(held, "w", ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return held.getvalue()


def with_value(content: bytes, cell: str, value: str) -> bytes:
    """The workbook after a spreadsheet program has worked out the formula of a cell."""

    def change(parts: dict[str, bytes]) -> None:
        before, _, rest = parts[FIRST].decode().partition(f'r="{cell}"')
        formula, _, after = rest.partition("</c>")
        kept = formula[formula.index("<f>") : formula.index("</f>") + 4]
        parts[FIRST] = f'{before}r="{cell}" t="str">{kept}<v>{value}</v></c>{after}'.encode()

    return rewritten(content, change)


def test_of_a_formula_the_value_counts() -> None:
    content = book(["编号", "牵头单位"], ["A-1", '="甲"&"局"'], ["A-2", "乙局"])
    (first, _) = of_book(content).rows
    assert (first["lead"].text, first["lead"].uncounted, first["code"].uncounted) == ("", True, False)
    for value in ("甲局", ""):
        (first, _) = of_book(with_value(content, "B2", value)).rows
        assert (first["lead"].text, first["lead"].uncounted) == (value, False)


def prefixed(parts: dict[str, bytes]) -> None:
    """As some programs write it: every element of the sheet with a prefix."""
    text = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", parts[FIRST].decode())
    parts[FIRST] = text.replace('xmlns="', 'xmlns:x="').encode()


def in_utf16(parts: dict[str, bytes]) -> None:
    parts[FIRST] = re.sub(r"^<\?.*?\?>", "", parts[FIRST].decode()).encode("utf-16")


@pytest.mark.parametrize("change", [prefixed, in_utf16])
def test_a_formula_without_a_value_is_seen_however_the_sheet_is_written(change) -> None:
    content = rewritten(book(["编号", "牵头单位"], ["A-1", '="甲"&"局"']), change)
    (row,) = of_book(content).rows
    assert (row["code"].text, row["lead"].text, row["lead"].uncounted) == ("A-1", "", True)


def test_a_cell_lists_its_parts() -> None:
    cell = of_text("编号,牵头单位\nA-1,甲局、乙局；\n").rows[0]["lead"]
    assert (cell.parts, cell.row, cell.letter, cell.heading) == (("甲局", "乙局"), 2, "B", "牵头单位")
    wrapped = of_book(book(["编号", "牵头单位"], ["A-1", "甲局\n 甲局\n乙局，"])).rows[0]["lead"]
    assert (wrapped.parts, wrapped.line) == (("甲局", "乙局"), "甲局甲局乙局，")


@pytest.mark.parametrize(("place", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_have_the_letters_that_people_see(place, letters) -> None:
    assert sheets.letter(place) == letters


# Text files


@pytest.mark.parametrize("separator", [",", ";", "\t", "，"])
def test_any_usual_separator_will_do(separator) -> None:
    lines = [["分工表", "", ""], ["编号", "牵头单位", "备注"], [], ["A-1", '"甲局\n乙局"', "x"], ["A-2", "丙局", ""]]
    sheet = of_text("\r\n".join(separator.join(line) for line in lines))
    assert told(sheet) == [(4, "A-1", "甲局\n乙局"), (5, "A-2", "丙局")]


@pytest.mark.parametrize("text", ["", "\n\n", "编号", "甲,乙\n"])
def test_a_text_without_the_headings_is_refused(text) -> None:
    assert refusal(lambda: of_text(text))[:2] == (Usage, "sheet_header")


def test_a_text_whose_cell_has_no_end_is_refused() -> None:
    text = '编号,牵头单位\nA-1,"' + "甲" * 200_000
    assert refusal(lambda: of_text(text))[:2] == (MissingFile, "sheet_broken")


def test_ten_thousand_rows_are_read_and_more_than_there_can_be_are_not() -> None:
    assert len(of_text("编号,牵头单位\n" + "A,甲\n" * 10_000).rows) == 10_000
    assert len(of_text("编号,牵头单位\n" + "A,甲\n" * sheets.MOST).rows) == sheets.MOST
    kind, key, facts = refusal(lambda: of_text("编号,牵头单位\n" + "A,甲\n" * (sheets.MOST + 1)))
    assert (kind, key, facts["most"]) == (Usage, "sheet_long", sheets.MOST)


# Files that are none


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        ("a.xlsx", b"", "sheet_broken"),
        ("a.xlsx", "编号,牵头单位\n".encode(), "sheet_broken"),
        ("a.xlsx", books.ZIP + b"\0" * 40, "sheet_broken"),
        ("a.csv", books.ZIP + b"\0" * 40, "sheet_broken"),
        ("a.xls", "编号,牵头单位\n".encode(), "sheet_old"),
        ("A.XLS", books.OLE + b"\0" * 600, "sheet_old"),
        ("a.et", books.OLE + b"Workbook", "sheet_old"),
        ("a.xlsx", books.OLE + "EncryptedPackage".encode("utf-16-le"), "sheet_locked"),
    ],
)
def test_what_is_no_workbook_is_refused(path, content, said) -> None:
    assert books.is_book(path, content)
    assert refusal(lambda: list(books.grids(path, content)))[:2] == (MissingFile, said)


def test_another_document_in_a_zip_is_refused() -> None:
    held = io.BytesIO()
    with ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(lambda: of_book(held.getvalue()))[:2] == (MissingFile, "sheet_broken")


def test_a_workbook_cut_short_is_refused() -> None:
    content = book(["编号", "牵头单位"], ["A-1", "甲局"])
    assert refusal(lambda: of_book(content[: len(content) // 2]))[:2] == (MissingFile, "sheet_broken")


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * (UNPACKED + 1))
    assert refusal(lambda: of_book(held.getvalue()))[:2] == (Usage, "sheet_long")


def moved(parts: dict[str, bytes], to: str) -> None:
    """The first worksheet under another name."""
    parts[to] = parts.pop(FIRST)
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        parts[name] = parts[name].replace(FIRST.encode(), to.encode())


def test_a_worksheet_is_measured_whatever_it_is_called() -> None:
    content = book(["编号", "牵头单位"], ["A-1", "甲局"])

    def grown(parts: dict[str, bytes]) -> None:
        moved(parts, "xl/worksheets/sheet1.dat")
        parts["xl/worksheets/sheet1.dat"] += b" " * UNPACKED

    assert told(of_book(rewritten(content, lambda parts: moved(parts, "xl/worksheets/sheet1.dat")))) == [
        (2, "A-1", "甲局")
    ]
    assert refusal(lambda: of_book(rewritten(content, grown)))[:2] == (Usage, "sheet_long")
    hidden = rewritten(content, lambda parts: moved(parts, f"{PICTURES}image1.png"))
    assert refusal(lambda: of_book(hidden))[:2] == (MissingFile, "sheet_broken")


def test_pictures_are_not_looked_at() -> None:
    def painted(parts: dict[str, bytes]) -> None:
        parts[f"{PICTURES}image1.bmp"] = b"\0" * (UNPACKED + 1)

    content = rewritten(book(["编号", "牵头单位"], ["A-1", "甲局"]), painted)
    assert told(of_book(content)) == [(2, "A-1", "甲局")]


def test_a_part_that_is_longer_than_it_says_is_refused() -> None:
    content = bytearray(book(["编号", "牵头单位"], ["A-1", "甲局"]))
    entry = content.index(b"PK\x01\x02", content.rindex(b"PK\x01\x02", 0, content.rindex(FIRST.encode())))
    content[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    assert refusal(lambda: of_book(bytes(content)))[:2] == (MissingFile, "sheet_broken")


def spoiled(content: bytes, how: str) -> bytes:
    """The workbook with a part beside its worksheets that nothing refers to, damaged or said to be encrypted."""
    name = b"xl/worksheets/old.xml"
    held = bytearray(rewritten(content, lambda parts: parts.update({name.decode(): b"<x>" + b"A" * 40 + b"</x>"})))
    start = held.index(name)
    if how == "damaged":
        held[start + len(name) : start + len(name) + 3] = b"\xff\xff\xff"
    else:
        held[held.rindex(b"PK\x03\x04", 0, start) + 6] |= 1
        held[held.rindex(b"PK\x01\x02", 0, held.rindex(name)) + 8] |= 1
    return bytes(held)


@pytest.mark.parametrize(("how", "said"), [("damaged", "sheet_broken"), ("encrypted", "sheet_locked")])
def test_a_workbook_with_a_part_that_cannot_be_read_is_refused(how, said) -> None:
    content = spoiled(book(["编号", "牵头单位"], ["A-1", "甲局"]), how)
    assert refusal(lambda: of_book(content))[:2] == (MissingFile, said)


def spanning(*areas: str, kind: str = "merge") -> bytes:
    """A workbook with merged or linked areas, whatever a program would think of them."""
    one = {"merge": '<mergeCell ref="{}"/>', "link": '<hyperlink ref="{}" location="A1"/>'}[kind]
    holder = {"merge": "mergeCells", "link": "hyperlinks"}[kind]
    inner = "".join(one.format(area) for area in areas)

    def change(parts: dict[str, bytes]) -> None:
        parts[FIRST] = parts[FIRST].replace(b"</sheetData>", f"</sheetData><{holder}>{inner}</{holder}>".encode())

    return rewritten(book(["编号", "牵头单位"], ["A-1", "甲局"], ["A-2"]), change)


@pytest.mark.parametrize(
    ("areas", "named"),
    [
        (["A2:XFD1048576"], "A2:XFD1048576"),
        (["D1:D1048576"], "D1:D1048576"),
        (["B2:B3", "D1:E50001"], "D1:E50001"),
        (["D1:D60000", "E1:E50000"], "D1:D60000"),
        (["D:D"], "D:D"),
    ],
)
@pytest.mark.parametrize("kind", ["merge", "link"])
def test_areas_without_end_are_refused_at_once(kind, areas, named) -> None:
    refused, key, facts = refusal(lambda: of_book(spanning(*areas, kind=kind)))
    assert (refused, key, facts["area"], facts["most"]) == (Usage, "sheet_spans", named, SPANNED)


def test_areas_that_reach_further_than_the_list_are_read() -> None:
    assert told(of_book(spanning("B2:B9000", "D1:E500"))) == [(2, "A-1", "甲局"), (3, "A-2", "甲局")]


def test_a_link_is_no_text() -> None:
    assert told(of_book(spanning("A2:B4000", "B3", kind="link"))) == [(2, "A-1", "甲局"), (3, "A-2", "")]


def test_a_sea_of_empty_cells_is_refused() -> None:
    def flooded(parts: dict[str, bytes]) -> None:
        row = b"<row>" + b"<c/>" * 16_000 + b"</row>"
        parts[FIRST] = parts[FIRST].replace(b"</sheetData>", row * 63 + b"</sheetData>")

    assert refusal(lambda: of_book(rewritten(book(["编号", "牵头单位"]), flooded)))[:2] == (Usage, "sheet_long")


def test_a_border_in_the_last_row_costs_nothing() -> None:
    def border(sheet: Any) -> None:
        sheet["XFD1048576"].number_format = "@"

    assert told(of_book(book(["编号", "牵头单位"], ["A-1", "甲局"], change=border))) == [(2, "A-1", "甲局")]


@pytest.mark.parametrize("rows", [[], [["编号", "牵头单位"]], [["编号", "牵头单位"], [None, " "]]])
def test_an_empty_sheet_is_refused(rows) -> None:
    said = "sheet_no_rows" if rows else "sheet_header"
    assert refusal(lambda: of_book(book(*rows)))[:2] == (Usage, said)
