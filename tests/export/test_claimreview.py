"""ClaimReview skeletons: schema.org terms, both sides of a dispute, and no verdict of ours."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from export.holding import held_of
from export.sampled import hostile, sampled
from khabar.export.told.claimreview import DENIED, claim_review
from khabar.schema.held import Held
from khabar.schema.record import DisputeSide, Record, RecordDispute, Ref
from khabar.schema.statements import Act, DisputeKind

# rdflib's own reader of JSON-LD warns of itself.
QUIET = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
SCHEMA = Namespace("https://schema.org/")
# The classes of schema.org that we use, and of each what it or its parents may have.
_THING = {"name", "alternateName", "description", "url", "sameAs", "identifier"}
_WORK = _THING | {"author", "datePublished", "headline", "inLanguage", "publisher", "text"}
TERMS = {
    "ClaimReview": _WORK | {"claimReviewed", "itemReviewed", "reviewRating"},
    "Claim": _WORK | {"appearance", "firstAppearance", "claimInterpreter"},
    "NewsArticle": _WORK,
    "NewsMediaOrganization": _THING,
    "Organization": _THING,
    "Person": _THING,
    "Country": _THING,
    "Thing": _THING,
}


def disputed_by(held: tuple[Record, tuple], *, reversal: bool = False) -> Held:
    """The same with a dispute between the first two events of the record."""
    record, readings = held
    a, b = (Ref(doc=e.members[0].doc, id=e.members[0].id) for e in record.events[:2])
    dispute = RecordDispute(
        a=a, b=b, kind=DisputeKind.DENIAL, reversal=reversal, sides=(DisputeSide(by="x"),) * 2
    )
    return held_of(replace(record, disputes=(dispute,)), readings)


@cache
def of_samples() -> dict:
    return json.loads(claim_review(held_of(*sampled())))


def objects(value: object) -> Iterator[dict]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def test_every_claim_of_a_dispute_has_one_skeleton():
    record, _ = sampled()
    claims = {(ref.doc, ref.id) for d in record.disputes for ref in (d.a, d.b)}
    reviewed = [s["itemReviewed"]["@id"] for s in of_samples()["@graph"]]
    assert set(reviewed) == {f"urn:khabar:claim:{doc}:{own}" for doc, own in claims}
    assert len(reviewed) == len(set(reviewed))


def test_no_verdict_is_given_and_the_skeleton_says_whose_it_is():
    for skeleton in of_samples()["@graph"]:
        assert not skeleton.keys() & {"reviewRating", "author", "datePublished", "url"}
        assert "reviewRating" in skeleton["khabar:toFill"]


def test_only_terms_of_schema_org_and_our_own_are_used():
    for each in objects(of_samples()["@graph"]):
        own = {key for key in each if not key.startswith(("@", "khabar:"))}
        assert own <= TERMS[each["@type"]], each["@type"]


def test_the_words_stand_in_the_article_and_the_context_holds_them():
    texts = {r.document.id: " ".join(r.text.split()) for r in sampled()[1]}
    for skeleton in of_samples()["@graph"]:
        claim = skeleton["itemReviewed"]
        text = texts[claim["@id"].split(":")[3]]
        assert claim["text"] == skeleton["claimReviewed"]
        assert claim["text"] in claim["khabar:context"]
        assert claim["khabar:context"] in text


def test_the_claimant_is_the_innermost_link_of_the_chain():
    chained = [
        s["itemReviewed"] for s in of_samples()["@graph"] if s["itemReviewed"]["khabar:chain"]
    ]
    assert chained
    for claim in chained:
        assert claim["author"] == claim["khabar:chain"][-1]


def test_a_claim_without_a_chain_is_the_outlets():
    plain = [
        s["itemReviewed"] for s in of_samples()["@graph"] if not s["itemReviewed"]["khabar:chain"]
    ]
    assert plain
    for claim in plain:
        assert claim["author"] == claim["firstAppearance"]["publisher"]


def test_what_is_denied_is_not_shown_as_claimed():
    _, readings = sampled()
    acts = {(r.document.id, s.id): s.act for r in readings for s in r.statements}
    denied = set()
    for skeleton in of_samples()["@graph"]:
        *_, doc, own = skeleton["itemReviewed"]["@id"].split(":")
        if acts.get((doc, own)) is Act.DENY:
            denied.add((doc, own))
            assert skeleton["itemReviewed"]["description"] == DENIED
        else:
            assert "description" not in skeleton["itemReviewed"]
    assert denied


def test_each_side_names_the_other():
    against = {
        s["itemReviewed"]["@id"]: set(s["itemReviewed"]["khabar:contradictedBy"])
        for s in of_samples()["@graph"]
    }
    assert all(against.values())
    for claim, others in against.items():
        assert all(claim in against[other] for other in others)


@QUIET
def test_it_is_json_ld_that_is_read_without_fetching_anything():
    """The sockets are shut in all tests: a remote context would fail here."""
    graph = Graph().parse(data=json.dumps(of_samples()), format="json-ld")
    reviews = set(graph.subjects(RDF.type, SCHEMA.ClaimReview))
    assert len(reviews) == len(of_samples()["@graph"])
    for review in reviews:
        assert isinstance(review, URIRef)
        claim = graph.value(review, SCHEMA.itemReviewed)
        assert graph.value(claim, SCHEMA.text) == graph.value(review, SCHEMA.claimReviewed)
        assert graph.value(claim, SCHEMA.author) is not None
        assert graph.value(claim, SCHEMA.firstAppearance) is not None


@QUIET
def test_a_hostile_article_gives_no_address_but_of_the_web():
    written = claim_review(disputed_by(hostile()))
    found = json.loads(written)
    assert found["@graph"]
    assert "url" not in {key for each in objects(found["@graph"]) for key in each}
    assert len(Graph().parse(data=written.decode(), format="json-ld")) > 10


def test_a_store_without_disputes_gives_an_empty_graph():
    record, readings = sampled()
    written = claim_review(held_of(replace(record, disputes=()), readings))
    assert json.loads(written)["@graph"] == []
