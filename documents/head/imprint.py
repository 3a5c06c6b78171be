"""The bracket right below a title, or at the end of a text, that says who issued it, when, and with what number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from documents.days.date_forms import FULL_DAY
from documents.prose.passage import Passage
from documents.units.joint import units, without_end

if TYPE_CHECKING:
    from documents.head.cover import Cover

BELOW = 3
"""Lines below the end of a title among which such a bracket stands."""
NOTHING = Passage("", ())
LONGEST = 120

# The letters of a number hold no name of a unit, which may stand right before them.
_NUMBER = r"(?:(?!印发|发布|公布|下发|政府|办公室)[\u4e00-\u9fff]){2,12}[〔\[（(](?:19|20)\d\d[〕\]）)](?:第)?\d{1,5}号"
_ISSUED = "(?:联合)?(?:印发|发布|公布|下发)"
_STOP = "[，、；。]?"
# 某市人民政府办公室2024年3月15日印发，某政办规〔2024〕4号, in any order, each but the number or the issuer left out.
_FORMS = tuple(
    re.compile(f"[（(]{form}[）)]")
    for form in (
        f"(?P<by>[^，。；\\d（）]{{4,60}})?(?:{FULL_DAY})?(?:{_ISSUED})?(?:{_STOP}(?:以)?(?:文号：?)?(?P<number>{_NUMBER}))?(?:{_ISSUED})?",
        f"(?P<number>{_NUMBER}){_STOP}(?P<by>[^，。；\\d（）]{{4,60}})?(?:{FULL_DAY})?(?:{_ISSUED})?",
        f"{FULL_DAY}{_STOP}(?P<by>[^，。；\\d（）]{{4,60}}?)?{_STOP}(?:{_ISSUED})?(?:{_STOP}(?P<number>{_NUMBER}))?(?:{_ISSUED})?",
    )
)


class Imprint(NamedTuple):
    """The number and the names of the issuers as printed; empty what is not there."""

    number: Passage = NOTHING
    issuers: Passage = NOTHING


def below(page: Cover, title_end: int) -> Imprint:
    """What the bracket says that stands on a line of its own right below the title."""
    lines = [(start, end) for start, end in page.segments() if start >= title_end > 0]
    return next((found for line in lines[:BELOW] if (found := _read(page.text.cut(*line))) != Imprint()), Imprint())


def closing(ending: Cover) -> Imprint:
    """What the bracket says that the document ends with."""
    lines = ending.segments()
    return _read(ending.text.cut(*lines[-1])) if lines else Imprint()


def _read(line: Passage) -> Imprint:
    found = next((match for form in _FORMS if (match := form.fullmatch(line.text))), None)
    if found is None or len(line) > LONGEST:
        return Imprint()
    named = line.found(found, "by") if found["by"] else NOTHING
    if named and not units(without_end(named.text)[0]):
        return Imprint()
    return Imprint(line.found(found, "number") if found["number"] else NOTHING, named)
