"""The two pages that come by the calendar: the week's count for the office, the month's page for leaders."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.reminding import Purpose
from models.words import REVIEWS, RUNNING, Light, Role, State, Status
from schedules import ledger, watch
from schedules.letters import Writer
from workflow import directory, queries
from workflow.lights import duty_name, item_light
from workflow.scope import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from models.reader import Reader
    from schedules.ledger import Made
    from schedules.session import Now
    from schedules.texts import Texts
    from workflow.actor import Actor
    from workflow.facts import Item, Plan
    from workflow.queries import Found

LISTED = 30
"""So many lines are written out; the rest is counted."""

AHEAD = 20
"""Working days that the month's page looks ahead."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page for one person, for every channel that reaches them."""

    purpose: Purpose
    login: str
    channels: tuple[str, ...]
    subject: str
    text: str
    part: int = 0


def enter(connection: Connection, pages: Iterable[Page], now: Now, period: date) -> Made:
    """Makes the messages; one that was made for the period is left alone."""
    made = ledger.Made()
    name = watch.name(connection)
    rows = []
    for page in pages:
        for to in ((page.login, channel) for channel in page.channels):
            key = ledger.message_key(name, page.purpose, to, period, page.part)
            rows.append({**ledger.fresh(key, page.purpose, to, now), "subject": page.subject, "text": page.text})
    if rows:
        ledger.once(connection, ledger.MESSAGE, rows)
    made.messages = len(rows)
    return made


def _addressed(reader: Reader, role: Role) -> Iterator[tuple[Actor, tuple[str, ...]]]:
    """Who holds the role and can be written to, by which channels."""
    from schedules.recipients import people

    for person in people(reader):
        if person.addresses and any(grant.role == role for grant in person.grants):
            actor = directory.actor(reader, person.login)
            assert actor is not None
            yield actor, tuple(channel for channel, _ in person.addresses)


# The week


def weekly(reader: Reader, texts: Texts, day: date) -> list[Page]:
    """A page for each office account and each plan of theirs in which the window of a review stands open."""
    pages = []
    plans = sorted(directory.plans(reader).values(), key=lambda plan: plan.code)
    windows = {plan.id: _open(reader, plan, day) for plan in plans}
    for actor, channels in _addressed(reader, Role.OFFICE):
        for part, plan in enumerate(plan for plan in plans if windows[plan.id]):
            text = _week(reader, texts, actor, plan, windows[plan.id], day)
            if text:
                subject = texts.say("weekly.subject", title=plan.title, day=day)
                pages.append(Page(Purpose.WEEKLY, actor.login, channels, subject, text, part))
    return pages


def _open(reader: Reader, plan: Plan, day: date) -> list[tuple[str, date]]:
    """The reviews whose window opened before this week and has not closed: their keys and last days."""
    first = (day - timedelta(days=day.weekday())).isoformat()
    return [
        (point["key"], date.fromisoformat(point["closes_on"]))
        for point in directory.checkpoints(reader, plan.id)
        if point["kind"] in REVIEWS and point["opens_on"] and point["opens_on"] < first
        if point["closes_on"] and point["closes_on"] >= day.isoformat()
    ]


_RESTING = (State.SUSPENDED, State.CANCELLED)
"""Of what rests nothing is missing."""


def _week(
    reader: Reader, texts: Texts, actor: Actor, plan: Plan, windows: Sequence[tuple[str, date]], day: date
) -> str:
    found = queries.items(reader, actor, Wanted(plan=plan.id), day)
    units = directory.units(reader)
    parts = [texts.say("weekly.opening", title=plan.title, day=day)]
    for key, due in windows:
        own = [(item, duty) for item in found for duty in item.duties if duty.key == key]
        received = [duty for _, duty in own if duty.status in (Status.SUBMITTED, Status.ACCEPTED)]
        missing = [(item, duty) for item, duty in own if duty.status in RUNNING and item.state not in _RESTING]
        counts = {"owed": len(received) + len(missing), "received": len(received), "missing": len(missing)}
        rows = [texts.say("weekly.count", kind=duty_name(key), due=due, **counts)]
        rows.append(texts.say("weekly.missing" if missing else "weekly.all"))
        for item, duty in missing[:LISTED]:
            unit = units[duty.unit_id or item.unit_id].name
            rows.append("    " + texts.say("weekly.line", code=item.code, title=item.title, unit=unit))
        if len(missing) > LISTED:
            rows.append("    " + texts.say("weekly.more", count=len(missing) - LISTED, plan=plan.code))
        parts += ["\n".join(rows)] if received or missing else []
    return "\n\n".join([*parts, texts.say("closing", day=day)]) if len(parts) > 1 else ""


# The month


def monthly(reader: Reader, texts: Texts, day: date) -> list[Page]:
    """A page for each leader who has anything to look after."""
    used = directory.calendars(reader)
    plans = directory.plans(reader)
    writer = Writer(texts, directory.units(reader), used, day)
    before = {key: used[plan.calendar].add(day, AHEAD) + timedelta(days=1) for key, plan in plans.items()}
    pages = []
    for actor, channels in _addressed(reader, Role.LEADER):
        items = queries.items(reader, actor, Wanted(), day)
        if items:
            overdue, over = queries.overdue(reader, actor, Wanted(), day, LISTED)
            coming, near = queries.coming(reader, actor, Wanted(), day, before, LISTED)
            parts = [_lights(texts, items, writer, day)]
            parts.append(_listed(writer, "overdue", overdue, over))
            parts.append(_listed(writer, "coming", coming, near))
            parts += [texts.say("help"), texts.say("closing", day=day)]
            subject = texts.say("monthly.subject", month=f"{day.year}-{day.month:02}")
            pages.append(Page(Purpose.MONTHLY, actor.login, channels, subject, "\n\n".join(parts)))
    return pages


def _lights(texts: Texts, items: Sequence[Item], writer: Writer, day: date) -> str:
    """How many items show which light, the worst first; what was cancelled shows none and is not counted."""
    shown = Counter(item_light(item, day, writer.calendars[item.plan.calendar]).light for item in items)
    order = (Light.RED, Light.YELLOW, Light.GREEN, Light.GREY, Light.DONE)
    told = [texts.say(f"lights.{light.value}", count=shown[light]) for light in order if shown[light]]
    return texts.say("monthly.opening", day=day, total=sum(shown[light] for light in order), lights=told)


def _listed(writer: Writer, heading: str, found: Found, total: int) -> str:
    """The duties, a line each, and how many more there are."""
    texts = writer.texts
    if not found:
        return texts.say(f"monthly.no_{heading}")
    rows = [texts.say(f"monthly.{heading}", count=total)]
    for item, duty in found:
        told = {"code": item.code, "title": item.title, "duty": duty_name(duty.key), "left": writer.left(item, duty)}
        rows.append("    " + texts.say("monthly.line", **told, unit=writer.unit(item, duty)))
    if total > len(found):
        rows.append("    " + texts.say("monthly.more", count=total - len(found)))
    return "\n".join(rows)
