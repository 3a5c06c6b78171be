"""Help pages and usage errors, wholly in the language of the run, and as wide as the terminal allows."""

from __future__ import annotations

import re

import pytest

from cli.show import cells

PAGES = """
from typer.main import get_command
from cli.main import app
from typer.core import TyperGroup

def pages(command, name, parent):
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    print("\\f" + context.command_path + "\\n" + command.get_help(context))
    if isinstance(command, TyperGroup):
        for below in command.list_commands(context):
            pages(command.get_command(context, below), below, context)

pages(get_command(app), "duban", None)
"""

PROPER = {
    "duban", "JSON", "CSV", "Mermaid", "YAML", "DATE", "postgresql", "email", "zhang", "example", "cn", "demo", "db",
    "show", "overdue", "advance", "none", "head", "principal", "region", "city", "county", "institution", "zhongwei",
    "shizuishan", "national", "ningxia", "owner", "task", "project", "breakdown", "annual_review", "ZW", "PLAN", "P1",
    "database", "account", "today", "lang", "context", "save", "unit", "plan", "csv", "xlsx", "office", "leader",
    "Word", "LibreOffice", "txt", "docx", "doc", "wps", "pdf", "html",
}  # fmt: skip
"""Words that are typed as they are in either language, and names of formats."""


def pages(program, lang: str) -> dict[str, str]:
    told = program.python(PAGES, DUBAN_LANG=lang, COLUMNS="80")
    assert (told.code, told.err) == (0, "")
    return dict(page.split("\n", 1) for page in told.out.split("\f")[1:])


@pytest.fixture(scope="module")
def chinese(reading) -> dict[str, str]:
    return pages(reading, "zh")


@pytest.fixture(scope="module")
def english(reading) -> dict[str, str]:
    return pages(reading, "en")


def test_chinese_help_holds_no_english(chinese) -> None:
    """What is left when names of commands and options, words for values and proper words are taken away."""
    names = {word for path in chinese for word in path.replace("-", " ").split()}
    left: dict[str, set[str]] = {}
    for path, page in chinese.items():
        plain = re.sub(r"(?<![\w-])-{1,2}[a-z][a-z-]*", " ", page)
        words = set(re.findall(r"[A-Za-z][A-Za-z_]*\d?", plain)) - names - PROPER
        left[path] = {word for word in words if not (word.isupper() and len(word) < 11) and "|" not in word}
    shells = {"zh", "en", "bash", "zsh", "fish", "powershell", "pwsh", "yaml"}
    assert {path: words - shells for path, words in left.items() if words - shells} == {}


def test_english_help_holds_no_chinese_but_the_name(english) -> None:
    found = {path: re.findall(r"[\u3000-\uffef]+", page.replace("督办", "")) for path, page in english.items()}
    assert {path: texts for path, texts in found.items() if texts} == {}


def test_every_page_is_told_in_both_languages(chinese, english) -> None:
    assert list(chinese) == list(english)
    assert len(chinese) > 50


@pytest.mark.parametrize("lang", ["chinese", "english"])
def test_every_page_fits_and_its_columns_stand_below_each_other(lang, request) -> None:
    for path, page in request.getfixturevalue(lang).items():
        lines = page.splitlines()
        assert [line for line in lines if cells(line) > 80] == [], path
        for block in re.split(r"\n\n", page):
            rows = [line for line in block.splitlines() if re.match(r"  \S.*?\S  +\S", line)]
            starts = {cells(re.match(r"  \S(?:.*?\S)??(?=  )  +", row)[0]) for row in rows}  # type: ignore[index]
            if block.startswith(("选项", "Options", "参数", "Arguments", "命令", "Commands")):
                assert len(starts) <= 1, (path, block)


def test_a_page_says_what_may_be_left_out(reading) -> None:
    page = reading("due", "--help", COLUMNS="80").out
    assert page.startswith("用法：duban due [选项]\n")
    assert "  --within N     几个工作日之内  [缺省：20；0–2000]\n" in page
    assert "  --limit N      最多列几条  [缺省：50；≥ 1]\n" in page
    assert page.endswith("  -h, --help     显示本页\n")
    page = reading("--lang", "en", "advance", "--help", COLUMNS="80").out
    assert page.startswith("Usage: duban advance [OPTIONS] EVENT ITEM...\n")
    assert "  EVENT    the event, in English or Chinese  [required]\n" in page
    assert reading("calendar", "show", "-h").out.startswith("用法：duban calendar show [选项] [CALENDAR]\n")
    assert reading("plan", "-h").out.startswith("用法：duban plan [选项] 命令 …\n")


USAGE = """
show a b | 多出的内容：b | more words than the command takes: b | duban show
overdue --limit | --limit 后面要写 N | --limit needs a value: N | duban overdue
list --all=3 | --all 后面不带值 | --all takes no value | duban list
list --limit x | --limit 要写整数（≥ 1），不能写“x” | --limit takes a whole number (≥ 1), not “x” | duban list
list --limit 0 | --limit 要写整数（≥ 1），不能写“0” | --limit takes a whole number (≥ 1), not “0” | duban list
due --within -1 | --within 要写整数（0–2000），不能写“-1” | --within takes a whole number (0–2000), not “-1” | duban due
plan backfill ZW | 缺少 --open / --close | missing: --open / --close | duban plan backfill
plan --jsom | 没有这个选项：--jsom | no such option: --jsom | duban plan
plan backfill ZW --clos | 没有这个选项：--clos；相近的有 --close | no such option: --clos; near: --close | \
duban plan backfill
"""


@pytest.mark.parametrize("case", USAGE.strip().splitlines())
def test_usage_errors_speak_the_language_of_the_run(case, reading) -> None:
    words, zh, en, command = case.split(" | ")
    for lang, said in (("zh", f"{zh}\n用法见 {command} --help"), ("en", f"{en}\nsee {command} --help")):
        told = reading("--lang", lang, *words.split())
        assert (told.code, told.out, told.err) == (2, "", f"{said}\n")


def test_an_option_before_the_command_that_lacks_its_value(duban) -> None:
    told = duban("--as")
    assert (told.code, told.err) == (2, "--as 后面要写 LOGIN\n用法见 duban --help\n")
