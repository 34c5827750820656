"""Articles by meaning: the nearest to a question, as far as the filters leave them."""

from __future__ import annotations

from khabar.errors import KhabarError
from khabar.serve.desk_documents import asked_documents, marked
from khabar.serve.desk_lists import MOST, Cursor, bodies_of, clean, decoded
from khabar.serve.meaning import Meaning
from khabar.serve.views import DocumentRow, Part, Wanted
from khabar.store.shelf import Shelf

SORT = "meaning"
_FOUND = 2000  # that are looked at: what is farther off is not about the question
_TOLD = 200  # that are shown of them at most
_MARKS = 500  # ids in one question


def documents(
    shelf: Shelf, meaning: Meaning | None, wanted: Wanted, cursor: str | None, limit: int
) -> Part[DocumentRow]:
    """The articles nearest to the words asked for."""
    wanted = clean(wanted)
    begin = Cursor.read(cursor) if cursor else None
    if begin is not None and begin.sort != SORT:
        raise KhabarError(f"cursor: {begin.sort[:40]!r} sorts otherwise. Ask for the first part.")
    found = _numbers(shelf, wanted, installed(meaning).nearest(wanted.q, _FOUND))[:_TOLD]
    start, count = begin.n if begin else 0, max(1, min(limit, MOST))
    end = start + count
    more = Cursor(SORT, None, end, len(found)).written() if end < len(found) else None
    bodies = bodies_of(shelf, "documents", found[start:end])
    part = decoded(Part(rows=bodies, total=len(found), next=more), DocumentRow)
    return Part(rows=marked(shelf, part.rows, wanted.q), total=part.total, next=part.next)


def installed(meaning: Meaning | None) -> Meaning:
    """The search by meaning, where there is one.

    Raises:
        KhabarError: there is none.
    """
    if meaning is None:
        raise KhabarError("Meaning: no model is installed. Install khabar with its weights.")
    return meaning


def _numbers(shelf: Shelf, wanted: Wanted, ids: tuple[str, ...]) -> list[int]:
    """The numbers of those that the filters leave, in this order."""
    asked = asked_documents(shelf, wanted)
    found: dict[str, int] = {}
    for at in range(0, len(ids), _MARKS):
        some = ids[at : at + _MARKS]
        marks = ", ".join("?" * len(some))
        sql = f"SELECT t.id, t.n FROM shelf_{{s}}_documents t WHERE t.id IN ({marks}){asked.where}"
        found.update(shelf.rows(sql, (*some, *asked.values)))
    return [found[id_] for id_ in ids if id_ in found]
