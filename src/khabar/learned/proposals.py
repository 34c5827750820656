"""What the learned reader proposes: stretches of the text with what they may be, and how surely.

Nothing of it is a fact before tables and rules have looked at it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from khabar.schema.events import EventType, Status
from khabar.schema.names import ActorKind
from khabar.schema.spans import Span
from khabar.schema.statements import Act

Share = tuple[float, float, float]
"""How surely somebody acts, is acted upon, or takes part otherwise."""

Asked = Callable[[Span, Sequence[Span]], Sequence[Share | None]]
"""Asked of the words of an event and of names what part each name has in it; nothing of a name that
was not read together with the event."""

Voiced = Callable[[Span, Sequence[Span]], Sequence[tuple[float, float] | None]]
"""Asked of a cue and of names how surely each is its source, and how surely it hands the words of
another on; nothing of a name that was not read together with the cue."""

WHO = frozenset(("person", "body", "place", "group"))
"""The tags of those who may take part in events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged(Span):
    """A stretch that bears a tag: person, body, place, group, nationality, office, time, cue,
    content. kind is what an actor of these words would be."""

    tag: str
    kind: ActorKind
    sure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """Which tagged stretch takes part, by its number in the proposals, and how surely in which
    role."""

    who: int
    actor: float
    recipient: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening(Span):
    """The words of an event."""

    type: EventType
    status: Status
    negative: float
    taking: tuple[Taking, ...]
    sure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Which tagged stretch speaks, or reports who speaks."""

    who: int
    source: float
    reporter: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking(Span):
    """A cue, what it does, and who may stand behind it."""

    act: Act
    voices: tuple[Voice, ...]
    sure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """All that is proposed of a document, in the order of the text; asked tells the parts of names
    in any words, proposed or not; voiced who stands behind any cue."""

    tagged: tuple[Tagged, ...] = ()
    happenings: tuple[Happening, ...] = ()
    speaking: tuple[Speaking, ...] = ()
    asked: Asked | None = field(default=None, compare=False, repr=False)
    voiced: Voiced | None = field(default=None, compare=False, repr=False)
