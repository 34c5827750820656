"""`khabar disagreements`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec
import typer
from rich.text import Text

from khabar.cli.options import StoreOption, settings
from khabar.cli.output import write
from khabar.cli.terminal import output, safe
from khabar.errors import KhabarError
from khabar.pipeline.kit import recipe
from khabar.pipeline.second.disagreements import Differs, Disagreement, disagreements_in
from khabar.pipeline.second.reader import PREFIX, recipe_of
from khabar.schema.judgement import About
from khabar.store.base import Store
from khabar.store.opening import open_store

_QUOTED = 120


def disagreements(
    model: Annotated[
        str | None,
        typer.Option("--model", metavar="NAME", help="Whose readings; needed where several read."),
    ] = None,
    about: Annotated[
        About | None, typer.Option("--about", help="Only events, or only statements.")
    ] = None,
    differs: Annotated[
        Differs | None, typer.Option("--in", help="Only what differs in this.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,
    store: StoreOption = None,
) -> None:
    """List where khabar and a language model read differently.

    Both must have read: khabar read PATHS --reader both. Each difference is shown with the words
    and the place at which it can be judged; what has been judged is left out. What the model alone
    has is no part of the record, whatever is judged.

    Example: khabar disagreements --in type --store news.db
    """
    with open_store(settings(store).store, create=False) as opened:
        found = disagreements_in(opened, recipe(), _second(opened, model))
        wanted = (
            each
            for each in found
            if about in (None, each.about) and differs in (None, each.differs)
        )
        if as_json:
            write((msgspec.json.encode(each) + b"\n" for each in wanted), "-")
            return
        for line in _lines(wanted):
            output().print(line)


def _second(store: Store, model: str | None) -> str:
    """The recipe of the second reader.

    Raises:
        KhabarError: none has read, or several have.
    """
    recipes = {r.recipe for r in store.all_readings() if r.recipe.startswith(PREFIX)}
    if model is not None:
        if recipe_of(model) not in recipes:
            remedy = "Let it read with khabar read PATHS --reader both"
            raise KhabarError(
                f"{model}: has read nothing here, or an older khabar had it. {remedy}."
            )
        return recipe_of(model)
    if len(recipes) != 1:
        why = "several models (or versions) have read" if recipes else "no model has read here"
        remedy = "Name one with --model" if recipes else "Run khabar read PATHS --reader both"
        raise KhabarError(f"{store.where}: {why}. {remedy}.")
    return recipes.pop()


def _lines(found: Iterable[Disagreement]) -> Iterator[Text]:
    for each in found:
        place = f"{each.at.doc[:12]}:{each.at.start}-{each.at.end}"
        yield Text.assemble((f"{each.about} {place}", "bold"), f" {each.differs}")
        yield Text(f"  own: {safe(each.first) or 'nothing'}")
        yield Text(f"  llm: {safe(each.second) or 'nothing'}")
        yield Text(f"  «{_short(each.words)}» in: {_short(each.sentence)}", style="dim")


def _short(words: str) -> str:
    line = " ".join(safe(words).split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"
