"""The last record assembled, what changed in it and when; judgements on more than pairs."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from khabar.store.tables import words

revision = "r0003"
down_revision = "r0002"
branch_labels = None
depends_on = None

_JUDGEMENTS = sa.table("judgements", sa.column("id"), sa.column("body"))


def upgrade() -> None:
    """Make the two tables, and word old judgements as they are worded now."""
    op.create_table(
        "records",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("basis", words(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "revisions",
        sa.Column("serial", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("day", words(10), nullable=False, index=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    _reword("same", "holds")


def _reword(old: str, new: str) -> None:
    connection = op.get_bind()
    for key, body in connection.execute(sa.select(_JUDGEMENTS.c.id, _JUDGEMENTS.c.body)).all():
        said = {new if k == old else k: v for k, v in json.loads(body).items()}
        worded = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        row = _JUDGEMENTS.update().where(_JUDGEMENTS.c.id == key).values(body=worded)
        connection.execute(row)


def downgrade() -> None:
    """Take the tables away, and with them what changed and when."""
    _reword("holds", "same")
    for table in ("revisions", "records"):
        op.drop_table(table)
