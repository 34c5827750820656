"""What the desk answers to who is about to correct something."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.schema.names import Name
from khabar.serve.views import Told, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAt:
    """Somebody whom a document names, and where it does first."""

    name: Name
    at: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAt:
    """What stands at some words of a document, with what people corrected of it.

    facets: what of it can be corrected, and what is read of each now; names: who it may be.
    """

    item: str
    at: Where
    facets: tuple[tuple[str, Told], ...]
    names: tuple[NamedAt, ...]
