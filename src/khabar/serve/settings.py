"""How a desk is served."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from khabar.errors import KhabarError
from khabar.serve.safety.hosts import is_loopback
from khabar.serve.safety.rates import Rate
from khabar.serve.safety.sizes import Bounds
from khabar.serve.safety.tokens import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLimits:
    """How uploads are read: processes, bytes a document, seconds a document (None: no end)."""

    workers: int = 2
    document: int = 10_000_000
    seconds: float | None = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Where a desk listens, who may ask it, and how much.

    guesses bounds wrong tokens, rate all requests of one client.

    Raises:
        KhabarError: others than this machine could ask without a token.
    """

    host: str = "127.0.0.1"
    tokens: Tokens = field(default_factory=Tokens)
    bounds: Bounds = field(default_factory=Bounds)
    rate: Rate = field(default_factory=partial(Rate, second=50, burst=600))
    guesses: Rate = field(default_factory=partial(Rate, second=0.1, burst=10))
    reading: ReadingLimits = field(default_factory=ReadingLimits)

    def __post_init__(self) -> None:
        if not self.is_local and not self.tokens:
            raise KhabarError(
                f"--host {self.host}: others could reach the desk, so it needs tokens. Make one "
                "with `khabar token FILE --name NAME` and give --token FILE."
            )

    @property
    def is_local(self) -> bool:
        """Whether only this machine can ask."""
        return is_loopback(self.host)
