"""`khabar judge`."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

import typer

from khabar.cli.options import StoreOption, settings
from khabar.cli.terminal import output, safe
from khabar.errors import KhabarError
from khabar.schema.judgement import About, Judgement, Spot
from khabar.store.base import Store
from khabar.store.opening import open_store

_SPOT = re.compile(r"(.+):(\d+)-(\d+)\Z")
_TWO = 2


def judge(
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
    store: StoreOption = None,
) -> None:
    """Judge what was read; the record follows, now and after every new reading.

    Of two places: whether both names (or events) are one. Of one place: whether the name, event or
    statement is right; what is wrong leaves the record and stays in the reading. A place is a
    document (its id or the start of it) and the characters. A new judgement on the same places
    replaces the old; `khabar judgements --withdraw` takes one back.

    Example: khabar judge 4f2a:10-22 91cc:0-7 --different --by "A. Salem" --why "father and son"
    """
    about = About(places[0]) if places[0] in tuple(About) else About.NAME
    spots = places[1:] if places[0] in tuple(About) else places
    with open_store(settings(store).store, create=False) as opened:
        a, b = _places(opened, spots, about)
        judgement = Judgement(
            a=a, b=b, about=about, holds=holds, by=by, day=date.today().isoformat(), why=why
        )
        opened.judge(judgement)
    output().print(safe(f"Kept: {verdict(judgement)} (judgement {judgement.id})."))


def verdict(judgement: Judgement) -> str:
    """What a judgement says, in a line."""
    places = [f"{s.doc[:12]}:{s.start}-{s.end}" for s in judgement.spots]
    if judgement.b is None:
        return f"{judgement.about} {places[0]} is {'right' if judgement.holds else 'wrong'}"
    how = "one" if judgement.holds else "two"
    return f"{judgement.about}s {places[0]} and {places[1]} are {how}"


def _places(store: Store, spots: list[str], about: About) -> tuple[Spot, Spot | None]:
    if not 0 < len(spots) <= _TWO:
        raise KhabarError(f"{len(spots)} places: a judgement is about one or two.")
    found = [_spot(store, words) for words in spots]
    if len(found) == 1:
        return found[0], None
    if found[0] == found[1]:
        raise KhabarError(f"{spots[0]}: both are the same words. Name two places.")
    if about is About.STATEMENT:
        raise KhabarError("Two statements are not judged to be one. Name one place, or two events.")
    return found[0], found[1]


def _spot(store: Store, words: str) -> Spot:
    match = _SPOT.match(words)
    if match is None:
        raise KhabarError(f"{words}: no spot. Write it as ID:START-END, like 4f2a:10-22.")
    found = store.matching(match[1])
    if len(found) != 1:
        raise KhabarError(f"{match[1]}: {len(found)} documents. Give the id of one.")
    document = store.document(found[0])
    start, end = int(match[2]), int(match[3])
    if document is None or not 0 <= start < end <= len(document.text):
        raise KhabarError(f"{words}: no such characters in the document. Look with khabar show.")
    return Spot(doc=found[0], start=start, end=end)
