"""The documents that a plan rests on, as its notice and its preamble cite them."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Any

from documents.head.ownnumber import CLOSING, OPENING
from documents.head.owntitle import alike
from documents.prose.passage import Passage
from documents.units.joint import units, without_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CUES = (
    *(
        "根据",
        "按照",
        "依据",
        "遵照",
        "依照",
        "对照",
        "参照",
        "结合",
        "贯彻落实",
        "贯彻执行",
        "贯彻",
        "落实",
        "实施",
        "执行",
    ),
    *("响应", "衔接"),
)
"""The words by which a document is named as a basis."""
BEFORE_CUES = ("为了", "为", "深入", "认真", "全面", "进一步", "切实", "扎实", "全力", "坚决", "积极")
"""Words that belong to the cue after them: 为深入贯彻落实."""
AFTER = (
    *(
        "文件要求",
        "文件精神",
        "有关要求",
        "有关规定",
        "相关要求",
        "相关规定",
        "工作要求",
        "的要求",
        "的通知要求",
        "要求",
        "精神",
    ),
    *("规定", "部署", "的规定", "的部署", "文件"),
)
"""Words after a citation that close it."""
OWN = re.compile(r"(?:现将|现印发|现发布|制定了|研究制定|编制了?|起草了?|形成了?|特制定|联合制定|联合印发)$")
"""Words before a title that is issued here and not cited."""
ISSUING = re.compile(r"(?:联合)?(?:印发|制定|发布|下发|出台|颁布|公布|颁发|转发|制发)了?的?$")
LONGEST = 200

_SENTENCE = re.compile(r"[^。！？]+")
_CUE = re.compile(rf"(?:{'|'.join(BEFORE_CUES)}){{0,3}}(?:{'|'.join(CUES)})")
_NUMBER = re.compile(
    rf"(?:（|\()([^（）()《》]{{0,20}}[{re.escape(OPENING)}]?\d{{4}}[{re.escape(CLOSING)}年]?[^（）()《》]{{0,4}}\d{{1,5}}号)(?:）|\))"
)
_ROUND = re.compile(r"（([^（）《》]{0,20}（\d{4}）[^（）《》]{0,4}\d{1,5}号)）")
_OF_TITLE = re.compile(r"^(?P<issuer>[^《》，。]{2,60}?)(?:办公厅|办公室)?关于")
_MORE = re.compile(r"(?:（[^（）]{1,30}）)?")
_ISSUED = re.compile(r"现将|特制定|现印发|制定本|结合[^《》，。]{0,20}实际")
_HIDDEN = "\u3000"
_BETWEEN = re.compile(r"[，；：]")


def basis(paragraphs: Iterable[Passage], own: Iterable[str]) -> list[dict[str, Any]]:
    """Each cited document once, at its first mention: title, issuer, number, and the lines from the cue to the end."""
    names = [alike(name) for name in own if name]
    found: dict[str, dict[str, Any]] = {}
    for paragraph in paragraphs:
        for cited in _cited(paragraph, names):
            first = found.setdefault(alike(cited["title"]), cited)
            for key in ("issuer", "number"):
                if key in cited and key not in first:
                    first[key] = cited[key]
    order = ("title", "issuer", "number", "lines")
    return [{key: cited[key] for key in order if key in cited} for cited in found.values()]


def _cited(paragraph: Passage, own: list[str]) -> Iterator[dict[str, Any]]:
    for sentence in _SENTENCE.finditer(paragraph.text):
        if "《" not in sentence[0]:
            continue
        part = _masked(paragraph.found(sentence), own)
        cue: re.Match[str] | None = None
        since = 0
        for start, end in _titles(part.text):
            # What a title says is no cue, and a cue holds for the titles after it as well.
            cue = next(iter(deque(_CUE.finditer(part.text, since, start), maxlen=1)), cue)
            if cue and not _is_own(part.text, cue.end(), start, end, own):
                yield _entry(part, cue, part.text[max(since, cue.end()) : start], start, end)
            number = _ROUND.match(part.text, end) or _NUMBER.match(part.text, end)
            since = number.end() if number else end


def _masked(part: Passage, own: list[str]) -> Passage:
    """Without the titles that stand inside the plan's own: a plan to carry out 《…》 does not cite by its name."""
    text, seen = part.text, alike(part.text)
    for name in own:
        at = seen.find(name) if "《" in name else -1
        while at >= 0:
            text = text[:at] + _HIDDEN * len(name) + text[at + len(name) :]
            at = seen.find(name, at + len(name))
    return Passage(text, part.at)


def _titles(text: str) -> Iterator[tuple[int, int]]:
    """The outer 《…》, as (start, end); one inside another belongs to it."""
    depth, start = 0, 0
    for at, char in enumerate(text):
        if char == "《":
            start = start if depth else at
            depth += 1
        elif char == "》" and depth:
            depth -= 1
            if not depth and 2 < at - start < LONGEST:
                yield start, at + 1


def _is_own(text: str, cue: int, start: int, end: int, own: list[str]) -> bool:
    """Whether a title is that of the plan itself, or of something that is issued with it."""
    name = alike(text[start + 1 : end - 1])
    if any(name.startswith(title) and _MORE.fullmatch(name, len(title)) for title in own):
        return True
    if OWN.search(text[max(start - 6, cue) : start]):
        return True
    return _ISSUED.search(text, cue, start) is not None


def _entry(part: Passage, cue: re.Match[str], before: str, start: int, end: int) -> dict[str, Any]:
    entry: dict[str, Any] = {"title": part.text[start + 1 : end - 1]}
    if issuer := _issuer(before, entry["title"]):
        entry["issuer"] = issuer
    tail = part.text[end : end + 60]
    if number := _ROUND.match(tail) or _NUMBER.match(tail):
        entry["number"] = re.sub(r"\s", "", number[1]).removeprefix("以下简称")
        end += number.end()
    closing = next((word for word in sorted(AFTER, key=len, reverse=True) if part.text.startswith(word, end)), "")
    entry["lines"] = list(part.cut(cue.start(), end + len(closing)).lines)
    return entry


def _issuer(before: str, title: str) -> str:
    """Who issued a cited document: the units named right before it, else those its title begins with."""
    named = _BETWEEN.split(before)[-1].lstrip("、和及与")
    named = ISSUING.sub("", named).removesuffix("关于").removesuffix("的")
    listed, _ = without_end(named)
    if listed and units(listed):
        return named
    heading = _OF_TITLE.match(title)
    if not heading:
        return ""
    said = title[: title.index("关于")]
    listed, open_ended = without_end(said)
    return said if open_ended and units(listed) else "、".join(units(said))
