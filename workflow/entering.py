"""Targets filled in on a sheet, entered by the acts: all of it in one transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.errors import DubanError
from models.words import Act
from workflow import acts, store
from workflow.cells import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from workflow.attempt import Attempt
    from workflow.figuring import Entry, Filled


def perform(connection: Connection, attempt: Attempt, made: Filled) -> list[Problem]:
    """Sets the values of years and enters the figures by the acts, in the caller's transaction.

    Answers what they refused, by row; the caller takes the transaction back where anything was refused.
    """
    refused: list[Problem] = []
    by_item: dict[str, list[Entry]] = {}
    for entry in made.entries:
        by_item.setdefault(entry.item, []).append(entry)
    # The chains are locked in one order, so that two sheets about the same plans never wait for each other.
    for code in sorted(by_item, key=store.chain_of):
        entries = by_item[code]
        setting = [entry for entry in entries if entry.years]
        if setting:
            values = [value for entry in setting for value in entry.years]
            said = dict.fromkeys(text for text in (attempt.note.strip(), *(e.note for e in setting)) if text)
            one = replace(attempt, event=Act.SET_TARGETS, note="；".join(said), facts={"years": values})
            refused += _do(connection, one, code, setting)
        measured = [entry for entry in entries if entry.figure is not None]
        if measured:
            one = replace(attempt, event=Act.MEASURE, facts={"figures": [entry.figure for entry in measured]})
            refused += _do(connection, one, code, measured)
    return refused


def _do(connection: Connection, attempt: Attempt, code: str, entries: Sequence[Entry]) -> list[Problem]:
    try:
        acts.perform(connection, attempt, code)
    except DubanError as refusal:
        return [Problem(entry.row, "", refusal) for entry in entries]
    return []
