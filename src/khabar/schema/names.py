"""Who and where: names in the text, and the things of one document that they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from khabar.schema.spans import Span

ActorId = NewType("ActorId", str)
PlaceId = NewType("PlaceId", str)


class ActorKind(StrEnum):
    """What an actor is; maps to FollowTheMoney schemata in the exports."""

    PERSON = "person"
    STATE = "state"
    GOVERNMENT = "government"
    MILITARY = "military"
    ARMED_GROUP = "armed_group"
    PARTY = "party"
    IGO = "igo"
    LEGISLATURE = "legislature"
    AGENCY = "agency"
    COMPANY = "company"
    MEDIA = "media"
    GROUP = "group"
    REGION = "region"
    CONFERENCE = "conference"
    AGREEMENT = "agreement"
    VESSEL = "vessel"


def checked_sure(sure: float) -> float:
    """A degree of belief, 0 to 1.

    Raises:
        ValueError: it is none.
    """
    if not 0.0 <= sure <= 1.0:
        raise ValueError(f"sure is between 0 and 1, not {sure}")
    return sure


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in Arabic and, where known, in English."""

    ar: str
    en: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention(Span):
    """One place where the text names an actor, and how sure that is."""

    sure: float

    def __post_init__(self) -> None:
        Span.__post_init__(self)
        checked_sure(self.sure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One thing in one document that acts, speaks or holds an office: the group of its mentions.

    An anonymous actor is an unnamed source: it may hold a claim, it never takes part in an event.
    """

    id: ActorId
    kind: ActorKind
    name: Name
    anonymous: bool = False
    mentions: tuple[ActorMention, ...]

    def __post_init__(self) -> None:
        if not self.mentions:
            raise ValueError(f"actor {self.id} is mentioned nowhere")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place in one document; country is ISO 3166 alpha-2, lat and lon degrees WGS 84."""

    id: PlaceId
    name: Name
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    mentions: tuple[Span, ...]

    def __post_init__(self) -> None:
        if not self.mentions:
            raise ValueError(f"place {self.id} is mentioned nowhere")
        if (self.lat is None) != (self.lon is None):
            raise ValueError(f"place {self.id} has half a coordinate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Span):
    """A post that a person is said to hold or to have held; the span is the words of the title."""

    id: str
    person: ActorId
    of: ActorId | None = None
