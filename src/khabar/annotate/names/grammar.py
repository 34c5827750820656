"""How far a title or a body's name reaches: the noun phrase of news Arabic.

A head with the article takes adjectives only ("القوات الأمنية"); one without takes the noun or name
that it is of, and then adjectives ("قوات الأمن الليبية", "وزير خارجية فرنسا"). A definite noun that
is no adjective and stands behind a finished phrase opens the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khabar.annotate.names.forenames import name_end
from khabar.annotate.names.tables import NameTables
from khabar.schema.names import ActorKind
from khabar.schema.text import Token

_TAILS = 3  # complements behind prepositions, one after the other
_DEEPEST = 4  # nouns in a chain: "رئيس وفد حكومة مدينة طرابلس"
_QUOTED = 6
_QUOTES = {'"': '"', "(": ")", "'": "'"}
_PRONOUNS = ("ها", "هم", "هما", "ه")


@dataclass(frozen=True, slots=True)
class Head:
    """The noun that opens a phrase, and what may stand behind it.

    personal: a person ("قوات حفتر"); naming: a name of its own ("صحيفة الوطن"); joins: several
    nouns tied by و ("وزير الخارجية والتعاون الدولي").
    """

    definite: bool
    personal: bool = False
    naming: bool = False
    joins: bool = False
    whole: bool = False


def is_word(token: Token) -> bool:
    """Whether the token is a word and not a number or a mark."""
    return token.form[:1].isalpha()


def complement_end(tokens: Sequence[Token], start: int, head: Head, tables: NameTables) -> int:
    """Where the words end that say what a title or a body is of, and which one it is."""
    end, definite = start, head.definite
    if not definite:
        end, definite = _genitive(tokens, start, head, tables)
    return attributes_end(tokens, end, definite, tables)


def attributes_end(tokens: Sequence[Token], start: int, definite: bool, tables: NameTables) -> int:
    """Where the adjectives end that stand behind a phrase and agree with it in the article."""
    at = start
    while at < len(tokens) and (
        is_attribute(tokens[at].form, definite, tables)
        or (at > start and _tied_attribute(tokens[at].form, definite, tables))
    ):
        at += 1
        while at < len(tokens) and at > start and tokens[at].form in tables.recognised:
            at += 1  # المعترف بها دوليا
    if definite and at + 1 < len(tokens) and tokens[at].form == "غير":
        onward = attributes_end(tokens, at + 1, True, tables)
        return onward if onward > at + 1 else at
    return at


def _tied_attribute(form: str, definite: bool, tables: NameTables) -> bool:
    """A further adjective behind و: "مصادر طبية وأمنية"; two nations are rather two bodies."""
    rest = form[1:]
    tied = form.startswith("و") and is_attribute(rest, definite, tables)
    return tied and (not definite or rest not in tables.nations) and form not in tables.given


def is_attribute(form: str, definite: bool, tables: NameTables) -> bool:
    """Whether a word is an adjective with the article, or without it."""
    if definite:
        return form in tables.adjectives or (form in tables.nations and form.startswith("ال"))
    return form in tables.bare_adjectives or (form in tables.nations and not form.startswith("ال"))


def whole_name(tokens: Sequence[Token], at: int, tables: NameTables, persons: bool) -> int:
    """Where a name of the catalogue that starts here, without a clitic, ends; else at itself."""
    if not is_word(tokens[at]):
        return at
    known = [
        m.last
        for m in tables.known.at(tokens, at, tables.stems)
        if m.stem.cut == 0 and (persons or m.entry.kind is not ActorKind.PERSON)
    ]
    places = [m.last for m in tables.places.at(tokens, at, tables.stems) if m.stem.cut == 0]
    return max((*known, *places), default=at)


def opens_person(tokens: Sequence[Token], at: int, tables: NameTables) -> bool:
    """Whether a person of the catalogue, or a given name, stands here."""
    if at >= len(tokens):
        return False
    form = tokens[at].form
    if form in tables.given and not form.startswith("ال"):
        return True
    return any(
        m.entry.kind is ActorKind.PERSON and m.stem.cut == 0
        for m in tables.known.at(tokens, at, tables.stems)
    )


def _genitive(
    tokens: Sequence[Token], at: int, head: Head, tables: NameTables, depth: int = 0
) -> tuple[int, bool]:
    """Where the noun that a head is of ends, and whether it makes the phrase definite."""
    if at >= len(tokens) or depth > _DEEPEST:
        return at, False
    form = tokens[at].form
    if form in _QUOTES and (head.naming or (depth and form == '"')):
        return _quoted_end(tokens, at)
    if not is_word(tokens[at]):
        return at, False
    if (plain := _plain_genitive(tokens, at, head, tables)) is not None:
        return plain, plain > at
    inner = _chained(tokens, at, tables, depth)
    if inner is not None and (inner[1] or not head.whole):
        return inner
    if head.naming or (head.personal and opens_person(tokens, at, tables)):
        end = name_end(tokens, at, tables)
        return end, end > at
    return at, False


def _plain_genitive(tokens: Sequence[Token], at: int, head: Head, tables: NameTables) -> int | None:
    """Where a name or a definite noun ends; at itself where nothing can belong to the head."""
    form = tokens[at].form
    known = whole_name(tokens, at, tables, head.personal)
    if known > at:
        return known
    person = opens_person(tokens, at, tables) and not (head.naming or head.personal)
    if person or form in tables.never:
        return at
    if form.startswith("ال") and len(form) > 3:
        end = at + 2 if _of_affairs(tokens, at, tables) else at + 1
        return _joined(tokens, end, tables) if head.joins else end
    return at + 1 if _possessed(form, tables) else None


def _of_affairs(tokens: Sequence[Token], at: int, tables: NameTables) -> bool:
    """ "الشؤون الخارجية": the word that alone is a ministry is an adjective here."""
    onward = tokens[at + 1].form if at + 1 < len(tokens) else ""
    return tokens[at].form in tables.affairs and onward.startswith("ال") and onward.endswith("يه")


def _possessed(form: str, tables: NameTables) -> bool:
    """A noun with a pronoun on it: "وزير خارجيتها", "رئيس حكومته"."""
    for pronoun in _PRONOUNS:
        if form.endswith(pronoun) and len(form) > len(pronoun) + 2:
            noun = form[: -len(pronoun)]
            if noun in tables.construct or (
                noun.endswith("ت") and noun[:-1] + "ه" in tables.construct
            ):
                return True
    return False


def _quoted_end(tokens: Sequence[Token], at: int) -> tuple[int, bool]:
    closing = _QUOTES[tokens[at].form]
    for index in range(at + 2, min(len(tokens), at + 2 + _QUOTED)):
        if tokens[index].form == closing:
            return index + 1, True
    return at, False


def _joined(tokens: Sequence[Token], at: int, tables: NameTables) -> int:
    """Further portfolios of one minister: "وزير الخارجية والتعاون"."""
    while at < len(tokens) and is_attribute(tokens[at].form, True, tables):
        at += 1
    if at < len(tokens) and tokens[at].form.startswith("وال") and len(tokens[at].form) > 4:
        opens = tables.titles.at(tokens, at, tables.stems)
        named = tables.known.at(tokens, at, tables.stems)
        if not opens and not named and tokens[at].form[1:] not in tables.nations:
            return attributes_end(tokens, at + 1, True, tables)
    return at


def _chained(
    tokens: Sequence[Token], at: int, tables: NameTables, depth: int
) -> tuple[int, bool] | None:
    """A further noun without the article that is itself of something: "رئيس وفد المعارضة"."""
    form = tokens[at].form
    last, personal = at + 1, form in tables.personal
    opens = next((m for m in tables.titles.at(tokens, at, tables.stems) if m.stem.cut == 0), None)
    body = next((m for m in tables.bodies.at(tokens, at, tables.stems) if m.stem.cut == 0), None)
    if body is not None or opens is not None:
        last = max(m.last for m in (body, opens) if m is not None)
        if tokens[last - 1].form.startswith("ال"):
            return attributes_end(tokens, last, True, tables), True
    elif form not in tables.construct and not _plain_noun(form, tables):
        return None
    naming = body is not None and body.entry.lemma in tables.naming
    end, definite = _genitive(tokens, last, Head(False, personal, naming), tables, depth + 1)
    if end > last:
        return end, definite
    return (last, False) if form in tables.construct or body is not None else None


def _plain_noun(form: str, tables: NameTables) -> bool:
    return (
        form in tables.ordinary
        and form not in tables.verbs
        and form not in tables.prepositions
        and form not in tables.never
        and form not in tables.bare_adjectives
        and form not in tables.nations
        and not form.startswith(("ب", "ل", "و", "ف", "ك"))
    )


def tail_end(tokens: Sequence[Token], start: int, lemma: str, tables: NameTables) -> int:
    """Where a title's complements behind prepositions end: "المتحدث باسم الجيش في طرابلس".

    A preposition that the title does not ask for belongs to it only where its holder's name
    follows, for "التقى الرئيس في موسكو" says where, not which president.
    """
    at = asked_for = start
    for _ in range(_TAILS):
        end, asked = _one_tail(tokens, at, lemma, tables)
        if end == at:
            break
        asked_for = end if asked or _holder_follows(tokens, end, tables) else asked_for
        at = end
    return asked_for


def _asks(lemma: str, preposition: str, tables: NameTables) -> bool:
    asking = tables.tails[preposition]
    return lemma in asking or lemma.split()[0] in asking


def _holder_follows(tokens: Sequence[Token], at: int, tables: NameTables) -> bool:
    """Whether a name stands here, or a further title, so that the name is still to come."""
    if at < len(tokens) and tokens[at].form in ("،", ","):
        at += 1
    if at >= len(tokens) or not is_word(tokens[at]):
        return False
    if opens_person(tokens, at, tables):
        return True
    return any(m.stem.cut == 0 for m in tables.titles.at(tokens, at, tables.stems))


def _one_tail(tokens: Sequence[Token], at: int, lemma: str, tables: NameTables) -> tuple[int, bool]:
    if at >= len(tokens) or not is_word(tokens[at]):
        return at, False
    form = tokens[at].form
    if form in ("باسمه", "باسمها", "باسمهم"):
        return at + 1, True
    if form in tables.tails and len(form) > 1:
        end = _noun_phrase(tokens, at + 1, tables) if at + 1 < len(tokens) else at
        return (end, _asks(lemma, form, tables)) if end > at + 1 else (at, False)
    for preposition in ("ل", "ب"):
        if form.startswith(preposition) and form not in tables.prepositions:
            end = _attached(tokens, at, preposition, tables)
            if end > at:
                return end, _asks(lemma, preposition, tables)
    return at, False


def _attached(tokens: Sequence[Token], at: int, preposition: str, tables: NameTables) -> int:
    """A phrase whose first word carries the preposition: "للجيش الليبي", "بمجلس النواب"."""
    ends = [
        m.last
        for table in (tables.known, tables.places)
        for m in table.at(tokens, at, tables.stems)
        if m.stem.preposition == preposition and not tokens[at].form.startswith(("و", "ف"))
    ]
    if ends:
        return max(ends)
    for m in tables.bodies.at(tokens, at, tables.stems):
        if m.stem.preposition == preposition and not tokens[at].form.startswith(("و", "ف")):
            head = Head(
                m.stem.definite, m.entry.lemma in tables.personal, m.entry.lemma in tables.naming
            )
            return complement_end(tokens, m.last, head, tables)
    form = tokens[at].form
    if form.startswith(("لل", "بال")) and len(form) > 4:
        return attributes_end(tokens, at + 1, True, tables)
    return _purpose(tokens, at, tables)


def _purpose(tokens: Sequence[Token], at: int, tables: NameTables) -> int:
    """ل or ب on a noun that is itself of something: "لمصالحة الأطراف", "بشؤون الهجرة"."""
    noun = tokens[at].form[1:]
    if noun not in tables.construct and not (noun.endswith("ه") and noun in tables.ordinary):
        return at
    end, _ = _genitive(tokens, at + 1, Head(False), tables, 1)
    return attributes_end(tokens, end, True, tables) if end > at + 1 else at


def purpose_end(tokens: Sequence[Token], at: int, tables: NameTables) -> int:
    """Where the purpose in a body's name ends: "المجلس الأعلى للدولة", "المرصد لحقوق الإنسان"."""
    if at >= len(tokens) or not tokens[at].form.startswith("ل") or len(tokens[at].form) < 4:
        return at
    form = tokens[at].form
    if form.startswith("لل") and ("ا" + form[1:]) not in tables.nations:
        return attributes_end(tokens, at + 1, True, tables)
    return _purpose(tokens, at, tables)


def _noun_phrase(tokens: Sequence[Token], at: int, tables: NameTables) -> int:
    end, definite = _genitive(tokens, at, Head(False, True, True), tables, 1)
    return attributes_end(tokens, end, definite, tables) if end > at else at
