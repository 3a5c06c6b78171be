"""What an act changed, field by field: compared, told as data, put back, played again. Standard library only."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from models.words import Word
from workflow.facts import DUTY_FIELDS, ITEM_FIELDS, Item

if TYPE_CHECKING:
    from collections.abc import Iterable

Fields = dict[str, list[Any]]
"""Field → [before, after], as JSON holds them: days in ISO form, words by value."""


@dataclass(frozen=True, slots=True)
class Change:
    """One item before and after an act."""

    before: Item
    after: Item

    @property
    def item(self) -> Fields:
        return _differences(self.before, self.after, ITEM_FIELDS)

    @property
    def duties(self) -> dict[str, Fields]:
        """Per key of a duty what changed; a new duty has None before in every field."""
        old = {duty.key: duty for duty in self.before.duties}
        found = {duty.key: _differences(old.get(duty.key), duty, DUTY_FIELDS) for duty in self.after.duties}
        return {key: changed for key, changed in found.items() if changed}


def copy(item: Item) -> Item:
    """A working copy: the item, its duties and its children, sharing the plan."""
    return replace(item, duties=[replace(duty) for duty in item.duties], children=[copy(c) for c in item.children])


def _differences(before: Any, after: Any, names: Iterable[str]) -> Fields:
    found: Fields = {}
    for name in names:
        old, new = getattr(before, name, None), getattr(after, name)
        if old != new or (before is None and new is not None):
            found[name] = [plain(old), plain(new)]
    return found


def plain(value: Any) -> Any:
    """A field as JSON holds it."""
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
        facts = json.loads(text)
        story.item.update({name: after for name, (_, after) in facts.get("item", {}).items()})
        for key, changed in facts.get("duties", {}).items():
            story.duties.setdefault(key, {}).update({name: after for name, (_, after) in changed.items()})
    return story


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
