"""Stories of daily work: handing over, words about work, problems ordered, back-filling, the registers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stories import Tale

CITY = "中卫市卫生健康委"


def test_an_item_is_refused_and_assigned_again(tale: Tale) -> None:
    """Handed to the wrong county, then to the right one, then once more with a unit that helps; and back and forth."""
    item = "ZW-07.P2"
    assigned = f"{item}  交办  启动·已立项待交办 → 启动·已交办待签收"
    said = f"不能交办：{item} 须用 --lead 指明一个牵头单位"
    assert tale.refused("fangan", "2021年7月7日", f"advance 交办 {item}") == (2, said)
    assert tale.does("fangan", "2021年7月7日", f"advance 交办 {item} --lead 海原县中医医院") == assigned
    assert tale.todo("ma", "2021年7月8日", item) == ["签收 签收（第1次） 限2021-07-12"]
    said = f"不能退回交办：{item} 须用 -m 写明理由"
    assert tale.refused("ma", "2021年7月8日", f"advance 退回交办 {item}") == (2, said)
    refused = f"{item}  退回交办  启动·已交办待签收 → 启动·已立项待交办"
    assert tale.does("ma", "2021年7月8日", f"advance 退回交办 {item} -m 项目不在本县") == refused
    said = f"不能签收：{item} 还在“启动·已立项待交办”；可由他人：交办"
    assert tale.refused("li", "2021年7月9日", f"advance 签收 {item}") == (4, said)
    assert tale.does("fangan", "2021年7月12日", f"advance 交办 {item} --lead 中宁县中医医院") == assigned
    both = f"advance 交办 {item} --lead 中宁县中医医院 --with 中宁县中医医院"
    said = f"不能交办：{item} 中宁县中医医院不能既牵头又配合"
    assert tale.refused("fangan", "2021年7月13日", both) == (2, said)
    again = f"advance 交办 {item} --lead 中宁县中医医院 --with 中卫市中医医院"
    assert tale.does("fangan", "2021年7月13日", again) == f"{item}  交办  启动·已交办待签收"
    assert list(tale.statuses(item).items())[:4] == [
        ("签收（第1次）", "不再需要"),
        ("启动", "待办"),
        ("签收（第2次）", "不再需要"),
        ("签收（第3次）", "待办"),
    ]
    # 19 and 20 July are 古尔邦节; signing was due on the 16th, the launch on the 15th
    assert tale.overdue("2021年7月22日", item) == {"启动": 3, "签收（第3次）": 2}
    assert (
        tale.does("zhou", "2021年7月22日", f"advance 签收 {item}") == f"{item}  签收  启动·已交办待签收 → 实施·推进中"
    )
    assert [tale.late(f"{item}@{name}") for name in ("启动", "签收（第3次）")] == [3, 2]
    for day, unit in (("2021年7月26日", "海原县中医医院"), ("2021年7月27日", "中宁县中医医院")):
        tale.does("fangan", day, f"reassign {item} --lead {unit} -m 分工调整")
    assert [tale.statuses(item)[f"签收（第{number}次）"] for number in (4, 5)] == ["不再需要", "待办"]
    assert tale.todo("ma", "2021年7月28日", item) == []
    signed = f"{item}  签收  签收（第5次）  待办 → 已完成"
    assert tale.does("zhou", "2021年7月28日", f"advance 签收 {item}") == signed


def test_words_about_work_change_lights_only_for_the_worse(tale: Tale) -> None:
    """An explanation moves neither day nor light; a declared risk makes the light red before anything is overdue."""
    item, midterm = "ZW-17.P1", "ZW-17.P1@中期评估"
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", item, CITY)
    assert tale.light("2023年6月5日", item) == "绿 正常"
    risky = f"report {item} --needs 请市财政落实配套资金 --risk 不能按期"
    assert tale.does("li", "2023年6月5日", risky).startswith(f"{item}  填报进展")
    assert tale.light("2023年6月5日", item) == "红 不能按期"
    assert "承办单位自报“不能按期”" in tale.shown("2023年6月5日", item)["why"]
    assert tale.does("lingdao", "2023年6月8日", f"instruct {item} -m 请财政局专题研究") == f"{item}  批示  实施·推进中"
    said = f"不能批示：{item} 须由分管领导办理（其范围须含中卫市卫生健康委）"
    assert tale.refused("fangan", "2023年6月8日", f"instruct {item} -m 请加快") == (5, said)
    tale.does("li", "2023年6月20日", f"report {item} --achieved 资金已到位 --risk 低风险")
    assert tale.light("2023年6月20日", item) == "绿 正常"
    red = "红 逾期：中期评估 逾期1个工作日（1天），时限2023年7月31日"
    assert tale.why("2023年8月1日", midterm) == red
    explain = f"explain {midterm} -m 设备到货推迟 --until 8月25日"
    assert tale.does("li", "2023年8月1日", explain) == f"{item}  说明情况  中期评估  待办"
    assert tale.why("2023年8月1日", midterm) == red
    waived = f"{item}  免报  中期评估  待办 → 免报"
    assert tale.does("fangan", "2023年8月2日", f"waive {midterm} -m 项目整体延后，并入年度督查") == waived
    assert tale.light("2023年8月2日", item) == "灰 未到期启动"
    assert tale.history(item)[2:] == [
        "2023-06-05  填报进展  自报风险：不能按期  李强·承办人",
        "2023-06-08  批示  何建国·分管领导",
        "2023-06-20  填报进展  自报风险：低风险  李强·承办人",
        "2023-08-01  说明情况  中期评估  承诺2023-08-25  李强·承办人",
        "2023-08-02  免报  中期评估  赵敏·方案办公室",
    ]


def test_facts_are_amended_and_what_was_printed_is_kept(tale: Tale) -> None:
    """A number and a helping unit of an item; the day of the region's evaluation, which owes nobody anything."""
    item = "ZW-17.P1"
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", item, CITY)
    helped = f"amend {item} --with 中卫市科技局"
    said = f"不能修订：{item} 须由方案办公室办理（其范围须含中卫市卫生健康委）"
    assert tale.refused("li", "2022年3月7日", helped) == (5, said)
    assert tale.does("fangan", "2022年3月7日", f"{helped} -m 分工会议纪要") == f"{item}  修订  实施·推进中"
    assert tale.shown("2022年3月7日", item)["cooperating"] == ["中卫市科技局"]
    assert tale.shown("2022年3月6日", item)["cooperating"] == []
    said = f"不能修订：{item} 原本就是这样"
    assert tale.refused("fangan", "2022年3月8日", helped) == (4, said)
    owed = tale.statuses(item)
    tale.does("fangan", "2025年12月31日", "amend ZW --closes 2026年3月31日 -m 自治区通知")
    assert tale.statuses(item) == owed
    assert tale.overdue("2026年4月1日", item).keys() == {"中期评估", "总结评估"}


def test_mending_is_ordered_twice_and_a_review_goes_on_meanwhile(tale: Tale) -> None:
    """A second order adds its line; the annual review is done while one problem is open."""
    item, annual = "ZW-09", "ZW-09@年度总结2021"
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", item, CITY)
    ordered = f"{item}  责令整改  实施·推进中 → 实施·整改中"
    assert tale.does("fangan", "2021年9月6日", f"advance 责令整改 {item} --line 台账不全 -m 检查发现") == ordered
    # 30 days, without the day itself; 6 October is a holiday, the 8th is a Friday of work
    assert tale.due(f"{item}@整改第1项") == ("2021-10-06", "2021-10-06", "2021-10-08")
    added = f"{item}  责令整改  实施·整改中"
    more = "--line 经费未到位@2021年12月10日 -m 复查发现"
    assert tale.does("fangan", "2021年9月13日", f"advance 责令整改 {item} {more}") == added
    said = f"不能整改核查通过：{item} 尚有2项整改未完成：{item}@整改第1项、{item}@整改第2项；可以：责令整改"
    assert tale.refused("fangan", "2021年9月14日", f"advance 整改核查通过 {item}") == (4, said)
    said = f"不能免报：{item} 整改须报告、核查，不能免报或并入"
    assert tale.refused("fangan", "2021年9月14日", f"waive {item}@整改第1项 -m 不必整改") == (4, said)
    tale.does("li", "2021年9月27日", f"lines report {item}@整改第1项 -e 依据.txt")
    tale.does("fangan", "2021年9月28日", f"lines check {item}@整改第1项")
    opened = f"{item}  启动年度总结  实施·整改中 → 年度总结·起草"
    assert tale.does("li", "2021年11月8日", f"advance 启动年度总结 {item}") == opened
    tale.does("li", "2021年11月22日", f"report {item} --achieved 已完成 --practice 调度 --problems 经费 --next 落实")
    tale.does("li", "2021年11月22日", f"advance 报送 {item}")
    passed = f"{item}  审核通过  年度总结·已报送 → 实施·整改中"
    assert tale.does("fangan", "2021年11月24日", f"advance 审核通过 {item}") == passed
    assert tale.why("2021年11月24日", annual) == "完 已完成：年度总结2021：按期完成"
    tale.does("li", "2021年12月6日", f"lines report {item}@整改第2项 -e 依据.txt")
    tale.does("fangan", "2021年12月8日", f"lines check {item}@整改第2项")
    assert tale.light("2021年12月8日", item) == "黄 整改"
    mended = f"{item}  整改核查通过  实施·整改中 → 实施·推进中"
    assert tale.does("fangan", "2021年12月9日", f"advance 整改核查通过 {item}") == mended
    assert tale.light("2021年12月9日", item) == "灰 未到期启动"


def test_the_office_enters_the_past_for_a_unit_without_an_account(tale: Tale) -> None:
    """补录，代×单位: nobody accepts what they entered, days do not run backwards, and an account ends it."""
    item, hospital = "ZW-21", "沙坡头区人民医院"
    assert tale.does("fangan", "2021年7月9日", f"advance 交办 {item} --lead {hospital}").startswith(item)
    assert tale.does("fangan", "2021年7月13日", f"advance 签收 {item}").endswith("→ 实施·推进中")
    tale.hand_in("fangan", "2021年11月8日", "2021年12月20日", f"{item}@年度总结2021")
    said = f"不能审核通过：{item} 是本账号（fangan）报送的，须由他人审核；可以：撤回"
    assert tale.refused("fangan", "2021年12月22日", f"advance 审核通过 {item}") == (5, said)
    said = f"不能审核通过：{item} 办理日期2021年12月1日早于该事项上一次办理的2021年12月20日"
    assert tale.refused("ducha", "2021年12月1日", f"advance 审核通过 {item}") == (4, said)
    assert tale.does("ducha", "2021年12月22日", f"advance 审核通过 {item}").endswith("→ 实施·推进中")
    # the office opens a review in its own right
    told = tale.inside("--as", "zongban", "history", item).out.splitlines()
    behalf = [line for line in told if line.endswith(f"（补录，代{hospital}）")]
    assert [line.split()[1] for line in behalf] == ["签收", "填报进展", "报送"]
    assert tale.does("admin", "2022年1月4日", f"account add su 苏静 --unit {hospital}") == "已登记账号 su（苏静）。"
    assert tale.does("admin", "2022年1月4日", "role grant su owner --plan ZW") == "已授予 su 承办人。"
    said = f"不能申请办结：{item} 须由承办人办理（其范围须含沙坡头区人民医院）；可以：责令整改"
    ask = f"advance 申请办结 {item} -e 依据.txt"
    assert tale.refused("fangan", "2022年9月5日", ask) == (5, said)
    assert tale.does("zongban", "2022年9月5日", "plan backfill ZW --close -m 补录完毕") == "ZW 已关闭历史补录。"
    said = f"不能申请办结：{item} 方案 ZW 未开放历史补录，不能按2022年9月5日办理"
    assert tale.refused("su", "2022年9月5日", ask) == (4, said)
    assert tale.does("zongban", "2022年9月5日", "plan backfill ZW --open -m 漏一项") == "ZW 已开放历史补录。"
    assert tale.does("su", "2022年9月5日", ask) == f"{item}  申请办结  实施·推进中 → 办结待核"


def test_an_old_plan_is_adopted_and_nothing_is_entered_yet(tale: Tale) -> None:
    """The tenth worked example: what was due in five years is overdue at once, and may be entered as it was done."""
    plans = tale.sees("2026年11月21日", "plan list")
    assert [(plan["code"], plan["backfill"]) for plan in plans] == [("SZS", True), ("ZW", True)]
    rows = tale.sees("2026年11月21日", "overdue --all")
    finals = [row for row in rows if row["checkpoint"] == "final_evaluation"]
    assert {(row["overdue_working_days"], row["overdue_days"]) for row in finals} == {(219, 325)}
    assert len(finals) == len(tale.sees("2026年11月21日", "list --all")) == 48


def test_a_notice_of_days_off_moves_what_falls_due_on_them(tale: Tale) -> None:
    """The region's notice is typed in by the office; a unit that the plan does not name is registered first."""
    item = "ZW-07.P3"
    added = tale.does("admin", "2023年6月26日", "unit add 640502-H2 沙坡头区中医馆 --parent 沙坡头区卫生健康局")
    assert added == "已登记单位 沙坡头区中医馆（640502-H2）。"
    assert tale.does("fangan", "2023年6月26日", f"advance 交办 {item} --lead 沙坡头区中医馆").startswith(item)
    sign = f"{item}@签收（第1次）"
    assert tale.due(sign) == ("2023-06-29", "2023-06-29", "2023-06-29")
    (tale.inside.folder / "通知.csv").write_text(
        "2023-06-29,放假,古尔邦节\n2023-06-30,放假,古尔邦节\n", encoding="utf-8"
    )
    said = "“calendar import”涉及全库，需要不限方案和单位范围的方案办公室角色；fangan 没有"
    assert tale.refused("fangan", "2023年6月27日", "calendar import ningxia 通知.csv") == (5, said)
    entered = tale.does("zongban", "2023年6月27日", "calendar import ningxia 通知.csv")
    assert entered == "已录入 ningxia 2天，1个节点的时限随之变动。"
    # the 29th and 30th are a Thursday and a Friday
    assert tale.due(sign) == ("2023-06-29", "2023-06-29", "2023-07-03")
    assert (
        tale.overdue("2023年7月3日", item).get("签收（第1次）"),
        tale.overdue("2023年7月4日", item)["签收（第1次）"],
    ) == (None, 1)
