"""Build the reporting cues in all their forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from functools import lru_cache

from khabar.annotate.attribution.cues import Cue, CueTables, Verb, Words
from khabar.lang.ar.clitics import noun_stems, verb_stems
from khabar.lang.ar.inflect import Tense, VerbForm, verb_forms
from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.tables import names_at_times, word_counts, word_lists
from khabar.lang.phrases import phrase_table
from khabar.pipeline.tables import folded, words_of
from khabar.schema.statements import Act

_OFTEN = 100  # uses in the pool of articles
_BARE = ""  # the connector of a verb that governs its content at once


def cue_tables() -> CueTables:
    """The reporting cues in all their forms."""
    cues = dict(_cues())
    return CueTables(
        verbs=_all_forms(cues),
        verb_of=_verb_reader(_forms(cues, bound=False), _forms(cues, bound=True)),
        participles=dict(_participles(cues)),
        nouns=_acts("nouns"),
        deeds=_deeds(cues),
        feelings=_acts("feelings"),
        meanings=_acts("meanings"),
        prepositions=phrase_table(_phrases()),
        openers=folded(word_lists("cues.toml", "words")["openers"]),
        words=_words(),
        people=_people(),
        common=_common(),
        seldom=names_at_times(),
        governed=_governed(),
        noun_stems=noun_stems,
    )


def _all_forms(cues: Mapping[str, Cue]) -> dict[str, Cue]:
    """Every form that may be one of the verbs: more than report, for a verb ends a name."""
    found: dict[str, Cue] = {}
    for perfect, imperfect, cue in _listed(cues):
        for form in verb_forms(perfect, imperfect):
            found.setdefault(form.form, cue)
    return found


def _forms(cues: Mapping[str, Cue], *, bound: bool) -> dict[str, Verb]:
    """The forms that report; those that stand before an attached pronoun only apart."""
    found: dict[str, Verb] = {}
    for perfect, imperfect, cue in _listed(cues):
        for form in verb_forms(perfect, imperfect):
            if form.bound == bound and _certain(form, perfect, imperfect):
                found.setdefault(form.form, Verb(cue, form.feminine, form.plural))
    return found


def _cues() -> Iterator[tuple[str, Cue]]:
    """Every verb of the table, by its perfect, with all that the table says of it."""
    nominal = {normalise(v): c for v, c in word_lists("cues.toml", "noun").items()}
    addressed, near, relays, news, held = (
        folded(word_lists("cues.toml", part)["verbs"])
        for part in ("addressed", "near", "relays", "news", "held")
    )
    for act, pairs in word_lists("cues.toml", "clause").items():
        for pair in pairs:
            key = normalise(pair.split()[0])
            connectors = nominal.get(key, ())
            yield (
                key,
                Cue(
                    act=Act(act),
                    connectors=tuple(normalise(c) for c in connectors if c != _BARE),
                    bare=_BARE in connectors,
                    addressed=key in addressed,
                    near=key in near,
                    relay=key in relays,
                    news=key in news,
                    held=key in held,
                ),
            )


def _listed(cues: Mapping[str, Cue]) -> Iterator[tuple[str, str, Cue]]:
    for pairs in word_lists("cues.toml", "clause").values():
        for pair in pairs:
            perfect, imperfect = pair.split()[:2]
            yield perfect, imperfect, cues[normalise(perfect)]


def _certain(form: VerbForm, perfect: str, imperfect: str) -> bool:
    """Whether a form is read as a verb of reporting: no first person, no jussive, no dual that
    looks like an adverb (نقلا)."""
    base = normalise(perfect)
    if form.tense is Tense.PERFECT:
        return form.form != base + "ا" or len(base) > 3 or base == "قال"
    plain = form.form[1:] == normalise(imperfect)[1:] or form.bound
    many = form.plural and form.form.endswith(("ون", "وا", "ان"))
    return not form.form.startswith("ن") and (plain or many)


def _verb_reader(
    read: Mapping[str, Verb], bound: Mapping[str, Verb]
) -> Callable[[str], Verb | None]:
    """Look a word up once: news repeats its reporting verbs."""
    never = folded(word_lists("cues.toml", "words")["nouns"])

    @lru_cache(maxsize=20_000)
    def verb_of(form: str) -> Verb | None:
        if form in never or form[1:] in never:
            return None
        for stem in verb_stems(form):
            verb = read.get(stem.form) or (bound.get(stem.form) if stem.pronoun else None)
            if verb is not None:
                joined = form[:1] in ("و", "ف") and not stem.form.startswith(form[:1])
                return replace(verb, pronoun=bool(stem.pronoun), joined=joined and stem.cut > 0)
        return None

    return verb_of


def _participles(cues: Mapping[str, Cue]) -> Iterator[tuple[str, Verb]]:
    for verb, stems in word_lists("cues.toml", "participles").items():
        cue = replace(cues[normalise(verb)], near=False)
        for stem in stems:
            base = normalise(stem)
            yield base + "ا", Verb(cue)
            yield base + "ه", Verb(cue, feminine=True)
            body = base[:-1] if base.endswith("ي") else base
            yield body + "ين", Verb(cue, plural=True)


def _deeds(cues: Mapping[str, Cue]) -> dict[str, Cue]:
    listed = word_lists("cues.toml", "deeds")
    return {
        normalise(noun): cues[normalise(verb)] for verb, nouns in listed.items() for noun in nouns
    }


def _phrases() -> Iterator[tuple[tuple[str, ...], Act]]:
    for act, phrases in word_lists("cues.toml", "prepositions").items():
        for phrase in phrases:
            yield _detached(words_of(phrase)), Act(act)


def _detached(words: tuple[str, ...]) -> tuple[str, ...]:
    """A phrase that ends in an attached preposition ("وفقا ل") is looked up without it."""
    return words[:-1] if len(words) > 1 and len(words[-1]) == 1 else words


def _acts(part: str) -> dict[str, Act]:
    lists = word_lists("cues.toml", part)
    return {normalise(w): Act(act) for act, words in lists.items() for w in words}


def _common() -> frozenset[str]:
    """Words that news uses often and seldom for a person: no unknown name is among them."""
    return frozenset(
        w for w, n in word_counts().items() if n.all >= _OFTEN and n.named * 10 < n.all
    )


def _governed() -> frozenset[str]:
    """Words that begin with an attached preposition: what is left of them is the commoner word."""
    counts = word_counts()
    return frozenset(
        w for w, n in counts.items()
        if w[0] in "بلك" and len(w) > 3 and (counts.get(w[1:]) or n).all > n.all
    )  # fmt: skip


def _people() -> frozenset[str]:
    """The nouns that open descriptions of people and bodies, without their article."""
    unnamed = word_lists("nouns.toml", "unnamed")
    lists = (
        *word_lists("nouns.toml", "titles").values(),
        *word_lists("nouns.toml", "bodies").values(),
        *(unnamed[part] for part in ("bare", "marked", "plural")),
    )
    phrases = (p for words in lists for p in words)
    return frozenset(normalise(p.split()[0]).removeprefix("ال") for p in phrases)


def _words() -> Words:
    lists = word_lists("cues.toml", "words")
    return Words(**{f.name: folded(lists[f.name]) for f in fields(Words)})
