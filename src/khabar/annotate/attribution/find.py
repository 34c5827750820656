"""Who says what: cue, source and content of every reporting clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.annotate.attribution.clauses import clause_at
from khabar.annotate.attribution.contents import ending_of, mode_of
from khabar.annotate.attribution.cues import CueTables
from khabar.annotate.attribution.levels import cues_of, limit_of, open_at, participle_at
from khabar.annotate.attribution.line import Line, by_sentence, line_of
from khabar.annotate.attribution.memory import Clause, Context, Speaker, remembered, surnames_of
from khabar.annotate.attribution.speakers import issuers
from khabar.schema.attributions import Attribution
from khabar.schema.documents import SegmentKind
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorId
from khabar.schema.spans import Span
from khabar.schema.text import Sentence


def find_attributions(
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    actor_of: Sequence[ActorId | None],
    cues: CueTables,
) -> tuple[Attribution, ...]:
    """Find who each sentence names as the source of what it says.

    An Arabic reporting clause puts its verb first, so a cue takes the name right behind it; where
    the verb has no subject of its own ("وأضاف أن"), the one who spoke last speaks on, in the same
    gender. Headlines are left out: what they report, the article reports.
    """
    own = by_sentence(mentions, actor_of)
    surnames = surnames_of(sentences, own, cues)
    found: list[Attribution] = []
    memory: tuple[Speaker, ...] = ()
    for sentence in sentences:
        if sentence.kind is SegmentKind.TITLE:
            continue
        line = line_of(sentence, own.get(sentence.index, ()), surnames, cues)
        clauses = _clauses(line, memory)
        found.extend(a for clause in clauses for a in _told(line, clause, clauses))
        memory = remembered(memory, clauses, issuers(line))
    return tuple(found)


def _clauses(line: Line, memory: tuple[Speaker, ...]) -> list[Clause]:
    """The reporting clauses of a sentence, from its first word to its last."""
    cues = cues_of(line)
    found: list[Clause] = []
    for at in cues:
        if found and found[-1].at < at < max(found[-1].last, found[-1].start):
            continue  # it stands between a cue and its content
        context = Context(
            memory=remembered(memory, found),
            inside=open_at(line, found, at),
            here=any(not c.nested and not c.relay for c in found),
            limit=limit_of(line, cues, at),
        )
        clause = clause_at(line, at, context)
        if clause is not None:
            found.append(clause)
    return found


def _told(line: Line, clause: Clause, clauses: Sequence[Clause]) -> Iterator[Attribution]:
    later = [c for c in clauses if c.at > clause.at]
    ends = [c.at for c in later if clause.nested or not c.nested or c.how == "preposition"]
    end = clause.end or ending_of(line, clause.start, ends)
    if end <= clause.start:
        return
    tokens = line.sentence.tokens
    content = Span(start=tokens[clause.start].start, end=tokens[end - 1].end)
    for actor in clause.speaker.actors:
        yield Attribution(
            sentence=line.sentence.index, source=actor, act=clause.act, cue=_cue(line, clause),
            content=content, mode=mode_of(line, clause.start, end), relay=clause.relay,
            through=clause.speaker.through, carried=clause.carried, aside=clause.aside,
            found_by=f"rule:cue-{clause.how}",
        )  # fmt: skip


def _cue(line: Line, clause: Clause) -> Span:
    tokens, verb = line.sentence.tokens, line.verb(clause.at)
    token = tokens[clause.at]
    joined = verb is not None and verb.joined
    if participle_at(line, clause.at) is not None:
        joined = token.form not in line.cues.participles
    last = tokens[clause.last - 1] if clause.how == "preposition" else token
    return Span(start=token.start + joined, end=max(token.end, last.end))
