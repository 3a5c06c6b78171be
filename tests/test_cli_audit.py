"""The proof finds what a chain alone cannot show: rows that are not what their records end in."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from make import LONE, NOW

from models import database
from models.words import Role
from workflow.people import Register

if TYPE_CHECKING:
    from program import Inside

BEHIND = "{} 的现状与记录不符（{} 链）"


def tamper(program: Inside, *statements: str) -> None:
    """Changes rows as somebody could who has the file."""
    assert program.database
    with closing(sqlite3.connect(program.database)) as driver, driver:
        for trigger in ("record_no_update", "record_no_delete"):
            driver.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        for statement in statements:
            driver.execute(statement)


def flaws(program: Inside) -> list[dict[str, Any]]:
    told = program("audit", "verify", "--json")
    found: list[dict[str, Any]] = told.data["flaws"]
    assert told.code == (10 if found else 0)
    assert program("audit", "verify").code == told.code
    return found


def behind(chain: str, *items: str) -> list[dict[str, Any]]:
    return [
        {"chain": chain, "seq": 0, "item": item, "flaw": "record_behind", "message": BEHIND.format(item, chain)}
        for item in items
    ]


def test_an_item_taken_out_by_hand_is_found(playing) -> None:
    tamper(playing, "DELETE FROM duty WHERE item_id = (SELECT id FROM item WHERE code = 'ZW-20')")
    tamper(playing, "DELETE FROM item WHERE code = 'ZW-20'")
    said = "ZW 有 ZW-20 的记录，库中却没有这个事项"
    assert flaws(playing) == [{"chain": "ZW", "seq": 0, "item": "ZW-20", "flaw": "item_gone", "message": said}]


@pytest.mark.parametrize("count", [1, 5])
def test_records_cut_off_together_with_the_head_are_found(count, playing) -> None:
    ((last,),) = playing.rows("SELECT seq FROM chain WHERE chain = 'ZW'")
    kept = last - count
    query = f"SELECT DISTINCT item FROM record WHERE chain = 'ZW' AND seq > {kept} ORDER BY item"
    items = [item for (item,) in playing.rows(query)]
    tamper(
        playing,
        f"DELETE FROM record WHERE chain = 'ZW' AND seq > {kept}",
        f"UPDATE chain SET seq = {kept}, hash = (SELECT hash FROM record WHERE chain = 'ZW' AND seq = {kept}) "
        "WHERE chain = 'ZW'",
    )
    assert flaws(playing) == behind("ZW", *items)


@pytest.mark.parametrize("change", ["state = 'closed'", "version = version + 1", "version = version - 1"])
def test_an_item_changed_by_hand_is_found(change, playing) -> None:
    assert flaws(playing) == []
    tamper(playing, f"UPDATE item SET {change} WHERE code IN ('SZS-3.3', 'ZW-05')")
    assert flaws(playing) == behind("SZS", "SZS-3.3") + behind("ZW", "ZW-05")


def test_an_item_slipped_in_by_hand_is_found(playing) -> None:
    names = [name for _, name, *_ in playing.rows("PRAGMA table_info(item)") if name not in ("id", "code")]
    columns = ", ".join(names)
    tamper(playing, f"INSERT INTO item (code, {columns}) SELECT 'ZW-99', {columns} FROM item WHERE code = 'ZW-05'")
    assert flaws(playing) == behind("ZW", "ZW-99")


def test_a_plan_without_its_chain_is_found(playing) -> None:
    items = [item for (item,) in playing.rows("SELECT code FROM item WHERE code LIKE 'SZS-%' ORDER BY code")]
    tamper(playing, "DELETE FROM record WHERE chain = 'SZS'", "DELETE FROM chain WHERE chain = 'SZS'")
    gone = {"chain": "SZS", "seq": 0, "item": None, "flaw": "record_chain", "message": "方案 SZS 没有记录链"}
    assert flaws(playing) == [gone, *behind("SZS", *items)]


def test_a_chain_that_is_broken_is_told_once(playing) -> None:
    """Where a record is missing, that the items of the chain are not as it ends says nothing more."""
    tamper(playing, "DELETE FROM record WHERE chain = 'SZS' AND seq > 100", "UPDATE item SET version = version + 1")
    found = flaws(playing)
    assert [(flaw["chain"], flaw["seq"], flaw["flaw"]) for flaw in found if flaw["chain"] == "SZS"] == [
        ("SZS", 101, "record_missing")
    ]
    assert {flaw["flaw"] for flaw in found if flaw["chain"] == "ZW"} == {"record_behind"}


COUNTY = "ZW-04/640522"
OF_COUNTY = f"item_id = (SELECT id FROM item WHERE code = '{COUNTY}')"
FALSIFIED = [
    ("figure", "UPDATE figure SET numerator = '150' WHERE {} AND numerator = '126'"),
    ("figure", "UPDATE figure SET as_of = '2023-06-29' WHERE {}"),
    ("figure", "UPDATE figure SET evidence = 'ab12' WHERE {}"),
    ("figure", "UPDATE figure SET note = 'x' WHERE {}"),
    ("figure", "DELETE FROM figure WHERE {} AND numerator = '126'"),
    ("figure", "DELETE FROM figure WHERE {}"),
    ("figure", "INSERT INTO figure SELECT 99999, target_id, item_id, as_of, '100', '160', '160', moved, note, "
     "evidence, reported_on, login FROM figure WHERE {} AND numerator = '126'"),
    ("target_year", "UPDATE target_year SET value = '5' WHERE {} AND year = 2025"),
    ("target_year", "UPDATE target_year SET year = 2024 WHERE {} AND year = 2025"),
    ("target_year", "DELETE FROM target_year WHERE {} AND year = 2025"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "statement"), FALSIFIED)
def test_figures_and_targets_changed_by_hand_are_found(table, statement, playing) -> None:
    assert flaws(playing) == []
    drop = [f"DROP TRIGGER {table}_no_{act}" for act in ("update", "delete")]
    tamper(playing, *drop, statement.format(OF_COUNTY))
    kind, said = {
        "figure": ("figures_behind", f"{COUNTY} 的填报数据与记录不符（ZW 链）"),
        "target_year": ("years_behind", f"{COUNTY} 的年度目标与记录不符（ZW 链）"),
    }[table]
    assert flaws(playing) == [{"chain": "ZW", "seq": 0, "item": COUNTY, "flaw": kind, "message": said}]


def test_a_record_that_cannot_be_read_is_no_end_of_the_proof(playing) -> None:
    tamper(playing, "UPDATE record SET changes = '{' WHERE seq = (SELECT max(seq) FROM record WHERE act = 'measure')")
    assert {flaw["flaw"] for flaw in flaws(playing)} == {"record_changed"}


def test_the_proof_compares_on_both_engines(stored, duban) -> None:
    with database.transaction(stored.engine) as connection:
        Register(connection, stored.people["admin"], NOW).grant("leader", Role.LEADER)
    words = ("--as", "leader", "audit", "verify", "--json")
    assert (told := duban(*words, database=stored.url)).code == 0, told.err
    with database.transaction(stored.engine) as connection:
        connection.exec_driver_sql(f"UPDATE item SET state = 'closed' WHERE code = '{LONE}'")
    told = duban(*words, database=stored.url)
    assert (told.code, told.data["flaws"]) == (10, behind("LH", LONE))


def test_the_proof_compares_figures_on_both_engines(stored, duban) -> None:
    with database.transaction(stored.engine) as connection:
        register = Register(connection, stored.people["admin"], NOW)
        register.grant("leader", Role.LEADER)
        register.grant("office", Role.OFFICE)
    words = ("--as", "office", "--today", "2024-03-01", "targets", "set", "LH-02", "培训一百人", "--year", "2024")
    assert (told := duban(*words, database=stored.url)).code == 0, told.err
    proof = ("--as", "leader", "audit", "verify", "--json")
    assert (told := duban(*proof, database=stored.url)).code == 0, told.err
    plain = stored.engine.dialect.name == "sqlite"
    trigger = "target_year_no_update" if plain else "target_year_no_change ON target_year"
    with database.transaction(stored.engine) as connection:
        connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        connection.exec_driver_sql("UPDATE target_year SET value = '培训五人'")
    told = duban(*proof, database=stored.url)
    assert (told.code, [(flaw["flaw"], flaw["item"]) for flaw in told.data["flaws"]]) == (
        10,
        [("years_behind", "LH-02")],
    )
