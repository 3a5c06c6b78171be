"""The checkpoints of a plan as a plan file has them, from the stages and assessments that its text sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from documents.fact import Fact
from documents.stages.assessments import Mention, external, in_text, mentions
from documents.stages.checkpoint_days import beginning, chosen, days, edges, later, outside
from documents.stages.organisers import actors
from documents.stages.settling import Draft, settled
from documents.stages.texts import EMPTY, Stage, kind_by, masked, stages
from documents.stages.words import DOUBTFUL, HIGHER, owed
from models.words import Checkpoint
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from documents.days.dates import When
    from documents.fact import Frame
    from documents.prose.outline import Node
    from documents.prose.passage import Passage

ORDER = (
    "kind",
    "title",
    "opens_on",
    "closes_on",
    "every_year",
    "organisers",
    "organisers_open_ended",
    "together_with",
    "reports_to",
    "owed_by",
    "lines",
)


def checkpoints(root: Node, frame: Frame) -> list[Fact]:
    """The checkpoints of the plan in order of print, each once as documents.windows demands.

    Days outside the period of the frame are kept and doubted; those that come every year need the period.
    """
    only = frame.first.year if frame.first and frame.last and frame.first.year == frame.last.year else None
    year, floor = beginning(frame)
    drafts: list[Draft] = []
    found = stages(root)
    for stage in found:
        year = year or stage.year
        draft, when = _of_stage(stage, frame, year, floor)
        if day := (when.closes or when.opens) if when else None:
            year, floor = day.year, when.opens or day if when else day
        drafts.append(draft)
        drafts += _inside(stage, draft, frame, year)
    taken = {block for stage in found for block in stage.blocks}
    drafts += [_of_mention(mention, frame) for mention in mentions(root, taken, only)]
    drafts.sort(key=lambda draft: draft.fact.values["lines"][0])
    return [_finished(fact, frame) for fact in settled(drafts)]


def span(facts: Sequence[Fact]) -> tuple[date, date] | None:
    """The first and the last day of all the windows; None where none has a day."""
    found = [day for fact in facts for _, day in edges(fact.values)]
    return (min(found), max(found)) if found else None


def _of_stage(stage: Stage, frame: Frame, year: int | None, floor: date | None) -> tuple[Draft, When | None]:
    """The checkpoint of a stage, and its time; with a year from elsewhere none that is over before `floor`."""
    title = stage.title.text
    kind = kind_by(title) or kind_by(masked(stage.text.text)[:60])
    text = _without(stage.text, external(stage.text)) if kind != Checkpoint.EXTERNAL else stage.text
    when, others = chosen(Stage(stage.title, stage.dates, text, stage.whole), kind or "", year, frame.issued)
    when = later(when, floor)
    if when and when.yearly and kind in (Checkpoint.FINAL_EVALUATION, Checkpoint.MIDTERM_EVALUATION):
        kind = str(Checkpoint.ANNUAL_REVIEW)
    whole = _without(stage.whole, external(stage.whole)) if kind != Checkpoint.EXTERNAL else stage.whole
    fact = Fact({"kind": kind or str(Checkpoint.IMPLEMENTATION), "title": title, "lines": list(whole.lines)})
    if not kind:
        fact.doubt("kind", because("read_stage_kind", title=title, kind=Checkpoint.IMPLEMENTATION), stage.whole.lines)
    _doubtful(fact, title)
    days(fact, when, frame, text.text)
    if others:
        listed = "、".join(dict.fromkeys(each.printed.text for each in others))
        fact.doubt("closes_on", because("read_other_windows", others=listed), stage.whole.lines)
    _acting(fact, text, frame)
    return Draft(fact, True, when.printed.text if when else ""), when


def _without(text: Passage, mention: Mention | None) -> Passage:
    """A text without an evaluation from above, which is a checkpoint of its own."""
    if not mention:
        return text
    start = text.text.index(mention.whole.text)
    return text.cut(0, start) + text.cut(start + len(mention.whole))


def _doubtful(fact: Fact, title: str) -> None:
    for one, words, other, others in DOUBTFUL:
        if fact.values["kind"] == one and words.search(title) and others.search(title):
            fact.doubt("kind", because("read_two_kinds", title=title, other=other))


def _inside(stage: Stage, draft: Draft, frame: Frame, year: int | None) -> list[Draft]:
    """Assessments of another kind that the text of a stage sets as well."""
    kind = draft.fact.values["kind"]
    if kind == Checkpoint.EXTERNAL:
        return []
    inside = [
        _of_mention(mention, frame)
        for mention in in_text(stage.text, year)
        if mention.kind not in (kind, Checkpoint.LAUNCH)
        and (mention.kind != Checkpoint.FINAL_EVALUATION or kind == Checkpoint.IMPLEMENTATION)
    ]
    # Who is reported to in an assessment inside a stage is not who the stage is reported to.
    if any(other.fact.values.get("reports_to") for other in inside):
        draft.fact.values.pop("reports_to", None)
    return inside


def _of_mention(mention: Mention, frame: Frame) -> Draft:
    title, text = _title(mention)
    fact = Fact({"kind": mention.kind, "title": title, "lines": list(mention.whole.lines)})
    if mention.made:
        fact.doubt("title", because("read_title_made", title=title), mention.title.lines)
    days(fact, mention.when, frame, mention.text.text)
    _acting(fact, text, frame, mention.before)
    return Draft(fact, False, mention.when.printed.text if mention.when else "")


def _title(mention: Mention) -> tuple[str, Passage]:
    """The title of an assessment in running text, and the clauses that say who acts."""
    words = mention.title.text
    if mention.kind == Checkpoint.EXTERNAL:
        return _external_title(mention)
    if mention.kind == Checkpoint.ANNUAL_REVIEW and mention.made:
        words = "年度报告" if words.endswith("情况") else f"年度{words.removeprefix('全年')}"
    elif mention.made:
        words = f"报送{words}"
    elif mention.kind == Checkpoint.MIDTERM_EVALUATION and "中期" not in words:
        words = f"中期{words}"
    return words, mention.text


def _external_title(mention: Mention) -> tuple[str, Passage]:
    """The title of an evaluation from above, and the text from who carries it out on."""
    from documents.stages.words import EXTERNAL

    found = EXTERNAL.search(mention.text.text)
    if not found:
        return mention.title.text, mention.text
    level = HIGHER.match(found["by"])
    by = level[0] if level else found["by"]
    return f"{found['meet']}{by}{found['what']}", mention.text.cut(found.start("by"))


def _acting(fact: Fact, text: Passage, frame: Frame, before: Passage = EMPTY) -> None:
    """Who acts; where the text does not begin with it, who acts in what stands before it in the sentence."""
    found = actors(masked(text.text), frame)
    if not found.organisers and not found.doubts and before:
        told = actors(masked(before.text), frame)
        told.reports_to, found = found.reports_to, told
    values: dict[str, Any] = {
        "organisers": found.organisers,
        "organisers_open_ended": found.open_ended,
        "together_with": found.together_with,
        "reports_to": found.reports_to,
    }
    fact.values.update({key: value for key, value in values.items() if value})
    for key, reason in found.doubts:
        fact.doubt(key, reason, text.lines if text else None)


def _finished(fact: Fact, frame: Frame) -> Fact:
    values = fact.values
    if values.get("closes_on") or values.get("every_year"):
        values["owed_by"] = owed(Checkpoint(values["kind"]), values.get("organisers", []))
    fact.values = {key: values[key] for key in ORDER if values.get(key)}
    outside(fact, frame)
    return fact
