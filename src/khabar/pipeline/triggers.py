"""Build the triggers of all event types in all their forms, and the words of status."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from khabar.annotate.attribution import CueTables
from khabar.annotate.events import ClauseWords, Trigger, TriggerTables, VerbTrigger
from khabar.annotate.modality import ModalityTables
from khabar.catalog.actors import known_states
from khabar.catalog.event_types import EventTypeEntry, Triggers
from khabar.errors import TableError
from khabar.lang.ar.clitics import Stem, noun_stems, verb_stems
from khabar.lang.ar.inflect import VerbForm, noun_forms, verb_forms
from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.tables import word_lists
from khabar.lang.phrases import phrase_table
from khabar.pipeline.tables import folded

_ONTO = ("", "ال", "و", "ب", "ل", "وال", "بال")
_SHORT = ("شن", "تم")  # other words of two letters are seldom verbs
_MINE = ("ي", "ك")  # on a noun "my" and "your": هاتفي is no verb


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
        occurred_before=lists["occurred_before"],
        was=lists["was"],
        lasting=frozenset(word_lists("modality.toml")["lasting"]),
    )


def trigger_tables(entries: Iterable[EventTypeEntry], cues: CueTables) -> TriggerTables:
    """The triggers of all event types in all their forms, and the clause words around them."""
    verbs: dict[str, list[VerbTrigger]] = {}
    nouns: list[tuple[tuple[str, ...], Trigger]] = []
    for entry in entries:
        triggers = entry.triggers.get("ar", Triggers())
        for form, verb in _verbs(entry, triggers):
            verbs.setdefault(form, []).append(verb)
        nouns += _nouns(entry, (*triggers.nouns, *triggers.participles))
    governing = word_lists("clauses.toml", "governing")
    known = _known([*(v.form for each in verbs.values() for v in each), *_other_verbs().values()])
    words = _clause_words(cues)
    return TriggerTables(
        verbs={k: tuple(v) for k, v in verbs.items()},
        nouns=phrase_table(nouns),
        known=frozenset(known),
        verb_of=_verb_of(known, words.never),
        reporting=lambda form: cues.verb_of(form) is not None,
        governs=_class_of({f: k for k, v in governing.items() for f in _forms(v)}),
        words=words,
        verb_stems=verb_stems,
        noun_stems=noun_stems,
    )


def _other_verbs() -> dict[str, VerbForm]:
    """Verbs that assert no event but have a subject: common ones, and those that report."""
    common = word_lists("clauses.toml", "words")["verbs"]
    reporting = (p for pairs in word_lists("cues.toml", "clause").values() for p in pairs)
    governing = word_lists("clauses.toml", "governing").values()
    return _forms((*common, *reporting, *(pair for pairs in governing for pair in pairs)))


def _clause_words(cues: CueTables) -> ClauseWords:
    lists = word_lists("clauses.toml", "words")
    pronominal = (pair.split() for pair in lists["pronominal"])
    return ClauseWords(
        leads=folded(lists["leads"]),
        adverbs=folded(lists["adverbs"]),
        counted=folded(lists["counted"]),
        openers=cues.openers,
        relatives=folded(lists["relatives"]),
        agents=folded(lists["agents"]),
        instruments=folded(lists["instruments"]),
        never=folded(lists["never"]),
        duals=folded(lists["duals"]),
        sport=folded(lists["sport"]),
        auxiliaries=folded(lists["auxiliaries"]),
        palaces=folded(lists["palaces"]),
        masculine_states=frozenset(lists["masculine"]),
        masculine_bodies=folded(lists["bodies"]),
        pronominal={normalise(word): pronoun for word, pronoun in pronominal},
        nations=_nations(),
    )


def _nations() -> dict[str, str]:
    """The adjectives of states, masculine and feminine, with and without the article."""
    found: dict[str, str] = {}
    for state in known_states():
        for word in map(normalise, state.nationality):
            for form in (word, word + "ه", "ال" + word, "ال" + word + "ه"):
                found.setdefault(form, state.actor.id)
    return found


def _known(forms: Iterable[VerbForm]) -> dict[str, VerbForm]:
    known: dict[str, VerbForm] = {}
    for form in forms:
        other = known.get(form.form)
        if other is not None and other.bound and not form.bound:
            other = None
        if other is None:
            known[form.form] = form
        elif other.feminine != form.feminine and not form.bound:
            known[form.form] = replace(other, common=True)
    return known


def _forms(pairs: Iterable[str]) -> dict[str, VerbForm]:
    return {form.form: form for pair in pairs for form in verb_forms(*pair.split()[:2])}


def _class_of(classes: Mapping[str, str]) -> Callable[[str], str]:
    """Look up once what the subject of a verb is to the noun it governs; empty where unknown."""

    @lru_cache(maxsize=20_000)
    def class_of(form: str) -> str:
        return next((classes[s.form] for s in verb_stems(form) if s.form in classes), "")

    return class_of


def _verb_of(
    known: Mapping[str, VerbForm], never: frozenset[str]
) -> Callable[[str], tuple[VerbForm, Stem] | None]:
    """Look a word up among the verbs once; short forms and those seldom verbs are left out."""

    @lru_cache(maxsize=20_000)
    def verb_of(form: str) -> tuple[VerbForm, Stem] | None:
        for stem in verb_stems(form) if form not in never else ():
            found = known.get(stem.form)
            short = len(stem.form) < 3 and stem.form not in _SHORT
            if found is None or short or stem.pronoun in _MINE:
                continue
            if stem.pronoun or not found.bound:
                return found, stem
        return None

    return verb_of


def _verbs(entry: EventTypeEntry, triggers: Triggers) -> Iterator[tuple[str, VerbTrigger]]:
    for passive, listed in ((False, triggers.verbs), (True, triggers.passive)):
        for written in listed:
            perfect, imperfect, then = split_verb(written, entry.name)
            key = " ".join((perfect, *then))
            trigger = _trigger(entry, tuple(map(normalise, then)), passive, _needs(entry, key))
            for form in verb_forms(perfect, imperfect):
                yield form.form, VerbTrigger(trigger, form)


def split_verb(written: str, where: str) -> tuple[str, str, tuple[str, ...]]:
    """A verb as tables write it: perfect, imperfect, and the words that must follow.

    "وصل يصل إلى" has one word behind both forms; "لقي مصرعه يلقى مصرعه" repeats it.

    Raises:
        TableError: there are not two forms.
    """
    words = written.split()
    half = len(words) // 2
    if len(words) >= 4 and len(words) % 2 == 0 and words[1:half] == words[half + 1 :]:
        return *_masculine(words[0], words[half]), tuple(words[1:half])
    if len(words) < 2:
        raise TableError(f"event type {where}", f"the verb {written!r} needs perfect and imperfect")
    return *_masculine(words[0], words[1]), tuple(words[2:])


def _masculine(perfect: str, imperfect: str) -> tuple[str, str]:
    """A verb listed in the feminine (قصفت تقصف), in the masculine that all forms grow from."""
    if perfect.endswith("ت") and imperfect.startswith("ت"):
        return perfect[:-1], "ي" + imperfect[1:]
    return perfect, imperfect


def _nouns(
    entry: EventTypeEntry, listed: Iterable[str]
) -> Iterator[tuple[tuple[str, ...], Trigger]]:
    for noun in listed:
        trigger = _trigger(entry, (), False, _needs(entry, noun))
        for form in noun_forms(noun):
            yield tuple(form.split()), trigger


def _needs(entry: EventTypeEntry, key: str) -> frozenset[str]:
    words = folded(entry.needs.get(key, ()))
    return frozenset(prefix + word for word in words for prefix in _ONTO)


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
