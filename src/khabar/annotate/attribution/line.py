"""One sentence as the search for sources sees it: words, names on them, quotation marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from khabar.annotate.attribution.cues import CueTables, Verb
from khabar.lang.phrases import Match
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorId, ActorKind
from khabar.schema.statements import Act
from khabar.schema.text import Sentence, Token

STOPS = frozenset(".!؟?؛")
COMMAS = frozenset("،,")
_LONGEST_NAME = 12  # tokens
_TO_CONNECTOR = 12  # tokens from a verb that may be a preposition to what its content follows on
_LONGEST_UNKNOWN = 3  # words of a name that no table knows
_HOLDING = frozenset({"في", "فيه", "فيها", "ان", "انه", "عن", "علي", "من"})
MARKS = STOPS | COMMAS | frozenset(':"-()')


@dataclass(frozen=True, slots=True)
class Named:
    """A mention and the actor it belongs to, with the tokens from its title to its last word."""

    mention: Mention
    actor: ActorId
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with its names by first and by last token, and its cues by token.

    quoted tells of each token whether it stands between quotation marks; phrases are the
    prepositions that name a source ("وفقا لـ"), by their first token; surnames are the last words
    of the persons of the document.
    """

    sentence: Sentence
    forms: tuple[str, ...]
    starting: Mapping[int, Named]
    ending: Mapping[int, Named]
    quoted: tuple[bool, ...]
    verbs: tuple[Verb | None, ...]
    phrases: Mapping[int, Match[Act]]
    surnames: Mapping[str, ActorId]
    cues: CueTables

    def form(self, index: int) -> str:
        """The form of a token, empty outside the sentence."""
        return self.forms[index] if 0 <= index < len(self.forms) else ""

    def verb(self, index: int) -> Verb | None:
        """The token as a verb of reporting, whether or not it reports here."""
        return self.verbs[index] if 0 <= index < len(self.verbs) else None

    def within(self, index: int) -> Named | None:
        """The name that covers a token."""
        for first in range(index, max(-1, index - _LONGEST_NAME), -1):
            named = self.starting.get(first)
            if named is not None:
                return named if named.last > index else None
        return None

    def in_quotation(self, index: int) -> bool:
        """Whether a token stands between quotation marks."""
        return 0 <= index < len(self.quoted) and self.quoted[index]


def by_sentence(
    mentions: Sequence[Mention], actor_of: Sequence[ActorId | None]
) -> dict[int, list[tuple[Mention, ActorId]]]:
    """The mentions of actors by sentence."""
    own: dict[int, list[tuple[Mention, ActorId]]] = {}
    for mention, actor in zip(mentions, actor_of, strict=True):
        if actor is not None:
            own.setdefault(mention.sentence, []).append((mention, actor))
    return own


def line_of(
    sentence: Sentence,
    own: Sequence[tuple[Mention, ActorId]],
    surnames: Mapping[str, ActorId],
    cues: CueTables,
) -> Line:
    """Lay the names and the cues of a sentence on its tokens."""
    starting: dict[int, Named] = {}
    ending: dict[int, Named] = {}
    for mention, actor in own:
        named = Named(mention, actor, _first(sentence, mention), mention.last)
        held = starting.get(named.first)
        if held is None or held.last < named.last:
            starting[named.first] = named
        ending[named.last] = named
    forms = tuple(t.form for t in sentence.tokens)
    return Line(
        sentence=sentence, forms=forms, starting=starting, ending=ending,
        quoted=_quotes(sentence.tokens), verbs=_verbs(forms, cues),
        phrases=_phrases(sentence.tokens, cues), surnames=surnames, cues=cues,
    )  # fmt: skip


def _verbs(forms: Sequence[str], cues: CueTables) -> tuple[Verb | None, ...]:
    """The reporting verb that each word is; "ورد الوزير" is و and رد, "ورد في البيان" is ورد;
    "عبر الوزير عن أمله" is a verb, "عبر حسابه" a preposition."""
    found = [cues.verb_of(f) for f in forms]
    for n, verb in enumerate(found):
        if verb is not None and verb.cue.held and "".join(forms[n + 1 : n + 2]) not in _HOLDING:
            other = cues.verb_of(forms[n][1:]) if forms[n].startswith("و") else None
            found[n] = replace(other, joined=True) if other is not None else verb
        elif verb is not None and forms[n] in cues.words.prepositions:
            near = forms[n + 1 : n + _TO_CONNECTOR]
            governs = any(f in cues.words.speaking or f in verb.cue.connectors for f in near)
            found[n] = verb if governs else None
    return tuple(found)


def _phrases(tokens: Sequence[Token], cues: CueTables) -> dict[int, Match[Act]]:
    found = ((n, cues.prepositions.at(tokens, n, cues.noun_stems)) for n in range(len(tokens)))
    return {n: matches[0] for n, matches in found if matches}


def _first(sentence: Sentence, mention: Mention) -> int:
    """A title before its name belongs to the mention."""
    if mention.title is None or mention.title.start >= mention.start:
        return mention.first
    return next(n for n, t in enumerate(sentence.tokens) if t.end > mention.title.start)


def _quotes(tokens: Sequence[Token]) -> tuple[bool, ...]:
    """Which tokens stand in quotation: a mark opens or closes by the side on which it touches."""
    depth, found = 0, []
    for at, token in enumerate(tokens):
        found.append(depth > 0)
        if token.form != '"':
            continue
        behind = at + 1 < len(tokens) and tokens[at + 1].start == token.end
        before = at > 0 and tokens[at - 1].end == token.start
        opens = depth == 0 if behind == before else behind
        depth = depth + 1 if opens else max(0, depth - 1)
    return tuple(found)


def gender_of(line: Line, named: Named) -> bool | None:
    """Whether a name is feminine for its verb; None where both may stand."""
    form = line.form(named.first)
    bare = form[1:] if form[:1] in ("و", "ف", "ل", "ب") and form[1:3] == "ال" else form
    words = line.cues.words
    mention = named.mention
    if bare in words.masculine:
        return False
    if mention.kind in (ActorKind.STATE, ActorKind.REGION) or bare in words.plurals:
        return True
    titled = mention.title is not None and mention.title.start < mention.start
    if mention.kind is ActorKind.PERSON and not titled and not mention.head:
        return None
    if form == '"':
        return None
    if bare.endswith(("ه", "ات")) or (bare.endswith("ا") and bare.startswith("ال")):
        return True
    return False if mention.head or mention.kind is ActorKind.PERSON else None


def unknown_name(forms: Sequence[str], cues: CueTables) -> int:
    """How many words of a name that no table knows stand right behind a description; 0 for none."""
    words, count = cues.words, 0
    for form in forms[:_LONGEST_UNKNOWN]:
        if form in cues.common or form in words.openers or form in words.prepositions:
            break
        if not form.isalpha() or (count == 0 and form.startswith("ال")):
            break
        count += 1
    return count if count > 1 else 0
