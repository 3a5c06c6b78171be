"""The lifecycle as a table and as a chart, from the table of the lifecycle."""

from __future__ import annotations

from cli.language import t
from cli.show import Column, table
from models.words import State
from workflow.lifecycle import LIFECYCLE, Computed, Move


def listing(lang: str) -> list[str]:
    """Every row of the lifecycle."""
    names = ("source", "event", "result", "target", "roles", "needs")
    columns = [Column(t(f"lifecycle.{name}"), flex=name in ("source", "target", "needs"), least=10) for name in names]
    return table(columns, [_cells(move, lang) for move in LIFECYCLE])


def _cells(move: Move, lang: str) -> list[str]:
    comma = "、" if lang == "zh" else ", "
    asks = [t(f"lifecycle.{name}") for name in ("reason", "evidence", "other", "submitter") if getattr(move, name)]
    return [
        move.source.label(lang),
        move.event.label(lang),
        move.result.label(lang) if move.result else "",
        target(move, lang),
        comma.join(role.label(lang) for role in move.roles),
        comma.join(asks),
    ]


def target(move: Move, lang: str) -> str:
    """Where a move leads, in words."""
    if isinstance(move.target, State):
        return move.target.label(lang)
    return t("lifecycle.back" if move.target == Computed.BACK else "lifecycle.was")


def mermaid(lang: str) -> list[str]:
    """A Mermaid state chart; suspending and cancelling, possible almost everywhere, are left to the table."""
    lines = ["stateDiagram-v2", f"    [*] --> {_name(State.REGISTERED)}"]
    lines += [f"    {_name(state)} : {state.label(lang)}" for state in State]
    seen = set()
    for move in LIFECYCLE:
        if move.event.value in ("suspend", "resume", "cancel"):
            continue
        targets = [move.target] if isinstance(move.target, State) else [State.ACTIVE, State.RECTIFYING]
        for end in targets:
            label = move.event.label(lang) + (f" {move.result.label(lang)}" if move.result else "")
            line = f"    {_name(move.source)} --> {_name(end)} : {label}"
            if line not in seen:
                seen.add(line)
                lines.append(line)
    return lines


def _name(state: State) -> str:
    return state.value.replace(".", "_")
