"""Finding a model's words in the text: exactly, spelling variants aside, or not at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from khabar.lang.ar.normalise import View, normalise
from khabar.pipeline.second.passages import Passage
from khabar.schema.spans import Span
from khabar.schema.text import Sentence

_SHORTEST = 2
# What Arabic writes onto the front of a word ("and", "so", "with", "as", "to", the future).
_CLITICS = "[وف]?[بكلس]?"


def form_of(words: str) -> str:
    """The form under which two spellings of the same words are one."""
    return " ".join(normalise(words).split())


@dataclass(frozen=True, slots=True)
class Quotes:
    """Looks words up in one text, but not in what no model was shown."""

    view: View
    withheld: tuple[Sentence, ...] = ()

    def all(self, words: str, within: Span) -> tuple[Span, ...]:
        """Everywhere in a stretch where these words stand, whole but for clitics before them."""
        form = form_of(words)
        if len(form) < _SHORTEST:
            return ()
        low = bisect_left(self.view.origin, within.start)
        high = bisect_left(self.view.origin, within.end)
        body = r"\s+".join(map(re.escape, form.split(" ")))
        edge = r"(?!\w)" if form[-1].isalnum() else ""
        pattern = re.compile(rf"(?<!\w){_CLITICS}({body}){edge}")
        found = pattern.finditer(self.view.text, low, high)
        spans = (self.view.span(m.start(1), m.end(1)) for m in found)
        return tuple(s for s in spans if not any(w.overlaps(s) for w in self.withheld))

    def one(self, words: str, sentence: Sentence | None, passage: Passage) -> Span | None:
        """Where these words stand: in their sentence, or else at the only place in the passage."""
        if sentence is not None:
            here = self.all(words, sentence)
            if here:
                return here[0]
        somewhere = self.all(words, passage.span)
        return somewhere[0] if len(somewhere) == 1 else None


def holder_of(span: Span, sentences: Sequence[Sentence]) -> Sentence | None:
    """The sentence in which a span lies whole."""
    return next((s for s in sentences if s.holds(span)), None)
