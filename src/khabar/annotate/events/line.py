"""A sentence as the search for events sees it: its words, its parties, its verbs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khabar.annotate.events.tables import Party, TriggerTables
from khabar.lang.ar.clitics import Stem
from khabar.lang.ar.inflect import VerbForm
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind
from khabar.schema.text import Sentence

ENDS = frozenset(".؛!؟:")
COMMAS = frozenset("،,")
MARKS = frozenset('"«»“”()[]-ـ')


@dataclass(frozen=True, slots=True)
class Carried:
    """Who acted and who spoke last, for verbs that name nobody."""

    agent: tuple[Party, ...] = ()
    speaker: tuple[Party, ...] = ()


NOBODY = Carried()


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its parties in order; verbs holds, for each token, how it reads as a verb."""

    sentence: Sentence
    parties: Sequence[Party]
    tables: TriggerTables
    topic: Party | None
    states: Mapping[str, Party]
    verbs: Sequence[tuple[VerbForm, Stem] | None]

    def form(self, index: int) -> str:
        """The form of a token; empty outside the sentence."""
        tokens = self.sentence.tokens
        return tokens[index].form if 0 <= index < len(tokens) else ""

    def bare(self, index: int) -> str:
        """The form without a conjunction in front."""
        form = self.form(index)
        return form[1:] if form[:1] in ("و", "ف") and len(form) > 3 else form

    def opens(self, index: int) -> bool:
        """Whether a clause begins at a token or another ends there."""
        form = self.bare(index)
        return form in ENDS or form in self.tables.openers or form in self.tables.relatives


def line_of(
    sentence: Sentence,
    parties: Sequence[Party],
    tables: TriggerTables,
    topic: Party | None,
    states: Mapping[str, Party],
) -> Line:
    """Find the verbs of a sentence: known ones outside of names, not where a noun must stand."""
    inside = {n for p in parties for n in range(p.mention.first, p.mention.last)}
    verbs: list[tuple[VerbForm, Stem] | None] = []
    before = ""
    for at, token in enumerate(sentence.tokens):
        verb = None if at in inside or before in tables.leads else tables.verb_of(token.form)
        verbs.append(verb)
        before = (
            token.form[1:] if token.form[:1] in ("و", "ف") and len(token.form) > 2 else token.form
        )
    return Line(sentence, parties, tables, topic, states, verbs)


def agrees(mention: Mention, verb: VerbForm, tables: TriggerTables) -> bool:
    """Whether a subject fits the gender of a verb, where both are known."""
    gender = None if verb.common else _gender(mention, tables)
    return gender is None or gender == verb.feminine


def _gender(mention: Mention, tables: TriggerTables) -> bool | None:
    """True for feminine, False for masculine, None where the words do not tell."""
    if mention.kind is ActorKind.STATE:
        return mention.key not in tables.masculine_states
    if not mention.head:
        return None
    if mention.head.endswith(("ه", "ات")):
        return True
    group = mention.kind in (ActorKind.GROUP, ActorKind.ARMED_GROUP)
    if (
        group
        and mention.head not in tables.masculine_bodies
        and not mention.head.endswith(("ون", "ين"))
    ):
        return None
    return False


def with_conjoined(first: Party, parties: Sequence[Party]) -> tuple[Party, ...]:
    """A party and those that و ties to it."""
    found = [first]
    for party in parties:
        if party.mention.first < found[-1].mention.last:
            continue
        near = party.mention.first - found[-1].mention.last <= 2
        if not (near and party.mention.conjoined):
            break
        found.append(party)
    return tuple(found)
