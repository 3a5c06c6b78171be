"""A target as it was found in a clause, before it is known when it is due and which item it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from documents.targets.words import AREAS, BODIES, OTHERS, WEAK, WHOLE
from workflow.speech import because

if TYPE_CHECKING:
    from documents.fact import Frame, Lines
    from documents.prose.passage import Passage
    from documents.targets.figures import Figure
    from workflow.speech import Reason


@dataclass(slots=True)
class Aim:
    """What is to be reached, by the keys of a target; `thing` is the noun that it counts or grades.

    `doing` is what others repeat when they speak of the same (设置康复科); `start` and `end` are its places in the
    clause, `figure` is the one that it was read from.
    """

    kind: str
    comparator: str
    metric: str
    value: Any = None
    unit: str | None = None
    commitment: str | None = None
    scope: str = ""
    per_unit: bool = False
    implicit: bool = False
    gate: str | None = None
    thing: str = ""
    doing: str = ""
    verb: str = ""
    start: int = 0
    end: int | None = None
    figure: Figure | None = None
    doubts: list[tuple[str, Reason]] = field(default_factory=list)
    due: Any = None
    basis: str = ""
    lines: Lines = (0, 0)

    def doubt(self, key: str, reason: str, **facts: Any) -> None:
        """Notes a doubt about one of its values."""
        self.doubts.append((key, because(reason, **facts)))

    def undated(self, why: Reason) -> None:
        """Takes its day away, and says why it has none."""
        self.due = None
        self.doubts = [(key, reason) for key, reason in self.doubts if key != "due"] + [("due", why)]


@dataclass(slots=True)
class Setting:
    """What a clause has to be read with: the plan, and the targets found before it in its sentence.

    `around` is the whole text of the item, `goal` whether it is a chapter of goals, `before` the clause before and
    `recent` its targets; `dated` says that the clause has a day of its own, `days` how many days hold for it; `unread`
    gathers the clauses whose figures look like targets and are none.
    """

    frame: Frame
    around: str = ""
    goal: bool = False
    dated: bool = False
    days: int = 0
    before: str = ""
    found: list[Aim] = field(default_factory=list)
    recent: list[Aim] = field(default_factory=list)
    unread: list[Passage] = field(default_factory=list)


def weak_word(text: str) -> str | None:
    """The weakest word of commitment in a text, or None."""
    return next((word for word in WEAK if word in text), None)


def whole_area(frame: Frame) -> str:
    """How the plan calls the whole of its area (全市); empty where it names no area."""
    return next((word for ending, word in WHOLE.items() if frame.region.endswith(ending)), "")


def area_of(scope: str) -> str:
    """The area that a scope begins with (全市), or nothing."""
    return next((area for area in AREAS if scope.startswith(area)), "")


def without_area(scope: str) -> str:
    """二级及以上医院 of 辖区二级及以上医院."""
    rest = scope.removeprefix(area_of(scope)).removeprefix("的").removeprefix("各")
    return rest or scope


def is_body(text: str) -> bool:
    """Whether the text names who is meant, by how it ends."""
    bare = text[: text.rfind("（")] if text.endswith("）") and "（" in text else text
    return len(text) > 1 and (text.endswith(BODIES) or bare.endswith(BODIES))


def set_scope(aim: Aim, scope: str, setting: Setting) -> None:
    """Gives a target its scope: as printed, with the area of a clause before it, or the whole of the plan's area."""
    aim.scope = scope
    if scope in AREAS or (scope and (area_of(scope) or scope.startswith((*OTHERS, "市", "县", "各", "每", "所有")))):
        return
    area = next((area_of(aim.scope) for aim in reversed(setting.found) if area_of(aim.scope)), "")
    if not area and (not scope or setting.goal):
        area = whole_area(setting.frame)
        if area:
            aim.doubt("scope", "read_target_scope", scope=area + scope)
    aim.scope = area + scope


def compare(aim: Aim, figure: Figure, *, bare: bool) -> None:
    """Gives a target the value of a figure; `bare` figures, 15个, may be meant exactly, which is doubted.

    There is no comparator for an upper bound: it is kept in words.
    """
    aim.unit, aim.figure = figure.unit, figure
    if figure.bound == "most":
        aim.comparator, aim.value, aim.unit = "reaches", figure.plain, None
        aim.doubt("comparator", "read_target_upper", value=figure.plain)
    elif figure.high is not None:
        aim.comparator, aim.value = "between", [figure.low, figure.high]
        aim.kind = "range" if aim.kind == "count" else aim.kind
    elif figure.low == 100 and figure.unit == "%" and figure.bound != "most":
        aim.comparator, aim.value = "==", figure.low
    else:
        aim.comparator, aim.value = ">=", figure.low
        if figure.about:
            aim.doubt("comparator", "read_target_about", value=figure.plain)
        elif bare and not figure.bound:
            aim.doubt("comparator", "read_target_bare", value=figure.plain)
