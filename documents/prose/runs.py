"""Numbers of headings whose stop is lost or mistaken: where lines count 1, 2, 3 in such a form, it is put right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from documents.prose.marks import NARROW
from documents.prose.numbering import MEASURES, ordinal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Run = list[tuple[int, re.Match[str]]]

FEWEST = 3
"""So many lines have to count on from one, or they are taken as they stand."""
FAR = 60
"""Lines of text that may stand between two that count on."""


class Odd(NamedTuple):
    """A form of number that is none of a heading: `ordinal` is read, and `stop` becomes what it should have been."""

    pattern: re.Pattern[str]
    stop: str
    bare: bool = False
    """Whether nothing but the digits shows it; then it counts only where hardly a number has its stop."""


_CHINESE = "[一二三四五六七八九十]{1,3}"
_NAMES = "(?:重点|主要|专项)?(?:任务|行动|工程|举措|措施)"
_START = r"(?P<before>[\s#*]{0,10})"
_TITLE = "(?=[\u4e00-\u9fff“《【\\[「])"


def _odd(number: str, stop: str, meant: str, *, bare: bool = False) -> Odd:
    return Odd(re.compile(f"{_START}(?P<ordinal>{number})(?P<stop>{stop}){_TITLE}"), meant, bare)


ODD = (
    # A scanner takes the stop for another mark.
    _odd(r"\d{1,2}", r"\s?[,，。·•:：;；—_-]\s{0,4}", "."),
    _odd(_CHINESE, r"\s?[,，。·•:：;；]\s{0,4}", "、"),
    # It is lost, or a gap stands for it.
    _odd(r"\d{1,2}", r"\s{1,6}", "."),
    _odd(r"\d{1,2}", "", ".", bare=True),
    _odd(_CHINESE, r"\s{1,6}", "、"),
    Odd(
        re.compile(
            f"(?P<before>[\\s#*]{{0,10}}{_NAMES})(?P<ordinal>{_CHINESE}|\\d{{1,2}})(?P<stop>\\s{{0,6}}){_TITLE}"
        ),
        "：",
    ),
)
"""In the order in which they are tried."""

_REGULAR = re.compile(r"[\s#*]{0,10}\d{1,3}\s?[.．、)）][^\d%]")


def counted(texts: Sequence[str]) -> list[str]:
    """The lines, with the stops behind the numbers that a row of them shows to be those of headings."""
    made = list(texts)
    stopped = sum(_REGULAR.match(text) is not None for text in made)
    for odd in ODD:
        if odd.bare and stopped >= FEWEST:
            continue
        runs = [run for run in _runs(odd, made) if _headings(run, made)]
        if any(len(run) >= FEWEST for run in runs):
            for place, found in (each for run in runs for each in run):
                made[place] = f"{found['before']}{found['ordinal']}{odd.stop}{made[place][found.end('stop') :]}"
    return made


def _headings(run: Run, texts: Sequence[str]) -> bool:
    """Whether most lines of a run are headings with text, and no list of names or of what is counted (3 个中心)."""
    places = {place for place, _ in run}
    counts = sum(texts[place][found.end("stop")] in MEASURES for place, found in run)
    texted = sum("。" in texts[place] or _next(texts, place) not in places for place in places)
    return len(run) > 1 and 2 * counts < len(run) and 2 * texted > len(run)


def _next(texts: Sequence[str], place: int) -> int:
    """The place of the next line with something on it."""
    return next((at for at in range(place + 1, len(texts)) if texts[at].strip()), len(texts))


def _runs(odd: Odd, texts: Sequence[str]) -> Iterator[Run]:
    """The runs of lines that count on from one in a form, each line with what was found in it."""
    run: Run = []
    for place, text in enumerate(texts):
        found = odd.pattern.match(text) if "\t" not in text.strip() else None
        if found is None:
            continue
        value = ordinal(found["ordinal"].translate(NARROW))
        if run and (value != len(run) + 1 or place - run[-1][0] > FAR):
            yield run
            run = []
        if value == len(run) + 1:
            run.append((place, found))
    yield run
