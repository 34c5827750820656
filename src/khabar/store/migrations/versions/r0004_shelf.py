"""Which of the shelf's two sets of tables counts, and what it was made of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; the shelf makes those with its rows itself, whenever it is filled."""
    op.create_table(
        "shelf",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("side", sa.String(1), nullable=False),
        sa.Column("basis", sa.String(64), nullable=False),
    )


def downgrade() -> None:
    """Take it away with all that stands on the shelf: it can be made again."""
    connection = op.get_bind()
    found = connection.execute(
        sa.text("SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'shelf_[ab]_*'")
    )
    names = [row.name for row in found]
    # A virtual table takes its shadow tables along.
    for name in sorted(names, key=lambda n: (not n.endswith("_words"), n)):
        op.execute(sa.text(f'DROP TABLE IF EXISTS "{name}"'))
    op.drop_table("shelf")
