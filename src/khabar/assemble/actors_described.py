"""What one reading says about each of its actors, made ready for comparison with others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from sys import intern

from khabar.assemble.actors_classes import Kind, class_of, class_table, core_of
from khabar.assemble.actors_known import Family, family
from khabar.assemble.actors_states import located, state_words, states_of_text
from khabar.assemble.actors_words import Words, asides, words_of
from khabar.schema.names import Actor, ActorKind
from khabar.schema.reading import Reading
from khabar.schema.record import Ref

_PLACED = frozenset({
    ActorKind.REGION, ActorKind.CONFERENCE, ActorKind.AGREEMENT, ActorKind.VESSEL,
    ActorKind.COMPANY,
})  # fmt: skip
_NEAR = 3  # states of a document, by weight, in which its nameless bodies may be at home
_TOWNS = 4  # places of a document that tell its story from others
_MOST_FORMS = 40  # different forms of one actor in one document that are looked at


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document is about: its day, the states by weight, its towns, the known
    actors that take part."""

    doc: str
    day: int | None
    states: tuple[str, ...]
    places: tuple[Words, ...] = ()
    peers: frozenset[str] = frozenset()

    @property
    def state(self) -> str | None:
        """The state that the document speaks of most."""
        return self.states[0] if self.states else None


@dataclass(frozen=True, slots=True)
class DocActor:
    """An actor of one reading.

    name are the words of its name, forms those of all its forms, titles those of its offices.
    states are those that its own forms speak of, homes those that it may belong to: of its name,
    else of its other forms and of the document, the likeliest first. known is its id in the
    catalogue. key names it in graphs. chief: of the nameless ones of its class in the document,
    it is the one most spoken of.
    """

    ref: Ref
    actor: Actor
    setting: Setting
    name: Words
    forms: tuple[Words, ...]
    titles: tuple[str, ...]
    states: tuple[str, ...]
    homes: tuple[str, ...]
    kind: Kind | None
    known: str | None = None
    chief: bool = True
    key: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", intern(f"{self.ref.doc}\0{self.ref.id}"))

    @property
    def family(self) -> Family:
        """Whether a person, a state, a paper, a region or another body."""
        return family(self.actor.kind)

    @property
    def is_person(self) -> bool:
        """Whether it is one human being."""
        return self.actor.kind is ActorKind.PERSON

    @property
    def state(self) -> str | None:
        """The likeliest of its states."""
        return self.homes[0] if self.homes else None

    @property
    def core(self) -> Words:
        """The words of its name that say who."""
        return core_of(self.name, placed=self.actor.kind in _PLACED)


@dataclass(frozen=True, slots=True)
class Named:
    """What a document says beside the name itself: the titles of the actor, the words of places."""

    titles: tuple[str, ...]
    places: frozenset[str]


def described(reading: Reading) -> tuple[DocActor, ...]:
    """The actors of a reading by their names alone."""
    states = states_of_text(reading.text)
    setting = Setting(reading.document.id, _day(reading), states, _towns(reading))
    titles: dict[str, list[str]] = {}
    for office in reading.offices:
        titles.setdefault(office.person, []).append(office.cut(reading.text))
    places = _places(reading)
    return tuple(
        _described(a, reading, setting, Named(tuple(titles.get(a.id, ())), places))
        for a in reading.actors
    )


def _towns(reading: Reading) -> tuple[Words, ...]:
    """The places within states of which the document speaks, most first."""
    spots = [(p.name.ar, len(p.mentions)) for p in reading.places]
    spots += [(a.name.ar, len(a.mentions)) for a in reading.actors if a.kind is ActorKind.REGION]
    counts: Counter[Words] = Counter()
    for name, often in spots:
        words = tuple(w for w in words_of(name) if w not in class_table().openers)
        if words and words not in state_words().named:
            counts[words] += often
    ranked = sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    return tuple(words for words, _ in ranked[:_TOWNS])


def _places(reading: Reading) -> frozenset[str]:
    """The words that name places in this document, ordinary words elsewhere or not."""
    regions = (a.name.ar for a in reading.actors if a.kind is ActorKind.REGION)
    names = (*(p.name.ar for p in reading.places), *regions)
    openers = class_table().openers
    return frozenset(w for n in names for w in words_of(n) if w not in openers)


def _day(reading: Reading) -> int | None:
    published = reading.document.published
    told = published.latest or published.earliest
    return date.fromisoformat(told).toordinal() if told else None


def _described(actor: Actor, reading: Reading, setting: Setting, named: Named) -> DocActor:
    cut = [m.cut(reading.text) for m in actor.mentions if m.sure > 0]
    names = list(dict.fromkeys((actor.name.ar, *cut)))[:_MOST_FORMS]
    forms = tuple(dict.fromkeys(w for n in names for w in _readings(n, named.places) if w))
    name = words_of(actor.name.ar)
    ref = Ref(doc=reading.document.id, id=actor.id)
    titles = tuple(dict.fromkeys(named.titles))
    states = _states(forms)
    homes = _states((name,)) or tuple(dict.fromkeys((*states, *setting.states[:_NEAR])))
    kind = _class(actor, name, named.places)
    return DocActor(ref, actor, setting, name, forms, titles, states, homes, kind)


def _class(actor: Actor, name: Words, places: frozenset[str]) -> Kind | None:
    if actor.kind in _PLACED or actor.kind is ActorKind.PERSON:
        return None
    return class_of(name) or class_of(tuple(w for w in name if w not in places))


def _readings(name: str, places: frozenset[str]) -> Iterator[Words]:
    """The words of a name, and those in its brackets where what stands around says only what it
    is: the group "X"."""
    whole, table = words_of(name), class_table()
    yield whole
    for aside in asides(name):
        inner = words_of(aside)
        around = located(tuple(w for w in whole if w not in inner and w not in places)).rest
        if class_of(around) or table.openers.issuperset(
            w for w in around if w not in table.closers
        ):
            yield inner


def _states(forms: Sequence[Words]) -> tuple[str, ...]:
    """The states of an actor's forms, those by a place last."""
    where = [located(form) for form in forms]
    named = [s for w in where for s in w.states]
    return tuple(dict.fromkeys((*named, *(s for w in where for s in w.of_places))))
