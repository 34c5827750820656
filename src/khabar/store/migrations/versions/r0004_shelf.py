"""Which of the shelf's two sets of tables counts, and what it was made of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from khabar.store.tables import words

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; the shelf makes those with its rows itself, whenever it is filled."""
    op.create_table(
        "shelf",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("side", words(1), nullable=False),
        sa.Column("basis", words(64), nullable=False),
    )


def downgrade() -> None:
    """Take it away with all that stands on the shelf: it can be made again."""
    # A virtual table takes its shadow tables along.
    for name in sorted(_made(op.get_bind()), key=lambda n: (not n.endswith("_words"), n)):
        op.execute(sa.text(f'DROP TABLE IF EXISTS "{name}"'))
    op.drop_table("shelf")


def _made(connection: sa.Connection) -> list[str]:
    names = sa.inspect(connection).get_table_names()
    return [name for name in names if name.startswith(("shelf_a_", "shelf_b_"))]
