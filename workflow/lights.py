"""The two lights, of a duty and of an item, with the word beside them and the reasons (DOMAIN 6.4). Pure functions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from models.words import FINISHED, Checkpoint, Light, Risk, State, Status, Word
from workflow.deadlines import overdue, overdue_days, overdue_working_days, remaining
from workflow.speech import Reason, because
from workflow.targets import set_by, unset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflow.facts import Duty, Item
    from workflow.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Shown:
    """A light as people see it: the colour (None for a cancelled item), the word beside it, and the reasons."""

    light: Light | None
    word: Reason
    why: tuple[Reason, ...]


_ORDER = (Light.RED, Light.YELLOW, Light.GREEN, Light.GREY)
_KINDS = {kind.value: kind for kind in Checkpoint}
_DECLARED: dict[Risk | None, Light] = {Risk.UNABLE: Light.RED, Risk.CONTROLLED: Light.YELLOW}
_CODES_NAMED = 5


def duty_light(item: Item, duty: Duty, today: date, calendar: Calendar) -> Shown:
    """The light of one duty: the first rule that holds (DOMAIN 6.4)."""
    if duty.settled:
        return _settled(duty)
    if item.state == State.SUSPENDED:
        return _suspended(item)
    if duty.opens_on is not None and today < duty.opens_on:
        why = because("light_not_open", duty=duty_name(duty.key), opens_on=duty.opens_on)
        return Shown(Light.GREY, because("light_word_not_open"), (why,))
    if overdue(item, duty, today):
        return Shown(Light.RED, because("light_word_overdue"), (_why_overdue(duty, today, calendar),))
    if duty.asked_until is not None:
        why = because("light_asked", duty=duty_name(duty.key), until=duty.asked_until, on=duty.asked_on)
        return Shown(Light.YELLOW, because("light_word_asked"), (why,))
    left = remaining(duty, today, calendar)
    why = _why_running(item, duty, today, left)
    threshold = item.plan.yellow_short if duty.short else item.plan.yellow_review
    if left <= threshold or duty.status == Status.RETURNED:
        return Shown(Light.YELLOW, _yellow_word(item, duty, today), (why,))
    return Shown(Light.GREEN, because("light_word_normal"), (why,))


def item_light(item: Item, today: date, calendar: Calendar) -> Shown:
    """The light of an item: the worst of its duties, problem lines, declared risk and children (DOMAIN 6.4, 5.5.4).

    Settled duties make nothing worse; an open item that owes nothing is green.
    """
    if item.state == State.SUSPENDED:
        return _suspended(item)
    if item.state in FINISHED:
        return _finished(item)
    causes = [*_duties(item, today, calendar), *_rectifying(item), *_declared(item), *_children(item, today, calendar)]
    causes += _paces(item, today, calendar) if item.goals else []
    if not causes:
        return Shown(Light.GREEN, because("light_word_normal"), (because("light_no_duty"),))
    causes.sort(key=lambda cause: _ORDER.index(cause.light or Light.GREY))
    worst = causes[0]
    if worst.light in (Light.GREEN, Light.GREY):
        return worst
    bad = [cause for cause in causes if cause.light in (Light.RED, Light.YELLOW)]
    return Shown(worst.light, worst.word, tuple(reason for cause in bad for reason in cause.why))


def duty_name(key: str) -> Reason:
    """The name of a duty from its key, with or without the item's code before an @: 年度总结2023, 整改第1项."""
    word, _, number = key.rpartition("@")[2].partition("-")
    kind = _KINDS[word]
    if not number:
        return because("light_word", word=kind)
    numbered = {Checkpoint.SIGN: "light_name_sign", Checkpoint.RECTIFICATION: "light_name_line"}
    return because(numbered.get(kind, "light_name_year"), kind=kind, number=number)


# What a light is made of


def _unsettled(item: Item) -> list[Duty]:
    return sorted((duty for duty in item.duties if not duty.settled), key=lambda duty: duty.in_force)


def _duties(item: Item, today: date, calendar: Calendar) -> Iterator[Shown]:
    """The unsettled duties, nearest first; an open problem line is never better than yellow."""
    for duty in _unsettled(item):
        shown = duty_light(item, duty, today, calendar)
        if duty.kind == Checkpoint.RECTIFICATION and shown.light != Light.RED:
            shown = replace(shown, light=Light.YELLOW, word=because("light_word_rectifying"))
        yield shown


def _rectifying(item: Item) -> Iterator[Shown]:
    """Rectification whose lines are all closed is still rectification, until it is verified as a whole."""
    if item.state == State.RECTIFYING and not item.lines:
        yield Shown(Light.YELLOW, because("light_word_rectifying"), (because("light_lines_closed"),))


def _declared(item: Item) -> Iterator[Shown]:
    light = _DECLARED.get(item.risk)
    if light is not None:
        yield Shown(light, because("light_word", word=item.risk), (because("light_declared", risk=item.risk),))


def _children(item: Item, today: date, calendar: Calendar) -> Iterator[Shown]:
    """What the required children add (DOMAIN 5.5.4): one cause for the red ones, one for the yellow ones."""
    required = [child for child in item.children if child.state not in (State.CANCELLED, State.SUSPENDED)]
    lights = [(child.code, item_light(child, today, calendar).light) for child in required]
    for light in (Light.RED, Light.YELLOW):
        codes = [code for code, own in lights if own == light]
        if not codes:
            continue
        named = (*codes[:_CODES_NAMED], "…") if len(codes) > _CODES_NAMED else tuple(codes)
        why = because("light_children", count=len(codes), light=light, codes=named)
        word = because("light_word_child", light=light)
        if light == Light.YELLOW:
            yield Shown(light, word, (why,))
        else:
            near, own_time = _near(item, today, calendar)
            yield Shown(Light.RED if near else Light.YELLOW, word, (why, own_time))


def _paces(item: Item, today: date, calendar: Calendar) -> Iterator[Shown]:
    """What the figures that came last say (DOMAIN 6.5), and the values of the year that a breakdown lacks."""
    from workflow import pace, sayings

    for goal in item.goals.values():
        found = pace.latest(item, goal.target, today, calendar) if goal.target.asked else None
        if found is not None and found.light is not None:
            yield Shown(found.light, sayings.word(found), (sayings.why(found),))
    lacking = unset(item, today.year)
    by = set_by(item, today.year)
    if lacking and item.state.stage != "launch" and today >= by:
        codes = [target.code for target in lacking]
        why = because("light_targets_unset", year=today.year, by=by, targets=codes)
        yield Shown(Light.YELLOW, because("light_word_targets_unset"), (why,))


def _near(item: Item, today: date, calendar: Calendar) -> tuple[bool, Reason]:
    """Whether the item's own nearest unsettled duty is so near that a red child makes it red, and the sentence."""
    if not (unsettled := _unsettled(item)):
        return False, because("light_no_duty")
    if unsettled[0].effective_due_on < today:
        return True, because("light_parent_past", due=unsettled[0].in_force)
    left = remaining(unsettled[0], today, calendar)
    near = left <= item.plan.parent_red
    return near, because("light_parent_near" if near else "light_parent_far", left=left, limit=item.plan.parent_red)


def _suspended(item: Item) -> Shown:
    why = [because("light_suspended", since=item.suspended_on)] if item.suspended_on else []
    if item.review_on:
        why.append(because("light_suspended_review", on=item.review_on))
    return Shown(Light.GREY, because("light_word_suspended"), tuple(why))


def _finished(item: Item) -> Shown:
    if item.state == State.CANCELLED:
        return Shown(None, because("light_word_cancelled"), ())
    if item.state == State.UNMET:
        return Shown(Light.RED, because("light_word_unmet"), (because("light_unmet"),))
    word = because("light_word_completed" if item.state == State.COMPLETED else "light_word_closed")
    return Shown(Light.DONE, word, (_kept(word, sum(duty.lateness for duty in item.duties)),))


def _settled(duty: Duty) -> Shown:
    name = duty_name(duty.key)
    why = because("light_settled", duty=name, status=duty.status)
    if duty.status == Status.ACCEPTED:
        why = _kept(name, duty.lateness)
    elif duty.merged_into:
        why = because("light_merged", duty=name, into=duty_name(duty.merged_into))
    return Shown(Light.DONE, because("light_word", word=duty.status), (why,))


def _kept(name: Reason, lateness: int) -> Reason:
    return because("light_done_late" if lateness else "light_done_on_time", name=name, lateness=lateness)


def _yellow_word(item: Item, duty: Duty, today: date) -> Reason:
    if _waits(item, duty, today):
        return because("light_word_waits")
    if duty.status == Status.RETURNED:
        return because("light_word_returned")
    return because("light_word_holiday" if today > duty.in_force else "light_word_near")


def _waits(item: Item, duty: Duty, today: date) -> bool:
    """Whether the office has to act first, so that the day that is near or past is not held against the unit."""
    return duty.status == Status.SUBMITTED or (item.in_office_hands and today > duty.effective_due_on)


# The sentences


def _why_overdue(duty: Duty, today: date, calendar: Calendar) -> Reason:
    days = overdue_days(duty, today)
    # The days count from the printed due day: where a limit has moved the due in force, the sentence says so.
    moved = duty.in_force != duty.due_on
    passed = because("light_days_since" if moved else "light_days", days=days, due=duty.due_on)
    facts = {"duty": _called(duty), "passed": passed, "limit": _limit(duty)}
    working = overdue_working_days(duty, today, calendar)
    return because("light_overdue" if working else "light_overdue_resting", working=working, **facts)


def _why_running(item: Item, duty: Duty, today: date, left: int) -> Reason:
    if duty.status == Status.SUBMITTED:
        key = "light_submitted"
    elif _waits(item, duty, today):
        key = "light_in_hands"
    elif left:
        key = "light_left"
    elif today == duty.in_force:
        key = "light_today"
    else:
        key = "light_holiday" if today > duty.in_force else "light_no_day_left"
    return because(key, duty=_called(duty), left=left, limit=_limit(duty))


def _called(duty: Duty) -> Reason:
    name = duty_name(duty.key)
    return because("light_name_returned", duty=name) if duty.status == Status.RETURNED else name


def _limit(duty: Duty) -> Reason:
    """The due in force, and in brackets why it is not the original one and where a day off moves it."""
    notes: list[Reason | Word] = []
    if duty.in_force != duty.original_due_on:
        notes.append(because("light_note_original", due=duty.original_due_on))
    if duty.in_force != duty.due_on and duty.limit_by is not None:
        notes.append(duty.limit_by)
    elif duty.revision:
        notes.append(because("light_note_extended"))
    if duty.effective_due_on > duty.in_force:
        notes.append(because("light_note_rolled", due=duty.effective_due_on))
    return because("light_limit_noted" if notes else "light_limit", due=duty.in_force, notes=tuple(notes))
