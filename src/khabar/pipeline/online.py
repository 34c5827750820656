"""The web as a source of documents, with what is remembered of it beside the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from khabar.acquire.addresses import allowance_of, is_web
from khabar.acquire.documents import read_inputs
from khabar.acquire.fetch import Bounds, Line
from khabar.acquire.fetcher import Clock, Fetcher, Manners
from khabar.acquire.limits import Limits
from khabar.acquire.sources import Input
from khabar.acquire.web import Web
from khabar.acquire.webstate import WebState
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document
from khabar.settings import Settings
from khabar.store.base import Store
from khabar.store.opening import beside


@contextmanager
def web_beside(
    where: str, chosen: Settings, manners: Manners | None = None, clock: Clock | None = None
) -> Iterator[Web]:
    """The web, as a store at this place knows it.

    Raises:
        KhabarError: a network that the settings allow is none.
        StoreError: what is remembered of the web cannot be opened.
    """
    limits = Limits(document=chosen.max_bytes)
    line = Line(allowance=allowance_of(chosen.networks), bounds=Bounds(size=limits.document))
    with WebState(f"{beside(where)}.web") as state:
        fetcher = Fetcher(state, line, manners or Manners(contact=chosen.contact), clock)
        yield Web(fetcher=fetcher, limits=limits, read_input=_read)


def _read(source: Input, limits: Limits) -> Iterator[Document | SetAside]:
    return read_inputs(iter((source,)), limits)


def asides_of(store: Store, paths: Sequence[str]) -> frozenset[str]:
    """The keys of what was set aside of these addresses: they are tried once more."""
    named = {path for path in paths if is_web(path)}
    return frozenset(each.key for each in store.asides() if each.path in named) if named else (
        frozenset()
    )  # fmt: skip
