"""A supervision order by hand: numbered, recorded, sent to the unit that owes the duty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.gate import command
from cli.language import t
from cli.named import DutyArgument, duty_of
from cli.options import JsonOption
from cli.show import data, say, wrap
from cli.told import tell
from cli.ways import at_work, now_of
from models.reminding import Tone
from models.words import Act
from schedules import recipients
from schedules.letters import Said, Writer
from workflow import directory
from workflow.attempt import Attempt

if TYPE_CHECKING:
    from cli.asking import Asking


DemandOption = Annotated[str, typer.Option("--note", "-m", help=t("option.demand"))]


def urge(ctx: typer.Context, duty: DutyArgument, text: DemandOption = "", as_json: JsonOption = False) -> None:
    """The order is printed as it is sent, so that it can be handed over on paper too."""
    from models.database import transaction
    from schedules import asked

    asking: Asking = ctx.obj
    item, found = duty_of(asking, duty)
    known = recipients.Directory(recipients.people(asking.reader), directory.units(asking.reader))
    used = directory.calendars(asking.reader)
    attempt = Attempt(Act.URGE, asking.actor, asking.today, asking.at, note=text)
    with at_work(asking) as session:
        with transaction(session.engine) as connection:
            outcome, made = asked.urge(connection, attempt, item, found, known, now_of(asking))
        writer = Writer(session.texts, known.units, used, asking.today)
    number = made.numbers[f"{item.code}@{found.key}"]
    if as_json:
        data({"duty": f"{item.code}@{found.key}", "number": number, **made.counts()})
        return
    tell(asking, attempt, [outcome], dry_run=False, as_json=False)
    unit = known.units[found.unit_id or item.unit_id].name
    _, paper = writer.digest(unit, [Said(item, found, Tone.ORDER, number, note=text)])
    say("", *(line for part in paper.splitlines() for line in wrap(part, "    ")), "")
    say(t("urge.made", messages=made.messages, phone=made.phone))


def add(app: typer.Typer) -> None:
    """Adds the order by hand to the program."""
    command(app, "urge")(urge)
