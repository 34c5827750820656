"""What could not be taken in: kept and named, so that nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A file or row that is no Arabic article as it stands, why, and what to do about it.

    item is the path, or path#row for a row of a JSON Lines file (rows count from 1); reason is one
    sentence for people. payload holds the raw bytes, None where they were never wholly read: an
    item that cannot be opened, or one above the limit.
    """

    item: str
    path: str
    reason: str
    payload: bytes | None = None

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError(f"{self.item}: nothing is set aside without a reason")
