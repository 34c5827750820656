"""Watching feeds: look at those whose time has come, read what is new, tell who wants to know.

Each round can be killed at any point. What a feed listed waits in the state until its article is
in the store, and what somebody is to be told waits until it was sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import zip_longest
from urllib.parse import urlsplit

from khabar.acquire.feed import ReadFeed
from khabar.acquire.feed_entries import Entry, Feed
from khabar.acquire.fetch import FetchError
from khabar.acquire.fetcher import ALWAYS
from khabar.acquire.web import Web, aside, passes, where_of
from khabar.assemble.growing import Growing
from khabar.errors import UnreadableInputError
from khabar.pipeline import alerts
from khabar.pipeline.online import asides_of
from khabar.pipeline.revised import noted
from khabar.pipeline.run import Run, Summary
from khabar.pipeline.watch_plan import Plan, WatchedFeed
from khabar.pipeline.watch_state import Alert, Sending, Waiting, WatchState
from khabar.pipeline.watched import Watched
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document
from khabar.schema.judgement import Judgement
from khabar.schema.reading import Reading
from khabar.schema.record import Record
from khabar.store.codec import reading_of

_BARE = ReadFeed(feed=Feed(), encoding="utf-8", notes=(), broken=None)
MOST = 20_000
"""Documents of a record that stays in memory from round to round."""
_DUE = "due"


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: what became of the new articles, how many alerts were sent, and what is
    to be said of those that were not."""

    summary: Summary
    sent: int = 0
    unsent: tuple[str, ...] = ()


@dataclass(slots=True)
class _Outcomes:
    """What became of entries, to be noted when their articles are safely in the store."""

    done: list[Waiting] = field(default_factory=list)
    again: list[tuple[Waiting, float | None]] = field(default_factory=list)


class Watch:
    """Some feeds that are watched for a store."""

    def __init__(
        self, plan: Plan, web: Web, run: Run,
        send: Callable[[Alert, str], str | None] | None = None, *, stays: bool = True,
    ) -> None:  # fmt: skip
        """stays says that there are more rounds to come: then the record is kept up to date even
        where nobody waits for it."""
        self._plan = plan
        self._web = web
        self._run = run
        self._state = WatchState(web.fetcher.state)
        self._send = send or (lambda alert, target: alerts.send(alert, target, plan.mail))
        self._grown = _Grown(run)
        self._stays = stays

    @property
    def rest(self) -> float:
        """The seconds until there is something to do."""
        return max(self._state.next(self._urls()) - self._now(), 0.0)

    def round(self) -> Round:
        """Do all that is due now."""
        outcomes = _Outcomes()
        due = tuple(feed for feed in self._plan.feed if self._state.due(feed.url) <= self._now())
        # A feed that answers again leaves the list of what was set aside.
        retried = asides_of(self._run.store, [feed.url for feed in due])
        summary = self._run.over(self._found(due, outcomes), retried=retried)
        self._keep(outcomes)
        self._tell(summary)
        sent, unsent = self._send_all()
        return Round(summary, sent, unsent)

    def _found(
        self, due: Iterable[WatchedFeed], outcomes: _Outcomes
    ) -> Iterator[Document | SetAside]:
        for feed in due:
            yield from self._look(feed)
        waiting = self._state.waiting(self._urls(), self._now(), self._plan.pages)
        for each in _in_turn(waiting)[: self._plan.pages]:
            yield from self._take(each, outcomes)

    def _look(self, feed: WatchedFeed) -> Iterator[SetAside]:
        """See what a feed lists now."""
        interval = self._plan.seconds(feed)
        pause, failed = interval, False
        try:
            fetched = self._web.fetcher.fetch(feed.url)
            found = self._web.listed(fetched)
            if found is None:
                reason = "it is a page, neither a feed nor a sitemap"
                raise UnreadableInputError(feed.url, reason, "Read it with `khabar read`.")
            if found.broken:
                yield SetAside(item=feed.url, path=feed.url, reason=found.broken)
            yield from self._lists(feed, found)
        except UnreadableInputError as error:
            failed = True
            pause = max(interval, (error.after or 0.0) if isinstance(error, FetchError) else 0.0)
            yield aside(feed.url, error)
        self._state.looked(feed.url, self._now(), pause, failed=failed)

    def _lists(self, feed: WatchedFeed, found: ReadFeed) -> Iterator[SetAside]:
        entries: list[Entry] = []
        for each in self._web.entries(feed.url, found):
            if isinstance(each, SetAside):
                yield each
                continue
            entry, _ = each
            entries.append(replace(entry, outlet=feed.outlet) if feed.outlet else entry)
        self._state.note(feed.url, entries)

    def _take(self, each: Waiting, outcomes: _Outcomes) -> Iterator[Document | SetAside]:
        """The article of an entry that waits."""
        # After a kill, the page is here already; after a change, what is here is too old.
        fresh = 0.0 if each.changed else ALWAYS
        try:
            for found in self._web.taken(each.entry, each.feed, _BARE, fresh):
                if isinstance(found, Document) and self._plan.alert:
                    self._note(found)
                yield found
        except UnreadableInputError as error:
            if passes(error):
                after = error.after if isinstance(error, FetchError) else None
                outcomes.again.append((each, after))
            else:
                outcomes.done.append(each)
            yield aside(where_of(each.entry, each.feed), error)
            return
        outcomes.done.append(each)

    def _note(self, document: Document) -> None:
        """Somebody may want to know of it, once: not of what the store has read already."""
        if self._run.store.document(document.id) is None:
            self._state.came(document.id)

    def _keep(self, outcomes: _Outcomes) -> None:
        for each in outcomes.done:
            self._state.done(each)
        for each, after in outcomes.again:
            self._state.again(each, self._now(), after)

    def _tell(self, summary: Summary) -> None:
        """Assemble, and put on their way what new documents or a new day give to tell."""
        untold = self._state.untold()
        today = self._today()
        due = any(wish.due for wish in self._plan.alert)
        daily = due and self._state.first_on(_DUE, today.isoformat())
        if not (untold or daily or (self._stays and summary.new)):
            return
        record = self._grown.record(today.isoformat())
        watched = Watched(record, untold, self._grown.look)
        told = [watched.told(wish, today, self._state.is_told) for wish in self._plan.alert]
        found = [each for each in told if each is not None]
        keys = [key for each in found for key in each.keys]
        self._state.send([(each.alert, each.targets) for each in found], keys, untold)

    def _send_all(self) -> tuple[int, tuple[str, ...]]:
        sent, unsent = 0, []
        for sending in tuple(self._state.sendings(self._now())):
            trouble = self._send(sending.alert, sending.target)
            if trouble is None:
                self._state.sent(sending)
                sent += 1
            else:
                unsent.append(self._unsent(sending, trouble))
        return sent, tuple(unsent)

    def _unsent(self, sending: Sending, trouble: str) -> str:
        again = self._state.unsent(sending, self._now())
        return f"{trouble}. {'It is tried again later.' if again else 'It is given up.'}"

    def _urls(self) -> tuple[str, ...]:
        return tuple(feed.url for feed in self._plan.feed)

    def _now(self) -> float:
        return self._web.fetcher.clock.now()

    def _today(self) -> date:
        return datetime.fromtimestamp(self._now(), UTC).date()


def _in_turn(waiting: Iterable[Waiting]) -> list[Waiting]:
    """Entries in an order in which no host is asked twice in a row if that can be helped."""
    hosts: dict[str, list[Waiting]] = {}
    for each in waiting:
        hosts.setdefault(urlsplit(each.entry.address or each.feed).netloc, []).append(each)
    rows = zip_longest(*hosts.values())
    return [each for row in rows for each in row if each is not None]


class _Grown:
    """The record of a store, which grows by what each round brings."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._growing: Growing | None = None
        self._judged: tuple[Judgement, ...] = ()
        self._digests: dict[str, str] = {}

    def record(self, day: str) -> Record:
        """What all documents say together now, with what changed noted under this day."""
        store = self._run.store
        judged = tuple(store.judgements())
        growing, self._growing = self._growing, None  # what is broken off is built anew
        if growing is None or judged != self._judged:
            self._digests = {}
            growing = Growing(judged)
        growing.add(self._new())
        self._judged = judged
        self._growing = growing if len(growing) <= MOST else None
        return noted(store, self._digests, judged, growing.record(), day)

    def _new(self) -> Iterator[Reading]:
        for each in self._run.store.readings(self._run.recipe):
            digest = hashlib.blake2b(each.body, digest_size=8).hexdigest()
            if self._digests.get(each.document_id) != digest:
                self._digests[each.document_id] = digest
                yield reading_of(each.body, self._run.store.where)

    def look(self, doc: str) -> Reading | None:
        """The reading of a document."""
        found = self._run.store.reading(doc, self._run.recipe)
        return reading_of(found.body, self._run.store.where) if found else None
