"""What the search for events knows: triggers in all their forms, and who can take part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from khabar.lang.ar.clitics import Stem
from khabar.lang.ar.inflect import Tense, VerbForm
from khabar.lang.phrases import PhraseTable
from khabar.schema.events import EventType
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorId


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that asserts an event, and how its participants attach.

    then: words that must follow it; needs: words, with what may be written onto them, of which one
    must stand in its sentence;
    passive: the noun behind the verb is who it is done to.
    """

    type: EventType
    mode: str
    recipient: tuple[str, ...]
    symmetric: bool
    complement_acts: bool
    then: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    passive: bool = False
    found_by: str = "rule:trigger"


@dataclass(frozen=True, slots=True)
class VerbTrigger:
    """A form of a triggering verb."""

    trigger: Trigger
    form: VerbForm


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """The small words around verbs, as normalised forms.

    Behind one of leads stands a noun; adverbs may stand between a verb and its subject; counted
    stand between a noun and those it is about; openers and relatives open clauses; agents and
    instruments stand before a doer; never are spelt like verbs; pronominal maps a preposition
    with a pronoun to the pronoun; duals mean the two named last; sport tells of games; auxiliaries
    stand between a subject in front and its verb.
    masculine_states (keys), masculine_bodies and palaces tell the gender of a subject, nations
    maps adjectives to the keys of states.
    """

    leads: frozenset[str]
    adverbs: frozenset[str]
    counted: frozenset[str]
    openers: frozenset[str]
    relatives: frozenset[str]
    agents: frozenset[str]
    instruments: frozenset[str]
    never: frozenset[str]
    duals: frozenset[str]
    sport: frozenset[str]
    auxiliaries: frozenset[str]
    palaces: frozenset[str]
    masculine_states: frozenset[str]
    masculine_bodies: frozenset[str]
    pronominal: Mapping[str, str]
    nations: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TriggerTables:
    """All triggers of a language and the verbs around them, by normalised form.

    known holds all verbs, verb_of looks a word up among them, reporting says whether it reports,
    governs what the subject of a verb is to the noun that it governs. possessed and remembered
    hold what words met before can be: the same for every text.
    """

    verbs: Mapping[str, tuple[VerbTrigger, ...]]
    nouns: PhraseTable[Trigger]
    known: frozenset[str]
    verb_of: Callable[[str], tuple[VerbForm, Stem] | None]
    reporting: Callable[[str], bool]
    governs: Callable[[str], str]
    words: ClauseWords
    verb_stems: Callable[[str], tuple[Stem, ...]]
    noun_stems: Callable[[str], tuple[Stem, ...]]
    possessed: dict[str, tuple[tuple[Trigger, str], ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    remembered: dict[str, tuple[tuple[VerbTrigger, Stem], ...]] = field(
        default_factory=dict, compare=False, repr=False
    )


@dataclass(frozen=True, slots=True)
class Party:
    """A mention that may take part, with its actor."""

    mention: Mention
    actor: ActorId


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger found on tokens at to last (exclusive); tense and what is attached, for verbs.

    either: the form may be active or passive, and the words around decide. definite: a noun with
    the article, which can refer back to what was told.
    """

    at: int
    last: int
    trigger: Trigger
    verb: tuple[Tense, str] | None
    pronoun: str
    either: bool = False
    definite: bool = False
