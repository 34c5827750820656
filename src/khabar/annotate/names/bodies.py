"""Known actors by their names, and bodies named by the noun that opens them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.annotate.names.grammar import (
    Head,
    attributes_end,
    complement_end,
    is_word,
    opens_person,
    purpose_end,
)
from khabar.annotate.names.standing import conjoined, governor, says_where, span_from
from khabar.annotate.names.tables import BodyWord, NameTables
from khabar.catalog.actors import KnownActor
from khabar.lang.phrases import Match
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind, Name
from khabar.schema.text import Sentence, Token

_FEMININE = ("ه", "ا", "بري", "ولي", "خري", "سطي", "غري", "ظمي")
_UNITED = frozenset({ActorKind.PERSON, ActorKind.STATE})


def known_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """An actor of the catalogue; on doubt between two of one length none is taken."""
    tokens = sentence.tokens
    if not is_word(tokens[at]):
        return []
    matches = list(tables.known.at(tokens, at, tables.stems))
    plain = [m for m in matches if m.stem.cut == 0] or matches
    if len({m.entry.id for m in plain}) != 1:
        return []
    match = plain[0]
    last = match.last if match.entry.kind in _UNITED else _with_nation(tokens, match, tables)
    if last < match.last or (
        match.entry.kind is ActorKind.PERSON and _surname(tokens, match, tables)
    ):
        return []
    short = match.last - at == 1 and match.entry.kind is not ActorKind.PERSON
    if short and body_end(sentence, at, tables) > last:
        return []
    return [_known(text, sentence, match, last, tables)]


def _surname(tokens: Sequence[Token], match: Match[KnownActor], tables: NameTables) -> bool:
    """A known surname right behind a given name belongs to somebody else: "محمد السيسي"."""
    before = tokens[match.first - 1].form if match.first else ""
    return (
        match.stem.cut == 0
        and match.last - match.first == 1
        and (before in tables.given and before not in tables.ordinary)
        and not any(  # "التقى بوتين أردوغان": two surnames, two men
            m.last == match.first and m.stem.cut == 0
            for m in tables.known.at(tokens, match.first - 1, tables.stems)
        )
    )


def _with_nation(tokens: Sequence[Token], match: Match[KnownActor], tables: NameTables) -> int:
    """A nationality behind a body's name belongs to it; a foreign one makes it another body."""
    if match.last < len(tokens):
        nation = tables.nations.get(tokens[match.last].form)
        if nation is not None and tokens[match.last].form.startswith("ال"):
            return match.last + 1 if nation == match.entry.state else match.first
    return match.last


def body_end(sentence: Sentence, at: int, tables: NameTables) -> int:
    """Where a body's name that opens at this token ends; at itself where none opens."""
    ends = [
        _end(sentence.tokens, m, tables)
        for m in tables.bodies.at(sentence.tokens, at, tables.stems)
    ]
    return max(ends, default=at)


def _end(tokens: Sequence[Token], match: Match[BodyWord], tables: NameTables) -> int:
    lemma = match.entry.lemma
    definite = match.stem.definite or tokens[match.last - 1].form.startswith("ال")
    personal, naming = lemma in tables.personal, lemma in tables.naming
    head = Head(definite, personal, naming, whole=True)
    end = complement_end(tokens, match.last, head, tables)
    if definite and end > match.last and tokens[match.last - 1].form.endswith("ه"):
        end = _agreeing(tokens, match.last, end)
    if match.entry.lemma in tables.purposeful and (definite or end > match.last):
        behind = purpose_end(tokens, end, tables)
        end = attributes_end(tokens, behind, True, tables) if behind > end else end
    return end


def _agreeing(tokens: Sequence[Token], start: int, end: int) -> int:
    """Only feminine adjectives belong to a feminine head: not السابق to الداخلية."""
    at = start
    while at < end and tokens[at].form.endswith(_FEMININE):
        at += 1
    return at


def _known(
    text: str, sentence: Sentence, match: Match[KnownActor], last: int, tables: NameTables
) -> Mention:
    entry = match.entry
    span = span_from(text, sentence, match.first, match.stem, last)
    preposition = governor(sentence, match.first, match.stem, tables)
    place = next(
        (p.entry.id for p in tables.places.at(sentence.tokens, match.first, tables.stems)
         if p.last == match.last), None
    )  # fmt: skip
    opens = next(iter(tables.bodies.at(sentence.tokens, match.first, tables.stems)), None)
    return Mention(
        start=span.start, end=span.end, sentence=sentence.index, first=match.first, last=last,
        kind=entry.kind, name=entry.name, key=entry.id, state=entry.state, place=place,
        head=opens.entry.lemma if opens and entry.kind not in _UNITED else "",
        as_place=place is not None and says_where(sentence, match.first, preposition, tables),
        preposition=preposition, conjoined=conjoined(sentence, match.first, match.stem),
        sure=0.95, found_by="rule:catalogue",
    )  # fmt: skip


def body_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """A body named by its kind and what it is of: "وزارة الخارجية الروسية", "قوات حفتر"."""
    if not is_word(sentence.tokens[at]):
        return []
    for match in tables.bodies.at(sentence.tokens, at, tables.stems):
        end = _end(sentence.tokens, match, tables)
        definite = match.stem.definite or sentence.tokens[match.last - 1].form.startswith("ال")
        alone = end == match.last
        if alone and (not definite or _describes(sentence, at)):
            continue
        return [_meant(sentence, _body(text, sentence, match, end, tables), match, tables)]
    return []


def _describes(sentence: Sentence, at: int) -> bool:
    """Whether a noun alone is an adjective: "السياسة الخارجية", "شؤونها الداخلية"."""
    before = sentence.tokens[at - 1].form if at else ""
    behind_noun = before.startswith("ال") or before.endswith(("ها", "هم", "نا"))
    return behind_noun and sentence.tokens[at].form.endswith("يه") and len(before) > 3


def _body(
    text: str, sentence: Sentence, match: Match[BodyWord], end: int, tables: NameTables
) -> Mention:
    span = span_from(text, sentence, match.first, match.stem, end)
    follows = match.entry.follower and end == match.last
    return Mention(
        start=span.start, end=span.end, sentence=sentence.index, first=match.first, last=end,
        kind=match.entry.kind, name=Name(ar=span.cut(text)), head=match.entry.lemma,
        state=_state_of(sentence.tokens[match.last : end], tables),
        preposition=governor(sentence, match.first, match.stem, tables),
        conjoined=conjoined(sentence, match.first, match.stem), sure=0.7,
        found_by="rule:follower" if follows else "rule:body",
    )  # fmt: skip


def _meant(
    sentence: Sentence, mention: Mention, match: Match[BodyWord], tables: NameTables
) -> Mention:
    """A body known by another name: "الحكومة المصرية" is Egypt, "تنظيم القاعدة" al-Qaeda."""
    complement = [t for t in sentence.tokens[match.last : mention.last] if is_word(t)]
    if match.entry.lemma in tables.state_heads and len(complement) == 1 and mention.state:
        state = tables.states[mention.state]
        return replace(mention, kind=ActorKind.STATE, name=state.name, key=state.id, sure=0.85)
    if match.entry.lemma not in tables.naming or not complement:
        return mention
    words = [n for n in range(match.last, mention.last) if is_word(sentence.tokens[n])]
    named = [
        m.entry for m in tables.known.at(sentence.tokens, words[0], tables.stems)
        if m.stem.cut == 0 and m.last == words[-1] + 1 and m.entry.kind not in _UNITED
    ]  # fmt: skip
    if len({e.id for e in named}) != 1:
        return mention
    entry = named[0]
    return replace(
        mention, kind=entry.kind, name=entry.name, key=entry.id, state=entry.state, sure=0.9,
        found_by="rule:catalogue",
    )  # fmt: skip


def _state_of(tokens: Sequence[Token], tables: NameTables) -> str | None:
    return next((tables.nations[t.form] for t in tokens if t.form in tables.nations), None)


def side_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """A state called by its side: "الجانب الروسي", "القيادة السورية"."""
    tokens = sentence.tokens
    for stem in tables.stems(tokens[at].form):
        nation = tables.nations.get(tokens[at + 1].form) if at + 1 < len(tokens) else None
        if stem.form not in tables.sides or nation is None:
            continue
        state, span = tables.states[nation], span_from(text, sentence, at, stem, at + 2)
        return [
            Mention(
                start=span.start, end=span.end, sentence=sentence.index, first=at, last=at + 2,
                kind=ActorKind.STATE, name=state.name, key=state.id, state=state.id,
                preposition=governor(sentence, at, stem, tables),
                conjoined=conjoined(sentence, at, stem), sure=0.85, found_by="rule:body",
            )
        ]  # fmt: skip
    return []


def doubtful_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """A form that names an actor of the catalogue in some texts only; the document decides."""
    matches = [
        m
        for m in tables.doubtful.at(sentence.tokens, at, tables.stems)
        if m.entry.kind not in _UNITED
    ]
    plain = [m for m in matches if m.stem.cut == 0] or matches
    if not plain or opens_person(sentence.tokens, at, tables):
        return []
    match = plain[0]
    span = span_from(text, sentence, at, match.stem, match.last)
    return [
        Mention(
            start=span.start, end=span.end, sentence=sentence.index, first=at, last=match.last,
            kind=match.entry.kind, name=Name(ar=span.cut(text)), sure=0.6, found_by="rule:doubtful",
            preposition=governor(sentence, at, match.stem, tables),
            conjoined=conjoined(sentence, at, match.stem),
        )
    ]  # fmt: skip
