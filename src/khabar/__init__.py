"""khabar reads Arabic news and says who did what to whom, when, and who says so.

reading = khabar.read("...", published="2021-11-10")
corpus = khabar.open("khabar.db")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khabar.pipeline.corpus import open, read  # noqa: A004

__all__ = ["open", "read"]


def __getattr__(name: str) -> object:
    # Only who calls them waits for tables and databases to load.
    if name not in __all__:
        raise AttributeError(f"module 'khabar' has no attribute {name!r}")
    from khabar.pipeline import corpus

    return getattr(corpus, name)
