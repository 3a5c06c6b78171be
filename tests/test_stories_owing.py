"""Who owes a target and who reports it, where a breakdown was reassigned, refused or cancelled (DOMAIN 5.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories import PAPER
from test_stories_counties import begin

if TYPE_CHECKING:
    from stories import Tale

NOT = "不能指定承担单位：ZW-04 "


def owing(tale: Tale, target: str) -> list[str]:
    """The breakdowns that owe a target, by what the database holds last of each."""
    query = (
        "SELECT i.code, s.owes FROM target_share s JOIN item i ON i.id = s.item_id JOIN target t ON t.id = s.target_id "
        f"WHERE t.code = '{target}' AND i.kind = 'breakdown' ORDER BY s.id"
    )
    return sorted(code for code, owes in dict(tale.inside.rows(query)).items() if owes)


def test_somebody_owes_a_target_and_why_a_unit_does_no_more_is_said(tale: Tale) -> None:
    begin(tale)
    day = "2021年9月2日"
    said = (2, f"{NOT}须用 --units 写明由哪些单位承担，至少一个")
    assert tale.refused("fangan", day, "targets owe ZW-T05 --units ''") == said
    two = "targets owe ZW-T05 --units 沙坡头区,中宁县"
    said = (2, f"{NOT}去掉 ZW-04/640522 以后，其所报的数不再计入，须用 -m 写明理由")
    assert tale.refused("fangan", day, two) == said
    tale.does("fangan", day, f"{two} -m 没有社区卫生服务中心")
    assert owing(tale, "ZW-T05") == ["ZW-04/640502", "ZW-04/640521"]
    # Who comes back takes nothing from anybody
    tale.does("fangan", "2021年9月3日", "targets owe ZW-T05 --units 沙坡头区,中宁县,海原县")
    assert len(owing(tale, "ZW-T05")) == 3


def test_a_breakdown_is_named_by_its_area_whoever_answers_for_it(tale: Tale) -> None:
    """A county that sent its own back, and one whose share another unit took over, are still named by their codes."""
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", "ZW-04", "中卫市卫生健康委")
    tale.does("fangan", "2021年8月16日", "break-down ZW-04 --units 沙坡头区,中宁县,海原县")
    tale.does("hai", "2021年8月18日", "advance 退回交办 ZW-04/640522 -m 须市里先明确")
    tale.does("bai", "2021年8月18日", "advance 签收 ZW-04/640521")
    tale.does("fangan", "2021年8月19日", "reassign ZW-04/640521 --lead 沙坡头区 -m 职责调整")
    tale.does("fangan", "2021年8月20日", "targets owe ZW-T05 --units 中宁县,海原县 -m 没有这类机构")
    assert owing(tale, "ZW-T05") == ["ZW-04/640521", "ZW-04/640522"]
    tale.does("fangan", "2021年8月23日", "targets owe ZW-T06 --units 中卫市卫生健康委 -m 由市里统一填报")
    assert owing(tale, "ZW-T06") == ["ZW-04/640522"]


def test_what_was_cancelled_owes_nothing_and_the_others_are_named(tale: Tale) -> None:
    begin(tale)
    tale.does("lingdao", "2021年9月2日", f"advance 撤销 ZW-04/640522 -m 区划调整 -e {PAPER}")
    told = "分解过的 ZW-04/640522 已撤销，不能恢复，不能再承担；可以指定的：ZW-04/640502、ZW-04/640521"
    assert tale.refused("fangan", "2021年9月3日", "targets owe ZW-T05 --units 中宁县,海原县") == (4, f"{NOT}{told}")


def test_what_a_project_of_the_plan_reports_is_not_given_to_a_county(tale: Tale) -> None:
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", "ZW-07", "中卫市卫生健康委")
    tale.does("fangan", "2021年8月16日", "break-down ZW-07 --units 640502,640521")
    told = "不能指定承担单位：ZW-07 指标 ZW-T10 由 ZW-07.P1 填报，不由分解的单位承担"
    assert tale.refused("fangan", "2021年8月17日", "targets owe ZW-T10 --units 640502") == (4, told)


def test_of_two_breakdowns_of_one_unit_each_can_be_named(tale: Tale) -> None:
    begin(tale)
    tale.does("fangan", "2021年9月2日", "reassign ZW-04/640522 --lead 中宁县 -m 职责调整")
    day, enter = "2021年9月3日", "targets enter ZW-T08 {} --as-of 2021-09-02"
    both = "ZW-04/640521 中宁县卫生健康局、ZW-04/640522 中宁县卫生健康局"
    said = f"指标 ZW-T08 由几个单位承担，请用 --unit 写明哪一个：{both}"
    assert tale.refused("bai", day, enter.format("1/2")) == (2, said)
    tale.does("bai", day, enter.format("33/40") + " --unit 640521")
    tale.does("bai", day, enter.format("121/160") + " --unit 海原县")
    tale.does("bai", day, enter.format("34/40") + " --unit zw-04/640521")
    shown = {row["item"]: row["actual"] for row in tale.sees(day, "targets show ZW-T08")}
    assert (shown["ZW-04/640521"], shown["ZW-04/640522"]) == (85, 75.625)


def test_a_unit_that_owes_a_target_no_more_is_told_so(tale: Tale) -> None:
    begin(tale)
    tale.does("fangan", "2021年9月2日", "targets owe ZW-T05 --units 沙坡头区,中宁县 -m 没有社区卫生服务中心")
    for command in ("targets enter ZW-T05 0/0", "targets set ZW-T05 90% --year 2022"):
        assert tale.refused("hai", "2021年9月3日", command) == (2, "海原县卫生健康局不承担指标 ZW-T05")
    named = "targets enter ZW-T05 0/0 --unit ZW-04/640522"
    assert tale.refused("fangan", "2021年9月3日", named) == (2, "ZW-04/640522不承担指标 ZW-T05")
    assert tale.refused("hai", "2021年9月3日", "targets enter ZW-T99 1")[0] == 3
