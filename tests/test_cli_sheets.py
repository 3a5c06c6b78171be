"""Units and accounts from sheets: what is new is registered, what is there is left, every bad cell is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from make import NOW
from openpyxl import Workbook

from models import database
from models.words import Role
from workflow.people import Register

if TYPE_CHECKING:
    from program import Inside, Told

ADMIN = ("--as", "admin")
NO_UNIT = "没有这个单位，或不在可查看的范围内："
WHOLE = "处不对，什么也没有登记、没有交办；改好后再导入"


def sheet(program: Inside, text: str, name: str = "表.csv", encoding: str = "gb18030") -> str:
    (program.folder / name).write_bytes(text.encode(encoding))
    return name


def taken(program: Inside, register: str, text: str, *more: str) -> Told:
    """What importing says. Where it is refused, nothing is printed and nothing changed."""
    before = program.whole()
    told = program(*ADMIN, register, "import", sheet(program, text), *more)
    assert (told.code == 0) == (told.out != "")
    assert told.code == 0 or program.whole() == before
    return told


def refused(program: Inside, register: str, text: str) -> list[str]:
    told = taken(program, register, text)
    assert told.code != 0
    return told.err.splitlines()


def units(program: Inside) -> dict[str, tuple[Any, ...]]:
    """Name, level, code of the parent, aliases and credit code of each unit."""
    query = (
        "SELECT u.code, u.name, u.level, p.code, u.aliases, u.credit_code FROM unit u "
        "LEFT JOIN unit p ON p.id = u.parent_id"
    )
    return {code: facts for code, *rest in program.rows(query) if (facts := tuple(rest))}


# Units

UNITS = """\
单位登记表,,,,,
,,,,,
序号,单位　代码,单位名称,层级,上级单位,简称,统一社会信用代码
1,６４０５２１－Ｈ８,中宁县妇幼保健院,,中宁县中西医结合医院,中宁妇幼、县妇幼,
2,640521-H9,中宁县中西医结合医院,医院,中宁县,,12640521MB0000000X
3,640521,中宁县卫生健康局,县（区）,中卫市卫生健康委,,
,,,,,,
4,640523,某区卫生健康局,区,640500,,
"""


def test_units_are_registered_parents_first_and_known_ones_left(playing) -> None:
    records = playing.rows("SELECT count(*) FROM record WHERE act = 'unit'")[0][0]
    assert taken(playing, "unit", UNITS).out == "已登记3个单位。1个已登记、内容相同，未动。\n"
    found = units(playing)
    assert found["640521-H8"] == ("中宁县妇幼保健院", "institution", "640521-H9", "中宁妇幼\n县妇幼", None)
    assert found["640521-H9"][:3] == ("中宁县中西医结合医院", "institution", "640521")
    assert found["640521-H9"][4] == "12640521MB0000000X"
    assert found["640523"] == ("某区卫生健康局", "county", "640500", "", None)
    path = dict(playing.rows("SELECT code, path FROM unit"))
    assert path["640521-H8"].startswith(path["640521-H9"])
    assert path["640521-H9"].startswith(path["640521"])
    assert playing.rows("SELECT count(*) FROM record WHERE act = 'unit'")[0][0] == records + 3
    assert playing(*ADMIN, "unit", "list").code == 0
    assert playing("audit", "verify").code == 0
    before = playing.whole()
    assert taken(playing, "unit", UNITS).out == "已登记0个单位。4个已登记、内容相同，未动。\n"
    assert playing.whole() == before


def test_a_dry_run_registers_nothing_and_programs_are_told_the_codes(playing) -> None:
    before = playing.whole()
    lines = ["试办，未作任何改动：", "已登记3个单位。1个已登记、内容相同，未动。"]
    assert taken(playing, "unit", UNITS, "--dry-run").out.splitlines() == lines
    assert taken(playing, "unit", UNITS, "-n", "--json").data == {
        "added": ["640521-H8", "640521-H9", "640523"],
        "same": 1,
    }
    assert playing.whole() == before


def test_every_bad_cell_of_units_is_named_in_order(playing) -> None:
    text = """\
代码;名称;级别;上级;信用代码;别名
640521;中宁县卫健局;市;640200;;宁县
X9;中宁县卫生健康局;;;;
;无代码;;;;
A 1;;甲级;没有的局;123;
B1;乙一;;B2;;
B2;乙二;;B3;;
B3;乙三;;B1;;
B2;乙四;;B4;;
B4;乙二;;;;
"""
    lines = refused(playing, "unit", text)
    differs = "与已登记的不同：{} 登记的是“{}”；导入只登记新的，不改已有的"
    aliases = "、".join(sorted(playing.rows("SELECT aliases FROM unit WHERE code = '640521'")[0][0].split("\n")))
    assert lines == [
        f"第2行 B列（名称）：{differs.format('640521', '中宁县卫生健康局')}",
        f"第2行 C列（级别）：{differs.format('640521', '县（区）')}",
        f"第2行 D列（上级）：{differs.format('640521', '中卫市卫生健康委')}",
        f"第2行 F列（别名）：{differs.format('640521', aliases)}",
        f"第3行 A列（代码）：{differs.format('中宁县卫生健康局', '640521')}",
        "第4行 A列（代码）：没有填写",
        "第5行 A列（代码）：“A 1”不能作代码：须为1到32个字符，不含空格和控制字符",
        "第5行 B列（名称）：没有填写",
        "第5行 C列（级别）：不认识“甲级”；可用：省（自治区） region、市 city、县（区） county、机构 institution",
        f"第5行 D列（上级）：{NO_UNIT}没有的局",
        "第5行 E列（信用代码）：统一社会信用代码“123”不正确",
        "第6行 D列（上级）：上级单位循环：乙一、乙二、乙三、乙一",
        "第7行 D列（上级）：上级单位循环：乙二、乙三、乙一、乙二",
        "第8行 D列（上级）：上级单位循环：乙三、乙一、乙二、乙三",
        "第9行 A列（代码）：“B2”在第7行已经有了",
        "第10行 B列（名称）：“乙二”在第7行已经有了",
        f"表里有16{WHOLE}",
    ]


def test_names_that_are_anothers_are_refused_and_shared_aliases_are_not(playing) -> None:
    assert taken(playing, "unit", "代码,名称,简称\nX1,甲局,甲、小局\n").code == 0
    text = "代码,名称,简称\nX2,甲,乙、X4\nX3,乙局,甲局、X1、乙局\n小局,丙局,小局\nX4,乙,小局\nX1,甲局,甲、小局\n"
    name, alias = (
        "“{}”已是{}（{}）的简称，不能作另一单位的名称或代码",
        "“{}”已是{}（{}）的名称或代码，不能作另一单位的简称",
    )
    assert refused(playing, "unit", text) == [
        f"第2行 B列（名称）：{name.format('甲', '甲局', 'X1')}",
        f"第2行 C列（简称）：{alias.format('乙', '乙', 'X4')}",
        f"第2行 C列（简称）：{alias.format('X4', '乙', 'X4')}",
        f"第3行 C列（简称）：{alias.format('甲局', '甲局', 'X1')}",
        f"第3行 C列（简称）：{alias.format('X1', '甲局', 'X1')}",
        f"第4行 A列（代码）：{name.format('小局', '甲局', 'X1')}",
        f"第5行 A列（代码）：{name.format('X4', '甲', 'X2')}",
        f"第5行 B列（名称）：{name.format('乙', '甲', 'X2')}",
        f"第5行 C列（简称）：{alias.format('小局', '丙局', '小局')}",
        f"表里有9{WHOLE}",
    ]
    assert taken(playing, "unit", "代码,名称,简称\nX2,乙局,小局、乙局\n").out == "已登记1个单位。\n"


def test_a_unit_is_not_above_itself(playing) -> None:
    said = "第2行 C列（上级）：上级单位循环：甲局、甲局"
    assert refused(playing, "unit", "代码,名称,上级\nA1,甲局,A1\n") == [said, f"表里有1{WHOLE}"]


def test_a_missing_heading_is_named(playing) -> None:
    said = "表.csv 第1行的标题里缺少：单位代码"
    assert refused(playing, "unit", "名称,级别\n甲,市\n") == [said]
    assert refused(playing, "account", "甲,乙\n1,2\n") == ["表.csv 的前10行里没有标题行；须有这些列：账号、姓名"]


def test_ten_thousand_units_are_registered_at_once(playing) -> None:
    held = playing.rows("SELECT count(*) FROM unit")[0][0]
    rows = "".join(f"N{n},第{n}单位,{f'N{n - 1}' if n % 4 else ''}\n" for n in range(10_000))
    assert taken(playing, "unit", "代码,名称,上级\n" + rows).out == "已登记10000个单位。\n"
    assert playing.rows("SELECT count(*) FROM unit") == [(held + 10_000,)]


# Accounts

TWO_LINES = "f@example.cn\nBcc: x@example.cn"
HEAD = ("中卫市卫生健康委医政医改科", "钱伟", "ducha")
"""A unit of the demo and its head."""
ACCOUNTS = [
    ["账号", "姓名", "所属单位", "职务", "角色", "邮箱", "联系方式"],
    ["ｘｕ1", "徐一", "中宁县", "单位负责人", "承办人、观察者@zw", "xu@example.cn", "dingtalk=1；wecom=2"],
    [1001, "钱二", None, None, "方案办公室＠ＳＺＳ\n方案办公室@ZW", None, None],
    ["li", "李强", None, None, None, None, None],
]


def book(program: Inside, rows: Any) -> str:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    made.save(program.folder / "账号.xlsx")
    return "账号.xlsx"


def test_accounts_are_registered_with_their_roles_and_known_ones_left(playing) -> None:
    words = (*ADMIN, "account", "import", book(playing, ACCOUNTS))
    before = playing.whole()
    told = playing(*words, "-n", "--json")
    assert (told.data, playing.whole()) == ({"added": ["xu1", "1001"], "same": 1}, before)
    told = playing(*words)
    assert (told.code, told.out) == (0, "已登记2个账号。1个已登记、内容相同，未动。\n")
    rows = {row["login"]: row for row in playing(*ADMIN, "account", "list", "--json").data}
    assert {name: rows["xu1"][name] for name in ("name", "unit", "post", "roles", "channels")} == {
        "name": "徐一",
        "unit": "中宁县卫生健康局",
        "post": "head",
        "roles": ["owner", "viewer"],
        "channels": ["dingtalk", "email", "wecom"],
    }
    granted = playing(*ADMIN, "role", "list", "--json").fields("login", "role", "plan")
    assert [row for row in granted if row[0] in ("xu1", "1001")] == [
        ("1001", "office", "SZS"),
        ("1001", "office", "ZW"),
        ("xu1", "owner", None),
        ("xu1", "viewer", "ZW"),
    ]
    addresses = playing.rows("SELECT addresses FROM account WHERE login = 'xu1'")
    assert addresses == [('{"dingtalk":"1","email":"xu@example.cn","wecom":"2"}',)]
    assert playing("audit", "verify").code == 0
    before = playing.whole()
    assert playing(*words).out == "已登记0个账号。3个已登记、内容相同，未动。\n"
    assert playing.whole() == before


def test_every_bad_cell_of_accounts_is_named_in_order(playing) -> None:
    assert playing(*ADMIN, "account", "import", book(playing, ACCOUNTS)).code == 0
    assert playing(*ADMIN, "role", "grant", "1001", "viewer", "--unit", "640521").code == 0
    assert playing(*ADMIN, "account", "change", "wang", "--off").code == 0
    text = """\
login\tname\tunit\tpost\troles\te-mail\taddresses
xu1\t徐二\t海原县\tnone\t承办人\tx@example.cn\tdingtalk=3
1001\t钱二\t\t\t方案办公室@ZW\t\t
wang\t王芳\t\t\t\t\t
\t\t没有的局\t科长\t处长、承办人@XX\t\tfoo
z\t张三\t\t\t承办人、系统管理员、安全审计员\t\t
z\t张四\t\t\t系统时钟\t\t
"""
    differs = "与已登记的不同：{} 登记的是“{}”；导入只登记新的，不改已有的"
    lines = refused(playing, "account", text)
    known = lines[12].partition("；可用：")[2]
    assert known.startswith("承办人 owner、方案办公室 office")
    assert lines == [
        f"第2行 B列（name）：{differs.format('xu1', '徐一')}",
        f"第2行 C列（unit）：{differs.format('xu1', '中宁县卫生健康局')}",
        f"第2行 D列（post）：{differs.format('xu1', '单位负责人')}",
        f"第2行 E列（roles）：{differs.format('xu1', '承办人、观察者（限ZW）')}",
        f"第2行 F列（e-mail）：{differs.format('xu1', 'xu@example.cn')}",
        f"第2行 G列（addresses）：{differs.format('xu1', '1')}",
        "第3行 E列（roles）："
        + differs.format("1001", "方案办公室（限SZS）、方案办公室（限ZW）、观察者（限中宁县卫生健康局）"),
        "第4行 A列（login）：账号 wang 已停用",
        "第5行 A列（login）：没有填写",
        "第5行 B列（name）：没有填写",
        f"第5行 C列（unit）：{NO_UNIT}没有的局",
        "第5行 D列（post）：不认识“科长”；可用：无 none、单位负责人 head、主要领导 principal",
        f"第5行 E列（roles）：不认识“处长”；可用：{known}",
        "第5行 E列（roles）：没有这个方案，或不在可查看的范围内：XX",
        "第5行 G列（addresses）：“foo”不是地址；写成 渠道=地址，如 email=zhang@example.cn",
        "第6行 C列（unit）：承办人 z 须先有所属单位",
        "第6行 E列（roles）：系统管理员与安全审计员不能是同一账号（z）",
        "第7行 A列（login）：“z”在第6行已经有了",
        "第7行 E列（roles）：“系统时钟”不能授予任何账号",
        f"表里有19{WHOLE}",
    ]


def test_a_unit_has_one_head_and_addresses_are_one_word(playing) -> None:
    text = """\
账号,姓名,单位,职务,邮箱,联系方式
a,甲,中宁县,单位负责人,,
b,乙,中宁县,单位负责人,,
c,丙,640500-YZ,单位负责人,,
d,丁,,主要领导,,
e,戊,中宁县,主要领导,,
g,庚,,,,wecom=a b；=1；dingtalk=
"""
    text += f'f,己,,,"{TWO_LINES}",\n'
    head = "{}的单位负责人已是{}（{}）；一个单位只能有一个单位负责人"
    word = "“{}”不能作{}：须为1到{}个字符，不含空格和控制字符"
    assert refused(playing, "account", text) == [
        f"第3行 D列（职务）：{head.format('中宁县卫生健康局', '甲', 'a')}",
        f"第4行 D列（职务）：{head.format(*HEAD)}",
        "第5行 C列（单位）：d 是主要领导，须先有所属单位",
        f"第7行 F列（联系方式）：{word.format('a b', '联系地址', 500)}",
        f"第7行 F列（联系方式）：{word.format('', '渠道名称', 32)}",
        f"第7行 F列（联系方式）：{word.format('', '联系地址', 500)}",
        *f"第8行 E列（邮箱）：{word.format(TWO_LINES, '联系地址', 500)}".splitlines(),
        f"表里有7{WHOLE}",
    ]
    again = "账号,姓名,单位,职务\na,甲,中宁县,单位负责人\ne,戊,中宁县,主要领导\n"
    assert taken(playing, "account", again).out == "已登记2个账号。\n"
    assert taken(playing, "account", again).out == "已登记0个账号。2个已登记、内容相同，未动。\n"


def test_the_clock_is_no_role_to_choose(playing) -> None:
    (line, _) = refused(playing, "account", "账号,姓名,角色\nz,张三,处长\n")
    assert line.endswith("、安全审计员 auditor、系统管理员 admin")


def test_a_problem_without_a_column_of_its_own_is_told_with_the_row(playing) -> None:
    assert refused(playing, "account", "账号,姓名,角色\nz,张三,承办人\n") == [
        "第2行：承办人 z 须先有所属单位",
        f"表里有1{WHOLE}",
    ]


# Who may


@pytest.mark.parametrize("register", ["unit", "account"])
def test_only_an_admin_registers_from_sheets(register, playing) -> None:
    name = sheet(playing, "代码,名称,账号,姓名\nX1,某局,x,某人\n")
    before = playing.whole()
    told = playing("--as", "fangan", register, "import", name)
    assert (told.code, told.err) == (5, f"“{register} import”需要系统管理员角色；fangan 没有\n")
    assert playing.whole() == before


def test_a_sheet_is_told_of_in_english_too(demo) -> None:
    (demo.folder / "u.csv").write_text("code,name,level\n640521,x,\nA1,,z\n", encoding="utf-8")
    told = demo("--lang", "en", "--as", "admin", "unit", "import", "u.csv")
    assert (told.code, told.err.splitlines()) == (
        2,
        [
            "row 2, column B (name): not as registered: for 640521 it is “中宁县卫生健康局”; "
            "an import registers what is new and changes nothing",
            "row 3, column B (name): nothing is filled in",
            "row 3, column C (level): unknown word “z”; known: "
            "省（自治区） region, 市 city, 县（区） county, 机构 institution",
            "places in the sheet to be mended: 3; nothing was registered or assigned",
        ],
    )


# On both engines


def test_sheets_are_taken_in_on_both_engines(stored, duban) -> None:
    sheets = {
        "units.csv": "代码,名称,上级\n990023-9,北原县中医医院,990023-8\n990023-8,北原县卫生院,990023\n",
        "accounts.csv": "账号,姓名,单位,角色\nbei,北某,北原县中医医院,承办人@LH\nowner,,,\n",
        "items.csv": "编号,牵头单位,配合单位\nLH-01,990023-9,东山县卫生健康局\nLH-02,北原县卫生院,\nLH-KP1,没有,\n",
    }
    with database.transaction(stored.engine) as connection:
        register = Register(connection, stored.people["admin"], NOW)
        register.grant("admin", Role.ADMIN)
        register.grant("office", Role.OFFICE)
    for name, text in sheets.items():
        (duban.folder / name).write_text(text, encoding="utf-8")

    def told(*words: str) -> tuple[int, str, list[str]]:
        run = duban(*words, database=stored.url)
        return run.code, run.out.partition("\n")[0], run.err.splitlines()

    before = stored.rows()
    assert told("--as", "admin", "account", "import", "accounts.csv") == (
        3,
        "",
        [
            f"第2行 C列（单位）：{NO_UNIT}北原县中医医院；相近的有：林河市中医医院",
            "第3行 B列（姓名）：没有填写",
            f"表里有2{WHOLE}",
        ],
    )
    assert told("--as", "office", "assign", "import", "items.csv")[0] == 3
    assert stored.rows() == before
    assert told("--as", "admin", "unit", "import", "units.csv") == (0, "已登记2个单位。", [])
    (duban.folder / "accounts.csv").write_text(sheets["accounts.csv"].replace("owner,,,\n", ""), encoding="utf-8")
    assert told("--as", "admin", "account", "import", "accounts.csv") == (0, "已登记1个账号。", [])
    (duban.folder / "items.csv").write_text(sheets["items.csv"].replace("没有", ""), encoding="utf-8")
    back = ("--today", "2024-01-10")
    assert told("--as", "office", *back, "assign", "import", "items.csv") == (
        0,
        "2项已交办，1行未填牵头单位，未办。",
        [],
    )
    assert told("--as", "bei", *back, "advance", "签收", "LH-01")[0] == 0
    said = "第2行：不能交办：LH-01 还在“实施·推进中”"
    assert told("--as", "office", *back, "assign", "import", "items.csv")[2][0].startswith(said)
    assert stored.proof()[1] == []
