"""The actors of a reading from a model's names, each with every place where the text has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from khabar.pipeline.second.answer import Named
from khabar.pipeline.second.passages import Passage
from khabar.pipeline.second.quotes import Quotes, form_of
from khabar.schema.names import Actor, ActorId, ActorKind, ActorMention, Name
from khabar.schema.spans import Span

SURE = 0.5
"""Of all that a model says: it does not tell, and nobody measured it on these articles."""


@dataclass(slots=True)
class _Somebody:
    kind: ActorKind
    unnamed: bool
    spans: set[Span] = field(default_factory=set)


@dataclass(slots=True)
class Cast:
    """Who is named in an article so far, by the form of each of their names."""

    _by_form: dict[str, _Somebody] = field(default_factory=dict)
    _all: list[_Somebody] = field(default_factory=list)

    def add(self, named: Named, passage: Passage, quotes: Quotes) -> bool:
        """Take somebody in; False where none of the names stands in the passage."""
        words = (named.name, *named.also)
        found = {form_of(w): spans for w in words if (spans := quotes.all(w, passage.span))}
        if not found:
            return False
        known = next((self._by_form[f] for f in found if f in self._by_form), None)
        if known is None:
            known = _Somebody(named.kind, named.unnamed)
            self._all.append(known)
        for form, spans in found.items():
            # Of two who are given one name the first keeps it.
            if self._by_form.setdefault(form, known) is known:
                known.spans.update(spans)
        return True

    def actors(self, text: str) -> tuple[Actor, ...]:
        """Everybody, in the order of the text."""
        return tuple(_actor(ActorId(f"a{n}"), each, text) for n, each in enumerate(self._told(), 1))

    def id_of(self, words: str) -> ActorId | None:
        """Who bears this name."""
        somebody = self._by_form.get(form_of(words))
        told = self._told()
        return None if somebody is None else ActorId(f"a{told.index(somebody) + 1}")

    def unnamed(self, words: str) -> bool:
        """Whether this is a nameless source, who never takes part in an event."""
        somebody = self._by_form.get(form_of(words))
        return somebody is not None and somebody.unnamed

    def _told(self) -> Sequence[_Somebody]:
        named = [each for each in self._all if each.spans]
        return sorted(named, key=lambda each: min(s.start for s in each.spans))


def _actor(id_: ActorId, somebody: _Somebody, text: str) -> Actor:
    spans = sorted(somebody.spans, key=lambda s: (s.start, s.end))
    return Actor(
        id=id_,
        kind=somebody.kind,
        name=Name(ar=spans[0].cut(text)),
        anonymous=somebody.unnamed,
        mentions=tuple(ActorMention(start=s.start, end=s.end, sure=SURE) for s in spans),
    )
