"""Many rows at once leave what the same rows leave one by one."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.store import postgres as under_test
from khabar.store.codec import aside_of_document
from khabar.store.content import content_hash
from khabar.store.opening import open_store
from store.builders import document, reading
from store.postgres_server import Server

STEP = st.tuples(st.integers(0, 3), st.sampled_from([None, "title"]), st.sampled_from(["r1", "r2"]))


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.lists(STEP, min_size=1, max_size=4), max_size=4))
def test_copied_rows_leave_what_inserted_rows_leave(
    postgres: Server, monkeypatch: pytest.MonkeyPatch, steps: list[list[tuple[int, str, str]]]
):
    with open_store(postgres.new()) as copied, open_store(postgres.new()) as inserted:
        for store, many in ((copied, 0), (inserted, 1000)):
            monkeypatch.setattr(under_test, "_MANY", many)
            for batch in steps:
                documents = [document(number, title=title) for number, title, _ in batch]
                readings = [
                    reading(one, recipe)
                    for one, recipe in {
                        (d.id, r): (d, r) for d, (_, _, r) in zip(documents, batch, strict=True)
                    }.values()
                ]
                store.write(documents=documents, readings=readings)
        assert content_hash(copied) == content_hash(inserted)
        assert list(copied.readings("r1")) == list(inserted.readings("r1"))


def test_a_batch_of_many_rows_is_copied_and_ends_what_was_set_aside(postgres: Server):
    many = [document(number) for number in range(under_test._MANY)]
    with open_store(postgres.new()) as store:
        store.write(documents=many, asides=[aside_of_document(many[0], "KeyError: x")])
        store.write(readings=[reading(each) for each in many])
        assert len(list(store.all_readings())) == len(many)
        assert list(store.asides()) == []


def test_a_reading_written_again_is_the_newest(postgres: Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(under_test, "_MANY", 0)
    one = document(1)
    with open_store(postgres.new()) as store:
        store.write(documents=[one], readings=[reading(one, "r1"), reading(one, "r2")])
        store.write(readings=[reading(one, "r1")])
        assert [each.recipe for each in store.readings("r9")] == ["r1"]
