"""What a user can mend.

A KhabarError says in one sentence what is wrong, where, and what to do; the commands print it and
exit with code 2. Anything else that escapes is a bug of ours.
"""

from __future__ import annotations


class KhabarError(Exception):
    """Something that the user can mend."""


class UnreadableInputError(KhabarError):
    """A file, row or page could not be turned into text."""

    def __init__(self, where: str, reason: str, remedy: str) -> None:
        super().__init__(f"{where}: {reason}. {remedy}")
        self.where = where
        self.reason = reason


class NothingToReadError(KhabarError):
    """The paths given hold no article at all."""

    def __init__(self, where: str, remedy: str) -> None:
        super().__init__(f"{where}: no articles found. {remedy}")


class StoreError(KhabarError):
    """The store cannot be opened, read or written."""

    def __init__(self, where: str, reason: str, remedy: str) -> None:
        super().__init__(f"{where}: {reason}. {remedy}")


class TableError(KhabarError):
    """A table of the catalogue or of a language breaks its own rules."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}. Mend the file, or reinstall khabar.")
