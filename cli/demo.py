"""The demo: both bundled plans with a history done through the real engine; and the lifecycle, printed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli import look, shizuishan, story, zhongwei
from cli.asking import Asking, room_for
from cli.gate import command
from cli.language import t
from cli.plan import BUNDLED, bundled
from cli.show import say, wrap
from models import database
from models.address import Address
from models.errors import StorageError
from models.files import there
from models.words import Act, Event, Post, Role
from workflow.actor import SHANGHAI, Actor, Grant
from workflow.attempt import Attempt, Evidence, Line
from workflow.errors import Usage

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from cli.story import Step
    from workflow.actor import UnitRef

ADMIN = Actor("admin", "系统管理员", grants=(Grant(Role.ADMIN), Grant(Role.OFFICE)))


def demo(
    ctx: typer.Context,
    into: Annotated[str, typer.Option("--into", help=t("option.into_file"), metavar="FILE")] = "duban-demo.db",
) -> None:
    asking: Asking = ctx.obj
    if "://" in into:
        raise Usage("into_bad", text=into.partition("://")[0])
    path = Path(into).expanduser()
    _clear(path)
    # A name of its own, so that two demos at once do not meet in one file.
    fresh = path.with_name(f"{path.name}.making-{os.getpid()}")
    made = Asking(Address(path=fresh), None, asking.today, asking.at)
    try:
        with made.writing() as connection:
            play(connection, asking.at)
        database.replace(Address(path=path), fresh)
    finally:
        for left in (fresh, Path(f"{fresh}-wal"), Path(f"{fresh}-shm")):
            if there(left):
                left.unlink(missing_ok=True)
    _first_look(Asking(Address(path=path), None, story.DAY, asking.at), path)


def _clear(path: Path) -> None:
    """Only a demo of before may be replaced."""
    if there(path) and not _is_demo(path):
        raise StorageError("demo_refused", path=str(path))
    room_for(path)


def _is_demo(path: Path) -> bool:
    from models import reader
    from models.errors import DubanError
    from workflow import directory

    try:
        with reader.reading(Address(path=path)) as found:
            return directory.setting(found, "demo") == "1"
    except DubanError:
        return False


def play(connection: Connection, at: datetime) -> None:
    """Adopts both plans, registers the people, and does every step by the account that may do it.

    A step that lies ahead of the real day is left out: nothing is done on a day to come.
    """
    from documents import planfile
    from workflow import intake, units

    today = at.astimezone(SHANGHAI).date()
    for name in BUNDLED:
        text = bundled(name)
        found, _ = planfile.parse(text, name)
        assert found is not None
        intake.adopt(connection, Attempt(Act.ADOPT, ADMIN, today, at, more={"file": name}), found, text)
    people = _people(connection, at)
    known = units.register(connection)
    for step in (step for step in (*zhongwei.HISTORY, *shizuishan.HISTORY) if step.day <= today):
        _do(connection, step, people[step.login], at, {name: refs[0] for name, refs in known.items()})


def _people(connection: Connection, at: datetime) -> dict[str, Actor]:
    from workflow.people import Register

    register = Register(connection, ADMIN, at)
    for login, name, unit, post, roles in story.ACCOUNTS:
        register.add_account(login, name, unit, Post(post), {"email": f"{login}@example.cn"})
        for role, plan in roles:
            register.grant(login, Role(role), plan)
    register.set_default("lingdao")
    register.set("demo", "1")
    return {login: register.speaker(login) for login, *_ in story.ACCOUNTS}


def _do(connection: Connection, step: Step, actor: Actor, at: datetime, units: dict[str, UnitRef]) -> None:
    from workflow import acts, breakdown, engine

    facts = dict(step.facts)
    facts["evidence"] = tuple(Evidence(f"{name}.txt", name.encode()) for name in facts.get("evidence", ()))
    facts["lines"] = tuple(Line(problem, limit) for problem, limit in facts.get("lines", ()))
    if "lead" in facts:
        facts["lead"] = units[facts["lead"]]
    if step.act == Act.BREAK_DOWN:
        to = [units[code] for code in facts.pop("units")]
        breakdown.break_down(connection, Attempt(step.act, actor, step.day, at, **facts), step.items, to)
        return
    if isinstance(step.act, Act):
        key = facts.pop("duty", "")
        for code in step.items:
            acts.perform(connection, Attempt(step.act, actor, step.day, at, **facts), f"{code}@{key}" if key else code)
        return
    if step.act == Event.OPEN_REVIEW:
        from models.words import Checkpoint

        facts["result"] = Checkpoint(facts["checkpoint"].partition("-")[0])
    engine.perform(connection, Attempt(step.act, actor, step.day, at, **facts), step.items)


def _first_look(asking: Asking, path: Path) -> None:
    """What is overdue on the demo's day, and what to try next, as it works where the demo was started."""
    launcher = os.environ.get("DUBAN_LAUNCHER", "duban")
    counts = [asking.reader.rows(f"SELECT count(*) FROM {table}")[0][0] for table in ("item", "record")]
    say(*wrap(t("demo.made", path=str(path), items=counts[0], records=counts[1])), "")
    look.print_overdue(asking, limit=20)
    start = f"{launcher} --database {_quoted(str(path))} --today {story.DAY}"
    say("", t("demo.try"))
    for words in t("demo.words").split("|"):
        say(f"  {start} {words}")
    say("", *wrap(t("demo.who")))
    asking.close()


def _quoted(text: str) -> str:
    import shlex

    return shlex.quote(text)


def lifecycle(
    ctx: typer.Context, mermaid: Annotated[bool, typer.Option("--mermaid", help=t("option.mermaid"))] = False
) -> None:
    from cli import chart

    asking: Asking = ctx.obj
    say(*(chart.mermaid(asking.lang) if mermaid else chart.listing(asking.lang)))


def add(app: typer.Typer) -> None:
    """Adds the demo and the lifecycle to the program."""
    command(app, "demo")(demo)
    command(app, "lifecycle")(lifecycle)
