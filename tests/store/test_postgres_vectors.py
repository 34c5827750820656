"""What is near in meaning is the same, whether pgvector compares the vectors or we do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import psycopg
import pytest
from numpy.typing import NDArray

from khabar.learned.embedder import TextKind
from khabar.schema.record import Revision
from khabar.serve.meaning import Meaning
from khabar.store.opening import open_store
from khabar.store.sql import SqlStore
from store.builders import document, reading
from store.postgres_server import Server

MODEL, WIDTH, COUNT = "m", 24, 40
ASKED = np.random.default_rng(99).normal(size=WIDTH).astype(np.float32)


class _Embedding:
    """Answers every question with the same vector."""

    def vectors(self, texts: list[str], kind: TextKind) -> NDArray[np.float32]:
        assert kind is TextKind.QUERY
        return np.stack([ASKED for _ in texts])


def _vector(number: int) -> bytes:
    return np.random.default_rng(number).integers(-127, 128, WIDTH, np.int8).tobytes()


def _filled(store: SqlStore) -> list[str]:
    """Documents with their vectors; their ids, the nearest first."""
    documents = [document(number) for number in range(COUNT)]
    store.write(documents=documents, readings=[reading(each) for each in documents])
    kept = store.shelf().vectors(MODEL)
    missing = kept.missing(COUNT)
    assert {id_ for id_, _, _ in missing} == {each.id for each in documents}
    numbers = {each.id: number for number, each in enumerate(documents)}
    kept.put([(id_, facts, _vector(numbers[id_])) for id_, facts, _ in missing])
    rows = {id_: np.frombuffer(_vector(n), np.int8).astype(float) for id_, n in numbers.items()}
    return sorted(rows, key=lambda id_: -float(rows[id_] @ ASKED / np.linalg.norm(rows[id_])))


@contextmanager
def _without_the_right_to_install(postgres: Server) -> Iterator[str]:
    """The address of an empty database whose user may make tables, and no extension."""
    address = postgres.database()
    name = address.rsplit("/", 1)[1]
    postgres.do("CREATE ROLE writer LOGIN PASSWORD 'writes'")
    postgres.do("GRANT USAGE, CREATE ON SCHEMA public TO writer", name)
    yield f"postgresql://writer:writes@127.0.0.1:{postgres.port}/{name}"
    postgres.do("DROP OWNED BY writer", name)
    postgres.do("DROP ROLE writer")


def test_pgvector_finds_the_nearest(postgres: Server):
    with open_store(postgres.database()) as store:
        wanted = _filled(store)
        found = store.shelf().vectors(MODEL).nearest(ASKED.tolist(), 10)
        assert found is not None
        assert list(found) == wanted[:10]
        assert store.shelf().vectors("another").nearest(ASKED.tolist(), 10) is None


def test_without_pgvector_bytes_are_compared_here(postgres: Server):
    with _without_the_right_to_install(postgres) as address, open_store(address) as store:
        wanted = _filled(store)
        assert store.shelf().vectors(MODEL).nearest(ASKED.tolist(), 10) is None
        meaning = Meaning(store.shelf(), _Embedding(), MODEL)
        assert list(meaning.nearest("?", 10)) == wanted[:10]


def test_meaning_asks_pgvector_where_it_is(postgres: Server, monkeypatch: pytest.MonkeyPatch):
    with open_store(postgres.database()) as store:
        wanted = _filled(store)
        meaning = Meaning(store.shelf(), _Embedding(), MODEL)
        monkeypatch.setattr(meaning, "_all", None)  # nothing is fetched to compare it here
        assert list(meaning.nearest("?", COUNT)) == wanted


def test_an_extension_that_comes_later_is_told_of_all_vectors(postgres: Server):
    with _without_the_right_to_install(postgres) as address, open_store(address) as store:
        wanted = _filled(store)
        assert store.shelf().vectors(MODEL).nearest(ASKED.tolist(), 3) is None
        postgres.do("CREATE EXTENSION vector", address.rsplit("/", 1)[1])
        assert store.shelf().vectors(MODEL).nearest(ASKED.tolist(), 3) == tuple(wanted[:3])


def test_a_vector_counts_no_more_where_other_facts_are_told(postgres: Server):
    with open_store(postgres.database()) as store:
        wanted = _filled(store)
        kept = store.shelf().vectors(MODEL)
        kept.nearest(ASKED.tolist(), 1)
        numbers = {document(number).id: number for number in range(COUNT)}
        changed = numbers[wanted[0]]
        store.write(documents=[document(changed, title="عنوان آخر")])
        assert kept.nearest(ASKED.tolist(), 1) == (wanted[1],)
        ((id_, facts, _),) = kept.missing(5)
        last = np.frombuffer(_vector(numbers[wanted[0]]), np.int8) // -2
        kept.put([(id_, facts, last.astype(np.int8).tobytes())])
        found = kept.nearest(ASKED.tolist(), COUNT)
        assert found is not None
        assert found[-1] == wanted[0]
        assert kept.count() == (COUNT, COUNT)


def test_a_document_that_is_forgotten_leaves_no_vector(postgres: Server):
    address = postgres.database()
    said = Revision(what="d", before="a", after="b", because=(), day="2018-04-20")
    with open_store(address) as store:
        nearest, second, *_ = _filled(store)
        kept = store.shelf().vectors(MODEL)
        assert kept.nearest(ASKED.tolist(), 1) == (nearest,)
        store.forget(nearest, said)
        assert kept.nearest(ASKED.tolist(), 1) == (second,)
    with psycopg.connect(address) as raw:
        found = raw.execute("SELECT 1 FROM meanings_near WHERE document_id = %s", (nearest,))
        assert found.fetchone() is None


def test_what_pgvector_was_told_belongs_to_the_store(postgres: Server):
    address = postgres.database()
    with open_store(address) as store:
        _filled(store)
        store.shelf().vectors(MODEL).nearest(ASKED.tolist(), 1)
    with psycopg.connect(address) as raw:
        row = raw.execute("SELECT count(*) FROM meanings_near").fetchone()
        assert row == (COUNT,)
    # The tables of the extension belong to nobody: the database is still ours.
    open_store(address, create=False).close()
