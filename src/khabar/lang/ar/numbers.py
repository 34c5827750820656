"""Numbers as Arabic writes them in words and digits, read from a sequence of normalised words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from khabar.lang.ar.normalise import normalise

_HUNDRED, _THOUSAND = 100, 1000


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the index of the first word behind it."""

    value: int
    next: int


def _by_form(table: Mapping[str, Sequence[str]]) -> Mapping[str, int]:
    return {normalise(form): int(value) for value, forms in table.items() for form in forms}


_TABLES = tomllib.loads(
    files("khabar.lang.ar").joinpath("numbers.toml").read_text(encoding="utf-8")
)
_CARDINALS = _by_form(_TABLES["cardinals"])
_MULTIPLIERS = _by_form(_TABLES["multipliers"])
_DUALS = {k: v for k, v in _by_form(_TABLES["duals"]).items() if k not in _MULTIPLIERS}
_ORDINALS = _by_form(_TABLES["ordinals"])
# ألف begins like the article once its hamza is folded away.
_WHOLE = frozenset({*_CARDINALS, *_MULTIPLIERS, *_DUALS})
_PARTNERS = frozenset({"احد", "احدي", "حادي"})


def is_number_word(form: str) -> bool:
    """Whether a normalised word, with or without its article, can begin a number."""
    bare = _bare(form, joined=False) or form
    return bare in _WHOLE or bare in _ORDINALS or bare in _PARTNERS


@lru_cache(maxsize=4096)
def _bare(form: str, *, joined: bool) -> str | None:
    """A word without the article, and without the "and" that joins it where it must have one."""
    if joined:
        if not form.startswith("و"):
            return None
        form = form[1:]
    return form[2:] if form.startswith("ال") and form not in _WHOLE else form


def _small(forms: Sequence[str], at: int, *, joined: bool) -> Number | None:
    """One cardinal word, or the two of 11 to 19, or a count of hundreds in two words."""
    if at >= len(forms) or (form := _bare(forms[at], joined=joined)) is None:
        return None
    value = _CARDINALS.get(form)
    if value is None:
        return None
    following = _CARDINALS.get(forms[at + 1]) if at + 1 < len(forms) else None
    if 1 <= value < 10 and following in (10, _HUNDRED):
        return Number(value + 10 if following == 10 else value * _HUNDRED, at + 2)
    if value == 1 and form.startswith("احد"):
        return None
    return Number(value, at + 1)


def _eleven(forms: Sequence[str], at: int, *, joined: bool) -> Number | None:
    """أحد عشر and إحدى عشرة: their first word alone means "one of" and is no number."""
    if at + 1 >= len(forms) or _CARDINALS.get(forms[at + 1]) != 10:
        return None
    form = _bare(forms[at], joined=joined)
    return Number(11, at + 2) if form in ("احد", "احدي") else None


def _one_of(forms: Sequence[str], at: int) -> Number | None:
    """واحد وعشرون, and إحدى وعشرين: a unit that only a ten behind it makes a number."""
    if at + 1 >= len(forms) or _bare(forms[at], joined=False) not in _PARTNERS:
        return None
    tens = _small(forms, at + 1, joined=True)
    return Number(1 + tens.value, tens.next) if tens and tens.value % 10 == 0 else None


def _below_thousand(forms: Sequence[str], at: int, *, joined: bool) -> Number | None:
    """Hundreds, units and tens, each joined by "and": مئة وخمسة وعشرون."""
    first = _eleven(forms, at, joined=joined) or _small(forms, at, joined=joined)
    first = first or (None if joined else _one_of(forms, at))
    while first is not None and first.next < len(forms):
        more = _eleven(forms, first.next, joined=True) or _small(forms, first.next, joined=True)
        if more is None or not _adds(first.value, more.value):
            break
        first = Number(first.value + more.value, more.next)
    return first


def _adds(value: int, more: int) -> bool:
    """Whether "and more" goes on with the number: five and twenty, hundred and five."""
    unit = value % _HUNDRED
    if 0 < unit < 10:
        return more in range(20, _HUNDRED, 10)
    return unit == 0 and more < _HUNDRED


def _group(forms: Sequence[str], at: int, *, joined: bool) -> Number | None:
    """A number below a thousand with its thousands, millions or milliards word, if any."""
    if at >= len(forms):
        return None
    form = _bare(forms[at], joined=joined)
    if form is not None and (form in _DUALS or form in _MULTIPLIERS):
        return Number(_DUALS.get(form) or _MULTIPLIERS[form], at + 1)
    if not joined and forms[at].isdigit():
        count: Number | None = Number(int(forms[at]), at + 1)
    else:
        count = _below_thousand(forms, at, joined=joined)
    if count is None or count.next >= len(forms) or forms[count.next] not in _MULTIPLIERS:
        return count
    return Number(count.value * _MULTIPLIERS[forms[count.next]], count.next + 1)


def read_cardinal(forms: Sequence[str], at: int) -> Number | None:
    """Read the cardinal that starts at a word: digits, or words with all that "and" joins on."""
    total = _group(forms, at, joined=False)
    while total is not None and total.value >= _THOUSAND and total.value % _THOUSAND == 0:
        more = _group(forms, total.next, joined=True)
        if more is None or more.value >= total.value:
            break
        total = Number(total.value + more.value, more.next)
    return total


def read_ordinal(forms: Sequence[str], at: int) -> Number | None:
    """Read an ordinal: الثامن, الثاني عشر, الحادي والعشرون, العشرون (only with its article)."""
    form = _bare(forms[at], joined=False) or ""
    definite = forms[at].startswith("ال")
    unit = _ORDINALS.get(form)
    if unit is None:
        tens = _CARDINALS.get(form, 0) if definite else 0
        return Number(tens, at + 1) if tens in range(20, _HUNDRED, 10) else None
    following = forms[at + 1] if at + 1 < len(forms) else ""
    if _CARDINALS.get(following) == 10:
        return Number(unit + 10, at + 2)
    tens = _CARDINALS.get(following[3:], 0) if definite and following.startswith("وال") else 0
    return Number(unit + tens, at + 2) if tens in range(20, _HUNDRED, 10) else Number(unit, at + 1)
