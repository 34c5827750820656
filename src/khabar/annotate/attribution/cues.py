"""The words that show attribution, as reading needs them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from khabar.lang.ar.clitics import Stem
from khabar.lang.phrases import PhraseTable
from khabar.schema.statements import Act


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb: what is done by it, and how its content may follow.

    connectors lead to a noun as its content ("" in bare: the noun follows at once). addressed: it
    may have an object before the content ("اتهم روسيا بكذا"), which then opens the content.
    near: it reports only where the content stands right behind it or its subject. relay: it hands
    on what somebody else says ("نقلت الوكالة عن مصدر"). news: its noun is news itself ("نشرت تقارير
    عن"). held: the speaker is the paper that holds the words ("جاء في البيان").
    """

    act: Act
    connectors: tuple[str, ...] = ()
    bare: bool = False
    addressed: bool = False
    near: bool = False
    relay: bool = False
    news: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Verb:
    """A word read as a reporting verb, and what its subject must agree with."""

    cue: Cue
    feminine: bool = False
    plural: bool = False
    pronoun: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Small words that steer the search for source and content, by their part in it."""

    openers: frozenset[str]
    skips: frozenset[str]
    prepositions: frozenset[str]
    governors: frozenset[str]
    relatives: frozenset[str]
    free: frozenset[str]
    negations: frozenset[str]
    auxiliaries: frozenset[str]
    clauses: frozenset[str]
    breaks: frozenset[str]
    impersonal: frozenset[str]
    passive: frozenset[str]
    documents: frozenset[str]
    speaking: frozenset[str]
    plurals: frozenset[str]
    masculine: frozenset[str]
    lead_ins: frozenset[str]
    nouns: frozenset[str]
    news: frozenset[str]
    reports: frozenset[str]
    occasions: frozenset[str]
    attributes: frozenset[str]
    toward: frozenset[str]
    excepting: frozenset[str]
    quantifiers: frozenset[str]
    own_words: frozenset[str]
    again: frozenset[str]


@dataclass(frozen=True, slots=True)
class CueTables:
    """All cues of a language, by normalised form; seldom: common words that are names at times."""

    verbs: Mapping[str, Cue]
    verb_of: Callable[[str], Verb | None]
    participles: Mapping[str, Verb]
    nouns: Mapping[str, Act]
    deeds: Mapping[str, Cue]
    feelings: Mapping[str, Act]
    meanings: Mapping[str, Act]
    prepositions: PhraseTable[Act]
    openers: frozenset[str]
    words: Words
    people: frozenset[str]
    common: frozenset[str]
    seldom: frozenset[str]
    governed: frozenset[str]
    noun_stems: Callable[[str], tuple[Stem, ...]]
