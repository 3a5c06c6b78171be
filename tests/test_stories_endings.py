"""Stories of how items end: met, completed early, ended unmet, returned, reopened. Each is read from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stories import Tale

CITY = "中卫市卫生健康委"
HOSPITAL = "中卫市中医医院"
PAPER = "-e 依据.txt"


def test_a_final_evaluation_orders_mending_and_is_then_met(tale: Tale) -> None:
    """限期整改: the final evaluation is owed again, by the limit of its problem, and is on time by that."""
    item, final = "ZW-07.P1", "ZW-07.P1@总结评估"
    tale.launch("fangan", "wang", "2021年7月9日", "2021年7月13日", item, HOSPITAL)
    tale.does("fangan", "2023年6月5日", f"waive {item}@中期评估 -m 并入牵头任务")
    tale.does("wang", "2025年10月13日", f"targets enter ZW-T10 三级甲等 {PAPER}")
    assert tale.hand_in("wang", "2025年10月13日", "2025年12月1日", final).endswith("→ 总结评估·已报送")
    conclude = f"advance 评估结论 {item}"
    said = f"“评估结论”要说明结论：{item} 可选 达标、限期整改、未完成"
    assert tale.refused("fangan", "2025年12月8日", f"{conclude} {PAPER}") == (2, said)
    ordered = f"{item}  评估结论·限期整改  总结评估·已报送 → 实施·整改中"
    limit = "--line 门诊量未达标@2026年1月30日"
    assert tale.does("fangan", "2025年12月8日", f"{conclude} -r 限期整改 {limit} {PAPER}") == ordered
    assert (tale.statuses(item)["总结评估"], tale.due(final)) == ("待办", ("2025-12-31", "2025-12-31", "2026-01-30"))
    assert tale.overdue("2026年1月16日", item) == {}
    waiting = ["启动总结/评估 总结评估 限2026-01-30", "报告整改 整改第1项 限2026-01-30"]
    assert sorted(tale.todo("wang", "2026年1月16日", item)) == sorted(waiting)
    tale.does("wang", "2026年1月20日", f"lines report {item}@整改第1项 {PAPER}")
    tale.does("fangan", "2026年1月21日", f"lines check {item}@整改第1项")
    mended = f"{item}  整改核查通过  实施·整改中 → 实施·推进中"
    assert tale.does("fangan", "2026年1月22日", f"advance 整改核查通过 {item}") == mended
    assert tale.hand_in("wang", "2026年1月23日", "2026年1月26日", final).endswith("→ 总结评估·已报送")
    met = f"{item}  评估结论·达标  总结评估·已报送 → 已办结待销号"
    assert tale.does("fangan", "2026年1月27日", f"{conclude} -r 达标 {PAPER}") == met
    said = f"不能销号：{item} 须由分管领导办理（其范围须含中卫市中医医院）；可由他人：退回重办"
    assert tale.refused("fangan", "2026年1月28日", f"advance 销号 {item}") == (5, said)
    assert tale.todo("lingdao", "2026年1月28日", item) == ["销号"]
    assert tale.does("lingdao", "2026年1月28日", f"advance 销号 {item}") == f"{item}  销号  已办结待销号 → 已销号"
    assert tale.why("2026年1月28日", final) == "完 已完成：总结评估：按期完成"
    assert tale.light("2026年1月28日", item) == "完 已销号"


def test_an_item_is_completed_early_and_looked_at_again(tale: Tale) -> None:
    """Completed in 2023 the later duties are void; reopened in 2024 those come back that have not closed."""
    item = "SZS-KP3"
    tale.launch("wu", "chen", "2021年8月27日", "2021年8月30日", item, "石嘴山市中医医院")
    for year in (2021, 2022):
        tale.does("wu", f"{year}年12月20日", f"waive {item}@年度总结{year} -m 随市级总结报送")
    tale.does("chen", "2023年2月6日", f"targets enter SZS-T07 是 {PAPER}")
    asked = f"{item}  申请办结  实施·推进中 → 办结待核"
    assert tale.does("chen", "2023年2月6日", f"advance 申请办结 {item} {PAPER}") == asked
    said = f"不能核查通过：{item} 须由方案办公室办理（其范围须含石嘴山市中医医院）；可由他人：退回重办"
    assert tale.refused("chen", "2023年2月10日", f"advance 核查通过 {item}") == (5, said)
    confirmed = f"{item}  核查通过  办结待核 → 已办结待销号"
    assert tale.does("wu", "2023年2月10日", f"advance 核查通过 {item}") == confirmed
    first = {"启动": "已完成", "签收（第1次）": "已完成", "年度总结2021": "免报", "年度总结2022": "免报"}
    later = ("年度总结2023", "年度总结2024", "年度总结2025", "总结评估")
    assert tale.statuses(item) == {**first, **dict.fromkeys(later, "不再需要")}
    assert tale.does("zheng", "2023年2月15日", f"advance 销号 {item}") == f"{item}  销号  已办结待销号 → 已销号"
    said = f"不能启动年度总结：{item} 已是“已销号”，不再办理；可由他人：回头看/复核"
    assert tale.refused("chen", "2023年11月6日", f"advance 启动年度总结 {item}") == (4, said)
    assert tale.overdue("2024年1月31日", item) == {}
    again = f"advance 回头看 {item} -m 设备闲置 --line 设备闲置@2024年4月30日"
    said = f"不能回头看/复核：{item} 须由分管领导办理（其范围须含石嘴山市中医医院）"
    assert tale.refused("wu", "2024年3月4日", again) == (5, said)
    reopened = f"{item}  回头看/复核  已销号 → 实施·整改中"
    assert tale.does("zheng", "2024年3月4日", again) == reopened
    back = {"年度总结2023": "不再需要", **dict.fromkeys(later[1:], "待办"), "整改第1项": "待办"}
    assert tale.statuses(item) == {**first, **back}
    tale.does("chen", "2024年4月22日", f"lines report {item}@整改第1项 {PAPER}")
    tale.does("wu", "2024年4月24日", f"lines check {item}@整改第1项")
    assert tale.does("wu", "2024年4月25日", f"advance 整改核查通过 {item}").endswith("→ 实施·推进中")
    assert tale.light("2024年4月25日", item) == "灰 未到期启动"
    assert tale.does("chen", "2024年5月20日", f"advance 申请办结 {item} {PAPER}") == asked
    assert tale.does("wu", "2024年5月22日", f"advance 核查通过 {item}") == confirmed
    assert tale.does("zheng", "2024年5月27日", f"advance 销号 {item}") == f"{item}  销号  已办结待销号 → 已销号"
    assert tale.statuses(item) == {**first, **dict.fromkeys(later, "不再需要"), "整改第1项": "已完成"}


def test_the_last_annual_review_is_merged_into_the_final_evaluation(tale: Tale) -> None:
    """Both are due on the last day; without the merger the conclusion is refused, and the refusal says what to do."""
    item, final = "ZW-08", "ZW-08@总结评估"
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", item, CITY)
    for day, duty in (("2023年6月5日", "中期评估"), *((f"{y}年12月20日", f"年度总结{y}") for y in (2023, 2024))):
        tale.does("fangan", day, f"waive {item}@{duty} -m 并入专项报告")
    for year in (2021, 2022):
        tale.does("fangan", "2025年3月3日", f"waive {item}@年度总结{year} -m 补办免报")
    assert tale.hand_in("li", "2025年10月13日", "2025年12月15日", final).endswith("→ 总结评估·已报送")
    met = f"advance 评估结论 {item} -r 达标 {PAPER}"
    hint = "（最后一年的年度总结可由办公室用 duban merge 并入总结评估）"
    said = f"不能评估结论：{item} 还有节点未了结：{item}@年度总结2025{hint}；可以：退回重报"
    assert tale.refused("fangan", "2025年12月17日", met) == (4, said)
    merge = f"merge {item}@年度总结2025 --into {final} -m 同一时段"
    said = f"不能并入：{item} 须由方案办公室办理（其范围须含中卫市卫生健康委）"
    assert tale.refused("li", "2025年12月17日", merge) == (5, said)
    said = f"不能并入：{item} 没有可并入的未了结节点“年度总结2024”"
    wrong = f"merge {item}@年度总结2025 --into {item}@年度总结2024 -m 同一时段"
    assert tale.refused("fangan", "2025年12月17日", wrong) == (4, said)
    assert tale.does("fangan", "2025年12月17日", merge) == f"{item}  并入  年度总结2025  待办 → 并入"
    assert tale.why("2025年12月17日", f"{item}@年度总结2025") == "完 并入：年度总结2025 并入总结评估"
    assert tale.does("fangan", "2025年12月18日", met) == f"{item}  评估结论·达标  总结评估·已报送 → 已办结待销号"
    assert tale.does("lingdao", "2025年12月22日", f"advance 销号 {item}").endswith("→ 已销号")


def test_a_final_evaluation_ends_unmet_and_is_reviewed(tale: Tale) -> None:
    """After many tries a leader concludes 未完成; the 复核 brings it to a good end after all."""
    item, final = "ZW-01.P1", "ZW-01.P1@总结评估"
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", item, CITY)
    tale.does("fangan", "2023年6月5日", f"waive {item}@中期评估 -m 并入牵头任务")
    tale.does("fangan", "2025年9月15日", f"advance 责令整改 {item} --line 床位不足@2025年11月28日 -m 检查发现")
    sent = f"{item}  报送  总结评估·起草 → 总结评估·已报送"
    back = f"{item}  退回重报  总结评估·已报送 → 总结评估·已退回"
    opened = f"{item}  启动总结评估  实施·整改中 → 总结评估·起草"
    assert tale.does("li", "2025年10月13日", f"advance 启动总结评估 {item}") == opened
    dropped = f"{item}  退出总结/评估  总结评估·起草 → 实施·整改中"
    assert tale.does("li", "2025年10月15日", f"advance 退出总结/评估 {item} -m 先整改") == dropped
    assert tale.hand_in("li", "2025年10月20日", "2025年11月3日", final) == sent
    assert tale.does("li", "2025年11月4日", f"advance 撤回 {item}") == f"{item}  撤回  总结评估·已报送 → 总结评估·起草"
    assert tale.does("li", "2025年11月5日", f"advance 报送 {item}") == sent
    assert tale.does("ducha", "2025年11月10日", f"advance 退回重报 {item} -m 缺验收材料") == back
    again = f"{item}  报送  总结评估·已退回 → 总结评估·已报送"
    assert tale.does("li", "2025年11月20日", f"advance 报送 {item}") == again
    assert tale.does("ducha", "2025年11月24日", f"advance 退回重报 {item} -m 仍缺验收材料") == back
    dropped = f"{item}  退出总结/评估  总结评估·已退回 → 实施·整改中"
    assert tale.does("li", "2025年11月25日", f"advance 退出总结/评估 {item} -m 先验收") == dropped
    tale.does("li", "2025年11月26日", f"lines report {item}@整改第1项 {PAPER}")
    tale.does("fangan", "2025年11月26日", f"advance 责令整改 {item} --line 标识不全@2026年1月30日 -m 复查发现")
    tale.does("ducha", "2025年11月27日", f"lines check {item}@整改第1项")
    assert tale.hand_in("li", "2025年12月1日", "2025年12月10日", final) == sent
    unmet = f"advance 评估结论 {item} -r 未完成 {PAPER}"
    said = f"不能评估结论：{item} 须由分管领导办理（其范围须含中卫市卫生健康委）；可以：退回重报"
    assert tale.refused("fangan", "2025年12月25日", unmet) == (5, said)
    ended = f"{item}  评估结论·未完成  总结评估·已报送 → 未完成结案"
    assert tale.does("lingdao", "2025年12月25日", unmet) == ended
    assert (tale.light("2025年12月25日", item), tale.statuses(item)["整改第2项"]) == ("红 未完成", "不再需要")
    assert tale.overdue("2026年1月12日", item) == {}
    review = f"advance 复核 {item} -m 单位申请复核"
    said = f"不能回头看/复核：{item} 须用 --line 列出至少一个问题"
    assert tale.refused("lingdao", "2026年1月12日", review) == (2, said)
    reopened = f"{item}  回头看/复核  未完成结案 → 实施·整改中"
    assert tale.does("lingdao", "2026年1月12日", f"{review} --line 补验收@2026年2月6日") == reopened
    # the final evaluation was concluded; what was to be mended by 30 January is owed again beside the new problem
    owed = [tale.statuses(item)[name] for name in ("总结评估", "整改第2项", "整改第3项")]
    assert owed == ["已完成", "待办", "待办"]
    for line in ("整改第2项", "整改第3项"):
        tale.does("li", "2026年1月19日", f"lines report {item}@{line} {PAPER}")
        tale.does("ducha", "2026年1月19日", f"lines check {item}@{line}")
    tale.does("ducha", "2026年1月20日", f"advance 整改核查通过 {item}")
    assert tale.does("li", "2026年1月21日", f"advance 申请办结 {item} {PAPER}").endswith("→ 办结待核")
    assert tale.does("fangan", "2026年1月22日", f"advance 核查通过 {item}").endswith("→ 已办结待销号")
    assert tale.does("lingdao", "2026年1月23日", f"advance 销号 {item}").endswith("→ 已销号")


def test_what_is_left_after_the_plan_ends_unmet(tale: Tale) -> None:
    """Not before the plan is over, not while the final evaluation is owed, and by a leader with a paper."""
    items = {
        "ZW-07.P1": ("wang", HOSPITAL),
        "ZW-07.P2": ("zhou", "中宁县中医医院"),
        "ZW-07.P3": ("ma", "海原县中医医院"),
    }
    for item, (owner, unit) in items.items():
        tale.launch("fangan", owner, "2021年7月9日", "2021年7月13日", item, unit)
        tale.does("fangan", "2023年6月5日", f"waive {item}@中期评估 -m 并入牵头任务")
    end = "advance 未完成结案 {} -m 资金未到位 -e 依据.txt".format
    said = "不能作“未完成结案”处理：ZW-07.P1 总结评估尚未了结：ZW-07.P1@总结评估；方案期到2025年12月31日才结束"
    others = "；可由他人：启动总结/评估、责令整改、申请办结"
    assert tale.refused("lingdao", "2025年12月31日", end("ZW-07.P1")) == (4, said + others)
    for item in items:
        tale.does("fangan", "2025年12月31日", f"waive {item}@总结评估 -m 项目未建成，不再评估")
    tale.does("fangan", "2025年12月31日", "advance 责令整改 ZW-07.P2 --line 停工 -m 现场检查")
    tale.does("ma", "2025年12月31日", f"advance 申请办结 ZW-07.P3 {PAPER}")
    said = "不能作“未完成结案”处理：ZW-07.P1 方案期到2025年12月31日才结束；可由他人：责令整改、申请办结"
    assert tale.refused("lingdao", "2025年12月31日", end("ZW-07.P1")) == (4, said)
    said = "不能作“未完成结案”处理：ZW-07.P1 须由分管领导办理（其范围须含中卫市中医医院）；可以：责令整改"
    assert tale.refused("fangan", "2026年1月5日", end("ZW-07.P1")) == (5, said)
    said = "不能作“未完成结案”处理：ZW-07.P1 须用 -m 写明理由；须用 --evidence 附上依据文件"
    assert tale.refused("lingdao", "2026年1月5日", "advance 未完成结案 ZW-07.P1") == (2, said)
    from_states = {"ZW-07.P1": "实施·推进中", "ZW-07.P2": "实施·整改中", "ZW-07.P3": "办结待核"}
    for item, state in from_states.items():
        ended = f"{item}  未完成结案  {state} → 未完成结案"
        assert tale.does("lingdao", "2026年1月5日", end(item)) == ended
        assert (tale.light("2026年1月5日", item), tale.overdue("2026年2月2日", item)) == ("红 未完成", {})
    assert tale.statuses("ZW-07.P2")["整改第1项"] == "不再需要"


def test_a_completion_is_returned_by_the_office_and_by_the_leader(tale: Tale) -> None:
    """Each return counts as rework; what the completion made void and is not past is owed again."""
    item = "ZW-12.P1"
    tale.launch("fangan", "wang", "2021年7月9日", "2021年7月13日", item, HOSPITAL)
    ask = f"advance 申请办结 {item}"
    assert tale.refused("wang", "2023年3月6日", ask) == (2, f"不能申请办结：{item} 须用 --evidence 附上依据文件")
    asked, confirmed = f"{item}  申请办结  实施·推进中 → 办结待核", f"{item}  核查通过  办结待核 → 已办结待销号"
    assert tale.does("wang", "2023年3月6日", f"{ask} {PAPER}") == asked
    returned = f"{item}  退回重办  办结待核 → 实施·推进中"
    assert tale.does("ducha", "2023年3月8日", f"advance 退回重办 {item} -m 缺验收意见") == returned
    assert tale.does("wang", "2023年3月20日", f"{ask} {PAPER}") == asked
    assert tale.does("ducha", "2023年3月22日", f"advance 核查通过 {item}") == confirmed
    owed = ("中期评估", "总结评估")
    assert [tale.statuses(item)[name] for name in owed] == ["不再需要", "不再需要"]
    returned = f"{item}  退回重办  已办结待销号 → 实施·推进中"
    said = f"不能退回重办：{item} 须由分管领导办理（其范围须含中卫市中医医院）；可由他人：销号"
    assert tale.refused("ducha", "2023年3月27日", f"advance 退回重办 {item} -m 抽查") == (5, said)
    assert tale.does("lingdao", "2023年3月27日", f"advance 退回重办 {item} -m 抽查不合格") == returned
    assert [tale.statuses(item)[name] for name in owed] == ["待办", "待办"]
    assert tale.inside.rows(f"SELECT rework FROM item WHERE code = '{item}'") == [(2,)]
    assert tale.does("wang", "2023年4月10日", f"{ask} {PAPER}") == asked
    assert tale.does("ducha", "2023年4月12日", f"advance 核查通过 {item}") == confirmed
    assert tale.does("lingdao", "2023年4月14日", f"advance 销号 {item}").endswith("→ 已销号")
