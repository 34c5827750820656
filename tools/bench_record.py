"""Time the record: readings assembled at once, and one more document in a record that stands."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from khabar.assemble.growing import Growing
from khabar.assemble.record import build_record
from khabar.pipeline.corpus import Corpus
from khabar.schema.reading import Reading
from khabar.store.opening import open_store

_COMPARED = 1_000  # readings up to which the record is built a second time, to compare
WHOLE = 70_000
_ADDED = 50  # documents added one by one to a record that stands
_BEST, _WORST = 0.5, 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """So many readings taken from a store and assembled, then some more one by one."""

    readings: int
    seconds: float
    megabytes: float
    median: float
    slow: float
    slowest: float
    equal: bool | None = None


def measure(store: Path, count: int) -> Assembled:
    """Assemble the first readings of a store, by document: their ids are drawn as by lot."""
    growing, adds, more = Growing(), list[float](), list[Reading]()
    with Corpus(open_store(store, create=False)) as corpus:
        began = time.process_time()
        growing.add(_others(islice(corpus.readings, count), count // _ADDED, more))
        seconds = time.process_time() - began
    for reading in more:
        began = time.process_time()
        growing.add([reading])
        adds.append(time.process_time() - began)
    adds.sort()
    megabytes = _peak()
    return Assembled(
        readings=len(growing),
        seconds=seconds,
        megabytes=megabytes,
        median=adds[int(len(adds) * _BEST)],
        slow=adds[int(len(adds) * _WORST)],
        slowest=adds[-1],
        equal=_equal(growing, store, count) if count <= _COMPARED else None,
    )


def _equal(growing: Growing, store: Path, count: int) -> bool:
    """Whether the record that grew is the one built at once."""
    with Corpus(open_store(store, create=False)) as corpus:
        return growing.record() == build_record(tuple(islice(corpus.readings, count)))


class Fetched:
    """Readings as they come from the store, and the processor's time that fetching them took."""

    def __init__(self, readings: Iterator[Reading]) -> None:
        self.readings = readings
        self.seconds = 0.0
        self.count = 0

    def __iter__(self) -> Iterator[Reading]:
        return self

    def __next__(self) -> Reading:
        began = time.process_time()
        try:
            found = next(self.readings)
            self.count += 1
            return found
        finally:
            self.seconds += time.process_time() - began


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def _others(readings: Iterable[Reading], step: int, kept: list[Reading]) -> Iterator[Reading]:
    """All but one in so many, which are kept for later: they come from anywhere among the ids."""
    for number, reading in enumerate(readings):
        if number % step == step // 2:
            kept.append(reading)
        else:
            yield reading
