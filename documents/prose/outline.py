"""The numbered headings of a document as a tree, each with what stands under it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from documents.prose.chapters import About, about
from documents.prose.numbering import RANKS, heading
from documents.prose.passage import Passage
from documents.prose.repeats import repeats
from documents.prose.titles import entitle
from documents.prose.uncounted import resumed, uncounted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.prose.numbering import Form

    Seen = tuple[Form, re.Match[str], int]


@dataclass(slots=True, eq=False)
class Node:
    """A numbered heading: its form (a row of documents.prose.numbering), its ordinal, and its number as printed.

    `mark` is the number with its stop (1、 or （一）), `number` without (1, （一）). `title` is empty where the heading
    carries none of its own, as a numbered sentence does; `body` are the paragraphs under it before its first child,
    the rest of its own line first. The root has no number; its body stands before the first heading.
    """

    form: str
    ordinal: int
    number: str
    mark: Passage
    title: Passage
    body: list[Passage] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None

    @property
    def lines(self) -> tuple[int, int]:
        """The lines of the number and the title, or of the number alone."""
        return (self.mark + self.title).lines

    def under(self) -> Iterator[Node]:
        """This heading and all below it, in printed order."""
        yield self
        for child in self.children:
            yield from child.under()

    def text(self) -> Iterator[Passage]:
        """All paragraphs under it, those of the headings below with their titles."""
        yield from self.body
        for child in self.children:
            if child.title:
                yield child.title
            yield from child.text()


class Outline(NamedTuple):
    """The text of the plan as a tree; how many blocks stand before it (the notice); what stands after it (annexes).

    `others` are the first headings of further texts of the document that are numbered for themselves.
    """

    root: Node
    opening: int
    annexes: list[Passage]
    others: tuple[Node, ...] = ()


# With these a text is over: what follows is an annex, or belongs to the page.
_ANNEX = re.compile(r"附(?:件|表|录)[一二三四五六七八九十\d、\-—]{0,6}(?:[：:].{0,60})?|附[：:].{0,40}")
_TAIL = re.compile(
    r"抄送[：:]|主送[：:]|（此件|（?联系人[：:]|[^。]{2,30}办公[厅室][^。]{0,20}印发$|[^。]{2,40}\d日印发$|扫一扫|解读[：:]|分享[到：]|打印|相关链接|责任编辑|上一篇|下一篇"
    r"|关闭|公报PDF|信息来源|附件下载"
)
EQUALS = frozenset({"named", "bracket"})
"""任务一 may stand above （一）, or below it."""
BOXES = ("专栏", "项目")
"""What is called so stands beside the headings, and holds none."""
GAP = 3
"""So many numbers may be missing between two headings that count on."""


def outline(blocks: Sequence[Passage]) -> Outline:
    """The headings of the plan as a tree. Of several texts in one document, that with the most headings is the plan."""
    trees = _trees(blocks)
    main = max(range(len(trees)), key=lambda place: _weight(trees[place].root))
    tree = trees[main]
    end = trees[main + 1].first if main + 1 < len(trees) else len(blocks)
    others = tuple(each.root.children[0] for each in trees if each is not tree and _told(each.root))
    return Outline(tree.root, tree.start, [*tree.after, *blocks[end:]], others)


def _told(root: Node) -> bool:
    """Whether a text says something under its headings; a table of contents does not."""
    lowest = [node for node in root.under() if not node.children]
    return len(root.children) > 1 and sum(bool(node.body) for node in lowest) > len(lowest) / 2


@dataclass(slots=True)
class _Tree:
    """One text that is counted from its first heading on: `first` is its first block, `start` that of the heading."""

    root: Node
    first: int
    start: int
    after: list[Passage] = field(default_factory=list)
    over: bool = False


def _weight(root: Node) -> int:
    """How many headings a text has, those that have text of their own."""
    return sum(1 for node in root.under()) - 1


def _root() -> Node:
    return Node("", 0, "", Passage("", ()), Passage("", ()))


def _trees(blocks: Sequence[Passage]) -> list[_Tree]:
    """The texts of the document, each a tree: a text begins where the highest headings are counted from one again."""
    trees = [_Tree(_root(), 0, len(blocks))]
    stack, rests = [trees[0].root], dict[int, Passage]()
    headings = [None if "\t" in block.text else heading(block.text) for block in blocks]
    bare = uncounted(blocks, headings)
    on = resumed(headings, bare)
    headings = [None if place in bare else seen for place, seen in enumerate(headings)]
    again = repeats(headings) | on
    for place, (block, seen) in enumerate(zip(blocks, headings, strict=True)):
        tree = trees[-1]
        if seen and place in again:
            seen = (seen[0], seen[1], again[place])
        if seen and _begins_anew(tree, seen[0], seen[2]):
            tree = _Tree(_root(), place, place)
            trees.append(tree)
            stack = [tree.root]
        if seen and not tree.over and (under := _under(stack, seen, again=place in again)) is not None:
            tree.start = min(tree.start, place)
            del stack[under + 1 :]
            node = _node(block, seen, stack[-1])
            rests[id(node)] = block.cut(seen[1].end()).strip(" \t")
            stack.append(node)
        else:
            _add(tree, stack[-1], block)
    for tree in trees:
        _entitled(tree.root, rests)
    return trees


def _begins_anew(tree: _Tree, form: Form, value: int) -> bool:
    """Whether a heading begins another text: the highest are counted from one again, or higher ones only begin.

    The list of annexes in a notice is counted, but lower than the plan below it.
    """
    children = tree.root.children
    if value != 1 or not children:
        return False
    first = RANKS[children[0].form]
    return form.rank < first or (form.rank == first and (tree.over or len(children) > 1))


def _under(stack: list[Node], seen: Seen, *, again: bool) -> int | None:
    """The place in the stack of the heading that this one stands under; None where the number is none of a heading.

    `again` tells that it is one though its number has been.
    """
    form, _, value = seen
    under = _above(stack, seen)
    before = next((node.ordinal for node in reversed(stack[under].children) if node.form == form.name), 0)
    if before:
        fits = again or 0 < value - before <= (1 if form.loose else GAP)
        return under if fits else None
    if form.loose:
        return None
    # What is counted through the whole text begins later than with one.
    return under if again or value == 1 or 0 <= value - _last(stack[0], form) <= GAP else None


def _last(root: Node, form: Form) -> int:
    """The highest ordinal of a form so far."""
    return max((node.ordinal for node in root.under() if node.form == form.name), default=0)


def _above(stack: list[Node], seen: Seen) -> int:
    """The place in the stack of the lowest heading that is higher.

    Of 任务一 and （一）, which are of equal rank, that is higher which came first.
    """
    form, found, value = seen
    alike = [place for place, node in enumerate(stack) if node.form == form.name]
    if alike:
        return alike[-1] - 1
    equal = form.name in EQUALS and not found["number"].startswith(BOXES)
    others = EQUALS - {form.name} if equal and value in (1, _last(stack[0], form) + 1) else ()
    return max(
        place
        for place, node in enumerate(stack)
        if not node.form or RANKS[node.form] < form.rank or (node.form in others and not node.number.startswith(BOXES))
    )


def _node(block: Passage, seen: Seen, parent: Node) -> Node:
    form, found, value = seen
    mark = block.cut(0, found.end())
    node = Node(form.name, value, found["number"], mark, Passage("", ()), parent=parent)
    parent.children.append(node)
    return node


def _add(tree: _Tree, node: Node, block: Passage) -> None:
    """Puts a paragraph under a heading, or behind the text where that is over."""
    if tree.root.children and (_ANNEX.fullmatch(block.text) or (len(block) < 80 and _TAIL.match(block.text))):
        tree.over = True
    (tree.after if tree.over else node.body).append(block)


def _entitled(root: Node, rests: dict[int, Passage]) -> None:
    """Gives the headings their titles: those of one form and depth are alike.

    They are so within a chapter, in all chapters that say in their titles what is to be done, and where they count
    through from one chapter to the next.
    """
    groups: dict[tuple[object, str, int], list[Node]] = {}
    entitle(root.children, [rests[id(node)] for node in root.children])
    for place, chapter in enumerate(root.children):
        kind = about(chapter.title.text)
        for node, depth in _below(chapter, 1):
            key = (kind if kind == About.OTHER else place, node.form, depth)
            if key not in groups:
                through = (each for each in groups.values() if _through(each[-1], node))
                groups[key] = next(through, [])
            groups[key].append(node)
    for group in {id(each): each for each in groups.values()}.values():
        entitle(group, [rests[id(node)] for node in group])


def _below(node: Node, depth: int) -> Iterator[tuple[Node, int]]:
    for child in node.children:
        yield child, depth
        yield from _below(child, depth + 1)


def _through(last: Node, first: Node) -> bool:
    """Whether one heading counts on from another."""
    return last.form == first.form and first.ordinal == last.ordinal + 1 > 1
