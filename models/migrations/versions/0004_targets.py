"""Targets with their figures, and breakdowns: the plans adopted before get the targets that their files hold."""

import json
from datetime import date

import sqlalchemy as sa
from alembic import op

from models.targeting import force_of, nature_of

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WORD = sa.String(32)
APPENDED = ("target_share", "target_year", "figure")


def upgrade() -> None:
    op.add_column("item", sa.Column("begun_on", sa.Date(), nullable=True))
    op.add_column("plan", sa.Column("schedule_yellow", sa.Integer(), nullable=False, server_default="10"))
    op.add_column("plan", sa.Column("schedule_red", sa.Integer(), nullable=False, server_default="20"))
    op.add_column("plan", sa.Column("targets_by", sa.String(5), nullable=False, server_default="03-31"))
    _target()
    _shares()
    _years()
    _figures()
    _take_in()
    _protect(op.get_bind().dialect.name)


def _protect(engine: str) -> None:
    """What was reported stays: the database itself refuses to change or remove a figure."""
    if engine == "sqlite":
        for table in APPENDED:
            for act in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'figures are append-only'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION figure_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'figures are append-only'; END $$"
    )
    for table in APPENDED:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION figure_append_only()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION figure_append_only()"
        )


def _target() -> None:
    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(48), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("metric", sa.String(), nullable=False),
        sa.Column("nature", WORD, nullable=False),
        sa.Column("comparator", WORD, nullable=True),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("measure", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("yearly", sa.Boolean(), nullable=False),
        sa.Column("due_basis", WORD, nullable=False),
        sa.Column("commitment", sa.String(), nullable=True),
        sa.Column("force", WORD, nullable=False),
        sa.Column("scope", sa.String(), nullable=True),
        sa.Column("per_unit", sa.Boolean(), nullable=False),
        sa.Column("external_gate", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("first_line", sa.Integer(), nullable=True),
        sa.Column("last_line", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_target_plan_id"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_target_item_id"),
        sa.PrimaryKeyConstraint("id", name="pk_target"),
        sa.UniqueConstraint("code", name="uq_target_code"),
    )
    op.create_index("ix_target_plan_id", "target", ["plan_id"], unique=False)
    op.create_index("ix_target_item_id", "target", ["item_id"], unique=False)


def _tied(table: str, *columns: sa.Column) -> None:
    """A table whose rows each belong to a target and an item."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=f"fk_{table}_target_id"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=f"fk_{table}_item_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_item_id", table, ["item_id"], unique=False)


def _shares() -> None:
    _tied(
        "target_share",
        sa.Column("owes", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
    )
    op.create_index("ix_target_share_target_id", "target_share", ["target_id"], unique=False)


def _years() -> None:
    _tied(
        "target_year",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("login", sa.String(64), nullable=False),
    )


def _figures() -> None:
    _tied(
        "figure",
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("numerator", sa.String(32), nullable=True),
        sa.Column("denominator", sa.String(32), nullable=True),
        sa.Column("moved", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("login", sa.String(64), nullable=False),
    )


# The plans that are there already. This reads plan files by itself: what it must do does not change any more.


def _take_in() -> None:
    found = sa.text("SELECT id, code, last_day, source FROM plan ORDER BY id").columns(last_day=sa.Date())
    for plan_id, code, last_day, source in op.get_bind().execute(found).all():
        data = _parsed(source)
        settings = data.get("settings") or {}
        lights = settings.get("lights") or {}
        values = {"y": lights.get("schedule_yellow", 10), "r": lights.get("schedule_red", 20), "plan": plan_id}
        query = "UPDATE plan SET schedule_yellow = :y, schedule_red = :r WHERE id = :plan"
        op.get_bind().execute(sa.text(query), values)
        _targets(plan_id, code, last_day, data)


def _parsed(source: str) -> dict:
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).load(source) or {}


def _nodes(data: dict) -> list[tuple[dict, bool]]:
    """Every node that may name targets, and whether it is a task."""
    found = []
    for section in data.get("sections") or []:
        for task in section.get("tasks") or []:
            found += [(task, True), *((part, False) for part in task.get("projects") or [])]
    for project in data.get("projects") or []:
        found += [(project, False), *((part, False) for part in project.get("parts") or [])]
    return found


def _targets(plan_id: int, plan: str, last_day: date, data: dict) -> None:
    bind = op.get_bind()
    query = sa.text("SELECT code, id FROM item WHERE plan_id = :plan")
    items = {row.code: row.id for row in bind.execute(query, {"plan": plan_id})}
    for node, is_task in _nodes(data):
        code = f"{plan}-{node['code']}"
        told = node.get("targets") or []
        rows = [(_row(f"{plan}-{target['code']}", target, last_day), target) for target in told]
        if is_task and not rows:
            rows = [(_work(code, node, last_day), {})]
        for row, target in rows:
            below = [name for name in target.get("also_in") or [] if name.startswith(f"{node['code']}.")]
            _insert(row | {"plan_id": plan_id, "item_id": items[code]}, [items[f"{plan}-{name}"] for name in below])


def _insert(row: dict, elsewhere: list[int]) -> None:
    bind, table = op.get_bind(), sa.table("target", *(sa.column(name) for name in row), sa.column("id"))
    position = bind.execute(sa.text("SELECT count(*) FROM target")).scalar_one()
    key = bind.execute(sa.insert(table).values(row | {"position": position}).returning(table.c.id)).scalar_one()
    for item_id in dict.fromkeys((row["item_id"], *elsewhere)):
        query = "INSERT INTO target_share (target_id, item_id, owes) VALUES (:target, :item, :owes)"
        bind.execute(sa.text(query), {"target": key, "item": item_id, "owes": True})


def _row(code: str, target: dict, last_day: date) -> dict:
    due = target["due"]
    yearly = due == "yearly"
    commitment = target.get("commitment")
    lines = target.get("lines") or (None, None)
    return {
        "code": code,
        "position": 0,
        "metric": target["metric"],
        "nature": nature_of(target["comparator"], target.get("value"), target.get("unit")).value,
        "comparator": target["comparator"],
        "wanted": json.dumps(target.get("value"), ensure_ascii=False),
        "measure": target.get("unit"),
        "due_on": last_day if yearly else due if isinstance(due, date) else date.fromisoformat(due),
        "yearly": yearly,
        "due_basis": target["due_basis"],
        "commitment": commitment,
        "force": target.get("force") or force_of(commitment).value,
        "scope": target.get("scope"),
        "per_unit": bool(target.get("per_unit")),
        "external_gate": target.get("external_gate"),
        "note": target.get("note"),
        "first_line": lines[0],
        "last_line": lines[1],
    }


def _work(code: str, node: dict, last_day: date) -> dict:
    """What a task without any target is held to: its work, told in words from year to year."""
    work = {"code": "", "metric": node["title"], "comparator": None, "due": last_day, "due_basis": "plan_period"}
    kept = {"commitment": node.get("commitment"), "lines": node.get("lines")}
    return _row(code, {**work, **kept, "force": "judgement"}, last_day)
