"""How far a title, a body's name or a person's name reaches: the noun phrase of news Arabic."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.annotate.names.tables import NameTables
from khabar.schema.text import Token

_LONGEST_COMPLEMENT = 9
_LONGEST_NAME = 6


def is_word(token: Token) -> bool:
    """Whether the token is a word and not a number or a mark."""
    return token.form[:1].isalpha()


def is_ordinary(form: str, words: frozenset[str], tables: NameTables) -> bool:
    """Whether a form is one of the words given, a verb, or a known word under clitics."""
    if form in tables.given or form in tables.particles:
        return False
    if form in words or form in tables.verbs:
        return True
    return any(
        stem.form in tables.ordinary and stem.form not in tables.given
        for stem in tables.stems(form)
        if stem.cut
    )


def name_end(tokens: Sequence[Token], start: int, tables: NameTables) -> int:
    """Where a person's name that starts here ends; start itself where none does."""
    at = start
    if _unknown_second(tokens, start, tables):
        at = start + 2  # a forename seen now and then before a surname never seen: Ivan Molotkov
    while at < min(len(tokens), start + _LONGEST_NAME):
        form = tokens[at].form
        if form == "-" and at > start and _glued(tokens, at):
            at += 1
            continue
        if not is_word(tokens[at]) or not _may_be_name(form, at > start, tables):
            break
        at += 1
    while at > start and (tokens[at - 1].form in tables.particles or tokens[at - 1].form == "-"):
        at -= 1
    return at


def _unknown_second(tokens: Sequence[Token], start: int, tables: NameTables) -> bool:
    return (
        start + 1 < len(tokens)
        and is_word(tokens[start])
        and is_word(tokens[start + 1])
        and not tokens[start].form.startswith("ال")
        and _may_be_name(tokens[start].form, True, tables)
        and _may_be_name(tokens[start + 1].form, False, tables)
    )


def _glued(tokens: Sequence[Token], at: int) -> bool:
    return (
        at + 1 < len(tokens)
        and tokens[at - 1].end == tokens[at].start
        and tokens[at].end == tokens[at + 1].start
        and is_word(tokens[at + 1])
    )


def _may_be_name(form: str, continues: bool, tables: NameTables) -> bool:
    if form in tables.particles:
        return True
    if form in tables.nations or form in tables.modifiers or form in tables.prepositions:
        return False
    if form.startswith("ال") and not continues and form not in tables.given:
        return False
    if form.startswith(("لل", "ول", "وب")) and form not in tables.given:
        return False
    words = tables.common if continues else tables.ordinary
    return len(form) > 1 and not is_ordinary(form, words, tables)


def known_whole(tokens: Sequence[Token], at: int, tables: NameTables) -> int:
    """Where a catalogue name that starts here, without a clitic, ends; at itself where none does."""
    ends = [
        match.last
        for table in (tables.known, tables.places)
        for match in table.at(tokens, at, tables.stems)
        if match.stem.cut == 0
    ]
    return max(ends, default=at)


def complement_end(tokens: Sequence[Token], start: int, tables: NameTables) -> int:
    """Where the words end that say what a title or a body is of: الخارجية الروسي, حكومة الوفاق.

    Definite words, nationalities, names of the catalogue and further heads belong to it; the
    first word that can be none of these ends it.
    """
    at, limit = start, min(len(tokens), start + _LONGEST_COMPLEMENT)
    while at < limit:
        step = _one_step(tokens, at, tables)
        if step == at or (at > start and _starts_name(tokens, at, tables)):
            break
        at = step
    while at > start and tokens[at - 1].form in tables.links:
        at -= 1
    return at


def _starts_name(tokens: Sequence[Token], at: int, tables: NameTables) -> bool:
    """A person of the catalogue, or a given name, opens what the title is a title of."""
    form = tokens[at].form
    return (form in tables.given and not form.startswith("ال")) or any(
        match.entry.kind == "person" and match.stem.cut == 0
        for match in tables.known.at(tokens, at, tables.stems)
    )


def _one_step(tokens: Sequence[Token], at: int, tables: NameTables) -> int:
    form = tokens[at].form
    if not is_word(tokens[at]):
        return at
    known = known_whole(tokens, at, tables)
    if known > at:
        return known
    if form in tables.verbs and not form.startswith("ال"):
        return at
    if form in tables.nations or form in tables.modifiers:
        return at + 1
    if form.startswith(("ال", "لل", "بال")) and len(form) > 3:
        return at + 1
    if any(m.stem.cut == 0 for m in tables.titles.at(tokens, at, tables.stems)) or any(
        m.stem.cut == 0 for m in tables.bodies.at(tokens, at, tables.stems)
    ):
        return at + 1
    if form in tables.links and at + 1 < len(tokens):
        onward = _one_step(tokens, at + 1, tables)
        return onward if onward > at + 1 else at
    return _prefixed(tokens, at, tables)


def _prefixed(tokens: Sequence[Token], at: int, tables: NameTables) -> int:
    """ل and ب before a name of the catalogue or a body: "الأمين العام لجامعة الدول العربية"."""
    for table in (tables.known, tables.places, tables.bodies):
        ends = [
            match.last
            for match in table.at(tokens, at, tables.stems)
            if match.stem.preposition in ("ل", "ب") and match.stem.cut <= 2
            and not tokens[at].form.startswith(("و", "ف"))
        ]
        if ends:
            return max(ends)
    return at
