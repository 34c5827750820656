"""Turn reference annotation into readings, so that assembling can be judged apart from reading.

Usage: python tools/gold_readings.py GOLD_DIR TEXT_DIR ARTICLES.jsonl|- OUT.jsonl

What a reference file says becomes a reading that says just that; nothing is read from the text
but where the words stand. A dry tool: what it writes holds wording of others, keep it outside.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from khabar.acquire.dates import published_of
from khabar.schema.documents import Source, identity
from khabar.schema.events import Event, EventId, EventType, Polarity, Report, Status
from khabar.schema.moments import Edtf, Published, edtf
from khabar.schema.names import (
    Actor,
    ActorId,
    ActorKind,
    ActorMention,
    Name,
    Office,
    Place,
    PlaceId,
)
from khabar.schema.reading import DocumentFacts, Reading
from khabar.schema.spans import Span
from khabar.schema.statements import (
    Act,
    Dispute,
    DisputeKind,
    Expectation,
    Mode,
    Relation,
    RelationKind,
    Statement,
    StatementId,
)
from khabar.schema.times import TimeExpression

Gold = dict[str, Any]


class _Lines:
    """Where the lines of a text start, and where words stand in them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        for line in text.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)

    def line(self, number: int) -> Span:
        start, end = self.starts[number - 1], self.starts[number] - 1
        return Span(start=start, end=max(end, start + 1))

    def span(self, number: int, words: str | None) -> Span:
        line = self.line(number)
        at = self.text.find(words, line.start, line.end) if words else -1
        return Span(start=at, end=at + len(words)) if words and at >= 0 else line


_NAMES_ACTORS = (
    "actor",
    "recipient",
    "other",
    "chain",
    "source",
    "person",
    "of",
    "subject",
    "object",
    "by",
)


def _renamed(value: Any, ids: dict[str, str], key: str = "") -> Any:
    """The reference with actors numbered by document: its own ids say who is one, which is for
    assembling to find out."""
    if isinstance(value, dict):
        return {k: _renamed(v, ids, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_renamed(v, ids, key) for v in value]
    return ids.get(value, value) if key in _NAMES_ACTORS and isinstance(value, str) else value


def reading_of(original: Gold, text: str, row: Gold) -> Reading:
    """The reading that says what the reference says; English names, which the reference made one
    over all documents, are left out."""
    ids = {a["id"]: f"a{n}" for n, a in enumerate(original["actors"], 1)}
    gold = _renamed(original, ids)
    gold["actors"] = [{**a, "id": ids[a["id"]], "en": None} for a in original["actors"]]
    lines = _Lines(text)
    source = Source(path=str(row.get("path", gold["doc"])), raw_hash="0", source_id=row.get("id"))
    places = {
        e["place"]: PlaceId(f"p{n}") for n, e in enumerate(gold["events"], 1) if e.get("place")
    }
    return Reading(
        text=text,
        document=_facts(gold, row, source, text),
        recipe="gold",
        actors=tuple(_actors(gold, text)),
        places=tuple(
            Place(id=i, name=Name(ar=p), mentions=(_first(text, p),)) for p, i in places.items()
        ),
        offices=tuple(_offices(gold, lines)),
        times=tuple(_times(gold, lines)),
        events=tuple(_event(e, lines, places) for e in gold["events"]),
        reports=tuple(_reports(gold, lines)),
        statements=tuple(_statement(s, lines) for s in gold["statements"]),
        relations=tuple(_relations(gold, lines)),
        disputes=tuple(
            Dispute(a=d["a"], b=d["b"], kind=DisputeKind(d["kind"]))
            for d in gold["disputes"]
            if d["a"] != d["b"]
        ),
        expectations=tuple(map(_expectation, gold["expectations"])),
    )


def _facts(gold: Gold, row: Gold, source: Source, text: str) -> DocumentFacts:
    return DocumentFacts(
        id=identity(text, source),
        source_id=source.source_id,
        path=source.path,
        outlet=row.get("outlet") or gold.get("outlet"),
        language="ar",
        published=_published(gold, row),
    )


def _offices(gold: Gold, lines: _Lines) -> Iterator[Office]:
    for n, o in enumerate(gold["offices"], 1):
        if o.get("person"):
            ends = _ends(lines.span(o["line"], o["quote"]))
            yield Office(id=f"o{n}", person=o["person"], of=o.get("of"), **ends)


def _times(gold: Gold, lines: _Lines) -> Iterator[TimeExpression]:
    for t in gold["times"]:
        ends = _ends(lines.span(t["line"], t["quote"]))
        yield TimeExpression(value=_when(t["value"], None), relative=bool(t["relative"]), **ends)


def _reports(gold: Gold, lines: _Lines) -> Iterator[Report]:
    for n, e in enumerate(gold["events"], 1):
        yield Report(
            id=f"x{n}",
            of=e["id"],
            chain=tuple(e["chain"]),
            status=Status(e["status"]),
            polarity=Polarity(e.get("polarity", "+")),
            **_ends(lines.span(e["line"], e.get("quote"))),
        )


def _expectation(x: Gold) -> Expectation:
    by = ActorId(x["by"]) if x.get("by") else None
    return Expectation(event=EventId(x["event"]), due=_when(x.get("due"), None), by=by)


def _published(gold: Gold, row: Gold) -> Published:
    told = published_of(row.get("published")) if row.get("published") else None
    world = gold.get("published_world") or {}
    if told is None and world.get("earliest") and world.get("latest"):
        told = published_of(world["latest"])
    return told or Published()


def _ends(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _first(text: str, words: str) -> Span:
    at = max(text.find(words), 0)
    return Span(start=at, end=at + max(1, len(words)))


def _actors(gold: Gold, text: str) -> Iterator[Actor]:
    for a in gold["actors"]:
        spots = [
            ActorMention(start=at, end=at + len(form), sure=1.0)
            for form in a["surface"]
            for at in [text.find(form)]
            if form and at >= 0
        ]
        yield Actor(
            id=a["id"],
            kind=ActorKind(a["kind"]),
            name=Name(ar=a["ar"], en=a.get("en")),
            anonymous=bool(a.get("anonymous")),
            mentions=tuple(spots) or (ActorMention(start=0, end=1, sure=0.0),),
        )


def _when(start: str | None, end: str | None) -> Edtf | None:
    value = start if start == end or not end else f"{start or '..'}/{end}"
    try:
        return edtf(value) if value else None
    except ValueError:
        return None


def _event(e: Gold, lines: _Lines, places: dict[str, PlaceId]) -> Event:
    span = lines.span(e["line"], e.get("quote"))
    return Event(
        id=e["id"],
        type=EventType(e["type"]),
        mode=e.get("mode"),
        actor=tuple(e["actor"]),
        recipient=tuple(e["recipient"]),
        other=tuple(e.get("other", [])),
        place=places.get(e.get("place", "")),
        when=_when(e.get("start"), e.get("end")),
        status=Status(e["status"]),
        polarity=Polarity(e.get("polarity", "+")),
        sentence=lines.line(e["line"]),
        chain=tuple(e["chain"]),
        sure=1.0,
        found_by="gold",
        **_ends(span),
    )


def _statement(s: Gold, lines: _Lines) -> Statement:
    return Statement(
        id=StatementId(s["id"]),
        source=s["source"],
        chain=tuple(s["chain"]),
        mode=Mode(s["mode"]),
        act=Act(s["act"]),
        cue=lines.span(s["line"], s["cue"]) if s.get("cue") else None,
        content=lines.span(s["line"], s["content"]),
        about=tuple(s["about"]),
        sure=1.0,
        found_by="gold",
    )


def _relations(gold: Gold, lines: _Lines) -> Iterator[Relation]:
    for n, r in enumerate(gold["relations"], 1):
        if r["subject"] != r["object"]:
            yield Relation(
                id=f"r{n}",
                subject=r["subject"],
                relation=RelationKind(r["relation"]),
                object=r["object"],
                polarity=Polarity(r.get("polarity", "+")),
                chain=tuple(r.get("chain", [])),
                **_ends(lines.span(r["line"], r["quote"])),
            )


def main(argv: Sequence[str]) -> None:
    gold_dir, text_dir, articles, out = argv
    rows = {}
    if articles != "-":
        for line in Path(articles).read_text("utf-8").split("\n"):
            if line.strip():
                row = json.loads(line)
                rows[row["id"]] = row
    with Path(out).open("wb") as stream:
        for path in sorted(Path(gold_dir).glob("*.json")):
            if path.stem.startswith(("actors", "cross")):
                continue
            gold = json.loads(path.read_text("utf-8"))
            (file,) = [
                p
                for p in Path(text_dir).glob("*.txt")
                if p.stem == gold["doc"] or p.stem.startswith(gold["doc"] + "_")
            ]
            row = rows.get(gold["doc"], {"path": f"seeds/{file.name}"})
            body = msgspec.json.encode(reading_of(gold, file.read_bytes().decode("utf-8"), row))
            for end in ("\u0085", "\u2028", "\u2029"):
                body = body.replace(end.encode(), f"\\u{ord(end):04x}".encode())
            stream.write(body + b"\n")


if __name__ == "__main__":
    main(sys.argv[1:])
