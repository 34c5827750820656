"""Build what the search for names looks words up in."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from functools import cache

from khabar.annotate.groups import GroupTables, Holding
from khabar.annotate.names import BodyWord, NameTables, TitleKind, TitleWord
from khabar.annotate.names.tables import PeopleWord, Unnamed
from khabar.catalog.actors import (
    KnownActor,
    KnownPlace,
    KnownState,
    known_institutions,
    known_persons,
    known_places,
    known_states,
)
from khabar.catalog.offices import tenures
from khabar.lang.ar.clitics import noun_stems
from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.tables import names_at_times, word_classes, word_counts, word_lists
from khabar.lang.phrases import PhraseTable, phrase_table
from khabar.pipeline.tables import folded, words_of
from khabar.schema.names import ActorKind


def name_tables(verbs: frozenset[str]) -> NameTables:
    """All tables of the search for names, from catalogue and language."""
    states, persons = tuple(known_states()), tuple(known_persons())
    small = {k: folded(v) for k, v in word_lists("nouns.toml", "small").items()}
    ways = {k: _lemmas(v) for k, v in word_lists("nouns.toml", "ways").items()}
    unnamed = word_lists("nouns.toml", "unnamed")
    classes = word_classes()
    given = _given(persons)
    adjectives = (classes["adjective"] | small["modifiers"]) - small["relative"]
    return NameTables(
        stems=noun_stems,
        known=phrase_table(_known(states, persons)),
        doubtful=phrase_table(_doubtful(persons)),
        places=phrase_table(_places()),
        doubtful_places=phrase_table(
            (words_of(f), p) for p in known_place_table().values() for f in p.doubtful
        ),
        capitals={f"capital:{s.actor.id}": s.actor for s in states},
        nations=_nations(states),
        peoples=folded(w for s in states for w in s.people),
        titles=_titles(),
        predicates=_predicates(),
        tails={normalise(k): folded(v) for k, v in word_lists("nouns.toml", "tails").items()},
        bodies=_bodies(ways["followers"]),
        naming=ways["naming"],
        personal=ways["personal"],
        joined=ways["joined"],
        purposeful=ways["purposeful"],
        asides=small["asides"],
        state_heads=ways["state"],
        sides=folded(word_lists("nouns.toml", "ways")["side"]),
        people=_people(),
        many=phrase_table((words_of(w), w) for w in word_lists("nouns.toml", "people")["many"]),
        numbers=folded(word_lists("nouns.toml", "people")["numbers"]),
        unnamed=_unnamed(),
        unnamed_marks=folded(unnamed["marks"]),
        withholding=folded(unnamed["withholding"]),
        withheld=folded(unnamed["withheld"]),
        adjectives=adjectives,
        bare_adjectives=_bare(adjectives, small),
        construct=small["construct"],
        particles=small["particles"],
        prepositions=small["prepositions"],
        where=small["where"],
        affairs=small["affairs"],
        recognised=small["recognised"],
        never=small["never_names"] | small["function"],
        ordinary=frozenset(word_counts()) - given,
        frequent=frozenset(w for w, n in word_counts().items() if n.all >= _FREQUENT) - given,
        given=given,
        seldom=(_seldom() | small["forenames"]) - given,
        verbs=(verbs | classes["verb"]) - given,
        states={s.actor.id: s.actor for s in states},
    )


def _bare(adjectives: frozenset[str], small: dict[str, frozenset[str]]) -> frozenset[str]:
    """Adjectives without the article, less what are other words then (إلى is no آلي)."""
    bare = frozenset(w[2:] for w in adjectives) | small["bare_modifiers"]
    return bare - small["prepositions"] - small["function"] - small["links"]


def _lemmas(words: Iterable[str]) -> frozenset[str]:
    return frozenset(normalise(w).removeprefix("ال") for w in words)


def _doubtful(persons: tuple[KnownActor, ...]) -> Iterator[tuple[tuple[str, ...], KnownActor]]:
    for actor in (*known_institutions(), *persons):
        for form in actor.doubtful:
            yield words_of(form), actor


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


def _places() -> Iterator[tuple[tuple[str, ...], KnownPlace]]:
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
        if forms or place.doubtful:
            table[place.id] = replace(place, forms=forms)
    return table


def _nations(states: tuple[KnownState, ...]) -> dict[str, str]:
    """Nationalities with and without the article, singular and plural."""
    found: dict[str, str] = {}
    for state in states:
        for word in (*state.nationality, *state.people):
            for form in (normalise(word), "ال" + normalise(word)):
                found.setdefault(form, state.actor.id)
    others = folded(word_lists("nouns.toml", "small")["not_nations"])
    return {form: state for form, state in found.items() if form not in others}


_NAMED = 0.12  # share of a word's uses behind titles from which on it is taken for a name
_FREQUENT = 300  # uses from which on a word with the article is no unheard surname
_COMMON = 20_000
_OFTEN = 8
_RARER = 4  # a word with a clitic is rarer than the word itself


def _given(persons: tuple[KnownActor, ...]) -> frozenset[str]:
    """Words of names: those of known persons, and those that news puts behind titles."""
    counts = word_counts()
    uses: dict[str, int] = {}
    for person in persons:
        for word in {w for form in person.forms for w in words_of(form)}:
            uses[word] = uses.get(word, 0) + 1
    known = {w for w, n in uses.items() if w not in counts or counts[w].all < _COMMON or n > _OFTEN}
    told = {w for w, n in counts.items() if n.named >= _NAMED * n.all}
    names = {w for w in known | told if len(w) > 2 and w.isalpha() and not _clitic_on(w, known)}
    nations = frozenset(_nations(tuple(known_states())))
    return (
        frozenset(names)
        - nations
        - _no_names()
        - word_classes()["verb"]
        - word_classes()["adjective"]
    )


def _seldom() -> frozenset[str]:
    """Words of news that are names now and then."""
    return names_at_times() - _no_names() - word_classes()["verb"]


def _clitic_on(word: str, known: Container[str]) -> bool:
    """Whether a word is a more common one with a clitic on it: وزير, not وليد, under و."""
    counts = word_counts()
    if word in known or word not in counts or word[0] not in "وفبلك":
        return False
    rest = counts.get(word[1:])
    return rest is not None and rest.all > _RARER * counts[word].all


def _no_names() -> frozenset[str]:
    """Words that stand behind titles, or in names, without being names."""
    parts = ("titles", "bodies", "people", "unnamed")
    nouns = (words for part in parts for words in word_lists("nouns.toml", part).values())
    small = word_lists("nouns.toml", "small")
    never = folded(w for words in nouns for w in words if " " not in w)
    others = ("prepositions", "links", "never_names", "construct", "bare_modifiers", "function")
    return never.union(*(folded(small[name]) for name in others))


def _titles() -> PhraseTable[TitleWord]:
    lists = word_lists("nouns.toml", "titles")
    kin = folded(lists["kin"])
    trades = folded(word_lists("nouns.toml", "ways")["trades"])
    return phrase_table(
        (words_of(word), TitleWord(lemma, kind, key == "plural", lemma in kin, lemma in trades))
        for key, words in lists.items()
        for word in words
        for kind in (TitleKind.OFFICE if key in ("office", "plural", "kin") else TitleKind(key),)
        for lemma in (normalise(word).removeprefix("ال"),)
    )


def _predicates() -> dict[str, str]:
    """Posts in the accusative without the article, as a verb gives them: رئيسا, قائدا."""
    words = folded(w for w in word_lists("nouns.toml", "titles")["office"] if " " not in w)
    return {w + "ا": w + "ا" for w in words if not w.startswith("ال") and w[-1] not in "هي"}


def _bodies(followers: frozenset[str]) -> PhraseTable[BodyWord]:
    return phrase_table(
        (words_of(word), BodyWord(lemma, ActorKind(kind), lemma in followers))
        for kind, words in word_lists("nouns.toml", "bodies").items()
        for word in words
        for lemma in (normalise(word).removeprefix("ال"),)
    )


def _people() -> dict[str, PeopleWord]:
    lists = word_lists("nouns.toml", "people")
    kinds = {
        "group": PeopleWord(ActorKind.GROUP), "armed_group": PeopleWord(ActorKind.ARMED_GROUP),
        "military": PeopleWord(ActorKind.MILITARY),
        "counted_group": PeopleWord(ActorKind.GROUP, True, False),
        "counted_armed": PeopleWord(ActorKind.ARMED_GROUP, True, False),
        "counted_military": PeopleWord(ActorKind.MILITARY, True, False),
        "dual": PeopleWord(ActorKind.GROUP),
    }  # fmt: skip
    return {w: kind for key, kind in reversed(kinds.items()) for w in folded(lists[key])}


def _unnamed() -> PhraseTable[Unnamed]:
    lists = word_lists("nouns.toml", "unnamed")
    return phrase_table(
        (words_of(word), Unnamed(normalise(word), word in lists["plural"], key == "bare"))
        for key in ("bare", "marked")
        for word in lists[key]
    )


def group_tables() -> GroupTables:
    """What bringing mentions together needs."""
    stand_ins: dict[str, set[ActorKind]] = {}
    for kind, words in word_lists("nouns.toml", "stand_ins").items():
        for word in folded(words):
            stand_ins.setdefault(word, set()).add(ActorKind(kind))
    states = tuple(known_states())
    names = {normalise(f): s.actor.id for s in states for f in s.actor.forms if " " not in f}
    return GroupTables(
        governing=_lemmas(word_lists("nouns.toml", "ways")["state"]),
        nations={**names, **_nations(states)},
        places=known_place_table(),
        holders=_holders(),
        stand_ins={word: frozenset(kinds) for word, kinds in stand_ins.items()},
        former=folded(word_lists("nouns.toml", "small")["former"]),
        synonyms={
            normalise(k): normalise(v[0]) for k, v in word_lists("nouns.toml", "synonyms").items()
        },
    )


def _holders() -> dict[str, tuple[Holding, ...]]:
    """Who held an office, by the ways in which news words it: وزير خارجية روسيا, الوزير الروسي."""
    persons = {p.id: p for p in known_persons()}
    states = {s.actor.id: s for s in known_states()}
    found: dict[str, list[Holding]] = {}
    for tenure in tenures():
        person, state = persons.get(tenure.person), states.get(tenure.of or "")
        if person is None:
            continue
        held = Holding(person.id, person.name, tenure.start, tenure.end)
        for wording in _wordings(normalise(tenure.office).removeprefix("ال"), state):
            found.setdefault(wording, []).append(held)
    return {wording: tuple(held) for wording, held in found.items()}


_SAME_OFFICE = {
    "رءيس الجمهوريه": ("رءيس", "رءيس الجمهوريه"),
    "رءيس الوزراء": ("رءيس الوزراء", "رءيس الحكومه", "رءيس مجلس الوزراء"),
    "ملك": ("ملك", "عاهل"),
}


def _wordings(office: str, state: KnownState | None) -> Iterator[str]:
    """An office as told, and with the nationality or the name of its state."""
    yield office
    if office.startswith("قاءد العام لل"):
        yield f"قاءد ال{office.removeprefix('قاءد العام لل')}"
    if state is None:
        return
    adjectives = ["ال" + normalise(w) for w in state.nationality]
    names = [normalise(f) for f in state.actor.forms]
    for told in _SAME_OFFICE.get(office, (office,)):
        yield from (f"{told} {adjective}" for adjective in adjectives)
        head, _, rest = told.partition(" ")
        inner = f"{head} {rest.removeprefix('ال')}".strip()
        yield from (f"{inner} {name}" for name in names)
