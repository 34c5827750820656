"""Build what the searches for relations and disputes look words up in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from khabar.annotate.disputes import DisputeWords
from khabar.annotate.relations import Gender, RelationTables, Tie, VerbTie
from khabar.lang.ar.clitics import Stem, noun_stems, verb_stems
from khabar.lang.ar.inflect import Tense, verb_forms
from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.tables import word_lists
from khabar.lang.phrases import PhraseTable, phrase_table
from khabar.pipeline.tables import folded, words_of
from khabar.schema.names import ActorKind
from khabar.schema.statements import RelationKind

_LINKS = frozenset({"ل", "ب", "من", "على", "عن", "مع", "إلى", "في", "بين"})
_TABLE = "relations.toml"
# told in the perfect these are events (they took the town), or other words (مثل, like)
_LASTING = frozenset({RelationKind.CONTROLS, RelationKind.REPRESENTS, RelationKind.PART_OF})


def relation_tables() -> RelationTables:
    """All tables of the search for relations."""
    small = {k: folded(v) for k, v in word_lists(_TABLE, "small").items()}
    return RelationTables(
        stems=noun_stems,
        offices=_offices(),
        groups=phrase_table((words_of(w), kind) for kind, words in _part("groups") for w in words),
        phrases=phrase_table(
            (
                *_phrases("towards", turned=False),
                *_phrases("from", turned=True),
                *_fixed("as", turned=False),
                *_fixed("under", turned=True),
            )
        ),
        nouns=phrase_table(_nouns()),
        kin={normalise(w): kind for kind, words in _part("kin") for w in words},
        verb_of=_verb_of(),
        negations=small["negations"],
        unsure=small["unsure"],
        auxiliaries=small["auxiliaries"],
        relatives=small["relatives"],
        between=small["between"],
        openers=small["openers"],
        joints=small["joints"],
        one_of=small["one_of"],
        sorts=small["sorts"],
    )


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


def _split(phrase: str) -> tuple[tuple[str, ...], str]:
    """The words of a phrase, and the preposition at its end under which the other side stands."""
    words = phrase.split()
    link = words[-1] if len(words) > 1 and words[-1] in _LINKS else ""
    return words_of(" ".join(words[:-1] if link else words)), normalise(link)


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

    @lru_cache(maxsize=65536)
    def verb_of(form: str) -> tuple[tuple[VerbTie, Stem], ...]:
        return tuple((t, s) for s in verb_stems(form) for t in verbs.get(s.form, ()))

    return verb_of
