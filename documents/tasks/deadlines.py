"""The day until which an item is to be done, where it stands with its units: 完成时限：2024年9月底前."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.days.dates import windows
from documents.fact import Fact
from documents.stages.checkpoint_days import beginning, later
from documents.units.responsible import deadline
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.days.dates import When
    from documents.fact import Frame
    from documents.prose.passage import Passage
    from workflow.speech import Reason

# What goes on all the time, or comes again and again on no day that is said, has no last day.
ENDLESS = re.compile(
    r"长期|持续|常态|日常|经常|全年|全程|贯穿|逐[年月季]|随时|实时|不间断|按[年月季周]|每[月季周天日]|每半年|每年(?!.{0,4}[月底末前])"
)


def dated(item: Fact, targets: list[Fact], body: Sequence[Passage], frame: Frame) -> list[Fact]:
    """The targets of an item by its deadline: those without a day of their own take it.

    An item that has none gets one: that it is done. Without a deadline the targets are as they were; one that names
    no day is doubted.
    """
    words = deadline(body)
    if words is None:
        return targets
    when, doubts = _until(words, frame)
    if when is None:
        for reason in doubts:
            item.doubt("", reason, words.lines)
        return targets
    if targets:
        changed = [target for target in targets if target.values.get("due_basis") == "plan_period"]
        for target in changed:
            target.values |= {"due": when.closes, "due_basis": "explicit"}
    else:
        targets = changed = [_done(item, words, when)]
    for target in changed:
        for reason in doubts:
            target.doubt("due", reason, words.lines)
    return targets


def _until(words: Passage, frame: Frame) -> tuple[When | None, list[Reason]]:
    """The time with the last day that is named, and what is doubtful about it; without a day, why there is none."""
    year, floor = beginning(frame)
    read = [when for each in windows(words, year, frame.issued) if (when := later(each, floor))]
    ends = [when for when in read if when.closes]
    if not ends:
        unread = [reason for when in read if not (when.often or when.yearly) for reason in _of_end(when)]
        endless = ENDLESS.search(words.text) and not unread
        return None, [] if endless else unread or [because("read_deadline_left", printed=words.text)]
    last = max(ends, key=lambda when: when.closes.toordinal() if when.closes else 0)
    others = [when.printed.text for when in ends if when is not last]
    doubts = _of_end(last)
    return last, [*doubts, because("read_other_windows", others=others)] if others else doubts


def _of_end(when: When) -> list[Reason]:
    """The doubts about a time but for that about its first day, which does not matter here."""
    return [reason for reason in when.doubts if reason.key != "read_from_issue"]


def _done(item: Fact, words: Passage, when: When) -> Fact:
    """That the item is done, as a target."""
    values = {
        "metric": item.values["title"],
        "kind": "completion",
        "comparator": "done",
        "value": True,
        "due": when.closes,
        "due_basis": "explicit",
        "force": "hard",
        "lines": words.lines,
    }
    made = Fact(values)
    made.doubt("metric", because("read_deadline_of_item", printed=words.text), words.lines)
    return made
