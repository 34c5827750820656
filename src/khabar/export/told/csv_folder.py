"""A folder of CSV tables with a Frictionless Data Package that says what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version

import msgspec

from khabar.export.told.csv_cells import GUARD, Column, Table, csv_lines
from khabar.export.told.csv_events import event_tables
from khabar.export.told.csv_record import record_tables
from khabar.export.told.csv_statements import statement_table
from khabar.export.told.events import told_events
from khabar.schema.held import File, Held

PACKAGE = "datapackage.json"
_ABOUT = (
    "What Arabic news articles say together, read by khabar. Empty cells are unknown. Times are "
    "EDTF (ISO 8601-2). Files are UTF-8 with a byte order mark, so that Arabic opens right in "
    f"spreadsheets; a text that a spreadsheet would take for a formula begins with {GUARD}."
)


def csv_files(held: Held) -> Iterator[File]:
    """The tables, and datapackage.json about them."""
    told = tuple(told_events(held))
    documents = tuple(reading.document for reading in held.readings())
    tables = (
        *event_tables(told),
        *record_tables(held.record(), documents),
        statement_table(held.record(), held.readings()),
    )
    yield PACKAGE, [_package(tables, held)]
    for table in tables:
        yield table.path, csv_lines(table)


def _package(tables: Sequence[Table], held: Held) -> bytes:
    package = {
        "profile": "tabular-data-package",
        "name": "khabar-export",
        "title": "What the articles of a khabar store say",
        "description": _ABOUT,
        "created": f"{held.day}T00:00:00Z",
        "version": f"khabar {version('khabar')}, recipe {held.recipe}",
        "resources": [_resource(table, {t.name: t for t in tables}) for table in tables],
    }
    return msgspec.json.format(msgspec.json.encode(package), indent=1) + b"\n"


def _resource(table: Table, others: dict[str, Table]) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.links:
        schema["foreignKeys"] = [
            {"fields": column, "reference": {"resource": name, "fields": others[name].key[0]}}
            for column, name in table.links
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.path,
        "title": table.says,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, str]:
    return {"name": column.name, "type": column.kind.value, "description": column.says}
