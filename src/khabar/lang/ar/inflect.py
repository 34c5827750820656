"""The forms in which news text uses a verb or a noun, made from the form that tables list.

Third persons only: news seldom speaks of itself. Forms are normalised and unvocalised, so the
passive looks like the active (قُتل is قتل); tables say where that matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from khabar.lang.ar.normalise import normalise


class Tense(StrEnum):
    """What the form of a verb says about time."""

    PERFECT = "perfect"
    IMPERFECT = "imperfect"


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A form of a verb: feminine and plural are what its subject must agree with when it precedes.

    bound: the form stands only before an attached pronoun (نفا in نفاه). jussive: only behind لم
    and لا (يزر), where it would be another word elsewhere. common: also a form of another verb in
    the other gender (توجه: he went, she directs).
    """

    form: str
    tense: Tense
    feminine: bool = False
    plural: bool = False
    bound: bool = False
    jussive: bool = False
    common: bool = False


def verb_forms(perfect: str, imperfect: str) -> tuple[VerbForm, ...]:
    """All forms of a verb, from its third person masculine singular in both tenses."""
    return (*_perfect_forms(normalise(perfect), perfect), *_imperfect_forms(normalise(imperfect)))


def _perfect_forms(base: str, written: str) -> tuple[VerbForm, ...]:
    weak = written.endswith(("ى", "ا"))
    stem = base[:-1] if weak else base
    tense = Tense.PERFECT
    forms = [
        VerbForm(base, tense),
        VerbForm(stem + "ت", tense, feminine=True),
        VerbForm(stem + "تا", tense, feminine=True, plural=True),
        VerbForm(stem + "وا", tense, plural=True),
        VerbForm(stem + "و", tense, plural=True, bound=True),
    ]
    dual = (stem + ("ي" if written.endswith("ى") else "و") + "ا") if weak else base + "ا"
    forms.append(VerbForm(dual, tense, plural=True))
    if weak:
        forms.append(VerbForm(stem + "ا", tense, bound=True))
    return tuple(forms)


def _imperfect_forms(base: str) -> tuple[VerbForm, ...]:
    tense = Tense.IMPERFECT
    body = base[1:]
    weak = body.endswith(("ي", "و", "ا"))
    plural = body[:-1] if weak else body
    forms = []
    for head in ("ي", "ت", "ن"):
        feminine = head == "ت"
        forms += [
            VerbForm(head + body, tense, feminine=feminine),
            VerbForm(head + plural + "ون", tense, plural=True),
            VerbForm(head + plural + "وا", tense, plural=True),
            VerbForm(head + plural + "و", tense, plural=True, bound=True),
            VerbForm(head + body + "ان", tense, feminine=feminine, plural=True),
            VerbForm(head + body + "ا", tense, feminine=feminine, plural=True),
        ]
        if head != "ن" and _jussive(body) != body:
            forms.append(VerbForm(head + _jussive(body), tense, feminine=feminine, jussive=True))
        if weak:
            forms.append(VerbForm(head + plural + "ا", tense, feminine=feminine, bound=True))
    return tuple(forms)


def _jussive(body: str) -> str:
    """The form after لم: weak last letters fall (ينفي, ينف), hollow middle ones too (يزور, يزر)."""
    if body.endswith(("ي", "و", "ا")):
        return body[:-1]
    if len(body) >= 3 and body[-2] in ("و", "ي", "ا"):
        return body[:-2] + body[-1]
    return body


def noun_forms(noun: str) -> tuple[str, ...]:
    """A noun or noun phrase as listed, and the regular forms that its ending makes.

    A noun: dual, plurals, the form before a pronoun, the accusative (هجوما). A phrase of noun and
    adjectives: the accusative (هجوما كيماويا) and, behind the article of its noun, theirs
    (الهجوم الكيماوي, looked up without the first article).
    """
    words = normalise(noun).split()
    if len(words) > 1:
        return _phrase_forms(words)
    base = words[0]
    feminine = base.endswith("ه") and noun.endswith("ة")
    if feminine:
        return (base, *(base[:-1] + end for end in ("ت", "تين", "تان", "ات")))
    return tuple(dict.fromkeys((base, base + "ين", base + "ان", _accusative(base))))


def _phrase_forms(words: list[str]) -> tuple[str, ...]:
    base = " ".join(words)
    if any(len(w) < 3 or w.startswith("ال") or w[0] in "بلو" for w in words):
        return (base,)
    definite = " ".join((words[0], *("ال" + w for w in words[1:])))
    return tuple(dict.fromkeys((base, " ".join(map(_accusative, words)), definite)))


def _accusative(word: str) -> str:
    return word if word.endswith(("ه", "ا", "ات", "ون", "ين")) else word + "ا"
