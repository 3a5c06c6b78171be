"""What an extension asked for and not yet decided says: until which day, asked when, by whom."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("duty", sa.Column("asked_until", sa.Date(), nullable=True))
    op.add_column("duty", sa.Column("asked_on", sa.Date(), nullable=True))
    op.add_column("duty", sa.Column("asked_by", sa.String(), nullable=True))
