"""The commands together, and what all do when something is wrong."""

from __future__ import annotations

import errno
import os
import sys
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from khabar.cli import (
    aside,
    audit,
    backup,
    check,
    disagreements,
    dossier,
    export,
    forget,
    gaps,
    import_,
    judge,
    judgements,
    mcp,
    read,
    record,
    revisions,
    search,
    series,
    serve,
    share,
    show,
    token,
    types,
    versions,
    watch,
)
from khabar.cli import eval as scores
from khabar.cli.terminal import complain
from khabar.errors import KhabarError

_WRONG = 2
_INTERRUPTED = 130


class _Commands(TyperGroup):
    """Says what the user can mend in one sentence; only our own bugs show a traceback."""

    def invoke(self, ctx: Any) -> Any:  # a context of click, or of typer's own copy of it
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except KhabarError as error:
            complain(str(error))
            code = _WRONG
        except KeyboardInterrupt:
            complain("Interrupted. What was done is kept: run the same command again to go on.")
            code = _INTERRUPTED
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EIO):
                raise
            _drop_output()
            complain(f"standard output: {error.strerror}. Free some space and run it again.")
            code = _WRONG
        raise typer.Exit(code)


def _drop_output() -> None:
    """Python would try to write out the rest once more while it ends, and fail with a traceback."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Read Arabic news: who did what to whom, when, and who says so according to whom.",
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(version("khabar"))
        raise typer.Exit


@app.callback()
def whole(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_tell_version, help="Say which one."),
    ] = False,
) -> None:
    """Read Arabic news: who did what to whom, when, and who says so according to whom."""


_COMMANDS = (
    read.read, show.show, search.search, record.record, series.series, dossier.dossier, judge.judge,
    judgements.judgements, revisions.revisions, versions.versions, export.export,
    import_.import_, forget.forget, backup.backup, share.share,
    aside.aside, gaps.gaps, watch.watch, check.check, scores.eval, serve.serve, token.token,
    mcp.mcp, disagreements.disagreements,
)  # fmt: skip
for command in _COMMANDS:
    # Python keeps some names for itself.
    app.command(command.__name__.rstrip("_"))(command)
app.add_typer(audit.audit, name="audit")
app.add_typer(types.types, name="types")
