"""Documents of which a store was shared without the texts: filler stands where the words stood.

Offsets hold, the id is still that of the text, and nobody can read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from khabar.schema.documents import Document
from khabar.store.base import Store

FILLER = "░"
_SAME = "\n"  # lines are no words, and who shows a document wants them
WHY = "The store was shared without the texts of its articles: ░ stands where their words stood."


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld(Document):
    """A document without its text; it cannot be given another one instead."""

    withheld: Literal[True]

    def __post_init__(self) -> None:
        if set(self.text) - {FILLER, _SAME} or FILLER not in self.text:
            raise ValueError(f"{self.source.path}: a text that is withheld has no words")


def filler(text: str) -> str:
    """As many characters as the text has, and no word of it."""
    return "".join(_SAME if character == _SAME else FILLER for character in text)


def without_texts(store: Store) -> bool:
    """Whether a store was shared without the texts of its articles."""
    return isinstance(store.first_document(), Withheld)
