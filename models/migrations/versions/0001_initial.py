"""The first schema: plans, items and their duties, people, and the records that nobody can change."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WORD = sa.String(32)
MOMENT = sa.DateTime(timezone=True)
RUNNING = sa.text("status IN ('pending', 'open', 'returned')")


def upgrade() -> None:
    for step in (_units, _plans, _people, _items, _duties, _records):
        step()
    op.execute("INSERT INTO chain (chain, seq, hash) VALUES ('-', 0, '')")
    _protect(op.get_bind().dialect.name)


def _protect(engine: str) -> None:
    """Records are append-only: the database itself refuses to change or remove one."""
    if engine == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER record_no_{act.lower()} BEFORE {act} ON record "
                "BEGIN SELECT RAISE(ABORT, 'records are append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION record_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'records are append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER record_no_change BEFORE UPDATE OR DELETE ON record "
        "FOR EACH ROW EXECUTE FUNCTION record_append_only()"
    )
    op.execute(
        "CREATE TRIGGER record_no_truncate BEFORE TRUNCATE ON record "
        "FOR EACH STATEMENT EXECUTE FUNCTION record_append_only()"
    )


def _units() -> None:
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("level", WORD, nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("credit_code", sa.String(18), nullable=True),
        sa.Column("from_text", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name="fk_unit_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sa.UniqueConstraint("code", name="uq_unit_code"),
        sa.UniqueConstraint("name", name="uq_unit_name"),
    )
    op.create_index("ix_unit_path", "unit", ["path"], unique=False)


def _plans() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("document_number", sa.String(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("lead_unit_id", sa.Integer(), nullable=True),
        sa.Column("calendar", sa.String(), nullable=False),
        sa.Column("roll", WORD, nullable=False),
        sa.Column("yellow_review", sa.Integer(), nullable=False),
        sa.Column("yellow_short", sa.Integer(), nullable=False),
        sa.Column("parent_red", sa.Integer(), nullable=False),
        sa.Column("backfill", sa.Boolean(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("adopted_at", MOMENT, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_hash", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["lead_unit_id"], ["unit.id"], name="fk_plan_lead_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
        sa.UniqueConstraint("code", name="uq_plan_code"),
    )
    op.create_table(
        "checkpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(48), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("organisers", sa.Text(), nullable=False),
        sa.Column("reports_to", sa.String(), nullable=True),
        sa.Column("owed_by", sa.Text(), nullable=False),
        sa.Column("first_line", sa.Integer(), nullable=True),
        sa.Column("last_line", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_checkpoint_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_checkpoint"),
        sa.UniqueConstraint("plan_id", "key", name="uq_checkpoint_plan_id_key"),
    )
    op.create_table(
        "section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_section_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_section"),
        sa.UniqueConstraint("plan_id", "code", name="uq_section_plan_id_code"),
    )


def _people() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("post", WORD, nullable=False),
        sa.Column("addresses", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_account_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("login", name="uq_account_login"),
    )
    op.create_index("ix_account_unit_id", "account", ["unit_id"], unique=False)
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_role_grant_account_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_role_grant_plan_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_role_grant_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_role_grant"),
        sa.UniqueConstraint(
            "account_id", "role", "plan_id", "unit_id", name="uq_role_grant_account_id_role_plan_id_unit_id"
        ),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
    )
    op.create_table(
        "calendar_day",
        sa.Column("calendar", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("whole_year", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("calendar", "day", name="pk_calendar_day"),
    )


def _items() -> None:
    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("lead_unit_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(48), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("commitment", sa.String(), nullable=True),
        sa.Column("first_line", sa.Integer(), nullable=True),
        sa.Column("last_line", sa.Integer(), nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("state_since", sa.Date(), nullable=True),
        sa.Column("hands_since", sa.Date(), nullable=True),
        sa.Column("remembered", WORD, nullable=True),
        sa.Column("suspended_on", sa.Date(), nullable=True),
        sa.Column("suspended_with", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("requested_by", sa.String(), nullable=True),
        sa.Column("rework", sa.Integer(), nullable=False),
        sa.Column("risk", WORD, nullable=True),
        sa.Column("last_effective_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lead_unit_id"], ["unit.id"], name="fk_item_lead_unit_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["item.id"], name="fk_item_parent_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_item_plan_id"),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name="fk_item_section_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_item_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_item"),
        sa.UniqueConstraint("code", name="uq_item_code"),
    )
    op.create_index("ix_item_parent_id", "item", ["parent_id"], unique=False)
    op.create_index("ix_item_plan_id", "item", ["plan_id"], unique=False)
    op.create_index("ix_item_unit_id", "item", ["unit_id"], unique=False)
    op.create_table(
        "item_unit",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_item_unit_item_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_item_unit_unit_id"),
        sa.PrimaryKeyConstraint("item_id", "unit_id", name="pk_item_unit"),
    )
    op.create_index("ix_item_unit_unit_id", "item_unit", ["unit_id"], unique=False)
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(48), nullable=True),
        sa.Column("achieved", sa.Text(), nullable=False),
        sa.Column("practice", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("next_steps", sa.Text(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_report_item_id"),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
    )
    op.create_index("ix_report_item_id", "report", ["item_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("stored_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_evidence"),
    )


def _duties() -> None:
    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("checkpoint_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(48), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("owes", WORD, nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("original_due_on", sa.Date(), nullable=False),
        sa.Column("effective_due_on", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("limit_on", sa.Date(), nullable=True),
        sa.Column("limit_by", WORD, nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("submitted_by", sa.String(), nullable=True),
        sa.Column("submitted_late", sa.Integer(), nullable=False),
        sa.Column("lateness", sa.Integer(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("void_by", sa.String(), nullable=True),
        sa.Column("merged_into", sa.String(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["checkpoint_id"], ["checkpoint.id"], name="fk_duty_checkpoint_id"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_duty_item_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_duty_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_duty"),
        sa.UniqueConstraint("item_id", "key", name="uq_duty_item_id_key"),
    )
    op.create_index(
        "ix_duty_running",
        "duty",
        ["effective_due_on", "item_id"],
        unique=False,
        sqlite_where=RUNNING,
        postgresql_where=RUNNING,
    )


def _records() -> None:
    op.create_table(
        "record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chain", sa.String(16), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("result", sa.String(48), nullable=True),
        sa.Column("item", sa.String(48), nullable=True),
        sa.Column("item_version", sa.Integer(), nullable=True),
        sa.Column("duty", sa.String(48), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_record"),
        sa.UniqueConstraint("chain", "seq", name="uq_record_chain_seq"),
    )
    op.create_index("ix_record_effective", "record", ["effective_on", "item"], unique=False)
    op.create_index("ix_record_item", "record", ["item", "seq"], unique=False)
    op.create_table(
        "chain",
        sa.Column("chain", sa.String(16), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("chain", name="pk_chain"),
    )
