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


_MOST_REMEMBERED = 60_000  # distinct words; news in bulk repeats itself


@dataclass(frozen=True, slots=True)
class _Openings(Generic[T]):
    """The entries that a word can open: those of one word, and the others by their second word."""

    alone: tuple[tuple[Stem, T], ...]
    longer: Mapping[str, tuple[tuple[Stem, tuple[str, ...], T], ...]]


@dataclass(frozen=True, slots=True)
class PhraseTable(Generic[T]):
    """Entries under their normalised words; the longest entry wins, all its meanings are given.

    remembered holds what words met before can open (None: nothing): the same for every text, so
    that a word is taken apart once. A table is always asked with one and the same stems.
    """

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], T], ...]] = field(default_factory=dict)
    remembered: dict[str, _Openings[T] | None] = field(
        default_factory=dict, compare=False, repr=False
    )

    def at(self, tokens: Sequence[Token], index: int, stems: Stems) -> Sequence[Match[T]]:
        """The longest entries that start at a token, over all readings of that token."""
        openings = self._openings(tokens[index].form, stems)
        if openings is None:
            return ()
        second = tokens[index + 1].form if index + 1 < len(tokens) else ""
        best, found = 0, []
        for stem, rest, entry in openings.longer.get(second, ()):  # longest first
            if len(rest) < best:
                break
            if _follows(tokens, index + 1, rest):
                best = len(rest)
                found.append(Match(index, index + 1 + best, stem, entry))
        return found or [Match(index, index + 1, stem, entry) for stem, entry in openings.alone]

    def opens(self, form: str, stems: Stems) -> bool:
        """Whether any entry starts with a word, whatever follows."""
        return self._openings(form, stems) is not None

    def _openings(self, form: str, stems: Stems) -> _Openings[T] | None:
        remembered = self.remembered
        if form in remembered:
            return remembered[form]
        if len(remembered) >= _MOST_REMEMBERED:
            remembered.clear()
        found = remembered[form] = self._found(form, stems)
        return found

    def _found(self, form: str, stems: Stems) -> _Openings[T] | None:
        by_first = self.by_first
        known = [stem for stem in stems(form) if stem.form in by_first]
        if not known:  # as most words are
            return None
        found = [(stem, rest, entry) for stem in known for rest, entry in by_first[stem.form]]
        longer: dict[str, list[tuple[Stem, tuple[str, ...], T]]] = {}
        for stem, rest, entry in sorted(found, key=lambda c: -len(c[1])):
            if rest:
                longer.setdefault(rest[0], []).append((stem, rest, entry))
        alone = tuple((stem, entry) for stem, rest, entry in found if not rest)
        return _Openings(alone, {k: tuple(v) for k, v in longer.items()})


def _follows(tokens: Sequence[Token], start: int, rest: tuple[str, ...]) -> bool:
    if start + len(rest) > len(tokens):
        return False
    return all(tokens[start + n].form == form for n, form in enumerate(rest))


def phrase_table(entries: Iterable[tuple[tuple[str, ...], T]]) -> PhraseTable[T]:
    """Build a table from entries given as the normalised forms of their words."""
    by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
    for words, entry in entries:
        by_first.setdefault(words[0], []).append((words[1:], entry))
    return PhraseTable({k: tuple(v) for k, v in by_first.items()})
