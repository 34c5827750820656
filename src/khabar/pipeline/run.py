"""Many documents: acquire, store, read what is not read yet, store that, lose nothing.

A run that is killed has lost at most the batch in hand; run again, it does only what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, chain
from pathlib import Path

from khabar.acquire import rows, text
from khabar.acquire.addresses import is_web
from khabar.acquire.documents import acquire, read_inputs
from khabar.acquire.limits import Limits
from khabar.acquire.sources import Input
from khabar.engine.base import Done, Engine, Failed
from khabar.engine.pool import Pool
from khabar.engine.serial import Serial
from khabar.errors import UnreadableInputError
from khabar.pipeline.document import read_document
from khabar.pipeline.kit import Kit, load_kit
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document
from khabar.store.base import Aside, Claims, Store, StoredReading
from khabar.store.codec import aside_of, aside_of_document, reading_body

_ACQUIRED_AT_ONCE = 64
_CHARACTERS_AT_ONCE = 4_000_000
_KEPT_AT_ONCE = 16
SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did.

    documents are the ids of all that were given, in order, each once; new of them were read now,
    known had been read before, or by another process meanwhile; set_aside is what gave no
    document, or no reading of one.
    """

    documents: tuple[str, ...] = ()
    new: int = 0
    known: int = 0
    set_aside: tuple[Aside, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run has come: documents found so far, and of these done; things set aside."""

    found: int = 0
    done: int = 0
    set_aside: int = 0


Observer = Callable[[Progress], None]


def read(
    paths: Sequence[str],
    *,
    store: Store,
    kit: Kit,
    workers: int = 1,
    observer: Observer | None = None,
) -> Summary:
    """Read the documents that paths hold into the store, as far as it has not done so before.

    Raises:
        UnreadableInputError, NothingToReadError: a path holds nothing at all.
        StoreError: the store cannot be written; what was committed before is kept.
    """
    engine = engine_for(kit, workers=workers)
    run = Run(store=store, engine=engine, recipe=kit.recipe, observer=observer or _unobserved)
    return run.over(acquire(paths))


def engine_for(
    kit: Kit, *, workers: int = 1, seconds: float | None = SECONDS
) -> Engine[Document, bytes]:
    """Where documents are read: here, or in so many processes."""
    if workers == 1:
        return Serial(partial(read_to_json, kit=kit), seconds)
    return Pool(read_to_json, load_kit, workers, seconds)


def read_to_json(document: Document, kit: Kit) -> bytes:
    """The reading of a document in the public format."""
    return reading_body(read_document(document, kit))


def _unobserved(progress: Progress) -> None:
    pass


@dataclass(slots=True)
class _Tally:
    """What a run has met so far: names and numbers only, so that memory hardly grows."""

    ids: dict[str, None] = field(default_factory=dict)
    paths: set[str] = field(default_factory=set)
    retried: frozenset[str] = frozenset()
    new: int = 0
    known: int = 0
    asides: dict[str, Aside] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)

    def summary(self) -> Summary:
        asides = tuple(self.asides.values())
        return Summary(documents=tuple(self.ids), new=self.new, known=self.known, set_aside=asides)

    def progress(self) -> Progress:
        failed = sum(1 for aside in self.asides.values() if aside.document_id)
        done = self.new + self.known + failed
        return Progress(found=len(self.ids), done=done, set_aside=len(self.asides))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One pass over documents into a store, under one recipe."""

    store: Store
    engine: Engine[Document, bytes]
    recipe: str
    observer: Observer = _unobserved

    def over(
        self, found: Iterable[Document | SetAside], *, retried: frozenset[str] = frozenset()
    ) -> Summary:
        """Store all that is found and read what has no reading under the recipe.

        retried are the keys of asides that are tried once more here.
        """
        tally = _Tally(retried=retried)
        with self.store.claims(self.recipe) as claims:
            self._read(self._unread(found, tally, claims), tally, claims)
            # What another process was reading meanwhile is left to it, unless it was ended.
            while tally.elsewhere:
                claims.wait(tally.elsewhere[0])
                ids, tally.elsewhere = tally.elsewhere, []
                self._read(self._mine(ids, tally, claims), tally, claims)
        self._forget_mended(tally)
        return tally.summary()

    def _read(self, documents: Iterable[Document], tally: _Tally, claims: Claims) -> None:
        hand: list[tuple[Document, Done[bytes] | Failed]] = []
        try:
            for outcome in self.engine.run(documents):
                hand.append(outcome)
                if len(hand) == _KEPT_AT_ONCE:
                    full, hand = hand, []
                    self._keep(full, tally, claims)
        finally:
            self._keep(hand, tally, claims)

    def _mine(self, ids: Sequence[str], tally: _Tally, claims: Claims) -> Iterator[Document]:
        """Those of these that have no reading yet and that nobody else is reading."""
        unread = self.store.unread(ids, self.recipe)
        taken = claims.take([each for each in ids if each in unread])
        # Between the question and the claim another may have read some.
        mine = self.store.unread(sorted(taken), self.recipe) if taken else taken
        claims.drop(taken - mine)
        tally.elsewhere += [each for each in ids if each in unread - taken]
        tally.known += len(ids) - len(unread) + len(taken - mine)
        self.observer(tally.progress())
        # What is read is what is stored, which may be an older copy from another path.
        kept = (self.store.document(each) for each in ids if each in mine)
        return filter(None, kept)

    def _unread(
        self, found: Iterable[Document | SetAside], tally: _Tally, claims: Claims
    ) -> Iterator[Document]:
        for batch in _batches(map(_storable, found)):
            documents = [each for each in batch if isinstance(each, Document)]
            # Of two copies the first counts.
            fresh: dict[str, Document] = {}
            for each in documents:
                if each.id not in tally.ids:
                    fresh.setdefault(each.id, each)
            self._store(tuple(fresh.values()), batch, tally)
            tally.ids.update(dict.fromkeys(fresh))
            tally.paths.update(path for each in batch for path in _paths(each))
            yield from self._mine(tuple(fresh), tally, claims)

    def _store(
        self, documents: Sequence[Document], batch: Iterable[Document | SetAside], tally: _Tally
    ) -> None:
        asides, payloads = [], {}
        for each in batch:
            if isinstance(each, SetAside):
                aside = aside_of(each.item, each.path, each.reason, each.payload)
                asides.append(aside)
                if each.payload is not None:
                    payloads[aside.key] = each.payload
        self.store.write(documents=documents, asides=asides, payloads=payloads)
        tally.asides.update((aside.key, aside) for aside in asides)

    def _keep(
        self,
        outcomes: Sequence[tuple[Document, Done[bytes] | Failed]],
        tally: _Tally,
        claims: Claims,
    ) -> None:
        readings, asides = [], []
        for document, outcome in outcomes:
            if isinstance(outcome, Done):
                body = outcome.value
                readings.append(
                    StoredReading(document_id=document.id, recipe=self.recipe, body=body)
                )
            else:
                asides.append(aside_of_document(document, outcome.reason))
        if outcomes:
            self.store.write(readings=readings, asides=asides)
            claims.drop([document.id for document, _ in outcomes])
        tally.new += len(readings)
        tally.asides.update((aside.key, aside) for aside in asides)
        self.observer(tally.progress())

    def _forget_mended(self, tally: _Tally) -> None:
        """Take off the list what came through this time, or stands in its file no more."""
        # Standard input is another one each time: that it came through says nothing of the last.
        again = tally.paths - {"-"}
        self.store.forget_asides(
            [
                aside.key
                for aside in self.store.asides()
                if aside.key not in tally.asides
                and (
                    aside.document_id in tally.ids
                    if aside.document_id
                    else aside.path in again or aside.key in tally.retried
                )
            ]
        )


def _batches(found: Iterable[Document | SetAside]) -> Iterator[list[Document | SetAside]]:
    batch: list[Document | SetAside] = []
    weight = 0
    for each in found:
        batch.append(each)
        weight += len(each.text) if isinstance(each, Document) else len(each.payload or b"")
        if len(batch) == _ACQUIRED_AT_ONCE or weight > _CHARACTERS_AT_ONCE:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _paths(each: Document | SetAside) -> Iterator[str]:
    """Where it came from; and of what lies in an archive (path#name), the archive."""
    path = each.source.path if isinstance(each, Document) else each.path
    yield path
    outer = accumulate(path.split("#")[:-1], "{}#{}".format)
    yield from (each for each in outer if Path(each).is_file())


def _storable(each: Document | SetAside) -> Document | SetAside:
    """The same, unless its file name is no text: then nobody could write the reading down."""
    if isinstance(each, SetAside) or each.source.path.isprintable():
        return each
    try:
        each.source.path.encode()
    except UnicodeEncodeError:
        path = each.source.path
        reason = f"{path!a}: the name of the file is not UTF-8. Rename it and read it again."
        return SetAside(item=path, path=path, reason=reason)
    return each


def retry(run: Run, limits: Limits) -> Summary:
    """Try once more all that a store has set aside: from its file where there is one, or else
    from the raw bytes that were kept."""
    asides = tuple(run.store.asides())
    acquired = [aside for aside in asides if aside.document_id is None]
    paths = dict.fromkeys(each.path for each in acquired if Path(each.path).is_file())
    lost = (each for each in acquired if each.path not in paths)
    stored = (run.store.document(each.document_id) for each in asides if each.document_id)
    found = chain(
        filter(None, stored),
        acquire(tuple(paths), limits) if paths else (),
        chain.from_iterable(_kept(each, run.store.payload(each.key), limits) for each in lost),
    )
    return run.over(found, retried=frozenset(aside.key for aside in acquired))


def _kept(aside: Aside, payload: bytes | None, limits: Limits) -> Iterator[Document | SetAside]:
    if not is_web(aside.path):
        yield _from_payload(aside, payload)
    elif payload is None:
        # Nobody named the address this time: what was said of it still holds.
        yield SetAside(item=aside.item, path=aside.path, reason=aside.reason)
    else:
        page = Input(path=aside.path, content=payload, url=aside.path)
        yield from read_inputs(iter((page,)), limits)


def _from_payload(aside: Aside, payload: bytes | None) -> Document | SetAside:
    try:
        if payload is None:
            raise UnreadableInputError(aside.item, "its bytes are gone", "Bring the file back.")
        if aside.item == aside.path:
            return text.document_of(payload, aside.path)
        return rows.document_of(payload, aside.path, aside.item)
    except UnreadableInputError as error:
        return SetAside(item=aside.item, path=aside.path, reason=str(error), payload=payload)
