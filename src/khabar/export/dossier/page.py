"""Put the page together: one file, no network, no script."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from khabar.export.dossier.drawings import network, timeline
from khabar.export.dossier.facts import Facts, dots_of
from khabar.export.dossier.marked import marked
from khabar.export.dossier.names import WORDS
from khabar.schema.reading import Reading
from khabar.schema.record import Record


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
    names, ties = facts.ties()
    told = facts.facts()
    return template.render(
        w=WORDS,
        style=Markup(folder.joinpath("page.css").read_text(encoding="utf-8")),
        timeline=timeline(list(dots_of(told))),
        network=network(names, ties),
        facts=told,
        disputes=facts.disputes(),
        announcements=facts.announcements(),
        articles=[(n, r.document, marked(r, n)) for n, r in enumerate(readings)],
    )
