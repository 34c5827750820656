"""When a document was published, read from the document itself where nothing else says it.

A date in the head of a page may be the day on which a crawler came by: it is believed only if
nothing in the text speaks against it. An interval is given only where the clues leave one choice.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from khabar.lang.ar.dates import phrases_of
from khabar.lang.ar.dates_clues import Clues, clues_of
from khabar.lang.ar.dates_words import tables
from khabar.lang.ar.normalise import View, normalise
from khabar.schema.moments import Basis, Edtf, Published
from khabar.schema.spans import Span

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_WIDEST = 366  # days; a wider interval tells nobody when something was published
_LONGEST_TERM = 5 * 366  # days; offices bound a text by their terms, which last some years
_AGREEING = 2  # office terms that differ and overlap
_SHORTEST_TERM = 366  # days; terms that overlap by less are mostly told of two times, not one
_SOON = timedelta(days=240)  # a day told with its year is rarely older, when others lack theirs
_STALE = 3  # days from the weekday told first to publication: news is not older


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedOffice:
    """A person in an office for a time, both as normalised words; None is an end not known."""

    office: str
    person: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class _Interval:
    first: date
    last: date

    def both(self, other: _Interval) -> _Interval | None:
        first, last = max(self.first, other.first), min(self.last, other.last)
        return _Interval(first, last) if first <= last else None


_EVER = _Interval(date(_FIRST_YEAR, 1, 1), date(_LAST_YEAR, 12, 31))


def published_from_text(
    view: View, stretches: Sequence[Span], known: Published, offices: Sequence[DatedOffice]
) -> Published:
    """Find or check the publication date by what the text says of days and office holders.

    Args:
        view: the document.
        stretches: its title and body, in offsets of the original.
        known: what metadata, address or page say; only a page's word is doubted.
        offices: who held which office when; several terms are several entries.
    """
    if known.basis not in (None, Basis.PAGE):
        return known
    bounds = [
        (bisect_left(view.origin, s.start), bisect_left(view.origin, s.end)) for s in stretches
    ]
    clues = clues_of(p for low, high in bounds for p in phrases_of(view.text, low, high))
    held = tuple(_terms(" \n ".join(view.text[low:high] for low, high in bounds), offices))
    stated = _stated(known)
    if stated and not _contradicts(stated, clues, held):
        return known
    return _from_clues(clues, held) or Published(
        why="the date on the page does not fit the text" if stated else None
    )


def _stated(known: Published) -> _Interval | None:
    """What the page says, one end standing for both where it says no more."""
    first, last = known.earliest or known.latest, known.latest or known.earliest
    return (
        _Interval(date.fromisoformat(first), date.fromisoformat(last)) if first and last else None
    )


def _contradicts(stated: _Interval, clues: Clues, held: Sequence[Sequence[_Interval]]) -> bool:
    """Whether the text cannot have been published when the page says."""
    day, last = stated.first, stated.last
    out_of_office = any(all(term.both(stated) is None for term in terms) for terms in held)
    too_early = any(last < other for other in clues.not_before)
    otherwise = bool(clues.exact) and all(abs(day - other).days > 1 for other in clues.exact)
    return out_of_office or too_early or otherwise or _wrong_day(day, last, clues)


def _wrong_day(day: date, last: date, clues: Clues) -> bool:
    """Whether the weekday the text calls today, its month or its freshest weekday do not fit."""
    if day != last:
        return False
    if clues.today is not None and (day.weekday() - clues.today) % 7 not in (0, 1, 6):
        return True
    if clues.told is not None and (day.weekday() - clues.told) % 7 > _STALE:
        return True
    windows = [window.in_year(day.year) for window in clues.windows]
    return any(w and not _Interval(*w).both(_around(day)) for w in windows)


def _around(day: date) -> _Interval:
    return _Interval(day - timedelta(days=1), day + timedelta(days=1))


def _terms(text: str, offices: Sequence[DatedOffice]) -> Iterator[tuple[_Interval, ...]]:
    """For each office with its holder in the text, the times at which one could write so."""
    found: dict[tuple[str, str, bool], list[_Interval]] = {}
    for office in offices:
        if office.person not in text or office.office not in text:
            continue
        for former in set(_mentions(text, office)):
            term = _after(office, offices) if former else _during(office)
            if term is not None:
                found.setdefault((office.person, office.office, former), []).append(term)
    yield from (tuple(terms) for terms in found.values())


def _mentions(text: str, office: DatedOffice) -> Iterator[bool]:
    """For each place where office and holder stand side by side: whether it is a former office."""
    title, person = re.escape(office.office), re.escape(office.person)
    beside = (
        rf"(?<!\w)[وفبلك]?{title}(?P<before>(?:\s+\w+){{0,4}}?)\s+{person}(?!\w)",
        rf"(?<!\w)[وفبلك]?{person}\s*،?\s+{title}(?P<behind>(?:\s+\w+){{0,3}})",
    )
    for pattern in beside:
        for match in re.finditer(pattern, text):
            around = next(group for group in match.groups() if group is not None).split()
            yield not _former().isdisjoint(around)


@cache
def _former() -> frozenset[str]:
    """The words that make an office a former one."""
    return frozenset(normalise(word) for word in tables()["former"]["words"])


def _during(office: DatedOffice) -> _Interval:
    return _Interval(office.start or _EVER.first, office.end or _EVER.last)


def _after(office: DatedOffice, offices: Sequence[DatedOffice]) -> _Interval | None:
    """From the end of an office to the next one of its holder, by which one would name them."""
    if office.end is None:
        return None
    later = [o.start for o in offices if o.person == office.person and o.start]
    ends = [start for start in later if start >= office.end]
    return _Interval(office.end, min(ends, default=_EVER.last))


def _from_clues(clues: Clues, held: Sequence[Sequence[_Interval]]) -> Published | None:
    """The one interval that all clues leave, if they leave one."""
    if clues.exact:
        days = set(clues.exact)
        (day,) = days if len(days) == 1 else (None,)
        return _published(_Interval(day, day), "the text gives today's date") if day else None
    return _in_windows(clues, held) if clues.windows else _in_office(clues, held)


def _in_office(clues: Clues, held: Sequence[Sequence[_Interval]]) -> Published | None:
    """The years in which all office holders of the text held their offices, if two bound them.

    One holder alone may be told of as history; the weekday that the text calls today narrows
    the ends.
    """
    bounding = {tuple(terms) for terms in held}
    possible = [p for p in _possible(clues, held) if p.last < _EVER.last and p.first > _EVER.first]
    if len(bounding) < _AGREEING or len(possible) != 1:
        return None
    (term,) = possible
    if (term.last - term.first).days < _SHORTEST_TERM:
        return None
    if clues.today is not None:
        first = term.first + timedelta(days=(clues.today - term.first.weekday()) % 7)
        last = term.last - timedelta(days=(term.last.weekday() - clues.today) % 7)
        term = _Interval(first, last)
    return _published(term, "while those named held their offices", _LONGEST_TERM)


def _possible(clues: Clues, held: Sequence[Sequence[_Interval]]) -> list[_Interval]:
    """When all the office holders held their offices and all that is told as past was past."""
    possible = [_EVER]
    for terms in held:
        possible = [b for p in possible for term in terms if (b := p.both(term))]
    since = _Interval(max(clues.not_before, default=_EVER.first), _EVER.last)
    return [b for p in possible if (b := p.both(since))]


def _in_windows(clues: Clues, held: Sequence[Sequence[_Interval]]) -> Published | None:
    """The one year in which every window of the text is possible.

    Where known office holders still leave several, the first is meant if the text lies between a
    report and a plan, and tells a full date of some months before and no later year.
    """
    told = max(clues.dated, default=_EVER.first)
    possible = _possible(clues, held)
    years = range(_FIRST_YEAR, _LAST_YEAR)
    fitting = [f for y in years for f in _fitting(clues, y, possible) if f.last >= told]
    if not fitting:
        return None
    soon = fitting[0].first - told <= _SOON
    last_year = told.year == clues.latest_year == fitting[0].first.year
    if len(fitting) == 1 or (held and clues.bracketed and soon and last_year):
        return _published(fitting[0], "days of a month that the text tells as present")
    return None


def _fitting(clues: Clues, year: int, possible: Sequence[_Interval]) -> Iterator[_Interval]:
    windows = [window.in_year(year) for window in clues.windows]
    whole: _Interval | None = _EVER
    for window in windows:
        whole = whole.both(_Interval(*window)) if whole and window else None
    if whole:
        yield from (b for p in possible if (b := p.both(whole)))


def _published(interval: _Interval, why: str, widest: int = _WIDEST) -> Published | None:
    if not 0 <= (interval.last - interval.first).days <= widest:
        return None
    return Published(
        earliest=Edtf(interval.first.isoformat()),
        latest=Edtf(interval.last.isoformat()),
        basis=Basis.TEXT,
        why=why,
    )
