"""Whether plain values have the shape of a plan file: keys, types, forms. Says each fault in the field's words."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

from documents.notation import Fault
from workflow.speech import Reason, because

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo

    from documents.notation import Path
    from models.planfile import Piece, PlanFile

# What pydantic says, and what is said instead; the sentences need no facts but the value.
_PLAIN = {
    "string_too_short": "planfile_empty",
    "too_short": "planfile_none_listed",
    "int_type": "planfile_not_whole",
    "int_from_float": "planfile_not_whole",
    "int_parsing": "planfile_not_whole",
    "bool_type": "planfile_not_true_false",
    "list_type": "planfile_not_a_list",
    "model_type": "planfile_not_a_mapping",
    "model_attributes_type": "planfile_not_a_mapping",
    "dict_type": "planfile_not_a_mapping",
    "date_type": "planfile_not_a_date",
    "date_from_datetime_inexact": "planfile_not_a_date",
}


def shape(data: Any) -> tuple[PlanFile | None, list[Fault]]:
    """The plan file that the values make, or every fault of their shape."""
    from pydantic import ValidationError

    from models.planfile import PlanFile

    if data is None:
        return None, [Fault((), because("planfile_nothing"))]
    try:
        return PlanFile.model_validate(data), []
    except ValidationError as error:
        faults = [_fault(dict(each)) for each in error.errors(include_url=False)]
    # A mistyped key is one mistake, not also a missing one.
    mistyped = {(*path[:-1], reason.facts["near"]) for path, reason, _ in faults if "near" in reason.facts}
    return None, [each for each in faults if each.reason.key != "planfile_missing" or each.path not in mistyped]


def _fault(error: dict[str, Any]) -> Fault:
    path: Path = error["loc"]
    value, context = _shown(error["input"]), error.get("ctx", {})
    match error["type"]:
        case "missing":
            return Fault(path, because("planfile_missing", name=path[-1]))
        case "extra_forbidden" | "invalid_key":
            return Fault(path, _unknown(path))
        case "enum" | "literal_error":
            words = _words(_field(path).annotation)
            return Fault(path, because("planfile_not_one_of", value=value, allowed=words))
        case "string_type":
            many = isinstance(error["input"], list | dict)
            return Fault(path, because("planfile_not_text" if many else "planfile_not_quoted", value=value))
        case "string_pattern_mismatch":
            return Fault(path, _form(path, value))
        case "greater_than_equal" | "less_than_equal":
            return Fault(path, because("planfile_range", value=value, limit=context.get("ge", context.get("le"))))
        case kind if kind in _PLAIN:
            return Fault(path, because(_PLAIN[kind], value=value))
        case kind if kind.startswith("planfile_"):
            return Fault(path, because(kind, value=_shown(context["value"])))
    return Fault(path, because("planfile_wrong", value=value, detail=error["msg"]))


def _shown(value: Any) -> str:
    """As much of a value as fits into a sentence."""
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _unknown(path: Path) -> Reason:
    key = str(path[-1])
    near = get_close_matches(key, _fields(path[:-1]), n=1)
    return (
        because("planfile_unknown_key_near", name=key, near=near[0])
        if near
        else because("planfile_unknown_key", name=key)
    )


def _form(path: Path, value: str) -> Reason:
    if not value.strip():
        return because("planfile_empty", value=value)
    return because("planfile_form", value=value, examples=_field(path).examples or [])


def _fields(path: Path) -> Mapping[str, FieldInfo]:
    """The fields of the piece at a path, by the keys they have in the file."""
    from models.planfile import PlanFile

    piece: type[Piece] = PlanFile
    for key in path:
        if isinstance(key, str):
            piece = _piece(_named(piece)[key].annotation)
    return _named(piece)


def _field(path: Path) -> FieldInfo:
    named = [step for step in path if isinstance(step, str)]
    return _fields(tuple(named[:-1]))[named[-1]]


def _named(piece: type[Piece]) -> dict[str, FieldInfo]:
    return {field.serialization_alias or name: field for name, field in piece.model_fields.items()}


def _piece(annotation: Any) -> type[Piece]:
    """The piece itself, or the one that a list is made of."""
    inner: type[Piece] = next(iter(get_args(annotation)), annotation)
    return inner


def _words(annotation: Any) -> list[str]:
    """The words that an enumeration or a literal allows."""
    members = get_args(annotation) or list(annotation)
    return [str(word) for word in members]
