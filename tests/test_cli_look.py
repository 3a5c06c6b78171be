"""What the reading commands print: golden outputs of the demo, the filters, the promise of JSON, earlier days."""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from program import DUBAN, Program, masked

from cli import demo as making
from cli.show import cells
from models import address, database
from models.reader import reading as opened
from models.words import IN_OFFICE_HANDS, Role, State
from workflow import changes, deadlines, directory, queries
from workflow.actor import SHANGHAI, Actor, Grant
from workflow.facts import Duty
from workflow.scope import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postgres import Server
    from program import Told

    from models.reader import Reader
    from workflow.facts import Item

GOLDEN = Path(__file__).parent / "golden" / "cli"
DAY = "2023-08-07"
COMMANDS: dict[str, tuple[str, ...]] = {
    "overdue": ("--today", DAY, "overdue"),
    "due": ("--today", "2023-07-24", "due"),
    "list": ("--today", DAY, "list", "--plan", "ZW"),
    "lights": ("--today", DAY, "lights", "--by", "unit"),
    "show": ("--today", DAY, "show", "ZW-07"),
    "history": ("history", "ZW-07"),
    "why": ("--today", DAY, "why", "ZW-05@中期评估"),
    "next": ("--as", "li", "--today", DAY, "next", "ZW-05"),
    "todo": ("--as", "li", "--today", DAY, "todo"),
    "todo-office": ("--today", DAY, "todo", "--role", "office"),
    "remind-preview": ("--today", DAY, "remind", "preview", "--from", "2023-07-26", "--plan", "ZW", "--limit", "12"),
    "plan-list": ("plan", "list"),
    "plan-show": ("plan", "show", "ZW"),
    "unit-list": ("unit", "list"),
    "account-list": ("account", "list"),
    "role-list": ("role", "list"),
    "calendar-show": ("calendar", "show", "ningxia", "--year", "2022"),
}
SAID = {"word", "why", "rule", "reasons", "asks", "turn", "calendar"}
"""Fields of JSON documents that hold sentences: they alone follow the language."""

DUTY_FIELDS = """
duty item plan kind title unit unit_code checkpoint due_on original_due_on effective_due_on overdue_days
overdue_working_days remaining_working_days state status light word why owner
"""


@pytest.fixture(scope="session")
def real_day(demo_file: Path) -> str:
    """The day on which the demo was made."""
    driver = sqlite3.connect(demo_file)
    adopted_at = driver.execute("SELECT max(adopted_at) FROM plan").fetchone()[0]
    driver.close()
    return f"{datetime.fromisoformat(adopted_at).replace(tzinfo=UTC).astimezone(SHANGHAI).date()}"


def golden(name: str, text: str) -> str:
    """What the file holds; with DUBAN_UPDATE_GOLDEN=1 it is written first."""
    path = GOLDEN / name
    if os.environ.get("DUBAN_UPDATE_GOLDEN") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8")


# Golden outputs


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", list(COMMANDS))
def test_people_are_shown_this(name, lang, reading, real_day) -> None:
    text = ""
    widths = ("80", "120", "")
    words = ("--lang", lang, *COMMANDS[name])
    for width, told in zip(widths, at_widths(reading, words, widths), strict=True):
        assert told.code == 0
        assert [line for line in told.out.splitlines() if width and cells(line) > int(width)] == []
        text += f"=== {f'{width} columns' if width else 'piped'}\n{told.out}"
        text += f"--- on standard error\n{told.err}" if told.err else ""
    text = masked(text, real_day)
    assert text == golden(f"{name}-{lang}.txt", text)


def at_widths(program: Program, words: tuple[str, ...], widths: tuple[str, ...]) -> list[Told]:
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda width: program(*words, **({"COLUMNS": width} if width else {})), widths))


@pytest.mark.parametrize("name", list(COMMANDS))
def test_programs_are_shown_this_in_any_language(name, reading, real_day) -> None:
    told = reading(*COMMANDS[name], "--json", COLUMNS="80")
    assert (told.code, "\x1b" in told.out) == (0, False)
    text = masked(told.out, real_day)
    assert text == golden(f"{name}.json", text)
    english = reading("--lang", "en", *COMMANDS[name], "--json")
    assert unsaid(english.data) == unsaid(told.data)


def unsaid(document: Any) -> Any:
    """A JSON document without its sentences."""
    if isinstance(document, dict):
        return {name: None if name in SAID else unsaid(value) for name, value in document.items()}
    return [unsaid(part) for part in document] if isinstance(document, list) else document


@pytest.mark.parametrize("words", [("overdue",), ("due", "--within", "200")])
def test_duty_rows_have_the_fields_of_the_contract_in_their_order(words, looking) -> None:
    rows = looking("--today", DAY, *words, "--json").data
    assert [list(row) for row in rows] == [DUTY_FIELDS.split()] * len(rows)
    assert rows


def test_a_duty_row_says(looking) -> None:
    assert looking("--today", DAY, "overdue", "--text", "zw-07", "--kind", "task", "--json").data == [
        {
            "duty": "ZW-07@rectification-2",
            "item": "ZW-07",
            "plan": "ZW",
            "kind": "task",
            "title": "提升中医药救治能力",
            "unit": "中卫市卫生健康委",
            "unit_code": "640500",
            "checkpoint": "rectification-2",
            "due_on": "2023-08-03",
            "original_due_on": "2023-08-03",
            "effective_due_on": "2023-08-03",
            "overdue_days": 4,
            "overdue_working_days": 2,
            "remaining_working_days": 0,
            "state": "implementation.rectifying",
            "status": "pending",
            "light": "red",
            "word": "逾期",
            "why": ["整改第2项 逾期2个工作日（4天），时限2023年8月3日"],
            "owner": "李强",
        }
    ]


# Filters

LATE_2022 = ["ZW-19", "SZS-2.2", "SZS-4.1"]
LATE_MIDTERM = ["ZW-05", "ZW-13", "ZW-17", "ZW-07.P3", "ZW-17.P1"]
ALL_LATE = [*LATE_2022, *LATE_MIDTERM, "ZW-07"]


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ((), ALL_LATE),
        (("--plan", "ZW"), ["ZW-19", *LATE_MIDTERM, "ZW-07"]),
        (("--plan", "SZS"), ["SZS-2.2", "SZS-4.1"]),
        (("--kind", "project"), ["ZW-07.P3", "ZW-17.P1"]),
        (("--kind", "重点项目"), ["ZW-07.P3", "ZW-17.P1"]),
        (("--state", "实施·整改中"), ["ZW-07"]),
        (("--state", "整改中"), ["ZW-07"]),
        (("--state", "implementation.rectifying"), ["ZW-07"]),
        (("--state", "实施"), ALL_LATE),
        (("--state", "implementation"), ALL_LATE),
        (("--state", "年度总结"), []),
        (("--light", "红"), ALL_LATE),
        (("--light", "green"), []),
        (("--text", "对口支援"), ["ZW-19"]),
        (("--text", "szs-4"), ["SZS-4.1"]),
        (("--text", "-0_"), []),
        (("--text", "%"), []),
        (("--unit", "640200"), ["SZS-2.2", "SZS-4.1"]),
        (("--unit", "640522"), []),
        (("--unit", "海原县中医医院"), []),
        (("--unit", "640500-02"), []),
        (("--limit", "2"), ["ZW-19", "SZS-2.2"]),
        (("--limit", "2", "--all"), ALL_LATE),
        (("--plan", "ZW", "--kind", "task", "--text", "人才"), ["ZW-13"]),
    ],
)
def test_overdue_is_narrowed(words, items, looking) -> None:
    assert looking("--today", DAY, "overdue", *words, "--json").fields("item") == items


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ((), 111),
        (("--state", "推进中"), 102),
        (("--state", "annual_review"), 0),
        (("--plan", "SZS"), 21),
        (("--state", "已销号"), 2),
        (("--state", "评估"), None),
        (("--state", "中期评估"), 1),
        (("--state", "已报送"), 1),
        (("--light", "完"), 2),
        (("--light", "yellow"), 4),
        (("--unit", "640500"), 90),
        (("--unit", "640521"), 22),
        (("--limit", "50"), 111),
    ],
)
def test_items_are_narrowed(words, count, looking) -> None:
    told = looking("--today", DAY, "list", "--all", *words, "--json")
    assert (told.code, len(told.data) if told.out else None) == (0 if count is not None else 2, count)


def test_what_falls_due_is_looked_for_within_so_many_working_days(looking) -> None:
    def due(day: str, within: int) -> list[Any]:
        told: Told = looking("--today", day, "due", "--within", str(within), "--plan", "ZW", "--json")
        return told.fields("duty", "remaining_working_days")

    assert due("2023-07-31", 0) == [(f"{item}@midterm_evaluation", 0) for item in LATE_MIDTERM]
    # 30 August is 17 working days away, 31 October 57.
    extended = ("ZW-18@midterm_evaluation", 17)
    lines = [("ZW-07@rectification-1", 57), ("ZW-04/640522@rectification-1", 57)]
    assert [due(DAY, within) for within in (16, 17, 56, 57)] == [[], [extended], [extended], [extended, *lines]]


@pytest.mark.parametrize(
    ("by", "headings"),
    [
        ("unit", ["中卫市卫生健康委（7）", "石嘴山市卫生健康委员会（2）"]),
        ("plan", ["ZW（7）", "SZS（2）"]),
        ("kind", ["主要任务（7）", "项目（2）"]),
        ("单位", ["中卫市卫生健康委（7）", "石嘴山市卫生健康委员会（2）"]),
    ],
)
def test_lists_are_grouped(by, headings, looking) -> None:
    lines = looking("--today", DAY, "overdue", "--by", by).out.splitlines()
    assert [line for line in lines if re.fullmatch(r"\S+（\d+）", line)] == headings


def test_a_heading_counts_what_is_not_shown_too(looking) -> None:
    lines = looking("--today", DAY, "list", "--by", "方案", "--kind", "任务", "--limit", "1").out.splitlines()
    assert [line for line in lines if re.fullmatch(r"\S+（\d+）", line)] == ["SZS（13）"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("overdue",), 10),
        (("overdue", "--plan", "SZS", "--kind", "project"), 0),
        (("due", "--within", "57"), 10),
        (("due", "--within", "1"), 0),
        (("list", "--state", "已撤销"), 0),
        (("list", "--state", "已销号"), 10),
    ],
)
def test_exit_code_tells_whether_something_was_found(words, code, looking) -> None:
    assert looking("--today", DAY, *words, "--exit-code").code == code
    assert looking("--today", DAY, *words, "--exit-code", "--json").code == code
    assert looking("--today", DAY, *words).code == 0


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (("overdue", "--text", "智慧中药房"), "截至2023年8月7日，无逾期事项。", "Nothing is overdue as of 2023-08-07."),
        (("due", "--within", "1"), "截至2023年8月7日，无临期事项。", "Nothing falls due soon as of 2023-08-07."),
        (("list", "--state", "已撤销"), "没有符合条件的事项。", "No item matches."),
    ],
)  # fmt: skip
def test_an_empty_list_says_so(words, zh, en, reading) -> None:
    for lang, sentence in (("zh", zh), ("en", en)):
        told = reading("--lang", lang, "--today", DAY, *words)
        assert (told.code, told.out.splitlines()[1:]) == (0, [sentence])
    assert reading("--today", DAY, *words, "--json").data == []


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("overdue", "--plan", "XX"), 3, "没有这个方案，或不在可查看的范围内：XX"),
        (("overdue", "--plan", "SZ"), 3, "没有这个方案，或不在可查看的范围内：SZ；相近的有：SZS"),
        (("list", "--unit", "中卫中医"), 3, "没有这个单位，或不在可查看的范围内：中卫中医；相近的有：中卫市中医医院"),
        (("list", "--kind", "x"), 2, "不认识“x”；可用：主要任务 task、项目 project、分解任务 breakdown"),
        (("list", "--light", "x"), 2, "不认识“x”；可用：灰 grey、完 done、红 red、黄 yellow、绿 green"),
        (("list", "--by", "x"), 2, "不认识“x”；可用：unit、plan、section、kind"),
        (("show", "ZW-99"), 3, "没有这个事项，或不在可查看的范围内：ZW-99；相近的有：ZW-19、ZW-09"),
        (("waive", "ZW-07", "-m", "理由"), 2, "节点要写成“事项@节点”，如 ZW-07@年度总结2023；收到的是“ZW-07”"),
        (("why", "ZW-07@年度总结2026"), 3, "没有这个节点，或不在可查看的范围内：ZW-07@年度总结2026；相近的有："),
    ],
)  # fmt: skip
def test_what_is_unknown_is_named_with_the_nearest(words, code, sentence, looking) -> None:
    told = looking("--today", DAY, *words)
    assert (told.code, told.out) == (code, "")
    assert told.err.startswith(sentence)
    assert len(told.err.splitlines()) == 1


# How it looks


@pytest.fixture(scope="module")
def thousand(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A demo with a thousand items more, each of which owes one review that is past."""
    folder = tmp_path_factory.mktemp("thousand")
    driver = sqlite3.connect(folder / "many.db")
    with sqlite3.connect(demo_file) as source:
        source.backup(driver)
    source.close()
    many = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000)"
    item = {
        "id": "10000 + x",
        "code": "printf('ZW-M%04d', x)",
        "title": "'开展第' || x || '家基层医疗卫生机构中医馆建设'",
    }
    duty = {"id": "100000 + x", "item_id": "10000 + x", "status": "'pending'", "settled_on": "NULL"}
    for table, changed, where in (
        ("item", item, "code = 'ZW-01'"),
        ("duty", duty, "key = 'annual_review-2022' AND item_id = (SELECT id FROM item WHERE code = 'ZW-01')"),
    ):
        names = [row[1] for row in driver.execute(f"PRAGMA table_info({table})")]
        values = ", ".join(changed.get(name, f"{table}.{name}") for name in names)
        driver.execute(f"{many} INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM {table}, n WHERE {where}")
    driver.commit()
    driver.close()
    return Program(folder, folder / "many.db")


def test_a_thousand_rows_are_cut_at_fifty(thousand) -> None:
    short = thousand("--today", DAY, "overdue", COLUMNS="80").out.splitlines()
    assert (short[-1], sum("红 逾期" in line for line in short)) == ("显示 50 / 共 1,009（全部列出加 --all）", 50)
    whole = thousand("--today", DAY, "overdue", "--all", COLUMNS="80").out.splitlines()
    assert (whole[-1], sum("红 逾期" in line for line in whole)) == ("显示 1,009 / 共 1,009", 1009)
    assert {cells(line) > 80 for line in whole} == {False}
    grouped = thousand("--lang", "en", "--today", DAY, "list", "--by", "unit", "--limit", "7").out.splitlines()
    assert grouped[-1] == "7 of 1,111 shown (all of them with --all)"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "words",
    [
        ("lifecycle",),
        ("plan", "list"),
        ("plan", "show", "ZW"),
        ("plan", "show", "SZS"),
        ("unit", "list"),
        ("account", "list"),
        ("role", "list"),
        ("--today", DAY, "list", "--all"),
        ("--today", "2025-12-31", "list", "--all"),
        ("--today", "2026-03-02", "overdue", "--all", "--by", "section"),
        ("--today", "2021-12-28", "due", "--within", "40"),
        ("--as", "fangan", "--today", "2021-07-08", "todo"),
        ("show", "SZS-KP2"),
        ("next", "ZW-07.P1"),
        ("history", "SZS-KP3"),
    ],
)
def test_every_line_fits_a_narrow_terminal(words, lang, reading) -> None:
    told = reading("--lang", lang, *(() if words[0] == "--as" else ("--as", "lingdao")), *words, COLUMNS="80")
    assert told.code == 0, told.err
    assert [line for line in told.out.splitlines() if cells(line) > 80] == []


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_colour_is_for_terminals_alone(reading) -> None:
    words = [DUBAN, "--today", DAY, "overdue"]
    shown = on_terminal(words, reading.environment(TERM="xterm", COLUMNS="80"))
    assert shown.count("\x1b[31m红 逾期\x1b[0m") == 9
    assert shown.count("\x1b") == 18
    for plain in ({"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in on_terminal(words, reading.environment(**plain))
    assert "\x1b" not in reading("--today", DAY, "overdue", TERM="xterm").out


def on_terminal(command: list[str], environment: dict[str, str]) -> str:
    """What the command writes to a terminal."""
    import pty
    import subprocess

    ours, theirs = pty.openpty()
    run = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)
    written = b""
    try:
        while part := os.read(ours, 4096):
            written += part
    except OSError:
        pass  # Linux says so at the end of a terminal.
    run.communicate()
    os.close(ours)
    return written.decode()


def test_the_lifecycle_is_drawn(looking) -> None:
    lines = looking("lifecycle", "--mermaid").out.splitlines()
    assert lines[:2] == ["stateDiagram-v2", "    [*] --> launch_registered"]
    assert "    completed --> closed : 销号" in lines
    assert next(line for line in lines if " : " in line) == "    launch_registered : 启动·已立项待交办"
    assert len(lines) == len(set(lines))


# Earlier days, as they stood


@pytest.mark.parametrize(
    ("day", "item", "state", "unsettled"),
    [
        ("2021-07-08", "ZW-10", State.REGISTERED, "launch"),
        ("2021-07-09", "ZW-10", State.ASSIGNED, "sign-1"),
        ("2021-07-13", "ZW-10", State.ACTIVE, "annual_review-2021"),
        ("2021-11-08", "ZW-10", State.ANNUAL_PREPARING, "annual_review-2021"),
        ("2021-12-22", "ZW-10", State.ANNUAL_SUBMITTED, "annual_review-2022"),
        ("2021-12-27", "ZW-10", State.ANNUAL_RETURNED, "annual_review-2021"),
        ("2021-12-30", "ZW-10", State.ANNUAL_RETURNED, "annual_review-2021"),
        ("2021-12-31", "ZW-10", State.ANNUAL_SUBMITTED, "annual_review-2022"),
        ("2022-01-05", "ZW-10", State.ACTIVE, "annual_review-2022"),
        ("2022-09-19", "SZS-KP3", State.COMPLETED, None),
        ("2022-09-20", "SZS-KP3", State.CLOSED, None),
        ("2023-05-09", "ZW-12.P1", State.ACTIVE, "midterm_evaluation"),
        ("2023-05-10", "ZW-12.P1", State.COMPLETION_CHECK, None),
        ("2023-07-20", "ZW-07", State.MIDTERM_PREPARING, "midterm_evaluation"),
        ("2023-07-28", "ZW-07", State.RECTIFYING, "rectification-2"),
    ],
)
def test_an_earlier_day_is_answered_as_it_stood(day, item, state, unsettled, looking) -> None:
    rows = looking("--today", day, "list", "--text", item, "--json").data
    row = next(row for row in rows if row["item"] == item)
    assert row["state"] == state.value
    if unsettled is not None:
        assert row["next_duty"] == f"{item}@{unsettled}"


@pytest.mark.parametrize(
    ("day", "late"),
    [
        ("2021-07-08", []),
        ("2021-07-14", []),
        ("2021-07-15", ["ZW-07.P3@sign-1"]),
        ("2021-07-16", ["ZW-07.P3@sign-1", "ZW-07.P3@launch"]),
        ("2021-07-21", ["ZW-07.P3@sign-1", "ZW-07.P3@launch"]),
        ("2021-07-22", []),
        # 31 December 2021 was a Friday; the first working day of 2022 was 4 January.
        ("2022-01-01", ["ZW-02@annual_review-2021"]),
        ("2022-01-11", ["ZW-02@annual_review-2021"]),
        ("2022-01-12", []),
        # 31 December 2022 was a Saturday: red only after Tuesday 3 January.
        ("2023-01-03", []),
        ("2023-01-04", ["ZW-19@annual_review-2022", "SZS-2.2@annual_review-2022", "SZS-4.1@annual_review-2022"]),
    ],
)
def test_overdue_of_an_earlier_day(day, late, looking) -> None:
    assert looking("--today", day, "overdue", "--json").fields("duty") == late


def test_history_and_report_of_an_earlier_day(looking) -> None:
    acts = looking("--today", "2021-12-24", "history", "ZW-07", "--json").fields("act")
    assert acts == ["register", "assign", "sign", "open_review", "measure", "report", "submit", "accept"]
    assert looking("--today", "2021-11-30", "show", "ZW-07", "--json").data["report"] is None
    report = looking("--today", "2023-07-20", "show", "ZW-07", "--json").data["report"]
    assert (report["duty"], report["reported_on"]) == ("annual_review-2022", "2022-12-26")


# Who sees what


@pytest.mark.parametrize(
    ("login", "items"),
    [
        ("zhou", ["ZW-07.P2"]),
        ("wang", ["ZW-07.P1", "ZW-12.P1"]),
        ("chen", ["SZS-KP3"]),
    ],
)
def test_an_owner_sees_the_own_subtree(login, items, looking) -> None:
    assert sorted(looking("--as", login, "list", "--json").fields("item")) == items
    told = looking("--as", login, "show", "ZW-01")
    assert (told.code, told.out) == (3, "")
    assert told.err == "没有这个事项，或不在可查看的范围内：ZW-01\n"
    for words in (("history", "ZW-01"), ("next", "ZW-01"), ("why", "ZW-01@launch")):
        assert looking("--as", login, *words).code == 3


@pytest.mark.parametrize(
    ("login", "counts"),
    [
        ("lingdao", {"ZW": 90, "SZS": 21}),
        ("guancha", {"ZW": 90, "SZS": 21}),
        ("zheng", {"SZS": 21}),
        ("fangan", {"ZW": 90}),
        ("li", {"ZW": 90}),
        ("feng", {"SZS": 21}),
    ],
)
def test_leaders_office_and_viewers_see_their_plans(login, counts, looking) -> None:
    plans = looking("--as", login, "list", "--all", "--json").fields("plan")
    assert {plan: plans.count(plan) for plan in plans} == counts


def test_an_auditor_and_an_account_without_a_role_see_nothing(playing) -> None:
    assert playing("--as", "admin", "account", "add", "nobody", "某人").code == 0
    for login in ("nobody", "shenji"):
        for words in (("list",), ("overdue",), ("show", "ZW-01"), ("todo",)):
            told = playing("--as", login, *words)
            assert (told.code, told.out) == (5, "")
            assert told.err.startswith(f"“{words[0]}”需要")


@pytest.mark.parametrize(
    ("login", "waiting"),
    [
        ("ducha", [("conclude", "ZW-07.P1@midterm_evaluation", 14)]),
        ("zhou", []),
        ("ma", [("open_review", "ZW-07.P3@midterm_evaluation", 46)]),
        ("lingdao", []),
    ],
)
def test_todo_is_what_waits_for_the_one_who_asks(login, waiting, looking) -> None:
    told = looking("--as", login, "--today", DAY, "todo", "--json")
    assert told.fields("act", "duty", "working_days") == waiting


# The plain reads against the models

AS_LEADER = Actor("leader", grants=(Grant(Role.LEADER),))


@pytest.fixture(scope="module")
def on_server(postgres: Server) -> Iterator[address.Address]:
    """The demo's history, played on the server."""
    place = address.parse(postgres.database())
    engine = database.connect(place)
    with database.transaction(engine) as connection:
        making.play(connection, datetime(2026, 11, 23, 4, 0, tzinfo=UTC))
    engine.dispose()
    yield place
    postgres.drop(str(place))


@pytest.fixture(params=["sqlite", "postgresql"])
def played(request: pytest.FixtureRequest) -> address.Address:
    """The demo's history on each engine."""
    if request.param == "sqlite":
        return address.Address(path=request.getfixturevalue("demo_file"))
    found: address.Address = request.getfixturevalue("on_server")
    return found


def stored(place: address.Address) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """The item rows by code and the duty rows by item's code, through the models."""
    from sqlmodel import Session, select

    from models.item import DutyRow, ItemRow

    engine = database.bare(place)
    with Session(engine) as session:
        items = {row.code: row for row in session.exec(select(ItemRow))}
        codes = {row.id: row.code for row in items.values()}
        duties: dict[str, list[Any]] = {code: [] for code in items}
        for duty in session.exec(select(DutyRow).order_by(DutyRow.id)):  # type: ignore[arg-type]
            duties[codes[duty.item_id]].append(duty)
        session.expunge_all()
    engine.dispose()
    return items, duties


def test_plain_reads_give_the_facts_of_the_models(played) -> None:
    items, duties = stored(played)
    with opened(played) as reader:
        found = queries.items(reader, AS_LEADER, Wanted(), date(2026, 11, 23))
    assert sorted(item.code for item in found) == sorted(items)
    for item in found:
        row = items[item.code]
        names = [name for name in queries.ITEM_COLUMNS if name != "cooperating"]
        assert [getattr(item, name) for name in names] == [getattr(row, name) for name in names]
        mine = [[getattr(duty, field.name) for field in fields(Duty)] for duty in item.duties]
        theirs = [[getattr(duty, field.name) for field in fields(Duty)] for duty in duties[item.code]]
        assert mine == theirs
        assert {type(getattr(item, name)) for name in names} == {type(getattr(row, name)) for name in names}
        assert [child.parent_id for child in item.children] == [item.id] * len(item.children)


def records(reader: Reader) -> dict[str, list[tuple[str, str]]]:
    """The effective day and the changes of each item's records, oldest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for item, act, day, told in reader.rows(
        "SELECT item, act, effective_on, changes FROM record WHERE item IS NOT NULL ORDER BY chain, seq"
    ):
        found.setdefault(item, []).append(("" if act == "register" else str(day), told))
    return found


def as_played(items: list[Item], told: dict[str, list[tuple[str, str]]], day: date) -> set[tuple[str, str]]:
    """The duties that are overdue on the day by the rule, on facts played forward from the records."""
    late = set()
    for item in items:
        story = changes.replay(text for on, text in told[item.code] if on <= day.isoformat())
        state = State(story.item["state"])
        for key, facts in story.duties.items():
            running = facts["status"] in ("pending", "open", "returned")
            past = date.fromisoformat(facts["effective_due_on"]) < day
            if running and past and state not in (State.SUSPENDED, *IN_OFFICE_HANDS):
                late.add((item.code, key))
    return late


DAYS = [date(2021, 7, 5) + timedelta(days=n) for n in range(0, 1750, 23)]


def test_overdue_by_sql_is_overdue_by_the_rule_on_every_day(played) -> None:
    with opened(played) as reader:
        told = records(reader)
        for day in DAYS:
            pairs, total = queries.overdue(reader, AS_LEADER, Wanted(), day)
            found = [(item.code, duty.key) for item, duty in pairs]
            everything = queries.items(reader, AS_LEADER, Wanted(), day)
            by_rule = {
                (item.code, duty.key)
                for item in everything
                for duty in item.duties
                if deadlines.overdue(item, duty, day)
            }
            assert (set(found), len(found), total) == (by_rule, len(by_rule), len(by_rule)), day
            assert by_rule == as_played(everything, told, day), day
            order = [duty.effective_due_on for _, duty in pairs]
            assert order == sorted(order)
            assert [item.code for item, _ in queries.overdue(reader, AS_LEADER, Wanted(), day, 3)[0]] == [
                code for code, _ in found[:3]
            ]
            assert queries.overdue(reader, AS_LEADER, Wanted(), day, 3)[1] == total


def test_coming_by_sql_is_what_runs_and_falls_due_on_every_day(played) -> None:
    with opened(played) as reader:
        for day in DAYS:
            plans = directory.plans(reader).values()
            calendars = {plan.id: directory.calendar(reader, plan.calendar) for plan in plans}
            before = {key: calendar.add(day, 41) for key, calendar in calendars.items()}
            pairs, total = queries.coming(reader, AS_LEADER, Wanted(), day, before)
            found = [(item.code, duty.key) for item, duty in pairs]
            everything = queries.items(reader, AS_LEADER, Wanted(), day)
            expected = {
                (item.code, duty.key)
                for item in everything
                for duty in item.duties
                if duty.status in ("pending", "open", "returned")
                and item.state != "suspended"
                and (day <= duty.effective_due_on or duty.asked_until is not None)
                and deadlines.remaining(duty, day, calendars[item.plan.id]) <= 40
            }
            assert (set(found), len(found), total) == (expected, len(expected), len(expected)), day
            cut, whole = queries.coming(reader, AS_LEADER, Wanted(), day, before, 3)
            assert ([(item.code, duty.key) for item, duty in cut], whole) == (found[:3], total)


@pytest.mark.parametrize("words", [("overdue",), ("list", "--all"), ("show", "ZW-07"), ("todo",), ("next", "ZW-05")])
def test_both_engines_answer_alike(words, reading, on_server) -> None:
    command = ("--as", "li", "--today", DAY, *words, "--json")
    assert reading(*command, database=str(on_server)) == reading(*command)
