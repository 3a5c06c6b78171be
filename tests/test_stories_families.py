"""Stories of a task and the projects inside it, and of what is put off, taken up again and cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from make import reach

from models.words import OPEN, Event, State, Status
from workflow.lifecycle import SUSPENDABLE

if TYPE_CHECKING:
    from stories import Tale

CITY = "中卫市卫生健康委"
HOSPITAL = "中卫市中医医院"
PAPER = "-e 依据.txt"


def test_a_task_and_its_projects_are_suspended_resumed_and_cancelled_together(tale: Tale) -> None:
    """What one of them was overdue when it was suspended stays as it is; the closed project stays closed."""
    tale.does("fangan", "2021年7月9日", f"advance 交办 ZW-07 --lead {CITY}")
    tale.does("fangan", "2021年7月9日", f"advance 交办 ZW-07.P1 --lead {HOSPITAL}")
    tale.does("fangan", "2021年7月9日", "advance 交办 ZW-07.P2 --lead 中宁县中医医院")
    tale.does("li", "2021年7月13日", "advance 签收 ZW-07")
    tale.does("wang", "2021年7月13日", "advance 签收 ZW-07.P1")
    # signing was due on the 14th, the launch on the 15th; the 19th and 20th are 古尔邦节
    late = {"签收（第1次）": 6, "启动": 5}
    assert tale.overdue("2021年7月26日", "ZW-07.P2") == late
    suspend = "advance 暂缓 ZW-07 -m 等待自治区批复"
    assert tale.refused("lingdao", "2021年7月26日", suspend) == (2, "不能暂缓：ZW-07 须用 --until 写明复核日期")
    said = "不能暂缓：ZW-07 须由分管领导办理（其范围须含中卫市卫生健康委）；可以：责令整改"
    assert tale.refused("fangan", "2021年7月26日", f"{suspend} --until 8月16日") == (5, said)
    suspended = "ZW-07  暂缓  实施·推进中 → 暂缓"
    assert tale.does("lingdao", "2021年7月26日", f"{suspend} --until 8月16日") == suspended
    family = ("ZW-07", "ZW-07.P1", "ZW-07.P2", "ZW-07.P3")
    assert [tale.state(item) for item in family] == ["暂缓"] * 4
    assert tale.overdue("2021年8月10日", "ZW-07.P2") == {}
    put_off = "灰 暂缓：2021年7月26日起暂缓；2021年8月16日复核是否恢复"
    assert tale.why("2021年8月10日", "ZW-07.P2@签收（第1次）") == put_off
    said = "不能签收：ZW-07.P2 还在“暂缓”"
    assert tale.refused("zhou", "2021年8月10日", "advance 签收 ZW-07.P2") == (4, said)
    assert tale.todo("lingdao", "2021年8月16日", "ZW-07") == ["恢复 限2021-08-16"]
    assert tale.does("lingdao", "2021年8月16日", "advance 恢复 ZW-07 -m 批复已到") == "ZW-07  恢复  暂缓 → 实施·推进中"
    before = ["实施·推进中", "实施·推进中", "启动·已交办待签收", "启动·已立项待交办"]
    assert [tale.state(item) for item in family] == before
    # 27 July to 16 August are 15 working days; so much later both are due: on 6 and 9 August
    assert tale.due("ZW-07.P2@签收（第1次）") == ("2021-07-14", "2021-07-14", "2021-08-06")
    assert tale.due("ZW-07.P2@启动") == ("2021-07-15", "2021-07-15", "2021-08-09")
    assert tale.overdue("2021年8月16日", "ZW-07.P2") == late
    assert tale.overdue("2021年8月17日", "ZW-07.P2") == {"签收（第1次）": 7, "启动": 6}
    # the windows of the reviews had not opened yet
    assert tale.due("ZW-07@年度总结2021")[2] == "2021-12-31"
    tale.does("wang", "2021年9月1日", f"advance 申请办结 ZW-07.P1 {PAPER}")
    tale.does("fangan", "2021年9月3日", "advance 核查通过 ZW-07.P1")
    tale.does("lingdao", "2021年9月6日", "advance 销号 ZW-07.P1")
    cancel = "advance 撤销 ZW-07 -m 任务并入省级项目"
    said = "不能撤销：ZW-07 须用 --evidence 附上依据文件"
    assert tale.refused("lingdao", "2021年10月11日", cancel) == (2, said)
    cancelled = "ZW-07  撤销  实施·推进中 → 已撤销"
    assert tale.does("lingdao", "2021年10月11日", f"{cancel} {PAPER} --yes") == cancelled
    assert [tale.state(item) for item in family] == ["已撤销", "已销号", "已撤销", "已撤销"]
    assert tale.overdue("2022年1月12日", "ZW-07.P2") == {}
    assert set(tale.statuses("ZW-07.P3").values()) == {"不再需要"}
    said = "不能恢复：ZW-07.P2 已是“已撤销”，不再办理"
    assert tale.refused("lingdao", "2021年10月12日", "advance 恢复 ZW-07.P2 -m 重启") == (4, said)


def test_a_task_is_not_completed_over_an_unfinished_project(tale: Tale) -> None:
    """And what lies under a completed task is not taken up again before the task is."""
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", "ZW-12", CITY)
    tale.launch("fangan", "wang", "2021年7月9日", "2021年7月13日", "ZW-12.P1", HOSPITAL)
    ask = f"advance 申请办结 ZW-12 {PAPER}"
    said = "不能申请办结：ZW-12 下级事项尚未办结：ZW-12.P1；可由他人：责令整改"
    assert tale.refused("li", "2021年9月1日", ask) == (4, said)
    tale.does("wang", "2021年9月1日", f"advance 申请办结 ZW-12.P1 {PAPER}")
    assert tale.refused("li", "2021年9月1日", ask) == (4, said)
    tale.does("fangan", "2021年9月3日", "advance 核查通过 ZW-12.P1")
    # on the 2nd the project was unfinished still: days of a family do not run backwards either
    said = "不能申请办结：ZW-12 办理日期2021年9月2日早于下级事项上一次办理的日期：ZW-12.P1"
    assert tale.refused("li", "2021年9月2日", ask) == (4, f"{said}；可由他人：责令整改")
    assert tale.does("li", "2021年9月6日", ask) == "ZW-12  申请办结  实施·推进中 → 办结待核"
    assert tale.does("fangan", "2021年9月8日", "advance 核查通过 ZW-12").endswith("→ 已办结待销号")
    back = "advance 退回重办 ZW-12.P1 -m 抽查不合格"
    said = "不能退回重办：ZW-12.P1 上级事项 ZW-12 已是“已办结待销号”，要先由其退回或复核；可以：销号"
    assert tale.refused("lingdao", "2021年9月10日", back) == (4, said)
    # both are closed in one command, the project first
    told = tale.inside("--as", "lingdao", "--today", "2021-09-13", "advance", "销号", "ZW-12", "ZW-12.P1", "--json")
    assert [(row["item"], row["after"]) for row in told.data] == [("ZW-12", "closed"), ("ZW-12.P1", "closed")]


def test_a_project_put_off_under_a_finished_task_comes_back_with_it(tale: Tale) -> None:
    """A suspended project holds nothing up; it is taken up again when the task is looked at again."""
    item, task = "ZW-12.P1", "ZW-12"
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", task, CITY)
    tale.launch("fangan", "wang", "2021年7月9日", "2021年7月13日", item, HOSPITAL)
    tale.does("lingdao", "2021年8月2日", f"advance 暂缓 {item} -m 资金未到位 --until 2021年12月1日")
    tale.does("li", "2021年9月1日", f"advance 申请办结 {task} {PAPER}")
    assert tale.does("fangan", "2021年9月3日", f"advance 核查通过 {task}").endswith("→ 已办结待销号")
    assert tale.does("lingdao", "2021年9月6日", f"advance 销号 {task}").endswith("→ 已销号")
    resume = f"advance 恢复 {item} -m 资金已到位"
    said = f"不能恢复：{item} 上级事项 {task} 已是“已销号”，要先由其退回或复核"
    assert tale.refused("lingdao", "2021年12月1日", resume) == (4, said)
    again = f"advance 回头看 {task} -m 所属项目恢复建设 --line 项目未建成@2022年3月31日"
    assert tale.does("lingdao", "2021年12月1日", again) == f"{task}  回头看/复核  已销号 → 实施·整改中"
    assert tale.does("lingdao", "2021年12月2日", resume) == f"{item}  恢复  暂缓 → 实施·推进中"
    assert tale.does("wang", "2022年3月7日", f"advance 申请办结 {item} {PAPER}").endswith("→ 办结待核")


# What is put off and cancelled from wherever it stands, by the engine

DAYS = {
    "launch": "2021-07-12",
    "annual_review": "2021-11-08",
    "midterm_evaluation": "2023-06-05",
    "final_evaluation": "2025-10-13",
}
"""A day on which each stage may be reached; any other stage on the day of the launch."""

WITHOUT_FIGURES = [f"ZW-{n:02d}" for n in range(1, 22) if n not in (2, 3, 4, 6, 7, 10, 19)]
"""Tasks that are held to their work alone, which a review tells in words."""


def test_whatever_is_being_done_may_be_put_off_taken_up_and_cancelled(tale: Tale) -> None:
    """From every open state but the completed: suspended, resumed to where it was, cancelled."""
    city = tale.city()
    for item, state in zip(WITHOUT_FIGURES, SUSPENDABLE, strict=True):
        day = DAYS.get(state.stage, DAYS["launch"])
        reach(city, state, day, item)
        suspended = city.step(Event.SUSPEND, item, day).after
        assert (suspended.state, suspended.remembered) == (State.SUSPENDED, state)
        assert city.step(Event.RESUME, item, day).after.state == state
        cancelled = city.step(Event.CANCEL, item, day).after
        assert (cancelled.state, cancelled.in_hand, cancelled.lines) == (State.CANCELLED, None, [])
        assert Status.PENDING not in city.statuses(item).values()
    city.close()


def test_what_is_put_off_or_completed_may_be_cancelled_too(tale: Tale) -> None:
    """The two open states that nothing can be suspended from."""
    assert set(OPEN) - set(SUSPENDABLE) == {State.SUSPENDED, State.COMPLETED}
    city = tale.city()
    for item, state in (("ZW-20", State.SUSPENDED), ("ZW-21", State.COMPLETED)):
        reach(city, state, DAYS["launch"], item)
        cancelled = city.step(Event.CANCEL, item, DAYS["launch"]).after
        assert (cancelled.state, cancelled.remembered, cancelled.suspended_on) == (State.CANCELLED, None, None)
    city.close()
