"""Turn the catalogue and the language's tables into what the steps look words up in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from khabar.annotate.attribution import Cue, CueTables
from khabar.annotate.events import Trigger, TriggerTables, VerbTrigger
from khabar.annotate.modality import ModalityTables
from khabar.catalog.event_types import EventTypeEntry, Triggers
from khabar.errors import TableError
from khabar.lang.ar.clitics import noun_stems, verb_stems
from khabar.lang.ar.inflect import VerbForm, noun_forms, verb_forms
from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.tables import word_lists
from khabar.lang.phrases import PhraseTable, phrase_table
from khabar.schema.events import Counted
from khabar.schema.statements import Act


def words_of(phrase: str) -> tuple[str, ...]:
    """The normalised words of a phrase, marks dropped."""
    return tuple(normalise(phrase).replace('"', " ").replace("-", " - ").split())


def folded(words: Iterable[str]) -> frozenset[str]:
    """Words as they are looked up."""
    return frozenset(normalise(w) for w in words)


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


def modality_tables() -> ModalityTables:
    """The words that decide status and polarity."""
    lists = {key: folded(words) for key, words in word_lists("modality.toml").items()}
    return ModalityTables(
        negation=lists["negation"],
        planned_before=lists["planned_before"],
        planned_after=lists["planned_after"],
        possible_before=lists["possible_before"],
        possible_after=lists["possible_after"],
        ongoing_before=lists["ongoing_before"],
        ongoing_after=lists["ongoing_after"],
    )


def counted_words() -> dict[str, Counted]:
    """Words that say what a number counts."""
    return {
        normalise(w): Counted(what)
        for what, words in word_lists("counted.toml").items()
        for w in words
    }


def trigger_tables(entries: Iterable[EventTypeEntry], cues: CueTables) -> TriggerTables:
    """The triggers of all event types in all their forms."""
    verbs: dict[str, list[VerbTrigger]] = {}
    nouns: list[tuple[tuple[str, ...], Trigger]] = []
    for entry in entries:
        triggers = entry.triggers.get("ar", Triggers())
        for form, verb in _verbs(entry, triggers):
            verbs.setdefault(form, []).append(verb)
        nouns += _nouns(entry, (*triggers.nouns, *triggers.participles))
    return TriggerTables(
        verbs={k: tuple(v) for k, v in verbs.items()},
        nouns=phrase_table(nouns),
        any_verb=frozenset(verbs) | frozenset(cues.verbs),
        openers=cues.openers,
        verb_stems=verb_stems,
        noun_stems=noun_stems,
    )


def _verbs(entry: EventTypeEntry, triggers: Triggers) -> Iterator[tuple[str, VerbTrigger]]:
    for passive, listed in ((False, triggers.verbs), (True, triggers.passive)):
        for written in listed:
            perfect, imperfect, then = split_verb(written, entry.name)
            key = " ".join((perfect, *then))
            trigger = _trigger(entry, tuple(map(normalise, then)), passive, _needs(entry, key))
            for form in verb_forms(perfect, imperfect):
                yield form.form, _verb(trigger, form)


def _verb(trigger: Trigger, form: VerbForm) -> VerbTrigger:
    return VerbTrigger(trigger, form.tense, form.bound)


def split_verb(written: str, where: str) -> tuple[str, str, tuple[str, ...]]:
    """A verb as tables write it: perfect, imperfect, and the words that must follow.

    "وصل يصل إلى" has one word behind both forms; "لقي مصرعه يلقى مصرعه" repeats it.

    Raises:
        TableError: there are not two forms.
    """
    words = written.split()
    half = len(words) // 2
    if len(words) >= 4 and len(words) % 2 == 0 and words[1:half] == words[half + 1 :]:
        return words[0], words[half], tuple(words[1:half])
    if len(words) < 2:
        raise TableError(f"event type {where}", f"the verb {written!r} needs perfect and imperfect")
    return words[0], words[1], tuple(words[2:])


def _nouns(
    entry: EventTypeEntry, listed: Iterable[str]
) -> Iterator[tuple[tuple[str, ...], Trigger]]:
    for noun in listed:
        trigger = _trigger(entry, (), False, _needs(entry, noun))
        for form in noun_forms(noun):
            yield tuple(form.split()), trigger


def _needs(entry: EventTypeEntry, key: str) -> frozenset[str]:
    return folded(entry.needs.get(key, ()))


def _trigger(
    entry: EventTypeEntry, then: tuple[str, ...], passive: bool, needs: frozenset[str]
) -> Trigger:
    roles = entry.roles
    return Trigger(
        type=entry.plover, mode=entry.mode, symmetric=roles.symmetric, then=then, needs=needs,
        recipient=tuple("object" if r == "object" else normalise(r) for r in roles.recipient),
        complement_acts=roles.object_of_noun == "actor", passive=passive,
        found_by=f"rule:{entry.plover.value.lower()}-{entry.mode}",
    )  # fmt: skip


def table_of(pairs: Mapping[str, object]) -> PhraseTable[object]:
    """A phrase table from phrases in ordinary spelling."""
    return phrase_table((words_of(k), v) for k, v in pairs.items())
