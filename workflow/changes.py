"""What an act changed, field by field: compared, told as data, put back, played again. Standard library only."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from models.words import Word
from workflow.facts import DUTY_FIELDS, ITEM_FIELDS, Duty, Item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Fields = dict[str, list[Any]]
"""Field → [before, after], as JSON holds them: days in ISO form, words by value."""


@dataclass(frozen=True, slots=True)
class Change:
    """One item before and after an act, and what differs: of the item, and of each duty by its key.

    A new duty has None before in every field.
    """

    before: Item
    after: Item
    item: Fields
    duties: dict[str, Fields]


def change(before: Item, after: Item) -> Change:
    """Compares an item before and after an act, field by field."""
    old = {duty.key: duty for duty in before.duties}
    found = {duty.key: _differences(old.get(duty.key), duty, DUTY_FIELDS, _DUTY) for duty in after.duties}
    duties = {key: changed for key, changed in found.items() if changed}
    return Change(before, after, _differences(before, after, ITEM_FIELDS, _ITEM), duties)


_DUTY, _ITEM = attrgetter(*DUTY_FIELDS), attrgetter(*ITEM_FIELDS)
_WHOLE_DUTY = attrgetter(*(field.name for field in fields(Duty)))
_WHOLE_ITEM = attrgetter(*(field.name for field in fields(Item)))


def copy(item: Item) -> Item:
    """A working copy: the item, its duties and its children, sharing the plan."""
    made = Item(*_WHOLE_ITEM(item))
    made.duties = [Duty(*_WHOLE_DUTY(duty)) for duty in item.duties]
    made.children = [copy(child) for child in item.children]
    return made


def _differences(before: Any, after: Any, names: Sequence[str], values: Callable[[Any], tuple[Any, ...]]) -> Fields:
    new = values(after)
    old = values(before) if before is not None else (None,) * len(names)
    if old == new:
        return {}
    return {name: [plain(a), plain(b)] for name, a, b in zip(names, old, new, strict=True) if a != b}


def plain(value: Any) -> Any:
    """A field as JSON holds it."""
    if value is None or type(value) is int or type(value) is str:
        return value
    if isinstance(value, Word):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def told(change: Change, **more: Any) -> str:
    """The change as canonical JSON, for the record; `more` are further facts, such as the evidence."""
    facts: dict[str, Any] = {name: value for name, value in more.items() if value}
    if change.item:
        facts["item"] = change.item
    if change.duties:
        facts["duties"] = change.duties
    return canonical(facts)


def started(row: Mapping[str, Any], duties: Iterable[Duty]) -> dict[str, Any]:
    """What the first record of an item holds: its fields and its duties, all of them new."""
    owed = {duty.key: {name: getattr(duty, name) for name in DUTY_FIELDS} for duty in duties}
    return {"item": _fresh(row), "duties": {key: _fresh(facts) for key, facts in owed.items()}}


def _fresh(facts: Mapping[str, Any]) -> Fields:
    return {name: [None, plain(value)] for name, value in facts.items() if value is not None}


def canonical(facts: Any) -> str:
    """JSON that is the same text for the same facts, whatever the order they were put in."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(slots=True)
class Story:
    """The fields of one item and of its duties as records tell them."""

    item: dict[str, Any]
    duties: dict[str, dict[str, Any]]


def replay(changes: Iterable[str]) -> Story:
    """Plays an item's records again, first to last: what they end in must be what the rows say."""
    story = Story({}, {})
    for text in changes:
        play(story, json.loads(text))
    return story


def play(story: Story, facts: Mapping[str, Any]) -> None:
    """Plays one record on: the story then stands as after it."""
    story.item.update({name: after for name, (_, after) in facts.get("item", {}).items()})
    for key, changed in facts.get("duties", {}).items():
        story.duties.setdefault(key, {}).update({name: after for name, (_, after) in changed.items()})


def undo(story: Story, changes: Iterable[str]) -> None:
    """Takes records back, newest first: the story then stands as before them. A duty they made is gone."""
    for text in changes:
        facts = json.loads(text)
        story.item.update({name: before for name, (before, _) in facts.get("item", {}).items()})
        for key, changed in facts.get("duties", {}).items():
            if "status" in changed and changed["status"][0] is None:
                story.duties.pop(key, None)
            elif key in story.duties:
                story.duties[key].update({name: before for name, (before, _) in changed.items()})
