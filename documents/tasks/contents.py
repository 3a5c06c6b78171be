"""Sections with their tasks, and key projects with their parts, as facts for a plan file, and the targets of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from documents.fact import Doubt, Fact, Wording
from documents.prose.passage import Passage, joined
from documents.prose.pieces import LONGEST, clause, parts, sentence
from documents.targets.concrete import commitment, concrete
from documents.targets.measures import measure
from documents.tasks import codes
from documents.tasks.deadlines import dated
from documents.tasks.sharing import UNITS, allotted, apart, in_table, share, stand, tabled
from documents.units.responsible import responsible, without
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.fact import Frame
    from documents.prose.outline import Node
    from documents.tasks.items import Items
    from documents.units.rows import Row


@dataclass(slots=True)
class Making:
    """What is known of the whole plan, and each item made so far with its words and the paragraphs it was made of."""

    frame: Frame
    first_leads: bool = False
    made: list[tuple[Fact, Wording]] = field(default_factory=list)
    bodies: dict[str, Sequence[Passage]] = field(default_factory=dict)

    def note(self, fact: Fact, wording: Wording, body: Sequence[Passage]) -> None:
        self.made.append((fact, wording))
        self.bodies[wording.code] = body

    def allot(self, fact: Fact, body: Sequence[Passage]) -> None:
        named = responsible(body, self.first_leads)
        fact.values |= named.values
        fact.doubts += named.doubts


def contents(items: Items, rows: Sequence[Row], making: Making) -> tuple[list[Fact], list[Fact], list[Doubt]]:
    """The sections, the key projects, and doubts about goals that no item takes up; `rows` are those of tables."""
    if in_table(items.tasks, rows):
        items.tasks, items.doubts = [], []
    sections = list(_sections(items.tasks, making) if items.tasks else tabled(rows, making.note))
    tasks = [task for section in sections for task in section.values["tasks"]]
    left = allotted(tasks, rows) if items.tasks and rows else []
    stand(tasks, making.bodies)
    projects = [_project(node, f"KP{place}", making) for place, node in enumerate(items.projects, start=1)]
    return sections, projects, [*left, *_measured(making, items.goals)]


def _measured(making: Making, goals: Sequence[Passage]) -> list[Doubt]:
    """Gives each item its targets; they count through the whole plan. Answers doubts about what none of them has."""
    targets, unread = measure([wording for _, wording in making.made], goals, making.frame)
    counted = 0
    for fact, wording in making.made:
        found = dated(fact, targets.get(wording.code, []), making.bodies[wording.code], making.frame)
        for target in found:
            counted += 1
            target.values = {"code": f"T{counted:02d}", **target.values}
        if found:
            fact.values["targets"] = found
        if word := fact.values.get("commitment") or commitment(wording, found):
            fact.values["commitment"] = word
        fact.doubts += _left(unread.get(wording.code, ()))
    _gates(making)
    return [*map(_unplaced, targets.get("", ())), *_left(unread.get("", ()))]


def _gates(making: Making) -> None:
    """A concrete project or part waits for the decision that its target waits for."""
    facts = {wording.code: fact for fact, wording in making.made}
    for fact, wording in making.made:
        for target in fact.values.get("targets", ()):
            for code in (wording.code, *target.values.get("also_in", ())):
                if codes.is_part(code) and (gate := target.values.get("external_gate")):
                    facts[code].values.setdefault("external_gate", gate)


def _unplaced(fact: Fact) -> Doubt:
    """A target that is not entered: it belongs to no item, or why it has no day."""
    metric, figure, lines = (fact.values[key] for key in ("metric", "figure", "lines"))
    if fact.doubts:
        why = fact.doubts[0].reason
        return Doubt("", because("read_target_left", metric=metric, figure=figure, why=why), lines)
    return Doubt("", because("read_goal_alone", metric=metric, figure=figure, due=fact.values["due"]), lines)


def _left(clauses: Sequence[Passage]) -> list[Doubt]:
    """One doubt for all the clauses of an item whose figures look like targets and were not understood."""
    if not clauses:
        return []
    printed = list(dict.fromkeys(clause.text.strip("，、") for clause in clauses))
    return [Doubt("", because("read_figures_left", printed=printed), joined(clauses).lines)]


def _sections(tasks: Sequence[Node], making: Making) -> Iterator[Fact]:
    groups = codes.sections(tasks)
    for place, ((above, below), named) in enumerate(zip(groups, codes.task_codes(groups), strict=True), start=1):
        values: dict[str, Any] = {"code": f"S{place}", "number": codes.number(above)}
        if above.form:
            values |= {"title": _title(above).text, "lines": above.lines}
        section = Fact(values)
        section.values["tasks"] = [_task(task, code, making) for task, code in zip(below, named, strict=True)]
        share(above, below, section.values["tasks"])
        yield section


def _title(node: Node) -> Passage:
    """The title of a heading; of one without, its first sentence or the first clauses of it."""
    if node.title:
        return node.title
    text = next((text for text in without(node.body) if text), Passage("", ()))
    whole = sentence(text).strip("。！；，、 ")
    return (whole if len(whole) <= LONGEST else clause(text)) if text else node.mark


def _named(node: Node, code: str, number: str, making: Making) -> Fact:
    """A fact with the number and title of a heading, and the units that are named in its body."""
    title = _title(node)
    fact = Fact({"code": code, "number": number, "title": title.text, "lines": (node.mark + title).lines})
    if not node.title:
        fact.doubt("title", because("read_title_of_sentence", title=title.text), fact.values["lines"])
    making.allot(fact, node.body)
    return fact


def _task(node: Node, code: str, making: Making) -> Fact:
    """A task, with the measures below it that have units of their own, else with the concrete projects in its text."""
    fact = _named(node, code, node.number, making)
    measures = _measures(node)
    whole = node.body if measures else list(node.text())
    wording = Wording(code, _title(node), without(whole))
    making.note(fact, wording, whole)
    if not measures and not any(fact.values.get(key) for key in UNITS):
        making.allot(fact, whole)
    projects = [_measure(child, f"{code}.P{place}", making) for place, child in enumerate(measures, start=1)]
    projects = projects or _concrete(wording, making)
    if projects:
        fact.values["projects"] = projects
    return fact


def _measures(node: Node) -> list[Node]:
    """The numbered measures of a task that have units of their own; one list below the last is that of the task."""
    named = [child for child in node.children if responsible(child.body).values]
    if not named or (named == [node.children[-1]] and apart(named[0])):
        return []
    return node.children


def _measure(node: Node, code: str, making: Making) -> Fact:
    fact = _named(node, code, node.number, making)
    whole = list(node.text())
    making.note(fact, Wording(code, _title(node), without(whole)), whole)
    return fact


def _concrete(wording: Wording, making: Making) -> list[Fact]:
    """The concrete projects in the text of a task."""
    found = concrete(wording, making.frame)
    for place, part in enumerate(found, start=1):
        code = f"{wording.code}.P{place}"
        part.values = {"code": code, **part.values}
        making.note(part, Wording(code, Passage(part.values["title"], ()), _stretch(wording.body, part)), ())
    return found


def _stretch(body: Sequence[Passage], part: Fact) -> tuple[Passage, ...]:
    """The lines of the text that a concrete project was read from."""
    first, last = part.values["lines"]
    return tuple(
        text.cut(min(places), max(places) + 1)
        for text in body
        if (places := [place for place, line in enumerate(text.at) if first <= line <= last])
    )


def _project(node: Node, code: str, making: Making) -> Fact:
    """A key project with its parts: numbered headings below it, or 一是 and 二是 in its text."""
    fact = _named(node, code, codes.number(node), making)
    below = [(child.number, joined([child.title, *child.text()])) for child in node.children] or parts(node.body)
    own = node.body if not below or node.children else [_before(text) for text in node.body]
    making.note(fact, Wording(code, _title(node), without([text for text in own if text])), node.body)
    if below:
        made = [_part(number, text, f"{code}.{place}", making) for place, (number, text) in enumerate(below, start=1)]
        fact.values["parts"] = made
        _behind(made)
    return fact


def _behind(parts: Sequence[Fact]) -> None:
    """Units behind the last of several parts that are counted in one paragraph are those of the whole."""
    named = [part for part in parts if any(part.values.get(key) for key in UNITS)]
    if len(parts) > 1 and named == [parts[-1]]:
        for key in UNITS:
            parts[-1].values.pop(key, None)
        parts[-1].doubts = [doubt for doubt in parts[-1].doubts if doubt.field not in UNITS]


def _before(text: Passage) -> Passage:
    """What stands before the first part of a paragraph."""
    found = parts([text])
    return text.cut(0, text.text.find(found[0][1].text) if found else len(text))


def _part(number: str, text: Passage, code: str, making: Making) -> Fact:
    """A part of a key project; it has no title of its own, its first clauses stand for one."""
    words = text.cut(len(number)) if text.text.startswith(number) else text
    fact = Fact({"code": code, "number": number, "title": clause(words).text, "lines": sentence(text).lines})
    fact.doubt("title", because("read_title_of_sentence", title=fact.values["title"]), fact.values["lines"])
    making.allot(fact, [words])
    making.note(fact, Wording(code, Passage("", ()), without([words])), [words])
    return fact
