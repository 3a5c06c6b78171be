"""Units that are named once for several tasks: for a section, below the last task of one, or in a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.fact import Doubt, Fact, Wording
from documents.prose.numbering import heading
from documents.prose.passage import Passage
from documents.units.allot import matched, same
from documents.units.register import group
from documents.units.responsible import above as said_above
from documents.units.responsible import responsible, standing, without
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from documents.prose.outline import Node
    from documents.units.rows import Row

MOST_TOLD = 5
"""Rows of a table that are named in a doubt."""
UNITS = ("lead_units", "cooperating_units")


def share(section: Node, nodes: Sequence[Node], tasks: Sequence[Fact]) -> None:
    """Gives the tasks of a section the units that are named for all of them, where none names its own."""
    named = [fact for fact in tasks if any(fact.values.get(key) for key in UNITS)]
    common = responsible(section.body)
    if not common.values and (last := said_above(nodes[-1].body)):
        common = last
    elif not common.values and len(tasks) > 1 and named == [tasks[-1]] and apart(nodes[-1]):
        common = responsible(nodes[-1].body)
    if common.values:
        for fact in tasks:
            if fact not in named or fact is tasks[-1]:
                _give(fact, common)


def _give(fact: Fact, common: Fact) -> None:
    fact.values |= {key: value for key, value in common.values.items() if not fact.values.get(key)}
    fact.doubt("lead_units", because("read_units_shared"), fact.values.get("lines"))


def apart(node: Node) -> bool:
    """Whether the units stand in a paragraph of their own, below the lines of the heading and its text."""
    last = [text for text in node.body if _EFFECT.match(text.text) is None][-1:]
    return bool(last) and last[0].lines[0] > node.mark.lines[1] and not without(last)


# What says from when a plan holds, and who explains it, is of no task.
_EFFECT = re.compile(
    r"(?:本|该|此)(?:实施)?(?:方案|措施|若干措施|办法|意见|规划|计划|细则|通知|政策|文件|清单|要点)[^。]{0,12}(?:自|从|由|有效期|的解释)[^。]{1,60}"
    r"(?:施行|实施|执行|生效|解释|有效|为准|年)[^。]{0,40}。?"
)


def in_table(tasks: Sequence[Node], rows: Sequence[Row]) -> bool:
    """Whether the tasks are the rows of a table, and the headings are only those of the notice before it.

    So it is where every heading taken for a task is a chapter without headings, no row has its title, and most name
    no units.
    """
    named = sum(1 for task in tasks if responsible(task.body).values)
    if not rows or 2 * named > len(tasks) or not all(_chapter(task) and not task.children for task in tasks):
        return False
    titles = [task.title.text for task in tasks if task.title]
    return len(titles) < len(tasks) or not any(same(title, rows) for title in titles)


def _chapter(node: Node) -> bool:
    """Whether a heading is among the highest, or stands below the only one of these."""
    above = node.parent
    if above is None or not above.form:
        return above is not None
    return above.parent is not None and not above.parent.form and above.parent.children == [above]


def allotted(tasks: Sequence[Fact], rows: Sequence[Row]) -> list[Doubt]:
    """Gives tasks without units those of the row of a table that has the same task; answers what rows are left."""
    found = matched([fact.values["title"] for fact in tasks], rows)
    for fact, row in zip(tasks, found, strict=True):
        if row is not None and not any(fact.values.get(key) for key in UNITS):
            fact.values |= {key: row.values[key] for key in UNITS if key in row.values}
            fact.doubts += row.doubts
    left = [row for row in rows if not any(row is each for each in found)]
    if not left:
        return []
    printed = [row.values["title"] for row in left[:MOST_TOLD]]
    return [Doubt("sections", because("read_rows_left", count=len(left), printed=printed), _lines(left))]


def stand(tasks: Sequence[Fact], bodies: Mapping[str, Sequence[Passage]]) -> None:
    """Gives every task from the one on that says so the units that take part in all that follow (不再一一列出)."""
    named: list[str] = []
    for fact in tasks:
        lead = fact.values.get("lead_units", [])
        if named and (added := [name for name in named if name not in lead]):
            fact.values["cooperating_units"] = [*fact.values.get("cooperating_units", []), *added]
            fact.doubt("cooperating_units", because("read_units_standing", units=added), fact.values.get("lines"))
        more = standing(bodies.get(fact.values["code"], ())) or []
        named += [name for name in more if not group(name)]


def tabled(rows: Sequence[Row], note: Callable[[Fact, Wording, Sequence[Passage]], None]) -> Iterator[Fact]:
    """Sections and tasks of a plan whose tasks stand in a table only; each class of the table is a section."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    counted = 0
    for place, (name, below) in enumerate(groups.items(), start=1):
        section = Fact({"code": f"S{place}", **_grouped(name, place), "lines": _lines(below), "tasks": []})
        if not name:
            del section.values["lines"]
        for row in below:
            counted += 1
            row.values = {"code": f"{counted:02d}", "number": row.values.get("number", str(counted)), **row.values}
            note(row, Wording(row.values["code"], row.title, row.text), [_TIMED + row.deadline] if row.deadline else ())
            section.values["tasks"].append(row)
        yield section


def _grouped(name: str, place: int) -> dict[str, str]:
    """The number and the title of a group by its name in the table; one that is not numbered is counted."""
    above, _, name = name.rpartition("\t")
    seen, over = heading(name), heading(above)
    if seen is None or not (title := name[seen[1].end() :].strip("：:、")):
        return {"number": name and str(place), **({"title": name.strip("：:")} if name else {})}
    return {"number": (over[1]["number"] if over else "") + seen[1]["number"], "title": title}


# The column of deadlines as the label that it is in a bracket.
_TIMED = Passage("完成时限：", (1,) * len("完成时限："))


def _lines(rows: Sequence[Row]) -> tuple[int, int]:
    spans = [row.values["lines"] for row in rows]
    return min(first for first, _ in spans), max(last for _, last in spans)
