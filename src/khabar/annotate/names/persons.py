"""Persons: a title and a name, a name and a title behind it, a title that stands for its holder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.annotate.names.bodies import body_at, known_at
from khabar.annotate.names.forenames import name_end, titled_name_end
from khabar.annotate.names.grammar import is_word
from khabar.annotate.names.standing import conjoined, governor
from khabar.annotate.names.tables import NameTables, TitleKind
from khabar.annotate.names.titles import Title, title_at, titles_from
from khabar.catalog.actors import KnownActor
from khabar.lang.ar.clitics import Stem
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind, Name
from khabar.schema.spans import Span
from khabar.schema.text import Sentence

_COMMAS = ("،", ",")
_QUOTES = ('"', "(")
_PRONOUNS = ("وهو", "وهي", "هو", "هي", "بصفته", "بصفتها", "بوصفه", "بوصفها")


def titled_person_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """Titles, what they are titles of, and the name of their holder where one follows."""
    titles = titles_from(text, sentence, at, tables)
    if not titles:
        return []
    end = _past_rank(sentence, titles[-1])
    first, last, known = _holder(sentence, end, titles[-1], tables)
    if first < last:
        mention = _named(text, sentence, (titles[0].match.first, first, last), known)
        found = _behind(text, sentence, _holding(mention, titles), tables)
    else:
        titles = titles[:1]
        if not _stands_alone(titles[0]):
            return []
        found = _by_title(text, titles[0], sentence)
    stem = titles[0].match.stem
    whole = replace(
        found, preposition=governor(sentence, at, stem, tables),
        conjoined=conjoined(sentence, at, stem),
    )  # fmt: skip
    spans = [s for s in (whole.title, *whole.other_titles) if s is not None]
    return [whole, *_bodies_in(text, sentence, spans, tables)]


def _past_rank(sentence: Sentence, title: Title) -> int:
    at = title.last
    while (
        not title.office
        and at < len(sentence.tokens)
        and sentence.tokens[at].form in ("اول", "ركن")
    ):
        at += 1
    return at


def _holding(person: Mention, titles: Sequence[Title]) -> Mention:
    """The person with the posts among the titles; ranks and forms of address are none."""
    posts = [t.span for t in titles if t.post]
    return replace(person, title=posts[0] if posts else None, other_titles=tuple(posts[1:]))


def _stands_alone(title: Title) -> bool:
    """Whether a title without a name stands for its holder: it is definite or says of what."""
    if title.bare:
        return title.match.stem.definite and title.match.entry.kind is not TitleKind.RANK
    return title.office


def _holder(
    sentence: Sentence, at: int, title: Title, tables: NameTables
) -> tuple[int, int, KnownActor | None]:
    """The name behind a title: of the catalogue, or unknown; after a comma only a full name."""
    tokens = sentence.tokens
    while at < len(tokens) and tokens[at].form in tables.asides:
        at += 1  # وزير الدفاع حينها
    if title.match.entry.plural or at >= len(tokens) or _serves_another(sentence, title, tables):
        return at, at, None
    found = _name_at(sentence, at, tables)
    if found[0] < found[1] or at + 1 >= len(tokens):
        return found
    form = tokens[at].form
    if form in _COMMAS:
        ranked = _past_ranks(sentence, at + 1, tables)
        later = _name_at(sentence, ranked, tables)
        whole = later[1] - later[0] >= 2 or (later[0] < later[1] and ranked > at + 1)
        closed = _closed(sentence, later[1])
        if (whole or (later[2] is not None and closed)) and (closed or not title.bare):
            return later
    if form in _QUOTES:
        later = _name_at(sentence, at + 1, tables)
        if later[0] < later[1] < len(tokens) and tokens[later[1]].form in ('"', ")"):
            return later
    return at, at, None


def _serves_another(sentence: Sentence, title: Title, tables: NameTables) -> bool:
    """Whether the name behind belongs to the one served: "مستشار للرئيس التركي رجب طيب أردوغان"."""
    behind = title.match.last
    if title.match.stem.definite or behind >= title.last:
        return False
    served = tables.titles.at(sentence.tokens, behind, tables.stems)
    return any(m.stem.preposition == "ل" and m.entry.kind is TitleKind.OFFICE for m in served)


def _past_ranks(sentence: Sentence, at: int, tables: NameTables) -> int:
    """The token behind ranks and forms of address: "قائد المنطقة، اللواء"."""
    while at < len(sentence.tokens):
        ranks = [
            m for m in tables.titles.at(sentence.tokens, at, tables.stems)
            if m.stem.cut == 0 and m.entry.kind is not TitleKind.OFFICE
        ]  # fmt: skip
        if not ranks:
            break
        at = ranks[0].last
    return at


def _closed(sentence: Sentence, at: int) -> bool:
    """Whether a mark ends the apposition, so that the name is no subject of what follows."""
    return at >= len(sentence.tokens) or not is_word(sentence.tokens[at])


def _name_at(sentence: Sentence, at: int, tables: NameTables) -> tuple[int, int, KnownActor | None]:
    if at >= len(sentence.tokens) or not is_word(sentence.tokens[at]):
        return at, at, None
    end = titled_name_end(sentence.tokens, at, tables)
    matches = [
        m for m in tables.known.at(sentence.tokens, at, tables.stems)
        if m.stem.cut == 0 and m.entry.kind is ActorKind.PERSON
    ]  # fmt: skip
    if len({m.entry.id for m in matches}) == 1 and matches[0].last >= end:
        return at, matches[0].last, matches[0].entry
    return at, end, None


def _named(
    text: str, sentence: Sentence, where: tuple[int, int, int], known: KnownActor | None
) -> Mention:
    """A person by name; the tokens take the title in, the span is the name alone."""
    whole, first, last = where
    span = Span(start=sentence.tokens[first].start, end=sentence.tokens[last - 1].end)
    return Mention(
        start=span.start, end=span.end, sentence=sentence.index, first=whole, last=last,
        kind=ActorKind.PERSON, name=known.name if known else Name(ar=span.cut(text)),
        key=known.id if known else None, state=known.state if known else None,
        sure=0.95 if known else 0.75, found_by="rule:catalogue" if known else "rule:titled",
    )  # fmt: skip


def _by_title(text: str, title: Title, sentence: Sentence) -> Mention:
    plural = title.match.entry.plural
    span = title.span
    return Mention(
        start=span.start, end=span.end, sentence=sentence.index,
        first=title.match.first, last=title.last,
        kind=ActorKind.GROUP if plural else ActorKind.PERSON, name=Name(ar=span.cut(text)),
        title=span if title.post and not (title.vague or title.bare) else None,
        head=title.match.entry.lemma, anonymous=title.vague and not plural, sure=0.65,
        found_by="rule:follower" if title.bare else "rule:title",
    )  # fmt: skip


def _bodies_in(
    text: str, sentence: Sentence, titles: Sequence[Span], tables: NameTables
) -> list[Mention]:
    """The body that each title names: the first, of the catalogue or by its noun, inside it."""
    found = []
    for title in titles:
        inside = [
            n for n, t in enumerate(sentence.tokens) if title.start < t.end and t.start < title.end
        ]
        for at in inside:
            bodies = (*known_at(text, sentence, at, tables), *body_at(text, sentence, at, tables))
            fitting = [m for m in bodies if title.holds(m) and m.kind is not ActorKind.PERSON]
            if fitting:
                found.append(replace(fitting[0], inner=True))
                break
    return found


def known_person_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """An actor of the catalogue; a person together with the titles behind the name."""
    found = known_at(text, sentence, at, tables)
    if not found or found[0].kind is not ActorKind.PERSON:
        return found
    whole = _behind(text, sentence, found[0], tables)
    spans = [s for s in (whole.title, *whole.other_titles) if s is not None]
    return [whole, *_bodies_in(text, sentence, spans, tables)]


def bare_person_at(text: str, sentence: Sentence, at: int, tables: NameTables) -> list[Mention]:
    """A name of two words or more without a title, behind a verb or opened by a given name."""
    tokens = sentence.tokens
    if not is_word(tokens[at]):
        return []
    given = tokens[at].form in tables.given and not tokens[at].form.startswith("ال")
    after_verb = at > 0 and is_verb(tokens[at - 1].form, tables)
    if not given and not after_verb:
        return []
    end = name_end(tokens, at, tables)
    if end - at < 2:
        return []
    whole = _behind(text, sentence, _named(text, sentence, (at, at, end), None), tables)
    stem = Stem(form=tokens[at].form)
    tied = replace(
        whole, preposition=governor(sentence, at, stem, tables),
        conjoined=conjoined(sentence, at, stem),
    )  # fmt: skip
    spans = [s for s in (whole.title, *whole.other_titles) if s is not None]
    return [tied, *_bodies_in(text, sentence, spans, tables)]


def is_verb(form: str, tables: NameTables) -> bool:
    """Whether a word is a verb, with a conjunction or without."""
    return form in tables.verbs or (form[:1] in "وف" and form[1:] in tables.verbs)


def _behind(text: str, sentence: Sentence, person: Mention, tables: NameTables) -> Mention:
    """The person with the titles that stand behind the name: "X، وزير الدفاع ورئيس الأركان"."""
    at, spans = person.last, [s for s in (person.title, *person.other_titles) if s]
    while True:
        found = _apposed(text, sentence, at, tables)
        if found is None:
            break
        spans += [found.span] if found.post else []
        at = found.last
    if at == person.last:
        return person
    return replace(
        person, last=at, title=spans[0] if spans else None, other_titles=tuple(spans[1:])
    )


def _apposed(text: str, sentence: Sentence, at: int, tables: NameTables) -> Title | None:
    """A title behind a name that is no other person's: nobody is named right behind it."""
    tokens = sentence.tokens
    opens = at
    while (
        opens < len(tokens)
        and opens < at + 2
        and tokens[opens].form in (*_COMMAS, "(", "-", *_PRONOUNS)
    ):
        opens += 1
    title = title_at(text, sentence, opens, tables)
    if title is None or not title.office or title.match.entry.plural:
        return None
    cut = title.match.stem.cut
    if (title.bare and not title.match.stem.definite) or cut > 1 or title.match.stem.preposition:
        return None
    if cut == 1 and not tokens[opens].form.startswith("و"):
        return None
    _, end, _ = _holder(sentence, title.last, title, tables)
    onward = title_at(text, sentence, title.last, tables)
    if end > title.last or (onward is not None and onward.match.stem.cut == 0):
        return None
    return None if title.bare and opens == at else title
