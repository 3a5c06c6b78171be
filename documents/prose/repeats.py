"""Numbers of headings that do not count on: printed twice or wrong by a slip, or begun anew with no heading between."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from documents.prose.numbering import Form

    Seen = tuple[Form, re.Match[str], int]

FAR = 100
"""Paragraphs behind a heading that are looked at."""


def repeats(seen: Sequence[Seen | None]) -> dict[int, int]:
    """The places of the paragraphs that are headings though their numbers do not count on, with the ordinals meant.

    `seen` is what each paragraph begins with.
    """
    found: dict[int, int] = {}
    last: dict[str, tuple[Form, int]] = {}
    for place, each in enumerate(seen):
        if each is None:
            continue
        form, _, value = each
        for name in [name for name, (other, _) in last.items() if other.rank > form.rank]:
            del last[name]
        if form.name in last and not form.loose:
            meant = _meant(each, seen[place + 1 : place + FAR], last[form.name][1])
            if meant is not None:
                found[place] = value = meant
        last[form.name] = (form, value)
    return found


def _meant(found: Seen, behind: Sequence[Seen | None], last: int) -> int | None:
    """The ordinal that is meant by one that does not follow the last; None where it is none, or is as printed."""
    form, _, printed = found
    if printed == last + 1:
        return None
    following = _following(form, behind)
    if following[:1] == [last + 2] and (printed == last or printed > last + 2):
        return last + 1
    if printed == last:
        return last
    return 1 if printed == 1 < last and _anew([1, *following]) else None


def _following(form: Form, behind: Sequence[Seen | None]) -> list[int]:
    """The ordinals of this form up to the next higher heading."""
    values: list[int] = []
    for each in behind:
        if each and each[0].rank < form.rank:
            break
        if each and each[0].name == form.name and not each[0].loose:
            values.append(each[2])
    return values


def _anew(values: Sequence[int]) -> bool:
    """Whether these count from one anew, and not within the heading before: that does not go on behind them."""
    size = next((at for at, value in enumerate(values) if value != at + 1), len(values))
    return size > 1 and (size == len(values) or values[size] in (1, size))
