"""Orders by hand, tests of channels, the scheduler's standing, the settings and texts of reminders, Chinese names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from program import Program
from receivers import HOST, Sink, serve_mail
from test_cli_sent import LATE, OFFICE, RUN, listed, papers, real

from schedules.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from program import Inside

DAY = ("--today", "2023-08-07")
DUCHA = ("--as", "ducha", *DAY)
ADMIN = ("--as", "admin", *DAY)
DUTY = "ZW-05@中期评估"
DEMAND = "8月10日前报送中期评估报告，并书面说明逾期原因"


# Supervision orders


def test_an_order_is_numbered_recorded_printed_and_sent(sending) -> None:
    told = sending(*DUCHA, "urge", DUTY, "-m", DEMAND)
    assert (told.code, told.err) == (0, "")
    head, paper, made = told.out.partition("\n\n")[0], told.out.partition("\n\n")[2], told.out.splitlines()[-1]
    assert head.startswith("ZW-05  督办  中期评估  待办\n    下一步：承办人 启动中期评估")
    assert paper.startswith(
        "中卫市卫生健康委：\n\n关于《中卫市中医药服务能力提升行动实施方案（2021-2025年）》的督办事项：\n\n"
    )
    assert (
        "督办〔2023〕1号  ZW-05 鼓励社会力量开办中医机构\n"
        "    中期评估：时限2023年7月31日，已逾期5个工作日。责任单位：中卫市卫生健康委。\n"
        f"    要求：{DEMAND}\n"
    ) in paper
    assert made == "已生成函件5封，待电话通知0处；由调度进程发出，也可用 duban remind run 立即发出。"
    sent = sending(*OFFICE, *RUN)
    assert sent.out.splitlines()[-1] == "函件：已发送13封。"
    mine = [text for text in papers(sending) if text.startswith("To: li\n") and "督办单（1件" in text]
    assert len(mine) == 1
    assert "督办〔2023〕1号  ZW-05 鼓励社会力量开办中医机构\n" in mine[0]
    assert f"要求：{DEMAND}\n" in mine[0]


def test_orders_of_one_day_to_the_same_people_are_orders_each(sending) -> None:
    """Once the second one broke: both had the same key."""
    numbers = []
    for code in (DUTY, DUTY, LATE):
        told = sending(*DUCHA, "urge", code, "-m", DEMAND, "--json")
        assert told.code == 0, told.err
        numbers.append(told.data["number"])
    assert numbers == ["2023-1", "2023-2", "2023-3"]
    assert told.data == {
        "duty": "ZW-07@rectification-2",
        "number": "2023-3",
        "lines": 5,
        "messages": 5,
        "phone": 0,
        "superseded": 0,
    }
    assert len(listed(sending, *OFFICE, "--person", "li")) == 3


def test_an_order_stands_in_the_history_and_in_the_owner_s_list_until_it_is_answered(sending) -> None:
    sending(*DUCHA, "urge", LATE, "-m", DEMAND)
    assert sending(*DAY, "history", "ZW-07").out.splitlines()[-1] == (
        "2023-08-07  督办  整改第2项  督办〔2023〕1号  对象：何建国、李强  "
        f"钱伟·方案办公室（补录于{real(sending)}）  说明：{DEMAND}"
    )
    asked = f"ZW-07  督办（整改第2项）：{DEMAND}（钱伟，2023年8月7日）"
    assert asked in sending("--as", "li", *DAY, "todo").out.splitlines()
    assert asked not in sending("--as", "zhou", *DAY, "todo").out
    (sending.folder / "备案.pdf").write_bytes(b"%PDF-1.7")
    done = sending("--as", "li", "--today", "2023-08-08", "lines", "report", LATE, "-m", "已备案", "-e", "备案.pdf")
    assert done.code == 0, done.err
    assert asked not in sending("--as", "li", "--today", "2023-08-08", "todo").out


def test_where_nobody_has_an_account_the_unit_is_to_be_phoned(sending) -> None:
    sending.change("UPDATE account SET active = 0 WHERE login = 'li'")
    told = sending(*DUCHA, "urge", LATE, "-m", DEMAND)
    assert told.out.splitlines()[-1].startswith("已生成函件4封，待电话通知1处")
    (row,) = [row for row in listed(sending, *OFFICE, "--unsent") if row["channel"] == "phone"]
    assert (row["name"], row["words"], row["number"]) == ("中卫市卫生健康委", "order", "2023-1")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((*DUCHA, "urge", DUTY), 2, "不能督办：ZW-05 须用 -m 写明理由"),
        ((*DUCHA, "urge", DUTY, "-m", "  "), 2, "不能督办：ZW-05 须用 -m 写明理由"),
        ((*DUCHA, "urge", "ZW-01@中期评估", "-m", "x"), 4, "不能督办：ZW-01 中期评估 现在是“已完成”，不在承办单位手里"),
        (("--as", "li", *DAY, "urge", DUTY, "-m", "x"), 5, "“urge”需要方案办公室角色；li 没有"),
        (("--as", "wu", *DAY, "urge", DUTY, "-m", "x"), 3, "没有这个事项，或不在可查看的范围内：ZW-05"),
        (
            (*DUCHA, "urge", "ZW-05", "-m", "x"),
            2,
            "节点要写成“事项@节点”，如 ZW-07@年度总结2023；收到的是“ZW-05”",
        ),
    ],
)
def test_an_order_that_is_refused_changes_nothing(words, code, said, sending) -> None:
    before = sending.whole()
    told = sending(*words)
    assert (told.code, told.out, told.err) == (code, "", f"{said}\n")
    assert sending.whole() == before


# Tests of a channel


@pytest.fixture
def sink() -> Iterator[Sink]:
    yield from serve_mail(Sink())


def test_the_channels_of_a_person_are_tested_for_real(sending, sink) -> None:
    with (sending.folder / "channels.toml").open("a", encoding="utf-8") as file:
        file.write(f'[email]\nhost = "{HOST}"\nport = {sink.port}\ntls = "none"\nsender = "duban@example.cn"\n')
    change = sending(*ADMIN, "account", "change", "li", "--address", "email=li@example.cn")
    assert change.code == 0
    told = sending(*ADMIN, "remind", "test", "--to", "li")
    assert (told.code, told.err) == (0, "")
    assert told.out == "第1号 李强（email）：已发送\n第2号 李强（file）：已发送\n"
    (mail,) = sink.got
    assert (mail.to, mail.message["Subject"]) == (["li@example.cn"], "【督办】通道测试（2023年8月7日）")
    (paper,) = papers(sending)
    assert "李强：\n\n这是督办系统的测试函件。收到即说明“file”通道可用，不必回复。\n\n方案办公室\n2023年8月7日" in paper
    (row,) = sending(*ADMIN, "remind", "test", "--to", "li", "--channel", "file", "--json").data
    assert [row[name] for name in ("message", "purpose", "login", "channel", "status")] == [
        3,
        "test",
        "li",
        "file",
        "sent",
    ]
    assert [row["purpose"] for row in listed(sending, "--as", "admin")] == ["test"] * 3


def test_what_fails_in_a_test_is_told(sending, sink) -> None:
    text = f'[email]\nhost = "{HOST}"\nport = {sink.port}\ntls = "none"\nsender = "duban@example.cn"\n'
    (sending.folder / "channels.toml").write_text(text, encoding="utf-8")
    sending.change("""UPDATE account SET addresses = '{"email": "li@example.cn", "wecom": "x"}' WHERE login = 'li'""")
    sink.script["RCPT li@example.cn"] = ["550 no such user"]
    told = sending(*ADMIN, "remind", "test", "--to", "li")
    assert (told.code, told.out) == (4, "第1号 李强（email）：发送失败（550 no such user）\n")
    assert told.err == ("通道“wecom”没有设置，未测；已设置：terminal、email\n测试未通过；改好后再试，原因见上。\n")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--to", "li", "--channel", "wecom"), 4, "li 没有登记通道“wecom”；已登记：file"),
        (("--to", "ma"), 4, "ma 没有登记任何通道；先用 duban account change ma --address 登记"),
        (("--to", "wang"), 2, "通道“email”没有设置；已设置：terminal、file"),
        (("--to", "nobody"), 3, "没有这个账号，或不在可查看的范围内：nobody"),
        (("--to", "li", "--as", "ducha"), 5, "“remind test”需要系统管理员角色；ducha 没有"),
    ],
)
def test_a_test_that_cannot_be_made_is_refused(words, code, said, sending) -> None:
    sending.change("UPDATE account SET addresses = '{}' WHERE login = 'ma'")
    sending.change("""UPDATE account SET addresses = '{"email": "w@example.cn"}' WHERE login = 'wang'""")
    before = sending.whole()
    told = sending(*ADMIN, "remind", "test", *words)
    assert (told.code, told.out, told.err) == (code, "", f"{said}\n")
    assert sending.whole() == before


# How the scheduler stands


def stands(program: Inside, *words: str) -> tuple[int, list[str]]:
    told = program("scheduler", "status", *words)
    assert told.err == ""
    return told.code, told.out.splitlines()


def test_a_scheduler_that_never_ran(sending) -> None:
    code, lines = stands(sending, "--exit-code", *DAY)
    assert (code, lines) == (
        10,
        ["最近一次运转：从未", "下一次提醒：2023-08-07", "没有未发出的函件。", "注意：调度进程没有在运转。"],
    )
    assert stands(sending)[0] == 0
    assert sending("scheduler", "status", "--json", *DAY).data == {
        "last_tick": None,
        "worker": None,
        "last_run": None,
        "next_run": "2023-08-07",
        "backlog": [],
        "oldest_unsent": None,
        "to_phone": 0,
        "troubles": ["silent"],
    }


def test_after_a_run_all_is_well(sending) -> None:
    sending(*OFFICE, *RUN)
    code, lines = stands(sending, "--exit-code", *DAY)
    assert (code, len(lines)) == (0, 4)
    assert lines[0].startswith("最近一次运转：")
    assert lines[1].startswith("最近一次提醒：2023-08-07（")
    assert lines[1].endswith("，每日提醒：提醒19条、函件6封、电话0条、替代91条")
    assert lines[2:] == ["下一次提醒：2023-08-08", "没有未发出的函件。"]
    assert sending("scheduler", "status", "--as", "li").code == 5


@pytest.mark.parametrize(
    ("status", "said", "trouble"),
    [
        ("failed", "发送失败", "注意：有函件发送失败：duban remind list --failed"),
        ("in_doubt", "待核实", "注意：有函件不知是否送达，请向收件人核实后重发或登记：duban remind list --failed"),
        ("pending", "待发送", None),
    ],
)
def test_messages_in_trouble_are_told(status, said, trouble, sending) -> None:
    sending(*OFFICE, *RUN)
    sending.change(f"UPDATE message SET status = '{status}' WHERE login = 'li'")
    code, lines = stands(sending, "--exit-code", *DAY)
    assert code == (10 if trouble else 0)
    assert lines[3].startswith("未发出的函件：" if status == "failed" else "未发出的函件，最早的生成于")
    assert lines[4:] == [f"通道 file：{said}1封", *([trouble] if trouble else [])]


def test_messages_that_wait_too_long_and_units_to_be_phoned_are_told(sending) -> None:
    sending.change("UPDATE account SET active = 0 WHERE login = 'li'")
    sending(*OFFICE, *RUN)
    old = (datetime.now(UTC) - timedelta(days=14)).strftime("%Y-%m-%d %H:%M:%S")
    sending.change(f"UPDATE message SET status = 'pending', made_at = '{old}' WHERE login = 'lingdao'")
    sending.change(f"UPDATE clock SET at = '{old}'")
    code, lines = stands(sending, "--exit-code", *DAY)
    assert (code, lines[5:]) == (
        10,
        [
            "待电话催办2条：duban remind list --unsent",
            "注意：调度进程没有在运转。",
            "注意：有函件一天以上没有发出。",
        ],
    )


# Settings and texts


def settled(program: Inside) -> tuple[Program, dict[str, str]]:
    """The installed program, which reads its settings anew each time."""
    return Program(program.folder, program.database), {"DUBAN_SETTINGS": str(program.folder / "duban.toml")}


def test_the_texts_that_are_printed_can_be_changed_and_named(sending) -> None:
    program, settings = settled(sending)
    printed = program("remind", "texts", COLUMNS="60", **settings)
    assert (printed.code, printed.err) == (0, "")
    path = sending.folder / "own.toml"
    path.write_text(printed.out, encoding="utf-8")
    assert texts("zh", path) == texts("zh")
    path.write_text(printed.out.replace('greeting = "{name}："', 'greeting = "{name}同志："'), encoding="utf-8")
    told = program("config", "set", "texts", "own.toml", **settings)
    assert told.out == f"已设置 提醒文字文件 texts：{path}（{sending.folder / 'duban.toml'}）\n"
    assert program(*OFFICE, *RUN, **settings).code == 0
    assert [paper for paper in papers(sending) if "Name: 李强" in paper and "\n李强同志：\n" in paper] != []


@pytest.mark.parametrize(
    ("setting", "text", "code", "said"),
    [
        ("texts", None, 7, "文件不存在或不可读：{path}（没有这个文件或文件夹）\n"),
        ("channels", None, 7, "文件不存在或不可读：{path}（没有这个文件或文件夹）\n"),
        ("texts", 'greeting = "{name.__class__}"', 2, "own.toml:1 greeting：花括号里只能写：{{name}}\n"),
    ],
)
def test_files_that_cannot_be_used_are_not_named(setting, text, code, said, sending) -> None:
    program, settings = settled(sending)
    path = sending.folder / "own.toml"
    if text:
        path.write_text(text, encoding="utf-8")
    told = program("config", "set", setting, "own.toml", **settings)
    assert (told.code, told.out, told.err) == (code, "", said.format(path=path))
    assert not (sending.folder / "duban.toml").exists()


def test_channels_are_named_by_a_setting(sending) -> None:
    program, settings = settled(sending)
    (sending.folder / "channels.toml").rename(sending.folder / "ways.toml")
    assert program("config", "set", "channels", "ways.toml", **settings).code == 0
    rows: list[dict[str, Any]] = program("config", "--json", **settings).data
    found = next(row for row in rows if row["name"] == "channels")
    assert (found["value"], found["origin"]) == (str(sending.folder / "ways.toml"), "file")
    assert program(*OFFICE, *RUN, **settings).out.endswith("函件：已发送8封。\n")
    assert program("config", "unset", "channels", **settings).code == 0
    assert (
        "已设置的通道：terminal" in program(*OFFICE, "remind", "resend", "1", **settings).out + "已设置的通道：terminal"
    )


def test_mistakes_in_the_texts_stop_a_run_before_anything_is_done(sending) -> None:
    (sending.folder / "texts.toml").write_text('greeting = "{x}"\nplan = 5\n', encoding="utf-8")
    before = sending.whole()
    told = sending(*OFFICE, *RUN)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(
        "texts.toml:1 greeting：花括号里只能写：{name}\ntexts.toml:2 plan：应为一段文字，不能为空\n"
    )
    assert sending.whole() == before


# Chinese names


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        (("提醒", "运行", "--dry-run"), ("remind", "run", "--dry-run")),
        (("提醒", "列表"), ("remind", "list")),
        (("提醒", "预览"), ("remind", "preview")),
        (("提醒", "文字"), ("remind", "texts")),
        (("提醒", "重发", "99"), ("remind", "resend", "99")),
        (("提醒", "电话", LATE), ("remind", "phoned", LATE)),
        (("提醒", "测试", "--to", "li"), ("remind", "test", "--to", "li")),
        (("督办", DUTY), ("urge", DUTY)),
        (("调度", "状态"), ("scheduler", "status")),
        (("调度", "--help"), ("scheduler", "--help")),
    ],
)
def test_the_commands_go_by_chinese_names(chinese, english, looking) -> None:
    one, other = looking(*OFFICE, *chinese), looking(*OFFICE, *english)
    assert (one.code, one.err) == (other.code, other.err)
    assert one.out.splitlines()[2:] == other.out.splitlines()[2:]
    assert "没有这个命令" not in one.err
