"""Build the reporting cues in all their forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from khabar.annotate.attribution import Cue, CueTables
from khabar.lang.ar.clitics import noun_stems, verb_stems
from khabar.lang.ar.inflect import verb_forms
from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.tables import word_lists
from khabar.lang.phrases import phrase_table
from khabar.pipeline.tables import folded, words_of
from khabar.schema.statements import Act


def cue_tables() -> CueTables:
    """The reporting cues in all their forms."""
    nominal = {normalise(v): c for v, c in word_lists("cues.toml", "noun").items()}
    verbs: dict[str, Cue] = {}
    for act, pairs in word_lists("cues.toml", "clause").items():
        for pair in pairs:
            perfect, imperfect = pair.split()[:2]
            connectors = nominal.get(normalise(perfect))
            cue = Cue(Act(act), connectors or (), connectors is not None)
            for form in verb_forms(perfect, imperfect):
                verbs.setdefault(form.form, cue)
    prepositions = (
        (words_of(phrase), Act(act))
        for act, phrases in word_lists("cues.toml", "prepositions").items()
        for phrase in phrases
    )
    return CueTables(
        verbs=verbs,
        verb_of=_cue_of(verbs),
        participles=_acts("participles"),
        nouns=_acts("nouns"),
        prepositions=phrase_table((_detached(w), act) for w, act in prepositions),
        openers=folded(word_lists("cues.toml", "openers")["clause"]),
        noun_stems=noun_stems,
    )


def _cue_of(verbs: Mapping[str, Cue]) -> Callable[[str], Cue | None]:
    """Look a word up once: news repeats its reporting verbs."""

    @lru_cache(maxsize=65536)
    def cue_of(form: str) -> Cue | None:
        return next((verbs[s.form] for s in verb_stems(form) if s.form in verbs), None)

    return cue_of


def _detached(words: tuple[str, ...]) -> tuple[str, ...]:
    """A phrase that ends in an attached preposition ("وفقا ل") is looked up without it."""
    return words[:-1] if len(words) > 1 and len(words[-1]) == 1 else words


def _acts(part: str) -> dict[str, Act]:
    lists = word_lists("cues.toml", part)
    return {normalise(w): Act(act) for act, words in lists.items() for w in words}
