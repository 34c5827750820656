"""The desk answers every question, a part at a time, each fact with the characters it stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from khabar.errors import KhabarError
from khabar.schema.judgement import About, Judgement, Spot
from khabar.serve.desk import Desk
from khabar.serve.desk_lists import UnknownCursorError
from khabar.serve.views import Part, Wanted, Where
from serve.sample_desk import sample_copy, sample_desk

LISTS = (
    "documents", "actors", "events", "statements", "disputes", "expectations", "relations",
    "sources", "copies",
)  # fmt: skip
SORTS = {
    "documents": ("newest", "oldest", "events"),
    "actors": ("documents", "events", "statements", "name"),
    "events": ("newest", "oldest", "reports", "origins"),
    "statements": ("newest", "oldest"),
    "disputes": ("newest", "oldest"),
    "expectations": ("newest", "oldest"),
}


@pytest.fixture
def desk() -> Desk:
    return sample_desk()


def all_of(listed: Callable[..., Part[Any]], wanted: Wanted, limit: int) -> list[Any]:
    rows: list[Any] = []
    cursor = None
    while True:
        part = listed(wanted, cursor, limit)
        assert len(part.rows) <= limit
        rows += part.rows
        if part.next is None:
            assert part.total == len(rows)
            return rows
        assert len(part.rows) == limit
        cursor = part.next


def wheres(thing: object) -> Iterator[Where]:
    if isinstance(thing, Where):
        yield thing
    elif isinstance(thing, tuple):
        for each in thing:
            yield from wheres(each)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from wheres(getattr(thing, field.name))


@pytest.mark.parametrize("name", LISTS)
def test_every_part_together_is_the_whole_list_and_each_row_once(desk: Desk, name: str) -> None:
    listed = getattr(desk, name)
    whole = all_of(listed, Wanted(), 500)
    assert whole
    for sort in ("", *SORTS.get(name, ())):
        found = all_of(listed, Wanted(sort=sort), 3)
        assert len(found) == len(whole)
        assert {repr(row) for row in found} == {repr(row) for row in whole}


@pytest.mark.parametrize("name", ["documents", "actors", "events", "statements"])
def test_what_is_searched_for_comes_in_parts_too(desk: Desk, name: str) -> None:
    listed = getattr(desk, name)
    for sort in ("", "best"):
        wanted = Wanted(q="ليبيا", sort=sort)
        found = all_of(listed, wanted, 2)
        assert {repr(r) for r in found} == {repr(r) for r in all_of(listed, wanted, 500)}


def test_the_words_of_every_row_stand_at_its_offsets(desk: Desk) -> None:
    rows = [row for name in LISTS for row in all_of(getattr(desk, name), Wanted(), 500)]
    rows += [r for event in all_of(desk.events, Wanted(), 500) for r in desk.reports(event.id)]
    rows += [t for event in all_of(desk.events, Wanted(), 500) for t in desk.tolls(event.id)]
    rows += [t for actor in all_of(desk.actors, Wanted(), 500) for t in desk.tenures(actor.id)]
    rows += [w for a in all_of(desk.actors, Wanted(), 500) if (w := desk.spot(a.id))]
    rows += desk.doubtful(500)
    places = {place for row in rows for place in wheres(row)}
    assert len(places) > 100
    for at in places:
        article = desk.article(at.document)
        assert article is not None
        assert article.text[at.start : at.end] == at.words


def test_every_row_told_leads_to_rows_that_are_there(desk: Desk) -> None:
    actors = {a.id for a in all_of(desk.actors, Wanted(), 500)}
    events = {e.id for e in all_of(desk.events, Wanted(), 500)}
    for event in all_of(desk.events, Wanted(), 500):
        assert {w.id for w in (*event.actors, *event.recipients)} <= actors
        assert len({r.document for r in desk.reports(event.id)}) == event.documents
        assert desk.event(event.id) == event
    for said in all_of(desk.statements, Wanted(), 500):
        assert set(said.about) <= events
    for actor in all_of(desk.actors, Wanted(), 500):
        assert desk.actor(actor.id) == actor
        assert desk.names(actor.id)


def test_the_counts_are_those_of_the_lists(desk: Desk) -> None:
    counts = desk.counts()
    for name in ("documents", "actors", "events", "statements", "disputes", "expectations"):
        assert getattr(counts, name) == getattr(desk, name)().total


def test_filters_narrow_to_what_they_say(desk: Desk) -> None:
    event = next(e for e in all_of(desk.events, Wanted(), 500) if e.actors and e.recipients)
    a, b = event.actors[0].id, event.recipients[0].id
    both = all_of(desk.events, Wanted(actor=a, other=b), 500)
    assert event in both
    assert all({a, b} <= {w.id for w in (*e.actors, *e.recipients)} for e in both)
    dated = all_of(desk.events, Wanted(since="2018-01-01", until="2018-12-31"), 500)
    assert dated
    assert all(e.last >= "2018-01-01" and e.first <= "2018-12-31" for e in dated)
    kinds = all_of(desk.events, Wanted(type=event.type, standing=event.standing), 500)
    assert {(e.type, e.standing) for e in kinds} == {(event.type, event.standing)}
    report = desk.reports(event.id)[0]
    assert event in all_of(desk.events, Wanted(document=report.document), 500)
    assert event in all_of(desk.events, Wanted(outlet=report.outlet or ""), 500)


@pytest.mark.parametrize("name", LISTS)
def test_any_filter_suits_any_list(desk: Desk, name: str) -> None:
    actor, event = desk.actors().rows[0].id, desk.events().rows[0]
    document = desk.documents().rows[0]
    told = {
        "actor": actor, "other": actor, "source": actor, "type": event.type,
        "status": event.status, "standing": event.standing, "verdict": "unknown", "kind": "person",
        "place": "طرابلس", "outlet": document.outlet or "", "document": document.id,
        "since": "2018-01-01", "until": "2019-01-01", "q": "ليبيا",
    }  # fmt: skip
    whole = getattr(desk, name)().total
    for field, value in told.items():
        assert getattr(desk, name)(Wanted(**{field: value})).total <= whole


@pytest.mark.parametrize("by", ["day", "week", "month", "year"])
def test_a_timeline_is_in_order_and_counts_no_event_twice(desk: Desk, by: str) -> None:
    buckets = desk.timeline(by=by)
    assert buckets
    assert [b.start for b in buckets] == sorted({b.start for b in buckets})
    dated = sum(e.first is not None for e in all_of(desk.events, Wanted(), 500))
    assert sum(sum(b.counts.values()) for b in buckets) <= dated
    # Counted one way when the shelf is filled, another way when something is asked for.
    assert desk.timeline(Wanted(until="9999-01-01"), by) == buckets


def test_a_period_that_is_none_is_refused(desk: Desk) -> None:
    with pytest.raises(KhabarError):
        desk.timeline(by="fortnight")


def test_ties_and_paths_lead_from_one_actor_to_another(desk: Desk) -> None:
    tie = desk.ties(limit=1)[0]
    assert [w.id for w in desk.path(tie.a.id, tie.b.id)] == [tie.a.id, tie.b.id]
    assert desk.path(tie.a.id, tie.a.id) == (tie.a,)
    assert tie.b.id in {t.b.id for t in desk.ties(Wanted(actor=tie.a.id))}
    assert desk.path(tie.a.id, "k_none") == ()
    assert sum(t.events for t in desk.ties(Wanted(until="9999-01-01"), 500)) <= sum(
        t.events for t in desk.ties(limit=500)
    )


def test_a_series_of_a_pair_counts_what_passed_between_them(desk: Desk) -> None:
    tie = desk.ties(limit=1)[0]
    assert sum(sum(b.counts.values()) for b in desk.series(tie.a.id, tie.b.id, "year")) > 0
    every = tuple({d.outlet for d in all_of(desk.documents, Wanted(), 500) if d.outlet})
    assert desk.series(tie.a.id, tie.b.id, "year", every)
    with pytest.raises(KhabarError):
        desk.series(tie.a.id, tie.a.id)


def test_an_article_has_marks_of_all_layers_within_its_text(desk: Desk) -> None:
    layers = set()
    for row in all_of(desk.documents, Wanted(), 500):
        article = desk.article(row.id)
        assert article is not None
        assert [m.start for m in article.marks] == sorted(m.start for m in article.marks)
        assert all(0 <= m.start < m.end <= len(article.text) for m in article.marks)
        layers |= {m.layer for m in article.marks}
        for mark in article.marks:
            if mark.leads_to is not None:
                assert desk.actor(mark.leads_to) or desk.event(mark.leads_to)
    assert layers >= {"names", "times", "events", "statements", "cues"}


def test_two_articles_share_the_same_words(desk: Desk) -> None:
    copy = desk.copies().rows[0]
    shared = desk.shared(copy.a.id, copy.b.id)
    assert shared
    assert copy.share is not None
    assert 0 < copy.share <= 1
    for a, b in shared:
        assert (a.document, b.document) == (copy.a.id, copy.b.id)


def test_ids_of_nothing_have_no_answer(desk: Desk) -> None:
    for wrong in ("", "k_none", "\0", "\ud800", "x" * 10_000):
        assert desk.article(wrong) is None
        assert desk.actor(wrong) is None
        assert desk.event(wrong) is None
        assert desk.spot(wrong) is None
        assert (desk.reports(wrong), desk.tolls(wrong), desk.parts(wrong)) == ((), (), ())
        assert (desk.names(wrong), desk.tenures(wrong)) == ((), ())
        assert desk.shared(wrong, wrong) == ()


@pytest.mark.parametrize("cursor", ["x", "!", "W10", "bnVsbA", "é", "\ud800", "A" * 10_000])
def test_a_cursor_that_is_none_is_refused(desk: Desk, cursor: str) -> None:
    with pytest.raises(UnknownCursorError):
        desk.events(cursor=cursor)


def test_a_sorting_that_is_none_is_refused(desk: Desk) -> None:
    with pytest.raises(UnknownCursorError):
        desk.events(Wanted(sort="n; DROP TABLE documents"))


def test_a_shelf_that_is_up_to_date_is_not_filled_again(tmp_path: Path) -> None:
    told: list[str] = []
    with Desk.open(sample_copy(tmp_path), lambda what, *_: told.append(what)) as desk:
        assert told == []
        assert desk.refresh() is False
        assert desk.events().total == sample_desk().events().total


def test_a_judgement_changes_what_the_desk_answers(tmp_path: Path) -> None:
    where = sample_copy(tmp_path)
    with Desk.open(where) as desk:
        before, version = desk.events().total, desk.version
        told = [
            d for e in desk.events().rows for r in desk.reports(e.id) if (d := r).item
            and desk.event(r.event).documents == 1  # type: ignore[union-attr]
        ]  # fmt: skip
        at = told[0].at
        wrong = Judgement(
            a=Spot(doc=at.document, start=at.start, end=at.end), about=About.EVENT, holds=False,
            by="me", day="2026-01-01",
        )  # fmt: skip
        desk.judge(wrong)
        assert desk.refresh() is True
        assert desk.events().total < before
        assert desk.version != version
        assert desk.changes()
        assert desk.withdraw(wrong.id) is True
        assert desk.refresh() is True
        assert desk.events().total == before
        assert desk.judgements() == ()


def test_a_filling_that_fails_leaves_the_desk_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Desk.open(sample_copy(tmp_path)) as desk:
        before = desk.events()
        at = desk.doubtful(1)[0].a
        spot = Spot(doc=at.document, start=at.start, end=at.end)
        desk.judge(Judgement(a=spot, about=About.EVENT, holds=True, by="me", day="2026-01-01"))

        def fail(*_: object) -> None:
            raise RuntimeError("in the middle")

        with monkeypatch.context() as broken:
            broken.setattr("khabar.serve.shelving_layout.put_sums", fail)
            with pytest.raises(RuntimeError):
                desk.refresh()
        assert desk.events() == before
        assert desk.refresh() is True


def test_an_empty_store_answers_with_nothing(tmp_path: Path) -> None:
    from khabar.store.opening import open_store

    open_store(tmp_path / "empty.db").close()
    with Desk.open(tmp_path / "empty.db") as desk:
        assert desk.counts().documents == 0
        assert all(getattr(desk, name)().rows == () for name in LISTS)
        assert (desk.timeline(), desk.ties()) == ((), ())
        assert (desk.places(), desk.doubtful()) == ((), ())
