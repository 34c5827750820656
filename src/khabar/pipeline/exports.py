"""Every format that `khabar export` writes: one row each, and the one place to add another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from khabar.assemble.judged_items import as_judged
from khabar.export import brat, conll, ftm, graphs, rdf, tei
from khabar.export.reading import reading_lines
from khabar.export.reading_schema import reading_schema
from khabar.export.record import record_json
from khabar.export.told.calendar_ import calendar_of
from khabar.export.told.cameo import cameo_lines
from khabar.export.told.claimreview import claim_review
from khabar.export.told.csv_folder import csv_files
from khabar.export.told.feed import newest_feed
from khabar.export.told.gdelt import gdelt_files
from khabar.export.told.plover import plover_lines
from khabar.export.told.polecat import polecat_lines
from khabar.pipeline.revised import revised
from khabar.pipeline.together import record_of
from khabar.pipeline.wholes import Stored, bundle, parquet
from khabar.schema.held import File, Held
from khabar.store.base import Store
from khabar.store.codec import reading_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A format: what it is in one sentence, and what it writes.

    One that is no folder gives exactly one file, whose name does not matter. by_event: it tells
    events one by one, and can be given some of them only.
    """

    says: str
    files: Callable[[Stored], Iterator[File]]
    folder: bool = False
    by_event: bool = False


def _one(chunks: Iterable[bytes]) -> Iterator[File]:
    yield "", chunks


def _judged(held: Held) -> Held:
    """The same with readings as people judged and corrected them, as they went into the record."""
    return replace(held, readings=lambda: as_judged(held.readings(), tuple(held.judgements())))


FORMS: dict[str, Form] = {
    "reading": Form(
        says="Readings as JSON Lines, one document a line.",
        files=lambda held: _one(reading_lines(held.bodies())),
    ),
    "record": Form(
        says="What all documents say together, as one JSON object.",
        files=lambda held: _one([record_json(held.record())]),
    ),
    "ftm": Form(
        says="FollowTheMoney entities, for Aleph and its like, one a line.",
        files=lambda held: _one(ftm.entity_lines(held.record(), _judged(held).readings())),
    ),
    "ftm-statements": Form(
        says="FollowTheMoney statements as CSV, one value a line.",
        files=lambda held: _one(ftm.statements(held.record(), _judged(held).readings())),
    ),
    "rdf-nquads": Form(
        says="RDF as N-Quads: the record and what each article says, each in its graph.",
        files=lambda held: _one(rdf.nquads_lines(held.record(), _judged(held).readings())),
    ),
    "rdf-jsonld": Form(
        says="The same RDF as JSON-LD, with its context inside.",
        files=lambda held: _one(rdf.jsonld_chunks(held.record(), _judged(held).readings())),
    ),
    "graphml": Form(
        says="Actors and what stands between them as GraphML, for networkx, Gephi and yEd.",
        files=lambda held: _one(
            graphs.graphml(graphs.drawn(held.record(), _judged(held).readings()))
        ),
    ),
    "gexf": Form(
        says="The same graph as GEXF, with the time of each edge, for Gephi.",
        files=lambda held: _one(graphs.gexf(graphs.drawn(held.record(), _judged(held).readings()))),
    ),
    "brat": Form(
        says="Readings as brat stand-off, texts and annotations: a folder.",
        files=lambda held: brat.brat_files(_judged(held).readings()),
        folder=True,
    ),
    "tei": Form(
        says="Readings as TEI P5, a file an article: a folder.",
        files=lambda held: tei.tei_files(_judged(held).readings()),
        folder=True,
    ),
    "conll": Form(
        says="Tokens with names, offices, events and cues as CoNLL-U Plus.",
        files=lambda held: _one(conll.conll_lines(_judged(held).readings())),
    ),
    "plover": Form(
        says="Events as PLOVER records with their chains, as JSON Lines.",
        files=lambda held: _one(plover_lines(_judged(held))),
        by_event=True,
    ),
    "polecat": Form(
        says="Events in the columns of the POLECAT data, tab-separated.",
        files=lambda held: _one(polecat_lines(_judged(held))),
        by_event=True,
    ),
    "cameo": Form(
        says="Events as CAMEO codes in the columns of the Phoenix data, tab-separated.",
        files=lambda held: _one(cameo_lines(_judged(held))),
        by_event=True,
    ),
    "gdelt": Form(
        says="Events and Mentions in the columns of GDELT 2.0: a folder.",
        files=lambda held: gdelt_files(_judged(held)),
        folder=True,
        by_event=True,
    ),
    "csv": Form(
        says="Everything as CSV tables for spreadsheets and R, described: a folder.",
        files=lambda held: csv_files(_judged(held)),
        folder=True,
    ),
    "claimreview": Form(
        says="Disputed claims as ClaimReview skeletons, JSON-LD; the rating is left to you.",
        files=lambda held: _one([claim_review(_judged(held))]),
    ),
    "ical": Form(
        says="Announced events with their due dates, for calendars.",
        files=lambda held: _one([calendar_of(_judged(held))]),
        by_event=True,
    ),
    "rss": Form(
        says="The newest events as an RSS feed.",
        files=lambda held: _one([newest_feed(_judged(held))]),
        by_event=True,
    ),
    "parquet": Form(
        says="Tables for DuckDB, Polars, pandas and R, by day; a store can be rebuilt: a folder.",
        files=parquet,
        folder=True,
    ),
    "bundle": Form(
        says="All that a store holds in one zip, to cite, check and rebuild.",
        files=bundle,
    ),
}

SCHEMAS: dict[str, Callable[[], bytes]] = {
    "schema": reading_schema,
    "rdf-vocabulary": lambda: rdf.vocabulary().encode(),
    "rdf-shapes": lambda: rdf.shapes().encode(),
}
"""Formats that need no store."""


def held_by(store: Store, recipe: str, day: str) -> Stored:
    """What a store holds under a recipe; the record is assembled once, when first asked for."""
    return Stored(
        store=store,
        record=cache(lambda: revised(store, recipe, day, lambda r, j: record_of(r, judged=j))),
        readings=lambda: (reading_of(r.body, store.where) for r in store.readings(recipe)),
        bodies=lambda: (r.body for r in store.readings(recipe)),
        documents=store.documents,
        judgements=store.judgements,
        recipe=recipe,
        day=day,
    )
