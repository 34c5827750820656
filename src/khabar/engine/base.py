"""What an engine is, and the one place where whatever goes wrong with a document is caught."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Generic, Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Done(Generic[Result_co]):
    """What a step made of an item."""

    value: Result_co


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a step made nothing of an item, in one line."""

    reason: str


class Engine(Protocol[Item, Result_co]):
    """Runs one step over many items; what it does with one never harms the others."""

    def run(self, items: Iterable[Item]) -> Iterator[tuple[Item, Done[Result_co] | Failed]]:
        """Each item with what became of it, in the order of the items, which are taken lazily."""


class OutOfTimeError(Exception):
    """A step took longer than it may."""


def attempt(
    step: Callable[[Item], Result], item: Item, *, seconds: float | None
) -> Done[Result] | Failed:
    """Run a step; whatever it raises becomes the reason why it failed.

    A document that our code trips over must not stop the thousands behind it, so this, and only
    this, catches everything.
    """
    try:
        with _time_limit(seconds):
            return Done(step(item))
    except OutOfTimeError:
        return Failed(f"took longer than {seconds:g} seconds")
    except Exception as error:  # noqa: BLE001
        return Failed(_in_one_line(error))


def _in_one_line(error: Exception) -> str:
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words[:400]}" if words else type(error).__name__


@contextmanager
def _time_limit(seconds: float | None) -> Iterator[None]:
    """Raise OutOfTimeError in the block after so many seconds.

    Only the main thread can be interrupted, and only where the system has such a clock; elsewhere
    there is no limit.
    """
    main = threading.current_thread() is threading.main_thread()
    if seconds is None or not main or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise OutOfTimeError
