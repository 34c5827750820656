"""States, bodies, groups, places and unnamed sources: by catalogue, or by the noun that opens them."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.annotate.names.grammar import complement_end, is_word
from khabar.annotate.names.tables import NameTables
from khabar.catalog.actors import KnownActor
from khabar.lang.ar.clitics import Stem
from khabar.lang.ar.normalise import after_letters
from khabar.lang.phrases import Match
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind, Name
from khabar.schema.spans import Span
from khabar.schema.text import Sentence

_TERRITORIAL = (ActorKind.STATE, ActorKind.REGION)
_PLACE_PREPOSITIONS = frozenset(
    "في الي داخل خارج شمال جنوب شرق غرب شمالي جنوبي شرقي غربي عبر نحو قرب وسط باتجاه ب مدينه العاصمه "
    "بلده محافظه منطقه قريه ولايه شرقي غربي اراضي حدود اجواء سواحل مطار ميناء".split()
)


def start_of(text: str, sentence: Sentence, first: int, stem: Stem) -> int:
    """Where a name starts in the original, its clitics cut off; لل keeps its second lam."""
    token = sentence.tokens[first]
    return after_letters(text, token.start, stem.cut) if stem.cut else token.start


def governor(sentence: Sentence, first: int, stem: Stem, tables: NameTables) -> str:
    """The preposition, attached or free, under which a name stands; empty where none does."""
    if stem.preposition:
        return stem.preposition
    before = sentence.tokens[first - 1].form if first else ""
    bare = before[1:] if before[:1] == "و" and before not in tables.prepositions else before
    return bare if bare in tables.prepositions else ""


def conjoined(sentence: Sentence, first: int, stem: Stem) -> bool:
    """Whether و ties the name to what stands before it."""
    token = sentence.tokens[first].form
    attached = stem.cut > 0 and token.startswith("و")
    return attached or (first > 0 and sentence.tokens[first - 1].form == "و")


def _span(text: str, sentence: Sentence, match: Match[object] | Match[KnownActor], last: int) -> Span:
    start = start_of(text, sentence, match.first, match.stem)
    return Span(start=start, end=sentence.tokens[last - 1].end)


def _is_place(sentence: Sentence, first: int, preposition: str) -> bool:
    before = sentence.tokens[first - 1].form if first else ""
    return preposition in _PLACE_PREPOSITIONS or before in _PLACE_PREPOSITIONS


def known_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """An actor of the catalogue; on doubt between two of one length none is taken."""
    if not is_word(sentence.tokens[at]):
        return []
    matches = list(tables.known.at(sentence.tokens, at, tables.stems))
    plain = [m for m in matches if m.stem.cut == 0] or matches
    if len({m.entry.id for m in plain}) != 1:
        return []
    match = plain[0]
    body = complement_end_of_body(sentence, at, tables)
    if body > match.last and match.entry.kind is not ActorKind.PERSON and match.last - at == 1:
        return []
    return [_known(text, sentence, match, tables)]


def complement_end_of_body(sentence: Sentence, at: int, tables: NameTables) -> int:
    """Where a body's name that opens at this token ends; at itself where none opens."""
    ends = [
        complement_end(sentence.tokens, m.last, tables)
        for m in tables.bodies.at(sentence.tokens, at, tables.stems)
    ]
    return max(ends, default=at)


def _known(text: str, sentence: Sentence, match: Match[KnownActor], tables: NameTables) -> Mention:
    entry = match.entry
    span = _span(text, sentence, match, match.last)
    preposition = governor(sentence, match.first, match.stem, tables)
    place = next(
        (p.entry.id for p in tables.places.at(sentence.tokens, match.first, tables.stems)
         if p.last == match.last), None
    )  # fmt: skip
    return Mention(
        start=span.start, end=span.end, sentence=sentence.index, first=match.first, last=match.last,
        kind=entry.kind, name=entry.name, key=entry.id, state=entry.state, place=place,
        as_place=place is not None and _is_place(sentence, match.first, preposition),
        preposition=preposition, conjoined=conjoined(sentence, match.first, match.stem),
        sure=0.95, found_by="rule:catalogue",
    )  # fmt: skip


def body_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """A body named by its kind and what it is of: "وزارة الخارجية الروسية", "قوات حفتر"."""
    if not is_word(sentence.tokens[at]):
        return []
    for match in tables.bodies.at(sentence.tokens, at, tables.stems):
        end = complement_end(sentence.tokens, match.last, tables)
        if end == match.last and not (match.stem.definite and match.entry.bare):
            continue
        span = _span(text, sentence, match, end)
        return [
            Mention(
                start=span.start, end=span.end, sentence=sentence.index, first=at, last=end,
                kind=match.entry.kind, name=Name(ar=span.cut(text)), head=match.entry.lemma,
                state=_state_of(sentence.tokens[match.last : end], tables),
                preposition=governor(sentence, at, match.stem, tables),
                conjoined=conjoined(sentence, at, match.stem), sure=0.7, found_by="rule:body",
            )
        ]  # fmt: skip
    return []


def _state_of(tokens: Sequence[Span], tables: NameTables) -> str | None:
    forms = [getattr(t, "form", "") for t in tokens]
    return next((tables.nations[f] for f in forms if f in tables.nations), None)


def place_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """A place of the catalogue that is no actor of its own."""
    matches = list(tables.places.at(sentence.tokens, at, tables.stems))
    plain = [m for m in matches if m.stem.cut == 0] or matches
    if len({m.entry.id for m in plain}) != 1:
        return []
    match = plain[0]
    span = _span(text, sentence, match, match.last)
    preposition = governor(sentence, at, match.stem, tables)
    actor = tables.capitals.get(match.entry.id)
    stands_for_state = actor is not None and not _is_place(sentence, at, preposition)
    kind = ActorKind.STATE if actor else ActorKind.REGION
    return [
        Mention(
            start=span.start, end=span.end, sentence=sentence.index, first=at, last=match.last,
            kind=kind, name=actor.name if actor else match.entry.name,
            key=actor.id if actor else None, place=match.entry.id, as_place=not stands_for_state,
            preposition=preposition, conjoined=conjoined(sentence, at, match.stem),
            sure=0.85, found_by="rule:capital" if actor else "rule:gazetteer",
        )
    ]  # fmt: skip


def people_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """A people in the plural: الليبيون, الروس."""
    token = sentence.tokens[at]
    for stem in tables.stems(token.form):
        state = tables.nations.get(stem.form) if stem.definite and stem.form.endswith(("ين", "ون")) else None
        if state is None:
            continue
        start = start_of(text, sentence, at, stem)
        return [
            Mention(
                start=start, end=token.end, sentence=sentence.index, first=at, last=at + 1,
                kind=ActorKind.GROUP, name=Name(ar=text[start : token.end]), key=f"people:{state}",
                state=state, preposition=governor(sentence, at, stem, tables),
                conjoined=conjoined(sentence, at, stem), sure=0.6, found_by="rule:people",
            )
        ]  # fmt: skip
    return []


def unnamed_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """A source without a name: "مصدر عسكري", "أشخاص على علم بالملف"."""
    tokens = sentence.tokens
    for match in tables.unnamed.at(tokens, at, tables.stems):
        end = _described(tokens, match.last, tables)
        marked = any(t.form in tables.unnamed_marks for t in tokens[match.last : end + 4])
        if not match.entry.bare and not marked:
            continue
        span = _span(text, sentence, match, end)
        return [
            Mention(
                start=span.start, end=span.end, sentence=sentence.index, first=at, last=end,
                kind=ActorKind.GROUP if match.entry.plural else ActorKind.PERSON,
                name=Name(ar=span.cut(text)), head=match.entry.lemma, anonymous=True,
                preposition=governor(sentence, at, match.stem, tables),
                conjoined=conjoined(sentence, at, match.stem), sure=0.8, found_by="rule:unnamed",
            )
        ]  # fmt: skip
    return []


def _described(tokens: Sequence[object], start: int, tables: NameTables) -> int:
    at = start
    while at < len(tokens) and at < start + 3:
        form = getattr(tokens[at], "form", "")
        if not form[:1].isalpha() or form in tables.verbs or form in tables.prepositions:
            break
        if form in tables.words_after or form in tables.unnamed_marks or form.startswith("ال"):
            break
        at += 1
    return at
