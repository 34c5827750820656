"""Walk through a sentence and take the longest name or description that starts at each word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from khabar.annotate.names.bodies import body_at, known_at, people_at, place_at, unnamed_at
from khabar.annotate.names.persons import bare_person_at, titled_person_at
from khabar.annotate.names.tables import Finder, NameTables
from khabar.lang.ar.normalise import normalise
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind
from khabar.schema.spans import Span
from khabar.schema.text import Sentence


_MOST_REMEMBERED = 50_000


def find_mentions(
    text: str, sentences: Sequence[Sentence], tables: NameTables
) -> tuple[Mention, ...]:
    """Find every name, title and description that may stand for an actor or a place.

    A second walk finds the bare surnames of persons that the first one met with title or
    forename. Mentions come in the order of the text; one that lies inside another (the ministry
    in a minister's title) follows it.
    """
    first = [m for s in sentences for m in _scan(text, s, tables)]
    surnames = _surnames(first)
    later = [m for s in sentences for m in _bare_surnames(s, first, surnames, tables)]
    ordered = sorted((*first, *later), key=lambda m: (m.start, -m.end))
    return _link_institutions(ordered)


def _scan(text: str, sentence: Sentence, tables: NameTables) -> Iterator[Mention]:
    at = 0
    while at < len(sentence.tokens):
        for finder in _finders(sentence.tokens[at].form, tables):
            found = finder(text, sentence, at, tables)
            if found:
                yield from found
                at = max(max(m.last for m in found), _title_last(sentence, found))
                break
        else:
            at += 1


def _finders(form: str, tables: NameTables) -> tuple[Finder, ...]:
    """The finders that can find something at a word, in their order; remembered by its form."""
    found = tables.finders.get(form)
    if found is None:
        stems = tables.stems
        asked: tuple[tuple[Finder, bool], ...] = (
            (unnamed_at, tables.unnamed.opens(form, stems)),
            (titled_person_at, tables.titles.opens(form, stems)),
            (known_at, tables.known.opens(form, stems)),
            (body_at, tables.bodies.opens(form, stems)),
            (place_at, tables.places.opens(form, stems)),
            (people_at, any(s.form in tables.nations for s in stems(form) if s.definite)),
            (bare_person_at, form[:1].isalpha()),
        )
        found = tuple(finder for finder, may in asked if may)
        if len(tables.finders) >= _MOST_REMEMBERED:
            tables.finders.clear()
        tables.finders[form] = found
    return found


def _title_last(sentence: Sentence, found: Sequence[Mention]) -> int:
    """The token after the last title among the mentions, which may stand behind its name."""
    ends = [m.title.end for m in found if m.title is not None]
    latest = max(ends, default=0)
    return next((n for n, t in enumerate(sentence.tokens) if t.start >= latest), len(sentence.tokens))


def _surnames(mentions: Sequence[Mention]) -> dict[str, Mention]:
    """Last words of persons' names, where only one person of the document has them."""
    found: dict[str, Mention] = {}
    clashing: set[str] = set()
    for mention in mentions:
        words = normalise(mention.name.ar).split()
        if mention.kind is not ActorKind.PERSON or len(words) < 2 or mention.found_by == "rule:title":
            continue
        other = found.setdefault(words[-1], mention)
        if (other.key or normalise(other.name.ar)) != (mention.key or normalise(mention.name.ar)):
            clashing.add(words[-1]) if other.key and mention.key else None
    return {k: v for k, v in found.items() if k not in clashing and len(k) > 2}


def _bare_surnames(
    sentence: Sentence, taken: Sequence[Mention], surnames: dict[str, Mention], tables: NameTables
) -> Iterator[Mention]:
    busy = {
        n for m in taken if m.sentence == sentence.index for n in range(m.first, m.last)
    }
    for at, token in enumerate(sentence.tokens):
        if at in busy:
            continue
        for stem in tables.stems(token.form):
            person = surnames.get(stem.form)
            if person is None or (stem.cut and stem.form in tables.ordinary):
                continue
            yield replace(
                person,
                start=token.start if not stem.cut else token.end - _letters(token, stem.form),
                end=token.end, sentence=sentence.index, first=at, last=at + 1,
                title=None, preposition=stem.preposition, sure=0.85, found_by="rule:surname",
                conjoined=stem.cut > 0 and token.form.startswith("و"),
            )  # fmt: skip
            break


def _letters(token: Span, form: str) -> int:
    return min(len(form), token.end - token.start)


def _link_institutions(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Tell each titled person which mention is the body that the title belongs to."""
    return tuple(
        replace(m, institution=_inside_title(m, mentions, n)) if m.title else m
        for n, m in enumerate(mentions)
    )


def _inside_title(person: Mention, mentions: Sequence[Mention], own: int) -> int | None:
    title = person.title
    assert title is not None
    near = range(max(0, own - 4), min(len(mentions), own + 5))
    return next(
        (n for n in near if n != own and title.holds(mentions[n]) and mentions[n].kind != ActorKind.PERSON),
        None,
    )
