"""What is not entered as a target is told once with its figure; values of 分别; names that name nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from documents.fact import Frame, Wording
from documents.prose.passage import on_line
from documents.targets.measures import Measured, measure
from documents.targets.nameless import is_empty
from documents.tasks.contents import _unplaced
from workflow.speech import because

PLAN = Frame("青石市", (), date(2021, 1, 1), date(2030, 12, 31))


def read(text: str, title: str = "任务", goal: str = "") -> Measured:
    goals = [on_line(goal, 1)] if goal else []
    return measure([Wording("01", on_line(title, 2), (on_line(text, 3),))], goals, PLAN)


def entered(text: str) -> list[tuple[Any, ...]]:
    found = read(text).targets.get("01", [])
    return [(each.values["metric"], each.values["value"], each.values["due"].year) for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2022年和2030年，矮小率分别低于7%和5%。", [("矮小率", "低于7%", 2022), ("矮小率", "低于5%", 2030)]),
        ("到2022年和2030年，病死率分别控制在9‰及以下和6‰及以下。", [
            ("病死率", "控制在9‰及以下", 2022), ("病死率", "控制在6‰及以下", 2030),
        ]),
        ("到2022年和2030年，缺陷率分别不超过7%和不超过5%。", [
            ("缺陷率", "不超过7%", 2022), ("缺陷率", "不超过5%", 2030),
        ]),
        ("缺勤率分别低于24%和20%。", []),
        ("到2022年和2025年，合格率和优良率分别达到80%和90%。", []),
    ],
)  # fmt: skip
def test_each_of_several_values_has_its_year_or_none_is_entered(text, expected) -> None:
    assert entered(text) == expected


def test_values_of_which_nobody_can_tell_the_year_are_told() -> None:
    found = read("缺勤率分别低于24%和20%。").targets[""]
    assert [(fact.values["figure"], fact.doubts[0].reason.key) for fact in found] == [
        ("低于24%", "read_target_respectively"), ("低于20%", "read_target_respectively"),
    ]  # fmt: skip


def test_a_target_without_a_certain_day_is_told_with_its_figure() -> None:
    (fact,) = read("2022年汛期前完成清淤80公里。").targets[""]
    why = because("read_vague_date", printed="2022年汛期前")
    assert _unplaced(fact).reason == because("read_target_left", metric="清淤", figure="80公里", why=why)


def test_a_goal_of_no_item_is_one_doubt_with_its_figure_and_its_day() -> None:
    (fact,) = read("加强管理。", goal="到2024年，建成区积水点消除率达到95%以上。").targets[""]
    assert _unplaced(fact).reason == because(
        "read_goal_alone", metric="建成区积水点消除率", figure="达到95%以上", due=date(2024, 12, 31)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年更新200台，2025年更新300台。", ["2024年更新200台", "2025年更新300台"]),
        ("随机抽取比例为10%-15%。", ["随机抽取比例为10%-15%"]),
        ("减排比例不低于总量的10%、20%和30%。", ["减排比例不低于总量的10%、20%和30%"]),
        ("建成15个中心。", []),
        ("对优秀企业给予50万元奖励，实行24小时值班。", []),
        ("按照1000元/户的标准执行，共设8个方面。", []),
        ("到2024年，市场主体数量翻一番。", ["市场主体数量翻一番"]),
        ("审批事项减少三分之一，投诉量下降两成。", ["审批事项减少三分之一", "投诉量下降两成"]),
        ("重大隐患动态清零。", ["重大隐患动态清零"]),
        ("推进隐患清零专项行动，做到零容忍。", []),
        ("事故死亡率≤0.02，平均受教育年限达到11.5年。", ["事故死亡率≤0.02", "平均受教育年限达到11.5年"]),
        ("到2024年，户均增收2000元以上。", ["户均增收2000元以上"]),
        ("到2024年，分别达到80%和90%以上。", ["分别达到80%和90%以上"]),
        ("到2024年，产能是2023年的2倍。", ["产能是2023年的2倍"]),
        ("到2024年，5岁以下儿童死亡率下降到4‰以下。", []),
        ("到2024年，95%以上的群众对服务表示满意。", ["95%以上的群众对服务表示满意"]),
        ("2019年，生产总值增长6.5%。", []),
        ("到2019年，生产总值增长6.5%。", ["生产总值增长6.5%"]),
        ("截至2019年底，覆盖率达到80%，床位达到500张。", []),
    ],
)
def test_a_figure_that_looks_like_a_target_is_told(text, expected) -> None:
    assert [clause.text for clause in read(text).unread["01"]] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成改造任务的80%，全部完成。", [("改造任务完成率", 80, 2030), ("改造任务完成率", 100, 2030)]),
        ("完成老旧家庭适老化改造500户。", [("老旧家庭适老化改造户数", 500, 2030)]),
        ("抽取比例为10%，一般不超过20%。", [("抽取比例", "不超过20%", 2030)]),
        ("人均绿地面积≥8.5㎡。", [("人均绿地面积", 8.5, 2030)]),
        ("高标准农田建设20万亩。", [("高标准农田建设", 20, 2030)]),
        ("新建、改扩建幼儿园15所。", [("幼儿园数", 15, 2030)]),
        ("改造老旧管网共计120公里。", [("改造的老旧管网", 120, 2030)]),
        ("建成投用养老中心5个。", [("养老中心数", 5, 2030)]),
        ("三年累计培训1万人次。", [("培训的人次数", 1, 2030)]),
        ("完成对20个老旧小区的改造。", [("老旧小区的改造数", 20, 2030)]),
        ("每万人口专利拥有量达到20件。", [("每万人口专利拥有量", 20, 2030)]),
        ("亩均税收达到20万元/亩。", [("亩均税收", 20, 2030)]),
        ("产业规模比2023年增长1倍以上。", [("产业规模比2023年增长", 1, 2030)]),
        ("研发投入占比提高0.5个百分点，达到2.8%。", [("研发投入占比提高", 0.5, 2030), ("研发投入占比", 2.8, 2030)]),
        ("截至2019年底，覆盖率达到80%，到2030年，达到90%。", [("覆盖率", 90, 2030)]),
        ("给予2倍奖励，最高不超过50万元。", []),
        ("培育企业20家、建设基地5个。", [("培育的企业数", 20, 2030), ("基地数", 5, 2030)]),
        ("新增国家级企业10家、省级100家。", [("新增国家级企业数", 10, 2030), ("新增省级企业数", 100, 2030)]),
        ("国家级、省级示范社分别达到5家、20家。", [("国家级示范社数", 5, 2030), ("省级示范社数", 20, 2030)]),
        ("应急物资储备率达到90%，使用率达到80%。", [("应急物资储备率", 90, 2030), ("使用率", 80, 2030)]),
        ("产能达到500万吨，天然气供应达到5亿立方米。", [("产能", 500, 2030), ("天然气供应", 5, 2030)]),
        ("零售额突破20亿元、年均增长10%以上。", [("零售额", 20, 2030), ("零售额年均增长", 10, 2030)]),
        ("税收年均增长5%，亩均效益平均达到5000元。", [("税收年均增长", 5, 2030), ("亩均效益", 5000, 2030)]),
        ("应答时间不超过15秒。", [("应答时间", "不超过15秒", 2030)]),
        ("形成1个千亿级、3个百亿级产业集群。", [("千亿级产业集群数", 1, 2030), ("百亿级产业集群数", 3, 2030)]),
        ("超过80%的行政村建成卫生室。", [("行政村建成卫生室的比例", 80, 2030)]),
    ],
)
def test_a_metric_says_what_is_measured(text, expected) -> None:
    assert entered(text) == expected


def test_a_clause_that_is_but_a_stretch_of_time_gives_its_word_of_commitment() -> None:
    (fact,) = read("力争用3年时间，培育100家示范企业。").targets["01"]
    assert (fact.values["metric"], fact.values["commitment"]) == ("培育的示范企业数", "力争")


def test_a_metric_that_says_nothing_is_named_after_the_item() -> None:
    (fact,) = read("同比增长15%。", title="发展电商").targets["01"]
    assert (fact.values["metric"], [doubt.field for doubt in fact.doubts if doubt.field == "metric"]) == (
        "发展电商（同比增长）", ["metric"],
    )  # fmt: skip


def test_which_names_are_empty() -> None:
    assert [is_empty(name) for name in ("一般", "年均增长", "总数", "覆盖率", "培训的人数")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_a_goal_that_says_of_whom_is_the_item_s_own_count() -> None:
    found = read("开展培训1300人次以上。", goal="职业技能培训1300人次以上。").targets
    assert {code: [fact.values["metric"] for fact in facts] for code, facts in found.items()} == {
        "01": ["职业技能培训人次数"]
    }
