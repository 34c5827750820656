"""One item after the other, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic

from khabar.engine.base import Done, Failed, Item, Result, attempt


@dataclass(frozen=True, slots=True)
class Serial(Generic[Item, Result]):
    """Runs the step here; seconds bound what one item may take."""

    step: Callable[[Item], Result]
    seconds: float | None = None

    def run(self, items: Iterable[Item]) -> Iterator[tuple[Item, Done[Result] | Failed]]:
        """Each item with what became of it."""
        for item in items:
            yield item, attempt(self.step, item, seconds=self.seconds)
