"""Copies laid out: pairs of articles with the share of their words that both have."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable

import msgspec

from khabar.lang.ar.normalise import normalise
from khabar.schema.reading import Reading
from khabar.serve.shared_words import CopiedPair, share_of
from khabar.serve.shelving_known import DocumentFacts, Known
from khabar.store.shelf import Filling

_WORD = re.compile(r"[^\W_]+")


class Copies:
    """The words of the articles that are copies or were copied; each word is a number."""

    def __init__(self, pairs: Iterable[tuple[str, str]], known: Known) -> None:
        documents = known.documents
        self._pairs = sorted(
            (_older_first(documents[a], documents[b]) for a, b in pairs),
            key=lambda p: (max(p[0].day, p[1].day), p[0].n, p[1].n),
        )
        self._wanted = {d.id for pair in self._pairs for d in pair}
        self._numbers: dict[str, int] = {}
        self._words: dict[str, array[int]] = {}

    def take(self, reading: Reading) -> None:
        """Keep the words of one document, where they are wanted."""
        doc, numbers = reading.document.id, self._numbers
        if doc in self._wanted:
            words = _WORD.findall(normalise(reading.text))
            self._words[doc] = array("i", (numbers.setdefault(w, len(numbers)) for w in words))

    def put(self, filling: Filling) -> None:
        """Lay the pairs out, when all documents have passed."""
        for n, (a, b) in enumerate(self._pairs, 1):
            share = share_of(self._words[a.id], self._words[b.id])
            body = msgspec.json.encode(CopiedPair(a.n, b.n, share))
            filling.put("copies", (n, a.n, b.n, max(a.day, b.day) or None, body))


def _older_first(a: DocumentFacts, b: DocumentFacts) -> tuple[DocumentFacts, DocumentFacts]:
    return (a, b) if a.n <= b.n else (b, a)
