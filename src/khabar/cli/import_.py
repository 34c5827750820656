"""`khabar import`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from khabar.cli.options import StoreOption, settings
from khabar.cli.output import write
from khabar.cli.terminal import complain
from khabar.errors import KhabarError
from khabar.export import ftm, rdf
from khabar.export.record import record_json
from khabar.pipeline.importing import exported, rebuild
from khabar.pipeline.new_store import new_store
from khabar.schema.record import Record
from khabar.store.opening import shown

RECORDS: dict[str, Callable[[Iterable[bytes], str], Record]] = {
    "ftm": ftm.read,
    "rdf-nquads": lambda lines, where: rdf.read(b"".join(lines), where),
    "rdf-jsonld": lambda lines, where: rdf.read(b"".join(lines), where),
}
"""Formats of which a file gives the record back: what reads it, from its lines and its path."""


def import_(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A bundle, a folder, or a file.")],
    form: Annotated[
        str | None,
        typer.Option("--format", help=f"For a record alone, one of: {', '.join(RECORDS)}."),
    ] = None,
    target: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where a record alone goes.")
    ] = "-",
    store: StoreOption = None,
) -> None:
    """Rebuild a store from what `khabar export --format bundle` or `--format parquet` wrote.

    It has the same documents, readings, judgements and record. The store must not exist yet; it is
    there only when all was read and every checksum was right. A file of another format gives the
    record as JSON.

    Example: khabar import corpus.zip --store corpus.db
    """
    if form is not None:
        write([record_json(_record(path, form))], target)
        return
    where = settings(store).store
    with exported(path) as (manifest, source), new_store(where) as opened:
        rebuilt = rebuild(opened, manifest, source)
    complain(
        f"{rebuilt.documents} documents, {rebuilt.readings} readings, {rebuilt.judgements} "
        f"judgements, {rebuilt.asides} set aside: {shown(where)}"
    )


def _record(path: Path, form: str) -> Record:
    if form not in RECORDS:
        raise KhabarError(f"--format: {form!r} is none. Use one of: {', '.join(RECORDS)}.")
    try:
        with path.open("rb") as lines:
            return RECORDS[form](lines, str(path))
    except OSError as error:
        raise KhabarError(f"{path}: {error.strerror}. Name a file of {form}.") from error
