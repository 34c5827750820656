"""Copies laid out: pairs of articles with the share of their words that both have."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable

import msgspec

from khabar.lang.ar.normalise import normalise
from khabar.schema.reading import Reading
from khabar.serve.shared_words import CopiedPair, share_of
from khabar.serve.shelving_known import Known
from khabar.serve.shelving_ranks import Ranks
from khabar.store.shelf import Filling

_WORD = re.compile(r"[^\W_]+")


class Copies:
    """The words of the articles that are copies or were copied; each word is a number."""

    def __init__(self, numbers: Iterable[int], ranks: Ranks, known: Known) -> None:
        self._known, self._ranks = known, ranks
        self._pairs = {n: ranks.copies[n] for n in numbers}
        self.documents = {doc for pair in self._pairs.values() for doc in pair}
        self._numbers: dict[str, int] = {}
        self._words: dict[str, array[int]] = {}

    def take(self, reading: Reading) -> None:
        """Keep the words of one document, where they are wanted."""
        doc, numbers = reading.document.id, self._numbers
        if doc in self.documents:
            words = _WORD.findall(normalise(reading.text))
            self._words[doc] = array("i", (numbers.setdefault(w, len(numbers)) for w in words))

    def put(self, filling: Filling) -> None:
        """Lay the pairs out, when their documents have passed."""
        for n, pair in self._pairs.items():
            if not all(doc in self._words for doc in pair):  # read otherwise meanwhile
                continue
            share = share_of(*(self._words[doc] for doc in pair))
            a, b = (self._known.documents[doc].n for doc in pair)
            body = msgspec.json.encode(CopiedPair(a, b, share))
            filling.put("copies", (n, a, b, self._ranks.copied(pair) or None, body))
