"""What is otherwise than it was read, as it is said on the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from khabar.cli.spots import is_spot, spot_of
from khabar.errors import KhabarError
from khabar.schema.correction import WHO, Correction, Facet
from khabar.schema.events import Polarity, Status
from khabar.schema.judgement import Judgement, Spot
from khabar.schema.spans import Span, span_of
from khabar.store.base import Store

NONE = "none"
"""A day that is not known, or nobody."""
_WHO = "ID:START-END, own words, or none."

TypeOption = Annotated[str | None, typer.Option("--type", help="Type: AGREE, CONSULT-visit.")]
StatusOption = Annotated[Status | None, typer.Option("--status", help="Status of the event.")]
PolarityOption = Annotated[
    Polarity | None, typer.Option("--polarity", help="Whether it is said to have happened.")
]
DayOption = Annotated[str | None, typer.Option("--day", help="Day in EDTF: 2018-04-09; or none.")]
ActorOption = Annotated[
    list[str] | None, typer.Option("--actor", help=f"Who did it: {_WHO} May be repeated.")
]
RecipientOption = Annotated[
    list[str] | None, typer.Option("--recipient", help=f"To or with whom: {_WHO} May be repeated.")
]
SourceOption = Annotated[
    str | None, typer.Option("--source", help=f"Who made the statement: {_WHO}")
]


def corrected(
    store: Store,
    judgement: Judgement,
    words: Mapping[Facet, str | None],
    whom: Mapping[Facet, Sequence[str] | None],
) -> tuple[Judgement, ...]:
    """The judgement for each facet that is said to be otherwise; itself where none is.

    Raises:
        KhabarError: something said is no such value, or not of what stands there.
    """
    try:
        said = [
            *(Correction(what=f, value=_word(f, w)) for f, w in words.items() if w is not None),
            *(_people(store, f, w, judgement.a) for f, w in whom.items() if w),
        ]
        return tuple(replace(judgement, corrects=each) for each in said) or (judgement,)
    except ValueError as error:
        raise KhabarError(f"No such correction: {error}. See `khabar judge --help`.") from error


def told(correction: Correction) -> str:
    """What a correction says, in words."""
    names = ", ".join(f"{n.start}-{n.end}" for n in correction.names)
    return f"{correction.what} is {correction.value or names or NONE}"


def _word(facet: Facet, word: str) -> str:
    return "" if facet is Facet.DAY and word == NONE else word


def _people(store: Store, facet: Facet, given: Sequence[str], at: Spot) -> Correction:
    assert facet in WHO
    if all(map(is_spot, given)):
        return Correction(what=facet, names=tuple(_names(store, given, at)))
    if len(given) > 1:
        raise KhabarError(f"--{facet}: several are given by the places of their names.")
    return Correction(what=facet, value="" if given[0] == NONE else given[0].strip())


def _names(store: Store, given: Sequence[str], at: Spot) -> Iterator[Span]:
    for words in given:
        spot = spot_of(store, words)
        if spot.doc != at.doc:
            raise KhabarError(f"{words}: a name of another document. Give it in your own words.")
        yield span_of(spot)
