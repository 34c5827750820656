"""RDF: whatever an article says stays inside its quotes, and the record comes back as it was."""

from __future__ import annotations

import json
import random
import re
import socket
from dataclasses import replace
from functools import cache
from pathlib import Path

import pyshacl
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import OWL, PROV, RDF, RDFS

from export.sampled import URL, hostile, noted, renamed, sampled
from khabar.errors import UnreadableInputError
from khabar.export import rdf
from khabar.export.rdf.terms import bounds, own, parts_of, source_iri, source_of, web
from khabar.schema.moments import Edtf

# rdflib 7 warns of what it calls itself.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")

CASES = {"samples": sampled, "hostile": hostile, "renamed": renamed}
HOWTO = Path(__file__).parents[2] / "docs" / "howto" / "export-linked-data.md"
KHABAR = rdflib.Namespace("urn:khabar:ns:")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")


@cache
def nquads(name: str) -> bytes:
    record, readings = CASES[name]()
    return b"".join(rdf.nquads_lines(noted(record), readings))


@cache
def jsonld(name: str) -> bytes:
    record, readings = CASES[name]()
    return b"".join(rdf.jsonld_chunks(noted(record), readings))


@cache
def dataset(name: str) -> rdflib.Dataset:
    found = rdflib.Dataset(default_union=True)
    found.parse(data=nquads(name), format="nquads")
    return found


@cache
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(data=rdf.vocabulary(), format="turtle")


def union(name: str) -> rdflib.Graph:
    """All graphs as one, and the vocabulary."""
    found = rdflib.Graph()
    for subject, predicate, value, _ in dataset(name).quads():
        found.add((subject, predicate, value))
    return found + vocabulary()


@pytest.mark.parametrize("name", CASES)
def test_a_record_comes_back_as_it_was(name: str) -> None:
    record = noted(CASES[name]()[0])
    assert rdf.read(nquads(name)) == record
    assert rdf.read(jsonld(name)) == record


def test_the_order_of_a_chain_is_kept_and_so_is_who_stands_in_it_twice() -> None:
    record, _ = sampled()
    first, *others = record.disputes
    ids = [a.id for a in record.actors[:3]]
    chain = (max(ids), min(ids), max(ids))
    sides = (replace(first.sides[0], chain=chain), *first.sides[1:])
    changed = replace(record, disputes=(replace(first, sides=sides), *others))
    assert rdf.read(b"".join(rdf.nquads_lines(changed, ()))) == changed


def test_two_ties_that_are_told_alike_stay_two() -> None:
    record, _ = sampled()
    twice = replace(record, relations=record.relations[:1] * 2)
    assert rdf.read(b"".join(rdf.nquads_lines(twice, ()))) == twice


def test_the_order_of_lines_and_what_others_add_do_not_matter() -> None:
    lines = nquads("samples").splitlines(keepends=True)
    random.Random(3).shuffle(lines)
    other = b"<urn:a> <urn:b> _:c <urn:g> .\n"
    assert rdf.read(other + b"".join(lines)) == noted(sampled()[0])


@pytest.mark.parametrize("name", CASES)
def test_both_forms_say_the_same(name: str) -> None:
    again = rdflib.Dataset()
    again.parse(data=jsonld(name), format="json-ld")
    assert set(again.quads()) == set(dataset(name).quads())


def test_nothing_is_fetched_to_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("it asked the network")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert rdf.read(jsonld("hostile")) == noted(hostile()[0])
    body = json.loads(jsonld("hostile"))
    for context in ("https://schema.org", {"@import": "https://schema.org"}, ["https://x.example"]):
        body["@context"] = context
        with pytest.raises(UnreadableInputError, match="a context that is not khabar's"):
            rdf.read(json.dumps(body).encode())


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"{}", b"<a> <b", b"\xff\xfe", b'"words"', b"<urn:a> <urn:b> <urn:c> .\n",
        b"<urn:khabar:record> <urn:khabar:ns:format> <urn:x> .\n",
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused_in_one_sentence(body: bytes) -> None:
    with pytest.raises(UnreadableInputError, match="khabar export --format rdf-nquads"):
        rdf.read(body)


def test_a_damaged_record_is_refused() -> None:
    lines = nquads("hostile").splitlines(keepends=True)
    less = [line for line in lines if b"urn:khabar:ns:kind>" not in line]
    with pytest.raises(UnreadableInputError):
        rdf.read(b"".join(less))


def test_a_hostile_article_cannot_leave_its_quotes() -> None:
    _, (reading,) = hostile()
    lines = nquads("hostile").split(b"\n")
    name = r"<[!-;=?-\[\]_a-z~]+>"
    words = r'"(?:[^"\\]|\\.)*"(?:@[a-z]+|\^\^<[^<>"]+>)?'
    shape = re.compile(rf"{name} {name} (?:{name}|{words}) {name} \.".encode())
    assert all(shape.fullmatch(line) for line in lines[:-1])
    assert not any(byte >= 0x7F or (byte < 0x20 and byte != 10) for byte in nquads("hostile"))
    assert b"<javascript" not in nquads("hostile")
    assert b"urn:x" not in nquads("hostile")
    quoted = {str(v) for v in dataset("hostile").objects(None, OA.exact)}
    assert any("\U0001f4a5" in q or "\u202e" in q or "<" in q for q in quoted)
    assert all(q in reading.text for q in quoted)
    outlet = own("outlet", reading.document.outlet or "")
    assert parts_of(outlet) == ("outlet", reading.document.outlet)
    assert outlet.value.encode() in nquads("hostile")


def test_evidence_is_cut_out_of_the_text() -> None:
    for name, case in CASES.items():
        texts = {own("doc", r.document.id).value: r.text for r in case()[1]}
        found = dataset(name)
        targets = list(found.subjects(RDF.type, OA.SpecificResource, unique=True))
        assert targets
        for target in targets:
            text = texts[str(found.value(target, OA.hasSource))]
            start, end = (
                int(str(next(found.objects(s, p))))
                for p in (OA.start, OA.end)
                for s in found.objects(target, OA.hasSelector)
                if (s, RDF.type, OA.TextPositionSelector) in found
            )
            (words,) = (
                str(w)
                for s in found.objects(target, OA.hasSelector)
                for w in found.objects(s, OA.exact)
            )
            assert text[start:end] == words


def test_chains_are_rows_from_the_outlet_inwards() -> None:
    found = dataset("samples")
    long = 0
    for reading in sampled()[1]:
        for event in reading.events:
            at = rdflib.URIRef(own("doc", reading.document.id, event.id).value)
            row = []
            while (at := found.value(at, PROV.wasDerivedFrom)) is not None:
                row.append(str(found.value(at, PROV.wasAttributedTo)))
            assert row == [own("doc", reading.document.id, a).value for a in event.chain]
            long += len(row) > 1
    assert long


@pytest.mark.parametrize("name", CASES)
def test_the_shapes_hold(name: str) -> None:
    shapes = rdflib.Graph().parse(data=rdf.shapes(), format="turtle")
    conforms, _, report = pyshacl.validate(union(name), shacl_graph=shapes)
    assert conforms, report


@pytest.mark.parametrize(
    ("kind", "predicate", "value"),
    [
        (KHABAR.Claim, KHABAR.evidence, None),
        (KHABAR.Claim, PROV.wasAttributedTo, None),
        (KHABAR.Claim, KHABAR.sure, rdflib.Literal(1.5)),
        (KHABAR.Actor, KHABAR.name, None),
        (KHABAR.Event, KHABAR.standing, KHABAR["Verdict-late"]),
        (OA.TextPositionSelector, OA.end, rdflib.Literal(0)),
        (KHABAR.Telling, PROV.wasAttributedTo, None),
        (rdflib.URIRef("https://schema.org/NewsArticle"),
         rdflib.URIRef("https://schema.org/url"), rdflib.URIRef("javascript:x")),
    ],
)  # fmt: skip
def test_the_shapes_refuse_what_is_broken(
    kind: rdflib.URIRef, predicate: rdflib.URIRef, value: rdflib.term.Identifier | None
) -> None:
    graph = union("hostile")
    one = min(graph.subjects(RDF.type, kind))
    graph.remove((one, predicate, None))
    if value is not None:
        graph.add((one, predicate, value))
    shapes = rdflib.Graph().parse(data=rdf.shapes(), format="turtle")
    conforms, _, _ = pyshacl.validate(graph, shacl_graph=shapes, abort_on_first=True)
    assert not conforms


def test_every_term_of_ours_is_in_the_vocabulary_with_both_labels() -> None:
    used = {
        t for name in CASES for quad in dataset(name).quads() for t in quad[:3]
        if isinstance(t, rdflib.URIRef) and t.startswith(str(KHABAR))
    }  # fmt: skip
    declared = set(vocabulary().subjects(RDF.type)) - {rdflib.URIRef(str(KHABAR))}
    assert used <= declared, sorted(used - declared)
    for one in declared:
        assert {v.language for v in vocabulary().objects(one, RDFS.label)} == {"ar", "en"}, one


def test_every_value_of_the_schema_is_in_the_vocabulary() -> None:
    from khabar.export.rdf.walk import enum_iri
    from khabar.schema import events, names, record, statements

    kinds = (
        events.EventType, events.Status, events.Polarity, events.Counted, names.ActorKind,
        record.Standing, record.DisputeAbout, record.Strength, record.Verdict,
        statements.DisputeKind, statements.RelationKind, statements.Act,
    )  # fmt: skip
    declared = {str(s) for s in vocabulary().subjects(RDF.type)}
    assert {enum_iri(value).value for kind in kinds for value in kind} <= declared
    assert (KHABAR.EventType, RDF.type, OWL.Class) in vocabulary()


QUERIES = re.findall(r"```sparql\n(.*?)```", HOWTO.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("query", QUERIES)
def test_the_questions_of_the_howto_have_answers(query: str) -> None:
    assert len(QUERIES) == 4
    assert list(dataset("samples").query(query))


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_a_name_of_ours_holds_any_words(parts: list[str]) -> None:
    if any("\ud800" <= c <= "\udfff" for part in parts for c in part):
        return
    made = own(*parts)
    assert parts_of(made) == tuple(parts)
    assert re.fullmatch(r"[A-Za-z0-9:%._~-]+", made.value)


@pytest.mark.parametrize(
    "by", ["k_12", "outlet:وكالة: أ", "outlet:", f"{'0' * 64}:a1", "x:y z", ""]
)
def test_a_source_comes_back_as_the_record_writes_it(by: str) -> None:
    assert source_of(source_iri(by)) == by


def test_only_addresses_of_the_web_are_names() -> None:
    for bad in (URL, "javascript:alert(1)", "ftp://a.b/c", "http://", "x", None, "http://a b/"):
        assert web(bad) is None
    found = web('https://a.example/خبر?q="<x>"#\u202e')
    assert found is not None
    assert re.fullmatch(r"https://a\.example/[%A-F0-9]+\?q=%22%3Cx%3E%22#%E2%80%AE", found.value)


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("2018-11-07", ["2018-11-07", "2018-11-07"]),
        ("2018-11-XX/2019", ["2018-11", "2019"]),
        ("2018~/..", ["2018"]),
        ("201X", []),
        ("XXXX-05-01", []),
    ],
)
def test_times_become_what_a_calendar_has(when: str, told: list[str]) -> None:
    assert [value.text for _, value in bounds(Edtf(when))] == told
