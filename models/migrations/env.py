"""Runs the migrations on the connection that `models.database` hands over; nothing is opened here."""

from alembic import context
from sqlmodel import SQLModel

import models.item
import models.people
import models.plan
import models.record
import models.reminder
import models.target  # noqa: F401  # each of these adds its tables to the metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=False,
)
context.run_migrations()
