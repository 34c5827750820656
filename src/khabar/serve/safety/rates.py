"""How often one client may ask: a bucket that fills at a steady rate, and empties by asking."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from khabar.serve.safety.asgi import App, Receive, Scope, Send, client_of
from khabar.serve.safety.refusing import refuse

_CLIENTS = 10_000
"""How many are remembered; whoever has asked nothing for longest is forgotten first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """So many a second in the long run, and so many at once."""

    second: float
    burst: int


class Buckets:
    """What each client has left."""

    def __init__(self, rate: Rate, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Take one; how many seconds are missing until there is one to take, 0 where there is."""
        left = self._now(client)
        if left < 1:
            return (1 - left) / self._rate.second
        self._keep(client, left - 1)
        return 0.0

    def missing(self, client: str) -> float:
        """The same without taking any."""
        return max(0.0, (1 - self._now(client)) / self._rate.second)

    def _now(self, client: str) -> float:
        now = self._clock()
        left, last = self._left.get(client, (float(self._rate.burst), now))
        return min(float(self._rate.burst), left + (now - last) * self._rate.second)

    def _keep(self, client: str, left: float) -> None:
        self._left[client] = (left, self._clock())
        self._left.move_to_end(client)
        if len(self._left) > _CLIENTS:
            self._left.popitem(last=False)


class RateLimit:
    """Refuses who asks more often than the rate allows."""

    def __init__(self, app: App, buckets: Buckets) -> None:
        self._app = app
        self._buckets = buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or say when to ask again."""
        if scope["type"] == "http" and (wait := self._buckets.wait(client_of(scope))):
            return await too_often((scope, receive, send), wait)
        return await self._app(scope, receive, send)


async def too_often(asked: tuple[Scope, Receive, Send], wait: float) -> None:
    """Say that this was once too often."""
    seconds = math.ceil(wait)
    detail = f"Too many requests. Ask again in {seconds} s."
    await refuse(asked, 429, detail, {"Retry-After": str(seconds)})
