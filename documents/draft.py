"""A document's text becomes the draft of a plan file: each step's facts put together, with their doubts and lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from documents.fact import Doubt, Fact, Frame
from documents.head.front import front
from documents.head.nature import nature
from documents.head.periods import period, relied_on, state, widen
from documents.stages.checkpoints import checkpoints
from documents.stages.often import often
from documents.targets.indicators import tables
from documents.tasks.codes import WHOLE
from documents.tasks.contents import Making, contents
from documents.tasks.items import items
from documents.units.allot import duties, duty_chapter
from documents.units.numbered import allot_duties
from documents.units.places import mentioned
from documents.units.register import group, units
from documents.units.registered import registered
from documents.units.responsible import first_leads
from documents.units.rows import table
from documents.units.spaced import unparted
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.fact import Lines
    from documents.files.source import Source
    from documents.prose.outline import Outline
    from documents.prose.passage import Passage
    from documents.tasks.items import Items

CODE = "PLAN"
"""The code of a plan that has none yet: the office gives it one when it adopts the plan."""
UNBROKEN = 300
"""Characters of a line that may hold several chapters."""


def draft(source: Source, blocks: Sequence[Passage], outline: Outline) -> Fact:
    """The whole plan file as facts in facts."""
    plan = front(source, list(blocks), outline.opening)
    plan.values = {"code": CODE, **plan.values}
    if bare := _bare_pages(source):
        plan.doubt("", because("read_bare_pages", pages=bare))
    if unbroken := _unbroken(source):
        plan.doubt("", because("read_no_breaks"), unbroken)
    plan.doubts += nature(plan, outline)
    plan.doubts += [Doubt("", because("read_table_unparted"), (line, line)) for line in unparted(source)]
    state(plan, outline)
    frame, windows = _windows(plan, outline, _opening(blocks, plan, outline))
    plan.doubts += often(outline.root)
    found = items(outline.root)
    found.goals += _indicators(found, blocks, frame)
    making = Making(frame, first_leads(list(outline.root.text())))
    sections, projects, doubts = contents(found, table(blocks), making)
    plan.doubts += allot_duties(outline.root, [task for section in sections for task in section.values["tasks"]])
    relied_on(plan, _undated([*sections, *projects]))
    _whole(sections, plan)
    _reports(plan, windows)
    plan.doubts += [doubt._replace(field="") for doubt in [*_told(found.doubts, sections), *_others(outline), *doubts]]
    values: dict[str, Any] = {"plan": plan, "checkpoints": windows, "sections": sections, "projects": projects}
    values["units"] = _register(blocks, outline, plan, windows, sections, projects)
    return Fact({key: value for key, value in values.items() if value})


def _indicators(found: Items, blocks: Sequence[Passage], frame: Frame) -> list[Passage]:
    """The tables of indicators that stand in no item and with no goal: in an annex, or a chapter of their own."""
    texts = [*found.goals, *(text for node in (*found.tasks, *found.projects) for text in node.text())]
    taken = {text.lines for text in texts}
    return [row for table in tables(blocks, frame) for row in table.rows if row.lines not in taken]


def _windows(plan: Fact, outline: Outline, opening: Sequence[Passage]) -> tuple[Frame, list[Fact]]:
    """The checkpoints, and the frame of the plan with the period that they fit into."""
    frame = _frame(plan)
    windows = checkpoints(outline.root, frame)
    if "period" in plan.values:
        widen(plan, windows)
        # What has no day of its own is still due on the last day that is printed.
        wide = plan.values["period"]
        if (wide["first"], wide["last"]) == frame.reach():
            return frame, windows
        frame = replace(frame, earliest=wide["first"], latest=wide["last"])
    else:
        period(plan, windows, outline, opening)
        frame = _frame(plan)
    # What comes every year comes in the years of the plan, which are known only now.
    return frame, checkpoints(outline.root, frame)


def _register(blocks: Sequence[Passage], outline: Outline, plan: Fact, *lists: Sequence[Fact]) -> list[Fact]:
    """The units that the plan names; a name that is none of theirs is taken out of the facts."""
    frame = _frame(plan)
    named = [*_named(plan, *lists), *_charged(outline)]
    whole = [unit.values["name"] for unit in units(named, frame)]
    found = units([*named, *mentioned(blocks, frame, whole)], frame)
    registered([plan, *(each for facts in lists for top in facts for each in _all(top))], found)
    return found


def _told(doubts: Sequence[Doubt], sections: Sequence[Fact]) -> list[Doubt]:
    """The doubts about the tasks; that there are none is not said where a table has them."""
    return [doubt for doubt in doubts if not (sections and doubt.reason.key == "read_no_tasks")]


def _others(outline: Outline) -> Iterator[Doubt]:
    """Of several texts with headings in one document one is read."""
    for first in outline.others:
        yield Doubt("", because("read_other_text", title=first.title.text or first.number), first.lines)


def _unbroken(source: Source) -> Lines | None:
    """The first line that holds several chapters: its breaks are lost, and titles run into the text."""
    marks = ("一、", "二、", "三、")
    for number, line in enumerate(source.lines, start=1):
        if len(line.text) >= UNBROKEN and all(mark in line.text for mark in marks):
            return number, number
    return None


def _bare_pages(source: Source) -> list[int]:
    """The pages of which nothing could be read, among those that could."""
    pages = {line.page for line in source.lines if line.page}
    return sorted(set(range(1, max(pages, default=0))) - pages)


def _frame(plan: Fact) -> Frame:
    years = plan.values.get("period") or {}
    return Frame(
        plan.values.get("region", {}).get("name", ""),
        tuple(plan.values.get("issuers", ())),
        years.get("first"),
        years.get("last"),
        plan.values.get("issued_on"),
    )


def _opening(blocks: Sequence[Passage], plan: Fact, outline: Outline) -> list[Passage]:
    """The paragraphs between the title of the plan and its first heading."""
    title = plan.places.get("title", (0, 0))[1]
    return [block for block in blocks[: outline.opening] if block.lines[1] > title]


def _whole(sections: Sequence[Fact], plan: Fact) -> None:
    """A plan that groups its tasks under no heading has one section, with the plan's own title."""
    for section in sections:
        if section.values["number"] in (WHOLE, ""):
            section.values["number"] = WHOLE
            if "title" in plan.values:
                section.values["title"] = plan.values["title"]
                section.doubt("title", because("read_no_sections"))


def _undated(facts: Sequence[Fact]) -> int:
    """How many targets have no day of their own and are due when the plan ends."""
    targets = [each.values for top in facts for each in _all(top)]
    return sum(values.get("due_basis") == "plan_period" for values in targets)


def _reports(plan: Fact, windows: Sequence[Fact]) -> None:
    """Who receives the reports of the plan, where every window that names a receiver names the same."""
    receivers = {window.values["reports_to"] for window in windows if window.values.get("reports_to")}
    if len(receivers) == 1:
        plan.values["reports_to"] = receivers.pop()


def _named(plan: Fact, *lists: Sequence[Fact]) -> Iterator[tuple[str, Lines | None]]:
    """Every unit that is named anywhere, with the lines of what names it; groups of units are none."""
    yield from ((name, plan.places.get("issuers")) for name in plan.values.get("issuers", ()))
    for fact in (each for facts in lists for top in facts for each in _all(top)):
        names = [*fact.values.get("organisers", ()), fact.values.get("reports_to")]
        names += [*fact.values.get("lead_units", ()), *fact.values.get("cooperating_units", ())]
        yield from ((name, fact.values.get("lines")) for name in names if name and not group(name))


def _charged(outline: Outline) -> Iterator[tuple[str, Lines | None]]:
    """The units to which a chapter gives their duties one by one."""
    for node in outline.root.under():
        if node.title and duty_chapter(node.title.text):
            yield from ((name, text.lines) for name, text in duties(node) if not group(name))


def _all(fact: Fact) -> Iterator[Fact]:
    yield fact
    for value in fact.values.values():
        for each in value if isinstance(value, list) else ():
            if isinstance(each, Fact):
                yield from _all(each)
