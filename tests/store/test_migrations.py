"""Tables are brought up and taken back, on both kinds of database, and what they hold stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import khabar.store.migrations
from khabar.schema.judgement import Judgement, Spot
from khabar.serve.desk import Desk
from khabar.store.content import content_hash
from khabar.store.migrating import migrate, migrate_back
from khabar.store.opening import open_store
from khabar.store.tables import HEAD, METADATA, REVISION_TABLE
from store.builders import document, reading
from store.postgres_server import Server

_FOLDER = Path(khabar.store.migrations.__file__).parent
REVISIONS = [each.revision for each in ScriptDirectory(str(_FOLDER)).walk_revisions()][::-1]
JUDGED = Judgement(a=Spot(doc="d", start=0, end=1), holds=False, by="me", day="2026-01-01")


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where there is no store yet."""
    if request.param == "sqlite":
        return str(tmp_path / "a.db")
    server: Server = request.getfixturevalue("postgres")
    return server.new()


@contextmanager
def _raw(place: str) -> Iterator[sa.Connection]:
    """A connection beside the store."""
    url = (
        place.replace("postgresql", "postgresql+psycopg") if ":" in place else f"sqlite:///{place}"
    )
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def _back(place: str, revision: str) -> None:
    with _raw(place) as connection:
        migrate_back(connection, revision)


def _revision(connection: sa.Connection) -> str | None:
    return connection.scalar(sa.text(f"SELECT version_num FROM {REVISION_TABLE}"))


def test_the_constant_names_the_newest_migration():
    assert REVISIONS[-1] == HEAD


def test_the_migrations_make_the_tables_that_the_code_uses(place: str):
    open_store(place).close()
    with _raw(place) as connection:
        context = MigrationContext.configure(connection, opts={"version_table": REVISION_TABLE})
        assert compare_metadata(context, METADATA) == []


def test_all_is_taken_back_to_nothing_and_made_again(place: str):
    with open_store(place) as store:
        store.write(documents=[document(1)], readings=[reading(document(1))])
        assert store.shelf().vectors("m").missing(9)  # makes the table of vectors
    _back(place, "base")
    with _raw(place) as connection:
        assert sa.inspect(connection).get_table_names() == [REVISION_TABLE]
    with open_store(place) as store:
        assert list(store.documents()) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_store_of_each_older_version_is_brought_up_with_what_it_holds(place: str, revision: str):
    one = document(1)
    with open_store(place) as store:
        store.write(documents=[one], readings=[reading(one)])
        before = content_hash(store)
    _back(place, revision)
    with _raw(place) as connection:
        assert _revision(connection) == revision
    with open_store(place) as store:
        assert content_hash(store) == before
        store.judge(JUDGED)
        assert store.kept() is None
    with _raw(place) as connection:
        assert _revision(connection) == HEAD
        context = MigrationContext.configure(connection, opts={"version_table": REVISION_TABLE})
        assert compare_metadata(context, METADATA) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_store_can_be_made_as_each_version_made_it(place: str, revision: str):
    with _raw(place) as connection:
        migrate(connection, None, place)
        migrate_back(connection, "base")
    with _raw(place) as connection:
        migrate(connection, None, place)
        migrate_back(connection, revision)
        assert _revision(connection) == revision
    with open_store(place) as store:
        store.write(documents=[document(1)])
        assert list(store.documents()) == [document(1)]


def test_judgements_say_what_they_said_before_and_after(place: str):
    with open_store(place) as store:
        store.judge(JUDGED)
    _back(place, "r0002")
    with _raw(place) as connection:
        body = connection.scalar(sa.text("SELECT body FROM judgements"))
        assert json.loads(bytes(body or b""))["same"] is False
    with open_store(place) as store:
        assert list(store.judgements()) == [JUDGED]


def test_a_shelf_is_taken_away_and_filled_anew(place: str):
    one = document(1)
    with open_store(place) as store:
        store.write(documents=[one], readings=[reading(one)])
    Desk.open(place).close()
    _back(place, "r0003")
    with _raw(place) as connection:
        left = sa.inspect(connection).get_table_names()
        assert not [name for name in left if name.startswith("shelf")]
    with Desk.open(place) as desk:
        assert desk.counts().documents == 1
