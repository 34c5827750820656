"""The socket on which a desk listens, and the server on it."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable

import uvicorn

from khabar.errors import KhabarError
from khabar.serve.safety.asgi import App

USUAL_PORT = 8000
_TRIED = 20
_CONNECTIONS = 500
_IDLE = 15  # seconds that a silent connection is kept
_FAREWELL = 3  # seconds that answers under way may still take when the server ends


def bound(host: str, port: int | None) -> socket.socket:
    """A socket on a port, or without one on the first that is free.

    Raises:
        KhabarError: it is busy, or the host is none of this machine.
    """
    tried = range(USUAL_PORT, USUAL_PORT + _TRIED) if port is None else (port,)
    for each in tried:
        try:
            return _bound(host, each)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                reason = error.strerror or str(error)
                raise KhabarError(
                    f"{host}:{each}: {reason}. Name another --host or --port."
                ) from error
    busy = str(port) if port is not None else f"{tried[0]} to {tried[-1]}"
    raise KhabarError(f"{host}: port {busy} is in use. Name another with --port.")


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    opened = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":
            # Of the last server's connections some may still be closing.
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(address)
        # Two may bind one port as long as neither listens.
        opened.listen(_CONNECTIONS)
    except BaseException:
        opened.close()
        raise
    return opened


def configured(app: App) -> uvicorn.Config:
    """How the server runs: it trusts no header of a proxy, and tells nothing of itself."""
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=_FAREWELL,
    )


def run(app: App, opened: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until the process is told to end; ready is called once answers can be had."""
    _Server(configured(app), ready).run(sockets=[opened])


class _Server(uvicorn.Server):
    """Says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        if self.started:
            self._ready()
