"""What lies inside another input, and how what it yields is told apart from a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from khabar.acquire.limits import Limits
from khabar.acquire.sources import Input
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document

Found = Iterator[Document | SetAside]
Reader = Callable[[Input, Limits], Found]
_LONGEST = 300


def name_inside(path: str, name: str) -> str:
    """How a thing inside a file is called: path#name, fit to be shown whatever the name holds."""
    shown = "".join(c if c.isprintable() and not "\ud800" <= c <= "\udfff" else "?" for c in name)
    return f"{path}#{shown[-_LONGEST:]}"


def from_within(found: Found, path: str) -> Found:
    """What was found inside a file: set aside with that file, which keeps the bytes itself."""
    for each in found:
        if isinstance(each, SetAside):
            yield replace(each, path=path, payload=None)
        else:
            yield each


def set_aside(path: str, reason: str, name: str | None = None) -> SetAside:
    """A file, or what is called so inside of it, is set aside; the reason ends with what to do."""
    item = path if name is None else name_inside(path, name)
    return SetAside(item=item, path=path, reason=f"{item}: {reason}")
