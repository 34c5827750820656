"""A record and its readings as RDF: N-Quads, JSON-LD, and back to the record.

The record stands in one graph, what each article says in a graph of its own. Beside our own
vocabulary (khabar.ttl), in which the whole record is said, it is told in those that others know:
SEM for events, PROV-O for who has it from whom, W3C ORG for offices, Web Annotation for where it
stands in the text, schema.org for articles. shapes.ttl says in SHACL what must hold.

Sources: W3C PROV-O (2013), W3C ORG (2014), W3C Web Annotation (2017), SHACL (2017); van Hage et
al. 2011, Design and use of the Simple Event Model, J. Web Semantics 9(2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files

from khabar.export.rdf.back import read
from khabar.export.rdf.claims import claim_quads
from khabar.export.rdf.known import known_quads
from khabar.export.rdf.terms import Quad
from khabar.export.rdf.walk import record_quads
from khabar.export.rdf.writing import jsonld, nquads
from khabar.schema.reading import Reading
from khabar.schema.record import Record

__all__ = ["jsonld_chunks", "nquads_lines", "quads", "read", "shapes", "vocabulary"]


def quads(record: Record, readings: Iterable[Reading]) -> Iterator[Quad]:
    """Everything that is said, graph by graph; readings are those the record was built from."""
    known = tuple(readings)
    yield from record_quads(record)
    yield from known_quads(record, known)
    for reading in known:
        yield from claim_quads(record, reading)


def nquads_lines(record: Record, readings: Iterable[Reading]) -> Iterator[bytes]:
    """N-Quads, a statement a line, in ASCII."""
    return nquads(quads(record, readings))


def jsonld_chunks(record: Record, readings: Iterable[Reading]) -> Iterator[bytes]:
    """JSON-LD 1.1 with its context inside: nothing is fetched to read it."""
    return jsonld(quads(record, readings))


def vocabulary() -> str:
    """Our own terms with their labels, in Turtle."""
    return files(__name__).joinpath("khabar.ttl").read_text(encoding="utf-8")


def shapes() -> str:
    """What must hold in what we write, in SHACL as Turtle."""
    return files(__name__).joinpath("shapes.ttl").read_text(encoding="utf-8")
