"""How far a run has come, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from khabar.cli.terminal import complain, messages
from khabar.pipeline.run import Observer, Progress, Summary

_EVERY = 1_000


@contextmanager
def shown_progress() -> Iterator[Observer]:
    """Something to call with how far a run has come: a bar on a terminal, else a line at times."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[aside]}"),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=messages(), transient=True) as bar:
        task = bar.add_task("", total=None, aside="")

        def advance(progress: Progress) -> None:
            aside = f"{progress.set_aside} set aside" if progress.set_aside else ""
            bar.update(task, total=progress.found, completed=progress.done, aside=aside)

        yield advance


class _Lines:
    """A line for every thousand documents, for logs."""

    def __init__(self) -> None:
        self._said = 0

    def __call__(self, progress: Progress) -> None:
        if progress.done >= self._said + _EVERY:
            self._said = progress.done - progress.done % _EVERY
            complain(f"{progress.done} of {progress.found} documents so far")


def complain_of(summary: Summary) -> None:
    """What was set aside, one line each, and the sum of the run."""
    for aside in summary.set_aside:
        complain(aside.reason)
    asides = f", {len(summary.set_aside)} set aside" if summary.set_aside else ""
    found = len(summary.documents)
    complain(f"{found} documents: {summary.new} read now, {summary.known} known before{asides}")
