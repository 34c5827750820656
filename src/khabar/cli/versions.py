"""`khabar versions`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer
from rich.text import Text

from khabar.assemble.versions import Change, Edit
from khabar.cli.options import StoreOption, settings
from khabar.cli.terminal import output, safe
from khabar.pipeline.versions import Step, page_of, steps, versions_in
from khabar.store.opening import open_store

_MARK = {Edit.ADDED: "+", Edit.REMOVED: "-", Edit.REWORDED: "~"}


def versions(
    page: Annotated[
        str | None,
        typer.Argument(metavar="[PAGE]", help="A part of its address, or an article's id."),
    ] = None,
    softened: Annotated[
        bool, typer.Option("--softened", help="Only what became less sure, or changed its numbers.")
    ] = False,
    store: StoreOption = None,
) -> None:
    """Compare the versions of a page: what was added (+), removed (-), reworded (~), softened.

    Versions are documents with the same address, or the same outlet and id, and another text. A
    rewording tells whether numbers, certainty or attribution changed. Without PAGE every page
    with more than one version is compared.

    Example: khabar versions outlet.example/2018/04/20 --softened --store news.db
    """
    shown = 0
    console = output()
    with open_store(settings(store).store, create=False) as opened:
        for address, ids in versions_in(opened).items():
            if (
                page is not None
                and page not in address
                and not any(i.startswith(page) for i in ids)
            ):
                continue
            documents = [each for each in map(opened.document, ids) if each is not None]
            for step in steps(documents):
                shown += 1
                for line in _lines(step, only_softened=softened):
                    console.print(Text(safe(line)))
    console.print(f"{shown} changed versions" if shown else "No page has more than one version.")


def _lines(step: Step, *, only_softened: bool) -> Iterator[str]:
    order = "" if step.in_order else " (which came first is not known)"
    yield f"{page_of(step.newer)}: {step.older.id[:12]} to {step.newer.id[:12]}{order}"
    for change in step.changes:
        if not only_softened or change.softened or change.shifts:
            yield from _change(step, change)


def _change(step: Step, change: Change) -> Iterator[str]:
    mark = _MARK[change.edit]
    if change.before is not None:
        yield f"  {mark} {change.before.cut(step.older.text)}"
    if change.after is not None:
        yield f"  {mark if change.before is None else '>'} {change.after.cut(step.newer.text)}"
    for shift in change.shifts:
        words = f"{' '.join(shift.gone) or '-'} > {' '.join(shift.come) or '-'}"
        yield f"      {shift.what.value}: {words}"
    if change.softened:
        yield "      softened"
