"""A server of our own on loopback, that misbehaves as it is told to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from khabar.acquire.addresses import allowance_of
from khabar.acquire.fetch import Bounds, Line
from khabar.acquire.fetcher import Clock, Fetcher, Manners
from khabar.acquire.webstate import WebState

Handler = Callable[[BaseHTTPRequestHandler], None]
LOOPBACK = allowance_of(["127.0.0.0/8"])


class Site:
    """What the server does by path, and what it was asked for."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.pages: dict[str, Handler] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []

    def url(self, path: str) -> str:
        return self.root + path

    def page(
        self, path: str, body: bytes | str, kind: str = "text/html; charset=utf-8", **headers: str
    ) -> None:
        content = body.encode() if isinstance(body, str) else body
        self.pages[path] = lambda handler: answer(handler, 200, content, kind, **headers)

    def status(self, path: str, status: int, **headers: str) -> None:
        self.pages[path] = lambda handler: answer(handler, status, b"", "text/html", **headers)


def answer(
    handler: BaseHTTPRequestHandler, status: int, body: bytes, kind: str, **headers: str
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def served() -> Iterator[Site]:
    """A running server; a path it does not know is 404."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers.append({k.lower(): v for k, v in self.headers.items()})
            handle = site.pages.get(self.path)
            try:
                if handle is None:
                    answer(self, 404, b"", "text/html")
                else:
                    handle(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Hands:
    """A clock that is moved by hand, or by sleeping."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def clock(self) -> Clock:
        return Clock(now=lambda: self.now, sleep=self.sleep)


def fetcher(
    state: WebState, hands: Hands, manners: Manners | None = None, bounds: Bounds | None = None
) -> Fetcher:
    """One that may ask servers on loopback."""
    line = Line(allowance=LOOPBACK, bounds=bounds or Bounds(size=100_000, silence=5, whole=5))
    return Fetcher(state, line, manners or Manners(), hands.clock())
