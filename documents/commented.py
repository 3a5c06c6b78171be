"""The draft of a plan file as YAML for people to check: its doubts stand as comments beside what they are about."""

from __future__ import annotations

from datetime import date
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING, Any

from documents.notation import placed, yaml
from workflow.speech import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from documents.fact import Lines, Remark
    from documents.notation import Path, Values

SCHEMA = "# yaml-language-server: $schema=../docs/plan-file.schema.json\n"
HEAD = 2
"""Lines above the values."""
# Where the document says nothing of these they stand empty: people look for them, and fill them in.
ASKED_FOR: dict[tuple[str, ...], dict[str, Any]] = {
    ("plan",): {
        "title": None,
        "document_number": None,
        "issuers": [],
        "issued_on": None,
        "period": None,
        "region": None,
    },
    ("sections", "tasks"): {"lead_units": []},
    ("projects",): {"lead_units": []},
}
ONE_LINE = ("every_year", "period", "region", "owed_by")
WIDE = 80
"""Characters of a list that stands on one line."""


def comment(
    data: dict[str, Any], remarks: Sequence[Remark], places: Mapping[Path, Lines], lang: str
) -> tuple[str, Values]:
    """The text of the draft, with the lines of single values and the doubts at the end of the lines they are about.

    Also the values of that text, with the line of each.
    """
    text = StringIO()
    text.write(f"{SCHEMA}# {say(lang, 'read_head')}\n")
    node = _node(data, ())
    yaml().dump(node, text)
    lines = text.getvalue().splitlines()
    found = placed(node, HEAD + 1)
    words_at = _words(remarks, places, lang)
    if owed := _first_owed(data):
        words_at.setdefault(owed, []).append(say(lang, "read_owed"))
    for place, words in sorted(words_at.items(), key=lambda each: len(each[0])):
        line = (found.line(place) or 1) - 1
        lines[line] += ("；" if " # " in lines[line] else " # ") + "；".join(words)
    return "\n".join(lines) + "\n", found


def _first_owed(data: Mapping[str, Any]) -> Path | None:
    """Where it first says who owes something at a checkpoint: of no print, and told once for all of them."""
    windows = enumerate(data.get("checkpoints", ()))
    return next((("checkpoints", place, "owed_by") for place, window in windows if window.get("owed_by")), None)


def _words(remarks: Sequence[Remark], places: Mapping[Path, Lines], lang: str) -> dict[Path, list[str]]:
    """What is to be said beside each place."""
    found = {path: [_lines(lines, lang)] for path, lines in places.items()}
    found[("plan", "code")] = [say(lang, "read_code")]
    for path, reason, _ in remarks:
        # A comment ends with its line.
        told = say(lang, "read_doubt", reason=reason).replace("\n", " ")
        beside = found.setdefault(path, [])
        beside += [told] if told not in beside else []
    return found


def _lines(lines: Lines, lang: str) -> str:
    first, last = lines
    return say(lang, "read_line" if first == last else "read_lines", first=first, last=last)


def _node(value: Any, path: Path) -> Any:
    from ruamel.yaml.comments import CommentedMap

    if isinstance(value, list | tuple):
        return _listed(list(value), path)
    if not isinstance(value, dict):
        return _said(value, path)
    keys = tuple(step for step in path if isinstance(step, str))
    whole = {**ASKED_FOR.get(keys, {}), **value}
    order = _order(keys[-1] if keys else "")
    mapping = CommentedMap(
        {key: _node(whole[key], (*path, key)) for key in sorted(whole, key=lambda key: order.get(key, len(order)))}
    )
    if keys[-1:] and keys[-1] in ONE_LINE:
        mapping.fa.set_flow_style()
    return mapping


@cache
def _order(name: str) -> dict[str, int]:
    """The place of each key in what stands under a name of a plan file, as its model has them."""
    from models import planfile

    kinds: dict[str, type[planfile.Piece]] = {
        "": planfile.PlanFile,
        "plan": planfile.PlanFacts,
        "checkpoints": planfile.Window,
        "sections": planfile.Section,
        "tasks": planfile.Task,
        "projects": planfile.Project,
        "parts": planfile.Part,
        "targets": planfile.Target,
        "units": planfile.UnitFacts,
    }
    fields = kinds[name].model_fields if name in kinds else {}
    return {field.serialization_alias or key: place for place, (key, field) in enumerate(fields.items())}


def _listed(value: list[Any], path: Path) -> Any:
    from ruamel.yaml.comments import CommentedSeq

    listed = CommentedSeq(_node(each, (*path, place)) for place, each in enumerate(value))
    if not any(isinstance(each, dict) for each in value) and len(str(value)) <= WIDE:
        listed.fa.set_flow_style()
    return listed


def _said(value: Any, path: Path) -> Any:
    """A text stands on one line, as its comment does.

    One that begins with a question mark is quoted: inside braces the writer leaves it bare, a key to readers.
    """
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, date):
        # The same day twice is two days to a reader: the writer would mark one and point to it from the other.
        return value.replace()
    if not isinstance(value, str):
        return value
    if path[-1:] == ("number",) and value.isascii() and value.isdigit():
        return int(value) if str(int(value)) == value else value
    value = " ".join(value.splitlines())
    return DoubleQuotedScalarString(value) if value.startswith("?") else value
