"""What a sentence on an event is made of, before any grammar."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.export.dossier.deeds import Deed
from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.moments import Edtf
from khabar.schema.names import ActorKind


@dataclass(frozen=True, slots=True)
class Both:
    """A wording in Arabic and in English."""

    ar: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What an actor is called; made says that a machine spelt the English name."""

    ar: str
    en: str
    kind: ActorKind
    made: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """An event with all its names, ready to be told in the language of its deed."""

    deed: Deed
    type: EventType
    actors: tuple[Called, ...]
    recipients: tuple[Called, ...]
    place: Both | None
    when: Edtf | None
    status: Status
    polarity: Polarity

    @property
    def violent(self) -> bool:
        """Whether it strikes somebody."""
        return self.type is EventType.ASSAULT

    @property
    def leaving(self) -> bool:
        """Whether its place is one that somebody leaves."""
        return self.type is EventType.RETREAT

    @property
    def negative(self) -> bool:
        """Whether it is told as something that did not happen."""
        return self.polarity is Polarity.NEGATIVE
