"""How much a request may hold, and how long it and its answer may take."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from khabar.serve.safety.asgi import App, Message, Receive, Scope, Send, header
from khabar.serve.safety.refusing import refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The greatest body in bytes, of uploads and of all else; seconds to wait.

    piece is how long the next piece of a body may keep us waiting, answer how long it may take
    until an answer begins.
    """

    body: int = 1_000_000
    upload: int = 64_000_000
    piece: float = 20.0
    answer: float = 120.0


class _BrokenOffError(Exception):
    """The request is not read to its end."""


class Bounded:
    """Breaks off what is larger or slower than the bounds."""

    def __init__(self, app: App, bounds: Bounds, is_upload: Callable[[str], bool]) -> None:
        self._app = app
        self._bounds = bounds
        self._is_upload = is_upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer within the bounds, or refuse."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        most = self._bounds.upload if self._is_upload(scope["path"]) else self._bounds.body
        told = header(scope, b"content-length")
        if told and not (told.isascii() and told.isdigit() and int(told[:20]) <= most):
            return await refuse((scope, receive, send), 413, _too_large(most))
        return await self._measured(scope, receive, send, most)

    async def _measured(self, scope: Scope, receive: Receive, send: Send, most: int) -> None:
        request = _Measured(receive, send, most, self._bounds.piece)
        running = asyncio.ensure_future(self._app(scope, request.receive, request.send))
        begun = asyncio.ensure_future(request.begun.wait())
        try:
            await asyncio.wait(
                {running, begun}, timeout=self._bounds.answer, return_when="FIRST_COMPLETED"
            )
            if not (running.done() or request.begun.is_set()):
                running.cancel()
                detail = "The answer takes too long. Ask for less, or later."
                await refuse((scope, receive, send), 503, detail)
                return
            with suppress(_BrokenOffError):
                await running
        finally:
            begun.cancel()
            running.cancel()
        if request.refused and not request.begun.is_set():
            status, detail = request.refused
            await refuse((scope, receive, send), status, detail, {"Connection": "close"})


class _Measured:
    """The two directions of one request, counted and timed.

    refused is why it was broken off. The application may take that for a fault of its own and
    answer; what it says then is not sent.
    """

    def __init__(self, receive: Receive, send: Send, most: int, piece: float) -> None:
        self._receive = receive
        self._send = send
        self._left = most
        self._most = most
        self._piece = piece
        self._whole = False
        self.begun = asyncio.Event()
        self.refused: tuple[int, str] | None = None

    async def receive(self) -> Message:
        if self._whole:
            # Only the client's going away can still come, whenever that may be.
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), self._piece)
        except TimeoutError as error:
            self.refused = 408, "The request came too slowly. Send it again."
            raise _BrokenOffError from error
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.refused = 413, _too_large(self._most)
            raise _BrokenOffError
        self._whole = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        if self.refused and not self.begun.is_set():
            return
        self.begun.set()
        await self._send(message)


def _too_large(most: int) -> str:
    return f"The request is larger than {most / 1_000_000:g} MB. Send it in parts."
