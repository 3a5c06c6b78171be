"""What was done to one item, record by record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import typer

from cli.gate import command
from cli.language import t
from cli.named import ItemArgument, act_and_result, one
from cli.options import JsonOption
from cli.show import data, say, wrap
from models.words import Act, Role, State
from workflow import directory, recall
from workflow.actor import SHANGHAI
from workflow.deadlines import duty_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cli.asking import Asking
    from workflow.actor import UnitRef


def history(ctx: typer.Context, item: ItemArgument, as_json: JsonOption = False) -> None:
    asking: Asking = ctx.obj
    found = one(asking, item, audit=True)
    rows = recall.history(asking.reader, found.code, asking.today)
    units = directory.units(asking.reader)
    told = [_record(row, units) for row in rows]
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


def _record(row: dict[str, Any], units: dict[int, UnitRef]) -> dict[str, Any]:
    facts = json.loads(row["changes"])
    at = directory.moment(row["at"])
    before, after = facts.get("item", {}).get("state", [None, None])
    return {
        "seq": row["seq"],
        "effective_on": row["effective_on"].isoformat(),
        "at": at.isoformat(),
        "backfilled": row["act"] != Act.REGISTER and at.astimezone(SHANGHAI).date() != row["effective_on"],
        "login": row["login"],
        "name": row["name"],
        "role": row["role"],
        "unit": row["unit"],
        "act": row["act"],
        "result": row["result"],
        "duty": row["duty"],
        "reason": row["reason"],
        "on_behalf_of": facts.get("on_behalf_of"),
        "promised": facts.get("more", {}).get("promised"),
        "from_unit": facts.get("more", {}).get("from_unit"),
        "amended": amendment(facts.get("item", {}), units) if row["act"] == Act.AMEND else {},
        "evidence": facts.get("evidence", []),
        "before": before,
        "after": after,
        "duties": {
            key: {
                name: pair
                for name, pair in changed.items()
                if name in ("status", "due_on", "limit_on", "lateness", "asked_until")
            }
            for key, changed in facts.get("duties", {}).items()
        }
        if row["act"] != Act.REGISTER
        else {},
    }


def _sentence(row: dict[str, Any], lang: str) -> str:
    text = f"{row['effective_on']}  {act_and_result(row['act'], lang, row['result'])}"
    if row["before"] and row["after"]:
        text += f"  {State(row['before']).label(lang)} → {State(row['after']).label(lang)}"
    elif row["duty"]:
        text += f"  {duty_name(row['duty']).sentence(lang)}"
    text += _days(row)
    text += t("history.from", unit=row["from_unit"]) if row["from_unit"] else ""
    text += "".join(f"  {line}" for line in amended(row["amended"]))
    text += f"  {row['name'] or row['login']}·{Role(row['role']).label(lang)}"
    if row["backfilled"]:
        text += t("history.backfilled", at=row["at"][:10])
    if row["on_behalf_of"]:
        text += t("history.behalf", unit=row["on_behalf_of"])
    if row["reason"]:
        text += t("history.reason", reason=row["reason"])
    if row["evidence"]:
        text += t("history.evidence", names=[paper["name"] for paper in row["evidence"]])
    return text


def amended(facts: dict[str, list[Any]]) -> list[str]:
    """What was amended, as people read it: 名称：旧 → 新."""
    return [t("amend.changed", what=t(f"amend.{name}"), **_pair(pair)) for name, pair in facts.items()]


def _pair(pair: list[Any]) -> dict[str, str]:
    old, new = ("、".join(side) if isinstance(side, list) else side or "" for side in pair)
    return {"old": old or t("amend.none"), "new": new or t("amend.none")}


def _days(row: dict[str, Any]) -> str:
    """The day that was asked for, granted or promised."""
    if row["promised"]:
        return t("history.promised", promised=row["promised"])
    name = {Act.EXTEND_ASK: "asked_until", Act.EXTEND_GRANT: "due_on"}.get(row["act"])
    return t("history.until", until=row["duties"][row["duty"]][name][1]) if name else ""


def add(app: typer.Typer) -> None:
    """Adds the history of an item to the program."""
    command(app, "history")(history)
