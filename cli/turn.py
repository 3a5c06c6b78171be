"""What can be done next with an item, and what waits for the one who asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.contexts import narrowed
from cli.deeds import word
from cli.gate import command
from cli.language import t
from cli.look import heading
from cli.named import ItemArgument, act_and_result, act_label, one, turn_text
from cli.options import JsonOption, LimitOption, Which, spread, wanted
from cli.show import Column, data, say, table, wrap
from models.words import Event, Light, Role
from workflow import queries, recall, remarks, turns
from workflow.errors import word_of
from workflow.lights import duty_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.asking import Asking
    from workflow.engine import Option
    from workflow.facts import Item
    from workflow.turns import Turn
    from workflow.views import Sight


@dataclass(slots=True, eq=False, repr=False)
class Waiting(Which):
    """Which of what waits is asked for, for whom, how much of it, in what form."""

    role: Annotated[str | None, typer.Option("--role", help=t("option.whose"), metavar="ROLE")] = None
    limit: LimitOption = 50
    as_json: JsonOption = False


def todo(ctx: typer.Context, told: Waiting) -> None:
    asking: Asking = ctx.obj
    narrowed(asking, told, as_json=told.as_json)
    whose = word_of(Role, told.role) if told.role else None
    rows = _rows(asking, told, whose)
    shown = _with_words(asking, rows[: told.limit])
    if told.as_json:
        data(shown)
        return
    say(heading(asking, "title.todo_of", role=whose) if whose else heading(asking, "title.todo"))
    if not rows:
        say(t("empty.todo_of", role=whose) if whose else t("empty.todo"))
        return
    columns = [
        Column(t("column.todo")),
        Column(t("column.item")),
        Column(t("column.title"), flex=True, least=10),
        Column(t("column.duty")),
        Column(t("column.since")),
        Column(t("column.in_hand"), right=True),
        Column(t("column.by")),
    ]
    say(*table(columns, [_todo_cells(row, asking.lang) for row in shown]))
    said = dict.fromkeys(f"{row['item']}  {word(one, asking.lang)}" for row in shown for one in row["said"])
    say(*(line for text in said for line in wrap(text, "    ")))
    more = t("shown.more", option=f"--limit {len(rows)}") if len(shown) < len(rows) else ""
    say(t("shown", shown=f"{len(shown):,}", total=f"{len(rows):,}") + more)


def _rows(asking: Asking, told: Which, whose: Role | None) -> list[dict[str, Any]]:
    """What waits for a role, or for the account that asks, the nearest limit first."""
    found = queries.items(asking.reader, asking.actor, wanted(asking, told), asking.today)
    recall.follow(asking.reader, found, asking.today)
    sight, light = asking.sight(), word_of(Light, told.light) if told.light else None
    lit = [item for item in found if light is None or sight.item(item)["light"] == light]
    waiting = [(item, turn) for item in lit for turn in turns.turns(item, asking.today)]
    rows = [_waiting(sight, *pair) for pair in waiting if (pair[1].role == whose if whose else _mine(asking, *pair))]
    return sorted(rows, key=lambda row: (row["by"] or "9999", row["since"] or "9999", row["item"]))


def _with_words(asking: Asking, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the words that stand about each: an instruction, why it was sent back, what was promised."""
    codes = list(dict.fromkeys(row["item"] for row in rows))
    spoken = recall.acts(asking.reader, codes, asking.today, remarks.SPOKEN)
    words = {code: remarks.standing(found) for code, found in spoken.items()}
    return [
        {**row, "said": remarks.concerning(words[row["item"]], row["duty"] and row["duty"].rpartition("@")[2])}
        for row in rows
    ]


def _mine(asking: Asking, item: Item, turn: Turn) -> bool:
    """Whether it waits for the one who asks, who never decides on what they submitted."""
    role = asking.actor.role((turn.role,), item.plan.id, item.unit_path)
    return role is not None and turn.not_by != asking.actor.login


def _waiting(sight: Sight, item: Item, turn: Turn) -> dict[str, Any]:
    return {
        "item": item.code,
        "title": item.title,
        "state": item.state.value,
        "role": turn.role.value,
        "act": turn.act.value,
        "duty": f"{item.code}@{turn.duty.key}" if turn.duty else None,
        "since": turn.since.isoformat() if turn.since else None,
        "working_days": sight.calendar(item).between(turn.since, sight.today) if turn.since else None,
        "by": turn.due.isoformat() if turn.due else None,
        "delayed": turns.delayed(turn, sight.today, sight.calendar(item)),
    }


def _todo_cells(row: dict[str, Any], lang: str) -> list[str]:
    duty = duty_name(row["duty"]).sentence(lang) if row["duty"] else ""
    days = "" if row["working_days"] is None else str(row["working_days"])
    days = t("days.delayed", days=days) if row["delayed"] else days
    kind = row["duty"].rpartition("@")[2].partition("-")[0] if row["duty"] else None
    return [
        t("turn.review") if row["act"] == Event.RESUME else act_label(row["act"], lang, kind),
        row["item"],
        row["title"],
        duty,
        row["since"] or "",
        days,
        row["by"] or "",
    ]


def next_(ctx: typer.Context, item: ItemArgument, as_json: JsonOption = False) -> None:
    from workflow.attempt import Attempt
    from workflow.engine import possible

    asking: Asking = ctx.obj
    found, sight = one(asking, item), asking.sight()
    recall.follow(asking.reader, [found], asking.today)
    attempt = Attempt(Event.ASSIGN, asking.actor, asking.today, asking.at)
    options = possible(queries.complete(asking.reader, found, asking.today), attempt)
    rows = [_option(option, found, asking.lang) for option in options]
    if as_json:
        data(rows)
        return
    say(*wrap(f"{found.code}  {found.title}  {found.state.label(asking.lang)}", "    "))
    for turn in turns.turns(found, asking.today):
        say(*wrap(turn_text(asking, sight, found, turn), "    "))
    _print_next(asking, [row for row in rows if row["allowed"]], "next.can")
    _print_next(asking, [row for row in rows if not row["allowed"] and _thinkable(found, row)], "next.cannot")
    if not rows:
        say(t("next.nothing"))


def _option(option: Option, item: Item, lang: str) -> dict[str, Any]:
    return {
        "event": option.move.event.value,
        "result": option.move.result.value if option.move.result else None,
        "allowed": option.allowed,
        "roles": [role.value for role in option.move.roles],
        "unit": item.unit_name,
        "asks": [reason.sentence(lang) for reason in option.asks],
        "reasons": [reason.sentence(lang) for reason in option.reasons],
    }


def _thinkable(item: Item, row: dict[str, Any]) -> bool:
    """Whether the item ever owed the review: what its plan does not have need not be told to be impossible."""
    return row["event"] != Event.OPEN_REVIEW or any(duty.kind == row["result"] for duty in item.duties)


def _print_next(asking: Asking, rows: Sequence[dict[str, Any]], key: str) -> None:
    if rows:
        say("", t(key))
    for row in rows:
        roles = [Role(role) for role in row["roles"]]
        text = f"  {act_and_result(row['event'], asking.lang, row['result'])}"
        text += t("next.who", roles=roles)
        text += t("next.asks", asks=row["asks"]) if row["asks"] and row["allowed"] else ""
        text += t("next.because", reasons=t("semicolon").join(row["reasons"])) if row["reasons"] else ""
        say(*wrap(text, "      "))


def add(app: typer.Typer) -> None:
    """Adds what comes next to the program."""
    command(app, "todo")(spread(Waiting)(todo))
    command(app, "next")(next_)
