"""Named preconditions of the lifecycle: each answers nothing, or the reason why not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models.targeting import Force
from models.words import FINISHED, OPEN, REVIEWS, Checkpoint, Event, Kind, State, Status
from workflow.pace import reached
from workflow.rollup import standing
from workflow.speech import DutyCode, because
from workflow.targets import leaves, own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from models.words import Word
    from workflow.attempt import Attempt
    from workflow.facts import Duty, Item
    from workflow.speech import Reason

    Guard = Callable[[Item, Attempt], Reason | None]

PARTS = ("achieved", "practice", "problems", "next_steps")
"""The four parts of a report: 年度目标完成情况、主要做法、存在问题、下一步打算 (DOMAIN 4)."""


def one_lead(item: Item, attempt: Attempt) -> Reason | None:
    if attempt.lead is None:
        return because("lead_missing")
    if attempt.lead in attempt.cooperating:
        return because("lead_cooperates", unit=attempt.lead.name)
    return None


def lines_given(item: Item, attempt: Attempt) -> Reason | None:
    if not attempt.lines or not all(line.problem.strip() for line in attempt.lines):
        return because("lines_missing")
    past = [line.limit for line in attempt.lines if line.limit is not None and line.limit < attempt.today]
    return because("line_limit_past", limit=past[0]) if past else None


def review_day(item: Item, attempt: Attempt) -> Reason | None:
    if attempt.until is None:
        return because("until_missing")
    return because("until_past", until=attempt.until) if attempt.until <= attempt.today else None


def review_owed(item: Item, attempt: Attempt) -> Reason | None:
    duty = named_review(item, attempt)
    if duty is None:
        key = "review_not_owed" if attempt.checkpoint is None else "checkpoint_unknown"
        owed = [DutyCode(d.key) for d in item.duties if d.kind in REVIEWS and d.status == Status.PENDING]
        return because(key, kind=attempt.result, checkpoint=attempt.checkpoint, owed=owed or [because("none")])
    if duty.status != Status.PENDING:
        return because("review_not_pending", duty=DutyCode(duty.key), status=duty.status)
    return None


def window_open(item: Item, attempt: Attempt) -> Reason | None:
    duty = named_review(item, attempt)
    if duty is None or duty.opens_on is None or attempt.today >= duty.opens_on:
        return None
    return because("window_not_open", duty=DutyCode(duty.key), opens_on=duty.opens_on)


def named_review(item: Item, attempt: Attempt) -> Duty | None:
    """The duty that `open_review` takes in hand: the one named, else the earliest pending one of that kind."""
    if attempt.checkpoint is not None:
        duty = item.duty(attempt.checkpoint)
        return duty if duty is not None and duty.kind == attempt.result else None
    owed = [d for d in item.duties if d.kind == attempt.result and d.status == Status.PENDING]
    return min(owed, key=lambda d: (d.due_on, d.key), default=None)


def parts_filled(item: Item, attempt: Attempt) -> Reason | None:
    duty = item.in_hand
    filled = item.reported.get(duty.key if duty else "", ())
    empty = [because(f"part_{name}") for name, full in zip(PARTS, filled or (False,) * 4, strict=True) if not full]
    return because("parts_missing", parts=empty, item=item.code) if empty else None


def figures_given(item: Item, attempt: Attempt) -> Reason | None:
    """A figure of the review's year for each target that the item reports itself, or that nothing has moved."""
    duty = item.in_hand
    if duty is None:
        return None
    since, until = _span(duty, attempt)
    lacking = [goal.target for goal in own(item) if goal.target.asked and goal.last(until, since) is None]
    named = [because("target_named", code=target.code, metric=target.metric) for target in lacking]
    return because("figures_missing", item=item.code, year=since.year, targets=named) if named else None


def _span(duty: Duty, attempt: Attempt) -> tuple[date, date]:
    """The first and the last day that the figures of a review may be of; a late annual one is still about its year."""
    since = date(period(duty), 1, 1)
    late = duty.kind == Checkpoint.ANNUAL_REVIEW and attempt.today.year > since.year
    return since, date(since.year, 12, 31) if late else attempt.today


def period(duty: Duty) -> int:
    """The year whose figures a review is about: that of its name, else the one in which it is due."""
    _, _, year = duty.key.rpartition("-")
    return int(year) if year.isdigit() else duty.original_due_on.year


def targets_met(item: Item, attempt: Attempt) -> Reason | None:
    """Every hard target reached, on papers; a unit is held to its own share, which its last year's value says."""
    unmet, unproved = [], []
    for goal in item.goals.values():
        if goal.target.force != Force.HARD or not leaves(item, goal.target.id):
            continue
        named = because("target_named", code=goal.target.code, metric=goal.target.metric)
        found = standing(item, goal.target, attempt.today)
        if not reached(item, found):
            unmet.append(named)
        elif not found.proved:
            unproved.append(named)
    if unmet:
        return because("targets_unmet", targets=unmet)
    return because("targets_unproved", targets=unproved) if unproved else None


def nothing_undecided(item: Item, attempt: Attempt) -> Reason | None:
    asked = [d for d in item.duties if d.asked_until is not None]
    return undecided(item, asked) if asked else None


def extension_decided(item: Item, attempt: Attempt) -> Reason | None:
    """Whether it was late depends on it, so the extension of what is in hand is decided first."""
    duty = item.in_hand
    return undecided(item, [duty]) if duty is not None and duty.asked_until is not None else None


def undecided(item: Item, asked: Iterable[Duty]) -> Reason:
    """The extensions of these duties are decided first."""
    return because("extension_undecided", duties=[DutyCode(f"{item.code}@{d.key}") for d in asked])


def children_reported(item: Item, attempt: Attempt) -> Reason | None:
    duty = item.in_hand
    if duty is None or attempt.note.strip():
        return None
    late = list(dict.fromkeys((*_silent(item, duty), *_figureless(item, duty, attempt))))
    return because("children_unreported", units=late) if late else None


def _silent(item: Item, duty: Duty) -> Iterator[str]:
    """The units below that owe the same and have not submitted it."""
    return (child.unit_name for child in _required(item) if _unreported(child.duty(duty.key)))


def _figureless(item: Item, duty: Duty, attempt: Attempt) -> Iterator[str]:
    """The units that the item is broken down to and whose figures make its own, but who have none of the review's year.

    A project of the plan tells its figures at the checkpoints that it owes itself.
    """
    since, until = _span(duty, attempt)
    away = (State.SUSPENDED, *FINISHED)
    for goal in (goal for goal in item.goals.values() if goal.target.asked):
        below = (leaf for leaf in leaves(item, goal.target.id) if leaf.kind == Kind.BREAKDOWN and leaf is not item)
        for leaf in (leaf for leaf in below if leaf.state not in away):
            if leaf.goals[goal.target.id].last(until, since) is None:
                yield leaf.unit_name


def _unreported(duty: Duty | None) -> bool:
    return duty is not None and not duty.settled and duty.submitted_on is None


def _required(item: Item) -> list[Item]:
    """The children that count: all but the cancelled and the suspended ones."""
    return [child for child in item.children if child.state not in (State.CANCELLED, State.SUSPENDED)]


def children_finished(item: Item, attempt: Attempt) -> Reason | None:
    """On the day of the act: a child that finished, was cancelled or suspended only later, was unfinished then."""
    unfinished = [child.code for child in _required(item) if child.state not in FINISHED]
    if unfinished:
        return because("children_unfinished", children=unfinished)
    return _ahead(item.children, attempt)


def parent_unfinished(item: Item, attempt: Attempt) -> Reason | None:
    """What is above cannot stand completed over something that is unfinished again (DOMAIN 5.3).

    Nor does anything come back below what is suspended or cancelled: children go with their parent (DOMAIN 5.2).
    """
    if item.parent_state in (State.SUSPENDED, State.CANCELLED):
        return because("parent_away", parent=item.parent_code, state=item.parent_state)
    if item.parent_state in (State.COMPLETED, State.CLOSED):
        return because("parent_finished", parent=item.parent_code, state=item.parent_state)
    if item.parent_day is not None and attempt.today < item.parent_day:
        return because("parent_ahead", day=attempt.today, parent=item.parent_code, last=item.parent_day)
    return None


def children_not_ahead(item: Item, attempt: Attempt) -> Reason | None:
    """The days of what hangs below and goes with the item never run backwards either."""
    return _ahead(_all_along(item, attempt.event), attempt)


def _ahead(children: Iterable[Item], attempt: Attempt) -> Reason | None:
    ahead = [child.code for child in children if child.last_effective_on and attempt.today < child.last_effective_on]
    return because("children_ahead", day=attempt.today, children=ahead) if ahead else None


def along(item: Item, event: Word) -> list[Item]:
    """The children that a suspension of the item, its end, or its coming back takes along."""
    if event == Event.RESUME:
        suspended = [child for child in item.children if child.state == State.SUSPENDED]
        return [child for child in suspended if child.suspended_with == item.id]
    staying = (State.SUSPENDED, State.COMPLETED) if event == Event.SUSPEND else ()
    return [child for child in item.children if child.state in OPEN and child.state not in staying]


def _all_along(item: Item, event: Word) -> Iterator[Item]:
    for child in along(item, event):
        yield child
        yield from _all_along(child, event)


def others_settled(item: Item, attempt: Attempt) -> Reason | None:
    left = [d for d in item.duties if not d.settled and d is not item.in_hand and d.kind != Checkpoint.RECTIFICATION]
    if not left:
        return None
    last_annual = any(d.kind == Checkpoint.ANNUAL_REVIEW and d.due_on.year == item.plan.last_day.year for d in left)
    key = "duties_unsettled_merge" if last_annual else "duties_unsettled"
    return because(key, duties=[DutyCode(f"{item.code}@{d.key}") for d in left])


def lines_closed(item: Item, attempt: Attempt) -> Reason | None:
    if not item.lines:
        return None
    return because("lines_open", count=len(item.lines), duties=[DutyCode(f"{item.code}@{d.key}") for d in item.lines])


def nothing_overdue(item: Item, attempt: Attempt) -> Reason | None:
    past = [d for d in item.duties if not d.settled and attempt.today > d.effective_due_on]
    return because("duties_past_due", duties=[DutyCode(f"{item.code}@{d.key}") for d in past]) if past else None


def final_settled(item: Item, attempt: Attempt) -> Reason | None:
    owed = [d for d in item.duties if d.kind == Checkpoint.FINAL_EVALUATION and not d.settled]
    return because("final_unsettled", duties=[DutyCode(f"{item.code}@{d.key}") for d in owed]) if owed else None


def plan_over(item: Item, attempt: Attempt) -> Reason | None:
    last = item.plan.last_day
    return because("plan_not_over", last_day=last) if attempt.today <= last else None


GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        one_lead,
        lines_given,
        review_day,
        review_owed,
        window_open,
        parts_filled,
        figures_given,
        targets_met,
        nothing_undecided,
        extension_decided,
        children_reported,
        children_finished,
        children_not_ahead,
        parent_unfinished,
        others_settled,
        lines_closed,
        nothing_overdue,
        final_settled,
        plan_over,
    )
}

EXCUSED = ("children_reported",)
"""Guards that a reason overcomes: what they say against the event asks for one."""

ASKED = {"one_lead": "ask_lead", "lines_given": "ask_lines", "review_day": "ask_until"}
"""Guards that ask for a word of the command, not for a state of the world, and how they ask."""
