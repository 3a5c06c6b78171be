"""What the writing commands do and say: advancing, reports, lines, plans, people, calendars, the demo, the proof."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from make import plan_text
from program import DUBAN, Program

if TYPE_CHECKING:
    from program import Inside

ON = ("--today", "2023-08-08")
LI = ("--as", "li", *ON)
WANG = ("--as", "wang", *ON)
BAI = ("--as", "bai", *ON)
FANGAN = ("--as", "fangan", *ON)
DUCHA = ("--as", "ducha", *ON)
LEADER = ("--as", "lingdao", *ON)
DONE_BEFORE = "不能启动中期评估：{} 中期评估 不是待办，而是“已完成”；可以：申请办结"
OWING_BEFORE = "不能启动中期评估：{} 中期评估 不是待办，而是“已完成”；可由他人：责令整改"
"""Of an item that still owes what is past due, completion cannot be asked for either."""


def refused(program: Inside, *words: str, stdin: str = "") -> tuple[int, str]:
    """The exit code and the sentence of a command that changes nothing and prints nothing else."""
    before = program.whole()
    told = program(*words, stdin=stdin)
    assert (told.out, program.whole()) == ("", before)
    return told.code, told.err.rstrip("\n")


def state(program: Inside, item: str) -> str:
    return str(program.rows(f"SELECT state FROM item WHERE code = '{item}'")[0][0])


def duty(program: Inside, code: str, *fields: str) -> tuple[Any, ...]:
    item, _, key = code.partition("@")
    query = f"SELECT {', '.join(fields)} FROM duty WHERE key = '{key}'"
    return program.rows(f"{query} AND item_id = (SELECT id FROM item WHERE code = '{item}')")[0]


# Advancing


@pytest.mark.parametrize("event", ["启动中期评估", "启动评估", "open_review", "open-review"])
def test_an_event_goes_by_either_language(event, playing) -> None:
    told = playing(*LI, "advance", event, "zw-05", "--checkpoint", "中期评估")
    assert (told.code, told.err) == (0, "")
    assert told.out == (
        "ZW-05  启动中期评估  实施·推进中 → 中期评估·起草\n"
        "    下一步：承办人 报送（中期评估），自2023年8月8日起，限2023年7月31日，已逾期6个工作日\n"
    )
    assert state(playing, "ZW-05") == "midterm_evaluation.preparing"


def test_an_act_is_told_to_programs(playing) -> None:
    assert playing(*LI, "advance", "启动中期评估", "ZW-05", "ZW-13", "--json").data[1] == {
        "item": "ZW-13",
        "event": "open_review",
        "duty": None,
        "before": "implementation.active",
        "after": "midterm_evaluation.preparing",
        "role": "owner",
        "on_behalf": False,
        "effective_on": "2023-08-08",
        "next": {"role": "owner", "act": "submit", "duty": "ZW-13@midterm_evaluation", "by": "2023-07-31"},
    }


OPENING = (*LI, "advance", "启动中期评估", "ZW-17", "ZW-01", "ZW-13", "ZW-19", "-c", "中期评估")


def test_several_items_are_all_or_nothing_and_every_refusal_is_told(playing) -> None:
    code, said = refused(playing, *OPENING)
    told = [DONE_BEFORE.format("ZW-01"), OWING_BEFORE.format("ZW-19"), "有2处不能办，整批未办，什么也没有改动"]
    assert (code, said.splitlines()) == (4, told)
    error = playing(*OPENING, "--json").error
    assert {name: error[name] for name in ("error", "message", "exit_code", "count")} == {
        "error": "several",
        "message": "有2处不能办，整批未办，什么也没有改动",
        "exit_code": 4,
        "count": 2,
    }
    assert [(part["item"], part["exit_code"]) for part in error["refusals"]] == [("ZW-01", 4), ("ZW-19", 4)]
    assert error["refusals"][0] == {
        "error": "refused",
        "message": DONE_BEFORE.format("ZW-01"),
        "exit_code": 4,
        "reasons": [
            {
                "reason": "review_not_pending",
                "message": "中期评估 不是待办，而是“已完成”",
                "duty": "midterm_evaluation",
                "status": "accepted",
            }
        ],
        "event": "open_review",
        "item": "ZW-01",
        "state": "implementation.active",
        "instead": {"reason": "instead_own", "message": "；可以：申请办结", "possible": ["request_completion"]},
    }


def test_keep_going_passes_over_what_there_is_not(playing) -> None:
    told = playing(*LI, "advance", "启动中期评估", "ZW-05", "ZW-99", "--keep-going", "--json")
    assert (told.code, told.fields("item")) == (3, ["ZW-05"])
    assert [part["error"] for part in told.error["refusals"]] == ["not_found_near"]
    alone = playing(*LI, "advance", "启动中期评估", "ZW-99", "--keep-going")
    assert (alone.code, alone.out) == (3, "")


def test_keep_going_does_what_can_be_done(playing) -> None:
    told = playing(*OPENING, "--keep-going", "--json")
    assert (told.code, told.fields("item")) == (4, ["ZW-17", "ZW-13"])
    assert [part["message"] for part in told.error["refusals"]] == [
        DONE_BEFORE.format("ZW-01"),
        OWING_BEFORE.format("ZW-19"),
    ]
    states = [state(playing, item) for item in ("ZW-17", "ZW-13", "ZW-01", "ZW-19")]
    assert states == ["midterm_evaluation.preparing"] * 2 + ["implementation.active"] * 2
    again = playing(*LI, "advance", "启动中期评估", "ZW-05", "ZW-01", "-k", "-c", "中期评估")
    assert (again.code, again.err) == (4, DONE_BEFORE.format("ZW-01") + "\n")


def test_items_come_from_standard_input(playing) -> None:
    told = playing(*LI, "advance", "启动中期评估", "-", "ZW-17", stdin="ZW-05 ZW-13\n\nZW-17.P1\n")
    assert (told.code, re.findall(r"^ZW\S+", told.out, re.MULTILINE)) == (0, ["ZW-05", "ZW-13", "ZW-17.P1", "ZW-17"])
    assert refused(playing, *LI, "advance", "启动中期评估", "-") == (2, "没有给出事项")


def test_a_dry_run_changes_nothing(playing) -> None:
    before = playing.whole()
    told = playing(*LI, "advance", "启动中期评估", "ZW-05", "--dry-run")
    assert (told.code, told.err, playing.whole()) == (0, "", before)
    assert told.out.splitlines()[:2] == [
        "试办，未作任何改动：",
        "ZW-05  启动中期评估  实施·推进中 → 中期评估·起草",
    ]
    assert refused(playing, *OPENING, "--dry-run")[0] == 4


def test_evidence_is_kept_by_what_it_holds(playing) -> None:
    paper = b"%PDF-1.7 \x00\xff"
    (playing.folder / "批复.pdf").write_bytes(paper)
    (playing.folder / "同一份.pdf").write_bytes(paper)
    before = playing.rows("SELECT count(*) FROM evidence")[0][0]
    for item, name in (("ZW-07.P1", "批复.pdf"), ("ZW-07.P2", "同一份.pdf")):
        words = ("advance", "撤销", item, "--note", "不再建设", "--evidence", name, "--yes")
        assert playing(*LEADER, *words).code == 0
    digest = sha256(paper).hexdigest()
    assert playing.rows(f"SELECT content FROM evidence WHERE sha256 = '{digest}'") == [(paper,)]
    assert playing.rows("SELECT count(*) FROM evidence")[0][0] == before + 1
    last = playing("history", "ZW-07.P2", "--json").data[-1]
    assert [(found["name"], found["sha256"]) for found in last["evidence"]] == [("同一份.pdf", digest)]


# Exit codes, each by its smallest case and with its sentence


REFUSALS = Path(__file__).parent / "golden" / "cli" / "refusals.txt"


@pytest.mark.parametrize("case", REFUSALS.read_text(encoding="utf-8").splitlines())
def test_a_refusal_says_what_why_and_what_is_possible_instead(case, playing) -> None:
    code, who, command, said = case.split(" | ")
    login, day = who.split()
    words = ("--as", login, "--today", day, *command.split())
    assert refused(playing, *words) == (int(code), said)
    if " 2021-13" not in who:  # there a word of the root is off, and no command has said that it wants JSON
        error = playing(*words, "--json").error
        assert (error["message"], error["exit_code"]) == (said, int(code))


def test_nobody_decides_on_what_they_submitted_themselves(playing) -> None:
    assert playing("--as", "admin", "role", "grant", "wang", "office").code == 0
    (playing.folder / "意见.txt").write_text("同意", encoding="utf-8")
    words = ("advance", "评估结论", "ZW-07.P1", "--result", "达到进度", "-e", "意见.txt")
    said = "不能评估结论：ZW-07.P1 是本账号（wang）报送的，须由他人审核；可以：撤回"
    assert refused(playing, *WANG, *words) == (5, said)
    assert playing(*DUCHA, *words).code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
@pytest.mark.parametrize(
    ("answer", "code", "state"),
    [
        ("是", 0, "cancelled"),
        ("YES", 0, "cancelled"),
        ("否", 130, "implementation.active"),
        ("", 130, None),
        ("hm", 130, None),
    ],
)
def test_cancelling_asks_and_only_a_yes_is_one(answer, code, state, demo) -> None:
    import pty

    (demo.folder / "a.txt").write_text("依据", encoding="utf-8")
    words = [DUBAN, "--as", "lingdao", "advance", "撤销", "ZW-20", "--note", "不再需要", "--evidence", "a.txt"]
    ours, theirs = pty.openpty()
    os.write(ours, f"{answer}\n".encode())
    environment = {**demo.environment(), "PYTHONUTF8": "1"}
    run = subprocess.run(words, cwd=demo.folder, env=environment, stdin=theirs, capture_output=True, check=False)
    os.close(ours)
    os.close(theirs)
    assert run.stdout.decode().startswith("撤销后不能恢复。确认撤销 ZW-20？ （是/否，直接回车为否）：")
    assert (run.returncode, run.stderr.decode().strip()) == (code, "已放弃，没有改动。" if code else "")
    assert demo("show", "ZW-20", "--json").data["state"] == (state or "implementation.active")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_what_changed_while_the_program_asked_is_not_done(demo) -> None:
    """Cancelling asks on a terminal; meanwhile somebody else suspends the item."""
    import pty

    (demo.folder / "a.txt").write_text("依据", encoding="utf-8")
    words = [DUBAN, "--as", "lingdao", "advance", "撤销", "ZW-20", "--note", "不再需要", "--evidence", "a.txt"]
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        words, cwd=demo.folder, env=demo.environment(), stdin=theirs, stdout=theirs, stderr=subprocess.PIPE
    )
    os.close(theirs)
    said = b""
    while "确认撤销 ZW-20".encode() not in said:
        said += os.read(ours, 4096)
    other = demo("--as", "lingdao", "advance", "暂缓", "ZW-20", "-m", "等批复", "--until", "2099-01-04")
    assert other.code == 0, other.err
    os.write(ours, b"y\n")
    _, error = run.communicate()
    os.close(ours)
    assert (run.returncode, error.decode().strip()) == (6, "ZW-20 刚被他人改动，请看过现状再办")
    assert sorted(demo("list", "--state", "暂缓", "--kind", "task", "--json").fields("item")) == [
        "SZS-2.3",
        "ZW-16",
        "ZW-20",
    ]


# Reports, waiving, merging, lines


def test_a_review_goes_from_opening_to_its_conclusion(playing) -> None:
    assert playing(*LI, "advance", "启动中期评估", "ZW-05").code == 0
    unreported = "不能报送：ZW-05 报告还缺：{}（先用 duban report ZW-05 填报）；可以：退出总结/评估"
    missing = unreported.format("年度目标完成情况、主要做法、存在问题、下一步打算")
    assert refused(playing, *LI, "advance", "报送", "ZW-05") == (4, missing)
    assert refused(playing, *LI, "report", "ZW-05") == (
        2,
        "不能填报进展：ZW-05 报告没有内容，至少填写一部分",
    )
    assert playing(*LI, "report", "ZW-05", "--achieved", "完成八成", "--needs", "经费").code == 0
    assert refused(playing, *LI, "advance", "报送", "ZW-05")[1] == unreported.format("主要做法、存在问题、下一步打算")
    text = "年度目标完成情况\n全部完成\n二、主要做法：\n建台账\n\n按月调度\n存在问题\n无\n# 下一步打算\n巩固\n"
    (playing.folder / "报告.txt").write_text(f"\ufeff{text}", encoding="utf-8")
    words = ("report", "ZW-05", "--file", "报告.txt", "--next", "加快", "--risk", "有风险可控")
    assert playing(*LI, *words).code == 0
    told = playing(*LI, "show", "ZW-05", "--json").data
    assert told["report"] == {
        "duty": "midterm_evaluation",
        "achieved": "全部完成",
        "practice": "建台账\n\n按月调度",
        "problems": "无",
        "next_steps": "加快",
        "needs": "经费",
        "reported_on": "2023-08-08",
        "login": "li",
    }
    assert (told["risk"], playing(*LI, "report", "ZW-05", "--file", "无.txt").code) == ("controlled", 7)
    (playing.folder / "空.txt").write_text("没有标题\n", encoding="utf-8")
    assert refused(playing, *LI, "report", "ZW-05", "--file", "空.txt") == (
        2,
        "空.txt 里没有找到报告的标题；各部分要有自己的标题行："
        "年度目标完成情况、主要做法、存在问题、下一步打算、需协调事项",
    )
    assert playing(*LI, "advance", "报送", "ZW-05").code == 0
    # 1 to 8 August 2023 are six working days.
    assert duty(playing, "ZW-05@midterm_evaluation", "status", "submitted_late") == ("submitted", 6)
    (playing.folder / "意见.txt").write_text("同意", encoding="utf-8")
    done = playing(*DUCHA, "advance", "评估结论", "ZW-05", "-r", "达到进度", "-e", "意见.txt")
    assert done.out == (
        "ZW-05  评估结论·达到进度  中期评估·已报送 → 实施·推进中\n"
        "    中期评估逾期完成6个工作日\n"
        "    下一节点：总结评估，2025年10月1日启动，2025年12月31日截止\n"
    )
    assert duty(playing, "ZW-05@midterm_evaluation", "status", "lateness", "settled_on") == (
        "accepted",
        6,
        "2023-08-08",
    )


def test_a_conclusion_that_falls_behind_sets_lines_with_limits_of_their_own(playing) -> None:
    (playing.folder / "意见.txt").write_text("滞后", encoding="utf-8")
    lines = ("--line", "台账不全", "--line", "缺人员@2023-09-01", "--limit", "+5wd")
    told = playing(*DUCHA, "advance", "评估结论", "ZW-07.P1", "-r", "滞后", "-e", "意见.txt", *lines)
    assert (told.code, told.err) == (0, "")
    facts = [duty(playing, f"ZW-07.P1@rectification-{n}", "problem", "due_on") for n in (1, 2)]
    assert facts == [("台账不全", "2023-08-15"), ("缺人员", "2023-09-01")]


def test_a_duty_is_waived_or_merged_with_a_reason(playing) -> None:
    assert playing(*FANGAN, "waive", "ZW-17.P1@中期评估", "-m", "并入牵头任务").out.splitlines()[0] == (
        "ZW-17.P1  免报  中期评估  待办 → 免报"
    )
    assert duty(playing, "ZW-17.P1@midterm_evaluation", "status") == ("waived",)
    again = refused(playing, *FANGAN, "waive", "ZW-17.P1@中期评估", "-m", "再来")
    assert again == (4, "不能免报：ZW-17.P1 中期评估 不是待办，而是“免报”")
    final, other = "ZW-01/640521@总结评估", "ZW-02/640521@年度总结2025"
    words = ("merge", "ZW-01/640521@年度总结2025", "--into", final, "-m", "同一时段")
    assert playing(*FANGAN, *words).code == 0
    merged = duty(playing, "ZW-01/640521@annual_review-2025", "status", "merged_into")
    assert merged == ("merged", "final_evaluation")
    elsewhere = refused(playing, *FANGAN, "merge", other, "--into", final, "-m", "错")
    assert elsewhere[0] == 4
    assert refused(playing, *BAI, "waive", other, "-m", "忙")[0] == 5


def test_a_line_is_mended_sent_back_and_passed(playing) -> None:
    (playing.folder / "备案.txt").write_text("备案号", encoding="utf-8")
    line = "ZW-07@整改第2项"
    assert refused(playing, *LI, "lines", "report", line, "-m", "已备案")[0] == 2
    assert playing(*LI, "lines", "report", line, "-m", "已备案", "-e", "备案.txt").code == 0
    assert refused(playing, *LI, "lines", "check", line)[0] == 5
    assert refused(playing, *DUCHA, "lines", "check", line, "--back")[0] == 2
    assert playing(*DUCHA, "lines", "check", line, "--back", "-m", "看不清").code == 0
    assert duty(playing, "ZW-07@rectification-2", "status", "settled_on") == ("pending", None)
    assert playing(*LI, "lines", "report", line, "-m", "重新提交", "-e", "备案.txt").code == 0
    assert playing(*DUCHA, "lines", "check", line).code == 0
    # 4, 7 and 8 August, once for each submission.
    assert duty(playing, "ZW-07@rectification-2", "status", "lateness") == ("accepted", 6)
    wrong = refused(playing, *DUCHA, "lines", "check", "ZW-07@中期评估")
    assert wrong[0] == 4


def test_back_filling_is_open_only_while_it_is(playing) -> None:
    office = ("--as", "fangan")
    assert playing(*office, "plan", "backfill", "ZW", "--close").out == "ZW 已关闭历史补录。\n"
    assert refused(playing, *office, "plan", "backfill", "ZW", "--close") == (4, "ZW 的历史补录已经是关闭的")
    words = (*LEADER, "advance", "暂缓", "ZW-20", "-m", "等", "--until", "2030-01-01")
    said = "不能暂缓：ZW-20 方案 ZW 未开放历史补录，不能按2023年8月8日办理"
    assert refused(playing, *words) == (4, said)
    assert playing(*office, "plan", "backfill", "ZW", "--open", "-m", "补档案").code == 0
    assert playing(*words).code == 0
    told = playing.rows("SELECT act, reason FROM record WHERE act = 'backfill' ORDER BY seq")
    assert told == [("backfill", None), ("backfill", "补档案")]


# Plans


@pytest.fixture
def office(inside) -> Inside:
    """A new database with an admin, an office and the calendar of a plan that nobody has adopted yet."""
    assert inside("account", "add", "root", "管理员").out == "已登记账号 root（管理员），是系统管理员。\n"
    assert inside("--as", "root", "account", "add", "zhao", "赵敏", "--role", "office").code == 0
    assert inside("--as", "root", "account", "default", "zhao").code == 0
    (inside.folder / "plan.yaml").write_text(plan_text(), encoding="utf-8")
    return inside  # type: ignore[no-any-return]


def test_a_plan_is_checked_adopted_once_and_exported_as_it_was(office) -> None:
    sound = office("plan", "check", "plan.yaml")
    assert (sound.code, sound.out) == (0, "没有问题：林河市中医药服务提升方案，2项任务，3个项目。\n")
    assert office("plan", "check", "plan.yaml", "--json").data == []
    adopted = office("plan", "adopt", "plan.yaml", "--json").data
    assert adopted == {
        "plan": "LH",
        "title": "林河市中医药服务提升方案",
        "checkpoints": 5,
        "items": 5,
        "duties": 25,
        "new_units": 6,
        "backfill": True,
    }
    taken = (4, "方案 LH 已经采纳；如要另行采纳，用 --code 给出新代号")
    assert refused(office, "plan", "adopt", "plan.yaml") == taken
    assert office("plan", "adopt", "plan.yaml", "--code", "LH2").code == 0
    assert office("plan", "list", "--json").fields("code", "items") == [("LH", 5), ("LH2", 5)]
    assert office("list", "--plan", "LH2", "--json").fields("item")[0].startswith("LH2-")
    assert office("plan", "export", "LH", "-o", "out.yaml").err == "已写入 out.yaml\n"
    assert (office.folder / "out.yaml").read_text(encoding="utf-8") == plan_text()
    assert office("plan", "export", "LH").out == plan_text()
    assert office("plan", "check", "out.yaml").code == 0


def test_forty_mistakes_are_told_at_once_and_nothing_is_adopted(office) -> None:
    mistakes = "".join(f"  - {{name: 单位{n}, level: 县, parent: 无{n}, lines: [9, 1], 备注: 无}}\n" for n in range(10))
    (office.folder / "bad.yaml").write_text(plan_text() + mistakes, encoding="utf-8")
    for command in ("check", "adopt"):
        code, said = refused(office, "plan", command, "bad.yaml")
        assert (code, len(said.splitlines())) == (2, 41)
        assert said.splitlines()[-1] == "方案文件有40处问题，都改好才能采纳"
    told = office("plan", "check", "bad.yaml", "--json")
    assert (told.code, len(told.data), told.error["count"]) == (2, 40, 40)
    first = plan_text().count("\n") + 1
    assert [(row["file"], row["line"]) for row in told.data] == [
        ("bad.yaml", first + n) for n in range(10) for _ in range(4)
    ]
    assert sorted(told.data[0]) == ["file", "key", "line", "message", "problem"]
    assert refused(office, "plan", "check", "none.yaml")[0] == 7
    (office.folder / "picture.yaml").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xff")
    said = "不是文本文件，或编码无法识别：picture.yaml；请存为 UTF-8 文本"
    assert refused(office, "plan", "check", "picture.yaml") == (7, said)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_plan_file_is_read_in_the_encodings_of_offices(encoding, office) -> None:
    (office.folder / "plan.yaml").write_bytes(plan_text().encode(encoding))
    told = office("plan", "check", "plan.yaml")
    assert (told.code, told.out) == (0, "没有问题：林河市中医药服务提升方案，2项任务，3个项目。\n")


# People


def test_the_first_account_is_the_admin_and_nobody_else_registers(inside) -> None:
    assert inside("account", "add", "root", "管理员", "--role", "admin", "--role", "office").code == 0
    assert inside("--as", "root", "role", "list", "--json").fields("login", "role") == [
        ("root", "admin"),
        ("root", "office"),
    ]
    assert refused(inside, "account", "add", "second", "某人") == (
        5,
        "不知道您是谁：请用 --as 账号，或设置 DUBAN_ACCOUNT，或由管理员设默认账号",
    )
    assert inside("--as", "root", "account", "add", "second", "某人").code == 0
    assert refused(inside, "--as", "second", "account", "add", "third", "某人")[0] == 5
    assert refused(inside, "--as", "root", "account", "add", "second", "某人") == (4, "账号“second”已经存在")


def test_registers_of_units_accounts_and_roles(playing) -> None:
    admin = ("--as", "admin")
    added = playing(*admin, "unit", "add", "640500-H9", "中卫市康复医院", "--parent", "640500", "--alias", "康复医院")
    assert added.out == "已登记单位 中卫市康复医院（640500-H9）。\n"
    assert [row for row in playing(*admin, "unit", "list", "--json").data if row["code"] == "640500-H9"] == [
        {"code": "640500-H9", "name": "中卫市康复医院", "level": "institution", "parent": "640500", "depth": 1}
    ]
    assert refused(playing, *admin, "unit", "add", "1", "甲", "--credit-code", "91350211M000100Y44")[0] == 2
    words = ("account", "add", "sun", "孙康", "--unit", "康复医院", "--post", "head", "--role", "承办人")
    assert playing(*admin, *words, "--address", "sun@example.cn", "--address", "phone=139").code == 0
    assert [row for row in playing(*admin, "account", "list", "--json").data if row["login"] == "sun"] == [
        {
            "login": "sun",
            "name": "孙康",
            "unit": "中卫市康复医院",
            "post": "head",
            "roles": ["owner"],
            "channels": ["email", "phone"],
            "active": True,
        }
    ]
    assert refused(playing, *admin, "account", "add", "x", "某", "--address", "139") == (
        2,
        "“139”不是地址；写成 渠道=地址，如 email=zhang@example.cn",
    )
    assert refused(playing, *admin, "account", "add", "x", "某", "--role", "owner") == (2, "承办人 x 须先有所属单位")
    assert playing(*admin, "role", "grant", "sun", "viewer", "--plan", "SZS", "--unit", "640200").code == 0
    assert refused(playing, *admin, "role", "grant", "sun", "viewer", "--plan", "SZS", "--unit", "640200")[0] == 4
    assert len(playing("--as", "sun", "list", "--all", "--json").data) == 21
    assert playing(*admin, "role", "revoke", "sun", "观察者", "--plan", "SZS", "--unit", "640200").code == 0
    assert refused(playing, *admin, "role", "revoke", "sun", "viewer")[0] == 3
    assert playing("--as", "sun", "list", "--json").data == []


def test_admin_and_auditor_are_never_one_account(playing) -> None:
    said = "系统管理员与安全审计员不能是同一账号（{}）"
    admin = ("--as", "admin", "role", "grant")
    assert refused(playing, *admin, "admin", "auditor") == (5, said.format("admin"))
    assert refused(playing, *admin, "shenji", "系统管理员") == (5, said.format("shenji"))


def test_an_account_that_is_switched_off_does_nothing(playing) -> None:
    assert playing("--as", "admin", "account", "change", "li", "--off").code == 0
    assert refused(playing, "--as", "li", "list") == (5, "账号 li 已停用")
    assert playing("--as", "admin", "account", "change", "li", "--on").code == 0
    assert playing("--as", "li", "list").code == 0


@pytest.mark.parametrize(
    ("login", "words", "code"),
    [
        ("lingdao", ("unit", "add", "1", "甲"), 5),
        ("lingdao", ("account", "change", "li", "--off"), 5),
        ("fangan", ("role", "grant", "fangan", "leader"), 5),
        ("admin", ("plan", "backfill", "ZW", "--close"), 5),
        ("admin", ("advance", "销号", "ZW-01"), 5),
        ("guancha", ("advance", "责令整改", "ZW-01", "--line", "甲", "-m", "乙"), 5),
        ("wu", ("advance", "责令整改", "ZW-01", "--line", "甲", "-m", "乙"), 3),
        ("li", ("calendar", "import", "national", "x.csv"), 5),
        ("li", ("audit", "verify"), 5),
        ("fangan", ("audit", "verify"), 5),
        ("fangan", ("database", "backup", "x.db"), 5),
    ],
)
def test_what_no_role_allows_is_denied(login, words, code, playing) -> None:
    assert refused(playing, "--as", login, *words)[0] == code


# Calendars


def test_a_notice_moves_the_effective_days_and_nothing_else(playing) -> None:
    notice = "日期,安排,名称\n2023-12-30,上班,调休\n2023年12月31日,放假,元旦\n2024-01-02,放假,补休\n\n"
    (playing.folder / "通知.csv").write_bytes(notice.encode("gb18030"))
    before = duty(playing, "ZW-02/640521@annual_review-2023", "due_on", "effective_due_on")
    assert before == ("2023-12-31", "2024-01-02")
    told = playing("--as", "zongban", "calendar", "import", "national", "通知.csv")
    moved = playing.rows("SELECT count(*) FROM duty WHERE key = 'annual_review-2023' AND status = 'pending'")[0][0]
    assert (told.code, told.out.splitlines()) == (
        0,
        [f"已录入 national 3天，{moved}个节点的时限随之变动。", "放假：2023-12-31、2024-01-02", "上班：2023-12-30"],
    )
    assert duty(playing, "ZW-02/640521@annual_review-2023", "due_on", "effective_due_on") == (
        "2023-12-31",
        "2024-01-03",
    )
    shown = playing("calendar", "show", "national", "--year", "2023", "--json").data
    assert "2023-12-30" in shown["made_up"]
    late = playing("--today", "2024-01-03", "overdue", "--text", "ZW-02/640521", "--json")
    assert late.data == []
    assert playing("audit", "verify").code == 0


def test_bad_lines_of_a_notice_are_all_named_and_none_is_taken_in(playing) -> None:
    (playing.folder / "通知.csv").write_text(
        "2027-01-01,放假,元旦\n2027-02-30,放假,春节\n2027-01-04\n2027-01-05,半天\n"
    )
    code, said = refused(playing, "--as", "zongban", "calendar", "import", "national", "通知.csv")
    assert (code, said.splitlines()) == (
        2,
        [
            "第2行不能用：2027-02-30，放假，春节（应为 日期，放假或上班，名称）",
            "第3行不能用：2027-01-04（应为 日期，放假或上班，名称）",
            "第4行不能用：2027-01-05，半天（应为 日期，放假或上班，名称）",
            "有3处不能办，整批未办，什么也没有改动",
        ],
    )


# The demo, and the proof


def test_the_demo_begins_afresh_and_its_commands_work_where_it_was_made(duban) -> None:
    made = duban("demo", "--into", "我的 演示.db", DUBAN_LAUNCHER=DUBAN)
    assert (made.code, made.err.startswith("提示：")) == (0, True)
    commands = [line.strip() for line in made.out.splitlines() if line.startswith(f"  {DUBAN}")]
    assert len(commands) == 7
    for command in commands:
        done = subprocess.run(
            command, shell=True, cwd=duban.folder, env=duban.environment(), capture_output=True, encoding="utf-8"
        )
        assert (done.returncode, bool(done.stdout)) == (0, True), done.stderr
    mine = Program(duban.folder, duban.folder / "我的 演示.db")
    assert mine("--as", "fangan", "plan", "backfill", "ZW", "--close").code == 0
    assert mine("plan", "list", "--json").fields("backfill") == [True, False]
    assert duban("demo", "--into", "我的 演示.db").code == 0
    assert mine("plan", "list", "--json").fields("backfill") == [True, True]
    assert sorted(path.name for path in duban.folder.iterdir()) == ["我的 演示.db"]


def test_the_demo_overwrites_no_other_file(inside) -> None:
    other = inside.folder / "other.db"
    other.write_bytes(b"mine")
    told = inside("demo", "--into", "other.db")
    assert (told.code, told.err) == (8, "other.db 不是演示数据库，不会覆盖；请用 --into 另选文件\n")
    assert other.read_bytes() == b"mine"
    assert inside("account", "add", "root", "管理员").code == 0
    assert inside("demo", "--into", str(inside.database)).code == 8


@pytest.mark.parametrize(
    ("statement", "flaw", "said"),
    [
        (
            "UPDATE record SET reason = '改' WHERE chain = 'ZW' AND seq = 50",
            "record_changed",
            "ZW 链第50条记录被改动过",
        ),
        ("DELETE FROM record WHERE chain = 'SZS' AND seq = 7", "record_missing", "SZS 链第7条记录被删除"),
        ("DELETE FROM record WHERE chain = 'ZW' AND seq = 329", "record_missing", "ZW 链第329条记录被删除"),
    ],
)
def test_tampering_is_found_and_the_first_record_is_named(statement, flaw, said, playing) -> None:
    with closing(sqlite3.connect(playing.database)) as driver, driver:
        for trigger in ("record_no_update", "record_no_delete"):
            driver.execute(f"DROP TRIGGER {trigger}")
        driver.execute(statement)
    for login in ("lingdao", "shenji"):
        told = playing("--as", login, "audit", "verify")
        assert (told.code, told.out) == (10, f"{said}\n")
    document = playing("audit", "verify", "--json").data
    chain, seq = statement.partition("chain = '")[2].partition("'")[0], int(statement.rpartition(" ")[2])
    assert document["flaws"] == [{"chain": chain, "seq": seq, "item": None, "flaw": flaw, "message": said}]
