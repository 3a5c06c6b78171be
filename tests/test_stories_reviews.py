"""Stories of reviews: missed, withdrawn, sent back, given up and begun again. Each is read from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stories import Tale

CITY = "中卫市卫生健康委"
HOSPITAL = "中卫市中医医院"


def test_an_annual_review_is_missed_and_sent_a_year_late(tale: Tale) -> None:
    """Its lateness stands in the record for ever."""
    annual = "ZW-02@年度总结2021"
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", "ZW-02", CITY)
    assert tale.why("2021年12月31日", annual) == "黄 临期：年度总结2021 今日到期，时限2021年12月31日"
    assert tale.overdue("2021年12月31日", "ZW-02") == {}
    # 1 to 3 January 2022 are New Year's holiday
    assert tale.overdue("2022年1月4日", "ZW-02") == {"年度总结2021": 1}
    red = "红 逾期：年度总结2021 逾期1个工作日（4天），时限2021年12月31日"
    assert tale.why("2022年1月4日", annual) == red
    assert tale.todo("li", "2022年1月4日", "ZW-02") == ["启动总结/评估 年度总结2021 限2021-12-31"]
    said = "不能申请办结：ZW-02 有已过时限而未了结的节点：ZW-02@年度总结2021；可以：启动总结/评估"
    assert tale.refused("li", "2022年1月4日", "advance 申请办结 ZW-02 -e 依据.txt") == (4, said)
    tale.does("li", "2022年11月10日", "targets enter ZW-T01 否 --as-of 2021-12-31")
    sent = "ZW-02  报送  年度总结·起草 → 年度总结·已报送"
    assert tale.hand_in("li", "2022年11月10日", "2023年1月12日", annual) == sent
    # in the office's hands nothing is overdue, not even the review of 2022
    assert tale.overdue("2023年1月12日", "ZW-02") == {}
    assert tale.todo("fangan", "2023年1月12日", "ZW-02") == ["审核通过 年度总结2021"]
    passed = "ZW-02  审核通过  年度总结·已报送 → 实施·推进中"
    assert tale.does("fangan", "2023年1月16日", "advance 审核通过 ZW-02") == passed
    # 2022 has 260 Mondays to Fridays, less 18 of holidays and 2 of 古尔邦节, and 7 working weekend days: 247;
    # in January 2023 the 3rd to the 6th and the 9th to the 12th: 8
    assert tale.late(annual) == 255
    assert tale.why("2023年1月16日", annual) == "完 已完成：年度总结2021：逾期完成255个工作日"
    # that of 2022 was overdue before it came to the office (7 days on the 12th), so it gained no days there
    assert tale.overdue("2023年1月16日", "ZW-02") == {"年度总结2022": 9}


def test_a_review_is_given_up_and_done_again(tale: Tale) -> None:
    """What was given up is owed as before, by the day that held before."""
    annual = "ZW-05@年度总结2022"
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", "ZW-05", CITY)
    waived = "ZW-05  免报  年度总结2021  待办 → 免报"
    assert tale.does("fangan", "2021年12月20日", "waive ZW-05@年度总结2021 -m 当年刚启动") == waived
    opened = "ZW-05  启动年度总结  实施·推进中 → 年度总结·起草"
    assert tale.does("li", "2022年11月10日", "advance 启动年度总结 ZW-05") == opened
    said = "不能退出总结/评估：ZW-05 须用 -m 写明理由"
    assert tale.refused("li", "2022年11月14日", "advance 退出总结/评估 ZW-05") == (2, said)
    dropped = "ZW-05  退出总结/评估  年度总结·起草 → 实施·推进中"
    assert tale.does("li", "2022年11月14日", "advance 退出总结/评估 ZW-05 -m 统计口径未定") == dropped
    assert tale.statuses("ZW-05")["年度总结2022"] == "待办"
    sent = "ZW-05  报送  年度总结·起草 → 年度总结·已报送"
    assert tale.hand_in("li", "2022年12月20日", "2022年12月26日", annual) == sent
    back = "ZW-05  退回重报  年度总结·已报送 → 年度总结·已退回"
    assert tale.does("ducha", "2022年12月28日", "advance 退回重报 ZW-05 -m 缺少分院数据") == back
    # five working days: 29 and 30 December, 3 to 5 January
    assert tale.due(annual) == ("2022-12-31", "2022-12-31", "2023-01-05")
    dropped = "ZW-05  退出总结/评估  年度总结·已退回 → 实施·推进中"
    assert tale.does("li", "2022年12月29日", "advance 退出总结/评估 ZW-05 -m 重新汇总") == dropped
    assert (tale.statuses("ZW-05")["年度总结2022"], tale.due(annual)[2]) == ("待办", "2023-01-05")
    near = "年度总结2022 还有1个工作日，时限2023年1月5日（原定2022年12月31日、退回期限）"
    assert tale.why("2023年1月4日", annual) == f"黄 临期：{near}"
    assert tale.hand_in("li", "2023年1月4日", "2023年1月5日", annual) == sent
    tale.does("ducha", "2023年1月9日", "advance 审核通过 ZW-05")
    assert tale.why("2023年1月9日", annual) == "完 已完成：年度总结2022：按期完成"
    assert (tale.state("ZW-05"), tale.overdue("2023年1月9日", "ZW-05")) == ("实施·推进中", {})


def test_what_was_sent_is_withdrawn_and_sent_again(tale: Tale) -> None:
    """Only the one who sent it takes it back, and then the clock runs again."""
    annual = "ZW-03@年度总结2021"
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", "ZW-03", CITY)
    tale.does("li", "2021年11月8日", "targets enter ZW-03 --no-progress -m 当年刚启动")
    assert tale.hand_in("li", "2021年11月8日", "2021年12月27日", annual).endswith("年度总结·已报送")
    assert tale.why("2021年12月29日", annual) == "黄 待审：年度总结2021 已报送，待审核，时限2021年12月31日"
    said = "不能撤回：ZW-03 须由承办人办理（其范围须含中卫市卫生健康委）；可以：审核通过、退回重报"
    assert tale.refused("fangan", "2021年12月30日", "advance 撤回 ZW-03") == (5, said)
    back = "ZW-03  撤回  年度总结·已报送 → 年度总结·起草"
    assert tale.does("li", "2021年12月30日", "advance 撤回 ZW-03") == back
    assert tale.overdue("2022年1月4日", "ZW-03") == {"年度总结2021": 1}
    said = "不能审核通过：ZW-03 还在“年度总结·起草”；可以：退出总结/评估"
    assert tale.refused("fangan", "2022年1月4日", "advance 审核通过 ZW-03") == (4, said)
    assert tale.todo("li", "2022年1月4日", "ZW-03") == ["报送 年度总结2021 限2021-12-31"]
    again = "ZW-03  报送  年度总结·起草 → 年度总结·已报送"
    assert tale.does("li", "2022年1月5日", "advance 报送 ZW-03") == again
    tale.does("fangan", "2022年1月7日", "advance 审核通过 ZW-03")
    # 4 and 5 January: the submission that was withdrawn does not count, the one that stood does
    assert tale.why("2022年1月7日", annual) == "完 已完成：年度总结2021：逾期完成2个工作日"


def test_a_review_is_sent_back_and_sent_again_a_day_late(tale: Tale) -> None:
    """The ninth worked example: the limit of the return is the later of five working days and the due in force."""
    annual = "ZW-06@年度总结2023"
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", "ZW-06", CITY)
    for year in (2021, 2022):
        tale.does("fangan", f"{year}年12月20日", f"waive ZW-06@年度总结{year} -m 并入专项报告")
    tale.does("fangan", "2023年6月5日", "waive ZW-06@中期评估 -m 并入专项报告")
    tale.does("li", "2023年11月6日", "targets enter ZW-T09 否")
    assert tale.hand_in("li", "2023年11月6日", "2023年12月20日", annual).endswith("年度总结·已报送")
    said = "不能退回重报：ZW-06 须用 -m 写明理由"
    assert tale.refused("ducha", "2023年12月25日", "advance 退回重报 ZW-06") == (2, said)
    back = "ZW-06  退回重报  年度总结·已报送 → 年度总结·已退回"
    assert tale.does("ducha", "2023年12月25日", "advance 退回重报 ZW-06 -m 指标口径有误") == back
    # 26 to 29 December and 2 January; 31 December is a Sunday and rolls to 2 January
    assert tale.due(annual) == ("2023-12-31", "2023-12-31", "2024-01-02")
    assert tale.todo("li", "2023年12月26日", "ZW-06") == ["报送 年度总结2023 限2024-01-02"]
    assert tale.overdue("2024年1月2日", "ZW-06") == {}
    assert tale.overdue("2024年1月3日", "ZW-06") == {"年度总结2023": 1}
    again = "ZW-06  报送  年度总结·已退回 → 年度总结·已报送"
    assert tale.does("li", "2024年1月3日", "advance 报送 ZW-06") == again
    tale.does("ducha", "2024年1月8日", "advance 审核通过 ZW-06")
    assert tale.why("2024年1月8日", annual) == "完 已完成：年度总结2023：逾期完成1个工作日"


def test_a_mid_term_falls_behind_and_its_lines_are_mended(tale: Tale) -> None:
    """Two problems, each with its limit; one mending is not accepted and comes late."""
    item, second = "ZW-17.P1", "ZW-17.P1@整改第2项"
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", item, CITY)
    assert tale.hand_in("li", "2023年6月5日", "2023年7月21日", f"{item}@中期评估").endswith("中期评估·已报送")
    said = f"不能评估结论：{item} 须用 --line 列出至少一个问题"
    assert tale.refused("ducha", "2023年7月28日", f"advance 评估结论 {item} -r 滞后 -e 依据.txt") == (2, said)
    lines = "--line 设备未到位@2023年9月28日 --line 人员未备案 --limit 8月31日"
    behind = f"{item}  评估结论·滞后  中期评估·已报送 → 实施·整改中"
    assert tale.does("ducha", "2023年7月28日", f"advance 评估结论 {item} -r 滞后 -e 依据.txt {lines}") == behind
    assert tale.light("2023年8月1日", item) == "黄 整改"
    assert tale.todo("li", "2023年8月1日", item) == [
        "报告整改 整改第2项 限2023-08-31",
        "报告整改 整改第1项 限2023-09-28",
    ]
    assert tale.does("li", "2023年8月25日", f"lines report {second} -m 已备案 -e 依据.txt").startswith(item)
    said = f"不能核查整改：{item} 须由方案办公室办理（其范围须含中卫市卫生健康委）"
    assert tale.refused("li", "2023年8月28日", f"lines check {second}") == (5, said)
    tale.does("ducha", "2023年8月28日", f"lines check {second} --back -m 备案号看不清")
    # 31 August is a Thursday
    assert (tale.overdue("2023年8月31日", item), tale.overdue("2023年9月1日", item)) == ({}, {"整改第2项": 1})
    red = "红 逾期：整改第2项 逾期1个工作日（1天），时限2023年8月31日"
    assert tale.why("2023年9月1日", second) == red
    tale.does("li", "2023年9月4日", f"lines report {second} -m 附清晰件 -e 依据.txt")
    assert tale.todo("ducha", "2023年9月4日", item) == ["核查整改 整改第2项"]
    tale.does("ducha", "2023年9月5日", f"lines check {second}")
    assert tale.why("2023年9月5日", second) == "完 已完成：整改第2项：逾期完成2个工作日"
    said = f"不能整改核查通过：{item} 尚有1项整改未完成：{item}@整改第1项；可以：责令整改"
    assert tale.refused("ducha", "2023年9月5日", f"advance 整改核查通过 {item}") == (4, said)
    tale.does("li", "2023年9月20日", f"lines report {item}@整改第1项 -e 依据.txt")
    tale.does("ducha", "2023年9月22日", f"lines check {item}@整改第1项")
    assert tale.todo("fangan", "2023年9月22日", item) == ["整改核查通过"]
    mended = f"{item}  整改核查通过  实施·整改中 → 实施·推进中"
    assert tale.does("fangan", "2023年9月25日", f"advance 整改核查通过 {item}") == mended
    assert tale.light("2023年9月25日", item) == "灰 未到期启动"


def test_a_mid_term_needs_several_tries(tale: Tale) -> None:
    """Opened while mending, given up, withdrawn, sent back twice; the state goes back to where the lines say."""
    item, midterm = "ZW-12.P1", "ZW-12.P1@中期评估"
    tale.launch("fangan", "wang", "2021年7月9日", "2021年7月13日", item, HOSPITAL)
    ordered = f"{item}  责令整改  实施·推进中 → 实施·整改中"
    assert tale.does("fangan", "2023年5月15日", f"advance 责令整改 {item} --line 追溯未接通 -m 检查发现") == ordered
    said = f"不能启动中期评估：{item} 中期评估 要到2023年6月1日才启动；可由他人：责令整改"
    assert tale.refused("wang", "2023年5月16日", f"advance 启动中期评估 {item}") == (4, said)
    opened = f"{item}  启动中期评估  实施·整改中 → 中期评估·起草"
    assert tale.does("wang", "2023年6月5日", f"advance 启动中期评估 {item}") == opened
    dropped = f"{item}  退出总结/评估  中期评估·起草 → 实施·整改中"
    assert tale.does("wang", "2023年6月9日", f"advance 退出总结/评估 {item} -m 先整改") == dropped
    sent = f"{item}  报送  中期评估·起草 → 中期评估·已报送"
    tale.does("wang", "2023年6月12日", f"lines report {item}@整改第1项 -e 依据.txt")
    tale.does("fangan", "2023年6月13日", f"lines check {item}@整改第1项")
    assert tale.hand_in("wang", "2023年6月13日", "2023年7月10日", midterm) == sent
    assert (
        tale.does("wang", "2023年7月11日", f"advance 撤回 {item}") == f"{item}  撤回  中期评估·已报送 → 中期评估·起草"
    )
    assert tale.does("wang", "2023年7月12日", f"advance 报送 {item}") == sent
    back = f"{item}  退回重报  中期评估·已报送 → 中期评估·已退回"
    assert tale.does("fangan", "2023年7月17日", f"advance 退回重报 {item} -m 缺数据") == back
    # five working days would be 24 July; what is due on the 31st stays due on the 31st
    assert tale.due(midterm)[2] == "2023-07-31"
    again = f"{item}  报送  中期评估·已退回 → 中期评估·已报送"
    assert tale.does("wang", "2023年7月25日", f"advance 报送 {item}") == again
    assert tale.does("fangan", "2023年7月27日", f"advance 退回重报 {item} -m 仍缺数据") == back
    # 28 and 31 July, 1 to 3 August
    assert tale.due(midterm)[2] == "2023-08-03"
    dropped = f"{item}  退出总结/评估  中期评估·已退回 → 实施·推进中"
    assert tale.does("wang", "2023年7月28日", f"advance 退出总结/评估 {item} -m 重做") == dropped
    assert tale.hand_in("wang", "2023年8月1日", "2023年8月2日", midterm) == sent
    said = f"不能评估结论：{item} 须用 --evidence 附上依据文件"
    assert tale.refused("fangan", "2023年8月4日", f"advance 评估结论 {item} -r 达到进度") == (2, said)
    said = f"不能评估结论：{item} 还在“中期评估·已报送”，结论不能是“达标”；可选：达到进度、滞后"
    assert tale.refused("fangan", "2023年8月4日", f"advance 评估结论 {item} -r 达标 -e 依据.txt") == (4, said)
    on_track = f"{item}  评估结论·达到进度  中期评估·已报送 → 实施·推进中"
    assert tale.does("fangan", "2023年8月4日", f"advance 评估结论 {item} -r 达到进度 -e 依据.txt") == on_track
    assert tale.why("2023年8月4日", midterm) == "完 已完成：中期评估：按期完成"


def test_in_shizuishan_the_city_itself_owes_the_reviews(tale: Tale) -> None:
    """The hospital leads the project, the city answers for its annual review; a mid-term there is none."""
    item, annual = "SZS-KP3", "SZS-KP3@年度总结2021"
    tale.launch("wu", "chen", "2021年8月27日", "2021年8月30日", item, "石嘴山市中医医院")
    owed = "、".join([*(f"年度总结{year}" for year in range(2021, 2026)), "总结评估"])
    said = f"不能启动中期评估：{item} 没有待办的中期评估；待办的有：{owed}；可以：申请办结"
    assert tale.refused("chen", "2021年11月15日", f"advance 启动中期评估 {item}") == (4, said)
    lists = "overdue --plan SZS --text 中医康复指导中心 --unit"
    owing = [row["unit"] for row in tale.sees("2022年1月5日", f"{lists} 石嘴山市卫生健康委员会")]
    assert owing == ["石嘴山市卫生健康委员会"]
    assert tale.sees("2022年1月5日", f"{lists} 石嘴山市中医医院") == []
    assert tale.shown("2022年1月5日", item)["unit"] == "石嘴山市中医医院"
    opened = f"{item}  启动年度总结  实施·推进中 → 年度总结·起草"
    assert tale.does("feng", "2022年1月5日", f"advance 启动年度总结 {item}") == opened
    tale.does("chen", "2022年1月6日", "targets enter SZS-T07 否 --as-of 2021-12-31")
    tale.does("chen", "2022年1月6日", f"report {item} --achieved 已完成 --practice 调度 --problems 无 --next 巩固")
    # 4 to 6 January
    assert tale.does("chen", "2022年1月6日", f"advance 报送 {item}") == f"{item}  报送  年度总结·起草 → 年度总结·已报送"
    assert tale.does("wu", "2022年1月10日", f"advance 审核通过 {item}").endswith("→ 实施·推进中")
    assert tale.why("2022年1月10日", annual) == "完 已完成：年度总结2021：逾期完成3个工作日"


def test_what_falls_due_while_the_office_decides_is_not_held_against_the_unit(tale: Tale) -> None:
    """Then it has five working days more, and the review that the office let lie is no later for that."""
    item, first, second = "ZW-11", "ZW-11@年度总结2021", "ZW-11@年度总结2022"
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", item, CITY)
    tale.hand_in("li", "2022年12月5日", "2022年12月30日", first)
    # all working days of 2022 in Ningxia: 260 Mondays to Fridays, less 20 days off, and 7 working weekend days
    assert tale.late(first) == 247
    in_hands = "年度总结2022 已过时限，事项待审核，期间不计逾期，时限2022年12月31日（遇休息日顺延至2023年1月3日）"
    assert tale.why("2023年1月16日", second) == f"黄 待审：{in_hands}"
    assert tale.overdue("2023年1月16日", item) == {}
    assert tale.todo("fangan", "2023年1月16日", item) == ["审核通过 年度总结2021"]
    tale.does("fangan", "2023年1月16日", f"advance 审核通过 {item}")
    # 17 to 20 January; 21 to 27 is Spring Festival; 28 is a Saturday of work
    assert tale.due(second) == ("2022-12-31", "2022-12-31", "2023-01-28")
    left = "年度总结2022 还有5个工作日，时限2023年1月28日（原定2022年12月31日、办公室交还后顺延）"
    assert tale.why("2023年1月16日", second) == f"黄 临期：{left}"
    assert tale.late(first) == 247
    tale.hand_in("li", "2023年1月18日", "2023年1月28日", second)
    tale.does("fangan", "2023年1月30日", f"advance 审核通过 {item}")
    assert tale.why("2023年1月30日", second) == "完 已完成：年度总结2022：按期完成"
