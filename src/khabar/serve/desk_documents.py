"""What the desk answers about articles, and what two of them share."""

from __future__ import annotations

import zlib
from dataclasses import replace

import msgspec

from khabar.lang.ar.normalise import view_of
from khabar.lang.ar.tokens import tokens_of
from khabar.schema.text import Token
from khabar.serve.desk_events import between
from khabar.serve.desk_lists import (
    Asked,
    Listing,
    Sort,
    bodies_of,
    clean,
    decoded,
    number_of,
    page,
    plain,
)
from khabar.serve.desk_words import matching, snippet
from khabar.serve.shared_words import CopiedPair, runs
from khabar.serve.views import CopyRow, DocumentRow, Part, Wanted, Where
from khabar.store.shelf import Shelf

_DOCUMENTS = Listing(
    table="documents",
    words=True,
    best=True,
    sorts={"newest": Sort(), "oldest": Sort(down=False), "events": Sort("events")},
)
_WORDED = "(SELECT rowid FROM shelf_{s}_documents_words WHERE shelf_{s}_documents_words MATCH ?)"
_COPIES = Listing(table="copies", sorts={"newest": Sort(), "oldest": Sort(down=False)})


class _Text(msgspec.Struct):
    text: str


def documents(shelf: Shelf, wanted: Wanted, cursor: str | None, limit: int) -> Part[DocumentRow]:
    """Some articles."""
    wanted = clean(wanted)
    asked = asked_documents(shelf, wanted)
    part = decoded(page(shelf, _DOCUMENTS, asked, wanted, cursor, limit), DocumentRow)
    return replace(part, rows=marked(shelf, part.rows, wanted.q)) if wanted.q else part


def asked_documents(shelf: Shelf, wanted: Wanted) -> Asked:
    """What narrows articles."""
    asked = Asked()
    asked.equal(outlet=wanted.outlet, id=wanted.document)
    named = "t.n IN (SELECT document FROM shelf_{s}_named WHERE actor = ?)"
    for known in filter(None, (wanted.actor, wanted.other)):
        asked.add(named, number_of(shelf, "actors", known))
    if wanted.source:
        said = "t.n IN (SELECT document FROM shelf_{s}_statements WHERE source = ?)"
        asked.add(said, number_of(shelf, "actors", wanted.source))
    if wanted.event:
        told = "t.n IN (SELECT document FROM shelf_{s}_reports WHERE event = ?)"
        asked.add(told, number_of(shelf, "events", wanted.event))
    for column in ("type", "status", "standing", "place"):
        value = getattr(wanted, column)
        if value:
            told = (
                "t.n IN (SELECT r.document FROM shelf_{s}_events e "
                f"JOIN shelf_{{s}}_reports r ON r.event = e.n WHERE e.{column} = ?)"
            )
            asked.add(told, value)
    between(asked, "day", wanted)
    return asked


def marked(shelf: Shelf, rows: tuple[DocumentRow, ...], words: str) -> tuple[DocumentRow, ...]:
    """The same rows, each with the stretch of its text where most of these words stand."""
    texts = texts_of(shelf, [row.id for row in rows])
    return tuple(replace(r, snippet=snippet(words, texts.get(r.id, ""))) for r in rows)


def texts_of(shelf: Shelf, ids: list[str]) -> dict[str, str]:
    """The texts of these articles."""
    if not ids:
        return {}
    marks = ", ".join("?" * len(ids))
    rows = shelf.rows(f"SELECT id, body FROM documents WHERE id IN ({marks})", ids)
    return {i: msgspec.json.decode(zlib.decompress(b), type=_Text).text for i, b in rows}


def row_of(shelf: Shelf, id_: str) -> DocumentRow | None:
    """One article as lists show it."""
    found = bodies_of(shelf, "documents", [number_of(shelf, "documents", id_)])
    return msgspec.json.decode(found[0], type=DocumentRow) if found else None


def shared(shelf: Shelf, a: str, b: str) -> tuple[tuple[Where, Where], ...]:
    """The stretches that two articles share, in the order of the first."""
    a, b = plain(a), plain(b)
    texts = texts_of(shelf, [a, b])
    if a not in texts or b not in texts:
        return ()
    ends = [_words(texts[i]) for i in (a, b)]
    return tuple(
        (_where(a, texts[a], ends[0][i : i + n]), _where(b, texts[b], ends[1][j : j + n]))
        for i, j, n in runs(*([t.form for t in tokens] for tokens in ends))
    )


def _words(text: str) -> list[Token]:
    view = view_of(text)
    return [t for t in tokens_of(view, 0, len(view.text)) if t.form[0].isalnum()]


def _where(document: str, text: str, tokens: list[Token]) -> Where:
    start, end = tokens[0].start, tokens[-1].end
    return Where(document=document, start=start, end=end, words=text[start:end])


def copies(shelf: Shelf, wanted: Wanted, cursor: str | None, limit: int) -> Part[CopyRow]:
    """Some pairs of articles that say the same at length."""
    wanted = clean(wanted)
    asked = Asked()
    if wanted.document:
        n = number_of(shelf, "documents", wanted.document)
        asked.add("(t.a = ? OR t.b = ?)", n, n)
    if wanted.outlet:
        told = "(SELECT n FROM shelf_{s}_documents WHERE outlet = ?)"
        asked.add(f"(t.a IN {told} OR t.b IN {told})", wanted.outlet, wanted.outlet)
    asked.words(matching(wanted.q), f"t.a IN {_WORDED}", f"t.b IN {_WORDED}")
    between(asked, "day", wanted)
    part = page(shelf, _COPIES, asked, wanted, cursor, limit)
    pairs = [msgspec.json.decode(body, type=CopiedPair) for body in part.rows]
    numbers = sorted({n for pair in pairs for n in (pair.a, pair.b)})
    bodies = bodies_of(shelf, "documents", numbers)
    rows = (msgspec.json.decode(body, type=DocumentRow) for body in bodies)
    found = dict(zip(numbers, rows, strict=True))
    made = tuple(_copy(found[p.a], found[p.b], p.share) for p in pairs)
    return Part(rows=made, total=part.total, next=part.next)


def _copy(a: DocumentRow, b: DocumentRow, share: float) -> CopyRow:
    known = a.published and b.published and a.published < b.published
    sure = known and "/" not in f"{a.published}{b.published}"
    return CopyRow(a=a, b=b, share=share, first=a.id if sure else None)
