"""From cleaned lines to paragraphs: lines that the width of the page has broken are joined, run-on ones are parted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.prose.chapters import About, about
from documents.prose.marks import STOPS
from documents.prose.numbering import HIGH, RANKS, heading
from documents.prose.passage import Passage, joined
from documents.prose.titles import USUAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.prose.numbering import Form

    Seen = tuple[Form, re.Match[str], int]

NARROWEST, WIDEST = 32, 120
"""Columns of a line of print, two a Chinese character: a sheet of A4 has 56, a page of a gazette 80."""
FULL, STOPPED = 0.75, 0.9
"""A line of at least this part of the width of the page goes on in the next one; the latter if it ends in a stop."""
REACH = 160
"""Characters before a heading inside a line in which a list of units may begin."""
NEAR = 30
"""Characters before the end of a line in which a bracket may begin that goes on in the next."""
BROKEN = 0.2
"""Where at least this part of the lines is full and ends in no stop, lines are not paragraphs."""
LONG = 700
"""A paragraph of more characters has lost its breaks, if it holds a row of headings; a shorter one, if high ones."""
TITLE = 80
"""Characters before the first heading of a text without breaks, if only its title stands there."""
BARE = 8
"""Characters of a line that holds a number only, at most."""
UNIT_ENDED = (*HIGH, "figure")
"""Forms that may follow a list of units, which ends without a stop."""

_ENDED = re.compile(f"[{STOPS}”）》】〕\\]]$")
_OPEN = re.compile(r"[，、（《〈“]$")
# The heading of the first column of a table.
_COUNTER = re.compile(r"序号|编号|项次|序次")
# A list of units on a line of its own may be that of several paragraphs.
_LISTED = re.compile(r"[（【〔]?(?:责任|牵头|配合|主办|协办|承办)[^。；：]{0,8}：")
# After these a number at the beginning of the next line belongs to what is said here.
_COUNTED = re.compile(r"[，、（《〈“第和与及至到—-]$")


def blocks(cleaned: Sequence[Passage]) -> list[Passage]:
    """The paragraphs, in order; a row of a table is one."""
    lines = _numbered([line for line in cleaned if line])
    width = _width(lines)
    last: dict[str, int] = {}
    return [part for group in _groups(lines, width) for part in _parted(joined(group), last)]


def _numbered(lines: Sequence[Passage]) -> list[Passage]:
    """The lines; a number that stands alone goes with the one that follows, but in a table that has come apart."""
    made: list[Passage] = []
    apart = any(_COUNTER.fullmatch(line.text) for line in lines)
    for line in lines:
        alone = _alone(made[-1].text) if made and not apart else False
        if alone and "\t" not in line.text and heading(line.text) is None:
            made[-1] += line
        else:
            made.append(line)
    return made


def _alone(text: str) -> bool:
    """Whether nothing but the number of a heading stands on a line."""
    seen = heading(text) if len(text) <= BARE else None
    return seen is not None and seen[1].end() == len(text)


def _width(lines: Sequence[Passage]) -> int | None:
    """How many columns a full line of the page has; None where the lines are paragraphs."""
    sizes = sorted(_columns(line) for line in lines if "\t" not in line.text)
    if len(sizes) < 8:
        return None
    wide = sizes[int(len(sizes) * 0.9)]
    if not NARROWEST <= wide <= WIDEST or sizes[-1] > 2 * wide:
        return None
    broken = sum(_columns(line) >= FULL * wide and not _ENDED.search(line.text) for line in lines)
    return wide if broken >= BROKEN * len(sizes) else None


def _groups(lines: Sequence[Passage], width: int | None) -> Iterator[list[Passage]]:
    """The lines of each paragraph."""
    group: list[Passage] = []
    last: dict[str, int] = {}
    for line in lines:
        seen = heading(line.text)
        if group and (
            _is_heading(group[-1], seen, width, last) or _is_first(group, seen) or not _goes_on(group, line, width)
        ):
            yield group
            group = []
        if not group and seen:
            _count(last, seen[0], seen[2])
        group.append(line)
    if group:
        yield group


def _is_heading(before: Passage, seen: Seen | None, width: int | None, last: dict[str, int]) -> bool:
    """Whether a line that looks like a heading is one: the line before is over, or it is the next of its form."""
    if seen is None:
        return False
    form, _, value = seen
    over = _ENDED.search(before.text) is not None or width is None or _columns(before) < FULL * width
    counted = value - 1 in (last.get(form.name), last.get(f"{form.name} through"))
    return (over and not form.loose) or (counted and not _COUNTED.search(before.text))


def _is_first(group: Sequence[Passage], seen: Seen | None) -> bool:
    """Whether a line counts from one right below a heading that has no text: the title of that one filled its line."""
    if seen is None or seen[0].loose or seen[2] != 1 or _COUNTED.search(group[-1].text):
        return False
    above = heading(group[0].text)
    text = "".join(line.text for line in group)
    bare = above is not None and above[0].rank < seen[0].rank and not any(stop in text for stop in STOPS)
    return bare and "\t" not in text and not _unclosed(text)


def _count(last: dict[str, int], form: Form, value: int) -> None:
    """Notes the ordinal of a heading; below it the lower forms are counted anew."""
    for name in [name for name in last if RANKS.get(name, -1) > form.rank]:
        del last[name]
    last[form.name] = last[f"{form.name} through"] = value


def _goes_on(group: Sequence[Passage], following: Passage, width: int | None) -> bool:
    """Whether a paragraph goes on in the line after those it has so far, which is no heading."""
    line = group[-1]
    if "\t" in line.text or "\t" in following.text:
        return False
    if _unclosed(line.text):
        return True
    if width is None:
        return _OPEN.search(line.text) is not None
    ended = _ENDED.search(line.text) is not None
    if _LISTED.match(following.text) and (ended or len(group) > 1):
        return False
    if len(group) > 1 and not ended:
        # In the middle of a paragraph a short line was broken by something else than the width.
        return True
    return _columns(line) >= (STOPPED if ended else FULL) * width


def _unclosed(text: str) -> bool:
    """Whether a bracket or a name that begins near the end of a line does not end in it."""
    near = text[-NEAR:]
    return any(near.rfind(opening) > near.rfind(closing) for opening, closing in ("（）", "《》"))


def _columns(line: Passage) -> int:
    return sum(1 if character.isascii() else 2 for character in line.text)


def _parted(block: Passage, last: dict[str, int]) -> Iterator[Passage]:
    """The paragraphs of a block that has lost its breaks: it is cut before each heading that follows the last one.

    `last` are the ordinals of the headings so far.
    """
    starts = list(_starts(block.text, last)) if "\t" not in block.text else []
    high = any(name in HIGH for _, name in starts)
    if not starts or (not high and (len(starts) < 2 or len(block) < LONG)):
        yield block
        return
    places = [place for place, _ in starts]
    for start, end in zip([0, *places], [*places, None], strict=True):
        if piece := block.cut(start, end):
            yield piece


# A heading inside a line stands after a stop, or right after a heading that has no text of its own.
_MAYBE = re.compile(
    r"(?=[一二三四五六七八九十]{1,3}[、.]|（[一二三四五六七八九十]{1,3}）|\d{1,2}[、.]|第[一二三四五六七八九十]{1,3}[章条])"
)
_AFTER_HEADING = 40
# What may be the title of a chapter.
_WORDS = re.compile("[\u4e00-\u9fff]{4,14}(?=[（。：\\d]|$)")
# A list of units ends without a stop.
_UNITS = re.compile(r"(?:责任|牵头|配合|主办|协办)?(?:单位|部门|处室|科室)[：:][^。；：]{2,120}$")


def _starts(text: str, last: dict[str, int]) -> Iterator[tuple[int, str]]:
    """The places and forms of headings inside a text, each the next of its form, or the first of it again."""
    before, before_form = 0, None
    if own := heading(text):
        _count(last, own[0], own[2])
        before, before_form = own[1].end(), own[0]
    for found in _MAYBE.finditer(text):
        at = found.start()
        seen = heading(text, at)
        if seen is None or not seen[0].inline or at == 0:
            continue
        form, match, value = seen
        stopped = text[at - 1] in _stops(form, text) or _under(before_form, form, text, before, at)
        stopped = stopped or (form.name in UNIT_ENDED and _UNITS.search(text, max(before, at - REACH), at) is not None)
        stopped = stopped or (before_form is None and not last and _first(text, at)) or _called(form, text, match.end())
        if stopped and _follows(form, value, last, before_form):
            _count(last, form, value)
            before, before_form = match.end(), form
            yield at, form.name


def _first(text: str, at: int) -> bool:
    """Whether 一、 stands right behind the title of a document that has lost all its breaks."""
    titled = at <= TITLE and not any(stop in text[:at] for stop in STOPS)
    return titled and text.startswith("一、", at) and "二、" in text[at + 2 :]


def _called(form: Form, text: str, at: int) -> bool:
    """Whether a chapter is called as chapters are: then one begins, though no stop stands before it."""
    words = _WORDS.match(text, at)
    if form.name != "count" or words is None:
        return False
    return USUAL.match(text, at) is not None or about(words[0]) != About.OTHER


def _stops(form: Form, text: str) -> str:
    """After what a heading may begin; after a colon （一） begins a list in the sentence, unless the text is long."""
    return f"{STOPS}”）】〕" if form.name not in HIGH or len(text) > LONG else "。；！）】〕”"


def _under(above: Form | None, form: Form, text: str, since: int, at: int) -> bool:
    """Whether nothing but a title stands between this heading and the one above it."""
    if above is None or above.rank >= form.rank or at - since > _AFTER_HEADING:
        return False
    return not any(mark in text[since:at] for mark in STOPS)


def _follows(form: Form, value: int, last: dict[str, int], before: Form | None) -> bool:
    """Whether the ordinal is the next one of its form. （四） may be the first of a chapter that is counted through."""
    if form.name in last:
        return value == last[form.name] + 1
    return value in (1, last.get(f"{form.name} through", 0) + 1) and (value == 1 or before is not None)
