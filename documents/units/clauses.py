"""One statement of who does what, without its bracket, by its clauses: 责任单位：A；完成时限：… or A牵头，B配合."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from documents.units import dutywords as duty
from documents.units.unitnames import complete, listed, names, parts

if TYPE_CHECKING:
    from documents.prose.passage import Passage

LONGEST = 1500
"""Characters of a statement; the longest lists of units have some 400."""


@dataclass(slots=True)
class Said:
    """What a statement says: names by role, whether the plain ones stand beside a leader, and the deadline.

    `all` are those of 责任单位 and 按职责分工负责: the text does not say who of them leads. `others` are no units by
    their names. `by_label` where labels say the roles.
    """

    lead: list[str] = field(default_factory=list)
    cooperating: list[str] = field(default_factory=list)
    all: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    when: Passage | None = None
    above: bool = False
    first_leads: bool = False
    by_label: bool = False

    def take(self, role: str, text: str) -> None:
        """The names of a list, in that role."""
        found = names(text)
        into: list[str] = getattr(self, role)
        if found.marked:
            self.lead.extend(found.marked)
            into = self.cooperating
        into.extend(name for name in found.units if name not in found.marked)
        self.groups.extend(found.groups)
        self.others.extend(found.others)

    @property
    def empty(self) -> bool:
        """Whether nobody was named."""
        return not (self.lead or self.cooperating or self.all or self.groups or self.others)


def _either(texts: tuple[str, ...]) -> str:
    return "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))


_ROLE = {label: role for role, labels in duty.LABELS.items() for label in labels}
LABEL = re.compile(rf"(?P<label>{_either(tuple(_ROLE))})(?:（[^（）：]{{1,12}}）)?(?:：|:)")
_ANY_LABEL = re.compile(r"(?:^|(?<=[；;，,。 ]))[\u4e00-\u9fff]{2,8}(?:：|:)")

# A label that is not known, before nothing but units: 推进单位：市教育局、市财政局.
_LIKE_LABEL = re.compile(r"(?P<label>[\u4e00-\u9fff]{2,8}(?:单位|部门|科室|处室|股室|主体))[：:]")

_VERB = {verb: role for role, verbs in duty.VERBS.items() for verb in verbs}
_BY_DUTY = _either(duty.BY_DUTY)
_ADVERBS = _either(duty.ADVERBS)
_AFTER = _either(duty.AFTER_VERBS)
VERB = re.compile(
    rf"(?P<by>(?:{_BY_DUTY})?)(?:{_ADVERBS}){{0,2}}(?P<verb>{_either(tuple(_VERB))})(?:{_AFTER}){{0,2}}(?=[，,；;。、）)]|$)"
    rf"|(?P<only>{_BY_DUTY})(?:{_AFTER}){{0,2}}(?=[，,；;。、）)]|$)"
)
_OPENING = re.compile(rf"(?P<above>{duty.ABOVE})|(?:{_either(duty.OPENINGS)})")
_TOGETHER = re.compile(duty.TOGETHER)
_STANDING = tuple(re.compile(pattern) for pattern in duty.STANDING)
_FIRST_LEADS = re.compile(duty.FIRST_LEADS)
_FIRST_IN_LABEL = re.compile(duty.FIRST_IN_LABEL)
_DEADLINE = re.compile(duty.DEADLINE)
_ALIKE = re.compile(duty.ALIKE)


def standing_in(text: Passage) -> Passage | None:
    """Who takes part in everything that follows, by 以下均需…落实，不再一一列出; its list of names."""
    found = next((found for pattern in _STANDING if (found := pattern.search(text.text[:LONGEST]))), None)
    return text.found(found, "units") if found else None


def without_standing(text: Passage) -> Passage:
    """The statement without the clause about what follows."""
    for pattern in _STANDING:
        if found := pattern.search(text.text[:LONGEST]):
            return (text.cut(0, found.start()) + text.cut(found.end())).strip("，。；、 ")
    return text


def ranked(text: Passage) -> tuple[Passage, bool]:
    """The statement without the clause that says that the first of its units leads, and whether there is one.

    （A、B，排第一位的为牵头单位，下同）
    """
    rule = _FIRST_LEADS.search(text.text[:LONGEST])
    if rule is None:
        return text, False
    start = max(text.text.rfind(mark, 0, rule.start() + 1) for mark in "，；。（")
    end = min((at for mark in "，；。）" if (at := text.text.find(mark, rule.end())) >= 0), default=len(text))
    left = text.cut(0, max(start, 0)) + text.cut(end)
    return (left.cut(0, same.start()) if (same := _ALIKE.search(left.text)) else left).strip("，。；、 "), True


def labelled(text: Passage) -> Said | None:
    """What a statement with labels says; None where no label is there that one knows."""
    marks = [
        (found.start(), found.end(), _ROLE[found["label"]])
        for found in LABEL.finditer(text.text)
        # Behind a unit in brackets stands who answers for it: 市教育局（负责人：王某）.
        if not (_ROLE[found["label"]] == "other" and text.text[found.start() - 1 : found.start()] == "（")
    ]
    if not any(role != "other" for _, _, role in marks):
        like = _LIKE_LABEL.match(text.text)
        good, of = listed(text.text[like.end() :]) if like else (0, 1)
        if like is None or good != of or _ROLE.get(like["label"]) == "other":
            return None
        marks = [(0, like.end(), "all")]
    taken = {start for start, _, _ in marks} | {end for _, end, _ in marks}
    marks += [
        (found.start(), found.end(), "other")
        for found in _ANY_LABEL.finditer(text.text)
        if found.end() not in taken and found.start() not in taken
    ]
    marks.sort()
    first_leads = any(_FIRST_IN_LABEL.search(found[0]) for found in LABEL.finditer(text.text))
    said = Said(first_leads=first_leads, by_label=True)
    if before := text.cut(0, marks[0][0]).strip("，。；、 "):
        _verbal_into(said, before, strict=True)
    for (_, start, role), end in zip(marks, [*(mark[0] for mark in marks[1:]), len(text)], strict=True):
        value_of(said, role, text.cut(start, end).strip("，。；;、 \t"))
    return said


def value_of(said: Said, role: str, value: Passage) -> None:
    """Takes the value of a label, or the cell of a column: role is lead, cooperating, all, when or other."""
    if role == "when":
        said.when = said.when or value or None
    elif role != "other" and value:
        if rule := _FIRST_LEADS.search(value.text):
            said.first_leads = True
            value = _before(value, rule.start())
        value = undated(said, value)
        if value and not _verbal_into(said, value, strict=False, role=role):
            said.take(role, value.text)


def _before(value: Passage, rule: int) -> Passage:
    """The list without the clause, at this place, that says who of it leads."""
    cut = max(value.text.rfind(mark, 0, rule) for mark in "，；。（")
    return value.cut(0, cut if cut > 0 else rule)


def undated(said: Said, text: Passage) -> Passage:
    """The list without a deadline before or after it, which is taken."""
    cuts = [found.start() for found in _COMMA.finditer(text.text)]
    for start, end, rest in (
        (
            (0, cuts[0], text.cut(cuts[0] + 1)),
            (cuts[-1] + 1, len(text), text.cut(0, cuts[-1])),
        )
        if cuts
        else ()
    ):
        if end - start <= 30 and _DEADLINE.match(text.text[start:end]) and not listed(text.text[start:end])[0]:
            said.when = said.when or text.cut(start, end)
            return rest.strip("，；;, ")
    return text


_COMMA = re.compile(r"[，；;,]")


def verbal(text: Passage, strict: bool = True) -> Said | None:
    """What a statement of names and verbs says; None where it is none.

    Strict: every one of the names is one that ends like a unit or is one for many, and nothing else is said.
    """
    said = Said()
    return said if len(text) <= LONGEST and _verbal_into(said, text, strict=strict) else None


def _verbal_into(said: Said, text: Passage, strict: bool, role: str = "") -> bool:
    text = undated(said, text)
    opening = _OPENING.match(text.text)
    at = opening.end() if opening else 0
    found: list[tuple[str, str]] = []
    plain = False
    for verb in VERB.finditer(text.text, at):
        stretch = text.text[at : verb.start()].strip("，,；;、。 ")
        if stretch:
            found.append((_role(verb, role), stretch))
            plain = plain or any(word in verb[0] for word in duty.PLAIN)
            at = verb.end()
        elif found:
            at = verb.end()
    rest = text.cut(at).strip("，,；;、。 ")
    if not found or not _believed(found, strict, plain) or not _rest(said, rest, found, strict):
        return False
    for each, stretch in found:
        _take(said, each, stretch)
    said.above = said.above or bool(opening and opening["above"])
    return True


def _role(verb: re.Match[str], role: str) -> str:
    """By the verb; 负责 after 配合单位： is cooperating all the same."""
    if "牵头" in verb[0]:
        return "lead"
    own = _VERB.get(verb["verb"] or "", "all")
    return (
        "cooperating"
        if any(word in verb[0] for word in ("配合", "协助", "参与"))
        else own
        if own != "all"
        else role or own
    )


def _believed(found: list[tuple[str, str]], strict: bool, plain: bool) -> bool:
    """Whether the stretches before the verbs are lists of units."""
    known = total = 0
    for _, stretch in found:
        if len(stretch) > 600 or any(mark in stretch for mark in ("。：《“" if strict else "。：《")):
            return False
        for part in _sides(stretch):
            good, of = listed(part)
            known, total = known + good, total + of
    return total > 0 and (known == total if strict or not plain else known * 2 >= total)


def _rest(said: Said, rest: Passage, found: list[tuple[str, str]], strict: bool) -> bool:
    """What follows the last verb: nothing, a deadline, who leads, or the names of those who help."""
    if not rest:
        return True
    if _FIRST_LEADS.search(rest.text):
        said.first_leads = True
        return True
    if _DEADLINE.match(rest.text) and len(rest) <= 30:
        said.when = said.when or rest
        return True
    good, of = listed(rest.text)
    if of and good == of:
        found.append(("cooperating" if found[-1][0] != "all" else "all", rest.text))
        return True
    return not strict and len(rest) <= 40


def _sides(stretch: str) -> list[str]:
    """A会同B as A and B."""
    text = _TOGETHER.sub("", stretch, count=1) if _TOGETHER.match(stretch) else stretch
    for found in _TOGETHER.finditer(text):
        left, right = text[: found.start()].rstrip("，、"), text[found.end() :]
        if complete(parts(left)[-1]) and listed(right)[0] and not right.startswith(("会", "局", "委", "银行")):
            return [left, right]
    return [text]


def _take(said: Said, role: str, stretch: str) -> None:
    helping = _TOGETHER.match(stretch) is not None
    sides = _sides(stretch)
    if len(sides) == 2:
        said.take("lead" if role == "all" else role, sides[0])
        said.take("cooperating", sides[1])
    else:
        said.take("cooperating" if helping else role, sides[0])
