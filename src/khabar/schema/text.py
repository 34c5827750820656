"""A text cut into sentences and tokens, with the form under which tables know each token."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.schema.documents import SegmentKind
from khabar.schema.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Token(Span):
    """A word, number or mark of punctuation.

    form is the token as tables know it: normalised by the language, never shown to people.
    """

    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Span):
    """A sentence of one segment; line counts from 0, paragraphs being lines in news text."""

    index: int
    line: int
    kind: SegmentKind
    tokens: tuple[Token, ...]
