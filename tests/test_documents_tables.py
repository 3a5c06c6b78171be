"""Tables of tasks: every row keeps its columns, whatever is merged, left empty, repeated or named otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import p, package, table

from documents.files.source import Line, Source
from documents.prose.passage import on_line
from documents.reading import Reading, read_content, understand
from documents.units.columns import kind
from documents.units.rows import Row
from documents.units.rows import table as rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLE = "云泽市2025年教育重点任务分工方案"
HEADER = ["类别", "序号", "重点任务", "牵头单位", "责任单位", "完成时限"]
PARTS = [
    ["一、扩大学位", "1", "新建学校5所", "市教育局", "市财政局", "10月底前"],
    ["", "2", "新建幼儿园6所", "市教育局", "市住建局", "12月底前"],
    ["二、提升质量", "3", "培训教师800人次", "市人社局", "市教育局", "11月底前"],
    ["", "4", "创建示范园3所", "市教育局", "市妇联", "9月底前"],
]
MEANT = [
    ("一", "1", "新建学校5所", ["市教育局"], ["市财政局"], ["2025-10-31"]),
    ("一", "2", "新建幼儿园6所", ["市教育局"], ["市住建局"], ["2025-12-31"]),
    ("二", "3", "培训教师800人次", ["市人社局"], ["市教育局"], ["2025-11-30"]),
    ("二", "4", "创建示范园3所", ["市教育局"], ["市妇联"], ["2025-09-30"]),
]
DOWN = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"


def reading(*lines: str, kind: str = "txt") -> Reading:
    return understand(Source(kind, tuple(Line(line) for line in (TITLE, *lines))))


def found(read: Reading) -> list[tuple[object, ...]]:
    """Section, number, title, units and due days of each task."""
    return [
        (
            *(section["number"], task["number"], task["title"]),
            *(task.get("lead_units", []), task.get("cooperating_units", [])),
            sorted({str(target["due"]) for target in task.get("targets", [])}),
        )
        for section in read.data.get("sections", [])
        for task in section["tasks"]
    ]


def keys(read: Reading) -> set[str]:
    return {doubt.reason.key for doubt in read.doubts}


def tabs(*rows: list[str]) -> list[str]:
    return ["\t".join(row) for row in rows]


def html(*rows: Sequence[str | tuple[str, str]]) -> Reading:
    """The reading of a page whose table has these cells, some with attributes."""
    cells = (
        "".join(f"<td {cell[1]}>{cell[0]}</td>" if isinstance(cell, tuple) else f"<td>{cell}</td>" for cell in row)
        for row in rows
    )
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    page = f'<html><head><meta charset="utf-8"><title>{TITLE}</title></head><body><p>{TITLE}</p><table>{body}</table>'
    return read_content("a.html", page.encode())


def rows(*texts: str) -> list[Row]:
    return rows_of([on_line(text, line) for line, text in enumerate(texts, 1)])


# Merged and empty cells


def test_a_category_that_is_merged_down_in_word_is_a_section() -> None:
    merged = [
        [(DOWN[0] if row[0] else DOWN[1]) + p(row[0]), *(p(cell) for cell in row[1:])] for row in (HEADER, *PARTS)
    ]
    merged[0][0] = p(HEADER[0])
    assert found(read_content("a.docx", package(p(TITLE) + table(*merged)))) == MEANT


def test_a_category_that_is_merged_down_in_a_page_is_a_section() -> None:
    written: list[Sequence[str | tuple[str, str]]] = [
        ((row[0], "rowspan=2"), *row[1:]) if row[0] else tuple(row[1:]) for row in PARTS
    ]
    assert found(html(list(HEADER), *written)) == MEANT


@pytest.mark.parametrize(
    "lines",
    [
        tabs(HEADER, *PARTS),
        tabs(HEADER, *([cell for cell in row if cell] for row in PARTS)),
        [f"| {' | '.join(row)} |" for row in (HEADER, *PARTS)],
        tabs(HEADER, *([row[0] or "同上", *row[1:]] for row in PARTS)),
    ],
    ids=["empty", "left out", "bars", "ditto"],
)
def test_a_category_that_is_left_empty_is_that_above(lines) -> None:
    assert found(reading(*lines)) == MEANT


@pytest.mark.parametrize("order", [(1, 0, 2, 3, 4, 5), (0, 1, 2, 5, 4, 3), (2, 3, 4, 5, 0, 1)])
def test_columns_stand_in_any_order(order) -> None:
    assert found(reading(*tabs(*([row[at] for at in order] for row in (HEADER, *PARTS))))) == MEANT


def test_units_and_days_that_are_merged_down_hold_for_all_their_rows() -> None:
    read = html(
        ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"],
        ["1", "新建学校5所", ("市教育局", "rowspan=3"), "市财政局", ("10月底前", "rowspan=2")],
        ["2", "培训教师800人次", "市人社局"],
        ["3", "创建示范园3所", "市妇联", "9月底前"],
    )
    assert [each[3:] for each in found(read)] == [
        (["市教育局"], ["市财政局"], ["2025-10-31"]),
        (["市教育局"], ["市人社局"], ["2025-10-31"]),
        (["市教育局"], ["市妇联"], ["2025-09-30"]),
    ]
    assert not keys(read) & {"read_units_merged", "read_lead_merged", "read_row_undated"}


def test_the_day_of_another_row_is_never_taken_where_nothing_is_merged() -> None:
    texts = (
        "序号\t任务\t牵头单位\t配合单位\t完成时限",
        "1\t建校\t市教育局\t市财政局\t10月底前",
        "2\t办班\t\t市妇联\t",
    )
    first, second = rows(*texts)
    assert (first.deadline and first.deadline.text, second.deadline) == ("10月底前", None)
    assert (second.values["lead_units"], second.values["cooperating_units"]) == (["市教育局"], ["市妇联"])
    assert {doubt.reason.key for doubt in second.doubts} >= {"read_row_undated", "read_lead_merged"}


def test_several_tabs_between_cells_bring_them_under_their_headings() -> None:
    lines = ["序号\t\t重点任务\t\t牵头单位\t完成时限", "1\t建校\t\t市教育局\t\t10月底", "2\t\t办班\t市人社局\t12月底"]
    assert [(row.values["title"], row.values["lead_units"]) for row in rows(*lines)] == [
        ("建校", ["市教育局"]),
        ("办班", ["市人社局"]),
    ]


# Several rows of a task, groups of tasks


def test_two_measures_of_one_task_are_one_task() -> None:
    twice = "rowspan=2"
    read = html(
        ["序号", "项目名称", "目标任务", "牵头单位", "完成时限"],
        [("1", twice), ("就业服务", twice), "培训2500人次", ("市人社局", twice), ("10月底前", twice)],
        ["开发公益性岗位400个"],
        ["2", "文化惠民", "新建书屋12个", "市文旅局", "12月底前"],
    )  # fmt: skip
    assert found(read) == [
        ("全文", "1", "就业服务", ["市人社局"], [], ["2025-10-31"]),
        ("全文", "2", "文化惠民", ["市文旅局"], [], ["2025-12-31"]),
    ]
    assert [target["value"] for target in read.data["sections"][0]["tasks"][0]["targets"]] == [2500, 400]


def test_measures_with_days_and_units_of_their_own_keep_the_days_and_are_told() -> None:
    read = html(
        ["序号", "重点任务", "具体措施", "牵头单位", "完成时限"],
        [("1", "rowspan=2"), ("就业服务", "rowspan=2"), "培训2500人次", "市人社局", "10月底前"],
        ["开发公益性岗位400个", "市民政局", "11月底前"],
    )
    assert found(read)[0][3:] == (["市人社局", "市民政局"], [], ["2025-10-31", "2025-11-30"])
    assert keys(read) >= {"read_row_days", "read_units_measures"}


def test_a_numbered_row_below_a_merged_name_is_a_task_of_its_own() -> None:
    read = html(
        ["重点项目", "序号", "工作目标", "责任单位", "完成时限"],
        [("扩大学位", "rowspan=2"), "1", "新建学校5所", "市教育局", "10月底前"],
        ["2", "新建幼儿园6所", "市住建局", "11月底前"],
    )
    assert [each[1:4] for each in found(read)] == [
        ("1", "新建学校5所", ["市教育局"]),
        ("2", "新建幼儿园6所", ["市住建局"]),
    ]
    assert read.data["sections"][0]["title"] == "扩大学位"


FLAT = [row[1:] for row in (HEADER, *PARTS)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、扩大学位", "二、提升质量"),
        ("一\t扩大学位", "二\t提升质量"),
        ("一、扩大学位\t\t\t\t", "二、提升质量\t\t\t\t"),
        ("\t".join(["一、扩大学位"] * 5), "\t".join(["二、提升质量"] * 5)),
    ],
)
def test_a_row_across_the_table_names_a_section(first, second) -> None:
    lines = tabs(*FLAT)
    assert found(reading(lines[0], first, *lines[1:3], second, *lines[3:])) == MEANT


def test_rows_across_a_table_in_a_page_may_name_groups_in_groups() -> None:
    wide = "colspan=5"
    read = html(FLAT[0], [("一、扩大学位", wide)], [("（一）城区", wide)], FLAT[1], [("（二）乡村", wide)], FLAT[2])
    assert [(section["number"], section["title"]) for section in read.data["sections"]] == [
        ("一（一）", "城区"),
        ("一（二）", "乡村"),
    ]


def test_headings_that_are_repeated_or_go_on_end_no_table() -> None:
    lines = tabs(*FLAT)
    read = reading(*lines[:2], lines[0], lines[2], "续表", lines[3], "（续表）", lines[0], lines[4])
    assert [each[1:] for each in found(read)] == [each[1:] for each in MEANT]


def test_a_header_of_two_rows_is_one() -> None:
    read = html(
        [("序号", "rowspan=2"), ("重点任务", "rowspan=2"), ("责任单位", "colspan=2"), ("时限", "rowspan=2")],
        ["牵头单位", "配合单位"],
        *([row[0], row[1], row[2], row[3], row[4]] for row in FLAT[1:]),
    )
    assert [each[1:] for each in found(read)] == [each[1:] for each in MEANT]


def test_a_chapter_between_two_tables_is_no_group_of_tasks() -> None:
    stages = ["三、进度安排", "阶段\t时间\t主要工作", "启动部署\t2025年3月\t印发方案"]
    read = reading("二、重点任务", *tabs(*FLAT), *stages)
    assert [each[1:] for each in found(read)] == [each[1:] for each in MEANT]


def test_the_heading_above_a_table_is_the_section_of_its_tasks() -> None:
    lines = tabs(*FLAT)
    read = reading("一、扩大学位", *lines[:3], "二、提升质量", lines[0], *lines[3:], "三、工作要求", "各单位抓好落实。")
    assert found(read) == MEANT


# Where a table stands


NOTICE = [
    "一、加强组织领导。各责任单位要高度重视。",
    "二、强化协作配合。牵头单位要统筹协调。",
    "三、严格督查考核。市政府办公室适时开展督查。",
    "附件",
    "重点任务责任分解表",
]


def test_the_rows_of_an_annex_are_the_tasks_and_not_the_headings_of_the_notice() -> None:
    read = reading(*NOTICE, *tabs(HEADER, *PARTS))
    assert found(read) == MEANT
    assert not keys(read) & {"read_no_tasks", "read_no_task_chapter", "read_rows_left"}


def test_rows_that_no_task_of_the_text_has_are_told() -> None:
    text = "二、重点任务\n（一）建设平台。抓好选址。（市数据局负责）\n（二）开展培训。办班。（市人社局负责）"
    read = reading(*text.split("\n"), *tabs(*FLAT[:2]))
    assert [each[2] for each in found(read)] == ["建设平台", "开展培训"]
    told = [dict(doubt.reason.facts) for doubt in read.doubts if doubt.reason.key == "read_rows_left"]
    assert told == [{"count": 1, "printed": ["新建学校5所"]}]


@pytest.mark.parametrize("gap", ["  ", "　", " ", "     "])
def test_cells_may_be_parted_by_spaces(gap) -> None:
    lines = [gap.join(row) for row in FLAT]
    assert [each[1:] for each in found(reading(*lines))] == [each[1:] for each in MEANT]


def test_a_table_whose_cells_nothing_parts_is_told() -> None:
    lines = [" ".join(row) for row in FLAT]
    broken = [*lines[:2], "2 新建幼儿园6所 市教育局、市", "发展改革委 市住建局 12月底前", *lines[3:]]
    assert "read_table_unparted" in keys(reading(*broken))
    assert "read_table_unparted" not in keys(reading(*lines))


# Columns


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("年度重点工作任务", "title"),
        ("2025年目标任务", "title"),
        ("具体内容", "title"),
        ("改革举措", "title"),
        ("实事项目名称", "title"),
        ("重点领域", "group"),
        ("责任/配合单位", "cooperating"),
        ("牵头（责任）单位", "lead"),
        ("完成时限", "when"),
        ("责任领导", ""),
        ("分管县领导", ""),
        ("联系人及电话", ""),
        ("单位", ""),
        ("数值", ""),
    ],
)
def test_a_heading_tells_what_its_column_has(heading, meant) -> None:
    assert kind(heading) == meant


def test_who_answers_as_a_person_is_no_text_of_the_task() -> None:
    (row,) = rows("序号\t具体内容\t责任领导\t牵头单位", "1\t新建学校5所\t张明 副市长\t市教育局")
    assert (row.values["title"], row.text, row.values["lead_units"]) == ("新建学校5所", (), ["市教育局"])


@given(
    st.lists(
        st.lists(st.sampled_from(["", "1", "2", "一、甲", "建校", "〃", "市教育局", "10月底前"]), max_size=7),
        max_size=8,
    )
)
def test_any_rows_below_headings_have_an_answer(cells) -> None:
    read = reading("\t".join(HEADER), *("\t".join(row) for row in cells))
    assert all("〃" not in str(each) for each in found(read))


@pytest.mark.parametrize(
    "text",
    [
        "一、压实责任。各单位要制定方案。\n二、加强调度。每季度报送进展。（市政府督查室负责）",
        "1.压实责任。各单位要制定方案。\n2.加强协同。各单位要主动支持。\n3.严格督导。按季度调度。",
        "一、总体要求\n坚持稳中求进。\n二、重点任务\n具体任务及分工见附件。\n三、保障措施\n（一）加强领导。要重视。",
        "一、工作要求\n（一）加强领导。要重视。\n（二）严肃纪律。要落实。",
    ],
)
def test_what_a_notice_asks_for_is_no_task_beside_a_table_of_them(text) -> None:
    above = reading(*text.split("\n"), "附件", *tabs(HEADER, *PARTS))
    assert found(above) == MEANT
    assert [each[1:] for each in found(reading(*tabs(*FLAT), *text.split("\n")))] == [each[1:] for each in MEANT]


def test_how_a_task_is_shared_out_is_no_task() -> None:
    goals = ["1 建设任务", "1.1 任务目标", "2025年底前，新建学校5所。", "1.2 任务分配", "乡镇\t新建（所）", "河湾乡\t5"]
    read = reading(
        *goals,
        "2 建设内容",
        "2.1 新建学校",
        "抓好选址。",
        "2.2 培训教师",
        "培训教师800人次。",
        "3 保障措施",
        "加强领导。",
    )
    assert [each[:3] for each in found(read)] == [("2", "2.1", "新建学校"), ("2", "2.2", "培训教师")]


def test_rules_in_articles_are_no_plan() -> None:
    articles = [f"第{number}条　考核按年度进行，由市教育局负责。" for number in "一二三四"]
    rules = understand(Source("txt", tuple(map(Line, ["云泽市教育工作考核办法", *articles]))))
    assert "read_no_plan" in keys(rules)
    assert "read_no_plan" not in keys(reading("一、新建学校。新建学校5所。", "二、培训教师。培训教师800人次。"))
