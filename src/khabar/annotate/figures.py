"""Numbers told of events: the dead, the wounded, the arrested."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from khabar.lang.ar.numbers import Number, is_number_word, read_cardinal
from khabar.lang.phrases import PhraseTable
from khabar.schema.events import Counted, Event, EventId, EventType, Figure, Report
from khabar.schema.names import ActorId
from khabar.schema.spans import Span
from khabar.schema.text import Sentence, Token

Chain = Callable[[Span, int], tuple[ActorId, ...]]

_BEFORE = 6  # tokens between what befell people and their number
_AFTER = 3
_LONGEST_BOUND = 4  # words: "ما لا يقل عن"
_MOST = 100_000_000
# demonstrators and refugees may themselves be those who are killed or arrested
_SUFFERING = frozenset({Counted.PARTICIPANTS, Counted.DISPLACED})
_OF: Mapping[Counted, frozenset[EventType]] = {
    Counted.KILLED: frozenset(
        {EventType.ASSAULT, EventType.STATE_CHANGE, EventType.COERCE, EventType.PROTEST}
    ),
    Counted.INJURED: frozenset(
        {EventType.ASSAULT, EventType.STATE_CHANGE, EventType.COERCE, EventType.PROTEST}
    ),
    Counted.ARRESTED: frozenset({EventType.COERCE, EventType.SANCTION}),
    Counted.DISPLACED: frozenset(
        {EventType.RETREAT, EventType.ASSAULT, EventType.COERCE, EventType.STATE_CHANGE}
    ),
    Counted.PARTICIPANTS: frozenset({EventType.PROTEST, EventType.CONSULT}),
    Counted.VOTES: frozenset({EventType.STATE_CHANGE}),
}


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The words around numbers: what is counted, bounds ("at_least", "at_most", "about"), parts.

    duals: a noun in the dual is a number of its own (قتيلان).
    """

    nouns: Mapping[str, Counted]
    duals: Mapping[str, Counted]
    governors: Mapping[str, Counted]
    after: Mapping[str, Counted]
    people: frozenset[str]
    bounds: PhraseTable[str]
    parts: frozenset[str]
    between: frozenset[str]
    least: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Count:
    """A number with its bounds, on the tokens first to last (exclusive)."""

    low: int | None
    high: int | None
    first: int
    last: int


def find_figures(
    sentences: Sequence[Sentence],
    told: tuple[Sequence[Event], Sequence[Report]],
    chain_at: Chain,
    words: FigureWords,
) -> tuple[Figure, ...]:
    """Tie each number that counts people to the event of its sentence that it can be told of.

    Vague numbers ("dozens"), parts of a number told before ("among them 3 children") and numbers
    of which the text does not say what they count are left out.
    """
    kinds = {e.id: e.type for e in told[0]}
    found: list[Figure] = []
    for sentence in sentences:
        near = [(r, kinds[r.of]) for r in told[1] if sentence.holds(r)]
        if not near:
            continue
        for count, what in _counts(sentence.tokens, words):
            event = _event(sentence.tokens[count.first].start, what, near)
            if event is not None:
                id_ = f"f{len(found) + 1}"
                found.append(_figure(id_, event, (count, what), sentence, chain_at))
    return tuple(found)


def _figure(
    id_: str, event: EventId, counted: tuple[_Count, Counted], sentence: Sentence, chain_at: Chain
) -> Figure:
    count, what = counted
    start, end = sentence.tokens[count.first].start, sentence.tokens[count.last - 1].end
    return Figure(
        start=start, end=end, id=id_, event=event, what=what, low=count.low, high=count.high,
        chain=chain_at(Span(start=start, end=end), sentence.index),
    )  # fmt: skip


def _event(at: int, what: Counted, near: Sequence[tuple[Report, EventType]]) -> EventId | None:
    fitting = [r for r, kind in near if kind in _OF.get(what, frozenset())]
    nearest = min(fitting, key=lambda r: min(abs(r.start - at), abs(r.end - at)), default=None)
    return nearest.of if nearest else None


def _counts(tokens: Sequence[Token], words: FigureWords) -> Iterator[tuple[_Count, Counted]]:
    forms = [_plain(t.form) for t in tokens]
    at = 0
    while at < len(forms):
        dual = words.duals.get(_bare(forms[at], words.duals))
        if dual is not None:
            yield _Count(2, 2, at, at + 1), dual
            at += 1
            continue
        count = _count(forms, at, words)
        if count is None:
            at += 1
            continue
        what = None if _is_part(forms, at, words) else _counted(forms, count, words)
        if what is not None:
            yield _bounded(forms, count, words), what
        at = max(count.last, at + 1)


def _plain(form: str) -> str:
    """A number without the marks between its thousands."""
    if form[0].isalpha():
        return form
    whole = form.replace(",", "").replace("٬", "")
    return whole if whole.isdecimal() else form


def _bare(form: str, known: Mapping[str, Counted]) -> str:
    return form if form in known or form[:1] not in ("و", "ب") else form[1:]


def _count(forms: Sequence[str], at: int, words: FigureWords) -> _Count | None:
    """The number at a word, or the two of "between 10 and 15"."""
    if forms[at] in words.between and at + 1 < len(forms):
        low = _read(forms, at + 1)
        high = _read_joined(forms, low.next) if low else None
        if low and high and low.value < high.value:
            return _Count(low.value, high.value, at, high.next)
    number = _read(forms, at) or (_read_joined(forms, at) if len(forms[at]) > 1 else None)
    return _Count(number.value, number.value, at, number.next) if number else None


@lru_cache(maxsize=20_000)
def _may_count(form: str) -> bool:
    return form.isdecimal() or is_number_word(form)


def _read(forms: Sequence[str], at: int) -> Number | None:
    number = read_cardinal(forms, at) if _may_count(forms[at]) else None
    return number if number and 0 < number.value <= _MOST else None


def _read_joined(forms: Sequence[str], at: int) -> Number | None:
    """The number behind "and", which may stand apart (و 15) or be written onto it (و15)."""
    if at >= len(forms) or not forms[at].startswith("و"):
        return None
    if forms[at] == "و":
        return _read(forms, at + 1) if at + 1 < len(forms) else None
    number = _read([forms[at][1:], *forms[at + 1 :]], 0)
    return Number(number.value, at + number.next) if number else None


def _is_part(forms: Sequence[str], at: int, words: FigureWords) -> bool:
    return any(f in words.parts for f in forms[max(0, at - 2) : at])


def _counted(forms: Sequence[str], count: _Count, words: FigureWords) -> Counted | None:
    """What a number counts: its noun says so, or what is told of the people it numbers."""
    following = forms[count.last] if count.last < len(forms) else ""
    named = words.nouns.get(following)
    if named is not None and named not in _SUFFERING:
        return named
    people = named is not None or following in words.people
    if not people and following[:1].isalpha() and not following.startswith("و"):
        return None
    behind = forms[count.last + 1 : count.last + 1 + _AFTER] if people else []
    told = next((words.after[f] for f in behind if f in words.after), None)
    return _governor(forms, count.first, words) or told or named


def _governor(forms: Sequence[str], end: int, words: FigureWords) -> Counted | None:
    for form in reversed(forms[max(0, end - _BEFORE) : end]):
        bare = form[1:] if form[:1] in ("و", "ف", "ب", "ل") else form
        bare = form if form in words.governors else bare
        if bare in words.governors:
            return words.governors[bare]
        if form in ("،", ".", "؛"):
            break
    return None


def _bounded(forms: Sequence[str], count: _Count, words: FigureWords) -> _Count:
    if count.low != count.high:
        return count
    if words.least.intersection(forms[count.last : count.last + 4]):
        return replace(count, high=None)
    for first in range(max(0, count.first - _LONGEST_BOUND), count.first):
        bound = _bound(forms, first, count.first, words)
        if bound is not None:
            low = None if bound == "at_most" else count.low
            high = None if bound == "at_least" else count.high
            return _Count(low, high, first, count.last)
    return count


def _bound(forms: Sequence[str], first: int, end: int, words: FigureWords) -> str | None:
    entries = words.bounds.by_first.get(_unjoined(forms[first], words), ())
    return next((bound for rest, bound in entries if tuple(forms[first + 1 : end]) == rest), None)


def _unjoined(form: str, words: FigureWords) -> str:
    return form if form in words.bounds.by_first or form[:1] not in ("و", "ب") else form[1:]
