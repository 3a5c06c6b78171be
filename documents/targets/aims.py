"""The targets of an item's paragraphs, with the day by which each is due and the lines that it stands on."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from documents.prose.passage import Passage
from documents.targets.aim import Setting, weak_word
from documents.targets.aim_done import made
from documents.targets.aim_figures import of_figures
from documents.targets.aim_values import finished, shares
from documents.targets.aim_words import graded, of_words, universal
from documents.targets.background import NOTHING, background, forbidden
from documents.targets.closing import closed
from documents.targets.due import said, yearless, yearly
from documents.targets.figures import either
from documents.targets.indicators import tables, targets
from documents.targets.instalments import looks_out, parted, without_stock, year_inside
from documents.targets.naming import mended
from documents.targets.phrases import LONGEST, Clause, sentences
from documents.targets.subjects import opened
from documents.targets.unread import unread
from documents.targets.words import ABOVE, JUDGED, MEASURED
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Iterable

    from documents.fact import Frame
    from documents.targets.aim import Aim
from documents.targets.due import Said

_ORDINAL = re.compile(
    "[、，和及]?(?:（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]是|[0-9]{1,2}[.．、）)](?![0-9])|[①-⑳])?[，、]?"
)
_IN_A_YEAR = re.compile("年(?![均底末度初龄内中前后轻报检货审]|产[值量能]|收入)")
_EACH_OF_THEM = re.compile("各(?=[建新改培完创打举开引实组])")
# 每生每年800元 is what each one gets, and not what is due every year.
_PER_HEAD = re.compile("每[人生户亩床]每年")
# 力争用三年时间 is but a time: its word is that of what follows.
_SPAN = re.compile(
    "(?:力争|争取|计划|努力|确保)?(?:用|通过|经过|利用)(?:[0-9一二两三四五]{1,2})(?:年|个月)(?:左右)?的?(?:时间|努力|攻坚|奋斗|持续努力)"
)
_TWO_NAMES = re.compile(f"(?:{either(MEASURED)})[和、及与]")
_GATE = re.compile(f"(?:由|经)?(?P<gate>(?:{either(ABOVE)})[^，。；、]{{0,8}}(?:{either(JUDGED)})(?:，最终确定)?)")


class Read(NamedTuple):
    """The targets of some paragraphs, and the clauses that look as if they set one and were not understood."""

    aims: list[Aim]
    unread: list[Passage]


class _Dates(NamedTuple):
    """The days that hold from here on in a sentence; `own` is a clause of days alone, if it stands just before.

    `word` is the word of commitment of such a clause (力争到2025年); `aimed` is whether they are days by which, and not
    only of which, something is told.
    """

    days: list[Said]
    own: Clause | None = None
    word: str | None = None
    aimed: bool = False


def aims(paragraphs: Iterable[Passage], frame: Frame, *, goal: bool = False) -> Read:
    """The targets that the paragraphs set, in their order; those of a chapter of goals are for the whole area."""
    paragraphs = list(paragraphs)
    around = "".join(paragraph.text for paragraph in paragraphs)
    read = Read([], [])
    rows: set[int] = set()
    for table in tables(paragraphs, frame):
        setting = Setting(frame, around, goal)
        read.aims.extend(targets(table, setting))
        read.unread.extend(setting.unread)
        rows.update(map(id, table.rows))
    for paragraph in paragraphs:
        if id(paragraph) in rows:
            continue
        outlook: list[Said] = []
        for sentence in sentences(paragraph):
            setting = Setting(frame, around, goal)
            if looks_out(sentence[0]):
                outlook = _named(next(parted(sentence, frame)), frame)
            read.aims.extend(_of_sentence(sentence, setting, outlook))
            read.unread.extend(setting.unread)
    return read


def _of_sentence(clauses: list[Clause], setting: Setting, outlook: list[Said]) -> list[Aim]:
    dates, told = _Dates(outlook), NOTHING
    for whole in clauses:
        run = [dates]
        for clause in parted([whole], setting.frame):
            dates, told = _of_piece(clause, dates, told, setting)
            run.append(dates)
        dates = _behind(run)
    _gate(clauses, setting.found)
    return setting.found


def _behind(run: list[_Dates]) -> _Dates:
    """The days that hold behind a clause; `run` are those before it and behind each of its parts.

    Behind a row of years (2023年10个、2024年12个) it is no more the year of one of them.
    """
    if len(run) <= 2:
        return run[-1]
    last = max(map(_latest, run[2:]))
    return next((dates for dates in (run[1], run[0]) if _latest(dates) >= last), _Dates([]))


def _latest(dates: _Dates) -> date:
    """The last day of those that hold; where none does it is that of the plan, behind all of them."""
    return max((each.day for each in dates.days if each.day), default=date.max if not dates.days else date.min)


def _of_piece(clause: Clause, dates: _Dates, told: str, setting: Setting) -> tuple[_Dates, str]:
    """Takes the targets of a clause or of a part of it; the days that hold behind it, and what it tells."""
    named = _named(clause, setting.frame, after=dates.own is not None) or _yearless(clause, dates, setting)
    rest = _without(clause, named)
    alone = not opened(rest.text.text)
    if named:
        word, own = (weak_word(rest.text.text), clause) if alone else (None, None)
        dates = _Dates(named, own, word, _aimed_at(named[-1], clause))
    elif span := _SPAN.fullmatch(rest.text.text):
        return dates._replace(own=clause, word=weak_word(span[0])), told
    if alone or len(clause.text) > LONGEST:
        return dates, told
    setting.dated, setting.days = bool(named or dates.own), len(dates.days)
    told = background(clause, told, dated=setting.dated)
    count = len(setting.found)
    if not told and not forbidden(rest) and (_over(dates, setting.frame) or not closed(rest, clause, named, setting)):
        _take(clause, rest, dates, setting)
    setting.recent = setting.found[count:]
    setting.before = rest.text.text
    return dates._replace(own=None), told


def _named(clause: Clause, frame: Frame, *, after: bool = False) -> list[Said]:
    """The days by which what a clause says is due; `after` if it follows one that is but a day."""
    if len(clause.text) > LONGEST:
        return []
    found = without_stock(said(clause.text.text, frame), clause.text.text, _begins(frame), after=after)
    return found or year_inside(clause, frame) or _led_up_to(clause.text.text, frame)


def _yearless(clause: Clause, dates: _Dates, setting: Setting) -> list[Said]:
    """12月底前 in a plan of several years."""
    if len(clause.text) > LONGEST or yearly(clause.quiet):
        return []
    day = dates.days[-1].day if dates.days else None
    return yearless(clause.text.text, setting.frame, day, setting.before if day else setting.around)


def _led_up_to(text: str, frame: Frame) -> list[Said]:
    """其中2024年上半年, 推动2024年前三季度: a day behind words that only lead up to it."""
    rest = opened(text)
    ahead = text.find(rest)
    if not rest.startswith("20") or ahead < 1:
        return []
    return [day._replace(start=day.start + ahead, end=day.end + ahead) for day in said(rest, frame) if day.start == 0]


def _take(clause: Clause, rest: Clause, dates: _Dates, setting: Setting) -> None:
    """Takes the targets of a clause, each with its day, or notes that it was not understood."""
    if _over(dates, setting.frame):
        if dates.aimed and _of_clause(rest, setting, firm=False):
            setting.unread.append(clause.text)
        return
    fresh = mended(_of_clause(rest, setting, firm=setting.dated and bool(dates.days) and dates.days[0].firm))
    for aim in fresh:
        _date(aim, rest, clause, dates, setting)
    _spread(fresh, dates, clause.quiet)
    fresh += _each_year(fresh, dates, clause.quiet)
    _beyond(fresh, setting.frame)
    if unread(rest, fresh, setting, dated=setting.dated):
        setting.unread.append(clause.text)
    setting.found.extend(fresh)


def _beyond(found: list[Aim], frame: Frame) -> None:
    """What is due years behind the end of the plan (展望2035年) is told and no target of it."""
    for aim in found:
        if frame.last and isinstance(aim.due, date) and aim.due.year > frame.last.year + 1:
            aim.undated(because("read_target_beyond", day=aim.due, last=frame.last))


def _begins(frame: Frame) -> date | None:
    return min((day for day in (frame.first, frame.issued) if day), default=None)


def _over(dates: _Dates, frame: Frame) -> bool:
    """Whether a clause tells of a day before the plan (2023年，产值增长8%): that is no target of it."""
    begins = _begins(frame)
    day = dates.days[-1].day if dates.days else None
    return bool(begins and isinstance(day, date) and day < begins)


def _aimed_at(day: Said, clause: Clause) -> bool:
    """Whether a day is one by which something is to be reached (到2025年), and not only when it was (2022年)."""
    return day.firm or clause.text.text.startswith(("到", "至"), day.start)


def _of_clause(clause: Clause, setting: Setting, *, firm: bool) -> list[Aim]:
    """The targets of a clause; `firm` if it says before which day something is to be done."""
    if clause.quiet.endswith("的"):
        return []
    found = (
        shares(clause, setting)
        or graded(clause, setting)
        or universal(clause, setting)
        or of_figures(clause, setting)
        or of_words(clause, setting)
        or finished(clause, setting)
    )
    return found or (made(clause, setting) if firm else [])


def _without(clause: Clause, named: list[Said]) -> Clause:
    """The clause without its days and without the number that it begins with."""
    text, plain, start = Passage("", ()), "", 0
    for each in named:
        text, plain = text + clause.text.cut(start, each.start), plain + clause.quiet[start : each.start]
        start = max(start, each.end)
    text, plain = text + clause.text.cut(start), plain + clause.quiet[start:]
    match = _ORDINAL.match(text.text)
    return Clause(text, plain).cut(match.end() if match else 0)


def _date(aim: Aim, rest: Clause, clause: Clause, dates: _Dates, setting: Setting) -> None:
    """Gives a target its day and its lines; those of a clause that is but a day are the first target's too."""
    stretch = rest.text.cut(aim.start, aim.end)
    if aim.start == 0 and aim.end is None:
        stretch = clause.text
    if dates.own and aim.start == 0:
        stretch = dates.own.text + stretch
    aim.lines = stretch.lines
    if dates.word and aim.commitment in (None, "达到"):
        aim.commitment = dates.word
    if yearly(_PER_HEAD.sub("", clause.quiet)) or (not dates.days and _every_year(aim, rest)):
        aim.due, aim.basis = "yearly", "recurring"
    elif dates.days:
        aim.due, aim.basis = dates.days[-1].day, "explicit"
        if dates.days[-1].doubt:
            aim.doubts.append(("due", dates.days[-1].doubt))
    else:
        aim.due, aim.basis = setting.frame.last, "plan_period"


def _every_year(aim: Aim, clause: Clause) -> bool:
    """年产出作品500件: so many in each year; 年产值 is a name."""
    text = opened(clause.quiet[aim.start :])
    return aim.kind == "count" and _IN_A_YEAR.match(text) is not None and "达" not in text


def _spread(found: list[Aim], dates: _Dates, text: str) -> None:
    """2025年和2030年达到20%和30%: a day for each value; where nobody can tell which is whose, none has a day."""
    each_its_own = len({(aim.metric, aim.scope) for aim in found}) == len(found)
    days, respectively = dates.days, "分别" in text
    joined = len(days) > 1 and days[1].start - days[0].end <= 1
    # 覆盖率和知晓率达到50%和90% by one of two days: of which of them each is, is not said.
    mixed = each_its_own if respectively or joined else False
    mixed = mixed or (joined and not respectively and any(_TWO_NAMES.search(aim.metric) for aim in found))
    if len(found) == len(days) > 1 and not mixed:
        for aim, each in zip(found, days, strict=True):
            aim.due = each.day
            if each.day is None and each.doubt:
                aim.undated(each.doubt)
    elif (respectively or (joined and len(found) > 1)) and found and (len(days) > 1 or not each_its_own):
        for aim in found:
            aim.undated(because("read_target_respectively"))


def _each_year(found: list[Aim], dates: _Dates, text: str) -> list[Aim]:
    """2023年和2024年各建成5个: the same again for each of the years but the last."""
    if len(found) != 1 or len(dates.days) < 2 or "分别" in text or not _EACH_OF_THEM.search(text):
        return []
    return [replace(found[0], due=each.day, doubts=list(found[0].doubts)) for each in dates.days[:-1] if each.day]


def _gate(clauses: list[Clause], found: list[Aim]) -> None:
    """What others review and decide is said in the same sentence."""
    whole = "，".join(clause.text.text for clause in clauses)
    match = _GATE.search(whole)
    for aim in found:
        if match and aim.gate is None and aim.kind in ("count", "range"):
            aim.gate = match["gate"]
