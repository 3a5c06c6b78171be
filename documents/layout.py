"""A plan file laid out as YAML for people to read and to correct: short, in order, with the comments it had."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

from documents.notation import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    from models.planfile import Piece, PlanFile

# These are written even when empty: people look for them, and fill them in.
ASKED_FOR = {
    "PlanFacts": ("document_number", "issued_on"),
    "Window": ("opens_on", "closes_on"),
    "Task": ("lead_units",),
    "Project": ("lead_units",),
    "Target": ("value", "force"),
    "Settings": ("roll", "calendar", "lights"),
    "Lights": ("review", "short", "schedule_yellow", "schedule_red", "parent_red"),
}

# These fit on one line.
ONE_LINE = ("EveryYear", "Owed", "Period", "Region")

# The first of these that it has tells one entry of a list from the others.
MARKS = ("code", "name", "kind", "title")


def lay_out(planfile: PlanFile, over: str = "") -> str:
    """The text of a plan file; laid over the text it was read from, comments stay beside what they are about."""
    tree, old, text = _mapping(planfile), _loaded(over), StringIO()
    yaml().dump(_merged(old, tree) if isinstance(old, dict) else tree, text)
    return text.getvalue()


def _loaded(text: str) -> Any:
    """The old text with its comments; of a text that is no YAML there is nothing to keep."""
    from ruamel.yaml.error import YAMLError

    try:
        return yaml().load(text) if text.strip() else None
    except (YAMLError, ValueError):
        return None


def _mapping(piece: Piece) -> CommentedMap:
    from ruamel.yaml.comments import CommentedMap

    kind = type(piece).__name__
    mapping = CommentedMap()
    for name, field in type(piece).model_fields.items():
        value = getattr(piece, name)
        if value != field.get_default() or (name in ASKED_FOR.get(kind, ()) and not _said_otherwise(piece, name)):
            mapping[field.serialization_alias or name] = _written(name, value)
    if kind in ONE_LINE:
        mapping.fa.set_flow_style()
    return mapping


def _said_otherwise(piece: Piece, name: str) -> bool:
    """A window that recurs has no two days to be asked for."""
    return name in ("opens_on", "closes_on") and getattr(piece, "every_year", None) is not None


def _written(name: str, value: Any) -> Any:
    from models.planfile import Piece

    if isinstance(value, Piece):
        return _mapping(value)
    if isinstance(value, list | tuple):
        return _listed(value)
    if name == "number" and value is not None and value.isascii() and value.isdigit() and str(int(value)) == value:
        return int(value)
    return _said(value) if isinstance(value, str) else value


def _said(text: str) -> str:
    """A text that begins with a question mark is quoted: inside braces the writer leaves it bare, a key to readers."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    return DoubleQuotedScalarString(text) if text.startswith("?") else str(text)


def _listed(values: Sequence[Any]) -> CommentedSeq:
    from ruamel.yaml.comments import CommentedSeq

    listed = CommentedSeq(_written("", value) for value in values)
    if not any(isinstance(value, dict) for value in listed) and len(str(values)) <= 80:
        listed.fa.set_flow_style()
    return listed


def _merged(old: Any, new: Any) -> Any:
    """The new value, in the old one's place where that keeps its comments."""
    if isinstance(old, dict) and isinstance(new, dict):
        return _merged_mapping(old, new)
    if isinstance(old, list) and isinstance(new, list):
        return _merged_list(old, new)
    same_sort = type(old) is type(new) or (isinstance(old, str) and isinstance(new, str))
    return old if same_sort and old == new else new


def _merged_mapping(old: Any, new: Any) -> Any:
    for key in [key for key in old if key not in new]:
        del old[key]
    for position, (key, value) in enumerate(new.items()):
        if key in old:
            old[key] = _merged(old[key], value)
        else:
            old.insert(position, key, value)
    return old


def _merged_list(old: Any, new: Any) -> Any:
    if list(map(_mark, old)) == list(map(_mark, new)):
        for index, value in enumerate(new):
            old[index] = _merged(old[index], value)
        return old
    known = {_mark(each): each for each in old if isinstance(each, dict)}
    for index, value in enumerate(new):
        if isinstance(value, dict) and _mark(value) in known:
            new[index] = _merged(known.pop(_mark(value)), value)
    return new


def _mark(entry: Any) -> Any:
    if not isinstance(entry, dict):
        return None
    return next((str(entry[key]) for key in MARKS if entry.get(key) is not None), None)
