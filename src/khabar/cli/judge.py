"""`khabar judge`."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

import typer

from khabar.cli.options import StoreOption, settings
from khabar.cli.terminal import output, safe
from khabar.errors import KhabarError
from khabar.schema.judgement import Judgement, Spot
from khabar.store.base import Store
from khabar.store.opening import open_store

_SPOT = re.compile(r"(.+):(\d+)-(\d+)\Z")


def judge(
    spots: Annotated[
        tuple[str, str],
        typer.Argument(metavar="ID:START-END ID:START-END", help="Words of two documents."),
    ],
    same: Annotated[bool, typer.Option("--same/--different", help="One actor, or two.")] = True,
    by: Annotated[str, typer.Option("--by", help="Who judges.")] = "",
    why: Annotated[str, typer.Option("--why", help="On what grounds.")] = "",
    store: StoreOption = None,
) -> None:
    """Judge whether two names mean one actor; the record follows, now and after every new reading.

    A spot is a document (its id or the start of it) and the characters where the name stands.

    Example: khabar judge 4f2a:10-22 91cc:0-7 --different --by "A. Salem" --why "father and son"
    """
    with open_store(settings(store).store, create=False) as opened:
        a, b = (_spot(opened, words) for words in spots)
        if a == b:
            raise KhabarError(f"{spots[0]}: both names are the same words. Name two places.")
        opened.judge(Judgement(a=a, b=b, same=same, by=by, day=date.today().isoformat(), why=why))
    output().print(safe(f"Kept: {spots[0]} and {spots[1]} are {'one' if same else 'two'}."))


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
