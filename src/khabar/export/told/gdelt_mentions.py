"""The Mentions table of GDELT 2.0: 16 columns, one line for each article that tells an event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from khabar.export.told.cast import Party
from khabar.export.told.events import Telling, Told
from khabar.export.told.gdelt_events import number_of, stamp_of
from khabar.export.told.tables import tsv_line

COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName",
    "MentionIdentifier", "SentenceID", "Actor1CharOffset", "Actor2CharOffset",
    "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone",
    "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
_WEB, _CITATION = "1", "2"
_TENS = 10


def mention_lines(told: Told) -> Iterator[bytes]:
    """A line for each document that tells the event."""
    for telling in told.tellings:
        cells = {
            "GLOBALEVENTID": number_of(told),
            "EventTimeDate": stamp_of(told.first),
            "MentionTimeDate": stamp_of(telling.day),
            **_source(telling),
            **_offsets(telling),
            "InRawText": "1",
            "Confidence": str(max(_TENS, round(telling.event.sure * _TENS) * _TENS)),
            "MentionDocLen": str(telling.length),
        }
        yield tsv_line(cells.get(column, "") for column in COLUMNS)


def _source(telling: Telling) -> Mapping[str, str]:
    """The page, or where none is known a citation: outlet, title and the document's id."""
    if telling.url:
        name = _host(telling.url) or telling.outlet
        return {"MentionType": _WEB, "MentionSourceName": name, "MentionIdentifier": telling.url}
    parts = (telling.outlet, telling.document.title or "", telling.ref.doc)
    return {
        "MentionType": _CITATION,
        "MentionSourceName": telling.outlet,
        "MentionIdentifier": ", ".join(part for part in parts if part),
    }


def _host(url: str) -> str:
    """The host of an address, "" of what is none: addresses come from strangers' pages."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _offsets(telling: Telling) -> Mapping[str, str]:
    return {
        "Actor1CharOffset": _offset(telling.actors),
        "Actor2CharOffset": _offset(telling.recipients),
        "ActionCharOffset": str(telling.event.start),
    }


def _offset(parties: tuple[Party, ...]) -> str:
    found = parties[0].offset if parties else None
    return "" if found is None else str(found)
