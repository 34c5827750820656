"""Places, and capitals that stand for their state."""

from __future__ import annotations

from khabar.annotate.names.standing import conjoined, governor, says_where, span_from
from khabar.annotate.names.tables import NameTables
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind
from khabar.schema.text import Sentence


def place_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """A place of the catalogue; a capital that nothing makes a place acts for its state."""
    matches = list(tables.places.at(sentence.tokens, at, tables.stems))
    plain = [m for m in matches if m.stem.cut == 0] or matches
    if len({m.entry.id for m in plain}) != 1:
        return []
    match = plain[0]
    span = span_from(text, sentence, at, match.stem, match.last)
    preposition = governor(sentence, at, match.stem, tables)
    actor = tables.capitals.get(match.entry.id)
    acts = actor is not None and not says_where(sentence, at, preposition, tables)
    return [
        Mention(
            start=span.start, end=span.end, sentence=sentence.index, first=at, last=match.last,
            kind=ActorKind.STATE if actor else ActorKind.REGION,
            name=actor.name if actor else match.entry.name,
            key=actor.id if actor else None, place=match.entry.id, as_place=not acts,
            preposition=preposition, conjoined=conjoined(sentence, at, match.stem),
            sure=0.85, found_by="rule:capital" if actor else "rule:gazetteer",
        )
    ]  # fmt: skip


def doubtful_place_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """A place whose name is an ordinary word too (دوما is an adverb), where words say "where"."""
    matches = tables.doubtful_places.at(sentence.tokens, at, tables.stems)
    if len({m.entry.id for m in matches}) != 1:
        return []
    match = matches[0]
    preposition = governor(sentence, at, match.stem, tables)
    if not says_where(sentence, at, preposition, tables):
        return []
    span = span_from(text, sentence, at, match.stem, match.last)
    return [
        Mention(
            start=span.start, end=span.end, sentence=sentence.index, first=at, last=match.last,
            kind=ActorKind.REGION, name=match.entry.name, place=match.entry.id, as_place=True,
            preposition=preposition, conjoined=conjoined(sentence, at, match.stem),
            sure=0.7, found_by="rule:gazetteer",
        )
    ]  # fmt: skip
