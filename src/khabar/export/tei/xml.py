"""Making TEI's XML, whatever the words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
BODY = "text"
"""The id of the element that holds the text."""

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ID = re.compile(r"[A-Za-z_][\w.-]*\Z", re.ASCII)


def fit(words: str) -> str:
    """Words that XML can hold: what it cannot becomes U+FFFD, one for one, so that offsets stay."""
    return _UNFIT.sub("\ufffd", words)


def named(id_: str) -> str:
    """An id as XML allows it."""
    return id_ if _ID.match(id_) else "x" + id_.encode().hex()


def to(ids: Sequence[str]) -> str:
    """A reference to things of the same file."""
    return " ".join(f"#{named(i)}" for i in ids)


def element(
    parent: etree._Element | None,
    tag: str,
    given: Mapping[str, str | None] | None = None,
    words: str | None = None,
) -> etree._Element:
    """An element of TEI; attributes without a value are left out; "id" and "lang" are xml's."""
    names = {"id": f"{{{XML}}}id", "lang": f"{{{XML}}}lang", "space": f"{{{XML}}}space"}
    attributes = {
        names.get(k, k): fit(v) for k, v in (given or {}).items() if v is not None and v != ""
    }
    if parent is None:
        made = etree.Element(f"{{{TEI}}}{tag}", attributes, nsmap={None: TEI})
    else:
        made = etree.SubElement(parent, f"{{{TEI}}}{tag}", attributes)
    if words is not None:
        made.text = fit(words)
    return made
