"""Reminders: the ledger that nobody can take a line from, the messages, the runs of the clock, the numbers given."""

from secrets import token_hex

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WORD = sa.String(32)
MOMENT = sa.DateTime(timezone=True)
PHONE = sa.text("standing = 'phone'")


def upgrade() -> None:
    for step in (_messages, _ledger, _clock):
        step()
    # Two databases with the same people must not make messages of the same name.
    op.execute(f"INSERT INTO clock (id, name, turn) VALUES (1, '{token_hex(8)}', 0)")
    _protect(op.get_bind().dialect.name)


def _protect(engine: str) -> None:
    """What was once reminded of stays known: the database itself refuses to remove a line of the ledger."""
    if engine == "sqlite":
        op.execute(
            "CREATE TRIGGER reminder_no_delete BEFORE DELETE ON reminder "
            "BEGIN SELECT RAISE(ABORT, 'the ledger of reminders keeps every line'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION reminder_kept() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger of reminders keeps every line'; END $$"
    )
    op.execute(
        "CREATE TRIGGER reminder_no_delete BEFORE DELETE ON reminder FOR EACH ROW EXECUTE FUNCTION reminder_kept()"
    )
    op.execute(
        "CREATE TRIGGER reminder_no_truncate BEFORE TRUNCATE ON reminder "
        "FOR EACH STATEMENT EXECUTE FUNCTION reminder_kept()"
    )


def _messages() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("purpose", WORD, nullable=False),
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("fixed", sa.Boolean(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("doubts", sa.Integer(), nullable=False),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(64), nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("marked_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.UniqueConstraint("key", name="uq_message_key"),
    )
    op.create_index("ix_message_login", "message", ["login"], unique=False)
    op.create_index("ix_message_status", "message", ["status", "next_at"], unique=False)


def _ledger() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(48), nullable=False),
        sa.Column("revision", sa.String(32), nullable=False),
        sa.Column("rung", sa.String(32), nullable=False),
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("origin", sa.String(48), nullable=False),
        sa.Column("tone", WORD, nullable=False),
        sa.Column("is_copy", sa.Boolean(), nullable=False),
        sa.Column("number", sa.String(16), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("due_day", sa.Date(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("standing", WORD, nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_reminder_item_id"),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name="fk_reminder_message_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sa.UniqueConstraint(
            "item_id", "duty", "revision", "rung", "login", "channel", "origin", name="uq_reminder_once"
        ),
    )
    op.create_index("ix_reminder_message_id", "reminder", ["message_id"], unique=False)
    op.create_index(
        "ix_reminder_phone", "reminder", ["item_id"], unique=False, sqlite_where=PHONE, postgresql_where=PHONE
    )


def _clock() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job", WORD, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("worker", sa.String(64), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("phone", sa.Integer(), nullable=False),
        sa.Column("superseded", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
        sa.UniqueConstraint("job", "day", name="uq_run_job_day"),
    )
    op.create_table(
        "clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("worker", sa.String(64), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_clock"),
    )
    op.create_table(
        "serial",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("series", WORD, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_serial_plan_id"),
        sa.PrimaryKeyConstraint("plan_id", "series", "year", name="pk_serial"),
    )
