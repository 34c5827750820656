"""Who says what: cue, source and content of every reporting clause."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from khabar.lang.ar.clitics import Stem
from khabar.lang.phrases import PhraseTable
from khabar.schema.attributions import Attribution
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorId, ActorKind
from khabar.schema.spans import Span
from khabar.schema.statements import Act, Mode
from khabar.schema.text import Sentence

_NEAR = 5  # tokens between a reporting verb and its subject: time words and particles
_FAR = 30  # tokens between the subject and what opens the content: titles and appositions
_STOPS = frozenset("،,؛.!؟?")


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb: what is done by it, and the words that lead to a noun as its content."""

    act: Act
    connectors: tuple[str, ...] = ()
    nominal: bool = False


@dataclass(frozen=True, slots=True)
class CueTables:
    """All cues of a language, by normalised form."""

    verbs: Mapping[str, Cue]
    verb_of: Callable[[str], Cue | None]
    participles: Mapping[str, Act]
    nouns: Mapping[str, Act]
    prepositions: PhraseTable[Act]
    openers: frozenset[str]
    noun_stems: Callable[[str], tuple[Stem, ...]]


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence with its mentions by first token, and the actors they belong to."""

    sentence: Sentence
    at: Mapping[int, tuple[Mention, ActorId]]
    ending: Mapping[int, tuple[Mention, ActorId]]
    cues: CueTables

    def form(self, index: int) -> str:
        tokens = self.sentence.tokens
        return tokens[index].form if 0 <= index < len(tokens) else ""


def find_attributions(
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    actor_of: Sequence[ActorId | None],
    cues: CueTables,
) -> tuple[Attribution, ...]:
    """Find who each sentence names as the source of what it says.

    An Arabic reporting clause puts its verb first, so a cue takes the mention right behind it;
    where the verb has no subject of its own ("وأضاف أن"), the last source speaks on.
    """
    found: list[Attribution] = []
    for sentence in sentences:
        line = _line(sentence, mentions, actor_of, cues)
        carried = next((a.source for a in reversed(found) if a.source), None)
        found.extend(_in_sentence(line, carried))
    return tuple(found)


def _line(
    sentence: Sentence, mentions: Sequence[Mention], actor_of: Sequence[ActorId | None], cues: CueTables
) -> _Line:
    own = [
        (m, a) for m, a in zip(mentions, actor_of, strict=True)
        if m.sentence == sentence.index and a is not None
    ]  # fmt: skip
    starts = {m.first: (m, a) for m, a in reversed(own)}
    for mention, actor in own:  # a title before its name belongs to the mention
        if mention.title is not None and mention.title.start < mention.start:
            first = next(
                n for n, t in enumerate(sentence.tokens) if t.end > mention.title.start
            )
            starts[first] = (mention, actor)
    return _Line(sentence, starts, {m.last: (m, a) for m, a in own}, cues)


def _in_sentence(line: _Line, carried: ActorId | None) -> Iterator[Attribution]:
    found: list[Attribution] = []
    marks = [n for n in range(len(line.sentence.tokens)) if _cue_at(line, n)]
    for position, at in enumerate(marks):
        following = marks[position + 1 :]
        last = next((a.source for a in reversed(found) if a.source), carried)
        attribution = _attribution(line, at, following, last)
        if attribution is not None:
            found.append(attribution)
    yield from found


def _cue_at(line: _Line, at: int) -> Cue | Act | None:
    cues, form = line.cues, line.form(at)
    bare = form[1:] if form[:1] in ("و", "ف") else form
    for acts in (cues.participles, cues.nouns):
        if form in acts or bare in acts:
            return acts.get(form) or acts.get(bare)
    return cues.verb_of(form) or _preposition(line, at)


def _verb(line: _Line, at: int) -> Cue | None:
    return line.cues.verb_of(line.form(at))


def _preposition(line: _Line, at: int) -> Act | None:
    tokens = line.sentence.tokens
    found = line.cues.prepositions.at(tokens, at, line.cues.noun_stems)
    return found[0].entry if found else None


def _attribution(
    line: _Line, at: int, following: Sequence[int], last: ActorId | None
) -> Attribution | None:
    form = line.form(at)
    bare = form[1:] if form[:1] in ("و", "ف") else form
    participle = line.cues.participles.get(form) or line.cues.participles.get(bare)
    if participle is not None:
        return _said(line, at, at + 1, (last, Cue(participle, nominal=True)), following, "participle")
    noun = line.cues.nouns.get(form) or line.cues.nouns.get(bare)
    if noun is not None:
        return _said(line, at, at + 1, (last, Cue(noun)), following, "noun")
    verb = _verb(line, at)
    if verb is not None:
        source, behind = _subject(line, at, last)
        return _said(line, at, behind, (source, verb), following, "verb")
    return _according(line, at)


def _subject(line: _Line, at: int, last: ActorId | None) -> tuple[ActorId | None, int]:
    """The subject of a reporting verb and the token behind it: after it, before it, or carried."""
    for index in range(at + 1, at + 1 + _NEAR):
        form = line.form(index)
        if form in _STOPS or form in line.cues.openers or form in (":", '"'):
            break
        if index in line.at and not line.at[index][0].preposition:
            mention, actor = line.at[index]
            return actor, mention.last
    before = line.ending.get(at) or line.ending.get(at - 1)
    if before is not None and not before[0].preposition and not line.form(at).startswith(("و", "ف")):
        return before[1], at + 1
    return last, at + 1


def _opener(line: _Line, start: int, limit: int) -> int | None:
    for index in range(start, min(limit, start + _FAR, len(line.sentence.tokens))):
        form = line.form(index)
        if form in line.cues.openers or form in (":", '"'):
            return index
    return None


def _said(
    line: _Line, at: int, behind: int, who: tuple[ActorId | None, Cue], following: Sequence[int], how: str
) -> Attribution | None:
    source, cue = who
    tokens = line.sentence.tokens
    limit = next((n for n in following if n > behind), len(tokens))
    opens = _opener(line, behind, limit)
    if opens is None and cue.nominal:
        opens = behind if behind < len(tokens) and line.form(behind) not in _STOPS else None
    if opens is None or source is None:
        return None
    start = opens
    while start < len(tokens) and line.form(start) in (":", '"', "،", ",", "-"):
        start += 1
    end = _content_end(line, start, [n for n in following if n > start])
    if end <= start:
        return None
    quoted = '"' in {line.form(n) for n in range(opens, min(start + 3, len(tokens)))}
    return Attribution(
        sentence=line.sentence.index, source=source, act=cue.act,
        cue=_word(line, at), content=Span(start=tokens[start].start, end=tokens[end - 1].end),
        mode=Mode.DIRECT if quoted else Mode.INDIRECT, found_by=f"rule:cue-{how}",
    )  # fmt: skip


def _word(line: _Line, at: int) -> Span:
    token = line.sentence.tokens[at]
    cut = 1 if token.form[:1] in ("و", "ف") and _bare_is_cue(line, token.form[1:]) else 0
    return Span(start=token.start + cut, end=token.end)


def _bare_is_cue(line: _Line, form: str) -> bool:
    cues = line.cues
    return form in cues.participles or form in cues.verbs or form in cues.nouns


def _content_end(line: _Line, start: int, following: Sequence[int]) -> int:
    """Content runs to the next cue that a comma sets off, or to the end of the sentence."""
    tokens = line.sentence.tokens
    end = len(tokens)
    for index in following:
        if line.form(index - 1) in ("،", ",", ".", "؛") and index > start + 2:
            end = index - 1
            break
    while end > start and line.form(end - 1) in (".", "،", ",", '"', "؛"):
        end -= 1
    return end


def _according(line: _Line, at: int) -> Attribution | None:
    """ "وفقا لـ" and its kin: the source stands behind, the content before or, at the start, after."""
    found = line.cues.prepositions.at(line.sentence.tokens, at, line.cues.noun_stems)
    if not found:
        return None
    match = found[0]
    source = _near_mention(line, match.last - (1 if match.last > at + 1 else 0))
    if source is None:
        return None
    mention, actor = source
    tokens = line.sentence.tokens
    low, high = (mention.last, len(tokens)) if at <= 2 else (0, at)
    while low < high and line.form(low) in ("،", ",", ":", '"', "."):
        low += 1
    while high > low and line.form(high - 1) in ("،", ",", ".", '"'):
        high -= 1
    if high - low < 2:
        return None
    spoken = Span(start=tokens[low].start, end=tokens[high - 1].end)
    return Attribution(
        sentence=line.sentence.index, source=actor, act=match.entry, mode=Mode.INDIRECT, content=spoken,
        cue=Span(start=tokens[at].start, end=tokens[match.last - 1].end), relay=at > 2,
        found_by="rule:cue-preposition",
    )  # fmt: skip


def _near_mention(line: _Line, at: int) -> tuple[Mention, ActorId] | None:
    for index in range(at, at + 4):
        if index in line.at:
            mention, actor = line.at[index]
            named = mention.kind is not ActorKind.REGION
            return (mention, actor) if named else None
        if line.form(index) in _STOPS:
            return None
    return None
