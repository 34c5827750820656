"""`khabar serve`."""

from __future__ import annotations

import os
import socket
import threading
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from khabar.cli.options import StoreOption, settings
from khabar.cli.terminal import complain, output, safe
from khabar.settings import Settings

if TYPE_CHECKING:
    from khabar.serve.settings import Serving

TokenOption = Annotated[
    Path | None,
    typer.Option("--token", metavar="FILE", help="Ask for one of the tokens of this file."),
]


def serve(
    store: StoreOption = None,
    host: Annotated[str, typer.Option("--host", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option("--port", min=1, max=65_535, help="8000 if not said, or the next free."),
    ] = None,
    token: TokenOption = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Open no browser.")] = False,
) -> None:
    """Open a workplace on the store in a browser, and an API under /api/v1.

    Only this machine can reach it, if not said otherwise; --host for others needs --token, and
    a proxy with TLS before it where the network is not yours. Ctrl-C ends it.

    Example: khabar serve --store news.db
    """
    # A web server loads slowly, and no other command needs one.
    from khabar.serve.app import create_app
    from khabar.serve.desk import Desk
    from khabar.serve.listening import bound, run

    chosen = settings(store)
    serving = _serving(chosen, host, token)
    with (
        suppress(KeyboardInterrupt),
        bound(host, port) as opened,
        Desk.open(chosen.store, _tell) as desk,
    ):
        address = _address(host, opened)
        run(create_app(desk, serving), opened, lambda: _announce(address, opens=not no_open))
    complain("Ended. What was under way goes on when you serve the store again.")


def _serving(chosen: Settings, host: str, token: Path | None) -> Serving:
    from khabar.serve.safety.tokens import Tokens, tokens_in
    from khabar.serve.settings import ReadingLimits, Serving

    return Serving(
        host=host,
        tokens=Tokens() if token is None else tokens_in(token),
        reading=ReadingLimits(document=chosen.max_bytes, seconds=chosen.seconds),
    )


def _tell(doing: str, done: int, total: int) -> None:
    if os.isatty(2):
        end = "\n" if done >= total else "\r"
        typer.echo(f"{safe(doing)}: {done} of {total}   ", nl=False, err=True)
        typer.echo(end, nl=False, err=True)


def _address(host: str, opened: socket.socket) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{opened.getsockname()[1]}/"


def _announce(address: str, *, opens: bool) -> None:
    output().print(f"khabar serves {address}  (Ctrl-C ends it)")
    if opens:
        # Some browsers do not return before they are closed.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
