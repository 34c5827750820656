"""Well or not: who is said to be dead, ill or hurt, against who says that the same one is well.

And right or wrong: who first calls what he did lawful, and later owns that it was a mistake. Both
are told by set words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from khabar.assemble.disputes_claims import Claim, Ground, against
from khabar.assemble.disputes_sayings import Saying
from khabar.assemble.disputes_tellings import Telling
from khabar.assemble.events_words import weight
from khabar.lang.ar.normalise import normalise
from khabar.schema.events import EventType
from khabar.schema.record import RecordDispute

_NEAR = 45  # days in which one tells of one illness
_VOICES = 60  # sayings of one voice that are set against each other
_ENOUGH = 20.0  # shared rarity from which on two sayings are of one matter
_HARM = frozenset({
    "death", "kill", "killing", "assassinate", "illness", "injury", "wound",
    "poisoning", "accident",
})  # fmt: skip
_WELL = (
    "بصحة جيدة", "بصحة ممتازة", "بصحة طيبة", "صحته جيدة", "صحتها جيدة", "حالته مستقرة", "صحته أفضل",
    "على قيد الحياة", "حي يرزق", "أنا بخير", "أنه بخير", "إنه بخير", "أنها بخير", "لم يصب",
    "فحوص عادية", "فحوصات عادية", "فحوص روتينية", "فحوصات روتينية", "فحوصات طبية روتينية",
)  # fmt: skip
_LAWFUL = (
    "هدف مشروع", "هدفا مشروعا", "أهداف مشروعة", "أهدافا مشروعة", "عسكري مشروع", "عسكريا مشروعا",
    "عمل مشروع", "القانون الدولي", "الدفاع عن النفس", "لم نرتكب", "لا أخطاء", "لم يرتكب",
)  # fmt: skip
_WRONG = (
    "أخطاء", "خطأ", "بالخطأ", "عن طريق الخطأ", "غير مبرر", "غير مبررة", "يأسف", "تأسف", "أسفه",
    "أسفها", "اعتذر", "اعتذار", "تجاوزات", "محاسبة المتسببين", "محاسبة من", "تقصير",
)  # fmt: skip


STATES = ("well ", "lawful ")
"""How the keys begin."""


def _told_by(words: Sequence[str]) -> re.Pattern[str]:
    forms = "|".join(re.escape(normalise(w)) for w in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)[وفبل]?(?:{forms})(?!\w)")


_IS_WELL, _IS_LAWFUL, _IS_WRONG = map(_told_by, (_WELL, _LAWFUL, _WRONG))


def state_keys(item: Claim) -> Iterator[str]:
    """By person, who is harmed or well; by voice and event, what is called lawful or wrong."""
    if isinstance(item, Telling):
        if _is_harm(item):
            yield from (f"well {one}" for one in sorted(item.suffering or item.doers))
        return
    content = normalise(item.content)
    if _IS_WELL.search(content):
        yield from (f"well {one}" for one in sorted(item.people))
    if item.statement.source is not None and (_IS_LAWFUL.search(content) or _wrong(content)):
        yield f"lawful {item.voice}"


def states(key: str, members: Sequence[Claim]) -> Iterator[RecordDispute]:
    """The disputes of one person's state, or of one voice on one event."""
    if key.startswith("well "):
        yield from _well(key.partition(" ")[2], members)
    else:
        yield from _taken_back([m for m in members if isinstance(m, Saying)])


def _is_harm(telling: Telling) -> bool:
    kind = telling.event.type in (EventType.STATE_CHANGE, EventType.ASSAULT)
    return kind and telling.asserted and telling.event.mode in _HARM


def _wrong(content: str) -> bool:
    return _IS_WRONG.search(content) is not None


def _well(person: str, members: Sequence[Claim]) -> Iterator[RecordDispute]:
    """Every voice that calls somebody well, against the first that told of harm before it."""
    harmed = sorted((m for m in members if isinstance(m, Telling)), key=lambda t: t.order)
    heard: set[str] = set()
    for well in sorted((m for m in members if isinstance(m, Saying)), key=lambda s: s.order):
        if well.voice in heard or well.answered or person not in well.people:
            continue
        heard.add(well.voice)
        told = min(
            (t for t in harmed if t.claim != well.ref and _near(t, well)),
            key=lambda t: (not _answers(well, t), t.order), default=None,
        )  # fmt: skip
        if told is not None:
            yield against(told, well, Ground(event=told.same))


def _answers(well: Saying, told: Telling) -> bool:
    """Whether its document says that it is about this very harm."""
    return told.ref.doc == well.ref.doc and told.event.id in well.statement.about


def _near(told: Telling, well: Saying) -> bool:
    if told.published is None or well.published is None:
        return told.ref.doc == well.ref.doc
    return told.published.gap(well.published) <= _NEAR


def _taken_back(sayings: Sequence[Saying]) -> Iterator[RecordDispute]:
    """What one voice first calls lawful, against the first that owns the same for a mistake."""
    ordered = sorted(sayings, key=lambda s: s.order)[:_VOICES]
    for at, lawful in enumerate(ordered):
        if _wrong(normalise(lawful.content)):
            continue
        behind = (s for s in ordered[at + 1 :] if _wrong(normalise(s.content)))
        after = next((s for s in behind if _one_matter(lawful, s)), None)
        if after is not None:
            both = (event for event in lawful.about if event in after.about)
            yield against(lawful, after, Ground(event=next(both, None)))


def _one_matter(a: Saying, b: Saying) -> bool:
    """Whether both speak of one event, or at least in the same rare words within weeks."""
    if not set(a.about).isdisjoint(b.about):
        return True
    near = a.published and b.published and a.published.gap(b.published) <= _NEAR
    return bool(near) and sum(weight(w) for w in sorted(a.words & b.words)) >= _ENOUGH
