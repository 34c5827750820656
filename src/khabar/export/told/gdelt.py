"""Events as GDELT 2.0 writes them: its Events and Mentions tables, tab-separated, no header.

What each column holds is told column by column in docs/howto/export-to-gdelt.md. What khabar does
not know is an empty cell, such as the tone; hours are zeros, because only days are known.
"""

from __future__ import annotations

from collections.abc import Iterator

from khabar.export.told.events import Told, told_events
from khabar.export.told.gdelt_events import event_line
from khabar.export.told.gdelt_mentions import mention_lines
from khabar.export.told.parties import Coder
from khabar.schema.held import File, Held

EVENTS = "khabar.export.CSV"
MENTIONS = "khabar.mentions.CSV"


def gdelt_files(held: Held) -> Iterator[File]:
    """The two tables, under the endings that GDELT gives its own."""
    coder = Coder(held.record())
    happened: list[Told] = [told for told in told_events(held) if told.happened]
    yield EVENTS, (event_line(told, coder) for told in happened)
    yield MENTIONS, (line for told in happened for line in mention_lines(told))
