"""A record out of RDF that was written of it."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from khabar.errors import UnreadableInputError
from khabar.export.rdf.terms import BASES, Iri, Literal
from khabar.export.rdf.walk import record_from
from khabar.schema.record import Record

if TYPE_CHECKING:
    import rdflib

_MEND = "Give a whole file that `khabar export --format rdf-nquads` or `rdf-jsonld` wrote."


def read(body: bytes, where: str = "rdf") -> Record:
    """The record that was written as N-Quads or JSON-LD, by khabar or again by a store of triples.

    What others added is passed over.

    Raises:
        UnreadableInputError: it is neither, holds no record, or wants a context from elsewhere.
    """
    try:
        with warnings.catch_warnings():
            # rdflib 7 warns of what it calls itself.
            warnings.simplefilter("ignore", DeprecationWarning)
            said = _said(_dataset(body))
        return record_from(said)
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        told = " ".join(f"no record of khabar in RDF ({error})"[:300].split())
        raise UnreadableInputError(where, told, _MEND) from error


def _dataset(body: bytes) -> rdflib.Dataset:
    import rdflib
    from rdflib.exceptions import Error

    dataset = rdflib.Dataset()
    if _is_json(body) and any(c != BASES for c in _contexts(json.loads(body))):
        # Another's context may lead anywhere, and rdflib would follow it.
        raise ValueError("a context that is not khabar's")
    form = "json-ld" if _is_json(body) else "nquads"
    try:
        dataset.parse(data=body, format=form)
    except Error as error:
        raise ValueError(str(error)) from error
    return dataset


def _is_json(body: bytes) -> bool:
    return body.lstrip()[:1] in (b"{", b"[")


def _contexts(value: object) -> Iterator[object]:
    """Every context, however deep."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "@context" in one:
                yield one["@context"]
            waiting.extend(v for k, v in one.items() if k != "@context")
        elif isinstance(one, list):
            waiting.extend(one)


def _said(dataset: rdflib.Dataset) -> dict[Iri, dict[Iri, list[Iri | Literal]]]:
    from rdflib import Literal as Words
    from rdflib import URIRef

    said: dict[Iri, dict[Iri, list[Iri | Literal]]] = {}
    for subject, predicate, value, _ in dataset.quads():
        if not isinstance(subject, URIRef):
            continue
        if isinstance(value, Words):
            found: Iri | Literal = Literal(str(value), value.language)
        else:
            found = Iri(str(value))
        values = said.setdefault(Iri(str(subject)), {}).setdefault(Iri(str(predicate)), [])
        if found not in values:
            values.append(found)
    return said
