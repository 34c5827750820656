"""A sentence as the search for events sees it: its words, its parties, its verbs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from khabar.annotate.events.tables import Party, TriggerTables
from khabar.lang.ar.clitics import Stem
from khabar.lang.ar.inflect import Tense, VerbForm
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind
from khabar.schema.text import Sentence

ENDS = frozenset(".؛!؟:")
COMMAS = frozenset("،,")
_EACH = frozenset(("كل", "كلا"))
_GOVERNORS = frozenset(("مع", "بين", "الي", "علي", "من", "عن", "في", "ضد"))
MARKS = frozenset('"«»“”()[]-ـ')


@dataclass(frozen=True, slots=True)
class Carried:
    """Who acted and who spoke last, and the two named last, for verbs that name nobody."""

    agent: tuple[Party, ...] = ()
    speaker: tuple[Party, ...] = ()
    pair: tuple[Party, ...] = ()


NOBODY = Carried()


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its parties in order; verbs holds, for each token, how it reads as a verb;
    nominal the tokens where only a noun can stand."""

    sentence: Sentence
    parties: Sequence[Party]
    tables: TriggerTables
    topic: Party | None
    states: Mapping[str, Party]
    verbs: Sequence[tuple[VerbForm, Stem] | None]
    nominal: frozenset[int]

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
        return (
            form in ENDS or form in self.tables.words.openers or form in self.tables.words.relatives
        )


def line_of(
    sentence: Sentence,
    parties: Sequence[Party],
    tables: TriggerTables,
    topic: Party | None,
    states: Mapping[str, Party],
) -> Line:
    """Find the verbs of a sentence: known ones outside of names, not where a noun must stand."""
    parties = tuple(_through_each(parties, sentence))
    inside = {n for p in parties for n in range(p.mention.first, p.mention.last)}
    found = [None if n in inside else tables.verb_of(t.form) for n, t in enumerate(sentence.tokens)]
    nominal = frozenset(_nominal(sentence, found, tables))
    verbs = [None if n in nominal else verb for n, verb in enumerate(found)]
    return Line(sentence, parties, tables, topic, states, verbs, nominal)


def _through_each(parties: Sequence[Party], sentence: Sentence) -> Iterator[Party]:
    """The parties; those behind "each of" stand as the "each" does: محادثات مع كل من."""
    through = ""
    within = False
    for party in parties:
        mention = party.mention
        outer = _outer(sentence, mention)
        within = outer is not None or (within and mention.conjoined)
        through = through if outer is None else outer
        changed = within and mention.preposition == "من"
        yield (replace(party, mention=replace(mention, preposition=through)) if changed else party)


def _outer(sentence: Sentence, mention: Mention) -> str | None:
    """What governs the "each" in front of a mention, where there is one."""
    tokens, first = sentence.tokens, mention.first
    if first < 2 or tokens[first - 1].form != "من":
        return None
    each = tokens[first - 2].form
    if each[:1] in "بلو" and each[1:] in _EACH:
        return each[0].replace("و", "")
    before = tokens[first - 3].form if first > 2 else ""
    return (before if before in _GOVERNORS else "") if each in _EACH else None


def _nominal(
    sentence: Sentence, verbs: Sequence[tuple[VerbForm, Stem] | None], tables: TriggerTables
) -> Iterator[int]:
    """The tokens where only a noun can stand, whatever they are spelt like."""
    words = tables.words
    before, within = "", False
    for at, token in enumerate(sentence.tokens):
        form, verb = token.form, verbs[at]
        joined = form[:1] in ("و", "ف") and len(form) > 2
        if joined or form in COMMAS or form in ENDS or form in MARKS or before in words.openers:
            within = False
        noun = before in words.leads or (within and _noun_too(verb, before, form, tables))
        if noun:
            yield at
        within = (within or (verb is not None and not noun)) and form not in words.relatives
        before = form[1:] if joined else form


def _noun_too(
    verb: tuple[VerbForm, Stem] | None, before: str, form: str, tables: TriggerTables
) -> bool:
    """Whether a word behind another verb of its clause is the noun that verb governs.

    "قررت الحكومة نقل السفارة": no second perfect follows unless something ties it on.
    """
    perfect = verb is not None and verb[0].tense is Tense.PERFECT
    return perfect and before != "قد" and tables.nouns.opens(form, tables.noun_stems)


def agrees(party: Party, verb: VerbForm, line: Line) -> bool:
    """Whether a subject fits the gender of a verb, where both are known."""
    gender = None if verb.common else _gender(party.mention, line)
    return gender is None or gender == verb.feminine


def _gender(mention: Mention, line: Line) -> bool | None:
    """True for feminine, False for masculine, None where the words do not tell."""
    tables = line.tables
    if mention.kind is ActorKind.STATE:
        named = (
            mention.last - mention.first == 1
            and line.form(mention.first) not in tables.words.palaces
        )
        return mention.key not in tables.words.masculine_states if named else None
    head = mention.head.partition(" ")[0]
    if not head or head in tables.words.counted:
        return None
    if head.endswith(("ه", "ات")):
        return True
    group = mention.kind in (ActorKind.GROUP, ActorKind.ARMED_GROUP)
    if group and head not in tables.words.masculine_bodies and not head.endswith(("ون", "ين")):
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
