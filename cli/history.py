"""What was done to one item, record by record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import typer

from cli.deeds import phrases, said
from cli.gate import command
from cli.language import t
from cli.named import ItemArgument, act_and_result, one
from cli.options import JsonOption
from cli.show import data, say, wrap
from models.words import Act, Role, State
from workflow import deeds, directory, recall
from workflow.actor import SHANGHAI
from workflow.changes import Story, play
from workflow.lights import duty_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cli.asking import Asking
    from workflow.actor import UnitRef


def history(ctx: typer.Context, item: ItemArgument, as_json: JsonOption = False) -> None:
    asking: Asking = ctx.obj
    found = one(asking, item, audit=True)
    units, story = directory.units(asking.reader), Story({}, {})
    told = [_record(row, story, units) for row in recall.history(asking.reader, found.code, asking.today)]
    if as_json:
        data(told)
        return
    say(*wrap(f"{found.code}  {found.title}", "    "))
    for row in told:
        say(*wrap(_sentence(row, asking.lang), "    "))


AMENDED = ("title", "number", "commitment", "cooperating")


def amendment(changed: Mapping[str, list[Any]], units: Mapping[int, UnitRef]) -> dict[str, list[Any]]:
    """What an amendment changed, before and after; units by their names."""
    found = {name: changed[name] for name in AMENDED if name in changed}
    if "cooperating" in found:
        found["cooperating"] = [[units[key].name for key in ids or ()] for ids in found["cooperating"]]
    return found


def _record(row: dict[str, Any], story: Story, units: dict[int, UnitRef]) -> dict[str, Any]:
    """A record as programs are told it; the story of the item is played on by it."""
    facts = json.loads(row["changes"])
    play(story, facts)
    at = directory.moment(row["at"])
    before, after = facts.get("item", {}).get("state", [None, None])
    return {
        "seq": row["seq"],
        "effective_on": row["effective_on"].isoformat(),
        "at": at.isoformat(),
        "backfilled": at.astimezone(SHANGHAI).date() != row["effective_on"],
        "login": row["login"],
        "name": row["name"],
        "role": row["role"],
        "unit": row["unit"],
        "act": row["act"],
        "result": row["result"],
        "duty": row["duty"],
        "reason": row["reason"],
        "on_behalf_of": facts.get("on_behalf_of"),
        "from_unit": facts.get("more", {}).get("from_unit"),
        "amended": amendment(facts.get("item", {}), units) if row["act"] == Act.AMEND else {},
        "evidence": facts.get("evidence", []),
        "with_parent": facts.get("with_parent"),
        **deeds.facts(deeds.Deed(row["act"], row["duty"], facts, story, units)),
        "before": before,
        "after": after,
        "duties": _duties(facts) if row["act"] != Act.REGISTER else {},
    }


def _duties(facts: dict[str, Any]) -> dict[str, dict[str, list[Any]]]:
    """What the act changed about each duty, before and after, as far as it is told."""
    told = ("status", "due_on", "limit_on", "lateness", "asked_until")
    changes = facts.get("duties", {}).items()
    return {key: {name: pair for name, pair in changed.items() if name in told} for key, changed in changes}


def _sentence(row: dict[str, Any], lang: str) -> str:
    text = f"{row['effective_on']}  {act_and_result(row['act'], lang, row['result'])}"
    if row["before"] and row["after"]:
        text += f"  {State(row['before']).label(lang)} → {State(row['after']).label(lang)}"
    elif row["duty"]:
        text += f"  {duty_name(row['duty']).sentence(lang)}"
    told = phrases({**row, "until": _until(row)})
    text += "".join(f"  {phrase}" for phrase in [*told, *amended(row["amended"])])
    text += f"  {row['name'] or row['login']}·{Role(row['role']).label(lang)}"
    if row["backfilled"]:
        text += t("history.backfilled", at=directory.moment(row["at"]).astimezone(SHANGHAI).date().isoformat())
    if row["on_behalf_of"]:
        text += t("history.behalf", unit=row["on_behalf_of"])
    if row["reason"]:
        text += f"  {said(row['act'], row['reason'])}"
    if row["evidence"]:
        text += "  " + t("history.evidence", names=[paper["name"] for paper in row["evidence"]])
    return text


def amended(facts: dict[str, list[Any]]) -> list[str]:
    """What was amended, as people read it: 名称：旧 → 新."""
    return [t("amend.changed", what=t(f"amend.{name}"), **_pair(pair)) for name, pair in facts.items()]


def _pair(pair: list[Any]) -> dict[str, str]:
    old, new = ("、".join(side) if isinstance(side, list) else side or "" for side in pair)
    return {"old": old or t("amend.none"), "new": new or t("amend.none")}


def _until(row: dict[str, Any]) -> str | None:
    """The day that an extension was asked for or granted to."""
    name = {Act.EXTEND_ASK: "asked_until", Act.EXTEND_GRANT: "due_on"}.get(row["act"])
    return row["duties"][row["duty"]][name][1] if name else None


def add(app: typer.Typer) -> None:
    """Adds the history of an item to the program."""
    command(app, "history")(history)
