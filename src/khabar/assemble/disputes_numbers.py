"""Numbers told of one event that cannot all be true; a toll that grows is no dispute."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from khabar.assemble.disputes_tellings import Telling
from khabar.assemble.events_times import Window
from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.numbers import is_number_word, read_cardinal
from khabar.lang.ar.tables import word_lists
from khabar.schema.events import Counted, EventType

_TABLE = "counted.toml"
_WORD = re.compile(r"\w+|[^\w\s]")
_PERSON_ENDS = ("يا", "ين")  # عسكريا, مسؤولين: one of eleven and more, or several
_OF_THEM = ("يه", "يهم", "يها", "ين", "هم")  # of his companions
_DUAL_ENDS = ("ين", "ان")
_NEAR = 25  # words from the event on in which what it cost is told
_ALSO_PEOPLE = (
    "مجندا",
    "مجند",
    "حارسا",
    "طالبا",
    "تلميذا",
    "موظفا",
    "سائحا",
    "حاجا",
    "قائدا",
    "نائبا",
)
_BEFORE = 4  # words before a number that may round or bound it
_BESIDE = frozenset({"اخر", "اخرين", "اخرون", "اخري"})  # counted beside those who are named
_ROUNDED = 0.1  # "about 30" may be 27 or 33
_SETTLED = 14  # days after which a toll is no longer growing
_VOICES = 12  # accounts that are set against others for one number


@dataclass(frozen=True, slots=True)
class Count:
    """A number told of an event, as the least and the most that it can mean."""

    what: Counted
    low: float
    high: float

    def excludes(self, other: Count) -> bool:
        """Whether both count the same thing and no number fits both."""
        return self.what is other.what and max(self.low, other.low) > min(self.high, other.high)


def count_of(telling: Telling) -> Count | None:
    """How many the account says: as the reading has it, else as its words say first."""
    for figure in telling.figures:
        low = figure.low or 0
        return Count(figure.what, low, float("inf") if figure.high is None else figure.high)
    words = _WORD.findall(normalise(telling.behind))[:_NEAR]
    return next(_counts(words, telling.event.type), None)


def _counts(words: Sequence[str], kind: EventType) -> Iterator[Count]:
    """Numbers of people; those counted beside others whom the sentence names are left out."""
    at = 0
    while at < len(words):
        forms = _unjoined(words, at)
        number = read_cardinal(forms, 0) if _may_begin(forms[0]) else None
        if number is None or number.value < 1:
            at += 1
            continue
        behind = words[at + number.next : at + number.next + 4]
        what = _counted(behind, kind)
        if what is not None and not _BESIDE.intersection(behind):
            yield _bounded(
                number.value + _two_before(words, at), words[max(0, at - _BEFORE) : at], what
            )
        at += number.next


def _may_begin(form: str) -> bool:
    return form[0].isdigit() or is_number_word(form)


def _unjoined(words: Sequence[str], at: int) -> list[str]:
    first = words[at]
    joined = len(first) > 1 and first.startswith("و") and first[1:2].isdigit()
    return [first[1:] if joined else first, *words[at + 1 : at + 6]]


def _counted(behind: Sequence[str], kind: EventType) -> Counted | None:
    some_of = behind[:1] == ["من"]
    noun = next(iter(behind[1:] if some_of else behind), "")
    named = _nouns().get(noun)
    if named is not None:
        return named
    if not (noun in _people() or noun.endswith(_OF_THEM if some_of else _PERSON_ENDS)):
        return None
    return Counted.KILLED if kind is EventType.ASSAULT else Counted.OTHER


def _two_before(words: Sequence[str], at: int) -> int:
    """Two officers and 26 soldiers are 28: the dual before "and" counts too."""
    joined = words[at].startswith("و")
    before = words[at - 1] if joined and at else ""
    return 2 if before.endswith(_DUAL_ENDS) and before[:-2] in _people() else 0


def _bounded(value: int, before: Sequence[str], what: Counted) -> Count:
    text = " ".join(before) + " "
    if text.endswith(_bounds("about")):
        return Count(what, value * (1 - _ROUNDED), value * (1 + _ROUNDED))
    return Count(what, value, float("inf") if text.endswith(_bounds("at_least")) else value)


@cache
def _bounds(kind: str) -> tuple[str, ...]:
    return tuple(f"{normalise(w)} " for w in word_lists(_TABLE, "bounds")[kind])


@cache
def _people() -> frozenset[str]:
    return frozenset(normalise(w) for w in (*word_lists(_TABLE, "people")["words"], *_ALSO_PEOPLE))


@cache
def _nouns() -> Mapping[str, Counted]:
    lists = word_lists(_TABLE, "nouns")
    return {normalise(w): Counted(what) for what, words in lists.items() for w in words}


def clashing(members: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Accounts of one event whose numbers exclude each other."""
    when = min((t.when for t in members if t.when), default=None)
    for a, b in _excluding(members):
        if not _grows(a, b, when):
            yield a[0], b[0]


def clashing_of_old(members: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Accounts of what was done in one place long ago, by the same people, at no other time.

    Long after an attack its place and its doer name it; in the days of it they do not, for the
    next attack may be the same day's.
    """
    for (a, _), (b, _) in _excluding(members):
        known = a.when or b.when
        meets = a.when is None or b.when is None or a.when.meets(b.when)
        if known and meets and all(_settled(t, known) for t in (a, b)):
            yield a, b


def _settled(telling: Telling, when: Window) -> bool:
    published = telling.published
    return published is not None and published.first - when.last > _SETTLED


def _excluding(
    members: Sequence[Telling],
) -> Iterator[tuple[tuple[Telling, Count], tuple[Telling, Count]]]:
    if all(t.ref.doc == members[0].ref.doc for t in members):
        return
    counted = [(t, c) for t in members if t.asserted and (c := count_of(t)) is not None]
    for a, b in combinations(_voices(counted), 2):
        if a[0].ref.doc != b[0].ref.doc and a[1].excludes(b[1]):
            yield a, b


def _voices(counted: Iterable[tuple[Telling, Count]]) -> list[tuple[Telling, Count]]:
    """The first who give each number stand for all who do."""
    found: dict[Count, list[tuple[Telling, Count]]] = {}
    for pair in sorted(counted, key=lambda p: p[0].order):
        found.setdefault(pair[1], []).append(pair)
    return [pair for version in found.values() for pair in version[:_VOICES]]


def _grows(a: tuple[Telling, Count], b: tuple[Telling, Count], when: Window | None) -> bool:
    """Whether the later of two fresh tolls is the higher one."""
    (first, low), (second, high) = sorted((a, b), key=lambda p: p[0].order)
    if first.event.type is not EventType.ASSAULT or when is None:
        return False
    days = [t.published.first - when.last for t in (first, second) if t.published]
    return bool(days) and max(days) <= _SETTLED and high.low > low.low
