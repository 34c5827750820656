"""How much one document may weigh."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one input may weigh: nothing larger is held in memory, but set aside, and what follows
    it is still read.

    document: bytes of one file of text, of one page, of one row. scan: bytes of a PDF or picture.
    pages of a PDF, and of these pictured ones, which take seconds each. members of an archive,
    bytes of all that it unpacks to, times that one of them may shrink, archives inside archives.
    """

    document: int = 10_000_000
    scan: int = 100_000_000
    pages: int = 500
    pictured: int = 100
    members: int = 100_000
    unpacked: int = 4_000_000_000
    ratio: int = 200
    nesting: int = 2

    def __post_init__(self) -> None:
        if self.document < 1:
            raise ValueError(f"a document of at most {self.document} bytes cannot exist")

    def in_words(self) -> str:
        """The limit as people say it."""
        return f"{self.document / 1_000_000:g} MB"
