"""The overdue list at a million items: the whole process and the query, beside the same SQL without the program."""

from __future__ import annotations

import argparse
import json
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

from filled import TODAY, cache, filled, person
from measure import DUBAN, Program, at_most, calls, found, processes, python, table

from models.address import Address
from models.reader import Reader, reading
from models.words import Role
from workflow import queries

BARE = """
import json
import sqlite3
import sys

def answer(database, statements):
    driver = sqlite3.connect(database)
    for sql, values in statements:
        for row in driver.execute(sql, values):
            print("\\t".join(map(str, row)))

def told(place):
    with open(place, encoding="utf-8") as file:
        return json.load(file)
"""

TYPER = '''
import typer
from bare_answer import answer, told

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)

@app.command()
def overdue(database: str, place: str, limit: int = 50) -> None:
    """What is overdue."""
    answer(database, told(place))

@app.command()
def due(within: int = 20) -> None:
    """What falls due."""
'''

OBJECTS = '''
from datetime import date

import typer
from sqlmodel import Session, create_engine, func, select

from models.item import DutyRow, ItemRow
from models.people import UnitRow
from models.words import RUNNING, State

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
RESTING = [State.SUSPENDED, State.COMPLETION_CHECK, State.COMPLETED, State.ANNUAL_SUBMITTED]
RESTING += [State.MIDTERM_SUBMITTED, State.FINAL_SUBMITTED]

@app.command()
def overdue(database: str, today: str, limit: int = 50) -> None:
    """What is overdue."""
    with Session(create_engine(f"sqlite:///{database}")) as session:
        wanted = (
            DutyRow.status.in_(RUNNING), DutyRow.effective_due_on < date.fromisoformat(today),
            ItemRow.state.not_in(RESTING),
        )
        query = select(DutyRow, ItemRow, UnitRow).join(ItemRow, ItemRow.id == DutyRow.item_id)
        query = query.join(UnitRow, UnitRow.id == ItemRow.unit_id).where(*wanted)
        for duty, item, unit in session.exec(query.order_by(DutyRow.effective_due_on).limit(limit)):
            print(item.code, item.title, duty.key, unit.name, duty.due_on, sep="\\t")
        count = select(func.count()).select_from(DutyRow).join(ItemRow, ItemRow.id == DutyRow.item_id)
        print(session.exec(count.where(*wanted)).one())

@app.command()
def due(within: int = 20) -> None:
    """What falls due."""
'''


class Listener(Reader):
    """A reader that keeps what is asked through it."""

    def __init__(self, driver: Any) -> None:
        super().__init__(driver, Address(), named=True)
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def rows(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        self.asked.append((sql, values))
        return super().rows(sql, **values)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=15)
    cache(options)
    asked = options.parse_args()
    overdue = min(10_000, asked.items // 10)
    path = filled(asked.cache, asked.items, overdue)
    statements = listed(path)
    size = f"50 of {overdue:,} overdue among {asked.items:,} items"
    with tempfile.TemporaryDirectory() as folder:
        whole(path, statements, Path(folder), asked.rounds, size)
    query(path, statements, asked.rounds, size)


def listed(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """The statements of the list itself as duban runs them: its rows, and how many there are in all."""
    driver = sqlite3.connect(path)
    listener = Listener(driver)
    queries.overdue(listener, person("leader", Role.LEADER), queries.Wanted(), TODAY, 50)
    driver.close()
    return [(sql, values) for sql, values in listener.asked if "FROM duty" in sql]


def whole(path: Path, statements: list[tuple[str, dict[str, Any]]], folder: Path, rounds: int, size: str) -> None:
    for name, text in (("bare_answer", BARE), ("bare_program", TYPER), ("objects_program", OBJECTS)):
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    place = str(folder / "statements.json")
    Path(place).write_text(json.dumps(statements), encoding="utf-8")
    start = f"import sys; sys.path.insert(0, {str(folder)!r}); "
    cases = {}
    if shell := found("sqlite3"):
        text = ";\n".join(literal(sql, values) for sql, values in statements) + ";"
        cases["sqlite3 shell"] = Program([shell, "-batch", str(path)], feed=text)
    bare = f"{start}from bare_answer import answer, told; answer({str(path)!r}, told({place!r}))"
    cases["bare interpreter"] = python("-c", bare)
    program = f"{start}from bare_program import app; app(prog_name='bare')"
    cases["bare typer"] = python("-c", program, "overdue", str(path), place)
    objects = f"{start}from objects_program import app; app(prog_name='objects')"
    cases["typer + SQLModel rows"] = python("-c", objects, "overdue", str(path), TODAY.isoformat())
    cases["duban"] = Program([DUBAN, "--database", str(path), "--today", TODAY.isoformat(), "overdue"])
    results = processes(cases, rounds)
    table(f"duban overdue, whole process, {size}, medians of {rounds}", results, "bare typer")
    at_most(results, 1.3, "bare typer")
    at_most(results, 2.0, "bare interpreter")


def literal(sql: str, values: dict[str, Any]) -> str:
    """The statement with its values written into it, for the shell."""
    for name, value in values.items():
        sql = sql.replace(f":{name}", str(value) if isinstance(value, int) else f"'{value}'")
    return sql


def query(path: Path, statements: list[tuple[str, dict[str, Any]]], rounds: int, size: str) -> None:
    actor = person("leader", Role.LEADER)
    with reading(Address(path=path)) as reader:
        driver = sqlite3.connect(path)

        def raw() -> int:
            return len([driver.execute(sql, values).fetchall() for sql, values in statements]) and 1

        def ours() -> int:
            return len(queries.overdue(reader, actor, queries.Wanted(), TODAY, 50)) and 1

        rows = statements[:1]

        def raw_rows() -> int:
            return len([driver.execute(sql, values).fetchall() for sql, values in rows]) and 1

        results = calls({"raw rows alone": raw_rows, "raw SQL": raw, "duban": ours}, rounds * 3)
        driver.close()
    table(f"the query in one process, {size}, medians of {rounds * 3}", results, "raw SQL")
    at_most(results, 2.0, "raw SQL")


if __name__ == "__main__":
    main()
