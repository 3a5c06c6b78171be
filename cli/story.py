"""The history that the demo plays, as data: who did what on which day. People are invented, titles are not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.words import Act, Event, Result, Word

DAY = date(2023, 8, 7)
"""The day that the demo looks at: five working days after Zhongwei's mid-term evaluation was due."""

ZW_UNIT, ZW_HOSPITAL = "640500", "640500-H1"
SZS_UNIT, SZS_HOSPITAL = "640200", "640200-H1"

ACCOUNTS: tuple[tuple[str, str, str, str, tuple[tuple[str, str | None], ...]], ...] = (
    ("admin", "系统管理员", ZW_UNIT, "none", ()),
    ("shenji", "安全审计员", ZW_UNIT, "none", (("auditor", None),)),
    ("lingdao", "何建国", ZW_UNIT, "principal", (("leader", None),)),
    ("zongban", "林涛", "640000", "none", (("office", None),)),
    ("fangan", "赵敏", "640500-YZ", "none", (("office", "ZW"),)),
    ("ducha", "钱伟", "640500-YZ", "head", (("office", "ZW"),)),
    ("li", "李强", ZW_UNIT, "none", (("owner", "ZW"),)),
    ("wang", "王芳", ZW_HOSPITAL, "none", (("owner", "ZW"),)),
    ("zhou", "周杰", "640521-H1", "none", (("owner", "ZW"),)),
    ("ma", "马晓燕", "640522-H1", "none", (("owner", "ZW"),)),
    ("wu", "吴刚", SZS_UNIT, "none", (("office", "SZS"),)),
    ("zheng", "郑洁", SZS_UNIT, "head", (("leader", "SZS"),)),
    ("feng", "冯涛", SZS_UNIT, "none", (("owner", "SZS"),)),
    ("chen", "陈静", SZS_HOSPITAL, "none", (("owner", "SZS"),)),
    ("guancha", "孙丽", "640500-02", "none", (("viewer", None),)),
)
"""Login, name, unit, post, and the roles with their plan (None: all). The first account becomes the admin."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act on one item or several, on its day, by an account that may do it."""

    day: date
    login: str
    act: Word
    items: tuple[str, ...]
    facts: dict[str, Any] = field(default_factory=dict)


def codes(plan: str, *names: str) -> tuple[str, ...]:
    """Full codes from their ends: `codes("ZW", "01", "07.P1")`."""
    return tuple(f"{plan}-{name}" for name in names)


def numbers(plan: str, first: int, last: int, but: tuple[int, ...] = ()) -> tuple[str, ...]:
    """The tasks of a plan that numbers them straight through, without those left out."""
    return codes(plan, *(f"{number:02d}" for number in range(first, last + 1) if number not in but))


SZS_TASKS = codes("SZS", *(f"{s}.{n}" for s, last in ((1, 3), (2, 4), (3, 3), (4, 3)) for n in range(1, last + 1)))
SZS_PROJECTS = codes("SZS", "KP1", "KP1.1", "KP1.2", "KP2", "KP2.1", "KP2.2", "KP2.3")
CENTRE = codes("SZS", "KP3")
SMART_PHARMACY = codes("ZW", "12.P1")
ZW_TASKS = numbers("ZW", 1, 21)
ZW_PROJECTS = codes("ZW", "01.P1", "17.P1")
CITY_HOSPITAL = codes("ZW", "07.P1", "12.P1")

PARTS = {
    "achieved": "本年度目标按计划推进，指标见附表（演示数据）",
    "practice": "建立台账、按月调度、现场指导（演示数据）",
    "problems": "人员配备不足、经费到位偏晚（演示数据）",
    "next_steps": "明确节点责任，补齐短板（演示数据）",
}


def review(
    items: tuple[str, ...], checkpoint: str, owner: str, opened: date, submitted: date, office: str, accepted: date
) -> tuple[Step, ...]:
    """An annual review from opening to acceptance."""
    return (*submission(items, checkpoint, owner, opened, submitted), Step(accepted, office, Event.ACCEPT, items))


def submission(
    items: tuple[str, ...], checkpoint: str, owner: str, opened: date, submitted: date, note: str = ""
) -> tuple[Step, ...]:
    """A review or evaluation opened, reported and submitted; the note names who below has not reported."""
    return (
        Step(opened, owner, Event.OPEN_REVIEW, items, {"checkpoint": checkpoint}),
        Step(submitted, owner, Act.REPORT, items, {"checkpoint": checkpoint, "more": PARTS}),
        Step(submitted, owner, Event.SUBMIT, items, {"note": note}),
    )


def paper(name: str) -> dict[str, Any]:
    """A document of the demo: its name is its content."""
    return {"evidence": (name,)}


ASSIGNED = (
    Step(date(2021, 7, 9), "fangan", Event.ASSIGN, ZW_TASKS + ZW_PROJECTS, {"lead": ZW_UNIT}),
    Step(date(2021, 7, 9), "fangan", Event.ASSIGN, CITY_HOSPITAL, {"lead": ZW_HOSPITAL}),
    Step(date(2021, 7, 9), "fangan", Event.ASSIGN, codes("ZW", "07.P2"), {"lead": "640521-H1"}),
    Step(date(2021, 7, 9), "fangan", Event.ASSIGN, codes("ZW", "07.P3"), {"lead": "640522-H1"}),
    Step(date(2021, 7, 13), "li", Event.SIGN, ZW_TASKS + ZW_PROJECTS),
    Step(date(2021, 7, 13), "wang", Event.SIGN, CITY_HOSPITAL),
    Step(date(2021, 7, 14), "zhou", Event.SIGN, codes("ZW", "07.P2")),
    Step(date(2021, 7, 22), "ma", Event.SIGN, codes("ZW", "07.P3")),
    Step(date(2021, 8, 27), "wu", Event.ASSIGN, SZS_TASKS + SZS_PROJECTS, {"lead": SZS_UNIT}),
    Step(date(2021, 8, 27), "wu", Event.ASSIGN, CENTRE, {"lead": SZS_HOSPITAL}),
    Step(date(2021, 8, 30), "feng", Event.SIGN, SZS_TASKS + SZS_PROJECTS),
    Step(date(2021, 8, 31), "chen", Event.SIGN, CENTRE),
)

ON_TIME_2021 = numbers("ZW", 1, 21, but=(2, 10))
RETURNED = codes("ZW", "10")
YEAR_2021 = (
    *review(
        ON_TIME_2021, "annual_review-2021", "li", date(2021, 11, 8), date(2021, 12, 20), "fangan", date(2021, 12, 24)
    ),
    *submission(RETURNED, "annual_review-2021", "li", date(2021, 11, 8), date(2021, 12, 22)),
    Step(date(2021, 12, 27), "ducha", Event.SEND_BACK, RETURNED, {"note": "康复中心（科）设置情况缺少分院数据"}),
    Step(date(2021, 12, 31), "li", Event.SUBMIT, RETURNED),
    Step(date(2022, 1, 5), "ducha", Event.ACCEPT, RETURNED),
    *review(
        codes("ZW", "02"),
        "annual_review-2021",
        "li",
        date(2021, 12, 30),
        date(2022, 1, 12),
        "fangan",
        date(2022, 1, 14),
    ),
    *review(
        SZS_TASKS + SZS_PROJECTS + CENTRE,
        "annual_review-2021",
        "feng",
        date(2021, 11, 15),
        date(2021, 12, 28),
        "wu",
        date(2021, 12, 31),
    ),
)

YEAR_2022 = (
    *review(
        numbers("ZW", 1, 21, but=(19,)),
        "annual_review-2022",
        "li",
        date(2022, 11, 10),
        date(2022, 12, 26),
        "fangan",
        date(2022, 12, 29),
    ),
    Step(date(2022, 9, 6), "chen", Event.REQUEST_COMPLETION, CENTRE, paper("成立批复")),
    Step(date(2022, 9, 13), "wu", Event.CONFIRM_COMPLETION, CENTRE),
    Step(date(2022, 9, 20), "zheng", Event.CLOSE, CENTRE),
    *review(
        tuple(code for code in SZS_TASKS + SZS_PROJECTS if code not in codes("SZS", "2.2", "4.1")),
        "annual_review-2022",
        "feng",
        date(2022, 11, 14),
        date(2022, 12, 27),
        "wu",
        date(2022, 12, 30),
    ),
)

BEHIND = codes("ZW", "07")
ON_TRACK = numbers("ZW", 1, 21, but=(5, 7, 13, 17)) + codes("ZW", "01.P1")
YEAR_2023 = (
    Step(date(2023, 5, 10), "wang", Event.REQUEST_COMPLETION, SMART_PHARMACY, paper("智慧中药房验收意见")),
    Step(date(2023, 5, 16), "fangan", Event.CONFIRM_COMPLETION, SMART_PHARMACY),
    Step(date(2023, 5, 22), "lingdao", Event.CLOSE, SMART_PHARMACY),
    *submission(codes("ZW", "07.P1"), "midterm_evaluation", "wang", date(2023, 6, 12), date(2023, 7, 18)),
    *submission(codes("ZW", "07.P2"), "midterm_evaluation", "zhou", date(2023, 6, 12), date(2023, 7, 18)),
    *submission(ON_TRACK, "midterm_evaluation", "li", date(2023, 6, 5), date(2023, 7, 20)),
    *submission(BEHIND, "midterm_evaluation", "li", date(2023, 6, 5), date(2023, 7, 21), "未报：海原县中医医院"),
    Step(
        date(2023, 7, 27),
        "fangan",
        Event.CONCLUDE,
        ON_TRACK,
        {"result": Result.ON_TRACK, **paper("中期评估意见")},
    ),
    Step(
        date(2023, 7, 28),
        "fangan",
        Event.CONCLUDE,
        BEHIND,
        {
            "result": Result.BEHIND,
            "lines": (("重点专科建设数量未达序时进度", date(2023, 10, 31)), ("院内制剂备案进展缓慢", date(2023, 8, 3))),
            **paper("中期评估意见"),
        },
    ),
    Step(
        date(2023, 7, 31),
        "ducha",
        Event.CONCLUDE,
        codes("ZW", "07.P2"),
        {"result": Result.ON_TRACK, **paper("中期评估意见")},
    ),
)

STORY: tuple[Step, ...] = (*ASSIGNED, *YEAR_2021, *YEAR_2022, *YEAR_2023)
