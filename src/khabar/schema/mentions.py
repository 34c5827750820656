"""Names as they stand in the text, before it is known which of them are one."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.schema.names import ActorKind, Name, checked_sure
from khabar.schema.spans import Span

STRANGER = "rule:speaker"
"""How a mention was found of whom nothing is known but that somebody speaks there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Span):
    """A name, or a description that stands for one, in one sentence.

    first and last are token indexes in the sentence, half open. key is the catalogue's id where
    the catalogue knows the name; head is the noun that opens a description ("وزير", "جيش"), so
    that a later bare "الوزير" can be led back to it. title is the span of the office words that
    stand with a person (other_titles: further ones), institution the index (in the mentions of
    the document) of the body the office belongs to. The tokens take titles in, the span is the
    name alone. inner: it stands inside the title of another and takes no part of its own.
    place is the id of a place that the name may also mean; as_place says that here it does.
    preposition is the word that governs the name, where one does.
    """

    sentence: int
    first: int
    last: int
    kind: ActorKind
    name: Name
    key: str | None = None
    state: str | None = None
    head: str = ""
    anonymous: bool = False
    title: Span | None = None
    other_titles: tuple[Span, ...] = ()
    inner: bool = False
    institution: int | None = None
    place: str | None = None
    as_place: bool = False
    preposition: str = ""
    conjoined: bool = False
    sure: float = 0.9
    found_by: str

    def __post_init__(self) -> None:
        Span.__post_init__(self)
        checked_sure(self.sure)
        if not 0 <= self.first < self.last:
            raise ValueError(f"a mention stands on tokens, not {self.first} to {self.last}")
