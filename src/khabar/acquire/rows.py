"""One row of JSON Lines becomes a document: which columns are taken, and for what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from khabar.acquire.article import checked, plain
from khabar.acquire.dates import published_of
from khabar.acquire.decode import decode
from khabar.errors import UnreadableInputError
from khabar.schema.documents import Document, Source, identity
from khabar.schema.moments import Published

Row = Mapping[str, object]
_COLUMNS = 'Give one JSON object a row, with the article under "text".'
FIELDS = frozenset(
    {"id", "text", "title", "url", "outlet", "source", "published", "date", "fetched"}
)
"""The columns of a row that are taken; source stands for outlet, date for published."""


def _parsed(text: str, where: str) -> Row:
    try:
        row: object = json.loads(text)
    except json.JSONDecodeError as error:
        reason = f"it is not JSON ({error.msg}, character {error.pos + 1})"
        raise UnreadableInputError(where, reason, _COLUMNS) from error
    except (RecursionError, ValueError) as error:  # nested too deep; a number too long
        raise UnreadableInputError(where, "it is JSON that no article needs", _COLUMNS) from error
    if not isinstance(row, dict):
        raise UnreadableInputError(where, f"it is a {_kind(row)}, not an object", _COLUMNS)
    return row


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "truth value"
    if isinstance(value, int | float):
        return "number"
    names = {str: "string", list: "list", dict: "object", type(None): "null"}
    return names.get(type(value), "value")


def _string(row: Row, column: str, where: str) -> str | None:
    """A column of text, None where it is missing, null or blank.

    Raises:
        UnreadableInputError: it is of another type.
    """
    value = row.get(column)
    if value is None:
        return None
    if not isinstance(value, str):
        reason = f'its "{column}" is a {_kind(value)}, not text'
        raise UnreadableInputError(where, reason, "Write it as a string, or leave it out.")
    return plain(value, f'{where}, column "{column}"') if value.strip() else None


def _first(row: Row, columns: tuple[str, str], where: str) -> str | None:
    return _string(row, columns[0], where) or _string(row, columns[1], where)


def _id(row: Row, where: str) -> str | None:
    value = row.get("id")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _string(row, "id", where)


def _published(row: Row) -> tuple[Published, tuple[str, ...]]:
    """The stated date of publication, with a note where something is stated that we cannot read."""
    values = [row[c] for c in ("published", "date") if row.get(c) not in (None, "")]
    for value in values:
        found = published_of(value)
        if found is not None:
            return found, ()
    said = json.dumps(values[0], ensure_ascii=True)[:60] if values else ""
    notes = (f"its date of publication could not be read for sure: {said}",) if values else ()
    return Published(), notes


def _fetched(row: Row) -> str | None:
    value = row.get("fetched")
    found = published_of(value)
    return found.earliest if found else None


def _article(row: Row, where: str) -> str:
    if "text" not in row:
        raise UnreadableInputError(where, 'it has no column "text"', _COLUMNS)
    text = _string(row, "text", where)
    if text is None:
        remedy = "Leave the row out, or fetch it again."
        raise UnreadableInputError(where, 'its "text" is empty', remedy)
    return text


def document_of(data: bytes, path: str, where: str, encoding: str | None = None) -> Document:
    """The document that a row makes; encoding is the file's, where that was told for all of it.

    Raises:
        UnreadableInputError: it makes none; the message says which column to mend.
    """
    decoded = decode(data, where)
    row = _parsed(decoded.text.strip("\ufeff \t\r\n"), where)
    text = checked(_article(row, where), where)
    published, doubts = _published(row)
    source = _source(
        row, path, where, hashlib.sha256(data).hexdigest(), encoding or decoded.encoding
    )
    return Document(
        id=identity(text, source),
        text=text,
        source=source,
        published=published,
        notes=(*decoded.notes, *doubts),
    )


def _source(row: Row, path: str, where: str, raw_hash: str, encoding: str) -> Source:
    return Source(
        path=path,
        raw_hash=raw_hash,
        encoding=encoding,
        source_id=_id(row, where),
        url=_string(row, "url", where),
        outlet=_first(row, ("outlet", "source"), where),
        title=_string(row, "title", where),
        fetched=_fetched(row),
    )
