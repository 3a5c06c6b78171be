"""Short names by which a text calls units that it has in full elsewhere: 市卫生健康委 for 中卫市卫生健康委员会."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.units import unitwords as words
from documents.units.area import areas
from documents.units.register import full, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from documents.fact import Frame, Lines
    from documents.prose.passage import Passage

# A name with its level may stand behind these words; a bare one stands alone, or 各县教育局 would call the city's.
_BEHIND = "由向报经请和及与为在送对经以"
# Behind these characters it was a part of a longer name.
_LONGER = r"员会|公室|办公室|组织|\w长|[\u4e00-\u9fff]{2,8}[科处室股](?=[、，。；）]|$)"
_AFTER_BARE = r"(?=[、，。；：）]|等|联合|负责|牵头|会同|组织|及|和|与|配合|按|$)"


def called(blocks: Iterable[Passage], names: Sequence[str], frame: Frame) -> list[tuple[str, Lines]]:
    """Each short name in the text that is one of these full names, once, with the lines of its first mention."""
    forms: dict[str, str] = {}
    for name in names:
        for form in _forms(name):
            if same(full(form, frame), name):
                forms[form] = name if same(forms.get(form, name), name) else ""
    forms = {form: name for form, name in forms.items() if name}
    if not forms:
        return []
    every = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    pattern = re.compile(rf"(?:(?<![\u4e00-\u9fff])|(?<=[{_BEHIND}]))(?P<name>{every})(?!{_LONGER})")
    found: dict[str, Lines] = {}
    for block in blocks:
        for match in pattern.finditer(block.text):
            if match["name"] not in found and _stands(match, block.text):
                found[match["name"]] = block.found(match, "name").lines
    return list(found.items())


def _stands(match: re.Match[str], text: str) -> bool:
    """Whether a name is whole: one with its level is, a bare one where it stands apart."""
    if match["name"].startswith(words.LEVEL_MARKS):
        return True
    return text[match.start() - 1 : match.start()] not in tuple(_BEHIND) and bool(_END.match(text, match.end()))


_END = re.compile(_AFTER_BARE)


def _forms(name: str) -> Iterator[str]:
    """Every short name that a full one may have, with the level of its area before it and without."""
    where = areas(name)
    rest = name[len(where) :]
    mark = next((end for end in words.LEVEL_MARKS if where.endswith(end)), "")
    if not where or not mark or not rest:
        return
    for form in _rests(rest):
        yield mark + form
        yield form


def _rests(rest: str) -> list[str]:
    """The long and the short forms of what a unit is called behind its area."""
    for wholes in words.WHOLES:
        if rest in wholes:
            return list(wholes)
    ends = next(((long, short) for long, short in words.ENDINGS if rest.endswith((long, short))), (rest[-1],))
    stem = next(rest.removesuffix(end) for end in ends if rest.endswith(end))
    stems = next((forms for forms in words.TRADES if stem in forms), (stem,))
    return [each + end for each in stems for end in ends if each]
