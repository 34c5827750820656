"""`khabar check`."""

from __future__ import annotations

import typer
from rich.text import Text

from khabar.cli.options import StoreOption, settings
from khabar.cli.terminal import output, safe
from khabar.pipeline import check as checking


def check(store: StoreOption = None) -> None:
    """Check this installation, its tables and the store, and say what to do.

    Exits with 2 if anything is not sound.

    Example: khabar check --store khabar.db
    """
    console = output()
    sound = True
    for finding in checking.check(settings(store).store):
        sound = sound and finding.sound
        verdict = ("ok     ", "green") if finding.sound else ("broken ", "bold red")
        console.print(Text.assemble(verdict, (finding.what, "bold"), ": ", safe(finding.said)))
    raise typer.Exit(0 if sound else 2)
