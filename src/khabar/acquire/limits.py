"""How much one document may weigh."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The greatest size of one file of text, or of one row of JSON Lines, in bytes.

    Nothing larger is held in memory: it is set aside, and what follows it is still read.
    """

    document: int = 10_000_000

    def __post_init__(self) -> None:
        if self.document < 1:
            raise ValueError(f"a document of at most {self.document} bytes cannot exist")

    def in_words(self) -> str:
        """The limit as people say it."""
        return f"{self.document / 1_000_000:g} MB"
