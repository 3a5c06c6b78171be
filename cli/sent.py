"""What was sent and what was not: the list, sending again, calls that were made, tests of a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.deeds import numbered, said
from cli.language import t
from cli.look import counted, heading
from cli.named import DutyArgument, duty_of
from cli.options import AllOption, JsonOption, LimitOption, PlanOption, plan_id
from cli.show import Column, data, note, say, table, wrap
from cli.told import tell
from cli.ways import at_work, now_of
from models.reminding import PHONE, Delivery, Purpose, Standing, Tone
from models.words import Act
from schedules import recipients, register
from workflow import directory
from workflow.attempt import Attempt
from workflow.errors import Refused, Usage, missing, no_account
from workflow.lights import duty_name

if TYPE_CHECKING:
    from cli.asking import Asking
    from schedules.recipients import Person
    from schedules.session import Session

PersonOption = Annotated[str | None, typer.Option("--person", help=t("option.person"), metavar="LOGIN")]


def listing(
    ctx: typer.Context,
    unsent: Annotated[bool, typer.Option("--unsent", help=t("option.unsent"))] = False,
    failed: Annotated[bool, typer.Option("--failed", help=t("option.failed"))] = False,
    person: PersonOption = None,
    duty: Annotated[str | None, typer.Option("--duty", help=t("argument.duty"), metavar="DUTY")] = None,
    plan: PlanOption = None,
    limit: LimitOption = 50,
    everything: AllOption = False,
    as_json: JsonOption = False,
) -> None:
    asking: Asking = ctx.obj
    known_login(asking, person)
    meant = duty_of(asking, duty) if duty else None
    asked = register.Asked(
        plan=plan_id(asking, plan) if plan else None,
        login=person,
        duty=(meant[0].code, meant[1].key) if meant else None,
        unsent=unsent,
        failed=failed,
    )
    _show(asking, *register.lines(asking.reader, asking.actor, asked, None if everything else limit), as_json=as_json)


def _show(asking: Asking, rows: list[dict[str, Any]], total: int, *, as_json: bool) -> None:
    if as_json:
        data(rows)
        return
    say(heading(asking, "title.sent"))
    if not rows:
        say(t("empty.sent"))
        return
    say(*_table(asking, rows), counted(len(rows), total))


def _table(asking: Asking, rows: list[dict[str, Any]]) -> list[str]:
    names = ("message", "day", "recipient", "channel", "words", "duty")
    columns = [Column(t(f"column.{n}"), flex=n == "words", names=True, right=n == "message") for n in names]
    columns.append(Column(t("column.standing"), flex=True, least=12))
    cells = [
        [
            str(row["message"] or ""),
            row["day"],
            (row["name"] or row["login"] or "") + (t("preview.copy") if row["copy"] else ""),
            t("channel.phone") if row["channel"] == PHONE else row["channel"] or "",
            words(row, asking.lang),
            about(row, asking.lang),
            standing(row, asking.lang),
        ]
        for row in rows
    ]
    return table(columns, cells)


def words(row: dict[str, Any], lang: str) -> str:
    """What kind of reminder it is, with its number."""
    if row["words"] is None:
        return Purpose(row["purpose"]).label(lang)
    return Tone(row["words"]).label(lang) + (t("sent.number", **numbered(row["number"])) if row["number"] else "")


def about(row: dict[str, Any], lang: str) -> str:
    """The item and what it owes, by its name."""
    if row["duty"] is None:
        return row["item"] or ""
    return f"{row['item']} {duty_name(row['duty']).sentence(lang)}"


def standing(row: dict[str, Any], lang: str) -> str:
    """How it stands: of the line, and where that travels in a message of the message, with what was said about it."""
    line = Standing(row["standing"])
    if line != Standing.QUEUED or row["status"] is None:
        return line.label(lang)
    status = Delivery(row["status"])
    return status.label(lang) + (bracketed(row["said"], lang) if status != Delivery.SENT else "")


def bracketed(text: str | None, lang: str) -> str:
    """A remark behind something; nothing where there is none."""
    return "" if not text else f"（{text}）" if lang == "zh" else f" ({text})"


def resend(
    ctx: typer.Context,
    numbers: Annotated[list[int] | None, typer.Argument(help=t("argument.message"), metavar="MESSAGE...")] = None,
    failed: Annotated[bool, typer.Option("--failed", help=t("option.resend_failed"))] = False,
    channel: Annotated[
        str | None, typer.Option("--channel", help=t("option.resend_channel"), metavar="CHANNEL")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    from models.database import transaction
    from schedules import asked

    asking: Asking = ctx.obj
    known = _people(asking)
    if bool(numbers) == failed:
        raise Usage("message_which")
    numbers = _readable(asking, numbers) if numbers else _failed(asking, channel)
    with at_work(asking) as session:
        with transaction(session.engine) as connection:
            fresh = asked.resend(connection, numbers, known, now_of(asking))
        _leave(asking, session, fresh)
        ways = list(session.channels)
    _tell(asking, fresh, ways, as_json=as_json)


def _readable(asking: Asking, numbers: list[int]) -> list[int]:
    """These messages; NotFound for the first that the account may not read."""
    unknown = set(numbers) - register.readable(asking.reader, asking.actor, numbers)
    if unknown:
        raise missing("message", str(min(unknown)))
    return numbers


def _failed(asking: Asking, channel: str | None) -> list[int]:
    """The messages that have failed, as far as the account may read them."""
    numbers = register.failed(asking.reader, channel)
    return sorted(register.readable(asking.reader, asking.actor, numbers))


def close(
    ctx: typer.Context,
    numbers: Annotated[list[int], typer.Argument(help=t("argument.message"), metavar="MESSAGE...")],
    text: Annotated[str, typer.Option("--note", "-m", help=t("option.close_note"))] = "",
    as_json: JsonOption = False,
) -> None:
    from schedules import asked

    asking: Asking = ctx.obj
    if not text.strip():
        raise Usage("message_note")
    _readable(asking, numbers)
    with asking.writing() as connection:
        asked.close(connection, numbers, f"{text.strip()}（{asking.actor.name}）", now_of(asking))
    _tell(asking, numbers, [], as_json=as_json)


def _leave(asking: Asking, session: Session, numbers: list[int]) -> None:
    """Lets these messages leave at once."""
    from schedules.delivery import Courier

    Courier(session, now_of(asking)).round(set(numbers))


def _tell(asking: Asking, numbers: list[int], ways: list[str], *, as_json: bool) -> list[dict[str, Any]]:
    """Shows how the messages stand after they were to leave by the channels that there are; what was shown."""
    found = [row for number in numbers if (row := register.message(asking.reader, number)) is not None]
    names = dict(asking.reader.rows("SELECT login, name FROM account"))
    if as_json:
        data([{**row, "day": str(row["day"])} for row in found])
        return found
    for row in found:
        told = t("sent.one", message=row["message"], name=names.get(row["login"], row["login"]), channel=row["channel"])
        status = Delivery(row["status"]).label(asking.lang)
        closed = t("sent.closed") if row["status"] == Delivery.PENDING and row["channel"] not in ways else None
        say(*wrap(f"{told}{status}{bracketed(closed or row['said'], asking.lang)}", "    "))
    return found


def phoned(
    ctx: typer.Context,
    duty: DutyArgument,
    person: Annotated[str | None, typer.Option("--person", help=t("option.phoned_person"), metavar="LOGIN")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help=t("option.phoned_unit"), metavar="UNIT")] = None,
    text: Annotated[str, typer.Option("--note", "-m", help=t("option.phoned_note"))] = "",
    as_json: JsonOption = False,
) -> None:
    from schedules import asked

    asking: Asking = ctx.obj
    item, found = duty_of(asking, duty)
    to = _spoken_to(asking, person, unit)
    told = {"to": list(to.values())} if to else {}
    attempt = Attempt(Act.PHONED, asking.actor, asking.today, asking.at, note=text, more=told)
    with asking.writing() as connection:
        outcome, done = asked.phoned(connection, attempt, item, found, list(to))
    if as_json:
        data({"duty": f"{item.code}@{found.key}", "closed": done, "note": text})
        return
    tell(asking, attempt, [outcome], dry_run=False, as_json=False)
    say(*wrap(f"    {said(Act.PHONED, text)}", "    "), *([t("phoned.closed", count=done)] if done else []))


def _spoken_to(asking: Asking, person: str | None, unit: str | None) -> dict[str, str]:
    """Who was phoned, as the ledger names them, with their names: a unit, somebody there."""
    found = {}
    if unit:
        ref = directory.unit(directory.unit_names(asking.reader), unit)
        found[f"@{ref.code}"] = ref.name
    if person:
        found[person] = known_login(asking, person)
    return found


def known_login(asking: Asking, login: str | None) -> str:
    """The name of the account. Missing where there is none of that login; nobody asked for is nobody."""
    if not login:
        return ""
    names: dict[str, str] = dict(asking.reader.rows("SELECT login, name FROM account"))
    if login not in names:
        raise no_account(login, names)
    return names[login]


def prove(
    ctx: typer.Context,
    to: Annotated[str, typer.Option("--to", help=t("option.test_to"), metavar="LOGIN")],
    channel: Annotated[str | None, typer.Option("--channel", help=t("option.channel"), metavar="CHANNEL")] = None,
    as_json: JsonOption = False,
) -> None:
    from models.database import transaction
    from schedules import asked

    asking: Asking = ctx.obj
    person = _person(asking, to)
    with at_work(asking) as session:
        known = list(session.channels)
        ways, closed = _ways(person, channel, known)
        subject = session.texts.say("test.subject", day=asking.today)
        facts = {"name": person.name, "day": asking.today}
        written = {name: (subject, session.texts.say("test.text", channel=name, **facts)) for name in ways}
        with transaction(session.engine) as connection:
            made = asked.prove(connection, person, written, now_of(asking))
        _leave(asking, session, list(made.values()))
    found = _tell(asking, list(made.values()), known, as_json=as_json)
    note(*(t("test.closed", channel=name, known=known) for name in closed))
    if closed or any(row["status"] != Delivery.SENT for row in found):
        note(t("test.failed"))
        raise typer.Exit(Refused.exit_code)


def _people(asking: Asking) -> dict[str, Person]:
    """Everybody with an active account, by login."""
    return {person.login: person for person in recipients.people(asking.reader)}


def _person(asking: Asking, login: str) -> Person:
    known = _people(asking)
    if login not in known:
        raise no_account(login, {person.login: person.name for person in known.values()})
    return known[login]


def _ways(person: Person, channel: str | None, known: list[str]) -> tuple[list[str], list[str]]:
    """The channels to be tested, the one named or all that the person is on; and those that the settings lack."""
    own = [name for name, _ in person.addresses]
    if not own:
        raise Refused("person_unreachable", login=person.login)
    if channel is not None and channel not in own:
        raise Refused("person_elsewhere", login=person.login, channel=channel, known=own)
    wanted = [channel] if channel else own
    ways = [name for name in wanted if name in known]
    if not ways:
        raise Usage("channel_closed", channel=wanted[0], known=known)
    return ways, [name for name in wanted if name not in known]
