"""Which documents copy one another or the same agency text, found by the words they share.

Of the runs of five words a hash picks a fraction, the same ones in every document: these find the
candidates (copies_postings), all runs decide (copies_pairs). What grows is held by copies_index.
"""

from __future__ import annotations

from collections.abc import Iterable

from khabar.assemble.copies_index import CopyIndex
from khabar.assemble.copies_pairs import Copy, FirstBy
from khabar.schema.reading import Reading

__all__ = ["Copy", "FirstBy", "find_copies"]


def find_copies(readings: Iterable[Reading]) -> tuple[Copy, ...]:
    """All pairs of copies, sorted; their order does not matter."""
    return CopyIndex(readings).pairs()
