"""A desk on a loopback port of its own, for as long as a test asks it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn

from khabar.serve.app import create_app
from khabar.serve.desk import Desk
from khabar.serve.listening import bound, configured
from khabar.serve.settings import Serving


@contextmanager
def served(desk: Desk, settings: Serving | None = None) -> Iterator[str]:
    """The address at which a desk answers."""
    with bound("127.0.0.1", 0) as opened:
        port = opened.getsockname()[1]
        server = uvicorn.Server(configured(create_app(desk, settings or Serving())))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]})
        thread.start()
        try:
            _wait_for(server, thread)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(20)


@contextmanager
def asking(desk: Desk, settings: Serving | None = None) -> Iterator[httpx.Client]:
    """A client of the desk's API."""
    with (
        served(desk, settings) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        yield client


def _wait_for(server: uvicorn.Server, thread: threading.Thread) -> None:
    while not server.started:
        assert thread.is_alive(), "the server ended before it began"
        thread.join(0.01)
