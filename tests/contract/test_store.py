"""What every store must do, wherever it rests; another kind of store is another line in KINDS."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.pipeline.second.reader import PREFIX
from khabar.schema.judgement import Judgement, Spot
from khabar.schema.record import Record, Revision
from khabar.store.base import Kept, Store
from khabar.store.codec import aside_of, aside_of_document
from khabar.store.content import content_hash
from khabar.store.opening import open_store
from khabar.store.tables import SECOND
from khabar.store.withheld import Withheld, filler, without_texts
from store.builders import document, reading
from store.postgres_server import Server

Opener = Callable[[], Store]


def _in_sqlite(request: pytest.FixtureRequest) -> str:
    folders: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    return str(folders.mktemp("store") / "store.db")


def _in_postgres(request: pytest.FixtureRequest) -> str:
    server: Server = request.getfixturevalue("postgres")
    return server.new()


KINDS = {"sqlite": _in_sqlite, "postgres": _in_postgres}


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest) -> str:
    """Where there is no store yet."""
    return KINDS[request.param](request)


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place) as opened:
        yield opened


@pytest.fixture(params=KINDS)
def another(request: pytest.FixtureRequest) -> Opener:
    """Opens an empty store each time it is called."""
    return lambda: open_store(KINDS[request.param](request))


def test_a_document_comes_back_as_it_was_given(store: Store):
    given_ = document(1, title="زيارة", own="7")
    store.write(documents=[given_])
    assert store.document(given_.id) == given_
    assert list(store.documents()) == [given_]


def test_an_unknown_document_is_none(store: Store):
    assert store.document("0" * 64) is None
    assert store.first_document() is None
    assert store.reading("0" * 64, "r1") is None


def test_documents_come_by_id_however_many_there_are(store: Store):
    many = [document(number) for number in range(200)]
    store.write(documents=many, readings=[reading(each) for each in many])
    ids = sorted(each.id for each in many)
    assert [each.id for each in store.documents()] == ids
    assert [each.document_id for each in store.readings("r1")] == ids
    assert [each.document_id for each in store.all_readings()] == ids


def test_unread_is_what_has_no_reading_under_this_recipe(store: Store):
    old, new = document(1), document(2)
    store.write(documents=[old, new], readings=[reading(old, "r1")])
    assert store.unread([old.id, new.id], "r1") == {new.id}
    assert store.unread([old.id, new.id], "r2") == {old.id, new.id}
    assert store.unread([], "r1") == frozenset()


def test_the_present_recipe_is_preferred_and_else_the_newest(store: Store):
    one = document(1)
    store.write(documents=[one], readings=[reading(one, "r2"), reading(one, "r1")])
    assert [each.recipe for each in store.readings("r2")] == ["r2"]
    assert [each.recipe for each in store.readings("r9")] == ["r1"]
    found = store.reading(one.id, "r9")
    assert found is not None
    assert found.recipe == "r1"


@pytest.mark.parametrize(
    ("recipes", "wanted", "chosen"),
    [
        (("r1", "r2", "llm-1"), "r9", "r2"),
        (("r1", "llm-1", "llm-2"), "llm-1", "llm-1"),
        (("r1", "llm-1"), "llm-9", "r1"),
        (("llm-2", "llm-1"), "r9", "llm-1"),
        (("r1", "LLM-1"), "r9", "LLM-1"),
        (("r1", "ll"), "r9", "ll"),
    ],
)
def test_no_second_reader_stands_in_for_a_missing_reading(
    store: Store, recipes: tuple[str, ...], wanted: str, chosen: str
):
    one, other = document(1), document(2)
    store.write(documents=[one, other], readings=[reading(other, wanted)])
    for recipe in recipes:
        store.write(readings=[reading(one, recipe)])
    found = {each.document_id: each.recipe for each in store.readings(wanted)}
    assert found == {one.id: chosen, other.id: wanted}
    serials = store.shelf().chosen(wanted)
    rank = serials[one.id] - serials[other.id]
    assert recipes[rank - 1] == chosen
    assert store.shelf().evidence(wanted).chosen == sum(serials.values())


def test_the_second_reader_is_known_by_the_start_of_its_recipes():
    assert PREFIX == SECOND


def test_the_same_document_from_another_path_changes_nothing(store: Store):
    first, copy = document(1, path="a.txt"), document(1, path="b.txt")
    store.write(documents=[first], readings=[reading(first)])
    store.write(documents=[copy])
    assert store.document(first.id) == first
    assert store.unread([first.id], "r1") == frozenset()


def test_a_document_of_which_other_facts_are_told_is_unread_again(store: Store):
    first, titled = document(1), document(1, title="زيارة إلى القاهرة")
    store.write(documents=[first], readings=[reading(first)])
    store.write(documents=[titled])
    assert store.document(first.id) == titled
    assert store.unread([first.id], "r1") == {first.id}


@pytest.mark.parametrize("wanted", ["start of id", "own-7", "some/where.txt"])
def test_a_document_is_found_by_id_own_id_and_path(store: Store, wanted: str):
    one, other = document(1, path="some/where.txt", own="own-7"), document(2)
    store.write(documents=[one, other])
    assert store.matching(one.id[:10] if wanted == "start of id" else wanted) == (one.id,)


def test_a_pattern_is_no_name(store: Store):
    store.write(documents=[document(1)])
    assert store.matching("%") == ()
    assert store.matching("_") == ()


def test_what_is_set_aside_keeps_its_bytes(store: Store):
    broken = aside_of("in.jsonl#3", "in.jsonl", "it is not JSON", b"\xff\x00{")
    store.write(asides=[broken], payloads={broken.key: b"\xff\x00{"})
    assert list(store.asides()) == [broken]
    assert store.payload(broken.key) == b"\xff\x00{"
    assert store.payload("unknown") is None


def test_empty_bytes_are_not_no_bytes(store: Store):
    empty = aside_of("a.txt", "a.txt", "it is empty", b"")
    store.write(asides=[empty], payloads={empty.key: b""})
    assert store.payload(empty.key) == b""


def test_other_bytes_under_the_same_name_are_kept_beside(store: Store):
    asides = [aside_of("-", "-", "broken", each) for each in (b"one", b"two", None)]
    store.write(asides=asides)
    assert len(list(store.asides())) == 3


def test_a_thing_set_aside_twice_stands_once_with_its_last_reason(store: Store):
    for reason in ("first", "second"):
        store.write(asides=[aside_of("a", "a", reason, b"x")])
    assert [each.reason for each in store.asides()] == ["second"]


def test_a_document_that_is_read_leaves_the_list(store: Store):
    one = document(1)
    store.write(documents=[one], asides=[aside_of_document(one, "KeyError: x")])
    assert [each.document_id for each in store.asides()] == [one.id]
    store.write(readings=[reading(one)])
    assert list(store.asides()) == []


def test_what_nobody_is_reading_may_be_taken(store: Store):
    ids = [document(number).id for number in range(3)]
    for _ in range(2):  # at the end of a run all is let go
        with store.claims("r1") as claims:
            assert claims.take(ids) == set(ids)
            claims.drop(ids[:1])
            claims.wait(ids[0])
            assert claims.take([]) == set()


def test_what_is_forgotten_is_gone(store: Store):
    first, second = (aside_of(name, name, "broken", None) for name in "ab")
    store.write(asides=[first, second])
    store.forget_asides([first.key])
    assert list(store.asides()) == [second]


def test_a_forgotten_document_takes_with_it_what_rests_on_it(store: Store):
    one, other = document(1), document(2)
    failed = aside_of_document(one, "it broke")
    store.write(documents=[one, other], readings=[reading(one), reading(one, "r2"), reading(other)])
    store.write(asides=[failed, aside_of("a", "a", "broken", b"x")])
    spots = [Spot(doc=each.id, start=0, end=4) for each in (one, other)]
    about_both = Judgement(a=spots[0], b=spots[1], holds=True, by="b", day="2026-01-01")
    about_other = Judgement(a=spots[1], holds=True, by="b", day="2026-01-01")
    store.judge(about_both)
    store.judge(about_other)
    readings = {each.id: "digest" for each in (one, other)}
    store.keep(Kept(readings=readings, judged=(), record=Record()), (), after=None)
    said = Revision(
        what=one.id, before="read", after="forgotten", because=(one.id,), day="2026-01-02"
    )
    store.forget(one.id, said)
    store.sweep()
    assert [each.id for each in store.documents()] == [other.id]
    assert [each.document_id for each in store.all_readings()] == [other.id]
    assert [each.item for each in store.asides()] == ["a"]
    assert list(store.judgements()) == [about_other]
    assert store.kept() is None
    assert list(store.revisions()) == [said]
    assert store.faults() == ()


def test_a_document_without_its_text_comes_back_as_it_was_given(store: Store):
    one = document(1)
    bare = Withheld(id=one.id, text=filler(one.text), source=one.source, withheld=True)
    store.write(documents=[bare])
    assert store.document(one.id) == bare
    assert without_texts(store)


def test_all_of_a_write_is_kept_or_nothing(store: Store):
    one, missing = document(1), document(2)
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        store.write(documents=[one], readings=[reading(missing)])
    assert list(store.documents()) == []


def test_a_store_in_use_has_no_faults(store: Store):
    one = document(1)
    store.write(documents=[one], readings=[reading(one)])
    assert store.faults() == ()


def test_names_that_no_database_can_hold_are_written_out(store: Store):
    odd = aside_of("a\udcff\0.txt", "a\udcff\0.txt", "odd", None)
    store.write(asides=[odd])
    assert list(store.asides()) == [odd]


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(6)), cut=st.integers(0, 6))
def test_content_does_not_depend_on_order_or_batches(another: Opener, order: list[int], cut: int):
    documents = [document(number) for number in range(6)]
    with another() as plain, another() as shuffled:
        plain.write(documents=documents, readings=[reading(each) for each in documents])
        for part in (order[:cut], order[cut:]):
            chosen = [documents[at] for at in part]
            shuffled.write(documents=chosen, readings=[reading(each) for each in chosen])
        assert content_hash(plain) == content_hash(shuffled)


@pytest.mark.parametrize("change", ["document", "reading", "aside", "payload"])
def test_content_differs_where_anything_differs(another: Opener, change: str):
    one, other, broken = document(1), document(2), aside_of("a", "a", "broken", b"x")
    with another() as left, another() as right:
        for each in (left, right):
            each.write(documents=[one], asides=[broken], payloads={broken.key: b"x"})
        if change == "document":
            right.write(documents=[other])
        elif change == "reading":
            right.write(readings=[reading(one)])
        elif change == "aside":
            right.forget_asides([broken.key])
        else:
            right.write(asides=[broken], payloads={broken.key: b"y"})
        assert content_hash(left) != content_hash(right)
