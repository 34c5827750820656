"""Every event and statement as one plain sentence, in Arabic and in English, made of templates.

Start here: sentence and saying. How each kind of event is told stands in deeds.toml, the grammar
of the two languages in english.py and arabic.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from khabar.export.dossier import arabic, english
from khabar.export.dossier.deeds import Language, deed_of
from khabar.export.dossier.parts import Both, Called, Parts
from khabar.lang.ar.normalise import normalise
from khabar.schema.events import Event, EventType, Polarity
from khabar.schema.moments import Edtf
from khabar.schema.names import ActorId, ActorKind, PlaceId
from khabar.schema.statements import Act, Statement

_QUOTED = 160
_SPOKEN = frozenset((EventType.REQUEST, EventType.ACCUSE))
_TOLD = 2  # events that a statement's sentence tells


class Names(Protocol):
    """What the actors and places of one document are called."""

    def actor(self, actor: str) -> Called:
        """What an actor is called."""

    def place(self, place: PlaceId) -> Both:
        """What a place is called."""


def sentence(
    event: Event, names: Names, language: Language, *, when: Edtf | None = None, said: bool = True
) -> str:
    """An event as one sentence: who did what to whom, where and when, according to whom.

    when is the time that the record gives it, where that is known better than in its document;
    said false leaves out according to whom. Names that a machine spelt bear a star.
    """
    parts = _parts(event, names, language, when or event.when)
    told = _GRAMMAR[language](parts)
    according = tuple(names.actor(a) for a in event.chain) if said else ()
    return _closed(told + _ACCORDING[language](according))


def saying(
    statement: Statement, events: Sequence[Event], words: str, names: Names, language: Language
) -> str:
    """A statement as one sentence: who said, denied or demanded what.

    What was said is told by the events that it is about, where there are any among events, or
    else by its own words.
    """
    source = None if statement.source is None else names.actor(statement.source)
    about = _about(statement, events)[:_TOLD]
    denies = statement.act is Act.DENY and all(e.polarity is Polarity.POSITIVE for e in about)
    act = Act.SAY if statement.act is Act.DENY and not denies else statement.act
    told = [_GRAMMAR[language](_parts(e, names, language, e.when)) for e in about]
    content = _AND[language].join(told) or f"«\u2068{_shortened(words)}\u2069»"
    reporters = tuple(names.actor(a) for a in statement.chain)
    return _closed(_SAYS[language](source, act, content) + _ACCORDING[language](reporters))


def _about(statement: Statement, events: Sequence[Event]) -> list[Event]:
    """The events to tell: that he demands or accuses is said before, if there is more."""
    about = [e for e in events if e.id in statement.about]
    more = [e for e in about if e.type not in _SPOKEN or e.actor != (statement.source,)]
    return more or about


def _parts(event: Event, names: Names, language: Language, when: Edtf | None) -> Parts:
    deed = deed_of(event.type, event.mode, language)
    actors, recipients = (_called(ids, names) for ids in (event.actor, event.recipient))
    place = None if event.place is None else names.place(event.place)
    if place is not None and not recipients and deed.placed:
        recipients = (Called(ar=place.ar, en=place.en, kind=ActorKind.REGION),)
    return Parts(
        deed=deed,
        type=event.type,
        actors=actors,
        # Who meets among themselves is told once.
        recipients=tuple(r for r in recipients if r not in actors),
        place=None if place is None or _named(place, (*actors, *recipients)) else place,
        when=when,
        status=event.status,
        polarity=event.polarity,
    )


def _called(ids: Sequence[ActorId], names: Names) -> tuple[Called, ...]:
    return tuple(dict.fromkeys(names.actor(i) for i in ids))


def _named(place: Both, called: Sequence[Called]) -> bool:
    """Whether somebody's name already says where: Libya needs no "in Libya"."""
    where = normalise(place.ar)
    return any(where == normalise(c.ar) for c in called)


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"


def _closed(told: str) -> str:
    return f"{told[:1].upper()}{told[1:]}."


_GRAMMAR: dict[Language, Callable[[Parts], str]] = {
    Language.AR: arabic.told,
    Language.EN: english.told,
}
_ACCORDING: dict[Language, Callable[[Sequence[Called]], str]] = {
    Language.AR: arabic.according,
    Language.EN: english.according,
}
_SAYS: dict[Language, Callable[[Called | None, Act, str], str]] = {
    Language.AR: arabic.says,
    Language.EN: english.says,
}
_AND = {Language.AR: "؛ ", Language.EN: "; "}
