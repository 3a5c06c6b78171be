"""The words of `advance`: the kind of a review, cooperating units, problem lines, documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from program import Inside

ON = ("--today", "2023-08-08")
DUCHA = ("--as", "ducha", *ON)
LEADER = ("--as", "lingdao", *ON)


def refused(program: Inside, *words: str) -> tuple[int, list[str]]:
    """The exit code and what is said by a command that changes nothing and prints nothing else."""
    before = program.whole()
    told = program(*words)
    assert (told.out, program.whole()) == ("", before)
    return told.code, told.err.splitlines()


# A review by the name of its kind

OWED = """UPDATE duty SET status = 'pending', settled_on = NULL
WHERE key = 'annual_review-2023' AND item_id = (SELECT id FROM item WHERE code = 'ZW-05')"""
"""The task owes an annual review beside its mid-term evaluation, as it did before it was broken down."""


@pytest.mark.parametrize(
    ("words", "opened"),
    [
        (("启动年度总结",), "annual_review-2023"),
        (("启动评估",), "midterm_evaluation"),
        (("open_annual_review",), "annual_review-2023"),
        (("open annual review", "-c", "年度总结"), "annual_review-2023"),
        (("启动年度总结", "-c", "年度总结2023"), "annual_review-2023"),
        (("open_review", "-c", "annual_review-2023"), "annual_review-2023"),
    ],
)
def test_an_event_that_names_a_kind_opens_that_review(words, opened, playing) -> None:
    playing.change(OWED)
    told = playing("--as", "li", "--today", "2023-11-06", "advance", words[0], "ZW-05", *words[1:])
    assert (told.code, told.err) == (0, "")
    duties = playing("show", "ZW-05", "--json").data["duties"]
    assert [duty["checkpoint"] for duty in duties if duty["status"] == "open"] == [opened]


@pytest.mark.parametrize(
    ("event", "checkpoint"),
    [
        ("启动年度总结", "中期评估"),
        ("open_annual_review", "midterm_evaluation"),
        ("启动中期评估", "年度总结2023"),
        ("启动评估", "启动"),
        ("启动评估", "sign-1"),
        ("启动评估", "没有的"),
    ],
)
def test_a_checkpoint_that_contradicts_the_event_is_wrong_usage(event, checkpoint, playing) -> None:
    before = playing.whole()
    words = ("--as", "li", "--today", "2023-11-06", "advance", event, "ZW-05", "-c", checkpoint)
    told = playing(*words, "--json")
    assert (told.code, told.out, playing.whole()) == (2, "", before)
    assert (told.error["error"], told.error["checkpoint"]) == ("checkpoint_bad", checkpoint)
    known = "年度总结2021、年度总结2022、年度总结2023、年度总结2024、年度总结2025、中期评估、总结评估"
    assert told.error["message"] == f"“{checkpoint}”不是可以启动的节点，或与动作不符；有：{known}"


# Cooperating units


@pytest.fixture
def fresh(playing) -> Inside:
    """The demo with one plan adopted anew, so that its items wait to be assigned."""
    assert playing("--as", "zongban", "plan", "adopt", "zhongwei", "--code", "ZX").code == 0
    return playing  # type: ignore[no-any-return]


def helping(program: Inside, item: str) -> list[str]:
    found: list[str] = program("show", item, "--json").data["cooperating"]
    return found


def test_a_unit_that_is_named_twice_cooperates_once(fresh) -> None:
    names = ("--with", "640521", "--with", "中宁县卫生健康局", "--with", "640522", "--with", "640521")
    told = fresh("--as", "zongban", "advance", "交办", "ZX-01", "--lead", "640500", *names)
    assert (told.code, told.err) == (0, "")
    assert sorted(helping(fresh, "ZX-01")) == ["中宁县卫生健康局", "海原县卫生健康局"]


@pytest.mark.parametrize("lead", ["640521", "中宁县卫生健康局"])
def test_a_lead_unit_does_not_cooperate(lead, fresh) -> None:
    words = ("advance", "交办", "ZX-01", "--lead", lead, "--with", "640522", "--with", "640521")
    assert refused(fresh, "--as", "zongban", *words) == (2, ["不能交办：ZX-01 中宁县卫生健康局不能既牵头又配合"])


# Problem lines


@pytest.mark.parametrize(
    ("text", "problem", "limit"),
    [
        ("缺人员", "缺人员", "2023-09-07"),
        ("缺人员@2023-09-01", "缺人员", "2023-09-01"),
        ("缺人员@2023年9月1日", "缺人员", "2023-09-01"),
        ("缺人员@ +5wd", "缺人员", "2023-08-15"),
        ("报 a@b.cn 邮箱", "报 a@b.cn 邮箱", "2023-09-07"),
        ("报 a@b.cn@2023-09-01", "报 a@b.cn", "2023-09-01"),
        ("缺人员@", "缺人员@", "2023-09-07"),
        ("@某某未签", "@某某未签", "2023-09-07"),
    ],
)
def test_a_problem_line_ends_with_a_limit_only_where_it_is_a_day(text, problem, limit, playing) -> None:
    assert playing(*DUCHA, "advance", "责令整改", "ZW-02", "-m", "核查", "--line", text).code == 0
    query = "SELECT problem, due_on FROM duty JOIN item ON item.id = item_id WHERE code = 'ZW-02'"
    assert playing.rows(f"{query} AND key = 'rectification-1'") == [(problem, limit)]


@pytest.mark.parametrize("lines", [("",), (" ",), ("@2023-09-01",), ("缺人员", ""), ()])
def test_an_empty_problem_line_is_refused(lines, playing) -> None:
    words = [word for line in lines for word in ("--line", line)]
    said = ["不能责令整改：ZW-02 须用 --line 列出至少一个问题"]
    assert refused(playing, *DUCHA, "advance", "责令整改", "ZW-02", "-m", "核查", *words) == (2, said)


@pytest.mark.parametrize("limit", ["2023-02-30", "20230901", "8"])
def test_a_limit_that_is_no_day_is_wrong_usage(limit, playing) -> None:
    words = ("advance", "责令整改", "ZW-02", "-m", "核查", "--line", f"缺人员@{limit}")
    said = f"“{limit}”不是日期；可写 2026-12-01、2026年12月1日、12月1日、+5wd"
    assert refused(playing, *DUCHA, *words) == (2, [said])


# Documents


CANCEL = (*LEADER, "advance", "撤销", "ZW-20", "-m", "不再需要", "--yes")


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("空.txt", 2, "依据文件是空的：空.txt"),
        ("目录", 7, "不是普通文件：目录"),
        (".", 7, "不是普通文件：."),
        ("无.pdf", 7, "文件不存在或不可读：无.pdf（没有这个文件或文件夹）"),
        ("好.txt/无", 7, "文件不存在或不可读：好.txt/无（路径中有一段不是文件夹）"),
        ("", 7, "不是普通文件："),
    ],
)
def test_what_is_no_document_is_refused(name, code, said, playing) -> None:
    papers(playing)
    assert refused(playing, *CANCEL, "-e", "好.txt", "-e", name) == (code, [said])


def papers(program: Inside) -> None:
    (program.folder / "好.txt").write_text("依据", encoding="utf-8")
    (program.folder / "空.txt").touch()
    (program.folder / "目录").mkdir()


def test_all_missing_documents_are_named_at_once(playing) -> None:
    papers(playing)
    names = [word for name in ("一.pdf", "好.txt", "空.txt", "目录", "二.pdf") for word in ("-e", name)]
    assert refused(playing, *CANCEL, *names) == (
        7,
        [
            "文件不存在或不可读：一.pdf（没有这个文件或文件夹）",
            "依据文件是空的：空.txt",
            "不是普通文件：目录",
            "文件不存在或不可读：二.pdf（没有这个文件或文件夹）",
            "有4处不能办，整批未办，什么也没有改动",
        ],
    )
