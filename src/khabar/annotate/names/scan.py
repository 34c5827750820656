"""Walk through a sentence and take the longest name or description that starts at each word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from khabar.annotate.names.bodies import body_at, doubtful_at, side_at
from khabar.annotate.names.context import settle_doubts
from khabar.annotate.names.crowds import crowd_at, nation_at, unnamed_at
from khabar.annotate.names.later import bare_names, with_glosses, with_predicates
from khabar.annotate.names.persons import bare_person_at, known_person_at, titled_person_at
from khabar.annotate.names.places import doubtful_place_at, place_at
from khabar.annotate.names.tables import Finder, NameTables
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind
from khabar.schema.text import Sentence

_MOST_REMEMBERED = 100_000  # words; each costs a hundred bytes


def find_mentions(
    text: str, sentences: Sequence[Sentence], tables: NameTables
) -> tuple[Mention, ...]:
    """Find every name, title and description that may stand for an actor or a place.

    A second walk finds the bare surnames of persons that the first one met with title or
    forename. Mentions come in the order of the text; one that lies inside another (the ministry
    in a minister's title) follows it.
    """
    first = [m for s in sentences for m in _scan(text, s, tables)]
    sure = settle_doubts(text, first, tables)
    named = bare_names(text, sentences, sure, tables)
    ordered = sorted(named, key=lambda m: (m.sentence, m.first, -m.last, m.inner))
    told = with_predicates(sentences, with_glosses(sentences, _tied(ordered)), tables)
    return _link_institutions(told)


def _scan(text: str, sentence: Sentence, tables: NameTables) -> Iterator[Mention]:
    at = 0
    while at < len(sentence.tokens):
        for finder in _finders(sentence.tokens[at].form, tables):
            found = finder(text, sentence, at, tables)
            if found:
                yield from found
                at = max(m.last for m in found)
                break
        else:
            at += 1


def _finders(form: str, tables: NameTables) -> tuple[Finder, ...]:
    """The finders that can find something at a word, in their order; remembered by its form."""
    found = tables.finders.get(form)
    if found is None:
        found = _one_of_each(tuple(finder for finder, may in _asked(form, tables) if may))
        if len(tables.finders) >= _MOST_REMEMBERED:
            tables.finders.clear()
        tables.finders[form] = found
    return found


@cache
def _one_of_each(finders: tuple[Finder, ...]) -> tuple[Finder, ...]:
    """The same few combinations serve all words: each is kept once."""
    return finders


def _asked(form: str, tables: NameTables) -> tuple[tuple[Finder, bool], ...]:
    stems = tables.stems
    crowd = form[:1].isdigit() or any(
        s.form in tables.people or s.form in tables.numbers or tables.many.opens(s.form, stems)
        for s in stems(form)
    )
    return (
        (unnamed_at, tables.unnamed.opens(form, stems)),
        (titled_person_at, tables.titles.opens(form, stems)),
        (known_person_at, tables.known.opens(form, stems)),
        (side_at, any(s.form in tables.sides for s in stems(form))),
        (body_at, tables.bodies.opens(form, stems)),
        (doubtful_at, tables.doubtful.opens(form, stems)),
        (crowd_at, crowd),
        (place_at, tables.places.opens(form, stems)),
        (doubtful_place_at, tables.doubtful_places.opens(form, stems)),
        (nation_at, any(s.form in tables.nations for s in stems(form) if s.definite)),
        (bare_person_at, form[:1].isalpha()),
    )


def _tied(mentions: Sequence[Mention]) -> list[Mention]:
    """What و ties to a name stands as the name does: in "بين ليبيا وتركيا" both are under بين."""
    found: list[Mention] = []
    for mention in mentions:
        last = next((m for m in reversed(found) if not m.inner), None)
        found.append(
            _as(last, mention) if last is not None and _tied_to(last, mention) else mention
        )
    return found


def _tied_to(first: Mention, second: Mention) -> bool:
    bare = second.conjoined and not second.preposition and not second.inner
    return bare and first.sentence == second.sentence and 0 <= second.first - first.last <= 1


def _as(first: Mention, second: Mention) -> Mention:
    place = first.as_place and second.place is not None
    return replace(second, preposition=first.preposition, as_place=place or second.as_place)


def _link_institutions(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Tell each titled person which mention is the body that the title belongs to."""
    return tuple(
        replace(m, institution=_inside_title(m, mentions, n)) if m.title else m
        for n, m in enumerate(mentions)
    )


def _inside_title(person: Mention, mentions: Sequence[Mention], own: int) -> int | None:
    title = person.title
    assert title is not None
    near = range(max(0, own - 4), min(len(mentions), own + 6))
    return next(
        (
            n
            for n in near
            if n != own and title.holds(mentions[n]) and mentions[n].kind != ActorKind.PERSON
        ),
        None,
    )
