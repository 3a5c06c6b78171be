"""Targets by a sheet: the template of what is reported, the filled one taken in whole, every bad cell at its place."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from make import NOW
from openpyxl import Workbook, load_workbook
from program import Program

from cli.days import last_day
from cli.deeds import phrases
from models import database
from models.words import Role
from workflow.errors import Usage
from workflow.people import Register

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from program import Inside, Told

DAY = "2021-12-20"
ZHONGNING, HAIYUAN, OFFICE, CITY = ("li", "hai", "zhao", "shi")
TITLE = "中卫市中医药服务能力提升行动实施方案（2021-2025年）"
FRONT = ["序号", "指标编号", "事项编号", "事项", "指标", "要求", "单位代码", "单位", "计量单位"]
YEARS = ["2020年基数", *(f"{year}年目标" for year in range(2021, 2026))]
BACK = ["上次数据", "上次截至", "本期分子", "本期分母", "本期完成值", "截至日期", "无进展（写“是”）", "说明"]
HEADINGS = [*FRONT, *YEARS, *BACK]
T05, T08, T13, T14 = "ZW-T05", "ZW-T08", "ZW-T13", "ZW-T14"
HALF_PAST_NINE = datetime(2021, 7, 15, 9, 30)  # noqa: DTZ001  # sheets know no time zones
NO_TARGET = "没有这个指标，或不在可查看的范围内："
NO_ITEM = "没有这个事项，或不在可查看的范围内："
NO_UNIT = "没有这个单位，或不在可查看的范围内："


def refusing(count: int) -> str:
    return f"表里有{count}处不对，什么也没有登记；改好后再导入"


@pytest.fixture(scope="session")
def broken_down(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both bundled plans as they were adopted, two tasks of Zhongwei broken down to its counties."""
    program = Program(tmp_path_factory.mktemp("counties"), "duban.db")
    owners = ((ZHONGNING, "640521"), (HAIYUAN, "640522"), (CITY, "640500"))
    for words in (
        ("account", "add", "root", "管理员"),
        ("--as", "root", "account", "add", OFFICE, "赵敏", "--role", "office"),
        ("--as", OFFICE, "plan", "adopt", "zhongwei"),
        ("--as", OFFICE, "plan", "adopt", "shizuishan"),
        *(("--as", "root", "account", "add", o, f"{o}某", "--unit", unit, "--role", "owner") for o, unit in owners),
        ("--as", "root", "account", "add", "guan", "观某", "--role", "viewer"),
        ("--as", OFFICE, "--today", "2021-07-10", "break-down", "ZW-04", "ZW-07", "--units", "640502,640521,640522"),
    ):
        told = program(*words)
        assert told.code == 0, told.err
    return program.folder / "duban.db"


@pytest.fixture
def county(inside: Inside, broken_down: Path) -> Inside:
    """Runs commands on a copy of it."""
    assert inside.database
    shutil.copyfile(broken_down, inside.database)
    return inside


def run(county: Inside, who: str, *words: str, day: str = DAY) -> Told:
    return county("--as", who, "--today", day, "targets", *words)


def template(county: Inside, who: str = ZHONGNING, *words: str, day: str = DAY) -> Any:
    """The template that is written for somebody."""
    told = run(county, who, "template", "-o", "t.xlsx", "--yes", *words, day=day)
    assert told.code == 0, told.err
    return load_workbook(county.folder / "t.xlsx")


def cells(book: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """The cells of each row by their headings, the rows by target and item."""
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[3]]
    rows = [dict(zip(headings, row, strict=True)) for row in sheet.iter_rows(min_row=4)]
    return {(row["指标编号"].value, row["事项编号"].value): row for row in rows}


def row(county: Inside, target: str, who: str = ZHONGNING) -> dict[str, Any]:
    """What stands in a row of the template, without what is empty."""
    found = next(held for (code, _), held in cells(template(county, who)).items() if code == target)
    return {name: cell.value for name, cell in found.items() if cell.value is not None and name not in FRONT}


def filled(
    county: Inside, entries: Mapping[str, Mapping[str, Any]], who: str = ZHONGNING, name: str = "填好.xlsx"
) -> str:
    """The name of the template filled in: by target, the values by the beginning of their headings."""
    book = template(county, who)
    for (target, _), held in cells(book).items():
        for begin, value in entries.get(target, {}).items():
            cell = next(cell for heading, cell in held.items() if heading.startswith(begin))
            cell.value, cell.number_format = value if isinstance(value, tuple) else (value, cell.number_format)
    book.save(county.folder / name)
    return name


def sheet(county: Inside, *rows: Any, name: str = "表.xlsx", change: Callable[[Any], None] | None = None) -> str:
    """The name of a file with these rows, the first of them the headings."""
    made = Workbook()
    for one in rows:
        made.active.append(one)
    if change:
        change(made.active)
    made.save(county.folder / name)
    return name


def taken(county: Inside, *words: str, who: str = ZHONGNING, day: str = DAY) -> Told:
    """What importing says. Where it is refused, nothing is printed and nothing changed."""
    before = county.whole()
    told = run(county, who, "import", *words, day=day)
    assert (told.code == 0) == (told.out != ""), told.err
    assert told.code == 0 or county.whole() == before
    return told


def refused(county: Inside, *words: str, who: str = ZHONGNING, day: str = DAY) -> list[str]:
    told = taken(county, *words, who=who, day=day)
    assert told.code != 0
    return told.err.splitlines()


def figures(county: Inside) -> list[tuple[Any, ...]]:
    """Every figure: target, item, day, value, numerator, denominator, whether it moved, note."""
    return county.rows(
        "SELECT t.code, i.code, f.as_of, f.value, f.numerator, f.denominator, f.moved, f.note FROM figure f "
        "JOIN target t ON t.id = f.target_id JOIN item i ON i.id = f.item_id ORDER BY f.id"
    )


def values(county: Inside) -> list[tuple[Any, ...]]:
    """Every value of a year: target, item, year, value."""
    return county.rows(
        "SELECT t.code, i.code, y.year, y.value FROM target_year y JOIN target t ON t.id = y.target_id "
        "JOIN item i ON i.id = y.item_id ORDER BY y.id"
    )


# The template


def test_the_template_has_a_row_for_what_a_unit_reports_itself(county) -> None:
    told = run(county, ZHONGNING, "template")
    assert (told.code, told.err) == (0, "")
    assert told.out == (
        "已写入 指标填报表-ZW.xlsx：2个事项的6行指标。\n填好后：duban targets import 指标填报表-ZW.xlsx\n"
    )
    book = load_workbook(county.folder / "指标填报表-ZW.xlsx")
    first, second = book.worksheets
    assert [cell.value for cell in first[3]] == HEADINGS
    assert list(cells(book)) == [
        *((code, "ZW-04/640521") for code in ("ZW-T05", "ZW-T06", "ZW-T07", "ZW-T08")),
        *((code, "ZW-07/640521") for code in ("ZW-T13", "ZW-T14")),
    ]
    asked = "不低于90%，2025年12月31日前，刚性"
    front = ["4", T08, "ZW-04/640521", "加强基层医疗卫生机构中医馆建设", "村卫生室能提供中医药服务的比例", asked]
    assert [cell.value for cell in first[7]][:9] == [*front, "640521", "中宁县卫生健康局", "%"]
    assert {cell.value for row in first.iter_rows(min_row=4, min_col=10) for cell in row} == {None}
    assert (first.title, second.title, second["A1"].value) == ("指标填报", "填写说明", "填写说明")
    assert len([row for row in second.iter_rows(values_only=True) if row[0]]) == 9


def test_what_the_plan_asks_is_told_in_its_words(county) -> None:
    rows = cells(template(county, OFFICE))
    asked = {code: row["要求"].value for (code, _), row in rows.items()}
    assert {code: asked[code] for code in ("ZW-01", "ZW-T01", T05, "ZW-T09", "ZW-T10", T13, T14, "ZW-T17")} == {
        "ZW-01": "2025年12月31日前，综合评判",
        "ZW-T01": "达到国家建设标准，2025年12月31日前，力争",
        T05: "等于100%，2025年12月31日前，刚性（原文“均”）",
        "ZW-T09": "完成，2025年12月31日前，刚性",
        "ZW-T10": "不低于三级甲等中医医院，2025年12月31日前，力争",
        T13: "不低于15个，2025年12月31日前，刚性",
        T14: "不低于10个，2025年12月31日前，鼓励支持（原文“重点扶持”）",
        "ZW-T17": "介于3—5所，每年，原则上",
    }
    items = [item for _, item in rows]
    assert ("ZW-04" in items, "ZW-04/640502" in items, items[-1]) == (False, True, "SZS-KP3")


def test_the_template_keeps_to_plan_unit_and_scope(county) -> None:
    assert {item for _, item in cells(template(county, OFFICE, "--plan", "SZS"))} >= {"SZS-1.1", "SZS-KP3"}
    assert {item for _, item in cells(template(county, OFFICE, "--unit", "海原县"))} == {"ZW-04/640522", "ZW-07/640522"}
    assert {item for _, item in cells(template(county, CITY))} >= {"ZW-01", "ZW-04/640521"}
    told = run(county, ZHONGNING, "template", "--plan", "SZS")
    assert (told.code, told.out) == (0, "没有由您填报的指标，没有写文件。\n")
    told = run(county, "guan", "template")
    assert (told.code, told.err) == (5, "“targets template”需要承办人或方案办公室角色；guan 没有\n")


def test_what_does_not_apply_is_grey_and_codes_are_texts(county) -> None:
    rows = cells(template(county, OFFICE))

    def grey(target: str) -> list[str]:
        held = next(held for (code, _), held in rows.items() if code == target)
        return [name for name, cell in held.items() if cell.fill.fgColor.rgb == "00D9D9D9"]

    parts = ["本期分子", "本期分母"]
    assert grey(T08) == []
    assert grey(T13) == parts
    assert grey(T14) == [*YEARS, *parts]  # only to be supported: no value of a year is asked for
    assert grey("ZW-T17") == [*YEARS, *parts]  # asked for every year alike
    assert grey("ZW-01") == ["2020年基数", *parts]
    held = rows[T08, "ZW-04/640521"]
    assert {held[name].number_format for name in FRONT} == {"@"}
    assert {held[name].number_format for name in (*YEARS, *BACK[2:])} == {"General"}


def test_the_template_is_made_for_printing(county) -> None:
    book = template(county, OFFICE, "--plan", "ZW")
    first, second = book.worksheets
    assert (first["A1"].value, first["A2"].value[:14]) == (f"{TITLE}指标填报表", "截至2021年12月20日。")
    assert sorted(str(area) for area in first.merged_cells.ranges) == ["A1:W1", "A2:W2"]
    assert (first.freeze_panes, first.print_title_rows) == ("D4", "$3:$3")
    for one in (first, second):
        page = one.page_setup
        assert (page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight) == ("landscape", 9, 1, 0)
    assert {cell.alignment.wrap_text for row in first.iter_rows(min_row=3) for cell in row} == {True}
    (rule,) = first.data_validations.dataValidation
    assert (rule.type, rule.formula1, str(rule.sqref)) == ("list", '"是"', f"V4:V{first.max_row}")


def test_a_template_is_written_in_english_too(county) -> None:
    program = Program(county.folder, county.database)
    words = ("--lang", "en", "--as", ZHONGNING, "targets")
    assert program(*words, "template").out == (
        "targets-ZW.xlsx written; rows: 6, items: 2.\nWhen filled in: duban targets import targets-ZW.xlsx\n"
    )
    first = load_workbook(county.folder / "targets-ZW.xlsx").worksheets[0]
    headings = [cell.value for cell in first[3]]
    assert headings[:9] == FRONT_EN
    assert headings[9:11] == ["2020 baseline", "2021 target"]
    assert first["F7"].value == "at least 90%, by 2025-12-31, hard"
    first["J7"], first["R7"], first["S7"], first["U7"] = "12%", 164, 200, "2021-12-15"
    first.parent.save(county.folder / "targets-ZW.xlsx")
    told = program(*words, "import", "targets-ZW.xlsx", "--today", DAY)
    said = "Figures entered: 1; values of years: 1; items: 1; rows with nothing new, left alone: 5.\n"
    assert (told.code, told.out, told.err) == (0, said, "")


FRONT_EN = [
    *("no.", "target code", "item code", "item title", "metric", "asked for", "unit code", "unit", "counted in"),
]


def test_a_file_that_is_there_is_replaced_only_when_asked_for(county) -> None:
    path = county.folder / "指标填报表-ZW.xlsx"
    path.write_bytes(b"kept")
    told = run(county, ZHONGNING, "template")
    assert (told.code, told.out, path.read_bytes()) == (2, "", b"kept")
    assert run(county, ZHONGNING, "template", "-y").code == 0
    assert run(county, ZHONGNING, "template", "-o", "表.csv").code == 2


# Taking it in


def test_an_untouched_template_changes_nothing(county) -> None:
    for who in (ZHONGNING, OFFICE):
        name, rows = filled(county, {}, who), len(cells(template(county, who)))
        before = county.whole()
        told = taken(county, name, who=who)
        assert (told.out, told.err) == ("表里没有新的内容，什么也没有登记。\n", "")
        assert county.whole() == before
        data = taken(county, name, "--json", who=who).data
        assert data == {"figures": 0, "years": 0, "items": [], "untouched": rows, "dry_run": False}


ENTRIES: dict[str, dict[str, Any]] = {
    T05: {"2020年": "60%", "2021年": 0.75, "2022年": 90, "本期分子": 20, "本期分母": 20, "截至": "2021年12月15日"},
    T08: {"本期分子": "１６４", "本期分母": "2,00", "截至": date(2021, 12, 15)},
    T13: {"2020年": 1, "2021年": "2个", "本期完成值": 1.0, "说明": "已报自治区"},
}


def test_what_is_filled_in_stands_and_the_next_template_shows_it(county) -> None:
    entries = {**ENTRIES, T08: {**ENTRIES[T08], "本期分母": "200"}}
    name = filled(county, entries)
    told = taken(county, name)
    assert told.out == "已登记数据3个、年度目标和基数5个，涉及2项；3行没有新的内容，未动。\n"
    below, seven = "ZW-04/640521", "ZW-07/640521"
    assert values(county) == [
        *((T05, below, year, value) for year, value in ((2020, "60"), (2021, "75"), (2022, "90"))),
        *((T13, seven, year, value) for year, value in ((2020, "1"), (2021, "2"))),
    ]
    assert figures(county) == [
        (T05, below, "2021-12-15", "100", "20", "20", 1, None),
        (T08, below, "2021-12-15", "82", "164", "200", 1, None),
        (T13, seven, DAY, "1", None, None, 1, "已报自治区"),
    ]
    assert row(county, T05) == {
        **{"2020年基数": 0.6, "2021年目标": 0.75, "2022年目标": 0.9},
        **{"上次数据": "20/20，100%", "上次截至": "2021年12月15日"},
    }
    assert row(county, T08) == {"上次数据": "164/200，82%", "上次截至": "2021年12月15日"}
    assert row(county, T13) == {"2020年基数": 1, "2021年目标": 2, "上次数据": "1个", "上次截至": "2021年12月20日"}
    held = cells(template(county))[T05, below]
    assert (held["2021年目标"].number_format, held["2021年目标"].data_type) == ("0%", "n")
    # The file that was taken in is the evidence.
    content = (county.folder / name).read_bytes()
    assert county.rows("SELECT name, content FROM evidence") == [(name, content)]
    papers = county.rows("SELECT DISTINCT f.evidence = e.sha256 FROM figure f, evidence e")
    assert papers == [(1,)]
    assert county("--as", "root", "database", "status").code == 0


def test_the_same_sheet_again_changes_nothing_and_neither_does_the_new_template(county) -> None:
    name = filled(county, {**ENTRIES, T08: {"无进展": "是", "说明": "尚未开展"}})
    assert taken(county, name).code == 0
    before = county.whole()
    assert taken(county, name).out == "表里没有新的内容，什么也没有登记。\n"
    assert taken(county, filled(county, {})).out == "表里没有新的内容，什么也没有登记。\n"
    assert county.whole() == before
    assert figures(county)[1] == (T08, "ZW-04/640521", DAY, None, None, None, 0, "尚未开展")
    assert row(county, T08)["上次数据"] == "无进展"
    again = filled(county, {T05: {"本期分子": 20, "本期分母": 21, "说明": "新设一家"}})
    assert taken(county, again, "--json").data == {
        "figures": 1,
        "years": 0,
        "items": ["ZW-04/640521"],
        "untouched": 5,
        "dry_run": False,
    }


def test_a_dry_run_tells_and_does_nothing(county) -> None:
    name = filled(county, ENTRIES | {T08: {}})
    before = county.whole()
    told = taken(county, name, "--dry-run")
    assert told.out.splitlines()[0] == "试办，未作任何改动："
    assert taken(county, name, "-n", "--json").data == {
        "figures": 2,
        "years": 5,
        "items": ["ZW-04/640521", "ZW-07/640521"],
        "untouched": 4,
        "dry_run": True,
    }
    assert county.whole() == before


@pytest.mark.parametrize(
    ("entered", "stored"),
    [
        ("90%", "90"),
        ("９０％", "90"),
        (90, "90"),
        (0.9, "90"),
        ((0.9, "0%"), "90"),
        ((1, "0.00%"), "100"),
        ((0.8333333333333334, "0.0%"), "83.3333333333333"),
        ("1%", "1"),
        (100, "100"),
    ],
)
def test_percentages_are_taken_however_they_are_written(entered, stored, county) -> None:
    assert taken(county, filled(county, {T08: {"2021年": entered}})).code == 0
    assert values(county) == [(T08, "ZW-04/640521", 2021, stored)]
    assert taken(county, filled(county, {})).out == "表里没有新的内容，什么也没有登记。\n"


@pytest.mark.parametrize("entered", ["1,234", "１，２３４", 1234, 1234.0, (1234, "#,##0.00"), "1234个", " 1234 "])
def test_counts_are_taken_however_they_are_written(entered, county) -> None:
    assert taken(county, filled(county, {T13: {"本期完成值": entered}})).code == 0
    assert [figure[3] for figure in figures(county)] == ["1234"]


@pytest.mark.parametrize(
    "entered",
    [
        *(
            "2021年7月15日",
            "2021.7.15",
            "2021/7/15",
            "2021-07-15",
            "２０２１年７月１５日",
            "2021年7月15日前",
            "7月15日",
        ),
        *(date(2021, 7, 15), HALF_PAST_NINE, 44392, (date(2021, 7, 15), 'yyyy"年"m"月"d"日"')),
    ],
)
def test_days_are_taken_however_they_are_written(entered, county) -> None:
    assert taken(county, filled(county, {T13: {"本期完成值": 1, "截至": entered}})).code == 0
    assert [figure[2] for figure in figures(county)] == ["2021-07-15"]


@pytest.mark.parametrize("entered", ["2021年8月", "2021-08", "2021年8月底", (date(2021, 8, 1), 'yyyy"年"m"月"')])
def test_a_month_means_its_last_day(entered, county) -> None:
    assert taken(county, filled(county, {T13: {"本期完成值": 1, "截至": entered}})).code == 0
    assert [figure[2] for figure in figures(county)] == ["2021-08-31"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2021年", "2021-12-31"),
        ("2021年底", "2021-12-31"),
        ("2021年2月", "2021-02-28"),
        ("2021-07-15 09:30:00", "2021-07-15"),
        ("44392.5", "2021-07-15"),
        ("昨天", "2021-12-19"),
        ("2021.10", None),  # typed into a cell it becomes the number 2021.1
        ("2021年13月", None),
        ("2021年2月30日", None),
        ("99999999", None),
        ("1899年", None),
        ("+5wd", None),
    ],
)
def test_what_a_day_in_a_cell_means(written, meant) -> None:
    if meant is None:
        with pytest.raises(Usage) as caught:
            last_day(written, date.fromisoformat(DAY))
        assert caught.value.key == "sheet_date"
    else:
        assert last_day(written, date.fromisoformat(DAY)).isoformat() == meant


def test_rows_without_a_day_are_of_the_day_of_the_command(county) -> None:
    name = filled(county, {T13: {"本期完成值": 1}, T08: {"本期分子": 1, "本期分母": 2, "截至": "2021-10-31"}})
    (county.folder / "佐证.pdf").write_bytes(b"%PDF-1.7")
    assert taken(county, name, "--as-of", "2021年11月", "-e", "佐证.pdf", "-m", "秋季填报").code == 0
    assert [figure[2] for figure in figures(county)] == ["2021-10-31", "2021-11-30"]
    assert {len(evidence.split("\n")) for (evidence,) in county.rows("SELECT evidence FROM figure")} == {2}
    assert county.rows("SELECT DISTINCT reason FROM record WHERE act = 'measure'") == [("秋季填报",)]


HEAD = [
    "指标编号",
    "事项编号",
    "单位代码",
    "单位",
    "2021年目标",
    "本期分子",
    "本期分母",
    "本期完成值",
    "截至日期",
    "说明",
]


def test_merged_cells_a_title_and_rows_without_an_item_are_understood(county) -> None:
    def merge(made: Any) -> None:
        made.insert_rows(1, 3)
        made["A1"] = "年度指标填报表"
        made.merge_cells("A1:J2")
        made.merge_cells("C5:C7")
        made.merge_cells("D5:D7")

    rows = [
        ["ZW-T05", None, "640521", "中宁县\n卫生健康局", "90%", 18, 20],
        ["zw-t06", None, None, None, None, 11, 11],
        ["ＺＷ－Ｔ１３", None, None, None, 3, None, None, 2],
        ["ZW-T13", None, None, "海原县卫生健康局"],
    ]
    assert taken(county, sheet(county, HEAD, *rows, change=merge)).out.startswith(
        "已登记数据3个、年度目标和基数2个，涉及2项"
    )
    assert [figure[:2] for figure in figures(county)] == [
        ("ZW-T05", "ZW-04/640521"),
        ("ZW-T06", "ZW-04/640521"),
        ("ZW-T13", "ZW-07/640521"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_text_file_is_taken_too(encoding, county) -> None:
    text = "填报表,,,,\n指标代码,单位,2021目标,分子,分母\nZW-T08,中宁县,90%,164,200\nZW-T13,中宁县卫生健康局,2021,,\n"
    (county.folder / "表.csv").write_bytes(text.encode(encoding))
    assert taken(county, "表.csv").code == 0
    assert values(county) == [(T08, "ZW-04/640521", 2021, "90"), (T13, "ZW-07/640521", 2021, "2021")]
    assert [figure[:5] for figure in figures(county)] == [(T08, "ZW-04/640521", DAY, "82", "164")]


def test_words_standards_and_grades_are_entered_as_values(county) -> None:
    entries: dict[str, dict[str, Any]] = {
        "ZW-01": {"2021年": "完成立项\n启动建设", "本期完成值": "已立项"},
        "ZW-T01": {"本期完成值": "否"},
        "ZW-T10": {"本期完成值": "三级乙等"},
        "ZW-T17": {"本期完成值": 4},
    }
    name = filled(county, entries, CITY)
    assert taken(county, name, who=CITY).out.startswith("已登记数据4个、年度目标和基数1个，涉及4项")
    assert [figure[3] for figure in figures(county)] == ["已立项", "no", "三级乙等", "4"]
    assert row(county, "ZW-01", CITY)["2021年目标"] == "完成立项\n启动建设"
    assert row(county, "ZW-T01", CITY)["上次数据"] == "未达到"
    again = filled(county, {"ZW-01": {"2021年": "完成立项启动建设"}}, CITY)
    assert taken(county, again, who=CITY).out == "表里没有新的内容，什么也没有登记。\n"


def test_a_note_without_a_figure_is_told_not_to_be_entered(county) -> None:
    told = taken(county, filled(county, {T08: {"说明": "年底再报"}, T13: {"截至": "2021-12-01"}}))
    assert told.out == "表里没有新的内容，什么也没有登记。\n"
    assert told.err == "这些行只写了说明，没有数据，说明没有登记：第7行\n"


def test_a_value_that_stands_is_changed_by_the_office_with_a_reason(county) -> None:
    assert taken(county, filled(county, {T08: {"2021年": "80%"}, T13: {"2021年": 2}})).code == 0
    name = filled(county, {T08: {"2021年": "70%"}, T13: {"2021年": "两个"}})
    set_so = "2021年的目标已定为{}，"
    assert refused(county, name) == [
        f"第7行 K列（2021年目标）：{set_so.format('80%')}只有办公室可以调整",
        "第8行 K列（2021年目标）：“两个”不是数；可写 1234、1,234 或 83.6",
        refusing(2),
    ]
    entries: dict[str, dict[str, Any]] = {T08: {"2021年": "70%"}, T13: {"2021年": 3, "说明": "经市级同意"}}
    name = filled(county, entries, OFFICE)
    lines = refused(county, name, who=OFFICE)
    # Each county's row: of the others nothing stands, so there nothing is changed.
    assert [line for line in lines if "调整须说明理由" in line] == [lines[0]]
    assert lines[0].endswith(f"K列（2021年目标）：{set_so.format('80%')}调整须说明理由")
    assert taken(county, name, "-m", "市级会议纪要", who=OFFICE).code == 0
    notes = county.rows("SELECT item, reason FROM record WHERE act = 'set_targets' ORDER BY seq DESC LIMIT 6")
    assert ("ZW-07/640521", "市级会议纪要；经市级同意") in notes


def test_that_nothing_moved_is_the_same_the_second_time_and_its_note_stands(county) -> None:
    name = filled(county, {T08: {"无进展": "是", "说明": "尚未开展"}})
    assert taken(county, name).err == ""
    told = taken(county, name)
    assert (told.out, told.err) == ("表里没有新的内容，什么也没有登记。\n", "")
    denied = filled(county, {T08: {"无进展": "否", "说明": "尚未开展"}})
    assert taken(county, denied).err == "这些行只写了说明，没有数据，说明没有登记：第7行\n"


def test_history_tells_values_as_people_read_them(county) -> None:
    assert run(county, ZHONGNING, "set", T08, "70", "--baseline").code == 0
    assert run(county, ZHONGNING, "set", T08, "80%", "--year", "2021").code == 0
    assert run(county, OFFICE, "set", T08, "83.6", "--year", "2021", "--unit", "640521", "-m", "核定").code == 0
    assert run(county, ZHONGNING, "set", T13, "1234", "--year", "2022").code == 0
    told = county("--as", OFFICE, "--today", DAY, "history", "ZW-04/640521").out
    found = [line.split("年度目标：")[1].split("  ")[0] for line in told.splitlines() if "年度目标：" in line]
    assert found == [f"{T08} 基数70%", f"{T08} 2021年80%", f"{T08} 2021年80%→83.6%"]
    assert "2022年1,234个" in county("--as", OFFICE, "--today", DAY, "history", "ZW-07/640521").out


def test_history_reads_records_that_name_no_measure() -> None:
    told = [{"target": T08, "year": 2021, "value": ["80", "83.6"]}]
    assert phrases({"years": told}) == [f"年度目标：{T08} 2021年80→83.6"]


def test_the_items_of_two_plans_are_entered_in_the_order_of_their_chains(county) -> None:
    head = ["指标编号", "事项编号", "2022年目标"]
    words = "SELECT i.code FROM target t JOIN item i ON i.code = t.code WHERE t.code LIKE '{}' ORDER BY t.position"
    (first, second, *_), (other, *_) = ([c for (c,) in county.rows(words.format(p))] for p in ("ZW-%", "SZS-%"))
    told = taken(county, sheet(county, head, *([c, c, "立项"] for c in (second, other, first))), who=OFFICE)
    assert told.code == 0, told.err
    assert [item for _, item, *_ in values(county)] == [other, second, first]


# What is wrong, all of it at once


def test_every_bad_cell_is_named_in_order_and_nothing_is_done(county) -> None:
    head = ["指标编号", "事项编号", "单位代码", "2019年目标", "2020年基数", "2021年目标", "2022年基数", "分子", "分母"]
    head += ["完成值", "截至", "无进展", "说明"]
    four, seven = "ZW-04/640521", "ZW-07/640521"
    rows: list[list[Any]] = [
        ["ZW-T99", four, None, None, None, None, None, 1, 2],
        [T08, "ZW-04/64052", None, None, None, None, None, 1, 2],
        [T08, four, "640522", None, None, None, None, 1, 2],
        [T13, four, None, None, None, None, None, None, None, 3],
        [T08, "ZW-04", None, None, None, None, None, 1, 2],
        [T08, four, None, "80%", "九成", "1", "50%", 210, 200, "164", "2022-01-01"],
        [T08, seven, None, None, None, "80%"],
        ["ZW-T05", four, None, None, None, None, None, 1],
        ["ZW-T06", four, None, None, None, None, None, None, None, "82%"],
        [T13, seven, None, None, None, "120%", None, 1, 2, 3, "去年"],
        [T14, seven, None, None, None, None, None, None, None, 2, None, "是", "暂无"],
        [T14, seven, None, None, None, None, None, None, None, None, None, "√"],
        [T14, seven, None, None, None, None, None, None, None, None, None, "也许"],
        [None, seven, None, None, None, None, None, None, None, 2],
        [T13, None, None, None, None, None, None, None, None, 2],
        [T13, None, "640502-H1", None, None, None, None, None, None, 2],
        [T13, None, "640599", None, None, None, None, None, None, 2],
        ["ZW-T07", four, None, None, None, None, None, 1, 2],
        ["ZW-T07", four, None, None, None, None, None, 1, 3],
        ["ZW-T07", four, None, None, None, None, None, "=A1", 3],
        ["ZW-T98", None],
    ]
    lines = refused(county, sheet(county, head, *rows))
    near = "相近的有：ZW-04/640502、ZW-04/640522、ZW-04/640521"
    outside = "{}年不在方案期内（2021—2025年；2020年填基数）"
    assert lines == [
        f"第2行 A列（指标编号）：{NO_TARGET}ZW-T99；相近的有：ZW-T09、ZW-09、ZW-T17",
        f"第3行 B列（事项编号）：{NO_ITEM}ZW-04/64052；{near}",
        f"第4行 C列（单位代码）：{four} 由中宁县卫生健康局承担，不是这个单位；请核对这一行",
        f"第5行：{four} 不承担指标 {T13}",
        f"第6行 B列（事项编号）：{NO_ITEM}ZW-04",
        f"第7行 D列（2019年目标）：{outside.format(2019)}",
        "第7行 E列（2020年基数）：“九成”不是数；可写 1234、1,234 或 83.6",
        "第7行 F列（2021年目标）：“1”看不出是1%还是100%，请写明",
        "第7行 G列（2022年基数）：基数是2020年的，不填2022年的",
        "第7行 H列（分子）：分子210大于分母200",
        "第7行 J列（完成值）：“164”超过100%",
        "第7行 K列（截至）：截至日期2022年1月1日还没有到（今天是2021年12月20日）",
        f"第8行：{seven} 不承担指标 {T08}",
        "第9行 I列（分母）：缺少分母；分子和分母要同时填",
        "第10行 H列（分子）：“乡镇卫生院设有标准化中医馆的比例”须填分子和分母，才能汇总",
        "第11行 F列（2021年目标）：“120%”不是数；可写 1234、1,234 或 83.6",
        "第11行 H列（分子）：“国家、自治区级和京宁合作中医重点专科数”不是比例，不填分子、分母，只填完成值",
        "第11行 K列（截至）：“去年”不是日期；可写 2021年7月15日、2021-7-15、2021.7.15 或 2021年7月",
        "第12行 J列（完成值）：写了数，就不能又写“无进展”",
        "第13行 M列（说明）：写“无进展”须说明原因",
        "第14行 L列（无进展）：“也许”看不懂；没有变化写“是”，否则留空",
        "第15行 A列（指标编号）：没有填写",
        "第16行 B列（事项编号）：没有填写",
        f"第17行 C列（单位代码）：沙坡头区人民医院没有填报 {T13} 的事项",
        f"第18行 C列（单位代码）：{NO_UNIT}640599；相近的有：640522、640521、640502",
        f"第20行 A列（指标编号）：“ZW-T07 {four}”在第19行已经有了",
        "第21行 H列（分子）：公式还没有算出结果，请用 WPS 或 Excel 打开、保存后再导入",
        refusing(27),
    ]


def test_a_numerator_above_its_denominator_and_a_ratio_that_differs_are_told(county) -> None:
    rows = [[T08, "ZW-04/640521", 210, 200, None], ["ZW-T05", "ZW-04/640521", 164, 200, "90%"]]
    assert refused(county, sheet(county, ["指标编号", "事项编号", "分子", "分母", "完成值"], *rows)) == [
        "第2行 C列（分子）：分子210大于分母200",
        "第3行 E列（完成值）：完成值90%与分子、分母算出的82%不符",
        refusing(2),
    ]


def test_what_the_sheet_has_no_column_for_is_told_at_the_row(county) -> None:
    assert refused(county, sheet(county, ["指标编号", "事项编号", "无进展"], [T08, "ZW-04/640521", "是"])) == [
        "第2行：写“无进展”须说明原因",
        refusing(1),
    ]


def test_a_total_that_falls_needs_a_reason(county) -> None:
    assert taken(county, filled(county, {T13: {"本期完成值": 3}}), "--as-of", "2021-10-01").code == 0
    name = filled(county, {T13: {"本期完成值": 2}})
    said = "累计数减少了（2021年10月1日为3个，这里是2个），须说明原因"
    assert refused(county, name) == [f"第8行 W列（说明）：{said}", refusing(1)]
    assert taken(county, filled(county, {T13: {"本期完成值": 2, "说明": "一个专科被取消"}})).code == 0


def test_programs_are_told_the_places(county) -> None:
    name = sheet(county, ["指标编号", "事项编号", "分子", "分母"], [T08, "ZW-04/640521", "x", 3])
    told = taken(county, name, "--json")
    assert (told.code, told.error["error"], told.error["count"]) == (2, "sheet_not_taken", 1)
    (first,) = told.error["refusals"]
    assert [first[key] for key in ("row", "column", "heading", "exit_code")] == [2, "C", "分子", 2]
    assert first["problem"]["reason"] == "figure_number"


def test_a_task_that_is_broken_down_takes_values_and_no_figures(county) -> None:
    head = ["指标编号", "事项编号", "2025年目标", "分子", "分母"]
    units = "沙坡头区卫生健康局、中宁县卫生健康局、海原县卫生健康局"
    assert refused(county, sheet(county, head, [T08, "ZW-04", "95%", 1, 2]), who=CITY) == [
        f"第2行：ZW-04 的 {T08} 由{units}的数据汇总，不能直接填报",
        refusing(1),
    ]
    assert taken(county, sheet(county, head, [T08, "ZW-04", "95%", None, None]), who=CITY).code == 0
    assert values(county) == [(T08, "ZW-04", 2025, "95")]


def test_a_unit_with_two_items_of_one_target_has_to_say_which(county) -> None:
    county.change(
        "INSERT INTO target_share (target_id, item_id, owes) SELECT t.id, i.id, 1 FROM target t, item i "
        "WHERE t.code = 'ZW-T13' AND i.code = 'ZW-04/640521'"
    )
    name = sheet(county, ["指标编号", "单位代码", "完成值"], [T13, "640521", 1])
    (line, _) = refused(county, name)
    assert line == "第2行：这个单位有几个事项填报这一指标：ZW-04/640521、ZW-07/640521；请写明事项编号"
    only = sheet(county, ["指标编号", "完成值"], [T13, 1])
    assert refused(county, only)[0] == "第2行：没有填写"


def test_a_sheet_of_another_plan_is_refused(county) -> None:
    name = sheet(county, ["指标编号", "事项编号", "完成值"], ["SZS-T01", "SZS-1.1", 1], [T13, "SZS-1.1", 1])
    assert refused(county, name, "--plan", "ZW", who=OFFICE) == [
        "第2行 A列（指标编号）：SZS-T01 是方案 SZS 的指标，不是 ZW 的",
        "第2行 B列（事项编号）：SZS-1.1 是方案 SZS 的事项，不是 ZW 的",
        "第3行 B列（事项编号）：SZS-1.1 是方案 SZS 的事项，不是 ZW 的",
        refusing(3),
    ]
    assert refused(county, name, "--plan", "XX", who=OFFICE)[0].startswith("没有这个方案")
    assert refused(county, name, who=OFFICE)[0] == f"第3行：SZS-1.1 不承担指标 {T13}"


def test_figures_of_an_item_that_ended_are_refused_at_their_rows(county) -> None:
    county.change("UPDATE item SET state = 'closed' WHERE code = 'ZW-07/640521'")
    rows = [[T13, "ZW-07/640521", 2, 1], [T14, "ZW-07/640521", None, 1]]
    lines = refused(county, sheet(county, ["指标编号", "事项编号", "2021年目标", "完成值"], *rows))
    assert [line[: line.index("：")] for line in lines[:3]] == ["第2行", "第2行", "第3行"]
    assert all("ZW-07/640521" in line and "已销号" in line for line in lines[:3])
    assert lines[3] == refusing(3)


def test_figures_are_not_changed_while_the_office_decides(county) -> None:
    county.change("UPDATE item SET state = 'annual_review.submitted' WHERE code = 'ZW-07/640521'")
    (line, _) = refused(county, filled(county, {T13: {"本期完成值": 2}}))
    assert line.startswith("第8行：")
    assert "数据不能改；须先撤回或退回" in line


def test_an_owner_enters_for_the_own_unit_only(county) -> None:
    name = sheet(
        county, ["指标编号", "事项编号", "分子", "分母"], [T08, "ZW-04/640522", 1, 2], [T08, "ZW-04/640521", 1, 2]
    )
    assert refused(county, name) == [f"第2行 B列（事项编号）：{NO_ITEM}ZW-04/640522", refusing(1)]
    assert refused(county, name, who=HAIYUAN)[0] == f"第3行 B列（事项编号）：{NO_ITEM}ZW-04/640521"
    # The office sets values, and enters figures only for a unit without an account while back-filling.
    lines = refused(county, name, who=OFFICE)
    assert [line[: line.index("：")] for line in lines[:2]] == ["第2行", "第3行"]
    assert all("须由承办人办理" in line for line in lines[:2])
    free = sheet(county, ["指标编号", "事项编号", "分子", "分母"], [T08, "ZW-04/640502", 1, 2])
    assert taken(county, free, who=OFFICE).code == 0
    told = run(county, "guan", "import", free)
    assert (told.code, told.err) == (5, "“targets import”需要承办人或方案办公室角色；guan 没有\n")


def test_a_past_day_is_back_filling(county) -> None:
    assert county("--as", OFFICE, "plan", "backfill", "ZW", "--close").code == 0
    (line, _) = refused(county, filled(county, {T13: {"本期完成值": 2}}))
    assert line.startswith("第8行：")
    assert "未开放历史补录" in line


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("没有.xlsx", None, 7, "文件不存在或不可读：没有.xlsx（没有这个文件或文件夹）"),
        ("空.csv", b"", 2, "空.csv 的前10行里没有标题行；须有这些列：指标编号"),
        ("表.csv", "指标编号,单位\n".encode(), 2, "表.csv 第1行的标题下面没有内容"),
        ("表.csv", "指标编号,2021年目标,2021年\nx,1,2\n".encode(), 2, None),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", 7, "旧.xls 是旧格式的表格（.xls、.et），请另存为 .xlsx 或 .csv"),
        ("假.xlsx", "指标编号\n".encode(), 7, None),
    ],
)
def test_a_file_that_is_no_such_sheet_is_one_sentence(name, content, code, said, county) -> None:
    if content is not None:
        (county.folder / name).write_bytes(content)
    (line,) = refused(county, name)
    assert said is None or line == said
    assert name in line
    assert taken(county, name).code == code


def test_columns_that_are_not_looked_at_are_named(county) -> None:
    (county.folder / "表.csv").write_text("指标编号,事项编号,完成值,批注\nZW-T13,ZW-07/640521,1,x\n", encoding="utf-8")
    assert taken(county, "表.csv").err == "这些列没有用到：批注\n"


# On both engines


def test_targets_are_taken_in_on_both_engines(stored, duban) -> None:
    with database.transaction(stored.engine) as connection:
        register = Register(connection, stored.people["admin"], NOW)
        register.grant("office", Role.OFFICE)
    backfilled = ("--as", "office", "--today", "2024-03-01", "targets")
    assert duban(*backfilled, "template", "-o", "t.xlsx", database=stored.url).code == 0
    book = load_workbook(duban.folder / "t.xlsx")
    first = book.worksheets[0]
    assert [cell.value for cell in first[3]][9:12] == ["2023年基数", "2024年目标", "2025年目标"]
    found = [row[1].value for row in first.iter_rows(min_row=4)]
    place = 4 + found.index("LH-02")
    first.cell(place, 11).value = "培训一百人"
    book.save(duban.folder / "t.xlsx")
    for said in ("已登记数据0个、年度目标和基数1个，涉及1项", "表里没有新的内容"):
        told = duban(*backfilled, "import", "t.xlsx", database=stored.url)
        assert (told.code, told.err) == (0, "")
        assert told.out.startswith(said)
    assert [row[3:5] for row in stored.rows("target_year")["target_year"]] == [(2024, "培训一百人")]
    assert stored.proof()[1] == []
