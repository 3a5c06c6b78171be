"""What a plan says of itself: title, number, issuers, day, basis, period and area, from what stands before its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.days.day import day as day_in
from documents.fact import Fact
from documents.head import imprint, owntitle
from documents.head.citing import basis
from documents.head.cover import cover, foremost
from documents.head.issuing import MONTH, Issuers, announced, below, issuers
from documents.head.metadata import metadata
from documents.head.ownnumber import listed_number, number_in, own_number
from documents.head.signing import by_place, printed_on, signature
from documents.head.spans import span
from documents.head.whose import whose
from documents.units.unitwords import WHOLE_STATE
from workflow.speech import because

if TYPE_CHECKING:
    from documents.days.day import Day
    from documents.files.source import Source
    from documents.head.cover import Cover
    from documents.head.metadata import Metadata
    from documents.head.ownnumber import Number
    from documents.head.owntitle import Title
    from documents.head.signing import Signature
    from documents.head.whose import Area
    from documents.prose.passage import Passage

ENDING = 1500
"""Characters at the end of a document among which it is signed or printed."""


def front(source: Source, blocks: list[Passage], opening: int) -> Fact:
    """The values of models.planfile.PlanFacts but code and reports_to, as far as the document says them.

    `blocks` are the paragraphs in order, those before `opening` stand above the first chapter. `lines` are those of
    the title.
    """
    before = blocks[opening].lines[0] if opening < len(blocks) else len(source.lines) + 1
    flat = bool(opening) and opening < len(blocks) and blocks[0].lines == blocks[opening].lines
    rows = metadata(source, before + flat)
    page = cover(source, blocks[:opening] or blocks[:1], () if flat else rows.lines)
    ending = cover(source, _ending(blocks[opening:]))
    title = owntitle.title(page, rows)
    fact = Fact({})
    own = _title(fact, title, blocks)
    bracket = imprint.below(page, _after(page, title.printed))
    numbered = bracket.number or imprint.closing(ending).number
    _number(fact, rows, own_number(page, rows, owntitle.behind(page, own)) or number_in(numbered))
    signed = _signed(page, ending, title.printed)
    said = issuers(page, signed, rows, title.issuer or bracket.issuers, title.printed)
    region = whose(own, said.names, blocks)
    _issuers(fact, said, blocks, own, region.name)
    _issued(fact, signed, rows, printed_on(ending) or printed_on(page))
    _month(fact, page, title.printed)
    if cited := basis(foremost(blocks[:opening]), own):
        fact.values["basis"] = cited
    _period(fact, title, blocks)
    _region(fact, region)
    return fact


def _signed(page: Cover, ending: Cover, title: Passage) -> Signature:
    """The signature of the notice, or where it has none, that at the end of the document."""
    signed, last = signature(page, _after(page, title)), signature(ending)
    if last.names and last.day and not signed.names and not signed.day:
        return last
    if not signed.day and (placed := by_place(page, ending, _after(page, title))).day:
        return placed._replace(names=signed.names, lines=signed.lines)
    return signed


def _region(fact: Fact, region: Area) -> None:
    if region.name:
        fact.values["region"] = {"name": region.name}
        if region.name == WHOLE_STATE:
            fact.values["region"]["from_text"] = False
    if region.doubt:
        fact.doubt("region", because(region.doubt, **dict(region.facts)))


def _ending(blocks: list[Passage]) -> list[Passage]:
    """The last paragraphs, and of a long one only its end."""
    kept: list[Passage] = []
    left = ENDING
    for block in reversed(blocks):
        kept.append(block.cut(max(len(block) - left, 0)))
        left -= len(block)
        if left <= 0:
            break
    return kept[::-1]


def _after(page: Cover, title: Passage) -> int:
    """Where the title ends in the cover; 0 where it is not there."""
    at = page.text.text.find(title.text) if title else -1
    while at >= 0 and page.text.at[at] != title.at[0]:
        at = page.text.text.find(title.text, at + 1)
    return at + len(title) if at >= 0 else 0


def _title(fact: Fact, title: Title, blocks: list[Passage]) -> list[str]:
    """Notes the title, and answers every form of it."""
    if not title.printed:
        return []
    own = [title.printed.text, title.named.text]
    fact.values["title"] = title.printed.text
    fact.places["title"] = title.printed.lines
    fact.values["lines"] = list(title.printed.lines)
    longer = [found for found in owntitle.mentions(blocks, title.printed.text) if len(found) > len(title.printed)]
    if not longer and _extends(title.named.text, title.printed.text):
        longer = [title.named]
    if longer:
        fact.values["full_title"] = longer[0].text
        fact.places["full_title"] = longer[0].lines
        own.append(longer[0].text)
    if title.is_notice:
        fact.doubt("title", because("read_title_notice", title=title.printed.text), title.printed.lines)
    elif title.named and owntitle.alike(title.named.text) not in map(owntitle.alike, (own[0], own[-1])):
        reason = because("read_title_differs", title=own[0], other=title.named.text)
        fact.doubt("title", reason, title.named.lines)
    return own


def _extends(name: str, title: str) -> bool:
    return len(name) > len(title) and owntitle.alike(name).startswith(owntitle.alike(title))


def _number(fact: Fact, rows: Metadata, found: Number | None) -> None:
    if found is None:
        return
    text, lines = found.printed.text, found.printed.lines
    if found.blank:
        fact.doubt("document_number", because("read_number_blank", number=text), lines)
        return
    fact.values["document_number"] = text
    fact.places["document_number"] = lines
    if found.lost:
        fact.values["document_number_confirmed"] = False
        fact.doubt("document_number", because("read_number_lost", number=text), lines)
    listed = listed_number(rows)
    if listed and not found.lost and listed.printed.text != text:
        reason = because("read_number_differs", number=text, other=listed.printed.text)
        fact.doubt("document_number", reason, listed.printed.lines)


def _issuers(fact: Fact, said: Issuers, blocks: list[Passage], own: list[str], region: str) -> None:
    found = said if said.names else announced(blocks, own, region)
    if not found.names or not found.lines:
        return
    fact.values["issuers"] = list(found.names)
    if found.open_ended:
        fact.values["issuers_open_ended"] = True
    fact.places["issuers"] = found.lines
    if found.doubt:
        fact.doubt("issuers", because(found.doubt, issuers=list(found.names)), found.lines)


def _issued(fact: Fact, signed: Signature, rows: Metadata, printed: Day | None) -> None:
    """The day of the signature, else that of the site's row; never one of printing or publishing."""
    row = rows.get("made")
    listed = day_in(row.text)
    if signed.day and signed.day_lines and signed.day.value and not (signed.placed and listed):
        fact.values["issued_on"] = signed.day.value
        fact.places["issued_on"] = signed.day_lines
        if signed.placed:
            fact.doubt("issued_on", because("read_issued_placed", said=signed.said), signed.day_lines)
        if listed and listed != signed.day.value:
            reason = because("read_issued_differs", day=signed.day.value, other=listed)
            fact.doubt("issued_on", reason, row.lines)
        return
    if signed.day and signed.day_lines:
        fact.doubt("issued_on", because("read_issued_impossible", said=signed.said), signed.day_lines)
    if listed:
        fact.values["issued_on"] = listed
        fact.places["issued_on"] = row.lines
        return
    _only_published(fact, rows, printed)


def _month(fact: Fact, page: Cover, title: Passage) -> None:
    """Tells of a month on the cover, where no day of issue is known."""
    if not title or "issued_on" in fact.values or any(doubt.field == "issued_on" for doubt in fact.doubts):
        return
    found = next((line for line in below(page, title) if MONTH.fullmatch(line.text) and "日" not in line.text), None)
    if found:
        fact.doubt("issued_on", because("read_issued_month", said=found.text), found.lines)


def _only_published(fact: Fact, rows: Metadata, printed: Day | None) -> None:
    row = rows.get("published")
    published = day_in(row.text)
    if printed and printed.value:
        fact.doubt("issued_on", because("read_issued_printed", day=printed.value))
    elif published:
        fact.doubt("issued_on", because("read_issued_published", day=published), row.lines)


def _period(fact: Fact, title: Title, blocks: list[Passage]) -> None:
    if not title.printed:
        return
    mentions = owntitle.mentions(blocks, title.printed.text)
    for name in (title.printed, title.named, *mentions):
        if not (found := span(name.text)):
            continue
        lines = name.cut(found.start, found.end).lines
        fact.values["period"] = {"first": found.first, "last": found.last, "lines": list(lines)}
        if found.doubt:
            said = name.text[found.start : found.end]
            fact.doubt("period", because(f"read_period_{found.doubt}", said=said, year=found.first.year), lines)
        return
