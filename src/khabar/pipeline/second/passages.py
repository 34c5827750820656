"""What of an article is shown to a model: its sentences, numbered, in passages it can take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from khabar.lang.ar.normalise import normalise
from khabar.schema.spans import Span
from khabar.schema.text import Sentence

PASSAGE = 4_000
"""Characters of a passage: most news whole, and an answer of a few pages."""

# Nobody reports like this: it is written for whoever lets a model read the article. That the words
# are withheld is a first fence only; the second is that nothing but spans of the text comes back.
_TO_MACHINES = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,60}\b(?:instruction|prompt|rule|previous|above)"
    r"|\b[وف]?(?:تجاهل|تجاهلي|تجاهلوا|اهمل|انس|انسي)\b.{0,60}(?:تعليمات|التعليمات|اوامر|الاوامر|توجيهات|القواعد)"
    r"|<\|[a-z_]{2,20}\|>|\[/?inst\]|<</?sys>>|<start_of_turn>|<end_of_turn>"
    r"|\b(?:system|assistant)\s*(?:prompt\b|message\b|:)|\"role\"\s*:"
    r"|(?:اخرج|اكتب|اطبع|output|print|return|respond).{0,60}\bjson\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences shown together; the model knows them by their number here, from 1 on."""

    sentences: tuple[Sentence, ...]

    @property
    def span(self) -> Span:
        """From the first to the last of them."""
        return Span(start=self.sentences[0].start, end=self.sentences[-1].end)

    @property
    def characters(self) -> int:
        """How much text is shown."""
        return sum(s.end - s.start for s in self.sentences)

    def numbered(self, number: int) -> Sentence | None:
        """The sentence of this number; None where there is none."""
        return self.sentences[number - 1] if 0 < number <= len(self.sentences) else None

    def halves(self) -> tuple[Passage, ...]:
        """The passage in two; one sentence cannot be cut."""
        middle = len(self.sentences) // 2
        return (Passage(self.sentences[:middle]), Passage(self.sentences[middle:]))


def addresses_machines(words: str) -> bool:
    """Whether words give orders to a program that reads them."""
    return _TO_MACHINES.search(normalise(words)) is not None


def passages_of(sentences: Iterable[Sentence], most: int = PASSAGE) -> tuple[Passage, ...]:
    """The sentences in passages of at most so many characters; a longer sentence stands alone."""
    return tuple(map(Passage, _packed(sentences, most)))


def _packed(sentences: Iterable[Sentence], most: int) -> Iterator[tuple[Sentence, ...]]:
    hand: list[Sentence] = []
    weight = 0
    for each in sentences:
        long = each.end - each.start
        if hand and weight + long > most:
            yield tuple(hand)
            hand, weight = [], 0
        hand.append(each)
        weight += long
    if hand:
        yield tuple(hand)


def shown_and_withheld(
    text: str, sentences: Sequence[Sentence]
) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """Sentences a model may see, and those that address machines."""
    withheld = tuple(s for s in sentences if addresses_machines(s.cut(text)))
    return tuple(s for s in sentences if s not in withheld), withheld
