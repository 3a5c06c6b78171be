"""What an act did, in the words of people: what `history` writes behind the act and a reply below it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cli.language import t
from cli.named import act_and_result
from models.words import Act, Event, Result, Risk
from workflow.amounts import NO, YES, shown
from workflow.lights import duty_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SUBMITTING = (Event.SUBMIT, Act.REPORT_LINE)

REASONED = (
    *(Event.REFUSE, Event.DROP_REVIEW, Event.SEND_BACK, Event.END_UNMET, Event.ORDER_RECTIFICATION),
    *(Event.RETURN_COMPLETION, Event.REOPEN, Event.SUSPEND, Event.RESUME, Event.CANCEL),
    *(Act.WAIVE, Act.MERGE, Act.CHECK_LINE, Act.EXTEND_ASK, Act.EXTEND_REFUSE, Act.REASSIGN, Act.AMEND),
)
"""The acts whose note is the reason for them; what a leader writes is an instruction, all else a remark."""


def said(act: str, text: str | None) -> str:
    """The note of an act, called what it is: 批示, 理由 or 说明."""
    if not text:
        return ""
    kind = "instruction" if act == Act.INSTRUCT else "reason" if act in REASONED else "remark"
    return t(f"history.{kind}", text=text)


def word(said: Mapping[str, Any], lang: str) -> str:
    """Words that still stand, with who said them and when: 退回重报（年度总结2022）：数据不全（赵敏，2023年1月9日）."""
    return t(
        "said.word",
        act=act_and_result(said["act"], lang, said["result"]),
        about=t("said.about", duty=duty_name(said["duty"])) if said["duty"] else "",
        text=said["text"],
        name=said["name"],
        on=date.fromisoformat(said["effective_on"]),
        promised=t("said.promised", promised=date.fromisoformat(said["promised"])) if said["promised"] else "",
    )


def had(before: Mapping[str, Any], key: str | None = None) -> str:
    """A unit that had the item before, until when, and what was overdue with it; of one duty where a key is given."""
    overdue = {duty: days for duty, days in before["overdue"].items() if key in (None, duty)}
    text = t("before.unit", unit=before["unit"], until=date.fromisoformat(before["until"]))
    return text + (t("before.overdue", duties=counted(overdue)) if overdue else "")


def concluded(result: str) -> str:
    """An evaluation by its conclusion: 已审结·滞后."""
    return t("concluded.with", result=Result(result))


def phrases(facts: Mapping[str, Any]) -> list[str]:
    """What was done, fact by fact: the new lead unit, the problem lines with their limits, how late it was."""
    return [say(facts) for name, say in PHRASES.items() if facts.get(name)]


def _lead(facts: Mapping[str, Any]) -> str:
    if facts["act"] == Act.REASSIGN:
        return t("history.moved", old=facts["from_unit"] or "", new=facts["lead"])
    return t("history.lead", unit=facts["lead"])


def _lines(facts: Mapping[str, Any]) -> str:
    told = [t("history.line", **{**line, "duty": duty_name(line["duty"])}) for line in facts["lines"]]
    return t("history.lines", lines=t("semicolon").join(told))


def _overdue(facts: Mapping[str, Any]) -> str:
    return t("history.overdue", unit=facts["from_unit"] or "", duties=counted(facts["overdue"]))


def _late(facts: Mapping[str, Any]) -> str:
    """The duty is named where the act was not about one."""
    key = "history.late" if facts["act"] in SUBMITTING else "history.late_done"
    names = {duty: "" if duty == facts["duty"] else duty_name(duty) for duty in facts["late"]}
    return "  ".join(t(key, duty=names[duty], days=days).strip() for duty, days in facts["late"].items())


def counted(days: Mapping[str, int]) -> list[str]:
    """Duties with a number of working days each."""
    return [t("history.days", duty=duty_name(key), days=count) for key, count in days.items()]


def numbered(number: str) -> dict[str, str]:
    """The parts of a paper's number, such as 2024-3."""
    year, _, count = number.partition("-")
    return {"year": year, "count": count}


def _years(told: Sequence[Mapping[str, Any]]) -> list[str]:
    """The values that were set, target by target; of one that was another before, both."""
    found: dict[str, list[str]] = {}
    for one in told:
        value = "→".join(_measured(one, value) for value in one["value"] if value is not None)
        key = "history.base" if one.get("baseline") else "history.year"
        found.setdefault(one["target"], []).append(t(key, year=one["year"], value=value))
    return [t("history.target_years", target=target, values=values) for target, values in found.items()]


def _measured(one: Mapping[str, Any], value: str) -> str:
    """A value as people read it; words are what they are, and of records that name no measure nothing is known."""
    return value if "measure" not in one else shown(Fraction(value)) + str(one["measure"])


def _figure(one: Mapping[str, Any]) -> str:
    """A figure as it was reported: 164/200, with its reason where there was one."""
    if not one.get("moved", True):
        return t("history.no_progress", target=one["target"], as_of=date.fromisoformat(one["as_of"]))
    parts = f"{one['numerator']}/{one['denominator']}" if "denominator" in one else ""
    told = one.get("value", "")
    value = parts or (t(f"target.{told}") if told in (YES, NO) else told)
    return t("history.figure", target=one["target"], value=value, as_of=date.fromisoformat(one["as_of"]))


PHRASES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "lead": _lead,
    "cooperating": lambda facts: t("history.cooperating", units=facts["cooperating"]),
    "overdue": _overdue,
    "merged_into": lambda facts: t("history.into", duty=duty_name(facts["merged_into"])),
    "original_due_on": lambda facts: t("history.original", due_on=facts["original_due_on"]),
    "until": lambda facts: t("history.until", until=facts["until"]),
    "promised": lambda facts: t("history.promised", promised=facts["promised"]),
    "number": lambda facts: t("history.number", **numbered(facts["number"])),
    "to": lambda facts: t("history.to", names=facts["to"]),
    "limit_on": lambda facts: t("history.limit", limit_on=facts["limit_on"]),
    "review_on": lambda facts: t("history.review", review_on=facts["review_on"]),
    "risk": lambda facts: t("history.risk", risk=Risk(facts["risk"])),
    "late": _late,
    "lines": _lines,
    "of": lambda facts: t("history.of", item=facts["of"]),
    "target": lambda facts: t("history.target", target=facts["target"]),
    "units": lambda facts: t("history.units", units=facts["units"]),
    "years": lambda facts: t("history.years", years=t("semicolon").join(_years(facts["years"]))),
    "figures": lambda facts: t("history.figures", figures=t("semicolon").join(map(_figure, facts["figures"]))),
    "with_parent": lambda facts: t("history.with_parent", item=facts["with_parent"]),
}
"""How each fact is said, in this order."""
