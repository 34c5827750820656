"""`khabar judge`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from khabar.cli.corrections import (
    ActorOption,
    DayOption,
    PolarityOption,
    RecipientOption,
    SourceOption,
    StatusOption,
    TypeOption,
    corrected,
    told,
)
from khabar.cli.options import StoreOption, settings
from khabar.cli.spots import places_of
from khabar.cli.terminal import output, safe
from khabar.schema.correction import Facet
from khabar.schema.judgement import About, Judgement
from khabar.store.opening import open_store


def judge(  # noqa: PLR0913
    places: Annotated[
        list[str],
        typer.Argument(
            metavar="[event|statement] ID:START-END [ID:START-END]",
            help="Words of one or two places; names, if not said otherwise.",
        ),
    ],
    holds: Annotated[
        bool,
        typer.Option(
            "--same/--different",
            "--right/--wrong",
            help="Two places: one thing, or two. One place: what was read there is right, or not.",
        ),
    ] = True,
    by: Annotated[str, typer.Option("--by", help="Who judges.")] = "",
    why: Annotated[str, typer.Option("--why", help="On what grounds.")] = "",
    kind: TypeOption = None,
    status: StatusOption = None,
    polarity: PolarityOption = None,
    day: DayOption = None,
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    source: SourceOption = None,
    store: StoreOption = None,
) -> None:
    """Judge what was read; the record follows, now and after every new reading.

    Of two places: whether both names (or events) are one. Of one place: whether the name, event or
    statement is right; what is wrong leaves the record and stays in the reading. A place is a
    document (its id or the start of it) and the characters. What of an event or statement is
    otherwise than it was read is corrected by --type, --status and so on; an actor is given by
    the place of a name in the same document, by words of your own, or as none. A new judgement on
    the same places replaces the old; `khabar judgements --withdraw` takes one back.

    Example: khabar judge 4f2a:10-22 91cc:0-7 --different --by "A. Salem" --why "father and son"

    Example: khabar judge event 4f2a:120-140 --type CONSULT-visit --day 2018-04-09 --by "A. Salem"
    """
    about = About(places[0]) if places[0] in tuple(About) else About.NAME
    spots = places[1:] if places[0] in tuple(About) else places
    whom = {Facet.ACTOR: actor, Facet.RECIPIENT: recipient, Facet.SOURCE: source and [source]}
    words = {Facet.TYPE: kind, Facet.STATUS: status, Facet.POLARITY: polarity, Facet.DAY: day}
    with open_store(settings(store).store, create=False) as opened:
        a, b = places_of(opened, spots, about)
        today = date.today().isoformat()
        plain = Judgement(a=a, b=b, about=about, holds=holds, by=by, day=today, why=why)
        for judgement in corrected(opened, plain, words, whom):
            opened.judge(judgement)
            output().print(safe(f"Kept: {verdict(judgement)} (judgement {judgement.id})."))


def verdict(judgement: Judgement) -> str:
    """What a judgement says, in a line."""
    places = [f"{s.doc[:12]}:{s.start}-{s.end}" for s in judgement.spots]
    if judgement.corrects is not None:
        return f"{judgement.about} {places[0]}: {told(judgement.corrects)}"
    if judgement.b is None:
        return f"{judgement.about} {places[0]} is {'right' if judgement.holds else 'wrong'}"
    how = "one" if judgement.holds else "two"
    return f"{judgement.about}s {places[0]} and {places[1]} are {how}"
