"""`khabar mcp`."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from khabar.cli.options import StoreOption, settings
from khabar.cli.terminal import complain

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

_HOST, _PATH = "127.0.0.1", "/mcp"


def mcp(
    store: StoreOption = None,
    http: Annotated[
        int | None,
        typer.Option(
            "--http", metavar="PORT", min=1, max=65_535,
            help="Listen here on this machine instead of on standard input.",
        ),
    ] = None,
) -> None:  # fmt: skip
    """Let an assistant that speaks the Model Context Protocol ask the store.

    It can search, and look at events, actors, chains, disputes, announcements and sentences; it
    can change nothing. Every answer names its sources, and what it quotes from an article is
    marked as data. The program that starts this talks to it over standard input and output.

    Example: khabar mcp --store news.db
    """
    # The protocol's library loads slowly, and no other command needs it.
    from khabar.serve.desk import Desk
    from khabar.serve.mcp import assistant

    with suppress(KeyboardInterrupt), Desk.open(settings(store).store) as desk:
        server = assistant(desk)
        if http is not None:
            _listen(server, http)
        else:
            if sys.stdin.isatty():
                complain("khabar waits for an assistant on standard input. Ctrl-C ends it.")
            server.run("stdio")


def _listen(server: MCPServer, port: int) -> None:
    from khabar.serve.listening import bound, run
    from khabar.serve.safety.hosts import OwnNamesOnly

    # No answer needs a session, so none is kept.
    app = server.streamable_http_app(
        streamable_http_path=_PATH, host=_HOST, stateless_http=True, json_response=True
    )
    with bound(_HOST, port) as opened:
        address = f"http://{_HOST}:{port}{_PATH}"
        run(OwnNamesOnly(app), opened, lambda: complain(f"khabar answers at {address}  (Ctrl-C)"))
