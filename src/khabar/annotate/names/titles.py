"""Titles: one, or several in a row, with the words that say of what."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.annotate.names.grammar import Head, complement_end, is_word, tail_end
from khabar.annotate.names.standing import span_from
from khabar.annotate.names.tables import NameTables, TitleKind, TitleWord
from khabar.lang.phrases import Match
from khabar.schema.spans import Span
from khabar.schema.text import Sentence

_MOST = 5  # titles in a row


@dataclass(frozen=True, slots=True)
class Title:
    """A title in a sentence: its tokens, its words, and how it is said.

    bare: nothing behind the word says of what. vague: it has no article and no complement that
    would make it definite, so that it means one of many ("مسؤول أمريكي"). adjectival: only
    adjectives stand behind it ("القيادي الحوثي").
    """

    match: Match[TitleWord]
    last: int
    span: Span
    bare: bool
    vague: bool
    adjectival: bool = False

    @property
    def office(self) -> bool:
        """Whether it is a post, and no rank or form of address."""
        return self.match.entry.kind is TitleKind.OFFICE

    @property
    def post(self) -> bool:
        """Whether one person holds it: being somebody's son is none, nor "الصحفي" alone."""
        entry = self.match.entry
        said = not (entry.trade and (self.bare or self.adjectival))
        return self.office and said and not entry.plural and not entry.kin


def title_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> Title | None:
    """The title that opens at a token, with its complement."""
    tokens = sentence.tokens
    if at >= len(tokens) or not is_word(tokens[at]):
        return None
    match = next(iter(tables.titles.at(tokens, at, tables.stems)), None)
    if match is None:
        return None
    definite = match.stem.definite or any(
        t.form.startswith("ال") for t in tokens[match.first + 1 : match.last]
    )
    if match.entry.kind is not TitleKind.OFFICE:
        return Title(
            match, match.last, span_from(text, sentence, at, match.stem, match.last), True, False
        )
    lemma = match.entry.lemma
    naming = " " in lemma and lemma.split()[-1] in tables.naming
    head = Head(definite, lemma in tables.personal, naming, lemma in tables.joined)
    end = complement_end(tokens, match.last, head, tables)
    vague = not definite and not _is_defined(sentence, match.last, end, tables)
    tail = tail_end(tokens, end, lemma, tables)
    tail = complement_end(tokens, tail, Head(True), tables) if tail > end else tail
    span = span_from(text, sentence, at, match.stem, tail)
    bare = tail == match.last == at + 1
    return Title(match, tail, span, bare, vague, definite and tail == end)


def _is_defined(sentence: Sentence, start: int, end: int, tables: NameTables) -> bool:
    """Whether the complement has an article or a name in it."""
    return any(
        form.startswith("ال") or (form not in tables.bare_adjectives and form not in tables.nations)
        for form in (t.form for t in sentence.tokens[start:end])
    )


def titles_from(text: str, sentence: Sentence, at: int, tables: NameTables) -> tuple[Title, ...]:
    """The titles that stand in a row: "وزير الدفاع الفريق أول"."""
    found: list[Title] = []
    while len(found) < _MOST:
        title = title_at(text, sentence, at, tables)
        if title is None or (found and title.match.stem.cut > 0):
            break
        found.append(title)
        at = title.last
        while (
            at < len(sentence.tokens)
            and sentence.tokens[at].form in ("اول", "ركن", "ثان")
            and not title.office
        ):
            at += 1
    return tuple(found)
