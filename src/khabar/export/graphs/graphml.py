"""GraphML (Brandes et al. 2002), as networkx, Gephi and yEd read it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from khabar.export.graphs.drawn import Drawn, Edge, Node

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE = ("label", "english", "kind", "offices", "wikidata", "degree", "reports")
_EDGE = ("sort", "type", "standing", "count", "first", "last", "articles")
_NUMBERS = frozenset(("degree", "reports", "count"))


def graphml(graph: Drawn) -> Iterator[bytes]:
    """The graph, a node or an edge at a time."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{_SPACE}">\n'.encode()
    for of, names in (("node", _NODE), ("edge", _EDGE)):
        for name in names:
            kind = "long" if name in _NUMBERS else "string"
            given = {"id": f"{of[0]}_{name}", "for": of, "attr.name": name, "attr.type": kind}
            yield _written(etree.Element("key", given))
    # Gephi shows what it calls weight.
    weight = {"id": "e_weight", "for": "edge", "attr.name": "weight", "attr.type": "double"}
    yield _written(etree.Element("key", weight))
    yield b'<graph id="khabar" edgedefault="directed">\n'
    for node in graph.nodes:
        yield _written(_element("node", {"id": node.id}, node, _NODE))
    for edge in graph.edges:
        ends = {"id": edge.id, "source": edge.source, "target": edge.target}
        element = _element("edge", ends, edge, _EDGE)
        etree.SubElement(element, "data", key="e_weight").text = str(float(edge.count))
        yield _written(element)
    yield b"</graph>\n</graphml>\n"


def _element(
    tag: str, given: dict[str, str], thing: Node | Edge, names: tuple[str, ...]
) -> etree._Element:
    element = etree.Element(tag, given)
    for name in names:
        value = getattr(thing, name)
        if value != "":
            etree.SubElement(element, "data", key=f"{tag[0]}_{name}").text = str(value)
    return element


def _written(element: etree._Element) -> bytes:
    written: bytes = etree.tostring(element, encoding="utf-8", xml_declaration=False)
    return written + b"\n"
