"""By which days a text wants something done, so that its plan may end there; years of documents are none."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from documents.days.dates import windows
from documents.prose.passage import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from documents.days.dates import When

LONGEST = 15
"""Years after the first day in which a plan may end; a later year is a distant goal."""
FURTHEST = 8
"""Years after the first: so far ahead a plan that names no years of its own looks out and does not end."""
ROUND_YEARS = 5
"""Goals of a distant year are set for every fifth: 2030, 2035."""
OFTEN = 3
"""A year for which so many things are wanted is one of the plan; an outlook is spoken of once or twice."""
APART = 3
"""Years from a goal to the next one of a fifth year, from which on the second is an outlook."""

# What has a year and is no time of the plan.
_NAMED = re.compile(
    r"《[^《》]{0,200}》|〔[^〔〕]{0,20}〕|[“‘][^“”‘’]{0,60}\d{4}[^“”‘’]{0,60}[”’]"
    r"|(?<=规划|纲要|方案|计划|意见)（[^（）]{0,20}\d{4}[^（）]{0,20}）"
    r"|20\d\d年(?:远景|愿景|可持续发展|(?:前|之前|以前)(?:实现)?(?:二氧化碳|碳)(?:排放)?达峰)"
    r"|(?:展望|远景|愿景|远期|长远)[^。；]{0,10}20\d\d年[^。；]{0,200}"
)


class Ends(NamedTuple):
    """The days by which something is to be done, and the distant years that were left aside."""

    days: list[date]
    distant: list[int]


def plain(text: Passage) -> Passage:
    """The text at the same places, without the years of documents, of quotations and of an outlook."""
    return Passage(_NAMED.sub(lambda found: "※" * len(found[0]), text.text), text.at)


def ends(texts: Iterable[Passage], first: date, windows_end: Sequence[date]) -> Ends:
    """What the text wants done from the first day on; `windows_end` are the days of the stages and reviews.

    A goal of 2030 or 2035 beside a nearer one is an outlook. All the years of a five-year plan count only
    where the plan is of one of them and no stage and no other goal says when it ends.
    """
    found = [when for text in texts for when in windows(plain(text)) if when.closes and first <= when.closes]
    spoken = [when for when in found if when.form == "five" and when.opens]
    wanted = [when.closes for when in found if when.closes and when not in spoken]
    until = {when.closes for when in found if when.until}
    nearer = [day for day in wanted if day in until or day.year > first.year]
    if not windows_end:
        fives = [day for when in spoken if (day := _own_five(when, first)) and all(day < goal for goal in nearer)]
        wanted, nearer = [*wanted, *fives], [*nearer, *fives]
    goals = sorted({day.year for day in (*nearer, *windows_end)})
    counts = Counter(day.year for day in wanted)
    distant = sorted(year for year in counts if _distant(year, goals, first) and not _meant(year, counts, first))
    return Ends([day for day in wanted if day.year not in distant], [year for year in distant if _ahead(year, first)])


def _own_five(when: When, first: date) -> date | None:
    """The end of the five years that the first day lies in."""
    return when.closes if when.opens and when.opens <= first else None


def _distant(year: int, goals: Sequence[int], first: date) -> bool:
    if year - first.year >= FURTHEST:
        return True
    before = [goal for goal in goals if goal < year]
    return year % ROUND_YEARS == 0 and bool(before) and year - before[-1] >= APART


def _meant(year: int, counts: Counter[int], first: date) -> bool:
    """Whether as much is wanted in a distant year as in any nearer one: 到2025年…；到2030年…, task after task."""
    often = max((count for other, count in counts.items() if other < year), default=0)
    return year - first.year <= LONGEST and counts[year] >= max(OFTEN, often)


def _ahead(year: int, first: date) -> bool:
    """Whether a distant year is worth telling of."""
    return year <= first.year + LONGEST
