"""Where one item stands: show, history, why, next; and what waits for the one who asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import typer

from cli.deeds import concluded, had, word
from cli.gate import command
from cli.language import t
from cli.look import light_cell
from cli.named import DutyArgument, ItemArgument, duty_of, one, turn_text
from cli.options import JsonOption
from cli.show import Column, data, paint, say, table, wrap
from models.words import TERMINAL, Event, Kind, Status
from workflow import deadlines, queries, recall, remarks, standings, turns
from workflow.lights import duty_name
from workflow.scope import Wanted
from workflow.speech import DutyCode
from workflow.speech import show as shown_fact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.asking import Asking
    from workflow.facts import Duty, Item
    from workflow.turns import Turn
    from workflow.views import Sight


def show(ctx: typer.Context, item: ItemArgument, as_json: JsonOption = False) -> None:
    asking: Asking = ctx.obj
    found, sight = one(asking, item), asking.sight()
    past = _past(asking, found)
    children = _readable(asking, found.children)
    row = {
        **sight.item(found),
        "printed": recall.printed(asking.reader, found, asking.today),
        "section": queries.sections(asking.reader).get(found.code),
        "cooperating": [sight.units[key].name for key in found.cooperating],
        "duties": [_duty(sight, found, duty, past) for duty in sorted(found.duties, key=_by_due)],
        "children": [sight.item(child) for child in children],
        "said": past.said,
        "before": past.before,
        "targets": standings.rows(sight, [found], asking.today),
        "report": _plain(queries.last_report(asking.reader, found.id, asking.today)),
    }
    if as_json:
        data(row)
        return
    say(*wrap(f"{found.code}  {found.title}", "    "))
    say(*_facts(asking, sight, found, row))
    say("", *_duties(asking, row["duties"], row["unit"]))
    say(*_targets(asking, found, row["targets"]))
    if row["children"]:
        say("", t("show.children"), *_children(asking, sight, children, ""))
    if row["report"]:
        say("", *_report(row["report"], asking.lang))


def _targets(asking: Asking, item: Item, rows: Sequence[dict[str, Any]]) -> list[str]:
    """The targets of which there is something to say: what the year asks, a figure, or that one is missing."""
    from cli.targets import lines

    known = {goal.target.code: goal.target for goal in item.goals.values()}
    told = [row for row in rows if row["aim"] is not None or row["as_of"] or known[row["target"]].asked]
    return ["", t("show.targets"), *lines(asking, told, known, units=False)] if told else []


def _readable(asking: Asking, children: Sequence[Item]) -> list[Item]:
    """Those of the items below that the account may read."""
    wanted = Wanted(codes=tuple(child.code for child in children))
    known = {item.code for item in queries.items(asking.reader, asking.actor, wanted, asking.today)} if children else ()
    return [child for child in children if child.code in known]


@dataclass(frozen=True, slots=True)
class Past:
    """What the records of an item say to whoever looks at it now."""

    said: list[dict[str, Any]]
    before: list[dict[str, Any]]
    conclusions: dict[str, str]


def _past(asking: Asking, item: Item) -> Past:
    """Reads the records of the item once, and puts on it since when its unit has what it has."""
    rows = recall.history(asking.reader, item.code, asking.today)
    item.came = remarks.came(rows)
    said = remarks.standing(rows) if item.state not in TERMINAL else []
    return Past(said, remarks.before(rows), remarks.conclusions(rows))


def _duty(sight: Sight, item: Item, duty: Duty, past: Past) -> dict[str, Any]:
    conclusion = past.conclusions.get(duty.key) if duty.status == Status.ACCEPTED else None
    return sight.duty(item, duty) | _more(duty) | {"conclusion": conclusion}


def _by_due(duty: Duty) -> tuple[str, str]:
    return duty.due_on.isoformat(), duty.key


def _more(duty: Duty) -> dict[str, Any]:
    return {
        "opens_on": duty.opens_on.isoformat() if duty.opens_on else None,
        "limit_on": duty.limit_on.isoformat() if duty.limit_on else None,
        "limit_by": duty.limit_by.value if duty.limit_by else None,
        "asked_until": duty.asked_until.isoformat() if duty.asked_until else None,
        "submitted_on": duty.submitted_on.isoformat() if duty.submitted_on else None,
        "settled_on": duty.settled_on.isoformat() if duty.settled_on else None,
        "lateness": duty.lateness + duty.submitted_late,
        "problem": duty.problem,
        "merged_into": duty.merged_into,
    }


def _plain(facts: dict[str, Any] | None) -> dict[str, Any] | None:
    return {**facts, "reported_on": facts["reported_on"].isoformat()} if facts else None


def _facts(asking: Asking, sight: Sight, item: Item, row: dict[str, Any]) -> list[str]:
    cooperating = "、".join(row["cooperating"])
    parts = [
        *((f"show.printed_{name}", was) for name, was in row["printed"].items()),
        ("show.plan", f"{item.plan.code} {item.plan.title}"),
        ("show.section", row["section"] or ""),
        ("show.unit", f"{row['unit']}" if row["assigned"] else t("show.unassigned", unit=row["unit"])),
        ("show.cooperating", cooperating),
        ("show.state", item.state.label(asking.lang)),
        ("show.light", paint(light_cell(row), row["light"])),
        ("show.why", "\n".join(row["why"])),
        ("show.risk", sight.risk(row["risk"])),
        ("show.turn", "\n".join(turn_text(asking, sight, item, turn) for turn in turns.turns(item, asking.today))),
        ("show.words", "\n".join(word(said, asking.lang) for said in row["said"])),
        ("show.before", "\n".join(had(unit) for unit in row["before"])),
    ]
    return _told(parts)


def _told(parts: Sequence[tuple[str, str]]) -> list[str]:
    """Each part behind its heading, a key of the catalogues; nothing of those that are empty."""
    return [line for key, value in parts if value for line in wrap(f"{t(key)}{value}", "    ")]


def _duties(asking: Asking, rows: Sequence[dict[str, Any]], unit: str | None) -> list[str]:
    """The duties; their unit only where it is not the item's own everywhere."""
    elsewhere = any(row["unit"] != unit for row in rows)
    columns = [
        Column(t("column.light")),
        Column(t("column.duty"), flex=True, least=12, names=True),
        Column(t("column.status")),
        Column(t("column.due")),
        Column(t("column.submitted")),
        Column(t("column.settled")),
        Column(t("column.late"), right=True, flex=True, least=6),
        *([Column(t("column.unit"), flex=True)] if elsewhere else []),
    ]
    cells = [
        [
            _light(row),
            duty_name(row["checkpoint"]).sentence(asking.lang) + (f" {row['problem']}" if row["problem"] else ""),
            _status(row, asking.lang),
            _due(row),
            row["submitted_on"] or "",
            row["settled_on"] or "",
            str(row["lateness"] or ""),
            *([row["unit"] or ""] if elsewhere else []),
        ]
        for row in rows
    ]
    return table(columns, cells, [row["light"] for row in rows])


def _light(row: dict[str, Any]) -> str:
    """The colour and its word; of an evaluation that it is concluded, not that the work is done."""
    return light_cell({**row, "word": t("concluded.short")} if row["conclusion"] else row)


def _status(row: dict[str, Any], lang: str) -> str:
    return concluded(row["conclusion"]) if row["conclusion"] else Status(row["status"]).label(lang)


def _due(row: dict[str, Any]) -> str:
    """The printed day, and beside it the one that holds in its place: an extension or a limit."""
    now = max(row["due_on"], row["limit_on"] or row["due_on"])
    return f"{row['original_due_on']}→{now}" if now != row["original_due_on"] else str(now)


def _children(asking: Asking, sight: Sight, children: Sequence[Item], indent: str) -> list[str]:
    lines = []
    for child in children:
        row = sight.item(child)
        lit = paint(light_cell(row), row["light"])
        name = row["unit"] if child.kind == Kind.BREAKDOWN else child.title
        text = f"{indent}  {child.code}  {name}  {child.state.label(asking.lang)}  {lit}"
        lines += wrap(text, f"{indent}      ")
        lines += _children(asking, sight, _readable(asking, child.children), f"{indent}  ")
    return lines


def _report(report: dict[str, Any], lang: str) -> list[str]:
    duty = duty_name(report["duty"]).sentence(lang) if report["duty"] else ""
    lines = [t("show.report", on=report["reported_on"], duty=duty)]
    for part in ("achieved", "practice", "problems", "next_steps", "needs"):
        if report[part]:
            lines += wrap(f"  {t(f'part.{part}')}{report[part]}", "    ")
    return lines


def why(ctx: typer.Context, duty: DutyArgument, as_json: JsonOption = False) -> None:
    asking: Asking = ctx.obj
    if "@" not in normalize("NFKC", duty):
        _why_item(asking, duty, as_json=as_json)
        return
    item, found = duty_of(asking, duty)
    row = _grounds(asking, item, found)
    if as_json:
        data(row)
        return
    name = row["duty"] + f"  {duty_name(found.key).sentence('en')}" if asking.lang == "en" else DutyCode(row["duty"])
    say(*wrap(f"{shown_fact(name, asking.lang)}  {item.title}", "    "))
    parts = [
        ("why.light", paint(_light(row), row["light"])),
        ("why.because", "\n".join(row["why"])),
        ("why.rule", row["rule"]),
        ("why.unit", f"{row['unit']}" + (t("why.owner", name=row["owner"]) if row["owner"] else "")),
        ("why.turn", "\n".join(row["turn"])),
        ("show.words", "\n".join(word(said, asking.lang) for said in row["said"])),
        ("show.before", "\n".join(had(unit, found.key) for unit in row["before"])),
        ("why.state", f"{item.state.label(asking.lang)} / {_status(row, asking.lang)}"),
        ("why.days", t("why.dates", **{n: shown_fact(getattr(found, n), asking.lang) for n in _DATES})),
        ("why.calendar", "\n".join(row["calendar"])),
    ]
    say(*_told(parts))


def _grounds(asking: Asking, item: Item, duty: Duty) -> dict[str, Any]:
    """A duty with all that its light comes from, and whose turn it is."""
    sight, past = asking.sight(), _past(asking, item)
    row = _duty(sight, item, duty, past) | {"revision": duty.revision}
    row["said"] = remarks.concerning(past.said, duty.key)
    row["before"] = [unit for unit in past.before if duty.key in unit["overdue"]]
    row["rule"] = t(f"rule.{row['light']}")
    row["act_by"] = deadlines.act_by(duty, sight.calendar(item)).isoformat()
    mine = [turn for turn in turns.turns(item, asking.today) if _about(turn, duty)]
    row["turn"] = [turn_text(asking, sight, item, turn) for turn in mine]
    row["calendar"] = sight.gaps([(item.plan.calendar, duty.due_on)])
    return row


def _about(turn: Turn, duty: Duty) -> bool:
    """Whether what waits is about the duty, or about the item as a whole and so about each of its duties."""
    if turn.duty is None:
        return turn.act != Event.REQUEST_COMPLETION
    return turn.duty.key == duty.key


def _why_item(asking: Asking, code: str, *, as_json: bool) -> None:
    """Why an item has its light, and what it still owes."""
    found, sight = one(asking, code), asking.sight()
    row, past = sight.item(found), _past(asking, found)
    owed = [_duty(sight, found, duty, past) for duty in sorted(found.duties, key=_by_due) if not duty.settled]
    if as_json:
        data({**row, "duties": owed})
        return
    say(*wrap(f"{found.code}  {found.title}", "    "))
    waiting = [turn_text(asking, sight, found, turn) for turn in turns.turns(found, asking.today)]
    parts = [
        ("why.light", paint(light_cell(row), row["light"])),
        ("why.because", "\n".join(row["why"])),
        ("why.turn", "\n".join(waiting)),
        ("why.state", found.state.label(asking.lang)),
    ]
    say(*_told(parts))
    if owed:
        say("", *_duties(asking, owed, row["unit"]))


_DATES = ("due_on", "original_due_on", "effective_due_on")


def add(app: typer.Typer) -> None:
    """Adds the views of one item to the program."""
    command(app, "show")(show)
    command(app, "why")(why)
