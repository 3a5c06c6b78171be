"""`duban config` and saved filters: what is in force and from where, the settings file changed, lists narrowed."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cli.show import cells

if TYPE_CHECKING:
    from program import Program


def file_of(program: Program) -> Path:
    return program.folder / ".config" / "duban" / "duban.toml"


def written(program: Program, text: str) -> Path:
    """The settings file as somebody wrote it."""
    path = file_of(program)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def in_force(program: Program, *words: str, **environment: str) -> dict[str, Any]:
    rows = program(*words, "config", "--json", **environment).data
    return {row["name"]: (row["value"], row["origin"], row["variable"]) for row in rows}


# What is in force


def test_without_anything_the_defaults_are_told(duban) -> None:
    told = duban("config")
    database = duban.folder / ".local" / "share" / "duban" / "duban.db"
    advice = "可先用 duban demo 看演示，或用 duban account add 建立第一个账号"
    lines = told.out.splitlines()
    assert (told.code, told.err) == (0, "")
    assert lines[:3] == [
        f"数据库 database：{database}（缺省）",
        f"    没有数据库文件 {database}；{advice}",
        "账号 account：未设（缺省）",
    ]
    assert lines[4:] == [
        "语言 lang：zh（缺省）",
        "通道设置文件 channels：未设（缺省）",
        "提醒文字文件 texts：未设（缺省）",
        f"设置文件：{file_of(duban)}（缺省）",
        "    还没有这个文件",
        "筛选 context：未设（缺省）",
        "默认账号：未设（数据库）",
    ]
    assert list(duban.folder.iterdir()) == []


def test_each_setting_says_where_it_comes_from(demo) -> None:
    path = written(demo, 'account = "zhou"\ntoday = 2023-08-07\nlang = "en"\n')
    told = in_force(demo)
    assert told == {
        "database": (str(demo.database), "environment", "DUBAN_DATABASE"),
        "account": ("zhou", "file", None),
        "today": ("2023-08-07", "file", None),
        "lang": ("en", "file", None),
        "channels": (None, "default", None),
        "texts": (None, "default", None),
        "settings": (str(path), "default", None),
        "context": (None, "default", None),
        "default_account": ("lingdao", "database", None),
    }
    told = in_force(demo, "--as", "li", "--today", "2022-05-06", "--lang", "zh", DUBAN_ACCOUNT="chen")
    assert [told[name][:2] for name in ("account", "today", "lang")] == [
        ("li", "flag"), ("2022-05-06", "flag"), ("zh", "flag"),
    ]  # fmt: skip
    told = in_force(demo, DUBAN_ACCOUNT="chen", DUBAN_TODAY="2021年9月1日", DUBAN_LANG="zh")
    assert [told[name] for name in ("account", "today", "lang")] == [
        ("chen", "environment", "DUBAN_ACCOUNT"),
        ("2021-09-01", "environment", "DUBAN_TODAY"),
        ("zh", "environment", "DUBAN_LANG"),
    ]
    other = written(demo, "")
    assert in_force(demo, DUBAN_SETTINGS=str(other), LANG="en_GB.UTF-8")["lang"] == ("en", "locale", None)
    assert in_force(demo, DUBAN_SETTINGS=str(other))["settings"] == (str(other), "environment", "DUBAN_SETTINGS")


@pytest.mark.parametrize("command", [("config",), ("config", "show"), ("--lang", "en", "config", "show")])
def test_it_is_shown_in_lines_that_fit(command, demo) -> None:
    told = demo(*command, COLUMNS="60")
    assert (told.code, told.err) == (0, "")
    assert [line for line in told.out.splitlines() if cells(line) > 60 and str(demo.folder.parent) not in line] == []
    assert told.out.splitlines()[-1] in ("默认账号：lingdao（数据库）", "default account: lingdao (database)")


@pytest.mark.parametrize(
    ("environment", "setting", "value", "note"),
    [
        ({"DUBAN_DATABASE": "broken.db"}, "database", "broken.db", "数据库文件已损坏或不是数据库"),
        ({"DUBAN_DATABASE": "none.db"}, "database", "none.db", "没有数据库文件 none.db"),
        ({"DUBAN_DATABASE": "mysql://u:secret@host/x"}, "database", "host/x", "不认识这个数据库地址：host/x"),
        ({"DUBAN_TODAY": "someday"}, "today", "someday", "“someday”不是日期"),
        ({"DUBAN_CONTEXT": "nope"}, "context", "nope", "没有这个筛选：nope"),
        ({"DUBAN_SETTINGS": "bad.toml"}, "settings", "bad.toml", "文件不存在或不可读：bad.toml"),
    ],
)
def test_it_answers_whatever_is_broken(environment, setting, value, note, duban) -> None:
    (duban.folder / "broken.db").write_bytes(b"no database at all")
    (duban.folder / "bad.toml").write_text("database = [", encoding="utf-8")
    told = duban("config", "--json", **environment)
    (row,) = [row for row in told.data if row["name"] == setting]
    assert (told.code, row["value"], row["note"].startswith(note)) == (0, value, True)
    assert "secret" not in told.out
    assert note in duban("config", **environment).out


def test_passwords_are_not_shown(duban) -> None:
    url = "postgresql://zhao:s3cret@127.0.0.1:9/x?password=s3cret&sslmode=disable"
    told = duban("config", "--json", DUBAN_DATABASE=url)
    assert told.data[0]["value"] == "postgresql://zhao@127.0.0.1:9/x?password=…&sslmode=disable"
    saved = duban("config", "set", "database", url)
    assert saved.code == 0
    assert "s3cret" not in told.out + saved.out
    assert tomllib.loads(file_of(duban).read_text(encoding="utf-8")) == {"database": url}


# The settings file


def test_settings_are_written_and_taken_out(duban) -> None:
    path = file_of(duban)
    told = duban("config", "set", "account", "li")
    assert (told.code, told.out, told.err) == (0, f"已设置 账号 account：li（{path}）\n", "")
    duban("config", "set", "today", "2023年8月7日")
    duban("config", "set", "lang", "ZH")
    duban("config", "set", "database", "sqlite:///a.db")
    text = f'account = "li"\ntoday = 2023-08-07\nlang = "zh"\ndatabase = "{duban.folder / "a.db"}"\n'
    assert path.read_text(encoding="utf-8") == text
    assert duban("config", "unset", "lang").out == f"已去掉 语言 lang（{path}）\n"
    assert duban("config", "unset", "lang").code == 0
    assert path.read_text(encoding="utf-8") == text.replace('lang = "zh"\n', "")
    assert [file.name for file in path.parent.iterdir()] == ["duban.toml"]


OURS = """# 我们科的设置
database = "old.db"  # 测试库 "#1"
# 下面两项不要动
colour = [
  "red",
]

[mail]  # 别的程序用
account = "post"

[contexts."我的县"]
# 中宁
unit = "中宁县"
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_all_other_lines_stay_as_people_wrote_them(end, mark, duban) -> None:
    path = written(duban, mark + OURS.replace("\n", end))
    assert duban("config", "set", "database", "/srv/new.db").code == 0
    assert duban("config", "set", "account", "li").code == 0
    assert duban("context", "save", "我的县", "--unit", "海原县", "--plan", "ZW").code == 0
    assert duban("context", "save", "north.1", "--text", 'a"b#').code == 0
    expected = OURS.replace('"old.db"', '"/srv/new.db"')
    text = path.read_bytes().decode()
    assert text.count("\r\n") == (text.count("\n") if end == "\r\n" else 0)
    told = tomllib.loads(text)
    assert told == {
        "database": "/srv/new.db",
        "colour": ["red"],
        "account": "li",
        "mail": {"account": "post"},
        "contexts": {"我的县": {"plan": "ZW", "unit": "海原县"}, "north.1": {"text": 'a"b#'}},
    }
    kept = [line for line in expected.splitlines() if "unit =" not in line]
    assert [line for line in kept if line not in text.splitlines()] == []
    assert duban("context", "delete", "我的县").code == 0
    assert duban("config", "unset", "account").code == 0
    assert tomllib.loads(path.read_bytes().decode()) == {
        "database": "/srv/new.db", "colour": ["red"], "mail": {"account": "post"},
        "contexts": {"north.1": {"text": 'a"b#'}},
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        'contexts = { mine = { unit = "x" } }\n',
        "contexts = 5\n",
        'note = """\naccount = "in a text"\n"""\n',
    ],
)
def test_what_lines_cannot_show_is_left_alone(text, duban) -> None:
    path = written(duban, text)
    words = ("config", "set", "account", "li") if "note" in text else ("context", "save", "mine", "--unit", "y")
    told = duban(*words)
    assert (told.code, told.err) == (2, f"设置文件的写法不能自动改动，请用编辑器改：{path}\n")
    assert path.read_text(encoding="utf-8") == text


def test_a_broken_file_is_not_touched(duban) -> None:
    path = written(duban, "database = [")
    told = duban("config", "set", "account", "li")
    assert (told.code, told.err.startswith(f"文件不存在或不可读：{path}")) == (7, True)
    assert path.read_text(encoding="utf-8") == "database = ["


def test_a_setting_that_stops_everything_can_be_taken_out(demo) -> None:
    path = written(demo, 'today = "someday"\n')
    assert demo("list").code == 2
    assert demo("config", "unset", "today").code == 0
    assert path.read_bytes() == b""
    assert demo("list").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="modes and links of Unix")
def test_a_file_stays_as_private_as_it_is_and_where_it_lies(duban) -> None:
    duban("config", "set", "account", "li")
    assert file_of(duban).stat().st_mode & 0o777 == 0o600
    real = duban.folder / "dotfiles.toml"
    real.write_text("", encoding="utf-8")
    real.chmod(0o640)
    link = duban.folder / "link.toml"
    link.symlink_to(real)
    assert duban("config", "set", "account", "li", DUBAN_SETTINGS=str(link)).code == 0
    assert (link.is_symlink(), real.read_text(encoding="utf-8")) == (True, 'account = "li"\n')
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_file_that_cannot_be_written_is_named(duban) -> None:
    (duban.folder / "folder").write_text("a file", encoding="utf-8")
    told = duban("config", "set", "account", "li", DUBAN_SETTINGS="folder/duban.toml")
    assert (told.code, told.err.startswith("文件不能写入：")) == (7, True)


BAD = """
set lagn en | 3 | 没有这个设置项：lagn；相近的有：lang
set xyzzy en | 3 | 没有这个设置项：xyzzy；相近的有：database、account、today、lang、channels、texts
unset databas | 3 | 没有这个设置项：databas；相近的有：database
set lang fr | 2 | 不认识“fr”；可用：zh、en
set today someday | 2 | “someday”不是日期；可写 2026-12-01、2026年12月1日、12月1日、+5wd
set database mysql://x | 8 | 不认识这个数据库地址：mysql://x；可用文件路径或 postgresql://…
"""


@pytest.mark.parametrize("case", BAD.strip().splitlines())
def test_what_would_not_work_is_not_written(case, duban) -> None:
    words, code, said = case.split(" | ")
    told = duban("config", *words.split())
    assert (told.code, told.out, told.err) == (int(code), "", f"{said}\n")
    assert not file_of(duban).exists()


def test_what_still_wins_is_told(duban) -> None:
    told = duban("config", "set", "account", "li", DUBAN_ACCOUNT="ma")
    assert told.out.splitlines()[-1] == "提示：环境变量 DUBAN_ACCOUNT 仍优先。"


# Saved filters


@pytest.fixture
def mine(demo) -> Program:
    """The demo with “my county” saved and in force."""
    assert demo("context", "save", "我的县", "--unit", "海原县", "--plan", "ZW").code == 0
    assert demo("context", "use", "我的县").code == 0
    return demo  # type: ignore[no-any-return]


DAY = ("--today", "2023-08-07")
SAYS = "筛选：我的县（方案 ZW；单位 海原县）"


@pytest.mark.parametrize("words", [("overdue",), ("due", "--within", "700"), ("list",), ("lights",), ("todo",)])
def test_a_context_narrows_as_its_options_do(words, mine) -> None:
    plain = mine(*DAY, *words, "--unit", "海原县", "--plan", "ZW", "--json", DUBAN_CONTEXT="")
    told = mine(*DAY, *words, "--json")
    assert (told.code, told.out) == (0, plain.out)
    assert told.err.splitlines()[0] == SAYS
    assert mine(*DAY, *words).out.splitlines()[1] == SAYS
    assert SAYS not in plain.err
    assert told.out != mine(*DAY, *words, "--json", DUBAN_CONTEXT="").out or words == ("todo",)


def test_an_option_of_the_command_line_wins(mine) -> None:
    told = mine(*DAY, "list", "--unit", "中宁县中医医院")
    assert told.out.splitlines()[1] == "筛选：我的县（方案 ZW）"
    assert mine(*DAY, "list", "--unit", "中宁县中医医院", "--json").fields("item") == ["ZW-07.P2"]
    told = mine(*DAY, "list", "--unit", "", "--plan", "SZS")
    assert told.out.splitlines()[1] == "筛选：我的县（命令行均已另行指定）"
    assert mine("--lang", "en", "list", "--plan", "ZW").out.splitlines()[1] == "context: 我的县 (unit 海原县)"


def test_all_conditions_of_a_context_count(demo) -> None:
    demo("context", "save", "red", "--kind", "项目", "--light", "红", "--state", "实施", "--text", "zw-")
    found = demo(*DAY, "list", "--json", DUBAN_CONTEXT="red").fields("item", "light", "kind")
    assert found == [("ZW-07.P3", "red", "project"), ("ZW-17.P1", "red", "project")]
    assert demo("--as", "ducha", *DAY, "todo", "--json", DUBAN_CONTEXT="red").data == []
    assert len(demo("--as", "ducha", *DAY, "todo", "--json", "--light", "绿").data) == 0


def test_acts_and_single_items_are_not_narrowed(mine) -> None:
    assert mine("show", "ZW-05", "--json").data["item"] == "ZW-05"
    told = mine("advance", "暂缓", "ZW-20", "ZW-21", "-m", "等", "--until", "2099-01-04", "--dry-run", "--json")
    assert (told.code, told.err, told.fields("item")) == (0, "", ["ZW-20", "ZW-21"])


def test_contexts_are_switched_listed_and_deleted(mine) -> None:
    mine("context", "save", "all", "--kind", "task")
    assert mine("context").out == f"{SAYS}  已启用\n筛选：all（类别 task）\n"
    rows = mine("context", "list", "--json").data
    assert [(row["name"], row["active"], row["unit"], row["kind"]) for row in rows] == [
        ("我的县", True, "海原县", None), ("all", False, None, "task"),
    ]  # fmt: skip
    assert "筛选" not in mine("list", DUBAN_CONTEXT="").out
    assert mine("list", DUBAN_CONTEXT="all").out.splitlines()[1] == "筛选：all（类别 task）"
    assert in_force(mine)["context"] == ("我的县", "file", None)
    assert in_force(mine, DUBAN_CONTEXT="")["context"] == (None, "environment", "DUBAN_CONTEXT")
    assert mine("context", "off").out == "已停用筛选。\n"
    assert "筛选" not in mine("list").out
    mine("context", "use", "all")
    assert mine("context", "delete", "all").out == "已删除筛选“all”。\n"
    assert tomllib.loads(file_of(mine).read_text(encoding="utf-8")) == {
        "contexts": {"我的县": {"plan": "ZW", "unit": "海原县"}}
    }
    mine("context", "delete", "我的县")
    assert mine("context").out == "还没有存下筛选：duban context save 名称 --unit 单位\n"


STALE = """
unit | 中宁线 | 3 | 没有这个单位，或不在可查看的范围内：中宁线；相近的有：中宁县
plan | ZX | 3 | 没有这个方案，或不在可查看的范围内：ZX；相近的有：ZW
kind | foo | 2 | 不认识“foo”；可用：主要任务 task、项目 project、分解任务 breakdown
light | 蓝 | 2 | 不认识“蓝”；可用：灰 grey、完 done、红 red、黄 yellow、绿 green
"""


@pytest.mark.parametrize("case", STALE.strip().splitlines())
@pytest.mark.parametrize("command", ["overdue", "due", "list", "lights", "todo"])
def test_a_context_that_no_longer_fits_is_named(case, command, demo) -> None:
    field, value, code, why = case.split(" | ")
    written(demo, f'context = "旧"\n[contexts."旧"]\n{field} = "{value}"\n')
    advice = "请用 duban context save 重存，或 duban context off 停用"
    told = demo(command)
    assert (told.code, told.out, told.err) == (int(code), "", f"筛选“旧”已不适用：{why}；{advice}\n")
    typed = demo("list", f"--{field}", value)
    assert (typed.code, typed.err) == (int(code), f"{why}\n")


WRONG = """
use nope | 3 | 没有这个筛选：nope
use 我的 | 3 | 没有这个筛选：我的；相近的有：我的县
delete nope | 3 | 没有这个筛选：nope
save x | 2 | 没有给出筛选条件；可用：--plan、--unit、--kind、--state、--light、--text
save x --kind foo | 2 | 不认识“foo”；可用：主要任务 task、项目 project、分解任务 breakdown
save x --light blue | 2 | 不认识“blue”；可用：灰 grey、完 done、红 red、黄 yellow、绿 green
"""


@pytest.mark.parametrize("case", WRONG.strip().splitlines())
def test_contexts_that_cannot_be_are_refused(case, mine) -> None:
    words, code, said = case.split(" | ")
    before = file_of(mine).read_bytes()
    told = mine("context", *words.split())
    assert (told.code, told.out, told.err) == (int(code), "", f"{said}\n")
    assert file_of(mine).read_bytes() == before


@pytest.mark.parametrize(
    ("text", "key"),
    [('[contexts.a]\nunits = "x"\n', "units"), ("[contexts.a]\nplan = 5\n", "plan"), ("contexts = 5\n", "5"),
     ("contexts = { a = 5 }\n", "5")],
)  # fmt: skip
def test_contexts_written_wrongly_by_hand_are_told(text, key, demo) -> None:
    written(demo, text)
    told = demo("list", DUBAN_CONTEXT="a")
    assert (told.code, f"：{key}；可写：plan、unit、kind、state、light、text" in told.err) == (2, True)


def test_a_name_is_one_word(duban) -> None:
    told = duban("context", "save", "my county", "--unit", "x")
    assert (told.code, told.err) == (2, "“my county”不能作筛选名称：须为1到40个字符，不含空格和控制字符\n")
