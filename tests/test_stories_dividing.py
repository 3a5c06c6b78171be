"""What cannot be broken down, and what breaking down does where some of it is done already (DOMAIN 5.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories import PAPER
from test_stories_counties import begin

if TYPE_CHECKING:
    from stories import Tale

DAY = "2021年9月2日"


def broken(tale: Tale) -> Tale:
    """Task 7 broken down to one county."""
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", "ZW-07", "中卫市卫生健康委")
    tale.does("fangan", "2021年8月16日", "break-down ZW-07 --units 640521")
    return tale


def refused(tale: Tale, command: str) -> tuple[int, str]:
    """The exit code, and what the office is told after 不能分解."""
    code, said = tale.refused("fangan", DAY, f"break-down {command}")
    return code, said.removeprefix("不能分解：")


def below(tale: Tale, item: str) -> list[str]:
    """The codes of what hangs below an item and below that."""
    query = f"SELECT code FROM item WHERE code LIKE '{item}/%' AND kind = 'breakdown' ORDER BY code"
    return [code for (code,) in tale.inside.rows(query)]


def test_without_a_unit_nothing_is_broken_down(tale: Tale) -> None:
    for what in ("ZW-03 --units ''", "--plan ZW --units ，"):
        assert refused(tale, what) == (2, "须用 --units 写明分解到哪些单位，至少一个")


def test_a_unit_that_has_it_by_another_path_gets_it_once(tale: Tale) -> None:
    broken(tale)
    tale.does("fangan", "2021年8月17日", "break-down ZW-07/640521 --units 640521-H1")
    said = "ZW-07 已有 ZW-07/640521-H1（在 ZW-07/640521 之下），不能再分解一次"
    assert refused(tale, "ZW-07 --units 640521-H1,640522") == (4, said)
    assert refused(tale, "ZW-07 --units 640521-H1") == (4, said)
    # The other way round, and both at once
    tale.does("fangan", "2021年8月17日", "break-down ZW-07 --units 640522,640522-H1")
    said = "ZW-07/640522 已有 ZW-07/640522-H1（在 ZW-07 之下），不能再分解一次"
    assert refused(tale, "ZW-07/640522 --units 640522-H1") == (4, said)
    tale.does("fangan", "2021年8月18日", "break-down ZW-07 --units 640502")
    code, said = refused(tale, "ZW-07 ZW-07/640502 --units 640502-H1")
    assert (code, "已有 ZW-07/640502-H1" in said) == (4, True)
    # Of all tasks at once what is there is passed over
    tale.does("fangan", DAY, "break-down --plan ZW --units 640521-H1")
    assert "ZW-06/640521-H1" in below(tale, "ZW-06")


def test_a_countys_share_goes_to_its_own_institutions_only(tale: Tale) -> None:
    """Its own are those of the area, even where another unit answers for it now."""
    begin(tale)
    for unit, name in (
        ("640200", "石嘴山市卫生健康委员会"),
        ("640521-H1", "中宁县中医医院"),
        ("640500", "中卫市卫生健康委"),
    ):
        said = f"ZW-04/640502 {name}不在沙坡头区卫生健康局之下"
        assert refused(tale, f"ZW-04/640502 --units {unit}") == (4, said)
    tale.does("fangan", "2021年9月1日", "reassign ZW-04/640522 --lead 中宁县 -m 职责调整")
    assert refused(tale, "ZW-04/640522 --units 640521-H1")[0] == 4
    tale.does("fangan", DAY, "break-down ZW-04/640522 --units 640522-H1")


def test_what_was_cancelled_is_not_made_again_and_the_ways_are_named(tale: Tale) -> None:
    begin(tale)
    tale.does("lingdao", "2021年9月1日", f"advance 撤销 ZW-04/640522 -m 区划调整 -e {PAPER}")
    said = "ZW-04 分解过的 ZW-04/640522 已撤销，不能恢复，也不能再分解一次；"
    ways = "可以分解到其下属机构，或将另一件分解事项改派给该单位"
    assert refused(tale, "ZW-04 --units 640522") == (4, said + ways)
    # Both ways lead on
    tale.does("fangan", DAY, "break-down ZW-04 --units 640522-H1")
    tale.does("fangan", DAY, "reassign ZW-04/640521 --lead 海原县 -m 职责调整")
    assert "ZW-04/640522-H1" in below(tale, "ZW-04")


def test_institutions_are_added_below_counties_that_were_there(tale: Tale) -> None:
    broken(tale)
    tale.does("fangan", "2021年8月17日", "break-down ZW-07 --units 640521 --institutions")
    assert below(tale, "ZW-07") == ["ZW-07/640521", "ZW-07/640521-H1"]
    already = (4, "ZW-07 已分解到中宁县卫生健康局")
    assert refused(tale, "ZW-07 --units 640521 --institutions") == already
    # A new county and one that was there at once; of a whole plan too; what was cancelled gets none
    tale.does("fangan", "2021年8月18日", "break-down ZW-07 --units 640521,640522 --institutions")
    assert below(tale, "ZW-07")[2:] == ["ZW-07/640522", "ZW-07/640522-H1"]
    tale.does("fangan", "2021年8月18日", "break-down --plan ZW --units 640502,640521")
    tale.does("lingdao", "2021年8月18日", f"advance 撤销 ZW-05/640521 -m 区划调整 -e {PAPER}")
    again = "break-down --plan ZW --units 640502,640521 --institutions"
    tale.does("fangan", "2021年8月19日", again)
    assert below(tale, "ZW-05") == ["ZW-05/640502", "ZW-05/640502-H1", "ZW-05/640521"]
    assert tale.does("fangan", "2021年8月20日", again) == "没有需要分解的事项：都已分解到这些单位。"


def test_a_task_can_be_broken_down_before_it_is_assigned(tale: Tale) -> None:
    tale.does("fangan", "2021年8月16日", "break-down ZW-04 --units 640521")
    assert tale.state("ZW-04") == "启动·已立项待交办"
    tale.does("bai", "2021年8月17日", "advance 签收 ZW-04/640521")
    tale.does("fangan", "2021年8月17日", "advance 交办 ZW-04 --lead 中卫市卫生健康委")
    assert tale.statuses("ZW-04")["年度总结2021"] == "不再需要"
