"""The five years of Zhongwei's task 4, broken down to its three counties: targets, figures, reviews, and the ending."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
from stories import PAPER, PARTS

if TYPE_CHECKING:
    from stories import Tale

ITEM, CLINICS = "ZW-04", "ZW-T08"
COUNTIES = {"640502": "tian", "640521": "bai", "640522": "hai"}
OTHERS = ("ZW-T05", "ZW-T06", "ZW-T07")

YEARS = {
    "640502": (90, 92, 94, 96, 98, 100),
    "640521": (80, 84, 88, 90, 92, 92),
    "640522": (70, 76, 82, 86, 88, 90),
}
"""What each county sets for its village clinics: the baseline of 2020, then the five years."""

CLINICS_REACHED = {
    2021: ("18/20", "33/40", "121/160"),
    2022: ("19/20", "35/40", "124/160"),
    2023: ("20/20", "38/40", "127/160"),
    2024: ("20/20", "38/40", "142/160"),
    2025: ("20/20", "39/40", "146/160"),
}


def set_down(tale: Tale, county: str, owner: str) -> None:
    """A county sets the values of all its years at once, by command."""
    base, *years = YEARS[county]
    tale.does(owner, "2021年8月25日", f"targets set {CLINICS} {base}% --baseline")
    for year, value in enumerate(years, 2021):
        tale.does(owner, "2021年8月25日", f"targets set {CLINICS} {value}% --year {year}")
    for target in OTHERS:
        for year, value in enumerate((60, 70, 80, 90, 100), 2021):
            tale.does(owner, "2021年8月26日", f"targets set {target} {value} --year {year}")


def review(tale: Tale, county: str, year: int) -> None:
    """A county's year: its figures, its report, its annual review handed in and accepted."""
    owner, item = COUNTIES[county], f"{ITEM}/{county}"
    clinics = CLINICS_REACHED[year][list(COUNTIES).index(county)]
    tale.does(owner, f"{year}年11月8日", f"advance 启动总结 {item} --checkpoint annual_review-{year}")
    for target, figure in zip((CLINICS, *OTHERS), (clinics, "4/4", "9/9", "3/3"), strict=True):
        entered = f"targets enter {target} {figure} --as-of {year}年11月30日 -e {PAPER}"
        tale.does(owner, f"{year}年12月10日", entered)
    tale.does(owner, f"{year}年12月15日", f"report {item} {PARTS}")
    tale.does(owner, f"{year}年12月15日", f"advance 报送 {item}")
    tale.does("fangan", f"{year}年12月22日", f"advance 审核通过 {item}")


def stands(tale: Tale, day: str, *, unit: str = "") -> list[tuple[str, object, object, str | None]]:
    """The village clinics: of the city and each county the year's target, what was reached, and the pace."""
    rows = tale.sees(day, f"targets show {CLINICS}" + (f" --unit {unit}" if unit else ""))
    return [(row["item"], row["aim"], row["actual"], row["pace"]) for row in rows]


def test_the_five_years_of_task_four(tale: Tale) -> None:
    """Three counties, one of them behind in 2023; the city sees one true figure, and which county holds it back."""
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", ITEM, "中卫市卫生健康委")
    broken = f"break-down {ITEM} --units {','.join(COUNTIES)}"
    done = "已分解1项，共3件，由各单位在2021年8月19日前签收："
    assert tale.does("fangan", "2021年8月16日", broken) == done
    assert [tale.statuses(ITEM)[f"年度总结{year}"] for year in (2021, 2025)] == ["不再需要", "不再需要"]
    assert list(tale.statuses(f"{ITEM}/640521")) == [
        *("签收（第1次）", "年度总结2021", "年度总结2022", "中期评估", "年度总结2023", "年度总结2024"),
        *("年度总结2025", "总结评估"),
    ]
    for county, owner in COUNTIES.items():
        tale.does(owner, "2021年8月18日", f"advance 签收 {ITEM}/{county}")
        set_down(tale, county, owner)
    for year in (2021, 2022):
        for county in COUNTIES:
            review(tale, county, year)
    # 178/220 at the end of November 2022
    assert stands(tale, "2022年12月30日")[0] == (ITEM, 84.1818, 80.9091, "far_behind")
    midterm(tale)
    for year in (2023, 2024):
        for county in COUNTIES:
            review(tale, county, year)
    assert stands(tale, "2024年12月30日") == [
        (ITEM, 89.6364, 90.9091, "ahead"),
        ("ZW-04/640502", 98, 100, "ahead"),
        ("ZW-04/640521", 92, 95, "ahead"),
        ("ZW-04/640522", 88, 88.75, "ahead"),
    ]
    ending(tale)


def midterm(tale: Tale) -> None:
    """One county does not report in time; the city hands in its own, names it, and is told to mend."""
    for county, owner in COUNTIES.items():
        tale.does(owner, "2023年6月5日", f"advance 启动评估 {ITEM}/{county} --checkpoint midterm_evaluation")
    clinics = dict(zip(COUNTIES, ("20/20", "38/40", "126/160"), strict=True))
    for county in ("640502", "640521"):
        hand_in(tale, county, clinics[county])
    tale.does("li", "2023年7月3日", f"advance 启动评估 {ITEM} --checkpoint midterm_evaluation")
    tale.does("li", "2023年7月20日", f"report {ITEM} {PARTS}")
    said = "不能报送：ZW-04 未报：海原县卫生健康局（如仍要报送，须用 -m 写明）；可以：退出总结/评估"
    assert tale.refused("li", "2023年7月21日", f"advance 报送 {ITEM}") == (4, said)
    hand_in(tale, "640522", clinics["640522"])
    # 184/220, where the mean of 100 %, 95 % and 78.75 % would say 91 %
    assert stands(tale, "2023年7月25日") == [
        (ITEM, 87.6364, 83.6364, "behind"),
        ("ZW-04/640502", 96, 100, "ahead"),
        ("ZW-04/640521", 90, 95, "ahead"),
        ("ZW-04/640522", 86, 78.75, "far_behind"),
    ]
    (whole, *_) = tale.sees("2023年7月25日", f"targets show {CLINICS}")
    assert (whole["holds_back"], whole["missing"]) == ("海原县卫生健康局", [])
    assert tale.light("2023年7月25日", f"{ITEM}/640522") == "红 严重滞后"
    for county in COUNTIES:
        tale.does("fangan", "2023年7月26日", f"advance 评估结论 {ITEM}/{county} --result 达到进度 -e {PAPER}")
    tale.does("li", "2023年7月27日", f"advance 报送 {ITEM}")
    tale.does("fangan", "2023年7月28日", f"advance 评估结论 {ITEM} --result 达到进度 -e {PAPER}")


def hand_in(tale: Tale, county: str, clinics: str) -> None:
    """A county's mid-term evaluation; where nothing has moved it says so, once for all that is left."""
    owner, item = COUNTIES[county], f"{ITEM}/{county}"
    tale.does(owner, "2023年7月21日", f"targets enter {CLINICS} {clinics} --as-of 2023年6月30日 -e {PAPER}")
    for target in OTHERS:
        tale.does(owner, "2023年7月21日", f"targets enter {target} --no-progress -m 上年已全部达到")
    tale.does(owner, "2023年7月21日", f"report {item} {PARTS}")
    tale.does(owner, "2023年7月21日", f"advance 报送 {item}")


def ending(tale: Tale) -> None:
    """2025: a county falls short of its own share first; then all three reach theirs, and the city its 90 %."""
    for county in COUNTIES:
        review(tale, county, 2025)
    assert stands(tale, "2025年12月23日")[0] == (ITEM, 90, 93.1818, "ahead")
    met = f"--result 达标 -e {PAPER}"
    for county, owner in COUNTIES.items():
        item = f"{ITEM}/{county}"
        tale.hand_in(owner, "2025年12月23日", "2025年12月24日", f"{item}@final_evaluation")
        tale.does("fangan", "2025年12月25日", f"advance 评估结论 {item} {met}")
    tale.hand_in("li", "2025年12月23日", "2025年12月26日", f"{ITEM}@final_evaluation")
    tale.does("fangan", "2025年12月29日", f"advance 评估结论 {ITEM} {met}")
    for item in (*(f"{ITEM}/{county}" for county in COUNTIES), ITEM):
        tale.does("lingdao", "2025年12月30日", f"advance 销号 {item}")
    assert tale.state(ITEM) == "已销号"
    assert tale.light("2025年12月31日", ITEM) == "完 已销号"
    assert tale.inside("--as", "shenji", "audit", "verify").code == 0


def begin(tale: Tale) -> Tale:
    """Task 4 broken down and signed for."""
    tale.launch("fangan", "li", "2021年7月9日", "2021年7月13日", ITEM, "中卫市卫生健康委")
    tale.does("fangan", "2021年8月16日", f"break-down {ITEM} --units 沙坡头区,中宁县,海原县")
    for code, owner in COUNTIES.items():
        tale.does(owner, "2021年8月18日", f"advance 签收 {ITEM}/{code}")
    return tale


@pytest.fixture
def county(tale: Tale) -> Tale:
    return begin(tale)


REFUSALS = [
    ("hai", "targets enter ZW-T08 161/160", 2, "分子161大于分母160"),
    ("hai", "targets enter ZW-T08 80%", 2, "“村卫生室能提供中医药服务的比例”须填分子和分母，才能汇总"),
    ("hai", "targets enter ZW-T08 12/", 2, "缺少分母；分子和分母要同时填"),
    ("hai", "targets enter ZW-T08 很多/160", 2, "“很多”不是数；可写 1234、1,234 或 83.6"),
    ("hai", "targets enter ZW-T08 1/160 --as-of 2022-12-31", 2, "截至日期2022年12月31日还没有到（今天是2021年9月1日）"),
    ("hai", "targets enter ZW-T08 --no-progress", 2, "写“无进展”须说明原因"),
    ("hai", "targets set ZW-T08 90 --year 2026", 2, "2026年不在方案期内（2021—2025年；2020年填基数）"),
    ("hai", "targets set ZW-T08 1 --year 2022", 2, "“1”看不出是1%还是100%，请写明"),
    ("hai", "targets set ZW-T08 101% --year 2022", 2, "“101%”超过100%"),
    ("hai", "targets set ZW-T08 50", 2, "用 --year 写明哪一年，或用 --baseline 表示基数，二者写一个"),
    ("hai", "targets enter ZW-T08 1/2 --unit 中宁县", 2, "中宁县卫生健康局不承担指标 ZW-T08"),
    ("hai", "targets enter ZW-T99 1/2", 3, "没有这个指标，或不在可查看的范围内：ZW-T99；相近的有：ZW-T08"),
    ("fangan", "targets enter ZW-T08 1/2 --unit 中卫市卫生健康委", 2, "中卫市卫生健康委不承担指标 ZW-T08"),
    ("hai", "break-down ZW-04/640522 --units 640522-H1", 5, "“break-down”需要方案办公室角色；hai 没有"),
    ("fangan", "break-down ZW-04 --units 沙坡头区", 4, "不能分解：ZW-04 已分解到沙坡头区卫生健康局"),
    ("fangan", "break-down ZW-04/640522 --units 640522", 4, "这就是分解给该单位的事项，不能再分解给自己"),
    ("fangan", "break-down --units 640522", 2, "写事项编号，或用 --plan 分解全部任务，二者写一个"),
    ("fangan", "targets owe ZW-T08 --units 中卫市教育局", 4, "：ZW-04 没有分解到中卫市教育局"),
]


@pytest.mark.parametrize(("who", "command", "code", "said"), REFUSALS, ids=[command for _, command, *_ in REFUSALS])
def test_what_is_wrong_is_named_and_nothing_changes(county: Tale, who: str, command: str, code: int, said: str) -> None:
    refused, told = county.refused(who, "2021年9月1日", command)
    assert (refused, said in told) == (code, True), told


def test_a_figure_that_falls_needs_a_reason_and_one_that_is_set_stays(tale: Tale) -> None:
    county = begin(tale)
    enter = "targets enter ZW-T08 {} --as-of {}"
    county.does("hai", "2021年9月1日", enter.format("100/160", "2021-08-31"))
    fell = "累计数减少了（2021年8月31日为100，这里是90），须说明原因"
    assert county.refused("hai", "2021年9月2日", enter.format("90/160", "2021-09-01")) == (2, fell)
    county.does("hai", "2021年9月2日", enter.format("90/160", "2021-09-01") + " -m 撤并10个村卫生室")
    county.does("hai", "2021年9月3日", "targets set ZW-T08 80% --year 2022")
    assert county.refused("hai", "2021年9月6日", "targets set ZW-T08 70% --year 2022") == (
        5,
        "2022年的目标已定为80%，只有办公室可以调整",
    )
    change = "targets set ZW-T08 70% --year 2022 --unit 海原县"
    said = "2022年的目标已定为80%，调整须说明理由"
    assert county.refused("fangan", "2021年9月6日", change) == (2, said)
    county.does("fangan", "2021年9月6日", f"{change} -m 人员编制核减")
    assert county.history("ZW-04/640522")[1:] == [
        "2021-09-01  填报数据  数据：ZW-T08 100/160（截至2021年8月31日）  马海峰·承办人",
        "2021-09-02  填报数据  数据：ZW-T08 90/160（截至2021年9月1日）  马海峰·承办人",
        "2021-09-03  确定年度目标  年度目标：ZW-T08 2022年80%  马海峰·承办人",
        "2021-09-06  确定年度目标  年度目标：ZW-T08 2022年80%→70%  赵敏·方案办公室",
    ]
    # As of an earlier day the later words do not count
    (_, told, *_), *_ = stands(county, "2021年9月1日", unit="海原县")
    assert told is None
    assert [row["actual"] for row in county.sees("2021年9月1日", "targets show ZW-T08 --unit 海原县")] == [62.5]
    assert [row["actual"] for row in county.sees("2021年9月2日", "targets show ZW-T08 --unit 海原县")] == [56.25]


def test_what_a_county_has_not_set_by_the_end_of_march_is_its_yellow_duty(tale: Tale) -> None:
    county = begin(tale)
    item = "ZW-04/640522"
    county.does("fangan", "2021年12月20日", f"waive {item}@年度总结2021 -m 当年新分解")
    assert county.light("2022年3月30日", item) == "灰 未到期启动"
    assert county.light("2022年3月31日", item) == "黄 未定年度目标"
    assert county.todo("hai", "2022年2月1日", item) == ["确定年度目标 限2022-03-31"]
    for target in (CLINICS, *OTHERS):
        county.does("hai", "2022年4月1日", f"targets set {target} 80% --year 2022")
    assert county.light("2022年4月1日", item) == "灰 未到期启动"
    assert county.todo("hai", "2022年4月1日", item) == []


def test_all_tasks_of_a_plan_are_broken_down_at_once(tale: Tale) -> None:
    """Twenty-one tasks for three counties; the second time there is nothing left, a new county gets its own."""
    counties = "break-down --plan ZW --units 640502,640521"
    told = tale.inside("--as", "fangan", "--today", "2021年8月16日", *shlex.split(counties), "--json")
    assert (len(told.data), sum(len(row["children"]) for row in told.data)) == (21, 42)
    assert tale.does("fangan", "2021年8月16日", counties) == "没有需要分解的事项：都已分解到这些单位。"
    again = f"{counties},640522"
    done = "已分解21项，共21件，由各单位在2021年8月20日前签收："
    assert tale.does("fangan", "2021年8月17日", again) == done
    # A hospital's grade is its own project's, the number of specialties is shared by all three
    rows = tale.sees("2021年8月18日", "targets show ZW-07 --all")
    assert [row["item"] for row in rows if row["target"] == "ZW-T11"] == ["ZW-07", "ZW-07.P2"]
    shared = ["ZW-07", "ZW-07/640502", "ZW-07/640521", "ZW-07/640522"]
    assert [row["item"] for row in rows if row["target"] == "ZW-T13"] == shared
    # Yesterday there was none of the third county
    assert [row["item"] for row in tale.sees("2021年8月16日", "list --plan ZW --kind 分解 --all --unit 海原县")] == []


def test_a_county_breaks_down_to_its_hospitals_and_adds_them_up(tale: Tale) -> None:
    """Below a county the institutions report, and what the county had reported itself stands until they do."""
    county = begin(tale)
    county.does("hai", "2021年9月1日", "targets enter ZW-T08 90/160 --as-of 2021-08-31")
    county.does("fangan", "2021年9月2日", "break-down ZW-04/640522 --units 海原县中医医院")
    assert [row[2] for row in stands(county, "2021年9月3日", unit="海原县")] == [56.25, None]
    below = "targets enter ZW-T08 100/160 --as-of 2021-09-02 --unit 海原县中医医院"
    assert county.refused("hai", "2021年9月3日", "targets enter ZW-T08 95/160 --unit 640522")[0] == 2
    county.does("ma", "2021年9月3日", below)
    assert [row[2] for row in stands(county, "2021年9月3日", unit="海原县")] == [62.5, 62.5]


def test_the_office_names_who_owes_a_target(tale: Tale) -> None:
    """A county without community centres owes no figure of them, and the city's figure does not wait for it."""
    county = begin(tale)
    county.does("tian", "2021年9月1日", "targets enter ZW-T05 3/4")
    county.does("bai", "2021年9月1日", "targets enter ZW-T05 1/2")
    (whole, *_) = county.sees("2021年9月2日", "targets show ZW-T05")
    assert (whole["pace"], whole["missing"]) == ("unreported", ["海原县卫生健康局"])
    county.does("fangan", "2021年9月2日", "targets owe ZW-T05 --units 沙坡头区,中宁县 -m 没有这类机构")
    (whole, *below) = county.sees("2021年9月2日", "targets show ZW-T05")
    assert (whole["actual"], whole["missing"], len(below)) == (66.6667, [], 2)
    said = (2, "海原县卫生健康局不承担指标 ZW-T05")
    assert county.refused("hai", "2021年9月3日", "targets enter ZW-T05 0/0") == said


def test_breaking_down_further_takes_nothing_from_the_city(tale: Tale) -> None:
    """The county's own figure stays in the city's until all of its institutions have reported."""
    county = begin(tale)
    for owner, figure in (("tian", "20/20"), ("bai", "38/40"), ("hai", "126/160")):
        county.does(owner, "2021年9月1日", f"targets enter ZW-T08 {figure} --as-of 2021-08-31")
    county.does("fangan", "2021年9月2日", "break-down ZW-04/640522 --units 海原县中医医院")
    assert [row[2] for row in stands(county, "2021年9月3日")] == [83.6364, 100, 95, 78.75, None]
    county.does("ma", "2021年9月3日", "advance 签收 ZW-04/640522-H1")
    county.does("ma", "2021年9月3日", "targets enter ZW-T08 128/160 --as-of 2021-09-02")
    assert [row[2] for row in stands(county, "2021年9月3日")] == [84.5455, 100, 95, 80, 80]


def test_a_review_of_the_whole_asks_for_the_figures_of_those_below(tale: Tale) -> None:
    """In Shizuishan the counties owe no annual review, but the city's asks for their figures all the same."""
    item, city = "SZS-1.2", "石嘴山市卫生健康委员会"
    tale.launch("wu", "feng", "2021年8月16日", "2021年8月17日", item, city)
    tale.does("wu", "2021年9月1日", f"break-down {item} --units 平罗县")
    tale.does("wu", "2021年9月1日", f"advance 交办 {item}/640221 --lead {city}")
    tale.does("feng", "2021年9月2日", f"advance 签收 {item}/640221")
    tale.does("feng", "2021年11月8日", f"advance 启动总结 {item}")
    tale.does("feng", "2021年12月20日", f"report {item} {PARTS}")
    code, said = tale.refused("feng", "2021年12月20日", f"advance 报送 {item}")
    assert (code, said.startswith(f"不能报送：{item} 未报：{city}")) == (4, True), said
    tale.does("feng", "2021年12月21日", f"targets enter {item}/640221 --no-progress -m 当年启动，尚未建成")
    assert tale.does("feng", "2021年12月22日", f"advance 报送 {item}").startswith(f"{item}  报送")


def test_a_year_to_come_and_a_year_gone_are_shown(tale: Tale) -> None:
    county = begin(tale)
    for year, value in ((2021, "76%"), (2022, "82%"), (2023, "86%")):
        county.does("hai", "2021年9月1日", f"targets set ZW-T08 {value} --year {year}")
    county.does("hai", "2021年12月20日", "targets enter ZW-T08 126/160 --as-of 2021-12-20")
    told = {
        year: [(row["year"], row["aim"], row["actual"], row["pace"]) for row in rows]
        for year in (2021, 2022, 2023)
        if (rows := county.sees("2022年2月1日", f"targets show ZW-T08 --unit 海原县 --year {year}"))
    }
    assert told == {
        2021: [(2021, 76, 78.75, "on_schedule")],
        2022: [(2022, 82, 78.75, "unreported")],
        2023: [(2023, 86, 78.75, "unreported")],
    }
    (whole, *_) = county.sees("2022年2月1日", "targets show ZW-T08")
    assert (whole["pace"], whole["missing"]) == (
        "unreported",
        ["沙坡头区卫生健康局", "中宁县卫生健康局", "海原县卫生健康局"],
    )
