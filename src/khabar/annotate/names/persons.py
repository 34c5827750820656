"""Persons: a title and a name, a name and a title behind it, a title that stands for its holder."""

from __future__ import annotations

from dataclasses import replace

from khabar.annotate.names.bodies import body_at, conjoined, governor, known_at, start_of
from khabar.annotate.names.grammar import complement_end, is_word, name_end
from khabar.annotate.names.tables import NameTables, TitleKind, TitleWord
from khabar.catalog.actors import KnownActor
from khabar.lang.ar.clitics import Stem
from khabar.lang.phrases import Match
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind, Name
from khabar.schema.spans import Span
from khabar.schema.text import Sentence

_COMMAS = ("،", ",", "-", ":")


def titled_person_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """A title, what it is a title of, and the name of its holder where one follows."""
    match = _title(sentence, at, tables)
    if match is None:
        return []
    end = _title_end(sentence, match, tables)
    first, last, known = _holder(sentence, end, tables)
    if first == last and not _stands_alone(match, end):
        return []
    title = _from_match(text, sentence, match, end)
    person = _person(text, sentence, (first, last), known, title) if first < last else None
    mention = person or _by_title(text, sentence, match, end, title)
    governed = governor(sentence, at, match.stem, tables)
    whole = _with_company(mention, governed, conjoined(sentence, at, match.stem))
    return [whole, *_bodies_in(text, sentence, match.last, end, tables)]


def _with_company(mention: Mention, preposition: str, tied: bool) -> Mention:
    return replace(mention, preposition=preposition, conjoined=tied)


def _title(sentence: Sentence, at: int, tables: NameTables) -> Match[TitleWord] | None:
    if not is_word(sentence.tokens[at]):
        return None
    return next(iter(tables.titles.at(sentence.tokens, at, tables.stems)), None)


def _title_end(sentence: Sentence, match: Match[TitleWord], tables: NameTables) -> int:
    if match.entry.kind is TitleKind.OFFICE:
        return complement_end(sentence.tokens, match.last, tables)
    end = match.last
    while end < len(sentence.tokens):
        onward = next(
            (m for m in tables.titles.at(sentence.tokens, end, tables.stems) if m.stem.cut == 0), None
        )
        form = sentence.tokens[end].form
        if onward is not None and onward.entry.kind is TitleKind.OFFICE:
            return complement_end(sentence.tokens, onward.last, tables)
        if onward is None and form not in tables.modifiers and form not in ("اول", "ركن", "ثان"):
            return end
        end = onward.last if onward else end + 1
    return end


def _stands_alone(match: Match[TitleWord], end: int) -> bool:
    """Whether a title without a name stands for its holder: it is definite or says of what."""
    if match.entry.kind is TitleKind.HONORIFIC:
        return False
    return match.stem.definite or (match.entry.kind is TitleKind.OFFICE and end > match.last)


def _holder(
    sentence: Sentence, at: int, tables: NameTables
) -> tuple[int, int, KnownActor | None]:
    """The name behind a title: of the catalogue, or unknown; after a comma only a full name."""
    found = _named(sentence, at, tables)
    if found[0] < found[1] or at + 1 >= len(sentence.tokens):
        return found
    if sentence.tokens[at].form in _COMMAS[:2]:
        later = _named(sentence, at + 1, tables)
        if later[2] is not None or later[1] - later[0] >= 2:
            return later
    return at, at, None


def _named(sentence: Sentence, at: int, tables: NameTables) -> tuple[int, int, KnownActor | None]:
    if at >= len(sentence.tokens):
        return at, at, None
    end = name_end(sentence.tokens, at, tables)
    matches = [
        m for m in tables.known.at(sentence.tokens, at, tables.stems)
        if m.stem.cut == 0 and m.entry.kind is ActorKind.PERSON
    ]  # fmt: skip
    if len({m.entry.id for m in matches}) == 1 and matches[0].last >= end:
        return at, matches[0].last, matches[0].entry
    return at, end, None


def _person(
    text: str, sentence: Sentence, tokens: tuple[int, int], known: KnownActor | None, title: Span | None
) -> Mention:
    first, last = tokens
    span = Span(start=sentence.tokens[first].start, end=sentence.tokens[last - 1].end)
    return Mention(
        start=span.start, end=span.end, sentence=sentence.index, first=first, last=last,
        kind=ActorKind.PERSON, name=known.name if known else Name(ar=span.cut(text)),
        key=known.id if known else None, state=known.state if known else None, title=title,
        sure=0.95 if known else 0.75, found_by="rule:catalogue" if known else "rule:titled",
    )  # fmt: skip


def _by_title(
    text: str, sentence: Sentence, match: Match[TitleWord], end: int, title: Span
) -> Mention:
    return Mention(
        start=title.start, end=title.end, sentence=sentence.index, first=match.first, last=end,
        kind=ActorKind.GROUP if match.entry.plural else ActorKind.PERSON,
        name=Name(ar=title.cut(text)), head=match.entry.lemma, sure=0.65, found_by="rule:title",
    )  # fmt: skip


def _from_match(text: str, sentence: Sentence, match: Match[TitleWord], end: int) -> Span:
    start = start_of(text, sentence, match.first, match.stem)
    return Span(start=start, end=sentence.tokens[end - 1].end)


def _bodies_in(
    text: str, sentence: Sentence, start: int, end: int, tables: NameTables
) -> list[Mention]:
    """The body that a title names: its first name of the catalogue or body inside the complement."""
    at = start
    while at < end:
        for found in (known_at(text, sentence, at, tables), body_at(text, sentence, at, tables)):
            inside = [m for m in found if m.last <= end and m.kind is not ActorKind.PERSON]
            if inside:
                return inside
        at += 1
    return []


def bare_person_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """A name of two words or more without a title, right behind a verb or opened by a given name."""
    tokens = sentence.tokens
    if not is_word(tokens[at]):
        return []
    given = tokens[at].form in tables.given and not tokens[at].form.startswith("ال")
    after_verb = at > 0 and _is_verb(tokens[at - 1].form, tables)
    if not given and not after_verb:
        return []
    end = name_end(tokens, at, tables)
    if end - at < 2:
        return []
    mention = _person(text, sentence, (at, end), None, None)
    stem = Stem(form=tokens[at].form)
    tied = _with_company(mention, governor(sentence, at, stem, tables), conjoined(sentence, at, stem))
    return [tied]


def _is_verb(form: str, tables: NameTables) -> bool:
    return form in tables.verbs or (form[:1] in "وف" and form[1:] in tables.verbs)
