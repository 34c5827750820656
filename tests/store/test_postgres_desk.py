"""The desk on a store in PostgreSQL answers what it answers on one in SQLite."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from khabar.errors import KhabarError
from khabar.lang.ar.stems import stems_of
from khabar.schema.judgement import About, Judgement, Spot
from khabar.serve.desk import Desk
from khabar.serve.desk_lists import Cursor
from khabar.serve.pages import pages
from khabar.serve.views import Part, Wanted
from khabar.store.opening import open_store
from khabar.store.postgres_words import query_of, vector_of
from serve.sample_desk import sample_store
from serve.serving import asking
from store.builders import article
from store.postgres_server import Server

_LINK = re.compile(r'href="([^"]+)"')
_ID = re.compile(r"[kv]_[^/?&]+|[0-9a-f]{64}")
_EACH = 2  # so many pages of a kind are followed
LISTS = (
    "documents", "actors", "events", "statements", "disputes", "expectations", "relations",
    "sources", "copies",
)  # fmt: skip
SEARCHED = ("documents", "actors", "events", "statements")


def _copied(address: str) -> str:
    """A store at this address with all that the samples gave."""
    with open_store(sample_store()) as held, open_store(address) as store:
        store.write(documents=tuple(held.documents()), readings=tuple(held.all_readings()))
    return address


@pytest.fixture(scope="module")
def address(postgres: Server) -> str:
    return _copied(postgres.new())


@pytest.fixture(scope="module")
def desks(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Desk]]:
    """The desk on SQLite and the one on PostgreSQL."""
    plain = tmp_path_factory.mktemp("desk") / "samples.db"
    shutil.copy(sample_store(), plain)
    with Desk.open(plain) as one, Desk.open(address) as other:
        yield one, other


def _words() -> list[str]:
    with open_store(sample_store()) as store:
        titles = " ".join(each.source.title or each.text[:200] for each in store.documents())
    words = [*dict.fromkeys(titles.split())][:60]
    phrases = [f'"{a} {b}"' for a, b in pairwise(words)][::3]
    return [*words, *phrases, "القاهرة الرئيس", '"وزير الخارجية" ليبيا', "el-Sisi", "2018", "!؟"]


def _all(desk: Desk, name: str, wanted: Wanted, limit: int = 7) -> list[Any]:
    """All parts of a list, one after the other."""
    rows, cursor = [], None
    while True:
        part: Part[Any] = getattr(desk, name)(wanted, cursor, limit)
        rows += part.rows
        cursor = part.next
        if cursor is None:
            assert len(rows) == part.total
            return rows


def test_every_page_is_the_same_letter_by_letter(desks: tuple[Desk, Desk]):
    clients = []
    for desk in desks:
        app = FastAPI()
        app.include_router(pages(desk))
        clients.append(TestClient(app))
    kinds: Counter[str] = Counter()
    seen, queue = set[str](), ["/ar/"]
    while queue:
        path = queue.pop()
        kind = _ID.sub("X", path).partition("?")[0]
        if path in seen or kinds[kind] >= _EACH:
            continue
        seen.add(path)
        kinds[kind] += 1
        answers = [client.get(path, follow_redirects=False) for client in clients]
        assert answers[0].status_code == answers[1].status_code < 400, path
        if "q=" not in path:  # where words are asked for, the order is each database's own
            assert answers[0].text == answers[1].text, path
        links = (unescape(x).partition("#")[0] for x in _LINK.findall(answers[0].text))
        queue += [x for x in links if x.startswith(("/ar/", "/en/")) and not x.endswith("/add")]
    assert len(kinds) > 40


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_the_same_rows_in_the_same_order_part_by_part(
    desks: tuple[Desk, Desk], name: str
):
    one, other = desks
    for sort in _sorts(name):
        wanted = Wanted(sort=sort)
        assert _all(one, name, wanted) == _all(other, name, wanted), sort


def _sorts(name: str) -> tuple[str, ...]:
    return {
        "documents": ("newest", "oldest", "events"),
        "actors": ("documents", "events", "statements", "name"),
        "events": ("newest", "oldest", "reports", "origins"),
        "relations": ("reports",),
        "sources": ("quoted",),
    }.get(name, ("newest", "oldest"))


@pytest.mark.parametrize("name", LISTS)
def test_every_filter_leaves_the_same(desks: tuple[Desk, Desk], name: str):
    one, other = desks
    for wanted in _filters(one):
        left, right = (_all(desk, name, wanted, 500) for desk in desks)
        assert left == right, wanted
    assert _all(other, name, Wanted(q="قخشنضظ")) == []


def _filters(desk: Desk) -> Iterator[Wanted]:
    actors = [row.id for row in desk.actors(limit=3).rows]
    event, document = desk.events(limit=1).rows[0], desk.documents(limit=1).rows[0]
    yield from (Wanted(actor=each) for each in actors)
    yield Wanted(actor=actors[0], other=actors[1])
    yield from (Wanted(source=each) for each in actors)
    yield Wanted(event=event.id)
    yield Wanted(document=document.id)
    yield Wanted(outlet=document.outlet or "")
    yield Wanted(since="2018-01-01", until="2018-12-31")
    yield Wanted(type=str(event.type))
    yield Wanted(status=str(event.status))
    yield Wanted(standing=str(event.standing))
    yield from (Wanted(kind=kind) for kind in ("anonymous", "person", "denial", "direct"))
    yield Wanted(actor="k_unknown")


def test_sums_are_the_same(desks: tuple[Desk, Desk]):
    one, other = desks
    assert one.counts() == other.counts()
    ties = one.ties()
    assert ties == other.ties()
    assert one.ties(Wanted(since="2017-01-01")) == other.ties(Wanted(since="2017-01-01"))
    assert one.ties(Wanted(q="الرئيس")) == other.ties(Wanted(q="الرئيس"))
    a, b = ties[0].a.id, ties[0].b.id
    assert one.path(a, b) == other.path(a, b) != ()
    for by in ("year", "month", "week", "day"):
        for wanted in (Wanted(), Wanted(actor=a), Wanted(q="الرئيس")):
            assert one.timeline(wanted, by) == other.timeline(wanted, by)
    assert one.places() == other.places() != ()
    assert one.series(a, b) == other.series(a, b) != ()
    assert one.doubtful() == other.doubtful() != ()


@pytest.mark.parametrize("name", SEARCHED)
def test_words_find_the_same_as_fts5(desks: tuple[Desk, Desk], name: str):
    for words in _words():
        left, right = (_all(desk, name, Wanted(q=words)) for desk in desks)
        assert sorted(map(repr, left)) == sorted(map(repr, right)), words


@pytest.mark.parametrize("name", ["disputes", "expectations", "relations", "sources", "copies"])
def test_words_narrow_other_lists_as_fts5_does(desks: tuple[Desk, Desk], name: str):
    for words in _words()[::4]:
        left, right = (_all(desk, name, Wanted(q=words)) for desk in desks)
        assert left == right, words


def test_an_article_is_among_the_best_for_its_own_title(desks: tuple[Desk, Desk]):
    for row in desks[0].documents(limit=24).rows:
        words = " ".join(stems_of(row.title)[:6])
        for desk in desks:
            best = desk.documents(Wanted(q=words), None, 3).rows
            assert row.id in {each.id for each in best}, words


@pytest.mark.parametrize("key", ["x", 3, None, 10**30, 0.5])
def test_a_cursor_that_somebody_made_up_breaks_nothing(
    desks: tuple[Desk, Desk], key: str | float | None
):
    for name, sort in (("actors", "name"), ("events", "reports"), ("documents", "newest")):
        made_up = Cursor(sort, key, 5, 9).written()
        told = ""
        try:
            assert getattr(desks[1], name)(Wanted(), made_up, 3).total == 9
        except KhabarError as error:
            told = str(error)
        assert not told or "cursor" in told


def test_the_api_says_the_same(desks: tuple[Desk, Desk]):
    with asking(desks[0]) as one, asking(desks[1]) as other:
        paths = one.get("/api/v1/openapi.json").json()["paths"]
        plain = [path for path, said in paths.items() if "get" in said and "{" not in path]
        assert len(plain) > 15
        asked = [f"{path}?{which}" for path in plain for which in ("limit=5", "format=csv")]
        for path in (*plain, *asked, *_deeper(desks[0], paths)):
            left, right = one.get(path), other.get(path)
            assert left.status_code == right.status_code, path
            assert left.content == right.content, path


def _deeper(desk: Desk, paths: dict[str, Any]) -> Iterator[str]:
    """Addresses of single things."""
    ids = {
        "actor": desk.actors(limit=1).rows[0].id,
        "event": desk.events(limit=1).rows[0].id,
        "document": desk.documents(limit=1).rows[0].id,
    }
    for path, said in paths.items():
        if "get" in said and path.count("{") == 1:
            for kind, id_ in ids.items():
                if f"/{kind}s/{{" in path:
                    yield re.sub(r"\{\w+\}", id_, path)


def test_a_judgement_shows_after_the_desk_is_renewed(postgres: Server):
    with Desk.open(_copied(postgres.new())) as desk:
        event = desk.events(limit=1).rows[0]
        at = desk.reports(event.id)[0].at
        spot = Spot(doc=at.document, start=at.start, end=at.end)
        desk.judge(Judgement(a=spot, about=About.EVENT, holds=False, by="me", day="2026-01-01"))
        before = desk.version
        assert desk.refresh()
        assert desk.version != before
        assert not desk.refresh()


def test_an_upload_is_read_into_the_database(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)  # where jobs lie
    address = postgres.new()
    open_store(address).close()
    with Desk.open(address) as desk, asking(desk) as api:
        files = [("files", ("a.txt", article(1).encode())), ("files", ("b.txt", b"\xff\x00"))]
        made = api.post("/api/v1/jobs", files=files)
        assert made.status_code == 201
        with api.stream("GET", f"{made.headers['location']}/events") as stream:
            lines = [line for line in stream.iter_lines() if line]
        assert "event: end" in lines
        job = api.get(made.headers["location"]).json()
        assert (job["state"], job["new"], job["set_aside"]) == ("done", 1, 1)
        assert api.get("/api/v1/counts").json()["documents"] == 1


def test_a_desk_that_another_process_renews_shows_what_is_new(postgres: Server):
    address = postgres.new()
    with open_store(sample_store()) as held:
        documents, readings = tuple(held.documents()), tuple(held.all_readings())
    few = {each.id for each in documents[:3]}
    with open_store(address) as store:
        store.write(
            documents=[d for d in documents if d.id in few],
            readings=[r for r in readings if r.document_id in few],
        )
        with Desk.open(address) as first:
            assert first.counts().documents == 3
            store.write(documents=documents, readings=readings)
            with Desk.open(address) as second:
                assert second.counts().documents == len(documents)
            # The first asks whichever side counts, though it was dropped meanwhile.
            assert first.counts().documents == len(documents)


def test_a_shelf_that_grew_answers_as_one_that_was_filled_at_once(
    desks: tuple[Desk, Desk], postgres: Server
):
    with open_store(sample_store()) as held:
        documents, readings = tuple(held.documents()), tuple(held.all_readings())
    address = postgres.new()
    with open_store(address) as store:
        store.write(documents=documents, readings=readings[:15])
        with Desk.open(address) as desk:
            for at in range(15, len(readings), 4):
                store.write(readings=readings[at : at + 4])
                assert desk.refresh()
            assert desk.counts() == desks[0].counts()
            for name in LISTS:
                assert _all(desk, name, Wanted()) == _all(desks[0], name, Wanted())
            for words in _words()[::5]:
                left, right = (
                    _all(each, "documents", Wanted(q=words)) for each in (desk, desks[1])
                )
                assert left == right, words


def test_endless_text_is_found_as_far_as_it_can_be_held(postgres: Server):
    text = " ".join(f"كلمة{n}" for n in range(400_000))
    with open_store(postgres.new()) as store, store._looking() as connection:
        asked = "SELECT %(words)s::tsvector @@ %(asked)s::tsquery"
        for phrase, found in (('"كلمة7 كلمة8"', True), ('"كلمة8 كلمة7"', False)):
            values = {"words": vector_of([text]), "asked": query_of(phrase)}
            assert connection.exec_driver_sql(asked, values).scalar_one() is found


def test_a_row_is_packed_as_it_was(desks: tuple[Desk, Desk]):
    rows = [msgspec.json.encode(desk.documents(limit=3).rows) for desk in desks]
    assert rows[0] == rows[1]
