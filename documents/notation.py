"""YAML text as plain values with the place of each, and plain values as YAML text. Knows nothing of plans."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from workflow.speech import Reason, because

if TYPE_CHECKING:
    from ruamel.yaml import YAML

Path = tuple[str | int, ...]

# A plan file is nine levels deep; more is a bomb or a slip, and either would exhaust the stack.
DEEPEST = 40


class Fault(NamedTuple):
    """What is wrong at a path of keys and indexes; the line is known where the path alone does not tell it."""

    path: Path
    reason: Reason
    line: int | None = None


@dataclass(slots=True)
class Values:
    """What a text says: its values, the line of each path, and what was wrong with the text itself."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: Path) -> int | None:
        """The line of the path, or of the nearest thing around it that the text holds."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


def values(text: str) -> Values:
    """The values of a YAML text. Dates that do not exist stay text, so that the shape can name them."""
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    found = Values()
    try:
        node = yaml().compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = because("planfile_syntax", detail=error.problem or error.context or "")
        found.faults.append(Fault((), reason, mark.line + 1 if mark else None))
    except ReaderError as error:
        reason = because("planfile_character", character=f"U+{error.character:04X}")
        found.faults.append(Fault((), reason, text.count("\n", 0, text.find(chr(error.character))) + 1))
    except YAMLError as error:
        found.faults.append(Fault((), because("planfile_syntax", detail=str(error))))
    else:
        found.data = _value(node, (), found) if node else None
    return found


def placed(node: Any, first: int) -> Values:
    """The values that a text is written from in this house's style, as `values` would find them in the text.

    Reading the text again takes longer than all else that is done with a long document. `first` is the line on which
    the values begin; none of them is a text of several lines.
    """
    found = Values(node)
    _place(node, (), first, found.lines)
    return found


def _place(node: Any, path: Path, line: int, lines: dict[Path, int], *, inside: bool = False) -> int:
    """Notes the line of each path from this one on, and answers the line behind it; `inside` what stands on one."""
    lines.setdefault(path, line)
    inline = inside or _inline(node)
    for key, child in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        lines[(*path, key)] = line
        below = not inline and isinstance(node, dict) and not _inline(child)
        after = _place(child, (*path, key), line + below, lines, inside=inline)
        line = line if inline else after
    return line + inline


def _inline(node: Any) -> bool:
    """Whether a value stands on one line: a text, a number, what is empty, what was made to."""
    if not isinstance(node, dict | list) or not node:
        return True
    style: Any = node  # the writer's own kinds of lists and mappings know it
    return bool(style.fa.flow_style())


def yaml() -> YAML:
    """The reader and writer of this house: block style, no folding, two spaces and an indented dash."""
    from ruamel.yaml import YAML

    house = YAML()
    house.max_depth = DEEPEST
    house.width = 1 << 20
    house.preserve_quotes = True
    house.indent(mapping=2, sequence=4, offset=2)
    return house


def _value(node: Any, path: Path, found: Values) -> Any:
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    found.lines.setdefault(path, node.start_mark.line + 1)
    if node.anchor:
        found.faults.append(Fault(path, because("planfile_anchor", name=node.anchor), node.start_mark.line + 1))
        return None
    if isinstance(node, SequenceNode):
        return [_value(child, (*path, index), found) for index, child in enumerate(node.value)]
    if isinstance(node, MappingNode):
        return _mapping(node, path, found)
    return _scalar(node)


def _mapping(node: Any, path: Path, found: Values) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key_node, child in node.value:
        # A list or a mapping may be a key in YAML; here it is only ever an unknown one.
        key, line = key_node.value if isinstance(key_node.value, str) else "?", key_node.start_mark.line + 1
        if key in mapping:
            first = found.lines[(*path, key)]
            found.faults.append(Fault((*path, key), because("planfile_duplicate_key", name=key, first=first), line))
            continue
        found.lines[(*path, key)] = line
        mapping[key] = _value(child, (*path, key), found)
    return mapping


def _scalar(node: Any) -> Any:
    text, kind = node.value, node.tag.rpartition(":")[2]
    try:
        if kind == "int" and re.fullmatch(r"[-+]?[0-9]+", text):
            return int(text)
        if kind == "float":
            return float(text)
        if kind == "timestamp" and len(text) == len("2021-07-15"):
            return date.fromisoformat(text)
    except ValueError:
        return text
    if kind == "null":
        return None
    return text.lower() == "true" if kind == "bool" else text
