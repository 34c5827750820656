"""Names and values of RDF. Whatever an article says, a name made here cannot break the syntax."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from khabar.schema.moments import Edtf
from khabar.schema.record import KnownId, Ref


@dataclass(frozen=True, slots=True, order=True)
class Iri:
    """A name: ASCII, without anything that ends it early."""

    value: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A value, with its language or its type."""

    text: str
    lang: str | None = None
    type: Iri | None = None


Quad = tuple[Iri, Iri, Iri | Literal, Iri]
"""Subject, predicate, object, and the graph in which it is said."""

BASES = {
    "khabar": "urn:khabar:ns:",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The vocabularies, each under its usual prefix. None of these addresses is ever asked."""


def term(prefix: str, local: str) -> Iri:
    """A term of a vocabulary."""
    return Iri(BASES[prefix] + local)


def own(*parts: str) -> Iri:
    """A thing of ours; each part is percent-encoded, so that ":" only parts them."""
    return Iri(":".join(("urn:khabar", *(quote(p, safe="") for p in parts))))


def parts_of(iri: Iri) -> tuple[str, ...]:
    """The parts of a thing of ours.

    Raises:
        ValueError: it is none of ours.
    """
    if not iri.value.startswith("urn:khabar:"):
        raise ValueError(f"{iri.value} is none of khabar's")
    return tuple(unquote(p) for p in iri.value.split(":")[2:])


TYPE = term("rdf", "type")
LABEL = term("rdfs", "label")
RECORD = own("record")


def known_iri(known: KnownId) -> Iri:
    """An actor or event of the record."""
    return own("event" if known.startswith("v_") else "actor", known)


def ref_iri(ref: Ref) -> Iri:
    """Something inside one reading."""
    return own("doc", ref.doc, ref.id)


_INNER = re.compile(r"([0-9a-f]{64}):(.+)", re.DOTALL)


def source_iri(by: str) -> Iri:
    """Who says so, as the record writes it: an actor, an outlet, or somebody of one reading."""
    if by.startswith("k_"):
        return own("actor", by)
    if by.startswith("outlet:"):
        return own("outlet", by.removeprefix("outlet:"))
    inner = _INNER.fullmatch(by)
    return own("doc", *inner.groups()) if inner else own("source", by)


def source_of(iri: Iri) -> str:
    """Who says so, as the record writes it."""
    kind, *rest = parts_of(iri)
    if kind == "outlet":
        return "outlet:" + "".join(rest)
    return ":".join(rest)


def made(kind: str, *told: object) -> Iri:
    """A thing of ours that has no id of its own: the same for the same words."""
    words = "\n".join(str(t) for t in told)
    return own(kind, hashlib.sha256(words.encode()).hexdigest()[:24])


def text(value: str, lang: str | None = None) -> Literal:
    """Words."""
    return Literal(value, lang)


def whole(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), type=term("xsd", "integer"))


def real(value: float) -> Literal:
    """A number."""
    return Literal(repr(value), type=term("xsd", "double"))


def truth(value: bool) -> Literal:
    """True or false."""
    return Literal("true" if value else "false", type=term("xsd", "boolean"))


_WEB = re.compile(r"https?://[^\s/?#]+(?:[/?#]\S*)?\Z", re.IGNORECASE)
_KEPT = "%/:?#[]@!$&'()*+,;=-._~"


def web(url: str | None) -> Iri | None:
    """An address of the web; None for any other, such as one that holds a script."""
    if url is None or not _WEB.match(url):
        return None
    return Iri(quote(url, safe=_KEPT))


_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def bounds(when: Edtf | None) -> Iterator[tuple[str, Literal]]:
    """The first and the last time of EDTF, as far as a calendar has them: "begins" and "ends"."""
    start, _, end = (when or "").partition("/")
    for name, point in (("begins", start), ("ends", end or start)):
        plain = point.rstrip("?~%")
        while plain and "X" in plain.rpartition("-")[2]:
            plain = plain.rpartition("-")[0]
        if len(plain) in _TYPES and not plain.startswith("0000") and "X" not in plain:
            yield name, Literal(plain, type=term("xsd", _TYPES[len(plain)]))
