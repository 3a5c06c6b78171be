"""Concrete projects inside a task, which the document does not list, and the word that commits to a whole item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from documents.fact import Fact
from documents.targets.aim import Setting
from documents.targets.aim_words import graded
from documents.targets.aims import aims
from documents.targets.figures import either
from documents.targets.phrases import LONGEST, sentences
from documents.targets.words import FACILITIES, GOVERNING, NETWORKS, REGION_WORKS, WEAK
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.fact import Frame, Wording
    from documents.targets.phrases import Clause

_FAST = re.compile(f"^加快(?:推进)?(?P<title>[^，、和及的]{{3,16}}(?:{either(FACILITIES)}))建设$")
_NETWORK = re.compile(f"^建立(?P<title>[^，、和及的]{{2,16}}(?:{either(NETWORKS)}))$")
_TITLE_WORDS = ("鼓励", "支持", "探索", "力争", "争取", "有条件")


class _Work(NamedTuple):
    title: str
    commitment: str | None
    gate: str | None = None


def concrete(item: Wording, frame: Frame) -> list[Fact]:
    """The concrete projects that a task's text names, as values of a part of the plan file without its code.

    Each is doubted: the document does not list it separately.
    """
    found: list[Fact] = []
    for paragraph in item.body:
        for sentence in sentences(paragraph):
            setting = Setting(frame)
            for clause in sentence:
                for work in _works(clause, setting) if len(clause.text) <= LONGEST else ():
                    values = {"title": work.title, "lines": clause.text.lines}
                    more = {"commitment": work.commitment, "external_gate": work.gate}
                    fact = Fact({**values, **{key: value for key, value in more.items() if value}})
                    fact.doubt("", because("read_concrete_not_listed", title=work.title), clause.text.lines)
                    found.append(fact)
    return found


def _works(clause: Clause, setting: Setting) -> Iterator[_Work]:
    text = clause.text.text
    grades = graded(clause, setting)
    setting.found.extend(grades)
    for aim in grades:
        if aim.kind == "grade" and not aim.per_unit:
            yield _Work(f"{aim.scope}{str(aim.value)[:4]}评审", aim.commitment, aim.gate)
    if match := _FAST.match(text):
        yield _Work(match["title"], "加快")
    if match := _NETWORK.match(text):
        yield _Work(match["title"], "建立")
    yield from _of_the_region(text, setting.frame)


def _of_the_region(text: str, frame: Frame) -> Iterator[_Work]:
    """建设 and a name that begins with the area's name: 建设某市区域医疗中心."""
    area = frame.region
    match = re.match("^(?:在[^，]{2,30})?(?P<verb>建设|建成|打造)(?P<names>[^，]{4,60})$", text) if area else None
    for name in match["names"].split("、") if match else ():
        if name.startswith(area) and name.endswith(REGION_WORKS) and "和" not in name:
            yield _Work(name, match["verb"] if match else None)


def commitment(item: Wording, targets: Sequence[Fact]) -> str | None:
    """The word that commits to the whole item: one in its title, or the one of all that it sets; else None.

    An item whose text repeats a goal may have a word of its own for it (争取 where the goal says 力争).
    """
    from documents.fact import Frame

    if word := next((word for word in _TITLE_WORDS if word in item.title.text), None):
        return word
    own = [aim.commitment for aim in aims(item.body, Frame()).aims]
    words = own or [fact.values.get("commitment") for fact in targets]
    word = words[0] if words else None
    return word if words.count(word) == len(words) and word and (word in GOVERNING or word.startswith(WEAK)) else None
