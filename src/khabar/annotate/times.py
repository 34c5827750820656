"""Find expressions of time and resolve them against the day on which the article appeared."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from khabar.lang.ar.dates import (
    Anchor,
    Calendar,
    Following,
    InContext,
    Meaning,
    Phrase,
    SameDay,
    phrases_of,
)
from khabar.lang.ar.normalise import View
from khabar.schema.moments import Edtf, Published, edtf
from khabar.schema.spans import Span
from khabar.schema.times import TimeExpression

_FEW_DAYS = 10
_FIRST_YEAR, _LAST_YEAR = 1600, 2400  # outside, a publication date is a mistake


def find_times(
    view: View, stretches: Sequence[Span], published: Published
) -> tuple[TimeExpression, ...]:
    """Find the expressions of time inside some stretches of the original text.

    Where the publication date is an interval, a value stands only if both ends give the same;
    whatever stays open is None rather than a guess.
    """
    found = tuple(_phrases(view, stretch) for stretch in stretches)
    published = _narrowed(published, [p for phrases in found for p in phrases])
    planned = {_surface(view, p) for phrases in found for p in phrases if p.ahead}
    return tuple(
        expression
        for stretch, phrases in zip(stretches, found, strict=True)
        for expression in _expressions(view, phrases, published, planned, stretch.end)
    )


def _narrowed(published: Published, phrases: Sequence[Phrase]) -> Published:
    """A few days that publication may fall on, cut down by the weekday told first.

    News opens with what happened on its own day or the day before ("said on Friday").
    """
    if not (published.earliest and published.latest):
        return published
    first, last = map(date.fromisoformat, (published.earliest, published.latest))
    weekday = next((w for p in phrases if (w := _told_weekday(p)) is not None), None)
    if weekday is None or not 0 < (last - first).days < _FEW_DAYS:
        return published
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    fitting = [d for d in days if (d.weekday() - weekday) % 7 <= 1]
    if not fitting or (fitting[-1] - fitting[0]).days > 1:
        return published
    return replace(published, earliest=edtf(str(fitting[0])), latest=edtf(str(fitting[-1])))


def _told_weekday(phrase: Phrase) -> int | None:
    meaning = phrase.meaning
    if not isinstance(meaning, Calendar) or phrase.ahead:
        return None
    plain = meaning.shift is None and meaning.week_shift is None and meaning.offset is None
    return meaning.weekday if plain and meaning.day is None else None


def _phrases(view: View, stretch: Span) -> tuple[Phrase, ...]:
    low = bisect_left(view.origin, stretch.start)
    high = bisect_left(view.origin, stretch.end)
    return phrases_of(view.text, low, high)


def _surface(view: View, phrase: Phrase) -> str:
    return view.text[phrase.start : phrase.end]


def _expressions(
    view: View, phrases: Sequence[Phrase], published: Published, planned: set[str], limit: int
) -> Iterator[TimeExpression]:
    """Resolve the expressions of one stretch in order: some lean on the one told before.

    A plan told once with a future verb is the same plan wherever its date comes back.
    """
    told: str | None = None
    for phrase in phrases:
        ahead = True if _surface(view, phrase) in planned else phrase.ahead
        value = _value(phrase.meaning, ahead, published, told)
        start, end = view.origin[phrase.start], _end(view, phrase, limit)
        yield TimeExpression(start=start, end=end, value=value, relative=phrase.meaning.relative)
        told = value or told


def _end(view: View, phrase: Phrase, limit: int) -> int:
    """Behind the last word and the vowel signs on it, which the view leaves out."""
    last = view.origin[phrase.end - 1] + 1
    behind = view.origin[phrase.end] if phrase.end < len(view.origin) else limit
    return max(last, min(behind, limit))


def _value(
    meaning: Meaning, ahead: bool | None, published: Published, told: str | None
) -> Edtf | None:
    """The value from either end of the publication interval, where they agree."""
    if told and isinstance(meaning, InContext):
        after = meaning.after(told)
        return edtf(after) if after else None
    if told and isinstance(meaning, Following | SameDay) and (after := meaning.after(told)):
        return edtf(after)
    ends = [date.fromisoformat(e) for e in (published.earliest, published.latest) if e]
    in_print = [e for e in ends if _FIRST_YEAR <= e.year <= _LAST_YEAR]
    values = {meaning.value(Anchor(e, ahead)) for e in in_print}
    if len(values) != 1 or len(in_print) != 2:
        values = {meaning.value(None)}
    (value,) = values
    return edtf(value) if value else None
