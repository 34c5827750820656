"""Several worker processes, each with its own kit.

Workers are started afresh (spawn), never forked: a fork would copy locks and threads of libraries
in whatever state they are. A worker that dies takes the whole pool of concurrent.futures with it;
then what was under way runs again one by one, so that only the item that kills is set aside.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from khabar.engine.base import Done, Failed, Item, Result, attempt
from khabar.errors import KhabarError

Kit = TypeVar("Kit")
_IN_FLIGHT_PER_WORKER = 4


@dataclass(frozen=True, slots=True)
class Pool(Generic[Item, Kit, Result]):
    """Runs the step in worker processes that each load the kit once.

    step and load are functions that a worker can import; items and results travel pickled.
    """

    step: Callable[[Item, Kit], Result]
    load: Callable[[], Kit]
    workers: int
    seconds: float | None = None

    def run(self, items: Iterable[Item]) -> Iterator[tuple[Item, Done[Result] | Failed]]:
        """Each item with what became of it; at most a few a worker are under way at once."""
        crew: _Crew[Item, Kit, Result] = _Crew(self)
        try:
            for item in items:
                crew.add(item)
                if len(crew.under_way) >= self.workers * _IN_FLIGHT_PER_WORKER:
                    yield crew.next()
            while crew.under_way:
                yield crew.next()
        finally:
            crew.dismiss()


class _Crew(Generic[Item, Kit, Result]):
    """The workers of one run, and what they have in hand, oldest first."""

    def __init__(self, pool: Pool[Item, Kit, Result]) -> None:
        self._pool = pool
        self._executor: ProcessPoolExecutor | None = None
        self._lifeline: Connection | None = None
        self.under_way: deque[tuple[Item, Future[Done[Result] | Failed]]] = deque()

    def add(self, item: Item) -> None:
        self.under_way.append((item, self._submit(item)))

    def next(self) -> tuple[Item, Done[Result] | Failed]:
        item, future = self.under_way.popleft()
        try:
            return item, future.result()
        except BrokenProcessPool:
            self.dismiss()
            outcome = self._alone(item)
            self._rerun_broken()
            return item, outcome

    def dismiss(self) -> None:
        """End the workers; what they have in hand is broken off."""
        if self._executor is not None and not self.under_way:
            self._executor.shutdown(wait=True)
        if self._lifeline is not None:
            self._lifeline.close()
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = self._lifeline = None

    def _submit(self, item: Item) -> Future[Done[Result] | Failed]:
        if self._executor is None:
            self._hire()
        assert self._executor is not None, "hired just now"
        try:
            with _deaf_to_interrupts():
                return self._executor.submit(_attempt, item)
        except BrokenProcessPool as broken:
            future: Future[Done[Result] | Failed] = Future()
            future.set_exception(broken)
            return future

    def _alone(self, item: Item) -> Done[Result] | Failed:
        """Run the item with no other in hand: if a worker dies now, it is this item's doing."""
        try:
            return self._submit(item).result()
        except BrokenProcessPool:
            self.dismiss()
            return Failed("the process that read it died, perhaps for want of memory")

    def _rerun_broken(self) -> None:
        for at, (item, future) in enumerate(self.under_way):
            if isinstance(future.exception(), BrokenProcessPool):
                outcome: Future[Done[Result] | Failed] = Future()
                outcome.set_result(self._alone(item))
                self.under_way[at] = (item, outcome)

    def _hire(self) -> None:
        pool = self._pool
        processes = multiprocessing.get_context("spawn")
        held, self._lifeline = processes.Pipe(duplex=False)
        self._executor = ProcessPoolExecutor(
            pool.workers,
            mp_context=processes,
            initializer=partial(_prepare, pool.step, pool.load, pool.seconds, held),
        )
        try:
            with _deaf_to_interrupts():
                ready = self._executor.submit(_ready)
            ready.result()
        except BrokenProcessPool as broken:
            raise KhabarError(
                "The worker processes cannot start. Use --workers 1, or free some memory."
            ) from broken


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Ctrl-C reaches every process of a terminal; workers, which inherit this, shall not each
    complain of it. It is for the parent, which hears it as soon as the block ends."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# What a worker holds between items: loaded once, when the worker starts.
_work: Callable[[Any], Any] | None = None


def _prepare(
    step: Callable[[Any, Any], Any],
    load: Callable[[], Any],
    seconds: float | None,
    lifeline: Connection,
) -> None:
    global _work
    threading.Thread(target=_end_with_parent, args=(lifeline,), daemon=True).start()
    kit = load()

    def work(item: Any) -> Any:
        return attempt(lambda each: step(each, kit), item, seconds=seconds)

    _work = work


def _end_with_parent(lifeline: Connection) -> None:
    # Nothing is ever sent: the line breaks when the parent lets go of it, even by being killed.
    lifeline.poll(None)
    os._exit(1)


def _ready() -> None:
    """Runs as soon as a worker has its kit."""


def _attempt(item: Any) -> Any:
    assert _work is not None, "a worker starts with its kit"
    return _work(item)
