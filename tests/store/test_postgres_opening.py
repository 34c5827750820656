"""Opening what may or may not be a store in PostgreSQL; no message tells a password."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from khabar.errors import StoreError
from khabar.store import migrating
from khabar.store.opening import beside, is_there, open_store, shown
from khabar.store.tables import REVISION_TABLE
from store.builders import document, reading
from store.postgres_server import PASSWORD, USER, Server


def _refusal(address: str, **options: bool) -> str:
    with pytest.raises(StoreError) as refused:
        open_store(address, **options)
    told = str(refused.value)
    assert "secret" not in told
    assert PASSWORD not in told
    return told


def test_a_store_opened_again_holds_what_it_held(postgres: Server):
    address, one = postgres.new(), document(1)
    with open_store(address) as store:
        store.write(documents=[one], readings=[reading(one)])
    with open_store(address, create=False) as store:
        assert list(store.documents()) == [one]


def test_where_and_messages_have_no_password(postgres: Server):
    address = postgres.new()
    with open_store(address) as store:
        assert store.where == shown(address)
        assert f"{USER}@127.0.0.1" in store.where
        assert "secret" not in store.where + repr(store)
    asked = "postgresql:///db?host=there&user=me&password=secret"
    assert "secret" not in shown(asked)


def test_what_lies_beside_is_named_without_the_password(postgres: Server):
    address = postgres.new()
    assert beside(address) == beside(shown(address))
    assert "secret" not in beside(address)
    assert "/" not in beside(address)


def test_both_names_of_the_scheme_are_known(postgres: Server):
    address = postgres.database()
    open_store(address.replace("postgresql://", "postgres://")).close()
    assert is_there(address)


def test_a_wrong_password_is_told_in_one_sentence(postgres: Server):
    told = _refusal(postgres.address("postgres", password="a-wrong-secret"))
    assert "the password is wrong" in told


def test_no_password_where_one_is_wanted_is_told(postgres: Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PGPASSFILE", "/dev/null")
    told = _refusal(shown(postgres.address("postgres")))
    assert "the password is wrong" in told


def test_an_unknown_user_is_told(postgres: Server):
    told = _refusal(postgres.address("postgres").replace(f"{USER}:", "nobody-we-know:"))
    assert "Check the user" in told


@pytest.mark.parametrize("port", [1, 99999])
def test_no_server_is_told(port: int):
    assert "no PostgreSQL answers there" in _refusal(f"postgresql://me:secret@127.0.0.1:{port}/db")


def test_a_host_that_nobody_knows_is_told():
    assert "no PostgreSQL answers there" in _refusal(
        "postgresql://me:secret@no-such-host.invalid/db"
    )


def test_a_database_that_is_not_there_is_told(postgres: Server):
    assert "there is no such database" in _refusal(postgres.address("not_there"))


def test_a_store_that_is_not_there_is_not_made_by_looking(postgres: Server):
    address = postgres.new()
    told = _refusal(address, create=False)
    assert "there is no store yet" in told
    assert not is_there(address)


def test_a_database_of_another_program_is_refused_and_left_alone(postgres: Server):
    address = postgres.new()
    with psycopg.connect(address, autocommit=True) as raw:
        raw.execute("CREATE TABLE bookmarks (url text)")
        assert "another program" in _refusal(address)
        names = raw.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        assert names.fetchall() == [("bookmarks",)]


def test_a_schema_of_our_own_beside_another_program_is_ours(postgres: Server):
    address = postgres.database()
    with psycopg.connect(address, autocommit=True) as raw:
        raw.execute("CREATE TABLE bookmarks (url text)")
        raw.execute("CREATE SCHEMA news")
    ours = f"{address}?options=-csearch_path%3Dnews"
    with open_store(ours) as store:
        store.write(documents=[document(1)])
        assert list(store.documents()) == [document(1)]


def test_a_store_of_a_newer_version_is_refused(postgres: Server):
    address = postgres.new()
    open_store(address).close()
    with psycopg.connect(address) as raw:
        raw.execute(f"UPDATE {REVISION_TABLE} SET version_num = 'r9999'")
    assert "newer khabar" in _refusal(address)


def test_a_database_that_cannot_hold_arabic_is_refused(postgres: Server):
    address = postgres.database("ENCODING 'LATIN1' TEMPLATE template0")
    assert "LATIN1" in _refusal(address)


def test_a_user_who_may_not_write_is_told(postgres: Server):
    address = postgres.database()
    name = address.rsplit("/", 1)[1]
    postgres.do("CREATE ROLE looker LOGIN PASSWORD 'secret-too'")
    told = _refusal(f"postgresql://looker:secret-too@127.0.0.1:{postgres.port}/{name}")
    assert "this user may not do that" in told
    postgres.do("DROP ROLE looker")


def test_a_missing_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    for name in [each for each in sys.modules if each.split(".")[0] == "psycopg"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    told = _refusal("postgresql://me:secret@127.0.0.1:1/db")
    assert 'pip install "khabar[postgres]"' in told


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://me:secret@host:port/db",
        "postgresql://me:secret@host",
        "postgresql://me:secret@host/\n",
        "postgresql://me:secret@host/a\0b",
        "mysql://me:secret@host/db",
        "postgresql+asyncpg://me:secret@host/db",
        "http://me:secret@host/db",
    ],
)
def test_an_address_that_is_none_is_told_without_repeating_it(address: str):
    assert "postgresql://user@host/database" in _refusal(address)


def test_many_may_make_the_same_store_at_once(postgres: Server):
    address = postgres.database()

    def make(number: int) -> None:
        with open_store(address) as store:
            store.write(documents=[document(number)])

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(make, range(12)))
    with open_store(address) as store:
        assert len(list(store.documents())) == 12


def test_a_migration_that_fails_leaves_no_half_store(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    address = postgres.new()
    with monkeypatch.context() as broken:
        upgrade = migrating.command.upgrade
        broken.setattr(migrating.command, "upgrade", lambda *a: (upgrade(*a), fail()))
        with pytest.raises(RuntimeError, match="power cut"):
            open_store(address)
    assert not is_there(address)
    open_store(address).close()


def test_a_server_that_ends_in_between_is_told_and_found_again(postgres: Server):
    with open_store(postgres.new()) as store:
        store.write(documents=[document(1)])
        with store._looking():  # a line that is open while the server ends
            postgres.kill()
            try:
                with pytest.raises(StoreError, match="no PostgreSQL answers there"):
                    store.write(documents=[document(2)])
            finally:
                postgres.start()  # other tests use it too
        store.write(documents=[document(2)])
        assert len(list(store.documents())) == 2


def test_words_of_any_length_and_with_any_sign_are_held(postgres: Server):
    odd = document(1, own="a\0b" + "x" * 9000, path="p" * 9000)
    with open_store(postgres.new()) as store:
        store.write(documents=[odd])
        assert store.document(odd.id) == odd
        assert odd.source.source_id is not None
        assert store.matching(odd.source.source_id) == (odd.id,)
        assert store.matching("p" * 9000) == (odd.id,)
