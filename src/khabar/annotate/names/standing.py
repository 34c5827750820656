"""How a name stands in its sentence: where it starts, what governs it, what و ties it to."""

from __future__ import annotations

from khabar.annotate.names.tables import NameTables
from khabar.lang.ar.clitics import Stem
from khabar.lang.ar.normalise import after_letters
from khabar.schema.spans import Span
from khabar.schema.text import Sentence


def start_of(text: str, sentence: Sentence, first: int, stem: Stem) -> int:
    """Where a name starts in the original, its clitics cut off; لل keeps its second lam."""
    token = sentence.tokens[first]
    return after_letters(text, token.start, stem.cut) if stem.cut else token.start


def span_from(text: str, sentence: Sentence, first: int, stem: Stem, last: int) -> Span:
    """The words from first to last (exclusive) in the original, without leading clitics."""
    return Span(start=start_of(text, sentence, first, stem), end=sentence.tokens[last - 1].end)


def governor(sentence: Sentence, first: int, stem: Stem, tables: NameTables) -> str:
    """The preposition, attached or free, under which a name stands; empty where none does."""
    if stem.preposition:
        return stem.preposition
    before = sentence.tokens[first - 1].form if first else ""
    if before == '"' and first > 1:
        before = sentence.tokens[first - 2].form
    bare = before[1:] if before[:1] == "و" and before not in tables.prepositions else before
    return bare if bare in tables.prepositions else ""


def conjoined(sentence: Sentence, first: int, stem: Stem) -> bool:
    """Whether و ties the name to what stands before it."""
    token = sentence.tokens[first].form
    attached = stem.cut > 0 and token.startswith("و")
    return attached or (first > 0 and sentence.tokens[first - 1].form == "و")


def says_where(sentence: Sentence, first: int, preposition: str, tables: NameTables) -> bool:
    """Whether the words before a place's name make it the place of something."""
    before = sentence.tokens[first - 1].form if first else ""
    return preposition in tables.where or before in tables.where
