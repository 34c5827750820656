"""Put the page together: one file, no network, no script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from khabar.export.dossier.drawings import network, timeline
from khabar.export.dossier.facts import Facts, dots_of, outlet_of
from khabar.export.dossier.lookup import Lookup
from khabar.export.dossier.marked import marked
from khabar.export.dossier.names import WORDS
from khabar.export.dossier.ties import holders, ties_of
from khabar.schema.reading import Reading
from khabar.schema.record import Record


@dataclass(frozen=True, slots=True)
class _Article:
    """An article as a list names it."""

    number: int
    title: str
    day: str


def dossier_page(record: Record, readings: Sequence[Reading]) -> str:
    """The dossier of a record as HTML.

    readings are those that the record was built from. Everything that comes from an article is
    escaped; a strict policy in the page forbids scripts and connections besides.
    """
    facts = Facts(record, readings)
    folder = files("khabar.export.dossier")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(folder.joinpath("page.html").read_text(encoding="utf-8"))
    names, ties = ties_of(record, facts.lookup)
    told = facts.facts()
    return template.render(
        w=WORDS,
        style=Markup(folder.joinpath("page.css").read_text(encoding="utf-8")),
        timeline=timeline(list(dots_of(told))),
        network=network(names, ties),
        facts=told,
        disputes=facts.disputes(),
        announcements=facts.announcements(),
        actors=holders(record, facts.lookup),
        copies=list(_copies(record, facts.lookup)),
        articles=[
            (n, outlet_of(r.document), r.document, marked(r, n)) for n, r in enumerate(readings)
        ],
    )


def _copies(record: Record, lookup: Lookup) -> Iterator[tuple[_Article, _Article]]:
    """Articles of which one has the words of the other."""
    for a, b in record.copies:
        yield _article(a, lookup), _article(b, lookup)


def _article(doc: str, lookup: Lookup) -> _Article:
    document = lookup.readings[doc].document
    name = document.title or outlet_of(document)
    return _Article(lookup.number[doc], name, document.published.latest or "")
