"""A scripted server in OpenAI's form: each request gets the next of its answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]


@dataclass
class Reply:
    """One answer; hang waits until the test is over, drip sends so many megabytes, slow a byte
    at a time without an end."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    hang: bool = False
    drip: int = 0
    slow: bool = False


Script = Callable[[Json], Reply]


@dataclass
class Scripted:
    """The server: its address and the requests it had, with their headers."""

    url: str
    requests: list[Json] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


def says(content: str, finish: str = "stop", tokens: int = 10, **more: object) -> Reply:
    """A well formed answer with this content."""
    message = {"role": "assistant", "content": content, **more}
    body = {
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"total_tokens": tokens},
    }
    return Reply(body=json.dumps(body).encode())


def answers(**parts: object) -> Reply:
    """A well formed answer with these actors, events and statements."""
    return says(json.dumps({"actors": [], "events": [], "statements": [], **parts}))


def passage_of(request: Json) -> list[Json]:
    """The sentences that a request shows."""
    data = request["messages"][1]["content"].split("\n")[1]
    found: list[Json] = json.loads(data)["passage"]
    return found


def in_turn(replies: Sequence[Reply]) -> Script:
    """One after the other; the last again and again."""
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


@contextmanager
def scripted(script: Script) -> Iterator[Scripted]:
    """A server that answers by a script."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    found = Scripted(f"http://127.0.0.1:{server.server_port}/v1")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            request = json.loads(self.rfile.read(length))
            found.requests.append({"path": self.path, **request})
            found.headers.append(dict(self.headers))
            _send(self, script(request), found.over)

        def log_message(self, *_: object) -> None:
            pass

    server.RequestHandlerClass = Handler
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield found
    finally:
        found.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _send(handler: BaseHTTPRequestHandler, reply: Reply, over: threading.Event) -> None:
    if reply.hang:
        over.wait(20)
        return
    handler.send_response(reply.status)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    try:
        handler.wfile.write(reply.body)
        while reply.slow and not over.wait(0.02):
            handler.wfile.write(b" ")
            handler.wfile.flush()
        for _ in range(reply.drip):
            handler.wfile.write(b" " * 1_000_000)
    except (BrokenPipeError, ConnectionResetError):
        pass
