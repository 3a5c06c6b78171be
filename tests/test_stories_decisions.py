"""Stories of decisions on time and people: extensions, suspension, another unit. Each is read from top to bottom."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stories import Tale

CITY = "中卫市卫生健康委"
ITEM, DUTY = "ZW-16", "ZW-16@中期评估"
ASK = f"extend ask {DUTY} --until 8月31日 -m 数据待县里核实"


def begin(tale: Tale) -> None:
    """The task is signed for, and owes no annual review before the mid-term evaluation."""
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", ITEM, CITY)
    for year in (2021, 2022):
        tale.does("fangan", f"{year}年12月20日", f"waive {ITEM}@年度总结{year} -m 并入专项报告")


def test_an_extension_asked_in_time_is_granted_after_the_deadline(tale: Tale) -> None:
    """The eighth worked example: judged by the new day, both days printed."""
    begin(tale)
    assert tale.does("li", "2023年7月27日", ASK) == f"{ITEM}  申请延期  中期评估  待办"
    # while it waits nothing is overdue
    waits = "黄 延期待批：中期评估已于2023年7月27日申请延期至2023年8月31日，等待批复"
    assert tale.why("2023年8月10日", DUTY) == waits
    assert tale.overdue("2023年8月10日", ITEM) == {}
    said = f"不能申请延期：{ITEM} 中期评估 已申请延期至2023年8月31日，尚未批复"
    assert tale.refused("li", "2023年7月28日", ASK) == (4, said)
    # 31 days: one more than the office may grant
    said = f"不能批准延期：{ITEM} 须由分管领导办理（其范围须含中卫市卫生健康委）；"
    far = "延至2023年8月31日已超过原定时限2023年7月31日之后30天，须由分管领导批复"
    assert tale.refused("fangan", "2023年8月14日", f"extend grant {DUTY}") == (5, said + far)
    assert tale.todo("lingdao", "2023年8月14日", ITEM) == ["批准延期 中期评估"]
    assert tale.does("lingdao", "2023年8月14日", f"extend grant {DUTY}") == f"{ITEM}  批准延期  中期评估  待办"
    assert tale.due(DUTY) == ("2023-07-31", "2023-08-31", "2023-08-31")
    left = "中期评估 还有9个工作日，时限2023年8月31日（原定2023年7月31日、批准延期）"
    assert tale.why("2023年8月18日", DUTY) == f"黄 临期：{left}"
    tale.hand_in("li", "2023年8月15日", "2023年8月20日", DUTY)
    tale.does("fangan", "2023年8月24日", f"advance 评估结论 {ITEM} -r 达到进度 -e 依据.txt")
    assert tale.why("2023年8月24日", DUTY) == "完 已完成：中期评估：按期完成"


def test_an_extension_asked_in_time_is_refused_after_the_deadline(tale: Tale) -> None:
    """Then it counts from the old day, as if nothing had been asked."""
    begin(tale)
    tale.does("li", "2023年7月27日", ASK)
    assert tale.overdue("2023年8月11日", ITEM) == {}
    refuse = f"extend refuse {DUTY}"
    said = f"不能作“不同意延期”处理：{ITEM} 须用 -m 写明理由"
    assert tale.refused("lingdao", "2023年8月14日", refuse) == (2, said)
    assert tale.does("lingdao", "2023年8月14日", f"{refuse} -m 理由不充分") == f"{ITEM}  不同意延期  中期评估  待办"
    # 1 to 4, 7 to 11 and 14 August
    red = "中期评估 逾期10个工作日（14天），时限2023年7月31日"
    assert (tale.overdue("2023年8月14日", ITEM), tale.why("2023年8月14日", DUTY)) == (
        {"中期评估": 10},
        f"红 逾期：{red}",
    )
    said = f"不能申请延期：{ITEM} 中期评估 的时限2023年7月31日已过，逾期后不再受理延期；可用 duban explain 说明情况"
    assert tale.refused("li", "2023年8月15日", ASK) == (4, said)
    # the 19th and 20th are a weekend: 14 days, up to the 18th
    tale.hand_in("li", "2023年8月15日", "2023年8月20日", DUTY)
    tale.does("fangan", "2023年8月24日", f"advance 评估结论 {ITEM} -r 达到进度 -e 依据.txt")
    assert tale.why("2023年8月24日", DUTY) == "完 已完成：中期评估：逾期完成14个工作日"


def test_the_office_grants_thirty_days_once_and_a_leader_the_rest(tale: Tale) -> None:
    """And what belongs to a task is not extended past the task."""
    task, part = "ZW-01@中期评估", "ZW-01.P1@中期评估"
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", "ZW-01 ZW-01.P1", CITY)
    child = f"extend ask {part} --until 8月30日 -m 随任务一并延期"
    said = "不能申请延期：ZW-01.P1 2023年8月30日超过上级事项 ZW-01 的时限2023年7月31日"
    assert tale.refused("li", "2023年7月26日", child) == (4, said)
    # 30 August is 30 days after 31 July
    tale.does("li", "2023年7月27日", f"extend ask {task} --until 8月30日 -m 数据待核实")
    assert tale.todo("ducha", "2023年7月28日", "ZW-01")[-1] == "批准延期 中期评估"
    tale.does("ducha", "2023年7月28日", f"extend grant {task}")
    tale.does("li", "2023年7月31日", child)
    tale.does("ducha", "2023年8月1日", f"extend grant {part}")
    dues = ("2023-07-31", "2023-08-30", "2023-08-30")
    assert (tale.due(task), tale.due(part)) == (dues, dues)
    assert tale.does("li", "2023年8月28日", f"extend ask {task} --until 9月5日 -m 仍待核实").endswith("待办")
    said = "不能批准延期：ZW-01 须由分管领导办理（其范围须含中卫市卫生健康委）；已延期过一次，再延须由分管领导批复"
    assert tale.refused("ducha", "2023年8月29日", f"extend grant {task}") == (5, said)
    tale.does("lingdao", "2023年8月29日", f"extend grant {task}")
    assert tale.due(task) == ("2023-07-31", "2023-09-05", "2023-09-05")
    assert tale.overdue("2023年9月5日", "ZW-01").get("中期评估") is None
    assert tale.overdue("2023年9月6日", "ZW-01")["中期评估"] == 1


def test_a_review_is_suspended_over_its_deadline_and_resumed(tale: Tale) -> None:
    """The due in force moves by the working days suspended; what is printed stays; the draft is where it was."""
    begin(tale)
    tale.does("li", "2023年6月12日", f"advance 启动中期评估 {ITEM}")
    tale.does("li", "2023年7月17日", f"report {ITEM} --achieved 已完成 --practice 调度 --problems 无 --next 巩固")
    suspend = f"advance 暂缓 {ITEM} -m 等待审计"
    said = f"不能暂缓：{ITEM} 复核日期2023年7月24日须在今天之后"
    assert tale.refused("lingdao", "2023年7月24日", f"{suspend} --until 7月24日") == (2, said)
    suspended = f"{ITEM}  暂缓  中期评估·起草 → 暂缓"
    assert tale.does("lingdao", "2023年7月24日", f"{suspend} --until 9月1日") == suspended
    assert tale.overdue("2023年8月7日", ITEM) == {}
    assert tale.why("2023年8月7日", DUTY) == "灰 暂缓：2023年7月24日起暂缓；2023年9月1日复核是否恢复"
    said = f"不能报送：{ITEM} 还在“暂缓”；可由他人：恢复"
    assert tale.refused("li", "2023年8月7日", f"advance 报送 {ITEM}") == (4, said)
    assert tale.todo("li", "2023年8月7日", ITEM) == []
    resumed = f"{ITEM}  恢复  暂缓 → 中期评估·起草"
    assert tale.does("lingdao", "2023年8月14日", f"advance 恢复 {ITEM} -m 审计已结束") == resumed
    # 25 to 28 July, 31 July to 4 August, 7 to 11 and 14 August are 15 working days;
    # 15 working days after 31 July: 1 to 4, 7 to 11, 14 to 18 and 21 August
    assert tale.due(DUTY) == ("2023-07-31", "2023-07-31", "2023-08-21")
    left = "中期评估 还有4个工作日，时限2023年8月21日（原定2023年7月31日、暂缓顺延）"
    assert tale.why("2023年8月15日", DUTY) == f"黄 临期：{left}"
    assert tale.todo("li", "2023年8月15日", ITEM) == ["报送 中期评估 限2023-08-21"]
    # the window of the final evaluation had not opened
    assert tale.due(f"{ITEM}@总结评估")[2] == "2025-12-31"
    tale.does("li", "2023年8月21日", f"advance 报送 {ITEM}")
    tale.does("fangan", "2023年8月24日", f"advance 评估结论 {ITEM} -r 达到进度 -e 依据.txt")
    assert tale.why("2023年8月24日", DUTY) == "完 已完成：中期评估：按期完成"


def test_an_item_is_reassigned_while_overdue(tale: Tale) -> None:
    """Five working days for the new unit, the days so far against the old one, a new signature."""
    item, annual = "ZW-19", "ZW-19@年度总结2022"
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", item, CITY)
    tale.does("fangan", "2021年12月20日", f"waive {item}@年度总结2021 -m 当年刚启动")
    # 4 to 6, 9 to 13, 16 and 17 January 2023
    assert tale.overdue("2023年1月17日", item) == {"年度总结2022": 10}
    reassign = f"reassign {item} --lead 中宁县中医医院"
    assert tale.refused("fangan", "2023年1月17日", reassign) == (2, f"不能改派：{item} 须用 -m 写明理由")
    assert tale.does("fangan", "2023年1月17日", f"{reassign} -m 对口支援由县里承担") == f"{item}  改派  实施·推进中"
    record = tale.inside.rows(f"SELECT changes FROM record WHERE item = '{item}' AND act = 'reassign'")[0][0]
    assert json.loads(record)["more"] == {"from_unit": CITY, "overdue": {"annual_review-2022": 10}}
    # 18 to 20 January; 21 to 27 is Spring Festival; 28 and 29 are a weekend of work
    assert tale.due(annual) == ("2022-12-31", "2022-12-31", "2023-01-29")
    left = "年度总结2022 还有4个工作日，时限2023年1月29日（原定2022年12月31日、改派后顺延）"
    assert tale.why("2023年1月18日", annual) == f"黄 临期：{left}"
    waiting = ["签收 签收（第2次） 限2023-01-20", "启动总结/评估 年度总结2022 限2023-01-29"]
    assert tale.todo("zhou", "2023年1月18日", item) == waiting
    said = f"没有这个事项，或不在可查看的范围内：{item}"
    assert tale.refused("wang", "2023年1月18日", f"advance 签收 {item}") == (3, said)
    signed = f"{item}  签收  签收（第2次）  待办 → 已完成"
    assert tale.does("zhou", "2023年1月19日", f"advance 签收 {item}") == signed
    tale.does("zhou", "2023年1月28日", "targets enter ZW-T17 3 --as-of 2022-12-31")
    tale.hand_in("zhou", "2023年1月28日", "2023年1月29日", annual)
    tale.does("fangan", "2023年1月31日", f"advance 审核通过 {item}")
    assert tale.why("2023年1月31日", annual) == "完 已完成：年度总结2022：按期完成"
    assert tale.history(item)[3] == (
        "2023-01-17  改派  中卫市卫生健康委 → 中宁县中医医院  "
        "此前逾期记在中卫市卫生健康委名下：年度总结2022 10个工作日  赵敏·方案办公室"
    )


def test_what_nobody_does_is_urged_numbered_and_phoned_about(tale: Tale) -> None:
    """The first day overdue: urged by the ladder, then ordered by hand and phoned about; what was asked for stands."""
    begin(tale)
    tale.does("li", "2023年7月3日", f"report {ITEM} --achieved 刚开始")
    tale.does("zongban", "2023年8月1日", "remind run --older")
    sent = tale.sees("2023年8月1日", f"remind list --duty {DUTY} --all")
    urged = {(row["login"], row["words"], row["standing"]) for row in sent if row["login"]}
    assert urged == {("li", "urge", "phone"), ("lingdao", "urge", "phone")}  # nobody has a channel here
    assert len({row["number"] for row in sent if row["login"]}) == 1
    said = "“urge”需要方案办公室角色；li 没有"
    assert tale.refused("li", "2023年8月2日", f"urge {DUTY} -m 请报") == (5, said)
    assert tale.does("fangan", "2023年8月2日", f"urge {DUTY} -m 8月4日前报送") == f"{ITEM}  督办  中期评估  待办"
    order = "8月4日前报送"
    words = [row["said"] for row in tale.sees("2023年8月2日", "todo --limit 500", "li") if row["item"] == ITEM]
    assert [word["text"] for word in words[0]] == [order]
    tale.does("fangan", "2023年8月3日", f"remind phoned {DUTY} --person li -m 答应明日报送")
    tale.hand_in("li", "2023年8月4日", "2023年8月4日", DUTY)
    assert [line for line in tale.history(ITEM) if "督办" in line or "电话" in line] == [
        "2023-08-02  督办  中期评估  督办〔2023〕67号  对象：何建国、李强  赵敏·方案办公室",
        "2023-08-03  电话催办  中期评估  对象：李强  赵敏·方案办公室",
    ]
    tale.does("zongban", "2023年8月7日", "remind run --older")
    later = tale.sees("2023年8月7日", f"remind list --duty {DUTY} --all")
    assert [row for row in later if row["words"] == "second"] == []
