"""Names of files that there cannot be: each command says so in its sentence, wherever a name is typed."""

from __future__ import annotations

import pytest

LONG = "长" * 100
"""300 bytes: more than a name may have."""
BARELY = "x" * 250
"""A name that there may be, which nothing can be added to."""


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("plan", "check", LONG), 7, "文件不存在或不可读："),
        (("--as", "admin", "unit", "import", f"{LONG}.csv"), 7, "文件不存在或不可读："),
        (("--as", "li", "report", "ZW-20", "--file", LONG), 7, "文件不存在或不可读："),
        (("--as", "lingdao", "advance", "撤销", "ZW-20", "-m", "不办", "-e", LONG), 7, "文件不存在或不可读："),
        (("--as", "admin", "database", "restore", LONG, "--yes"), 7, "文件不存在或不可读："),
        (("--as", "admin", "database", "backup", LONG), 8, "数据库无法使用："),
        (("--as", "admin", "plan", "export", "ZW", "-o", LONG), 7, "文件不能写入："),
        (("--as", "admin", "calendar", "show", LONG), 3, "没有这个日历："),
        (("--database", LONG, "list"), 8, "数据库无法使用："),
        (("--database", LONG, "account", "add", "root", "管理员"), 8, "数据库无法使用："),
        (("--database", LONG, "database", "restore", "inside.db", "--yes"), 8, "数据库无法使用："),
        (("demo", "--into", LONG), 8, "数据库无法使用："),
        (("demo", "--into", BARELY), 8, "数据库无法使用："),
    ],
)
def test_a_name_that_is_too_long_is_refused(words, code, said, playing) -> None:
    before = playing.whole()
    told = playing(*words)
    assert (told.code, told.out, told.err[: len(said)]) == (code, "", said)
    assert playing.whole() == before


def test_a_settings_file_with_too_long_a_name_is_refused(duban) -> None:
    told = duban("list", DUBAN_SETTINGS=LONG)
    assert (told.code, told.out) == (7, "")
    assert told.err.startswith(f"文件不存在或不可读：{LONG}")
    assert duban("config", DUBAN_SETTINGS=LONG).code == 0
