"""What the demo's histories are made of: its people, its steps, and the steps that come together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from models.words import Act, Event, Result, Word
from workflow.measuring import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    ("tian", "田军", "640502", "none", (("owner", "ZW"),)),
    ("bai", "白雪", "640521", "none", (("owner", "ZW"),)),
    ("hai", "马海峰", "640522", "none", (("owner", "ZW"),)),
    ("guancha", "孙丽", "640500-02", "none", (("viewer", None),)),
)
"""Login, name, unit, post, and the roles with their plan (None: all). The first account becomes the admin."""


@dataclass(frozen=True, slots=True)
class Step:
    """One event or act on one item or several, on its day, by an account that may do it.

    `facts` are those of an attempt; papers and problem lines by their names, units by their codes, and for an act the
    key of its duty.
    """

    day: date
    login: str
    act: Word
    items: tuple[str, ...]
    facts: dict[str, Any] = field(default_factory=dict)


Steps = tuple[Step, ...]


def codes(plan: str, *names: str) -> tuple[str, ...]:
    """Full codes from their ends: `codes("ZW", "01", "07.P1")`."""
    return tuple(f"{plan}-{name}" for name in names)


def without(items: tuple[str, ...], *out: str) -> tuple[str, ...]:
    """The items but those left out, in their order."""
    return tuple(code for code in items if code not in out)


PARTS = {
    "achieved": "本年度目标按计划推进，指标见附表（演示数据）",
    "practice": "建立台账、按月调度、现场指导（演示数据）",
    "problems": "人员配备不足、经费到位偏晚（演示数据）",
    "next_steps": "明确节点责任，补齐短板（演示数据）",
}


def paper(name: str) -> dict[str, Any]:
    """A document of the demo: its name is its content."""
    return {"evidence": (name,)}


def in_order(*steps: Step) -> Steps:
    """The steps by their days, those of one day in the order in which they are told."""
    return tuple(sorted(steps, key=lambda step: step.day))


def measured(day: date, login: str, item: str, as_of: date, figures: Mapping[str, str], document: str) -> Step:
    """Figures of an item by the codes of its targets; a ratio is written as 184/220."""
    plan = item.partition("-")[0]
    readings = tuple(reading(f"{plan}-{code}", as_of, figure) for code, figure in figures.items())
    return Step(day, login, Act.MEASURE, (item,), {"facts": {"figures": readings}, **paper(document)})


def reading(target: str, as_of: date, figure: str) -> Reading:
    above, slash, below = figure.partition("/")
    return Reading(target, as_of, "", above, below) if slash else Reading(target, as_of, figure)


def submission(
    items: tuple[str, ...], checkpoint: str, owner: str, opened: date, submitted: date, note: str = ""
) -> Steps:
    """A review or evaluation opened, reported and submitted; the note names who below has not reported."""
    return (
        Step(opened, owner, Event.OPEN_REVIEW, items, {"checkpoint": checkpoint}),
        Step(submitted, owner, Act.REPORT, items, {"duty": checkpoint, "more": PARTS}),
        Step(submitted, owner, Event.SUBMIT, items, {"note": note}),
    )


def review(
    items: tuple[str, ...], checkpoint: str, owner: str, opened: date, submitted: date, office: str, accepted: date
) -> Steps:
    """An annual review from opening to acceptance."""
    return (*submission(items, checkpoint, owner, opened, submitted), Step(accepted, office, Event.ACCEPT, items))


def concluded(items: tuple[str, ...], day: date, who: str, result: Result, **facts: Any) -> Step:
    """The conclusion of an evaluation, on the paper that says so."""
    name = "中期评估意见" if result in (Result.ON_TRACK, Result.BEHIND) else "总结评估意见"
    return Step(day, who, Event.CONCLUDE, items, {"result": result, **paper(name), **facts})


def finished(items: tuple[str, ...], owner: str, office: str, days: tuple[date, date, date], document: str) -> Steps:
    """Completed before its time: asked for, checked; `days` end with the day it was closed by the leader."""
    asked, checked, closed = days
    leader = "lingdao" if items[0].startswith("ZW") else "zheng"
    return (
        Step(asked, owner, Event.REQUEST_COMPLETION, items, paper(document)),
        Step(checked, office, Event.CONFIRM_COMPLETION, items),
        Step(closed, leader, Event.CLOSE, items),
    )


def mended(item: str, line: str, owner: str, office: str, reported: date, checked: date, back: str = "") -> Steps:
    """A problem line reported and checked; with `back`, the reason for which it was sent back."""
    facts = {"duty": line, "note": back, **({"result": Result.RECTIFY} if back else {})}
    return (
        Step(reported, owner, Act.REPORT_LINE, (item,), {"duty": line, **paper("整改佐证材料")}),
        Step(checked, office, Act.CHECK_LINE, (item,), facts),
    )
