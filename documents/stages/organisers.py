"""Who does what in a clause: who organises, together with whom, and to whom it is reported."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from documents.stages.organiser_words import ENDINGS, FOLLOWING, LEVELS, NO_BEGINNING, OWN, VAGUE
from documents.units.register import full, group
from workflow.speech import because

if TYPE_CHECKING:
    from documents.fact import Frame
    from workflow.speech import Reason

_NAME = (
    rf"(?!{'|'.join(NO_BEGINNING)})(?:(?!(?<!自)由)[一-鿿]|（[^（）]{{1,10}}）){{0,30}}?(?:{'|'.join(ENDINGS)})"
    rf"(?={'|'.join(FOLLOWING)}|$)"
)
NAME = re.compile(_NAME)
MORE = re.compile(r"、|以及|和|及(?!时)|与")
AND_OTHERS = re.compile(
    r"等(?:\d{1,2}|[一二三四五六七八九十]{1,2})?个?(?:有关|相关|成员|市直|市级)?(?:部门|单位|委办局)?"
)
# 各县（区）由卫生健康行政部门牵头: the group and its department are one name.
THROUGH = re.compile(rf"(?P<group>各[市县区州旗省地（）、]{{1,12}})(?:要|应|须)?由(?P<unit>{_NAME})(?=牵头|负责|组织)")
BEFORE_SUBJECT = re.compile(
    r"(?:（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、．]|[一二三四五六七八九十]是"
    r"|并|同时|届时|由|请|要求|原则上|拟|其中|具体由|最后|※{1,200}){1,3}"
)
TOGETHER = re.compile(r"会同|牵头、?组织|协同|联合|商")
REPORTED = re.compile(r"(?<![通汇申填情简月快公预])(?:上报|报送|呈报|报告|报)(?:至|给|到|送)?")
# A牵头，B、C配合.
HELPED = re.compile(r"[，；](?:由)?(?=[^，。；]{2,80}(?:配合|协助)(?:[，。；]|$))")
TOWARDS = re.compile(r"向(?=[^，。；]{2,30}(?:报送|报告|上报|提交|呈报|汇报))")


REACH = 600
"""Characters of a text in which its subject is looked for."""


class Listed(NamedTuple):
    """Names that stand side by side, whether more are meant (等部门), and where they end."""

    names: tuple[str, ...]
    open_ended: bool
    end: int


@dataclass(slots=True)
class Actors:
    """The units of a clause, with full names."""

    organisers: list[str] = field(default_factory=list)
    open_ended: bool = False
    together_with: list[str] = field(default_factory=list)
    reports_to: str | None = None
    doubts: list[tuple[str, Reason]] = field(default_factory=list)


def listed(text: str, start: int) -> Listed | None:
    """The names of units that stand at this place of a text."""
    names: list[str] = []
    begun, at = "", start
    while match := NAME.match(text, at):
        name = begun + match[0]
        more = MORE.match(text, match.end())
        if more and LEVELS.fullmatch(match[0]):
            begun, at = name + more[0], more.end()
            continue
        names.append(name)
        begun, end = "", match.end()
        if others := AND_OTHERS.match(text, end):
            return Listed(tuple(names), True, others.end())
        if not more or not NAME.match(text, more.end()):
            return Listed(tuple(names), False, end)
        at = more.end()
    return None


def actors(text: str, frame: Frame) -> Actors:
    """Who acts in a clause or a few; what stands in book marks has to be masked (documents.stages.texts.masked)."""
    found = Actors()
    subject, rest = _subject(text)
    if subject:
        _organisers(subject, frame, found)
        if (match := TOGETHER.search(rest)) and (others := listed(rest, match.end())):
            found.together_with += [_full(name, frame) for name in others.names]
        for match in HELPED.finditer(rest):
            others = listed(rest, match.end())
            if others and rest.startswith(("配合", "协助"), others.end):
                found.together_with += [_full(name, frame) for name in others.names]
    _receiver(text, frame, found)
    return found


def _subject(text: str) -> tuple[Listed | None, str]:
    """The units that the first sentence with any begins with, or a clause of it; and what follows them in it."""
    for clause in re.finditer(r"[^，。；：\t]+", text[:REACH]):
        start = clause.start()
        if before := BEFORE_SUBJECT.match(text, start):
            start = before.end()
        end = _sentence_end(text, clause.end())
        if through := THROUGH.match(text, start):
            name = through["group"] + through["unit"]
            return Listed((name,), False, through.end()), text[through.end() : end]
        found = OWN.match(text, start)
        if found:
            return Listed((found[0],), False, found.end()), text[found.end() : end]
        names = listed(text, start)
        if names and names.end < len(text) and text[names.end] not in "。；：、，":
            return names, text[names.end : end]
    return None, ""


def _sentence_end(text: str, start: int) -> int:
    ends = [at for mark in "。；\t" if (at := text.find(mark, start)) >= 0]
    return min(ends, default=len(text))


def _organisers(subject: Listed, frame: Frame, found: Actors) -> None:
    found.open_ended = subject.open_ended
    for name in subject.names:
        if OWN.fullmatch(name):
            if len(frame.issuers) == 1:
                found.organisers.append(frame.issuers[0])
            else:
                found.doubts.append(("organisers", because("read_own_organiser", name=name)))
        elif VAGUE.fullmatch(name) or (group(name) and not name.startswith("各")):
            found.together_with.append(name)
        else:
            found.organisers.append(_full(name, frame))
    if not found.organisers and found.together_with:
        for name in found.together_with:
            found.doubts.append(("organisers", because("read_vague_organiser", name=name)))
        found.together_with.clear()
    if not found.organisers:
        found.open_ended = False


def _receiver(text: str, frame: Frame, found: Actors) -> None:
    for match in (*REPORTED.finditer(text), *TOWARDS.finditer(text)):
        names = listed(text, match.end())
        if names and not VAGUE.fullmatch(names.names[0]):
            found.reports_to = _full(names.names[0], frame)
            if len(names.names) > 1:
                others = "、".join(names.names[1:])
                found.doubts.append(("reports_to", because("read_more_receivers", others=others)))
            return


def _full(name: str, frame: Frame) -> str:
    return name if group(name) or VAGUE.fullmatch(name) else full(name, frame)
