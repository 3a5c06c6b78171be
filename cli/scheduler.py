"""The scheduler: the process that reminds, and how it stands."""

from __future__ import annotations

import gc
import re
import sys
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import clock
from cli.gate import Shows, command, group
from cli.language import t
from cli.look import FOUND
from cli.options import JsonOption
from cli.show import data, note, say, wrap
from cli.ways import at_work, not_ahead, now_of
from models.errors import DubanError
from models.reminding import Delivery, Job
from schedules import jobs, register, watch
from schedules.session import LEASE, PAUSE, Now
from workflow import directory
from workflow.actor import SHANGHAI
from workflow.directory import moment
from workflow.errors import Usage, facts_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.asking import Asking
    from schedules.jobs import Ticked
    from workflow.working_days import Calendar


class Runs(Shows):
    """The group runs where none of its commands is named."""

    shows = "run"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        first = args[0] if args else "-"
        own = first.startswith("-") and first not in ("-h", "--help") and not ctx.resilient_parsing
        return super().parse_args(ctx, [self.shows, *args] if own else args)


def run(
    ctx: typer.Context,
    tick: Annotated[float, typer.Option("--tick", help=t("option.tick"), min=0.1, max=600)] = 30,
    morning: Annotated[
        str, typer.Option("--morning", help=t("option.morning"), metavar="HH:MM")
    ] = f"{jobs.OPENS:%H:%M}",
    lease: Annotated[float, typer.Option("--lease", help=t("option.lease"), min=1, max=3600)] = LEASE,
    pause: Annotated[float, typer.Option("--pause", help=t("option.pause"), min=0.1, max=3600)] = PAUSE,
    once: Annotated[bool, typer.Option("--once", help=t("option.once"))] = False,
) -> None:
    from schedules.runner import Runner

    asking: Asking = ctx.obj
    gc.enable()  # other commands end before it pays (cli/start)
    # Into a file or a journal too, a line is there as soon as it is said.
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    opens = _hour(morning)
    real = not_ahead(asking)
    day = asking.today if asking.today != real else None
    with at_work(asking, lease=lease, pause=pause) as session:
        if once:
            now = now_of(asking)
            _teller(asking)(jobs.tick(session, now, opens), now)
            return
        say(t("scheduler.started", worker=session.worker, channels=list(session.channels), at=f"{opens:%H:%M}"))
        Runner(session, every=tick, opens=opens, day=day, tell=_teller(asking)).run()
    say(t("scheduler.ended", worker=session.worker))


def _hour(text: str) -> time:
    found = re.fullmatch(r"(\d{1,2})[:：](\d{2})", text.strip())
    try:
        return time(int(found[1]), int(found[2])) if found else _bad(text)
    except ValueError:
        return _bad(text)


def _bad(text: str) -> time:
    raise Usage("hour_bad", text=text)


def _teller(asking: Asking) -> Callable[[Ticked | DubanError, Now], None]:
    """Writes a line a run: what was made and how messages came to stand; troubles to standard error."""

    def tell(what: Ticked | DubanError, now: Now) -> None:
        at = clock.shown(now.at)
        if isinstance(what, DubanError):
            note(*(f"{at} {facts_of(part, asking.lang)['message']}" for part in what.parts()))
            return
        made = [t("scheduler.made", job=job, **found.counts()) for job, found in what.made.items()]
        ended = [t("run.ended", status=status, count=count) for status, count in (what.ended or {}).items()]
        told = [*made, *ended] or [t("scheduler.nothing")]
        say(f"{at} {t('scheduler.line', day=now.day.isoformat(), told=told)}")

    return tell


# How it stands


def status(
    ctx: typer.Context,
    exit_code: Annotated[bool, typer.Option("--exit-code", help=t("option.status_exit"))] = False,
    as_json: JsonOption = False,
) -> None:
    asking: Asking = ctx.obj
    found = _standing(asking)
    if as_json:
        data(found)
    else:
        say(*(line for text in _lines(found) for line in wrap(text, "    ")))
    if exit_code and found["troubles"]:
        raise typer.Exit(FOUND)


QUIET = timedelta(minutes=15)
"""After so long without a tick the scheduler counts as not running; so long may a message wait for its turn."""


def _standing(asking: Asking) -> dict[str, Any]:
    reader = asking.reader
    ((at, worker),) = reader.rows("SELECT at, worker FROM clock")
    ticked = moment(at) if at is not None else None
    backlog = register.backlog(reader)
    runs = watch.last_runs(reader)
    return {
        "last_tick": ticked.isoformat() if ticked else None,
        "worker": worker,
        "last_run": next((run for run in runs if run["job"] == Job.MORNING), None),
        "next_run": _next(asking, runs),
        "backlog": backlog["messages"],
        "oldest_unsent": backlog["oldest"],
        "to_phone": backlog["phone"],
        "troubles": _troubles(asking, ticked, backlog),
    }


def _next(asking: Asking, runs: list[dict[str, Any]]) -> str | None:
    """The next working day whose reminders have not been entered."""
    calendars = directory.calendars(asking.reader).values()
    mornings = {row["day"] for row in runs if row["job"] == Job.MORNING}
    day = asking.today + timedelta(days=asking.today.isoformat() in mornings)
    following = min(calendar.next_working(day) for calendar in calendars)
    return following.isoformat()


def _troubles(asking: Asking, ticked: datetime | None, backlog: dict[str, Any]) -> list[str]:
    """What somebody should look at, by the names of its texts."""
    found = []
    if ticked is None or asking.at - ticked > QUIET:
        found.append("silent")
    if any(row["status"] == Delivery.FAILED for row in backlog["messages"]):
        found.append("failed")
    if any(row["status"] == Delivery.IN_DOUBT for row in backlog["messages"]):
        found.append("in_doubt")
    calendars = list(directory.calendars(asking.reader).values())
    if backlog["oldest"] and _waited(asking, calendars, datetime.fromisoformat(backlog["oldest"])) > 1:
        found.append("old")
    ahead = [gap for one in calendars for gap in one.gaps(asking.today, asking.today + AHEAD)]
    if any(gap.key == "calendar_unknown_years" for gap in ahead):
        found.append("calendar")
    return found


def _shown(text: str) -> str:
    return clock.shown(datetime.fromisoformat(text))


def _oldest(made_at: str | None) -> str:
    """What has only failed waits for nothing."""
    return t("scheduler.oldest", at=_shown(made_at)) if made_at else t("scheduler.unsent")


AHEAD = timedelta(days=30)
"""So far ahead days off have to be known."""


def _waited(asking: Asking, calendars: list[Calendar], since: datetime) -> int:
    """Working days since then; over days off nothing leaves, and nothing is late."""
    today = asking.at.astimezone(SHANGHAI).date()
    return max(calendar.between(since.astimezone(SHANGHAI).date(), today) for calendar in calendars)


def _lines(found: dict[str, Any]) -> list[str]:
    last = found["last_run"]
    ticked = found["last_tick"]
    told = [t("scheduler.tick", at=_shown(ticked), worker=found["worker"]) if ticked else t("scheduler.unticked")]
    if last:
        counts = {name: last[name] for name in watch.COUNTS}
        made = t("scheduler.made", job=Job(last["job"]), **counts)
        told.append(t("scheduler.last", day=last["day"], at=_shown(last["at"]), made=made))
    told.append(t("scheduler.next", day=found["next_run"]))
    rows = [
        t("run.stuck", channel=row["channel"], count=row["count"], status=Delivery(row["status"]))
        for row in found["backlog"]
    ]
    told += [_oldest(found["oldest_unsent"]), *rows] if rows else [t("scheduler.empty")]
    told += [t("run.phone", count=found["to_phone"])] if found["to_phone"] else []
    return [*told, *(t(f"trouble.{name}") for name in found["troubles"])]


def add(app: typer.Typer) -> None:
    """Adds the scheduler to the program."""
    below = group(app, "scheduler", Runs)
    command(below, "run", "scheduler_run")(run)
    command(below, "status", "scheduler_status")(status)
