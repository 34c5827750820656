"""One Parquet file while its rows come: row group by row group, so that memory stays small."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from khabar.export.parquet.table import Row, Table

_ROWS = 20_000
_WEIGHT = 8_000_000  # characters and bytes of a row group
_IN_MEMORY = 1 << 20  # of a file that waits to be handed out; a longer one waits on disk
_CHUNK = 1 << 20


class Part:
    """A file of a table. Rows are put in as they come; chunks() hands out the finished bytes."""

    def __init__(self, table: Table[Any]) -> None:
        self._schema = table.schema
        self._rows: list[Row] = []
        self._weight = 0
        # It outlives this call and is closed by chunks().
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        self._writer = pq.ParquetWriter(self._file, self._schema, compression="zstd")

    def put(self, rows: Iterable[Row]) -> None:
        """Put in more rows."""
        for row in rows:
            self._rows.append(row)
            self._weight += sum(len(v) for v in row if isinstance(v, str | bytes))
            if len(self._rows) >= _ROWS or self._weight >= _WEIGHT:
                self._close_group()

    def _close_group(self) -> None:
        if not self._rows:
            return
        filled: Iterable[tuple[Any, ...]] = zip(*self._rows, strict=True)
        arrays = [
            pa.array(column, type=field.type)
            for column, field in zip(filled, self._schema, strict=True)
        ]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows, self._weight = [], 0

    def chunks(self) -> Iterator[bytes]:
        """The whole file; nothing can be put in any more."""
        self._close_group()
        self._writer.close()
        with self._file as file:
            file.seek(0)
            while chunk := file.read(_CHUNK):
                yield chunk
