"""GEXF 1.3 (https://gexf.net), Gephi's own format, with the time in which each edge held."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping

from lxml import etree

from khabar.export.graphs.drawn import Drawn, Edge, Node

_NODE = ("english", "kind", "offices", "wikidata", "degree", "reports")
_EDGE = ("sort", "type", "standing", "count", "articles")
_NUMBERS = frozenset(("degree", "reports", "count"))
_START = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta><creator>khabar</creator></meta>
<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">
"""


def gexf(graph: Drawn) -> Iterator[bytes]:
    """The graph; an edge whose time is not known has none, and is there at all times."""
    yield _START.encode()
    for of, names in (("node", _NODE), ("edge", _EDGE)):
        yield _attributes(of, names)
    yield b"<nodes>\n"
    for node in graph.nodes:
        yield _written(_element("node", {"id": node.id, "label": node.label}, node, _NODE))
    yield b"</nodes>\n<edges>\n"
    for edge in graph.edges:
        given = {
            "id": edge.id,
            "source": edge.source,
            "target": edge.target,
            "label": edge.type,
            # By it Gephi keeps several edges between two nodes apart.
            "kind": f"{edge.type} {edge.standing}".strip(),
            "weight": str(float(edge.count)),
            **_held(edge),
        }
        yield _written(_element("edge", given, edge, _EDGE))
    yield b"</edges>\n</graph>\n</gexf>\n"


def _attributes(of: str, names: tuple[str, ...]) -> bytes:
    element = etree.Element("attributes", {"class": of, "mode": "static"})
    for name in names:
        kind = "long" if name in _NUMBERS else "string"
        etree.SubElement(element, "attribute", {"id": name, "title": name, "type": kind})
    return _written(element)


def _held(edge: Edge) -> Mapping[str, str]:
    """From the first day to the last, with the days that a month or year begins and ends with."""
    held = {}
    if edge.first:
        held["start"] = (edge.first + "-01-01")[:10] if len(edge.first) != 7 else edge.first + "-01"
    if edge.last:
        held["end"] = _last_day(edge.last)
    return held


def _last_day(known: str) -> str:
    if len(known) == 4:
        return f"{known}-12-31"
    if len(known) == 7:
        year, month = int(known[:4]), int(known[5:])
        return f"{known}-{calendar.monthrange(max(year, 1), month)[1]:02}"
    return known


def _element(
    tag: str, given: dict[str, str], thing: Node | Edge, names: tuple[str, ...]
) -> etree._Element:
    element = etree.Element(tag, given)
    values = etree.SubElement(element, "attvalues")
    for name in names:
        value = getattr(thing, name)
        if value != "":
            etree.SubElement(values, "attvalue", {"for": name, "value": str(value)})
    return element


def _written(element: etree._Element) -> bytes:
    written: bytes = etree.tostring(element, encoding="utf-8", xml_declaration=False)
    return written + b"\n"
