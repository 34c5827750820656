"""What people have judged."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from khabar.store.tables import words

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of judgements."""
    op.create_table(
        "judgements",
        sa.Column("id", words(16), primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Take it away, and with it what people judged."""
    op.drop_table("judgements")
