"""Which headings are the tasks, the sections that they stand in, and the key projects; and which chapters are none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from documents.fact import Doubt
from documents.prose.chapters import About, about
from documents.prose.numbering import RANKS
from documents.prose.uncounted import AIMED, goals
from documents.tasks.counting import miscounted
from documents.tasks.sharing import apart
from documents.units.responsible import statements
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from documents.prose.outline import Node
    from documents.prose.passage import Passage

MOST = 0.5
"""Of the headings below one, this part has titles, or they count sentences."""
DEEPEST = "figure_bracket"
"""Below this form a number counts sentences, whatever they begin with."""
_STAGE = re.compile(r"[^，。]{0,12}阶段(?:（[^（）]{1,30}）)?")
FEW = 2
"""Paragraphs below a chapter of key projects; one is the project, several are of several that have no numbers."""
NEITHER = re.compile(
    r"(?:工作|总体|主要|具体|年度|任务|建设|整治|行动|发展)?(?:目标|要求)|任务(?:分配|下达)|指导思想|(?:基本|工作)原则|总体思路|(?:实施|工作)步骤|(?:进度|时间)安排|保障措施|组织保障|工作要求"
)
"""What stands among the tasks of a chapter and is none."""
_AIMS = re.compile(f"(?:{AIMED})?目标")
_BARE = re.compile(r"(?:主要|重点|工作|具体|策略|政策|支持|推进|行动|对策)?(?:任务|措施|举措|任务措施|任务和措施)")
# A heading below the chapter that only says that tasks follow.


@dataclass(slots=True)
class Items:
    """The tasks and key projects of a plan as headings in printed order, the paragraphs of its goals, and doubts."""

    tasks: list[Node]
    projects: list[Node] = field(default_factory=list)
    goals: list[Passage] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def items(root: Node) -> Items:
    """The items of the plan: the lowest numbered headings, in the chapters of tasks, that carry titles of their own."""
    chapters = [(chapter, _kind(chapter)) for chapter in _chapters(root)]
    chosen, doubts = _chosen(chapters)
    forms = _titled_forms(chosen)
    tasks = [task for chapter in chosen for task in _lowest(chapter, named=_named(chapter), forms=forms)]
    bare = [task for task in tasks if task in chosen and not _has_units(task)]
    if len(bare) < len(chosen) and (inside := [task for task in tasks if task not in chosen]):
        # A chapter without headings below it, among others that have them, holds no item.
        tasks = inside if bare == [task for task in tasks if task in chosen] else tasks
        doubts += [Doubt("", because("read_chapter_left", title=task.title.text), task.lines) for task in bare]
    if chosen and not tasks:
        doubts.append(Doubt("sections", because("read_no_tasks")))
    whole = [task for task in tasks if task in chosen and _named(task)]
    doubts += [Doubt("", because("read_chapter_whole", title=task.title.text), task.lines) for task in whole]
    found = Items(tasks, doubts=[*doubts, *miscounted(chosen, tasks)])
    if found.tasks:
        for chapter in (each for each, kind in chapters if kind == About.PROJECTS and each not in chosen):
            _add(found, chapter)
    found.goals += [text for chapter, kind in chapters for text in _goals(chapter, kind, chosen=chapter in chosen)]
    return found


def _kind(chapter: Node) -> About:
    """What a chapter is about by its title; where that does not tell and all below it are stages, these."""
    kind = about(chapter.title.text)
    staged = len(chapter.children) > 1 and all(_STAGE.fullmatch(child.title.text) for child in chapter.children)
    return About.STAGES if kind == About.OTHER and staged else kind


def _add(found: Items, chapter: Node) -> None:
    """The key projects of a chapter; where it has several paragraphs without numbers these are goals, with a doubt."""
    if chapter.children or len(chapter.body) < FEW or _has_units(chapter):
        found.projects += chapter.children or [chapter]
        return
    found.doubts.append(Doubt("", because("read_projects_left", title=chapter.title.text), chapter.lines))
    found.goals += chapter.body


def _chapters(root: Node) -> list[Node]:
    """The highest headings; those below, where one heading stands above all the rest."""
    at = root
    while len(at.children) == 1 and len(at.children[0].children) > 1:
        at = at.children[0]
    return at.children


def _chosen(chapters: Sequence[tuple[Node, About]]) -> tuple[list[Node], list[Doubt]]:
    """The chapters that hold the tasks: by their titles, by the units that are named, else all that are no others."""
    tasks = [chapter for chapter, kind in chapters if kind == About.TASKS]
    chosen = {chapter for chapter in tasks if "目标" not in chapter.title.text} or set(tasks)
    allotted = {
        chapter for chapter, kind in chapters if kind not in (About.DUTIES, About.PROJECTS) and _allotted(chapter)
    }
    if chosen or allotted:
        plain = {chapter for chapter, kind in chapters if kind == About.OTHER and (chapter.children or chapter.body)}
        named = bool(chosen)
        chosen |= allotted
        # Where no title says that it holds the tasks, what is no other kind of chapter holds them.
        chosen |= {chapter for chapter in plain if not named or _counts_on(chapter, chosen)}
        return [chapter for chapter, _ in chapters if chapter in chosen], []
    for kind in (About.PROJECTS, About.DUTIES, About.OTHER):
        if found := [chapter for chapter, each in chapters if each == kind and (chapter.children or chapter.body)]:
            titles = [chapter.title.text for chapter in found]
            lines = (found[0].lines[0], found[-1].lines[1])
            return found, [Doubt("sections", because("read_no_task_chapter", chapters=titles), lines)]
    return [], [Doubt("sections", because("read_no_tasks"))]


def _allotted(chapter: Node) -> bool:
    """Whether most of what stands in a chapter names the units that are responsible for it."""
    below = [node for node in chapter.under() if not node.children]
    named = sum(1 for node in below if _has_units(node))
    return named > 0 and named >= MOST * len(below)


def _has_units(node: Node) -> bool:
    """Whether a list of units stands under a heading, in a bracket or behind a label."""
    return any(
        each.apart and (text.text[each.start] in "（【〔" or "：" in text.text[each.start : each.end])
        for text in node.body
        for each in statements(text)
    )


def _counts_on(chapter: Node, chosen: Collection[Node]) -> bool:
    """Whether a chapter goes on as the chapters of tasks do: in its numbers, or as one that is itself a task."""
    if not chapter.children:
        return bool(chapter.body) and not any(other.children for other in chosen)
    first, last = chapter.children[0], chapter.children[-1]
    others = [child for other in chosen for child in other.children if child.form == first.form]
    return any(child.ordinal in (first.ordinal - 1, last.ordinal + 1) for child in others) and (
        first.ordinal > 1 or min(child.ordinal for child in others) > last.ordinal
    )


def _named(chapter: Node) -> bool:
    """Whether a chapter is called by what it holds, and is no task itself."""
    return about(chapter.title.text) != About.OTHER


def _titled_forms(chapters: Sequence[Node]) -> set[str]:
    """The forms of headings right below the chapters that have titles, taken over all of them."""
    below = [child for chapter in chapters for child in chapter.children]
    forms = {child.form for child in below}
    return {form for form in forms if _titled([child for child in below if child.form == form])}


def _lowest(node: Node, *, named: bool, forms: Collection[str] = ()) -> Iterator[Node]:
    """The lowest headings with titles below this one, else itself; `named` for one that only holds others.

    Headings of these forms are known to have titles, though here they should be long.
    """
    below = [child for child in node.children if not (named and NEITHER.fullmatch(child.title.text))]
    if node.parent is not None and not node.parent.form and _charged(node, below):
        yield from below
        return
    measures = _beside_goals(node)
    named = named or bool(measures)
    if named and (tasks := measures or [child for child in below if _BARE.fullmatch(child.title.text)]):
        below = tasks
    deep = below and RANKS[below[0].form] > RANKS[DEEPEST] and not _itemised(below)
    if below and not deep and (named or below[0].form in forms or _titled(below)):
        for child in below:
            yield from _lowest(child, named=named and _BARE.fullmatch(child.title.text) is not None)
    elif not named or (node.body and not any("\t" in text.text for text in node.body)):
        yield node


def _beside_goals(node: Node) -> list[Node]:
    """The headings that say that tasks follow, where one beside them says so of goals: 1.主要目标, 2.策略措施."""
    aims = any(_AIMS.fullmatch(child.title.text) for child in node.children)
    return [child for child in node.children if aims and _BARE.fullmatch(child.title.text)]


def _charged(chapter: Node, below: Sequence[Node]) -> bool:
    """Whether the units stand with the numbered sentences below a chapter, and not with the chapter."""
    if not below or _titled(below) or _has_units(chapter) or any(child.children for child in below):
        return False
    # One list below the last sentence is that of the chapter.
    named = [child for child in below if _has_units(child)]
    return len(named) > MOST * len(below) and not (len(named) == 1 and apart(named[0]))


def _itemised(below: Sequence[Node]) -> bool:
    """Whether headings of the lowest forms are items all the same: each has a title and its own units."""
    return len(below) > 1 and all(node.title and _has_units(node) for node in below)


def _titled(nodes: Sequence[Node]) -> bool:
    return sum(bool(node.title) for node in nodes) > MOST * len(nodes)


def _goals(chapter: Node, kind: About, *, chosen: bool) -> Iterator[Passage]:
    """The paragraphs in which goals stand; of 目标任务, where it holds the tasks, those before the first."""
    if kind == About.GOALS or (kind == About.TASKS and not chosen):
        yield from chapter.text()
        return
    if chosen and chapter.children:
        yield from chapter.body
    for node in chapter.under() if chosen else ():
        if node.children and node is not chapter:
            yield from goals(node.body)
            aims = [child for child in node.children if _beside_goals(node) and _AIMS.fullmatch(child.title.text)]
            yield from (text for child in aims for text in child.text())
    for child in chapter.children:
        if about(child.title.text) == About.GOALS and "目标" in child.title.text:
            yield from child.text()
