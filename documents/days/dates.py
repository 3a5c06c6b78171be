"""Days and stretches of time as printed plans write them: from which day, until which day, or every year."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from documents.days.date_forms import FIVES, FORMS, LATE, SHIFTS
from documents.days.extents import Unsaid, extent, whole
from documents.days.lengths import after
from workflow.speech import because

if TYPE_CHECKING:
    from re import Match

    from documents.prose.passage import Passage
    from workflow.speech import Reason

# Any year with a 29th of February will do for what comes every year: the last day of February is then 02-29.
ANY_YEAR = 2024
# Of what comes several times a year one is taken.
SEVERAL = {"list": "read_first_of_two", "several": "read_rest_of_two"}


@dataclass(slots=True)
class When:
    """A stretch of time as printed; what the text does not say is None. Both days belong to it.

    `yearly` says that it comes every year; its days are then MM-DD in `every`. `often` says that it comes more or less
    often than once a year and has no days. `whole_years` says that no month is printed, `until`, `before` and `late`
    that 到 stands before it, 前 behind it, or that it is the end of something (年底), `added` that its
    year was taken from elsewhere. `form` is one of those of
    documents.days.date_forms. `start` and `end` are its
    place in the text that was searched.
    """

    printed: Passage
    start: int
    end: int
    opens: date | None = None
    closes: date | None = None
    yearly: bool = False
    every: tuple[str | None, str] | None = None
    often: bool = False
    whole_years: bool = False
    until: bool = False
    before: bool = False
    late: bool = False
    added: bool = False
    form: str = ""
    doubts: list[Reason] = field(default_factory=list)

    @property
    def dated(self) -> bool:
        """Whether a day is known."""
        return bool(self.opens or self.closes or self.every)


def window(text: Passage, year: int | None = None) -> When | None:
    """The first stretch of time in the text. `year` is the year where none is printed."""
    found = windows(text, year)
    return found[0] if found else None


def windows(text: Passage, year: int | None = None, issued: date | None = None) -> list[When]:
    """Every stretch of time in the text, in order.

    `year` is the year of those printed without one, until another is printed before them; a year taken so is doubted.
    `issued` is the day from which those run that begin with the issue of the plan.
    """
    found: list[When] = []
    for name, match in _matches(text.text):
        when = When(text.found(match), *match.span())
        _read(name, match, year, issued, when)
        found.append(when)
        day = when.closes or when.opens
        year = day.year if day and not when.yearly else year
    return found


def _matches(text: str) -> list[tuple[str, Match[str]]]:
    """What the forms find, without what lies inside of something longer that begins before or with it."""
    every = [
        (match.start(), -match.end(), order, form.name, match)
        for order, form in enumerate(FORMS)
        for match in form.pattern.finditer(text)
    ]
    kept: list[tuple[str, Match[str]]] = []
    free = 0
    for start, end, _, name, match in sorted(every, key=lambda each: each[:3]):
        if start >= free:
            kept.append((name, match))
            free = -end
    return kept


def _read(name: str, match: Match[str], year: int | None, issued: date | None, when: When) -> None:
    groups = {key: value for key, value in match.groupdict().items() if value}
    when.form, when.often = name, name == "often"
    when.until, when.before = "until" in groups, "before" in groups or name == "season"
    when.yearly = name in ("list", "several", "every") or "every" in groups
    if when.often:
        when.doubts.append(because("read_often", printed=when.printed.text))
    for short in (value for key, value in groups.items() if key.startswith("short")):
        when.doubts.append(because("read_year_short", printed=when.printed.text, year=_year_in_full(short)))
    try:
        if name in ("stretch", "several"):
            _stretch(groups, year, when)
        elif name == "beside":
            _beside(groups, year, when)
        elif name in ("list", "point"):
            _point(groups, year, when)
        elif name == "issue":
            _from_issue(groups, year, issued, when)
        elif name == "five":
            _five(groups, when)
        elif name == "season":
            raise Unsaid("read_vague_date")
    except Unsaid as unsaid:
        # Of which year it would be does not matter then.
        when.doubts = [reason for reason in when.doubts if reason.key != "read_year_from_context"]
        when.doubts.append(because(unsaid.key, printed=when.printed.text))
    if name in SEVERAL:
        when.doubts.append(because(SEVERAL[name], printed=when.printed.text))


def _stretch(groups: dict[str, str], year: int | None, when: When) -> None:
    first, second = _end_of(groups, "1"), _end_of(groups, "2")
    when.whole_years = not (first.keys() | second.keys()) - {"year", "this"}
    begins = _first_year(first, second, year, when)
    if "monthend" in second:
        second = {"month": first.get("month", ""), "part": second["monthend"]}
    if "year" not in second and "this" not in second:
        second["year"] = str(begins)
        if not second.keys() & {"month", "half", "quarter", "edge"}:
            second["month"] = first.get("month", "")
            second["day"] = second.pop("lone", "") or second.get("day", "")
    ends = _year_of(second, begins, when, told=True)
    opens, _ = extent(first, begins)
    _, closes = extent(second, ends)
    if when.yearly:
        when.every = (_month_day(opens), _month_day(closes))
    elif opens > closes:
        raise Unsaid("read_window_backwards")
    else:
        when.opens, when.closes = opens, closes


def _first_year(first: dict[str, str], second: dict[str, str], year: int | None, when: When) -> int:
    """The year in which a stretch begins; where only that of its end is printed, this one or the one before."""
    lent = "year" in second and not first.keys() & {"year", "this"}
    if lent and not (year and year < whole(second["year"])):
        first["year"] = second["year"]
    begins = _year_of(first, year, when)
    if lent and first.get("year") and _turns(first, second):
        begins -= 1
        when.doubts.append(because("read_year_from_context", printed=when.printed.text, year=begins))
    return begins


def _turns(first: dict[str, str], second: dict[str, str]) -> bool:
    """Whether a stretch that names its last year only begins in a later month than it ends: in the year before."""
    return bool(first.get("month") and second.get("month")) and whole(first["month"]) > whole(second["month"])


def _beside(groups: dict[str, str], year: int | None, when: When) -> None:
    """Two years or months side by side (2024、2025年) are a stretch where one follows the other, else two times."""
    key = "month" if "month1" in groups else "year"
    if whole(groups[f"{key}1"]) + 1 != whole(groups[f"{key}2"]):
        raise Unsaid("read_several_times")
    _stretch(groups, year, when)


def _five(groups: dict[str, str], when: When) -> None:
    """The last day of a five-year plan, or all its years."""
    last = FIVES[groups["five"]]
    when.whole_years = when.until = True
    when.opens = date(last - 4, 1, 1) if "during" in groups else None
    when.closes = date(last, 12, 31)


def _point(groups: dict[str, str], year: int | None, when: When) -> None:
    point = _end_of(groups, "1")
    when.whole_years = not point.keys() - {"year", "this"}
    first, last = extent(point, _year_of(point, year, when))
    late = any(point.get(key, "") in LATE for key in ("part", "edge", "halfend", "quarterend") if key in point)
    when.late = late
    if "about" in groups or ("open" in groups and when.yearly):
        raise Unsaid("read_vague_date")
    if "before" in groups and not late and "day" not in point:
        when.doubts.append(_before(when, first, last))
    if "since" in groups or "open" in groups:
        _opened(groups, last if late else first, when)
    elif late or "before" in groups or "until" in groups:
        when.closes = last
    else:
        when.opens, when.closes = first, last
    if when.yearly:
        opens, when.opens = when.opens, None
        closes, when.closes = when.closes, None
        when.every = (_month_day(opens) if opens else None, _month_day(closes or last))


def _opened(groups: dict[str, str], opens: date, when: When) -> None:
    """From a day on: how long is sometimes said, and sometimes it could not be read."""
    when.opens = opens
    if "open" in groups:
        when.doubts.append(because("read_end_unread", printed=when.printed.text))
    elif "count" in groups:
        end = after(opens, groups["count"], groups["measure"])
        when.closes = end - timedelta(days=1) if end else None
        when.doubts.append(_counted(when))


def _counted(when: When) -> Reason:
    """The doubt about a last day that was counted, or could not be."""
    if when.closes is None:
        return because("read_vague_date", printed=when.printed.text)
    return because("read_end_counted", printed=when.printed.text, day=when.closes)


def _before(when: When, first: date, last: date) -> Reason:
    """「8月前」 may mean the end of July as well."""
    other = date.fromordinal(first.toordinal() - 1)
    return because("read_before_stretch", printed=when.printed.text, day=last, other=other)


def _from_issue(groups: dict[str, str], year: int | None, issued: date | None, when: When) -> None:
    point = _end_of(groups, "1")
    if point:
        when.closes = extent(point, _year_of(point, issued.year if issued else year, when))[1]
        if issued and when.closes < issued:
            when.closes = None
            when.doubts.clear()
            raise Unsaid("read_year_missing")
    elif "count" in groups:
        when.closes = after(issued, groups["count"], groups["measure"]) if issued else None
        when.doubts.append(_counted(when))
    when.doubts.append(because("read_from_issue", printed=when.printed.text))


def _end_of(groups: dict[str, str], figure: str) -> dict[str, str]:
    found = {key[:-1]: value for key, value in groups.items() if key.endswith(figure)}
    return {**found, "year": _year_in_full(found.pop("short"))} if "short" in found else found


def _year_in_full(short: str) -> str:
    """A year of four places from its last two: ’24."""
    return f"20{short}"


def _year_of(point: dict[str, str], year: int | None, when: When, told: bool = False) -> int:
    """The year of one end of a stretch; that `year` was taken from elsewhere is told unless the other end has it."""
    if when.yearly:
        return ANY_YEAR
    if "year" in point:
        return whole(point["year"])
    when.added = not told
    if year is None:
        raise Unsaid("read_year_missing")
    found = year + SHIFTS[point["this"][0]] if "this" in point else year
    if not told:
        when.doubts.append(because("read_year_from_context", printed=when.printed.text, year=found))
    return found


def _month_day(day: date) -> str:
    return f"{day.month:02}-{day.day:02}"
