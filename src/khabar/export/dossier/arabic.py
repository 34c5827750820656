"""Arabic sentences on events: the verb first, agreeing in gender with who comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabar.export.dossier.deeds import Subject
from khabar.export.dossier.gender import feminine, feminine_noun
from khabar.export.dossier.moments import Moment, moment_of
from khabar.export.dossier.parts import Called, Parts
from khabar.schema.events import Status
from khabar.schema.statements import Act

_MONTHS = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
_DO = ("قام", "قامت", "يقوم", "يقم")
_FALL = ("وقع", "وقعت", "يقع", "يقع")
_HAPPEN = ("جرى", "جرت", "يجري", "يجر")
_Verb = Sequence[str]


def told(parts: Parts) -> str:
    """Who did what to whom, where and when; without a full stop."""
    return _clause(parts) + _place(parts) + _when(parts)


def _clause(parts: Parts) -> str:
    deed, actors, recipients = parts.deed, parts.actors, parts.recipients
    if deed.subject is Subject.RECIPIENT and (recipients or actors):
        return _active(parts, deed.forms, recipients or actors, deed.tail)
    if actors and recipients:
        return _active(parts, deed.forms, actors, deed.tail, _led(deed.before, recipients))
    if actors and deed.transitive:
        return _active(parts, _DO, actors, _joined("بـ", deed.noun))
    if actors:
        return _active(parts, deed.forms, actors, deed.tail)
    if recipients and deed.subject is Subject.ALONE and not deed.tail:
        return _active(parts, deed.forms, recipients)
    happen = _verb(parts, _FALL if parts.violent else _HAPPEN, feminine_noun(deed.noun))
    return _spaced(happen, deed.noun, _led(deed.noun_before, recipients) if recipients else "")


def _active(parts: Parts, forms: _Verb, subjects: Sequence[Called], *rest: str) -> str:
    verb = _verb(parts, forms, feminine(subjects[0]))
    return _spaced(verb, _listed(subjects), *rest)


def _verb(parts: Parts, forms: _Verb, woman: bool) -> str:
    """The verb as status and polarity ask, of a man or a woman."""
    past = forms[1] if woman else forms[0]
    present, jussive = (_hers(f) if woman else f for f in forms[2:])
    positive = {
        Status.OCCURRED: past, Status.ONGOING: present,
        Status.PLANNED: f"من المقرر أن {present}", Status.POSSIBLE: f"قد {present}",
    }  # fmt: skip
    negative = {
        Status.OCCURRED: f"لم {jussive}", Status.ONGOING: f"لا {present}",
        Status.PLANNED: f"لن {present}", Status.POSSIBLE: f"قد لا {present}",
    }  # fmt: skip
    return (negative if parts.negative else positive)[parts.status]


def _hers(verb: str) -> str:
    return f"ت{verb[1:]}"


def according(reporters: Sequence[Called]) -> str:
    """According to whom, from the reporter nearest the reader inwards."""
    if not reporters:
        return ""
    first, *others = (r.ar for r in reporters)
    return f"، بحسب {first}" + "".join(f" نقلا عن {other}" for other in others)


_ACTS: Mapping[Act, tuple[str, str, str]] = {
    Act.SAY: ("قال", "قالت", "ما يلي:"),
    Act.CONFIRM: ("أكد", "أكدت", "ما يلي:"),
    Act.DENY: ("نفى", "نفت", "ما يلي:"),
    Act.EXPECT: ("توقع", "توقعت", "ما يلي:"),
    Act.HOPE: ("تمنى", "تمنت", "ما يلي:"),
    Act.DEMAND: ("طالب", "طالبت", "بما يلي:"),
    Act.ACCUSE: ("وجه", "وجهت", "الاتهام التالي:"),
    Act.PROMISE: ("وعد", "وعدت", "بما يلي:"),
    Act.DOUBT: ("شكك", "شككت", "فيما يلي:"),
    Act.WARN: ("حذر", "حذرت", "مما يلي:"),
    Act.REVEAL: ("كشف", "كشفت", "عما يلي:"),
    Act.VIEW: ("رأى", "رأت", "ما يلي:"),
}


def says(source: Called | None, act: Act, content: str) -> str:
    """Who said what; without a full stop."""
    man, woman, rest = _ACTS[act]
    if source is None:
        return _spaced(man, "متحدث غير مسمى", rest, content)
    return _spaced(woman if feminine(source) else man, source.ar, rest, content)


def _listed(called: Sequence[Called]) -> str:
    return " و".join(dict.fromkeys(c.ar for c in called))


def _led(preposition: str, called: Sequence[Called]) -> str:
    return _joined(preposition, _listed(called))


def _joined(preposition: str, words: str) -> str:
    """A preposition before words; those of one letter are written together with them."""
    if not preposition.endswith("ـ"):
        return _spaced(preposition, words)
    *before, last = preposition.removesuffix("ـ").split()
    if not "ء" <= words[:1] <= "ي":
        return _spaced(*before, f"{last}ـ {words}")
    if last == "ل" and words.startswith("ال"):
        return _spaced(*before, f"لل{words[2:].removeprefix('ل')}")
    return _spaced(*before, f"{last}{words}")


def _place(parts: Parts) -> str:
    if parts.place is None:
        return ""
    return f" {'من' if parts.leaving else 'في'} {parts.place.ar}"


def _when(parts: Parts) -> str:
    moment = moment_of(parts.when)
    if moment is None:
        return ""
    first, last = (_point(p) for p in (moment.first, moment.last))
    about = "نحو " if moment.rough else ""
    if first and last and moment.first != moment.last:
        return f" بين {about}{first} و{last}"
    if first and last:
        return f" في {about}{first}"
    return f" ابتداء من {about}{first}" if first else f" بحلول {about}{last}"


def _point(point: Moment) -> str:
    if not point:
        return ""
    if len(point) == 1:
        return f"عام {point[0]}"
    month = f"{_MONTHS[point[1] - 1]} {point[0]}"
    return month if len(point) == len(("year", "month")) else f"{point[2]} {month}"


def _spaced(*words: str) -> str:
    return " ".join(w for w in words if w)
