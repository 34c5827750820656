"""From an address to documents: a page, or a feed or sitemap with the pages that it lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from khabar.acquire import feed
from khabar.acquire.feed import ReadFeed, completed, full_text
from khabar.acquire.feed import document_of as entry_document
from khabar.acquire.feed_entries import Entry, stated_day
from khabar.acquire.fetch import FetchError
from khabar.acquire.fetcher import ALWAYS, Fetched, Fetcher
from khabar.acquire.limits import Limits
from khabar.acquire.sources import Input
from khabar.errors import UnreadableInputError
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document

ReadInput = Callable[[Input, Limits], Iterator[Document | SetAside]]
"""Reads bytes in whatever form they are."""
_FRESH = 300.0  # seconds in which a page that was just fetched is not asked for again
_START = 4_096  # bytes that show a feed
_DEEPEST = 3  # sitemaps that list sitemaps
MOST_PAGES = 500
_MOST_LISTS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """Reads the web with a fetcher; most is how many pages of one feed are fetched in one run."""

    fetcher: Fetcher
    limits: Limits
    read_input: ReadInput
    most: int = MOST_PAGES

    def read(self, address: str) -> Iterator[Document | SetAside]:
        """The documents at an address; whatever is not to be had is set aside."""
        try:
            fetched = self.fetcher.fetch(address, _FRESH)
            found = self.listed(fetched)
        except UnreadableInputError as error:
            yield aside(address, error)
            return
        if found is None:
            yield from self._page(address, fetched)
        else:
            yield from self._pages(address, found)

    def listed(self, fetched: Fetched) -> ReadFeed | None:
        """What a fetched feed or sitemap lists; None where it is a page.

        Raises:
            UnreadableInputError: it is a feed that cannot be read at all.
        """
        page = fetched.page
        if not feed.looks_like_feed(page.body[:_START]):
            return None
        return feed.parsed(page.body, input_of(page.url, fetched), self.limits)

    def _pages(self, address: str, found: ReadFeed) -> Iterator[Document | SetAside]:
        left = self.most
        seen = {address}
        if found.broken:
            yield SetAside(item=address, path=address, reason=found.broken)
        for each in self.entries(address, found):
            if isinstance(each, SetAside):
                yield each
                continue
            entry, around = each
            if entry.address is not None and entry.address in seen:
                continue
            seen.add(entry.address or entry.key)
            if self.needs_asking(entry):
                if left == 0:
                    yield _more(address, self.most)
                    return
                left -= 1
            yield from self.entry(entry, address, around)

    def entries(
        self, address: str, found: ReadFeed, depth: int = 0
    ) -> Iterator[tuple[Entry, ReadFeed] | SetAside]:
        """The entries of a list, and of the lists that it lists; each list is asked for once."""
        for entry in found.feed.entries:
            yield entry, found
        for sitemap in found.feed.sitemaps[:_MOST_LISTS] if depth < _DEEPEST else ():
            try:
                inner = self.listed(self.fetcher.fetch(sitemap, _FRESH))
            except UnreadableInputError as error:
                yield aside(sitemap, error)
                continue
            if inner is not None and sitemap != address:
                yield from self.entries(sitemap, inner, depth + 1)

    def needs_asking(self, entry: Entry) -> bool:
        """Whether a server must be asked for an entry: its page is not here yet."""
        if entry.address is None or full_text(entry, entry.key) is not None:
            return False
        return self._fresh(entry) == 0

    def _fresh(self, entry: Entry) -> float:
        """The page we have will do, unless its feed says that it was changed on a later day."""
        known = self.fetcher.known(entry.address) if entry.address else None
        changed = stated_day(entry.stamp).latest
        return ALWAYS if known is not None and (changed or "") <= known.day else 0.0

    def entry(self, entry: Entry, address: str, found: ReadFeed) -> Iterator[Document | SetAside]:
        """What an entry of the feed at an address leads to; a page that is not to be had is set
        aside."""
        try:
            yield from self.taken(entry, address, found)
        except UnreadableInputError as error:
            yield aside(where_of(entry, address), error)

    def taken(
        self, entry: Entry, address: str, found: ReadFeed, fresh: float | None = None
    ) -> Iterator[Document | SetAside]:
        """The article that the feed itself holds in full, or the page that its entry names.

        Args:
            fresh: how old, in seconds, the page may be that we have already; None for as old as
                the feed does not tell of a change since.

        Raises:
            UnreadableInputError: there is no page to be had, and the feed says too little.
        """
        where = where_of(entry, address)
        if entry.address is None or full_text(entry, where) is not None:
            yield entry_document(entry, where, where, found)
            return
        age = self._fresh(entry) if fresh is None else fresh
        for each in self._page(where, self.fetcher.fetch(entry.address, age)):
            yield completed(each, entry) if isinstance(each, Document) else each

    def _page(self, address: str, fetched: Fetched) -> Iterator[Document | SetAside]:
        yield from self.read_input(input_of(address, fetched), self.limits)


def input_of(address: str, fetched: Fetched) -> Input:
    """A fetched page as an input: shown by the address that was asked for."""
    page = fetched.page
    return Input(
        path=address, content=page.body, url=page.final, media_type=page.media_type,
        charset=page.charset, fetched=page.day,
    )  # fmt: skip


def where_of(entry: Entry, address: str) -> str:
    """What an entry of the feed at an address is called: its page, if it has one."""
    return entry.address or f"{address} ({entry.key[:80]})"


def aside(where: str, error: UnreadableInputError) -> SetAside:
    """Why an address gave nothing, whosever address the reason names."""
    said = str(error)
    reason = said if said.startswith(where) else f"{where}: {said}"
    return SetAside(item=where, path=where, reason=reason)


def _more(address: str, most: int) -> SetAside:
    reason = f"{address}: more than {most} of its pages were new, and {most} were fetched"
    return SetAside(
        item=address, path=address, reason=f"{reason}. Run the same command again to go on."
    )


def passes(error: UnreadableInputError) -> bool:
    """Whether what could not be had may be had another time."""
    return isinstance(error, FetchError) and error.passes
