"""Lists a part at a time: what narrows them, in which order, and where the next part begins."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import msgspec

from khabar.errors import KhabarError
from khabar.serve.desk_words import matching
from khabar.serve.views import Part, Wanted
from khabar.store.shelf import Shelf, Value

MOST = 500
NOBODY = -1


class UnknownCursorError(KhabarError):
    """A cursor or a sorting that is none of ours."""

    def __init__(self, what: str, said: str) -> None:
        remedy = "Take it from the part before, or leave it out."
        super().__init__(f"{what}: {said[:80]!a} is none. {remedy}")


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of rows: by a column of the slim table, or by n alone where it is ""."""

    column: str = ""
    down: bool = True


@dataclass(slots=True)
class Asked:
    """What a list is narrowed by, in SQL on the slim table t."""

    conditions: list[str] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)

    def add(self, condition: str, *values: Value) -> None:
        """Narrow by one more condition."""
        self.conditions.append(condition)
        self.values.extend(values)

    def equal(self, **columns: str) -> None:
        """Narrow by the columns for which something is asked."""
        for column, value in columns.items():
            if value:
                self.add(f"t.{column} = ?", value)

    def words(self, match: str | None, *conditions: str) -> None:
        """Narrow by words, in any of these ways; where they are none nothing is left."""
        if match is None:
            return
        told = f"({' OR '.join(conditions)})" if match else "FALSE"
        self.add(told, *([match] * told.count("?")))

    @property
    def where(self) -> str:
        """The conditions as SQL."""
        return "".join(f" AND {c}" for c in self.conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """How one kind of row is listed; the first of sorts is the usual one."""

    table: str
    sorts: dict[str, Sort]
    words: bool = False
    best: bool = False
    bodies: str = ""
    most: int = MOST

    def sorted_by_words(self, name: str) -> bool:
        """Whether rows in this order are found by their words alone."""
        sort = self.sorts.get(name)
        return name == "best" or (sort is not None and not sort.column)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next part of a list begins: behind the row n, which is sorted by key."""

    sort: str
    key: Value
    n: int
    total: int

    def written(self) -> str:
        """As an address has it."""
        told = msgspec.json.encode((self.sort, self.key, self.n, self.total))
        return base64.urlsafe_b64encode(told).decode().rstrip("=")

    @classmethod
    def read(cls, cursor: str) -> Cursor:
        """The same from an address.

        Raises:
            UnknownCursorError: it is none of ours.
        """
        try:
            told = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
            found = msgspec.json.decode(told, type=tuple[str, str | int | float | None, int, int])
        except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
            raise UnknownCursorError("cursor", cursor) from error
        return cls(*found)


def page(  # noqa: PLR0913
    shelf: Shelf, listing: Listing, asked: Asked, wanted: Wanted, cursor: str | None, limit: int
) -> Part[bytes]:
    """One part of a list, its rows as JSON.

    Raises:
        UnknownCursorError: the cursor is none, or the sorting asked for.
    """
    begin = None if not cursor else Cursor.read(cursor)
    match = matching(wanted.q) if listing.words else None
    if match == "":  # asked for words, and there is none among the signs
        return Part(rows=(), total=0)
    name = begin.sort if begin else wanted.sort or _usual(listing, match)
    chosen = _chosen(listing, asked, match, name)
    total = begin.total if begin else _total(shelf, chosen)
    count = max(1, min(limit, listing.most))
    found = _numbers(shelf, chosen, _order(listing, name, match), begin, count + 1)
    more = None
    if len(found) > count:
        at, n = found[count - 1]
        more = Cursor(name, at, n, total).written()
    bodies = bodies_of(shelf, listing.bodies or listing.table, [n for _, n in found[:count]])
    return Part(rows=bodies, total=total, next=more)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The rows asked for as SQL; number is how a row's n is called there."""

    source: str
    condition: str
    values: tuple[Value, ...]
    number: str


def _chosen(listing: Listing, asked: Asked, match: str | None, name: str) -> _Chosen:
    table = f"shelf_{{s}}_{listing.table}"
    if match is None:
        return _Chosen(f"{table} t", asked.where, tuple(asked.values), "t.n")
    if not asked.conditions and listing.sorted_by_words(name):
        return _Chosen(f"{table}_words w", f" AND {table}_words MATCH ?", (match,), "w.rowid")
    # The words decide first: SQLite would else look through them for every row of a filter.
    source = f"{table}_words w CROSS JOIN {table} t ON t.n = w.rowid"
    condition = f" AND {table}_words MATCH ?{asked.where}"
    return _Chosen(source, condition, (match, *asked.values), "w.rowid")


def _total(shelf: Shelf, chosen: _Chosen) -> int:
    sql = f"SELECT count(*) FROM {chosen.source} WHERE TRUE{chosen.condition}"
    return int(shelf.rows(sql, chosen.values)[0][0])


def _numbers(
    shelf: Shelf, chosen: _Chosen, order: tuple[str, bool], begin: Cursor | None, count: int
) -> list[tuple[Value, int]]:
    """The rows behind where the part begins: what they are sorted by, and their numbers."""
    (key, down), number = order, chosen.number
    sign, turn = ("<", "DESC") if down else (">", "ASC")
    condition, values = chosen.condition, list(chosen.values)
    ordered = f"{number} {turn}" if key == number else f"{key} {turn}, {number} {turn}"
    if begin is not None and key == number:
        condition += f" AND {number} {sign} ?"
        values.append(begin.n)
    elif begin is not None:
        condition += f" AND ({key}, {number}) {sign} (?, ?)"
        values += [begin.key, begin.n]
    sql = f"SELECT {key}, {number} FROM {chosen.source} WHERE TRUE{condition} ORDER BY {ordered}"
    return [(at, n) for at, n in shelf.rows(f"{sql} LIMIT {count}", values)]


def _usual(listing: Listing, match: str | None) -> str:
    return "best" if match is not None and listing.best else next(iter(listing.sorts))


def _order(listing: Listing, name: str, match: str | None) -> tuple[str, bool]:
    number = "t.n" if match is None else "w.rowid"
    if name == "best" and match is not None:
        return "w.rank", False
    if name == "best" and listing.words:
        return _order(listing, next(iter(listing.sorts)), match)
    if name not in listing.sorts:
        raise UnknownCursorError("sort", name)
    sort = listing.sorts[name]
    return (f"t.{sort.column}" if sort.column else number), sort.down


def bodies_of(shelf: Shelf, table: str, numbers: Sequence[int]) -> tuple[bytes, ...]:
    """The rows of these numbers as JSON, in this order."""
    if not numbers:
        return ()
    marks = ", ".join("?" * len(numbers))
    rows = shelf.rows(f"SELECT n, body FROM shelf_{{s}}_{table} WHERE n IN ({marks})", numbers)
    found = dict(rows)
    return tuple(found[n] for n in numbers if n in found)


def clean(wanted: Wanted) -> Wanted:
    """The same without what no database takes: NUL, halves of characters, endless words."""
    told = {f.name: plain(getattr(wanted, f.name)) for f in fields(wanted)}
    return replace(wanted, **told)


def plain(words: str) -> str:
    """Words as a database takes them."""
    return words[:2000].replace("\0", " ").encode("utf-8", "ignore").decode().strip()


def number_of(shelf: Shelf, table: str, id_: str) -> int:
    """The number of an actor, event or document; NOBODY if there is none of that id."""
    found = shelf.one(f"SELECT n FROM shelf_{{s}}_{table} WHERE id = ?", (plain(id_),))
    return NOBODY if found is None else int(found[0])


def decoded(part: Part[bytes], kind: Any) -> Part[Any]:
    """The same part with its rows read."""
    rows = tuple(msgspec.json.decode(body, type=kind) for body in part.rows)
    return Part(rows=rows, total=part.total, next=part.next)
