"""The checkpoints of a plan as a plan file has them, from the stages and assessments that its text sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from documents.days.dates import windows
from documents.fact import Fact
from documents.prose.passage import Passage
from documents.stages.assessments import Mention, external, in_text, mentions
from documents.stages.checkpoint_days import (
    Within,
    apart,
    beginning,
    chosen,
    days,
    edges,
    later,
    outside,
    since,
    stage_of,
)
from documents.stages.organisers import actors
from documents.stages.settling import Draft, settled
from documents.stages.texts import EMPTY, Stage, kind_by, masked, stages
from documents.stages.words import DOUBTFUL, EARLY, HIGHER, INSIDE, LATE_MONTH, LATE_REPORT, WHOLE, owed
from models.words import Checkpoint
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from documents.days.dates import When
    from documents.fact import Frame
    from documents.prose.outline import Node

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

SHORT = 16
"""Characters before a review in which it may stand from when on it comes every year."""


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
    drafts += [draft for mention in mentions(root, taken, only) for draft in _of_mention(mention, frame)]
    drafts.sort(key=lambda draft: draft.fact.values["lines"][0])
    return [_finished(fact, frame) for fact in settled(drafts)]


def span(facts: Sequence[Fact]) -> tuple[date, date] | None:
    """The first and the last day of all the windows; None where none has a day."""
    found = [day for fact in facts for _, day in edges(fact.values)]
    return (min(found), max(found)) if found else None


def _of_stage(stage: Stage, frame: Frame, year: int | None, floor: date | None) -> tuple[Draft, When | None]:
    """The checkpoint of a stage, and its time; with a year from elsewhere none that is over before `floor`."""
    title = stage.title.text
    kind = kind_by(title) or _kind_by_text(stage)
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


def _kind_by_text(stage: Stage) -> str | None:
    """The kind that the first words of the text tell; what they say comes inside a stage is none of the stage."""
    kind = kind_by(masked(stage.text.text)[:60])
    return None if stage.dates and kind in INSIDE else kind


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
    within = stage_of(draft.fact, frame)
    found = list(in_text(stage.text, year))
    _steps(draft, found)
    inside = [
        each
        for mention in found
        if mention.kind not in (kind, Checkpoint.LAUNCH, Checkpoint.IMPLEMENTATION)
        and (mention.kind != Checkpoint.FINAL_EVALUATION or kind == Checkpoint.IMPLEMENTATION)
        and not _reported(mention)
        for each in _of_mention(mention, frame, within)
    ]
    # Who is reported to in an assessment inside a stage is not who the stage is reported to.
    if any(other.fact.values.get("reports_to") for other in inside):
        draft.fact.values.pop("reports_to", None)
    return inside


def _steps(draft: Draft, found: Sequence[Mention]) -> None:
    """Tells the days inside a stage on which it is reported or assessed by those below: they are part of the stage."""
    for mention in found:
        if mention.when and (_reported(mention) or mention.kind == Checkpoint.IMPLEMENTATION):
            facts = {"printed": mention.when.printed.text, "title": mention.title.text}
            draft.fact.doubt("", because("read_step_of_stage", **facts), mention.whole.lines)


def _reported(mention: Mention) -> bool:
    """Whether it is a report on one day of what was done, which no word calls a yearly one."""
    once = bool(mention.when and not mention.when.yearly)
    return once and mention.kind == Checkpoint.ANNUAL_REVIEW and mention.made and "年" not in mention.title.text


def _of_mention(mention: Mention, frame: Frame, within: Within | None = None) -> list[Draft]:
    title, text = _title(mention)
    fact = Fact({"kind": mention.kind, "title": title, "lines": list(mention.whole.lines)})
    if mention.made:
        fact.doubt("title", because("read_title_made", title=title), mention.title.lines)
    if _reported(mention):
        _set_report(fact, mention, frame)
    elif _early(mention, frame):
        _set_early(fact)
    if mention.kind in (Checkpoint.FINAL_EVALUATION, Checkpoint.ANNUAL_REVIEW):
        _other_days(fact, mention)
    around = mention.before.cut(max(len(mention.before) - SHORT, 0)) + mention.text
    days(fact, mention.when, frame, mention.text.text, since(around, within, frame))
    _acting(fact, text, frame, mention.before)
    printed = mention.when.printed.text if mention.when else ""
    return [Draft(each, False, printed) for each in apart(fact, mention.when)]


def _set_report(fact: Fact, mention: Mention, frame: Frame) -> None:
    """A late report sums up the year or the plan; an earlier one is part of the work, and nobody's review."""
    day = mention.when.closes if mention.when else None
    ends = bool(day and frame.last and (frame.last - day).days <= LATE_REPORT)
    if ends or (day and day.month >= LATE_MONTH):
        facts = {"title": mention.title.text, "other": Checkpoint.FINAL_EVALUATION}
    else:
        title = f"报送{mention.title.text}"
        fact.values |= {"kind": str(Checkpoint.IMPLEMENTATION), "title": title}
        fact.doubts = [doubt._replace(reason=because("read_title_made", title=title)) for doubt in fact.doubts]
        facts = {"title": mention.title.text, "other": Checkpoint.ANNUAL_REVIEW}
    fact.doubt("kind", because("read_two_kinds", **facts), tuple(fact.values["lines"]))


def _early(mention: Mention, frame: Frame) -> bool:
    """Whether something is assessed on a day long before the end of a plan of several years."""
    day = mention.when.closes if mention.when else None
    if not (mention.kind == Checkpoint.FINAL_EVALUATION and day and frame.first and frame.last):
        return False
    return (
        frame.first.year < frame.last.year
        and day.year < frame.last.year
        and (frame.last - day).days > EARLY
        and not WHOLE.search(mention.text.text)
    )


def _set_early(fact: Fact) -> None:
    """An assessment at the end of a year is that year's; any other is part of the work."""
    title = fact.values["title"]
    fact.values["kind"] = str(Checkpoint.ANNUAL_REVIEW if title.startswith("年终") else Checkpoint.IMPLEMENTATION)
    facts = {"title": title, "other": Checkpoint.FINAL_EVALUATION}
    fact.doubt("kind", because("read_two_kinds", **facts), tuple(fact.values["lines"]))


def _other_days(fact: Fact, mention: Mention) -> None:
    """Tells the days in the words of an assessment on one day that are not its own."""
    when = mention.when
    if not when or when.yearly or not when.closes:
        return
    every = windows(Passage(masked(mention.text.text), mention.text.at), when.closes.year)
    others = [each.printed.text for each in every if each.closes and each.closes != when.closes and not each.yearly]
    if others:
        fact.doubt("closes_on", because("read_other_windows", others="、".join(others)), mention.whole.lines)


def _title(mention: Mention) -> tuple[str, Passage]:
    """The title of an assessment in running text, and the clauses that say who acts."""
    words = mention.title.text
    if mention.kind == Checkpoint.EXTERNAL:
        return _external_title(mention)
    if mention.kind == Checkpoint.ANNUAL_REVIEW and mention.made:
        words = "年度报告" if words.endswith("情况") else f"年度{words.removeprefix('全年')}"
    elif mention.made and mention.kind == Checkpoint.LAUNCH:
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
