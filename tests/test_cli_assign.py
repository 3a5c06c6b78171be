"""Assigning from a sheet: the template of what waits, the filled one taken in whole, every bad cell at its place."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook
from program import Program

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Inside, Told

OFFICE = ("--as", "zhao")
ZW, SZS = "中卫市卫生健康委", "石嘴山市卫生健康委员会"
TOGETHER = "任务分工表-ZW-SZS.xlsx"
NO_UNIT = "没有这个单位，或不在可查看的范围内："
ONE = "表里有1处不对，什么也没有登记、没有交办；改好后再导入"
NO_ITEM = "没有这个事项，或不在可查看的范围内："


@pytest.fixture(scope="session")
def both_adopted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both bundled plans as they were adopted, an office for all and one for Zhongwei only."""
    program = Program(tmp_path_factory.mktemp("both"), "duban.db")
    for words in (
        ("account", "add", "root", "管理员"),
        ("--as", "root", "account", "add", "zhao", "赵敏", "--role", "office"),
        ("--as", "root", "account", "add", "qian", "钱进"),
        ("--as", "zhao", "plan", "adopt", "zhongwei"),
        ("--as", "zhao", "plan", "adopt", "shizuishan"),
        ("--as", "root", "account", "add", "li", "李强", "--unit", "640500", "--role", "owner"),
        ("--as", "root", "role", "grant", "qian", "office", "--plan", "ZW"),
    ):
        told = program(*words)
        assert told.code == 0, told.err
    return program.folder / "duban.db"


@pytest.fixture
def office(inside: Inside, both_adopted: Path) -> Inside:
    """Runs commands on a copy of it."""
    assert inside.database
    shutil.copyfile(both_adopted, inside.database)
    return inside


def written(office: Inside, *words: str) -> Any:
    """The template that is written with these words."""
    assert office(*OFFICE, "assign", "template", "-o", "t.xlsx", "--yes", *words).code == 0
    return load_workbook(office.folder / "t.xlsx")


def codes(book: Any) -> list[str]:
    return [book.worksheets[0].cell(row, 1).value for row in range(4, book.worksheets[0].max_row + 1)]


def sheet(office: Inside, *rows: Any, name: str = "表.xlsx", change: Callable[[Any], None] | None = None) -> str:
    """The name of a file with a header row, and these rows below it from row 2 on."""
    made = Workbook()
    for row in (["编号", "牵头单位", "配合单位"], *rows):
        made.active.append(row)
    if change:
        change(made.active)
    made.save(office.folder / name)
    return name


def taken(office: Inside, *words: str, who: tuple[str, ...] = OFFICE) -> Told:
    """What importing says. Where it is refused, nothing is printed and nothing changed."""
    before = office.whole()
    told = office(*who, "assign", "import", *words)
    assert (told.code == 0) == (told.out != "")
    assert told.code == 0 or office.whole() == before
    return told


def refused(office: Inside, *words: str, who: tuple[str, ...] = OFFICE) -> list[str]:
    told = taken(office, *words, who=who)
    assert told.code != 0
    return told.err.splitlines()


def leads(office: Inside) -> dict[str, tuple[str, str]]:
    """State and unit of every item."""
    rows = office.rows("SELECT i.code, i.state, u.name FROM item i JOIN unit u ON u.id = i.unit_id")
    return {code: (state, unit) for code, state, unit in rows}


# The template


def test_the_template_holds_what_waits_to_be_assigned(office) -> None:
    told = office(*OFFICE, "assign", "template")
    assert (told.code, told.err) == (0, "")
    assert told.out == f"已写入 {TOGETHER}：待交办的48项。\n填好后：duban assign import {TOGETHER}\n"
    book = load_workbook(office.folder / TOGETHER)
    first, second = book.worksheets
    assert [cell.value for cell in first[3]] == ["编号", "事项", "类别", "任务分组", "牵头单位", "配合单位"]
    row = ["ZW-01", "加强市、县级中医重点项目建设", "主要任务", "三（一） 巩固完善中医药服务体系", None, None]
    assert [cell.value for cell in first[4]] == row
    assert (len(codes(book)), codes(book)[-1]) == (48, "SZS-KP3")
    assert [cell.value for cell in second[1]] == ["单位代码", "单位名称", "级别", "上级单位", "简称"]
    named = {row[0]: row[1:] for row in second.iter_rows(min_row=2, values_only=True)}
    assert named["640521"][:3] == ("中宁县卫生健康局", "县（区）", ZW)
    assert "中宁县" in named["640521"][3].split("、")


def test_the_template_proposes_the_units_that_the_plan_names(office) -> None:
    printed = Path(__file__).parent / "printed" / "yunze_yanglao.txt"
    assert office("plan", "read", str(printed), "-o", "draft.yaml").code == 0
    assert office(*OFFICE, "plan", "adopt", "--code", "YL", "draft.yaml").code == 0
    book = written(office, "--plan", "YL")
    rows = {row[0]: row[4:6] for row in book.worksheets[0].iter_rows(min_row=4, values_only=True)}
    assert rows["YL-01"] == ("云泽市民政局", "云泽市自然资源局、云泽市住房城乡建设局")


def test_the_template_is_made_for_reading_and_printing(office) -> None:
    book = written(office, "--plan", "ZW")
    first, second = book.worksheets
    assert first["A1"].value == "中卫市中医药服务能力提升行动实施方案（2021-2025年） 任务分工表".replace(" ", "")
    assert sorted(str(area) for area in first.merged_cells.ranges) == ["A1:F1", "A2:F2"]
    assert (first.freeze_panes, first.print_title_rows, second.freeze_panes) == ("A4", "$3:$3", "A2")
    page = first.page_setup
    assert (page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight) == ("landscape", 9, 1, 0)
    assert first.sheet_properties.pageSetUpPr.fitToPage
    titles = [first.cell(row, 2).value for row in range(4, first.max_row + 1)]
    # A Chinese character takes two columns; the longest title has to fit into two lines.
    assert max(map(len, titles)) <= first.column_dimensions["B"].width
    assert {cell.alignment.wrap_text for row in first.iter_rows(min_row=3) for cell in row} == {True}
    assert {cell.number_format for row in first.iter_rows(min_row=4) for cell in row} == {"@"}
    (rule,) = first.data_validations.dataValidation
    assert (rule.type, rule.formula1) == ("list", f"'单位'!$B$2:$B${second.max_row}")
    assert str(rule.sqref) == f"E4:E{first.max_row}"


def test_the_template_keeps_to_the_plan_and_to_the_scope_of_the_office(office) -> None:
    assert {code.partition("-")[0] for code in codes(written(office, "--plan", "szs"))} == {"SZS"}
    told = office("--as", "qian", "assign", "template")
    assert (told.code, told.out.splitlines()[0]) == (0, "已写入 任务分工表-ZW.xlsx：待交办的27项。")
    told = office("--as", "qian", "assign", "template", "--plan", "SZS")
    assert (told.code, told.out) == (0, "没有待交办的事项，没有写文件。\n")
    assert not (office.folder / "任务分工表-SZS.xlsx").exists()
    told = office("--as", "li", "assign", "template")
    assert (told.code, told.err) == (5, "“assign template”需要方案办公室角色；li 没有\n")


def test_what_is_assigned_is_shown_and_what_is_signed_for_is_gone(office) -> None:
    words = ("--lead", "中宁县", "--with", "海原县", "--with", "640500")
    assert office(*OFFICE, "advance", "交办", "ZW-01", *words).code == 0
    assert office(*OFFICE, "advance", "交办", "ZW-02", "--lead", "640500").code == 0
    assert office("--as", "li", "advance", "签收", "ZW-02").code == 0
    book = written(office, "--plan", "ZW")
    row = [cell.value for cell in book.worksheets[0][4]]
    assert (row[0], row[4], row[5].split("、")) == ("ZW-01", "中宁县卫生健康局", [ZW, "海原县卫生健康局"])
    assert (len(codes(book)), "ZW-02" in codes(book)) == (26, False)


def test_a_file_that_is_there_is_replaced_only_when_asked_for(office) -> None:
    path = office.folder / "任务分工表-ZW.xlsx"
    path.write_bytes(b"kept")
    words = (*OFFICE, "assign", "template", "--plan", "ZW")
    said = "文件已存在，不会覆盖：任务分工表-ZW.xlsx；要覆盖请加 --yes，或用 -o 另写一个文件名\n"
    told = office(*words)
    assert (told.code, told.out, told.err, path.read_bytes()) == (2, "", said, b"kept")
    assert office(*words, "-y").code == 0
    assert len(codes(load_workbook(path))) == 27


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("表.csv", 2, "写出的是 .xlsx 表格，文件名要以 .xlsx 结尾：表.csv\n"),
        ("没有/表.xlsx", 7, "文件不能写入：没有/表.xlsx（没有这个文件或文件夹）\n"),
    ],
)
def test_a_template_is_not_written_just_anywhere(name, code, said, office) -> None:
    told = office(*OFFICE, "assign", "template", "-o", name)
    assert (told.code, told.out, told.err) == (code, "", said)


def test_a_title_that_looks_like_a_formula_is_a_text() -> None:
    from reports.assignment import Words, book

    words = Words("=1+1", "说明", "表", ["编号", "事项"], "单位", ["代码", "名称"], "", "")
    made = load_workbook(io.BytesIO(book(words, [["=A1", "甲\x07乙"]], [["007", "甲局"]])))
    first, second = made.worksheets
    assert [(cell.value, cell.data_type) for cell in (first["A1"], first["A4"], first["B4"])] == [
        ("=1+1", "s"),
        ("=A1", "s"),
        ("甲乙", "s"),
    ]
    assert (second["A2"].value, second["A2"].data_type) == ("007", "s")


def test_the_units_of_the_template_are_a_sheet_of_units(office, duban) -> None:
    count = written(office).worksheets[1].max_row - 1
    before = office.whole()
    told = office("--as", "root", "unit", "import", "t.xlsx")
    assert (told.code, told.out) == (0, f"已登记0个单位。{count}个已登记、内容相同，未动。\n")
    assert office.whole() == before
    duban.database = "new.db"
    assert duban("account", "add", "root", "管理员").code == 0
    told = duban("--as", "root", "unit", "import", str(office.folder / "t.xlsx"))
    assert (told.code, told.out) == (0, f"已登记{count}个单位。\n")


# Taking it in


def test_thirty_four_items_are_assigned_in_one_sheet(office) -> None:
    """Every task of both plans, as the template asks for it; the projects are left for later."""
    assert office(*OFFICE, "assign", "template").code == 0
    book = load_workbook(office.folder / TOGETHER)
    first = book.worksheets[0]
    for row in range(4, first.max_row + 1):
        if first.cell(row, 3).value == "主要任务":
            first.cell(row, 5).value = ZW if first.cell(row, 1).value.startswith("ZW") else 640200
            first.cell(row, 6).value = "中宁县\n海原县卫生健康局、640502" if row == 4 else None
    book.save(office.folder / TOGETHER)
    before = office.rows("SELECT count(*) FROM record")[0][0]
    told = taken(office, TOGETHER)
    assert told.err == ""
    lines = told.out.splitlines()
    assert lines[0] == "34项已交办，14行未填牵头单位，未办。"
    assert [line.split()[:3] for line in lines[3:] if line[0] != " "] == [
        [ZW, "21", lines[3].split()[2]],
        [SZS, "13", lines[3].split()[2]],
    ]
    found = leads(office)
    assigned = {code: unit for code, (state, unit) in found.items() if state == "launch.assigned"}
    assert (len(assigned), set(assigned.values())) == (34, {ZW, SZS})
    assert {state for code, (state, _) in found.items() if code not in assigned} == {"launch.registered"}
    helping = "SELECT u.code FROM item_unit h JOIN unit u ON u.id = h.unit_id JOIN item i ON i.id = h.item_id {}"
    assert sorted(office.rows(helping.format("WHERE i.code = 'ZW-01'"))) == [("640502",), ("640521",), ("640522",)]
    assert len(office.rows(helping.format(""))) == 3
    assert office.rows("SELECT count(*) FROM record")[0][0] == before + 34
    assert office("--as", "root", "database", "status").code == 0
    assert office.rows("SELECT count(*) FROM duty WHERE key = 'sign-1'") == [(34,)]


def test_the_same_sheet_again_changes_nothing(office) -> None:
    name = sheet(office, ["ZW-01", ZW, "中宁县"], ["ZW-02", "中宁县", None])
    assert taken(office, name).out.splitlines()[0] == "2项已交办。"
    before = office.whole()
    assert taken(office, name).out == "0项已交办，2项先前已照此交办，未动。\n"
    assert office.whole() == before
    name = sheet(office, ["ZW-01", ZW, "中宁县"], ["ZW-02", "海原县", None])
    assert taken(office, name).out.splitlines()[0] == "1项已交办，1项先前已照此交办，未动。"
    assert leads(office)["ZW-02"] == ("launch.assigned", "海原县卫生健康局")


def test_a_dry_run_tells_and_does_nothing(office) -> None:
    before = office.whole()
    told = taken(office, sheet(office, ["ZW-01", ZW]), "--dry-run")
    assert told.out.splitlines()[:2] == ["试办，未作任何改动：", "1项已交办。"]
    assert office.whole() == before


def test_programs_are_told_as_by_advance(office) -> None:
    name = sheet(office, ["ZW-03", "中宁县"], ["ZW-01", ZW], ["ZW-02", "中宁县"])
    one = taken(office, name, "--json", "--dry-run").data
    words = ("advance", "交办", "ZW-03", "--lead", "中宁县", "--json", "--dry-run")
    assert [row["item"] for row in one] == ["ZW-03", "ZW-01", "ZW-02"]
    assert one[0] == office(*OFFICE, *words).data[0]


def test_a_past_day_is_back_filling(office) -> None:
    name = sheet(office, ["ZW-01", ZW])
    told = taken(office, name, who=(*OFFICE, "--today", "2021-07-12"))
    assert told.out.splitlines()[0] == "1项已交办。"
    assert office.rows("SELECT effective_on FROM record WHERE act = 'assign'") == [("2021-07-12",)]
    assert office.rows("SELECT due_on FROM duty WHERE key = 'sign-1'") == [("2021-07-15",)]
    assert office(*OFFICE, "plan", "backfill", "ZW", "--close").code == 0
    said = "第2行：不能交办：ZW-02 方案 ZW 未开放历史补录，不能按2021年7月12日办理"
    assert refused(office, sheet(office, ["ZW-02", ZW]), who=(*OFFICE, "--today", "2021-07-12")) == [said, ONE]


CSV = (
    "中卫市分工表,,\r\n,,\r\n事项编号,主办单位,协办单位\r\n"
    'ＺＷ－０１,６４０５００,"中宁县\n海原县"\r\nzw-02,中卫市卫生健康委,\r\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_text_file_is_taken_as_offices_write_it(separator, encoding, office) -> None:
    (office.folder / "表.csv").write_bytes(CSV.replace(",", separator).encode(encoding))
    assert taken(office, "表.csv").out.splitlines()[0] == "2项已交办。"
    assert {code: leads(office)[code][1] for code in ("ZW-01", "ZW-02")} == {"ZW-01": ZW, "ZW-02": ZW}


def test_titles_merged_cells_and_a_unit_broken_into_lines_are_understood(office) -> None:
    def merge(sheet: Any) -> None:
        sheet.insert_rows(1, 5)
        sheet["A1"] = "任务分工表"
        sheet.merge_cells("A1:C3")
        sheet.merge_cells("B7:B9")

    rows = [["ZW-01", "中卫市\n卫生健康委", None], ["ZW-02"], ["ZW-03", None, "中宁县"], ["ZW-04"]]
    told = taken(office, sheet(office, *rows, change=merge))
    assert told.out.splitlines()[0] == "3项已交办，1行未填牵头单位，未办。"


def test_columns_that_are_not_looked_at_are_named(office) -> None:
    (office.folder / "表.csv").write_text("编号,牵头单位,配合単位,备注\nZW-01,640500,x,y\n", encoding="utf-8")
    told = taken(office, "表.csv")
    assert (told.code, told.err) == (0, "这些列没有用到：配合単位、备注\n")


# What is wrong, all of it at once


def test_every_bad_cell_is_named_in_order_and_nothing_is_done(office) -> None:
    assert office(*OFFICE, "advance", "交办", "SZS-1.1", "--lead", "640200").code == 0
    assert office(*OFFICE, "advance", "交办", "ZW-09", "--lead", "640500").code == 0
    assert office("--as", "li", "advance", "签收", "ZW-09").code == 0
    name = sheet(
        office,
        ["ZW-01", ZW, None],
        ["ZW-99", "中宁县卫健局", "中卫市教育居"],
        ["ZW-02", ZW, "中宁县、市卫生健康委"],
        ["ZW-03", None, "中宁县"],
        ["ZW-04", ZW, f"中宁县；{ZW}"],
        [None, ZW, None],
        ["ZW-01", "中宁县", None],
        ["ZW-09", "中宁县", None],
        ["ZW-05", "中宁县、海原县", "=A1"],
        ["ZW-98", None, None],
    )
    shared = f"“市卫生健康委”不止一个单位：{ZW} 640500、{SZS} 640200；请写全称或代码"
    lines = refused(office, name)
    near = lines[0].partition("；")[2]
    assert near.startswith("相近的有：ZW-")
    assert lines == [
        f"第3行 A列（编号）：{NO_ITEM}ZW-99；{near}",
        f"第3行 B列（牵头单位）：{NO_UNIT}中宁县卫健局；相近的有：中宁县卫生健康局、中宁县、海原县卫生健康局",
        f"第3行 C列（配合单位）：{NO_UNIT}中卫市教育居；相近的有：中卫市教育局、市教育局、市教育体育局",
        f"第4行 C列（配合单位）：{shared}",
        "第5行 B列（牵头单位）：没有填写",
        f"第6行 C列（配合单位）：{ZW}不能既牵头又配合",
        "第7行 A列（编号）：没有填写",
        "第8行 A列（编号）：“ZW-01”在第2行已经有了",
        "第9行：不能交办：ZW-09 还在“实施·推进中”；要换牵头单位，请用 duban reassign",
        "第10行 B列（牵头单位）：牵头单位只能有一个，填了中宁县、海原县",
        "第10行 C列（配合单位）：公式还没有算出结果，请用 WPS 或 Excel 打开、保存后再导入",
        "表里有11处不对，什么也没有登记、没有交办；改好后再导入",
    ]


def test_programs_are_told_the_places(office) -> None:
    told = taken(office, sheet(office, ["ZW-01", "没有的局"], ["ZW-02", None, "中宁县"]), "--json")
    assert (told.code, told.error["error"], told.error["count"]) == (3, "sheet_refused", 2)
    first, second = told.error["refusals"]
    assert [first[name] for name in ("row", "column", "heading", "exit_code")] == [2, "B", "牵头单位", 3]
    assert (first["problem"]["reason"], first["problem"]["wanted"]) == ("not_found", "没有的局")
    assert [second[name] for name in ("row", "column", "exit_code")] == [3, "B", 2]


def test_a_sheet_of_another_plan_is_refused(office) -> None:
    name = sheet(office, ["SZS-1.1", "640200"], ["ZW-01", ZW], ["SZS-1.2", "640200"])
    assert refused(office, name, "--plan", "ZW") == [
        "第2行 A列（编号）：SZS-1.1 是方案 SZS 的事项，不是 ZW 的",
        "第4行 A列（编号）：SZS-1.2 是方案 SZS 的事项，不是 ZW 的",
        "表里有2处不对，什么也没有登记、没有交办；改好后再导入",
    ]
    assert refused(office, name, "--plan", "XX") == [
        "没有这个方案，或不在可查看的范围内：XX；相近的有：SZS、ZW",
    ]
    assert taken(office, name).out.splitlines()[0] == "3项已交办。"


def test_what_is_outside_the_scope_of_the_office_is_not_assigned(office) -> None:
    name = sheet(office, ["ZW-01", ZW], ["SZS-1.1", "640200"])
    assert refused(office, name, who=("--as", "qian")) == [f"第3行 A列（编号）：{NO_ITEM}SZS-1.1", ONE]
    told = office("--as", "li", "assign", "import", sheet(office, ["ZW-01", ZW]))
    assert (told.code, told.err) == (5, "“assign import”需要方案办公室角色；li 没有\n")


HEADERS = "编号、牵头单位"


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("没有.xlsx", None, 7, "文件不存在或不可读：没有.xlsx（没有这个文件或文件夹）"),
        ("空.csv", b"", 2, f"空.csv 的前10行里没有标题行；须有这些列：{HEADERS}"),
        ("表.csv", "编号,单位\nZW-01,x\n".encode(), 2, "表.csv 第1行的标题里缺少：牵头单位"),
        ("表.csv", "编号,牵头单位\n".encode(), 2, "表.csv 第1行的标题下面没有内容"),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", 7, "旧.xls 是旧格式的表格（.xls、.et），请另存为 .xlsx 或 .csv"),
        (
            "假.xlsx",
            "编号,牵头单位\n".encode(),
            7,
            "假.xlsx 不是完好的表格文件（不是 xlsx 文件），请重新另存为 .xlsx 或 .csv",
        ),
        ("图.csv", bytes(range(128, 256)), 7, "不是文本文件，或编码无法识别：图.csv；请存为 UTF-8 文本"),
    ],
)
def test_a_file_that_is_no_such_sheet_is_one_sentence(name, content, code, said, office) -> None:
    if content is not None:
        (office.folder / name).write_bytes(content)
    assert refused(office, name) == [said]
    assert taken(office, name).code == code


def test_a_sheet_of_ten_thousand_unknown_rows_is_refused_whole(office) -> None:
    rows = "".join(f"没有-{number},单位{number}\n" for number in range(10_000))
    (office.folder / "表.csv").write_text("编号,牵头单位\n" + rows, encoding="utf-8")
    assert refused(office, "表.csv")[-1] == "表里有20000处不对，什么也没有登记、没有交办；改好后再导入"
