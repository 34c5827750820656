"""One article as a TEI document."""

from __future__ import annotations

from lxml import etree

from khabar.export.tei.inline import body
from khabar.export.tei.standoff import standoff
from khabar.export.tei.xml import element
from khabar.schema.reading import DocumentFacts, Reading


def document_xml(reading: Reading) -> bytes:
    """The file: header, stand-off, text."""
    root = element(None, "TEI")
    _header(root, reading)
    standoff(root, reading)
    text = element(root, "text", {"lang": reading.document.language})
    body(element(text, "body"), reading)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _header(root: etree._Element, reading: Reading) -> None:
    facts = reading.document
    header = element(root, "teiHeader")
    described = element(header, "fileDesc")
    titles = element(described, "titleStmt")
    element(titles, "title", {"lang": facts.language}, facts.title or "")
    published = element(described, "publicationStmt")
    element(published, "publisher", words=facts.outlet or "unknown")
    _date(published, facts)
    element(published, "idno", {"type": "khabar"}, facts.id)
    source = element(element(described, "sourceDesc"), "bibl")
    if facts.url is not None:
        element(source, "idno", {"type": "URL"}, facts.url)
    element(source, "publisher", words=facts.outlet or "unknown")
    made = element(element(header, "encodingDesc"), "appInfo")
    application = element(made, "application", {"ident": "khabar", "version": "0.1"})
    element(application, "label", words="khabar")
    element(application, "desc", words=f"read under the recipe {reading.recipe}")
    languages = element(element(header, "profileDesc"), "langUsage")
    element(languages, "language", {"ident": facts.language})


def _date(parent: etree._Element, facts: DocumentFacts) -> None:
    first, last = facts.published.earliest, facts.published.latest
    if first == last:
        element(parent, "date", {"when": first}, first or "unknown")
    else:
        given = {"notBefore": first, "notAfter": last}
        element(parent, "date", given, f"{first or ''}/{last or ''}")
