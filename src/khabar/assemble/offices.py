"""Offices over time: who is given which title, of what, and over which days.

A title is evidence that changes with time: what is held says for how long readings give it, no
more. A title said to be former has ended by the first such report. The catalogue's terms check
what is reported; they never change it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from khabar.assemble.actors_classes import class_table
from khabar.assemble.actors_known import catalogue, office_words
from khabar.assemble.actors_words import Words, words_of
from khabar.assemble.reported import Days, days_of, spanned, until
from khabar.assemble.stage import Stage, assemble
from khabar.catalog.files import catalogue_file, toml_of
from khabar.catalog.offices import Tenure
from khabar.schema.moments import Edtf
from khabar.schema.names import Name
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, OfficeHeld, RecordActor, Ref

_ACCUSATIVE = "ا"
_DEPUTIES = frozenset({"deputy", "first deputy", "assistant"})
_Key = tuple[KnownId, Words, bool, KnownId | None]


@dataclass(frozen=True, slots=True)
class TitleTold:
    """One title that one reading gives one actor of the record."""

    holder: KnownId
    title: str
    former: bool
    of: KnownId | None
    ref: Ref
    days: Days | None


@dataclass(frozen=True, slots=True)
class HeldBy:
    """An office of an actor of the record, made of all reports of it."""

    holder: KnownId
    office: OfficeHeld


def with_offices(
    actors: Sequence[RecordActor], readings: Iterable[Reading]
) -> tuple[RecordActor, ...]:
    """The actors with the offices that readings give them, each from all its reports."""
    known = {m: actor.id for actor in actors for m in actor.members}
    held: dict[KnownId, list[OfficeHeld]] = {}
    for found in assemble(OFFICES, (t for r in readings for t in titles_of(r, known))):
        held.setdefault(found.holder, []).append(found.office)
    return tuple(replace(a, offices=in_order(held.get(a.id, ()))) for a in actors)


def in_order(offices: Iterable[OfficeHeld]) -> tuple[OfficeHeld, ...]:
    """Offices as an actor lists them: by the first report of each."""
    return tuple(sorted(offices, key=lambda o: (o.reports, o.of or "")))


def titles_of(reading: Reading, known: Mapping[Ref, KnownId]) -> Iterator[TitleTold]:
    """The titles that a reading gives to actors of the record."""
    doc, days = reading.document.id, days_of(reading.document.published)
    former = class_table().former
    for office in reading.offices:
        title = " ".join(office.cut(reading.text).split())
        holder = known.get(Ref(doc=doc, id=office.person))
        if holder is not None and title:
            over = not former.isdisjoint(words_of(title))
            body = known.get(Ref(doc=doc, id=office.of)) if office.of else None
            yield TitleTold(holder, title, over, body, Ref(doc=doc, id=office.id), days)


def _keys(told: TitleTold) -> Iterator[_Key]:
    yield told.holder, office_words(told.title) or words_of(told.title), told.former, told.of


def _held(key: _Key, group: Sequence[TitleTold]) -> Iterator[HeldBy]:
    titles = Counter(t.title for t in group)
    title = min(titles, key=lambda t: (-titles[t], t))
    days = [t.days for t in group if t.days is not None]
    yield HeldBy(
        key[0],
        OfficeHeld(
            title=Name(ar=title, en=english_title(title)),
            of=key[3],
            held=until(days) if key[2] else spanned(days),
            reports=tuple(t.ref for t in group),
        ),
    )


OFFICES: Stage[TitleTold, _Key, HeldBy] = Stage(_keys, _held, lambda t: f"{t.ref.doc}\0{t.ref.id}")


@cache
def _english() -> tuple[Mapping[Words, tuple[str, bool]], Mapping[Words, str]]:
    """English for the heads of titles, and whether they have portfolios; English for these."""
    table = toml_of(catalogue_file("offices", "titles.toml"))
    heads: dict[Words, tuple[str, bool]] = {}
    for row in rows if isinstance(rows := table.get("heads"), list) else ():
        for form in (*row.get("m", ()), *row.get("f", ())):
            heads.setdefault(words_of(form), (str(row["id"]), "portfolio" in row.get("of", ())))
    listed = table.get("portfolios")
    portfolios = {
        words_of(form): name.replace("_", " ")
        for name, forms in (listed.items() if isinstance(listed, dict) else ())
        for form in reversed(forms)
    }
    return heads, portfolios


def english_title(title: str) -> str | None:
    """A title in English from the tables of titles; None where they do not know its head.

    Made by machine from words: وزير الدفاع الروسي is "defence minister", whose state is told by
    the office's own field.
    """
    heads, portfolios = _english()
    words = words_of(title)
    if words and words[0].endswith(_ACCUSATIVE) and words[:1] not in heads:
        words = (words[0].removesuffix(_ACCUSATIVE), *words[1:])
    length = next((n for n in range(len(words), 0, -1) if words[:n] in heads), 0)
    if not length:
        return None
    head, has_portfolio = heads[words[:length]]
    if head in _DEPUTIES and (chief := english_title(" ".join(words[length:]))):
        return f"{head} {chief}"
    rest = words[length:] if has_portfolio else ()
    areas = (portfolios[rest[:n]] for n in range(len(rest), 0, -1) if rest[:n] in portfolios)
    area = next(areas, "")
    over = "former " if not class_table().former.isdisjoint(words) else ""
    return " ".join(f"{over}{area} {head}".split())


def outside_known_term(person: str, title: str, held: Edtf | None) -> bool:
    """Whether the catalogue knows the terms of this person in this office and none of them meets
    the days of the reports: a check for readers, not a correction."""
    offices = catalogue().offices
    words = office_words(title)
    terms = [t for (name, _), ts in offices.items() if name == words for t in ts]
    own = [t for t in terms if t.person == person]
    return held is not None and bool(own) and not any(_meets(t, held) for t in own)


def _meets(term: Tenure, held: Edtf) -> bool:
    first, _, last = held.partition("/")
    last = last or first
    starts_in_time = term.start is None or last == ".." or term.start.isoformat() <= last
    return starts_in_time and (term.end is None or first == ".." or first <= term.end.isoformat())
