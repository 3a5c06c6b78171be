"""The installed program in an empty folder: what it loads, how it helps, its languages, settings and usage errors."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

import pytest
from program import DUBAN
from typer.main import get_command

import cli.en
import cli.zh
import workflow.en
import workflow.zh
from cli.language import choose
from cli.main import app
from cli.settings import place
from cli.show import cells
from workflow.rights import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parent.parent
HEAVY = {
    "alembic", "apscheduler", "docx", "holidays", "importlib.metadata", "openpyxl", "platformdirs", "psycopg",
    "pydantic", "rich", "ruamel", "ruamel.yaml", "sqlalchemy", "sqlmodel", "transitions",
}  # fmt: skip
LOADED = (
    "import sys; from cli.main import run; code = run(sys.argv[1:]); print(code, *sorted(sys.modules), file=sys.stderr)"
)


def commands() -> Iterator[tuple[str, Any]]:
    """Every command and group of the tree, by its words."""
    from typer.core import TyperGroup

    def below(group: Any, words: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        context = group.make_context("duban", [], resilient_parsing=True)
        for name in group.list_commands(context):
            found = group.get_command(context, name)
            yield " ".join((*words, name)), found
            if isinstance(found, TyperGroup):
                yield from below(found, (*words, name))

    yield from below(get_command(app), ())


TREE = dict(commands())


# An empty folder


def test_in_an_empty_folder_there_is_no_database_and_none_is_made(duban) -> None:
    told = duban("overdue")
    default = duban.folder / ".local" / "share" / "duban" / "duban.db"
    advice = "可先用 duban demo 看演示，或用 duban account add 建立第一个账号"
    assert (told.code, told.out, told.err) == (7, "", f"没有数据库文件 {default}；{advice}\n")
    told = duban("--database", "none.db", "--lang", "en", "list", "--json")
    assert (told.code, told.error["error"], told.error["path"]) == (7, "database_missing", "none.db")
    assert list(duban.folder.iterdir()) == []


def test_the_first_account_makes_the_database_where_it_belongs(duban) -> None:
    assert duban("account", "add", "root", "管理员").code == 0
    assert (duban.folder / ".local" / "share" / "duban" / "duban.db").is_file()
    assert duban("--as", "root", "overdue", "--json").data == []


@pytest.mark.parametrize(
    "words", [("--help",), ("overdue",), ("list",), ("todo",), ("show", "ZW-07"), ("overdue", "-h")]
)
def test_reading_loads_nothing_heavy(words, reading) -> None:
    told = reading.python(LOADED, *words, DUBAN_DATABASE=str(reading.database))
    code, *modules = told.err.splitlines()[-1].split()
    assert (code, {name for name in modules if name in HEAVY or name.partition(".")[0] in HEAVY}) == ("0", set())


@pytest.mark.parametrize("words", [("show", "ZW-07", "--json"), ("plan", "list")])
def test_a_reader_that_leaves_early_is_no_bug(words, reading) -> None:
    """As with `duban list | head`: what is longer than the buffer breaks while it is written, the rest at the end."""
    run = subprocess.Popen(
        [DUBAN, *words],
        cwd=reading.folder,
        env=reading.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert run.stdout
    assert run.stderr
    run.stdout.close()
    said = run.stderr.read()
    run.stderr.close()
    assert (run.wait(), said) == (0, b"")


def test_version(duban) -> None:
    from importlib.metadata import version

    assert duban("--version").out == f"{version('duban')}\n"


# The tree of commands


def test_every_command_has_its_rule_and_every_rule_its_command() -> None:
    from typer.core import TyperGroup

    assert sorted(name for name, found in TREE.items() if not isinstance(found, TyperGroup)) == sorted(COMMANDS)


@pytest.mark.parametrize("name", list(TREE))
def test_every_command_and_option_has_help(name) -> None:
    found = TREE[name]
    told = [found.help, *(parameter.help for parameter in found.params if parameter.name != "help")]
    assert [text for text in told if not text or len(text) < 2] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_lists_every_command_in_either_language(lang, duban) -> None:
    told = duban("--help", DUBAN_LANG=lang, COLUMNS="80")
    assert (told.code, told.err) == (0, "")
    texts = cli.zh.TEXTS if lang == "zh" else cli.en.TEXTS
    squeezed = re.sub(r"\s+", "", told.out)
    top = [name for name in TREE if " " not in name]
    assert [
        name for name in top if re.sub(r"\s+", "", name + texts[f"help.{name.replace('-', '_')}"]) not in squeezed
    ] == []
    one = duban("plan", "adopt", "--help", DUBAN_LANG=lang, COLUMNS="80")
    assert re.sub(r"\s+", "", texts["help.plan_adopt"]) in re.sub(r"\s+", "", one.out)


def test_without_a_command_help_is_shown(duban) -> None:
    told = duban()
    assert (told.code, "overdue" in told.out) == (2, True)


# Catalogues

PAIRS = [(cli.zh.TEXTS, cli.en.TEXTS), (workflow.zh.SENTENCES, workflow.en.SENTENCES)]


@pytest.mark.parametrize(("chinese", "english"), PAIRS, ids=["cli", "workflow"])
def test_both_languages_say_the_same_things(chinese: Mapping[str, str], english: Mapping[str, str]) -> None:
    assert list(chinese) == list(english)
    assert {key: facts(text) for key, text in chinese.items()} == {key: facts(text) for key, text in english.items()}


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(("texts", "folders"), [
    (cli.zh.TEXTS, ("cli",)),
    (workflow.zh.SENTENCES, ("models", "workflow", "documents", "schedules", "cli")),
], ids=["cli", "workflow"])  # fmt: skip
def test_no_sentence_is_left_over(texts: Mapping[str, str], folders: tuple[str, ...]) -> None:
    """A key stands in the sources as it is, or as the beginning or end of a family: f"help.{name}"."""
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path.stem.rpartition("_")[2] not in ("zh", "en")
    )
    families = re.findall(r"""f["']([a-z_.]+[._])\{""", source)
    ends = re.findall(r"""\}(_[a-z_]+)["']""", source)
    family = re.compile("|".join([*(re.escape(head) + ".+" for head in families), *(".+" + end for end in ends)]))
    words = {name.replace(" ", "_") for name in TREE}
    named = {f"help.{name}" for name in words}
    quoted = set(re.findall(r"""["']([a-z_.]+)["']""", source)) | named
    assert [key for key in texts if key not in quoted and not family.fullmatch(key)] == []


# Wrong words


WRONG = """
lifecyc | 没有这个命令：lifecyc；相近的有 lifecycle、lines | no such command: lifecyc; near: lifecycle, lines | duban
xyz | 没有这个命令：xyz | no such command: xyz | duban
plan chek | 没有这个命令：chek；相近的有 check | no such command: chek; near: check | duban plan
show --jsom ZW | 没有这个选项：--jsom；相近的有 --json | no such option: --jsom; near: --json | duban show
overdue --version | --version 要写在命令之前：duban --version … overdue | --version goes before the command: \
duban --version … overdue | duban overdue
overdue --toady 1 | 没有这个选项：--toady；相近的有 --today | no such option: --toady; near: --today | duban overdue
show | 缺少 ITEM | missing: ITEM | duban show
advance 签收 | 缺少 ITEM... | missing: ITEM... | duban advance
merge ZW-01@x | 缺少 --into | missing: --into | duban merge
"""


@pytest.mark.parametrize("case", WRONG.strip().splitlines())
def test_wrong_usage_is_told_with_what_is_near(case, duban) -> None:
    words, zh, en, command = case.split(" | ")
    words = words.split()
    for lang, said in (("zh", f"{zh}\n用法见 {command} --help"), ("en", f"{en}\nsee {command} --help")):
        told = duban("--lang", lang, *words)
        assert (told.code, told.out, told.err) == (2, "", f"{said}\n")
    told = duban(*words, "--json")
    assert (told.code, told.error) == (2, {"error": "usage", "message": zh, "exit_code": 2})


@pytest.mark.parametrize(
    "words", [("overdue", "--limit", "x"), ("due", "--within", "-1"), ("--lang",), ("list", "--limit", "0")]
)
def test_values_that_do_not_fit_are_wrong_usage(words, duban) -> None:
    told = duban(*words)
    assert (told.code, told.out) == (2, "")
    assert 1 <= len(told.err.splitlines()) <= 2


# Days as people write them


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-12-01", "2026-12-01"),
        ("2026/2/3", "2026-02-03"),
        ("2026.2.3", "2026-02-03"),
        (" 2026年12月1日 ", "2026-12-01"),
        ("２０２６－０２－０３", "2026-02-03"),
        ("12月1日", "2023-12-01"),
        ("2-29", None),
        ("今天", "2023-09-28"),
        ("tomorrow", "2023-09-29"),
        ("昨天", "2023-09-27"),
        ("+3d", "2023-10-01"),
        ("+3天", "2023-10-01"),
        # The days off of autumn 2023 end on 6 October; 7 and 8 October, a weekend, are worked.
        ("+1wd", "2023-10-07"),
        ("+3个工作日", "2023-10-09"),
        ("2023-02-30", None),
        ("+99999d", None),
        ("31日", None),
        ("", None),
    ],
)
def test_days_as_people_write_them(text, found) -> None:
    from cli.days import day
    from workflow.errors import Usage
    from workflow.working_days import load

    today = date(2023, 9, 28)
    if found is None:
        with pytest.raises(Usage, match="date_bad"):
            day(text, today, load("national"))
    else:
        assert day(text, today, load("national")).isoformat() == found


def test_working_days_need_a_calendar() -> None:
    from cli.days import day
    from workflow.errors import Usage

    with pytest.raises(Usage, match="date_bad"):
        day("+1wd", date(2023, 9, 28))


# Languages and settings


@pytest.mark.parametrize(
    ("words", "environment", "told", "lang"),
    [
        ((), {}, {}, "zh"),
        ((), {"LANG": "C.UTF-8"}, {}, "zh"),
        ((), {"LANG": "de_DE.UTF-8"}, {}, "zh"),
        ((), {"LANG": "en_GB.UTF-8"}, {}, "en"),
        ((), {"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, {}, "zh"),
        ((), {"LC_MESSAGES": "en_US", "LANG": "zh_CN"}, {}, "en"),
        ((), {"LANG": "en_GB.UTF-8"}, {"lang": "zh"}, "zh"),
        ((), {"DUBAN_LANG": "en"}, {"lang": "zh"}, "en"),
        (("--lang", "zh"), {"DUBAN_LANG": "en"}, {"lang": "en"}, "zh"),
        (("overdue", "--lang=en"), {"DUBAN_LANG": "zh"}, {}, "en"),
        (("--lang", "fr"), {"DUBAN_LANG": "en"}, {}, "en"),
    ],
)
def test_the_language_is_chosen(words, environment, told, lang) -> None:
    assert choose(words, environment, told) == lang


def test_the_language_reaches_help_and_refusals(duban) -> None:
    settings = duban.folder / "settings.toml"
    settings.write_text('lang = "en"\n', encoding="utf-8")
    english = "no database file none.db"
    runs = [
        (duban("--database", "none.db", "list"), "没有数据库文件 none.db"),
        (duban("--database", "none.db", "list", LANG="en_US.UTF-8"), english),
        (duban("--database", "none.db", "list", LANG="zh_CN.UTF-8", DUBAN_SETTINGS=str(settings)), english),
        (
            duban("--database", "none.db", "list", DUBAN_LANG="zh", DUBAN_SETTINGS=str(settings)),
            "没有数据库文件 none.db",
        ),
        (duban("--lang", "en", "--database", "none.db", "list", DUBAN_LANG="zh"), english),
    ]
    assert [told.err.startswith(said) for told, said in runs] == [True] * len(runs), [told.err for told, _ in runs]


@pytest.mark.parametrize(
    "given", [{}, {"XDG_CONFIG_HOME": "/etc/xdg here"}, {"XDG_CONFIG_HOME": " "}, {"XDG_CONFIG_HOME": "~/c"}]
)
def test_settings_are_where_platformdirs_says(given, monkeypatch) -> None:
    from platformdirs import user_config_path

    for name in ("XDG_CONFIG_HOME", "DUBAN_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert place() == user_config_path("duban") / "duban.toml"


def test_flags_win_over_the_environment_and_that_over_the_file(demo) -> None:
    path = demo.folder / ".config" / "duban" / "duban.toml"
    path.parent.mkdir(parents=True)
    text = f'database = "{Path(demo.database).as_posix()}"\naccount = "zhou"\ntoday = 2023-08-07\n'
    path.write_text(text, encoding="utf-8")
    demo.database = None
    mine = demo("list", "--json")
    assert mine.fields("item") == ["ZW-07.P2"]
    assert "截至2023年8月7日" in demo("list").out
    assert demo("list", "--json", DUBAN_ACCOUNT="chen").fields("item") == ["SZS-KP3"]
    assert demo("--as", "wang", "list", "--json", DUBAN_ACCOUNT="chen").fields("plan") == ["ZW", "ZW"]
    assert "截至2022年5月6日" in demo("list", DUBAN_TODAY="2022-05-06").out
    assert "截至2021年9月1日" in demo("--today", "2021年9月1日", "list", DUBAN_TODAY="2022-05-06").out
    assert demo("list", DUBAN_DATABASE="none.db").code == 7
    path.write_text("database = [", encoding="utf-8")
    told = demo("list")
    assert (told.code, told.err.startswith(f"文件不存在或不可读：{path}")) == (7, True)


# Completion


@pytest.mark.parametrize(
    ("shell", "words", "found"),
    [
        ("bash", "duban over", {"overdue"}),
        ("bash", "duban plan ", {"read", "check", "adopt", "list", "show", "export", "backfill"}),
        ("bash", "duban overdue --pl", {"--plan"}),
    ],
)
def test_words_are_completed(shell, words, found, duban) -> None:
    last = len(words.split()) - (not words.endswith(" "))
    told = duban(_DUBAN_COMPLETE=f"complete_{shell}", COMP_WORDS=words, COMP_CWORD=str(last))
    assert (told.code, set(told.out.split())) == (0, found)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "pwsh"])
def test_completion_is_there_for_the_shells(shell, duban) -> None:
    told = duban(_DUBAN_COMPLETE=f"source_{shell}")
    assert (told.code, "_DUBAN_COMPLETE" in told.out) == (0, True)


def test_help_fits_a_narrow_terminal(duban) -> None:
    for lang in ("zh", "en"):
        told = duban("--lang", lang, "--help", COLUMNS="80")
        assert [line for line in told.out.splitlines() if cells(line) > 80] == []
