"""Reading the datasets back: all that a store is rebuilt from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from khabar.errors import KhabarError
from khabar.export.parquet.of_documents import joined
from khabar.export.parquet.of_store import ASIDE, Set

_AT_ONCE = 16
_LISTS = ("actors", "events", "relations", "disputes", "expectations", "revisions")


class ParquetFolder:
    """What `khabar export --format parquet` wrote, as JSON; only the files that are named count."""

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self._folder = folder
        self._names = sorted(names)

    def documents(self) -> Iterator[bytes]:
        """Documents, by day."""
        for row in self._rows("documents", ("text", "body")):
            try:
                yield joined(row["text"], row["body"])
            except (msgspec.MsgspecError, AttributeError, TypeError) as error:
                raise self._odd("documents", error) from error

    def readings(self) -> Iterator[bytes]:
        """Readings; of each document the one that counts comes last."""
        for table in ("older_readings", "readings"):
            for row in self._rows(table, ("body",)):
                yield row["body"]

    def judgements(self) -> Iterator[bytes]:
        """What people judged."""
        for row in self._rows("judgements", ("body",)):
            yield row["body"]

    def asides(self) -> Iterator[Set]:
        """What could not be read."""
        yield from self._rows("asides", ASIDE)

    def record(self) -> bytes:
        """The record as one JSON object."""
        lists = {name: self._joined(f"record_{name}") for name in _LISTS}
        pairs = (tuple(row.values()) for row in self._rows("record_copies"))
        accepted = self._rows("record_accepted")
        others = {
            "copies": msgspec.json.encode(list(pairs)),
            "accepted": msgspec.json.encode(
                [{"doc": row["document_id"], "id": row["item_id"]} for row in accepted]
            ),
        }
        told = (b'"%s":%s' % (name.encode(), body) for name, body in {**lists, **others}.items())
        return b"{" + b",".join(told) + b"}"

    def _joined(self, table: str) -> bytes:
        return b"[" + b",".join(row["body"] for row in self._rows(table, ("body",))) + b"]"

    def _rows(self, table: str, columns: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
        wanted = None if columns is None else list(columns)
        for name in self._names:
            if name.startswith(f"{table}/") and name.endswith(".parquet"):
                try:
                    # What another has written is a file like any: the folder's day is no column.
                    with pq.ParquetFile(self._folder / name) as file:
                        for batch in file.iter_batches(_AT_ONCE, columns=wanted):
                            yield from batch.to_pylist()
                except (pa.ArrowException, OSError, KeyError) as error:
                    raise self._odd(name, error) from error

    def _odd(self, what: str, error: Exception) -> KhabarError:
        said = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        remedy = "Export it again with khabar export --format parquet"
        return KhabarError(f"{self._folder}: {what} cannot be read ({said}). {remedy}.")
