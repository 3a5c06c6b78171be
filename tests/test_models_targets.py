"""Targets in the database: the plans adopted before there were any get theirs, and no figure can be taken away."""

from __future__ import annotations

from typing import Any

import pytest
from make import make_world
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from cli.plan import bundled
from models import address, database

ADDED = ("figure", "target_year", "target_share", "target")
COLUMNS = (("item", "begun_on"), ("plan", "schedule_yellow"), ("plan", "schedule_red"), ("plan", "targets_by"))


def as_of_0003(url: str) -> None:
    """A database as it was before there were targets."""
    engine = database.bare(address.parse(url))
    with engine.begin() as connection:
        for table in ADDED:
            connection.exec_driver_sql(f"DROP TABLE {table}")
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("DROP FUNCTION figure_append_only")
        for table, column in COLUMNS:
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0003'")
    engine.dispose()


def held(url: str) -> dict[str, list[Any]]:
    """The targets, and who owes them, without the numbers of the rows."""
    engine = database.bare(address.parse(url))
    shares = "SELECT t.code, i.code, s.owes FROM target_share s JOIN target t ON t.id = s.target_id JOIN item i"
    settings = "SELECT code, schedule_yellow, schedule_red, targets_by FROM plan ORDER BY code"
    with engine.begin() as connection:
        targets = connection.execute(text("SELECT * FROM target ORDER BY code")).mappings().all()
        found: dict[str, list[Any]] = {
            "targets": [{k: v for k, v in row.items() if k not in ("id", "position")} for row in targets],
            "shares": list(connection.execute(text(f"{shares} ON i.id = s.item_id ORDER BY 1, 2"))),
            "plans": list(connection.execute(text(settings))),
        }
    engine.dispose()
    return found


@pytest.mark.parametrize("plan", ["zhongwei", "shizuishan"])
def test_a_plan_adopted_before_gets_the_targets_of_its_file(backend: str, plan: str) -> None:
    make_world(backend, bundled(plan), places=False).close()
    before = held(backend)
    assert len(before["targets"]) == {"zhongwei": 31, "shizuishan": 20}[plan]
    as_of_0003(backend)
    database.upgrade(address.parse(backend))
    assert held(backend) == before


ROWS = {
    "figure": ("as_of, moved, evidence, reported_on, login", "'2022-01-01', true, '', '2022-01-01', 'li'"),
    "target_year": ("year, value, set_on, login", "2022, '1', '2022-01-01', 'li'"),
    "target_share": ("owes", "true"),
}
"""A row of each table that nobody may touch again."""


@pytest.mark.parametrize("table", list(ROWS))
@pytest.mark.parametrize("act", ["UPDATE {} SET target_id = target_id", "DELETE FROM {}"])
def test_no_figure_is_changed_or_removed(backend: str, table: str, act: str) -> None:
    make_world(backend, bundled("zhongwei"), places=False).close()
    engine = database.bare(address.parse(backend))
    with engine.begin() as connection:
        columns, row = ROWS[table]
        some = "(SELECT min(id) FROM target), (SELECT min(id) FROM item)"
        insert = f"INSERT INTO {table} (target_id, item_id, {columns}) VALUES ({some}, {row})"
        connection.execute(text(insert))
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(act.format(table)))
    engine.dispose()
