"""The demo's history of Zhongwei's plan, as data. What happens in it is invented.

It ends on the demo's day, in the middle of the plan, so that every item is there to be tried.
"""

from __future__ import annotations

from datetime import date

from cli import counties
from cli.story import (
    ZW_HOSPITAL,
    ZW_UNIT,
    Step,
    Steps,
    codes,
    concluded,
    finished,
    in_order,
    measured,
    review,
    submission,
    without,
)
from models.words import Act, Event, Result

TASKS = codes("ZW", *(f"{number:02d}" for number in range(1, 22)))
PROJECTS = codes("ZW", "01.P1", "17.P1")
CITY_HOSPITAL = codes("ZW", "07.P1", "12.P1")


def tasks(*numbers: str) -> tuple[str, ...]:
    return codes("ZW", *numbers)


def all_but(*numbers: str) -> tuple[str, ...]:
    return without(TASKS, *tasks(*numbers))


LAUNCH: Steps = (
    Step(date(2021, 7, 9), "fangan", Event.ASSIGN, TASKS + PROJECTS, {"lead": ZW_UNIT}),
    Step(date(2021, 7, 9), "fangan", Event.ASSIGN, CITY_HOSPITAL, {"lead": ZW_HOSPITAL}),
    Step(date(2021, 7, 9), "fangan", Event.ASSIGN, tasks("07.P2"), {"lead": "640521-H1"}),
    Step(date(2021, 7, 9), "fangan", Event.ASSIGN, tasks("07.P3"), {"lead": "640522-H1"}),
    Step(date(2021, 7, 13), "li", Event.SIGN, TASKS + PROJECTS),
    Step(date(2021, 7, 13), "wang", Event.SIGN, CITY_HOSPITAL),
    Step(date(2021, 7, 14), "zhou", Event.SIGN, tasks("07.P2")),
    Step(date(2021, 7, 22), "ma", Event.SIGN, tasks("07.P3")),
)


def annual(year: int, items: tuple[str, ...], opened: date, submitted: date, accepted: date) -> Steps:
    return review(items, f"annual_review-{year}", "li", opened, submitted, "fangan", accepted)


CITY_FIGURES = {
    "02": {"T01": ("否", "否")},
    "03": {"T02": ("4/9", "5/9"), "T03": ("5/9", "6/9"), "T04": ("2/4", "3/4")},
    "04": {"T05": ("4/7", "5/7"), "T06": ("21/38", "27/38"), "T07": ("10/18", "13/18"), "T08": ("161/220", "175/220")},
    "06": {"T09": ("否", "否")},
    "07": {"T13": ("6", "8")},
    "10": {"T15": ("1/3", "2/3"), "T16": ("4/10", "6/10")},
    "19": {"T17": ("3", "4")},
}
"""What the city itself reported for 2021 and 2022, before the tasks were broken down."""


def reported(number: int, day: date) -> Steps:
    """The city's figures of its first or second year."""
    return tuple(
        measured(day, "li", f"ZW-{task}", day, {code: told[number] for code, told in targets.items()}, "年度统计表")
        for task, targets in CITY_FIGURES.items()
        if (number, task) not in ((0, "02"), (0, "10"), (1, "19"))
    )


YEAR_2021: Steps = (
    *reported(0, date(2021, 12, 20)),
    measured(date(2021, 12, 22), "li", "ZW-10", date(2021, 12, 20), {"T15": "1/3", "T16": "4/10"}, "年度统计表"),
    measured(date(2022, 1, 12), "li", "ZW-02", date(2021, 12, 31), {"T01": "否"}, "年度统计表"),
    *annual(2021, all_but("02", "10"), date(2021, 11, 8), date(2021, 12, 20), date(2021, 12, 24)),
    *submission(tasks("10"), "annual_review-2021", "li", date(2021, 11, 8), date(2021, 12, 22)),
    Step(date(2021, 12, 27), "ducha", Event.SEND_BACK, tasks("10"), {"note": "康复中心（科）设置情况缺少分院数据"}),
    Step(date(2021, 12, 31), "li", Event.SUBMIT, tasks("10")),
    Step(date(2022, 1, 5), "ducha", Event.ACCEPT, tasks("10")),
    *annual(2021, tasks("02"), date(2021, 12, 30), date(2022, 1, 12), date(2022, 1, 14)),
)

YEAR_2022: Steps = (
    *reported(1, date(2022, 12, 26)),
    *annual(2022, all_but("19"), date(2022, 11, 10), date(2022, 12, 26), date(2022, 12, 29)),
)

BEHIND = tasks("07")
SUSPENDED, EXTENDED = tasks("16"), tasks("18")
ON_TRACK = without(all_but("05", "07", "13", "17"), *SUSPENDED, *EXTENDED) + tasks("01.P1")
LINES = (("重点专科建设数量未达序时进度", date(2023, 10, 31)), ("院内制剂备案进展缓慢", date(2023, 8, 3)))
GRADES: Steps = (
    measured(date(2023, 7, 17), "wang", "ZW-07.P1", date(2023, 6, 30), {"T10": "三级乙等"}, "等级证书"),
    measured(date(2023, 7, 17), "zhou", "ZW-07.P2", date(2023, 6, 30), {"T11": "二级甲等"}, "等级证书"),
)
MIDTERM: Steps = (
    Step(
        date(2023, 3, 6),
        "lingdao",
        Event.SUSPEND,
        SUSPENDED,
        {"note": "自治区调整人才项目，待新办法印发", "until": date(2024, 3, 1)},
    ),
    *finished(
        tasks("12.P1"),
        "wang",
        "fangan",
        (date(2023, 5, 10), date(2023, 5, 16), date(2023, 5, 22)),
        "智慧中药房验收意见",
    ),
    *counties.MIDTERM,
    *GRADES,
    *submission(tasks("07.P1"), "midterm_evaluation", "wang", date(2023, 6, 12), date(2023, 7, 18)),
    *submission(tasks("07.P2"), "midterm_evaluation", "zhou", date(2023, 6, 12), date(2023, 7, 18)),
    *submission(ON_TRACK, "midterm_evaluation", "li", date(2023, 6, 5), date(2023, 7, 20)),
    *submission(BEHIND, "midterm_evaluation", "li", date(2023, 6, 5), date(2023, 7, 21), "未报：海原县中医医院"),
    Step(
        date(2023, 7, 24),
        "li",
        Act.EXTEND_ASK,
        EXTENDED,
        {"duty": "midterm_evaluation", "note": "支援医院数据待核实", "until": date(2023, 8, 30)},
    ),
    Step(date(2023, 7, 26), "fangan", Act.EXTEND_GRANT, EXTENDED, {"duty": "midterm_evaluation"}),
    concluded(ON_TRACK, date(2023, 7, 27), "fangan", Result.ON_TRACK),
    concluded(BEHIND, date(2023, 7, 28), "fangan", Result.BEHIND, lines=LINES),
    concluded(tasks("07.P2"), date(2023, 7, 31), "ducha", Result.ON_TRACK),
)

HISTORY: Steps = in_order(*LAUNCH, *YEAR_2021, *YEAR_2022, *counties.BEGUN, *MIDTERM)
