"""The day until which an item is to be done, where it stands with its units: 完成时限：2024年9月底前."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.days.dates import window
from documents.fact import Fact
from documents.units.responsible import deadline
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.fact import Frame
    from documents.prose.passage import Passage


def dated(item: Fact, targets: list[Fact], body: Sequence[Passage], frame: Frame) -> list[Fact]:
    """The targets of an item by its deadline: those without a day of their own take it.

    An item that has none gets one: that it is done. Without a deadline the targets are as they were.
    """
    words = deadline(body)
    found = window(words, frame.first.year if frame.first else None) if words else None
    if words is None or found is None or found.closes is None:
        return targets
    open_ended = [target for target in targets if target.values.get("due_basis") == "plan_period"]
    for target in open_ended:
        target.values |= {"due": found.closes, "due_basis": "explicit"}
    if targets:
        return targets
    values = {
        "metric": item.values["title"],
        "kind": "completion",
        "comparator": "done",
        "value": True,
        "due": found.closes,
        "due_basis": "explicit",
        "force": "hard",
        "lines": words.lines,
    }
    made = Fact(values)
    made.doubt("metric", because("read_deadline_of_item", printed=words.text), words.lines)
    return [made]
