"""Sections with their tasks, and key projects with their parts, as facts for a plan file, and the targets of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from documents import codes
from documents.concrete import commitment, concrete
from documents.fact import Doubt, Fact, Wording
from documents.measures import measure
from documents.passage import Passage, joined
from documents.pieces import LONGEST, clause, parts, sentence
from documents.responsible import responsible, without
from documents.sharing import allotted, apart, share, tabled
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.allot import Row
    from documents.fact import Frame
    from documents.items import Items
    from documents.outline import Node

Made = tuple[Fact, Wording]


def contents(items: Items, rows: Sequence[Row], frame: Frame) -> tuple[list[Fact], list[Fact], list[Doubt]]:
    """The sections, the key projects, and doubts about goals that no item takes up; `rows` are those of tables."""
    made: list[Made] = []
    sections = list(_sections(items.tasks, frame, made) if items.tasks else tabled(rows, made))
    if items.tasks and rows:
        allotted([task for section in sections for task in section.values["tasks"]], rows)
    projects = [_project(node, f"KP{place}", made) for place, node in enumerate(items.projects, start=1)]
    alone = _measured(made, items.goals, frame)
    return sections, projects, [doubt for fact in alone for doubt in _unplaced(fact)]


def _measured(made: Sequence[Made], goals: Sequence[Passage], frame: Frame) -> list[Fact]:
    """Gives each item its targets; they count through the whole plan. Answers those that belong to no item."""
    targets = measure([wording for _, wording in made], goals, frame)
    counted = 0
    for fact, wording in made:
        found = targets.get(wording.code, [])
        for target in found:
            counted += 1
            target.values = {"code": f"T{counted:02d}", **target.values}
        if found:
            fact.values["targets"] = found
        if word := fact.values.get("commitment") or commitment(wording, found):
            fact.values["commitment"] = word
    _gates(made)
    return targets.get("", [])


def _gates(made: Sequence[Made]) -> None:
    """A concrete project or part waits for the decision that its target waits for."""
    facts = {wording.code: fact for fact, wording in made}
    for fact, wording in made:
        for target in fact.values.get("targets", ()):
            for code in (wording.code, *target.values.get("also_in", ())):
                if "." in code.replace("KP", "") and "P" in code and (gate := target.values.get("external_gate")):
                    facts[code].values.setdefault("external_gate", gate)


def _unplaced(fact: Fact) -> Iterator[Doubt]:
    """A goal that belongs to no item: its own doubts, or that there is none for it."""
    yield from fact.doubts or [
        Doubt("", because("read_goal_alone", metric=fact.values.get("metric", "")), fact.values.get("lines"))
    ]


def _sections(tasks: Sequence[Node], frame: Frame, made: list[Made]) -> Iterator[Fact]:
    groups = codes.sections(tasks)
    for place, ((above, below), named) in enumerate(zip(groups, codes.task_codes(groups), strict=True), start=1):
        values: dict[str, Any] = {"code": f"S{place}", "number": codes.number(above)}
        if above.form:
            values |= {"title": _title(above).text, "lines": above.lines}
        section = Fact(values)
        section.values["tasks"] = [_task(task, code, frame, made) for task, code in zip(below, named, strict=True)]
        share(above, below, section.values["tasks"])
        yield section


def _title(node: Node) -> Passage:
    """The title of a heading; of one without, its first sentence or the first clauses of it."""
    if node.title:
        return node.title
    text = next((text for text in without(node.body) if text), Passage("", ()))
    whole = sentence(text).strip("。！；，、 ")
    return (whole if len(whole) <= LONGEST else clause(text)) if text else node.mark


def _named(node: Node, code: str, number: str) -> Fact:
    """A fact with the number and title of a heading, and the units that are named in its body."""
    title = _title(node)
    fact = Fact({"code": code, "number": number, "title": title.text, "lines": (node.mark + title).lines})
    if not node.title:
        fact.doubt("title", because("read_title_of_sentence", title=title.text), fact.values["lines"])
    _allot(fact, node.body)
    return fact


def _allot(fact: Fact, body: Sequence[Passage]) -> None:
    named = responsible(body)
    fact.values |= named.values
    fact.doubts += named.doubts


def _task(node: Node, code: str, frame: Frame, made: list[Made]) -> Fact:
    """A task, with the measures below it that have units of their own, else with the concrete projects in its text."""
    fact = _named(node, code, node.number)
    measures = _measures(node)
    body = tuple(without(node.body if measures else list(node.text())))
    wording = Wording(code, node.title or _title(node), body)
    made.append((fact, wording))
    if not measures:
        _allot_below(fact, node)
    projects = [_measure(child, f"{code}.P{place}", made) for place, child in enumerate(measures, start=1)]
    for place, part in enumerate(concrete(wording, frame) if not measures else [], start=1):
        part.values = {"code": f"{code}.P{place}", **part.values}
        projects.append(part)
        made.append((part, Wording(part.values["code"], Passage(part.values["title"], ()), _sentences(body, part))))
    if projects:
        fact.values["projects"] = projects
    return fact


def _measures(node: Node) -> list[Node]:
    """The numbered measures of a task that have units of their own; one list below the last is that of the task."""
    named = [child for child in node.children if responsible(child.body).values]
    if not named or (named == [node.children[-1]] and apart(named[0])):
        return []
    return node.children


def _allot_below(fact: Fact, node: Node) -> None:
    """Where a task's own text names no units, those that are named below it."""
    if not fact.values.get("lead_units") and not fact.values.get("cooperating_units"):
        _allot(fact, list(node.text()))


def _sentences(body: Sequence[Passage], part: Fact) -> tuple[Passage, ...]:
    """The stretch of the text that a concrete project was read from."""
    first, last = part.values["lines"]
    return tuple(
        text.cut(min(places), max(places) + 1)
        for text in body
        if (places := [place for place, line in enumerate(text.at) if first <= line <= last])
    )


def _measure(node: Node, code: str, made: list[Made]) -> Fact:
    fact = _named(node, code, node.number)
    made.append((fact, Wording(code, node.title or _title(node), tuple(without(list(node.text()))))))
    return fact


def _project(node: Node, code: str, made: list[Made]) -> Fact:
    """A key project with its parts: numbered headings below it, or 一是 and 二是 in its text."""
    fact = _named(node, code, codes.number(node))
    below = [(child.number, joined([child.title, *child.text()])) for child in node.children] or parts(node.body)
    own = node.body if not below or node.children else [_before(text) for text in node.body]
    wording = Wording(code, node.title, tuple(without([text for text in own if text])))
    made.append((fact, wording))
    if below:
        fact.values["parts"] = [
            _part(number, text, f"{code}.{place}", made) for place, (number, text) in enumerate(below, start=1)
        ]
    return fact


def _before(text: Passage) -> Passage:
    """What stands before the first part of a paragraph."""
    found = parts([text])
    start = text.text.find(found[0][1].text) if found else len(text)
    return text.cut(0, start)


def _part(number: str, text: Passage, code: str, made: list[Made]) -> Fact:
    """A part of a key project; it has no title of its own, its first clauses stand for one."""
    words = text.cut(len(number)) if text.text.startswith(number) else text
    fact = Fact({"code": code, "number": number, "title": clause(words).text, "lines": sentence(text).lines})
    fact.doubt("title", because("read_title_of_sentence", title=fact.values["title"]), fact.values["lines"])
    _allot(fact, [words])
    made.append((fact, Wording(code, Passage("", ()), tuple(without([words])))))
    return fact
