"""People in the plural: "متظاهرون", "12 مسلحا", "عشرات المدنيين"; sources without a name."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.annotate.names.grammar import (
    Head,
    attributes_end,
    complement_end,
    is_attribute,
    is_word,
    whole_name,
)
from khabar.annotate.names.standing import conjoined, governor, span_from
from khabar.annotate.names.tables import NameTables, PeopleWord
from khabar.lang.ar.clitics import Stem
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind, Name
from khabar.schema.text import Sentence, Token

_NUMBER_WORDS = 5
_CLAUSE = 6


def crowd_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """A group of people, with the number or the quantity before it and the adjectives behind."""
    for stem in tables.stems(sentence.tokens[at].form):
        counted = _counted(sentence.tokens, at, stem, tables)
        if counted is None:
            continue
        last, people = counted
        span = span_from(text, sentence, at, stem, last)
        return [
            Mention(
                start=span.start, end=span.end, sentence=sentence.index, first=at, last=last,
                kind=people.kind, name=Name(ar=span.cut(text)), head=stem.form,
                preposition=governor(sentence, at, stem, tables),
                conjoined=conjoined(sentence, at, stem), sure=0.6, found_by="rule:people",
            )
        ]  # fmt: skip
    return []


def _counted(
    tokens: Sequence[Token], at: int, stem: Stem, tables: NameTables
) -> tuple[int, PeopleWord] | None:
    """Where the phrase ends, and what its people are."""
    plain = tables.people.get(stem.form)
    if plain is not None and plain.alone:
        return _end(tokens, at + 1, stem.definite, tables), plain
    if tokens[at].form[:1].isdigit() or stem.form in tables.numbers:
        return _numbered(tokens, at + 1, tables)
    if stem.definite or stem.form not in tables.many.by_first:
        return None
    many = next(
        (m for m in tables.many.at(tokens, at, tables.stems) if m.stem.cut == stem.cut), None
    )
    return None if many is None else _of_many(tokens, many.last, tables)


def _numbered(
    tokens: Sequence[Token], at: int, tables: NameTables
) -> tuple[int, PeopleWord] | None:
    for index in range(at, min(len(tokens), at + _NUMBER_WORDS)):
        form = tokens[index].form
        people = tables.people.get(form)
        if people is not None:
            plain = people.counted and form.endswith("ا")  # 42 مدنيا: what follows is no genitive
            end = attributes_end(tokens, index + 1, False, tables)
            return end if plain else _end(tokens, index + 1, False, tables), people
        number = form[:1].isdigit() or form in tables.numbers or form[1:] in tables.numbers
        if not number and form not in ("الاف", "الف", "مليون", "من", "مءه"):
            return None
    return None


def _of_many(tokens: Sequence[Token], at: int, tables: NameTables) -> tuple[int, PeopleWord] | None:
    if at >= len(tokens):
        return None
    form = tokens[at].form
    people = tables.people.get(form) or tables.people.get(form[2:] if form.startswith("ال") else "")
    if people is not None:
        return _end(tokens, at + 1, form.startswith("ال"), tables), people
    if form in tables.nations and form.endswith(("ين", "ون")):
        return attributes_end(tokens, at + 1, form.startswith("ال"), tables), PeopleWord(
            ActorKind.GROUP
        )
    return None


def _end(tokens: Sequence[Token], at: int, definite: bool, tables: NameTables) -> int:
    if not definite and at < len(tokens) and is_attribute(tokens[at].form, False, tables):
        return attributes_end(tokens, at, False, tables)
    return complement_end(tokens, at, Head(definite, personal=True), tables)


def nation_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """A people in the plural: الليبيون, الروس."""
    token = sentence.tokens[at]
    for stem in tables.stems(token.form):
        plural = stem.form.endswith(("ين", "ون")) or stem.form in tables.peoples
        state = tables.nations.get(stem.form) if stem.definite and plural else None
        if state is None:
            continue
        span = span_from(
            text, sentence, at, stem, attributes_end(sentence.tokens, at + 1, True, tables)
        )
        return [
            Mention(
                start=span.start, end=span.end, sentence=sentence.index, first=at,
                last=attributes_end(sentence.tokens, at + 1, True, tables),
                kind=ActorKind.GROUP, name=Name(ar=span.cut(text)), key=f"people:{state}",
                state=state, preposition=governor(sentence, at, stem, tables),
                conjoined=conjoined(sentence, at, stem), sure=0.6, found_by="rule:people",
            )
        ]  # fmt: skip
    return []


def unnamed_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """A source without a name: "مصدر عسكري", "أشخاص على علم بالملف"."""
    tokens = sentence.tokens
    for match in tables.unnamed.at(tokens, at, tables.stems):
        definite = match.stem.definite
        end = attributes_end(tokens, match.last, definite, tables)
        marked = any(t.form in tables.unnamed_marks for t in tokens[match.last : end + 4])
        if not match.entry.bare and not (marked and not definite):
            continue
        end = end if definite else _withheld_end(tokens, _inside_end(tokens, end, tables), tables)
        span = span_from(text, sentence, at, match.stem, end)
        return [
            Mention(
                start=span.start, end=span.end, sentence=sentence.index, first=at, last=end,
                kind=ActorKind.GROUP if match.entry.plural else ActorKind.PERSON,
                name=Name(ar=span.cut(text)), head=match.entry.lemma, anonymous=True,
                preposition=governor(sentence, at, match.stem, tables),
                conjoined=conjoined(sentence, at, match.stem), sure=0.8,
                found_by="rule:follower" if definite and end == match.last else "rule:unnamed",
            )
        ]  # fmt: skip
    return []


def _withheld_end(tokens: Sequence[Token], at: int, tables: NameTables) -> int:
    """The clause that withholds the name belongs to it: "دبلوماسي طلب عدم ذكر اسمه"."""
    if at < len(tokens) and tokens[at].form in tables.withholding:
        for index in range(at + 1, min(len(tokens), at + _CLAUSE)):
            if tokens[index].form in tables.withheld:
                return index + 1
    return at


def _inside_end(tokens: Sequence[Token], at: int, tables: NameTables) -> int:
    """Where a source sits: "مصدر في وزارة الدفاع", "مسؤول بالخارجية الأمريكية"."""
    if at + 1 >= len(tokens):
        return at
    inner = at + 1 if tokens[at].form in ("في", "من") else at
    wanted = "" if inner > at else "ب"
    if not is_word(tokens[inner]):
        return at
    known = whole_name(tokens, inner, tables, persons=False) if inner > at else at
    if known > inner:
        return known
    for match in tables.bodies.at(tokens, inner, tables.stems):
        if match.stem.preposition == wanted and not tokens[inner].form.startswith("و"):
            return complement_end(tokens, match.last, Head(match.stem.definite, True), tables)
    return at
