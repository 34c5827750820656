"""The tables of a store in SQL."""

from __future__ import annotations

import sqlalchemy as sa

METADATA = sa.MetaData()
REVISION_TABLE = "khabar_revision"
HEAD = "r0004"
"""The newest migration: a store that has it needs none, and alembic need not look."""


WRITING = "BEGIN IMMEDIATE"
"""The option of a transaction in which somebody means to write: each engine does what it needs."""


SECOND = "llm-"
"""How the recipes of a second reader begin: no such reading stands in for one that is missing."""


def words(length: int | None = None) -> sa.types.TypeEngine[str]:
    """Text that every database sorts by code point, as SQLite does, whatever its language."""
    plain = sa.Text() if length is None else sa.String(length)
    theirs = sa.Text(collation="C") if length is None else sa.String(length, collation="C")
    return plain.with_variant(theirs, "postgresql")


DOCUMENTS = sa.Table(
    "documents",
    METADATA,
    sa.Column("id", words(64), primary_key=True),
    sa.Column("path", words(), nullable=False),
    sa.Column("source_id", words()),
    # A hash of title, outlet, address and publication: where it changes, readings are out of date.
    sa.Column("facts", words(64), nullable=False),
    # The whole document as JSON, compressed: its text is safe from what a database does to text.
    sa.Column("body", sa.LargeBinary, nullable=False),
    # PostgreSQL keeps no long words in a tree; and nobody asks for more than the very same.
    sa.Index("ix_documents_path", "path", postgresql_using="hash"),
    sa.Index("ix_documents_source_id", "source_id", postgresql_using="hash"),
)

READINGS = sa.Table(
    "readings",
    METADATA,
    # Rises with each reading, so that the newest is known without a clock.
    sa.Column("serial", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("document_id", words(64), sa.ForeignKey("documents.id"), nullable=False),
    sa.Column("recipe", words(), nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("document_id", "recipe", name="one_reading_a_recipe"),
    sqlite_autoincrement=True,
)

ASIDES = sa.Table(
    "asides",
    METADATA,
    sa.Column("key", words(64), primary_key=True),
    sa.Column("item", words(), nullable=False),
    sa.Column("path", words(), nullable=False),
    sa.Column("reason", words(), nullable=False),
    sa.Column("document_id", words(64), index=True),
    sa.Column("payload", sa.LargeBinary),
)

RECORDS = sa.Table(
    "records",
    METADATA,
    # One row: the record as it was assembled last, to tell what changes by the next.
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("basis", words(64), nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

REVISIONS = sa.Table(
    "revisions",
    METADATA,
    sa.Column("serial", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("day", words(10), nullable=False, index=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

JUDGEMENTS = sa.Table(
    "judgements",
    METADATA,
    sa.Column("id", words(16), primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

SHELF = sa.Table(
    "shelf",
    METADATA,
    # One row: which set of the shelf's tables counts (a or b), and a digest of what it was made of.
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("side", words(1), nullable=False),
    sa.Column("basis", words(64), nullable=False),
)
