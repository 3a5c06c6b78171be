"""Accounts and roles: what reaches beyond a scope, who must stay, what may not meet, what is no name."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from program import DUBAN

from workflow.rights import COMMANDS, WHOLE

if TYPE_CHECKING:
    from program import Inside

ADMIN = ("--as", "admin")
WORDS: dict[str, tuple[str, ...]] = {
    "plan adopt": ("zhongwei", "--code", "ZX"),
    "calendar import": ("national", "notice.csv"),
    "unit add": ("9", "某单位"),
    "unit import": ("units.csv",),
    "account add": ("new", "某人"),
    "account import": ("accounts.csv",),
    "account change": ("li", "--off"),
    "account default": ("li",),
    "remind run": (),
    "scheduler run": ("--once",),
    "role grant": ("li", "viewer"),
    "role revoke": ("guancha", "viewer"),
    "database status": (),
    "database upgrade": (),
    "database backup": ("copy.db",),
    "database restore": ("kept.db", "--yes"),
}
"""What each command that reaches beyond any plan or unit needs to be done."""


def refused(program: Inside, *words: str) -> tuple[int, str]:
    """The exit code and the sentence of a command that changes nothing and prints nothing else."""
    before = program.whole()
    told = program(*words)
    assert (told.out, program.whole()) == ("", before)
    return told.code, told.err.rstrip("\n")


# Scopes


def test_every_command_that_reaches_beyond_a_scope_is_tried() -> None:
    assert sorted(WORDS) == sorted(WHOLE)


@pytest.mark.parametrize("scope", [("--plan", "ZW"), ("--unit", "640500"), ("--plan", "ZW", "--unit", "640500")])
@pytest.mark.parametrize("command", sorted(WORDS))
def test_what_reaches_beyond_a_scope_needs_a_role_without_one(command, scope, playing) -> None:
    (playing.folder / "notice.csv").write_text("2030-01-01,放假,元旦\n", encoding="utf-8")
    (playing.folder / "units.csv").write_text("代码,名称\n9,某单位\n", encoding="utf-8")
    (playing.folder / "accounts.csv").write_text("账号,姓名\nnew,某人\n", encoding="utf-8")
    (role,) = COMMANDS[command]
    words = ("--as", "x", *command.split(), *WORDS[command])
    for setting in (
        ("database", "backup", "kept.db"),
        ("account", "add", "x", "某"),
        ("role", "grant", "x", role, *scope),
    ):
        assert playing(*ADMIN, *setting).code == 0
    said = f"“{command}”涉及全库，需要不限方案和单位范围的{role.zh}角色；x 没有"
    assert refused(playing, *words) == (5, said)
    assert playing(*ADMIN, "role", "grant", "x", role).code == 0
    assert playing(*words).code == 0


@pytest.mark.parametrize(
    ("grants", "code"),
    [
        ([("office",)], 0),
        ([("office", "--plan", "SZS")], 0),
        ([("office", "--plan", "ZW"), ("viewer",)], 5),
        ([("office", "--unit", "640200")], 5),
        ([("office", "--plan", "SZS", "--unit", "640200")], 5),
        ([("leader",)], 5),
        ([("office", "--plan", "ZW")], 3),
    ],
)
def test_back_filling_is_opened_by_an_office_of_the_whole_plan(grants, code, playing) -> None:
    assert playing(*ADMIN, "account", "add", "x", "某").code == 0
    for grant in grants:
        assert playing(*ADMIN, "role", "grant", "x", *grant).code == 0
    words = ("--as", "x", "plan", "backfill", "SZS", "--close")
    if code:
        assert refused(playing, *words)[0] == code
    else:
        assert playing(*words).code == 0


# Who must stay


@pytest.mark.parametrize("words", [("role", "revoke", "admin", "admin"), ("account", "change", "admin", "--off")])
def test_the_last_admin_stays(words, playing) -> None:
    last = (4, "admin 是最后一个系统管理员，须先另设一个")
    assert refused(playing, *ADMIN, *words) == last
    assert playing(*ADMIN, "role", "grant", "li", "admin", "--plan", "ZW").code == 0
    assert refused(playing, *ADMIN, *words) == last
    assert playing(*ADMIN, "role", "grant", "wang", "admin").code == 0
    assert playing(*ADMIN, "account", "change", "wang", "--off").code == 0
    assert refused(playing, *ADMIN, *words) == last
    assert playing(*ADMIN, "account", "change", "wang", "--on").code == 0
    assert playing(*ADMIN, *words).code == 0
    assert refused(playing, *ADMIN, "account", "list")[0] == 5
    assert playing("--as", "wang", "role", "list").code == 0


# What may not be


def test_nobody_is_the_clock(playing) -> None:
    said = (4, "“系统时钟”不能授予任何账号")
    assert refused(playing, *ADMIN, "role", "grant", "li", "clock") == said
    assert refused(playing, *ADMIN, "account", "add", "x", "某", "--role", "viewer", "--role", "clock") == said


def test_an_account_is_not_made_with_roles_that_may_not_meet(playing) -> None:
    said = (5, "系统管理员与安全审计员不能是同一账号（x）")
    for pair in (("admin", "auditor"), ("auditor", "admin")):
        words = ("account", "add", "x", "某", "--role", pair[0], "--role", pair[1])
        assert refused(playing, *ADMIN, *words) == said
    scoped = ("role", "grant", "shenji", "admin", "--plan", "ZW")
    assert refused(playing, *ADMIN, *scoped)[0] == 5


def test_the_first_account_is_no_auditor(inside) -> None:
    told = inside("account", "add", "root", "管理员", "--role", "auditor")
    assert (told.code, told.err) == (5, "系统管理员与安全审计员不能是同一账号（root）\n")
    assert inside("account", "add", "root", "管理员").code == 0
    assert inside("--as", "root", "role", "list", "--json").fields("login", "role") == [("root", "admin")]


def test_a_unit_is_not_called_as_another_is(playing) -> None:
    assert playing(*ADMIN, "unit", "add", "X1", "甲局", "--alias", "甲", "--alias", "小局").code == 0
    name, alias = (
        "“甲”已是甲局（X1）的简称，不能作另一单位的名称或代码",
        "“{}”已是甲局（X1）的名称或代码，不能作另一单位的简称",
    )
    assert refused(playing, *ADMIN, "unit", "add", "X2", "甲") == (4, name)
    assert refused(playing, *ADMIN, "unit", "add", "甲", "乙局") == (4, name)
    for word in ("甲局", "X1"):
        assert refused(playing, *ADMIN, "unit", "add", "X2", "乙局", "--alias", word) == (4, alias.format(word))
    code, said = refused(playing, *ADMIN, "unit", "add", "X2", "甲", "--alias", "甲局")
    assert (code, said.splitlines()[:2]) == (4, [name, alias.format("甲局")])
    assert refused(playing, *ADMIN, "unit", "add", "X2", "乙局", "--alias", "乙\n甲局") == (
        2,
        "“乙\n甲局”不能作名称：不能为空，不能有控制字符",
    )
    assert playing(*ADMIN, "unit", "add", "X2", "乙局", "--alias", "小局", "--alias", "乙局").code == 0


def test_a_unit_has_one_head(playing) -> None:
    taken = (4, "石嘴山市卫生健康委员会的单位负责人已是郑洁（zheng）；一个单位只能有一个单位负责人")
    words = ("account", "add", "x", "某", "--post", "head")
    assert refused(playing, *ADMIN, *words) == (2, "x 是单位负责人，须先有所属单位")
    assert refused(playing, *ADMIN, *words[:-1], "主要领导") == (2, "x 是主要领导，须先有所属单位")
    assert refused(playing, *ADMIN, *words, "--unit", "640200") == taken
    assert playing(*ADMIN, "account", "change", "zheng", "--off").code == 0
    assert playing(*ADMIN, *words, "--unit", "640200").code == 0
    assert playing(*ADMIN, "account", "change", "x", "--on").code == 0
    assert refused(playing, *ADMIN, "account", "change", "zheng", "--on") == (
        4,
        "石嘴山市卫生健康委员会的单位负责人已是某（x）；一个单位只能有一个单位负责人",
    )


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("email=a@example.cn\nBcc: b@example.cn", "联系地址"),
        ("a@example.cn\n", "联系地址"),
        ("wecom=", "联系地址"),
        ("we com=1", "渠道名称"),
    ],
)
def test_an_address_is_one_word(pair, said, playing) -> None:
    for words in (("account", "add", "x", "某"), ("account", "change", "li")):
        code, sentence = refused(playing, *ADMIN, *words, "--address", pair)
        assert (code, f"”不能作{said}：" in sentence) == (2, True)


def test_the_clock_is_no_role_to_choose(playing) -> None:
    for words in (("role", "grant", "li", "处长"), ("account", "add", "x", "某", "--role", "处长")):
        code, sentence = refused(playing, *ADMIN, *words)
        assert (code, sentence.endswith("、安全审计员 auditor、系统管理员 admin")) == (2, True)


LOGIN = "“{}”不能作账号：须为1到64个字符，不含空格和控制字符"
NAME = "“{}”不能作名称：不能为空，不能有控制字符"
LEGIBLE = "命令行里有不能识别的字节；终端的编码请设为 UTF-8"


@pytest.mark.parametrize(
    ("login", "name", "said"),
    [
        ("", "某", LOGIN.format("")),
        (" ", "某", LOGIN.format(" ")),
        ("a b", "某", LOGIN.format("a b")),
        ("a\nb", "某", LOGIN.format("a\nb")),
        ("a\u200bb", "某", LOGIN.format("a\u200bb")),
        ("a" * 65, "某", LOGIN.format("a" * 65)),
        ("x", "", NAME.format("")),
        ("x", " ", NAME.format(" ")),
        ("x", "甲\n乙", NAME.format("甲\n乙")),
        ("x", "甲\x1b[31m", LEGIBLE),
        ("\x07", "某", LEGIBLE),
    ],
)
def test_what_is_no_login_or_name_is_wrong_usage(login, name, said, playing) -> None:
    assert refused(playing, *ADMIN, "account", "add", login, name) == (2, said)


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        ("", "某", "“”不能作代码：须为1到32个字符，不含空格和控制字符"),
        ("1 2", "某", "“1 2”不能作代码：须为1到32个字符，不含空格和控制字符"),
        ("1", "", NAME.format("")),
    ],
)
def test_what_is_no_code_of_a_unit_is_wrong_usage(code, name, said, playing) -> None:
    assert refused(playing, *ADMIN, "unit", "add", code, name) == (2, said)


def test_of_two_first_accounts_at_once_one_is_made(duban) -> None:
    """Both processes find no account; the one that comes second is nobody."""
    rounds = []
    for number in range(3):
        runs = [
            subprocess.Popen(
                [DUBAN, "--database", f"{number}.db", "account", "add", login, "管理员"],
                cwd=duban.folder,
                env=duban.environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                encoding="utf-8",
            )
            for login in ("a", "b")
        ]
        said = [run.communicate() for run in runs]
        rounds.append((sorted(run.returncode for run in runs), [err for _, err in said if "Traceback" in err]))
    assert {codes[0] for codes, _ in rounds} == {0}
    assert {codes[1] for codes, _ in rounds} <= {5, 8}
    assert [bugs for _, bugs in rounds] == [[], [], []]
