"""Accounts of one event that cannot all be true: whether it was, when it was, who did it.

Pairs are judged on the two accounts alone. That one is newer never settles anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from khabar.assemble.disputes_claims import Ground, against
from khabar.assemble.disputes_differences import is_vague
from khabar.assemble.disputes_numbers import clashing, clashing_of_old
from khabar.assemble.disputes_places import elsewhere
from khabar.assemble.disputes_tellings import Telling
from khabar.assemble.events_times import Window
from khabar.assemble.events_words import shared, weight
from khabar.assemble.stage import Stage
from khabar.schema.events import EventType
from khabar.schema.record import DisputeAbout, RecordDispute

_ONCE = frozenset({
    "formation", "body_formed", "government_formation", "appointment", "join", "death", "kill",
    "killing", "execution", "expel", "dismissal", "resignation", "dissolution",
    "independence", "overthrow", "regime_fall", "coup", "birth",
})  # fmt: skip
"""What befalls the same people once: two dates of it cannot both be true."""
_VIOLENT = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION})
_OFTEN = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.CONSULT, EventType.MOBILIZE}
)  # what the same actors do again and again: without a day nothing says which time is meant
_SLIP = 6  # days by which reports of one thing differ: a night, a weekday, the day of the report
_YEAR = 365
_ALIKE = 0.2  # likeness of two accounts from which on they may tell of one matter
_RAREST = 3  # telling words under which an attack is looked for: its place is among them
_TOO_COMMON = 200  # accounts under one word and doer: the word does not name an attack
_VOICES = 12  # accounts that are set against others for one version of a matter


def _keys(telling: Telling) -> Iterator[tuple[str, ...]]:
    if telling.same is not None:
        yield ("same", telling.same)
    mode = telling.event.mode or ""
    matter = "whether" if telling.asserted or telling.ruled_out else "plan"
    yield from ((matter, telling.event.type, mode, one) for one in sorted(telling.everyone))
    if telling.event.type is EventType.ASSAULT and telling.asserted:
        words = sorted(telling.told, key=lambda w: (-weight(w), w))[:_RAREST]
        yield from (("toll", one, w) for one in sorted(telling.doers) for w in words)
    if mode in _ONCE and telling.asserted and telling.when:
        for one in sorted(telling.suffering or telling.doers):
            yield ("once", mode, one)


def _build(key: tuple[str, ...], members: Sequence[Telling]) -> Iterator[RecordDispute]:
    match key[0]:
        case "once":
            yield from _of_time(members)
        case "whether":
            yield from _of_fact(members)
        case "plan":
            yield from _of_plan(members)
        case "toll" if len(members) <= _TOO_COMMON:
            yield from (dispute(a, b, DisputeAbout.NUMBER) for a, b in clashing_of_old(members))
        case "same":
            yield from (*_of_fact(members), *_of_plan(members), *_of_doer(members))
            yield from (dispute(a, b, DisputeAbout.PLACE) for a, b in elsewhere(members))
            yield from (dispute(a, b, DisputeAbout.NUMBER) for a, b in clashing(members))


FACTS: Stage[Telling, tuple[str, ...], RecordDispute] = Stage(
    keys=_keys, build=_build, order=lambda t: repr(t.order)
)


def _of_fact(members: Sequence[Telling]) -> Iterator[RecordDispute]:
    """Whether it was: told as not done by one, against the plainest account that it was."""
    asserted = sorted(
        (t for t in members if t.asserted), key=lambda t: (bool(t.event.chain), t.order)
    )
    for denied in _first_told(t for t in members if t.ruled_out):
        others = (t for t in asserted if t.ref.doc != denied.ref.doc)
        told = next((t for t in others if _one_matter(t, denied)), None)
        if told is not None:
            yield dispute(told, denied, outer=False)


def _of_plan(members: Sequence[Telling]) -> Iterator[RecordDispute]:
    """Whether it will be: announced by one, ruled out or called too early by the other."""
    announced = sorted((t for t in members if t.announced), key=lambda t: (not t.planned, t.order))
    for denied in _first_told(t for t in members if t.called_off):
        others = (t for t in announced if t.ref.doc != denied.ref.doc)
        own = (t for t in others if t.voice != denied.voice and _one_plan(t, denied))
        told = next(own, None)
        if told is not None:
            yield dispute(told, denied)


def _one_matter(told: Telling, against: Telling) -> bool:
    """Whether the one denies what the other tells: whoever it names takes part there too."""
    if not against.everyone or not against.everyone <= told.everyone:
        return False
    if _same(told, against):
        return True
    if told.when is None or against.when is None:
        when = told.event.type not in _OFTEN
    else:
        when = told.when.meets(against.when)
    return when and told.event.mode == against.event.mode


def _one_plan(told: Telling, against: Telling) -> bool:
    return _same(told, against) or _same_people(told, against)


def _same(a: Telling, b: Telling) -> bool:
    return a.same is not None and a.same == b.same


def _of_time(members: Sequence[Telling]) -> Iterator[RecordDispute]:
    for a, b in combinations(_first_told(members), 2):
        if _dated_apart(a, b) and _same_people(a, b) and shared(a.told, b.told) >= _ALIKE:
            yield dispute(a, b, DisputeAbout.TIME)


def _same_people(a: Telling, b: Telling) -> bool:
    if (a.suffering or b.suffering) and not a.suffering & b.suffering:
        return False
    return 2 * len(a.everyone & b.everyone) >= len(a.everyone | b.everyone)


def _dated_apart(a: Telling, b: Telling) -> bool:
    """Two dates of which no slip of a day, no rounding and no time zone makes one."""
    if a.when is None or b.when is None:
        return False
    exact = a.when.days == 1 and b.when.days == 1
    if _is_news(a) != _is_news(b) and a.when.gap(b.when) > _YEAR:
        return False  # one of them tells of something else, or its day is that of its report
    return a.when.gap(b.when) > (_SLIP if exact else 0)


def _is_news(telling: Telling) -> bool:
    when, published = telling.when, telling.published
    return when is not None and published is not None and when.gap(published) <= _SLIP


def _of_doer(members: Sequence[Telling]) -> Iterator[RecordDispute]:
    """Who did it: one accuses, and the accused names somebody else."""
    told = [t for t in members if t.asserted and t.doers and t.event.type in _VIOLENT]
    for a, b in combinations(_first_told(told), 2):
        accused = a.voice in b.doers or b.voice in a.doers
        if accused and (a.accuses or b.accuses) and not a.doers & b.doers:
            yield dispute(a, b, DisputeAbout.PERPETRATOR)


def _first_told(tellings: Iterable[Telling]) -> Sequence[Telling]:
    """The accounts that stand for all: the first of each voice, and no more than a few."""
    found: dict[tuple[Window | None, frozenset[str]], list[Telling]] = {}
    for telling in sorted(tellings, key=lambda t: t.order):
        found.setdefault((telling.when, telling.doers), []).append(telling)
    return [t for version in found.values() for t in version[:_VOICES]]


def dispute(
    a: Telling, b: Telling, about: DisputeAbout = DisputeAbout.FACT, *, outer: bool = True
) -> RecordDispute:
    """Two accounts set against each other, the first published first."""
    first, second = sorted((a, b), key=lambda t: t.order)
    soft = is_vague(about, first, second)
    ground = Ground(about=about, event=a.same or b.same, soft=soft, outer=outer)
    return against(first, second, ground)
