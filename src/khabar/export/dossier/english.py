"""English sentences on events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from khabar.export.dossier.deeds import Subject
from khabar.export.dossier.moments import Moment, moment_of
from khabar.export.dossier.parts import Called, Parts
from khabar.schema.events import EventType, Status
from khabar.schema.names import ActorKind
from khabar.schema.statements import Act

_MANY = frozenset((ActorKind.ARMED_GROUP, ActorKind.GROUP, ActorKind.MILITARY))
_ARTICLES = ("a ", "an ", "the ")


def told(parts: Parts) -> str:
    """Who did what to whom, where and when; without a full stop."""
    return _clause(parts) + _place(parts) + _when(parts)


def _clause(parts: Parts) -> str:
    deed, actors, recipients = parts.deed, parts.actors, parts.recipients
    if deed.subject is Subject.RECIPIENT and (recipients or actors):
        return _active(parts, recipients or actors, deed.tail)
    if actors and recipients:
        return _active(parts, actors, _spaced(deed.tail, deed.before, _listed(recipients)))
    if actors:
        return _alone(parts)
    if recipients and deed.transitive:
        return f"{_listed(recipients)} {_passive(parts, deed.forms[3], _plural(recipients))}"
    if recipients and deed.subject is Subject.ALONE and not deed.tail:
        return _active(parts, recipients, "")
    behind = _spaced(deed.noun_before or "of", _listed(recipients)) if recipients else ""
    return _happened(parts, _spaced(deed.noun, behind), deed.noun)


def _alone(parts: Parts) -> str:
    deed = parts.deed
    if deed.transitive:
        return _active(parts, parts.actors, deed.noun, _DONE_AS.get(parts.type, _CARRY_OUT))
    return _active(parts, parts.actors, deed.tail)


_GIVE = ("give", "gave", "giving", "given")
_MAKE = ("make", "made", "making", "made")
_CARRY_OUT = ("carry out", "carried out", "carrying out", "carried out")
_DONE_AS = {
    EventType.SUPPORT: _GIVE, EventType.AID: _GIVE, EventType.CONCEDE: _GIVE,
    EventType.ACCUSE: _MAKE, EventType.REQUEST: _MAKE, EventType.REJECT: _MAKE,
    EventType.THREATEN: _MAKE, EventType.CONSULT: _MAKE, EventType.AGREE: _MAKE,
}  # fmt: skip


def _active(
    parts: Parts, subjects: Sequence[Called], rest: str, verb: Sequence[str] | None = None
) -> str:
    base, past, ing, _ = verb or parts.deed.forms
    be = "are" if _plural(subjects) else "is"
    positive = {
        Status.OCCURRED: past, Status.ONGOING: f"{be} {ing}",
        Status.PLANNED: f"{be} to {base}", Status.POSSIBLE: f"may {base}",
    }  # fmt: skip
    negative = {
        Status.OCCURRED: f"did not {base}", Status.ONGOING: f"{be} not {ing}",
        Status.PLANNED: f"will not {base}", Status.POSSIBLE: f"may not {base}",
    }  # fmt: skip
    verbs = negative if parts.negative else positive
    return _spaced(_listed(subjects), verbs[parts.status], rest)


def _passive(parts: Parts, participle: str, many: bool) -> str:
    was, be = ("were", "are") if many else ("was", "is")
    positive = {
        Status.OCCURRED: was, Status.ONGOING: f"{be} being",
        Status.PLANNED: f"{be} to be", Status.POSSIBLE: "may be",
    }  # fmt: skip
    negative = {
        Status.OCCURRED: f"{was} not", Status.ONGOING: f"{be} not being",
        Status.PLANNED: "will not be", Status.POSSIBLE: "may not be",
    }  # fmt: skip
    return f"{(negative if parts.negative else positive)[parts.status]} {participle}"


def _happened(parts: Parts, what: str, noun: str) -> str:
    """That something took place, where nobody is named who did it."""
    many = noun.split()[0].endswith("s") if not noun.startswith(_ARTICLES) else False
    be = "are" if many else "is"
    positive = {
        Status.OCCURRED: "took place", Status.ONGOING: f"{be} taking place",
        Status.PLANNED: f"{be} to take place", Status.POSSIBLE: "may take place",
    }  # fmt: skip
    negative = {
        Status.OCCURRED: "did not take place", Status.ONGOING: f"{be} not taking place",
        Status.PLANNED: "will not take place", Status.POSSIBLE: "may not take place",
    }  # fmt: skip
    return f"{what} {(negative if parts.negative else positive)[parts.status]}"


def according(reporters: Sequence[Called]) -> str:
    """According to whom, from the reporter nearest the reader inwards."""
    if not reporters:
        return ""
    first, *others = (_name(r) for r in reporters)
    return f", according to {first}" + "".join(f", citing {other}" for other in others)


_ACTS: Mapping[Act, str] = {
    Act.SAY: "said this:", Act.CONFIRM: "confirmed this:", Act.DENY: "denied this:",
    Act.EXPECT: "expected this:", Act.HOPE: "hoped for this:", Act.DEMAND: "demanded this:",
    Act.ACCUSE: "made this accusation:", Act.PROMISE: "promised this:",
    Act.DOUBT: "doubted this:", Act.WARN: "warned of this:", Act.REVEAL: "revealed this:",
    Act.VIEW: "held this view:",
}  # fmt: skip


def says(source: Called | None, act: Act, content: str) -> str:
    """Who said what; without a full stop."""
    return _spaced("somebody not named" if source is None else _name(source), _ACTS[act], content)


def _listed(called: Sequence[Called]) -> str:
    names = list(dict.fromkeys(_name(c) for c in called))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _name(called: Called) -> str:
    return f"{called.en}*" if called.made else called.en


def _plural(called: Sequence[Called]) -> bool:
    return len({c.en for c in called}) > 1 or _many(called[0])


def _many(called: Called) -> bool:
    """Whether one name is of many: "demonstrators (Iran)"."""
    return called.kind in _MANY and called.en.partition(" (")[0].endswith("s")


def _place(parts: Parts) -> str:
    if parts.place is None:
        return ""
    return f" {'from' if parts.leaving else 'in'} {parts.place.en}"


def _when(parts: Parts) -> str:
    moment = moment_of(parts.when)
    if moment is None:
        return ""
    first, last = (_point(p) for p in (moment.first, moment.last))
    about = "about " if moment.rough else ""
    if first and last and moment.first != moment.last:
        return f" between {about}{first} and {last}"
    if first and last:
        on = "as of" if parts.status is Status.ONGOING else _ON[len(moment.first)]
        return f" {on} {about}{first}"
    return f" from {about}{first} on" if first else f" by {about}{last}"


_ON = {1: "in", 2: "in", 3: "on"}


def _point(point: Moment) -> str:
    if not point:
        return ""
    year, month, day = (*point, 1, 1)[:3]
    if len(point) == 1:
        return f"{year}"
    shape = "%B %Y" if len(point) == len(("year", "month")) else f"{day} %B %Y"
    return date(year, month, day).strftime(shape)


def _spaced(*words: str) -> str:
    return " ".join(w for w in words if w)
