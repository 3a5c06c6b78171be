"""The reminders from day to day: the run of a day, the list of what was sent, sending again, calls."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from program import Program
from trays import open_office, reach

from cli.show import cells
from models.words import Event

if TYPE_CHECKING:
    from program import Inside, Told

DAY = ("--today", "2023-08-07")
OFFICE = ("--as", "zongban", *DAY)
RUN = ("remind", "run")
LATE = "ZW-07@整改第2项"
FIELDS = """
line day login name channel words number item title duty rung copy standing message status said ended_at purpose
"""


def papers(program: Inside) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((program.folder / "out").iterdir())]


def listed(program: Inside, *words: str) -> Any:
    told = program("remind", "list", *words, "--json")
    assert told.code == 0, told.err
    return told.data


def close_channel(program: Inside) -> None:
    (program.folder / "channels.toml").unlink()


# The run of a day


def test_a_run_reminds_and_a_second_one_repeats_nothing(sending) -> None:
    told = sending(*OFFICE, *RUN)
    assert (told.code, told.err) == (0, "")
    assert told.out == "登记提醒19条，生成函件8封；待电话催办0条，合并替代91条。\n函件：已发送8封。\n"
    before = papers(sending)
    assert len(before) == 8
    again = sending(*OFFICE, *RUN)
    assert again.out == "登记提醒0条，生成函件0封；待电话催办0条，合并替代0条。\n没有可发的函件。\n"
    assert papers(sending) == before
    assert sending(*OFFICE, *RUN, "--json").data == {
        "day": "2023-08-07",
        "lines": 0,
        "messages": 0,
        "phone": 0,
        "superseded": 0,
        "ended": {},
    }
    assert len(sending.rows("SELECT 1 FROM record WHERE act = 'remind'")) == 1


def test_a_dry_run_shows_what_would_be_entered_and_writes_nothing(sending) -> None:
    before = sending.whole()
    told = sending(*OFFICE, *RUN, "--dry-run")
    lines = told.out.splitlines()
    assert (told.code, lines[0]) == (0, "试办，未作任何改动：")
    assert lines[1].startswith("应发的提醒  截至2023年8月7日")
    assert lines[-1] == "显示 19 / 共 19"
    dry = sending(*OFFICE, *RUN, "--dry-run", "--json").data
    assert (sending.whole(), papers(sending)) == (before, [])
    sending(*OFFICE, *RUN)
    entered = [row for row in listed(sending, *OFFICE, "--all") if row["line"]]
    assert {(row["login"], row["duty"], row["rung"], row["copy"]) for row in entered} == {
        (row["login"], row["duty"], row["rung"], row["copy"]) for row in dry
    }
    told = sending(*OFFICE, *RUN, "--dry-run")
    assert told.out.splitlines()[2:] == ["没有应发的提醒。", "方案采纳以前到期的加 --older 才发。"]


def test_what_came_before_the_adoption_is_sent_only_when_it_is_asked_for(sending) -> None:
    sending.change("UPDATE plan SET adopted_on = '2023-08-08'")
    assert sending(*OFFICE, *RUN).out.startswith("登记提醒0条，生成函件2封")  # the pages of the month
    assert sending(*OFFICE, *RUN, "--older", "--dry-run").out.endswith("显示 19 / 共 19\n")
    assert sending(*OFFICE, *RUN, "--older").out.startswith("登记提醒19条")


def test_nobody_is_reminded_on_a_day_off(sending) -> None:
    saturday = ("--as", "zongban", "--today", "2023-08-05")
    told = sending(*saturday, *RUN)
    assert (told.code, told.out, told.err) == (0, "2023年8月5日不是工作日，不发提醒。\n", "")
    assert sending(*saturday, *RUN, "--dry-run").out.splitlines()[2:] == ["2023年8月5日不是工作日，不发提醒。"]
    assert papers(sending) == []
    # An order does not wait for a working day.
    assert sending("--as", "ducha", "--today", "2023-08-05", "urge", LATE, "-m", "请说明原因").code == 0
    assert sending(*saturday, *RUN).out == "2023年8月5日不是工作日，不发提醒。\n函件：已发送5封。\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--as", "li", *DAY, *RUN), 5, "“remind run”需要方案办公室角色；li 没有"),
        (("--as", "lingdao", *DAY, *RUN, "--dry-run"), 5, "“remind run”需要方案办公室角色；lingdao 没有"),
        (
            ("--as", "ducha", *DAY, *RUN),
            5,
            "“remind run”涉及全库，需要不限方案和单位范围的方案办公室角色；ducha 没有",
        ),
        ((*OFFICE, "remind", "resend", "99"), 3, "没有这个函件，或不在可查看的范围内：99"),
        (("--as", "li", *DAY, "remind", "resend", "1"), 5, "“remind resend”需要方案办公室角色；li 没有"),
        (("--as", "shenji", *DAY, "remind", "list"), 5, None),
        (("--as", "li", *DAY, "remind", "list", "--person", "nobody"), 3, None),
        (("--as", "li", *DAY, "remind", "preview", "--person", "nobody"), 3, None),
        (("--as", "li", *DAY, "remind", "list", "--plan", "XX"), 3, None),
        (("--as", "li", *DAY, "remind", "list", "--duty", "ZW-07"), 2, None),
        (("--as", "feng", *DAY, "remind", "list", "--duty", LATE), 3, None),
        ((*OFFICE, "remind", "phoned", LATE), 2, "不能电话催办：ZW-07 须用 -m 写明理由"),
        ((*OFFICE, "remind", "phoned", LATE, "-m", "x", "--person", "nobody"), 3, None),
        ((*OFFICE, "remind", "phoned", LATE, "-m", "x", "--unit", "没有的单位"), 3, None),
        (
            (*OFFICE, "remind", "phoned", "ZW-01@中期评估", "-m", "x"),
            4,
            "不能电话催办：ZW-01 中期评估 已了结（已完成）",
        ),
        (("--as", "li", *DAY, "remind", "phoned", LATE, "-m", "x"), 5, None),
    ],
)  # fmt: skip
def test_what_is_refused_changes_nothing(words, code, said, sending) -> None:
    before = sending.whole()
    told = sending(*words)
    assert (told.code, told.out) == (code, "")
    assert said is None or told.err == f"{said}\n"
    assert (sending.whole(), papers(sending)) == (before, [])


def test_a_clock_that_goes_back_or_leaps_is_trusted_when_somebody_has_looked(sending) -> None:
    sending(*OFFICE, *RUN)
    for day, told in (("2023-08-04", "时钟倒退"), ("2023-10-09", "距上次运行")):
        words = ("--as", "zongban", "--today", day, *RUN)
        refused = sending(*words)
        assert (refused.code, refused.out, refused.err.startswith(told)) == (4, "", True)
        assert sending(*words, "--trust-clock").code == 0
        assert sending(*words).code == 0


def test_what_waits_for_want_of_a_channel_is_said(sending) -> None:
    close_channel(sending)
    told = sending(*OFFICE, *RUN)
    assert told.out.endswith("没有可发的函件。\n")
    assert told.err == ("通道 file 没有设置，8封函件发不出去；已设置的通道：terminal（duban config set channels）\n")
    assert sending(*OFFICE, "remind", "resend", "1").out == "第1号 何建国（file）：待发送（这个通道没有设置）\n"


def test_what_a_run_says_in_english(sending) -> None:
    program = Program(sending.folder, sending.database)
    words = ("--lang", "en", *OFFICE, *RUN)
    told = program(*words, DUBAN_SETTINGS=str(sending.folder / "elsewhere" / "none.toml"))
    assert told.out == (
        "19 reminders entered, 8 messages made; 0 to be phoned, 91 superseded.\nNo message is to leave.\n"
    )
    assert told.err == (
        "channel file is not set up, so 8 messages cannot leave; set up: terminal (duban config set channels)\n"
    )
    ahead = program("--lang", "en", "--as", "zongban", "--today", "+3wd", *RUN)
    assert (ahead.code, ahead.out) == (2, "")
    assert ahead.err.endswith("has not come yet; duban remind preview shows what will be said\n")


# The list


def test_what_was_sent_is_listed(sending) -> None:
    sending(*OFFICE, *RUN)
    rows = listed(sending, *OFFICE, "--all")
    assert [list(row) for row in rows] == [FIELDS.split()] * len(rows)
    assert (len(rows), {row["status"] for row in rows}) == (21, {"sent"})
    told = sending(*OFFICE, "remind", "list", "--person", "li")
    assert [line.split() for line in told.out.splitlines()[1:]] == [
        ["函号", "日期", "收件人", "通道", "用语", "节点", "情况"],
        ["----", "----------", "------", "----", "-------------------", "---------------", "------"],
        ["2", "2023-08-07", "李强", "file", "提醒", "ZW-18", "中期评估", "已发送"],
        ["2", "2023-08-07", "李强", "file", "催办通知〔2023〕1号", "ZW-07", "整改第2项", "已发送"],
        ["显示", "2", "/", "共", "2"],
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_lists_fit_a_narrow_terminal(lang, sending) -> None:
    """Neither days nor numbers are broken in the list of what was sent."""
    program = Program(sending.folder, sending.database)
    settings = {"DUBAN_SETTINGS": str(sending.folder / "none.toml"), "COLUMNS": "60"}
    dry = program("--lang", lang, *OFFICE, *RUN, "--dry-run", **settings)
    run = program("--lang", lang, *OFFICE, *RUN, **settings)
    told = program("--lang", lang, *OFFICE, "remind", "list", **settings)
    for one in (dry, run, told):
        lines = one.out.splitlines()
        assert (one.code, one.err, [line for line in lines if cells(line) > 60 and "2026" not in line]) == (0, "", [])
    assert len([line for line in told.out.splitlines() if re.match(r" +\d+  2023-08-07  ", line)]) == 21


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ((), 21),
        (("--plan", "SZS"), 4),
        (("--plan", "ZW"), 15),
        (("--person", "li"), 2),
        (("--person", "lingdao"), 10),
        (("--person", "lingdao", "--plan", "SZS"), 2),
        (("--person", "ma"), 0),
        (("--unsent",), 0),
        (("--failed",), 0),
        (("--limit", "3"), 3),
        (("--limit", "3", "--all"), 21),
    ],
)
def test_the_list_is_narrowed(words, count, sending) -> None:
    sending(*OFFICE, *RUN)
    assert len(listed(sending, *OFFICE, *words)) == count


def test_of_one_duty_the_rungs_that_were_missed_are_told_too(sending) -> None:
    sending(*OFFICE, *RUN)
    rows = listed(sending, *OFFICE, "--duty", LATE)
    assert [(row["rung"], row["standing"]) for row in rows if row["login"] is None] == [
        ("before-0", "superseded"),
        ("before-1", "superseded"),
    ]
    assert {row["login"] for row in rows if row["standing"] == "queued"} == {
        "li",
        "lingdao",
        "ducha",
        "fangan",
        "zongban",
    }


@pytest.mark.parametrize(
    ("status", "unsent", "failed"),
    [("pending", 2, 0), ("in_doubt", 2, 2), ("failed", 2, 2), ("cancelled", 0, 0), ("resent", 0, 0), ("sent", 0, 0)],
)
def test_what_has_not_left_and_what_is_in_trouble(status, unsent, failed, sending) -> None:
    sending(*OFFICE, *RUN)
    sending.change(f"UPDATE message SET status = '{status}', said = '550 no' WHERE login = 'li'")
    assert len(listed(sending, *OFFICE, "--unsent")) == unsent
    assert len(listed(sending, *OFFICE, "--failed")) == failed
    assert len(listed(sending, *OFFICE, "--failed", "--unsent")) == failed
    shown = sending(*OFFICE, "remind", "list", "--person", "li").out
    assert ("（550 no）" in shown) == (status != "sent")


def test_everybody_sees_their_scope_and_pages_of_their_own(sending) -> None:
    """Whoever looks after all plans sees all pages: office without limits, admin."""
    sending(*OFFICE, *RUN)

    def seen(login: str) -> tuple[set[str], set[str]]:
        rows = listed(sending, "--as", login, *DAY, "--all")
        pages = {row["login"] for row in rows if row["line"] is None}
        return {row["item"].partition("-")[0] for row in rows if row["line"]}, pages

    assert seen("zhou") == (set(), set())
    assert seen("feng") == ({"SZS"}, set())
    assert seen("zheng") == ({"SZS"}, {"zheng"})
    assert seen("ducha") == ({"ZW"}, set())
    assert seen("lingdao") == ({"ZW", "SZS"}, {"lingdao"})
    assert seen("zongban")[1] == seen("admin")[1] == {"lingdao", "zheng"}
    assert {row["item"] for row in listed(sending, "--as", "li", *DAY)} == {
        row["item"] for row in listed(sending, *OFFICE, "--plan", "ZW")
    }


def test_an_empty_list_says_so(sending) -> None:
    told = sending(*OFFICE, "remind", "list")
    assert (told.code, told.out.splitlines()[1:]) == (0, ["没有这样的提醒。"])
    assert listed(sending, *OFFICE) == []


# Sending again


def status_of(program: Inside, number: int) -> str:
    return str(program.rows(f"SELECT status FROM message WHERE id = {number}")[0][0])


@pytest.mark.parametrize(("status", "then"), [("failed", "resent"), ("in_doubt", "resent"), ("sent", "sent")])
def test_what_has_ended_is_sent_again_as_another_one(status, then, sending) -> None:
    sending(*OFFICE, *RUN)
    sending.change(f"UPDATE message SET status = '{status}' WHERE id = 2")
    told = sending(*OFFICE, "remind", "resend", "2", "2")
    assert (told.code, told.out, told.err) == (0, "第9号 李强（file）：已发送\n", "")
    assert status_of(sending, 2) == then
    assert len(papers(sending)) == 9
    (again,) = sending(*OFFICE, "remind", "resend", "9", "--json").data
    assert (again["message"], again["purpose"], again["status"], again["login"]) == (10, "again", "sent", "li")
    ((text,),) = sending.rows(f"SELECT text FROM message WHERE id = {again['message']}")
    assert "催办〔2023〕1号" in text
    # Whatever was sent by hand, the ladder goes on as before.
    assert sending(*OFFICE, *RUN).out.startswith("登记提醒0条")


def test_what_still_waits_leaves_at_once(sending) -> None:
    close_channel(sending)
    sending(*OFFICE, *RUN)
    sending.change("UPDATE message SET next_at = '2999-01-01 00:00:00'")
    (sending.folder / "channels.toml").write_text('[file]\nfolder = "out"\n', encoding="utf-8")
    assert sending(*OFFICE, *RUN).out.endswith("没有可发的函件。\n")
    told = sending(*OFFICE, "remind", "resend", "2")
    assert told.out == "第2号 李强（file）：已发送\n"
    assert len(papers(sending)) == 1


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ("UPDATE account SET active = 0 WHERE login = 'li'", 4, "li 已停用"),
        ("UPDATE account SET addresses = '{}' WHERE login = 'li'", 4, "li 已停用"),
        ("UPDATE message SET status = 'transmitting' WHERE id = 2", 4, "第2号"),
        ("UPDATE message SET status = 'claimed' WHERE id = 2", 4, "第2号"),
    ],
)
def test_what_cannot_be_sent_again_is_refused(change, code, said, sending) -> None:
    sending(*OFFICE, *RUN)
    sending.change(change)
    before = sending.whole()
    told = sending(*OFFICE, "remind", "resend", "1", "2")
    assert (told.code, told.out, said in told.err) == (code, "", True)
    assert sending.whole() == before


def test_an_office_sends_again_only_what_it_sees(sending) -> None:
    sending(*OFFICE, *RUN)
    numbers = {
        login: number for number, login in sending.rows("SELECT id, login FROM message WHERE purpose = 'digest'")
    }
    ((page,),) = sending.rows("SELECT id FROM message WHERE purpose = 'monthly' AND login = 'lingdao'")
    assert sending("--as", "wu", *DAY, "remind", "resend", str(numbers["li"])).code == 3
    assert sending("--as", "wu", *DAY, "remind", "resend", str(page)).code == 3
    assert sending("--as", "ducha", *DAY, "remind", "resend", str(numbers["li"])).code == 0
    told = sending(*OFFICE, "remind", "resend", str(page), "--json")
    assert (told.data[0]["purpose"], told.data[0]["status"]) == ("monthly", "sent")


# Calls


def test_a_call_is_noted_and_closes_the_lines_that_waited_for_it(sending) -> None:
    sending.change("UPDATE account SET active = 0 WHERE login = 'li'")
    run = sending(*OFFICE, *RUN)
    assert run.err == "待电话催办2条：duban remind list --unsent\n"
    waiting = listed(sending, *OFFICE, "--unsent")
    assert {(row["name"], row["channel"], row["standing"]) for row in waiting} == {
        ("中卫市卫生健康委", "phone", "phone")
    }
    unit = ("--unit", "中卫市卫生健康委")
    told = sending(*OFFICE, "remind", "phoned", LATE, *unit, "--person", "lingdao", "-m", "答应明天报")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("ZW-07  电话催办  整改第2项  待办\n    对象：中卫市卫生健康委、何建国\n")
    assert told.out.endswith("    说明：答应明天报\n    待电话催办已销去1条。\n")
    assert sending(*DAY, "history", "ZW-07").out.splitlines()[-1] == (
        f"2023-08-07  电话催办  整改第2项  对象：中卫市卫生健康委、何建国  林涛·方案办公室（补录于{real(sending)}）  "
        "说明：答应明天报"
    )
    assert [row["item"] for row in listed(sending, *OFFICE, "--unsent")] == ["ZW-18"]
    again = sending(*OFFICE, "remind", "phoned", LATE, *unit, "-m", "又打一次")
    assert again.out.endswith("    说明：又打一次\n")
    data = sending(*OFFICE, "remind", "phoned", "ZW-18@中期评估", "-m", "已告知", "--json").data
    assert data == {"duty": "ZW-18@midterm_evaluation", "closed": 1, "note": "已告知"}


def real(program: Inside) -> str:
    """The day on which the acts of this test were done."""
    day = next(row["value"] for row in program("config", "--json").data if row["name"] == "today")
    return str(day)


# On both engines


def test_the_ways_of_a_reminder_are_the_same_on_both_engines(stored, inside) -> None:
    (inside.folder / "out").mkdir()
    (inside.folder / "channels.toml").write_text(
        '[email]\nhost = "127.0.0.1"\nport = 9\ntls = "none"\nsender = "a@b.cn"\n'
    )
    office = open_office(stored)
    stored.step(Event.ASSIGN, "LH-01", "2024-01-08")
    reach(office, "owner2")
    inside.database = stored.url
    day = ("--as", "office", "--today", "2024-12-17")

    def done(*words: str) -> Told:
        told: Told = inside(*day, *words)
        assert told.code == 0, told.err
        return told

    dry = done("remind", "run", "--dry-run", "--json").data
    assert (len(dry) > 0, listed(inside, *day)) == (True, [])
    made = done("remind", "run", "--json").data
    assert (made["lines"] + made["phone"] >= len(dry), made["ended"]) == (True, {"pending": 3})
    rows = listed(inside, *day, "--all")
    assert {row["status"] for row in rows if row["message"]} == {"pending"}
    assert [list(row) for row in rows] == [FIELDS.split()] * len(rows)
    assert len(listed(inside, *day, "--unsent")) == len(rows)
    number = str(rows[0]["message"] or rows[-1]["message"])
    assert "待发送" in done("remind", "resend", number).out
    duty = next(row["duty"] for row in rows if row["duty"])
    numbers = [done("urge", duty, "-m", note, "--json").data["number"] for note in ("请速办", "再催")]
    first = int(numbers[0].removeprefix("2024-"))
    assert numbers == [f"2024-{first}", f"2024-{first + 1}"]
    assert done("remind", "phoned", duty, "-m", "已催").code == 0
    status = inside("--as", "office", "scheduler", "status", "--json").data
    assert (status["last_run"]["day"], {row["status"] for row in status["backlog"]}) == ("2024-12-17", {"pending"})


def test_a_thousand_lines_are_listed_as_far_as_they_are_shown(sending) -> None:
    sending(*OFFICE, *RUN)
    assert sending.database
    with closing(sqlite3.connect(sending.database)) as driver, driver:
        names = [
            row[1] for row in driver.execute("PRAGMA table_info(reminder)") if row[1] not in ("id", "rung", "origin")
        ]
        columns = ", ".join(names)
        query = (
            f"INSERT INTO reminder (rung, origin, {columns}) SELECT 'overdue-' || ?, 'test', {columns} FROM reminder "
        )
        driver.executemany(f"{query} WHERE id = (SELECT max(id) FROM reminder)", [(n,) for n in range(1000)])
    told = sending(*OFFICE, "remind", "list")
    assert told.out.endswith("显示 50 / 共 1,021（全部列出加 --all）\n")
    assert len(listed(sending, *OFFICE, "--all")) == 1021
    assert len(listed(sending, *OFFICE, "--limit", "1000")) == 1000


def test_what_failed_is_sent_again_all_at_once_and_what_arrived_is_closed(sending) -> None:
    assert sending(*OFFICE, *RUN).code == 0
    sending.change("UPDATE message SET status = 'failed', said = '550 no' WHERE id IN (1, 2)")
    refusals = (
        ("resend", 2, "请写函号，或用 --failed 重发全部发送失败的，二者取一"),
        ("resend 1 --failed", 2, "请写函号，或用 --failed 重发全部发送失败的，二者取一"),
        ("close 1", 2, "请用 -m 写明核实的情况"),
        ("close 3 -m x", 4, "第3号函件既没有失败，也不是待核实，不用销去"),
        ("close 999 -m x", 3, "没有这个函件，或不在可查看的范围内：999"),
    )
    for words, code, said in refusals:
        told = sending(*OFFICE, "remind", *words.split())
        assert (told.code, told.err) == (code, f"{said}\n")
    assert sending(*OFFICE, "remind", "close", "2", "-m", "已电话核实").code == 0
    assert sending.rows("SELECT status, said FROM message WHERE id = 2") == [("closed", "已电话核实（林涛）")]
    again = sending(*OFFICE, "remind", "resend", "--failed", "--json")
    assert (again.code, [row["status"] for row in again.data]) == (0, ["sent"])
    assert sending.rows("SELECT status FROM message WHERE id = 1") == [("resent",)]
    assert sending(*OFFICE, "remind", "resend", "--failed", "--json").data == []
