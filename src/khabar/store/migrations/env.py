"""What alembic runs: the migrations, inside the transaction that the store has begun."""

from __future__ import annotations

from alembic import context

from khabar.store.tables import METADATA, REVISION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=REVISION_TABLE,
)
context.run_migrations()
