"""The table of statements: who says what, through whom, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from khabar.export.told.cast import Cast
from khabar.export.told.csv_cells import Column, Kind, Row, Table
from khabar.export.told.events import day_of
from khabar.schema.reading import Reading
from khabar.schema.record import Record


def statement_table(record: Record, readings: Iterable[Reading]) -> Table:
    """Every attributed statement of every document; readings pass one by one."""
    return Table(
        name="statements",
        says="Who says what: attributed speech, thought or attitude.",
        key=("document", "id"),
        links=(("document", "documents"), ("source", "actors")),
        columns=(
            Column("document", "the document, as in documents.csv"),
            Column("id", "the statement's id inside the document, as in disputes.csv"),
            Column("published", "the day of publication, where it surely is one"),
            Column("source", "who says so, as in actors.csv; empty where nobody is named"),
            Column("source_ar", "the source in Arabic"),
            Column("source_en", "the source in English"),
            Column("chain", "those who hand it on, the outlet's side first"),
            Column("act", "say, confirm, deny, expect, hope, demand, accuse …"),
            Column("mode", "direct: the speaker's own words; indirect: the reporter's"),
            Column("start", "first character of the words, counted from 0", Kind.WHOLE),
            Column("end", "character behind the words", Kind.WHOLE),
            Column("words", "what is said"),
        ),
        rows=_rows(readings, Cast(record)),
    )


def _rows(readings: Iterable[Reading], cast: Cast) -> Iterator[Row]:
    for reading in readings:
        players = cast.of(reading)
        for said in reading.statements:
            span, named = said.content, () if said.source is None else (said.source,)
            source: Row = (None, None, None)
            for party in players.parties(named, span):
                source = (party.known_id, party.name.ar, party.name.en)
            chain = players.parties(said.chain, span)
            yield (
                reading.document.id, said.id, day_of(reading.document) or None, *source,
                " > ".join(party.name.ar for party in chain) or None, said.act.value,
                said.mode.value, span.start, span.end, span.cut(reading.text),
            )  # fmt: skip
