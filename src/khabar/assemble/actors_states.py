"""Which states names and documents speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from khabar.assemble.actors_words import Words, unclitic, words_of
from khabar.catalog.actors import known_places, known_states
from khabar.lang.ar.tables import word_counts

_LONGEST = 4  # words in the name of a state or place
_SHORTEST = 4  # letters: what is left of ألبان without "article" is an ordinary word
_LOUD = 2
_COMMON = 3000  # uses in the pool that make a place's name an ordinary word as well


@dataclass(frozen=True, slots=True)
class StateWords:
    """What in a name speaks of a state: by name, by nationality, by its capital or palaces."""

    named: Mapping[Words, str]
    seats: Mapping[Words, str]
    iso: Mapping[str, str]


@cache
def state_words() -> StateWords:
    """The catalogue's words for states, bare."""
    named: dict[Words, str] = {}
    seats: dict[Words, str] = {}
    iso: dict[str, str] = {}
    for state in known_states():
        iso[state.iso2] = state.actor.id
        people = [f for f in state.people if len("".join(words_of(f))) >= _SHORTEST]
        for form in (*state.actor.forms, *state.nationality, *people):
            named.setdefault(words_of(form), state.actor.id)
        for form in (*state.capital_forms, *state.palaces):
            seats.setdefault(words_of(form), state.actor.id)
    return StateWords(named, seats, iso)


@cache
def place_words() -> Mapping[Words, str]:
    """Names of places within states, bare, with the state; ordinary words are no place."""
    known, found = state_words(), dict[Words, str]()
    for place in known_places():
        state = known.iso.get(place.country or "")
        for form in place.forms if state else ():
            words = words_of(form)
            if state and (len(words) > 1 or _count(words[0] if words else "") < _COMMON):
                found.setdefault(words, state)
    return found


def _count(word: str) -> int:
    entry = word_counts().get(word)
    return entry.all if entry else 0


@dataclass(frozen=True, slots=True)
class Located:
    """A name without the words that say where: the states by name, those by a place in them."""

    rest: Words
    states: Words
    places: tuple[Words, ...]
    of_places: Words


@lru_cache(maxsize=1 << 16)
def located(words: Words) -> Located:
    """Take states and places out of the words of a name, the longest first."""
    rest: list[str] = []
    states: list[str] = []
    places: list[Words] = []
    of_places: list[str] = []
    at = 0
    while at < len(words):
        length, state, place = _longest_at(words, at)
        if state is None:
            rest.append(words[at])
        elif place:
            places.append(words[at : at + length])
            of_places.append(state)
        else:
            states.append(state)
        at += length
    return Located(tuple(rest), tuple(states), tuple(places), tuple(of_places))


def _longest_at(words: Words, at: int) -> tuple[int, str | None, bool]:
    table, places = state_words(), place_words()
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        part = words[at : at + length]
        if part in table.named:
            return length, table.named[part], False
        if part in table.seats:
            return length, table.seats[part], True
        if part in places:
            return length, places[part], True
    return 1, None, False


@lru_cache(maxsize=1 << 16)
def _state_of_token(token: str) -> tuple[str, int] | None:
    """The state that a token speaks of, and how loudly: a town less than a nationality."""
    table, places = state_words(), place_words()
    for word in words_of(token)[:1]:
        for form in unclitic(word):
            if state := table.named.get((form,)):
                return state, _LOUD
            if state := table.seats.get((form,)) or places.get((form,)):
                return state, 1
    return None


def states_of_text(text: str) -> tuple[str, ...]:
    """The states that a text names, by themselves, their people or their towns, the most frequent
    first."""
    counts: Counter[str] = Counter()
    for token in text.split():
        if (found := _state_of_token(token)) is not None:
            counts[found[0]] += found[1]
    return tuple(s for s, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0])))
