"""What the desk answers about articles, and what two of them share."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace

import msgspec

from khabar.lang.ar.normalise import normalise, view_of
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
from khabar.serve.desk_words import snippet
from khabar.serve.views import CopyRow, DocumentRow, Part, Wanted, Where
from khabar.store.shelf import Shelf

_DOCUMENTS = Listing(
    table="documents",
    words=True,
    best=True,
    sorts={"newest": Sort(), "oldest": Sort(down=False), "events": Sort("events")},
)
_COPIES = Listing(table="copies", sorts={"newest": Sort(), "oldest": Sort(down=False)})
_WORD = re.compile(r"[^\W_]+")
_RUN = 8  # words in a row: fewer are a name with its titles


class _Text(msgspec.Struct):
    text: str


def documents(shelf: Shelf, wanted: Wanted, cursor: str | None, limit: int) -> Part[DocumentRow]:
    """Some articles."""
    wanted = clean(wanted)
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
    part = decoded(page(shelf, _DOCUMENTS, asked, wanted, cursor, limit), DocumentRow)
    return replace(part, rows=_marked(shelf, part.rows, wanted.q)) if wanted.q else part


def _marked(shelf: Shelf, rows: tuple[DocumentRow, ...], words: str) -> tuple[DocumentRow, ...]:
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
        for i, j, n in _runs(*([t.form for t in tokens] for tokens in ends))
    )


def _words(text: str) -> list[Token]:
    view = view_of(text)
    return [t for t in tokens_of(view, 0, len(view.text)) if t.form[0].isalnum()]


def _where(document: str, text: str, tokens: list[Token]) -> Where:
    start, end = tokens[0].start, tokens[-1].end
    return Where(document=document, start=start, end=end, words=text[start:end])


def _runs(first: list[str], second: list[str]) -> Iterator[tuple[int, int, int]]:
    """The longest runs of like words: where in both, and how many."""
    places: dict[tuple[str, ...], list[int]] = {}
    for j in range(len(second) - _RUN + 1):
        places.setdefault(tuple(second[j : j + _RUN]), []).append(j)
    i = 0
    while i <= len(first) - _RUN:
        best, at = 0, 0
        for j in places.get(tuple(first[i : i + _RUN]), ())[:20]:
            n = _RUN
            while i + n < len(first) and j + n < len(second) and first[i + n] == second[j + n]:
                n += 1
            best, at = max((best, at), (n, j))
        if best:
            yield i, at, best
        i += max(best, 1)


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
    between(asked, "day", wanted)
    part = page(shelf, _COPIES, asked, wanted, cursor, limit)
    pairs = [msgspec.json.decode(body, type=tuple[int, int]) for body in part.rows]
    numbers = sorted({n for pair in pairs for n in pair})
    bodies = bodies_of(shelf, "documents", numbers)
    rows = (msgspec.json.decode(body, type=DocumentRow) for body in bodies)
    found = dict(zip(numbers, rows, strict=True))
    texts = texts_of(shelf, [row.id for row in found.values()])
    made = tuple(_copy(found[a], found[b], texts) for a, b in pairs)
    return Part(rows=made, total=part.total, next=part.next)


def _copy(a: DocumentRow, b: DocumentRow, texts: dict[str, str]) -> CopyRow:
    ends = [[*_WORD.findall(normalise(texts[row.id]))] for row in (a, b)]
    told = sum(n for _, _, n in _runs(ends[0], ends[1]))
    least = max(1, min(map(len, ends)))
    known = a.published and b.published and a.published < b.published
    sure = known and "/" not in f"{a.published}{b.published}"
    return CopyRow(a=a, b=b, share=round(min(1.0, told / least), 2), first=a.id if sure else None)
