"""Build what the search for names looks words up in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from khabar.annotate.names import BodyWord, NameTables, TitleKind, TitleWord
from khabar.annotate.names.tables import Unnamed
from khabar.catalog.actors import (
    KnownActor,
    KnownPlace,
    KnownState,
    known_institutions,
    known_persons,
    known_places,
    known_states,
)
from khabar.lang.ar.clitics import noun_stems
from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.tables import word_counts, word_lists
from khabar.lang.phrases import PhraseTable, phrase_table
from khabar.pipeline.tables import folded, words_of
from khabar.schema.names import ActorKind
from khabar.schema.statements import RelationKind


def name_tables(verbs: frozenset[str]) -> NameTables:
    """All tables of the search for names, from catalogue and language."""
    states, persons = tuple(known_states()), tuple(known_persons())
    small = {k: folded(v) for k, v in word_lists("nouns.toml", "small").items()}
    given = _given(persons)
    return NameTables(
        stems=noun_stems,
        known=phrase_table(_known(states, persons)),
        places=phrase_table(_places(states)),
        capitals={f"capital:{s.actor.id}": s.actor for s in states},
        nations=_nations(states),
        titles=_titles(),
        bodies=_bodies(),
        unnamed=_unnamed(),
        unnamed_marks=folded(word_lists("nouns.toml", "unnamed")["marks"]),
        words_after=folded(word_lists("nouns.toml", "unnamed")["stops"]),
        modifiers=small["modifiers"],
        links=small["links"],
        particles=small["particles"],
        prepositions=small["prepositions"],
        ordinary=frozenset(word_counts()) - given,
        common=frozenset(w for w, n in word_counts().items() if n.all >= _FREQUENT) - given,
        given=given,
        verbs=verbs - given,
        states={s.actor.id: s.actor for s in states},
    )


def _known(
    states: tuple[KnownState, ...], persons: tuple[KnownActor, ...]
) -> Iterator[tuple[tuple[str, ...], KnownActor]]:
    actors = (*(s.actor for s in states), *known_institutions(), *persons)
    for actor in actors:
        for form in actor.forms:
            if words_of(form):
                yield words_of(form), actor
    for state in states:
        for form in state.palaces:
            yield words_of(form), state.actor


def _places(states: tuple[KnownState, ...]) -> Iterator[tuple[tuple[str, ...], KnownPlace]]:
    for place in known_place_table().values():
        for form in place.forms:
            yield words_of(form), place


@cache
def known_place_table() -> dict[str, KnownPlace]:
    """Every place by its id: states, capitals, and the places of the gazetteer."""
    table: dict[str, KnownPlace] = {}
    for state in known_states():
        actor = state.actor
        table[f"state:{actor.id}"] = KnownPlace(
            f"state:{actor.id}", actor.name, state.iso2, None, None, actor.forms
        )
        if state.capital is not None:
            table[f"capital:{actor.id}"] = KnownPlace(
                f"capital:{actor.id}", state.capital, state.iso2, None, None, state.capital_forms
            )
    taken = {normalise(f) for p in table.values() for f in p.forms}
    for place in known_places():
        forms = tuple(f for f in place.forms if normalise(f) not in taken)
        if forms:
            table[place.id] = KnownPlace(
                place.id, place.name, place.country, place.lat, place.lon, forms
            )
    return table


def _nations(states: tuple[KnownState, ...]) -> dict[str, str]:
    """Nationalities with and without the article, singular and plural."""
    found: dict[str, str] = {}
    for state in states:
        for word in (*state.nationality, *state.people):
            for form in (normalise(word), "ال" + normalise(word)):
                found.setdefault(form, state.actor.id)
    return found


_NAMED = 0.12  # share of a word's uses behind titles from which on it is taken for a name
_COMMON = 20_000
_OFTEN = 8
_FREQUENT = 1500  # a word used so often does not go on a name, unless it is a name itself


def _given(persons: tuple[KnownActor, ...]) -> frozenset[str]:
    """Words of names: those of known persons, and those that news puts behind titles."""
    counts = word_counts()
    uses: dict[str, int] = {}
    for person in persons:
        for word in {w for form in person.forms for w in words_of(form)}:
            uses[word] = uses.get(word, 0) + 1
    known = {w for w, n in uses.items() if w not in counts or counts[w].all < _COMMON or n > _OFTEN}
    told = {w for w, n in counts.items() if n.named >= _NAMED * n.all and not w.startswith("ال")}
    return frozenset(w for w in known | told if len(w) > 2 and w.isalpha()) - _no_names()


def _no_names() -> frozenset[str]:
    """Words that stand behind titles, or in names, without being names."""
    nouns = (*word_lists("nouns.toml", "titles").values(), *word_lists("nouns.toml", "bodies").values())
    small = word_lists("nouns.toml", "small")
    never = folded(w for words in nouns for w in words if " " not in w)
    return never | folded(small["prepositions"]) | folded(small["links"]) | folded(small["never_names"])


def _titles() -> PhraseTable[TitleWord]:
    lists = word_lists("nouns.toml", "titles")
    return phrase_table(
        (words_of(word), TitleWord(normalise(word).removeprefix("ال"), kind, key == "plural"))
        for key, words in lists.items()
        for word in words
        for kind in (TitleKind.OFFICE if key in ("office", "plural") else TitleKind(key),)
    )


def _bodies() -> PhraseTable[BodyWord]:
    return phrase_table(
        (words_of(word), BodyWord(normalise(word).removeprefix("ال"), ActorKind(kind)))
        for kind, words in word_lists("nouns.toml", "bodies").items()
        for word in words
    )


def _unnamed() -> PhraseTable[Unnamed]:
    lists = word_lists("nouns.toml", "unnamed")
    return phrase_table(
        (words_of(word), Unnamed(normalise(word), word in lists["plural"], key == "bare"))
        for key in ("bare", "marked")
        for word in lists[key]
    )


def title_ties() -> dict[str, RelationKind]:
    """What an office says of its holder, by the word that opens it."""
    return {
        normalise(word): RelationKind(kind)
        for kind, words in word_lists("nouns.toml", "ties").items()
        for word in words
    }
