"""Quads as N-Quads and as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from khabar.export.rdf.terms import BASES, TYPE, Iri, Literal, Quad


def nquads(quads: Iterable[Quad]) -> Iterator[bytes]:
    """A quad a line. What is no letter of ASCII is escaped, marks of direction among them."""
    for subject, predicate, value, graph in quads:
        line = f"<{subject.value}> <{predicate.value}> {_value(value)} <{graph.value}> .\n"
        yield line.encode("ascii")


def _value(value: Iri | Literal) -> str:
    if isinstance(value, Iri):
        return f"<{value.value}>"
    quoted = '"' + "".join(_escaped(c) for c in value.text) + '"'
    if value.lang is not None:
        return f"{quoted}@{value.lang}"
    return quoted if value.type is None else f"{quoted}^^<{value.type.value}>"


def _escaped(character: str) -> str:
    code = ord(character)
    if character in '"\\':
        return "\\" + character
    if 0x20 <= code < 0x7F:
        return character
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


_ByNode = dict[str, dict[str, list[object]]]


def jsonld(quads: Iterable[Quad]) -> Iterator[bytes]:
    """One JSON object, a graph after the other, each node once a graph."""
    yield b'{"@context": ' + _json(BASES) + b',\n"@graph": [\n'
    for number, (graph, nodes) in enumerate(_graphs(quads)):
        listed = [{"@id": subject, **said} for subject, said in nodes.items()]
        yield (b",\n" if number else b"") + b'{"@id": ' + _json(graph) + b', "@graph": [\n'
        yield b",\n".join(_json(node) for node in listed) + b"\n]}"
    yield b"\n]}\n"


def _graphs(quads: Iterable[Quad]) -> Iterator[tuple[str, _ByNode]]:
    """Quads by graph and subject; those of a graph follow each other."""
    graph: str | None = None
    nodes: _ByNode = {}
    for subject, predicate, value, where in quads:
        if where.value != graph:
            if graph is not None:
                yield graph, nodes
            graph, nodes = where.value, {}
        said = nodes.setdefault(subject.value, {})
        if predicate == TYPE and isinstance(value, Iri):
            said.setdefault("@type", []).append(_short(value))
        else:
            said.setdefault(_short(predicate), []).append(_object(value))
    if graph is not None:
        yield graph, nodes


def _short(iri: Iri) -> str:
    """A term with its prefix."""
    for prefix, base in BASES.items():
        if iri.value.startswith(base):
            return f"{prefix}:{iri.value.removeprefix(base)}"
    return iri.value


def _object(value: Iri | Literal) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": value.value}
    if value.lang is not None:
        return {"@value": value.text, "@language": value.lang}
    if value.type is not None:
        return {"@value": value.text, "@type": _short(value.type)}
    return {"@value": value.text}


def _json(value: object) -> bytes:
    return json.dumps(value).encode("ascii")
