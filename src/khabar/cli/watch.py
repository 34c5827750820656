"""`khabar watch`."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Annotated

import typer

from khabar.acquire.fetcher import Manners
from khabar.cli.options import StoreOption, WorkersOption, settings
from khabar.cli.progress import complain_of
from khabar.cli.terminal import complain
from khabar.pipeline.kit import load_kit, recipe
from khabar.pipeline.online import web_beside
from khabar.pipeline.run import Run, engine_for
from khabar.pipeline.watch import Round, Watch
from khabar.pipeline.watch_plan import load_plan
from khabar.store.opening import open_store

_LONGEST_REST = 3_600.0
_SHORTEST_REST = 1.0


def watch(
    feeds: Annotated[str, typer.Argument(metavar="FILE", help="A file of feeds, in TOML.")],
    once: Annotated[
        bool, typer.Option("--once", help="Do what is due now, and end: for cron.")
    ] = False,
    workers: WorkersOption = 1,
    store: StoreOption = None,
) -> None:
    """Watch the feeds in FILE: read what is new into the store, and tell who wants to know.

    Stop it when you like: started again, it goes on where it was. With --once it exits with 1 if
    anything was set aside or could not be sent.

    Example: khabar watch feeds.toml --store news.db --once
    """
    plan = load_plan(feeds)
    chosen = settings(store)
    chosen = replace(
        chosen, networks=(*chosen.networks, *plan.networks), contact=plan.contact or chosen.contact
    )
    engine = engine_for(load_kit(), workers=workers, seconds=chosen.seconds)
    # Who comes back by itself need not wait for a busy server.
    manners = Manners(contact=chosen.contact, patience=0.0)
    with open_store(chosen.store) as opened, web_beside(opened.where, chosen, manners) as web:
        watching = Watch(
            plan, web, Run(store=opened, engine=engine, recipe=recipe()), stays=not once
        )
        while True:
            done = watching.round()
            _say(done)
            if once:
                raise typer.Exit(1 if done.summary.set_aside or done.unsent else 0)
            time.sleep(min(max(watching.rest, _SHORTEST_REST), _LONGEST_REST))


def _say(done: Round) -> None:
    if done.summary.documents or done.summary.set_aside:
        complain_of(done.summary)
    for each in done.unsent:
        complain(each)
    if done.sent:
        complain(f"{done.sent} alerts sent")
