"""Ray: workers on this machine, or on all those of a cluster that runs already.

Items go out in waves, each a run of Ray Data over blocks of a few items: an actor loads the kit
once a wave and has two blocks in hand; Ray holds back whatever would fill its memory. Ray starts
an actor that dies anew and gives its block to it; a ledger knows which item was in hand each time,
so that only the one that kills is set aside. What is done is known by the store, not by Ray: a run
that was broken off, driver and all, goes on where the store ends.

A cluster of our own listens on this machine alone, wants a token that nobody else has, reports to
nobody and has no dashboard. Only this module knows Ray.
"""

from __future__ import annotations

import logging
import os
import pickle
import secrets
import socket
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar

from khabar.engine.base import Done, Failed, Item, Result, attempt
from khabar.errors import KhabarError

Kit = TypeVar("Kit")
Found = TypeVar("Found")
Block = dict[str, Any]

BLOCK = 8
"""Items that travel together: of articles with the learned reader, somewhat less than a second."""
WAVE = 2_000
"""Items a worker and wave: to start actors anew takes a few hundredths of the time of a wave."""
_INPUTS = 10_000  # inputs of a wave that are turned into items: they hold no bytes yet
_DEATHS = 3  # an item in whose hands a worker died so often is not tried again
_PATIENCE = 5.0  # seconds until a cluster answers
_STORE_BYTES = 200_000_000  # of memory for blocks; a block has some 50 kB
_ALONE = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # on any system: listen on the loopback only
    "RAY_AUTH_MODE": "token",
}
_QUIET = {"RAY_BACKEND_LOG_LEVEL": "fatal"}


class RayError(KhabarError):
    """Ray is not there, does not answer, or its workers cannot start."""


@dataclass(frozen=True, slots=True)
class Place:
    """How many workers, and where: address "host:port" of a running cluster, None for this machine
    alone."""

    workers: int
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Ray(Generic[Item, Kit, Result]):
    """Runs the step in Ray's actors, which each load the kit.

    step and load are functions that a worker can import; items and results travel pickled.
    """

    step: Callable[[Item, Kit], Result]
    load: Callable[[], Kit]
    place: Place
    seconds: float | None = None

    def run(self, items: Iterable[Item]) -> Iterator[tuple[Item, Done[Result] | Failed]]:
        """Each item with what became of it, in order; taken by waves.

        Raises:
            RayError: no cluster answers, or the kit cannot be loaded there.
        """
        with joined(self.place):
            for wave in _waves(items, WAVE * self.place.workers):
                yield from zip(wave, _told(self._outcomes(wave)), strict=True)

    def _outcomes(self, wave: Sequence[Item]) -> Iterator[Done[Result] | Failed]:
        from ray.data import ActorPoolStrategy

        workers = min(self.place.workers, -(-len(wave) // BLOCK))
        work = pickle.dumps((self.step, self.load, self.seconds))
        done = _dataset(wave, BLOCK).map_batches(
            _Actor,
            fn_constructor_args=(work, _ledger()),
            compute=ActorPoolStrategy(size=workers, max_tasks_in_flight_per_actor=2),
            batch_size=None,
            num_cpus=1,
        )
        yield from _unpacked(done)


def spread(
    step: Callable[[Item], Iterable[Found]], items: Iterable[Item], place: Place
) -> Iterator[Found]:
    """What a step finds in each item, in order: one item may hold much, or nothing.

    Raises:
        RayError: no cluster answers.
    """
    with joined(place):
        for wave in _waves(items, _INPUTS):
            yield from _told(_found(step, wave, place.workers))


def _found(
    step: Callable[[Item], Iterable[Found]], wave: Sequence[Item], workers: int
) -> Iterator[Found]:
    # Actors own the processors; finding is light beside reading and takes what they leave.
    found = _dataset(wave, BLOCK).map_batches(
        _find,
        fn_args=(pickle.dumps(step),),
        batch_size=None,
        num_cpus=0,
        concurrency=workers,
    )
    yield from _unpacked(found)


def _waves(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    left = iter(items)
    while wave := list(islice(left, size)):
        yield wave


def _dataset(items: Sequence[object], size: int) -> Any:
    import ray

    rows = [{"at": at, "held": pickle.dumps(item)} for at, item in enumerate(items)]
    return ray.data.from_items(rows, override_num_blocks=-(-len(rows) // size))


def _unpacked(done: Any) -> Iterator[Any]:
    for block in done.iter_batches(batch_size=None, prefetch_batches=1):
        yield from map(pickle.loads, block["held"])


def _find(block: Block, work: bytes) -> Iterator[Block]:
    step = pickle.loads(work)
    found = (each for item in map(pickle.loads, block["held"]) for each in step(item))
    for some in _waves(found, BLOCK):
        yield {"held": [pickle.dumps(each) for each in some]}


class _Actor:
    """What works on blocks; it has loaded its kit when it begins."""

    def __init__(self, work: bytes, ledger: Any) -> None:
        step, load, self._seconds = pickle.loads(work)
        kit = load()
        self._step = lambda item: step(item, kit)
        self._ledger = ledger

    def __call__(self, block: Block) -> Block:
        numbers = [int(at) for at in block["at"]]
        careful = self._begin("block", numbers[0]) > 1
        held = [
            self._outcome(at, packed, careful=careful)
            for at, packed in zip(numbers, block["held"], strict=True)
        ]
        self._ledger.end.remote(("block", numbers[0]))
        return {"held": [pickle.dumps(outcome) for outcome in held]}

    def _outcome(self, at: int, packed: bytes, *, careful: bool) -> Done[Any] | Failed:
        """What became of an item; with care, a death in its hands is laid to it alone."""
        if careful and self._begin("item", at) >= _DEATHS:
            return Failed("the process that read it died, perhaps for want of memory")
        outcome = attempt(self._step, pickle.loads(packed), seconds=self._seconds)
        if careful:
            self._ledger.end.remote(("item", at))
        return outcome

    def _begin(self, kind: str, at: int) -> int:
        import ray

        times: int = ray.get(self._ledger.begin.remote((kind, at)))
        return times


class _Ledger:
    """Knows how often a block or an item was begun and not ended."""

    def __init__(self) -> None:
        self._begun: Counter[tuple[str, int]] = Counter()

    def begin(self, what: tuple[str, int]) -> int:
        """Note that it begins; how often it has."""
        self._begun[what] += 1
        return self._begun[what]

    def end(self, what: tuple[str, int]) -> None:
        """Note that it is done."""
        del self._begun[what]


def _ledger() -> Any:
    light = _imported().remote(num_cpus=0, max_restarts=-1, max_task_retries=-1)
    return light(_Ledger).remote()


@contextmanager
def joined(place: Place) -> Iterator[None]:
    """In the block this process is part of a cluster; one that it is part of already is used.

    Raises:
        RayError: Ray is not installed, or no cluster answers at the address.
    """
    ours = {} if place.address else {**_ALONE, "RAY_AUTH_TOKEN": secrets.token_hex(32)}
    with _environment({**_QUIET, **ours}):
        ray = _imported()
        if ray.is_initialized():
            yield
            return
        start(place)
        try:
            yield
        finally:
            ray.shutdown()


def _imported() -> Any:
    try:
        import ray
        import ray.data
    except ModuleNotFoundError as missing:
        raise RayError(
            f"Ray is not installed here ({missing.name} is missing). "
            "Install khabar with its extra `ray`, or use --engine pool."
        ) from missing
    return ray


def start(place: Place) -> None:
    """Start a cluster on this machine, or become part of the one at the address.

    Raises:
        RayError: none answers there.
    """
    ray = _imported()
    quiet = {"log_to_driver": False, "logging_level": "ERROR"}
    if place.address:
        _join(place.address, quiet)
    else:
        memory = {"object_store_memory": _STORE_BYTES, "_node_ip_address": "127.0.0.1"}
        cpus = place.workers
        with _hushed():
            ray.init(address="local", num_cpus=cpus, include_dashboard=False, **memory, **quiet)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.execution_options.preserve_order = True
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)


def _join(address: str, quiet: Mapping[str, Any]) -> None:
    ray = _imported()
    host, _, port = address.rpartition(":")
    try:
        # Ray itself would try for minutes.
        socket.create_connection((host, int(port)), _PATIENCE).close()
        with _hushed():
            ray.init(address=address, **quiet)
    except (OSError, ValueError, OverflowError, RuntimeError, ray.exceptions.RayError) as error:
        raise RayError(
            f"ray://{address}: no Ray cluster answers us there. Run this on a machine of the "
            "cluster, name the address and port that `ray start --head` was given (6379 if none), "
            "and set RAY_AUTH_MODE=token where the cluster wants a token."
        ) from error


@contextmanager
def _hushed() -> Iterator[None]:
    """Say nothing on the standard error: Ray announces there that it will be quiet."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)


@contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    """Set variables that are not set, for what starts in the block."""
    ours = {name: value for name, value in wanted.items() if name not in os.environ}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name in ours:
            os.environ.pop(name, None)


def _told(results: Iterator[Result]) -> Iterator[Result]:
    """The results; why Ray gave up is said in a sentence."""
    from ray.exceptions import RayError as Broken

    try:
        yield from results
    except Broken as error:
        cause = getattr(error, "cause", None) or error
        if isinstance(cause, KhabarError):
            raise cause from error
        lines = str(cause).strip().splitlines() or [type(cause).__name__]
        remedy = "Run the same command again, which goes on where it stopped, or use --engine pool."
        raise RayError(f"The Ray workers ended: {lines[-1][:300]}. {remedy}") from error
