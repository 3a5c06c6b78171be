"""Proving the history: whether any record was changed, removed or moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from cli.gate import command, group
from cli.language import t
from cli.look import FOUND
from cli.options import JsonOption
from cli.show import data, say
from workflow import prints, records
from workflow.speech import because

if TYPE_CHECKING:
    from cli.asking import Asking


def verify(ctx: typer.Context, as_json: JsonOption = False) -> None:
    asking: Asking = ctx.obj
    names = ", ".join(records.Entry.__slots__)
    rows = asking.reader.stream(f"SELECT seq, previous, hash, {names} FROM record ORDER BY chain, seq")
    heads = {chain: (seq, end) for chain, seq, end in asking.reader.rows("SELECT chain, seq, hash FROM chain")}
    last: dict[str, tuple[int, str]] = {}
    told_of = prints.Told()
    count, flaws = records.verify(told_of.watch(records.watched(rows, last)), heads)
    query = "SELECT i.code, p.code, i.version, i.state FROM item i JOIN plan p ON p.id = i.plan_id ORDER BY i.code"
    items = asking.reader.stream(query)
    plans = [row[0] for row in asking.reader.rows("SELECT code FROM plan ORDER BY code")]
    broken = {flaw.chain for flaw in flaws}
    found = records.compare(items, plans, last, heads)
    behind = told_of.flaws(asking.reader.stream(prints.FIGURES), asking.reader.stream(prints.YEARS))
    found += [flaw for flaw in behind if flaw.chain in heads]
    flaws += [flaw for flaw in found if flaw.chain not in broken]
    _tell(asking, count, flaws, heads, as_json=as_json)


def _tell(
    asking: Asking, count: int, flaws: list[records.Flaw], heads: dict[str, tuple[int, str]], *, as_json: bool
) -> None:
    facts = [{"chain": flaw.chain, "seq": flaw.seq, "item": flaw.item} for flaw in flaws]
    told = [because(flaw.key, **fact).sentence(asking.lang) for flaw, fact in zip(flaws, facts, strict=True)]
    if as_json:
        pairs = zip(flaws, told, strict=True)
        found = [
            {"chain": flaw.chain, "seq": flaw.seq, "item": flaw.item, "flaw": flaw.key, "message": text}
            for flaw, text in pairs
        ]
        ends = {chain: {"seq": seq, "hash": end} for chain, (seq, end) in sorted(heads.items())}
        data({"records": count, "flaws": found, "chains": ends})
    else:
        say(t("audit.sound", count=f"{count:,}", chains=len(heads)) if not told else "\n".join(told))
        say(*(f"  {chain}  {seq}  {end[:16]}" for chain, (seq, end) in sorted(heads.items()) if not told))
    if told:
        raise typer.Exit(FOUND)


def add(app: typer.Typer) -> None:
    """Adds the audit to the program."""
    below = group(app, "audit")
    command(below, "verify", "audit_verify")(verify)
