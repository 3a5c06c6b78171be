"""The options of the program, which every command takes as well; a language, a day and a role as people write them."""

from __future__ import annotations

import json
from datetime import date

import pytest
from test_house_docs import PROGRAM

from workflow import working_days

DAY = "2023-08-07"


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        (("--today", DAY), ("overdue",)),
        (("--as", "li", "--today", DAY), ("todo",)),
        (("--today", DAY, "--lang", "en"), ("list", "--plan", "ZW")),
        (("--as", "li"), ("plan", "show", "ZW")),
        (("--today", DAY), ("lights", "--by", "unit")),
        (("--as", "guancha"), ("account", "list")),
        (("--lang", "en"), ("config",)),
    ],
)
def test_they_mean_the_same_behind_the_command(before, behind, reading) -> None:
    first = reading(*before, *behind)
    assert reading(*behind, *before) == first
    assert reading(behind[0], *before, *behind[1:]) == first


def test_the_database_may_be_named_behind_the_command(reading, tmp_path) -> None:
    there = reading("list", "--json", "--database", str(reading.database), database=tmp_path / "none.db")
    assert there == reading("list", "--json")
    assert reading("list", "--database", str(tmp_path / "none.db")).code == 7


def test_what_stands_nearer_to_the_command_counts(reading) -> None:
    assert reading("--today", "2021-07-08", "list", "--today", DAY) == reading("--today", DAY, "list")
    assert reading("--as", "nobody", "list", "--as", "li", "--json").code == 0
    assert reading("--today", "no day", "list", "--today", DAY).code == 0


def test_the_value_of_another_option_is_left_alone(reading) -> None:
    told = reading("--as", "lingdao", "advance", "暂缓", "ZW-20", "-n", "--until", "2099-01-04", "-m", "--today")
    assert (told.code, "暂缓" in told.out) == (0, True)


@pytest.mark.parametrize("path", sorted(PROGRAM))
def test_every_command_takes_them_and_help_does_not_repeat_them(path, inside) -> None:
    told = inside(*path.split(), "--today", DAY, "--as", "li", "--lang", "zh", "--database", "none.db", "--help")
    assert (told.code, told.err) == (0, "")
    assert "--database" not in told.out


def test_they_are_completed_behind_the_command(reading) -> None:
    shell = {"_DUBAN_COMPLETE": "complete_fish"}
    offered = reading(_TYPER_COMPLETE_ARGS="duban list --as l", **shell).out.split()
    assert [word for word in offered if word in ("li", "lingdao", "zhou")] == ["li", "lingdao"]
    mine = reading(_TYPER_COMPLETE_ARGS="duban show --as zhou ZW-07", **shell).out.splitlines()
    assert [line.split("\t")[0] for line in mine] == ["ZW-07.P2"]


# A language that is not spoken


@pytest.mark.parametrize(
    ("words", "environment", "asked"),
    [
        (("--lang", "fr", "overdue"), {}, "fr"),
        (("overdue", "--lang", "fr"), {}, "fr"),
        (("overdue",), {"DUBAN_LANG": "xx"}, "xx"),
        (("--lang", "fr", "config"), {}, "fr"),
    ],
)
def test_an_unknown_language_is_wrong_usage(words, environment, asked, reading) -> None:
    told = reading(*words, **environment)
    assert (told.code, told.out, told.err) == (2, "", f"不认识“{asked}”；可用：zh、en\n")


def test_an_unknown_language_of_the_settings_is_told_and_can_be_mended(demo) -> None:
    (demo.folder / "duban.toml").write_text('lang = "xx"\n', encoding="utf-8")
    settings = {"DUBAN_SETTINGS": str(demo.folder / "duban.toml")}
    assert demo("overdue", **settings).err == "不认识“xx”；可用：zh、en\n"
    shown = {row["name"]: row for row in demo("config", "--json", **settings).data}
    assert (shown["lang"]["value"], shown["lang"]["note"]) == ("zh", "不认识“xx”；可用：zh、en")
    assert demo("config", "set", "lang", "en", **settings).code == 0
    assert demo("overdue", **settings).out.startswith("Overdue")


@pytest.mark.parametrize("lang", ["zh_CN", "en-GB", "EN", "zh"])
def test_a_language_may_name_its_country(lang, reading) -> None:
    assert reading("--lang", lang, "overdue").code == 0


# Days


def test_the_day_may_be_so_many_working_days_ahead(reading) -> None:
    real = date.fromisoformat(in_force(reading)["today"])
    ahead = working_days.load(working_days.NATIONAL).add(real, 5).isoformat()
    assert in_force(reading, "--today", "+5wd")["today"] == ahead
    assert in_force(reading, "--today", "+5个工作日")["today"] == ahead
    assert f"{int(ahead[:4])}年{int(ahead[5:7])}月{int(ahead[8:])}日" in reading("list", "--today", "+5wd").out


def in_force(program, *words: str) -> dict[str, str]:
    """The settings by their names."""
    return {row["name"]: row["value"] for row in json.loads(program(*words, "config", "--json").out)}


# Roles


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("办公室", "方案办公室"),
        ("领导", "分管领导"),
        ("观察员", "观察者"),
        ("审计员", "安全审计员"),
        ("承办人", "承办人"),
    ],
)
def test_roles_go_by_their_short_names(name, role, playing) -> None:
    assert playing("--as", "admin", "account", "add", "neu", "新人", "--unit", "中卫市卫生健康委").code == 0
    told = playing("--as", "admin", "role", "grant", "neu", name)
    assert (told.code, told.out) == (0, f"已授予 neu {role}。\n")


def test_the_clock_is_not_offered_as_a_role(playing) -> None:
    told = playing("--as", "admin", "role", "grant", "li", "局长")
    assert told.code == 2
    assert "clock" not in told.err
    assert "方案办公室 office" in told.err
    assert playing("--as", "admin", "role", "grant", "li", "clock").err == "“系统时钟”不能授予任何账号\n"
