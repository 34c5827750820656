"""Build what the searches for relations and disputes look words up in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from khabar.annotate.disputes import DisputeWords
from khabar.annotate.relations import Gender, RelationTables, Tie, VerbTie, without_pronoun
from khabar.lang.ar.clitics import Stem, noun_stems, verb_stems
from khabar.lang.ar.inflect import Tense, verb_forms
from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.tables import word_lists
from khabar.lang.phrases import PhraseTable, phrase_table
from khabar.pipeline.tables import folded, words_of
from khabar.schema.events import EventType
from khabar.schema.names import ActorKind
from khabar.schema.statements import RelationKind

_LINKS = frozenset({"ل", "ب", "من", "على", "عن", "مع", "إلى", "في", "بين"})
_TABLE = "relations.toml"
# told in the perfect these are events (they took the town), or other words (مثل, like)
_LASTING = frozenset({RelationKind.CONTROLS, RelationKind.REPRESENTS, RelationKind.PART_OF})


def relation_tables() -> RelationTables:
    """All tables of the search for relations."""
    verb_of = _verb_of()
    phrases = phrase_table(_all_phrases())
    nouns = phrase_table(_nouns())
    kin = {normalise(w): kind for kind, words in _part("kin") for w in words}
    return RelationTables(
        stems=noun_stems,
        offices=_offices(),
        groups=phrase_table((words_of(w), kind) for kind, words in _part("groups") for w in words),
        phrases=phrases,
        nouns=nouns,
        kin=kin,
        may_tie=_may_tie(phrases, nouns, kin, verb_of),
        verb_of=verb_of,
        events=_events(),
        **{k: folded(v) for k, v in word_lists(_TABLE, "small").items()},
    )


def _may_tie(
    phrases: PhraseTable[Tie],
    nouns: PhraseTable[Tie],
    kin: Mapping[str, RelationKind],
    verb_of: Callable[[str], tuple[tuple[VerbTie, Stem], ...]],
) -> Callable[[str], bool]:
    @lru_cache(maxsize=20_000)
    def may_tie(form: str) -> bool:
        if phrases.opens(form, noun_stems) or nouns.opens(form, noun_stems) or verb_of(form):
            return True
        owned = without_pronoun(form)[0]
        return owned != form and any(
            s.form in kin or s.form in nouns.by_first for s in noun_stems(owned)
        )

    return may_tie


def dispute_words() -> DisputeWords:
    """The words by which one claim is set against another."""
    lists = {k: folded(v) for k, v in word_lists("disputes.toml").items()}
    return DisputeWords(**lists)


def _part(name: str) -> Iterator[tuple[RelationKind, tuple[str, ...]]]:
    for kind, words in word_lists(_TABLE, name).items():
        yield RelationKind(kind), words


def _offices() -> PhraseTable[tuple[RelationKind, frozenset[ActorKind]]]:
    rows = []
    for kind, phrases in _part("offices"):
        for phrase in phrases:
            words, _, kinds = phrase.partition("|")
            rows.append((words_of(words), (kind, frozenset(map(ActorKind, kinds.split())))))
    return phrase_table(rows)


def _events() -> dict[tuple[EventType, str | None], RelationKind]:
    return {
        (EventType(row.split()[0]), row.split()[1]): kind
        for kind, rows in _part("events")
        for row in rows
    }


def _split(phrase: str) -> tuple[tuple[str, ...], str]:
    """The words of a phrase, and the preposition at its end under which the other side stands."""
    words = phrase.split()
    link = words[-1] if len(words) > 1 and words[-1] in _LINKS else ""
    return words_of(" ".join(words[:-1] if link else words)), normalise(link)


def _all_phrases() -> Iterator[tuple[tuple[str, ...], Tie]]:
    yield from _phrases("towards", turned=False)
    yield from _phrases("from", turned=True)
    yield from _fixed("as", turned=False)
    yield from _fixed("under", turned=True)


def _phrases(part: str, *, turned: bool) -> Iterator[tuple[tuple[str, ...], Tie]]:
    for kind, phrases in _part(part):
        for phrase in phrases:
            (first, *rest), link = _split(phrase)
            for form, gender in _forms(first):
                yield (form, *rest), Tie(kind, link, turned, gender)


def _fixed(part: str, *, turned: bool) -> Iterator[tuple[tuple[str, ...], Tie]]:
    for kind, phrases in _part(part):
        for phrase in phrases:
            words, link = _split(phrase)
            yield words, Tie(kind, link, turned)


def _forms(word: str) -> Iterator[tuple[str, Gender]]:
    """A participle in the forms that agree with what it is said of."""
    weak = word.endswith("ي") and word not in ("قيادي", "صحفي", "صحافي", "محامي")
    stem = word[:-1] if weak else word
    yield word, Gender.MASCULINE
    if weak:
        yield stem, Gender.MASCULINE
    yield word + "ا", Gender.MASCULINE
    yield word + "ه", Gender.FEMININE
    for end in ("ين", "ون"):
        yield stem + end, Gender.PLURAL
    for end in ("تين", "تان", "ات"):
        yield word + end, Gender.ANY


def _nouns() -> Iterator[tuple[tuple[str, ...], Tie]]:
    for kind, phrases in _part("nouns"):
        for phrase in phrases:
            words, link = _split(phrase)
            yield words, Tie(kind, link)


def _verb_of() -> Callable[[str], tuple[tuple[VerbTie, Stem], ...]]:
    verbs: dict[str, list[VerbTie]] = {}
    for kind, rows in _part("verbs"):
        for row in rows:
            perfect, imperfect, *link = row.split()
            for form in verb_forms(perfect, imperfect):
                if form.tense is Tense.PERFECT and kind in _LASTING:
                    continue
                tie = VerbTie(
                    kind, tuple(map(normalise, link)), form.feminine, form.plural,
                    form.tense is Tense.PERFECT,
                )  # fmt: skip
                verbs.setdefault(form.form, []).append(tie)

    @lru_cache(maxsize=20_000)
    def verb_of(form: str) -> tuple[tuple[VerbTie, Stem], ...]:
        return tuple((t, s) for s in verb_stems(form) for t in verbs.get(s.form, ()))

    return verb_of
