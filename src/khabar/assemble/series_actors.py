"""Which actor of a record a user means: by id, by its names, or by how documents name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from khabar.errors import KhabarError
from khabar.lang.ar.normalise import normalise
from khabar.schema.reading import Reading
from khabar.schema.record import RecordActor, Ref

_SHOWN = 5  # of those that a name may mean


def actor_meant(
    words: str, actors: Iterable[RecordActor], readings: Iterable[Reading]
) -> RecordActor:
    """The one actor that these words mean.

    An id comes before a name, the name of the record before one that only documents use.

    Raises:
        KhabarError: no actor bears the name, or several do.
    """
    known = tuple(actors)
    key = _key(words)
    found = [a for a in known if words.strip() in (a.id, a.wikidata)]
    found = found or [a for a in known if key in (_key(a.name.ar), _key(a.name.en or ""))]
    if not found:
        members = {ref for ref, name in _named(readings) if _key(name) == key}
        found = [a for a in known if members.intersection(a.members)]
    if not found:
        raise KhabarError(
            f"{words}: no actor of that name. Write the name as the articles do, or the id that "
            "khabar export --format record gives."
        )
    if len(found) > 1:
        raise KhabarError(f"{words}: may mean {_several(found)}. Give the id of one.")
    return found[0]


def _key(name: str) -> str:
    return normalise(" ".join(name.split())).casefold()


def _named(readings: Iterable[Reading]) -> Iterator[tuple[Ref, str]]:
    """Every name that a document has for an actor; what is unnamed has none."""
    for reading in readings:
        for actor in reading.actors:
            if actor.anonymous:
                continue
            ref = Ref(doc=reading.document.id, id=actor.id)
            surfaces = {m.cut(reading.text) for m in actor.mentions}
            yield from ((ref, name) for name in {actor.name.ar, actor.name.en or "", *surfaces})


def _several(found: Iterable[RecordActor]) -> str:
    most = sorted(found, key=lambda a: (-len({m.doc for m in a.members}), a.id))
    shown = [
        f"{a.id} ({a.name.ar}{f', {a.name.en}' if a.name.en else ''}, "
        f"{len({m.doc for m in a.members})} documents)"
        for a in most[:_SHOWN]
    ]
    more = len(most) - len(shown)
    return " or ".join(shown) + (f" or {more} more" if more else "")
