"""Completion: what is offered for what is typed, in silence whatever happens, and the scripts of the shells."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest
from program import DUBAN, Program

from cli.counties import OWNERS
from cli.lookup import MOST


def offered(program: Program, line: str, shell: str = "zsh", **environment: str) -> list[str]:
    """The values that a shell is offered for a line up to the cursor."""
    told = program(_DUBAN_COMPLETE=f"complete_{shell}", _TYPER_COMPLETE_ARGS=line, **environment)
    assert (told.code, told.err) == (0, "")
    return [one.partition("\t")[0] for one in told.out.splitlines()]


# What is offered


def counties(task: str) -> list[str]:
    """What a task of the demo is broken down to."""
    return [f"{task}/{county}" for county in OWNERS]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("duban ov", ["overdue"]),
        ("duban extend ", ["ask", "grant", "refuse"]),
        ("duban config ", ["show", "set", "unset"]),
        ("duban list --st", ["--state"]),
        ("duban show ZW-07", ["ZW-07", "ZW-07.P1", "ZW-07.P2", "ZW-07.P3", *counties("ZW-07")]),
        ("duban show zw-21", ["ZW-21", *counties("ZW-21")]),
        ("duban --as chen show ", ["SZS-KP3"]),
        ("duban show ZW-07.P1 ", []),
        ("duban why ZW-07", [f"{code}@" for code in ("ZW-07", "ZW-07.P1", "ZW-07.P2", "ZW-07.P3", *counties("ZW-07"))]),
        ("duban why ZW-05@中", ["ZW-05@中期评估"]),
        ("duban why ZW-05@mid", ["ZW-05@midterm_evaluation"]),
        ("duban why ZW-05@签", ["ZW-05@签收（第1次）"]),
        ("duban extend ask ZW-05@签", []),
        ("duban merge ZW-05@x --into ZW-05@总", ["ZW-05@总结评估"]),
        ("duban advance 暂", ["暂缓"]),
        ("duban advance susp", ["suspend"]),
        ("duban --as ducha advance 启", ["启动年度总结", "启动中期评估", "启动总结评估"]),
        ("duban --as ducha advance 启动年度总结 ZW-05 --checkpoint annual_review-202", [
            "annual_review-2021", "annual_review-2022", "annual_review-2023", "annual_review-2024",
            "annual_review-2025",
        ]),
        ("duban advance 评估结论 ZW-05 --result 达", ["达到进度", "达标"]),
        ("duban advance conclude ZW-05 -r un", ["unmet"]),
        ("duban list --plan ", ["SZS", "ZW"]),
        ("duban --as ducha amend ZW-21", ["ZW-21", *counties("ZW-21")]),
        ("duban amend S", None),
        ("duban list --unit 中宁", ["中宁县卫生健康局", "中宁县中医医院", "中宁县"]),
        ("duban list --unit=中宁县卫", ["--unit=中宁县卫生健康局"]),
        ("duban list --unit 64052", ["640521", "640522", "640521-H1", "640522-H1"]),
        ("duban list --kind ", ["主要任务", "项目", "分解任务"]),
        ("duban list --kind b", ["breakdown"]),
        ("duban list --light ", ["灰", "完", "红", "黄", "绿"]),
        ("duban list --state 年度总结", ["年度总结", "年度总结·起草", "年度总结·已报送", "年度总结·已退回"]),
        ("duban list --by ", ["单位", "方案", "任务分组", "分组", "章节", "类别"]),
        ("duban list --by sec", ["section"]),
        ("duban --lang ", ["zh", "en"]),
        ("duban --as d", ["ducha"]),
        ("duban role grant li ow", ["owner"]),
        ("duban report ZW-05 --risk 不", ["不能按期"]),
        ("duban plan check z", ["zhongwei"]),
        ("duban calendar show ", ["全国", "宁夏"]),
        ("duban calendar show n", ["national", "ningxia"]),
        ("duban config set ", ["database", "account", "today", "lang", "channels", "texts"]),
        ("duban config set lang ", ["zh", "en"]),
        ("duban --show-completion p", ["powershell", "pwsh"]),
        ("duban unit add ", []),
        ("duban --version ", None),
    ],
)  # fmt: skip
def test_values_are_offered(line, found, reading) -> None:
    told = offered(reading, line)
    assert told == found if found is not None else {"overdue", "SZS"} & set(told)


def test_english_names_come_first_in_english(reading) -> None:
    assert offered(reading, "duban list --kind ", DUBAN_LANG="en") == ["task", "project", "breakdown"]
    assert offered(reading, "duban why ZW-05@", DUBAN_LANG="en")[:2] == ["ZW-05@sign-1", "ZW-05@launch"]


def test_events_are_those_that_the_item_behind_the_cursor_can_take(reading) -> None:
    line = "duban --as lingdao advance "
    assert offered(reading, line, _DUBAN_AFTER=" ZW-12.P1") == ["回头看", "复核"]
    assert "暂缓" in offered(reading, line, _DUBAN_AFTER=" ZW-05")


def test_items_are_those_in_which_the_event_is_possible(reading) -> None:
    ended = sorted(
        row["item"] for row in reading("list", "--json", "--all").data if row["state"] in ("closed", "unmet")
    )
    assert offered(reading, "duban advance 复核 ") == ended
    assert offered(reading, "duban advance reopen ZW") == [code for code in ended if code.startswith("ZW")]
    assert "ZW-12.P1" in ended


def test_contexts_are_offered(duban) -> None:
    duban("context", "save", "我的县", "--unit", "中宁县")
    duban("context", "save", "north", "--text", "a")
    assert offered(duban, "duban context use ") == ["我的县", "north"]


def test_what_a_shell_would_read_as_its_own_is_not_offered(demo) -> None:
    with closing(sqlite3.connect(demo.database)) as driver, driver:
        driver.execute("UPDATE unit SET name = 'x;reboot' WHERE code = '640521'")
        driver.execute("UPDATE unit SET name = '中宁 卫健' WHERE code = '640522'")
    assert [name for name in offered(demo, "duban list --unit ") if ";" in name or " " in name] == []


def test_of_very_many_the_first_and_the_last_are_offered(demo) -> None:
    with closing(sqlite3.connect(demo.database)) as driver, driver:
        driver.execute("CREATE TEMP TABLE n AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c LIMIT 500) "
                       "SELECT x FROM c")  # fmt: skip
        names = [row[1] for row in driver.execute("PRAGMA table_info(item)") if row[1] not in ("id", "code")]
        columns = ", ".join(names)
        driver.execute(f"INSERT INTO item (code, {columns}) SELECT printf('ZW-01.P1/%06d', n.x), {columns} "
                       "FROM item, n WHERE item.code = 'ZW-01.P1'")  # fmt: skip
    told = offered(demo, "duban show ZW-01.P1/")
    assert (len(told), told[0], told[-1]) == (MOST, "ZW-01.P1/000001", "ZW-01.P1/000500")


def test_values_come_from_either_engine(backend, duban) -> None:
    duban.database = backend
    for words in (("account", "add", "root", "管理员"), ("--as", "root", "account", "add", "zhao", "赵敏", "--role",
                  "office"), ("--as", "zhao", "plan", "adopt", "shizuishan")):  # fmt: skip
        assert duban(*words).code == 0
    line = f"duban --database {backend} --as zhao "
    assert offered(duban, f"{line} show szs-kp3")[0] == "SZS-KP3"
    assert offered(duban, f"{line} advance 交办 SZS-KP3") == offered(duban, f"{line} show SZS-KP3")
    assert offered(duban, f"{line} advance 签收 SZS-KP3") == []
    assert offered(duban, f"{line} why SZS-1.1@lau") == ["SZS-1.1@launch"]
    assert offered(duban, f"{line} list --plan ") == ["SZS"]
    assert offered(duban, f"{line} list --unit 64020")[0].startswith("64020")
    assert offered(duban, f"duban --database {backend} --as ") == ["root", "zhao"]
    assert offered(duban, f"duban --database {backend} --as root show ") != []


# Silence


@pytest.mark.parametrize(
    "line",
    [
        "duban --database none.db show ",
        "duban --database broken.db show ",
        "duban --database mysql://x show ",
        "duban --as nobody show ",
        "duban --as shenji show ",
        "duban show --nonsense ",
        "duban nonsense ",
        'duban show "',
        "duban list --unit ",
        "",
    ],
)
def test_where_nothing_can_be_offered_nothing_is_said(line, demo) -> None:
    (demo.folder / "broken.db").write_bytes(b"no database at all")
    demo.database = demo.database if "--as" in line else None
    for shell in ("bash", "zsh", "fish", "powershell"):
        assert offered(demo, line, shell) == [] or not line


def test_a_broken_settings_file_is_passed_over(duban) -> None:
    (duban.folder / "bad.toml").write_text("database = [", encoding="utf-8")
    settings = str(duban.folder / "bad.toml")
    assert offered(duban, "duban ov", DUBAN_SETTINGS=settings) == ["overdue"]
    assert offered(duban, "duban show ", DUBAN_SETTINGS=settings) == []
    assert offered(duban, "duban context use ", DUBAN_SETTINGS=settings) == []


@pytest.mark.parametrize("instruction", ["complete_tcsh", "complete", "nonsense", "source_tcsh", "complete_bash"])
def test_a_shell_that_asks_strangely_gets_nothing(instruction, duban) -> None:
    told = duban(_DUBAN_COMPLETE=instruction)
    assert (told.code, told.out.strip(), told.err) == (0, "", "")


def test_an_older_database_is_not_upgraded_by_a_tab(demo) -> None:
    with closing(sqlite3.connect(demo.database)) as driver, driver:
        driver.execute("UPDATE alembic_version SET version_num = '0000'")
    assert offered(demo, "duban show ") == []
    with closing(sqlite3.connect(demo.database)) as driver:
        assert driver.execute("SELECT version_num FROM alembic_version").fetchall() == [("0000",)]


def test_completion_loads_nothing_heavy(reading) -> None:
    code = "import sys; from cli.main import run; run([]); print(*sorted(sys.modules), file=sys.stderr)"
    for line in ("duban ov", "duban show ZW-07", "duban list --unit "):
        told = reading.python(
            code, _DUBAN_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line, DUBAN_DATABASE=str(reading.database)
        )
        heavy = {"sqlalchemy", "sqlmodel", "pydantic", "rich", "transitions", "alembic", "platformdirs"}
        assert (bool(told.out), heavy & set(told.err.split())) == (True, set())


# The shells


def bash(program: Program, line: str, breaks: str = " \t\n\"'@><=;|&(:") -> list[str]:
    """What bash itself gets as COMPREPLY from the script."""
    script = program("--show-completion", "bash").out
    (program.folder / "script.bash").write_text(script, encoding="utf-8")
    code = (
        'PATH="$1:$PATH"; source ./script.bash; COMP_WORDBREAKS="$3"; COMP_LINE="$2"; COMP_POINT=${#COMP_LINE}; '
        '_duban_completion duban; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    folder = str(DUBAN).rpartition("/")[0]
    done = subprocess.run(
        ["bash", "--norc", "-c", code, "bash", folder, line, breaks],
        cwd=program.folder,
        env=program.environment(LC_ALL="C.UTF-8"),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash on this machine")
@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("duban ov", ["overdue"]),
        ("duban why ZW-05@mid", ["@midterm_evaluation"]),
        ("duban why ZW-05@中", ["@中期评估"]),
        ("duban show ZW-07.P", ["ZW-07.P1", "ZW-07.P2", "ZW-07.P3"]),
        ("duban list --unit=中宁县卫", ["中宁县卫生健康局"]),
        ("duban advance 暂", ["暂缓"]),
        ("duban plan adopt x", []),
    ],
)
def test_bash_gets_what_stands_behind_its_last_word_break(line, reply, reading) -> None:
    assert bash(reading, line) == reply


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash on this machine")
def test_bash_without_those_word_breaks_gets_whole_words(reading) -> None:
    assert bash(reading, "duban why ZW-05@mid", " \t\n") == ["ZW-05@midterm_evaluation"]
    assert bash(reading, "duban list --unit=中宁县卫", " \t\n") == ["--unit=中宁县卫生健康局"]


def test_powershell_names_the_word_that_is_typed(reading) -> None:
    line = {"_TYPER_COMPLETE_ARGS": "duban show ZW-07.P1", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "ZW-07.P1"}
    told = reading(_DUBAN_COMPLETE="complete_pwsh", **line)
    assert told.out == "ZW-07.P1\t市中医医院三级甲等评审\n"
    told = reading(_DUBAN_COMPLETE="complete_pwsh", _TYPER_COMPLETE_ARGS="duban extend")
    assert [line.partition("\t")[0] for line in told.out.splitlines()] == ["ask", "grant", "refuse"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_scripts_are_shown(shell, duban) -> None:
    told = duban("--show-completion", shell)
    assert (told.code, told.err, "_DUBAN_COMPLETE" in told.out) == (0, "", True)
    assert duban(_DUBAN_COMPLETE=f"source_{shell}").out == told.out


@pytest.mark.parametrize(("shell", "program"), [("bash", "bash"), ("zsh", "zsh"), ("fish", "fish")])
def test_scripts_are_read_by_their_shell(shell, program, duban) -> None:
    if not shutil.which(program):
        pytest.skip(f"no {program} on this machine")
    script = duban("--show-completion", shell).out
    done = subprocess.run([program, "-n"], input=script, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_unknown_shell_is_refused(duban) -> None:
    for option in ("--show-completion", "--install-completion"):
        told = duban(option, "tcsh")
        assert (told.code, told.err) == (2, "不认识“tcsh”；可用：bash、zsh、fish、powershell、pwsh\n")


@pytest.mark.parametrize(
    ("shell", "place", "start", "line"),
    [
        ("bash", ".bash_completions/duban.sh", ".bashrc", "source ~/.bash_completions/duban.sh\n"),
        ("zsh", ".zfunc/_duban", ".zshrc", "fpath+=~/.zfunc; autoload -Uz compinit; compinit\n"),
    ],
)
def test_installing_keeps_what_people_wrote_and_adds_once(shell, place, start, line, duban) -> None:
    (duban.folder / start).write_bytes("# 我的设置\r\nalias d=duban".encode())
    told = duban("--install-completion", shell)
    assert (told.code, told.out) == (0, f"自动补全已装好：{duban.folder / place}；重新打开终端后生效。\n")
    duban("--install-completion", shell)
    assert (duban.folder / place).read_text(encoding="utf-8") == duban("--show-completion", shell).out
    assert (duban.folder / start).read_bytes() == "# 我的设置\r\nalias d=duban\n".encode() + line.encode()


def test_installing_for_a_shell_that_is_not_there(duban) -> None:
    told = duban("--install-completion", "powershell", PATH="/nonexistent")
    assert (told.code, told.out, told.err.startswith("文件不能写入：powershell（")) == (7, "", True)


def test_fish_finds_its_script_by_itself(duban) -> None:
    assert duban("--install-completion", "fish").code == 0
    path = duban.folder / ".config" / "fish" / "completions" / "duban.fish"
    assert path.read_text(encoding="utf-8") == duban("--show-completion", "fish").out
