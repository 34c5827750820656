"""Find the entries of a table in a text, token by token, clitics taken off the first word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from khabar.lang.ar.clitics import Stem
from khabar.schema.text import Token

T = TypeVar("T")
Stems = Callable[[str], tuple[Stem, ...]]


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """An entry found: tokens first to last (exclusive), and how its first word was read."""

    first: int
    last: int
    stem: Stem
    entry: T


_MOST_REMEMBERED = 50_000  # distinct words; news in bulk repeats itself


@dataclass(frozen=True, slots=True)
class PhraseTable(Generic[T]):
    """Entries under their normalised words; the longest entry wins, all its meanings are given.

    remembered holds, for words met before, the entries that can start with them: the same for
    every text, so that a word is taken apart once.
    """

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], T], ...]] = field(default_factory=dict)
    remembered: dict[str, tuple[tuple[Stem, tuple[str, ...], T], ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def at(self, tokens: Sequence[Token], index: int, stems: Stems) -> Sequence[Match[T]]:
        """The longest entries that start at a token, over all readings of that token."""
        form = tokens[index].form
        candidates = self.remembered.get(form)
        if candidates is None:
            candidates = self._candidates(form, stems)
        if not candidates:
            return ()
        best, found = 0, []
        for stem, rest, entry in candidates:  # longest first
            length = len(rest) + 1
            if length < best:
                break
            if not rest or _follows(tokens, index + 1, rest):
                best = length
                found.append(Match(index, index + length, stem, entry))
        return found

    def _candidates(
        self, form: str, stems: Stems
    ) -> tuple[tuple[Stem, tuple[str, ...], T], ...]:
        found = [
            (stem, rest, entry)
            for stem in stems(form)
            for rest, entry in self.by_first.get(stem.form, ())
        ]
        found.sort(key=lambda c: -len(c[1]))
        if len(self.remembered) >= _MOST_REMEMBERED:
            self.remembered.clear()
        self.remembered[form] = tuple(found)
        return self.remembered[form]


def _follows(tokens: Sequence[Token], start: int, rest: tuple[str, ...]) -> bool:
    if start + len(rest) > len(tokens) or tokens[start].form != rest[0]:
        return False
    return all(tokens[start + n].form == form for n, form in enumerate(rest))


def phrase_table(entries: Iterable[tuple[tuple[str, ...], T]]) -> PhraseTable[T]:
    """Build a table from entries given as the normalised forms of their words."""
    by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
    for words, entry in entries:
        by_first.setdefault(words[0], []).append((words[1:], entry))
    return PhraseTable({k: tuple(v) for k, v in by_first.items()})
