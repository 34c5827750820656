"""What only the document shows: bare surnames of its persons, posts that a verb gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from khabar.annotate.names.grammar import Head, complement_end, tail_end
from khabar.annotate.names.persons import is_verb
from khabar.annotate.names.standing import conjoined, governor, start_of
from khabar.annotate.names.tables import NameTables
from khabar.lang.ar.clitics import Stem
from khabar.lang.ar.distance import nearly_equal
from khabar.lang.ar.normalise import normalise
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind
from khabar.schema.spans import Span
from khabar.schema.text import Sentence, Token

_UNNAMED = ("rule:title", "rule:follower", "rule:unnamed")
_NO_BODIES = (ActorKind.PERSON, ActorKind.STATE)
_FAR = 8  # tokens between a person and the post that a verb gives: "عين X رئيسا"


def bare_names(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], tables: NameTables
) -> list[Mention]:
    """The mentions, and the bare surnames, also misspelt, of persons named in full."""
    surnames = _surnames(mentions)
    if not surnames:
        return list(mentions)
    kept = _no_surnames(sentences, mentions, surnames, tables)
    busy = {(m.sentence, n) for m in kept for n in range(m.first, m.last)}
    return kept + [m for s in sentences for m in _in_sentence(text, s, busy, surnames, tables)]


def _no_surnames(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], surnames: Mapping[str, Mention],
    tables: NameTables,
) -> list[Mention]:  # fmt: skip
    """All but the bodies called by the surname of a person of the text who speaks or acts there:
    "قال الحوثي" is the man where the text names him in full, "جماعة الحوثي" and "الحوثيون" are not.
    """
    tokens = {s.index: s.tokens for s in sentences}
    return [
        m for m in mentions
        if m.last - m.first > 1
        or m.kind in _NO_BODIES
        or tokens[m.sentence][m.first].form not in surnames
        or not (m.first and is_verb(tokens[m.sentence][m.first - 1].form, tables))
    ]  # fmt: skip


def _surnames(mentions: Sequence[Mention]) -> dict[str, Mention]:
    """Last words of persons' names, where only one person of the document has them."""
    found: dict[str, Mention] = {}
    clashing: set[str] = set()
    for mention in mentions:
        words = normalise(mention.name.ar).split()
        if mention.kind is not ActorKind.PERSON or len(words) < 2 or mention.found_by in _UNNAMED:
            continue
        other = found.setdefault(words[-1], mention)
        if other.key and mention.key and other.key != mention.key:
            clashing.add(words[-1])
    return {k: v for k, v in found.items() if k not in clashing and len(k) > 2}


def _in_sentence(
    text: str, sentence: Sentence, busy: set[tuple[int, int]], surnames: dict[str, Mention],
    tables: NameTables,
) -> Iterator[Mention]:  # fmt: skip
    for at, token in enumerate(sentence.tokens):
        if (sentence.index, at) in busy or not token.form[:1].isalpha():
            continue
        found = _person(token.form, surnames, tables)
        if found is None:
            continue
        stem, person = found
        yield replace(
            person, start=start_of(text, sentence, at, stem), end=token.end,
            sentence=sentence.index, first=at, last=at + 1, title=None, other_titles=(),
            inner=False, preposition=governor(sentence, at, stem, tables), sure=0.85,
            found_by="rule:surname", conjoined=conjoined(sentence, at, stem),
        )  # fmt: skip


def _person(
    form: str, surnames: dict[str, Mention], tables: NameTables
) -> tuple[Stem, Mention] | None:
    for stem in tables.stems(form):
        whole = stem.form if not stem.definite else "ال" + stem.form
        person = surnames.get(stem.form) or surnames.get("ال" + stem.form)
        if person is not None and not (stem.cut and whole in tables.ordinary):
            return stem, person
    if form in tables.ordinary or form in tables.verbs or len(form) < 4:
        return None
    near = [p for name, p in surnames.items() if nearly_equal(name, form)]
    return (Stem(form=form), near[0]) if len({id(p) for p in near}) == 1 else None


def with_predicates(
    sentences: Sequence[Sentence], mentions: list[Mention], tables: NameTables
) -> list[Mention]:
    """Posts in the accusative belong to the person before them: "انتخب X رئيسا للمجلس"."""
    by_sentence: dict[int, list[int]] = {}
    for n, mention in enumerate(mentions):
        if mention.kind is ActorKind.PERSON and not mention.inner and not mention.anonymous:
            by_sentence.setdefault(mention.sentence, []).append(n)
    for sentence in sentences:
        for at, token in enumerate(sentence.tokens):
            lemma = tables.predicates.get(token.form)
            if lemma is None or sentence.index not in by_sentence:
                continue
            before = [n for n in by_sentence[sentence.index] if 0 <= at - mentions[n].last <= _FAR]
            title = _predicate(sentence, at, lemma, tables) if before else None
            if title is not None:
                mentions[before[-1]] = _holding(mentions[before[-1]], title)
    return mentions


def _predicate(sentence: Sentence, at: int, lemma: str, tables: NameTables) -> Span | None:
    """The words of the post; a bare one ("عضوا") says nothing."""
    tokens = sentence.tokens
    end = complement_end(tokens, at + 1, Head(False, whole=True), tables)
    end = tail_end(tokens, end, lemma, tables)
    end = complement_end(tokens, end, Head(True), tables) if end > at + 1 else end
    return Span(start=tokens[at].start, end=tokens[end - 1].end) if end > at + 1 else None


def _holding(person: Mention, title: Span) -> Mention:
    if any(t is not None and t.overlaps(title) for t in (person.title, *person.other_titles)):
        return person
    return replace(person, other_titles=(*person.other_titles, title))


def with_glosses(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Mention]:
    """A body described before its name in brackets is the body named: "الوكالة الرسمية (سانا)"."""
    tokens = {s.index: s.tokens for s in sentences}
    found = list(mentions)
    listed = [n for n, m in enumerate(mentions) if not m.inner]
    for here, onward in pairwise(listed):
        mention, name = found[here], found[onward]
        if mention.key is None and name.key and _glossed(mention, name, tokens[mention.sentence]):
            found[here] = replace(mention, kind=name.kind, key=name.key, name=name.name)
    return found


def _glossed(mention: Mention, name: Mention, tokens: Sequence[Token]) -> bool:
    """Whether the name stands in brackets right behind the description, and nothing else."""
    bodies = mention.found_by == "rule:body" and name.kind not in _NO_BODIES
    return (
        bodies
        and (mention.sentence, mention.last + 1) == (name.sentence, name.first)
        and tokens[mention.last].form == "("
        and name.last < len(tokens)
        and tokens[name.last].form == ")"
    )
