"""Of checkpoints that cannot stand side by side, one is kept; the others become what they can be, or are told of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.words import Checkpoint
from workflow.speech import because

if TYPE_CHECKING:
    from documents.fact import Fact


@dataclass(slots=True)
class Draft:
    """A checkpoint before those of one kind are set against each other: `printed` are its days as printed.

    `headed` is false for what running text only mentions.
    """

    fact: Fact
    headed: bool
    printed: str


ONCE = (Checkpoint.LAUNCH, Checkpoint.MIDTERM_EVALUATION, Checkpoint.FINAL_EVALUATION)


def settled(drafts: list[Draft]) -> list[Fact]:
    """The checkpoints that a plan file can have together, in the order given."""
    dropped: set[int] = set()
    _own_end(drafts)
    for kind in ONCE:
        alike = [draft for draft in drafts if draft.fact.values["kind"] == kind]
        if kind == Checkpoint.FINAL_EVALUATION:
            alike = _levels(alike)
        if len(alike) > 1:
            kept = _kept(kind, alike)
            dropped.update(id(other) for other in alike if other is not kept and not _turned(kind, other, kept))
    seen: dict[Any, Draft] = {}
    for draft in sorted(drafts, key=_order):
        for mark in _marks(draft.fact) if id(draft) not in dropped else ():
            first = seen.setdefault(mark, draft)
            if first is not draft:
                _told(first, draft)
                dropped.add(id(draft))
                break
    return [draft.fact for draft in drafts if id(draft) not in dropped]


def _order(draft: Draft) -> tuple[bool, bool, int]:
    """What is set apart before what is mentioned, what has days before what has none; of two reports the later one."""
    fact = draft.fact
    day = fact.values.get("closes_on") if fact.values["kind"] == Checkpoint.ANNUAL_REVIEW else None
    return not draft.headed, not _dated(fact), -day.toordinal() if day else 0


def _own_end(drafts: list[Draft]) -> None:
    """Where no other stage ends the plan, the stage in which it is examined from above (迎检验收阶段) does."""
    kinds = [draft.fact.values["kind"] for draft in drafts]
    stages = [draft for draft in drafts if draft.headed and _dated(draft.fact)]
    if Checkpoint.FINAL_EVALUATION not in kinds and stages and stages[-1].fact.values["kind"] == Checkpoint.EXTERNAL:
        fact = stages[-1].fact
        fact.values["kind"] = str(Checkpoint.FINAL_EVALUATION)
        fact.doubt("kind", because("read_two_kinds", title=fact.values["title"], other=Checkpoint.EXTERNAL))


def _levels(alike: list[Draft]) -> list[Draft]:
    """Of three levels that sum up one after the other in running text, only the middle one is the plan's own.

    Those below finish their work and report to it, and it reports to those above.
    """
    below = [draft for draft in alike if _below(draft, alike)]
    own = [draft for draft in alike if any(_reports(other, draft) for other in below)]
    above = [
        draft for draft in alike if draft not in below and draft not in own and draft.fact.values.get("reports_to")
    ]
    if len(alike) < 3 or not (below and own and above):
        return alike
    for drafts, kind in ((below, Checkpoint.IMPLEMENTATION), (above, Checkpoint.EXTERNAL)):
        for draft in drafts:
            draft.fact.values["kind"] = str(kind)
            facts = {"title": draft.fact.values["title"], "other": Checkpoint.FINAL_EVALUATION}
            draft.fact.doubt("kind", because("read_two_kinds", **facts), tuple(draft.fact.values["lines"]))
    return own


def _below(draft: Draft, alike: list[Draft]) -> bool:
    organisers = draft.fact.values.get("organisers", [""])
    group = all(name.startswith("各") for name in organisers)
    return group and not draft.headed and any(_reports(draft, other) for other in alike)


def _reports(draft: Draft, other: Draft) -> bool:
    """Whether one reports to whom organises the other."""
    return draft.fact.values.get("reports_to") in other.fact.values.get("organisers", [])


def _dated(fact: Fact) -> bool:
    return any(fact.values.get(key) for key in ("opens_on", "closes_on", "every_year"))


def _kept(kind: Checkpoint, alike: list[Draft]) -> Draft:
    """Of the final ones the last that is set apart, of others the first; one with days before one without."""
    headed = [draft for draft in alike if draft.headed] or alike
    dated = [draft for draft in headed if _dated(draft.fact)] or headed
    explicit = [draft for draft in dated if "终" in draft.fact.values["title"]] or dated
    if kind == Checkpoint.FINAL_EVALUATION and not explicit[0].headed:
        year = _year(explicit[0])
        return next((draft for draft in explicit if _year(draft) == year and not _report(draft)), explicit[0])
    return explicit[-1] if kind == Checkpoint.FINAL_EVALUATION else explicit[0]


def _year(draft: Draft) -> int | None:
    day = draft.fact.values.get("closes_on")
    return day.year if day else None


def _report(draft: Draft) -> bool:
    """Whether by its title it is a report and no assessment."""
    title = draft.fact.values["title"]
    return "总结" in title and not any(word in title for word in ("评估", "验收", "考核"))


def _turned(kind: Checkpoint, other: Draft, kept: Draft) -> bool:
    """Whether the other can stay as a checkpoint of another kind."""
    values, first = other.fact.values, kept.fact.values
    receives = first.get("reports_to") in values.get("organisers", []) and not values.get("reports_to")
    if kind == Checkpoint.FINAL_EVALUATION and receives:
        values["kind"] = str(Checkpoint.EXTERNAL)
        other.fact.doubt("kind", because("read_receiver_evaluates"), tuple(values["lines"]))
        return True
    if other.headed and _dated(other.fact) and kind != Checkpoint.MIDTERM_EVALUATION:
        values["kind"] = str(Checkpoint.IMPLEMENTATION)
        facts = {"kind": kind, "other": first["title"]}
        other.fact.doubt("kind", because("read_second_of_kind", **facts), tuple(values["lines"]))
        return True
    if _beside(kind, other, kept):
        return True
    _told(kept, other)
    return False


def _beside(kind: Checkpoint, other: Draft, kept: Draft) -> bool:
    """Whether a report beside the assessment of the same year, in running text, stands as the review of that year."""
    values, year = other.fact.values, _year(other)
    if kind != Checkpoint.FINAL_EVALUATION or kept.headed or not _report(other) or not year or year != _year(kept):
        return False
    values["kind"] = str(Checkpoint.ANNUAL_REVIEW)
    other.fact.doubt("kind", because("read_two_kinds", title=values["title"], other=kind), tuple(values["lines"]))
    return True


def _told(kept: Draft, other: Draft) -> None:
    """Names on the one that is kept the other that is left out."""
    values = other.fact.values
    if not other.headed and not other.printed and values["title"] == kept.fact.values["title"]:
        return
    reason = because("read_other_of_kind", title=values["title"], printed=other.printed or "—")
    kept.fact.doubt("", reason, tuple(values["lines"]))


def _marks(fact: Fact) -> list[Any]:
    """What no second checkpoint may share with this one, as documents.windows has it."""
    values = fact.values
    kind, yearly = values["kind"], values.get("every_year")
    if kind == Checkpoint.ANNUAL_REVIEW:
        if yearly:
            return [(kind, year) for year in range(yearly["first"], yearly["last"] + 1)]
        day = values.get("opens_on") or values.get("closes_on")
        return [(kind, day.year if day else None)]
    if kind in ONCE:
        return [(kind, None)]
    return [(kind, values.get("opens_on"), values.get("closes_on"), str(yearly))]
