"""The demo's history of Shizuishan's plan, as data: all five years, to the end. What happens in it is invented."""

from __future__ import annotations

from datetime import date

from cli.story import (
    SZS_HOSPITAL,
    SZS_UNIT,
    Step,
    Steps,
    codes,
    concluded,
    finished,
    in_order,
    measured,
    mended,
    paper,
    review,
    submission,
    without,
)
from models.words import Act, Event, Result

TASKS = codes("SZS", *(f"{s}.{n}" for s, last in ((1, 3), (2, 4), (3, 3), (4, 3)) for n in range(1, last + 1)))
PROJECTS = codes("SZS", "KP1", "KP1.1", "KP1.2", "KP2", "KP2.1", "KP2.2", "KP2.3")
CENTRE = codes("SZS", "KP3")
SUSPENDED = codes("SZS", "2.3")


def szs(*names: str) -> tuple[str, ...]:
    return codes("SZS", *names)


FIGURES = {
    "1.1": {"T01": "0 0 1 1 2"},
    "1.2": {
        "T02": "5/9 6/9 7/9 8/9 9/9",
        "T03": "1/2 1/2 2/2 2/2 2/2",
        "T09": "否 否 是 是 是",
        "T10": "否 否 否 是 是",
    },
    "KP1.2": {"T05": "0 1 1 2 2"},
    "KP2.1": {"T06": "0 0 0 1 1"},
}
"""The figures of each of the five years."""


def reported(year: int, day: date) -> Steps:
    """The year's figures, on the day on which its reviews are handed in."""
    return tuple(
        measured(
            *(day, "feng", f"SZS-{item}", day),
            {code: told.split()[year - 2021] for code, told in targets.items()},
            "年度统计表",
        )
        for item, targets in FIGURES.items()
    )


def annual(year: int, items: tuple[str, ...], opened: date, submitted: date, accepted: date) -> Steps:
    return review(items, f"annual_review-{year}", "feng", opened, submitted, "wu", accepted)


FIRST_YEARS: Steps = (
    Step(date(2021, 8, 27), "wu", Event.ASSIGN, TASKS + PROJECTS, {"lead": SZS_UNIT}),
    Step(date(2021, 8, 27), "wu", Event.ASSIGN, CENTRE, {"lead": SZS_HOSPITAL}),
    Step(date(2021, 8, 30), "feng", Event.SIGN, TASKS + PROJECTS),
    Step(date(2021, 8, 31), "chen", Event.SIGN, CENTRE),
    *reported(2021, date(2021, 12, 28)),
    measured(date(2021, 12, 28), "chen", "SZS-KP3", date(2021, 12, 28), {"T07": "否"}, "年度统计表"),
    *annual(2021, TASKS + PROJECTS + CENTRE, date(2021, 11, 15), date(2021, 12, 28), date(2021, 12, 31)),
    measured(date(2022, 9, 6), "chen", "SZS-KP3", date(2022, 9, 1), {"T07": "是"}, "成立批复"),
    *finished(CENTRE, "chen", "wu", (date(2022, 9, 6), date(2022, 9, 13), date(2022, 9, 20)), "成立批复"),
    *reported(2022, date(2022, 12, 27)),
    *annual(
        2022,
        without(TASKS + PROJECTS, *szs("2.2", "4.1")),
        date(2022, 11, 14),
        date(2022, 12, 27),
        date(2022, 12, 30),
    ),
)

MIDDLE_YEARS: Steps = (
    *annual(2022, szs("2.2"), date(2023, 8, 14), date(2023, 8, 18), date(2023, 8, 22)),
    Step(
        date(2023, 9, 4),
        "wu",
        Act.WAIVE,
        szs("4.1"),
        {"duty": "annual_review-2022", "note": "当年任务并入2.2一并总结"},
    ),
    *reported(2023, date(2023, 12, 27)),
    *annual(2023, TASKS + PROJECTS, date(2023, 11, 13), date(2023, 12, 27), date(2023, 12, 29)),
    Step(
        date(2024, 3, 12),
        "zheng",
        Event.REOPEN,
        CENTRE,
        {"note": "回头看发现分中心尚未挂牌", "lines": (("两个分中心尚未挂牌", date(2024, 5, 31)),)},
    ),
    *mended("SZS-KP3", "rectification-1", "chen", "wu", date(2024, 5, 22), date(2024, 5, 24)),
    Step(date(2024, 5, 27), "wu", Event.VERIFY_RECTIFICATION, CENTRE),
    *finished(CENTRE, "chen", "wu", (date(2024, 6, 11), date(2024, 6, 13), date(2024, 6, 18)), "分中心挂牌通知"),
    Step(
        date(2024, 6, 25),
        "zheng",
        Event.CANCEL,
        szs("KP2.2"),
        {"note": "培训任务并入自治区统一项目", **paper("自治区文件")},
    ),
    *reported(2024, date(2024, 12, 26)),
    *annual(2024, without(TASKS + PROJECTS, *szs("KP2.2")), date(2024, 11, 12), date(2024, 12, 26), date(2024, 12, 30)),
    Step(
        date(2025, 3, 10),
        "zheng",
        Event.SUSPEND,
        SUSPENDED,
        {"note": "经费调整，暂缓一年", "until": date(2026, 9, 30)},
    ),
)

OPEN = without(TASKS + PROJECTS, *szs("KP2.2"), *SUSPENDED)
SILENT, BACK, FAILED, EXTENDED, WAITING = szs("4.2"), szs("3.3"), szs("4.1"), szs("3.1"), szs("4.3")
PARENTS = szs("KP1", "KP2")
TIMELY = without(OPEN, *SILENT, *PARENTS, *EXTENDED)
MET = without(TIMELY, *BACK, *FAILED, *WAITING)
MERGED = szs("2.1", "2.2", "2.4", "3.1")
LINES = (("复合型人才数量未达目标", date(2026, 6, 30)), ("培训档案不全", date(2026, 3, 31)))
LONGER = {"duty": "final_evaluation", "note": "全市人才数据尚未汇总", "until": date(2026, 3, 31)}
FINAL: Steps = (
    Step(
        date(2025, 11, 5),
        "wu",
        Act.MERGE,
        MERGED,
        {"duty": "annual_review-2025", "checkpoint": "final_evaluation", "note": "与总结评估一并报送"},
    ),
    *reported(2025, date(2025, 11, 28)),
    *annual(2025, without(OPEN, *SILENT, *MERGED), date(2025, 11, 10), date(2025, 11, 28), date(2025, 12, 5)),
    *submission(TIMELY, "final_evaluation", "feng", date(2025, 12, 8), date(2025, 12, 18)),
    Step(date(2025, 12, 24), "feng", Act.EXTEND_ASK, EXTENDED, LONGER),
    concluded(MET, date(2025, 12, 25), "wu", Result.MET),
    concluded(BACK, date(2025, 12, 25), "wu", Result.RECTIFY, lines=LINES),
    *submission(PARENTS, "final_evaluation", "feng", date(2025, 12, 25), date(2025, 12, 29)),
    concluded(FAILED, date(2025, 12, 30), "zheng", Result.UNMET),
    Step(date(2026, 1, 6), "zheng", Act.EXTEND_GRANT, EXTENDED, {"duty": "final_evaluation"}),
    concluded(PARENTS, date(2026, 1, 7), "wu", Result.MET),
    Step(date(2026, 1, 15), "zheng", Event.CLOSE, without(MET, *szs("1.2")) + PARENTS),
    *mended("SZS-3.3", "rectification-2", "feng", "wu", date(2026, 3, 20), date(2026, 3, 24), "缺少学员名册"),
    *mended("SZS-3.3", "rectification-2", "feng", "wu", date(2026, 4, 8), date(2026, 4, 10)),
    *submission(EXTENDED, "final_evaluation", "feng", date(2026, 3, 23), date(2026, 3, 26)),
    concluded(EXTENDED, date(2026, 4, 2), "wu", Result.MET),
    Step(date(2026, 4, 9), "zheng", Event.CLOSE, EXTENDED),
)

HISTORY: Steps = in_order(*FIRST_YEARS, *MIDDLE_YEARS, *FINAL)
