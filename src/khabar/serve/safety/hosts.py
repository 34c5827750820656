"""By which names a desk on this machine may be called.

A page elsewhere can make its own name point to this machine (DNS rebinding) and then be, for a
browser, the same site as the desk. Its requests still carry its name.
"""

from __future__ import annotations

import ipaddress

from khabar.serve.safety.asgi import App, Receive, Scope, Send, header
from khabar.serve.safety.refusing import refuse


def is_loopback(host: str) -> bool:
    """Whether a name or address reaches this machine only."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def name_in(host: str) -> str:
    """The name in a Host header, without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


class OwnNamesOnly:
    """Refuses what asks for a name that is none of this machine."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] == "http" and not is_loopback(name_in(header(scope, b"host"))):
            detail = "This desk answers only to 127.0.0.1 and localhost. Open it by that address."
            return await refuse((scope, receive, send), 421, detail)
        return await self._app(scope, receive, send)
