"""What `khabar read` needs for a language model as second reader."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

import typer

from khabar.cli.progress import shown_progress
from khabar.cli.terminal import complain
from khabar.errors import KhabarError
from khabar.pipeline.kit import load_kit, recipe
from khabar.pipeline.run import Run, Summary
from khabar.pipeline.second.budget import Budget, budget_of
from khabar.pipeline.second.cache import Answers, path_beside
from khabar.pipeline.second.disagreements import disagreements_in
from khabar.pipeline.second.endpoint import Bounds, Endpoint, address_of, is_here
from khabar.pipeline.second.reader import SecondReader, recipe_of
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document
from khabar.store.base import Store

_KEY, _SECONDS = "KHABAR_LLM_KEY", "KHABAR_LLM_SECONDS"


class Readers(StrEnum):
    """Who reads."""

    OWN = "own"
    LLM = "llm"
    BOTH = "both"


ReaderOption = Annotated[
    Readers, typer.Option("--reader", help="khabar's own, a language model, or both.")
]
EndpointOption = Annotated[
    str | None,
    typer.Option("--endpoint", metavar="URL", help="The model's server, in OpenAI's form."),
]
ModelOption = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="The model, as its server calls it.")
]
BudgetOption = Annotated[
    str | None,
    typer.Option("--budget", metavar="MOST", help="Of the model: 200 (requests), tokens=50000."),
]
RemoteOption = Annotated[
    bool,
    typer.Option("--remote", help="The model may lie elsewhere: the articles' texts leave here."),
]


@dataclass(slots=True, kw_only=True)
class Second:
    """A second reader that was asked for and can be asked; spent: its budget ended the run."""

    endpoint: Endpoint
    budget: Budget
    spent: bool = False

    @property
    def recipe(self) -> str:
        """Under which its readings rest."""
        return recipe_of(self.endpoint.model)


def second_of(
    readers: Readers, endpoint: str | None, model: str | None, budget: str | None, remote: bool
) -> Second | None:
    """The second reader that the options name; None where khabar reads alone.

    Raises:
        KhabarError: they do not fit together, or the address may not be asked.
    """
    if readers is Readers.OWN:
        if endpoint or model or budget or remote:
            raise KhabarError("--endpoint, --model and --budget need --reader llm or both.")
        return None
    if not endpoint or not model:
        raise KhabarError(f"--reader {readers}: name its server and model: --endpoint --model.")
    url = address_of(endpoint, remote=remote)
    key = os.environ.get(_KEY) or None
    if not is_here(url):
        complain(f"The texts of the articles are sent to {url.host}.")
    bounds = Bounds(whole=_seconds())
    return Second(
        endpoint=Endpoint(url=url, model=model, key=key, bounds=bounds), budget=budget_of(budget)
    )


def _seconds() -> float:
    said = os.environ.get(_SECONDS)
    if not said:
        return Bounds().whole
    if not (said.isascii() and said.isdecimal() and int(said)):
        raise KhabarError(f"{_SECONDS}: {said!r} is no number of seconds. Set it to one from 1 on.")
    return float(said)


def read_second(second: Second, store: Store, found: Iterable[Document | SetAside]) -> Summary:
    """Let the model read what it has not read before.

    Raises:
        EndpointError: its server cannot be used; what was read before is kept.
    """
    with ExitStack() as stack:
        reader = SecondReader(
            endpoint=stack.enter_context(second.endpoint), budget=second.budget, kit=load_kit(),
            answers=stack.enter_context(Answers(path_beside(store.where))),
        )  # fmt: skip
        observer = stack.enter_context(shown_progress())
        run = Run(store=store, engine=reader, recipe=reader.recipe, observer=observer)
        summary = run.over(found)
    second.spent = reader.spent
    if reader.spent:
        complain(
            f"The budget is used up after {second.budget.asked} requests "
            f"({second.budget.taken} tokens). Run the same command again to go on."
        )
    return summary


def read_too(second: Second, store: Store, first: Summary) -> Summary:
    """Let the model read what khabar has just read; the summary tells of both."""
    stored = (store.document(each) for each in first.documents)
    also = read_second(second, store, filter(None, stored))
    told = sum(1 for _ in disagreements_in(store, recipe(), second.recipe, first.documents))
    complain(f"The readers differ {told} times: see `khabar disagreements`.")
    return replace(first, set_aside=(*first.set_aside, *also.set_aside))
