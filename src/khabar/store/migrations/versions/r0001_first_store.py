"""The first store: documents, readings by recipe, what was set aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from khabar.store.tables import words

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables."""
    _make_documents()
    _make_readings()
    _make_asides()


def _make_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", words(64), primary_key=True),
        sa.Column("path", words(), nullable=False),
        sa.Column("source_id", words()),
        sa.Column("facts", words(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    for column in ("path", "source_id"):
        op.create_index(f"ix_documents_{column}", "documents", [column], postgresql_using="hash")


def _make_readings() -> None:
    op.create_table(
        "readings",
        sa.Column("serial", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("document_id", words(64), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("recipe", words(), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("document_id", "recipe", name="one_reading_a_recipe"),
        sqlite_autoincrement=True,
    )


def _make_asides() -> None:
    op.create_table(
        "asides",
        sa.Column("key", words(64), primary_key=True),
        sa.Column("item", words(), nullable=False),
        sa.Column("path", words(), nullable=False),
        sa.Column("reason", words(), nullable=False),
        sa.Column("document_id", words(64), index=True),
        sa.Column("payload", sa.LargeBinary),
    )


def downgrade() -> None:
    """Take the three tables away, and with them everything."""
    # The desk makes these by itself where it prepares a search by meaning.
    for table in ("meanings_near", "meanings"):
        op.drop_table(table, if_exists=True)
    for table in ("asides", "readings", "documents"):
        op.drop_table(table)
