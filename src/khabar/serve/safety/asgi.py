"""What a server and an application hand each other (ASGI 3)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

# The protocol leaves open what a message holds.
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def header(scope: Scope, name: bytes) -> str:
    """The value of a header, the first where it is given twice; "" where it is not."""
    found = (value for key, value in scope["headers"] if key == name)
    return bytes(next(found, b"")).decode("latin-1")


def client_of(scope: Scope) -> str:
    """The address that asks; "" where the server does not know it."""
    client = scope.get("client")
    return str(client[0]) if client else ""
