"""The first store: documents, readings by recipe, what was set aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

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
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("path", sa.Text, nullable=False, index=True),
        sa.Column("source_id", sa.Text, index=True),
        sa.Column("facts", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )


def _make_readings() -> None:
    op.create_table(
        "readings",
        sa.Column("serial", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("document_id", sa.String(64), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("recipe", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("document_id", "recipe", name="one_reading_a_recipe"),
        sqlite_autoincrement=True,
    )


def _make_asides() -> None:
    op.create_table(
        "asides",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("document_id", sa.String(64), index=True),
        sa.Column("payload", sa.LargeBinary),
    )


def downgrade() -> None:
    """Take the three tables away, and with them everything."""
    for table in ("asides", "readings", "documents"):
        op.drop_table(table)
