"""Which target belongs to which item: each is counted once, also where goals, tasks and projects repeat it."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from documents.fact import Fact
from documents.targets.aims import aims
from documents.targets.nameless import name_after
from documents.targets.words import BODIES, NUMBERS
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.fact import Frame, Wording
    from documents.prose.passage import Passage
    from documents.targets.aim import Aim
    from documents.targets.aims import Read

NOWHERE = ""
_INSIDE = re.compile(r"^(?P<task>.+)\.P[0-9]+$")
_NEAR = 0.4
"""The share of a goal's words that an item has to have, for the goal to be taken as the item's."""
_SHORTEST = 4
"""Characters of a noun by which two texts are known to speak of the same."""


class Measured(NamedTuple):
    """The targets of a plan by the codes of its items; what is in none of them stands under the empty code.

    That is what belongs to no item, or has no day by which it could be due: its metric, its figure as printed, its day
    or a doubt about it. `unread` are clauses that look as if they set a target; the goals' are under the empty code.
    """

    targets: dict[str, list[Fact]]
    unread: dict[str, list[Passage]]


def measure(items: Sequence[Wording], goals: Sequence[Passage], frame: Frame) -> Measured:
    """The targets of each item, as values of a target of the plan file without its code.

    `items` come in printed order; a target that several of them set belongs to the first, and names the others. A goal
    belongs to the item that repeats it, else to the one whose words are nearest, with a doubt.
    """
    tasks = {item.code: item for item in items}
    own = {item.code: _own(item, frame) for item in items if not _is_inside(item, tasks)}
    set_by_goals = aims(goals, frame, goal=True)
    unread = {code: read.unread for code, read in own.items()} | {NOWHERE: set_by_goals.unread}
    found = {code: read.aims for code, read in own.items()}
    return Measured(_shared_out(items, set_by_goals.aims, found), unread)


def _shared_out(items: Sequence[Wording], goals: list[Aim], found: dict[str, list[Aim]]) -> dict[str, list[Fact]]:
    """Every target once, with the item that it belongs to."""
    texts = {item.code: _text(item) for item in items if item.code in found}
    also = _counted_once(found)
    for code, aim in _homes(goals, found, texts, items, also):
        found.setdefault(code, []).append(aim)
    _graded_projects(items, found, also)
    facts: dict[str, list[Fact]] = {}
    for code, own in found.items():
        for aim in sorted(own, key=lambda aim: aim.lines):
            if code and aim.due is not None:
                facts.setdefault(code, []).append(_fact(aim, also.get(id(aim), [])))
            else:
                facts.setdefault(NOWHERE, []).append(_unplaced(aim))
    return facts


def _own(item: Wording, frame: Frame) -> Read:
    """What an item sets; its title too, where that has a figure or is all that there is."""
    titled = item.title and (not item.body or any(character.isdigit() for character in item.title.text))
    read = aims((*item.body, *((item.title,) if titled else ())), frame)
    for aim in read.aims:
        name_after(aim, item.title.text)
    return read


def _text(item: Wording) -> str:
    return "\n".join((item.title.text, *(paragraph.text for paragraph in item.body)))


def _is_inside(item: Wording, tasks: dict[str, Wording]) -> bool:
    """Whether the item is a concrete project inside a task, whose words are the task's own."""
    match = _INSIDE.match(item.code)
    task = tasks.get(match["task"]) if match else None
    if task is None:
        return False
    said = "".join(paragraph.text for paragraph in task.body)
    own = "".join(paragraph.text for paragraph in item.body)
    return own in said or (not own and item.title.text in said)


def _same(one: Aim, other: Aim) -> bool:
    """Whether two targets are one that is printed twice."""
    if (one.kind, one.value, one.due == "yearly") != (other.kind, other.value, other.due == "yearly"):
        return False
    if one.due != other.due and (one.lines == other.lines or one.basis == other.basis == "explicit"):
        return False
    if (one.lines, one.metric) == (other.lines, other.metric):
        return True
    if one.thing == other.thing and one.thing in NUMBERS.values() and one.verb == other.verb:
        # 培训1000人 where another says of whom.
        return one.metric == other.metric or any(aim.metric.startswith(f"{aim.verb}的") for aim in (one, other))
    if one.kind in ("count", "range") or one.unit not in (None, "%"):
        return one.thing == other.thing and len(one.thing) >= _SHORTEST
    return one.metric == other.metric


def _counted_once(found: dict[str, list[Aim]]) -> dict[int, list[str]]:
    """Leaves each target with the first item that sets it; the other items' codes by its identity."""
    also: dict[int, list[str]] = {}
    known: dict[tuple[Any, ...], list[Aim]] = {}
    for code, own in found.items():
        kept = []
        for aim in own:
            former = next((each for each in known.get(_key(aim), ()) if _same(each, aim)), None)
            if former is None:
                known.setdefault(_key(aim), []).append(aim)
                kept.append(aim)
            else:
                _merge(former, aim)
                if not any(each is former for each in own):
                    also.setdefault(id(former), []).append(code)
        own[:] = kept
    return also


def _key(aim: Aim) -> tuple[Any, ...]:
    return aim.kind, str(aim.value), aim.thing


def _merge(kept: Aim, other: Aim) -> None:
    """What a repetition says more: 个 here and 所 there, and who decides."""
    kept.gate = kept.gate or other.gate
    if kept.unit and other.unit and other.unit not in kept.unit:
        kept.unit = other.unit if other.unit.startswith(kept.unit) else f"{kept.unit}（{other.unit}）"


def _homes(
    goals: list[Aim],
    found: dict[str, list[Aim]],
    texts: dict[str, str],
    items: Sequence[Wording],
    also: dict[int, list[str]],
) -> list[tuple[str, Aim]]:
    """Each goal with its item's code; an item's own target that repeats it goes, and lends it what it says more."""
    titles = {item.code: item.title.text for item in items}
    near = _Nearness(texts)
    homes: list[tuple[str, Aim]] = []
    for goal in goals:
        former = homes[-1][0] if homes else NOWHERE
        code = _repeated(goal, found, also) or _spoken_of(goal, titles, texts)
        if not code and goal.scope.startswith("其") and former:
            code = former
            goal.doubt("", "read_target_nearest", title=titles[code] or code)
        if not code and (code := near.to(goal.metric)):
            goal.doubt("", "read_target_nearest", title=titles[code] or code)
        homes.append((code, goal))
    return homes


def _repeated(goal: Aim, found: dict[str, list[Aim]], also: dict[int, list[str]]) -> str:
    codes = []
    for code, own in found.items():
        for aim in [aim for aim in own if _same(goal, aim) or _implies(goal, aim)]:
            own[:] = [each for each in own if each is not aim]
            codes += [code, *also.pop(id(aim), [])]
            _merge(goal, aim)
    if len(codes) > 1:
        also[id(goal)] = codes[1:]
    return codes[0] if codes else NOWHERE


def _spoken_of(goal: Aim, titles: dict[str, str], texts: dict[str, str]) -> str:
    """The item that speaks of the same thing: in its title, or in a clause that also names who is meant."""
    if len(goal.doing) < _SHORTEST:
        return NOWHERE
    named = [code for code in texts if goal.doing in titles[code]]
    who = max((body for body in BODIES if goal.per_unit and goal.scope.endswith(body)), key=len, default="")
    clause = re.compile(f"{re.escape(who)}[^。]{{0,80}}{re.escape(goal.doing)}")
    named = named or [code for code, text in texts.items() if goal.doing in text and clause.search(text)]
    if len(named) > 1:
        goal.doubt("", "read_target_several", titles=[titles[code] or code for code in named])
    return named[0] if named else NOWHERE


def _implies(goal: Aim, aim: Aim) -> bool:
    """Whether the goal says of all what the item says of the same kind of body without saying of all."""
    return aim.implicit and goal.per_unit and goal.scope.endswith(aim.scope) and goal.doing == aim.doing


class _Nearness:
    """How many of a text's pairs of characters an item has, the rarer ones counting for more."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._pairs = {code: _pairs(text) for code, text in texts.items()}
        self._counts = Counter(pair for pairs in self._pairs.values() for pair in pairs)

    def to(self, text: str) -> str:
        """The code of the nearest item, the first of equals; empty if none is near."""
        asked = _pairs(text)
        whole = sum(map(self._weight, asked))
        scores = {code: sum(map(self._weight, asked & pairs)) for code, pairs in self._pairs.items()}
        best = max(scores, key=lambda code: scores[code], default=NOWHERE)
        return best if whole and best and scores[best] >= _NEAR * whole else NOWHERE

    def _weight(self, pair: str) -> float:
        return math.log((len(self._pairs) + 1) / (self._counts[pair] + 0.5))


def _pairs(text: str) -> set[str]:
    return {text[index : index + 2] for index in range(len(text) - 1)}


def _graded_projects(items: Sequence[Wording], found: dict[str, list[Aim]], also: dict[int, list[str]]) -> None:
    """A grading is also that of the concrete project for it."""
    for item in items:
        match = _INSIDE.match(item.code)
        for aim in found.get(match["task"], ()) if match else ():
            if aim.kind == "grade" and item.title.text.startswith(aim.scope):
                also.setdefault(id(aim), []).append(item.code)


def _unplaced(aim: Aim) -> Fact:
    """What is known of a target that is not entered, and why it has no day where it has none."""
    figure = _printed(aim)
    if aim.due is not None:
        due = because("read_target_yearly") if aim.due == "yearly" else aim.due
        return Fact({"metric": aim.metric, "figure": figure, "due": due, "lines": aim.lines})
    fact = Fact({"metric": aim.metric, "figure": figure, "lines": aim.lines})
    why = next((reason for key, reason in aim.doubts if key == "due"), because("read_target_no_due"))
    fact.doubt("due", why, aim.lines)
    return fact


def _printed(aim: Aim) -> Any:
    """The figure as printed; of what has none the standard that is to be reached, or that it is to be done."""
    from models.targeting import Comparator

    if aim.comparator == "reaches":
        return aim.value
    if aim.figure:
        return aim.figure.plain
    return f"{aim.value}{aim.unit}" if aim.unit and aim.value is not None else Comparator(aim.comparator)


def _fact(aim: Aim, also: list[str]) -> Fact:
    from models.targeting import force_of

    values = {
        "metric": aim.metric,
        "kind": aim.kind,
        "comparator": aim.comparator,
        "value": aim.value,
        "unit": aim.unit,
        "due": aim.due,
        "due_basis": aim.basis if aim.due is not None else None,
        "commitment": aim.commitment,
        "force": force_of(aim.commitment).value,
        "scope": aim.scope or None,
        "per_unit": aim.per_unit or None,
        "implicit": aim.implicit or None,
        "external_gate": aim.gate,
        "also_in": also or None,
        "lines": aim.lines,
    }
    fact = Fact({key: value for key, value in values.items() if value is not None})
    for key, reason in aim.doubts:
        fact.doubt(key, reason, aim.lines)
    if also and aim.kind != "grade":
        fact.doubt("also_in", because("read_target_repeated", codes=also), aim.lines)
    return fact
