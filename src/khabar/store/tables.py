"""The tables of a store in SQL."""

from __future__ import annotations

import sqlalchemy as sa

METADATA = sa.MetaData()
REVISION_TABLE = "khabar_revision"

DOCUMENTS = sa.Table(
    "documents",
    METADATA,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("path", sa.Text, nullable=False, index=True),
    sa.Column("source_id", sa.Text, index=True),
    # A hash of title, outlet, address and publication: where it changes, readings are out of date.
    sa.Column("facts", sa.String(64), nullable=False),
    # The whole document as JSON, compressed: its text is safe from what a database does to text.
    sa.Column("body", sa.LargeBinary, nullable=False),
)

READINGS = sa.Table(
    "readings",
    METADATA,
    # Rises with each reading, so that the newest is known without a clock.
    sa.Column("serial", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("document_id", sa.String(64), sa.ForeignKey("documents.id"), nullable=False),
    sa.Column("recipe", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("document_id", "recipe", name="one_reading_a_recipe"),
    sqlite_autoincrement=True,
)

ASIDES = sa.Table(
    "asides",
    METADATA,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("item", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("document_id", sa.String(64), index=True),
    sa.Column("payload", sa.LargeBinary),
)

RECORDS = sa.Table(
    "records",
    METADATA,
    # One row: the record as it was assembled last, to tell what changes by the next.
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("basis", sa.String(64), nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

REVISIONS = sa.Table(
    "revisions",
    METADATA,
    sa.Column("serial", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("day", sa.String(10), nullable=False, index=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

JUDGEMENTS = sa.Table(
    "judgements",
    METADATA,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

SHELF = sa.Table(
    "shelf",
    METADATA,
    # One row: which set of the shelf's tables counts (a or b), and a digest of what it was made of.
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("side", sa.String(1), nullable=False),
    sa.Column("basis", sa.String(64), nullable=False),
)
