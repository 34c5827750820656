"""Graphs: what networkx reads back is what the record holds, and no name breaks the file."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from export.sampled import hostile, renamed, sampled
from khabar.assemble.record import build_record
from khabar.export.graphs import drawn, gexf, graphml
from khabar.export.graphs.drawn import Drawn, Edge, Node, ends, safe
from khabar.schema.moments import Edtf

CASES = {"samples": sampled, "hostile": hostile, "renamed": renamed}
GEXF = "{http://gexf.net/1.3}"


@cache
def graph(name: str) -> Drawn:
    return drawn(*CASES[name]())


def read_graphml(of: Drawn) -> nx.MultiDiGraph:
    found = nx.parse_graphml(b"".join(graphml(of)).decode(), force_multigraph=True)
    assert isinstance(found, nx.MultiDiGraph)
    return found


def read_gexf(of: Drawn) -> nx.MultiDiGraph:
    found = nx.read_gexf(io.BytesIO(b"".join(gexf(of))))
    assert found.is_directed()
    return found


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("read", [read_graphml, read_gexf])
def test_nodes_and_edges_come_back(name: str, read: object) -> None:
    of = graph(name)
    found = read(of)  # type: ignore[operator]
    assert set(found) == {n.id for n in of.nodes}
    for node in of.nodes:
        told = found.nodes[node.id]
        assert told["label"] == node.label
        assert (told["kind"], told["degree"], told["reports"]) == (
            node.kind, node.degree, node.reports,
        )  # fmt: skip
        assert told.get("english", "") == node.english
        assert found.degree(node.id) == node.degree
    edges = {
        (a, b, d["type"], d.get("standing", ""), d["count"]) for a, b, d in found.edges(data=True)
    }
    assert edges == {(e.source, e.target, e.type, e.standing, e.count) for e in of.edges}
    assert found.number_of_edges() == len(of.edges)


def test_every_relation_and_every_pair_of_an_event_is_an_edge() -> None:
    record, readings = sampled()
    of = graph("samples")
    assert sum(e.sort == "relation" for e in of.edges) == len(record.relations)
    home = {(m.doc, m.id): a.id for a in record.actors for m in a.members}
    members = {(m.doc, m.id): e for e in record.events for m in e.members}
    told = {
        (home[r.document.id, a], home[r.document.id, b], members[r.document.id, e.id].type.value)
        for r in readings for e in r.events if (r.document.id, e.id) in members
        for a in e.actor for b in e.recipient
        if (r.document.id, a) in home and (r.document.id, b) in home
    }  # fmt: skip
    told = {t for t in told if t[0] != t[1]}
    assert told
    assert {(e.source, e.target, e.type) for e in of.edges if e.sort == "event"} == told


def test_nobody_does_anything_to_himself() -> None:
    _, readings = sampled()
    event, reading = next((e, r) for r in readings for e in r.events if e.actor)
    alike = replace(event, recipient=event.actor)
    events = tuple(alike if e is event else e for e in reading.events)
    changed = (replace(reading, events=events),)
    of = drawn(build_record(changed), changed)
    assert of.nodes
    assert all(e.source != e.target for e in of.edges)


def test_the_time_of_an_edge_is_that_of_its_events() -> None:
    found = read_gexf(graph("samples"))
    edges = {e.id: e for e in graph("samples").edges}
    dated = 0
    for _, _, told in found.edges(data=True):
        edge = edges[told["id"]]
        assert told.get("start", "")[: len(edge.first)] == edge.first
        assert told.get("end", "")[: len(edge.last)] == edge.last
        if "start" in told and "end" in told:
            assert told["start"] <= told["end"]
            dated += 1
    assert dated


@pytest.mark.parametrize("name", CASES)
def test_gexf_has_the_form_that_its_schema_asks_for(name: str) -> None:
    root = etree.fromstring(b"".join(gexf(graph(name))))
    assert (root.tag, root.get("version")) == (f"{GEXF}gexf", "1.3")
    assert [c.tag.removeprefix(GEXF) for c in root] == ["meta", "graph"]
    inner = root.find(f"{GEXF}graph")
    assert [c.tag.removeprefix(GEXF) for c in inner] == ["attributes"] * 2 + ["nodes", "edges"]
    for of, tag in (("node", "nodes"), ("edge", "edges")):
        (declared,) = (a for a in inner.iter(f"{GEXF}attributes") if a.get("class") == of)
        names = {a.get("id"): a.get("type") for a in declared}
        ids = [e.get("id") for e in inner.find(f"{GEXF}{tag}")]
        assert len(ids) == len(set(ids))
        for value in inner.find(f"{GEXF}{tag}").iter(f"{GEXF}attvalue"):
            assert value.get("for") in names
            assert names[value.get("for")] != "long" or value.get("value").isdigit()
    nodes = {n.get("id") for n in inner.iter(f"{GEXF}node")}
    assert all({e.get("source"), e.get("target")} <= nodes for e in inner.iter(f"{GEXF}edge"))
    kinds = [(e.get("source"), e.get("target"), e.get("kind")) for e in inner.iter(f"{GEXF}edge")]
    assert len(kinds) == len(set(kinds))


@given(st.text(min_size=1), st.text())
def test_no_name_breaks_a_file(one: str, other: str) -> None:
    node = Node(
        id="k_1", label=safe(one), english=safe(other), kind="person", offices="", wikidata="",
        degree=1, reports=1,
    )  # fmt: skip
    edge = Edge(
        id="v0", source="k_1", target="k_1", sort="event", type="AID", standing="denied",
        count=2, first="", last="2018", articles="",
    )  # fmt: skip
    of = Drawn(nodes=(node,), edges=(edge,))
    assert read_graphml(of).nodes["k_1"].get("english", "") == safe(other)
    root = etree.fromstring(b"".join(gexf(of)))
    assert root.find(f".//{GEXF}node").get("label") == safe(one)


def test_a_name_cannot_turn_its_neighbours_round() -> None:
    assert safe("\u202eحفتر\u2066\r\n<b>\x00\ufffe") == "حفتر <b>"


@pytest.mark.parametrize(
    ("times", "first", "last"),
    [
        ([], "", ""),
        (["2018-11-07"], "2018-11-07", "2018-11-07"),
        (["2018", "2018-11-07"], "2018", "2018"),
        (["2016-03-30/..", "2017-05"], "2016-03-30", "2017-05"),
        (["2018-11-XX"], "2018-11", "2018-11"),
        (["XXXX-05-01"], "", ""),
    ],
)
def test_ends_are_the_first_and_last_known(times: list[str], first: str, last: str) -> None:
    assert ends([Edtf(t) for t in times]) == (first, last)
