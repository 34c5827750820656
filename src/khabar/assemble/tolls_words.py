"""Numbers of people in the words that tell an event, for readings that hold no figures of it.

A number counts by the noun behind it, or counts people of whom the words around it say what befell
them. What counts nothing of the kind (a list of forty names, two hundred raids) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.numbers import is_number_word, read_cardinal
from khabar.lang.ar.tables import word_lists
from khabar.schema.events import Counted, Event
from khabar.schema.reading import Reading

Number = tuple[Counted, int | None, int | None]
"""What is counted, at least and at most; None where nothing bounds it."""

_TABLE = "counted.toml"
_WORD = re.compile(r"\w+|[^\w\s]")
_STOP = re.compile(r"[.!?؟؛\n]\s")
_GOVERNED = 5  # words before a number in which stands what befell those whom it counts
_AFTER = 3  # words behind the noun in which it stands otherwise
_PARTS = frozenset({"بينهم", "منهم", "بينها", "منها", "بينهن", "ضمنهم"})
_LEAST = frozenset({"الاقل"})  # the last word of "at least" behind a number
_JOINED = ("", "و", "ب", "ف", "ل", "وب", "ول", "ال", "وال", "بال")
_PEOPLE_ENDS = ("يا", "ين")  # عسكريا, مسؤولين: one of eleven and more, or several
_ROUNDED = 0.1  # "about 30" may be 27 or 33


def numbers_of(event: Event, reading: Reading) -> tuple[Number, ...]:
    """The first number of each kind in the words that tell an event, up to the next one."""
    first: dict[Counted, Number] = {}
    for number in _numbers(_WORD.findall(normalise(_telling(event, reading)))):
        first.setdefault(number[0], number)
    return tuple(first.values())


def _telling(event: Event, reading: Reading) -> str:
    """Its sentence from the event before it, or the last stop, to the event or stop behind it."""
    text, sentence = reading.text, event.sentence
    end = max(event.end, sentence.end)
    stop = _STOP.search(text, event.end, end)
    behind = (e.start for e in reading.events if e.start >= event.end)
    start = min(event.start, sentence.start)
    before = (e.end for e in reading.events if start < e.end <= event.start)
    stops = (m.end() for m in _STOP.finditer(text, start, event.start))
    return text[max(start, *before, *stops, 0) : min(stop.start() if stop else end, *behind, end)]


def _numbers(words: Sequence[str]) -> Iterator[Number]:
    at = 0
    while at < len(words):
        forms = [_unjoined(words[at]), *words[at + 1 : at + 6]]
        begins = forms[0][0].isdigit() or is_number_word(forms[0])
        number = read_cardinal(forms, 0) if begins else None
        if number is None or number.value < 1:
            at += 1
            continue
        behind = words[at + number.next : at + number.next + _AFTER]
        what = _counted(words, at, at + number.next)
        if what is not None and not _PARTS.intersection(words[max(0, at - 1) : at]):
            low, high = _bounded(number.value, words[max(0, at - _GOVERNED) : at])
            yield what, low, None if _LEAST.intersection(behind) else high
        at += number.next


def _unjoined(word: str) -> str:
    return word[1:] if len(word) > 1 and word[0] == "و" and word[1].isdigit() else word


def _counted(words: Sequence[str], start: int, end: int) -> Counted | None:
    """What the number between start and end counts, if it counts people."""
    some_of = words[end : end + 1] == ["من"]
    behind = words[end + some_of : end + some_of + 1 + _AFTER]
    noun = behind[0] if behind else ""
    if noun in _forms("nouns"):
        return _forms("nouns")[noun]
    if noun not in _people() and not noun.endswith(_PEOPLE_ENDS):
        return None
    before = reversed(words[max(0, start - _GOVERNED) : start])
    governing = (_forms("governors").get(w) for w in before)
    following = (_forms("after").get(w) for w in behind[1:])
    return next((w for w in (*governing, *following) if w is not None), None)


def _bounded(value: int, before: Sequence[str]) -> tuple[int | None, int | None]:
    text = " ".join(before) + " "
    if text.endswith(_bounds("about")):
        return round(value * (1 - _ROUNDED)), round(value * (1 + _ROUNDED))
    if text.endswith(_bounds("at_most")):
        return None, value
    return value, None if text.endswith(_bounds("at_least")) else value


@cache
def _bounds(kind: str) -> tuple[str, ...]:
    return tuple(f"{normalise(w)} " for w in word_lists(_TABLE, "bounds")[kind])


@cache
def _people() -> frozenset[str]:
    return frozenset(normalise(w) for w in word_lists(_TABLE, "people")["words"])


@cache
def _forms(part: str) -> Mapping[str, Counted]:
    """The words of a part of the table, also behind what is written joined to them."""
    return {
        joined + normalise(word): Counted(what)
        for what, words in word_lists(_TABLE, part).items()
        for word in words
        for joined in _JOINED
    }
