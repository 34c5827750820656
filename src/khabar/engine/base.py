"""What an engine is, and the one place where whatever goes wrong with a document is caught."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from khabar.engine.time_limit import OutOfTimeError, time_limit

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


def attempt(
    step: Callable[[Item], Result], item: Item, *, seconds: float | None
) -> Done[Result] | Failed:
    """Run a step; whatever it raises becomes the reason why it failed.

    A document that our code trips over must not stop the thousands behind it, so this, and only
    this, catches everything.
    """
    try:
        with time_limit(seconds):
            return Done(step(item))
    except OutOfTimeError:
        return Failed(f"took longer than {seconds:g} seconds")
    except Exception as error:  # noqa: BLE001
        return Failed(_in_one_line(error))


def _in_one_line(error: Exception) -> str:
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words[:400]}" if words else type(error).__name__
